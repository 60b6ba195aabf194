"""Which certificate stands: issued once, withdrawn by a signed act, issued again in its place."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from releve.errors import Fact
from releve.ledger.body import number, optional_number, text
from releve.model.acts import ActKind, Replacement
from releve.model.evidence import Entry, EntryKind
from releve.verification.acts import Human
from releve.verification.history import Performed
from releve.verification.log import Log
from releve.verification.number import number_of
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import SignedAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One issuance, and what became of it by the end of the log.

    ``supersedes`` is the issuance whose place it took, ``replaced_by`` the number of the one that
    took its own. ``statement`` and ``pdf`` are the digests of its files.
    """

    index: int
    at: datetime
    number: str
    subject: str
    outcome: int
    statement: str
    pdf: str
    supersedes: int | None
    withdrawn: SignedAct | None = None
    replaced_by: str | None = None

    @property
    def valid(self) -> bool:
        """Whether it still stands."""
        return self.withdrawn is None


def read_succession(
    log: Log, human: Human, erased: Mapping[int, Performed], awaiting: Collection[int] = ()
) -> tuple[Certificate, ...]:
    """Follow every certificate to the end of the log; ``erased`` are the outcomes, by entry.

    Those in ``awaiting`` need none: they wait for their validation, or were sent back by it.
    The first certificate of an outcome supersedes none; each later one supersedes the one before
    it, which a person entitled to it had withdrawn to be issued again.

    Raises:
        EvidenceRefused: ``ledger_entry_malformed``, ``certificate_without_outcome``,
            ``certificate_twice``, ``certificate_supersedes_another``,
            ``certificate_number_differs``, ``certificate_withdrawal_of_none``,
            ``certificate_withdrawal_unclear``, ``certificate_missing``.

    """
    found: dict[int, list[Certificate]] = defaultdict(list)
    for entry in log.entries:  # of a partial folder, also who certifies again what it holds
        about = entry.body.get("outcome")
        again = isinstance(about, int) and about in erased
        if entry.kind is EntryKind.CERTIFICATE_ISSUED and (log.covers(entry) or again):
            _issued(entry, found, log, human, erased)
        one = human.acts.get(entry.index)
        if one is not None and one.act.kind is ActKind.WITHDRAWAL:
            _withdrawn(one, found)
    for about, done in erased.items():
        if about not in found and about not in awaiting:
            refuse("certificate_missing", entry=about, subject=done.intent.subject)
    every = [one for several in found.values() for one in several]
    return tuple(sorted(every, key=lambda one: one.index))


def _issued(
    entry: Entry,
    found: dict[int, list[Certificate]],
    log: Log,
    human: Human,
    erased: Mapping[int, Performed],
) -> None:
    with refusing("ledger_entry_malformed", entry=entry.index):
        one = Certificate(
            index=entry.index,
            at=entry.at,
            number=text(entry.body, "number"),
            subject=entry.subject,
            outcome=number(entry.body, "outcome"),
            statement=text(entry.body, "statement"),
            pdf=text(entry.body, "pdf"),
            supersedes=optional_number(entry.body, "supersedes"),
        )
    here: dict[str, Fact] = {"entry": entry.index, "subject": entry.subject}
    done = erased.get(one.outcome)
    if done is None or done.intent.subject != entry.subject or one.outcome > entry.index:
        refuse("certificate_without_outcome", **here)
    before = found[one.outcome]
    last = before[-1] if before else None
    if last is not None and not _to_be_issued_again(last):
        refuse("certificate_twice", number=one.number, **here)
    if one.supersedes != (last.index if last is not None else None):
        refuse("certificate_supersedes_another", number=one.number, **here)
    plan, occurrence = human.timeline.at(entry.index).plan, done.asked.occurrence
    expected = number_of(plan, log.realm, entry.subject, occurrence, len(before) + 1)
    if one.number != expected:
        refuse("certificate_number_differs", number=one.number, expected=expected, **here)
    if last is not None:
        before[-1] = replace(last, replaced_by=one.number)
    before.append(one)


def _to_be_issued_again(one: Certificate) -> bool:
    act = one.withdrawn
    return act is not None and act.act.fields["replacement"] == Replacement.REISSUE


def _withdrawn(one: SignedAct, found: dict[int, list[Certificate]]) -> None:
    fields = one.act.fields
    here: dict[str, Fact] = {
        "file": f"acts/{one.file.removeprefix('sha256:')}.txt",
        "entry": one.index,
        "number": fields["certificate"],
    }
    if fields["replacement"] not in set(Replacement):
        refuse("certificate_withdrawal_unclear", **here)
    for several in found.values():
        last = several[-1] if several else None
        if (
            last is not None
            and last.valid
            and (last.subject, last.number) == (one.act.subject, fields["certificate"])
        ):
            several[-1] = replace(last, withdrawn=one)
            return
    refuse("certificate_withdrawal_of_none", **here)
