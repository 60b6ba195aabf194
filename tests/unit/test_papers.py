"""Every figure of a paper follows from its sources, and nothing else is printed."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from releve.certificates.labels import Labels
from releve.errors import EvidenceRefused, UsageError
from releve.model.ids import Realm
from releve.papers.figures import check_figure, compute
from releve.papers.number import PREFIXES, paper_number
from releve.papers.paper import PaperKind, Table, values_of
from releve.papers.registry import MAKINGS, build_paper
from releve.papers.rendering import Edition, paper_data, shown
from releve.papers.source import in_entry, in_plan
from releve.papers.twin import Identity, build_twin
from releve.papers.value import FIGURES, Form, Rule, Value, missing, say, term
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.paper_maker import case_of, small_paper

MAKER = EvidenceMaker().tell()
CASE = case_of(MAKER)
AT = "2025-07-01T10:00:00Z"


def value(rule, raw, *sources, form=Form.COUNT):
    return Value(form=form, raw=raw, rule=rule, sources=sources)


def code(one):
    with pytest.raises(EvidenceRefused) as refused:
        check_figure(one, CASE.origins)
    return refused.value.code


EXPORTED = next(one for one in MAKER.entries if one.kind.value == "package_exported")
RECORDS = in_entry(EXPORTED.index, "body", "records")
OCTETS = in_entry(EXPORTED.index, "body", "octets")
FIRST, LAST = in_entry(0, "recorded_at"), in_entry(len(MAKER.entries) - 1, "recorded_at")


@pytest.mark.parametrize(
    ("rule", "sources", "wanted"),
    [
        (Rule.READ, (RECORDS,), EXPORTED.body["records"]),
        (Rule.COUNT, (RECORDS, OCTETS), 2),
        (Rule.COUNT, (), 0),
        (Rule.SUM, (RECORDS, OCTETS), EXPORTED.body["records"] + EXPORTED.body["octets"]),
        (Rule.DIFFERENCE, (OCTETS, RECORDS), EXPORTED.body["octets"] - EXPORTED.body["records"]),
        (Rule.LATEST, (LAST, FIRST), MAKER.entries[-1].recorded_at.isoformat()[:19] + "Z"),
        (Rule.EARLIEST, (LAST, FIRST), MAKER.entries[0].recorded_at.isoformat()[:19] + "Z"),
        (Rule.DAY_OF, (FIRST,), MAKER.entries[0].recorded_at.date().isoformat()),
        (
            Rule.MINUTES_BETWEEN,
            (FIRST, LAST),
            -(-(MAKER.entries[-1].recorded_at - MAKER.entries[0].recorded_at).seconds // 60),
        ),
    ],
)
def test_each_rule_computes_what_it_says(rule, sources, wanted):
    assert compute(rule, sources, CASE.origins) == wanted
    check_figure(value(rule, wanted, *sources), CASE.origins)
    bent = wanted + 1 if isinstance(wanted, int) else wanted[:-1] + "0"
    assert code(value(rule, bent, *sources)) == "paper_figure_differs"


def test_a_day_is_that_of_the_plans_clock():
    late = replace(CASE, at=datetime(2025, 6, 30, 22, 30, tzinfo=UTC))
    assert late.today().raw == "2025-07-01"
    assert late.between(Form.DAYS, late.now(), late.now()).raw == 0


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (value(Rule.TOLD, 3), "paper_figure_unfounded"),
        (value(Rule.TOLD, "2025-01-01", form=Form.DAY), "paper_figure_unfounded"),
        (value(Rule.READ, 3), "paper_figure_unfounded"),
        (value(Rule.READ, 3, RECORDS, OCTETS), "paper_figure_unfounded"),
        (value(Rule.READ, 3, "journal/9999#/body/records"), "paper_source_missing"),
        (value(Rule.READ, 3, in_entry(EXPORTED.index, "body", "nothing")), "paper_source_missing"),
        (value(Rule.READ, 3, "elsewhere#/x"), "paper_source_missing"),
        (value(Rule.READ, 3, in_plan("nothing")), "paper_source_missing"),
        (value(Rule.READ, 3, in_plan("assets", 99)), "paper_source_missing"),
        (value(Rule.COUNT, 2, RECORDS, RECORDS), "paper_figure_unfounded"),
        (value(Rule.SUM, 3, in_plan("title")), "paper_figure_unfounded"),
        (term("yes", "journal/9999#/index"), "paper_source_missing"),
        (value(Rule.READ, None, in_plan("assets", 0, "id")), "paper_figure_differs"),
    ],
)
def test_a_figure_without_foundation_is_refused(one, wanted):
    assert code(one) == wanted


def test_what_lacks_needs_no_source_and_is_said():
    check_figure(missing(), CASE.origins)
    assert shown(missing(), Labels(plan=MAKER.plan)) == "à compléter"
    assert shown(missing("not_recorded"), Labels(plan=MAKER.plan, language="en")) == "not recorded"


def identity(kind=PaperKind.COVERAGE):
    return Identity(kind=kind, about="plan", number="PC-X", language="fr", supersedes=None)


def test_a_paper_whose_figure_was_typed_is_never_signed():
    paper = small_paper(CASE)
    build_twin(identity(), paper, CASE, MAKER.checkpoint())
    typed = Value(form=Form.COUNT, raw=12, rule=Rule.TOLD)
    bent = replace(paper, lead=say("paper_days", count=typed))
    with pytest.raises(EvidenceRefused) as refused:
        build_twin(identity(), bent, CASE, MAKER.checkpoint())
    assert refused.value.code == "paper_figure_unfounded"


def test_the_twin_holds_no_language():
    told = json.loads(build_twin(identity(), small_paper(CASE), CASE, MAKER.checkpoint()))
    raws = {one.raw for one in values_of(small_paper(CASE)) if isinstance(one.raw, str)}
    plan_words = {MAKER.plan.contracts[0].title}
    text = json.dumps(told["predicate"]["paper"], ensure_ascii=False)
    assert "couverture" not in text
    assert raws - plan_words <= set(text.replace('"', " ").replace(",", " ").split())


def test_every_kind_has_a_prefix_of_its_own_and_a_number_that_names_a_file():
    assert set(PREFIXES) == set(PaperKind)
    assert len(set(PREFIXES.values())) == len(PaperKind)
    number = paper_number(
        "predice", Realm.REHEARSAL, PaperKind.MINUTES, "contract:a+organisation:b", 3
    )
    assert number == "PV-PREDICE-EX-contract_a__organisation_b-R3"
    for bad in ("", "../x", "Asset:x", "asset:x y", "a" * 300):
        with pytest.raises(UsageError):
            paper_number("predice", Realm.REAL, PaperKind.MINUTES, bad)


def test_every_kind_is_made():
    assert set(MAKINGS) == set(PaperKind)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_proof_copy_and_an_exercise_say_what_they_are(language):
    labels = Labels(plan=MAKER.plan, language=language)
    told = {"number": "PC-X", "recorded_at": CASE.at, "origin": "x", "size": 3, "twin": None}
    draft = paper_data(small_paper(CASE), labels, Edition(**told, draft=True, sealed=False), [])
    assert draft["stamp"] == labels.say("paper_draft")
    real = paper_data(small_paper(CASE), labels, Edition(**told, draft=False, sealed=False), [])
    assert real["stamp"] is None
    exercise = replace(labels, plan=MAKER.plan.model_copy(update={"realm": Realm.REHEARSAL}))
    assert paper_data(small_paper(CASE), exercise, Edition(**told, draft=True, sealed=False), [])[
        "stamp"
    ] == labels.say("stamp")


def test_an_empty_table_says_so():
    table = Table(columns=(say("column_copy"),), rows=(), empty=say("not_recorded"))
    paper = replace(
        small_paper(CASE), sections=(replace(small_paper(CASE).sections[0], blocks=(table,)),)
    )
    told = {"number": "PC-X", "recorded_at": CASE.at, "origin": "x", "size": 3, "twin": None}
    data = paper_data(paper, Labels(plan=MAKER.plan), Edition(**told, draft=True, sealed=False), [])
    assert data["sections"][0]["blocks"][0]["empty"] == "non relevé"


def test_every_form_is_shown():
    raws = {
        Form.DAY: "2025-01-01",
        Form.INSTANT: AT,
        Form.MOMENT: AT,
        Form.TERM: "yes",
        Form.MISSING: "to_complete",
        Form.DUE: "2025-01-01",
    }
    labels = Labels(plan=MAKER.plan)
    for form in Form:
        raw = raws.get(form, 3 if form in FIGURES or form is Form.REHEARSED else "x")
        one = Value(
            form=form, raw=raw, rule=Rule.READ, sources=(in_plan("milestones", 0, "due", "on"),)
        )
        assert shown(one, labels)
    moment = Value(form=Form.MOMENT, raw=AT, rule=Rule.READ)
    assert shown(moment, labels) == "1er juillet 2025, 12:00 (UTC+02:00)"


def test_a_kind_without_any_object_now_says_so():
    with pytest.raises(UsageError) as refused:
        build_paper(PaperKind.REMINDER, case_of(MAKER, "asset:dossiers"))
    assert refused.value.code == "paper_about_none"
