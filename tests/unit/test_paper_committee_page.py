"""The committee's page: facts to page, whose move since when, what is late, many of everything."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connectors.press.typst_press import TypstPress
from releve.canonical import encode
from releve.certificates.labels import Labels
from releve.errors import StepRefused
from releve.ledger.state import EMPTY, fold
from releve.papers.case import Case
from releve.papers.committee_page import build
from releve.papers.figures import check_figure
from releve.papers.paper import Gantt, PaperKind, Table, values_of
from releve.papers.rendering import TEMPLATE, Edition, paper_data
from releve.papers.turn import Turns
from releve.papers.twin import encoded
from releve.papers.value import Form, Value
from releve.textes import LANGUAGES, sentences
from tests.fakes.fact_maker import START, FactMaker, key_of
from tests.fakes.minutes_world import Minutes
from tests.fakes.plan_maker import BASE, make_plan, plan_digest
from tests.fakes.programme import Programme

OPENING = datetime(2026, 3, 2, 9, tzinfo=UTC)


def case_of(facts, at=None, entries=None):
    entries = tuple(facts.entries if entries is None else entries)
    return Case(
        plan=facts.plan,
        digest=plan_digest(facts.plan),
        state=fold(entries),
        entries=entries,
        at=at or facts.now,
    )


def page(case):
    """Build the page; every figure must follow from its sources."""
    paper = build(case)
    for one in values_of(paper):
        check_figure(one, case.origins)
    return paper


def printed(paper, case, language="fr"):
    edition = Edition(
        number="CO-ESSAI",
        recorded_at=case.at,
        origin=case.plan.origin,
        size=len(case.entries),
        twin="ab" * 32,
        draft=False,
        sealed=False,
    )
    return paper_data(paper, Labels(plan=case.plan, language=language), edition, [])


def tables(paper):
    return [block for part in paper.sections for block in part.blocks if isinstance(block, Table)]


def line(case, name, language="fr"):
    """Return the cells of one brick, as printed."""
    data = printed(page(case), case, language)
    blocks = [one for part in data["sections"] for one in part["blocks"]]
    rows = next(one for one in blocks if one["is"] == "table")["rows"]
    return next([cell["text"] for cell in row] for row in rows if row[0]["text"] == name)


def adopted(**more):
    facts = FactMaker(make_plan(**more))
    facts.adopt()
    return facts


def stopped(at=OPENING):
    """The follow-ups' service: probed, relayed, asked for, approved, stopped at ``at``."""
    facts = adopted()
    for name in ("rappel", "portail", "catalogue"):
        facts.probe(f"service:{name}")
    facts.probe("service:ancien", "down")
    facts.now = at - timedelta(minutes=30)
    facts.ask("service:rappel")
    facts.intend("service:rappel")
    facts.now = at
    facts.end("service:rappel", "stopped", observed="down")
    return facts


def test_a_plan_that_nobody_adopted_has_no_page():
    plan = make_plan()
    case = Case(plan=plan, digest=plan_digest(plan), state=EMPTY, entries=(), at=START)
    with pytest.raises(StepRefused) as refused:
        build(case)
    assert refused.value.code == "plan_not_adopted"


def test_the_real_day_of_a_stop_is_that_of_its_entry():
    early, late = stopped(), stopped(OPENING + timedelta(days=1))
    assert line(case_of(early), "Rappel")[1:3] == ["arrêtée", "fait 02/03/2026\nrendu 0/1"]
    assert line(case_of(late), "Rappel")[2] == "fait 03/03/2026\nrendu 0/1"
    assert line(case_of(early), "Rappel", "en")[2] == "done 2026-03-02\nreturned 0/1"
    assert line(case_of(early), "Ancien")[1:3] == ["constatée arrêtée", "vu 01/02/2026\nrendu 0/1"]
    assert line(case_of(early), "Portail")[1] == "en service"


def test_the_day_of_a_stop_is_that_of_its_end_where_the_clock_of_the_plan_hangs():
    past_midnight = stopped(datetime(2026, 3, 2, 23, 10, tzinfo=UTC))
    assert line(case_of(past_midnight), "Rappel")[2].startswith("fait 03/03/2026")


def test_data_is_returned_once_accepted_and_nothing_is_deleted_before_its_certificate():
    facts = adopted()
    subject = "asset:affiches"
    counts = []
    for step in (
        lambda: facts.export(subject),
        lambda: facts.deliver(subject),
        lambda: facts.deposit(facts.draft("receipt", subject)),
        lambda: facts.deposit(facts.draft("acceptance", subject)),
    ):
        step()
        lead = page(case_of(facts)).lead.facts
        counts.append((lead["returned"].raw, lead["gone"].raw))
    assert counts == [(0, 0), (0, 0), (0, 0), (1, 0)]
    ends = {one.subject: one.bin for one in case_of(facts).agenda.done}
    assert ends["copy:abonnes/nuit"] == "expires:2026-06-10"
    expired = page(case_of(facts, datetime(2026, 6, 10, 12, tzinfo=UTC)))
    assert expired.lead.facts["gone"].raw == 1


def test_late_begins_on_the_day_after_and_ends_with_the_last_thing_done():
    facts = stopped()
    on_the_day = datetime(2026, 3, 31, 20, tzinfo=UTC)
    assert "retard" not in line(case_of(facts, on_the_day), "Rappel")[2]
    after = on_the_day + timedelta(days=3)
    assert line(case_of(facts, after), "Rappel")[2].endswith("retard 3 jours")
    assert page(case_of(facts, after)).lead.facts["late"].raw == 1
    done = Programme()
    for _ in range(40):
        done.work()
        moved = [done.do(duty) for duty in done.duties()]
        instant = done.facts.agenda().next_instant()
        if not any(moved) and instant is not None:
            done.facts.now = max(done.facts.now, instant)
    far = case_of(done.facts, datetime(2027, 1, 1, tzinfo=UTC))
    lead = page(far).lead.facts
    assert far.agenda.complete, far.agenda.waiting
    assert (lead["done"].raw, lead["total"].raw, lead["late"].raw) == (4, 4, 0)
    assert (lead["returned"].raw, lead["gone"].raw) == (lead["assets"].raw, lead["items"].raw)
    assert "retard" not in "".join(line(far, "Rappel"))


def since(case, subject):
    turn = Turns(case=case).of(subject)
    return None if turn.since is None else turn.since.raw


def asked():
    facts = adopted(change={"services.rappel.active_follow_up": None})
    facts.probe("service:rappel")
    facts.now = datetime(2026, 2, 20, 9, tzinfo=UTC)
    facts.ask("service:rappel")
    facts.now = datetime(2026, 2, 26, 9, tzinfo=UTC)
    return facts


def test_whose_move_counts_from_the_last_fact_that_gave_it():
    facts = asked()
    case = case_of(facts)
    assert Turns(case=case).of("service:rappel").reason.code == "approval_missing"
    assert since(case, "service:rappel") == "2026-02-20"
    assert line(case, "Rappel")[-2].endswith("depuis 6 jours")


@pytest.mark.parametrize("kind", ["act_refused", "note_recorded", "certificate_stamped"])
def test_what_changes_nobody_s_move_does_not_begin_the_days_again(kind):
    facts = asked()
    facts.record(kind, "service:rappel", {})
    assert since(case_of(facts), "service:rappel") == "2026-02-20"
    facts.probe("service:rappel")
    assert since(case_of(facts), "service:rappel") == "2026-02-26"


def test_a_plan_that_touches_something_else_does_not_begin_the_days_again():
    facts = asked()
    other = make_plan(
        change={
            "services.rappel.active_follow_up": None,
            "services.catalogue.name": "Autre catalogue",
        }
    )
    facts.adopt(other)
    assert since(case_of(facts), "service:rappel") == "2026-02-20"
    facts.adopt(make_plan(), touching=("service:rappel",))
    assert since(case_of(facts), "service:rappel") == "2026-02-26"


def test_a_reason_that_names_its_entry_counts_from_it():
    facts = asked()
    facts.now = datetime(2026, 2, 22, 9, tzinfo=UTC)
    facts.deposit(facts.draft("hold", "service:rappel"))
    facts.now = datetime(2026, 2, 26, 9, tzinfo=UTC)
    facts.probe("service:rappel")
    case = case_of(facts)
    assert Turns(case=case).of("service:rappel").reason.code == "legal_hold"
    assert since(case, "service:rappel") == "2026-02-22"


def test_a_missed_window_counts_from_its_close_and_a_date_is_counted_to_nobody():
    facts = asked()
    missed = case_of(facts, datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert Turns(case=missed).of("service:rappel").reason.code == "window_missed"
    assert since(missed, "service:rappel") == "2026-03-04"
    early = adopted()
    early.probe("service:portail")
    turn = Turns(case=case_of(early)).of("service:portail")
    assert (turn.reason.mover, turn.since) == ("time", None)
    assert line(case_of(early), "Portail")[-2] == "le calendrier"


def test_an_opening_window_gives_the_move():
    inside = case_of(asked(), datetime(2026, 3, 3, 9, tzinfo=UTC))
    assert since(inside, "service:rappel") == "2026-03-02"


def test_a_retention_that_ended_gives_the_move_of_a_destruction_only():
    facts = adopted(keep=("abonnes", "affiches"))
    facts.now = datetime(2026, 6, 2, 9, tzinfo=UTC)
    assert since(case_of(facts), "asset:abonnes") == "2026-03-02"
    for name in ("affiches", "abonnes"):
        subject = f"asset:{name}"
        facts.now = datetime(2026, 3, 3, 9, tzinfo=UTC)
        for step in (facts.measure, facts.freeze, facts.export):
            step(subject)
        facts.find(subject, "source")
        facts.find(subject, "package")
        facts.deliver(subject)
        facts.deposit(facts.draft("receipt", subject))
        facts.deposit(facts.draft("acceptance", subject))
    at = datetime(2026, 6, 3, 9, tzinfo=UTC)
    turn = Turns(case=case_of(facts, at)).of("asset:abonnes")
    assert (turn.reason.code, turn.since.raw) == ("visa_missing", "2026-06-02")


def test_what_had_to_go_first_gives_the_move_when_it_ends():
    facts = adopted(
        keep=("rappel", "portail"),
        change={
            "services.rappel.active_follow_up": None,
            "services.rappel.milestone": "fermeture",
        },
    )
    for name in ("rappel", "portail"):
        facts.probe(f"service:{name}")
    facts.now = datetime(2026, 6, 2, 9, tzinfo=UTC)
    assert line(case_of(facts), "Portail")[-2] == "après «\u00a0Rappel\u00a0»"
    facts.ask("service:rappel")
    facts.intend("service:rappel")
    facts.end("service:rappel", "stopped", observed="down")
    after = case_of(facts, datetime(2026, 6, 4, 9, tzinfo=UTC))
    assert since(after, "service:portail") == "2026-06-02"


def bars(case):
    charts = [one for part in page(case).sections for one in part.blocks if isinstance(one, Gantt)]
    drawn = {bar.label.raw: bar for chart in charts for bar in chart.bars}
    return {
        name: [None if pair is None else tuple(one.raw for one in pair) for pair in found]
        for name, bar in drawn.items()
        for found in [(bar.planned, bar.actual)]
    }


def test_plan_and_facts_are_drawn_from_the_plan_and_from_the_log():
    facts = stopped()
    drawn = bars(case_of(facts, datetime(2026, 4, 2, tzinfo=UTC)))
    window = ("2026-03-02T08:00:00Z", "2026-03-04T18:00:00Z")
    assert drawn["Fin des rappels"] == [window, ("2026-02-01", "2026-04-02")]
    assert drawn["Rappel"] == [window, ("2026-03-02", "2026-03-02")]
    assert drawn["Ancien"] == [window, ("2026-02-01", "2026-02-01")]
    assert drawn["Portail"][1] is None
    no_assets = adopted(keep=("ancien",))
    no_assets.probe("service:ancien", "down")
    over = bars(case_of(no_assets, datetime(2026, 4, 2, tzinfo=UTC)))
    assert over["Fin des rappels"][1] == ("2026-02-01", "2026-02-01")
    unplanned = adopted(change={"milestones.rappels.window": None})
    assert bars(case_of(unplanned))["Fin des rappels"][0] == ("2026-03-31", "2026-03-31")


def test_the_move_comes_back_when_an_approval_runs_out():
    facts = asked()
    until = "2026-02-27T12:00:00Z"
    facts.deposit(facts.draft("approval", "service:rappel", "directrice", expires_at=until))
    assert since(case_of(facts), "service:rappel") == "2026-02-26"
    later = case_of(facts, datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert since(later, "service:rappel") == "2026-02-27"


def test_the_move_comes_back_with_a_key_said_to_be_stolen():
    facts = asked()
    facts.deposit(facts.draft("approval", "service:rappel", "directrice"))
    facts.now = datetime(2026, 2, 28, 9, tzinfo=UTC)
    stolen = {"key": key_of("directrice"), "compromised_since": "2026-02-01T00:00:00Z"}
    facts.deposit(facts.draft("revocation", "plan", "cheffe", **stolen))
    assert since(case_of(facts), "service:rappel") == "2026-02-28"


def test_every_seat_still_empty_is_named():
    assert line(case_of(asked()), "Rappel")[-3:-1] == [
        "approbation attendue",
        "chef de projet\nresponsable de traitement, Ville\ndepuis 6 jours",
    ]


def test_what_blocks_most_comes_first():
    open_performers = {f"services.{one}.performer": None for one in ("portail", "catalogue")}
    facts = adopted(change=open_performers)
    for name in ("ancien", "portail", "catalogue"):
        facts.probe(f"service:{name}")
    case = case_of(facts)
    data = printed(page(case), case)
    listing = next(one for one in data["sections"][0]["blocks"] if one["is"] == "listing")
    assert [one["text"].replace("\u00a0", " ") for one in listing["items"]] == [
        "exécutant à désigner : 2 objets – à qui de jouer : chef de projet",
        "dit arrêté, il répond encore : 1 objet – à qui de jouer : exploitant",
    ]


def test_a_reserve_is_not_hidden_by_the_fact_that_nothing_blocks():
    facts = adopted()
    told = {"owner": "editeur", "due_on": "2026-02-10", "text": "Mode d’emploi à fournir"}
    raised = facts.act("reserve", "service:portail", "cheffe", about="service:portail", **told)

    def said(case):
        blocks = printed(page(case), case)["sections"][0]["blocks"]
        return [one["text"].replace("\u00a0", " ") for one in blocks if "text" in one]

    open_ = "Réserves ouvertes : {open}, dont en retard : {late}."
    before = case_of(facts, datetime(2026, 2, 10, 9, tzinfo=UTC))
    after = case_of(facts, datetime(2026, 2, 11, 9, tzinfo=UTC))
    assert open_.format(open=1, late=0) in said(before)
    assert open_.format(open=1, late=1) in said(after)
    facts.act("clearance", "service:portail", reserve=raised.body["file"])
    assert not [one for one in said(case_of(facts)) if "Réserves" in one]


def test_every_reason_has_its_few_words():
    for language in LANGUAGES:
        known = sentences(language)
        reasons = {one.removeprefix("reason_") for one in known if one.startswith("reason_")}
        short = {one: f"doc_turn_why_{one}" for one in reasons}
        assert [one for one, code in short.items() if code not in known] == []


def many(services=200, milestones=9, name="Brique de coordination territoriale"):
    plan = json.loads(json.dumps(BASE))
    first = plan["milestones"][0]
    plan["milestones"] = [first | {"id": f"jalon-{n}"} for n in range(milestones)]
    one = plan["services"][1]
    plan["services"] = [
        one | {"id": f"s{n}", "name": f"{name} {n}", "requires": [], "milestone": "jalon-1"}
        for n in range(services)
    ]
    plan["assets"] = []
    plan = type(make_plan()).model_validate_json(json.dumps(plan))
    facts = FactMaker(plan)
    facts.adopt()
    return case_of(facts)


def test_more_milestones_than_fit_go_on_in_another_table():
    case = many(services=3)
    first, second, _ = tables(page(case))
    assert (len(first.columns), len(second.columns)) == (7 + 5, 1 + 2)
    assert [row[0].raw for row in first.rows] == [row[0].raw for row in second.rows]


def test_two_hundred_bricks_flow_onto_pages_with_their_header(tmp_path):
    case = many(milestones=2)
    paper = page(case)
    charts = [one for part in paper.sections for one in part.blocks if isinstance(one, Gantt)]
    assert sum(len(one.bars) for one in charts) == 202
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(TypstPress().pdf(TEMPLATE, printed(paper, case)))
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    with_bricks = [one for one in text.split("\f") if "constat d’état" in one or "prêt" in one]
    assert len(with_bricks) > 5
    assert all("Bloqué par" in one for one in with_bricks)


def test_an_empty_plan_and_very_long_names_are_laid_out():
    empty = many(services=0, milestones=1)
    assert printed(page(empty), empty)["sections"][1]["blocks"][0]["empty"].startswith("Le plan")
    long = many(services=3, milestones=2, name="Nom " * 50)
    assert TypstPress().pdf(TEMPLATE, printed(page(long), long)).startswith(b"%PDF")


def test_every_word_is_written_in_both_languages():
    states = [stopped(), asked(), adopted()]
    for facts in states:
        case = case_of(facts, datetime(2026, 4, 2, tzinfo=UTC))
        for language in LANGUAGES:
            told = json.dumps(printed(page(case), case, language), ensure_ascii=False)
            assert "« doc_" not in told
            assert "“doc_" not in told
            assert "‹" not in told


def test_no_figure_is_typed():
    """Each number shown is a value with a rule, read in the log or the plan."""
    paper = page(case_of(stopped(), datetime(2026, 4, 2, tzinfo=UTC)))
    figures = [one for one in values_of(paper) if isinstance(one, Value) and one.sources]
    assert len(figures) > 40
    assert all(one.form is not Form.COUNT or one.rule.value == "count" for one in figures)


def test_another_ledger_gives_another_page():
    facts = stopped()
    moved = [
        replace(one, recorded_at=one.recorded_at + timedelta(hours=20))
        if one.kind.value == "outcome_recorded"
        else one
        for one in facts.entries
    ]
    at = datetime(2026, 3, 10, tzinfo=UTC)
    one, other = page(case_of(facts, at)), page(case_of(facts, at, moved))
    assert encode(encoded(one)) != encode(encoded(other))


def test_what_lost_its_certificate_is_not_counted_as_deleted():
    """Its attestation was taken back, and no other is in force: nobody vouches for it."""
    world = Minutes()
    before = world.paper(PaperKind.COMMITTEE_PAGE, "plan").lead.facts["gone"].raw
    number = world.facts.state.of("asset:abonnes").in_force.number
    world.deposit(
        "withdrawal",
        "asset:abonnes",
        "cheffe",
        certificate=number,
        replacement="none",
        reason="Erreur",
    )
    assert world.paper(PaperKind.COMMITTEE_PAGE, "plan").lead.facts["gone"].raw == before - 1
