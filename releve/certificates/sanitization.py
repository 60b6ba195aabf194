"""The sanitization fields of a statement: method, medium identity, verification, and the claim.

Sources: NIST SP 800-88 Rev. 2; the fields of its Rev. 1, section 4.8.
"""

from collections.abc import Mapping

from releve.canonical import JsonValue
from releve.certificates.claims import Claim, claim
from releve.errors import EvidenceRefused
from releve.ledger.body import text
from releve.model.evidence import Entry, Outcome
from releve.model.evidence import JsonValue as FactValue
from releve.model.ids import copy_subject
from releve.model.plan import Performer, Plan
from releve.plan.authority import asset_of

METHOD_SOURCE = "NIST SP 800-88 Rev. 2"
NOT_RECORDED = "not_recorded"
MEDIUM_IDENTITY = (
    "manufacturer",
    "model",
    "serial",
    "media_number",
    "media_type",
    "media_source",
    "category_before",
    "category_after",
    "destination",
)
"""NIST SP 800-88 Rev. 1, section 4.8: what identifies a medium; each says where it was read.

Its categories, before and after, are optional there too."""

_VERDICTS = {"absent": "passed", "present": "failed"}


def claim_of(plan: Plan, ended: Entry, facts: Mapping[str, FactValue]) -> Claim:
    """Return what an outcome entry allows to claim; raises as ``claim`` and ``EvidenceRefused``."""
    try:
        outcome = Outcome(text(ended.body, "outcome"))
        performer = Performer(text(ended.body, "performer"))
    except ValueError as error:
        raise EvidenceRefused("entry_malformed", index=ended.index, field="outcome") from error
    conditions = facts.get("conditions")
    return claim(
        _fact(facts, "medium") or _planned_medium(plan, ended.subject),
        _fact(facts, "technique") or NOT_RECORDED,
        outcome,
        performer,
        observed=text(ended.body, "observed"),
        conditions={name: str(value) for name, value in conditions.items()}
        if isinstance(conditions, Mapping)
        else None,
    )


def _planned_medium(plan: Plan, subject: str) -> str:
    asset = asset_of(plan, subject)
    media = {copy_subject(one.id, copy.id): copy.medium for one, copy in plan.copies()}
    medium = media.get(subject, asset.medium if asset else None)
    return NOT_RECORDED if medium is None else medium.kind


def _fact(facts: Mapping[str, FactValue], name: str) -> str | None:
    value = facts.get(name)
    return value if isinstance(value, str) and value else None


def sanitization_of(
    plan: Plan, ended: Entry, facts: Mapping[str, FactValue], tool: str
) -> dict[str, JsonValue]:
    """Return the ``sanitization`` member: what was not read is ``not_recorded``."""
    observed = text(ended.body, "observed")
    identity = facts.get("medium_identity")
    known = identity if isinstance(identity, Mapping) else {}
    return {
        "source": METHOD_SOURCE,
        "medium": _fact(facts, "medium") or _planned_medium(plan, ended.subject),
        "technique": _fact(facts, "technique") or NOT_RECORDED,
        "tool": _fact(facts, "tool") or tool,
        "performer": text(ended.body, "performer"),
        "operator": ended.actor,
        "verification": {
            "method": text(ended.body, "means"),
            "observed": observed,
            "verdict": _VERDICTS.get(observed, "undetermined"),
        },
        "identity": {name: _identity(known.get(name)) for name in MEDIUM_IDENTITY},
    }


def _identity(value: FactValue) -> JsonValue:
    if not isinstance(value, Mapping):
        return NOT_RECORDED
    return {"value": text(value, "value"), "source": text(value, "source")}
