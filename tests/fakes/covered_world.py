"""A small programme whose plan lists our own packages too, and readings of its coverage."""

from datetime import UTC, datetime

from releve.canonical import digest
from releve.certificates.labels import Labels
from releve.papers.case import Case
from releve.papers.rendering import Edition, paper_data
from releve.plan.closure import current_documents
from releve.plan.coverage import Adopted, coverage
from releve.plan.reader import canonical_bytes
from tests.fakes.plan_maker import make_plan, plan_digest
from tests.fakes.programme import Programme

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAY = datetime(2026, 5, 20, 8, tzinfo=UTC)
JUNE1 = datetime(2026, 6, 1, 9, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
JUNE12 = datetime(2026, 6, 12, 9, tzinfo=UTC)
A, DUMP, NIGHT, KEPT = "asset:abonnes", "copy:abonnes/dump", "copy:abonnes/nuit", "asset:affiches"


def package(name):
    """The plan's own line for what we hold in `packages/<name>`."""
    return {
        "id": "notre-paquet",
        "title": "Notre paquet",
        "nature": "paquet",
        "ours": True,
        "medium": {"kind": "files", "endpoint": "paquets", "path": name},
        "performer": "us",
        "fate": "destroyed",
        "milestone": "fermeture",
    }


def copies(asset):
    plan = make_plan().model_dump(mode="json")
    found = next(one for one in plan["assets"] if one["id"] == asset)
    return [*found["copies"], package(asset)]


LISTED = {f"assets.{one}.copies": copies(one) for one in ("abonnes", "affiches")}
"""What the base plan leaves out: our own packages."""
ONE = {"assets.abonnes.copies": LISTED["assets.abonnes.copies"]}


def programme(*instants, change=None, **more):
    story = Programme(change=LISTED | (change or {}), **more)
    return story.carry(FEB, MARCH, MAY, JUNE1, JUNE2, *instants)


def adopted(facts):
    return tuple(
        Adopted(index=one.index, plan=facts.plans[one.body["plan"]])
        for one in facts.entries
        if one.kind.value == "plan_adopted"
    )


def covered(facts, *, at=None, agenda=True):
    shown = facts.agenda() if agenda else None
    return coverage(adopted(facts), facts.state, at or facts.now, shown)


def lacking(facts, **more):
    return {one.subject: one.lacks for one in covered(facts, **more).open}


def line(facts, subject, **more):
    (found,) = [one for one in covered(facts, **more).lines if one.subject == subject]
    return found


def adopt(facts, *, without=(), **change):
    """Adopt the plan without some subjects, its members changed."""
    plan = facts.plan.model_dump(mode="json")
    plan["assets"] = [one for one in plan["assets"] if one["id"] not in without]
    for one in plan["assets"]:
        one["copies"] = [
            copy for copy in one["copies"] if f"copy:{one['id']}/{copy['id']}" not in without
        ]
        one["requires"] = [name for name in one["requires"] if name not in without]
    made = type(facts.plan).model_validate({**plan, **change})
    facts.plans[plan_digest(made)] = made
    facts.adopt(made)
    return facts


def expired(performer="host"):
    """The programme carried on, a copy that somebody holds past the day it expires."""
    listed = copies("abonnes")
    listed[1] |= {"performer": performer, "medium": {"kind": "external", "described_as": "Nuit"}}
    story = programme(change={"assets.abonnes.copies": listed})
    story.facts.now = JUNE12
    return story.facts


def case_of(facts, **more):
    """Return the case of a paper on these facts, every plan adopted being readable."""
    documents = {plan_digest(one): canonical_bytes(one) for one in facts.plans.values()}
    known = {
        "plan": facts.plan,
        "digest": facts.state.plan,
        "state": facts.state,
        "entries": tuple(facts.entries),
        "at": facts.now,
        "document": documents.__getitem__,
    }
    return Case(**known | more)


def printed(paper, plan, language="fr"):
    """Return what the template lays out of a paper."""
    edition = Edition(
        number="PC-X",
        recorded_at=datetime(2026, 7, 1, tzinfo=UTC),
        origin="releve/mediatheque",
        size=3,
        twin="ab" * 32,
        draft=False,
        sealed=False,
    )
    return paper_data(paper, Labels(plan=plan, language=language), edition, [])


KINDS = ("coverage", "closing_report")


def issue(facts, kind, *, mark=""):
    """Record that a document about the programme was issued."""
    before = facts.state.papers.get((kind, "plan"), ())
    body = {
        "kind": kind,
        "about": "plan",
        "number": f"{kind}-{len(before) + 1}",
        "language": "fr",
        "content": digest(kind.encode()),
        "statement": digest(f"{kind} {len(before)} {mark}".encode()),
        "pdf": digest(b"pdf"),
        "seal": "none",
        "subjects": [],
        "supersedes": before[-1].index if before else None,
    }
    return facts.record("document_issued", "plan", body)


def ready(facts=None):
    """A programme carried to its end, its two documents issued."""
    found = facts or programme().facts
    for kind in KINDS:
        issue(found, kind)
    return found


def close(facts, signer="cheffe", **fields):
    """Close the programme on its documents as they stand."""
    named = current_documents(facts.state)
    return facts.deposit(facts.draft("closure", "plan", signer, **named | fields))
