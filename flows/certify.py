"""Issue the certificate of one destruction: statement, seal, PDF, recorded by digest.

Order, without circularity: the facts, the checkpoint that covers them, the statement citing both,
its seal, the PDF that embeds it, then the entry that records the digests of the last two.
"""

from importlib.metadata import version

from flows.desk import Desk
from releve.canonical import decode, digest
from releve.certificates.certificate import TEMPLATE, certificate_data
from releve.certificates.statement import PAYLOAD_TYPE, build_statement
from releve.errors import EvidenceRefused
from releve.ledger.body import mapping, text
from releve.ledger.merkle import leaf_hash
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.plan.steps import Step


def certify(desk: Desk, step: Step) -> None:
    """Build, seal, print and record the certificate of the subject's outcome."""
    memory = desk.memory
    ended = memory.state.of(step.subject).ended
    if ended is None:
        raise KeyError(step.subject)
    raw = list(memory.ledger.raw())
    plan = memory.plan
    statement = build_statement(
        plan=plan,
        entries=memory.entries(),
        outcome=ended.index,
        leaf_hash=lambda index: leaf_hash(raw[index]).hex(),
        checkpoint=memory.ledger.checkpoint(),
        tool=f"releve {version('releve')}",
    )
    envelope = desk.keys.seal.sign(statement, PAYLOAD_TYPE)
    pdf = desk.press.pdf(TEMPLATE, certificate_data(statement, plan=plan, dsse=envelope))
    told = decode(statement)
    if not isinstance(told, dict):
        raise EvidenceRefused("statement_malformed")
    predicate = mapping(told, "predicate")
    body: dict[str, JsonValue] = {
        "number": text(predicate, "number"),
        "title": text(mapping(predicate, "claim"), "title"),
        "claim_level": text(mapping(predicate, "claim"), "level"),
        "statement": digest(envelope),
        "pdf": digest(pdf),
        "outcome": ended.index,
    }
    draft = Draft(
        kind=EntryKind.CERTIFICATE_ISSUED, subject=step.subject, actor="releve", body=body
    )
    memory.record([draft], documents=[envelope, pdf])
