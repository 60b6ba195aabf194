"""Sources: pointers to where a figure was read, that anybody can follow again.

``journal/412#/body/records`` is a member of entry 412 of the log, ``plan#/contracts/0/ends_on`` a
member of the plan in force, ``plan/7#/assets/2`` one of the plan that entry 7 adopted,
``paper#/at`` the instant the paper stands for. What follows ``#`` is a
JSON pointer (RFC 6901) into the canonical form of each.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from releve.errors import EvidenceRefused
from releve.model.evidence import Entry
from releve.model.evidence import JsonValue as FactValue
from releve.model.plan import Plan
from releve.model.time import instant_text

AT = "paper#/at"
_POINTER = re.compile(r"((?:journal|plan)/(?:0|[1-9][0-9]*)|plan|paper)#((?:/[^/]*)*)")


def in_entry(index: int, *path: str | int) -> str:
    """Return the pointer to a member of an entry."""
    return f"journal/{index}#{_joined(path)}"


def in_plan(*path: str | int) -> str:
    """Return the pointer to a member of the plan in force."""
    return f"plan#{_joined(path)}"


def in_former(index: int, *path: str | int) -> str:
    """Return the pointer to a member of the plan that an entry adopted."""
    return f"plan/{index}#{_joined(path)}"


def no_former(_index: int) -> Plan | None:
    """Know no plan but the one in force."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """What pointers point into: the log so far, the plan in force, the paper's instant.

    ``former`` returns the plan that an entry adopted, in force or not, ``None`` for another entry.
    """

    entries: Sequence[Entry]
    plan: Plan
    at: datetime
    former: Callable[[int], Plan | None] = no_former
    _dumped: dict[str, FactValue] = field(default_factory=dict, init=False, compare=False)
    """Members of the plan read so far: each is written once."""

    def read(self, source: str) -> FactValue:
        """Return what a pointer names.

        Raises:
            EvidenceRefused: ``paper_source_missing``.

        """
        match = _POINTER.fullmatch(source)
        if match is None:
            raise EvidenceRefused("paper_source_missing", source=source)
        place, _, index = match[1].partition("/")
        steps = [one.replace("~1", "/").replace("~0", "~") for one in match[2].split("/")[1:]]
        found: FactValue = self._root(place, index, source, steps)
        for step in steps:
            found = _member(found, step, source)
        return found

    def _root(self, place: str, index: str, source: str, steps: Sequence[str]) -> FactValue:
        if place == "paper":
            return {"at": instant_text(self.at)}
        if place == "plan":
            return self._plan(index, steps[0] if steps else "", source)
        if int(index) >= len(self.entries):
            raise EvidenceRefused("paper_source_missing", source=source)
        return entry_members(self.entries[int(index)])

    def _plan(self, index: str, name: str, source: str) -> FactValue:
        plan = self.former(int(index)) if index else self.plan
        if plan is None or name not in type(plan).model_fields:
            raise EvidenceRefused("paper_source_missing", source=source)
        kept = f"{index}/{name}"
        if kept not in self._dumped:
            self._dumped[kept] = plan.model_dump(mode="json", include={name})[name]
        return {name: self._dumped[kept]}


def entry_members(entry: Entry) -> dict[str, FactValue]:
    """Return an entry as its canonical form says it."""
    rehearsed = entry.rehearsed_at
    return {
        "index": entry.index,
        "kind": entry.kind.value,
        "subject": entry.subject,
        "actor": entry.actor,
        "recorded_at": instant_text(entry.recorded_at),
        "rehearsed_at": None if rehearsed is None else instant_text(rehearsed),
        "body": entry.body,
    }


def _joined(path: tuple[str | int, ...]) -> str:
    shown = (str(one).replace("~", "~0").replace("/", "~1") for one in path)
    return "".join(f"/{one}" for one in shown)


def _member(value: FactValue, step: str, source: str) -> FactValue:
    if isinstance(value, Mapping) and step in value:
        return value[step]
    if isinstance(value, Sequence) and not isinstance(value, str) and step.isdecimal():
        position = int(step)
        if position < len(value):
            return value[position]
    raise EvidenceRefused("paper_source_missing", source=source)
