"""C2SP tlog-tiles: every file a log of a given size publishes, from its formula."""

from collections.abc import Mapping, Sequence

from tests.second import merkle
from tests.second.refusal import demand

WIDTH = 256


def published(entries: Sequence[bytes]) -> dict[str, bytes]:
    """Path → bytes of all tiles and entry bundles of a log of these entries."""
    leaves = [merkle.leaf(entry) for entry in entries]
    files: dict[str, bytes] = {}
    for number in range(0, len(entries), WIDTH):
        bundle = entries[number : number + WIDTH]
        framed = b"".join(len(entry).to_bytes(2, "big") + entry for entry in bundle)
        files[_path("entries", number // WIDTH, len(bundle))] = framed
    level, span = 0, 1
    while len(leaves) // span:
        hashes = [
            merkle.mth(leaves[at * span : (at + 1) * span]) for at in range(len(leaves) // span)
        ]
        for first in range(0, len(hashes), WIDTH):
            tile = hashes[first : first + WIDTH]
            files[_path(str(level), first // WIDTH, len(tile))] = b"".join(tile)
        level, span = level + 1, span * WIDTH
    return files


def entries_of(files: Mapping[str, bytes], size: int) -> list[bytes]:
    """The `size` entries that the bundles hold, if the files are exactly those of this log."""
    entries: list[bytes] = []
    while len(entries) < size:
        number, width = len(entries) // WIDTH, min(WIDTH, size - len(entries))
        name = _path("entries", number, width)
        demand(name in files, f"no bundle {name}")
        entries += _unframed(files[name], width)
    demand(published(entries) == dict(files), "a tile differs, is missing or is too many")
    return entries


def _unframed(bundle: bytes, width: int) -> list[bytes]:
    entries = []
    for _ in range(width):
        demand(len(bundle) >= 2, "a bundle is cut short")
        length = int.from_bytes(bundle[:2], "big")
        entry, bundle = bundle[2 : 2 + length], bundle[2 + length :]
        demand(len(entry) == length, "an entry is cut short")
        entries.append(entry)
    demand(not bundle, "something follows the last entry")
    return entries


def _path(level: str, number: int, width: int) -> str:
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    threes = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    named = "/".join([*(f"x{three}" for three in threes[:-1]), threes[-1]])
    return f"tile/{level}/{named}" + ("" if width == WIDTH else f".p/{width}")
