import json
from dataclasses import replace

import pytest

from releve import canonical
from releve.certificates.certificate import certificate_data
from releve.certificates.statement import build_statement
from releve.errors import EvidenceRefused, StepRefused
from tests.fakes.paper_ledger import (
    CONTENT,
    Paper,
    PaperLedger,
    finish,
    hexed,
    log_key,
    plan,
    request,
    story,
)


def stated(paper: Paper, outcome: int | None = None, checkpoint: bytes | None = None) -> bytes:
    ledger = PaperLedger(paper, log_key())
    about = len(paper.entries) - 1 if outcome is None else outcome
    return build_statement(
        plan=plan(realm=paper.realm),
        entries=paper.entries,
        outcome=about,
        leaf_hash=ledger.leaf,
        checkpoint=ledger.checkpoint() if checkpoint is None else checkpoint,
        tool="releve 0.1.0",
    )


def copied(**facts) -> Paper:
    """The story, and then its copy ended as ``facts`` say."""
    paper = story()
    subject = "copy:dac-littoral/paquet"
    named = request(paper, "destroy", subject, "2025-06-30T18:30", root=None)
    yes = paper.act("approval", subject, "2025-06-30T18:40", "cheffe-projet")
    finish(paper, "destroy", subject, "2025-06-30T19:30", named=named, acts=[yes], **facts)
    return paper


def test_the_statement_names_its_subject_by_content_root() -> None:
    statement = json.loads(stated(story()))
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["predicateType"] == "urn:releve:sanitization:2"
    assert statement["subject"] == [{"name": "asset:dac-littoral", "digest": {"sha256": CONTENT}}]
    predicate = statement["predicate"]
    assert predicate["number"] == "PREDICE-EX-dac-littoral-1"
    assert predicate["claim"] == {
        "level": "logical_deletion",
        "reasons": ["named_objects_only", "drop_is_not_purge", "live_database"],
        "seen": True,
        "title": "attestation_suppression_logique",
    }
    assert predicate["contract"]["clause"].startswith("CCAP, article 14")
    assert predicate["sanitization"]["identity"]["serial"] == "not_recorded"
    assert predicate["outcome"]["rehearsed_at"] == "2025-06-30T19:00:00Z"
    assert predicate["outcome"]["recorded_at"].startswith("2026-01-02T")


def test_without_content_root_the_request_names_the_subject() -> None:
    statement = json.loads(stated(copied()))
    wanted = hexed("request destroy copy:dac-littoral/paquet")
    assert statement["subject"][0]["digest"] == {"sha256": wanted}
    assert "content_not_rooted" in statement["predicate"]["does_not_prove"]
    assert statement["predicate"]["backed_up"]["answer"] == "unknown"


def test_every_citation_carries_its_leaf_hash() -> None:
    paper = story()
    ledger = PaperLedger(paper, log_key())
    predicate = json.loads(stated(paper))["predicate"]
    cited = [*predicate["acts"], *predicate["evidence"].values()]
    cited += [predicate["request"], predicate["intent"], predicate["outcome"]]
    assert {one["index"] for one in predicate["acts"]} == {18, 19}
    assert [one["leaf_hash"] for one in cited] == [ledger.leaf(one["index"]) for one in cited]


def test_people_are_ids_and_every_copy_has_a_bin() -> None:
    data = stated(story()).decode()
    assert not any(name in data for name in ("Camille", "Dominique", "Sacha", "Alix"))
    copies = json.loads(data)["predicate"]["copies"]
    assert [(one["id"], one["fate"], one["ended"]) for one in copies] == [
        ("asset:dac-littoral", "destroyed", "destroyed"),
        ("copy:dac-littoral/paquet", "destroyed", None),
        ("copy:dac-littoral/sauvegarde", "expires", None),
        ("copy:dac-littoral/papier", "out_of_scope", None),
    ]


def test_the_statement_is_canonical_and_the_same_twice() -> None:
    data = stated(story())
    assert data == stated(story())
    assert canonical.encode(canonical.decode(data)) == data


def test_a_partial_outcome_is_never_certified() -> None:
    with pytest.raises(StepRefused, match="partial_never_certified"):
        stated(copied(outcome="partial", observed="present"))


def test_a_checkpoint_before_the_outcome_is_refused() -> None:
    paper = story()
    early = PaperLedger(paper, log_key()).checkpoint_at(len(paper.entries) - 1)
    with pytest.raises(EvidenceRefused, match="checkpoint_does_not_cover"):
        stated(paper, checkpoint=early)


def test_only_an_outcome_is_stated() -> None:
    with pytest.raises(EvidenceRefused, match="not_an_outcome"):
        stated(story(), outcome=3)


def test_an_intent_for_no_request_is_refused() -> None:
    paper = story()
    index = len(paper.entries) - 2
    intent = paper.entries[index]
    paper.entries[index] = replace(intent, body={**intent.body, "request": "sha256:" + "0" * 64})
    with pytest.raises(EvidenceRefused, match="intent_without_request"):
        stated(paper)


def test_a_root_that_was_not_approved_is_refused() -> None:
    paper = story()
    index = len(paper.entries) - 2
    intent = paper.entries[index]
    paper.entries[index] = replace(intent, body={**intent.body, "root": "00" * 32})
    with pytest.raises(EvidenceRefused, match="root_contradicted"):
        stated(paper)


def test_what_another_did_is_titled_so() -> None:
    statement = stated(
        copied(outcome="attested", performer="publisher", observed="unreachable", means="-")
    )
    data = certificate_data(statement, plan=plan())
    assert data["title"] == (
        "Attestation d’un tiers\u00a0: suppression attestée par l’éditeur, non constatée par nous"
    )
    limits = data["limits"]["items"]
    assert limits[0].startswith("Que la suppression a eu lieu")


def test_the_order_and_the_attestation_of_another_are_cited() -> None:
    paper = story()
    subject = "copy:dac-littoral/paquet"
    named = request(paper, "destroy", subject, "2025-06-30T18:30", root=None)
    yes = paper.act("approval", subject, "2025-06-30T18:40", "cheffe-projet")

    def between() -> None:
        at = "2025-06-30T19:30"
        order = paper.keep(b"order")
        paper.add(
            "order_issued",
            subject,
            at,
            number="ORDRE-1",
            performer="publisher",
            request=named,
            document=order,
        )
        paper.act("attestation", subject, at, "editeur-support", order="ORDRE-1", observed="absent")

    finish(
        paper,
        "destroy",
        subject,
        "2025-06-30T19:30",
        named=named,
        acts=[yes],
        outcome="attested",
        performer="publisher",
        between=between,
    )
    predicate = json.loads(stated(paper))["predicate"]
    assert predicate["order"]["number"] == "ORDRE-1"
    assert [act["kind"] for act in predicate["acts"]] == ["approval", "attestation"]
    title = certificate_data(stated(paper), plan=plan())["title"]
    assert title.endswith("constatée absente par nous")


def test_medium_identity_says_where_it_was_read() -> None:
    facts = {
        "medium": "device",
        "technique": "shred",
        "medium_identity": {"serial": {"value": "EX-001", "source": "étiquette"}},
    }
    statement = stated(copied(facts=facts))
    data = certificate_data(statement, plan=plan())
    rows = {row["label"]: row["value"] for row in data["sections"][1]["rows"]}
    assert rows["Identification"].startswith(
        "Numéro de série\u00a0: EX-001 (lu dans\u00a0: étiquette)"
    )
    assert data["title"] == "Certificat de destruction"


def test_no_sentence_is_missing_on_a_certificate() -> None:
    for language in ("fr", "en"):
        shown = json.dumps(
            certificate_data(stated(story()), plan=plan(), language=language), ensure_ascii=False
        )
        assert "‹" not in shown
        assert "doc_" not in shown
