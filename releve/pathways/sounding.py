"""A first reading of rows through a mapping (*sondage*): what would be rejected, and of what.

What cannot be known from names and types alone: a date in another form, a unit, a link to nothing.
Said before anybody signs anything; the trial and the export read everything, and keep the law.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from releve.pathways.conservation import Law
from releve.pathways.conversion import Account, Defect
from releve.pathways.ports import PathwaySnapshot
from releve.plan.rules import Problem
from releve.plan.tree import Where

Fault = tuple[str, str, str | None]
"""A defect's code, entity and attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounding:
    """How many pathways were read, how many have a defect, and how many defects of each kind.

    ``whole`` tells that these were all there are.
    """

    pathways: int
    unfit: int
    faults: Mapping[Fault, int]
    whole: bool

    @property
    def hopeless(self) -> bool:
        """Whether more than half of what was read would be rejected: the mapping is wrong."""
        return self.unfit * 2 > self.pathways

    def problems(self) -> Iterator[Problem]:
        """Tell each kind of defect, at the line of the mapping that gives the value."""
        for (code, entity, attribute), count in sorted(
            self.faults.items(), key=lambda one: (*one[0][:2], one[0][2] or "")
        ):
            where: Where = ("entities", entity)
            if attribute:
                where = (*where, "columns", attribute)
            facts: dict[str, str | int | tuple[str, ...]] = {"count": count}
            yield Problem(code=f"sounding_{code}", path=where, facts=facts)


def sound(snapshot: PathwaySnapshot, law: Law, most: int) -> Sounding:
    """Read the first pathways by key, ``most`` at most, and all shared records.

    Raises:
        ConnectorError: rows that belong to no pathway, keys of two types, and so on: those of the
            snapshot, which looks through the whole source for strays.
        StepRefused: ``rows_lost``, ``values_lost``, where everything was read.

    """
    first, *others = snapshot.parts(most)
    account, faults = Account(), Counter[Fault]()
    read = unfit = 0
    for pathway in snapshot.pathways(first, account):
        read += 1
        unfit += bool(pathway.defects)
        faults.update(map(_kind, pathway.defects))
    for shared in snapshot.directory(account):
        faults.update(map(_kind, shared.defects))
    if not others:
        law.balance(snapshot.inflow(), account)
    return Sounding(pathways=read, unfit=unfit, faults=faults, whole=not others)


def _kind(defect: Defect) -> Fault:
    return defect.code, defect.entity, defect.attribute
