"""Approvals: whether the people whom the plan names agreed to this request, and still did."""

from collections.abc import Sequence

from releve.errors import Fact
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import Entry, EntryKind, Verdict
from releve.model.people import Person, Role
from releve.model.plan import Plan, StepPolicy
from releve.model.time import parse_instant
from releve.signatures.sshsig import fingerprint
from releve.verification.acts import organisation_for
from releve.verification.plans import in_office, person_of
from releve.verification.records import Records, covering_subjects
from releve.verification.refusal import refuse, refusing
from releve.verification.request import Asked, asset_of, holder_of
from releve.verification.signed import SignedAct, revoked_before

_BOUND = frozenset({Role.CONTROLLER, Role.RECIPIENT})
Seat = tuple[Role, str | None]


def check_approved(asked: Asked, intent: Entry, listed: Sequence[int], records: Records) -> None:
    """Check the acts that an intent invokes: right ones, in force, and one person per seat.

    Raises:
        EvidenceRefused: ``approval_not_an_act``, ``approval_of_another_request``,
            ``approval_of_another_step``, ``approval_by_requester``, ``approval_by_performer``,
            ``approval_twice``, ``approval_expired``, ``approval_too_weak``,
            ``approval_key_revoked``, ``approval_signer_not_in_office``, ``approval_missing``.

    """
    plan = records.timeline.at(intent.index).plan
    with refusing("request_not_planned", entry=intent.index, subject=asked.subject):
        policy = plan.policy(asked.verb)
    people: dict[str, Person] = {}
    for index in listed:
        one = records.human_act(index)
        here: dict[str, Fact] = {"entry": intent.index, "act": index, "subject": asked.subject}
        if one is None or not asked.index < index < intent.index:
            refuse("approval_not_an_act", **here)
        if one.act.kind is not ActKind.APPROVAL:
            continue
        here |= {"signer": one.act.signer, "file": f"acts/{one.file.removeprefix('sha256:')}.txt"}
        _check_one(one, asked, intent, policy, here)
        if one.act.signer in people:
            refuse("approval_twice", **here)
        _check_keys(one, intent, records, here)
        person = person_of(plan, one.act.signer)
        if person is None or not in_office(person, one.act.signed_at):
            refuse("approval_signer_not_in_office", **here)
        if not _still_keyed(one, person):
            refuse("approval_key_revoked", **here)
        people[person.id] = person
    empty = empty_seats(seats_of(plan, policy, asked.subject), list(people.values()))
    if empty:
        refuse(
            "approval_missing",
            entry=intent.index,
            subject=asked.subject,
            missing=tuple(f"{role.value}@{body}" if body else role.value for role, body in empty),
        )


def _check_one(
    one: SignedAct, asked: Asked, intent: Entry, policy: StepPolicy, here: dict[str, Fact]
) -> None:
    fields = one.act.fields
    if one.act.subject != asked.subject or fields["step"] != asked.step:
        refuse("approval_of_another_step", **here)
    if fields["request"] != asked.digest:
        refuse("approval_of_another_request", **here)
    if one.act.signer == asked.requester:
        refuse("approval_by_requester", **here)
    if one.act.signer == intent.actor:
        refuse("approval_by_performer", **here)
    if not one.kind.at_least(policy.least_kind):
        refuse("approval_too_weak", **here)
    with refusing("act_malformed_field", **here):
        expires = parse_instant(fields["expires_at"])
    if min(expires, asked.expires_at) <= intent.at:
        refuse("approval_expired", **here)


def _check_keys(one: SignedAct, intent: Entry, records: Records, here: dict[str, Fact]) -> None:
    for key in one.keys:
        if revoked_before(key, records.human.revocations, intent.index):
            refuse("approval_key_revoked", **here)


def _still_keyed(one: SignedAct, person: Person) -> bool:
    """Tell whether the plan in force at the intent still gives the signer that key."""
    if one.kind is not SignatureKind.PERSONAL_KEY:
        return True
    return set(one.keys) <= {fingerprint(line) for line in person.keys or ()}


def seats_of(plan: Plan, policy: StepPolicy, subject: str) -> list[Seat]:
    """Pair each deciding role with its organisation; one that the plan leaves open fits nobody."""
    return [
        (role, (organisation_for(plan, role, subject) or "?") if role in _BOUND else None)
        for role in policy.decides
    ]


def empty_seats(seats: list[Seat], people: list[Person]) -> list[Seat]:
    """Return the seats left empty by the best placing of distinct people (Kuhn's matching)."""
    placed: dict[int, int] = {}

    def place(seat: int, tried: set[int]) -> bool:
        role, body = seats[seat]
        for number, person in enumerate(people):
            fits = role in person.roles and body in {None, person.organisation}
            if not fits or number in tried:
                continue
            tried.add(number)
            if number not in placed or place(placed[number], tried):
                placed[number] = seat
                return True
        return False

    return [seats[number] for number in range(len(seats)) if not place(number, set())]


def check_not_lapsed(asked: Asked, intent: Entry, records: Records) -> None:
    """Check that nothing recorded before the intent contradicts the request.

    Raises:
        EvidenceRefused: ``request_superseded``, ``request_held``, ``request_paused``,
            ``request_refused``, ``request_finding_failed``, ``request_exported_again``,
            ``request_source_changed``, ``request_plan_changed``.

    """
    subject, end = asked.subject, intent.index
    here: dict[str, Fact] = {"entry": end, "subject": subject}
    if records.entries(EntryKind.REQUEST_OPENED, subject, after=asked.index, before=end):
        refuse("request_superseded", **here)
    _check_holds(asked, intent, records)
    refusals = records.acts(ActKind.REFUSAL, subject, after=asked.index, before=end)
    if refusals:
        refuse("request_refused", by=refusals[-1].index, **here)
    for found in records.entries(
        EntryKind.FINDING_RECORDED, subject, after=asked.index, before=end
    ):
        if found.body.get("verdict") != Verdict.PASSED.value:
            refuse("request_finding_failed", by=found.index, **here)
    for again in records.entries(
        EntryKind.PACKAGE_EXPORTED, subject, after=asked.index, before=end
    ):
        refuse("request_exported_again", by=again.index, **here)
    for failed in records.entries(EntryKind.STEP_FAILED, subject, before=end):
        if failed.body.get("code") != "source_changed":
            continue
        explained = records.acts(ActKind.RECONCILIATION, subject, after=failed.index, before=end)
        if failed.index > asked.index or not explained:
            refuse("request_source_changed", by=failed.index, **here)
    _check_plan(asked, intent, records)


def _check_holds(asked: Asked, intent: Entry, records: Records) -> None:
    here: dict[str, Fact] = {"entry": intent.index, "subject": asked.subject}
    for name in covering_subjects(asked.subject):
        for hold in records.acts(ActKind.HOLD, name, before=intent.index):
            lifted = any(
                lift.act.fields["hold"] == hold.file
                for lift in records.acts(ActKind.LIFT, name, after=hold.index, before=intent.index)
            )
            if hold.index > asked.index or not lifted:
                refuse("request_held", by=hold.index, **here)
        for pause in records.acts(ActKind.PAUSE, name, before=intent.index):
            if not records.acts(ActKind.RESUME, name, after=pause.index, before=intent.index):
                refuse("request_paused", by=pause.index, **here)


def _check_plan(asked: Asked, intent: Entry, records: Records) -> None:
    """A plan adopted meanwhile lapses the request if it says it touches it, or does."""
    before = records.timeline.at(asked.index).plan
    for later in records.timeline.between(asked.index, intent.index):
        here: dict[str, Fact] = {"entry": intent.index, "subject": asked.subject, "by": later.index}
        if set(later.touched) & set(covering_subjects(asked.subject)):
            refuse("request_plan_changed", **here)
        with refusing("request_plan_changed", **here):
            same = _bearing(before, asked) == _bearing(later.plan, asked)
        if not same:
            refuse("request_plan_changed", **here)


def _bearing(plan: Plan, asked: Asked) -> tuple[object, ...]:
    holder = holder_of(plan, asked.subject)
    milestone = plan.milestone(holder.milestone) if holder is not None else None
    return (
        holder,
        asset_of(plan, asked.subject),
        milestone.window if milestone is not None else None,
        plan.policy(asked.verb),
    )
