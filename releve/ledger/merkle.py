"""Merkle trees of RFC 6962 (section 2.1) with SHA-256: roots, proofs and their verification.

Functions take *leaf hashes* (:func:`leaf_hash` of the entries), never the entries. Proofs read
the hashes of complete subtrees through a :data:`HashAt`, so that a large log need not be in
memory; for a small one, pass :func:`levels` of its leaf hashes.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from releve.errors import EvidenceRefused

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

HashAt: TypeAlias = Callable[[int, int], bytes]
"""``hash_at(level, index)``: root of the leaves [index * 2^level, (index + 1) * 2^level)."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Iterable[bytes]) -> bytes:
    """Return the root of the tree over these leaf hashes, in this order."""
    accumulator = Accumulator()
    for each in hashes:
        accumulator.append(each)
    return accumulator.root()


class Accumulator:
    """The root of a growing tree, in memory logarithmic in its size."""

    __slots__ = ("_peaks", "_size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Start empty, or again from the ``size`` and ``peaks`` of an earlier accumulator.

        Raises:
            EvidenceRefused: ``merkle_peaks_malformed``: not one hash per bit set in ``size``.

        """
        well_formed = all(len(peak) == HASH_SIZE for peak in peaks)
        if size < 0 or len(peaks) != size.bit_count() or not well_formed:
            raise EvidenceRefused("merkle_peaks_malformed", size=size, peaks=len(peaks))
        self._size = size
        self._peaks = list(peaks)

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """Roots of the complete subtrees, largest (leftmost) first: one per bit of ``size``."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf *hash* at the right."""
        position, carried = self._size, leaf
        while position & 1:
            carried = node_hash(self._peaks.pop(), carried)
            position >>= 1
        self._peaks.append(carried)
        self._size += 1

    def root(self) -> bytes:
        """Return the root over everything appended so far."""
        if not self._peaks:
            return EMPTY_ROOT
        result = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            result = node_hash(peak, result)
        return result


def levels(hashes: Sequence[bytes]) -> HashAt:
    """Return a reader of every complete subtree over these leaf hashes, all kept in memory."""
    rows = [list(hashes)]
    while len(rows[-1]) > 1:
        row = rows[-1]
        rows.append([node_hash(a, b) for a, b in zip(row[::2], row[1::2], strict=False)])
    return lambda level, index: rows[level][index]


def inclusion_proof(hash_at: HashAt, index: int, size: int) -> list[bytes]:
    """Return the audit path of leaf ``index`` in the first ``size`` leaves, leaf side first.

    Raises:
        EvidenceRefused: ``merkle_proof_out_of_range`` unless 0 <= index < size.

    """
    if not 0 <= index < size:
        raise EvidenceRefused("merkle_proof_out_of_range", index=index, size=size)
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_subtree(hash_at, middle, end))
            end = middle
        else:
            path.append(_subtree(hash_at, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(hash_at: HashAt, size1: int, size2: int) -> list[bytes]:
    """Return the proof that the first ``size1`` leaves are a prefix of the first ``size2``.

    Raises:
        EvidenceRefused: ``merkle_proof_out_of_range`` unless 0 < size1 <= size2, or both are 0.

    """
    if size1 == size2 >= 0:
        return []
    if not 0 < size1 < size2:
        raise EvidenceRefused("merkle_proof_out_of_range", index=size1, size=size2)
    path: list[bytes] = []
    start, end, whole = 0, size2, True
    while size1 != end:
        middle = start + _split(end - start)
        if size1 <= middle:
            path.append(_subtree(hash_at, middle, end))
            end = middle
        else:
            path.append(_subtree(hash_at, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(_subtree(hash_at, start, end))
    return path[::-1]


def verify_inclusion(
    *, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Verify that leaf hash ``leaf`` stands at ``index`` in the tree of ``size`` and ``root``.

    Algorithm of RFC 9162, section 2.1.3.2.

    Raises:
        EvidenceRefused: ``inclusion_refused``.

    """
    refusal = EvidenceRefused("inclusion_refused", index=index, size=size)
    if not 0 <= index < size or not _all_hashes(leaf, root, *proof):
        raise refusal
    sides = _sides(index, size - 1, len(proof))
    if sides is None:
        raise refusal
    result = leaf
    for sibling, on_left in zip(proof, sides, strict=True):
        result = node_hash(sibling, result) if on_left else node_hash(result, sibling)
    if result != root:
        raise refusal


def verify_consistency(
    *, size1: int, root1: bytes, size2: int, root2: bytes, proof: Sequence[bytes]
) -> None:
    """Verify that the tree (size1, root1) is a prefix of the tree (size2, root2).

    Algorithm of RFC 9162, section 2.1.4.2. That an empty tree is a prefix of another proves
    nothing and is refused, as there; two empty trees agree. Of two trees of one size only the
    equality of the roots is checked, not that they are hashes.

    Raises:
        EvidenceRefused: ``consistency_refused``.

    """
    refusal = EvidenceRefused("consistency_refused", size1=size1, size2=size2)
    if size1 == size2 >= 0:
        if proof or root1 != root2 or (size1 == 0 and root1 != EMPTY_ROOT):
            raise refusal
        return
    if not 0 < size1 < size2:
        raise refusal
    if not _all_hashes(root1, root2, *proof):
        raise refusal
    path = list(proof) if size1 & (size1 - 1) else [root1, *proof]
    if not path:
        raise refusal
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    sides = _sides(fn, sn, len(path) - 1)
    if sides is None:
        raise refusal
    first = second = path[0]
    for sibling, on_left in zip(path[1:], sides, strict=True):
        first = node_hash(sibling, first) if on_left else first
        second = node_hash(sibling, second) if on_left else node_hash(second, sibling)
    if first != root1 or second != root2:
        raise refusal


def _sides(fn: int, sn: int, count: int) -> list[bool] | None:
    """Say of each of ``count`` siblings whether it stands at the left; None: not that many.

    ``fn`` and ``sn`` are the names of RFC 9162: the node's index and the last one at its level.
    """
    sides: list[bool] = []
    for _ in range(count):
        if sn == 0:
            return None
        on_left = bool(fn & 1) or fn == sn
        sides.append(on_left)
        while on_left and fn and not fn & 1:
            fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    return None if sn else sides


def _split(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


def _subtree(hash_at: HashAt, start: int, end: int) -> bytes:
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return hash_at(level, start >> level)
    middle = start + _split(count)
    return node_hash(_subtree(hash_at, start, middle), _subtree(hash_at, middle, end))


def _all_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_SIZE for value in values)
