"""The verdict: every check in order, what was established, and what it does not prove."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from releve.errors import EvidenceRefused, Fact, ReleveError, UsageError
from releve.model.evidence import EntryKind
from releve.model.ids import Realm
from releve.model.time import instant_text
from releve.signatures.note import VerifierKey
from releve.verification.acts import Human, verify_acts
from releve.verification.certificates import verify_certificates
from releve.verification.coverage import Coverage, check_nothing_else, read_coverage
from releve.verification.folder import CHECKPOINT, LOG_KEY, SEAL_KEY, Folder
from releve.verification.history import History, verify_history
from releve.verification.keys import check_key_forms
from releve.verification.limits import Established, limits_of, perimeter
from releve.verification.log import Log, own_key, read_log
from releve.verification.papers import IssuedPaper, verify_papers
from releve.verification.refusal import refuse, refusing
from releve.verification.renewals import Chain, read_chain
from releve.verification.rollover import check_log_key, key_changes
from releve.verification.said import Said
from releve.verification.sealed import Around, authorities_of, verify_around
from releve.verification.seen import Contradiction, SeenHead, check_seen
from releve.verification.signers import check_signers
from releve.verification.succession import Certificate
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
    papers: tuple[IssuedPaper, ...] = ()
    """Every paper that was checked, current or replaced."""
    certificates: tuple[Certificate, ...] = ()
    """Every certificate that was checked, valid or not, once all was."""
    asked: Said | None = None
    """What became of the one certificate that was asked about: whether it stands."""
    contradiction: Contradiction | None = None
    """With ``log_forked`` or ``log_truncated``: the head seen before, and the one shown."""

    @property
    def exit_code(self) -> int:
        """The exit code of the command."""
        return EXIT_CODES[self.verdict]


def verify_evidence(
    evidence: Path,
    trust: Trust | None,
    *,
    rehearsal: bool = False,
    seen: tuple[SeenHead, ...] = (),
    now: datetime | None = None,
) -> Report:
    """Verify an evidence folder or a pack; whatever it holds, the answer is a report.

    ``seen`` are heads kept from before, or got from witnesses: the log must contain each. ``now``
    is when its timestamps are judged, by default this machine's present instant.

    Raises:
        UsageError: ``evidence_missing``: there is no such folder; ``seen_refused``.

    """
    run = _Run(trust, rehearsal=rehearsal, judged_at=now)
    run.seen = seen
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
        limits=() if refusal is not None else tuple(run.limits()),
        refusal=refusal,
        origin=log.origin if log else None,
        realm=log.realm if log else None,
        size=log.size if log else None,
        root=log.root if log else None,
        certificates=run.certificates if refusal is None else (),
        papers=run.papers if refusal is None else (),
        contradiction=run.contradiction,
    )


class _Run:
    """One verification under way: what is known so far, for the report of its end."""

    def __init__(self, trust: Trust | None, *, rehearsal: bool, judged_at: datetime | None) -> None:
        self.trust = trust
        self.rehearsal = rehearsal
        self.judged_at = judged_at
        self.now = judged_at or datetime.now(UTC)
        self.claims: list[Said] = []
        self.folder: Folder | None = None
        self.log: Log | None = None
        self.coverage: Coverage | None = None
        self.human: Human | None = None
        self.history: History | None = None
        self.certificates: tuple[Certificate, ...] = ()
        self.papers: tuple[IssuedPaper, ...] = ()
        self.around: Around | None = None
        self.chain = Chain()
        self.replaced = False
        self.seen: tuple[SeenHead, ...] = ()
        self.contradiction: Contradiction | None = None

    def check(self, evidence: Path) -> None:
        trust = self.trust
        folder = self.folder = Folder(evidence)
        own = own_key(folder)
        if evidence.is_file():
            self._say("pack", files=len(folder.names))
        self._say("folder", files=folder.check_manifest((own,), own.name))
        log = self.log = self._read(folder, own)
        self._say("log", size=log.size, root=log.root, origin=log.origin)
        if log.witnesses and trust is not None:
            who = tuple(one.name for one in log.witnesses)
            self._say("witnesses", have=len(who), need=trust.witness_quorum, who=who)
        self._compare(log, folder, own)
        if trust is not None and log.realm is not trust.realm:
            refuse("trust_realm_differs", entry=0, found=log.realm.value)
        if self.rehearsal and log.realm is Realm.REAL:
            refuse("trust_not_a_rehearsal", entry=0)
        _check_changed(own, log, trust)
        log = self.log = self._covering(folder, log)
        check_nothing_else(folder, log)
        _check_seal_key(folder, trust)
        check_key_forms(folder, own)
        human = self.human = verify_acts(log, folder, trust)
        _check_plans(folder, human)
        check_signers(folder, human, log.realm)
        self._say("plans", plans=len(human.timeline.adopted))
        self._say("acts", acts=len(human.acts))
        changes = key_changes(log, human, folder)
        keys = check_log_key(own, changes, trust)
        self.replaced = trust is not None and own in trust.log_verifiers()[1:]
        if changes:
            new = changes[-1].trust.removeprefix("sha256:")
            self._say("log_keys", changes=len(changes), trust=new)
        history = self.history = verify_history(log, human, folder)
        self._say("history", requests=history.requests, intents=len(history.performed))
        issued = verify_certificates(log, history, human, folder, trust, keys)
        self.certificates = issued
        self.papers = verify_papers(log, human.timeline, folder, trust, keys)
        self._look_around(log, folder)
        self._say("certificates", certificates=sum(one.valid for one in issued))
        if self.papers:
            figures = sum(one.figures for one in self.papers)
            self._say("papers", papers=len(self.papers), figures=figures)
        self._renewed(log, folder)

    def _compare(self, log: Log, folder: Folder, own: VerifierKey) -> None:
        """Compare the log with the heads that the caller kept from before."""
        trusted = self.trust.log_verifiers() if self.trust is not None else ()
        for one in self.seen:
            self.contradiction = Contradiction(seen=one, shown=folder.read(CHECKPOINT))
            check_seen(log, one, tuple(dict.fromkeys((own, *trusted))))
            self.contradiction = None
        if self.seen:
            self._say("seen", heads=len(self.seen))

    def _look_around(self, log: Log, folder: Folder) -> None:
        """Check the seals and timestamps around the certificates, and say what there is."""
        found = self.around = verify_around(log, folder, authorities_of(folder, self.trust))
        sealed = found.sealed - sum(one.endswith(".pdf") for one in found.unchecked)
        under = "" if self.trust is not None else "_untrusted"
        if sealed:
            self._say(f"seals{under}", sealed=sealed)
        if found.stamps:
            first = min(one.stamp.at for one in found.stamps)
            self._say(f"stamps{under}", stamps=len(found.stamps), first=first.isoformat())

    def _renewed(self, log: Log, folder: Folder) -> None:
        """Check the renewals, and say how many count."""
        timestamping = authorities_of(folder, self.trust).timestamp
        chain = read_chain(folder, timestamping, since=log.entries[-1].recorded_at)
        self.chain = chain
        if chain.renewals:
            last = instant_text(chain.renewals[-1].stamp.at)
            self._say("renewals", renewals=len(chain.renewals), last=last)

    def _read(self, folder: Folder, own: VerifierKey) -> Log:
        trust = self.trust
        return read_log(
            folder,
            key=own,
            witnesses=trust.witness_verifiers() if trust else (),
            quorum=trust.witness_quorum if trust else 0,
            minimum=trust.minimum if trust else None,
        )

    def _covering(self, folder: Folder, log: Log) -> Log:
        """Return the log with what a partial folder covers of it, once that has been said."""
        covered = self.coverage = read_coverage(folder, log)
        if covered is None:
            return log
        self._say("partial", **perimeter(covered))
        return replace(log, subjects=covered.subjects)

    def _say(self, code: str, **facts: Fact) -> None:
        self.claims.append(Said(code=code, facts=facts))

    def limits(self) -> Iterator[Said]:
        """Yield what this verification, which ended well, does not establish."""
        if self.log is None or self.human is None or self.history is None or self.around is None:
            return
        yield from limits_of(
            Established(
                trust=self.trust,
                replaced=self.replaced,
                log=self.log,
                human=self.human,
                history=self.history,
                coverage=self.coverage,
                certificates=self.certificates,
                papers=self.papers,
                around=self.around,
                chain=self.chain,
                now=self.now,
                judged_at=self.judged_at,
            )
        )

    def placed(self, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        """Return the facts of a refusal with the file it shows in, always."""
        known = dict(facts)
        entry = known.get("entry")
        if known.get("file") is None:
            known["file"] = self.folder.reading if self.folder else "."
            if isinstance(entry, int) and self.log is not None and 0 <= entry < self.log.size:
                known["file"] = self.log.file_of(entry)
        return known


def _check_changed(own: VerifierKey, log: Log, trust: Trust | None) -> None:
    """Refuse at once a log key that trust does not name, unless the log says it was changed."""
    changed = any(one.kind is EntryKind.LOG_KEY_CHANGED for one in log.entries)
    if trust is not None and own not in trust.log_verifiers() and not changed:
        refuse("trust_log_key_unknown", file=LOG_KEY, key=str(own))


def _check_seal_key(folder: Folder, trust: Trust | None) -> None:
    """Refuse a seal key nobody trusts."""
    if trust is not None and SEAL_KEY in folder.names:
        with refusing("certificate_seal_key_malformed", file=SEAL_KEY):
            shown = folder.read(SEAL_KEY).decode("ascii").removesuffix("\n")
        if shown not in trust.seal_keys:
            refuse("trust_seal_key_unknown", file=SEAL_KEY)


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
