"""Adopting a plan: proposed as a file, signed by the quorum that may, recorded once complete.

The first plan is adopted by the founders pinned in the trust file; each later one by the quorum of
the plan before it, never its own.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.desk import Desk
from releve.canonical import digest
from releve.errors import ActRefused, PlanError, UsageError
from releve.model.acts import Act
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.ids import PLAN_SUBJECT
from releve.model.plan import Plan
from releve.plan.authority import in_office
from releve.plan.changes import changed_among, touched
from releve.plan.reader import load_plan

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A plan proposed for adoption, the plan before it, and who may adopt it."""

    plan: Plan
    canonical: bytes
    previous: Plan | None
    founders: tuple[str, ...]
    threshold: int

    @classmethod
    def open(cls, desk: Desk, plan: str) -> "Candidate":
        """Find a proposed plan by digest.

        Raises ``ActRefused`` ``plan_unknown`` when it was never proposed here.
        """
        file = proposal(desk, plan)
        if not _DIGEST.fullmatch(plan) or not file.is_file():
            raise ActRefused("plan_unknown", plan=plan)
        canonical = file.read_bytes()
        state = desk.memory.state
        previous = desk.memory.plan if state.plan is not None else None
        trust = json.loads(desk.workspace.trust.read_text(encoding="utf-8"))
        threshold = trust["quorum"]
        if previous is not None and previous.adoption is not None:
            threshold = previous.adoption.threshold
        return cls(
            plan=load_plan(canonical),
            canonical=canonical,
            previous=previous,
            founders=tuple(trust["founders"]),
            threshold=threshold,
        )

    def keys(self, signer: str, now: datetime) -> tuple[str, ...]:
        """Return the keys somebody may adopt with.

        Raises ``ActRefused`` ``adopter_not_entitled``.
        """
        roster = self.plan if self.previous is None else self.previous
        keys = next(
            (one.keys or () for one in roster.people if one.id == signer and in_office(one, now)),
            (),
        )
        if self.previous is None:
            entitled = tuple(key for key in keys if key in self.founders)
        else:
            quorum = self.previous.adoption
            entitled = keys if quorum is not None and signer in quorum.people else ()
        if not entitled:
            raise ActRefused("adopter_not_entitled", signer=signer)
        return entitled


def proposal(desk: Desk, plan: str) -> Path:
    """Return where a proposed plan lies until it is adopted."""
    return desk.workspace.folder / "proposed" / f"{plan.removeprefix('sha256:')}.json"


def propose(desk: Desk) -> str:
    """Propose the plan on disk for adoption and return its digest.

    Raises ``UsageError`` ``plan_already_adopted`` when it is the one that acts, ``PlanError`` when
    it is not complete, ``UsageError`` ``endpoint_missing``.
    """
    found = desk.source
    if found.digest == desk.memory.state.plan:
        raise UsageError("plan_already_adopted", plan=found.digest)
    for one in found.missing[:1]:
        count = len(found.missing)
        raise PlanError(
            "plan_incomplete", file=one.file, line=one.line, field=one.path, count=count
        )
    desk.check(found.plan)
    file = proposal(desk, found.digest)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(found.canonical)
    return found.digest


def adoption_drafts(
    desk: Desk, candidate: Candidate, act: Act, body: dict[str, JsonValue]
) -> tuple[list[Draft], list[bytes]]:
    """Return what to record for one more adopter: the act, and the adoption when it completes it.

    Raises ``ActRefused``: ``adoption_of_another_realm``, ``adoption_of_another_previous``,
    ``adoption_twice``.
    """
    state = desk.memory.state
    if act.realm is not desk.workspace.realm or act.origin != candidate.plan.origin:
        raise ActRefused("adoption_of_another_realm", realm=act.realm.value, origin=act.origin)
    if act.plan == state.plan:
        raise ActRefused("plan_already_adopted", plan=act.plan)
    if act.fields["previous"] != (state.plan or "-"):
        raise ActRefused("adoption_of_another_previous", previous=act.fields["previous"])
    if act.subject != PLAN_SUBJECT:
        raise ActRefused("subject_unknown", subject=act.subject)
    _check_begun(desk, candidate)
    before = tuple(
        one for one in state.adoptions.get(act.plan, ()) if not set(one.keys) & set(state.revoked)
    )
    if act.signer in {one.signer for one in before}:
        raise ActRefused("adoption_twice", signer=act.signer)
    drafts = [Draft(kind=EntryKind.ACT_RECORDED, subject=PLAN_SUBJECT, actor=act.signer, body=body)]
    signers = [*(one.signer for one in before), act.signer]
    if len(signers) < candidate.threshold:
        return drafts, []
    adopted: dict[str, JsonValue] = {
        "plan": act.plan,
        "previous": state.plan or "-",
        "touched": list(_touched(candidate)),
        "signers": signers,
        "sources": dict(desk.source.sources) if desk.source.digest == act.plan else {},
    }
    drafts.append(
        Draft(kind=EntryKind.PLAN_ADOPTED, subject=PLAN_SUBJECT, actor=act.signer, body=adopted)
    )
    if digest(candidate.canonical) != act.plan:
        raise ActRefused("plan_unknown", plan=act.plan)
    return drafts, [candidate.canonical]


def _check_begun(desk: Desk, candidate: Candidate) -> None:
    """Refuse a plan that changes what an act already begun, or not yet certified, rests on."""
    if candidate.previous is None:
        return
    begun = [
        one.subject
        for one in desk.memory.state.subjects.values()
        if one.intent is not None
        or (
            one.ended is not None
            and one.certified is None
            and not one.subject.startswith("service:")
        )
    ]
    for subject in changed_among(candidate.previous, candidate.plan, begun):
        raise ActRefused("plan_changes_begun_step", subject=subject)


def _touched(candidate: Candidate) -> Iterable[str]:
    if candidate.previous is None:
        return (PLAN_SUBJECT,)
    return touched(candidate.previous, candidate.plan)
