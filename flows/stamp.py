"""Stamping the certificates that were issued while the timestamp authority could not be reached."""

from collections.abc import Callable, Iterator, Sequence

from flows.authorities import authorities_of
from flows.desk import Desk
from releve.canonical import digest
from releve.errors import ConnectorError, EvidenceRefused, UsageError
from releve.ledger.body import number, optional_text, text
from releve.model.evidence import Draft, Entry, EntryKind
from releve.ports import TimestampAuthority
from releve.verification.seals import verify_token

STAMPED_LEVEL = "B-T"
"""The level of a sealed PDF that carries its own timestamp."""


def stamp(desk: Desk, told: Callable[[str], None] = lambda _number: None) -> int:
    """Have each such certificate's final PDF dated, record each token, return how many there were.

    Each is recorded as it comes: an authority that fails midway costs only what is left, and the
    same command goes on from there. ``told`` is called with each number.

    Raises:
        UsageError: ``timestamp_not_configured``: the workspace names no authority.
        ConnectorError: as the authority; ``timestamp_untrusted``: auditors would refuse its token,
            which once recorded would stay for ever.

    """
    if desk.timestamps is None:
        raise UsageError("timestamp_not_configured")
    waiting = tuple(unstamped(desk.memory.entries()))
    for issued in waiting:
        named, pdf = text(issued.body, "number"), text(issued.body, "pdf")
        token = _dated(desk, desk.timestamps, desk.ledger.document(pdf))
        draft = Draft(
            kind=EntryKind.CERTIFICATE_STAMPED,
            subject=issued.subject,
            actor="releve",
            body={
                "number": named,
                "certificate": issued.index,
                "pdf": pdf,
                "token": digest(token),
            },
        )
        desk.memory.record([draft], documents=[token])
        told(named)
    return len(waiting)


def _dated(desk: Desk, authority: TimestampAuthority, data: bytes) -> bytes:
    token = authority.token(data)
    try:
        verify_token(token, data, authorities_of(desk).timestamp)
    except EvidenceRefused as error:
        url = desk.workspace.timestamp.url if desk.workspace.timestamp is not None else ""
        cause = f"{error.code} {error.facts.get('cause', '')}".rstrip()
        raise ConnectorError("timestamp_untrusted", url=url, cause=cause) from error
    return token


def unstamped(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the issuance entries whose statement or PDF nobody dated, then or since."""
    answered = {
        number(one.body, "certificate")
        for one in entries
        if one.kind is EntryKind.CERTIFICATE_STAMPED
    }
    for one in entries:
        if one.kind is not EntryKind.CERTIFICATE_ISSUED or one.index in answered:
            continue
        dated = optional_text(one.body, "token") is not None
        if not dated or text(one.body, "seal") != STAMPED_LEVEL:
            yield one
