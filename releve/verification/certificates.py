"""Certificates: one for every ending that erased data, sealed, and saying what the ledger says."""

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from releve.canonical import decode, digest
from releve.errors import Fact, ReleveError
from releve.ledger.body import Body, text
from releve.ledger.checkpoint import open_checkpoint, parse_proof, verify_proof
from releve.ledger.merkle import root
from releve.model.evidence import Entry, Outcome
from releve.signatures import dsse
from releve.signatures.note import VerifierKey
from releve.verification.acts import Human
from releve.verification.beside import check_repeated, files_beside
from releve.verification.citations import check_acts, check_place, citations
from releve.verification.extractions import check_completeness
from releve.verification.folder import Folder
from releve.verification.history import History, Performed
from releve.verification.log import Log
from releve.verification.members import at
from releve.verification.parts import check_parts
from releve.verification.plans import Timeline
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.request import asset_of, holder_of
from releve.verification.statements import past_head, seals_of
from releve.verification.succession import Certificate, read_succession
from releve.verification.trust import Trust
from releve.verification.validation import awaiting

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPES = ("urn:releve:sanitization:1", "urn:releve:sanitization:2")
PAYLOAD_TYPE = "application/vnd.in-toto+json"
"""Said again here (``docs/format/certificate.md``): nothing of the performer's is imported."""

_ERASED = frozenset({Outcome.DESTROYED, Outcome.FOUND_ABSENT, Outcome.ATTESTED})
_TITLES: Mapping[Outcome, frozenset[str]] = {
    Outcome.DESTROYED: frozenset(
        {"attestation_suppression_logique", "certificat_effacement", "certificat_destruction"}
    ),
    Outcome.FOUND_ABSENT: frozenset({"constat_absence"}),
    Outcome.ATTESTED: frozenset({"attestation_tiers"}),
}
_LEVELS: Mapping[str, frozenset[str]] = {
    "attestation_suppression_logique": frozenset({"logical_deletion"}),
    "constat_absence": frozenset({"logical_deletion"}),
    "attestation_tiers": frozenset({"logical_deletion"}),
    "certificat_effacement": frozenset({"clear", "cryptographic_erase", "purge"}),
    "certificat_destruction": frozenset({"destroy"}),
}
_LOGICAL_ONLY = frozenset({"sql", "files", "external"})
"""Media on which nobody can claim more than a logical deletion (domain reference, section 3)."""


def verify_certificates(
    log: Log,
    history: History,
    human: Human,
    folder: Folder,
    trust: Trust | None,
    keys: tuple[VerifierKey, ...],
) -> tuple[Certificate, ...]:
    """Check every certificate against the outcome it is about; return them, in order.

    Raises:
        EvidenceRefused: the ``certificate_…`` codes.

    """
    records = Records(log, human)
    erased = {
        one.outcome.index: one
        for one in history.performed
        if one.outcome is not None
        and one.intent.subject.partition(":")[0] in {"asset", "copy"}
        and Outcome(text(one.outcome.body, "outcome")) in _ERASED
    }
    endings = [one.outcome for one in erased.values() if one.outcome is not None]
    waiting = {one.index for one in awaiting(records, endings)}
    issued = read_succession(log, human, erased, waiting)
    seals = seals_of(folder, trust) if issued else {}
    for one in issued:
        _check_one(one, issued, erased[one.outcome], records, folder, seals, keys)
    expected = files_beside(issued, log)
    for name in sorted(folder.names):
        if name.startswith("certificates/") and name not in expected:
            refuse("certificate_extra_file", file=name)
    return issued


def _check_one(
    one: Certificate,
    issued: tuple[Certificate, ...],
    done: Performed,
    records: Records,
    folder: Folder,
    seals: Mapping[str, Ed25519PublicKey],
    keys: tuple[VerifierKey, ...],
) -> None:
    log, human = records.log, records.human
    entry, named = log.entries[one.index], one.number
    file = f"certificates/{named}.dsse.json"
    here: dict[str, Fact] = {"file": file, "entry": entry.index, "number": named}
    sealed = folder.read(file)
    pdf = folder.read(f"certificates/{named}.pdf")
    if digest(sealed) != one.statement:
        refuse("certificate_file_differs", **here)
    if digest(pdf) != one.pdf:
        refuse("certificate_file_differs", **{**here, "file": f"certificates/{named}.pdf"})
    with refusing("certificate_seal_refused", **here):
        payload = dsse.verify(sealed, keys=seals, payload_type=PAYLOAD_TYPE)
    with refusing("certificate_statement_refused", **here):
        predicate = _predicate(payload)
    _check_statement(predicate, payload, entry, named, done, log, here)
    check_place(predicate, one, issued, here)
    check_acts(predicate, one, human, here)
    _check_completeness(predicate, done, human.timeline, log, here)
    _check_claim(predicate, entry, done, human.timeline, here)
    check_parts(predicate, one, done, records, first=_first(payload), here=here)
    with refusing("certificate_statement_refused", **here):
        _check_head(predicate, log, keys)
    proof = f"certificates/{named}.tlog-proof"
    if done.outcome is not None:
        _check_proof(proof, folder.read(proof), done.outcome.index, log, keys)
    proof = f"certificates/{named}.issued.tlog-proof"
    _check_proof(proof, folder.read(proof), entry.index, log, keys)
    check_repeated(one, log, folder)


def _predicate(payload: bytes) -> Body:
    statement = decode(payload)
    if not isinstance(statement, dict) or statement.get("_type") != STATEMENT_TYPE:
        refuse("statement_type")
    predicate = statement.get("predicate")
    if statement.get("predicateType") not in PREDICATE_TYPES or not isinstance(predicate, dict):
        refuse("statement_predicate")
    return predicate


def _first(payload: bytes) -> bool:
    """Tell whether a statement is of the first form, from before validation was told."""
    statement = decode(payload)
    said = statement.get("predicateType") if isinstance(statement, dict) else None
    return said == PREDICATE_TYPES[0]


def _check_statement(
    predicate: Body,
    payload: bytes,
    entry: Entry,
    named: str,
    done: Performed,
    log: Log,
    here: dict[str, Fact],
) -> None:
    outcome, intent, asked = done.outcome, done.intent, done.asked
    if outcome is None:
        refuse("certificate_without_outcome", **here)
    statement = decode(payload)
    subjects = statement.get("subject") if isinstance(statement, dict) else None
    content = asked.root if asked.root is not None else asked.digest.removeprefix("sha256:")
    expected: tuple[tuple[str, object, object], ...] = (
        ("subject", subjects, [{"name": intent.subject, "digest": {"sha256": content}}]),
        ("number", predicate.get("number"), named),
        ("realm", predicate.get("realm"), log.realm.value),
        ("origin", predicate.get("origin"), log.origin),
        ("plan", predicate.get("plan"), asked.plan),
        ("subject.id", at(predicate, "subject", "id"), intent.subject),
        ("verb", predicate.get("verb"), asked.verb.value),
        ("occurrence", predicate.get("occurrence"), asked.occurrence),
        ("request", at(predicate, "request", "index"), asked.index),
        ("request.digest", at(predicate, "request", "digest"), asked.digest),
        ("request.step", at(predicate, "request", "step"), asked.step),
        ("intent", at(predicate, "intent", "index"), intent.index),
        ("outcome", at(predicate, "outcome", "index"), outcome.index),
        ("outcome.outcome", at(predicate, "outcome", "outcome"), outcome.body.get("outcome")),
        ("records", at(predicate, "measured", "records"), intent.body.get("records")),
        ("octets", at(predicate, "measured", "octets"), intent.body.get("octets")),
        ("root", at(predicate, "measured", "root"), intent.body.get("root")),
        ("claim.title", at(predicate, "claim", "title"), entry.body.get("title")),
        ("claim.level", at(predicate, "claim", "level"), entry.body.get("claim_level")),
    )
    for field, found, wanted in expected:
        if found != wanted or type(found) is not type(wanted):
            refuse("certificate_differs", field=field, **here)
    cited = {index for index, _ in citations(predicate)}
    if not {asked.index, intent.index, outcome.index} <= cited:
        refuse("certificate_differs", field="leaf_hash", **here)
    for index, leaf in citations(predicate):
        if not 0 <= index < entry.index or leaf != log.leaves[index].hex():
            refuse("certificate_differs", field=f"leaf_hash:{index}", **here)


def _check_claim(
    predicate: Body, entry: Entry, done: Performed, timeline: Timeline, here: dict[str, Fact]
) -> None:
    if done.outcome is None:
        return
    title, level = str(entry.body.get("title")), str(entry.body.get("claim_level"))
    outcome = Outcome(text(done.outcome.body, "outcome"))
    if title not in _TITLES[outcome] or level not in _LEVELS[title]:
        refuse("certificate_claims_too_much", **here)
    plan = timeline.at(done.intent.index).plan
    holder = holder_of(plan, done.intent.subject) or asset_of(plan, done.intent.subject)
    medium = getattr(getattr(holder, "medium", None), "kind", None)
    facts = done.outcome.body.get("facts")
    named = facts.get("medium") if isinstance(facts, Mapping) else None
    shown = at(predicate, "sanitization", "medium")
    if {str(one) for one in (medium, named, shown)} & _LOGICAL_ONLY and level != "logical_deletion":
        refuse("certificate_claims_too_much", **here)


def _check_completeness(
    predicate: Body, done: Performed, timeline: Timeline, log: Log, here: dict[str, Fact]
) -> None:
    plan = timeline.at(done.intent.index).plan
    asset = asset_of(plan, done.intent.subject)
    if asset is not None:
        check_completeness(predicate, plan, asset, done.intent, log, here)


def _check_head(predicate: Body, log: Log, keys: tuple[VerifierKey, ...]) -> None:
    """Check the head a certificate was made under: signed, a past of this log, over its facts."""
    last = max(index for index, _ in citations(predicate))
    head = past_head(text(predicate, "checkpoint").encode(), log, keys, before=log.size)
    if head.size <= last:
        refuse("checkpoint_not_of_this_log")


def _check_proof(
    file: str, data: bytes, outcome: int, log: Log, keys: tuple[VerifierKey, ...]
) -> None:
    with refusing("certificate_proof_refused", file=file, entry=outcome):
        proof = parse_proof(data)
        if proof.index != outcome or proof.extra is not None:
            refuse("proof_of_another_entry")
        failure: ReleveError | None = None
        for key in keys:
            try:
                verify_proof(data, leaf=log.leaves[outcome], log_key=key)
            except ReleveError as error:
                failure = error
                continue
            head = open_checkpoint(proof.checkpoint, log_key=key)
            if head.size > log.size or root(log.leaves[: head.size]) != head.root:
                refuse("checkpoint_not_of_this_log")
            return
        if failure is not None:
            raise failure
        refuse("checkpoint_unsigned")
