"""An auditor sees a service that ended before people were told, whatever the tool believed."""

import json
from datetime import timedelta

import pytest

from releve.ledger.note import Note
from releve.model.acts import ActKind
from releve.model.evidence import EntryKind
from releve.papers.paper import PaperKind
from releve.verification.trust import load_trust
from releve.verification.verdict import Verdict, verify_evidence
from tests.fakes.evidence_maker import SERVICE, START, EvidenceMaker, make_plan
from tests.fakes.lives import revoke
from tests.fakes.notice_maker import issue_notice, notified_plan, send_notice
from tests.fakes.paper_maker import case_of

LATER = (START + timedelta(days=1)).date().isoformat()
EARLIER = (START - timedelta(days=1)).date().isoformat()


def verified(tmp_path, told, plan=None):
    """Tell the story; ``told`` runs after the relay of the live follow-ups."""
    maker = EvidenceMaker(plan=plan or notified_plan(), inserts={"relay": told}).tell()
    folder = maker.publish_as_performer(tmp_path / "evidence")
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps(maker.trust()))
    return verify_evidence(folder, load_trust(trust))


def issued_and_sent(maker):
    send_notice(maker, issue_notice(maker))


def test_a_notice_issued_and_sent_is_enough(tmp_path):
    report = verified(tmp_path, issued_and_sent)
    assert report.verdict is Verdict.VERIFIED, report.refusal


def test_a_service_without_notices_needs_none(tmp_path):
    report = verified(tmp_path, lambda _maker: None, make_plan())
    assert report.verdict is Verdict.VERIFIED, report.refusal


def reissued_word_for_word(maker):
    issued_and_sent(maker)
    issue_notice(maker, "again", pdf=b"%PDF-1.7 encore")


def test_a_notice_issued_again_word_for_word_was_sent(tmp_path):
    report = verified(tmp_path, reissued_word_for_word)
    assert report.verdict is Verdict.VERIFIED, report.refusal


def sent_with_a_stolen_key(maker):
    send_notice(maker, issue_notice(maker), signer="autre-responsable")
    revoke("autre-responsable", since=START)(maker)


def test_a_stop_that_rests_on_a_stolen_key_is_refused(tmp_path):
    report = verified(tmp_path, sent_with_a_stolen_key)
    assert report.refusal is not None
    assert report.refusal.code == "request_rests_on_doubt"


def sent_nothing(maker):
    issue_notice(maker)


def sent_another_document(maker):
    issue_notice(maker)
    send_notice(maker, "sha256:" + "0" * 64)


def sent_to_others(maker):
    send_notice(maker, issue_notice(maker), audience="professionals")


def sent_then_another(maker):
    twin = issue_notice(maker)
    send_notice(maker, twin)
    send_notice(maker, "sha256:" + "0" * 64, "other")


def said_beforehand(maker):
    send_notice(maker, issue_notice(maker), sent_on=LATER)


def sent_some_day(maker):
    send_notice(maker, issue_notice(maker), sent_on="un jour")


def of_a_plan_before(maker):
    issued_and_sent(maker)
    maker.adopt(maker.plan.model_copy(update={"title": "Autre titre"}), name="second")


def sent_before_it_was_issued(maker):
    send_notice(maker, issue_notice(maker), sent_on=EARLIER)


def sent_late(maker):
    twin = issue_notice(maker)
    maker.now += timedelta(days=1)
    send_notice(maker, twin)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (sent_nothing, "service_notice_missing"),
        (lambda _maker: None, "service_notice_missing"),
        (sent_another_document, "service_notice_missing"),
        (sent_to_others, "service_notice_missing"),
        (sent_then_another, "service_notice_missing"),
        (said_beforehand, "service_notice_missing"),
        (sent_some_day, "service_notice_missing"),
        (of_a_plan_before, "service_notice_missing"),
        (sent_before_it_was_issued, "service_notice_missing"),
        (sent_late, "service_notice_late"),
    ],
)
def test_a_stop_that_people_were_not_told_of_is_refused(tmp_path, told, code):
    report = verified(tmp_path, told)
    assert report.refusal is not None
    assert (report.refusal.code, report.exit_code) == (code, 1)
    assert report.refusal.facts["audience"] == "patients"


def test_the_role_of_who_said_so_is_judged(tmp_path):
    def by_a_clinician(maker):
        send_notice(maker, issue_notice(maker), signer="clinicienne")

    assert verified(tmp_path, by_a_clinician).refusal.code == "act_role_may_not"


# ------------------------------------------------------------------------------ notes


def noted(maker):
    data = Note(text="La sonde tarde à répondre.", salt="0" * 32).document()
    body = {"note": maker.keep(data), "about": SERVICE, "author": "exploitant"}
    maker.record("note", EntryKind.NOTE_RECORDED, SERVICE, body, actor="exploitant")


def test_a_note_is_told_and_its_text_is_not_in_the_evidence(tmp_path):
    report = verified(tmp_path, noted, make_plan())
    assert report.verdict is Verdict.VERIFIED, report.refusal
    written = [one for one in (tmp_path / "evidence").rglob("*") if one.is_file()]
    assert not [one for one in written if b"La sonde tarde" in one.read_bytes()]
    assert (
        "note de main courante, par exploitant"
        in (tmp_path / "evidence" / "journal.txt").read_text()
    )


@pytest.mark.parametrize(
    "body",
    [
        {"note": "sha256:court"},
        {"note": None},
        {"about": 3},
        {"author": None},
        {"text": "La sonde tarde"},
    ],
)
def test_a_note_of_another_form_is_refused(tmp_path, body):
    def malformed(maker):
        digest = "sha256:" + "a" * 64
        said = {"note": digest, "about": SERVICE, "author": "exploitant"} | body
        maker.record("note", EntryKind.NOTE_RECORDED, SERVICE, said, actor="exploitant")

    maker = EvidenceMaker(inserts={"relay": malformed}).tell()
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps(maker.trust()))
    report = verify_evidence(maker.publish(tmp_path / "evidence"), load_trust(trust))
    assert report.refusal.code == "ledger_entry_malformed"


def test_papers_that_hold_notes_stay_in_the_workspace(tmp_path):
    def logged(maker):
        noted(maker)
        body = {
            "kind": PaperKind.LOGBOOK.value,
            "about": "plan",
            "number": "MC-ESSAI",
            "language": "fr",
            "content": "sha256:" + "c" * 64,
            "statement": maker.keep(b"La sonde tarde"),
            "pdf": maker.keep(b"La sonde tarde encore"),
            "seal": "none",
            "subjects": [],
            "supersedes": None,
        }
        maker.record("logbook", EntryKind.DOCUMENT_ISSUED, "plan", body)

    report = verified(tmp_path, logged, make_plan())
    assert report.verdict is Verdict.VERIFIED, report.refusal
    assert not list((tmp_path / "evidence").glob("papers/*"))
    assert "MC-ESSAI" in (tmp_path / "evidence" / "journal.txt").read_text()


def test_what_the_notice_says_follows_from_the_story():
    maker = EvidenceMaker(plan=notified_plan(), inserts={"relay": issued_and_sent}).tell()
    kinds = [one.body.get("act") for one in maker.entries if one.kind is EntryKind.ACT_RECORDED]
    assert ActKind.NOTICE.value in kinds
    assert case_of(maker).state.papers
