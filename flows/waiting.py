"""What waits, why, whose move it is and the command to type."""

from collections.abc import Iterator

from flows.titles import title_of
from releve.model.plan import Plan
from releve.plan.steps import Agenda, Reason, Waiting
from releve.textes import sentence

_ACTS = {
    "approval_missing": "approval",
    "acceptance_missing": "acceptance",
    "visa_missing": "visa",
    "relay_missing": "relay",
    "transfer_missing": "transfer",
    "receipt_missing": "receipt",
    "scope_missing": "scope",
    "scope_of_another_mapping": "scope",
    "trial_missing": "trial",
    "test_missing": "test",
    "test_with_deviations": "test",
    "attestation_missing": "attestation",
    "legal_hold": "lift",
    "source_changed_since_receipt": "reconciliation",
    "service_still_answers": "reconciliation",
    "finding_blocks": "waiver",
}
"""The act that would lift a reason, where one would."""
_AWAITED = {"extraction_missing", "extraction_of_another_manifest"}
"""What the tool itself receives, once a publisher has sent it."""
_ARRIVING = {"pathways_undecided", "arrival_refused"}
"""What an attestation left open: the command shows it, and takes decisions."""
_OF_THE_ASSET = {"receipt", "acceptance", "visa", "exemption", "waiver"}
"""Acts about an asset that stand for its copies too."""


def waiting_lines(plan: Plan, agenda: Agenda, milestone: str | None = None) -> Iterator[str]:
    """Yield one block per waiting subject, in French; those behind another are counted."""
    behind = 0
    for item in agenda.waiting:
        if milestone not in {None, item.milestone}:
            continue
        if all(reason.mover.startswith("subject:") for reason in item.reasons):
            behind += 1
            continue
        yield f"⏳ {headline(plan, item)}"
        for reason in item.reasons:
            yield f"   {reason_line(plan, reason)}"
            command = command_for(item, reason)
            if command:
                yield f"   → {command}"
    if behind:
        yield sentence("waiting_behind", {"count": behind})
    for name in agenda.overdue:
        if milestone in {None, name}:
            yield sentence("milestone_overdue", {"milestone": plan.milestone(name).title})


def headline(plan: Plan, item: Waiting) -> str:
    """Name what waits: ``jalon 2024-12-31 · Vigilans · arrêt``."""
    verb = sentence(f"verb_{item.verb.value}", {})
    return f"jalon {item.milestone} · {title_of(plan, item.subject)} · {verb}"


def reason_line(plan: Plan, reason: Reason) -> str:
    """Say why, and whose move it is, with the people of the roster who may make it."""
    facts = dict(reason.facts)
    who = mover(plan, reason)
    line = sentence(f"reason_{reason.code}", facts)
    mine = who and reason.mover.startswith("role:")
    return f"{line} {sentence('whose_move', {'who': who})}" if mine else line


def mover(plan: Plan, reason: Reason) -> str:
    """Name whose move it is: people of the roster with that role, or what must come first."""
    kind, _, name = reason.mover.partition(":")
    if kind == "subject":
        return title_of(plan, name)
    if kind != "role":
        return ""
    role, _, organisation = name.partition("@")
    people = [
        person.name or person.id
        for person in plan.people
        if role in {one.value for one in person.roles} and organisation in {"", person.organisation}
    ]
    return f"{sentence(f'role_{role}', {})} ({', '.join(people) or '—'})"


def command_for(item: Waiting, reason: Reason) -> str | None:
    """Return the command that makes the missing act, or ``None`` where no act would help."""
    if reason.code == "paused":
        return f"releve resume {item.subject} --as ‹id› --key ‹clé› --reason ‹motif›"
    if reason.code in _AWAITED:
        name = item.subject.partition(":")[2]
        return f"releve extraction receive ‹dossier› --asset {name}"
    if reason.code == "notice_missing":
        told = (
            f"-f audience={dict(reason.facts)['audience']} -f sent_on=‹AAAA-MM-JJ› -f means=‹moyen›"
        )
        return f"releve act notice --subject {item.subject} --as ‹id› --key ‹clé› {told}"
    if reason.code == "read_test_missing":
        return f"releve read-test {item.subject.partition(':')[2].partition('/')[0]}"
    if reason.code in _ARRIVING:
        return f"releve arrival {item.subject.partition(':')[2].partition('/')[0]}"
    kind = _ACTS.get(reason.code)
    if reason.code == "act_to_examine":
        kind = str(dict(reason.facts)["act"])
    if kind is None:
        return None
    subject = str(dict(reason.facts).get("subject", item.subject))
    if kind in _OF_THE_ASSET and subject.startswith("copy:"):
        subject = f"asset:{subject.removeprefix('copy:').partition('/')[0]}"
    return f"releve act {kind} --subject {subject} --as ‹id› --key ‹clé›"
