"""The Merkle tree of RFC 6962 §2.1, as its definitions read: recursive, nothing clever."""

import hashlib
from collections.abc import Sequence

from tests.second.refusal import demand

HASH_OCTETS = 32


def leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """k: the largest power of two smaller than n."""
    k = 1
    while 2 * k < size:
        k *= 2
    return k


def mth(leaves: Sequence[bytes]) -> bytes:
    """MTH(D[n]), given the hashes of the leaves."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return node(mth(leaves[:k]), mth(leaves[k:]))


def path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), mth(leaves[k:])]
    return [*path(index - k, leaves[k:]), mth(leaves[:k])]


def proof(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n]), and nothing when m = n."""
    return _subproof(old, leaves, known=True)


def _subproof(old: int, leaves: Sequence[bytes], *, known: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b)."""
    if old == len(leaves):
        return [] if known else [mth(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], known=known), mth(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], known=False), mth(leaves[:k])]


def verify_inclusion(
    index: int, size: int, hashed: bytes, steps: Sequence[bytes], root: bytes
) -> None:
    """Refuse unless `steps` is PATH(index, D[size]) for a leaf `hashed` under `root`."""
    demand(0 <= index < size, "no such leaf")
    _hashes(hashed, root, *steps)
    demand(_climb(index, size, hashed, steps) == root, "another root")


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, steps: Sequence[bytes]
) -> None:
    """Refuse unless `steps` is PROOF(old, D[new]) between both roots.

    The RFC defines it for 0 < old < new. Of two heads of one size there is nothing to prove: they
    are equal or one is false. (The vectors of transparency-dev hold this even of roots that are
    not hashes.) An empty tree has one root, and nothing follows from it.
    """
    if old == new:
        demand(not steps and old_root == new_root, "two heads of one size")
        demand(old > 0 or old_root == mth([]), "not the root of an empty tree")
        return
    demand(0 < old < new, "nothing to prove")
    _hashes(old_root, new_root, *steps)
    demand(_both(old, new, old_root, steps) == (old_root, new_root), "other roots")


def _hashes(*values: bytes) -> None:
    demand(all(len(value) == HASH_OCTETS for value in values), "not a SHA-256 hash")


def _climb(index: int, size: int, hashed: bytes, steps: Sequence[bytes]) -> bytes:
    if size == 1:
        demand(not steps, "too many steps")
        return hashed
    demand(steps, "too few steps")
    *below, sibling = steps
    k = split(size)
    if index < k:
        return node(_climb(index, k, hashed, below), sibling)
    return node(sibling, _climb(index - k, size - k, hashed, below))


def _both(old: int, new: int, given: bytes | None, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The old and the new root that `steps` gives; `given` is the old root while b is true."""
    if old == new:
        if given is not None:
            demand(not steps, "too many steps")
            return given, given
        demand(len(steps) == 1, "one step is due here")
        return steps[0], steps[0]
    demand(steps, "too few steps")
    *below, sibling = steps
    k = split(new)
    if old <= k:
        before, after = _both(old, k, given, below)
        return before, node(after, sibling)
    before, after = _both(old - k, new - k, None, below)
    return node(sibling, before), node(sibling, after)
