"""The head of a ledger as a value: its size and the roots of its complete subtrees."""

from collections.abc import Iterable
from dataclasses import dataclass

from releve.ledger.merkle import HASH_SIZE, Accumulator, leaf_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """``size`` entries; ``peaks`` as :class:`~releve.ledger.merkle.Accumulator` keeps them."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> "Head":
        """Read what :meth:`packed` wrote beside ``size``. Nothing is verified."""
        peaks = (packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE))
        return cls(size=size, peaks=tuple(peaks))

    def packed(self) -> bytes:
        """Return the peaks, 32 bytes each, one after the other."""
        return b"".join(self.peaks)

    @property
    def root(self) -> bytes:
        """Root of RFC 6962 over the entries."""
        return Accumulator(self.size, self.peaks).root()

    def followed_by(self, entries: Iterable[bytes]) -> "Head":
        """Return the head once these entries stand after those already there."""
        tree = Accumulator(self.size, self.peaks)
        for entry in entries:
            tree.append(leaf_hash(entry))
        return Head(size=tree.size, peaks=tree.peaks)
