"""What whoever holds the log's keys can still record: told by its name, or told as a limit."""

import base64
import json
from datetime import timedelta

import pytest

from releve.canonical import encode
from releve.certificates.statement import PAYLOAD_TYPE
from releve.errors import UsageError
from releve.model.evidence import EntryKind
from releve.signatures.note import COSIGNATURE, VerifierKey
from releve.verification.trust import Trust, load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.auditable_evidence import AuditableEvidence, pressed
from tests.fakes.evidence_maker import ASSET, EvidenceMaker
from tests.fakes.two_controllers import OTHER_ASSET, OURS, TwoControllers
from tests.unit.test_verification_rollover import change


def body(**values):
    def edit(item, _maker):
        item.body |= values

    return edit


def restated(path, value, **recorded):
    """Bend one member of a certificate's statement, signed again by the genuine seal."""

    def edit(item, maker):
        envelope = json.loads(maker.documents[item.body["statement"]])
        statement = json.loads(base64.b64decode(envelope["payload"]))
        inner, name = path
        statement["predicate"][inner][name] = value
        item.body |= recorded
        item.body["statement"] = maker.keep(maker.seal.sign(encode(statement), PAYLOAD_TYPE))

    return edit


def stamping(**bent):
    def insert(maker):
        issued = maker.entries[-1]
        told = {"number": issued.body["number"], "certificate": issued.index}
        told |= {"pdf": issued.body["pdf"], "token": maker.keep(b"jeton")}
        maker.record("stamped", EntryKind.CERTIFICATE_STAMPED, issued.subject, told | bent)

    return insert


def shredding(**told):
    def insert(maker):
        maker.record("shredded", EntryKind.CONTENT_KEY_SHREDDED, ASSET, told)

    return insert


CERTIFICATE = "destroy-certificate"
BENT = {
    "stamped-about-a-list": ({}, {CERTIFICATE: stamping(certificate=[])}, "ledger_entry_malformed"),
    "stamped-about-an-object": (
        {},
        {CERTIFICATE: stamping(certificate={})},
        "ledger_entry_malformed",
    ),
    "sealed-at-an-unknown-level": (
        {CERTIFICATE: body(seal="B-LTA")},
        {},
        "ledger_entry_malformed",
    ),
    "title-that-is-a-list": (
        {CERTIFICATE: restated(("claim", "title"), [], title=[])},
        {},
        "certificate_claims_too_much",
    ),
    "level-that-is-a-list": (
        {CERTIFICATE: restated(("claim", "level"), [], claim_level=[])},
        {},
        "certificate_claims_too_much",
    ),
    "medium-stated-as-a-list": (
        {CERTIFICATE: restated(("sanitization", "medium"), [1])},
        {},
        None,
    ),
    "shredded-without-means": ({}, {CERTIFICATE: shredding(octets=32)}, "ledger_entry_malformed"),
    "shredded-by-unknown-means": (
        {},
        {CERTIFICATE: shredding(means="oubli", octets=32)},
        "ledger_entry_malformed",
    ),
    "shredded-of-no-size": (
        {},
        {CERTIFICATE: shredding(means="overwritten_unlinked", octets="32")},
        "ledger_entry_malformed",
    ),
}


@pytest.mark.parametrize("name", BENT)
def test_a_malformed_body_is_refused_by_its_name(tmp_path, name):
    edits, inserts, code = BENT[name]
    maker = EvidenceMaker(edits=edits, inserts=inserts).tell()
    report = verify_evidence(
        maker.publish(tmp_path / "e"), Trust.model_validate_json(json.dumps(maker.trust()))
    )
    assert (report.refusal and report.refusal.code) == code


def judged(maker, place, **trusted):
    folder, trust = maker.tell().audit(place)
    trust.write_text(json.dumps(json.loads(trust.read_text()) | trusted))
    return verify_evidence(folder, load_trust(trust), now=maker.began + timedelta(days=3))


def limits(report):
    assert report.refusal is None, report.refusal
    return {one.code: one.facts for one in report.limits}


def test_a_certificate_left_unsealed_where_seals_are_trusted_is_a_limit(tmp_path):
    assert "unsealed" not in limits(judged(AuditableEvidence("sealed"), tmp_path / "sealed"))
    told = limits(judged(AuditableEvidence("stamped"), tmp_path / "none"))["unsealed"]
    assert told["certificates"] == 2
    assert "ESSAI-dossiers-1" in told["numbers"]


def test_authorities_that_only_the_folder_names_are_never_called_trusted(tmp_path):
    folder, trust = AuditableEvidence("sealed").tell().audit(tmp_path)
    around = ("seals", "stamps", "seals_untrusted", "stamps_untrusted")
    for known, told in ((load_trust(trust), around[:2]), (None, around[2:])):
        claims = {one.code for one in verify_evidence(folder, known).claims}
        assert claims & set(around) == set(told)


LIES = {"outcome.json": b'{"outcome":"destroyed"}', "certificat-valide.pdf": b"%PDF"}


@pytest.mark.parametrize("name", LIES)
def test_a_sealed_document_encloses_nothing_that_the_log_does_not_know(tmp_path, name):
    maker = AuditableEvidence("sealed")

    def lie(item, _maker):
        number = item.body["number"]
        statement = maker.documents[item.body["statement"]]
        pdf = pressed({f"{number}.dsse.json": statement, f"{number}.{name}": LIES[name]})
        pdf = maker.pki.seal(pdf, item.at)
        item.body |= {"pdf": maker.keep(pdf), "seal": "B-T"}

    maker.edits = {**maker.edits, "copy-certificate": lie}
    refusal = judged(maker, tmp_path).refusal
    assert refusal is not None
    assert refusal.code == "seal_encloses_unknown"
    assert refusal.facts["attached"].endswith(name)


def test_a_witness_is_never_the_log_itself(tmp_path):
    maker = EvidenceMaker().tell()
    public = maker.log_key.verifier.public_key
    own = VerifierKey(name="temoin.example/w", algorithm=COSIGNATURE, public_key=public)
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust(witnesses=[str(own)])))
    with pytest.raises(UsageError, match="trust_malformed"):
        load_trust(tmp_path)


class _Late(AuditableEvidence):
    """A story whose documents are dated ten minutes after their issuance, when they could be."""

    def certify(self, name, subject, outcome):
        self.features -= {"stamped_later"}
        super().certify(name, subject, outcome)
        issued = self.entries[-1]
        self.now += timedelta(minutes=10)
        pdf = issued.body["pdf"]
        token = self.keep(self.pki.token(self.documents[pdf], self.now + self.ahead))
        told = {"number": issued.body["number"], "certificate": issued.index}
        told |= {"pdf": pdf, "token": token}
        self.record(f"{name}-late", EntryKind.CERTIFICATE_STAMPED, subject, told)

    ahead = timedelta()


def test_a_document_dated_later_does_not_make_the_clocks_differ(tmp_path):
    assert "clocks_differ" not in limits(judged(_Late(), tmp_path / "later"))
    wrong = _Late()
    wrong.ahead = timedelta(minutes=6)
    assert "clocks_differ" in limits(judged(wrong, tmp_path / "wrong"))


def test_evidence_signed_by_a_key_that_was_replaced_is_a_limit(tmp_path):
    old = EvidenceMaker().tell()
    before = old.publish(tmp_path / "before")
    changed = change(EvidenceMaker().tell())
    after = changed.publish(tmp_path / "after")
    keys = [changed.log_key.vkey, old.log_key.vkey]
    new = Trust.model_validate_json(
        json.dumps(changed.trust(log_keys=keys, previous=f"sha256:{'0' * 64}"))
    )
    assert "log_key_replaced" in limits(verify_evidence(before, new))
    assert "log_key_replaced" not in limits(verify_evidence(after, new))
    first = Trust.model_validate_json(json.dumps(old.trust()))
    assert "log_key_replaced" not in limits(verify_evidence(after, first))
    assert "log_key_replaced" not in limits(verify_evidence(before, first))


class _Bent(TwoControllers):
    def _write_proofs(self, write, issued, raw, note):
        if isinstance(issued.body["outcome"], int):
            super()._write_proofs(write, issued, raw, note)


OUTSIDE = {
    EntryKind.ACT_RECORDED: {"act": [], "file": "-", "signatures": []},
    EntryKind.CERTIFICATE_ISSUED: {"number": "N", "statement": "-", "pdf": "-", "outcome": []},
}


@pytest.mark.parametrize("kind", OUTSIDE)
def test_a_malformed_entry_outside_a_part_changes_nothing_inside(tmp_path, kind):
    maker = _Bent().tell()
    maker.record("bent", kind, OTHER_ASSET, OUTSIDE[kind])
    folder = maker.publish_part(tmp_path / "e", "service", "vigie", OURS)
    report = verify_evidence(folder, Trust.model_validate_json(json.dumps(maker.trust())))
    assert report.refusal is None, report.refusal
