"""What reads each attribute, by its kind, what a mapping says of it, and its column's family."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from releve.pathways.instants import date_reader, instant_reader
from releve.pathways.mapping import AttributeMap
from releve.pathways.model import ABSENCES, Attribute, Kind
from releve.pathways.record import Value
from releve.pathways.texts import (
    Reader,
    code_reader,
    normal,
    split_reader,
    text_reader,
    unless,
)
from releve.pathways.values import (
    answers_reader,
    bytes_reader,
    decimal_reader,
    integer_reader,
    texts_reader,
    truth_reader,
)
from releve.plan.rules import Problem
from releve.plan.tree import Where

UNTYPED = frozenset({"text", "other"})
"""Families whose values are read by what they look like."""

FAMILIES: Mapping[Kind, frozenset[str]] = {
    kind: frozenset(names.split()) | (UNTYPED if kind is not Kind.BYTES else frozenset({"other"}))
    for kind, names in {
        Kind.TEXT: "integer decimal float boolean date instant local",
        Kind.TEXTS: "json",
        Kind.CODE: "integer decimal boolean",
        Kind.DATE: "date instant local integer",
        Kind.INSTANT: "date instant local integer",
        Kind.BOOLEAN: "boolean integer decimal",
        Kind.INTEGER: "integer decimal float",
        Kind.DECIMAL: "integer decimal float",
        Kind.ANSWERS: "json",
        Kind.FILE: "",
        Kind.BYTES: "bytes",
        Kind.REFERENCE: "integer decimal bytes date",
    }.items()
}
"""The families that each kind can be read from."""

OPTIONS: Mapping[str, frozenset[Kind]] = {
    "codes": frozenset({Kind.CODE, Kind.BOOLEAN, Kind.TEXT}),
    "absent": frozenset(Kind) - {Kind.ANSWERS, Kind.BYTES, Kind.FILE},
    "split": frozenset({Kind.TEXTS}),
    "layout": frozenset({Kind.DATE, Kind.INSTANT}),
    "decimal": frozenset({Kind.DECIMAL}),
    "glue": frozenset({Kind.TEXT}),
}
"""What may be said of attributes of which kinds."""

_BOOLEANS: Mapping[str, Value] = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What holds for the whole source: its time zone, and the texts that are never filled in."""

    zone: ZoneInfo
    blank: frozenset[str]


def reader_of(attribute: Attribute, said: AttributeMap, habits: Habits) -> Reader:
    """Return the reader of an attribute of one column, once :func:`misread` finds nothing."""
    read = _plain(attribute, said, habits)
    table = translations(attribute, said)
    if table is not None:
        return code_reader(table, habits.blank)
    absent: dict[str, Value] = {
        normal(text): {"absent": code} for text, code in (said.absent or {}).items()
    }
    return unless(absent, read) if absent else read


def translations(attribute: Attribute, said: AttributeMap) -> Mapping[str, Value] | None:
    """Return every text that a coded attribute knows; ``None`` for one without codes."""
    if said.codes is None and attribute.kind is not Kind.CODE:
        return None
    known: dict[str, Value] = {code: code for code in attribute.codes}
    if said.codes is not None:
        known = {
            normal(text): _BOOLEANS[code] if attribute.kind is Kind.BOOLEAN else normal(code)
            for text, code in said.codes.items()
        }
    gone: dict[str, Value] = {
        normal(text): {"absent": code} for text, code in (said.absent or {}).items()
    }
    return known | gone


def misread(
    attribute: Attribute, said: AttributeMap, family: str, where: Where
) -> Iterator[Problem]:
    """Find what a mapping says of an attribute that no reader can do."""
    kind = attribute.kind
    if family not in FAMILIES[kind]:
        facts = {"name": attribute.name, "kind": kind.value, "family": family}
        yield Problem(code="mapping_kind_refused", path=(*where, "column"), facts=facts)
    for option, kinds in OPTIONS.items():
        if option in said.model_fields_set and kind not in kinds:
            facts = {"option": option, "kind": kind.value}
            yield Problem(code="mapping_option_refused", path=(*where, option), facts=facts)
    if kind is Kind.TEXTS and said.split is None and family != "json":
        yield Problem(code="mapping_split_missing", path=where, facts={"name": attribute.name})
    if said.layout is None and family == "integer" and kind in {Kind.DATE, Kind.INSTANT}:
        yield Problem(code="mapping_layout_missing", path=where, facts={"name": attribute.name})
    allowed = tuple(_BOOLEANS) if kind is Kind.BOOLEAN else attribute.codes
    for text, code in (said.codes or {}).items():
        if allowed and code not in allowed:
            facts_of: Mapping[str, str | tuple[str, ...]] = {"found": code, "codes": allowed}
            yield Problem(code="mapping_code_unknown", path=(*where, "codes", text), facts=facts_of)
    for text, code in (said.absent or {}).items():
        if code not in ABSENCES:
            facts_of = {"found": code, "codes": ABSENCES}
            yield Problem(
                code="mapping_code_unknown", path=(*where, "absent", text), facts=facts_of
            )


def _plain(attribute: Attribute, said: AttributeMap, habits: Habits) -> Reader:
    blank = habits.blank
    match attribute.kind:
        case Kind.TEXTS if said.split is not None:
            return split_reader(said.split, blank)
        case Kind.TEXTS:
            return texts_reader(blank)
        case Kind.DATE:
            return date_reader(habits.zone, said.layout, blank)
        case Kind.INSTANT:
            return instant_reader(habits.zone, said.layout, blank)
        case Kind.BOOLEAN:
            return truth_reader(blank)
        case Kind.INTEGER:
            return integer_reader(blank)
        case Kind.DECIMAL:
            return decimal_reader(said.decimal, blank)
        case Kind.ANSWERS:
            return answers_reader(blank)
        case Kind.BYTES:
            return bytes_reader()
        case _:
            return text_reader(blank)


def how(attribute: Attribute, said: AttributeMap, family: str) -> str | None:
    """Return the code of how a value is transformed; ``None`` when it is carried as it is."""
    kind = attribute.kind
    if said.codes is not None or said.absent is not None:
        return "codes"
    if said.columns is not None and kind is not Kind.REFERENCE:
        return "glue"
    if said.split is not None or said.layout is not None:
        return "split" if said.split is not None else "layout"
    if kind is Kind.INSTANT and family != "instant":
        return "day_start" if family == "date" else "time_zone"
    changed = {Kind.ANSWERS: "flattened", Kind.FILE: "file", Kind.BYTES: "base64"}
    return changed.get(kind)
