"""A plan that asks for validation: who accepted what, and no certificate without."""

import json

import pytest

from releve.canonical import decode, digest, encode
from releve.certificates.statement import PAYLOAD_TYPE
from releve.ledger.state import fold
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import EntryKind
from releve.model.people import Role
from releve.model.plan import Performer, StepPolicy, Verb
from releve.plan.validation import standing
from releve.signatures.dsse import parse_envelope
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import ASSET, COPY, EvidenceMaker, make_plan
from tests.fakes.lives import body, limits, refusal, restated, revoke, sets, verified

WHOLE, DUMP = "ESSAI-dossiers-1", "ESSAI-dossiers.dump-1"
VALIDATION = StepPolicy(
    verb=Verb.CERTIFY,
    decides=(Role.CONTROLLER,),
    performs=(Role.OPERATOR,),
    controls=(),
    advises=(),
    informed=(),
    least_kind=SignatureKind.PERSONAL_KEY,
    longest_minutes=60,
    approval_valid_days=3,
)


def asking(**changes):
    plan = make_plan()
    policy = VALIDATION.model_copy(update=changes)
    return plan.model_copy(update={"policies": (*plan.policies, policy)})


def with_roles(name, *roles, **changes):
    plan = asking(**changes)
    people = tuple(
        one.model_copy(update={"roles": roles}) if one.id == name else one for one in plan.people
    )
    return plan.model_copy(update={"people": people})


def validate(name, number, subject, signer="responsable", decision="accept"):
    fields = {"certificate": number, "decision": decision}
    return lambda maker: maker.act(name, ActKind.VALIDATION, subject, signer, **fields)


def each(*inserts):
    def run(maker):
        for insert in inserts:
            insert(maker)

    return run


def story(plan=None, *, asset=(), copy=None, **more):
    """A plan that asks, the copy validated by the controller, the asset by ``asset``."""
    accepted = [validate("v-asset", WHOLE, ASSET)]
    inserts = {
        "destroy-outcome": each(*(asset or accepted)),
        "copy-outcome": each(*([validate("v-copy", DUMP, COPY)] if copy is None else copy)),
    }
    inserts |= more.pop("inserts", {})
    return {"plan": plan or asking(), "inserts": inserts, **more}


def test_what_another_person_accepted_is_certified(tmp_path):
    report = verified(tmp_path, EvidenceMaker(**story()).tell())
    assert report.refusal is None
    assert {one.number for one in report.certificates} == {WHOLE, DUMP}
    assert "not_validated" not in limits(report)


def test_the_performer_writes_what_is_verified(tmp_path):
    maker = EvidenceMaker(**story()).tell()
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    folder = maker.publish_as_performer(tmp_path / "evidence")
    assert "accepter" in (folder / "journal.txt").read_text()
    assert verify_evidence(folder, load_trust(tmp_path / "trust.json")).refusal is None


@pytest.mark.parametrize(
    "copy",
    [
        [],
        [validate("v", DUMP, COPY, decision="escalate")],
        [validate("v", DUMP, COPY), revoke("responsable")],
    ],
    ids=["nobody", "escalated", "of-a-key-revoked-since"],
)
def test_what_waits_for_its_validation_is_told_and_not_refused(tmp_path, copy):
    maker = EvidenceMaker(**story(copy=copy)).tell()
    report = verified(tmp_path, maker)
    assert report.refusal is None
    assert limits(report)["not_validated"] == {"subjects": (COPY,)}
    assert {one.number for one in report.certificates} == {WHOLE}
    folder = maker.publish_as_performer(tmp_path / "performer")
    assert "non encore validée" in (folder / "index.html").read_text()


def dropped(maker):
    (asset,) = maker.plan.assets
    bare = asset.model_copy(update={"copies": ()})
    maker.adopt(maker.plan.model_copy(update={"assets": (bare,)}), name="dropped")


def test_what_a_plan_drops_before_its_certificate_is_told_and_not_refused(tmp_path):
    """Nobody can certify it until a plan lists it again; what was accepted meanwhile stands."""
    told = story(copy=[validate("v-copy", DUMP, COPY), dropped], edits=NO_FIRST)
    maker = EvidenceMaker(**told).tell()
    report = verified(tmp_path, maker)
    assert report.refusal is None
    assert limits(report)["not_validated"] == {"subjects": (COPY,)}
    assert not standing(maker.plan, fold(maker.entries), COPY).accepted


def again(*, records=0, outcome="found_absent", root="0" * 64, occurrence=1):
    """The copy is sent back: asked, approved and looked for once more, then accepted."""

    def insert(maker):
        number = f"{DUMP[:-1]}{occurrence + 1}"
        accepted = maker.index["acceptance-entry"]
        request = maker.request(
            "again-request",
            Verb.DESTROY,
            COPY,
            {"acceptance": accepted},
            records=records,
            root=root,
            occurrence=occurrence,
        )
        approvals = [
            maker.approve(f"again-{one}", COPY, one, request) for one in ("responsable", "cheffe")
        ]
        told = {"outcome": outcome, "observed": "absent", "facts": {"medium": "files"}}
        index = maker.perform("again", COPY, request, approvals, told)
        validate("v-again", number, COPY)(maker)
        maker.certify("again-certificate", COPY, index)

    return insert


def repeated(**more):
    sent = [validate("v-repeat", DUMP, COPY, decision="repeat")]
    return story(copy=sent, inserts={"copy-certificate": again(**more)}, edits=NO_FIRST)


NO_FIRST = {"copy-certificate": sets(skip=True)}


def test_what_was_sent_back_and_done_again_is_certified_once(tmp_path):
    maker = EvidenceMaker(**repeated()).tell()
    report = verified(tmp_path, maker)
    assert report.refusal is None
    assert {one.number for one in report.certificates} == {WHOLE, "ESSAI-dossiers.dump-2"}


def test_an_escalation_is_settled_by_another(tmp_path):
    plan = with_roles("autre-responsable", Role.AUTHORITY)
    raised = validate("v1", DUMP, COPY, decision="escalate")
    settled = validate("v2", DUMP, COPY, "autre-responsable")
    report = verified(tmp_path, EvidenceMaker(**story(plan, copy=[raised, settled])).tell())
    assert report.refusal is None
    assert DUMP in {one.number for one in report.certificates}


def unasked(*names):
    """Certificates built as if the plan asked for nothing; the entry says so or not."""

    class Unasking(EvidenceMaker):
        def certify(self, name, subject, outcome):
            kept = self.plan
            if name in names:
                policies = tuple(one for one in kept.policies if one.verb is not Verb.CERTIFY)
                self.plan = kept.model_copy(update={"policies": policies})
            super().certify(name, subject, outcome)
            self.plan = kept

    return Unasking


def refused(tmp_path, maker, **told):
    report = verified(tmp_path, maker(**told).tell())
    return report.refusal.code if report.refusal else None


@pytest.mark.parametrize(
    ("copy", "code"),
    [
        ([], "validation_missing"),
        ([validate("v", DUMP, COPY, decision="escalate")], "validation_escalated"),
        ([validate("v", DUMP, COPY, decision="repeat")], "validation_missing"),
        ([validate("v", DUMP, COPY), revoke("responsable")], "validation_missing"),
        ([validate("v", DUMP, COPY)], "certificate_differs"),
    ],
    ids=["without", "escalated", "sent-back", "of-a-revoked-key", "that-says-none-was-asked"],
)
def test_a_certificate_without_its_validation_is_refused(tmp_path, copy, code):
    assert refused(tmp_path, unasked("copy-certificate"), **story(copy=copy)) == code


def test_an_erasure_validated_and_never_certified_is_refused(tmp_path):
    assert refusal(tmp_path, **story(edits=NO_FIRST)) == "certificate_missing"


NO_VALIDATION = {
    "by-the-operator": (
        story(
            with_roles("responsable", Role.CONTROLLER, Role.OPERATOR),
            copy=[validate("v", DUMP, COPY)],
        ),
        "validation_by_operator",
    ),
    "by-who-recorded-the-outcome": (
        story(edits={"copy-outcome": sets(actor="responsable")}),
        "validation_by_operator",
    ),
    "by-the-requester": (
        story(
            asking(decides=(Role.ARCHIVIST,)),
            asset=[validate("v-asset", WHOLE, ASSET, "archiviste")],
            copy=[validate("v", DUMP, COPY, "archiviste")],
            edits={"copy-request": body(requester="archiviste")},
        ),
        "validation_by_requester",
    ),
    "of-another-certificate": (
        story(copy=[validate("v", WHOLE, COPY)]),
        "validation_of_another_certificate",
    ),
    "of-a-revision-to-come": (
        story(copy=[validate("v", f"{DUMP}-R2", COPY)]),
        "validation_of_another_certificate",
    ),
    "of-nothing-done-yet": (
        story(inserts={"copy-request": validate("v", DUMP, COPY)}),
        "validation_of_nothing",
    ),
    "of-what-is-certified": (
        story(inserts={"copy-certificate": validate("v", DUMP, COPY)}),
        "validation_of_nothing",
    ),
    "of-a-service": (
        story(inserts={"stop-outcome": validate("v", "ESSAI-service_vigie-1", "service:vigie")}),
        "validation_of_nothing",
    ),
    "that-decides-nothing": (
        story(copy=[validate("v", DUMP, COPY, decision="perhaps")]),
        "validation_decision_unknown",
    ),
    "by-somebody-not-entitled": (
        story(copy=[validate("v", DUMP, COPY, "archiviste")]),
        "validation_role_may_not",
    ),
    "by-a-controller-of-another": (
        story(copy=[validate("v", DUMP, COPY, "autre-responsable")]),
        "validation_role_may_not",
    ),
    "by-an-arbiter-of-nothing-escalated": (
        story(copy=[validate("v", DUMP, COPY, "cheffe")]),
        "validation_role_may_not",
    ),
    "escalated-and-accepted-by-the-same": (
        story(
            copy=[
                validate("v1", DUMP, COPY, decision="escalate"),
                validate("v2", DUMP, COPY),
            ]
        ),
        "validation_by_escalator",
    ),
    "signed-too-weakly": (
        story(
            edits={
                "v-copy": sets(
                    signature_kind=SignatureKind.PAPER, by=["scribe-a", "scribe-b"], scan=b"papier"
                )
            }
        ),
        "validation_too_weak",
    ),
    "done-again-without-being-sent-back": (
        story(inserts={"copy-certificate": again()}),
        "request_already_done",
    ),
    "done-again-under-the-first-occurrence": (
        repeated(occurrence=0),
        "request_of_another_occurrence",
    ),
    "nothing-said-destroyed": (repeated(outcome="destroyed"), "outcome_differs"),
}


@pytest.mark.parametrize("name", NO_VALIDATION)
def test_a_validation_that_may_not_count_is_refused(tmp_path, name):
    told, code = NO_VALIDATION[name]
    assert refusal(tmp_path, **told) == code


NO_STATEMENT = {
    "status-too-good": lambda said: said["status"].update(code="destroyed", reasons=[]),
    "status-without-a-reason": lambda said: said["status"]["reasons"].pop(),
    "part-by-another": lambda said: said["parts"]["sanitization"].update(by="cheffe"),
    "verification-by-a-person": lambda said: said["parts"]["verification"].update(by="cheffe"),
    "validation-by-another": lambda said: said["parts"]["validation"].update(by="cheffe"),
    "validation-left-out": lambda said: said["parts"].update(validation=None),
    "place-of-fancy": lambda said: said["parts"]["sanitization"].update(place="Lille"),
    "acts-left-out": lambda said: said["validation"].update(acts=[]),
    "another-act": lambda said: said["validation"].update(acts=[said["acts"][0]]),
    "act-without-leaf": lambda said: said["validation"]["acts"][0].pop("leaf_hash"),
    "another-decision": lambda said: said["validation"]["acts"][0].update(decision="repeat"),
    "not-planned": lambda said: said["validation"].update(planned=False),
    "sent-back-of-fancy": lambda said: said["validation"].update(sent_back=[{}]),
    "a-copy-ended": lambda said: said["copies"][1].update(ended="destroyed", entry=3),
    "a-copy-forgotten": lambda said: said["copies"].pop(),
    "a-paper-of-fancy": lambda said: said.update(provider={"scan": "sha256:" + "0" * 64}),
    "provider-not-said": lambda said: said.pop("provider"),
    "not-seen": lambda said: said["claim"].update(seen=False),
}


@pytest.mark.parametrize("name", NO_STATEMENT)
def test_a_statement_that_says_otherwise_is_refused(tmp_path, name):
    edits = {"destroy-certificate": restated(NO_STATEMENT[name])}
    assert refusal(tmp_path, **story(edits=edits)) == "certificate_differs"


def older(maker, item):
    """The statement as it was before validation was told."""
    statement = decode(parse_envelope(maker.documents[item.body["statement"]]).payload)
    statement["predicateType"] = "urn:releve:sanitization:1"
    for name in ("parts", "validation", "provider", "status"):
        del statement["predicate"][name]
    item.body["statement"] = maker.keep(maker.seal.sign(encode(statement), PAYLOAD_TYPE))


@pytest.mark.parametrize(("plan", "code"), [(make_plan(), None), (None, "certificate_differs")])
def test_the_first_form_stands_where_no_validation_was_asked(tmp_path, plan, code):
    edits = {"destroy-certificate": lambda item, maker: older(maker, item)}
    told = story(edits=edits) if plan is None else {"plan": plan, "edits": edits}
    assert refusal(tmp_path, **told) == code


def test_without_policy_nothing_is_asked(tmp_path):
    insert = {"copy-outcome": validate("v", "-", COPY, "archiviste", "-")}
    assert refusal(tmp_path, inserts=insert) is None


# ------------------------------------------------------------------- performed by another


def ordered(plan):
    asset = plan.assets[0].model_copy(update={"performer": Performer.PUBLISHER})
    return plan.model_copy(update={"assets": (asset,)})


def attest(maker):
    """The publisher is ordered to destroy, and signs a paper of its own that it did."""
    request = maker.entries[maker.index["destroy-request"]]
    order = maker.record(
        "order",
        EntryKind.ORDER_ISSUED,
        ASSET,
        {
            "number": "OE-1",
            "performer": "publisher",
            "request": request.body["digest"],
            "document": maker.keep(b"{}"),
        },
    )
    told = {"order": str(order), "observed": "absent", "performed_at": "2025-06-02T09:00:00Z"}
    maker.act("attestation", ActKind.ATTESTATION, ASSET, "editrice", **told)


def by_publisher(plan=None, **more):
    edits = {
        "destroy-outcome": body(performer="publisher", outcome="attested", observed="unreachable"),
        "attestation": sets(
            signature_kind=SignatureKind.PAPER, by=["scribe-a", "scribe-b"], scan=b"papier"
        ),
    }
    told = story(ordered(plan or asking()), **more)
    told["inserts"] |= {"destroy-intent": attest}
    return told | {"edits": edits | more.get("edits", {})}


def test_what_another_attested_is_told_with_its_own_paper(tmp_path):
    maker = EvidenceMaker(**by_publisher()).tell()
    assert verified(tmp_path, maker).refusal is None
    sealed = maker.documents[maker.entries[maker.index["destroy-certificate"]].body["statement"]]
    said = decode(parse_envelope(sealed).payload)["predicate"]
    assert said["provider"]["scan"] == digest(b"papier")
    assert said["parts"]["sanitization"]["by"] == "editrice"
    assert said["parts"]["sanitization"]["signature"] == "paper"
    assert said["parts"]["sanitization"]["performed_at"] == "2025-06-02T09:00:00Z"
    assert said["status"]["code"] == "destroyed_with_exceptions"
    assert said["status"]["reasons"] == ["attested_unseen", "copies_pending"]


def test_who_attested_does_not_validate(tmp_path):
    plan = with_roles("editrice", Role.PUBLISHER, Role.AUTHORITY, decides=(Role.AUTHORITY,))
    told = by_publisher(plan, asset=[validate("v-asset", WHOLE, ASSET, "editrice")])
    assert refusal(tmp_path, **told) == "validation_by_attester"


def test_the_paper_of_another_is_the_one_recorded(tmp_path):
    other = restated(lambda said: said["provider"].update(scan=digest(b"autre")))
    told = by_publisher(edits={"destroy-certificate": other})
    assert refusal(tmp_path, **told) == "certificate_differs"
