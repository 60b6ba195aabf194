"""The wrapping of a CMS signature (RFC 5652): the members it has, and no other.

Libraries pass over members that a schema does not know, and members that have another tag than
the optional one expected: a timestamp could so be hidden, or something else added. No signature
covers the wrapping; here every value of it has its place.
"""

from dataclasses import dataclass

from releve.verification.algorithms import BARE
from releve.verification.der import members, tags

_SIGNED_DATA = "023130a031"
"""Version, digests, content, certificates, signers; no revocation list."""
_SIGNERS = frozenset({"023030a03004", "028030a03004"})
"""Version, name, digest, signed attributes, algorithm, signature; then unsigned attributes."""
_UNSIGNED = "a1"
_CERTIFICATE = "303003"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """Parts of a SignedData of one signer, as the bytes they came in."""

    certificates: tuple[bytes, ...]
    signer: bytes
    signature_algorithm: bytes
    unsigned: tuple[bytes, ...] | None
    """The unsigned attributes; ``None``: not even an empty list of them."""


def unwrap(data: bytes) -> Wrapping | None:
    """Return the parts of a ContentInfo that holds SignedData, or ``None`` when it is no such.

    ``data`` is one value in DER. Nothing is said of what the parts hold.
    """
    outer = members(data)
    held = members(outer[1]) if tags(outer) == "06a0" else []
    parts = members(held[0]) if tags(held) == "30" else []
    if tags(parts) != _SIGNED_DATA:
        return None
    digests, content, certificates, signers = (members(one) for one in parts[1:])
    known = (
        all(tags(members(one)) in BARE for one in digests)
        and _is_content(content)
        and all(tags([one, *members(one)]) == f"30{_CERTIFICATE}" for one in certificates)
        and tags(signers) == "30"
    )
    signer = members(signers[0]) if known else []
    if tags(signer).removesuffix(_UNSIGNED) not in _SIGNERS or not _is_signer(signer):
        return None
    return Wrapping(
        certificates=tuple(certificates),
        signer=signers[0],
        signature_algorithm=signer[4],
        unsigned=tuple(members(signer[6])) if signer[6:] else None,
    )


def _is_content(content: list[bytes]) -> bool:
    """Tell whether this is a type, then an OCTET STRING or nothing."""
    return tags(content) == "06" or (tags(content) == "06a0" and tags(members(content[1])) == "04")


def _is_signer(signer: list[bytes]) -> bool:
    """Tell whether the members of a signer have theirs: name, algorithms, attributes."""
    name, digest, algorithm = signer[1], members(signer[2]), members(signer[4])
    attributes = [one for group in (signer[3], *signer[6:]) for one in members(group)]
    return (
        (tags([name]) == "80" or tags(members(name)) == "3002")
        and tags(digest) in BARE
        and tags(algorithm) in {*BARE, "0630"}
        and all(tags([one, *members(one)]) == "300631" for one in attributes)
    )
