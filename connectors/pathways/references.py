"""References: what records name, and what they name that is not there."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from releve.errors import ConnectorError
from releve.pathways.model import ENTITIES, Kind
from releve.pathways.record import Record

_SHARED = frozenset(one.name for one in ENTITIES if one.shared)
_REFERENCES: dict[str, tuple[tuple[str, bool], ...]] = {
    entity.name: tuple(
        (one.name, one.target in _SHARED) for one in entity.attributes if one.kind is Kind.REFERENCE
    )
    for entity in ENTITIES
}


@dataclass(slots=True)
class Open:
    """References that lead nowhere in the package, by entity and attribute; ids apart."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    ids: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, entity: str, attribute: str, target: str) -> None:
        """Note one."""
        self.counts[entity, attribute] += 1
        self.ids.append((entity, attribute, target))

    def update(self, other: "Open") -> None:
        """Add those of another."""
        self.counts.update(other.counts)
        self.ids += other.ids

    def refuse(self) -> None:
        """Fail if there is any.

        Raises:
            ConnectorError: ``reference_open`` with the first entity and attribute, and the count.

        """
        if self.counts:
            (entity, attribute), _ = min(self.counts.items())
            total = sum(self.counts.values())
            raise ConnectorError("reference_open", entity=entity, attribute=attribute, count=total)


def shared_references(records: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """Iterate over entity, attribute and id of each reference to a shared record."""
    for record in records:
        for name, shared in _REFERENCES[record.entity]:
            if shared:
                target = record.values.get(name)
                if type(target) is str:
                    yield record.entity, name, target


def inner_references(records: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """Iterate over entity, attribute and id of each reference to a record of the pathway."""
    for record in records:
        for name, shared in _REFERENCES[record.entity]:
            if not shared:
                target = record.values.get(name)
                if type(target) is str:
                    yield record.entity, name, target
