import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.note_key import NoteKey
from releve.canonical import encode_base64
from releve.errors import ConnectorError, EvidenceRefused
from releve.signatures.note import (
    COSIGNATURE,
    ED25519,
    VerifierKey,
    assemble,
    cosigned,
    open_note,
)

# The example of c2sp.org/signed-note, section "Verifier keys".
SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_TEXT = b"This is an example message.\n"
SPEC_SIGNATURE = (
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
)
SPEC_NOTE = SPEC_TEXT + f"\n— example.com/foo {SPEC_SIGNATURE}\n".encode()
SPEC_KEY = VerifierKey.parse(SPEC_VKEY)
TEXT = "Ligne une\n\nligne trois, après une ligne vide\n".encode()


@pytest.fixture(scope="module")
def key():
    return NoteKey("releve.example/journal", Ed25519PrivateKey.from_private_bytes(bytes(32)))


@pytest.fixture(scope="module")
def witness():
    private = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
    public = private.public_key().public_bytes_raw()
    name = "temoin.example/w1"
    return private, VerifierKey(name=name, algorithm=COSIGNATURE, public_key=public)


def refusal(data, keys):
    with pytest.raises(EvidenceRefused) as refused:
        open_note(data, keys)
    return refused.value.code


def test_the_example_of_the_specification():
    note = open_note(SPEC_NOTE, [SPEC_KEY])
    assert (note.text, note.unverified) == (SPEC_TEXT, 0)
    assert [str(each.key) for each in note.signatures] == [SPEC_VKEY]
    assert note.signatures[0].timestamp is None


def test_the_last_blank_line_separates(key):
    data = key.sign_note(TEXT)
    assert open_note(data, [key.verifier]).text == TEXT


def test_every_changed_byte_is_refused():
    for at in range(len(SPEC_NOTE)):
        for mask in (0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80):
            changed = SPEC_NOTE[:at] + bytes([SPEC_NOTE[at] ^ mask]) + SPEC_NOTE[at + 1 :]
            assert refusal(changed, [SPEC_KEY]).startswith("note_")
        assert refusal(SPEC_NOTE[:at] + SPEC_NOTE[at + 1 :], [SPEC_KEY]).startswith("note_")
        assert refusal(SPEC_NOTE[:at] + b"\n" + SPEC_NOTE[at:], [SPEC_KEY]).startswith("note_")


def test_unknown_keys_are_counted_and_alone_not_enough(key):
    signed = key.sign_note(SPEC_TEXT)
    both = signed + SPEC_NOTE.removeprefix(SPEC_TEXT + b"\n")
    assert open_note(both, [SPEC_KEY]).unverified == 1
    assert open_note(both, [SPEC_KEY, key.verifier]).unverified == 0
    assert refusal(signed, [SPEC_KEY]) == "note_unsigned"
    assert refusal(signed, []) == "note_unsigned"


def test_a_false_signature_by_a_known_key_refuses_the_whole_note(key):
    other = open_note(key.sign_note(b"autre\n"), [key.verifier])
    assert other.text == b"autre\n"
    stolen = key.sign_note(b"autre\n").removeprefix(b"autre\n\n")
    assert refusal(SPEC_NOTE + stolen, [SPEC_KEY, key.verifier]) == "note_bad_signature"
    assert open_note(SPEC_NOTE + stolen, [SPEC_KEY]).unverified == 1


def test_a_repeated_signature_is_refused(key):
    data = key.sign_note(TEXT)
    line = data.removeprefix(TEXT + b"\n")
    assert refusal(data + line, [key.verifier]) == "note_malformed"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"texte\n",
        b"texte\n\n",
        "texte\n\n— a YWJjZGVm".encode(),
        "texte\n\n— a  YWJjZGVm\n".encode(),
        "texte\n\n—  YWJjZGVm\n".encode(),
        "texte\n\n— a+b YWJjZGVm\n".encode(),
        "texte\n\n— a YWJjZA==\n".encode(),
        "texte\n\n— a YWJjZGVm=\n".encode(),
        b"texte\n\n- a YWJjZGVm\n",
        "te\txte\n\n— a YWJjZGVm\n".encode(),
        b"te\xffxte\n\n" + "— a YWJjZGVm\n".encode(),
        b"texte\n\n" + "— a YWJjZGVm\n".encode() * 101,
        b"x" * 2**20 + "\n\n— a YWJjZGVm\n".encode(),
    ],
    ids=lambda data: repr(data[:30]),
)
def test_malformed_notes(data):
    assert refusal(data, [SPEC_KEY]) == "note_malformed"


@pytest.mark.parametrize("text", [b"", b"sans fin de ligne", b"tab\t\n", b"\xff\n"])
def test_texts_that_notes_cannot_carry_are_not_signed(text, key):
    with pytest.raises(EvidenceRefused, match="note_malformed"):
        key.sign_note(text)


def test_every_part_and_every_changed_byte_of_a_vkey_is_refused():
    for start in range(len(SPEC_VKEY)):
        for end in range(start, len(SPEC_VKEY) + 1):
            if end - start != len(SPEC_VKEY):
                with pytest.raises(EvidenceRefused):
                    VerifierKey.parse(SPEC_VKEY[start:end])
    for at in range(len(SPEC_VKEY)):
        with pytest.raises(EvidenceRefused):
            VerifierKey.parse(SPEC_VKEY[:at] + chr(ord(SPEC_VKEY[at]) + 1) + SPEC_VKEY[at + 1 :])


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb", "a\x01b", "\ud800"])
def test_names_that_notes_cannot_carry(name):
    with pytest.raises(EvidenceRefused, match="note_key_malformed"):
        VerifierKey(name=name, algorithm=ED25519, public_key=bytes(32))


def test_other_algorithms_and_key_sizes_are_refused():
    for algorithm, size in [(2, 32), (6, 32), (ED25519, 31), (ED25519, 33), (COSIGNATURE, 0)]:
        with pytest.raises(EvidenceRefused, match="note_key_malformed"):
            VerifierKey(name="a", algorithm=algorithm, public_key=bytes(size))


def cosignature(witness, text, timestamp):
    private, verifier = witness
    value = timestamp.to_bytes(8, "big") + private.sign(cosigned(text, timestamp))
    return assemble(text, [(verifier, value)])


def test_a_witness_signs_the_time_with_the_text(witness):
    text = b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert cosigned(text, 1679315147) == b"cosignature/v1\ntime 1679315147\n" + text
    note = open_note(cosignature(witness, text, 1679315147), [witness[1]])
    assert note.signatures[0].timestamp == 1679315147
    assert VerifierKey.parse(str(witness[1])) == witness[1]


def test_another_time_or_one_beyond_63_bits_is_refused(witness):
    private, verifier = witness
    later = (12).to_bytes(8, "big") + private.sign(cosigned(TEXT, 11))
    assert refusal(assemble(TEXT, [(verifier, later)]), [verifier]) == "note_bad_signature"
    assert refusal(cosignature(witness, TEXT, 2**63), [verifier]) == "note_bad_signature"
    assert open_note(cosignature(witness, TEXT, 2**63 - 1), [verifier]).unverified == 0
    short = assemble(TEXT, [(verifier, b"abc")])
    assert refusal(short, [verifier]) == "note_bad_signature"


def test_a_plain_signature_is_not_a_cosignature(witness):
    private, verifier = witness
    plain = VerifierKey(name=verifier.name, algorithm=ED25519, public_key=verifier.public_key)
    data = assemble(TEXT, [(plain, private.sign(TEXT))])
    assert open_note(data, [plain]).text == TEXT
    assert refusal(data, [verifier]) == "note_unsigned"


def test_keys_in_files(tmp_path):
    path = tmp_path / "cles" / "journal"
    key = NoteKey.generate(path, "releve.example/journal")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("PRIVATE+KEY+releve.example/journal+")
    again = NoteKey.load(path)
    assert (again.name, again.vkey) == (key.name, key.vkey)
    assert open_note(again.sign_note(TEXT), [VerifierKey.parse(key.vkey)]).text == TEXT
    stored = path.read_bytes()
    seedless = b"PRIVATE+KEY+a+00000000+" + encode_base64(b"\x01").encode() + b"\n"
    for bad in (b"", stored[:-1], stored.upper(), stored + b"\n", seedless, b"\xff"):
        path.write_bytes(bad)
        with pytest.raises(ConnectorError, match="key_unreadable"):
            NoteKey.load(path)


def test_two_known_keys_with_one_name_and_one_id_are_ambiguous():
    first, second = (
        VerifierKey(name="a", algorithm=ED25519, public_key=number.to_bytes(32, "big"))
        for number in (65227, 67083)
    )
    assert first.key_id == second.key_id
    assert refusal(SPEC_NOTE, [first, second]) == "note_key_ambiguous"
    assert open_note(SPEC_NOTE, [first, SPEC_KEY, SPEC_KEY]).text == SPEC_TEXT
