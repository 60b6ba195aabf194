"""Issue the certificate of one destruction: statement, seal, PDF, recorded by digest.

Order, without circularity: the facts, the checkpoint that covers them, the statement citing both,
its signature and timestamp, the PDF that embeds them, its seal, then the entry that records them.
"""

from collections.abc import Mapping
from importlib.metadata import version

from flows.desk import Desk
from flows.sealing import Stamped, sealed, stamped
from releve.canonical import decode, digest
from releve.certificates.annex import CITED, Annex
from releve.certificates.certificate import TEMPLATE, certificate_data
from releve.certificates.statement import PAYLOAD_TYPE, build_statement
from releve.certificates.succession import supersedes_of
from releve.errors import EvidenceRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import Body, mapping, number, text
from releve.ledger.merkle import inclusion_proof
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.plan.steps import Step


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
    stamp = stamped(desk, envelope)
    annex = _annex(desk, predicate, head, size, envelope, stamp)
    printed = desk.press.pdf(TEMPLATE, certificate_data(statement, plan=memory.plan, annex=annex))
    seal = sealed(desk, printed, text(predicate, "number"))
    body: dict[str, JsonValue] = {
        "number": text(predicate, "number"),
        "title": text(mapping(predicate, "claim"), "title"),
        "claim_level": text(mapping(predicate, "claim"), "level"),
        "statement": digest(envelope),
        "pdf": digest(seal.pdf),
        "outcome": ended.index,
        "seal": seal.level,
        "token": None if stamp is None else digest(stamp.token),
        "supersedes": supersedes_of(predicate),
    }
    draft = Draft(
        kind=EntryKind.CERTIFICATE_ISSUED, subject=step.subject, actor="releve", body=body
    )
    tokens = [] if stamp is None else [stamp.token]
    memory.record([draft], documents=[envelope, seal.pdf, *tokens])


def _predicate(statement: bytes) -> Body:
    told = decode(statement)
    if not isinstance(told, dict):
        raise EvidenceRefused("statement_malformed")
    return mapping(told, "predicate")


def _annex(
    desk: Desk, predicate: Body, head: bytes, size: int, envelope: bytes, stamp: Stamped | None
) -> Annex:
    entries: Mapping[str, int] = {name: number(mapping(predicate, name), "index") for name in CITED}
    return Annex(
        dsse=envelope,
        token=None if stamp is None else stamp.token,
        stamped_at=None if stamp is None else stamp.at,
        entries={name: desk.memory.raw(index) for name, index in entries.items()},
        proofs={
            name: checkpoints.proof_file(
                index=index, hashes=inclusion_proof(desk.tree.hash_at, index, size), checkpoint=head
            )
            for name, index in entries.items()
        },
        sealed=desk.seal is not None,
    )
