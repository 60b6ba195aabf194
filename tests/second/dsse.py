"""DSSE v1 (protocol.md, envelope.md), in the project's only form.

Narrowings (`docs/format/certificate.md`): the envelope is canonical JSON, base64 is standard,
signatures are in order of key id, none twice, and every one is by a known key. A key id selects
the key to try, as the protocol allows, and decides nothing else.
"""

from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.second.canonical import Json, parse_object
from tests.second.encodings import base64
from tests.second.refusal import Refused, demand


def pae(kind: str, body: bytes) -> bytes:
    """The bytes that are signed."""
    spelled = kind.encode()
    return b"DSSEv1 %d %s %d %s" % (len(spelled), spelled, len(body), body)


def opened(envelope: bytes, payload_type: str, keys: Mapping[str, bytes]) -> tuple[bytes, set[str]]:
    """The payload, and the ids of those of `keys` (id → raw Ed25519 key) that signed it."""
    members = parse_object(envelope, "payload", "payloadType", "signatures")
    demand(members["payloadType"] == payload_type, "another payload type")
    payload = base64(_text(members["payload"]))
    signatures = members["signatures"]
    if not isinstance(signatures, list) or not signatures:
        raise Refused("no signatures")
    pairs = [_pair(item) for item in signatures]
    names = [keyid for keyid, _ in pairs]
    demand(names == sorted(set(names)), "key ids out of order, or twice")
    signed: set[str] = set()
    for keyid, signature in pairs:
        demand(keyid in keys, "a signature by somebody unknown")
        _verify(keys[keyid], signature, pae(payload_type, payload))
        signed.add(keyid)
    return payload, signed


def _verify(key: bytes, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        raise Refused("a known key's signature does not verify") from None


def _pair(item: Json) -> tuple[str, bytes]:
    if not isinstance(item, dict) or sorted(item) != ["keyid", "sig"]:
        raise Refused("not a signature")
    return _text(item["keyid"]), base64(_text(item["sig"]))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise Refused("not a text")
    return value
