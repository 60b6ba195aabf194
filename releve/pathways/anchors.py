"""The columns that identify the rows of an entity: its key, its pathway's, and its presence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from releve.pathways.binding import Located
from releve.pathways.keys import UNDECLARED
from releve.pathways.lineage import Draft, Use
from releve.pathways.model import ROOT
from releve.plan.tree import Where


@dataclass(slots=True, kw_only=True)
class Anchor:
    """The key and the link of one entity, placed first in its selection."""

    draft: Draft
    key: tuple[Located, ...] = ()
    pathway: tuple[Located, ...] = ()
    places: tuple[int, ...] = ()
    links: tuple[int, ...] = ()
    lookups: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What each part of the key holds."""
        return tuple(one.part for one in self.key)

    @property
    def found(self) -> tuple[str, ...] | None:
        """What each part of the key holds; ``None`` if a column of it is not there."""
        return self.kinds if len(self.key) == len(self.draft.bound.said.key) else None

    def check(self, root: "Anchor | None") -> None:
        """Find what the link to the pathway is not."""
        bound = self.draft.bound
        entity, said = bound.entity, bound.said
        if entity.shared or entity is ROOT:
            if said.pathway is not None:
                bound.refuse("mapping_pathway_unexpected", ("pathway",), entity=entity.name)
        elif said.pathway is None:
            bound.refuse("mapping_pathway_missing", (), entity=entity.name)
        elif root is not None:
            if not self._unique():
                bound.refuse("mapping_key_not_unique", ("key",), entity=entity.name)
            expected = len(root.draft.bound.said.key)
            if len(said.pathway) != expected:
                counts = {"expected": expected, "found": len(said.pathway)}
                bound.refuse("mapping_key_length", ("pathway",), target=ROOT.name, **counts)
            for one, kind in zip(self.pathway, root.kinds, strict=False):
                if one.part != kind and UNDECLARED not in {one.part, kind}:
                    bound.refuse(
                        "mapping_key_differs", ("pathway",), name=one.written, target=ROOT.name
                    )

    def _unique(self) -> bool:
        """Tell whether two records of the whole source can be known never to share their id.

        Within a pathway every run looks; across pathways, a key tells that holds the primary key
        of the table (or of one that a query reads), or the pathway's own.
        """
        bound = self.draft.bound
        if bound.said.table is not None and bound.own is None:
            return True  # the table is not there, and that is told
        names = set(bound.said.key)
        known = [one.key for alias, one in bound.tables.items() if alias == ""]
        known += [keys for keys in bound.queried if keys]
        return any(key and names >= set(key) for key in (*known, bound.said.pathway or ()))


def anchored(draft: Draft) -> Anchor:
    """Place the key, the link and the presence of an entity, then what its joins compare."""
    bound = draft.bound
    said = bound.said
    anchor = Anchor(draft=draft)
    anchor.key = bound.key(said.key, ("key",))
    anchor.places = tuple(_placed(draft, one, ("key",)) for one in anchor.key)
    anchor.pathway = bound.key(said.pathway, ("pathway",))
    anchor.links = tuple(_placed(draft, one, ("pathway",)) for one in anchor.pathway)
    if said.present is not None:
        present = bound.find(said.present, ("present",))
        if present is not None:
            _placed(draft, present, ("present",))
            if present.alias:
                bound.refuse("mapping_present_joined", ("present",), name=said.present)
        draft.present = present
    for at, join in enumerate(said.joins):
        pairs = dict(_pairs(draft, join.on, join.alias, ("joins", at, "on")))
        if join.alias in bound.lookups:
            anchor.lookups.append((tuple(pairs.values()), tuple(pairs)))
    return anchor


def _pairs(
    draft: Draft, on: Mapping[str, str], alias: str, where: Where
) -> Iterator[tuple[int, int]]:
    """Place both sides of a join: the joined column, and the one known before."""
    for name, known in on.items():
        sides = [draft.bound.find(one, (*where, name)) for one in (f"{alias}.{name}", known)]
        found = [_placed(draft, one, (*where, name)) for one in sides if one is not None]
        if len(found) == len(sides):
            yield found[0], found[1]


def _placed(draft: Draft, one: Located, where: Where) -> int:
    return draft.use(one, Use(where=(*draft.bound.where, *where), structure=True))
