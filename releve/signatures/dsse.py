"""DSSE v1 envelopes with Ed25519: the signatures of organisations and of the tool.

Protocol: https://github.com/secure-systems-lab/dsse (v1.0.2). Narrower than the standard, so
that one content has one form: canonical JSON, standard base64, each signature with its ``keyid``,
and signatures in strictly increasing order of ``keyid``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from releve.canonical import JsonValue, decode, decode_base64, encode, encode_base64
from releve.errors import EvidenceRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: who claims to have made it, and its raw bytes."""

    keyid: str
    sig: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A parsed envelope, nothing verified."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the pre-authentication encoding: the bytes that every key signs."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def assemble(payload: bytes, payload_type: str, signatures: Iterable[Signature]) -> bytes:
    """Return the canonical envelope of a payload and its signatures, put in order."""
    ordered = sorted(signatures, key=lambda each: each.keyid)
    listed: list[JsonValue] = [
        {"keyid": each.keyid, "sig": encode_base64(each.sig)} for each in ordered
    ]
    members: dict[str, JsonValue] = {
        "payload": encode_base64(payload),
        "payloadType": payload_type,
        "signatures": listed,
    }
    return encode(members)


def parse_envelope(data: bytes) -> Envelope:
    """Read an envelope. Nothing is verified.

    Raises:
        EvidenceRefused: ``non_canonical_json``, ``malformed_base64``; ``dsse_malformed``:
            a member missing, unknown or of another type, no signature, or signatures repeated
            or out of order.

    """
    members = _members(decode(data), {"payload", "payloadType", "signatures"})
    listed = members["signatures"]
    if not isinstance(listed, list) or not listed:
        raise EvidenceRefused("dsse_malformed", member="signatures")
    signatures = tuple(_signature(each) for each in listed)
    keyids = [each.keyid for each in signatures]
    if keyids != sorted(set(keyids)):
        raise EvidenceRefused("dsse_malformed", member="signatures")
    return Envelope(
        payload=decode_base64(_text(members, "payload")),
        payload_type=_text(members, "payloadType"),
        signatures=signatures,
    )


def verify(data: bytes, *, keys: Mapping[str, Ed25519PublicKey], payload_type: str) -> bytes:
    """Return the payload of an envelope whose every signature is by one of ``keys`` and true.

    Not checked: that *all* of ``keys`` signed; compare ``parse_envelope(data).signatures``.

    Raises:
        EvidenceRefused: as :func:`parse_envelope`; ``dsse_wrong_payload_type``,
            ``dsse_unknown_key``, ``dsse_bad_signature``.

    """
    envelope = parse_envelope(data)
    if envelope.payload_type != payload_type:
        raise EvidenceRefused(
            "dsse_wrong_payload_type", expected=payload_type, found=envelope.payload_type
        )
    signed = pae(payload_type, envelope.payload)
    for signature in envelope.signatures:
        key = keys.get(signature.keyid)
        if key is None:
            raise EvidenceRefused("dsse_unknown_key", keyid=signature.keyid)
        try:
            key.verify(signature.sig, signed)
        except InvalidSignature:
            raise EvidenceRefused("dsse_bad_signature", keyid=signature.keyid) from None
    return envelope.payload


def _members(value: JsonValue, names: set[str]) -> dict[str, JsonValue]:
    if not isinstance(value, dict) or set(value) != names:
        raise EvidenceRefused("dsse_malformed", member="envelope")
    return value


def _text(members: dict[str, JsonValue], name: str) -> str:
    value = members[name]
    if not isinstance(value, str):
        raise EvidenceRefused("dsse_malformed", member=name)
    return value


def _signature(value: JsonValue) -> Signature:
    members = _members(value, {"keyid", "sig"})
    return Signature(keyid=_text(members, "keyid"), sig=decode_base64(_text(members, "sig")))
