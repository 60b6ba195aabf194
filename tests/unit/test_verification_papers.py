"""An auditor sees every paper that was changed, misplaced, or says what the log does not."""

import json

import pytest

from releve.model.evidence import EntryKind
from releve.model.scope import Scope, ScopeKind
from releve.verification.asked import ask
from releve.verification.trust import load_trust
from releve.verification.verdict import Verdict, verify_evidence
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.paper_maker import issue_paper

ROWS = ("sections", 0, "blocks", 0, "rows")


def story(*papers):
    maker = EvidenceMaker().tell()
    for at, more in enumerate(papers):
        issue_paper(maker, f"paper-{at}", **more)
    return maker


def verified(tmp_path, maker, *, spoil=None, scope=None):
    folder = maker.publish_as_performer(tmp_path / "evidence", scope=scope)
    if spoil is not None:
        spoil(folder)
        maker.reseal(folder)
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps(maker.trust()))
    return verify_evidence(folder, load_trust(trust))


def refusal(tmp_path, maker, **more):
    report = verified(tmp_path, maker, **more)
    assert report.verdict is Verdict.REFUSED
    return report.refusal.code


def values(predicate):
    part = predicate["paper"]
    for step in ROWS:
        part = part[step]
    return [row["value"] for row in part]


def test_papers_are_verified_each_figure_computed_again(tmp_path):
    report = verified(tmp_path, story({}, {}))
    assert report.verdict is Verdict.VERIFIED, report.refusal
    said = next(one for one in report.claims if one.code == "papers")
    assert dict(said.facts) == {"papers": 2, "figures": 14}, "words are not computed again"
    assert "paper_words" in {one.code for one in report.limits}
    assert [one.replaced_by for one in report.papers] == [report.papers[1].number, None]


def test_a_superseded_paper_given_as_current_is_told(tmp_path):
    report = verified(tmp_path, story({"pdf": b"%PDF-1.7 un"}, {"pdf": b"%PDF-1.7 deux"}))
    first, last = tmp_path / "un.pdf", tmp_path / "deux.pdf"
    first.write_bytes(b"%PDF-1.7 un")
    last.write_bytes(b"%PDF-1.7 deux")
    assert ask(report, str(first)).asked.code == "paper_replaced"
    assert ask(report, str(last)).asked.code == "paper_current"
    assert ask(report, report.papers[0].number).asked.facts["replaced_by"].endswith("-R2")
    last.write_bytes(b"%PDF-1.7 trois")
    assert ask(report, str(last)).verdict is Verdict.REFUSED


def test_the_one_named_in_place_of_a_superseded_paper_is_the_current_one(tmp_path):
    report = verified(tmp_path, story({}, {}, {}))
    last = report.papers[2].number
    assert [one.replaced_by for one in report.papers] == [last, last, None]
    page = (tmp_path / "evidence/index.html").read_text()
    assert page.count(f"remplacé par {last}") == 2


def bent(row, **members):
    def bend(predicate, _statement):
        values(predicate)[row].update(members)

    return bend


@pytest.mark.parametrize(
    ("bend", "wanted"),
    [
        (bent(1, raw=999), "paper_figure_differs"),
        (bent(3, raw="2025-01-01T00:00:00Z"), "paper_figure_differs"),
        (bent(4, raw="2020-01-01"), "paper_figure_differs"),
        (bent(5, raw=4000), "paper_figure_differs"),
        (bent(6, raw=7), "paper_figure_differs"),
        (bent(0, raw="Un autre contrat"), "paper_figure_differs"),
        (bent(1, rule="told"), "paper_figure_unfounded"),
        (bent(1, sources=[]), "paper_figure_unfounded"),
        (bent(1, sources=["journal/9999#/index"]), "paper_source_missing"),
        (bent(1, form="nothing"), "paper_value_malformed"),
        (bent(1, raw=True), "paper_value_malformed"),
        (bent(1, extra=1), "paper_value_malformed"),
        (lambda predicate, _: predicate.update(plan="sha256:" + "0" * 64), "paper_differs"),
        (lambda predicate, _: predicate.update(realm="rehearsal"), "paper_differs"),
        (lambda predicate, _: predicate.update(at="2020-01-01T00:00:00Z"), "paper_differs"),
        (lambda predicate, _: predicate.update(at="2090-01-01T00:00:00Z"), "paper_differs"),
        (lambda predicate, _: predicate["paper"].update(about="asset:x"), "paper_differs"),
        (lambda predicate, _: predicate.pop("at"), "paper_statement_refused"),
        (lambda predicate, _: predicate.update(more=1), "paper_statement_refused"),
        (lambda _, told: told.update(predicateType="urn:x"), "paper_statement_refused"),
        (lambda _, told: told["subject"][0].update(name="x"), "paper_differs"),
        (lambda predicate, _: predicate.update(number="PC-AUTRE"), "paper_number_differs"),
    ],
)
def test_a_bent_statement_is_refused(tmp_path, bend, wanted):
    assert refusal(tmp_path, story({"bend": bend})) == wanted


def head_of_another_log(predicate, _statement):
    other = EvidenceMaker(family="autre").tell()
    predicate["checkpoint"] = other.checkpoint().decode()


def test_the_head_must_be_a_signed_past_of_this_log(tmp_path):
    assert refusal(tmp_path, story({"bend": head_of_another_log})) == "paper_statement_refused"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"supersedes": 3}, "paper_supersedes_another"),
        ({"subjects": ["asset:x"]}, "paper_differs"),
        ({"language": "en"}, "paper_differs"),
        ({"kind": "minutes"}, "paper_number_differs"),
        ({"kind": "nothing"}, "ledger_entry_malformed"),
        ({"seal": "B-Z"}, "ledger_entry_malformed"),
        ({"about": "asset:x"}, "paper_number_differs"),
    ],
)
def test_an_entry_that_says_otherwise_is_refused(tmp_path, body, wanted):
    assert refusal(tmp_path, story({"body": body})) == wanted


def test_a_second_paper_must_take_the_place_of_the_first(tmp_path):
    def bend(predicate, _statement):
        predicate["supersedes"] = None

    assert refusal(tmp_path, story({}, {"bend": bend})) == "paper_supersedes_another"


def named(folder, suffix):
    return next(iter(sorted((folder / "papers").glob(f"*{suffix}"))))


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (lambda f: named(f, ".pdf").write_bytes(b"%PDF-1.7 autre"), "paper_file_differs"),
        (lambda f: named(f, ".dsse.json").write_bytes(b"{}"), "paper_file_differs"),
        (lambda f: named(f, ".pdf").unlink(), "folder_file_missing"),
        (lambda f: (f / "papers" / "PC-ESSAI-R9.pdf").write_bytes(b"%PDF"), "paper_extra_file"),
    ],
)
def test_files_that_are_not_what_was_recorded_are_refused(tmp_path, spoil, wanted):
    assert refusal(tmp_path, story({}), spoil=spoil) == wanted


def test_a_paper_sealed_by_another_is_refused(tmp_path):
    maker = EvidenceMaker().tell()
    genuine, maker.seal = maker.seal, EvidenceMaker(family="autre").seal
    issue_paper(maker)
    maker.seal = genuine
    assert refusal(tmp_path, maker) == "paper_seal_refused"


def test_a_paper_of_the_whole_programme_is_in_no_partial_folder(tmp_path):
    maker = story({})
    entry = next(one for one in maker.entries if one.kind is EntryKind.DOCUMENT_ISSUED)
    service = maker.plan.services[0].id
    report = verified(tmp_path, maker, scope=Scope(kind=ScopeKind.SERVICE, name=service))
    assert entry.body["subjects"] == []
    assert not (tmp_path / "evidence" / "papers").exists()
    assert report.verdict is Verdict.VERIFIED, report.refusal
