"""One side's index on disk: entries, names, tree; built in one pass, in constant memory.

The file is SQLite and private: it holds pathway ids. It is derived, and may be thrown away.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from releve.errors import EvidenceRefused
from releve.ledger.merkle import node_hash
from releve.pathways.folder import Group, GroupSource, Place
from releve.pathways.names import name_of
from releve.pathways.reconciliation import (
    Listed,
    Opened,
    Reads,
    bucket_leaf,
    bucket_of,
)
from releve.pathways.tree import entry_of, package_root, pathway_key

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16384;
CREATE TABLE pathway (
    name BLOB NOT NULL, id TEXT NOT NULL, entry BLOB NOT NULL,
    file INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL
);
CREATE TABLE node (place INTEGER PRIMARY KEY, hash BLOB NOT NULL);
"""
_SORTED = """
CREATE INDEX by_name ON pathway (name, entry);
CREATE INDEX by_id ON pathway (id, name, entry);
"""


class IndexedSide:
    """A side read through its index: :class:`releve.pathways.reconciliation.Side`.

    A node stands at ``place`` 2^(depth - level) + index, the root at 1.
    """

    def __init__(self, path: Path, source: GroupSource) -> None:
        """Open an index that :func:`build_index` made of this source."""
        self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        self._source = source
        self._reads = Reads()
        (places,) = self._database.execute("SELECT max(place) FROM node").fetchone()
        self._depth = int(places).bit_length() - 1

    @property
    def depth(self) -> int:
        """Number of levels above the buckets."""
        return self._depth

    @property
    def reads(self) -> Reads:
        """What was asked so far."""
        return self._reads

    def __len__(self) -> int:
        """Return the number of groups, the directory included."""
        (count,) = self._database.execute("SELECT count(*) FROM pathway").fetchone()
        return int(count)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def root(self) -> str:
        """Return the package root, over the entries in the order of ids; reads them all."""
        return package_root(entry for _, _, entry in self.entries())

    def entries(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Stream id, name and entry of every group, in the order of ids."""
        return self._database.execute("SELECT id, name, entry FROM pathway ORDER BY id")

    def node(self, level: int, index: int) -> bytes:
        """Return a node of the tree over the buckets."""
        self._reads.nodes += 1
        place = (1 << (self._depth - level)) + index
        (found,) = self._database.execute(
            "SELECT hash FROM node WHERE place = ?", (place,)
        ).fetchone()
        return bytes(found)

    def bucket(self, index: int) -> Sequence[Listed]:
        """List a bucket, by increasing name."""
        self._reads.buckets += 1
        shift = 256 - self._depth
        first = (index << shift).to_bytes(32, "big")
        last = (((index + 1) << shift) - 1).to_bytes(32, "big")
        rows = self._database.execute(
            "SELECT name, entry FROM pathway WHERE name BETWEEN ? AND ? ORDER BY name",
            (first, last),
        )
        return [Listed(name, entry) for name, entry in rows]

    def pathway(self, name: bytes) -> Opened | None:
        """Open a pathway in the source; ``None`` if there is none of this name."""
        row = self._database.execute(
            "SELECT id, file, start, size FROM pathway WHERE name = ?", (name,)
        ).fetchone()
        if row is None:
            return None
        self._reads.pathways += 1
        group_id, *place = row
        return Opened(group_id, self._source.open(group_id, Place(*place)))

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a pathway of this name."""
        found = self._database.execute("SELECT 1 FROM pathway WHERE name = ?", (name,))
        return found.fetchone() is not None


def build_index(
    path: Path, package_key: bytes, source: GroupSource, depth: int | None = None
) -> IndexedSide:
    """Read every group of a source once, and open the index made of it.

    ``depth`` is the other side's; by default, one bucket for each pathway or a little more.

    Raises:
        EvidenceRefused: ``pathway_twice`` with ``group``, a keyed name; ``package_key_malformed``;
            ``records_out_of_order``; what the source refuses.
        FileExistsError: there is something at ``path``.

    """
    path.touch(exist_ok=False)
    with sqlite3.connect(path) as database:
        database.executescript(_SCHEMA)
        database.executemany(
            "INSERT INTO pathway VALUES (?, ?, ?, ?, ?, ?)",
            (_row(package_key, group) for group in source.groups()),
        )
        database.executescript(_SORTED)
        _refuse_twice(database)
        (count,) = database.execute("SELECT count(*) FROM pathway").fetchone()
        levels = max(0, int(count) - 1).bit_length() if depth is None else depth
        _grow(database, levels)
    database.close()
    return IndexedSide(path, source)


def _row(package_key: bytes, group: Group) -> tuple[bytes, str, bytes, int, int, int]:
    key = pathway_key(package_key, group.id)
    place = group.place
    entry = entry_of(key, group.records)
    return name_of(key), group.id, entry, place.file, place.start, place.size


def _refuse_twice(database: sqlite3.Connection) -> None:
    twice = database.execute(
        "SELECT name FROM pathway GROUP BY name HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if twice is not None:
        raise EvidenceRefused("pathway_twice", group=bytes(twice[0]).hex())


def _grow(database: sqlite3.Connection, depth: int) -> None:
    """Write the leaves of all buckets, then each level out of the one below."""
    insert = "INSERT INTO node VALUES (?, ?)"
    database.executemany(insert, enumerate(_leaves(database, depth), start=1 << depth))
    for level in range(depth - 1, -1, -1):
        below = database.execute(
            "SELECT hash FROM node WHERE place >= ? AND place < ? ORDER BY place",
            (2 << level, 4 << level),
        )
        pairs = zip(below, below, strict=True)
        hashes = (node_hash(left, right) for (left,), (right,) in pairs)
        database.executemany(insert, enumerate(hashes, start=1 << level))


def _leaves(database: sqlite3.Connection, depth: int) -> Iterator[bytes]:
    empty, expected = bucket_leaf(()), 0
    rows = database.execute("SELECT name, entry FROM pathway ORDER BY name")
    listed = (Listed(name, entry) for name, entry in rows)
    for number, bucket in groupby(listed, key=lambda one: bucket_of(one.name, depth)):
        yield from (empty for _ in range(number - expected))
        yield bucket_leaf(tuple(bucket))
        expected = number + 1
    yield from (empty for _ in range((1 << depth) - expected))
