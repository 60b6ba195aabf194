"""Written orders, reminders and attestation forms say what the ledger and the plan say."""

import shlex
from argparse import ArgumentParser
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.commands.act import ACT
from releve.certificates.sanitization import MEDIUM_IDENTITY
from releve.errors import EvidenceRefused, UsageError
from releve.model.acts import FIELDS, ActKind
from releve.papers.figures import check_figure
from releve.papers.paper import PaperKind, values_of
from releve.papers.registry import build_paper
from releve.papers.twin import content_digest
from releve.papers.value import Form
from tests.fakes.built_paper import (
    ACTED,
    COPY,
    abouts,
    built,
    case_of,
    order_issued,
    paper_issued,
    printed,
)
from tests.fakes.fact_maker import FactMaker
from tests.fakes.plan_maker import make_plan

ORDER, REMINDER, FORM = PaperKind.ORDER, PaperKind.REMINDER, PaperKind.ATTESTATION_FORM
ALL = (ORDER, REMINDER, FORM)
LATER = ACTED + timedelta(days=9)
UNSAID = ("aucune phrase", "no sentence", "‹")


def told(change=None, **more):
    facts = FactMaker(make_plan(change=change))
    facts.adopt()
    order_issued(facts, **more)
    return facts


def changed(facts, kind, **body):
    """Return the facts with the last entry of a kind about the copy changed."""
    at = max(one.index for one in facts.entries if one.kind.value == kind and one.subject == COPY)
    other = facts.altered()
    other.entries[at] = replace(other.entries[at], body={**other.entries[at].body, **body})
    return other


def test_nothing_is_ordered_before_an_order():
    facts = FactMaker(make_plan())
    facts.adopt()
    facts.give_back("asset:affiches")
    facts.now = ACTED
    facts.agree(COPY, (1, 2, 3))
    facts.intend(COPY)
    assert [abouts(facts, kind) for kind in ALL] == [(), (), ()]
    with pytest.raises(UsageError) as refused:
        build_paper(ORDER, case_of(facts, COPY))
    assert refused.value.code == "paper_about_none"


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_is_known_in_both_languages(kind, language):
    text = printed(told(), kind, COPY, LATER, language)
    assert [one for one in UNSAID if one in text] == []


def test_the_order_says_what_is_asked_of_whom_and_who_authorised_it():
    facts = told()
    text = printed(facts, ORDER, COPY)
    request = facts.state.of(COPY).intent.request
    for said in (
        "Il est demandé à l’éditeur (Editeur) d’exécuter\u00a0: suppression de «\u00a0Replique",
        f"OE-{request.step[:12]}",
        request.step,
        request.digest.removeprefix("sha256:"),
        request.root,
        "du 1er juin 2026, 10:00 (UTC+02:00) au 5 juin 2026, 20:00 (UTC+02:00)",
        "3 enregistrements, 0 octet",
        "Article 12",
        "approbation",
        "attestation@releve",
        "-f observed=absent",
        "--as editrice",
        "gel pour contentieux",
    ):
        assert said in text
    assert text.count("clé personnelle") >= 2


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("order_issued", {"number": "OE-autre"}, "OE-autre"),
        ("request_opened", {"records": 4321}, "4\u202f321 enregistrements"),
        ("request_opened", {"longest_minutes": 75}, "75 minutes"),
        ("request_opened", {"closes": "2026-06-04T18:00:00Z"}, "4 juin 2026, 20:00 (UTC+02:00)"),
    ],
)
def test_the_entry_changes_and_the_order_changes(kind, body, said):
    facts = told()
    other = changed(facts, kind, **body)
    before, after = printed(facts, ORDER, COPY), printed(other, ORDER, COPY)
    assert said not in before
    assert said in after


def test_a_figure_that_no_longer_follows_is_refused():
    facts = told()
    paper = built(facts, ORDER, COPY)
    other = case_of(changed(facts, "request_opened", records=4), COPY)
    (altered,) = [one for one in values_of(paper) if one.raw == 3 and one.form is Form.COUNT]
    with pytest.raises(EvidenceRefused) as refused:
        check_figure(altered, other.origins)
    assert refused.value.code == "paper_figure_differs"


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_command_that_is_printed_is_one(kind, language):
    text = printed(told(), kind, COPY, LATER, language)
    (line,) = [one for one in text.splitlines() if one.startswith("releve act")]
    parser = ArgumentParser()
    ACT.arguments(parser)
    given = parser.parse_args(shlex.split(line)[2:])
    fields = [one.partition("=")[0] for one in given.field]
    assert (given.kind, given.subject, given.signer) == ("attestation", COPY, "editrice")
    assert ["order", *fields] == list(FIELDS[ActKind.ATTESTATION])
    assert given.prepare is not None


def test_what_comes_after_does_not_change_the_order():
    facts = told()
    before = content_digest(built(facts, ORDER, COPY))
    facts.act("attestation", COPY)
    facts.end(COPY, "attested")
    assert content_digest(built(facts, ORDER, COPY, LATER)) == before


def test_the_last_order_counts():
    facts = told()
    facts.act("attestation", COPY)
    facts.end(COPY, "undetermined", observed="undetermined")
    facts.act("reconciliation", COPY)
    facts.give_back("asset:affiches")
    second = order_issued(facts)
    text = printed(facts, ORDER, COPY)
    assert f"(entrée {second.index})" in text


def test_nobody_of_the_roster_may_answer_and_it_is_said():
    others = [one.model_dump(mode="json") for one in make_plan().people if one.id != "editrice"]
    text = printed(told({"people": others}), ORDER, COPY)
    assert "--as à compléter" in text
    assert "Editeur" in text  # the contract's holder is still known


@pytest.mark.parametrize(
    ("performer", "role", "who"),
    [("host", "host", "Etat"), ("establishment", "recipient", "Reseau")],
)
def test_another_performer_is_addressed(performer, role, who):
    people = [one.model_dump(mode="json") for one in make_plan().people]
    for one in people:
        if one["id"] == "tutelle" and role == "host":
            one["roles"] = ["host"]
    change = {"people": people, "assets.affiches.copies.replique.performer": performer}
    text = printed(told(change, performer=performer), ORDER, COPY)
    assert f"({who}) d’exécuter" in text


def test_an_order_about_a_service_speaks_of_no_content():
    change = {"services.portail.performer": "publisher"}
    facts = told(change, subject="service:portail")
    order = printed(facts, ORDER, "service:portail")
    form = printed(facts, FORM, "service:portail")
    assert "-f observed=down" in order
    assert "enregistrement" not in order
    assert "Numéro de série" not in form
    assert "Instantanés" not in form


# ------------------------------------------------------------------------------ reminder


def test_the_reminder_counts_days_and_says_that_the_window_closed():
    text = printed(told(), REMINDER, COPY, LATER)
    assert "Lettre de rappel n°\u00a01" in text
    assert "9 jours" in text
    assert "Le créneau s’est fermé le 5 juin 2026, 20:00, il y a 6 jours" in text
    assert "contrat «\u00a0Portail\u00a0»" in text
    early = printed(told(), REMINDER, COPY, ACTED + timedelta(days=1))
    assert "il se ferme dans 2 jours" in early
    assert "1 jour" in early


def test_a_reminder_is_the_same_all_day_and_another_one_the_day_after():
    facts = told()
    facts.now = LATER
    first = content_digest(built(facts, REMINDER, COPY))
    paper_issued(facts, REMINDER, COPY, "RL-1")
    facts.now = LATER + timedelta(hours=5)
    assert content_digest(built(facts, REMINDER, COPY)) == first
    facts.now = LATER + timedelta(days=3)
    text = printed(facts, REMINDER, COPY)
    assert "Lettre de rappel n°\u00a02" in text
    assert "RL-1" in text
    assert "12 jours" in text


def test_reminders_of_an_earlier_order_do_not_count():
    facts = told()
    facts.now = LATER
    paper_issued(facts, REMINDER, COPY, "RL-1")
    facts.act("attestation", COPY)
    facts.end(COPY, "undetermined", observed="undetermined")
    facts.give_back("asset:affiches")
    order_issued(facts)
    text = printed(facts, REMINDER, COPY, LATER + timedelta(days=1))
    assert "Lettre de rappel n°\u00a01" in text
    assert "RL-1" not in text


def test_no_reminder_once_attested():
    facts = told()
    assert abouts(facts, REMINDER) == (COPY,)
    facts.act("attestation", COPY)
    assert abouts(facts, REMINDER) == ()
    assert abouts(facts, ORDER) == (COPY,)


def test_a_reminder_of_a_service_names_what_must_come_after_it():
    change = {
        "services.rappel.performer": "publisher",
        "services.rappel.active_follow_up": None,
        "services.rappel.milestone": "fermeture",
    }
    facts = told(change, subject="service:rappel")
    paper = built(facts, REMINDER, "service:rappel")
    assert "L’arrêt de «\u00a0Portail\u00a0»" in printed(facts, REMINDER, "service:rappel")
    assert paper.subjects[:2] == ("service:rappel", "service:portail")


def test_papers_about_a_copy_tell_of_its_asset():
    facts = told()
    assert [built(facts, kind, COPY).subjects for kind in ALL] == [("asset:affiches",)] * 3


def test_a_reminder_is_copied_to_the_controller_and_never_to_its_addressee():
    policy = make_plan().policies[2].model_dump(mode="json")
    change = {"policies.destroy": {**policy, "informed": ["publisher", "authority"]}}
    case = case_of(told(change), COPY, LATER)
    copied = next(
        one
        for one in build_paper(REMINDER, case).sections
        if one.heading is not None and one.heading.code == "reminder_copied"
    )
    people = {one.raw for one in values_of(copied) if one.form is Form.TITLE}
    assert {"directrice", "tutelle"} <= people
    assert "editrice" not in people


# ------------------------------------------------------------------------------ form


def test_the_form_asks_every_field_that_identifies_a_medium():
    case = case_of(told(), COPY)
    codes = repr(build_paper(FORM, case))
    assert [
        one for one in MEDIUM_IDENTITY if f"attestation_form_identity_{one}'" not in codes
    ] == []


def test_the_form_is_prefilled_with_the_order_and_lists_the_other_copies():
    facts = told()
    text = printed(facts, FORM, COPY)
    request = facts.state.of(COPY).intent.request
    for said in (f"OE-{request.step[:12]}", request.step, "attesté par Editeur, non constaté"):
        assert said in text
    rows = [one for one in text.splitlines() if one in {"Papier", "Replique", "Paquet"}]
    assert rows == ["Paquet", "Papier"]  # the copy ordered is what the form is about


def test_our_own_copies_are_not_the_performers_to_attest():
    text = printed(told({"assets.affiches.copies.paquet.ours": True}), FORM, COPY)
    assert "Paquet" not in text.splitlines()


def test_in_an_exercise_the_namespace_is_the_exercises():
    text = printed(told({"realm": "rehearsal"}), FORM, COPY)
    assert "attestation.repetition@releve" in text
    assert "EXERCICE – SANS VALEUR" in text
