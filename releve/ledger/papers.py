"""What the ledger says of papers: issued, signed, sent; reserves raised and cleared. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from releve.ledger.body import optional_number, optional_text, text
from releve.ledger.subject import RecordedAct, SubjectState
from releve.model.acts import ActKind
from releve.model.evidence import Entry

ABOUT_PAPERS = frozenset({ActKind.RESERVE, ActKind.CLEARANCE, ActKind.NOTICE, ActKind.FILING})


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """A paper that was issued. ``content`` digests what it says; ``statement`` its signed twin.

    ``signed_text`` is the twin of the text whose signatures this one lists; ``None`` for a text.
    ``subject`` is that of its entry: of its signatures too.
    """

    index: int
    at: datetime
    subject: str
    kind: str
    about: str
    number: str
    content: str
    statement: str
    pdf: str
    supersedes: int | None
    signed_text: str | None = None


Papers = Mapping[tuple[str, str], tuple[IssuedPaper, ...]]
"""By kind and what they are about, oldest first: the last one is the current one."""


def on_paper(papers: Papers, entry: Entry) -> Papers:
    """Return the papers after one more was issued.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    body = entry.body
    issued = IssuedPaper(
        index=entry.index,
        at=entry.at,
        subject=entry.subject,
        kind=text(body, "kind"),
        about=text(body, "about"),
        number=text(body, "number"),
        content=text(body, "content"),
        statement=text(body, "statement"),
        pdf=text(body, "pdf"),
        supersedes=optional_number(body, "supersedes"),
        signed_text=optional_text(body, "signed_text") if "signed_text" in body else None,
    )
    key = (issued.kind, issued.about)
    return {**papers, key: (*papers.get(key, ()), issued)}


def on_paper_act(subject: SubjectState, act: RecordedAct) -> SubjectState:
    """Take an act about what papers say; a clearance of a reserve that is not open is nothing."""
    match act.kind:
        case ActKind.RESERVE:
            return replace(
                subject,
                reserves={**subject.reserves, act.file: act},
                raised={**subject.raised, act.file: act},
            )
        case ActKind.CLEARANCE if act.fields["reserve"] in subject.reserves:
            named = act.fields["reserve"]
            left = {file: one for file, one in subject.reserves.items() if file != named}
            return replace(subject, reserves=left, cleared={**subject.cleared, named: act})
        case ActKind.NOTICE:
            return replace(subject, notices={**subject.notices, act.fields["audience"]: act})
        case ActKind.FILING:
            return replace(subject, filed={**subject.filed, act.fields["certificate"]: act})
        case _:
            return subject
