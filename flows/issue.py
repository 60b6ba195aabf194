"""Issue a paper: build it from the ledger, sign its twin, print it, seal it, record it by digest.

The order is that of certificates: the facts, the head that covers them, the statement that cites
them, its signature, the PDF that embeds it, its seal, then the entry that records both.
"""

from dataclasses import dataclass

from flows.desk import Desk
from flows.sealing import sealed
from releve.canonical import JsonValue as Printable
from releve.canonical import digest
from releve.certificates.labels import Labels
from releve.errors import StateMoved, StepRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.papers import IssuedPaper
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.ids import PLAN_SUBJECT
from releve.papers.case import Case
from releve.papers.exercise import Exercise
from releve.papers.number import paper_number
from releve.papers.paper import Paper, PaperKind
from releve.papers.registry import MAKINGS, build_paper
from releve.papers.rendering import TEMPLATE, Edition, paper_data
from releve.papers.twin import PAYLOAD_TYPE, Identity, build_twin, content_digest

_MEDIA_TYPE = "application/json"
_CLOSING = frozenset({PaperKind.COVERAGE, PaperKind.CLOSING_REPORT})
"""Papers that a closing names: nothing of what they tell may move while they are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A paper as it now is: its number, PDF and signed twin.

    ``index`` is the entry that records it, ``None`` for a proof copy; ``fresh`` tells whether it
    was issued now, or was already there and says the same.
    """

    number: str
    pdf: bytes
    twin: bytes
    index: int | None
    fresh: bool


def case_of(desk: Desk, about: str, exercise: Exercise | None = None) -> Case:
    """Return the case of a paper on the ledger as it stands, never before its last entry.

    Another machine's clock may be ahead of this one's by the time it takes to print.

    Raises:
        StepRefused: ``plan_not_adopted``.

    """
    memory = desk.memory
    state = memory.refresh()
    if state.plan is None:
        raise StepRefused("plan_not_adopted")
    return Case(
        plan=memory.plan,
        digest=state.plan,
        state=state,
        entries=tuple(memory.entries()),
        at=max(memory.clock.now(), state.last_at or memory.clock.now()),
        about=about,
        document=desk.ledger.document,
        exercise=exercise,
    )


def abouts(desk: Desk, kind: PaperKind) -> tuple[str, ...]:
    """Return what a kind of paper can be about now."""
    return tuple(MAKINGS[kind].abouts(case_of(desk, PLAN_SUBJECT)))


def issue(
    desk: Desk,
    kind: PaperKind,
    about: str,
    *,
    language: str = "fr",
    draft: bool = False,
    exercise: Exercise | None = None,
) -> Issue:
    """Issue the paper of a kind, or return the one that was issued and still says the same.

    A ``draft`` is printed as a proof copy and recorded nowhere.

    Raises:
        ReleveError: what its builder refuses (:func:`releve.papers.registry.build_paper`).
        StateMoved: somebody wrote meanwhile; issue it again.

    """
    case = case_of(desk, about, exercise)
    paper = build_paper(kind, case)
    if not draft:
        MAKINGS[kind].complete(case)
    before = case.state.papers.get((kind.value, about), ())
    last = before[-1] if before else None
    if not draft and last is not None and _stands(desk, last, paper, language):
        return Issue(
            number=last.number,
            pdf=desk.ledger.document(last.pdf),
            twin=desk.ledger.document(last.statement),
            index=last.index,
            fresh=False,
        )
    identity = Identity(
        kind=kind,
        about=about,
        number=paper_number(
            case.plan.programme, case.plan.realm, kind, about, revision=len(before) + 1
        ),
        language=language,
        supersedes=None if last is None else last.index,
    )
    head = _head_of(desk, case)
    envelope = desk.keys.seal.sign(build_twin(identity, paper, case, head), PAYLOAD_TYPE)
    printed = _printed(
        desk, identity, paper, envelope, head, last if not draft else None, draft=draft
    )
    if draft:
        return Issue(number=identity.number, pdf=printed, twin=envelope, index=None, fresh=True)
    made = sealed(desk, printed, identity.number)
    body: dict[str, JsonValue] = {
        "kind": kind.value,
        "about": about,
        "number": identity.number,
        "language": language,
        "content": content_digest(paper),
        "statement": digest(envelope),
        "pdf": digest(made.pdf),
        "seal": made.level,
        "subjects": list(paper.subjects),
        "supersedes": identity.supersedes,
        **({} if paper.signed_text is None else {"signed_text": paper.signed_text}),
    }
    subject = about if about in set(case.plan.subjects()) else PLAN_SUBJECT
    entry = Draft(kind=EntryKind.DOCUMENT_ISSUED, subject=subject, actor="releve", body=body)
    read = tuple(case.state.subjects) if kind in _CLOSING else ()
    recorded = desk.memory.record([entry], documents=[envelope, made.pdf], beside=read)
    return Issue(
        number=identity.number, pdf=made.pdf, twin=envelope, index=recorded[0].index, fresh=True
    )


def _head_of(desk: Desk, case: Case) -> bytes:
    """Return the signed head of what the paper was read from, and of nothing more."""
    head = desk.ledger.checkpoint()
    size = checkpoints.parse(head.partition(b"\n\n")[0] + b"\n").size
    if size != len(case.entries):
        raise StateMoved("state_moved", subject=case.about, expected=len(case.entries), found=size)
    return head


def _stands(desk: Desk, last: IssuedPaper, paper: Paper, language: str) -> bool:
    """Tell whether the last one issued says this very thing, in this language, under this plan."""
    body = desk.memory.entry(last.index).body
    after_plan = last.index > desk.memory.state.adopted
    return after_plan and last.content == content_digest(paper) and body["language"] == language


def _printed(
    desk: Desk,
    identity: Identity,
    paper: Paper,
    envelope: bytes,
    head: bytes,
    last: IssuedPaper | None,
    *,
    draft: bool,
) -> bytes:
    known = checkpoints.parse(head.partition(b"\n\n")[0] + b"\n")
    again = identity.kind is PaperKind.REMINDER  # a second one takes nothing back
    labels = Labels(plan=desk.memory.plan, language=identity.language)
    edition = Edition(
        number=identity.number,
        recorded_at=desk.clock.recorded_at(),
        origin=known.origin,
        size=known.size,
        twin=None if draft else digest(envelope).removeprefix("sha256:"),
        draft=draft,
        sealed=desk.seal is not None,
        superseded_number=None if last is None or again else last.number,
    )
    attachments: list[Printable] = []
    if not draft:
        attachments.append(
            {
                "name": f"{identity.number}.dsse.json",
                "octets": list(envelope),
                "media_type": _MEDIA_TYPE,
                "description": labels.say("paper_attached"),
            }
        )
    return desk.press.pdf(TEMPLATE, paper_data(paper, labels, edition, attachments))
