"""Papers built on invented facts, each figure checked, and every word of them as it is printed."""

from datetime import UTC, datetime

from releve.certificates.labels import Labels
from releve.papers.case import Case
from releve.papers.figures import check_figure
from releve.papers.paper import PaperKind, values_of
from releve.papers.registry import MAKINGS, build_paper
from releve.papers.rendering import Edition, paper_data

ACTED = datetime(2026, 6, 2, 9, tzinfo=UTC)
"""An instant within the window of *fermeture* of the small plan."""
COPY = "copy:affiches/replique"
"""What the publisher of the small plan destroys on our order."""


def case_of(facts, about="plan", at=None):
    return Case(
        plan=facts.plan,
        digest=facts.state.plan,
        state=facts.state,
        entries=tuple(facts.entries),
        at=at or facts.now,
        about=about,
    )


def abouts(facts, kind, at=None):
    return tuple(MAKINGS[kind].abouts(case_of(facts, at=at)))


def built(facts, kind, about, at=None):
    """Build a paper and check every figure of it against its sources."""
    case = case_of(facts, about, at)
    paper = build_paper(kind, case)
    for one in values_of(paper):
        check_figure(one, case.origins)
    return paper


def laid_out(facts, kind, about, at=None, language="fr"):
    """Return the data of the template for a paper."""
    paper = built(facts, kind, about, at)
    edition = Edition(
        number="X-1",
        recorded_at=ACTED,
        origin=facts.plan.origin,
        size=len(facts.entries),
        twin="ab" * 32,
        draft=False,
        sealed=False,
    )
    return paper_data(paper, Labels(plan=facts.plan, language=language), edition, [])


def printed(facts, kind, about, at=None, language="fr"):
    """Return every word of a paper, one text a line, as it is laid out."""
    return "\n".join(_texts(laid_out(facts, kind, about, at, language)))


def _texts(part):
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for one in part.values():
            yield from _texts(one)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


def order_issued(facts, subject=COPY, performer="publisher"):
    """Go from the inventory to an order that another performs, its acts cited."""
    if subject.startswith("service:"):
        facts.probe(subject)
        facts.ask(subject)
    else:
        asset = subject.partition(":")[2].partition("/")[0]
        if facts.state.of(f"asset:{asset}").acceptance is None:
            facts.give_back(f"asset:{asset}")
        facts.now = ACTED
        facts.ask(subject, (1, 2, 3))
    facts.now = ACTED
    facts.approve(subject)
    acts = [one.index for one in facts.state.of(subject).approvals]
    facts.intend(subject, acts)
    known = facts.state.of(subject)
    body = {
        "number": f"OE-{known.intent.step[:12]}",
        "performer": performer,
        "request": known.intent.request.digest,
        "document": "sha256:" + "d" * 64,
    }
    return facts.record("order_issued", subject, body)


def paper_issued(facts, kind, about, number):
    """Record that a paper was issued, as ``releve document`` does."""
    before = facts.state.papers.get((PaperKind(kind).value, about), ())
    body = {
        "kind": PaperKind(kind).value,
        "about": about,
        "number": number,
        "language": "fr",
        "content": "sha256:" + "c" * 64,
        "statement": "sha256:" + "e" * 64,
        "pdf": "sha256:" + "f" * 64,
        "seal": "none",
        "subjects": [about],
        "supersedes": before[-1].index if before else None,
    }
    return facts.record("document_issued", about, body)
