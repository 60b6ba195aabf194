"""The evidence folder of a workspace, and its trust file."""

import json
from collections.abc import Sequence

from flows.desk import Desk
from releve.documents.evidence import build_evidence
from releve.errors import StepRefused
from releve.model.ids import Realm


def write_evidence(desk: Desk) -> None:
    """Write ``evidence/`` for the ledger as it stands.

    Raises ``StepRefused`` ``evidence_too_early`` between a destruction and its certificate.
    """
    for one in desk.memory.refresh().subjects.values():
        certifiable = one.ended is not None and not one.subject.startswith("service:")
        if certifiable and one.certified is None:
            raise StepRefused("evidence_too_early", subject=one.subject)
    build_evidence(
        desk.workspace.evidence,
        ledger=desk.ledger,
        plan_of=desk.memory.plan_of,
        certificates={},
        sign_note=desk.keys.log.sign_note,
        vkey=desk.keys.log.vkey,
        seal_public=desk.keys.seal.public,
    )


def write_trust(desk: Desk, *, founders: Sequence[str], quorum: int) -> None:
    """Write ``trust/trust.json`` for the plan on disk, before its adoption.

    It is to be handed to auditors by another way than the evidence.
    """
    trust = {
        "format": "releve/trust/1",
        "origin": desk.workspace.origin,
        "realm": Realm(desk.workspace.realm).value,
        "log_keys": [desk.keys.log.vkey],
        "witnesses": [],
        "seal_keys": [desk.keys.seal.public],
        "founders": list(founders),
        "quorum": quorum,
        "first_plan": desk.source.digest,
        "minimum": None,
    }
    file = desk.workspace.trust
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(trust, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
