"""A programme carried to its end in memory, whose papers are issued and signed as facts."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.dsse_key import DsseKey
from releve.canonical import digest, encode
from releve.model.ids import PLAN_SUBJECT
from releve.papers.case import Case
from releve.papers.figures import check_figure
from releve.papers.number import paper_number
from releve.papers.paper import PaperKind, values_of
from releve.papers.registry import MAKINGS, build_paper
from releve.papers.twin import PAYLOAD_TYPE, content_digest, encoded
from tests.fakes.programme import Programme

ABOUT = "contract:portail+organisation:ville"
INSTANTS = tuple(datetime(2026, *day, 9, tzinfo=UTC) for day in ((3, 2), (6, 2), (6, 3)))
SEAL = DsseKey(Ed25519PrivateKey.from_private_bytes(b"s" * 32))
AFTER = datetime(2026, 6, 10, 9, tzinfo=UTC)


class Minutes:
    """A programme carried to its end, or to other instants; ``but`` names what nobody does."""

    def __init__(self, *instants, but=()):
        self.programme = Programme().carry(*(instants or INSTANTS), but=but)
        self.facts = self.programme.facts
        self.facts.now = AFTER
        self.documents = {}

    def case(self, about=ABOUT, at=None):
        facts = self.facts
        return Case(
            plan=facts.plan,
            digest=facts.state.plan,
            state=facts.state,
            entries=tuple(facts.entries),
            at=at or facts.now,
            about=about,
            document=self.documents.__getitem__,
        )

    def paper(self, kind=PaperKind.MINUTES, about=ABOUT):
        """Build what would be issued, every figure checked."""
        case = self.case(about)
        paper = build_paper(kind, case)
        for value in values_of(paper):
            check_figure(value, case.origins)
        return paper

    def issue(self, kind=PaperKind.MINUTES, about=ABOUT, language="fr", *, laid_out=lambda p: p):
        """Issue as `flows.issue` does; return the paper that is current then.

        ``laid_out`` is what another version of the tool would make of the same paper.
        """
        case, paper = self.case(about), laid_out(self.paper(kind, about))
        MAKINGS[kind].complete(case)
        before, content = case.state.papers.get((kind.value, about), ()), content_digest(paper)
        last = before[-1] if before else None
        if last is not None and last.content == content and language == "fr":
            return last
        plan = self.facts.plan
        number = paper_number(plan.programme, plan.realm, kind, about, len(before) + 1)
        body = {
            "kind": kind.value,
            "about": about,
            "number": number,
            "language": language,
            "content": content,
            "statement": self.twin(number, paper),
            "pdf": digest(b"%PDF" + number.encode()),
            "seal": "none",
            "subjects": list(paper.subjects),
            "supersedes": None if last is None else last.index,
            **({} if paper.signed_text is None else {"signed_text": paper.signed_text}),
        }
        self.facts.record("document_issued", PLAN_SUBJECT, body)
        return self.facts.state.papers[kind.value, about][-1]

    def twin(self, number, paper):
        """Keep the signed twin of a paper, unlike any other; return its digest."""
        told = {"predicate": {"number": number, "paper": encoded(paper)}}
        envelope = SEAL.sign(encode(told), PAYLOAD_TYPE)
        self.documents[digest(envelope)] = envelope
        return digest(envelope)

    def deposit(self, kind, subject, signer, **fields):
        return self.facts.deposit(self.facts.draft(kind, subject, signer, **fields))

    def sign(self, issued, signer="editrice", capacity="holder", reserves="-", **more):
        told = {"document": issued.statement, "capacity": capacity, "reserves": reserves}
        return self.facts.deposit(self.facts.draft("signing", PLAN_SUBJECT, signer, **told), **more)

    def reserve(self, subject="asset:abonnes", signer="directrice", **fields):
        told = {"owner": "editeur", "due_on": "2026-07-01", "text": "Deux pièces à renvoyer"}
        self.deposit("reserve", subject, signer, **(told | fields))
        return list(self.facts.state.of(subject).raised)[-1]
