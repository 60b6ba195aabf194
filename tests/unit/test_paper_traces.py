"""Every number and date of a paper comes from an entry or the plan: change it, the paper changes.

A whole programme is told in memory, each kind of paper is built from it, and each fact that one of
its figures cites is changed in turn: the paper built again must differ, or be refused.
"""

import copy
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from releve.certificates.labels import Labels
from releve.errors import ReleveError
from releve.ledger.state import fold
from releve.model.time import instant_text, parse_instant
from releve.papers.case import Case
from releve.papers.figures import check_figure
from releve.papers.paper import PaperKind, values_of
from releve.papers.registry import MAKINGS
from releve.papers.rendering import Edition, paper_data
from releve.papers.twin import encoded
from releve.papers.value import FIGURES
from tests.fakes.programme import Programme

MOST = 60
"""Facts changed a paper: the others of the same paper are of the same kinds."""


NOTICE = {
    "audience": "patients",
    "phone": "3000",
    "place": "12 rue d'essai",
    "documents_went": "Chez votre médecin.",
    "replaced_by": "Rien.",
    "dpo": "dpo@exemple.invalid",
}


@pytest.fixture(scope="module")
def programmes():
    """A programme told to its end, its slip issued on the way; and one that owes notices."""
    whole = carried(Programme())
    slip, making = PaperKind.ELIMINATION_SLIP, MAKINGS[PaperKind.ELIMINATION_SLIP]
    about = next(iter(making.abouts(case_of(whole.facts, occasion([whole], making)[1]))))
    body = {"kind": slip.value, "about": about, "number": "BE-1", "subjects": [], "seal": "none"}
    digests = dict.fromkeys(("content", "statement", "pdf"), "sha256:" + "0" * 64)
    told = {**body, **digests, "language": "fr", "supersedes": None}
    whole.facts.record("document_issued", "plan", told)
    return [whole, carried(Programme(change={"services.portail.notices": [NOTICE]}))]


def carried(made):
    windows = [one.window for one in made.facts.plan.milestones if one.window is not None]
    instants = sorted({at for one in windows for at in (one.opens, one.opens + timedelta(hours=1))})
    return made.carry(*[at for at in instants if at >= made.facts.now])


def case_of(facts, entries, about="plan"):
    state = fold(entries)
    return Case(
        plan=facts.plan,
        digest=state.plan,
        state=state,
        entries=tuple(entries),
        at=entries[-1].at,
        about=about,
        document=lambda _digest: b"{}",
    )


def bumped(value):
    """Another value of the same kind: one more, one day later, another text."""
    if isinstance(value, int):
        return value + 1
    if re.fullmatch(r"-?\d+", value):
        return str(int(value) + 1)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    if re.match(r"\d{4}-\d\d-\d\dT", value):
        return instant_text(parse_instant(value) + timedelta(days=1))
    return value + " autre"


def changed(entry, pointer):
    """Return an entry with one member bumped; ``None`` where it is the entry's own index."""
    steps = pointer.split("/")[1:]
    if steps[0] in {"recorded_at", "rehearsed_at"}:
        return replace(entry, **{steps[0]: getattr(entry, steps[0]) + timedelta(days=1)})
    if steps[0] != "body":
        return None
    body = copy.deepcopy(dict(entry.body))
    part = body
    for step in steps[1:-1]:
        part = part[int(step)] if isinstance(part, list | tuple) else part[step]
    last = int(steps[-1]) if isinstance(part, list | tuple) else steps[-1]
    part[last] = bumped(part[last])
    return replace(entry, body=body)


def facts_cited(paper):
    """The members of entries that the figures of a paper cite, each once."""
    for value in values_of(paper):
        if value.form in FIGURES:
            for source in value.sources:
                if source.startswith("journal/") and source.partition("#")[2]:
                    yield source


def occasion(programmes, making):
    """A story as far as it goes, or the last moment of it when there was something to tell."""
    for one in programmes:
        for size in range(len(one.facts.entries), 1, -3):
            entries = list(one.facts.entries[:size])
            if any(making.abouts(case_of(one.facts, entries))):
                return one.facts, entries
    return programmes[0].facts, list(programmes[0].facts.entries)


@pytest.mark.parametrize("kind", sorted(MAKINGS), ids=str)
def test_a_changed_fact_changes_the_paper(programmes, kind):
    making = MAKINGS[kind]
    facts, entries = occasion(programmes, making)
    tried, built = set(), 0
    for about in making.abouts(case_of(facts, entries)):
        case = case_of(facts, entries, about)
        try:
            paper = making.build(case)
        except ReleveError:
            continue
        built += 1
        for value in values_of(paper):
            check_figure(value, case.origins)
        first = encoded(paper)
        assert encoded(making.build(case_of(facts, entries, about))) == first
        for source in dict.fromkeys(facts_cited(paper)):
            place, _, pointer = source.partition("#")
            index = int(place.removeprefix("journal/"))
            if (pointer, about) in tried or len(tried) >= MOST:
                continue
            other = changed(entries[index], pointer)
            if other is None:
                continue
            tried.add((pointer, about))
            bent = [*entries[:index], other, *entries[index + 1 :]]
            try:
                again = encoded(making.build(case_of(facts, bent, about)))
            except (ReleveError, KeyError):
                continue
            assert again != first, f"{kind} {about}: {source} changed nothing"
    assert built or kind in UNBUILT, f"{kind} was never built"


UNBUILT = {PaperKind.NON_DESTRUCTION, PaperKind.ARCHIVES_LETTER}
"""What these programmes give no occasion for; each has facts changed in a test of its own."""


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", sorted(MAKINGS), ids=str)
def test_every_word_of_a_paper_has_its_sentence(programmes, kind, language):
    making = MAKINGS[kind]
    facts, entries = occasion(programmes, making)
    for about in list(making.abouts(case_of(facts, entries)))[:2]:
        case = case_of(facts, entries, about)
        try:
            paper = making.build(case)
        except ReleveError:
            continue
        labels = Labels(plan=facts.plan, language=language)
        told = {"number": "N", "recorded_at": case.at, "origin": "o", "size": 0, "twin": None}
        data = paper_data(paper, labels, Edition(**told, draft=True, sealed=False), [])
        assert data["sections"]
        assert "‹" not in str(data), "a sentence lacks a fact"
        assert "aucune phrase" not in str(data), "a code has no sentence"
        assert "no sentence is written" not in str(data)
