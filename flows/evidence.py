"""The evidence folder of a workspace, and its trust file."""

import json
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

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
    where, witnesses = desk.workspace, desk.source.plan.witnesses
    trust = {
        "format": "releve/trust/2",
        "origin": desk.workspace.origin,
        "realm": Realm(desk.workspace.realm).value,
        "log_keys": [desk.keys.log.vkey],
        "witnesses": [one.key for one in witnesses.keys] if witnesses else [],
        "witness_quorum": witnesses.threshold if witnesses else 0,
        "seal_keys": [desk.keys.seal.public],
        "seal_authorities": _certificates(desk, where.seal_authorities),
        "timestamp_authorities": _certificates(
            desk, where.timestamp.authorities if where.timestamp else None
        ),
        "founders": list(founders),
        "quorum": quorum,
        "first_plan": desk.source.digest,
        "previous": None,
        "minimum": None,
    }
    file = where.trust
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(trust, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _certificates(desk: Desk, file: Path | None) -> list[str]:
    """Return the PEM certificates of a file of the workspace, each on its own."""
    if file is None:
        return []
    found = load_pem_x509_certificates(desk.workspace.path(file).read_bytes())
    return [one.public_bytes(Encoding.PEM).decode() for one in found]
