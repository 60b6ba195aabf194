"""The letter to the archives lists what they let go, each certificate that stands, what is due."""

from datetime import UTC, datetime

import pytest

from releve.certificates.labels import Labels
from releve.papers.archives_letter import abouts, owed_by
from releve.papers.case import Case
from releve.papers.figures import check_figure
from releve.papers.paper import PaperKind, Rows, Table, values_of
from releve.papers.registry import build_paper
from releve.papers.rendering import Edition, paper_data
from tests.fakes.programme import Programme

ABOUT = "organisation:ville"
ASSET, COPY = "asset:abonnes", "copy:abonnes/dump"
JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


def told(*, visa="granted", change=None):
    facts = Programme(change=change).facts
    facts.give_back(ASSET)
    facts.act("visa", ASSET, bordereau="BE-7", decision=visa)
    facts.now = JUNE
    return facts


def destroy(facts, subject, *, certify=True):
    facts.ask(subject)
    facts.approve(subject)
    facts.intend(subject)
    facts.end(subject, "destroyed")
    if certify:
        facts.certify(subject)


def case_of(facts):
    return Case(
        plan=facts.plan,
        digest=facts.state.plan,
        state=facts.state,
        entries=tuple(facts.entries),
        at=facts.now,
        about=ABOUT,
    )


def letter(facts):
    case = case_of(facts)
    paper = build_paper(PaperKind.ARCHIVES_LETTER, case)
    for one in values_of(paper):
        check_figure(one, case.origins)
    return paper


def tables(facts):
    blocks = [one for section in letter(facts).sections for one in section.blocks]
    return [one for one in blocks if isinstance(one, Table)]


def counts(facts):
    rows = letter(facts).sections[0].blocks[0]
    assert isinstance(rows, Rows)
    return [row.value.raw for row in rows.rows[2:]]


def printed(facts, language="fr"):
    edition = Edition(
        number="LA-1",
        recorded_at=JUNE,
        origin="releve/mediatheque",
        size=3,
        twin="ab" * 32,
        draft=False,
        sealed=False,
    )
    data = paper_data(letter(facts), Labels(plan=facts.plan, language=language), edition, [])
    return str(data).replace("\\xa0", " ")


def test_nothing_is_sent_before_something_is_certified():
    facts = told()
    assert abouts(case_of(facts)) == ()
    destroy(facts, ASSET, certify=False)
    assert abouts(case_of(facts)) == ()
    facts.certify(ASSET)
    assert abouts(case_of(facts)) == (ABOUT,)


def test_each_certificate_is_named_with_its_digest_and_slip():
    facts = told()
    destroy(facts, ASSET)
    ((number, subject, _day, pdf, slip, receipt),) = tables(facts)[0].rows
    issued = facts.state.of(ASSET).in_force
    assert (number.raw, subject.raw, slip.raw) == (issued.number, ASSET, "BE-7")
    assert pdf.raw == facts.entries[issued.index].body["pdf"]
    assert receipt.code == "archives_letter_awaited"
    assert counts(facts) == [1, 1]
    assert [row[0].raw for row in tables(facts)[1].rows] == [COPY]
    assert "pas encore éliminé" in printed(facts)
    assert "not disposed of yet" in printed(facts, "en")


def test_what_the_archives_acknowledged_is_no_longer_due():
    facts = told()
    destroy(facts, ASSET)
    destroy(facts, COPY)
    number = facts.state.of(ASSET).in_force.number
    facts.deposit(facts.draft("filing", ASSET, certificate=number, reference="W 12"))
    assert counts(facts) == [2, 1]
    assert "référence W 12" in printed(facts)
    assert len(tables(facts)) == 1


def test_a_withdrawn_certificate_is_still_to_come():
    facts = told()
    destroy(facts, ASSET)
    destroy(facts, COPY)
    facts.act("withdrawal", COPY)
    assert [row[1].raw for row in tables(facts)[0].rows] == [ASSET]
    assert "document retiré" in printed(facts)


@pytest.mark.parametrize("decision", ["kept", "transferred", "refused"])
def test_what_was_refused_owes_nothing(decision):
    facts = told(visa=decision)
    assert list(owed_by(case_of(facts), "ville")) == []


def test_a_copy_that_expires_and_another_producers_data_owe_nothing():
    facts = told()
    assert [one.subject for one in owed_by(case_of(facts), "ville")] == [ASSET, COPY]
    assert list(owed_by(case_of(facts), "voisine")) == []
