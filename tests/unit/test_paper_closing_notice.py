"""A closing notice says what the plan says, phone first, in plain words, and nothing invented."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.press.typst_press import TypstPress
from releve.certificates.labels import Labels
from releve.errors import StepRefused, UsageError
from releve.papers.case import Case
from releve.papers.paper import PaperKind
from releve.papers.plain import plain_lines
from releve.papers.registry import MAKINGS, build_paper
from releve.papers.twin import content_digest
from releve.plan.notices import notice_about
from releve.plan.reader import read_plan
from releve.plan.rules import missing
from releve.textes import sentence, sentences
from tests.fakes.built_paper import abouts, built, laid_out
from tests.fakes.fact_maker import FactMaker
from tests.fakes.plan_maker import NOTIFIED, make_plan, notice

NOTICE = PaperKind.CLOSING_NOTICE
PATIENTS = notice_about("rappel", "patients")
NOW = datetime(2026, 2, 20, 8, tzinfo=UTC)
UNSAID = ("aucune phrase", "no sentence", "‹")


def told(change=None, **of_patients):
    given = [notice("professionals"), notice("patients", **of_patients)]
    change = NOTIFIED | {"services.rappel.notices": given} | (change or {})
    facts = FactMaker(make_plan(change=change), now=NOW)
    facts.adopt()
    return facts


def printed(facts, about=PATIENTS, language="fr"):
    paper = built(facts, NOTICE, about)
    return "\n".join(plain_lines(paper, Labels(plan=facts.plan, language=language))).replace(
        "\u00a0", " "
    )


def case_of(facts, about=PATIENTS):
    return Case(
        plan=facts.plan,
        digest=facts.state.plan,
        state=facts.state,
        entries=tuple(facts.entries),
        at=facts.now,
        about=about,
    )


def test_there_is_one_for_each_service_and_audience():
    assert abouts(told(), NOTICE) == (notice_about("rappel", "professionals"), PATIENTS)
    with pytest.raises(UsageError) as refused:
        build_paper(NOTICE, case_of(told(), "service:rappel+establishments"))
    assert refused.value.code == "paper_about_unknown"


def test_phone_and_place_come_first():
    lines = printed(told()).splitlines()
    assert lines[0] == "Le service Rappel ferme"
    assert lines[1] == "Une question ? Téléphone : 01 99 00 00 00"
    assert lines[2].strip() == "Adresse : 1 rue de l'Exemple"


def test_it_says_what_closes_when_what_replaces_it_and_where_documents_are():
    text = printed(told())
    for said in (
        "Le service Rappel s’arrête.",
        "La date : entre le 2 mars 2026 et le 4 mars 2026.",
        "Le responsable de ce service : Ville.",
        "Un autre outil.",
        "Chez vous.",
        "Vos droits",
        "01 99 00 00 09",
        "CNIL",
    ):
        assert said in text, said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"opens": "2026-03-02T08:00:00Z", "closes": "2026-03-02T18:00:00Z"},
            "La date : le 2 mars 2026.",
        ),
        (None, "La date : au plus tard le 31 mars 2026."),
    ],
)
def test_the_date_is_the_windows_else_the_due_day(change, said):
    assert said in printed(told({"milestones.rappels.window": change}))


@pytest.mark.parametrize(
    ("precision", "said"),
    [("season", "La date : hiver 2026. Le jour"), ("year", "avant la fin de 2026. Le jour")],
)
def test_an_imprecise_due_date_stays_imprecise(precision, said):
    due = {"on": "2026-02-28", "precision": precision}
    facts = told({"milestones.rappels.window": None, "milestones.rappels.due": due})
    assert said in printed(facts)
    assert "28" not in printed(facts)


def test_nothing_to_do_is_said_only_where_the_plan_says_so():
    assert "devez faire" not in printed(told())
    assert "rien à faire" not in printed(told())
    assert "Vous n'avez rien à faire." in printed(told(to_do="Vous n'avez rien à faire."))


def test_nobody_is_told_that_a_live_follow_up_answers_no_more():
    assert "ne répondra plus" not in printed(told())
    change = {"services.portail.notices": [notice("patients")]}
    assert "ne répondra plus" in printed(told(change), notice_about("portail", "patients"))


def test_the_notices_of_the_exercise_are_whole():
    folder = Path(__file__).parents[2] / "runbooks" / "predice"
    plan = read_plan(folder / "plan.yaml", (folder / "rehearsal.yaml",)).plan
    facts = FactMaker(plan, now=NOW)
    facts.adopt()
    known = abouts(facts, NOTICE)
    assert len(known) > 20
    for about in known:
        MAKINGS[NOTICE].complete(case_of(facts, about))
        assert "à compléter" not in printed(facts, about)
    real = read_plan(folder / "plan.yaml").plan
    counted = [one for one in missing(real) if "notices" in one]
    assert len(counted) == 5 * len(known)


def test_a_service_handed_over_goes_on():
    change = {"services.catalogue.notices": [notice("patients")]}
    text = printed(told(change), notice_about("catalogue", "patients"))
    assert "Le service Catalogue continue." in text
    assert "Reseau en devient responsable." in text
    assert "ferme" not in text


@pytest.mark.parametrize("member", ["phone", "place", "documents_went", "replaced_by", "dpo"])
def test_what_lacks_is_shown_on_a_proof_and_refused_for_good(member):
    facts = told(**{member: None})
    assert "à compléter" in printed(facts)
    with pytest.raises(StepRefused) as refused:
        MAKINGS[NOTICE].complete(case_of(facts))
    assert refused.value.code == "notice_incomplete"
    assert refused.value.facts["fields"] == (member,)
    assert member in sentence("notice_incomplete", refused.value.facts)


def test_a_whole_notice_is_issued():
    MAKINGS[NOTICE].complete(case_of(told()))


def test_every_fact_of_the_plan_changes_the_notice():
    before = content_digest(built(told(), NOTICE, PATIENTS))
    for change in (
        {"phone": "01 99 00 00 01"},
        {"place": "2 rue"},
        {"documents_went": "Ailleurs."},
        {"replaced_by": "Rien."},
        {"dpo": "autre"},
        {"to_do": "Venez."},
    ):
        assert content_digest(built(told(**change), NOTICE, PATIENTS)) != before
    later = {"opens": "2026-03-03T08:00:00Z", "closes": "2026-03-05T18:00:00Z"}
    moved = told({"milestones.rappels.window": later})
    assert content_digest(built(moved, NOTICE, PATIENTS)) != before


def test_time_and_the_log_alone_change_nothing():
    facts = told()
    before = content_digest(built(facts, NOTICE, PATIENTS))
    facts.now = datetime(2026, 2, 28, 8, tzinfo=UTC)
    facts.probe("service:rappel")
    assert content_digest(built(facts, NOTICE, PATIENTS)) == before


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("audience", ["professionals", "establishments", "patients"])
def test_every_word_is_known(language, audience):
    facts = told({"services.rappel.notices": [notice(audience, to_do="Venez.")]})
    text = printed(facts, notice_about("rappel", audience), language)
    assert [one for one in UNSAID if one in text] == []


def test_sentences_are_short_and_claim_no_label():
    for language in ("fr", "en"):
        for code, text in sentences(language).items():
            if not code.startswith("doc_closing_notice_"):
                continue
            assert "FALC" not in text
            assert "facile à lire" not in text.lower()
            bare = re.sub(r"\{[^}]*\}", "", text)
            assert all(len(one.split()) <= 15 for one in re.split(r"[.:?]", bare)), code


def pages(data):
    """Return how many pages typst lays a notice out on."""
    pdf = TypstPress().pdf("paper", data)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_notice_is_large_and_holds_on_one_sheet():
    data = laid_out(told(to_do="Vous n'avez rien à faire."), NOTICE, PATIENTS)
    assert data["layout"] == "large"
    assert pages(data) == 1
    long = "Une phrase assez longue, comme un plan en écrit parfois quand il veut tout dire. " * 6
    wordy = laid_out(told(documents_went=long, replaced_by=long), NOTICE, PATIENTS)
    assert pages(wordy) == 2
