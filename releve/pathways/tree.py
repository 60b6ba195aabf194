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
from collections.abc import Iterable, Sequence

from releve.content import KEY_SIZE
from releve.errors import EvidenceRefused
from releve.ledger.merkle import Accumulator, leaf_hash
from releve.pathways.record import Record


def pathway_key(package_key: bytes, pathway_id: str) -> bytes:
    """Return ``k_p``, 32 bytes.

    Raises:
        EvidenceRefused: ``package_key_malformed`` unless the package key is 32 bytes.

    """
    if len(package_key) != KEY_SIZE:
        raise EvidenceRefused("package_key_malformed", length=len(package_key))
    return hmac.digest(package_key, pathway_id.encode(), "sha256")


def record_leaf(key: bytes, record: Record) -> bytes:
    """Return the leaf of one record under its pathway's key."""
    own = hmac.digest(key, record.id.encode(), "sha256")
    return hashlib.sha256(own + record.canonical()).digest()


def group_entry(package_key: bytes, group_id: str, records: Sequence[Record]) -> bytes:
    """Return the entry of one pathway, or of the directory, whose records are in order.

    Raises:
        EvidenceRefused: ``package_key_malformed``; ``records_out_of_order`` with ``position``.

    """
    key = pathway_key(package_key, group_id)
    return entry_of(key, records)


def entry_of(key: bytes, records: Iterable[Record]) -> bytes:
    """Return the entry under a disclosed ``k_p``; as :func:`group_entry`."""
    tree, last = Accumulator(), b""
    for position, record in enumerate(records):
        name = record.id.encode()
        if name <= last:
            raise EvidenceRefused("records_out_of_order", position=position)
        tree.append(leaf_hash(record_leaf(key, record)))
        last = name
    return hashlib.sha256(key + tree.root()).digest()


def package_root(entries: Iterable[bytes]) -> str:
    """Return the root over entries already in the order of their ids, in hexadecimal."""
    tree = Accumulator()
    for entry in entries:
        tree.append(leaf_hash(entry))
    return tree.root().hex()
