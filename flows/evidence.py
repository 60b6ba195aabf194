"""The evidence folder of a workspace, and its trust file."""

import json
from collections.abc import Sequence
from pathlib import Path

from flows.authorities import authorities_of
from flows.desk import Desk
from flows.witnesses import WitnessedHead, cosign_head
from releve.documents.evidence import build_evidence
from releve.errors import Fact, StepRefused
from releve.model.ids import Realm
from releve.model.scope import Scope
from releve.plan.validation import standing


def write_evidence(
    desk: Desk, *, folder: Path | None = None, scope: Scope | None = None
) -> WitnessedHead:
    """Write ``evidence/``, or another ``folder``, for the ledger as it stands; return its head.

    A destruction that waits for its validation is told as such.

    Raises:
        StepRefused: ``evidence_too_early`` between any other destruction and its certificate.
        EvidenceRefused, UsageError, LedgerError: those of ``build_evidence``.

    """
    for one in desk.memory.refresh().subjects.values():
        certifiable = one.ended is not None and not one.subject.startswith("service:")
        if certifiable and one.certified is None and not _validating(desk, one.subject):
            raise StepRefused("evidence_too_early", subject=one.subject)
    head = cosign_head(desk)
    build_evidence(
        folder or desk.workspace.evidence,
        ledger=desk.ledger,
        plan_of=desk.memory.plan_of,
        certificates={},
        sign_note=desk.keys.log.sign_note,
        vkey=desk.keys.log.vkey,
        seal_public=desk.keys.seal.public,
        checkpoint=head.note or None,
        authorities=authorities_of(desk),
        scope=scope,
    )
    return head


def _validating(desk: Desk, subject: str) -> bool:
    """Tell whether a destruction waits for a person's validation."""
    found = standing(desk.memory.plan, desk.memory.state, subject)
    return found is not None and not found.accepted


def missing_cosignatures(desk: Desk, head: WitnessedHead) -> dict[str, Fact] | None:
    """Return how many witnesses cosigned, how many must and who did not: auditors would refuse."""
    planned = desk.memory.plan.witnesses
    if planned is None or len(head.cosigned) >= planned.threshold:
        return None
    absent = tuple(one.id for one in planned.keys if one.id not in head.cosigned)
    return {"have": len(head.cosigned), "need": planned.threshold, "absent": absent}


def write_trust(desk: Desk, *, founders: Sequence[str], quorum: int) -> None:
    """Write ``trust/trust.json`` for the plan on disk, before its adoption.

    It is to be handed to auditors by another way than the evidence.
    """
    where, witnesses = desk.workspace, desk.source.plan.witnesses
    trust = {
        "format": "releve/trust/2",
        "origin": desk.workspace.origin,
        "realm": Realm(desk.workspace.realm).value,
        "log_keys": [desk.keys.log.vkey],
        "witnesses": [one.key for one in witnesses.keys if one.key] if witnesses else [],
        "witness_quorum": witnesses.threshold if witnesses else 0,
        "seal_keys": [desk.keys.seal.public],
        "seal_authorities": list(authorities_of(desk).seal),
        "timestamp_authorities": list(authorities_of(desk).timestamp),
        "founders": list(founders),
        "quorum": quorum,
        "first_plan": desk.source.digest,
        "previous": None,
        "minimum": None,
    }
    file = where.trust
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(trust, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
