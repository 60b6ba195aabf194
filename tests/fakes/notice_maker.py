"""Closing notices in the story of `evidence_maker`: issued as papers, then said to be sent."""

from datetime import timedelta

from releve.model.acts import ActKind
from releve.model.evidence import EntryKind
from releve.model.paperwork import Audience, Notice
from releve.papers.number import paper_number
from releve.papers.paper import PaperKind
from releve.papers.registry import build_paper
from releve.papers.twin import PAYLOAD_TYPE, Identity, build_twin, content_digest
from releve.plan.notices import notice_about
from tests.fakes.evidence_maker import SERVICE, make_plan
from tests.fakes.paper_maker import case_of

NOTICE = PaperKind.CLOSING_NOTICE


def notified_plan(**more):
    """The plan of the story, where patients are told before the service stops."""
    plan = make_plan(**more)
    notice = Notice(
        audience=Audience.PATIENTS,
        phone="01 99 00 00 00",
        place="1 rue de l'Exemple",
        documents_went="Chez vous.",
        replaced_by="Un autre outil.",
        dpo="01 99 00 00 09",
    )
    service = plan.services[0].model_copy(update={"notices": (notice,)})
    return plan.model_copy(update={"services": (service,)})


def issue_notice(maker, name="notice-paper", *, pdf=b"%PDF-1.7 avis"):
    """Issue the notice for patients; return the digest of its twin."""
    about = notice_about("vigie", "patients")
    case = case_of(maker, about)
    paper = build_paper(NOTICE, case)
    before = case.state.papers.get((NOTICE.value, about), ())
    identity = Identity(
        kind=NOTICE,
        about=about,
        number=paper_number(maker.plan.programme, maker.realm, NOTICE, about, len(before) + 1),
        language="fr",
        supersedes=before[-1].index if before else None,
    )
    statement = build_twin(identity, paper, case, maker.checkpoint())
    twin = maker.keep(maker.seal.sign(statement, PAYLOAD_TYPE))
    body = {
        "kind": NOTICE.value,
        "about": about,
        "number": identity.number,
        "language": "fr",
        "content": content_digest(paper),
        "statement": twin,
        "pdf": maker.keep(pdf),
        "seal": "none",
        "subjects": list(paper.subjects),
        "supersedes": identity.supersedes,
    }
    maker.now += timedelta(minutes=1)
    maker.record(name, EntryKind.DOCUMENT_ISSUED, "plan", body)
    return twin


def send_notice(maker, twin, name="notice", *, signer="cheffe", **fields):
    """Sign that a notice was sent."""
    said = {
        "document": twin,
        "audience": "patients",
        "sent_on": maker.now.date().isoformat(),
        "means": "courrier",
    }
    maker.act(name, ActKind.NOTICE, SERVICE, signer, **said | fields)
