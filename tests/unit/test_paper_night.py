"""Cards, logbooks and handovers say what the plan and the log say, and lay out well."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connectors.press.typst_press import TypstPress
from releve.canonical import digest
from releve.certificates.labels import Labels
from releve.errors import EvidenceRefused, UsageError
from releve.ledger.note import Note
from releve.papers.case import Case
from releve.papers.exercise import Exercise
from releve.papers.figures import check_figure
from releve.papers.intervention_card import abouts as card_abouts
from releve.papers.paper import PaperKind, values_of
from releve.papers.plain import plain_lines
from releve.papers.registry import MAKINGS, build_paper
from releve.papers.rendering import Edition, paper_data
from releve.papers.shift_handover import check_watch, shift_about
from releve.papers.twin import content_digest
from releve.plan.references import references
from tests.fakes.fact_maker import FactMaker
from tests.fakes.plan_maker import make_plan

CARD, LOG = PaperKind.INTERVENTION_CARD, PaperKind.LOGBOOK
SHIFT = PaperKind.SHIFT_HANDOVER
PORTAIL, RAPPEL = "service:portail", "service:rappel"
MAY = datetime(2026, 5, 25, 8, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
UNSAID = ("aucune phrase", "no sentence", "‹")
NIGHT = {
    "services.portail.night": {
        "call": ["medecin", "exploitante"],
        "spare": ["La base commune", "Le câble bleu"],
    }
}


def told(change=None, now=MAY, realm=None):
    change = {**NIGHT, **(change or {}), **({"realm": realm} if realm else {})}
    facts = FactMaker(make_plan(change=change), now=now)
    facts.documents = {}
    facts.adopt()
    return facts


def noted(facts, text, subject="plan", author="exploitante", salt="0" * 32):
    data = Note(text=text, salt=salt).document()
    facts.documents[digest(data)] = data
    body = {"note": digest(data), "about": subject, "author": author}
    return facts.record("note_recorded", subject, body, actor=author)


def case_of(facts, about="plan", exercise=None):
    return Case(
        plan=facts.plan,
        digest=facts.state.plan,
        state=facts.state,
        entries=tuple(facts.entries),
        at=facts.now,
        about=about,
        document=facts.documents.__getitem__,
        exercise=exercise,
    )


def built(facts, kind, about, exercise=None):
    case = case_of(facts, about, exercise)
    paper = build_paper(kind, case)
    for one in values_of(paper):
        check_figure(one, case.origins)
    return paper


def laid_out(facts, kind, about, language="fr", exercise=None):
    edition = Edition(
        number="X-1",
        recorded_at=facts.now,
        origin=facts.plan.origin,
        size=len(facts.entries),
        twin="ab" * 32,
        draft=False,
        sealed=False,
    )
    paper = built(facts, kind, about, exercise)
    return paper_data(paper, Labels(plan=facts.plan, language=language), edition, [])


def printed(facts, kind, about, language="fr", exercise=None):
    paper = built(facts, kind, about, exercise)
    return "\n".join(plain_lines(paper, Labels(plan=facts.plan, language=language)))


def pages(facts, kind, about):
    """Return how many pages typst lays a paper out on."""
    pdf = TypstPress().pdf("paper", laid_out(facts, kind, about))
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


# ------------------------------------------------------------------------------ the card


def test_cards_are_for_what_cannot_be_undone_and_is_not_done():
    facts = told()
    known = list(card_abouts(case_of(facts)))
    assert known == [
        RAPPEL,
        PORTAIL,
        "service:catalogue",
        "asset:abonnes",
        "copy:abonnes/dump",
        "copy:affiches/paquet",
        "copy:affiches/replique",
        "milestone:rappels",
        "milestone:fermeture",
    ]
    facts.stop(RAPPEL)
    left = list(card_abouts(case_of(facts)))
    assert RAPPEL not in left
    assert "milestone:rappels" not in left
    with pytest.raises(UsageError) as refused:
        build_paper(CARD, case_of(facts, "service:ancien"))
    assert refused.value.code == "paper_about_unknown"


def test_a_service_comes_after_those_it_requires():
    facts = told({"services.rappel.requires": ["portail"], "services.portail.requires": []})
    known = list(card_abouts(case_of(facts)))
    assert known.index(PORTAIL) < known.index(RAPPEL)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", [CARD, LOG, SHIFT])
def test_every_word_is_known_in_both_languages(kind, language):
    facts = told(now=JUNE)
    facts.probe(PORTAIL)
    facts.ask(PORTAIL)
    facts.act("pause", RAPPEL, "exploitante", reason="doute")
    facts.act("hold", "asset:abonnes", "cheffe")
    noted(facts, "La sonde tarde")
    for about in MAKINGS[kind].abouts(case_of(facts)):
        text = printed(facts, kind, about, language)
        assert [one for one in UNSAID if one in text] == [], about


def test_the_card_of_a_stop_says_what_an_operator_needs():
    facts = told(now=JUNE)
    facts.probe(PORTAIL)
    facts.ask(PORTAIL)
    facts.act("approval", PORTAIL, "cheffe")
    text = printed(facts, CARD, PORTAIL)
    for said in (
        "Le créneau ouvre : 1er juin 2026, 10:00 (UTC+02:00)",
        "Le créneau ferme : 5 juin 2026, 20:00 (UTC+02:00)",
        "Commencer au plus tard : 5 juin 2026, 18:00 (UTC+02:00)",
        "un geste peut durer 120 minutes",
        "Approbations signées : 1 sur 2",
        "L’outil arrête portail.service sur serveur",
        "pas encore mesurée",
        "POINT DE NON-RETOUR",
        'releve pause service:portail --as VOTRE-IDENTIFIANT --key VOTRE-CLÉ -r "motif"',
        "releve rollback portail, tant qu’aucune destruction de ses données n’a commencé",
        "au plus tôt le 1er juin 2026, 10:00 (UTC+02:00)",
        "La base commune",
        "Encore en marche sur la même machine (serveur), ne pas y toucher : Rappel",
    ):
        assert said.replace(" :", "\u00a0:") in text.replace(" :", "\u00a0:"), said
    assert "· Portail" not in text
    assert (
        text.index("non-retour") < text.index("POINT DE NON-RETOUR") < text.index("L’outil arrête")
    )


def test_a_night_says_whom_to_call_and_how_to_pause_before_its_acts():
    text = printed(told(now=JUNE), CARD, "milestone:fermeture")
    order = ("releve pause plan", "Qui appeler", "Ce qu’il ne faut pas toucher", "ligne par ligne")
    at = [text.index(one) for one in order]
    assert at == sorted(at)


def test_no_code_of_ours_stands_on_a_card():
    facts = told(now=JUNE)
    for about in MAKINGS[CARD].abouts(case_of(facts)):
        for code in ("unit_still_active", "service_still_answers", "source_changed", "partial"):
            assert code not in printed(facts, CARD, about), about


def test_the_card_follows_the_plan_and_the_log():
    facts = told(now=JUNE)
    before = printed(facts, CARD, PORTAIL)
    longer = told({"policies.shut_down.longest_minutes": 180}, now=JUNE)
    assert "17:00 (UTC+02:00)" not in before
    assert "17:00 (UTC+02:00)" in printed(longer, CARD, PORTAIL)
    moved = told(
        {
            "milestones.fermeture.window": {
                "opens": "2026-06-08T08:00:00Z",
                "closes": "2026-06-08T12:00:00Z",
            }
        },
        now=JUNE,
    )
    assert "8 juin 2026, 12:00 (UTC+02:00)" in printed(moved, CARD, PORTAIL)
    none = told({"milestones.fermeture.window": None})
    assert "Le créneau ouvre : à compléter" in printed(none, CARD, PORTAIL).replace("\u00a0", " ")


def test_the_way_back_ends_with_the_first_destruction():
    facts = told(now=JUNE)
    facts.stop(RAPPEL)
    facts.give_back("asset:abonnes")
    facts.act("visa", "asset:abonnes")
    facts.agree("asset:abonnes")
    assert "releve rollback portail" in printed(facts, CARD, PORTAIL)
    facts.intend("asset:abonnes")
    text = printed(facts, CARD, PORTAIL)
    assert "releve rollback portail" not in text
    assert "Aucun retour pour Portail" in text


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("asset:abonnes", "Aucune commande ne les rend"),
        ("copy:affiches/replique", "son attestation"),
        ("service:catalogue", "Seul le nouveau responsable peut les rendre"),
        ("milestone:fermeture", "ligne par ligne"),
    ],
)
def test_each_act_says_its_own_point_of_no_return(about, said):
    assert said in printed(told(now=JUNE), CARD, about)


def test_people_are_called_in_the_order_of_the_guide_then_the_leads():
    titles = {"people.medecin.title": "Médecin", "people.exploitante.title": "Exploitante"}
    text = printed(told(titles), CARD, PORTAIL)
    assert "1 · Médecin, Ville" in text
    assert "2 · Exploitante, Ville" in text
    assert "3 · Agent, Ville" in text
    assert text.count("Exploitante, Ville") == 1


def test_a_contact_that_nobody_gave_is_to_be_completed():
    assert "1 · Agent, Ville · à compléter" in printed(told(), CARD, PORTAIL)
    given = printed(told({"people.medecin.contact": "01 99 00 00 00"}), CARD, PORTAIL)
    assert "1 · Agent, Ville · 01 99 00 00 00" in given


def test_without_a_guide_the_leads_are_called():
    text = printed(told(), CARD, RAPPEL)
    assert text.count("Agent, Ville") == 3
    assert "le plan ne dit rien d’autre" in text


# ------------------------------------------------------------------------------ durations


def stopped_in(facts, subject, minutes):
    facts.probe(subject)
    if subject == RAPPEL:
        facts.act("relay", subject)
    facts.ask(subject)
    facts.approve(subject)
    facts.intend(subject)
    facts.now += timedelta(minutes=minutes)
    facts.end(subject, "stopped", observed="down")


def test_an_exercise_measures_its_own_durations_up_to_now():
    facts = told(now=JUNE, realm="rehearsal")
    assert "pas encore mesurée" in printed(facts, CARD, PORTAIL)
    stopped_in(facts, RAPPEL, 7)
    assert "au plus 7 minutes (sur Rappel)" in printed(facts, CARD, PORTAIL)
    facts.entries[-1] = replace(
        facts.entries[-1], recorded_at=facts.now + timedelta(minutes=4, seconds=1)
    )
    assert "au plus 12 minutes (sur Rappel)" in printed(facts, CARD, PORTAIL)


def test_a_real_log_rehearses_nothing():
    facts = told(now=JUNE)
    stopped_in(facts, RAPPEL, 7)
    assert "pas encore mesurée" in printed(facts, CARD, PORTAIL)


def test_the_exercise_that_was_read_is_named():
    other = told(now=JUNE, realm="rehearsal")
    stopped_in(other, RAPPEL, 7)
    stopped_in(other, PORTAIL, 3)
    exercise = Exercise(origin="releve/essai", root="ab" * 32, entries=tuple(other.entries))
    text = printed(told(now=JUNE), CARD, PORTAIL, exercise=exercise)
    assert "3 minutes" in text
    third = told({"services.catalogue.outcome": "stopped"}, now=JUNE)
    longest = printed(third, CARD, "service:catalogue", exercise=exercise)
    assert "au plus 7 minutes (sur Rappel)" in longest
    assert f"releve/essai, {len(other.entries)} entrées, tête abababababababab…" in text
    assert "ne les prouve pas" in text
    english = printed(told(now=JUNE), CARD, "milestone:fermeture", "en", exercise=exercise)
    assert "7 minutes at most (on Rappel)" not in english
    assert "3 minutes" in english


# ------------------------------------------------------------------------------ the logbook


def test_the_logbook_tells_notes_and_acts_in_order():
    facts = told(now=JUNE)
    noted(facts, "Début de quart")
    facts.probe(PORTAIL)
    facts.ask(PORTAIL)
    facts.approve(PORTAIL)
    facts.intend(PORTAIL)
    facts.end(PORTAIL, "stopped", observed="down")
    noted(facts, "Correction : quart commencé à 10:00", PORTAIL)
    text = printed(facts, LOG, "plan").replace("\u00a0", " ")
    lines = [one for one in text.splitlines() if " · " in one]
    order = (
        "Plan adopté",
        "Note : Début de quart",
        "Sonde : constaté en marche",
        "Demande ouverte : arrêt du service",
        "Acte signé : approbation",
        "Point de non-retour : arrêt du service",
        "Résultat : arrêt, constaté arrêté",
        "Note : Correction",
    )
    at = [next(n for n, line in enumerate(lines) if said in line) for said in order]
    assert at == sorted(at)
    assert "Agent (exploitante)" in lines[1]
    assert "1er juin 2026, 11:00" in lines[1]
    assert "Dont notes : 2" in text


def test_a_milestone_has_the_logbook_of_its_own_subjects():
    facts = told(now=MAY)
    noted(facts, "avant, de l'ensemble")
    noted(facts, "avant, du portail", PORTAIL)
    facts.now = JUNE
    noted(facts, "pendant, de l'ensemble")
    noted(facts, "pendant, du rappel", RAPPEL)
    text = printed(facts, LOG, "milestone:fermeture")
    assert "avant, du portail" in text
    assert "pendant, de l'ensemble" in text
    assert "avant, de l'ensemble" not in text
    assert "du rappel" not in text
    facts.now = JUNE + timedelta(days=9)
    noted(facts, "après, de l'ensemble")
    assert "après, de l'ensemble" not in printed(facts, LOG, "milestone:fermeture")


def test_an_empty_logbook_says_so():
    facts = told({"milestones.fermeture.window": None})
    assert "Rien n’est noté" in printed(facts, LOG, "milestone:fermeture")


@pytest.mark.parametrize(("kind", "about"), [(LOG, "plan"), (SHIFT, shift_about("exploitante"))])
def test_what_the_log_tells_of_a_paper_does_not_tell_the_words_of_its_notes(kind, about):
    """Its content's digest is in the ledger: whoever reads it could try likely words."""
    said = []
    for salt in ("0" * 32, "1" * 32):
        facts = told()
        noted(facts, "La sonde tarde", salt=salt)
        said.append(content_digest(built(facts, kind, about)))
        assert salt not in printed(facts, kind, about)
    assert said[0] != said[1]


def test_a_note_whose_document_was_changed_is_refused():
    facts = told()
    entry = noted(facts, "RAS")
    facts.documents[entry.body["note"]] = b"{}"
    with pytest.raises(EvidenceRefused) as refused:
        built(facts, LOG, "plan")
    assert refused.value.code == "logbook_note_malformed"


# ------------------------------------------------------------------------------ the handover


def test_the_handover_says_what_is_open():
    facts = told(now=MAY)
    about = shift_about("exploitante", "cheffe")
    quiet = printed(facts, SHIFT, about)
    assert "Rien n’est engagé" in quiet
    assert "Rien n’est suspendu ni gelé" in quiet
    assert "Rien n’est noté" in quiet
    assert "Fermeture et destruction · 1er juin 2026, 10:00 (UTC+02:00)" in quiet
    assert "7 jours" in quiet
    assert f"entrée {len(facts.entries) - 1}" in quiet
    facts.now = JUNE
    facts.probe(PORTAIL)
    facts.ask(PORTAIL)
    facts.approve(PORTAIL)
    intent = facts.intend(PORTAIL)
    facts.act("pause", RAPPEL, "exploitante", reason="doute sur la sonde")
    noted(facts, "La sonde tarde", PORTAIL)
    text = printed(facts, SHIFT, about)
    assert f"Portail · arrêt du service · 1er juin 2026, 11:00 · {intent.index}" in text
    assert "ne relancez rien" in text
    assert f"entrée {intent.index - 1}" in text
    assert "Rappel · suspendu" in text
    assert "doute sur la sonde" in text
    assert "La sonde tarde" in text
    assert "ouvert" in text


def test_two_people_sign_and_no_others():
    facts = told()
    data = laid_out(facts, SHIFT, shift_about("exploitante", "cheffe"))
    places = data["sections"][-1]["blocks"][0]["places"]
    assert [one["blank"] for one in places] == [True, True]
    assert all("Personne d'exercice" in one["who"] for one in places)
    alone = laid_out(facts, SHIFT, shift_about("exploitante"))
    assert alone["sections"][-1]["blocks"][0]["places"][1]["who"] == ""


@pytest.mark.parametrize("people", [("medecin", None), ("exploitante", "medecin"), ("x", None)])
def test_only_who_holds_the_watch_hands_it_over(people):
    with pytest.raises(UsageError) as refused:
        check_watch(case_of(told()), *people)
    assert refused.value.code == "shift_person_unknown"
    assert "exploitante" in refused.value.facts["known"]


# ------------------------------------------------------------------------------ the sheet


LONG = "Ligne de service au nom interminable qui ne finit pas " * 4


def test_a_card_holds_on_one_page():
    facts = told(now=JUNE)
    for about in ("asset:abonnes", PORTAIL, "service:catalogue", "copy:affiches/replique"):
        assert pages(facts, CARD, about) == 1, about


def test_very_long_names_and_two_hundred_lines_lay_out():
    facts = told({"services.portail.name": LONG[:200]}, now=JUNE)
    for _ in range(200):
        noted(facts, "n" * 900)
    assert pages(facts, LOG, "plan") > 5
    assert pages(facts, CARD, PORTAIL) <= 2
    assert pages(facts, SHIFT, shift_about("exploitante")) <= 6


# ------------------------------------------------------------------------------ the plan


def test_somebody_to_call_who_is_not_in_the_plan_is_seen():
    guide = {"call": ["cheffe", "personne"], "spare": []}
    plan = make_plan(change={"services.portail.night": guide})
    lost = [one for one in references(plan) if one.name is not None and one.name not in one.known]
    assert [(one.kind, one.name) for one in lost] == [("person", "personne")]
    assert lost[0].path == ("services", 1, "night", "call", 1)
