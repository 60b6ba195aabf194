"""A published log: its head, its tiles, its entries, and a head that was seen before."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.second import checkpoint, entry, merkle, tiles
from tests.second.canonical import Json
from tests.second.refusal import demand


class Log(NamedTuple):
    """A log whose files are all recomputed."""

    head: checkpoint.Head
    cosigned: set[str]
    raws: list[bytes]
    leaves: list[bytes]
    entries: list[Mapping[str, Json]]


def read(
    files: Mapping[str, bytes],
    vkey: str,
    witnesses: Iterable[str] = (),
    seen: tuple[int, bytes] | None = None,
) -> Log:
    """The log of `checkpoint` and `tile/…`; its first entries must be those of a head `seen`."""
    demand("checkpoint" in files, "no head")
    head, cosigned = checkpoint.opened(files["checkpoint"], vkey, witnesses)
    demand(head.size > 0, "an empty log")
    published = {name: data for name, data in files.items() if name.startswith("tile/")}
    raws = tiles.entries_of(published, head.size)
    leaves = [merkle.leaf(raw) for raw in raws]
    demand(merkle.mth(leaves) == head.root, "another root")
    if seen is not None:
        demand(merkle.mth(leaves[: seen[0]]) == seen[1], "not what was seen")
        demand(head.size >= seen[0], "cut short")
    return Log(head, cosigned, raws, leaves, entry.follow(raws, head.origin))
