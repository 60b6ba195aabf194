"""Issue the certificate of one destruction: statement, seal, PDF, recorded by digest.

Order, without circularity: the facts, the checkpoint that covers them, the statement citing both,
its signature and timestamp, the PDF that embeds them, its seal, then the entry that records them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from flows.authorities import authorities_of
from flows.desk import Desk
from releve.canonical import decode, digest
from releve.certificates.annex import CITED, Annex
from releve.certificates.certificate import TEMPLATE, certificate_data
from releve.certificates.statement import PAYLOAD_TYPE, build_statement
from releve.certificates.succession import supersedes_of
from releve.errors import ConnectorError, EvidenceRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import Body, mapping, number, text
from releve.ledger.merkle import inclusion_proof
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.plan.steps import Step
from releve.ports import Sealed
from releve.verification.seals import verify_pdf, verify_token

UNSEALED = "none"
"""The level of a PDF without seal, where the workspace names none."""


def certify(desk: Desk, step: Step) -> None:
    """Build, sign, stamp, print, seal and record the certificate of the subject's outcome.

    A timestamp authority that fails costs the timestamp, never the certificate: ``releve evidence
    stamp`` adds one later.
    """
    memory = desk.memory
    ended = memory.state.of(step.subject).ended
    if ended is None:
        raise KeyError(step.subject)
    head = memory.ledger.checkpoint()
    size = checkpoints.parse(head.partition(b"\n\n")[0] + b"\n").size
    desk.tree.follow(desk.ledger.raw(desk.tree.size, size))
    statement = build_statement(
        plan=memory.plan,
        entries=memory.entries(),
        outcome=ended.index,
        leaf_hash=lambda index: desk.tree.hash_at(0, index).hex(),
        checkpoint=head,
        tool=f"releve {version('releve')}",
    )
    predicate = _predicate(statement)
    envelope = desk.keys.seal.sign(statement, PAYLOAD_TYPE)
    stamped = _stamped(desk, envelope)
    annex = _annex(desk, predicate, head, size, envelope, stamped)
    printed = desk.press.pdf(TEMPLATE, certificate_data(statement, plan=memory.plan, annex=annex))
    sealed = _sealed(desk, printed, text(predicate, "number"))
    body: dict[str, JsonValue] = {
        "number": text(predicate, "number"),
        "title": text(mapping(predicate, "claim"), "title"),
        "claim_level": text(mapping(predicate, "claim"), "level"),
        "statement": digest(envelope),
        "pdf": digest(sealed.pdf),
        "outcome": ended.index,
        "seal": sealed.level,
        "token": None if stamped is None else digest(stamped.token),
        "supersedes": supersedes_of(predicate),
    }
    draft = Draft(
        kind=EntryKind.CERTIFICATE_ISSUED, subject=step.subject, actor="releve", body=body
    )
    tokens = [] if stamped is None else [stamped.token]
    memory.record([draft], documents=[envelope, sealed.pdf, *tokens])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stamped:
    token: bytes
    at: datetime


def _predicate(statement: bytes) -> Body:
    told = decode(statement)
    if not isinstance(told, dict):
        raise EvidenceRefused("statement_malformed")
    return mapping(told, "predicate")


def _stamped(desk: Desk, envelope: bytes) -> _Stamped | None:
    if desk.timestamps is None:
        return None
    try:
        token = desk.timestamps.token(envelope)
        stamp = verify_token(token, envelope, authorities_of(desk).timestamp)
    except (ConnectorError, EvidenceRefused):  # down, or nothing an auditor would believe
        return None
    return _Stamped(token=token, at=stamp.at)


def _annex(
    desk: Desk, predicate: Body, head: bytes, size: int, envelope: bytes, stamped: _Stamped | None
) -> Annex:
    entries: Mapping[str, int] = {name: number(mapping(predicate, name), "index") for name in CITED}
    return Annex(
        dsse=envelope,
        token=None if stamped is None else stamped.token,
        stamped_at=None if stamped is None else stamped.at,
        entries={name: desk.memory.raw(index) for name, index in entries.items()},
        proofs={
            name: checkpoints.proof_file(
                index=index, hashes=inclusion_proof(desk.tree.hash_at, index, size), checkpoint=head
            )
            for name, index in entries.items()
        },
        sealed=desk.seal is not None,
    )


def _sealed(desk: Desk, printed: bytes, name: str) -> Sealed:
    """Seal the PDF, with a timestamp unless auditors would refuse it: then without one."""
    if desk.seal is None:
        return Sealed(pdf=printed, level=UNSEALED)
    sealed = desk.seal.seal(printed, reason=name, stamped=True)
    trusted = authorities_of(desk)
    if not trusted.seal:
        return sealed
    try:
        verify_pdf(
            sealed.pdf,
            authorities=trusted.seal,
            timestamp_authorities=trusted.timestamp,
            at=desk.clock.recorded_at(),
        )
    except EvidenceRefused as refused:
        if not refused.code.startswith("timestamp_"):
            raise
        return desk.seal.seal(printed, reason=name, stamped=False)
    return sealed
