"""What a report calls a pathway or a record: keyed names, which say nothing without the key.

::

    k_p           = HMAC-SHA256(package key, pathway id)          see releve.pathways.tree
    pathway name  = HMAC-SHA256(k_p, "name")
    record name   = HMAC-SHA256(k_p, "name/" || record id)

A name is not ``k_p`` itself: whoever reads a report could then try out what a pathway holds. Who
holds the disclosed ``k_p`` of one pathway finds that one in reports, and no other.
"""

import hmac

from releve.pathways.tree import pathway_key

NAME_SIZE = 32


def name_of(key: bytes) -> bytes:
    """Return the name of the pathway whose key ``k_p`` is given, 32 bytes."""
    return hmac.digest(key, b"name", "sha256")


def pathway_name(package_key: bytes, pathway_id: str) -> bytes:
    """Return the name of a pathway.

    Raises:
        EvidenceRefused: ``package_key_malformed``.

    """
    return name_of(pathway_key(package_key, pathway_id))


def record_name(key: bytes, record_id: str) -> bytes:
    """Return the name of a record of the pathway whose key ``k_p`` is given, 32 bytes."""
    return hmac.digest(key, b"name/" + record_id.encode(), "sha256")
