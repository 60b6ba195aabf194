"""The verdict: every check in order, what was established, and what it does not prove."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from releve.errors import EvidenceRefused, Fact, ReleveError, UsageError
from releve.model.acts import SignatureKind
from releve.model.evidence import Outcome
from releve.model.ids import Realm
from releve.signatures.note import VerifierKey
from releve.verification.acts import Human, verify_acts
from releve.verification.certificates import verify_certificates
from releve.verification.folder import LOG_KEY, SEAL_KEY, SIGNERS, Folder
from releve.verification.history import History, verify_history
from releve.verification.log import Log, cited_digests, own_key, read_log
from releve.verification.refusal import refuse, refusing
from releve.verification.trust import Trust

FORMAT = "releve/verification/1"


class Verdict(StrEnum):
    """What a verification concluded."""

    VERIFIED = "verified"
    REFUSED = "refused"
    EXERCISE = "exercise"
    UNAUTHENTICATED = "unauthenticated"


EXIT_CODES: Mapping[Verdict, int] = {
    Verdict.VERIFIED: 0,
    Verdict.REFUSED: 1,
    Verdict.EXERCISE: 3,
    Verdict.UNAUTHENTICATED: 4,
}
"""Exit codes; an exercise asked for with ``--rehearsal`` is ``verified``. 2 is a wrong call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A code with its facts: a claim that was checked, or a limit of what it proves."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a verification has to say. ``refusal`` always names a ``file``."""

    verdict: Verdict
    claims: tuple[Said, ...]
    limits: tuple[Said, ...]
    refusal: Said | None
    origin: str | None
    realm: Realm | None
    size: int | None
    root: str | None

    @property
    def exit_code(self) -> int:
        """The exit code of the command."""
        return EXIT_CODES[self.verdict]


def verify_evidence(evidence: Path, trust: Trust | None, *, rehearsal: bool = False) -> Report:
    """Verify an evidence folder; whatever it holds, the answer is a report.

    Raises:
        UsageError: ``evidence_missing``: there is no such folder.

    """
    run = _Run(trust, rehearsal=rehearsal)
    refusal: Said | None = None
    try:
        run.check(evidence)
    except UsageError:
        raise
    except EvidenceRefused as error:
        refusal = Said(code=error.code, facts=run.placed(error.facts))
    except ReleveError as error:
        facts = run.placed({"cause": error.code, **error.facts})
        refusal = Said(code="evidence_unreadable", facts=facts)
    except Exception as error:  # noqa: BLE001 - hostile bytes never show a traceback
        facts = run.placed({"cause": type(error).__name__})
        refusal = Said(code="evidence_unreadable", facts=facts)
    log = run.log
    return Report(
        verdict=_verdict(run, refusal),
        claims=tuple(run.claims),
        limits=() if refusal is not None else tuple(_limits(run)),
        refusal=refusal,
        origin=log.origin if log else None,
        realm=log.realm if log else None,
        size=log.size if log else None,
        root=log.root if log else None,
    )


class _Run:
    """One verification under way: what is known so far, for the report of its end."""

    def __init__(self, trust: Trust | None, *, rehearsal: bool) -> None:
        self.trust = trust
        self.rehearsal = rehearsal
        self.claims: list[Said] = []
        self.folder: Folder | None = None
        self.log: Log | None = None
        self.human: Human | None = None
        self.history: History | None = None

    def check(self, evidence: Path) -> None:
        trust = self.trust
        folder = self.folder = Folder(evidence)
        own = own_key(folder)
        keys = trust.log_verifiers() if trust else (own,)
        if own not in keys:
            refuse("trust_log_key_unknown", file=LOG_KEY, key=str(own))
        self._say("folder", files=folder.check_manifest((own,), own.name))
        log = self.log = self._read(folder, own)
        self._say("log", size=log.size, root=log.root, origin=log.origin)
        if trust is not None and log.realm is not trust.realm:
            refuse("trust_realm_differs", entry=0, found=log.realm.value)
        if self.rehearsal and log.realm is Realm.REAL:
            refuse("trust_not_a_rehearsal", entry=0)
        _check_files(folder, log, trust)
        human = self.human = verify_acts(log, folder, trust)
        _check_plans(folder, human)
        _check_signers(folder, human)
        self._say("plans", plans=len(human.timeline.adopted))
        self._say("acts", acts=len(human.acts))
        history = self.history = verify_history(log, human, folder)
        self._say("history", requests=history.requests, intents=len(history.performed))
        issued = verify_certificates(log, history, human.timeline, folder, trust, keys)
        self._say("certificates", certificates=issued)

    def _read(self, folder: Folder, own: VerifierKey) -> Log:
        trust = self.trust
        return read_log(
            folder,
            key=own,
            witnesses=trust.witness_verifiers() if trust else (),
            minimum=trust.minimum if trust else None,
        )

    def _say(self, code: str, **facts: Fact) -> None:
        self.claims.append(Said(code=code, facts=facts))

    def placed(self, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        """Return the facts of a refusal with the file it shows in, always."""
        known = dict(facts)
        entry = known.get("entry")
        if known.get("file") is None:
            known["file"] = self.folder.reading if self.folder else "."
            if isinstance(entry, int) and self.log is not None and 0 <= entry < self.log.size:
                known["file"] = self.log.file_of(entry)
        return known


def _check_files(folder: Folder, log: Log, trust: Trust | None) -> None:
    """Refuse acts and documents that no entry names, and a seal key nobody trusts."""
    cited = cited_digests(log)
    for name in sorted(folder.names):
        place, _, rest = name.partition("/")
        if place in {"acts", "documents", "plans"} and rest.partition(".")[0] not in cited:
            refuse("folder_unreferenced_file", file=name)
    if trust is not None and SEAL_KEY in folder.names:
        with refusing("certificate_seal_key_malformed", file=SEAL_KEY):
            shown = folder.read(SEAL_KEY).decode("ascii").removesuffix("\n")
        if shown not in trust.seal_keys:
            refuse("trust_seal_key_unknown", file=SEAL_KEY)


def _check_signers(folder: Folder, human: Human) -> None:
    """Refuse an ``allowed_signers`` that gives anybody a key that no adopted roster gives."""
    if SIGNERS not in folder.names:
        return
    rosters = {
        (person.id, key)
        for one in human.timeline.adopted
        for person in one.plan.people
        for key in person.keys or ()
    }
    with refusing("plan_signers_differ", file=SIGNERS):
        lines = folder.read(SIGNERS).decode("ascii").splitlines()
        fields = [line.split(" ") for line in lines]
        listed = {(parts[0], " ".join(parts[-2:])) for parts in fields}
    if listed != rosters or any("cert-authority" in line for line in lines):
        refuse("plan_signers_differ", file=SIGNERS)


def _check_plans(folder: Folder, human: Human) -> None:
    adopted = {one.digest.removeprefix("sha256:") for one in human.timeline.adopted}
    for name in sorted(folder.names):
        if name.startswith("plans/") and name[len("plans/") : -len(".json")] not in adopted:
            refuse("folder_unreferenced_file", file=name)


def _verdict(run: _Run, refusal: Said | None) -> Verdict:
    if refusal is not None:
        return Verdict.REFUSED
    if run.trust is None:
        return Verdict.UNAUTHENTICATED
    if run.log is not None and run.log.realm is Realm.REHEARSAL and not run.rehearsal:
        return Verdict.EXERCISE
    return Verdict.VERIFIED


def _limits(run: _Run) -> Iterator[Said]:
    trust, log, human, history = run.trust, run.log, run.human, run.history
    if log is None or human is None or history is None:
        return
    if trust is None:
        yield Said(code="unauthenticated")
    if trust is None or trust.minimum is None:
        yield Said(code="possibly_truncated", facts={"size": log.size})
    if trust is None or not trust.witnesses:
        yield Said(code="no_witness")
    if log.realm is Realm.REHEARSAL:
        yield Said(code="exercise")
    yield from _doubts(human, history)
    for code in ("presentation", "pdf", "packages", "clock", "copies", "people"):
        yield Said(code=code)


def _doubts(human: Human, history: History) -> Iterator[Said]:
    weak = sum(one.kind is not SignatureKind.PERSONAL_KEY for one in human.acts.values())
    if weak:
        yield Said(code="weaker_signatures", facts={"acts": weak})
    for key, (index, since) in sorted(human.revoked.items()):
        doubtful = tuple(
            str(one.index)
            for one in human.acts.values()
            if key in one.keys
            and one.index < index
            and (since is None or one.act.signed_at >= since)
        )
        if since is not None and doubtful:
            yield Said(code="to_examine_again", facts={"key": key, "entries": doubtful})
    opened = tuple(one.intent.subject for one in history.performed if one.outcome is None)
    if opened:
        yield Said(code="open_intents", facts={"subjects": opened})
    told = sum(
        one.outcome is not None and one.outcome.body.get("outcome") == Outcome.ATTESTED.value
        for one in history.performed
    )
    if told:
        yield Said(code="attested_by_others", facts={"outcomes": told})
