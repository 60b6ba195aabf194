"""The published form of a log: tiles of hashes and bundles of entries, as plain files.

Source: c2sp.org/tlog-tiles. Paths are relative to the log's folder; sinks and sources are given,
so that nothing here touches a disk. Everything is streamed: one bundle and one tile per level are
in memory at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from releve.errors import EvidenceRefused, LedgerError
from releve.ledger.merkle import Accumulator, leaf_hash, root

WIDTH = 256
"""Hashes in a full tile, entries in a full bundle."""
MAX_ENTRY = 0xFFFF
"""Largest entry, in bytes: its length is a uint16."""

_MAX_LEVEL = 63
_LENGTH_SIZE = 2


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Return the path of a tile of hashes, full unless ``width`` is less than 256.

    Raises:
        LedgerError: ``tile_out_of_range``.

    """
    if not 0 <= level <= _MAX_LEVEL:
        raise LedgerError("tile_out_of_range", level=level)
    return f"tile/{level}/{_numbered(index, width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """Return the path of a bundle of entries, full unless ``width`` is less than 256.

    Raises:
        LedgerError: ``tile_out_of_range``.

    """
    return f"tile/entries/{_numbered(index, width)}"


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Return a bundle: each entry after its length as a big-endian uint16.

    Raises:
        LedgerError: ``entry_too_large`` beyond 65,535 bytes.

    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise LedgerError("entry_too_large", size=len(entry), limit=MAX_ENTRY)
        parts += (len(entry).to_bytes(_LENGTH_SIZE, "big"), entry)
    return b"".join(parts)


def decode_bundle(data: bytes, count: int) -> list[bytes]:
    """Read a bundle of exactly ``count`` entries.

    Raises:
        EvidenceRefused: ``entries_malformed``: data missing or left over.

    """
    entries: list[bytes] = []
    at = 0
    for _ in range(count):
        start = at + _LENGTH_SIZE
        end = start + int.from_bytes(data[at:start], "big")
        if end > len(data):
            raise EvidenceRefused("entries_malformed", reason="short", count=count)
        entries.append(data[start:end])
        at = end
    if at != len(data):
        raise EvidenceRefused("entries_malformed", reason="extra", count=count)
    return entries


def write_tiles(sink: Callable[[str, bytes], None], entries: Iterable[bytes]) -> Accumulator:
    """Give ``sink`` every path and content of the log of ``entries``; return its size and root.

    Raises:
        LedgerError: ``entry_too_large``.

    """
    writer = _Writer(sink)
    tree = Accumulator()
    for entry in entries:
        hashed = leaf_hash(entry)
        tree.append(hashed)
        writer.add(entry, hashed)
    writer.finish()
    return tree


def read_entries(source: Callable[[str], bytes], size: int) -> Iterator[bytes]:
    """Yield the ``size`` entries of a published log. Their hashes are not checked.

    Raises:
        EvidenceRefused: ``entries_malformed``. What ``source`` raises passes through.

    """
    for index, start in enumerate(range(0, size, WIDTH)):
        width = min(WIDTH, size - start)
        yield from decode_bundle(source(entries_path(index, width)), width)


def check_tiles(source: Callable[[str], bytes], size: int) -> bytes:
    """Return the root of a published log after rebuilding and comparing each of its files.

    Raises:
        EvidenceRefused: ``entries_malformed``; ``tile_differs`` with its ``path``.

    """

    def compare(path: str, content: bytes) -> None:
        if source(path) != content:
            raise EvidenceRefused("tile_differs", path=path)

    return write_tiles(compare, read_entries(source, size)).root()


class _Writer:
    """The rightmost bundle, and the rightmost tile of each level, until they are full."""

    def __init__(self, sink: Callable[[str, bytes], None]) -> None:
        self._sink = sink
        self._bundle: list[bytes] = []
        self._tiles: list[list[bytes]] = []
        self._written: list[int] = []

    def add(self, entry: bytes, hashed: bytes) -> None:
        self._bundle.append(entry)
        if len(self._bundle) == WIDTH:
            self._write_bundle()
        self._append(0, hashed)

    def finish(self) -> None:
        if self._bundle:
            self._write_bundle()
        for level, tile in enumerate(self._tiles):
            if tile:
                self._write_tile(level, tile)

    def _append(self, level: int, hashed: bytes) -> None:
        if level == len(self._tiles):
            self._tiles.append([])
            self._written.append(0)
        tile = self._tiles[level]
        tile.append(hashed)
        if len(tile) == WIDTH:
            self._write_tile(level, tile)
            self._written[level] += 1
            self._tiles[level] = []
            self._append(level + 1, root(tile))

    def _write_tile(self, level: int, tile: Sequence[bytes]) -> None:
        self._sink(tile_path(level, self._written[level], len(tile)), b"".join(tile))

    def _write_bundle(self) -> None:
        index = self._written[0] if self._written else 0
        self._sink(entries_path(index, len(self._bundle)), encode_bundle(self._bundle))
        self._bundle = []


def _numbered(index: int, width: int) -> str:
    if index < 0 or not 1 <= width <= WIDTH:
        raise LedgerError("tile_out_of_range", index=index, width=width)
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"
