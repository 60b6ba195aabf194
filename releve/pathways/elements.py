"""Several records of one row: the elements of a JSON array, each a record of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from releve.pathways.answers import ELEMENT, Json, parsed
from releve.pathways.conversion import Defect
from releve.pathways.record import Record, Value
from releve.pathways.texts import Reader

Fault: TypeAlias = tuple[str, str]
"""What is wrong with an attribute: a defect's code, and its name (empty: of none)."""

Member: TypeAlias = tuple[str, str, Reader]
"""An attribute, the member of an element that it comes from, and its reader."""

Told: TypeAlias = tuple[tuple[Record, ...], tuple[Defect, ...], bool]

UNFIT = (ValueError, TypeError, ArithmeticError)
"""What a reader raises for a value that is malformed."""

UNMAPPED = "code_unmapped"
MALFORMED = "value_malformed"
_VOID: tuple[Json, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Elements:
    """Makes the records of an entity out of an array of elements."""

    entity: str
    members: tuple[Member, ...]
    required: frozenset[str]

    def __call__(
        self, raw: object, parent: str, shared: Mapping[str, Value], faults: Sequence[Fault]
    ) -> Told:
        """Make a record of each element; tell whether one has a member that nothing maps.

        ``shared`` and ``faults`` are those of the row, and hold for each of its records.
        """
        if raw is None or raw == "":
            return (), (), False
        try:
            array = parsed(raw)
        except UNFIT:
            array = None
        if not isinstance(array, list):
            wrong = defects_of(self.entity, parent, None, self.required, [(MALFORMED, "")])
            return (), wrong, False
        known = {member for _, member, _ in self.members}
        records: list[Record] = []
        defects: list[Defect] = []
        lost = False
        for position, element in enumerate(array):
            members = element if isinstance(element, dict) else {ELEMENT: element}
            values, found = dict(shared), list(faults)
            self._read(element, members, values, found)
            if ELEMENT not in known:
                left = (inner for one, inner in members.items() if one not in known)
                lost = lost or any(inner not in _VOID for inner in left)
            own = f"{parent}/p{position:020d}"
            records.append(Record(self.entity, own, values))
            defects += defects_of(self.entity, own, values, self.required, found)
        return tuple(records), tuple(defects), lost

    def _read(
        self,
        element: Json,
        members: Mapping[str, Json],
        values: dict[str, Value],
        faults: list[Fault],
    ) -> None:
        for name, member, read in self.members:
            inner = element if member == ELEMENT else members.get(member)
            if inner is None:
                continue
            try:
                found = read(inner)
            except LookupError:
                faults.append((UNMAPPED, name))
            except UNFIT:
                faults.append((MALFORMED, name))
            else:
                if found is not None:
                    values[name] = found


def defects_of(
    entity: str,
    record: str,
    values: Mapping[str, Value] | None,
    required: frozenset[str],
    faults: Sequence[Fault],
) -> tuple[Defect, ...]:
    """Return what is wrong with a record, what is required of it and lacks included.

    Without ``values`` there is no record, and nothing is required of it.
    """
    if not faults and values is not None and required <= values.keys():
        return ()
    told = {name for _, name in faults}
    lacking = sorted(required - values.keys() - told) if values is not None else []
    return tuple(
        Defect(code=code, entity=entity, record=record, attribute=name or None)
        for code, name in (*faults, *(("value_missing", name) for name in lacking))
    )
