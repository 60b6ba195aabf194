"""The faults that a validation must be able to see, each as a change to a pathway or two.

Faults of the *way* are in what is validated and not in its reference: what a tool loses or bends
between two sides. Faults of the *source* are in both: only a suite can see them. A fault that a
pathway cannot hold (there is no note in it) leaves it alone and says so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias

from releve.content import record_id
from releve.pathways.folder import Group
from releve.pathways.record import Record, Value

COPY = "releve/copy"
"""First part of the key of a record that a fault adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulted:
    """The pathways given, with the fault; ``gone`` are shared records that the directory loses."""

    groups: tuple[Group, ...]
    gone: frozenset[str] = field(default_factory=frozenset)


Plant: TypeAlias = Callable[[Sequence[Group]], Faulted | None]
"""Plants a fault in as many pathways as it needs; ``None`` if these cannot hold it."""

Edit: TypeAlias = Callable[[Value], "Value | None"]
"""Gives another value; ``None`` if this one cannot be so changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind. ``shared`` ones need shared records that one pathway alone names."""

    kind: str
    plant: Plant
    pathways: int = 1
    at_source: bool = False
    shared: bool = False


def edited(entity: str, attribute: str, edit: Edit) -> Plant:
    """Change the first value of an attribute that can be changed so."""

    def plant(groups: Sequence[Group]) -> Faulted | None:
        for record in _of(groups[0], entity):
            value = record.values.get(attribute)
            other = None if value is None else edit(value)
            if other is not None and other != value:
                return _with(groups[0], record, {**record.values, attribute: other})
        return None

    return plant


def left_out(entity: str, attribute: str, *, absent: bool = False) -> Plant:
    """Leave out the first value of an attribute; with ``absent``, one said to be absent."""

    def plant(groups: Sequence[Group]) -> Faulted | None:
        for record in _of(groups[0], entity):
            value = record.values.get(attribute)
            if value is not None and isinstance(value, Mapping) is absent:
                kept = {name: one for name, one in record.values.items() if name != attribute}
                return _with(groups[0], record, kept)
        return None

    return plant


def removed(entity: str, *, every: bool = False) -> Plant:
    """Take away one record of an entity, or every one."""

    def plant(groups: Sequence[Group]) -> Faulted | None:
        found = _of(groups[0], entity)
        gone = {one.id for one in (found if every else found[:1])}
        if not gone:
            return None
        kept = tuple(one for one in groups[0].records if one.id not in gone)
        return Faulted(groups=(Group(groups[0].id, kept),))

    return plant


def repeated(entity: str, *, as_is: bool) -> Plant:
    """Put a record of an entity twice: ``as_is``, under its own id, or under another."""

    def plant(groups: Sequence[Group]) -> Faulted | None:
        for record in _of(groups[0], entity)[:1]:
            name = record.id if as_is else record_id(entity, (COPY, record.id))
            records = (*groups[0].records, Record(entity, name, record.values))
            return Faulted(groups=(_ordered(groups[0].id, records),))
        return None

    return plant


def lost_pathway(_: Sequence[Group]) -> Faulted:
    """Lose the whole pathway."""
    return Faulted(groups=())


def foreign_pathway(groups: Sequence[Group]) -> Faulted | None:
    """Put the pathway twice, the second time under ids of its own."""
    own = {one.id: record_id(one.entity, (COPY, one.id)) for one in groups[0].records}
    records = [
        Record(
            one.entity,
            own[one.id],
            {
                name: own.get(value, value) if isinstance(value, str) else value
                for name, value in one.values.items()
            },
        )
        for one in groups[0].records
    ]
    other = own.get(groups[0].id)
    if other is None:
        return None
    return Faulted(groups=(groups[0], _ordered(other, records)))


def moved_record(groups: Sequence[Group]) -> Faulted | None:
    """Move a record of one pathway to another."""
    giver, taker = groups
    for record in _of(giver, "goal") or _of(giver, "action") or _of(giver, "note"):
        kept = tuple(one for one in giver.records if one is not record)
        taken = _ordered(taker.id, (*taker.records, record))
        return Faulted(groups=(Group(giver.id, kept), taken))
    return None


TRAITS = ("birth_family_name", "given_names", "first_given_name", "birth_date", "gender", "ins")


def swapped_identity(groups: Sequence[Group]) -> Faulted | None:
    """Exchange the traits of two people, who keep everything else."""
    persons = [_of(group, "person")[0] for group in groups]
    changed: list[Group] = []
    for group, person, other in zip(groups, persons, reversed(persons), strict=True):
        values = {name: one for name, one in person.values.items() if name not in TRAITS}
        traits = {name: one for name, one in other.values.items() if name in TRAITS}
        if traits.items() == {name: person.values.get(name) for name in traits}.items():
            return None
        changed += _with(group, person, {**values, **traits}).groups
    return Faulted(groups=tuple(changed))


def same_ins(groups: Sequence[Group]) -> Faulted | None:
    """Give the INS of one person to another, too."""
    first, second = (_of(group, "person")[0] for group in groups)
    ins, own = first.values.get("ins"), second.values.get("ins")
    if not isinstance(ins, str) or not isinstance(own, str) or ins == own:
        return None
    changed = _with(groups[1], second, {**second.values, "ins": ins})
    return Faulted(groups=(groups[0], *changed.groups))


def another_author(groups: Sequence[Group]) -> Faulted | None:
    """Attribute a note to another professional whom the pathway names."""
    named = sorted(
        {
            value
            for record in groups[0].records
            for value in record.values.values()
            if isinstance(value, str) and value.startswith("professional/")
        }
    )
    for note in _of(groups[0], "note"):
        for other in named:
            if isinstance(note.values.get("author"), str) and other != note.values["author"]:
                return _with(groups[0], note, {**note.values, "author": other})
    return None


def reversed_period(groups: Sequence[Group]) -> Faulted | None:
    """Start a period of the circle of care on the day after its end."""
    for member in _of(groups[0], "circle_member"):
        end = member.values.get("end")
        if isinstance(end, str):
            return _with(groups[0], member, {**member.values, "start": day_later(end) or end})
    return None


def lost_professional(groups: Sequence[Group]) -> Faulted | None:
    """Lose a shared record from the directory."""
    physician = _of(groups[0], "person")[0].values.get("treating_physician")
    if not isinstance(physician, str):
        return None
    return Faulted(groups=(groups[0],), gone=frozenset({physician}))


def opposed(scope: str | None) -> Plant:
    """Turn a consent into an opposition in force, of this scope or of its own."""

    def plant(groups: Sequence[Group]) -> Faulted | None:
        for consent in _of(groups[0], "consent"):
            kept = {name: one for name, one in consent.values.items() if name != "withdrawn_on"}
            scoped = {} if scope is None else {"scope": scope}
            return _with(groups[0], consent, {**kept, **scoped, "nature": "opposition"})
        return None

    return plant


def truncated(value: Value) -> "Value | None":
    """Cut a text at two thirds, as a column that is too short does."""
    cut = value[: len(value) * 2 // 3].strip() if isinstance(value, str) else ""
    return cut or None


def garbled(value: Value) -> "Value | None":
    """Read the UTF-8 of a text as Latin-1; ``None`` for one of ASCII only."""
    if not isinstance(value, str) or value.isascii():
        return None
    return value.encode().decode("latin-1")


def padded(value: Value) -> "Value | None":
    """Pad a text with blanks, as a column of fixed width does."""
    return value + "  " if isinstance(value, str) else None


def day_later(value: Value) -> str | None:
    """Shift a date by one day."""
    if not isinstance(value, str):
        return None
    return (date.fromisoformat(value) + timedelta(days=1)).isoformat()


def hour_later(value: Value) -> "Value | None":
    """Shift an instant by one hour, as a zone read wrongly does."""
    if not isinstance(value, str):
        return None
    at = datetime.fromisoformat(value) + timedelta(hours=1)
    return at.isoformat().replace("+00:00", "Z")


def cent_more(value: Value) -> "Value | None":
    """Add a digit to a decimal; its form stays canonical."""
    if not isinstance(value, str):
        return None
    return value + "1" if "." in value else value + ".1"


def reversed_order(value: Value) -> "Value | None":
    """Turn a list round; ``None`` if it is the same that way."""
    if not isinstance(value, list | tuple) or len(value) < 2:  # noqa: PLR2004 - two to turn
        return None
    return list(reversed(value))


def another_digest(value: Value) -> "Value | None":
    """Change one digit of a file's digest."""
    if not isinstance(value, Mapping) or "sha256" not in value:
        return None
    digest = str(value["sha256"])
    return {**value, "sha256": ("1" if digest[0] != "1" else "2") + digest[1:]}


def wrong_key(value: Value) -> "Value | None":
    """Change the last digit of an identifier."""
    if not isinstance(value, str):
        return None
    return value[:-1] + ("1" if value[-1] != "1" else "2")


def to(given: Value) -> Edit:
    """Replace by a value, whatever is there that is not an absence."""
    return lambda value: None if isinstance(value, Mapping) else given


def _of(group: Group, entity: str) -> list[Record]:
    return [one for one in group.records if one.entity == entity]


def _with(group: Group, record: Record, values: Mapping[str, Value]) -> Faulted:
    other = Record(record.entity, record.id, values)
    records = tuple(other if one is record else one for one in group.records)
    return Faulted(groups=(Group(group.id, records),))


def _ordered(name: str, records: Sequence[Record]) -> Group:
    return Group(name, tuple(sorted(records, key=lambda one: one.id.encode())))
