"""The proof of coverage: counts that sum, what lacks by name first, and where each thing ended."""

from datetime import UTC, datetime

import pytest

from releve.canonical import digest
from releve.errors import StepRefused, UsageError
from releve.ledger.state import EMPTY
from releve.papers import coverage
from releve.papers.case import Case, no_document
from releve.papers.figures import check_figure
from releve.papers.paper import values_of
from releve.papers.twin import content_digest
from releve.plan.coverage import Bin
from tests.fakes.covered_world import (
    DUMP,
    LISTED,
    NIGHT,
    adopt,
    case_of,
    expired,
    printed,
    programme,
)
from tests.fakes.plan_maker import make_plan, plan_digest
from tests.fakes.programme import Programme

BASE = {f"coverage_bin_{one.value}": one for one in Bin}


def built(facts, **more):
    """Build the paper, each figure checked against its sources."""
    case = case_of(facts, **more)
    paper = coverage.build(case)
    for value in values_of(paper):
        check_figure(value, case.origins)
    return paper


def counts(paper):
    (rows,) = [one for one in paper.sections[0].blocks if type(one).__name__ == "Rows"]
    return {row.label.code: row.value.raw for row in rows.rows if hasattr(row.value, "raw")}


def table(data):
    (found,) = [one for one in data["sections"][1]["blocks"] if one["is"] == "table"]
    return [[cell["text"] for cell in row] for row in found["rows"]]


def test_a_covered_programme_says_so_and_its_bins_sum_to_the_inventory():
    facts = programme().facts
    paper = built(facts)
    assert paper.lead.code == "coverage_complete"
    found = counts(paper)
    assert found["coverage_sum"] == sum(found[one] for one in BASE)
    assert found["coverage_sum"] + found["coverage_without"] == found["coverage_inventory"] == 9
    lines = table(printed(paper, facts.plan))
    assert len(lines) == 9
    assert lines[0][:2] == ["Abonnes", "détruit"]
    assert "document C-" in lines[0][3]
    assert lines[4][1] == "conservé"
    assert "Agent" in lines[4][3]
    assert lines[4][4] == "Base légale d'exemple"
    assert lines[2][4] == "expire le 10 juin 2026"


def test_what_has_no_bin_is_named_first_with_what_lacks_and_whose_move_it_is():
    facts = expired()
    paper = built(facts)
    data = printed(paper, facts.plan)
    assert paper.lead.code == "coverage_incomplete"
    found = counts(paper)
    assert found["coverage_sum"] == sum(found[one] for one in BASE) == 8
    assert found["coverage_without"] == 1
    assert data["lead"].startswith("Incomplète\u00a0: 1 élément sans case, sur 9")
    alert, listing, *_ = data["sections"][0]["blocks"]
    assert alert["tone"] == "alert"
    (named,) = [one["text"] for one in listing["items"]]
    assert "Nuit" in named
    assert "constatée par personne" not in alert["text"]
    assert "hébergeur" in named
    english = printed(paper, facts.plan, "en")["sections"][0]["blocks"][1]["items"][0]["text"]
    assert "expiry date passed" in english
    assert "Whose move: " in english


def test_our_own_packages_are_told_apart():
    facts = programme().facts
    lines = [row[0] for row in table(printed(built(facts), facts.plan))]
    assert sum("(la nôtre)" in one for one in lines) == 2
    facts = (
        Programme().carry(*(datetime(2026, m, d, 9, tzinfo=UTC) for m, d in ((2, 1), (3, 2)))).facts
    )
    lines = [row[0] for row in table(printed(built(facts), facts.plan))]
    assert any(one.startswith("Nos paquets de «\u00a0Abonnes\u00a0»") for one in lines)


def test_what_a_later_plan_dropped_is_shown_as_the_earlier_one_named_it():
    facts = adopt(Programme(change=LISTED).facts, without={NIGHT})
    paper = built(facts)
    lines = [one for one in table(printed(paper, facts.plan)) if "retiré depuis" in one[0]]
    assert len(lines) == 1
    assert lines[-1][0] == "Nuit (inventorié par le plan de l’entrée 0, retiré depuis)"
    assert lines[-1][1] == "SANS CASE"
    sources = [source for value in values_of(paper) for source in value.sources]
    assert "plan/0#/assets/0/copies/1/title" in sources


def test_an_earlier_plan_that_cannot_be_read_is_refused():
    facts = adopt(Programme(change=LISTED).facts, without={NIGHT})
    with pytest.raises(UsageError, match="paper_document_missing"):
        built(facts, document=no_document)


def test_without_a_plan_there_is_nothing_to_cover():
    plan = make_plan()
    case = Case(plan=plan, digest=digest(b""), state=EMPTY, entries=(), at=datetime.now(UTC))
    with pytest.raises(StepRefused, match="plan_not_adopted"):
        coverage.build(case)


def test_another_fact_makes_another_paper():
    facts = programme().facts
    before = content_digest(built(facts))
    assert content_digest(built(facts)) == before
    facts.act("withdrawal", DUMP, replacement="none")
    after = built(facts)
    assert content_digest(after) != before
    assert counts(after)["coverage_without"] == 1


def test_each_fact_taken_into_account_shows_so_that_it_is_issued_again():
    """A closing names the last one issued, after every fact: the same words would not be."""
    facts = programme().facts
    before = content_digest(built(facts))
    facts.act("filing", DUMP)
    assert content_digest(built(facts)) != before


def test_two_hundred_assets_with_very_long_names_and_none():
    plan = make_plan().model_dump(mode="json")
    first = plan["assets"][0]
    long = "Données " + "très longues " * 15
    plan["assets"] = [
        {**first, "id": f"a-{at}", "title": long, "requires": []} for at in range(200)
    ]
    facts = Programme(change=LISTED).facts
    made = type(facts.plan).model_validate(plan)
    facts.plans[plan_digest(made)] = made
    facts.adopt(made)
    paper = built(facts)
    data = printed(paper, made)
    lines = table(data)
    assert len(lines) >= 600
    marks = [row[1] for row in lines]
    lacks = counts(paper)["coverage_without"]
    assert marks[:lacks] == ["SANS CASE"] * lacks
    assert "SANS CASE" not in marks[lacks:]
    named = data["sections"][0]["blocks"][1]["items"]
    assert named[-1]["text"] == f"Et {lacks - 8} autres, en tête du tableau qui suit."
    empty = Programme(keep=["portail"]).facts
    (found,) = printed(built(empty), empty.plan)["sections"][1]["blocks"]
    assert found["rows"] == []
    assert found["empty"] == "Aucun ensemble de données n’est inventorié."
