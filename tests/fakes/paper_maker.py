"""Papers issued in the story of `evidence_maker`, each part of which can be bent before signing."""

from datetime import timedelta

from releve import canonical
from releve.canonical import digest
from releve.ledger.state import fold
from releve.model.evidence import EntryKind
from releve.papers.case import Case
from releve.papers.number import paper_number
from releve.papers.paper import Paper, PaperKind, Row, Rows, Section
from releve.papers.twin import PAYLOAD_TYPE, Identity, build_twin
from releve.papers.value import Form, say


def case_of(maker, about="plan", at=None):
    """The case of a paper on what the story has recorded so far."""
    return Case(
        plan=maker.plan,
        digest=maker.adopted,
        state=fold(maker.entries),
        entries=tuple(maker.entries),
        at=at or maker.entries[-1].at,
        about=about,
    )


def small_paper(case, kind=PaperKind.COVERAGE):
    """A paper with one value of each kind of source."""
    outcome = next(one for one in case.entries if one.kind is EntryKind.OUTCOME_RECORDED)
    exported = next(one for one in case.entries if one.kind is EntryKind.PACKAGE_EXPORTED)
    values = {
        "title": case.planned(Form.QUOTE, "contracts", 0, "title"),
        "records": case.fact(Form.COUNT, exported.index, "body", "records"),
        "octets": case.fact(Form.OCTETS, exported.index, "body", "octets"),
        "when": case.when(outcome.index),
        "day": case.day(outcome.index),
        "days": case.between(Form.DAYS, case.when(0), case.now()),
        "assets": case.counted(f"plan#/assets/{at}" for at in range(len(case.plan.assets))),
        "state": case.code("yes", outcome.index),
    }
    rows = tuple(Row(label=say("label_contract"), value=one) for one in values.values())
    return Paper(
        kind=kind,
        about=case.about,
        title=say("paper_kind_coverage"),
        lead=say("paper_kind_coverage"),
        sections=(Section(heading=None, blocks=(Rows(rows=rows),)),),
    )


def issue_paper(maker, name="paper", *, about="plan", bend=None, body=None, pdf=b"%PDF-1.7 essai"):
    """Issue a paper in the story. ``bend`` changes the statement before it is signed."""
    case = case_of(maker, about)
    before = case.state.papers.get((PaperKind.COVERAGE.value, about), ())
    identity = Identity(
        kind=PaperKind.COVERAGE,
        about=about,
        number=paper_number(
            maker.plan.programme, maker.realm, PaperKind.COVERAGE, about, len(before) + 1
        ),
        language="fr",
        supersedes=before[-1].index if before else None,
    )
    statement = build_twin(identity, small_paper(case), case, maker.checkpoint())
    if bend is not None:
        told = canonical.decode(statement)
        bend(told["predicate"], told)
        told["predicate"]["content"] = digest(canonical.encode(told["predicate"]["paper"]))
        statement = canonical.encode(told)
    predicate = canonical.decode(statement)["predicate"]
    recorded = {
        **{n: predicate[n] for n in ("kind", "about", "number", "language", "content", "subjects")},
        "supersedes": predicate["supersedes"],
        "statement": maker.keep(maker.seal.sign(statement, PAYLOAD_TYPE)),
        "pdf": maker.keep(pdf),
        "seal": "none",
    }
    maker.now += timedelta(minutes=1)
    return maker.record(name, EntryKind.DOCUMENT_ISSUED, "plan", recorded | (body or {}))
