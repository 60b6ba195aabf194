"""What a timestamp or a seal says, once verified."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A timestamp (RFC 3161) that was verified over the data given."""

    at: datetime
    """When the authority says that the data existed (``genTime``), UTC."""
    not_after: datetime
    """The earliest end of a certificate of its chain, the trusted one included, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPdf:
    """A PDF whose one seal was verified, and covers all of it."""

    level: str
    """PAdES level: ``B-T`` with a timestamp, ``B-B`` without."""
    stamp: Stamp | None
    sealed_by: str
    """The subject of the certificate that sealed."""
    attachments: Mapping[str, bytes] = field(repr=False)
    """Embedded files by name."""
