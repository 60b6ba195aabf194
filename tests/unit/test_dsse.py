import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.dsse_key import DsseKey
from connectors.signing.ssh_key import SshKey
from releve.canonical import decode, decode_base64, encode, hex_digest
from releve.errors import ConnectorError, EvidenceRefused
from releve.signatures import dsse

TYPE = "application/vnd.in-toto+json"
PAYLOAD = b'{"a":"x"}'


@pytest.fixture(scope="module")
def seal():
    return DsseKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))


@pytest.fixture(scope="module")
def tool():
    return DsseKey(Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32))


def refusal(data, keys, payload_type=TYPE):
    with pytest.raises(EvidenceRefused) as refused:
        dsse.verify(
            data, keys={key.keyid: key.public_key for key in keys}, payload_type=payload_type
        )
    return refused.value.code


def test_the_encoding_of_the_protocol_example():
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert dsse.pae("http://example.com/HelloWorld", b"hello world") == expected
    assert dsse.pae("é", b"") == "DSSEv1 2 é 0 ".encode()


def test_an_envelope_gives_its_payload_back(seal):
    data = seal.sign(PAYLOAD, TYPE)
    keys = {seal.keyid: seal.public_key}
    assert dsse.verify(data, keys=keys, payload_type=TYPE) == PAYLOAD
    envelope = dsse.parse_envelope(data)
    assert (envelope.payload, envelope.payload_type) == (PAYLOAD, TYPE)
    assert [each.keyid for each in envelope.signatures] == [seal.keyid]


def test_two_signatures_verify_and_each_must(seal, tool):
    both = [key.signature(PAYLOAD, TYPE) for key in (seal, tool)]
    data = dsse.assemble(PAYLOAD, TYPE, both)
    assert data == dsse.assemble(PAYLOAD, TYPE, both[::-1])
    keys = {key.keyid: key.public_key for key in (seal, tool)}
    assert dsse.verify(data, keys=keys, payload_type=TYPE) == PAYLOAD
    assert refusal(data, [seal]) == "dsse_unknown_key"
    swapped = [
        dsse.Signature(keyid=seal.keyid, sig=both[1].sig),
        dsse.Signature(keyid=tool.keyid, sig=both[1].sig),
    ]
    assert refusal(dsse.assemble(PAYLOAD, TYPE, swapped), [seal, tool]) == "dsse_bad_signature"
    unordered = decode(data)
    unordered["signatures"].reverse()
    assert refusal(encode(unordered), [seal, tool]) == "dsse_malformed"
    unordered["signatures"][1] = unordered["signatures"][0]
    assert refusal(encode(unordered), [seal, tool]) == "dsse_malformed"


def test_another_type_is_refused(seal):
    data = seal.sign(PAYLOAD, TYPE)
    assert refusal(data, [seal], "text/plain") == "dsse_wrong_payload_type"
    relabelled = dsse.assemble(PAYLOAD, "text/plain", [seal.signature(PAYLOAD, TYPE)])
    assert refusal(relabelled, [seal], "text/plain") == "dsse_bad_signature"


def test_every_changed_byte_is_refused(seal):
    data = seal.sign(PAYLOAD, TYPE)
    for at in range(len(data)):
        for mask in (0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80):
            changed = data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]
            assert refusal(changed, [seal])
        assert refusal(data[:at] + data[at + 1 :], [seal])
        assert refusal(data[:at] + b" " + data[at:], [seal])
    assert refusal(data + b"\n", [seal]) == "non_canonical_json"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("signatures", []),
        ("signatures", "x"),
        ("signatures", [{"keyid": "a"}]),
        ("signatures", [{"keyid": 1, "sig": ""}]),
        ("payload", None),
        ("payloadType", 1),
        ("extra", 1),
    ],
)
def test_members_missing_unknown_or_of_another_type(seal, member, value):
    envelope = decode(seal.sign(PAYLOAD, TYPE))
    envelope[member] = value
    assert refusal(encode(envelope), [seal]) == "dsse_malformed"


def test_an_array_is_not_an_envelope(seal):
    assert refusal(b"[]", [seal]) == "dsse_malformed"


def test_keys_in_files(tmp_path):
    path = tmp_path / "cles" / "sceau.pem"
    key = DsseKey.generate(path)
    assert path.stat().st_mode & 0o777 == 0o600
    again = DsseKey.load(path)
    assert again.keyid == key.keyid == hex_digest(decode_base64(key.public))
    path.write_text("rien")
    with pytest.raises(ConnectorError, match="key_unreadable"):
        DsseKey.load(path)


def test_an_openssh_file_is_not_a_seal(tmp_path):
    SshKey.generate(tmp_path / "a", "poste")
    with pytest.raises(ConnectorError, match="key_unreadable"):
        DsseKey.load(tmp_path / "a")
