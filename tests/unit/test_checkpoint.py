import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.note_key import NoteKey
from releve.errors import EvidenceRefused
from releve.ledger import merkle
from releve.ledger.checkpoint import (
    Checkpoint,
    open_checkpoint,
    parse,
    parse_proof,
    proof_file,
    verify_proof,
)
from releve.signatures.note import COSIGNATURE, VerifierKey, assemble, cosigned

# The example of c2sp.org/tlog-checkpoint.
SPEC = b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
LEAVES = [merkle.leaf_hash(str(number).encode()) for number in range(11)]


@pytest.fixture(scope="module")
def key():
    return NoteKey("releve.example/journal", Ed25519PrivateKey.from_private_bytes(bytes(32)))


@pytest.fixture(scope="module")
def head(key):
    return Checkpoint(origin=key.name, size=11, root=merkle.root(LEAVES))


@pytest.fixture(scope="module")
def proof(key, head):
    hashes = merkle.inclusion_proof(merkle.levels(LEAVES), 4, 11)
    return proof_file(index=4, hashes=hashes, checkpoint=key.sign_note(head.body()))


def test_the_example_of_the_specification():
    checkpoint = parse(SPEC)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.body() == SPEC


@pytest.mark.parametrize(
    "text",
    [
        b"",
        SPEC.rstrip(b"\n"),
        SPEC + b"extension\n",
        SPEC + b"\n",
        b"\n" + SPEC,
        SPEC.replace(b"20852163", b"020852163"),
        SPEC.replace(b"20852163", b"-1"),
        SPEC.replace(b"20852163", "٢".encode()),
        SPEC.replace(b"20852163", b"9" * 5000),
        SPEC.replace(b"20852163", b""),
        SPEC.replace(b"example.com", b""" "a b """),
        SPEC.replace(b"2I=\n", b"2J=\n"),
        SPEC.replace(b"CsUYapGG", b""),
        SPEC.replace(b"example", b"\xff"),
        SPEC.replace(b"\n", b"\r\n"),
    ],
    ids=lambda text: repr(text[:40]),
)
def test_malformed_checkpoints(text):
    with pytest.raises(EvidenceRefused, match="checkpoint_malformed"):
        parse(text)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 0, bytes(32)), ("a\nb", 0, bytes(32)), ("a", -1, bytes(32)), ("a", 0, bytes(31))],
)
def test_checkpoints_that_could_not_be_read_back_are_not_made(origin, size, root):
    with pytest.raises(EvidenceRefused, match="checkpoint_malformed"):
        Checkpoint(origin=origin, size=size, root=root)


def test_a_checkpoint_is_signed_by_the_log_it_names(key, head):
    assert open_checkpoint(key.sign_note(head.body()), log_key=key.verifier) == head
    with pytest.raises(EvidenceRefused, match="checkpoint_wrong_origin"):
        open_checkpoint(key.sign_note(SPEC), log_key=key.verifier)


def test_a_witness_alone_is_not_the_log(key, head):
    private = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
    public = private.public_key().public_bytes_raw()
    witness = VerifierKey(name="temoin.example", algorithm=COSIGNATURE, public_key=public)
    value = (9).to_bytes(8, "big") + private.sign(cosigned(head.body(), 9))
    alone = assemble(head.body(), [(witness, value)])
    with pytest.raises(EvidenceRefused, match="checkpoint_unsigned"):
        open_checkpoint(alone, log_key=key.verifier, witnesses=[witness])
    both = key.sign_note(head.body()) + alone.removeprefix(head.body() + b"\n")
    assert open_checkpoint(both, log_key=key.verifier, witnesses=[witness]) == head
    forged = both.replace(b"temoin.example", b"autre.example")
    assert open_checkpoint(forged, log_key=key.verifier, witnesses=[witness]) == head


def test_a_cosignature_under_the_name_of_the_log_is_not_its_signature(head):
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = private.public_key().public_bytes_raw()
    same_name = VerifierKey(name=head.origin, algorithm=COSIGNATURE, public_key=public)
    value = (9).to_bytes(8, "big") + private.sign(cosigned(head.body(), 9))
    with pytest.raises(EvidenceRefused, match="checkpoint_unsigned"):
        open_checkpoint(assemble(head.body(), [(same_name, value)]), log_key=same_name)


def test_a_proof_by_hand(key, head):
    note = key.sign_note(head.body())
    data = proof_file(index=0, hashes=[bytes(32)], checkpoint=note, extra=b"\0")
    zeros = b"A" * 43 + b"="
    assert data == b"c2sp.org/tlog-proof@v1\nextra AA==\nindex 0\n" + zeros + b"\n\n" + note
    read = parse_proof(data)
    assert (read.index, read.hashes, read.extra) == (0, (bytes(32),), b"\0")
    assert read.checkpoint == note


def test_a_proof_verifies_offline_for_its_leaf_and_key_only(proof, key):
    verify_proof(proof, leaf=LEAVES[4], log_key=key.verifier)
    with pytest.raises(EvidenceRefused, match="inclusion_refused"):
        verify_proof(proof, leaf=LEAVES[5], log_key=key.verifier)
    other = NoteKey(key.name, Ed25519PrivateKey.generate()).verifier
    with pytest.raises(EvidenceRefused, match="note_unsigned"):
        verify_proof(proof, leaf=LEAVES[4], log_key=other)


def test_a_log_of_one_entry_has_a_proof_without_hashes(key):
    head = Checkpoint(origin=key.name, size=1, root=LEAVES[0])
    data = proof_file(index=0, hashes=[], checkpoint=key.sign_note(head.body()))
    verify_proof(data, leaf=LEAVES[0], log_key=key.verifier)


def test_every_changed_byte_of_a_proof_is_refused(proof, key):
    for at in range(len(proof)):
        for mask in (0x01, 0x10, 0x20, 0x80):
            changed = proof[:at] + bytes([proof[at] ^ mask]) + proof[at + 1 :]
            with pytest.raises(EvidenceRefused):
                verify_proof(changed, leaf=LEAVES[4], log_key=key.verifier)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"proof@v1", b"proof@v2"),
        (b"index 4", b"index 04"),
        (b"index 4", b"index"),
        (b"index 4\n", b""),
        (b"index 4\n", b"index 4\nextra AA==\n"),
        (b"index 4\n", b"extra A\nindex 4\n"),
        (b"index 4\n", b"extra \nindex 4\n"),
        (b"index 4\n", b"index 4\nAA==\n"),
        (b"index 4\n", b"index 4\n" + (b"A" * 43 + b"=\n") * 65),
        (b"c2sp", b"c2sp\xc3\xa9"),
    ],
)
def test_malformed_proofs(proof, old, new):
    with pytest.raises(EvidenceRefused, match="log_proof_malformed"):
        parse_proof(proof.replace(old, new, 1))
