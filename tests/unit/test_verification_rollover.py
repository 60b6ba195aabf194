"""A change of the log's key is believed from the old key and the people who decide, never less."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.note_key import NoteKey
from releve.canonical import digest, hex_digest
from releve.model.acts import ActKind
from releve.model.evidence import EntryKind
from releve.signatures.note import assemble
from releve.verification.trust import Trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import EvidenceMaker

QUORUM = ("cheffe", "responsable")


def key(maker, seed: int) -> NoteKey:
    return NoteKey(maker.origin, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


def raw(note: bytes) -> bytes:
    import base64

    return base64.b64decode(note.decode().split()[-1])[4:]


def change(maker, seed=7, *, signers=QUORUM, note_by=None, named=None, cited=None, **bent):
    """Change the key of a story; what is given is false and the rest is right."""
    old, new = maker.log_key, key(maker, seed)
    told = maker.trust(log_keys=[named or new.vkey, old.vkey], previous=digest(b"avant"))
    trust = json.dumps(told | bent.pop("trust", {})).encode()
    fields = {"previous": old.vkey, "key": new.vkey, "trust": digest(trust)}
    signed = fields | bent.pop("signed", {})
    acts = [
        maker.act(f"rollover-{seed}-{one}", ActKind.ROLLOVER, "plan", one, **signed, reason="tour")
        for one in signers
    ]
    text = f"releve/trust/2\n{maker.origin}\n{hex_digest(trust)}\n".encode()
    by = note_by(old, new) if note_by else (old, new)
    note = assemble(text, [(one.verifier, raw(one.sign_note(text))) for one in by])
    body = fields | {"trust": maker.keep(trust), "note": maker.keep(note)} | bent
    body |= {"acts": acts if cited is None else cited(acts)}
    maker.record(f"rollover-{seed}", EntryKind.LOG_KEY_CHANGED, "plan", body)
    maker.log_key = new
    return maker


@pytest.fixture
def maker():
    return EvidenceMaker().tell()


def judged(maker, folder, trust):
    return verify_evidence(maker.publish(folder), Trust.model_validate_json(json.dumps(trust)))


def test_old_trust_reaches_the_new_key_and_new_trust_too(maker, tmp_path):
    old = maker.trust()
    report = judged(change(maker), tmp_path / "e", old)
    assert report.refusal is None, report.refusal
    assert "log_keys" in {one.code for one in report.claims}
    assert judged(maker, tmp_path / "f", maker.trust()).refusal is None


def test_two_changes_in_a_row_are_followed(maker, tmp_path):
    old = maker.trust()
    report = judged(change(change(maker), 8), tmp_path / "e", old)
    assert report.refusal is None, report.refusal


def test_a_key_that_no_change_leads_to_is_refused(maker, tmp_path):
    old = maker.trust()
    change(maker)
    maker.log_key = key(maker, 9)
    assert judged(maker, tmp_path / "e", old).refusal.code == "rollover_out_of_order"


def test_another_key_without_any_change_is_refused_at_once(maker, tmp_path):
    old = maker.trust()
    maker.log_key = key(maker, 9)
    assert judged(maker, tmp_path / "e", old).refusal.code == "trust_log_key_unknown"


def test_a_trust_that_names_no_key_of_the_chain_is_refused(maker, tmp_path):
    other = maker.trust(log_keys=[key(maker, 9).vkey])
    report = judged(change(maker), tmp_path / "e", other)
    assert report.refusal.code == "trust_log_key_unknown"


@pytest.mark.parametrize(
    ("code", "bent"),
    [
        ("rollover_unsigned", {"signers": QUORUM[:1]}),
        ("rollover_unsigned", {"signers": ()}),
        ("rollover_unsigned", {"cited": lambda acts: [acts[0], acts[0]]}),
        ("rollover_unsigned", {"signed": {"trust": "sha256:00"}}),
        ("rollover_unsigned", {"cited": lambda acts: [*acts, 0]}),
        ("rollover_note_refused", {"note_by": lambda old, _new: (old,)}),
        ("rollover_note_refused", {"note_by": lambda _old, new: (new,)}),
        ("rollover_trust_differs", {"trust": {"origin": "autre.example/preuves"}}),
        ("rollover_trust_differs", {"trust": {"realm": "rehearsal"}}),
        ("rollover_trust_differs", {"trust": {"format": "releve/trust/1"}}),
        ("rollover_malformed", {"previous": "pas une clé"}),
        ("rollover_malformed", {"acts": "tous", "cited": lambda _acts: "tous"}),
    ],
)
def test_a_false_change_is_refused(maker, tmp_path, code, bent):
    old = maker.trust()
    report = judged(change(maker, **bent), tmp_path / "e", old)
    assert report.refusal is not None
    assert report.refusal.code == code, report.refusal


def test_a_trust_file_that_names_another_new_key_is_refused(maker, tmp_path):
    old = maker.trust()
    report = judged(change(maker, named=key(maker, 9).vkey), tmp_path / "e", old)
    assert report.refusal.code == "rollover_trust_differs"


def test_a_change_from_another_key_than_the_one_before_is_refused(maker, tmp_path):
    old = maker.trust()
    change(maker)
    maker.log_key = key(maker, 9)
    report = judged(change(maker, 8), tmp_path / "e", old)
    assert report.refusal.code == "rollover_out_of_order"


def test_somebody_outside_the_quorum_decides_nothing(maker, tmp_path):
    old = maker.trust()
    report = judged(change(maker, signers=("cheffe", "exploitant")), tmp_path / "e", old)
    assert report.refusal.code == "rollover_unsigned"
