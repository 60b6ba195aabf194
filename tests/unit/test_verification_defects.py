"""One mutation each, everything after it made again by genuine keys: refused for its own reason."""

import json
from datetime import date, timedelta

import pytest

from releve.canonical import decode, digest, hex_digest
from releve.certificates.statement import PAYLOAD_TYPE
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import EntryKind
from releve.model.ids import Realm
from releve.model.plan import ArchivesRegime, Fate, Performer, ServiceOutcome, Verb
from releve.model.time import Window, instant_text
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import (
    ASSET,
    COPY,
    OPENS,
    SERVICE,
    START,
    EvidenceMaker,
    make_plan,
    ssh_key,
)


def verified(tmp_path, maker, trust=None):
    """Publish and verify with the trust of the genuine story, or with changes to it."""
    file = tmp_path / "trust.json"
    file.write_text(json.dumps(maker.trust(**(trust or {}))))
    return verify_evidence(maker.publish(tmp_path / "evidence"), load_trust(file))


def sets(**values):
    def edit(item, _maker):
        for name, value in values.items():
            assert hasattr(item, name)
            setattr(item, name, value)

    return edit


def body(**values):
    def edit(item, _maker):
        item.body |= values

    return edit


def fields(**values):
    def edit(item, _maker):
        assert values.keys() <= item.fields.keys()
        item.fields |= values

    return edit


skip = sets(skip=True)


def acts(kind, subject, signer, **values):
    return lambda maker: maker.act("inserted", kind, subject, signer, **values)


def entry(kind, subject, **values):
    return lambda maker: maker.record("inserted", kind, subject, values)


def all_of(*inserts):
    def run(maker):
        for number, insert in enumerate(inserts):
            maker.index.pop(f"inserted-{number}", None)
            insert(maker)

    return run


def of_asset(**changes):
    plan = make_plan()
    return plan.model_copy(update={"assets": (plan.assets[0].model_copy(update=changes),)})


def of_service(**changes):
    plan = make_plan()
    return plan.model_copy(update={"services": (plan.services[0].model_copy(update=changes),)})


def with_window(minutes):
    plan = make_plan()
    window = Window(opens=OPENS, closes=START + timedelta(minutes=minutes))
    milestones = (plan.milestones[0].model_copy(update={"window": window}),)
    return plan.model_copy(update={"milestones": milestones})


def with_retention(**changes):
    retention = make_plan().assets[0].retention.model_copy(update=changes)
    return of_asset(retention=retention)


def with_policies(**changes):
    plan = make_plan()
    policies = tuple(one.model_copy(update=changes) for one in plan.policies)
    return plan.model_copy(update={"policies": policies})


def without_key(name):
    plan = make_plan()
    people = tuple(
        one.model_copy(update={"valid_until": START - timedelta(days=1)}) if one.id == name else one
        for one in plan.people
    )
    return plan.model_copy(update={"people": people})


def new_roster(maker):
    """Two new people adopt the plan that makes them entitled to adopt."""
    plan = make_plan()
    intruders = tuple(
        plan.people[0].model_copy(update={"id": name, "keys": (ssh_key(name).public_key,)})
        for name in ("intrus-a", "intrus-b")
    )
    adoption = plan.adoption.model_copy(update={"people": ("intrus-a", "intrus-b")})
    changed = plan.model_copy(update={"people": (*plan.people, *intruders), "adoption": adoption})
    maker.adopt(changed, signers=("intrus-a", "intrus-b"), name="second")


def touching(touched):
    """The asset changes under an open request, whatever the adoption says it touches."""

    def insert(maker):
        maker.adopt(of_asset(title="Dossiers, autrement"), touched=touched, name="second")

    return insert


def early_acceptance(maker):
    maker.act(
        "early",
        ActKind.ACCEPTANCE,
        ASSET,
        "responsable",
        package=maker.entries[maker.index["export"]].body["package"],
        receipt="-",
        root=maker.entries[maker.index["export"]].body["root"],
        reserves="-",
    )


def statement_of_asset(item, maker):
    issued = maker.entries[maker.index["destroy-certificate"]].body
    item.body |= {"statement": issued["statement"]}


def restated(change):
    """The seal's holder signs another statement than the ledger supports."""

    def edit(item, maker):
        statement = decode(decode_payload(maker.documents[item.body["statement"]]))
        change(statement["predicate"], item.body)
        item.body |= {"statement": maker.keep(maker.seal.sign(canonical(statement), PAYLOAD_TYPE))}

    return edit


def decode_payload(sealed):
    from releve.signatures.dsse import parse_envelope

    return parse_envelope(sealed).payload


def canonical(value):
    from releve.canonical import encode

    return encode(value)


def boast(predicate, issued):
    predicate["claim"] |= {"level": "destroy", "title": "certificat_destruction"}
    issued |= {"claim_level": "destroy", "title": "certificat_destruction"}


def sealed_by_another(item, maker):
    other = EvidenceMaker(family="other").seal
    payload = decode_payload(maker.documents[item.body["statement"]])
    item.body |= {"statement": maker.keep(other.sign(payload, PAYLOAD_TYPE))}


def paper(by, keys=None):
    return sets(
        signature_kind=SignatureKind.PAPER,
        by=list(by),
        keys=keys or [ssh_key(name) for name in by],
        scan=b"%PDF-1.7 scan",
    )


LATE = instant_text(START + timedelta(days=30))
SOON = instant_text(START + timedelta(minutes=1))
HOLD = {"reference": "H-1", "reason": "contentieux"}
REVOCATION = {"compromised_since": "-", "reason": "perte"}


def revoke(maker):
    from releve.signatures.sshsig import fingerprint

    maker.act(
        "revocation",
        ActKind.REVOCATION,
        "plan",
        "cheffe",
        key=fingerprint(ssh_key("clinicienne").public_key),
        **REVOCATION,
    )


EDITED = {
    # people and their acts
    "act-of-another-step": ({"destroy-cheffe": fields(step="0" * 64)}, "approval_of_another_step"),
    "act-of-another-request": (
        {"destroy-cheffe": fields(request="sha256:" + "0" * 64)},
        "approval_of_another_request",
    ),
    "approval-on-another-subject": (
        {"destroy-cheffe": sets(subject=COPY)},
        "approval_of_another_step",
    ),
    "approval-by-requester": (
        {"destroy-request": body(requester="cheffe")},
        "approval_by_requester",
    ),
    "approval-by-performer": ({"destroy-intent": sets(actor="cheffe")}, "approval_by_performer"),
    "approval-twice-same-person": (
        {"destroy-cheffe": sets(signer="responsable")},
        "approval_twice",
    ),
    "approval-missing": ({"destroy-cheffe": skip}, "approval_not_an_act"),
    "approval-not-invoked": (
        {"destroy-intent": lambda item, _: item.body["acts"].pop()},
        "approval_missing",
    ),
    "approval-by-controller-of-another": (
        {"destroy-responsable": sets(signer="autre-responsable")},
        "approval_missing",
    ),
    "approval-expired": ({"destroy-cheffe": fields(expires_at=SOON)}, "approval_expired"),
    "approval-expiry-unreadable": (
        {"destroy-cheffe": fields(expires_at="demain")},
        "act_malformed_field",
    ),
    "rehearsal-act-on-real-plan": (
        {"destroy-cheffe": sets(realm=Realm.REHEARSAL)},
        "act_of_another_realm",
    ),
    "rehearsal-signature-on-real-act": (
        {"destroy-cheffe": sets(namespace="approval.repetition@releve")},
        "act_signature_refused",
    ),
    "signature-of-another-kind-of-act": (
        {"destroy-cheffe": sets(namespace="refusal@releve")},
        "act_signature_refused",
    ),
    "act-of-another-origin": (
        {"destroy-cheffe": sets(origin="autre/journal")},
        "act_of_another_origin",
    ),
    "act-of-another-plan": (
        {"destroy-cheffe": sets(plan="sha256:" + "0" * 64)},
        "act_of_another_plan",
    ),
    "act-signed-with-anothers-key": (
        {"destroy-cheffe": sets(keys=[ssh_key("exploitant")])},
        "act_key_not_in_roster",
    ),
    "act-signed-by-another-person": (
        {"destroy-cheffe": sets(by=["responsable"], keys=[ssh_key("responsable")])},
        "act_signature_missing",
    ),
    "act-signed-by-nobody-known": (
        {"destroy-cheffe": sets(signer="inconnue")},
        "act_signer_unknown",
    ),
    "act-from-the-future": (
        {"destroy-cheffe": sets(signed_at=START + timedelta(days=1))},
        "act_from_the_future",
    ),
    "act-told-otherwise": (
        {"destroy-cheffe-entry": body(signer="responsable")},
        "act_entry_differs",
    ),
    "act-subject-told-otherwise": (
        {"destroy-cheffe-entry": sets(subject=COPY)},
        "act_entry_differs",
    ),
    "act-fields-told-otherwise": (
        {"receipt-entry": lambda item, _: item.body["fields"].update(records="41")},
        "act_entry_differs",
    ),
    "act-key-told-otherwise": (
        {"visa-entry": lambda item, _: item.body["signatures"][0].update(key="SHA256:x")},
        "act_key_differs",
    ),
    "act-without-signature": ({"visa-entry": body(signatures=[])}, "act_signature_missing"),
    "paper-with-one-transcriber": ({"visa": paper(["scribe-a"])}, "act_transcribers_missing"),
    "paper-transcribed-twice-by-one": (
        {"visa": paper(["scribe-a", "scribe-a"])},
        "act_transcribers_missing",
    ),
    "paper-transcribed-by-anybody": (
        {"visa": paper(["scribe-a", "exploitant"])},
        "act_transcribers_missing",
    ),
    "visa-by-somebody-else": ({"visa": sets(signer="cheffe")}, "act_role_may_not"),
    "receipt-by-somebody-else": ({"receipt": sets(signer="exploitant")}, "act_role_may_not"),
    "acceptance-by-controller-of-another": (
        {"acceptance": sets(signer="autre-responsable")},
        "act_role_may_not",
    ),
    "first-plan-signed-by-stranger": (
        {"adopt-plan-cheffe": sets(keys=[ssh_key("intrus")])},
        "act_not_a_founder",
    ),
    "first-plan-by-one-founder": (
        {
            "adopt-plan-cheffe": skip,
            "plan": body(signers=["responsable"]),
        },
        "plan_quorum_missing",
    ),
    "plan-that-follows-another": (
        {"plan": body(previous="sha256:" + "0" * 64)},
        "plan_previous_differs",
    ),
    "plan-names-a-stranger": (
        {"plan": body(signers=["cheffe", "scribe-a"])},
        "plan_signer_without_act",
    ),
    "act-before-any-plan": ({"plan": skip}, "act_before_plan"),
    # restitution, archives
    "export-missing": ({"export": skip}, "restitution_not_exported"),
    "delivery-missing": ({"deliver": skip}, "restitution_not_delivered"),
    "receipt-missing": ({"receipt": skip}, "restitution_receipt_missing"),
    "receipt-with-another-root": (
        {"receipt": fields(root="0" * 64)},
        "restitution_receipt_differs",
    ),
    "receipt-with-fewer-records": (
        {"receipt": fields(records="39")},
        "restitution_receipt_differs",
    ),
    "receipt-with-fewer-pathways": (
        {"receipt": fields(pathways="9")},
        "restitution_receipt_differs",
    ),
    "acceptance-missing": ({"acceptance": skip}, "restitution_acceptance_missing"),
    "acceptance-of-another-receipt": (
        {"acceptance": fields(receipt="sha256:" + "0" * 64)},
        "restitution_acceptance_differs",
    ),
    "acceptance-of-another-package": (
        {"acceptance": fields(package="sha256:" + "0" * 64)},
        "restitution_acceptance_differs",
    ),
    "finding-missing": ({"finding-package": skip}, "restitution_finding_missing"),
    "finding-failed": ({"finding-package": body(verdict="failed")}, "restitution_finding_failed"),
    "finding-undetermined": (
        {"finding-source": body(verdict="undetermined")},
        "restitution_finding_failed",
    ),
    "finding-of-another-content": (
        {"finding-package": body(root="0" * 64)},
        "restitution_finding_failed",
    ),
    "visa-missing": ({"visa": skip}, "archives_visa_missing"),
    "visa-refused": ({"visa": fields(decision="refused")}, "archives_visa_refused"),
    "another-content-destroyed": (
        {"destroy-request": body(root="0" * 64)},
        "restitution_root_differs",
    ),
    "content-not-recomputed": ({"destroy-request": body(root=None)}, "restitution_root_differs"),
    "more-records-than-given-back": (
        {"destroy-request": body(records=41)},
        "restitution_root_differs",
    ),
    "evidence-of-another-entry": (
        {"destroy-request": lambda item, _: item.body["evidence"].update(receipt=0)},
        "request_evidence_refused",
    ),
    "evidence-of-the-future": (
        {"destroy-request": lambda item, _: item.body["evidence"].update(receipt=4000)},
        "request_evidence_refused",
    ),
    # requests, windows, intents, outcomes
    "request-digest-of-something-else": (
        {
            "destroy-request": lambda item, _: (
                item.body.update(digest="sha256:" + "0" * 64),
                setattr(item, "digest", False),
            )
        },
        "request_digest_differs",
    ),
    "request-of-another-step": ({"destroy-request": body(step="0" * 64)}, "request_step_differs"),
    "request-of-another-plan": (
        {"destroy-request": body(plan="sha256:" + "0" * 64)},
        "request_of_another_plan",
    ),
    "request-with-a-wider-window": (
        {"destroy-request": body(closes=LATE)},
        "request_window_differs",
    ),
    "request-for-a-shorter-act": (
        {"destroy-request": body(longest_minutes=1)},
        "request_window_differs",
    ),
    "request-that-never-expires": (
        {"destroy-request": body(expires_at=LATE)},
        "request_expires_too_late",
    ),
    "request-that-expires-after-its-approvals": (
        {"destroy-request": body(expires_at=instant_text(START + timedelta(days=4)))},
        "request_expires_too_late",
    ),
    "request-expired": (
        {"destroy-intent": sets(at=START + timedelta(days=2, hours=1))},
        "request_expired",
    ),
    "request-verb-unknown": (
        {"destroy-request": body(verb="annihilate")},
        "ledger_entry_malformed",
    ),
    "request-without-requester": (
        {"destroy-request": lambda item, _: item.body.pop("requester")},
        "ledger_entry_malformed",
    ),
    "intent-without-request": (
        {"destroy-intent": body(request="sha256:" + "0" * 64)},
        "intent_without_request",
    ),
    "intent-of-another-subject": ({"destroy-intent": sets(subject=COPY)}, "intent_without_request"),
    "intent-with-another-root": ({"destroy-intent": body(root="0" * 64)}, "intent_differs"),
    "intent-with-other-counts": ({"destroy-intent": body(records=1)}, "intent_differs"),
    "intent-invokes-a-flag": ({"destroy-intent": body(acts=[True])}, "ledger_entry_malformed"),
    "acted-without-intent": ({"destroy-intent": skip}, "outcome_without_intent"),
    "outcome-of-another-intent": ({"destroy-outcome": body(intent=3)}, "outcome_without_intent"),
    "outcome-of-another-verb": ({"destroy-outcome": body(verb="shut_down")}, "outcome_differs"),
    "outcome-still-present": (
        {"destroy-outcome": body(observed="present")},
        "outcome_contradicted",
    ),
    "service-still-up": ({"stop-outcome": body(observed="up")}, "outcome_contradicted"),
    "outcome-by-another-performer": (
        {"destroy-outcome": body(performer="publisher")},
        "outcome_of_another_performer",
    ),
    "outcome-attested-by-ourselves": (
        {"destroy-outcome": body(outcome="attested")},
        "outcome_attestation_missing",
    ),
    "outcome-of-no-verb": ({"destroy-outcome": body(outcome="stopped")}, "outcome_differs"),
    "overrun-hidden": (
        {"copy-outcome": sets(at=START + timedelta(days=6))},
        "outcome_overrun_hidden",
    ),
    "service-not-stopped": ({"stop-outcome": body(outcome="undetermined")}, "service_not_closed"),
    "relay-missing": (
        {"relay": skip, "stop-request": body(evidence={})},
        "service_relay_missing",
    ),
    "relay-by-no-clinician": ({"relay": sets(signer="cheffe")}, "act_role_may_not"),
    "relay-incomplete": ({"relay": fields(taken_over="2")}, "service_relay_incomplete"),
    # certificates
    "certificate-missing": ({"destroy-certificate": skip}, "certificate_missing"),
    "certificate-of-another-subject": (
        {"copy-certificate": statement_of_asset},
        "certificate_differs",
    ),
    "certificate-of-another-outcome": (
        {"copy-certificate": body(outcome=0)},
        "certificate_without_outcome",
    ),
    "certificate-entry-about-another": (
        {"copy-certificate": sets(subject=ASSET)},
        "certificate_without_outcome",
    ),
    "certificate-with-other-numbers": (
        {"copy-certificate": restated(lambda said, _: said["measured"].update(records=1))},
        "certificate_differs",
    ),
    "certificate-citing-another-leaf": (
        {"copy-certificate": restated(lambda said, _: said["acts"][0].update(leaf_hash="0" * 64))},
        "certificate_differs",
    ),
    "certificate-under-a-forged-head": (
        {
            "copy-certificate": restated(
                lambda said, _: said.update(checkpoint=said["checkpoint"].replace("\n—", "x\n—"))
            )
        },
        "certificate_statement_refused",
    ),
    "certificate-that-boasts": (
        {"copy-certificate": restated(boast)},
        "certificate_claims_too_much",
    ),
    "certificate-sealed-by-another": (
        {"copy-certificate": sealed_by_another},
        "certificate_seal_refused",
    ),
    # the log
    "time-goes-back": ({"measure": sets(at=START - timedelta(days=1))}, "log_time_goes_back"),
}


@pytest.mark.parametrize("name", EDITED)
def test_an_edited_story_is_refused(tmp_path, name):
    edits, code = EDITED[name]
    report = verified(tmp_path, EvidenceMaker(edits=edits).tell())
    assert report.refusal is not None
    assert (report.refusal.code, report.exit_code) == (code, 1)
    assert report.refusal.facts["file"]


INSERTED = {
    "hold-after-approval": (
        "destroy-cheffe",
        acts(ActKind.HOLD, ASSET, "responsable", **HOLD),
        "request_held",
    ),
    "hold-on-the-plan": (
        "destroy-cheffe",
        acts(ActKind.HOLD, "plan", "cheffe", **HOLD),
        "request_held",
    ),
    "hold-before-the-request": (
        "visa",
        acts(ActKind.HOLD, ASSET, "cheffe", **HOLD),
        "request_held",
    ),
    "hold-of-the-asset-on-its-copy": (
        "copy-cheffe",
        acts(ActKind.HOLD, ASSET, "cheffe", **HOLD),
        "request_held",
    ),
    "refusal-after-approval": (
        "destroy-cheffe",
        acts(ActKind.REFUSAL, ASSET, "cheffe", request="-", step="-", reason="non"),
        "request_refused",
    ),
    "paused": (
        "destroy-cheffe",
        acts(ActKind.PAUSE, ASSET, "exploitant", reason="doute"),
        "request_paused",
    ),
    "source-changed": (
        "destroy-cheffe",
        entry(EntryKind.STEP_FAILED, ASSET, verb="destroy", code="source_changed", facts={}),
        "request_source_changed",
    ),
    "source-changed-unexplained": (
        "visa",
        entry(EntryKind.STEP_FAILED, ASSET, verb="destroy", code="source_changed", facts={}),
        "request_source_changed",
    ),
    "key-revoked-after-approval": ("stop-clinicienne", revoke, "approval_key_revoked"),
    "key-revoked-before-approval": ("stop-request", revoke, "act_key_revoked"),
    "plan-adopted-by-its-own-new-roster": ("plan", new_roster, "act_signer_unknown"),
    "plan-adopted-outside-its-quorum": (
        "plan",
        lambda maker: maker.adopt(of_asset(title="x"), ("scribe-a", "scribe-b"), name="second"),
        "plan_quorum_missing",
    ),
    "plan-adopted-by-one": (
        "plan",
        lambda maker: maker.adopt(of_asset(title="x"), ("cheffe",), name="second"),
        "plan_quorum_missing",
    ),
    "plan-changed-under-the-request": (
        "destroy-cheffe",
        touching(["asset:dossiers"]),
        "request_plan_changed",
    ),
    "plan-changed-without-saying-so": ("destroy-cheffe", touching([]), "request_plan_changed"),
    "second-intent": (
        "destroy-intent",
        lambda maker: maker.record(
            "again", EntryKind.INTENT_RECORDED, ASSET, dict(maker.entries[-1].body)
        ),
        "intent_second_open",
    ),
    "done-twice": (
        "destroy-outcome",
        lambda maker: maker.request("again", Verb.DESTROY, ASSET, {}, records=40),
        "request_already_done",
    ),
    "phase-without-intent": (
        "visa",
        entry(EntryKind.PHASE_RECORDED, ASSET, phase="overwritten", facts={}),
        "intent_missing",
    ),
    "rest-destroyed-under-the-old-request": (
        "destroy-intent",
        lambda maker: maker.record(
            "partial",
            EntryKind.OUTCOME_RECORDED,
            ASSET,
            {name: maker.entries[-1].body[name] for name in ("step", "verb", "request")}
            | {"outcome": "partial", "observed": "present", "means": "m", "performer": "us"}
            | {"overran": False, "intent": maker.index["destroy-intent"], "facts": {}},
        ),
        "outcome_without_intent",
    ),
    "request-superseded": (
        "destroy-cheffe",
        lambda maker: maker.request("again", Verb.DESTROY, ASSET, {}, records=40),
        "request_superseded",
    ),
    "finding-failed-after-request": (
        "destroy-cheffe",
        lambda maker: maker.record(
            "late",
            EntryKind.FINDING_RECORDED,
            ASSET,
            maker.entries[maker.index["finding-source"]].body | {"verdict": "failed"},
        ),
        "request_finding_failed",
    ),
    "successor-found-otherwise": (
        "acceptance",
        lambda maker: maker.record(
            "late",
            EntryKind.FINDING_RECORDED,
            ASSET,
            maker.entries[maker.index["finding-source"]].body
            | {"about": "successor", "verdict": "failed", "whole": False},
        ),
        "restitution_finding_failed",
    ),
    "exported-again": (
        "destroy-cheffe",
        lambda maker: maker.record(
            "late", EntryKind.PACKAGE_EXPORTED, ASSET, maker.entries[maker.index["export"]].body
        ),
        "request_exported_again",
    ),
    "visa-withdrawn": (
        "destroy-cheffe",
        acts(ActKind.VISA, ASSET, "archiviste", bordereau="B-1", decision="refused"),
        "archives_visa_refused",
    ),
    "outcome-invented-for-a-service": (
        "probe",
        entry(
            EntryKind.OUTCOME_RECORDED,
            SERVICE,
            step="-",
            verb="shut_down",
            request="-",
            outcome="stopped",
            observed="down",
            performer="us",
            intent=0,
        ),
        "outcome_without_intent",
    ),
}


@pytest.mark.parametrize("name", INSERTED)
def test_a_story_with_one_more_fact_is_refused(tmp_path, name):
    after, insert, code = INSERTED[name]
    report = verified(tmp_path, EvidenceMaker(inserts={after: insert}).tell())
    assert report.refusal is not None
    assert (report.refusal.code, report.exit_code) == (code, 1)
    assert report.refusal.facts["file"]


PLANNED = {
    "window-missed": (with_window(80), "intent_outside_window"),
    "retention-runs": (with_retention(until=date(2025, 6, 3)), "retention_runs"),
    "retention-undecided": (with_retention(until=None), "retention_undecided"),
    "retention-missing": (of_asset(retention=None), "retention_undecided"),
    "archives-unqualified": (
        of_asset(archives_regime=ArchivesRegime.UNQUALIFIED),
        "archives_unqualified",
    ),
    "asset-to-be-kept": (of_asset(fate=Fate.KEPT), "request_not_planned"),
    "asset-of-another-performer": (
        of_asset(performer=Performer.PUBLISHER),
        "outcome_of_another_performer",
    ),
    "asset-of-another-controller": (of_asset(controller="succ"), "act_role_may_not"),
    "asset-without-controller": (of_asset(controller=None), "act_role_may_not"),
    "service-handed-over": (of_service(outcome=ServiceOutcome.HANDED_OVER), "request_not_planned"),
    "personal-keys-only": (
        with_policies(least_kind=SignatureKind.PERSONAL_KEY),
        "approval_too_weak",
    ),
    "lead-out-of-office": (without_key("cheffe"), "act_signer_not_in_office"),
    "no-window": (
        make_plan().model_copy(
            update={"milestones": (make_plan().milestones[0].model_copy(update={"window": None}),)}
        ),
        "request_window_differs",
    ),
}


@pytest.mark.parametrize("name", PLANNED)
def test_a_story_under_a_plan_that_forbids_it_is_refused(tmp_path, name):
    plan, code = PLANNED[name]
    edits = {"destroy-cheffe": paper(["scribe-a", "scribe-b"])} if "personal" in name else {}
    maker = EvidenceMaker(plan=plan, edits=edits)
    report = verified(tmp_path, maker.tell())
    assert report.refusal is not None
    assert (report.refusal.code, report.exit_code) == (code, 1)


def attested(maker, name="destroy", observed="absent"):
    """The publisher performs: a written order, its signed attestation, then the outcome."""
    intent = maker.entries[maker.index[f"{name}-intent"]]
    maker.record(
        "order",
        EntryKind.ORDER_ISSUED,
        ASSET,
        {"number": "O-1", "performer": "publisher", "request": intent.body["request"]}
        | {"document": maker.keep(b"ordre")},
    )
    maker.act(
        "attestation",
        ActKind.ATTESTATION,
        ASSET,
        "editrice",
        order="O-1",
        observed=observed,
        performed_at=instant_text(maker.now),
    )


BY_PUBLISHER = {
    "plan": of_asset(performer=Performer.PUBLISHER),
    "inserts": {"destroy-intent": attested},
    "edits": {"destroy-outcome": body(performer="publisher", outcome="attested")},
}


def test_an_attestation_that_nothing_was_done_attests_nothing(tmp_path):
    told = {"destroy-intent": lambda maker: attested(maker, observed="present")}
    report = verified(tmp_path, EvidenceMaker(**{**BY_PUBLISHER, "inserts": told}).tell())
    assert report.refusal is not None
    assert (report.refusal.code, report.exit_code) == ("outcome_attestation_missing", 1)


def rotated(maker):
    """A second plan, adopted by the first one's quorum, gives the lead another key."""
    plan = make_plan()
    people = tuple(
        one.model_copy(update={"keys": (ssh_key("nouvelle").public_key,)})
        if one.id == "cheffe"
        else one
        for one in plan.people
    )
    maker.adopt(plan.model_copy(update={"people": people}), name="second")


ROTATED = {name: sets(keys=[ssh_key("nouvelle")]) for name in ("destroy-cheffe", "copy-cheffe")}


def replayed(name):
    """Record the very same act file once more."""

    def insert(maker):
        told = maker.entries[maker.index[name]]
        maker.record("replay", EntryKind.ACT_RECORDED, told.subject, dict(told.body))

    return insert


def replayed_visa(maker):
    maker.act("no", ActKind.VISA, ASSET, "archiviste", bordereau="B-1", decision="refused")
    replayed("visa")(maker)


def older_visa(maker):
    """A refusal signed after the visa is recorded before it."""
    maker.edits = {"late": sets(signed_at=START)}
    maker.act("no", ActKind.VISA, ASSET, "archiviste", bordereau="B-1", decision="refused")
    maker.act("late", ActKind.VISA, ASSET, "archiviste", bordereau="B-1", decision="granted")


def replayed_resume(maker):
    for name in ("pause", "pause-again"):
        maker.act(name, ActKind.PAUSE, ASSET, "exploitant", reason=name)
        if name == "pause":
            maker.act("resume", ActKind.RESUME, ASSET, "cheffe", pause="-", reason="clos")
    replayed("resume")(maker)


def handed_over(*, signed):
    """The service goes to a recipient, who signs the transfer or does not."""

    def transfer(maker):
        if signed:
            request = maker.entries[maker.index["stop-request"]].body["digest"]
            maker.act(
                "transfer",
                ActKind.TRANSFER,
                SERVICE,
                "repreneur",
                request=request,
                recipient="succ",
                reserves="-",
            )

    def hand_over(item, maker):
        step = {"origin": maker.origin, "realm": "real", "verb": "hand_over"}
        step |= {"subject": SERVICE, "occurrence": 0}
        item.body |= {"verb": "hand_over", "step": hex_digest(canonical(step))}

    return {
        "plan": with_policies_for(
            Verb.HAND_OVER, of_service(outcome=ServiceOutcome.HANDED_OVER, recipient="succ")
        ),
        "inserts": {"stop-clinicienne": transfer},
        "edits": {
            "stop-request": hand_over,
            "stop-outcome": body(outcome="handed_over", observed="up"),
        },
    }


def with_policies_for(verb, plan):
    policies = (*plan.policies, plan.policies[0].model_copy(update={"verb": verb}))
    return plan.model_copy(update={"policies": policies})


def dismissed(maker):
    """The clinician leaves between her approval and the intent."""
    plan = make_plan()
    people = tuple(one for one in plan.people if one.id != "clinicienne")
    changed = plan.model_copy(update={"people": people})
    maker.adopt(changed, touched=[], name="second")


def twice(maker):
    issued = maker.entries[maker.index["copy-certificate"]]
    maker.record("twice", EntryKind.CERTIFICATE_ISSUED, COPY, dict(issued.body))


def another_plan(**changes):
    return lambda maker: maker.adopt(make_plan().model_copy(update=changes), name="second")


def unreadable_plan(maker):
    named = maker.keep(b'{"format":"releve/plan/1"}')
    for signer in ("cheffe", "responsable"):
        maker.act(
            f"adopt-{signer}",
            ActKind.PLAN_ADOPTION,
            "plan",
            signer,
            previous=maker.adopted,
            plan=named,
        )
    adopted = {"plan": named, "previous": maker.adopted, "touched": [], "sources": {}}
    maker.record("bad", EntryKind.PLAN_ADOPTED, "plan", adopted | {"signers": ["cheffe"]})


TOLD = {
    "transfer-not-signed": (handed_over(signed=False), "service_transfer_missing"),
    "approver-dismissed-before-the-intent": (
        {"inserts": {"stop-clinicienne": dismissed}},
        "approval_signer_not_in_office",
    ),
    "certificate-issued-twice": ({"inserts": {"copy-certificate": twice}}, "certificate_twice"),
    "plan-of-another-ledger": (
        {"inserts": {"copy-certificate": another_plan(origin="autre/journal")}},
        "plan_of_another_ledger",
    ),
    "plan-of-another-realm": (
        {"inserts": {"copy-certificate": another_plan(realm=Realm.REHEARSAL)}},
        "plan_of_another_ledger",
    ),
    "plan-unreadable": ({"inserts": {"copy-certificate": unreadable_plan}}, "plan_refused"),
    "acceptance-before-the-receipt": (
        {"inserts": {"deliver": early_acceptance}, "edits": {"acceptance": skip}},
        "restitution_acceptance_before_receipt",
    ),
    "request-of-an-occurrence-to-come": (
        {
            "inserts": {
                "visa": lambda maker: maker.request(
                    "early", Verb.DESTROY, ASSET, {}, records=40, occurrence=1
                )
            }
        },
        "request_of_another_occurrence",
    ),
    "visa-replayed-after-its-refusal": (
        {"inserts": {"visa": replayed_visa}},
        "archives_visa_refused",
    ),
    "visa-kept-back-until-after-its-refusal": (
        {"inserts": {"visa": older_visa}},
        "archives_visa_refused",
    ),
    "resume-replayed": ({"inserts": {"visa": replayed_resume}}, "request_paused"),
    "approval-replayed": (
        {
            "inserts": {"destroy-responsable": replayed("destroy-responsable")},
            "edits": {
                "destroy-cheffe": skip,
                "destroy-intent": lambda item, maker: item.body.update(
                    acts=[maker.index["destroy-responsable"], maker.index["replay"]]
                ),
            },
        },
        "approval_not_an_act",
    ),
    "old-key-after-its-rotation": ({"inserts": {"visa": rotated}}, "act_key_not_in_roster"),
    "key-rotated-between-approval-and-intent": (
        {
            "inserts": {
                "stop-clinicienne": lambda maker: maker.adopt(
                    make_plan().model_copy(
                        update={
                            "people": tuple(
                                one.model_copy(update={"keys": (ssh_key("x").public_key,)})
                                if one.id == "clinicienne"
                                else one
                                for one in make_plan().people
                            )
                        }
                    ),
                    touched=[],
                    name="second",
                )
            }
        },
        "approval_key_revoked",
    ),
    "attestation-missing": (
        BY_PUBLISHER | {"inserts": {}},
        "outcome_attestation_missing",
    ),
    "attested-but-seen-present": (
        BY_PUBLISHER
        | {
            "edits": {
                "destroy-outcome": body(
                    performer="publisher", outcome="attested", observed="present"
                )
            }
        },
        "outcome_contradicted",
    ),
    "order-for-another-request": (
        BY_PUBLISHER | {"edits": BY_PUBLISHER["edits"] | {"order": body(request="sha256:")}},
        "intent_order_differs",
    ),
    "attestation-of-another-order": (
        BY_PUBLISHER | {"edits": BY_PUBLISHER["edits"] | {"attestation": fields(order="O-2")}},
        "outcome_attestation_missing",
    ),
    "order-without-its-document": (
        BY_PUBLISHER
        | {"edits": BY_PUBLISHER["edits"] | {"order": body(document=digest(b"perdu"))}},
        "folder_file_missing",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_longer_false_story_is_refused(tmp_path, name):
    told, code = TOLD[name]
    report = verified(tmp_path, EvidenceMaker(**told).tell())
    assert report.refusal is not None
    assert (report.refusal.code, report.exit_code) == (code, 1)
    assert report.refusal.facts["file"]


KEPT = with_retention(until=date(2035, 1, 1))
KEPT = KEPT.model_copy(update={"assets": (KEPT.assets[0].model_copy(update={"fate": Fate.KEPT}),)})
UNTOUCHED = ("request", "responsable", "cheffe", "intent", "outcome", "certificate")

TRUE = {
    "copy-of-an-asset-that-is-kept": {
        "plan": KEPT,
        "edits": {f"destroy-{name}": skip for name in UNTOUCHED},
    },
    "handed-over-with-its-transfer": handed_over(signed=True),
    "destroyed-by-the-publisher": BY_PUBLISHER,
    "keys-rotated-by-a-second-plan": {"inserts": {"visa": rotated}, "edits": ROTATED},
    "acts-recorded-again": {"inserts": {"destroy-cheffe": replayed("receipt")}},
    "visa-on-paper-with-two-transcribers": {"edits": {"visa": paper(["scribe-a", "scribe-b"])}},
    "approval-on-paper": {"edits": {"destroy-cheffe": paper(["scribe-a", "scribe-b"])}},
    "hold-lifted-before-the-request": {
        "inserts": {
            "visa": lambda maker: (
                maker.act("hold", ActKind.HOLD, ASSET, "responsable", **HOLD),
                maker.act(
                    "lift", ActKind.LIFT, ASSET, "cheffe", hold=maker.file_of("hold"), reason="clos"
                ),
            )
        }
    },
    "hold-after-the-end": {
        "inserts": {"copy-certificate": acts(ActKind.HOLD, ASSET, "responsable", **HOLD)}
    },
    "paused-and-resumed": {
        "inserts": {
            "visa": lambda maker: (
                maker.act("pause", ActKind.PAUSE, ASSET, "exploitant", reason="doute"),
                maker.act("resume", ActKind.RESUME, ASSET, "cheffe", pause="-", reason="clos"),
            )
        }
    },
    "private-archives-without-visa": {
        "plan": of_asset(archives_regime=ArchivesRegime.PRIVATE),
        "edits": {"visa": sets(skip=True)},
    },
    "custody-handed-over": {"plan": with_retention(until=None, discharged_by_acceptance=True)},
    "found-absent": {"edits": {"destroy-outcome": body(outcome="found_absent")}},
    "plan-adopted-meanwhile-that-changes-nothing-here": {
        "inserts": {
            "destroy-request": lambda maker: maker.adopt(
                of_service(name="Vigie, autrement"), touched=["service:vigie"], name="second"
            )
        }
    },
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_story_told_otherwise_is_verified(tmp_path, name):
    report = verified(tmp_path, EvidenceMaker(**TRUE[name]).tell())
    assert report.refusal is None
    assert report.exit_code == 0


def test_a_partial_destruction_goes_on_with_a_new_request(tmp_path):
    def rest(maker):
        common = {
            name: maker.entries[maker.index["destroy-intent"]].body[name]
            for name in ("step", "verb", "request")
        }
        maker.record(
            "partial",
            EntryKind.OUTCOME_RECORDED,
            ASSET,
            common
            | {"outcome": "partial", "observed": "present", "means": "m", "performer": "us"}
            | {"overran": False, "intent": maker.index["destroy-intent"], "facts": {}},
        )
        request = maker.request(
            "rest-request", Verb.DESTROY, ASSET, {}, root="1" * 64, records=7, occurrence=1
        )
        maker.destroy("rest", ASSET, request, "sql", "drop_table")

    edits = {"destroy-outcome": skip, "destroy-certificate": skip}
    report = verified(tmp_path, EvidenceMaker(edits=edits, inserts={"destroy-intent": rest}).tell())
    assert report.refusal is None
    assert report.exit_code == 0


def test_digests_of_the_story_are_stable():
    first, second = (EvidenceMaker().tell() for _ in range(2))
    assert [digest(one) for one in first.raw] == [digest(one) for one in second.raw]
