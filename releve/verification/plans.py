"""The adopted plans in order: each by the people whom the one before it names, never its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from releve.canonical import digest
from releve.ledger.body import text, texts
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import Entry
from releve.model.ids import PLAN_SUBJECT
from releve.model.people import Person
from releve.model.plan import Plan
from releve.plan.reader import load_plan
from releve.verification.folder import Folder
from releve.verification.log import Log
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import SignedAct
from releve.verification.trust import Trust

NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A plan from the entry that adopted it on. ``touched`` names the subjects it changed."""

    index: int
    digest: str
    plan: Plan
    touched: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Which plan was in force at each entry."""

    adopted: tuple[Adopted, ...] = ()

    def at(self, index: int) -> Adopted:
        """Return the plan in force for an entry.

        Raises:
            EvidenceRefused: ``plan_not_adopted``.

        """
        before = [one for one in self.adopted if one.index < index]
        if not before:
            refuse("plan_not_adopted", entry=index)
        return before[-1]

    def between(self, first: int, last: int) -> tuple[Adopted, ...]:
        """Return the plans adopted after entry ``first`` and before entry ``last``."""
        return tuple(one for one in self.adopted if first < one.index < last)


def person_of(plan: Plan, name: str) -> Person | None:
    """Return a person of the roster."""
    return next((one for one in plan.people if one.id == name), None)


def in_office(person: Person, when: datetime) -> bool:
    """Tell whether a person's keys were valid at an instant."""
    began = person.valid_from is None or person.valid_from <= when
    return began and (person.valid_until is None or when < person.valid_until)


def adopt(
    entry: Entry,
    timeline: Timeline,
    acts: Iterable[SignedAct],
    *,
    log: Log,
    folder: Folder,
    trust: Trust | None,
) -> Timeline:
    """Check one adoption against what was in force before it, and put it in force.

    Raises:
        EvidenceRefused: ``plan_refused``, ``plan_of_another_ledger``, ``plan_first_differs``,
            ``plan_previous_differs``, ``plan_quorum_missing``, ``plan_signer_without_act``.

    """
    with refusing("ledger_entry_malformed", entry=entry.index):
        named, previous = text(entry.body, "plan"), text(entry.body, "previous")
        touched, signers = texts(entry.body, "touched"), texts(entry.body, "signers")
    file = f"plans/{named.removeprefix('sha256:')}.json"
    data = folder.read(file)
    with refusing("plan_refused", file=file, entry=entry.index):
        plan = load_plan(data)
    if digest(data) != named or entry.subject != PLAN_SUBJECT:
        refuse("plan_refused", file=file, entry=entry.index, cause="digest")
    if plan.origin != log.origin or plan.realm is not log.realm:
        refuse("plan_of_another_ledger", file=file, entry=entry.index)
    before = timeline.adopted[-1] if timeline.adopted else None
    if before is None and trust is not None and named != trust.first_plan:
        refuse("plan_first_differs", file=file, entry=entry.index, expected=trust.first_plan)
    expected = before.digest if before is not None else NONE
    if previous != expected:
        refuse("plan_previous_differs", file=file, entry=entry.index, expected=expected)
    begun = before.index if before is not None else -1
    counted = [
        one
        for one in acts
        if one.act.kind is ActKind.PLAN_ADOPTION
        and one.act.plan == named
        and one.act.fields["previous"] == expected
        and one.index > begun
        and one.kind is SignatureKind.PERSONAL_KEY
    ]
    people = {one.act.signer for one in counted}
    needed = 1
    if before is not None:
        quorum = before.plan.adoption
        people &= set(quorum.people) if quorum is not None else set()
        needed = quorum.threshold if quorum is not None else 1
    elif trust is not None:
        needed = trust.quorum
        if len({key for one in counted for key in one.keys}) < needed:
            people = set()
    if len(people) < needed:
        refuse("plan_quorum_missing", file=file, entry=entry.index, have=len(people), needed=needed)
    if not signers or not set(signers) <= {one.act.signer for one in counted}:
        refuse("plan_signer_without_act", file=file, entry=entry.index)
    now = Adopted(index=entry.index, digest=named, plan=plan, touched=touched)
    return Timeline(adopted=(*timeline.adopted, now))
