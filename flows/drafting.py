"""Drafting an act: what the ledger says is filled in, what only the person knows is asked."""

from collections.abc import Mapping
from datetime import datetime

from flows.titles import title_of
from releve.errors import UsageError
from releve.ledger.state import PlanState
from releve.ledger.subject import SubjectState
from releve.model.acts import FIELDS, Act, ActKind
from releve.model.medium import PathwaysMedium
from releve.model.plan import Plan
from releve.model.time import instant_text
from releve.pathways.completeness import completeness
from releve.plan.arrivals import accepted_root
from releve.plan.authority import asset_of, service_of
from releve.textes import sentence

_OF_PATHWAYS = {ActKind.TRIAL, ActKind.TEST, ActKind.RECEIPT, ActKind.ACCEPTANCE}


def draft_act(
    plan: Plan,
    state: PlanState,
    *,
    kind: ActKind,
    subject: str,
    signer: str,
    now: datetime,
    given: Mapping[str, str],
    adopting: str | None = None,
) -> Act:
    """Return the act to be signed.

    ``adopting`` is the digest of the plan to adopt, for ``plan_adoption`` alone. Raises
    ``UsageError``: ``act_field_missing`` naming a field nobody gave, ``act_field_unknown``,
    ``nothing_to_sign`` when the subject has no open request, receipt or certificate that it is
    about.
    """
    for name in given:
        if name not in FIELDS[kind]:
            raise UsageError("act_field_unknown", field=name, allowed=FIELDS[kind])
    known = _known(plan, state, kind, subject) | {
        name: value.replace("\n", " ") or "-" for name, value in given.items()
    }
    if kind is ActKind.VISA and known.get("decision") not in {"granted", "refused"}:
        raise UsageError("visa_decision_unknown", allowed=("granted", "refused"))
    for name in FIELDS[kind]:
        if name not in known:
            raise UsageError("act_field_missing", field=name, act=kind.value)
    fields = {name: known[name] for name in FIELDS[kind]}
    return Act(
        kind=kind,
        realm=plan.realm,
        origin=plan.origin,
        plan=adopting or state.plan or "-",
        subject=subject,
        signer=signer,
        signed_at=now,
        fields=fields,
        sentence=" ".join(
            [
                sentence(
                    f"act_{kind.value}",
                    {**fields, "subject": title_of(plan, subject), "signer": signer},
                ),
                *_completeness(state.of(subject), kind),
            ]
        ),
    )


def _completeness(found: SubjectState, kind: ActKind) -> list[str]:
    """Say whose word completeness rests on, where pathways of an extraction are signed for."""
    if found.extraction is None or kind not in _OF_PATHWAYS:
        return []
    return [completeness(found.extraction.told)]


def _known(plan: Plan, state: PlanState, kind: ActKind, subject: str) -> dict[str, str]:
    found = state.of(subject)
    match kind:
        case ActKind.PLAN_ADOPTION:
            return {"previous": state.plan or "-"}
        case ActKind.APPROVAL | ActKind.REFUSAL:
            return _of_request(found)
        case ActKind.ACCEPTANCE:
            if found.exported is None or found.receipt is None:
                raise UsageError("nothing_to_sign", act=kind.value, subject=subject)
            exported, asset = found.exported, asset_of(plan, subject)
            root = accepted_root(asset, found) if asset is not None else None
            return {
                "package": exported.package,
                "receipt": found.receipt.file,
                "root": root or exported.root,
                "reserves": "-",
            }
        case ActKind.TRANSFER:
            service = service_of(plan, subject)
            recipient = (service.recipient if service else None) or "-"
            return {**_of_request(found), "recipient": recipient, "reserves": "-"}
        case ActKind.SCOPE:
            asset = asset_of(plan, subject)
            if asset is None or not isinstance(asset.medium, PathwaysMedium):
                raise UsageError("nothing_to_sign", act=kind.value, subject=subject)
            mapping, scope = asset.medium.signed()
            return {"mapping": mapping, "scope": scope}
        case ActKind.ACKNOWLEDGEMENT | ActKind.TEST:
            if found.exported is None:
                raise UsageError("nothing_to_sign", act=kind.value, subject=subject)
            return {"package": found.exported.package, "reserves": "-"}
        case _:
            return _standing(found, kind, subject)


def _standing(found: SubjectState, kind: ActKind, subject: str) -> dict[str, str]:
    match kind:
        case ActKind.ATTESTATION:
            if found.order is None:
                raise UsageError("nothing_to_sign", act=kind.value, subject=subject)
            return {"order": str(found.order)}
        case ActKind.LIFT:
            return {"hold": next(iter(found.holds), "-")}
        case ActKind.RESUME:
            return {"pause": str(found.paused)}
        case ActKind.RECONCILIATION:
            return {"occurrence": str(found.occurrence)}
        case ActKind.VISA:
            return {"bordereau": "-"}
        case ActKind.WITHDRAWAL:
            if not found.certificates:
                raise UsageError("nothing_to_sign", act=kind.value, subject=subject)
            return {"certificate": found.certificates[-1].number}
        case _:
            return {}


def _of_request(found: SubjectState) -> dict[str, str]:
    if found.request is None:
        raise UsageError("nothing_to_sign", act="approval", subject=found.subject)
    return {
        "request": found.request.digest,
        "step": found.request.step,
        "expires_at": instant_text(found.request.expires_at),
    }
