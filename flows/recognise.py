"""Recognise a document by its bytes: what it is, and whether it still counts."""

from dataclasses import dataclass
from enum import StrEnum

from flows.desk import Desk
from releve.canonical import digest
from releve.ledger.papers import IssuedPaper
from releve.ledger.subject import Issued
from releve.model.evidence import EntryKind


class Standing(StrEnum):
    """What became of a document."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A document: its number and entry, and what took its place; nothing of an unknown one."""

    standing: Standing
    number: str | None = None
    index: int | None = None
    replaced_by: str | None = None


UNKNOWN = Recognised(standing=Standing.UNKNOWN)


def recognise(desk: Desk, data: bytes) -> Recognised:
    """Return what the ledger knows of a file: a PDF or its signed twin, byte for byte."""
    named = digest(data)
    state = desk.memory.refresh()
    for chain in state.papers.values():
        for at, one in enumerate(chain):
            if named in {one.pdf, one.statement}:
                return _paper(one, chain[at + 1 :])
    for subject in state.subjects.values():
        for issued in subject.certificates:
            body = desk.memory.entry(issued.index).body
            if named in {body.get("pdf"), body.get("statement")}:
                return _certificate(desk, issued)
    return UNKNOWN


def _paper(one: IssuedPaper, after: tuple[IssuedPaper, ...]) -> Recognised:
    return Recognised(
        standing=Standing.REPLACED if after else Standing.CURRENT,
        number=one.number,
        index=one.index,
        replaced_by=after[-1].number if after else None,
    )


def _certificate(desk: Desk, one: Issued) -> Recognised:
    standing, by = Standing.CURRENT, None
    if one.withdrawn is not None:
        standing = Standing.WITHDRAWN
    if one.replaced is not None:
        standing = Standing.REPLACED
        entry = desk.memory.entry(one.replaced)
        by = str(entry.body["number"]) if entry.kind is EntryKind.CERTIFICATE_ISSUED else None
    return Recognised(standing=standing, number=one.number, index=one.index, replaced_by=by)
