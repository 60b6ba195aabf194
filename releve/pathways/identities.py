"""Doubts about identity: the work list of the DAC's *identitovigilance* cell, and its decisions.

The work list names people. It is a private file, for the cell alone, never kept by Relève.
Decisions hold keyed names only; their digest is what is signed.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pydantic import model_validator

from releve.errors import EvidenceRefused
from releve.pathways.attestation import Outcome, OutcomeRow
from releve.pathways.listing import Code, Listing, Name, Row, read_listing, write_listing
from releve.pathways.names import pathway_name
from releve.pathways.reconciliation import Merges, Opened
from releve.pathways.record import Value

FORMAT = "releve/decisions/1"

TRAITS = (
    "birth_family_name",
    "used_family_name",
    "given_names",
    "birth_date",
    "gender",
    "birth_place",
    "ins",
    "identity_status",
)
"""Attributes of the person that the cell compares: the strict traits first (RNIV)."""

HEADER = ("cle", "dossier", *TRAITS, "personne_connue", "decision", "rattacher_a")
"""Columns of the work list. The cell fills in the two last ones."""

_WORDS = {"distinct": "distinct", "fusion": "merged"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Ruling(StrEnum):
    """What was decided: two different persons; one and the same; no more to be delivered."""

    DISTINCT = "distinct"
    MERGED = "merged"
    GIVEN_UP = "given_up"


class Decision(Row):
    """One decision: a merge says into whom, giving up says why (a code)."""

    decision: Ruling
    into: Name | None = None
    pathway: Name
    reason: Code | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Decision":
        merged, given_up = (self.decision is one for one in (Ruling.MERGED, Ruling.GIVEN_UP))
        if merged != (self.into is not None) or given_up != (self.reason is not None):
            raise ValueError("decision_incomplete")
        if self.into == self.pathway:
            raise ValueError("merged_into_itself")
        return self


class Opener(Protocol):
    """Opens delivered pathways by keyed name."""

    def pathway(self, name: bytes) -> Opened | None:
        """Open a pathway; ``None`` if there is none of this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One line of the work list, with the traits as they were delivered."""

    name: str
    pathway: str
    traits: Sequence[str]
    person: str


def doubts(outcomes: Listing[OutcomeRow], delivered: Opener) -> Iterator[Doubt]:
    """Yield one doubt for each possible duplicate, in the order of keyed names.

    Raises:
        EvidenceRefused: ``doubt_of_unknown_key``: a pathway that was not delivered.

    """
    waiting = [one for one in outcomes.rows if one.outcome is Outcome.POSSIBLE_DUPLICATE]
    for row in sorted(waiting, key=lambda one: one.pathway):
        found = delivered.pathway(bytes.fromhex(row.pathway))
        persons = [] if found is None else [one for one in found.records if one.entity == "person"]
        if found is None or len(persons) != 1 or row.person is None:
            raise EvidenceRefused("doubt_of_unknown_key")
        traits = tuple(_shown(persons[0].values.get(name)) for name in TRAITS)
        yield Doubt(name=row.pathway, pathway=found.id, traits=traits, person=row.person)


def work_list_csv(found: Iterable[Doubt]) -> bytes:
    """Write the work list for a spreadsheet: semicolons, UTF-8 with its mark, no formula."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=";")
    rows.writerow(HEADER)
    for one in found:
        traits = ("'" + text if text.startswith(_FORMULA) else text for text in one.traits)
        rows.writerow((one.name, one.pathway, *traits, one.person, "", ""))
    return out.getvalue().encode("utf-8-sig")


def work_list_json(found: Iterable[Doubt]) -> bytes:
    """Write the work list for a program."""
    rows = [
        dict(zip(HEADER, (one.name, one.pathway, *one.traits, one.person), strict=False))
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def read_work_list(
    data: bytes, package_key: bytes, waiting: Iterable[OutcomeRow]
) -> tuple[Decision, ...]:
    """Read a filled-in work list; a line left blank, or taken away, decides nothing.

    ``decision`` is ``distinct`` or ``fusion``. ``rattacher_a`` names the person of a merge; left
    blank, it is the one the successor named.

    Raises:
        EvidenceRefused: ``work_list_malformed`` with ``line``: other columns, another word, a
            person for no merge; a pathway that is not in doubt, or is decided twice.

    """
    doubtful = {
        row.pathway: row.person or ""
        for row in waiting
        if row.outcome is Outcome.POSSIBLE_DUPLICATE
    }
    text = data.decode("utf-8-sig", errors="replace")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    decided: dict[str, Decision] = {}
    try:
        if tuple(next(rows, ())) != HEADER:
            raise _malformed(1)
        for number, row in enumerate(rows, start=2):
            name, *_, word, into = (cell.strip() for cell in row)
            if len(row) != len(HEADER) or name not in doubtful or name in decided:
                raise _malformed(number)
            if not word and not into:
                continue
            merged = _WORDS.get(word) == Ruling.MERGED.value
            if word not in _WORDS or (into and not merged):
                raise _malformed(number)
            target = pathway_name(package_key, into or doubtful[name]).hex() if merged else None
            decided[name] = Decision(decision=Ruling(_WORDS[word]), into=target, pathway=name)
    except (csv.Error, ValueError) as error:
        raise _malformed(rows.line_num) from error
    return tuple(decided[name] for name in sorted(decided))


def write_decisions(package: str, decisions: Iterable[Decision]) -> bytes:
    """Write decisions, ``releve/decisions/1``, to be signed by digest."""
    return write_listing(FORMAT, package, decisions)


def read_decisions(data: bytes) -> Listing[Decision]:
    """Read decisions.

    Raises:
        EvidenceRefused: ``listing_malformed``; ``decisions_contradict``: two decisions on one
            pathway, or a merge into a pathway that is itself merged or given up.

    """
    found = read_listing(data, FORMAT, Decision)
    decided = {one.pathway: one.decision for one in found.rows}
    gone = {name for name, one in decided.items() if one is not Ruling.DISTINCT}
    if len(decided) != len(found.rows) or any(one.into in gone for one in found.rows):
        raise EvidenceRefused("decisions_contradict")
    return found


def merges_of(decisions: Iterable[Decision]) -> Merges:
    """Return the merges that decisions declare, for a reconciliation."""
    return {
        bytes.fromhex(one.pathway): bytes.fromhex(one.into)
        for one in decisions
        if one.into is not None
    }


def _shown(value: "Value | None") -> str:
    """Show a trait: text as it is, a list in its order, an explicit absence by its code."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return f"({value.get('absent')})"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(str(one) for one in value)
    return str(value)


def _malformed(line: int) -> EvidenceRefused:
    return EvidenceRefused("work_list_malformed", line=line)
