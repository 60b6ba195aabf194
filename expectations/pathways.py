"""The whole validation of pathways: suite, scope, comparison with the other side, planted faults.

One run answers four questions: is what is there fit, may it be there, is it all there and the
same, and would we have seen it if it were not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from expectations.failing_keys import Failing, KeyFile, KeySink
from expectations.fault_list import FAULTS, opposition
from expectations.fidelity import COMPARISONS, Comparison, Portrait, compare, differing, portrait
from expectations.gate import GxGate
from expectations.planting import Planted, prove
from expectations.report import merged, verdict_of
from expectations.shadow import LARGEST, Shadow, sample
from releve.model.evidence import Check, Finding, Verdict
from releve.pathways.folder import Group, GroupSource
from releve.pathways.record import DIRECTORY, Pathway
from releve.pathways.scope import Bin, ScopeDecision, place

SUITE = "parcours-canonique"
IN_SCOPE = "pathway.in_scope"
ROOT = "package.root"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """The signed decision on scope, and the day on which it is judged."""

    decision: ScopeDecision
    at: date

    def outside(self, group: Group) -> bool:
        """Tell whether a pathway must not be there; one without its person must not."""
        if sum(one.entity == "person" for one in group.records) != 1:
            return True
        found = place(Pathway(group.id, tuple(group.records)), self.decision, (), self.at)
        return found.bin is not Bin.TAKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What should be there: the other side's portrait, the root of the ledger, the scope.

    Without ``root`` or ``scoped`` that check is not made; where both sides are read by the same
    code from the same files, the portrait proves little: give that of the source.
    """

    portrait: Portrait
    root: str | None = None
    scoped: Scoped | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayGate:
    """Validates pathways wherever they are, and lists every key at fault in a private file.

    ``comparisons`` are all of them unless one is disabled on purpose, which planted faults show.
    """

    gate: GxGate
    suite: str = SUITE
    comparisons: Sequence[Comparison] = COMPARISONS
    sampled: int = LARGEST

    def check(
        self,
        about: str,
        groups: GroupSource,
        due: Due,
        *,
        key: bytes,
        seed: bytes,
        keys: Path,
        others: Sequence[Check] = (),
    ) -> tuple[Finding, bytes]:
        """Return the finding and its report (counts and codes); write the private list ``keys``.

        ``key`` is the package key, ``seed`` that of the sample in which faults are planted
        (:func:`releve.pathways.sampling.seed_of`). The groups are read three times, four if
        something may be there twice. ``UNDETERMINED`` when a planted fault is not caught, whatever
        else is well. Groups that cannot be read to their end get the suite's finding alone, which
        says so and blocks.

        ``others`` are checks that were made elsewhere on the same groups.

        Raises:
            ConnectorError: ``suite_unknown``, ``suite_malformed``; what reading the groups raises.

        """
        with KeyFile(keys) as listed:
            finding, report = self._suite(about, groups, listed)
            if _unread(finding):
                return finding, report
            outside: list[str] = []
            found = portrait(key, groups, partial(_watch, due.scoped, outside))
            checks = [*self._own(due, found, outside)]
            for name in outside:
                listed(Failing(check=IN_SCOPE, record=name, pathway=name))
            for failing in differing(due.portrait, found):
                listed(failing)
            copied = sample(groups, found.entries, seed, self.sampled)
            planted = self._planted(copied, due.scoped, key)
            lines = listed.count
        checks += [*others, *(one.check() for one in planted)]
        whole = Finding(
            about=about,
            suite=self.suite,
            verdict=verdict_of((*finding.checks, *checks)),
            checks=(*finding.checks, *checks),
        )
        return whole, merged(report, whole, checks, planted, lines)

    def _suite(self, about: str, groups: GroupSource, sink: KeySink) -> tuple[Finding, bytes]:
        return self.gate.check(self.suite, about, groups, sink=sink)

    def _own(self, due: Due, found: Portrait, outside: Sequence[str]) -> Sequence[Check]:
        checks = list(compare(due.portrait, found, self.comparisons))
        if due.root is not None:
            checks.append(_check(ROOT, seen=1, failed=int(found.root() != due.root)))
        if due.scoped is not None:
            seen = len(found.entries.keys() - {DIRECTORY})
            checks.append(_check(IN_SCOPE, seen=seen, failed=len(outside)))
        return checks

    def _planted(self, copied: Shadow, scoped: Scoped | None, key: bytes) -> tuple[Planted, ...]:
        def suite(shadow: GroupSource, sink: KeySink) -> None:
            self._suite("shadow", shadow, sink)
            outside: list[str] = []
            for group in shadow.groups():
                _watch(scoped, outside, group)
            for name in outside:
                sink(Failing(check=IN_SCOPE, record=name, pathway=name))

        def comparing(ours: GroupSource, theirs: GroupSource) -> Sequence[Check]:
            read = partial(portrait, key)
            return compare(read(ours), read(theirs), self.comparisons)

        faults = FAULTS if scoped is None else (*FAULTS, opposition(scoped.decision))
        return prove(suite, comparing, copied, faults)


def _watch(scoped: Scoped | None, outside: list[str], group: Group) -> None:
    if scoped is not None and group.id != DIRECTORY and scoped.outside(group):
        outside.append(group.id)


def _unread(finding: Finding) -> bool:
    return any(
        one.code.endswith(".readable") and one.verdict is not Verdict.PASSED
        for one in finding.checks
    )


def _check(code: str, *, seen: int, failed: int) -> Check:
    verdict = Verdict.FAILED if failed else Verdict.PASSED
    return Check(code=code, verdict=verdict, seen=seen, failed=failed)
