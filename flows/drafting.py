"""Drafting an act: what the ledger says is filled in, what only the person knows is asked."""

from collections.abc import Mapping
from datetime import datetime

from flows.titles import title_of
from flows.validator import awaited, decision, verified
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
from releve.plan.closure import NO_ORDER, current_documents, expiring
from releve.plan.elimination import VISA_WORDS, current_slip
from releve.plan.notices import current_notice
from releve.plan.signings import document_named
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
    known = _of_archives(plan, state, kind, subject)
    known |= _of_closing(plan, state, kind, subject) or _known(plan, state, kind, subject)
    known |= _of_reserves(state.of(subject), kind)
    known |= {name: value.replace("\n", " ") or "-" for name, value in given.items()}
    if kind is ActKind.VALIDATION:
        known |= decision(known)
    known |= _by_number(state, state.of(subject), kind, known)
    if kind is ActKind.NOTICE:
        known = _standing_notice(state, subject, known) | known
    if kind is ActKind.VISA and known.get("decision") not in VISA_WORDS:
        raise UsageError("visa_decision_unknown", allowed=VISA_WORDS)
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
                    _wording(kind, fields),
                    {**fields, "subject": title_of(plan, subject), "signer": signer},
                ),
                *_completeness(state.of(subject), kind),
                *([verified(plan, state.of(subject))] if kind is ActKind.VALIDATION else []),
            ]
        ),
    )


def _standing_notice(state: PlanState, subject: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the closing notice that stands for the audience that was told."""
    current = current_notice(state, subject, known.get("audience", ""))
    return {} if current is None else {"document": current.statement}


def _of_archives(plan: Plan, state: PlanState, kind: ActKind, subject: str) -> dict[str, str]:
    """Return the slip that stands, or the certificate whose receipt is given."""
    if kind is ActKind.VISA:
        return {"bordereau": current_slip(plan, state, subject)}
    found = state.of(subject).in_force if kind is ActKind.FILING else None
    return {} if found is None else {"certificate": found.number}


def _of_closing(plan: Plan, state: PlanState, kind: ActKind, subject: str) -> dict[str, str]:
    """Return what an act of closing names, or an attestation that something has expired."""
    if kind is ActKind.CLOSURE:
        return current_documents(state)
    unordered = kind is ActKind.ATTESTATION and expiring(plan, subject) is not None
    return {"order": NO_ORDER} if unordered else {}


def _wording(kind: ActKind, fields: Mapping[str, str]) -> str:
    """Return the code of the sentence to sign; what expired of itself was ordered by nobody."""
    unordered = kind is ActKind.ATTESTATION and fields["order"] == NO_ORDER
    return "act_attestation_expired" if unordered else f"act_{kind.value}"


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
            return _standing(plan, found, kind)


def _standing(plan: Plan, found: SubjectState, kind: ActKind) -> dict[str, str]:
    subject = found.subject
    match kind:
        case ActKind.VALIDATION:
            return awaited(plan, found)
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
        case ActKind.WITHDRAWAL:
            if not found.certificates:
                raise UsageError("nothing_to_sign", act=kind.value, subject=subject)
            return {"certificate": found.certificates[-1].number}
        case _:
            return {}


def _by_number(
    state: PlanState, found: SubjectState, kind: ActKind, known: Mapping[str, str]
) -> dict[str, str]:
    """Read a document's number as its digest, and the entry of an open réserve as the act's."""
    if kind is ActKind.SIGNING and "document" in known:
        return {"document": document_named(state, known["document"]) or known["document"]}
    if kind is ActKind.CLEARANCE:
        named = {str(one.index): file for file, one in found.reserves.items()}
        told = known.get("reserve", "")
        return {"reserve": named[told]} if told in named else {}
    return {}


def _of_reserves(found: SubjectState, kind: ActKind) -> dict[str, str]:
    """Name the réserve to clear where only one is open; of several, the person says which."""
    if kind is ActKind.RESERVE:
        return {"about": "-"}
    if kind is not ActKind.CLEARANCE:
        return {}
    if not found.reserves:
        raise UsageError("nothing_to_sign", act=ActKind.CLEARANCE.value, subject=found.subject)
    return {"reserve": next(iter(found.reserves))} if len(found.reserves) == 1 else {}


def _of_request(found: SubjectState) -> dict[str, str]:
    if found.request is None:
        raise UsageError("nothing_to_sign", act="approval", subject=found.subject)
    return {
        "request": found.request.digest,
        "step": found.request.step,
        "expires_at": instant_text(found.request.expires_at),
    }
