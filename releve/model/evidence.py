"""Recorded facts and the decisions made on them, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


class EntryKind(StrEnum):
    """The kinds of facts a ledger records; bodies are described in ``docs/format/ledger.md``."""

    PLAN_ADOPTED = "plan_adopted"
    SERVICE_PROBED = "service_probed"
    EXTRACTION_RECEIVED = "extraction_received"
    ASSET_MEASURED = "asset_measured"
    ASSET_FROZEN = "asset_frozen"
    PACKAGE_EXPORTED = "package_exported"
    FINDING_RECORDED = "finding_recorded"
    PACKAGE_DELIVERED = "package_delivered"
    PARTIAL_DELIVERED = "partial_delivered"
    ARRIVAL_JUDGED = "arrival_judged"
    REQUEST_OPENED = "request_opened"
    ORDER_ISSUED = "order_issued"
    ACT_RECORDED = "act_recorded"
    ACT_REFUSED = "act_refused"
    INTENT_RECORDED = "intent_recorded"
    PHASE_RECORDED = "phase_recorded"
    OUTCOME_RECORDED = "outcome_recorded"
    CERTIFICATE_ISSUED = "certificate_issued"
    CERTIFICATE_STAMPED = "certificate_stamped"
    CONTENT_KEY_SHREDDED = "content_key_shredded"
    LOG_KEY_CHANGED = "log_key_changed"
    SLIP_RETURNED = "slip_returned"
    DOCUMENT_ISSUED = "document_issued"
    NOTE_RECORDED = "note_recorded"
    STEP_FAILED = "step_failed"


class Verdict(StrEnum):
    """What a check concluded. ``UNDETERMINED`` blocks like a failure."""

    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"


class Outcome(StrEnum):
    """What an irreversible step was observed to have done."""

    STOPPED = "stopped"
    HANDED_OVER = "handed_over"
    DESTROYED = "destroyed"
    FOUND_ABSENT = "found_absent"
    PARTIAL = "partial"
    ATTESTED = "attested"
    ROLLED_BACK = "rolled_back"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact about to be recorded: an entry without its index."""

    kind: EntryKind
    subject: str
    actor: str
    body: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recorded fact. ``recorded_at`` is real; ``rehearsed_at`` is the exercise's instant.

    ``actor`` is a roster id, or ``releve`` for the tool itself.
    """

    index: int
    kind: EntryKind
    subject: str
    actor: str
    recorded_at: datetime
    rehearsed_at: datetime | None
    body: Mapping[str, JsonValue]

    @property
    def at(self) -> datetime:
        """The instant that windows, retention and validity are judged against."""
        return self.rehearsed_at or self.recorded_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is there now: how many records, how many bytes, under which keyed content root.

    ``root`` is 64 hex digits, or ``None`` when only counted. ``parts`` counts records per table
    or per top-level folder. Nothing here identifies a person.
    """

    records: int
    octets: int
    root: str | None
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One verified expectation: its code, verdict, and how many rows were seen and failed."""

    code: str
    verdict: Verdict
    seen: int
    failed: int
    warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A *constat* about ``source``, ``package`` or ``successor``: verdict and its checks."""

    about: str
    suite: str
    verdict: Verdict
    checks: tuple[Check, ...]
