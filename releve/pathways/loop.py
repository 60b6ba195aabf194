"""Deliveries, attestations, rejects, corrections: where each delivered pathway stands.

A pure fold over what came, in its order. A pathway that was delivered once is counted at every
later moment, in exactly one standing; what waits for somebody stays so until it is said otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, field
from enum import StrEnum

from releve.errors import EvidenceRefused
from releve.pathways.attestation import Outcome, OutcomeRow
from releve.pathways.identities import Decision, Ruling


class Standing(StrEnum):
    """Where a delivered pathway stands.

    ``awaited``: delivered, and nothing said of it yet. ``withdrawn``: a later package says that it
    must go (an opposition since, a deletion at the source).
    """

    AWAITED = "awaited"
    CREATED = "created"
    LINKED = "linked"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    REJECTED = "rejected"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"


_STANDING: Mapping[Outcome, Standing] = {one: Standing(one.value) for one in Outcome}
_WAITING = frozenset({Standing.AWAITED, Standing.POSSIBLE_DUPLICATE, Standing.REJECTED})
_RULED_FROM: Mapping[Ruling, Standing] = {
    Ruling.DISTINCT: Standing.POSSIBLE_DUPLICATE,
    Ruling.MERGED: Standing.POSSIBLE_DUPLICATE,
    Ruling.GIVEN_UP: Standing.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Loop:
    """The standing of every pathway delivered so far, by keyed name."""

    standings: Mapping[str, Standing] = field(default_factory=dict)

    def deliver(self, names: Iterable[str]) -> "Loop":
        """Add a delivery, the first one or a later one: whatever is delivered is awaited."""
        return Loop({**self.standings, **dict.fromkeys(names, Standing.AWAITED)})

    def withdraw(self, names: Iterable[str]) -> "Loop":
        """Take what a delta says is removed. That the successor removed it, reconciling shows.

        Raises:
            EvidenceRefused: ``loop_not_open`` with ``count``: never delivered.

        """
        gone = dict.fromkeys(names, Standing.WITHDRAWN)
        if not self.standings.keys() >= gone.keys():
            raise _not_open(gone)
        return Loop({**self.standings, **gone})

    def attest(self, outcomes: Iterable[OutcomeRow]) -> "Loop":
        """Take what an attestation says of pathways that were awaited; the others stay awaited.

        Raises:
            EvidenceRefused: ``loop_not_open`` with ``count``: not delivered, or said already.

        """
        said = {row.pathway: _STANDING[row.outcome] for row in outcomes}
        if any(self.standings.get(name) is not Standing.AWAITED for name in said):
            raise _not_open(said)
        return Loop({**self.standings, **said})

    def rule(self, decisions: Iterable[Decision]) -> "Loop":
        """Take signed decisions: a doubt decided is awaited again; a reject may be given up.

        Raises:
            EvidenceRefused: ``loop_not_open`` with ``count``: no such doubt or reject.

        """
        decided = {one.pathway: one.decision for one in decisions}
        if any(self.standings.get(name) is not _RULED_FROM[one] for name, one in decided.items()):
            raise _not_open(decided)
        after = {
            name: Standing.GIVEN_UP if one is Ruling.GIVEN_UP else Standing.AWAITED
            for name, one in decided.items()
        }
        return Loop({**self.standings, **after})

    def settle(self, decisions: Iterable[Decision]) -> "Loop":
        """Take those of signed decisions that are still open; the others were acted upon."""
        still = [one for one in decisions if self._open(one)]
        return self.rule(still)

    def _open(self, decision: Decision) -> bool:
        return self.standings.get(decision.pathway) is _RULED_FROM[decision.decision]

    def counts(self) -> Mapping[Standing, int]:
        """Return the number of pathways in each standing; they sum to :attr:`delivered`."""
        counted = Counter(self.standings.values())
        return {one: counted[one] for one in Standing}

    @property
    def delivered(self) -> int:
        """Number of pathways delivered so far, each counted once."""
        return len(self.standings)

    @property
    def waiting(self) -> int:
        """Number of pathways that wait for the successor, the cell or a correction."""
        return sum(standing in _WAITING for standing in self.standings.values())


def _not_open(names: Sized) -> EvidenceRefused:
    return EvidenceRefused("loop_not_open", count=len(names))
