"""Keyed trees of pathways: both sides compute the same root, and one proof reveals one pathway.

::

    k_p   = HMAC-SHA256(package key, pathway id)
    leaf  = SHA-256(HMAC-SHA256(k_p, record id) || canonical record)     one record
    group = MTH of its records' leaves, in the order of record ids       RFC 6962
    entry = SHA-256(k_p || group)                                        one pathway
    root  = MTH of the entries, in the order of pathway ids

Orders compare UTF-8 bytes. The shared records of a package are one more group, whose id is
``directory``. Disclosing ``k_p`` lets one pathway be checked and says nothing of another; shredding
the package key forgets them all.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence

from releve.content import KEY_SIZE
from releve.errors import EvidenceRefused
from releve.ledger.merkle import Accumulator, leaf_hash, root
from releve.pathways.record import Record

_BLOCK = 64
_INNER, _OUTER = (bytes(one ^ pad for one in range(256)) for pad in (0x36, 0x5C))


def pathway_key(package_key: bytes, pathway_id: str) -> bytes:
    """Return ``k_p``, 32 bytes.

    Raises:
        EvidenceRefused: ``package_key_malformed`` unless the package key is 32 bytes.

    """
    if len(package_key) != KEY_SIZE:
        raise EvidenceRefused("package_key_malformed", length=len(package_key))
    return hmac.digest(package_key, pathway_id.encode(), "sha256")


def group_entry(package_key: bytes, group_id: str, records: Sequence[Record]) -> bytes:
    """Return the entry of one pathway, or of the directory, whose records are in order.

    Raises:
        EvidenceRefused: ``package_key_malformed``; ``records_out_of_order`` with ``position``.

    """
    key = pathway_key(package_key, group_id)
    return entry_of(key, records)


def entry_of(key: bytes, records: Iterable[Record]) -> bytes:
    """Return the entry under a disclosed ``k_p``; as :func:`group_entry`."""
    return entry_of_lines(key, ((one.id, one.canonical()) for one in records))


def entry_of_lines(key: bytes, lines: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the entry over ids and canonical records already written; as :func:`entry_of`."""
    leaves, last, tag = list[bytes](), b"", tagging(key)
    for position, (record_id, line) in enumerate(lines):
        name = record_id.encode()
        if name <= last:
            raise EvidenceRefused("records_out_of_order", position=position)
        leaves.append(leaf_hash(hashlib.sha256(tag(name) + line).digest()))
        last = name
    return hashlib.sha256(key + root(leaves)).digest()


def tagging(key: bytes) -> Callable[[bytes], bytes]:
    """Return HMAC-SHA256 under a key, which is taken in once for all messages (RFC 2104)."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    begun, ended = (hashlib.sha256(block.translate(pad)) for pad in (_INNER, _OUTER))

    def tag(message: bytes) -> bytes:
        inner, outer = begun.copy(), ended.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()

    return tag


def package_root(entries: Iterable[bytes]) -> str:
    """Return the root over entries already in the order of their ids, in hexadecimal."""
    tree = Accumulator()
    for entry in entries:
        tree.append(leaf_hash(entry))
    return tree.root().hex()
