"""The report of closing: refused while something stands in the way, and what it says of it all."""

from datetime import UTC, datetime

import pytest

from releve.canonical import digest
from releve.errors import StepRefused
from releve.papers import closing_report, minutes
from releve.papers.figures import check_figure
from releve.papers.paper import values_of
from releve.papers.registry import MAKINGS
from releve.papers.twin import content_digest
from releve.plan.coverage import Bin
from releve.plan.signings import minutes_abouts
from tests.fakes.covered_world import (
    DUMP,
    FEB,
    JUNE1,
    JUNE2,
    KEPT,
    LISTED,
    MARCH,
    MAY,
    A,
    adopt,
    case_of,
    printed,
    programme,
)
from tests.fakes.programme import Programme

NOTHING_WRONG = {"closing_ready", "closing_ready_with"}


def sign_minutes(facts, *capacities):
    """Issue the minutes of each contract and controller, and have them signed."""
    for about in minutes_abouts(facts.plan):
        statement = digest(f"{about} {len(facts.entries)}".encode())
        before = facts.state.papers.get(("minutes", about), ())
        body = {
            "kind": "minutes",
            "about": about,
            "number": f"PV-{about}",
            "language": "fr",
            "content": content_digest(minutes.standing(case_of(facts, about=about), about).text),
            "statement": statement,
            "pdf": digest(b"pdf"),
            "seal": "none",
            "subjects": [],
            "supersedes": before[-1].index if before else None,
        }
        facts.record("document_issued", "plan", body)
        for capacity in capacities:
            facts.act("signing", "plan", document=statement, capacity=capacity)
    return facts


def built(facts, **more):
    case = case_of(facts, **more)
    paper = closing_report.build(case)
    for value in values_of(paper):
        check_figure(value, case.origins)
    return paper


def refused(facts):
    with pytest.raises(StepRefused) as error:
        closing_report.complete(case_of(facts))
    return error.value.code, dict(error.value.facts)


def section(paper, facts, code, language="fr"):
    """Return the blocks of a section, as printed."""
    at = next(i for i, one in enumerate(paper.sections) if one.heading and one.heading.code == code)
    return printed(paper, facts.plan, language)["sections"][at]["blocks"]


def rows(paper, facts, code):
    (table, *_) = [one for one in section(paper, facts, code) if one["is"] == "table"]
    return [[cell["text"] for cell in row] for row in table["rows"]]


def told(paper, facts, code):
    (found, *_) = [one for one in section(paper, facts, code) if one["is"] == "rows"]
    return {row["label"]: row["value"]["text"] for row in found["rows"]}


def test_a_programme_that_is_over_may_be_closed_and_the_report_says_so():
    facts = sign_minutes(programme().facts, "holder")
    closing_report.complete(case_of(facts))
    assert MAKINGS[built(facts).kind].complete is closing_report.complete
    assert built(facts).lead.code == "closing_ready"


def test_one_copy_without_a_bin_is_named_before_anything_else():
    story = Programme(change=LISTED)
    story.carry(FEB, MARCH, MAY, JUNE1, JUNE2, but={("approval_missing", DUMP)})
    facts = story.facts
    assert refused(facts) == ("closing_uncovered", {"subject": DUMP, "count": 1})
    paper = built(facts)
    assert paper.lead.code == "closing_not_ready", "a proof copy still tells what lacks"
    codes = [item.code for item in paper.sections[0].blocks[1].items]
    assert codes == ["closing_lacks_bins", "closing_lacks_work", "closing_lacks_minutes"]


def test_a_hold_and_an_intent_stand_in_the_way():
    facts = sign_minutes(programme().facts, "holder")
    hold = facts.act("hold", KEPT, "tutelle")
    assert refused(facts) == ("closing_held", {"subject": KEPT, "entry": hold.index})
    facts.act("lift", KEPT, "cheffe", hold=next(iter(facts.state.of(KEPT).holds)))
    closing_report.complete(case_of(facts))
    facts.ask("service:portail")
    facts.approve("service:portail")
    intent = facts.entries[-1].index + 1
    facts.intend("service:portail")
    assert refused(facts) == (
        "closing_intent_open",
        {"subject": "service:portail", "entry": intent},
    )


def test_a_service_still_up_is_work_left():
    story = Programme(change=LISTED)
    story.carry(FEB, MARCH, MAY, JUNE1, JUNE2, but={("transfer_missing", "service:catalogue")})
    code, facts = refused(sign_minutes(story.facts, "holder"))
    assert (code, facts) == ("closing_work_left", {"subject": "service:catalogue", "count": 1})


def test_minutes_signed_before_what_they_should_tell_of_are_none():
    story = Programme(change=LISTED).carry(FEB, MARCH)
    sign_minutes(story.facts, "holder")
    facts = story.carry(MAY, JUNE1, JUNE2).facts
    (about,) = minutes_abouts(facts.plan)
    told = {"number": f"PV-{about}", "contract": about}
    assert refused(facts) == ("closing_minutes_outdated", told)
    paper = built(facts)
    assert paper.lead.code == "closing_not_ready"
    assert [one.code for one in paper.sections[0].blocks[1].items] == ["closing_lacks_minutes"]
    sign_minutes(facts, "holder")
    closing_report.complete(case_of(facts))


def test_minutes_must_be_made_and_signed_by_the_holder():
    facts = programme().facts
    about = "contract:portail+organisation:ville"
    assert refused(facts) == ("closing_minutes_missing", {"contract": about})
    sign_minutes(facts, "buyer", "controller")
    assert refused(facts) == ("closing_minutes_unsigned", {"number": f"PV-{about}"})
    sign_minutes(facts, "holder")
    closing_report.complete(case_of(facts))


def test_open_reserves_are_listed_with_owner_and_day_and_do_not_refuse():
    facts = sign_minutes(programme().facts, "holder")
    reserve = facts.act("reserve", KEPT)
    closing_report.complete(case_of(facts))
    paper = built(facts)
    assert paper.lead.code == "closing_ready_with"
    lead = printed(paper, facts.plan)["lead"]
    assert lead.startswith("Clôture avec réserves")
    assert "1 réserve reste ouverte" in lead
    assert rows(paper, facts, "closing_reserves") == [
        ["Affiches", "à voir", "Reseau", "30 septembre 2025", str(reserve.index)]
    ]
    facts.act("clearance", KEPT)
    assert built(facts).lead.code == "closing_ready"


def test_milestones_promised_and_done_with_the_days_between():
    facts = sign_minutes(programme().facts, "holder")
    first, last = rows(built(facts), facts, "closing_milestones")
    assert first == [
        "Fin des rappels",
        "31 mars 2026",
        "4 mars 2026, 19:00",
        "2 mars 2026",
        "29 jours d’avance",
    ]
    assert last[-1] == "échéance sans jour précis", "no more precise than what was promised"
    late = programme(change={"milestones.rappels.due": {"on": "2026-02-27", "precision": "day"}})
    assert rows(built(late.facts), late.facts, "closing_milestones")[0][-1] == "3 jours de retard"


def test_what_was_given_back_is_summed_from_the_log():
    facts = programme().facts
    found = told(built(facts), facts, "closing_returned")
    exported = [one for one in facts.entries if one.kind.value == "package_exported"]
    assert found["Enregistrements exportés"] == str(sum(one.body["records"] for one in exported))
    attested = "Enregistrements que les destinataires attestent avoir intégrés"
    assert found[attested] == found["Enregistrements exportés"] == "8"
    assert found["Ensembles remis, intégrés et acceptés"] == "2"


def test_every_incident_is_cited():
    facts = programme().facts
    made = [
        (
            "act refusé",
            "role_may_not",
            facts.record("act_refused", "plan", {"file": digest(b"x"), "code": "role_may_not"}),
        ),
        ("étape non aboutie", "connection_lost", None),
        ("contrôle non réussi", "integrite", None),
        ("dérogation", "-", None),
        ("suspension", "-", None),
        ("réserve émise", "à voir", None),
    ]
    facts.fail(A, "connection_lost")
    facts.find(KEPT, "source", "failed")
    facts.act("waiver", KEPT)
    facts.act("pause", DUMP)
    facts.act("reserve", KEPT)
    shown = rows(built(facts), facts, "closing_incidents")
    assert [(row[0], row[2]) for row in shown] == [
        ("acte refusé" if what == "act refusé" else what, detail) for what, detail, _ in made
    ]
    first = made[0][2].index
    assert [int(row[4]) for row in shown] == list(range(first, first + len(made)))
    (refusals,) = [
        one for one in section(built(facts), facts, "closing_lessons")[5:] if one["is"] == "table"
    ]
    codes = {row[0]["text"]: row[1]["text"] for row in refusals["rows"]}
    assert codes == {"role_may_not": "1", "connection_lost": "1"}


@pytest.mark.parametrize(
    ("outcome", "more", "shown"),
    [
        ("partial", {"observed": "present", "facts": {"rest_root": None}}, "suppression partielle"),
        ("undetermined", {"observed": "unreachable"}, "résultat indéterminé"),
        ("rolled_back", {"observed": "up"}, "retour arrière"),
        ("destroyed", {}, "créneau dépassé"),
    ],
)
def test_each_way_to_end_badly_is_an_incident(outcome, more, shown):
    facts = programme().facts
    subject = "service:portail" if outcome == "rolled_back" else DUMP
    if outcome != "rolled_back":
        facts.agree(subject)
        facts.intend(subject)
    if outcome == "destroyed":
        facts.now = datetime(2026, 6, 6, 9, tzinfo=UTC)
    facts.end(subject, outcome, **more)
    found = rows(built(facts), facts, "closing_incidents")
    assert [row[0] for row in found] == [shown]


def test_a_window_that_was_missed_is_told_when_another_plan_chose_a_new_one():
    story = programme(change=LISTED)
    story.facts.now = datetime(2026, 6, 20, 9, tzinfo=UTC)
    milestones = [one.model_dump(mode="json") for one in story.facts.plan.milestones]
    milestones[0]["window"] = {"opens": "2026-07-01T08:00:00Z", "closes": "2026-07-02T08:00:00Z"}
    adopt(story.facts, milestones=milestones)
    found = rows(built(story.facts), story.facts, "closing_incidents")
    assert [(row[0], row[2]) for row in found] == [
        ("créneau manqué, remplacé par un autre", "Fin des rappels")
    ]


def test_acts_are_counted_by_kind():
    facts = programme().facts
    found = dict(rows(built(facts), facts, "closing_acts"))
    kinds = [one.body["act"] for one in facts.entries if one.kind.value == "act_recorded"]
    assert found["approbation"] == str(kinds.count("approval"))
    assert sum(map(int, found.values())) == len(kinds)


def test_lessons_compare_what_was_declared_with_what_it_took_and_leave_room():
    facts = programme().facts
    paper = built(facts)
    found = rows(paper, facts, "closing_lessons")
    ends = [one.body["verb"] for one in facts.entries if one.kind.value == "outcome_recorded"]
    assert {row[0]: row[1] for row in found}["suppression"] == str(ends.count("destroy"))
    assert {row[4] for row in found} == {"120 minutes"}
    (blank,) = section(paper, facts, "closing_by_hand")
    assert blank["tall"]
    assert {cell["text"] for row in blank["rows"] for cell in row} == {""}


def test_the_longest_waits_come_first_with_whom_was_waited_for():
    story = Programme(change=LISTED)
    story.carry(FEB, MARCH, but={"acceptance_missing"})
    story.carry(datetime(2026, 3, 9, 9, tzinfo=UTC), MAY, JUNE1, JUNE2)
    blocks = section(built(story.facts), story.facts, "closing_lessons")
    waits = [one for one in blocks if one["is"] == "table"][1]
    first = [cell["text"] for cell in waits["rows"][0]]
    assert first[0] == "acceptation"
    assert first[1] == "Agent (directrice)"
    assert first[3] == "7 jours"
    days = [int(row[3]["text"].split()[0]) for row in waits["rows"]]
    assert days == sorted(days, reverse=True)
    assert min(days) > 0


def test_minutes_show_who_signed_them_and_as_what():
    facts = sign_minutes(programme().facts, "holder", "buyer")
    (row,) = rows(built(facts), facts, "closing_minutes")
    assert row[2] == "PV-contract:portail+organisation:ville"
    assert "pour le titulaire" in row[3]
    assert "pour l’acheteur" in row[3]


def test_a_closing_shows_on_the_next_report():
    facts = sign_minutes(programme().facts, "holder")
    closed = facts.act("closure", "plan")
    (signatures,) = section(built(facts), facts, "closing_signing")
    signed = [place for place in signatures["places"] if not place["blank"]]
    assert len(signed) == 1
    assert closed.actor == "cheffe"
    adopt(facts, title="Une copie retrouvée")
    (signatures,) = section(built(facts), facts, "closing_signing")
    assert all(place["blank"] for place in signatures["places"]), "a plan opened it again"


def test_before_anything_the_proof_copy_still_prints():
    facts = Programme(change=LISTED).facts
    for language in ("fr", "en"):
        data = printed(built(facts), facts.plan, language)
        text = str(data)
        assert "‹" not in text
        assert "aucune phrase" not in text
        assert "no sentence" not in text
    assert len(Bin) == 5
