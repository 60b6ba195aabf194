"""DSSE envelopes: both implementations agree, on every byte."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from connectors.signing.dsse_key import DsseKey
from releve.signatures import dsse as first
from tests.conformance.agreement import TAMPERING, byte_changes, length_changes, verdict
from tests.second import dsse as second

KIND = "application/vnd.in-toto+json"
PAYLOAD = b'{"a":1}'
PRIVATE = [
    Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name).digest()) for name in (b"a", b"b")
]
KEYS = {hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest(): key for key in PRIVATE}
NAMES = sorted(KEYS)


def written(payload=PAYLOAD, kind=KIND, signed=None, signers=NAMES[:1], encoded=None):
    """An envelope by a JSON writer that is neither of the two."""
    signed = b"DSSEv1 %d %s %d %s" % (len(KIND), KIND.encode(), len(payload), signed or payload)
    text = encoded or base64.b64encode(payload).decode()
    signatures = [
        {"keyid": name, "sig": base64.b64encode(KEYS[name].sign(signed)).decode()}
        for name in signers
    ]
    value = {"payload": text, "payloadType": kind, "signatures": signatures}
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


GENUINE = written()


def opened(envelope, kind=KIND, keys=KEYS):
    public = {name: key.public_key() for name, key in keys.items()}
    raw = {name: key.public_bytes_raw() for name, key in public.items()}
    return verdict(
        lambda: first.verify(envelope, keys=public, payload_type=kind),
        lambda: second.opened(envelope, kind, raw),
        envelope,
    )


def test_the_example_of_the_protocol_is_encoded_alike():
    said = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    for pae in (first.pae, second.pae):
        assert pae("http://example.com/HelloWorld", b"hello world") == said
        assert pae("é", b"") == "DSSEv1 2 é 0 ".encode()


def test_our_seal_writes_what_the_second_one_reads():
    sealed = DsseKey(PRIVATE[0]).sign(PAYLOAD, KIND)
    name = DsseKey(PRIVATE[0]).keyid
    raw = PRIVATE[0].public_key().public_bytes_raw()
    assert second.opened(sealed, KIND, {name: raw}) == (PAYLOAD, {name})
    assert sealed == written(signers=[name])


@pytest.mark.slow
def test_every_byte_changed_is_refused():
    assert opened(GENUINE)
    assert not any(opened(bad) for bad in byte_changes(GENUINE))
    assert not any(opened(bad) for bad in length_changes(GENUINE))


LETTERS = base64.b64encode(PAYLOAD).decode()
CHANGES = {
    "genuine": (GENUINE, True),
    "two-signatures": (written(signers=NAMES), True),
    "two-signatures-out-of-order": (written(signers=NAMES[::-1]), False),
    "one-signature-twice": (written(signers=NAMES[:1] * 2), False),
    "no-signature": (written(signers=[]), False),
    "another-payload": (written(signed=b'{"a":2}'), False),
    "another-type": (written(kind="application/json"), False),
    "empty-payload": (written(payload=b"", signed=b""), True),
    "payload-url-safe": (written(payload=b"\xff\xff\xff", encoded="____"), False),
    "payload-without-padding": (written(encoded=LETTERS.rstrip("=")), False),
    "payload-with-spare-bits": (written(encoded=LETTERS.replace("Q==", "R==")), False),
    "payload-with-a-line-feed": (written(encoded=LETTERS[:4] + "\\n" + LETTERS[4:]), False),
    "payload-padded-twice": (written(payload=b"abc", encoded="YWJj===="), False),
    "with-spaces": (GENUINE.replace(b",", b", "), False),
    "with-a-line-feed-after": (GENUINE + b"\n", False),
    "with-a-mark-before": (b"\xef\xbb\xbf" + GENUINE, False),
    "with-another-member": (GENUINE[:-1] + b',"zone":1}', False),
    "without-keyid": (GENUINE.replace(b'"keyid":"%s",' % NAMES[0].encode(), b""), False),
    "with-an-empty-keyid": (GENUINE.replace(NAMES[0].encode(), b""), False),
    "with-keyid-in-capitals": (
        GENUINE.replace(NAMES[0].encode(), NAMES[0].upper().encode()),
        False,
    ),
    "with-the-keyid-of-another": (GENUINE.replace(NAMES[0].encode(), NAMES[1].encode()), False),
    "members-out-of-order": (
        b'{"payloadType":"%s","payload"%s'
        % (KIND.encode(), GENUINE[10:].replace(b'"payloadType":"%s",' % KIND.encode(), b"")),
        False,
    ),
    "member-twice": (b'{"payload":"",' + GENUINE[1:], False),
    "escaped-slash": (GENUINE.replace(b"application/", b"application\\/"), False),
    "escaped-letter": (GENUINE.replace(b'"payload"', b'"p\\u0061yload"'), False),
    "a-list": (b"[" + GENUINE + b"]", False),
    "signatures-not-a-list": (GENUINE.replace(b"[", b"").replace(b"]", b""), False),
    "payload-a-number": (GENUINE.replace(f'"{LETTERS}"'.encode(), b"1"), False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_both_say_the_same_of_an_envelope(name):
    envelope, expected = CHANGES[name]
    assert opened(envelope) is expected
    assert expected or envelope != GENUINE


def test_one_signature_by_somebody_unknown_refuses_the_envelope():
    both = written(signers=NAMES)
    for name in NAMES:
        assert not opened(both, keys={name: KEYS[name]})
    assert not opened(GENUINE, keys={})
    assert not opened(GENUINE, keys={NAMES[1]: KEYS[NAMES[1]]})
    assert not opened(GENUINE, keys={NAMES[0]: KEYS[NAMES[1]]})


@TAMPERING
@given(st.binary(max_size=200), st.integers(0, len(GENUINE)), st.integers(0, 40))
def test_bytes_put_in_an_envelope_get_one_verdict(added, at, gone):
    bad = GENUINE[:at] + added + GENUINE[at + gone :]
    assert opened(bad) == (bad == GENUINE)


@TAMPERING
@given(st.binary(max_size=400))
def test_any_payload_is_sealed_and_opened_by_both(payload):
    assert opened(written(payload=payload, signed=payload, signers=NAMES))
