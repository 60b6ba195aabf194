"""A Merkle tree that keeps every complete subtree in memory and grows at its right edge.

For whoever proves consistency again and again: each leaf is hashed once. Some 150 bytes
per entry.
"""

from collections.abc import Iterable

from releve.ledger.merkle import leaf_hash, node_hash


class GrowingTree:
    """The complete subtrees over the entries given so far."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: list[list[bytes]] = [[]]

    @property
    def size(self) -> int:
        """Number of entries."""
        return len(self._rows[0])

    def follow(self, entries: Iterable[bytes]) -> None:
        """Add the entries that come next."""
        for entry in entries:
            carried, level = leaf_hash(entry), 0
            self._rows[0].append(carried)
            while len(self._rows[level]) % 2 == 0:
                carried = node_hash(*self._rows[level][-2:])
                level += 1
                if level == len(self._rows):
                    self._rows.append([])
                self._rows[level].append(carried)

    def hash_at(self, level: int, index: int) -> bytes:
        """Read a complete subtree: a :data:`releve.ledger.merkle.HashAt`."""
        return self._rows[level][index]
