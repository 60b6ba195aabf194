"""The signed statement of a certificate: in-toto Statement v1 about a subject named by digest.

Source: https://in-toto.io/Statement/v1; normative description in ``docs/format/certificate.md``.
Facts are codes, counts, digests and ledger positions; the sentences people read are derived from
them afterwards. People appear by roster id only.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from releve import canonical
from releve.canonical import JsonValue
from releve.certificates.disclosures import (
    backed_up_of,
    completeness_of,
    copies_of,
    limits_of,
    status_told,
)
from releve.certificates.number import certificate_number
from releve.certificates.parts import (
    attestation_of,
    counted,
    parts_of,
    provider_of,
    validation_of,
)
from releve.certificates.sanitization import claim_of, sanitization_of
from releve.certificates.succession import Superseded, superseded
from releve.errors import EvidenceRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import mapping, number, optional_text, text
from releve.ledger.doubts import doubtful
from releve.ledger.state import fold
from releve.ledger.subject import RecordedAct, Request, read_request, recorded_act
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import copy_subject
from releve.model.plan import DataAsset, Plan
from releve.model.time import instant_text
from releve.plan.authority import asset_of

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:releve:sanitization:2"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
"""The DSSE payload type of a certificate's statement."""
LeafHash = Callable[[int], str]
"""The leaf hash of an entry, 64 lower-case hexadecimal digits."""
Cite = Callable[[int], dict[str, JsonValue]]
CiteAct = Callable[[RecordedAct], dict[str, JsonValue]]


def build_statement(
    *,
    plan: Plan,
    entries: Sequence[Entry],
    outcome: int,
    leaf_hash: LeafHash,
    checkpoint: bytes,
    tool: str,
) -> bytes:
    """Return the canonical bytes of the statement about the outcome recorded at index ``outcome``.

    ``entries`` is the ledger from entry 0, ``plan`` the plan in force, ``checkpoint`` the signed
    head (C1) that covers what is cited, ``tool`` its name and version. Nothing is verified here
    beyond what must agree for the sentence to be true.

    Raises:
        EvidenceRefused: ``entry_malformed``, ``not_an_outcome``, ``intent_without_request``,
            ``root_contradicted``, ``checkpoint_does_not_cover``.
        StepRefused: what :func:`releve.certificates.claims.claim` refuses to certify;
            ``certificate_stands``; ``validation_pending``: the plan asks for one not given yet.

    """
    ended = entries[outcome]
    if ended.kind is not EntryKind.OUTCOME_RECORDED:
        raise EvidenceRefused("not_an_outcome", index=outcome)
    intent = entries[number(ended.body, "intent")]
    request = _request(entries, intent)
    asset = asset_of(plan, ended.subject)
    if asset is None:
        raise EvidenceRefused("not_an_outcome", index=outcome)
    head = checkpoints.parse(checkpoint.partition(b"\n\n")[0] + b"\n")
    if head.size <= outcome or head.origin != plan.origin:
        raise EvidenceRefused("checkpoint_does_not_cover", index=outcome, size=head.size)

    def cite(index: int) -> dict[str, JsonValue]:
        return {"index": index, "leaf_hash": leaf_hash(index)}

    facts = mapping(ended.body, "facts")
    claimed = claim_of(plan, ended, facts)
    root = optional_text(intent.body, "root")
    if root != request.root:
        raise EvidenceRefused("root_contradicted", index=intent.index)
    before = superseded(entries, outcome)
    revision = 1 if before is None else before.revision
    name = certificate_number(
        plan.programme, plan.realm, ended.subject, request.occurrence, revision
    )
    contract = plan.contract(asset.contract)
    acts = _acts(entries, intent, outcome)
    doubts = doubtful(entries)
    copies = copies_of(entries[: outcome + 1], asset)
    validations = counted(plan, fold(entries), ended.subject)
    attested = attestation_of(entries, ended, intent.index)

    def cite_act(act: RecordedAct) -> dict[str, JsonValue]:
        return cite(act.index) | _act(act, doubts.get(act.index))

    predicate: dict[str, JsonValue] = {
        "number": name,
        "supersedes": None if before is None else _supersedes(before, cite, cite_act),
        "realm": plan.realm.value,
        "origin": plan.origin,
        "programme": plan.programme,
        "plan": request.plan,
        "subject": {
            "id": ended.subject,
            "title": _title(plan, ended.subject, asset),
            "asset": asset.id,
        },
        "controller": asset.controller,
        "contract": {
            "id": contract.id,
            "title": contract.title,
            "holder": contract.holder,
            "general_clauses": contract.general_clauses,
            "clause": contract.reversibility_clause,
            "destruction_within_days": contract.destruction_within_days,
        },
        "verb": request.verb.value,
        "request": {**cite(request.index), "digest": request.digest, "step": request.step},
        "occurrence": request.occurrence,
        "intent": {**cite(intent.index), **_dates(intent)},
        "outcome": {
            **cite(outcome),
            **_dates(ended),
            "outcome": text(ended.body, "outcome"),
            "overran": ended.body.get("overran") is True,
        },
        "phases": [
            {**cite(entry.index), "phase": text(entry.body, "phase")}
            for entry in entries[intent.index : outcome]
            if entry.kind is EntryKind.PHASE_RECORDED and entry.subject == ended.subject
        ],
        "acts": [cite_act(act) for act in acts],
        "evidence": _evidence(entries, request, cite, cite_act),
        "order": _order(entries, intent, outcome, cite),
        "checkpoint": checkpoint.decode("utf-8"),
        "measured": {
            "records": number(intent.body, "records"),
            "octets": number(intent.body, "octets"),
            "root": root,
        },
        "sanitization": sanitization_of(plan, ended, facts, tool),
        "parts": parts_of(plan, ended, request, attested, validations),
        "validation": validation_of(plan, entries, ended, validations, cite, cite_act),
        "provider": None if attested is None else provider_of(attested, cite),
        "status": status_told(ended, copies),
        "claim": {
            "level": claimed.level.value,
            "title": claimed.title.value,
            "reasons": list(claimed.reasons),
            "seen": claimed.seen,
        },
        "does_not_prove": list(limits_of(plan, claimed, request)),
        **completeness_of(plan, entries[: intent.index], asset, cite),
        "copies": list[JsonValue](copies),
        "backed_up": backed_up_of(entries, request, asset, cite),
        "custody": {
            "custodian": plan.custody.custodian,
            "retention": plan.custody.retention,
            "final_fate": plan.custody.final_fate,
        },
    }
    digest = root if root is not None else request.digest.removeprefix("sha256:")
    return canonical.encode(
        {
            "_type": STATEMENT_TYPE,
            "subject": [{"name": ended.subject, "digest": {"sha256": digest}}],
            "predicateType": PREDICATE_TYPE,
            "predicate": predicate,
        }
    )


def _request(entries: Sequence[Entry], intent: Entry) -> Request:
    wanted = text(intent.body, "request")
    for entry in reversed(entries[: intent.index]):
        if entry.kind is EntryKind.REQUEST_OPENED and entry.body.get("digest") == wanted:
            return read_request(entry, wanted)
    raise EvidenceRefused("intent_without_request", index=intent.index)


def _dates(entry: Entry) -> dict[str, JsonValue]:
    rehearsed = entry.rehearsed_at
    return {
        "recorded_at": instant_text(entry.recorded_at),
        "rehearsed_at": None if rehearsed is None else instant_text(rehearsed),
    }


def _title(plan: Plan, subject: str, asset: DataAsset) -> str:
    titles = {copy_subject(one.id, copy.id): copy.title for one, copy in plan.copies()}
    return titles.get(subject, asset.title)


def _acts(entries: Sequence[Entry], intent: Entry, outcome: int) -> tuple[RecordedAct, ...]:
    listed = intent.body.get("acts")
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise EvidenceRefused("entry_malformed", index=intent.index, field="acts")
    found = [recorded_act(entries[index]) for index in listed if isinstance(index, int)]
    for entry in entries[intent.index : outcome]:
        if entry.kind is EntryKind.ACT_RECORDED and entry.subject == intent.subject:
            act = recorded_act(entry)
            found += [act] if act.kind is ActKind.ATTESTATION else []
    return tuple(found)


def _act(act: RecordedAct, compromised: datetime | None) -> dict[str, JsonValue]:
    return {
        "kind": act.kind.value,
        "signer": act.signer,
        "signed_at": instant_text(act.signed_at),
        "file": act.file,
        "signature_kind": act.signature_kind.value,
        "to_examine": compromised is not None,
        "compromised_since": None if compromised is None else instant_text(compromised),
    }


def _supersedes(before: Superseded, cite: Cite, cite_act: CiteAct) -> dict[str, JsonValue]:
    body = before.issued.body
    named = {name: text(body, name) for name in ("number", "statement")}
    return {**cite(before.issued.index), **named, "act": cite_act(before.act)}


def _evidence(
    entries: Sequence[Entry], request: Request, cite: Cite, cite_act: CiteAct
) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for name, index in request.evidence.items():
        entry = entries[index]
        cited = {**cite(index), "entry": entry.kind.value}
        if entry.kind is EntryKind.ACT_RECORDED:
            cited |= cite_act(recorded_act(entry))
        found[name] = cited
    return found


def _order(entries: Sequence[Entry], intent: Entry, outcome: int, cite: Cite) -> JsonValue:
    for entry in entries[intent.index : outcome]:
        if entry.kind is EntryKind.ORDER_ISSUED and entry.subject == intent.subject:
            named = {name: text(entry.body, name) for name in ("number", "document")}
            return {**cite(entry.index), **named}
    return None
