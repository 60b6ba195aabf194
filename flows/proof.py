"""Print a plan on disk before anybody adopts it, by the builder that prints adopted ones.

No ledger is opened and nothing is recorded: it is a proof copy, to be read and argued about.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flows.desk import loose_press
from releve.certificates.labels import Labels
from releve.ledger.state import EMPTY
from releve.model.ids import PLAN_SUBJECT
from releve.papers.case import Case
from releve.papers.figures import check_figure
from releve.papers.number import paper_number
from releve.papers.paper import PaperKind, values_of
from releve.papers.registry import build_paper
from releve.papers.rendering import TEMPLATE, Edition, paper_data
from releve.plan.reader import read_plan


def proof_of_plan(path: Path, overlays: Sequence[Path], at: datetime, language: str) -> bytes:
    """Return the PDF of a plan « Projet, non adopté », with its overlays laid over in order.

    Raises:
        PlanError: the first defect of its files.

    """
    found = read_plan(path, tuple(overlays))
    plan, kind = found.plan, PaperKind.REVERSIBILITY_PLAN
    case = Case(plan=plan, digest=found.digest, state=EMPTY, entries=(), at=at)
    paper = build_paper(kind, case)
    for value in values_of(paper):
        check_figure(value, case.origins)
    edition = Edition(
        number=paper_number(plan.programme, plan.realm, kind, PLAN_SUBJECT),
        recorded_at=at,
        origin=plan.origin,
        size=0,
        twin=None,
        draft=True,
        sealed=False,
    )
    labels = Labels(plan=plan, language=language)
    return loose_press().pdf(TEMPLATE, paper_data(paper, labels, edition, []))
