"""What every store asks before it records, as pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from releve.errors import LedgerError, StateMoved
from releve.ledger.entry import encode_entry
from releve.model.evidence import Draft, Entry
from releve.model.ids import Realm
from releve.model.time import Clock, instant_text


def check_clock(clock: Clock, realm: Realm) -> None:
    """Refuse a clock that is not the real one on a real ledger (``rehearsal_clock_refused``)."""
    if clock.kind == "rehearsal" and realm is Realm.REAL:
        raise LedgerError("rehearsal_clock_refused")


def check_expected(expect: Mapping[str, int], found: Mapping[str, int]) -> None:
    """Compare last indexes per subject, -1 for none; ``StateMoved`` (``state_moved``)."""
    for subject, expected in expect.items():
        if (index := found.get(subject, -1)) != expected:
            raise StateMoved("state_moved", subject=subject, expected=expected, found=index)


def number(
    drafts: Iterable[Draft], *, first: int, clock: Clock, last_at: datetime | None
) -> tuple[Entry, ...]:
    """Make entries of drafts, all at the clock's present instant.

    Raises:
        LedgerError: ``clock_behind_ledger``: that instant is before the last entry's.

    """
    recorded_at = clock.recorded_at()
    rehearsed_at = clock.now() if clock.kind == "rehearsal" else None
    at = rehearsed_at or recorded_at
    if last_at is not None and at < last_at:
        raise LedgerError("clock_behind_ledger", now=instant_text(at), last=instant_text(last_at))
    return tuple(
        Entry(
            index=index,
            kind=draft.kind,
            subject=draft.subject,
            actor=draft.actor,
            recorded_at=recorded_at,
            rehearsed_at=rehearsed_at,
            body=draft.body,
        )
        for index, draft in enumerate(drafts, first)
    )


def encoded(entries: Sequence[Entry], *, origin: str, realm: Realm) -> list[bytes]:
    """Return the stored bytes of each entry; raises as :func:`encode_entry`."""
    return [encode_entry(entry, origin, realm) for entry in entries]
