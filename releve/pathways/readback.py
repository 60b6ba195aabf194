"""The read test: pathways drawn at random are opened on both sides and compared field by field.

It looks where the totals cannot: through the successor's own way of opening one pathway. Shared
records (professionals, organisations) are compared by reconciliation, not here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from releve.errors import ReleveError
from releve.model.evidence import JsonValue, Verdict
from releve.pathways.difference import Difference, Tally, between, tally_key
from releve.pathways.difference_report import summary
from releve.pathways.record import Record
from releve.pathways.sampling import RULE, Confidence, Drawn, confidence
from releve.pathways.tree import pathway_key
from releve.textes import sentence

_ENTITY, _CHANGE = ".", ":"

PathwayReader: TypeAlias = Callable[[str], "Sequence[Record] | None"]
"""Opens one pathway by its id; ``None`` if there is none. It may raise a ``ReleveError``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTest:
    """What was read and found: counts only.

    ``defects`` are pathways that differ anywhere, ``unread`` those that could not be opened on one
    of the sides, ``values`` the values of the source that were compared. ``differences`` counts by
    ``entity.attribute:change`` (``*`` for the whole).
    """

    sample: int
    population: int
    defects: int
    unread: int
    records: int
    values: int
    differences: Mapping[str, int] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """``FAILED`` with a defect; ``UNDETERMINED`` if a pathway was not read, or none was."""
        if self.defects:
            return Verdict.FAILED
        return Verdict.UNDETERMINED if self.unread or not self.sample else Verdict.PASSED

    def confidence(self) -> Confidence:
        """Return what this tells of all pathways; those not read count as defects."""
        return confidence(self.sample, self.defects + self.unread, self.population)

    def body(self) -> dict[str, JsonValue]:
        """Return the members of a finding: no id, no value."""
        bound = self.confidence().bound if self.sample else self.population
        return {
            "rule": RULE,
            "verdict": self.verdict.value,
            "sample": self.sample,
            "population": self.population,
            "defects": self.defects,
            "unread": self.unread,
            "records": self.records,
            "values": self.values,
            "at_most": bound,
            "differences": dict(sorted(self.differences.items())),
        }


def read_test(
    package_key: bytes,
    drawn: Drawn,
    source: PathwayReader,
    successor: PathwayReader,
    sink: Callable[[Difference], None] | None = None,
) -> ReadTest:
    """Open every pathway drawn on both sides and compare them; ``sink`` is given each difference.

    A pathway that the source itself does not open is not read: nothing can be said of it.
    """
    tally: Counter[tuple[str, str, str]] = Counter()
    defects = unread = records = values = 0
    for name in drawn.ids:
        try:
            ours, theirs = source(name), successor(name)
        except ReleveError:
            unread += 1
            continue
        if ours is None:
            unread += 1
            continue
        records += len(ours)
        values += sum(len(one.values) for one in ours)
        found = list(between(pathway_key(package_key, name), ours, theirs or ()))
        defects += bool(found)
        for one in found:
            tally[tally_key(one)] += 1
            if sink is not None:
                sink(one)
    told = {
        f"{entity}{_ENTITY}{what}{_CHANGE}{change}": count
        for (entity, what, change), count in tally.items()
    }
    return ReadTest(
        sample=len(drawn.ids),
        population=drawn.population,
        defects=defects,
        unread=unread,
        records=records,
        values=values,
        differences=told,
    )


def said(test: ReadTest, language: str = "fr") -> Iterator[str]:
    """Yield what a read test says in words: what it tells of all pathways, then what differs."""
    if test.sample:
        found = test.confidence()
        code = "confidence_whole" if found.whole else "confidence"
        yield sentence(code, found.facts(language), language)
    if test.unread:
        yield sentence("read_test_unread", {"unread": test.unread}, language)
    tally = Tally()
    for told, count in test.differences.items():
        named, _, change = told.partition(_CHANGE)
        entity, _, what = named.partition(_ENTITY)
        tally[entity, what, change] = count
    yield from summary(tally, language)
