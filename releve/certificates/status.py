"""What became of a body of data, in three words, with the reasons: never more than was recorded.

*Détruit*, *détruit avec exceptions* or *non détruit* is a rule on recorded facts, not a judgement.
What is not destroyed is never certified; a statement may still say that it is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from releve.model.evidence import Outcome
from releve.model.plan import CopyFate


class Status(StrEnum):
    """The three words of a status."""

    DESTROYED = "destroyed"
    WITH_EXCEPTIONS = "destroyed_with_exceptions"
    NOT_DESTROYED = "not_destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A status and the codes of its reasons, weightiest first; none for ``destroyed``."""

    status: Status
    reasons: tuple[str, ...]


_ERASED = frozenset({Outcome.DESTROYED, Outcome.FOUND_ABSENT, Outcome.ATTESTED})
_UNDONE: Mapping[Outcome, str] = {
    Outcome.PARTIAL: "partial",
    Outcome.UNDETERMINED: "undetermined",
    Outcome.ROLLED_BACK: "rolled_back",
}
_COPIES: Mapping[CopyFate, str] = {
    CopyFate.DESTROYED: "copies_pending",
    CopyFate.EXPIRES: "copies_expiring",
    CopyFate.OUT_OF_SCOPE: "copies_out_of_scope",
}
"""What a copy that had not ended leaves open, weightiest first."""


def status_of(
    outcome: Outcome | None,
    *,
    observed: str = "",
    begun: bool = False,
    overran: bool = False,
    remaining: Iterable[CopyFate] = (),
    sent_back: bool = False,
) -> Standing:
    """Return the status of one subject.

    ``outcome`` is how its last destruction ended, ``None`` if it did not; ``begun`` tells whether
    one is open. ``observed`` is what our own look saw afterwards, ``remaining`` the fates of its
    copies that had not ended then, ``sent_back`` whether the validation asked for it again.
    """
    undone = _undone(outcome, observed=observed, begun=begun, sent_back=sent_back)
    if undone is not None:
        return Standing(status=Status.NOT_DESTROYED, reasons=(undone,))
    found: list[str] = []
    if outcome is Outcome.FOUND_ABSENT:
        found.append("found_absent")
    if observed != "absent":
        attested = outcome is Outcome.ATTESTED
        found.append("attested_unseen" if attested else "verification_undetermined")
    if overran:
        found.append("overran")
    left = set(remaining)
    found += [code for fate, code in _COPIES.items() if fate in left]
    status = Status.WITH_EXCEPTIONS if found else Status.DESTROYED
    return Standing(status=status, reasons=tuple(found))


def _undone(outcome: Outcome | None, *, observed: str, begun: bool, sent_back: bool) -> str | None:
    if begun:
        return "unfinished"
    if sent_back:
        return "sent_back"
    if outcome is None:
        return "not_begun"
    if observed == "present":
        return "still_present"
    return None if outcome in _ERASED else _UNDONE.get(outcome, "not_begun")
