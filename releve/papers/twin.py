"""The machine twin of a paper: an in-toto Statement v1 about one head of the log.

Normative description in ``docs/format/paper.md``. It holds codes, values and their sources, in no
language: what people read is derived from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum

from releve import canonical
from releve.canonical import JsonValue
from releve.ledger import checkpoint as checkpoints
from releve.model.plan import Plan
from releve.model.time import instant_text
from releve.papers.case import Case
from releve.papers.figures import check_figure
from releve.papers.paper import Paper, PaperKind, values_of

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:releve:paper:1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a paper is called, and what it takes the place of (an entry index)."""

    kind: PaperKind
    about: str
    number: str
    language: str
    supersedes: int | None


def content_digest(paper: Paper) -> str:
    """Return the digest of what a paper says, whatever its number, head and language."""
    return canonical.digest(canonical.encode(encoded(paper)))


def build_twin(identity: Identity, paper: Paper, case: Case, checkpoint: bytes) -> bytes:
    """Return the canonical bytes of the statement, each figure checked against its sources.

    ``checkpoint`` is the signed head that covers everything the paper was read from.

    Raises:
        EvidenceRefused: as :func:`releve.papers.figures.check_figure`;
            ``checkpoint_malformed``.

    """
    for value in values_of(paper):
        check_figure(value, case.origins)
    head = checkpoints.parse(checkpoint.partition(b"\n\n")[0] + b"\n")
    return canonical.encode(
        {
            "_type": STATEMENT_TYPE,
            "subject": [{"name": head.origin, "digest": {"sha256": head.root.hex()}}],
            "predicateType": PREDICATE_TYPE,
            "predicate": _predicate(identity, paper, case.plan, case.digest, case.at, checkpoint),
        }
    )


def _predicate(
    identity: Identity, paper: Paper, plan: Plan, digest: str, at: datetime, checkpoint: bytes
) -> dict[str, JsonValue]:
    return {
        "kind": identity.kind.value,
        "about": identity.about,
        "number": identity.number,
        "language": identity.language,
        "supersedes": identity.supersedes,
        "realm": plan.realm.value,
        "origin": plan.origin,
        "programme": plan.programme,
        "plan": digest,
        "at": instant_text(at),
        "checkpoint": checkpoint.decode("utf-8"),
        "subjects": list(paper.subjects),
        "content": content_digest(paper),
        "paper": encoded(paper),
    }


def encoded(part: object) -> JsonValue:
    """Return a paper, or a part of it, as JSON; each object says what it is in ``is``."""
    if isinstance(part, StrEnum):
        return part.value
    if part is None or isinstance(part, str | int | bool):
        return part
    if isinstance(part, tuple):
        return [encoded(one) for one in part]
    if isinstance(part, Mapping):
        return {str(name): encoded(one) for name, one in part.items()}
    if is_dataclass(part):
        members = {one.name: encoded(getattr(part, one.name)) for one in fields(part)}
        return {"is": type(part).__name__.lower(), **members}
    raise TypeError(type(part).__name__)
