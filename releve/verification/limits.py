"""The limits of a verdict: what nobody checked here, and what no such evidence can prove."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from releve.errors import Fact
from releve.model.acts import SignatureKind
from releve.model.evidence import Outcome
from releve.model.ids import Realm
from releve.verification.acts import Human
from releve.verification.belief import time_limits
from releve.verification.coverage import Coverage
from releve.verification.history import History
from releve.verification.log import Log
from releve.verification.papers import IssuedPaper
from releve.verification.records import Records
from releve.verification.renewals import Chain
from releve.verification.said import Said
from releve.verification.sealed import CLOCKS_AGREE, Around
from releve.verification.succession import Certificate
from releve.verification.trust import Trust
from releve.verification.validation import unvalidated


@dataclass(frozen=True, slots=True, kw_only=True)
class Established:
    """Everything that one verification found true, from which its limits follow."""

    trust: Trust | None
    replaced: bool
    """Whether the log's key is one that trust says was replaced."""
    log: Log
    human: Human
    history: History
    coverage: Coverage | None
    certificates: tuple[Certificate, ...]
    papers: tuple[IssuedPaper, ...]
    around: Around
    chain: Chain
    now: datetime
    judged_at: datetime | None
    """The instant that somebody asked to judge at, if it is not the present."""


def limits_of(found: Established) -> Iterator[Said]:
    """Yield what was not checked, or what the evidence does not prove, weightiest first."""
    if found.judged_at is not None:
        yield Said(code="judged_at", facts={"at": found.judged_at.isoformat()})
    yield from _absent(found)
    if found.coverage is not None:
        yield Said(code="partial", facts=perimeter(found.coverage))
    yield from _doubts(found.human, found.history)
    yield from _withdrawn(found.certificates)
    yield from _unvalidated(found)
    yield from _unsure(found.around)
    stamps = [one.stamp for one in found.around.stamps]
    for code, facts in time_limits(stamps, found.chain, found.now):
        yield Said(code=code, facts=facts)
    clock = "clock_stamped" if stamps else "clock"
    words = ("paper_words",) if found.papers else ()
    for code in ("presentation", "pdf", *words, "packages", clock, "copies", "people"):
        yield Said(code=code)


def _absent(found: Established) -> Iterator[Said]:
    trust, log = found.trust, found.log
    if trust is None:
        yield Said(code="unauthenticated")
    if trust is None or trust.minimum is None:
        yield Said(code="possibly_truncated", facts={"size": log.size})
    if trust is None or not trust.witnesses:
        yield Said(code="no_witness")
    if found.replaced:
        yield Said(code="log_key_replaced")
    if log.realm is Realm.REHEARSAL:
        yield Said(code="exercise")


def _doubts(human: Human, history: History) -> Iterator[Said]:
    weak = sum(one.kind is not SignatureKind.PERSONAL_KEY for one in human.acts.values())
    if weak:
        yield Said(code="weaker_signatures", facts={"acts": weak})
    for key, (index, since) in sorted(human.revoked.items()):
        doubtful = tuple(
            str(one.index)
            for one in human.acts.values()
            if key in one.keys and one.index < index and since is not None and one.at >= since
        )
        if since is not None and doubtful:
            facts: dict[str, Fact] = {"key": key, "since": since.isoformat(), "entries": doubtful}
            yield Said(code="to_examine_again", facts=facts)
    opened = tuple(one.intent.subject for one in history.performed if one.outcome is None)
    if opened:
        yield Said(code="open_intents", facts={"subjects": opened})
    told = sum(
        one.outcome is not None and one.outcome.body.get("outcome") == Outcome.ATTESTED.value
        for one in history.performed
    )
    if told:
        yield Said(code="attested_by_others", facts={"outcomes": told})


def _unvalidated(found: Established) -> Iterator[Said]:
    """Name the erasures that nobody has validated yet; those sent back are told by their next."""
    ends = [one.outcome for one in found.history.performed if one.outcome is not None]
    subjects = tuple(one.subject for one in unvalidated(Records(found.log, found.human), ends))
    if subjects:
        yield Said(code="not_validated", facts={"subjects": subjects})


def _unsure(around: Around) -> Iterator[Said]:
    if around.unchecked:
        yield Said(code="seals_unchecked", facts={"files": len(around.unchecked)})
    if around.unsealed:
        told: dict[str, Fact] = {"certificates": len(around.unsealed), "numbers": around.unsealed}
        yield Said(code="unsealed", facts=told)
    if around.unstamped:
        facts: dict[str, Fact] = {
            "certificates": len(around.unstamped),
            "numbers": around.unstamped,
        }
        yield Said(code="unstamped", facts=facts)
    if around.differing:
        minutes = int(CLOCKS_AGREE.total_seconds() // 60)
        entries = tuple(map(str, around.differing))
        yield Said(code="clocks_differ", facts={"minutes": minutes, "entries": entries})


def _withdrawn(certificates: tuple[Certificate, ...]) -> Iterator[Said]:
    gone = tuple(one.number for one in certificates if not one.valid and one.replaced_by is None)
    if gone:
        yield Said(code="certificates_withdrawn", facts={"numbers": gone})
    replaced = tuple(one.number for one in certificates if one.replaced_by is not None)
    if replaced:
        yield Said(code="certificates_superseded", facts={"numbers": replaced})


def perimeter(covered: Coverage) -> dict[str, Fact]:
    """Return the facts that say what a partial folder covers."""
    return {
        "scope": covered.scope.kind.value,
        "name": covered.scope.name,
        "subjects": len(covered.subjects),
        "of": covered.of,
    }
