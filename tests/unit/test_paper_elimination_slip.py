"""The elimination slip says what the plan and the ledger say; what lacks is said to lack."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from releve.certificates.labels import Labels
from releve.errors import UsageError
from releve.papers.case import Case
from releve.papers.elimination_slip import COLUMNS, abouts
from releve.papers.figures import check_figure
from releve.papers.paper import PaperKind, Table, values_of
from releve.papers.registry import MAKINGS, build_paper
from releve.papers.rendering import Edition, paper_data
from releve.papers.value import Form
from tests.fakes.plan_maker import BASE, _asset, _copy
from tests.fakes.programme import Programme

ABOUT = "organisation:ville"
EXTENT = {"first": "2018-03-01", "last": "2025-06-30", "note": None}
PUBLIC = {"assets.affiches.archives_regime": "publiques"}


def told(change=None, *, before=lambda _facts: None):
    facts = Programme(change={"assets.abonnes.extent": EXTENT, **(change or {})}).facts
    before(facts)
    return facts


def case_of(facts, about=ABOUT):
    return Case(
        plan=facts.plan,
        digest=facts.state.plan,
        state=facts.state,
        entries=tuple(facts.entries),
        at=facts.now,
        about=about,
    )


def slip(facts):
    case = case_of(facts)
    paper = build_paper(PaperKind.ELIMINATION_SLIP, case)
    for one in values_of(paper):
        check_figure(one, case.origins)
    return paper


def tables(paper):
    blocks = [one for section in paper.sections for one in section.blocks]
    return [one for one in blocks if isinstance(one, Table)]


def printed(facts, language="fr"):
    """Return every word of the slip as it is laid out."""
    edition = Edition(
        number="BE-1",
        recorded_at=datetime(2026, 2, 1, tzinfo=UTC),
        origin="releve/mediatheque",
        size=3,
        twin="ab" * 32,
        draft=False,
        sealed=False,
    )
    data = paper_data(slip(facts), Labels(plan=facts.plan, language=language), edition, [])
    return str(data).replace("\\xa0", " ")


def line(facts, name):
    (row,) = [one for one in tables(slip(facts))[0].rows if one[1].raw == name]
    return dict(zip(COLUMNS, row, strict=True))


def test_a_line_holds_what_was_exported_and_decided():
    facts = told(before=lambda one: one.give_back("asset:abonnes", (1, 2, 3, 4)))
    row = line(facts, "abonnes")
    exported = facts.state.of("asset:abonnes").exported
    assert (row["records"].raw, row["octets"].raw) == (4, 0)
    assert row["records"].sources == (f"journal/{exported.index}#/body/records",)
    assert {one: value.raw for one, value in row["extent"].facts.items()} == {
        "first": "2018-03-01",
        "last": "2025-06-30",
    }
    assert row["retention"].facts["reference"].raw == "Décision n° 1"
    words = printed(facts)
    for one in (
        "1er mars 2018",
        "L212-2, L212-3 et R212-14",
        "Un an",
        "Destruction",
        "1er février",
    ):
        assert one in words


def test_the_entry_changes_and_so_does_the_slip():
    one = told(before=lambda facts: facts.measure("asset:abonnes", (1, 2)))
    other = told(before=lambda facts: facts.measure("asset:abonnes", (1, 2, 3)))
    assert line(one, "abonnes")["records"].raw == 2
    assert line(other, "abonnes")["records"].raw == 3


def test_what_lacks_is_said_to_lack():
    facts = told({"assets.abonnes.extent": None, "assets.abonnes.retention": None})
    row = line(facts, "abonnes")
    assert {
        one: row[one].form for one in ("extent", "retention", "records", "octets")
    } == dict.fromkeys(("extent", "retention", "records", "octets"), Form.MISSING)
    assert "à compléter" in printed(facts)
    assert "non relevé" in printed(facts)


def test_both_originals_say_the_same_and_bear_their_own_number():
    facts = told()
    first, second = tables(slip(facts))
    assert first == second
    words = printed(facts)
    assert "original 1 sur 2" in words
    assert "original 2 sur 2" in words
    assert "original 2 of 2" in printed(facts, "en")


def test_only_what_the_archives_have_yet_to_decide_is_submitted():
    facts = told(PUBLIC)
    assert [one[1].raw for one in tables(slip(facts))[0].rows] == ["abonnes", "affiches"]
    facts.act("visa", "asset:abonnes")
    assert [one[1].raw for one in tables(slip(facts))[0].rows] == ["affiches"]
    facts.act("exemption", "asset:affiches")
    assert abouts(case_of(facts)) == ()


def test_private_archives_and_other_producers_are_not_submitted():
    facts = told(PUBLIC | {"assets.affiches.producer": "voisine"})
    assert abouts(case_of(facts)) == ("organisation:ville", "organisation:voisine")
    assert [one[1].raw for one in tables(slip(facts))[0].rows] == ["abonnes"]
    assert abouts(case_of(told({"assets.abonnes.archives_regime": "privées"}))) == ()


def test_a_kept_asset_submits_its_copies_alone():
    row = line(told(PUBLIC), "affiches")
    assert row["fate"].raw == "elimination_slip_copies_kept"
    assert line(told(), "abonnes")["fate"].raw == "elimination_slip_destroyed"


@pytest.mark.parametrize(
    ("decision", "words"),
    [("kept", "refusé : conservé"), ("transferred", "refusé : versé"), ("refused", "refusé")],
)
def test_a_refused_line_is_shown_with_what_the_plan_must_become(decision, words):
    facts = told(PUBLIC, before=lambda one: one.act("visa", "asset:abonnes", decision=decision))
    assert [one[1].raw for one in tables(slip(facts))[0].rows] == ["affiches"]
    assert words in printed(facts)
    assert "À CHANGER" in printed(facts)


def test_what_is_to_be_qualified_is_flagged_and_not_submitted():
    facts = told({"assets.affiches.archives_regime": "à qualifier"})
    paper = slip(facts)
    assert [one[1].raw for one in tables(paper)[0].rows] == ["abonnes"]
    assert paper.subjects == ("asset:abonnes",)
    assert "Régime d’archives à qualifier" in printed(facts)


def test_a_physicians_opinion_is_told_as_it_stands():
    facts = told(before=lambda one: one.act("opinion", "asset:abonnes", "medecin", opinion="Oui"))
    facts.act("opinion", "asset:abonnes", "deleguee", opinion="Avis du DPO")
    assert "Oui (Agent (medecin)" in printed(facts)
    assert "Avis du DPO" not in printed(facts)


def test_two_hundred_long_lines_are_laid_out_and_read_back():
    assets = [*BASE["assets"]]
    for number in range(200):
        more = {"title": "Très long " * 20, "copies": [_copy("dump", "destroyed")]}
        assets.append(_asset(f"a-{number}", ["ancien"], archives_regime="publiques", **more))
    facts = Programme(change={"assets": assets}).facts
    assert len(tables(slip(facts))[0].rows) == 201
    assert printed(facts).count("Très long") == 200 * 2 * 20


def test_a_case_without_lines_is_refused_by_name():
    facts = told({"assets.abonnes.archives_regime": "privées"})
    case = replace(case_of(facts), about=ABOUT)
    assert tuple(MAKINGS[PaperKind.ELIMINATION_SLIP].abouts(case)) == ()
    with pytest.raises(UsageError, match="paper_about_none"):
        build_paper(PaperKind.ELIMINATION_SLIP, case)
