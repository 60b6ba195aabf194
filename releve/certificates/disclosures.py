"""What a statement says besides the act: limits, the other copies, and where the data went."""

from collections.abc import Callable, Mapping, Sequence

from releve.canonical import JsonValue
from releve.certificates.claims import Claim
from releve.certificates.status import status_of
from releve.ledger.body import text
from releve.ledger.state import fold
from releve.ledger.subject import Request, recorded_act
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.ids import asset_subject, copy_subject
from releve.model.plan import CopyFate, DataAsset, Plan
from releve.plan.extractions import pinned


def limits_of(plan: Plan, claimed: Claim, request: Request) -> tuple[str, ...]:
    """Return the codes of what the document does not prove, weightiest first."""
    found = ["copies_beyond_inventory", "time_is_ours"]
    if claimed.level.value == "logical_deletion":
        found.insert(0, "medium_not_sanitized")
    if "live_database" in claimed.reasons:
        found.append("database_traces")
    if "attested_by_another" in claimed.reasons and not claimed.seen:
        found.insert(0, "word_of_another")
    if request.root is None:
        found.append("content_not_rooted")
    if plan.realm.value == "rehearsal":
        found.append("exercise_only")
    return tuple(found)


def copies_of(entries: Sequence[Entry], asset: DataAsset) -> list[dict[str, JsonValue]]:
    """Return the asset and each of its copies with its bin and how it ended, if it did."""
    state = fold(entries)
    listed: list[dict[str, JsonValue]] = []
    own = state.of(asset_subject(asset.id)).ended
    listed.append(
        {
            "id": asset_subject(asset.id),
            "title": asset.title,
            "fate": asset.fate.value,
            "expires_on": None,
            "reason": asset.fate_reason,
            "ended": None if own is None else own.outcome.value,
            "entry": None if own is None else own.index,
        }
    )
    for copy in asset.copies:
        ended = state.of(copy_subject(asset.id, copy.id)).ended
        expires = copy.expires_on if copy.fate is CopyFate.EXPIRES else None
        listed.append(
            {
                "id": copy_subject(asset.id, copy.id),
                "title": copy.title,
                "fate": copy.fate.value,
                "expires_on": None if expires is None else expires.isoformat(),
                "reason": copy.reason,
                "ended": None if ended is None else ended.outcome.value,
                "entry": None if ended is None else ended.index,
            }
        )
    return listed


def status_told(ended: Entry, copies: Sequence[Mapping[str, JsonValue]]) -> JsonValue:
    """Return the ``status`` member of an ending; the copies of a copy are not its own."""
    whole = ended.subject.startswith("asset:")
    found = status_of(
        Outcome(text(ended.body, "outcome")),
        observed=text(ended.body, "observed"),
        overran=ended.body.get("overran") is True,
        remaining=[CopyFate(str(one["fate"])) for one in copies[1:] if one["ended"] is None]
        if whole
        else [],
    )
    return {"code": found.status.value, "reasons": list(found.reasons)}


def completeness_of(
    plan: Plan,
    entries: Sequence[Entry],
    asset: DataAsset,
    cite: Callable[[int], dict[str, JsonValue]],
) -> dict[str, JsonValue]:
    """Return whose word completeness rests on, where pathways were read in an extraction.

    One for each view of an extraction that the asset is or requires; nothing without any.
    """
    state = fold(entries)
    views = [one for one in plan.assets if one.id in {asset.id, *asset.requires} and pinned(one)]
    listed: list[JsonValue] = []
    for view in views:
        known = state.of(asset_subject(view.id)).extraction
        if known is not None:
            named = {"view": view.id, **known.told.model_dump(mode="json")}
            listed.append({**named, **cite(known.index)})
    return {"completeness": listed} if listed else {}


def backed_up_of(
    entries: Sequence[Entry],
    request: Request,
    asset: DataAsset,
    cite: Callable[[int], dict[str, JsonValue]],
) -> JsonValue:
    """Return whether the data was given back and accepted, and where ("data backed up" of NIST)."""
    accepted = request.evidence.get("acceptance")
    if accepted is None or entries[accepted].kind is not EntryKind.ACT_RECORDED:
        return {"answer": "unknown", "where": None}
    act = recorded_act(entries[accepted])
    return {
        "answer": "yes",
        "where": asset.restitution.recipient,
        "package": act.fields.get("package"),
        **cite(accepted),
    }
