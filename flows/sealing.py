"""Sealing what was printed and stamping what was signed, as auditors will believe it."""

from dataclasses import dataclass
from datetime import datetime

from flows.authorities import authorities_of
from flows.desk import Desk
from releve.errors import ConnectorError, EvidenceRefused
from releve.ports import Sealed
from releve.verification.seals import verify_pdf, verify_token

UNSEALED = "none"
"""The level of a PDF without seal, where the workspace names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A timestamp token, and the instant it attests."""

    token: bytes
    at: datetime


def stamped(desk: Desk, envelope: bytes) -> Stamped | None:
    """Return a timestamp that an auditor would believe, or ``None`` where none can be had."""
    if desk.timestamps is None:
        return None
    try:
        token = desk.timestamps.token(envelope)
        stamp = verify_token(token, envelope, authorities_of(desk).timestamp)
    except (ConnectorError, EvidenceRefused):  # down, or nothing an auditor would believe
        return None
    return Stamped(token=token, at=stamp.at)


def sealed(desk: Desk, printed: bytes, name: str) -> Sealed:
    """Seal the PDF, with a timestamp unless auditors would refuse it: then without one."""
    if desk.seal is None:
        return Sealed(pdf=printed, level=UNSEALED)
    made = desk.seal.seal(printed, reason=name, stamped=True)
    trusted = authorities_of(desk)
    if not trusted.seal:
        return made
    try:
        verify_pdf(
            made.pdf,
            authorities=trusted.seal,
            timestamp_authorities=trusted.timestamp,
            at=desk.clock.recorded_at(),
        )
    except EvidenceRefused as refused:
        if not refused.code.startswith("timestamp_"):
            raise
        return desk.seal.seal(printed, reason=name, stamped=False)
    return made
