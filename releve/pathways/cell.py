"""Canonical values as people read them: days, local times, words of codes, names of references."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeAlias
from urllib.parse import quote
from zoneinfo import ZoneInfo

from releve.pathways.dictionary import absence_label, code_label, label
from releve.pathways.model import ABSENCES, Attribute, Kind
from releve.pathways.model import entity as of
from releve.pathways.page import escaped
from releve.pathways.record import Record, Value
from releve.textes import sentence

Render: TypeAlias = "Callable[[Value, Readable], str]"
"""Writes a value that is there as HTML."""

UNSET = "–"
_PIECES = "../../pieces/"


@dataclass(frozen=True, slots=True)
class Readable:
    """What a value may need to be read: the records that it names, a language, a time zone."""

    known: Mapping[str, Record]
    directory: Mapping[str, Record]
    language: str
    zone: ZoneInfo

    def name(self, record_id: str, *, telephone: bool = False) -> str:
        """Return how people call a record of the pathway or of the directory, as HTML."""
        record = self.directory.get(record_id) or self.known.get(record_id)
        if record is None:
            lost = escaped(sentence("sheet_lost", {}, self.language))
            return f"<em>{lost} <code>{escaped(record_id)}</code></em>"
        named = self._called(record)
        number = record.values.get("telephone")
        if telephone and isinstance(number, str):
            named = f"{named} <strong>{escaped(number)}</strong>"
        return named

    def _called(self, record: Record) -> str:
        get = record.values.get
        match record.entity:
            case "professional":
                whole = " ".join(
                    part for name in ("given_name", "family_name") if (part := plain(get(name)))
                )
                profession = plain(get("profession"))
                return escaped(f"{whole} ({profession})" if profession else whole)
            case "organisation" | "relative":
                return escaped(plain(get("name")))
            case entity:
                when = get("written_on") or get("written_at")
                shown = escaped(label(entity, self.language))
                return f"{shown}, {self.when(when)}" if isinstance(when, str) else shown

    def shown(self, entity: str, values: Mapping[str, Value], name: str) -> str:
        """Return one attribute of a record as HTML, whether it is there, absent or not."""
        value = values.get(name)
        if value is None:
            return UNSET
        if isinstance(value, dict) and "absent" in value:
            return self.absent(value)
        return renders(entity, self.language)[name](value, self)

    def when(self, value: str) -> str:
        """Return a canonical date or instant as people write it, in the sheet's time zone."""
        if len(value) == len("2026-11-21"):
            return day(value, self.language)
        return _moment(value, self.language, self.zone)

    def absent(self, value: Mapping[str, Value]) -> str:
        """Return an explicit absence in words, as HTML."""
        return _absent(str(value["absent"]), self.language)


def plain(value: "Value | None") -> str:
    """Return a text; nothing for a value that is absent or was never filled in."""
    return value if isinstance(value, str) else ""


def day(value: str, language: str) -> str:
    """Return a canonical date as people write it."""
    return f"{value[8:10]}/{value[5:7]}/{value[:4]}" if language == "fr" else value[:10]


@cache
def renders(entity: str, language: str) -> Mapping[str, Render]:
    """Return what writes each attribute of an entity, by name."""
    return {one.name: _render(entity, one, language) for one in of(entity).attributes}


def _render(entity: str, one: Attribute, language: str) -> Render:
    match one.kind:
        case Kind.CODE:
            path = f"{entity}.{one.name}"
            words = {code: escaped(code_label(path, code, language)) for code in one.codes}
            return lambda value, _: words.get(str(value)) or escaped(str(value))
        case Kind.DATE | Kind.INSTANT:
            return lambda value, readable: readable.when(str(value))
        case Kind.BOOLEAN:
            yes = escaped(sentence("sheet_yes", {}, language))
            no = escaped(sentence("sheet_no", {}, language))
            return lambda value, _: yes if value is True else no
        case Kind.REFERENCE:
            numbered = entity == "circle_member"
            return lambda value, readable: readable.name(str(value), telephone=numbered)
        case _:
            return _SHAPED.get(one.kind, _text)


def _text(value: Value, _: Readable) -> str:
    return escaped(str(value))


def _texts(value: Value, _: Readable) -> str:
    return escaped(", ".join(map(str, value))) if isinstance(value, list | tuple) else ""


def _decimal(value: Value, readable: Readable) -> str:
    written = str(value)
    return escaped(written.replace(".", ",") if readable.language == "fr" else written)


def _answers(value: Value, _: Readable) -> str:
    pairs = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    lines = (
        f'<tr><th scope="row">{escaped(str(one["item"]))}</th>'
        f"<td>{escaped(str(one['value']))}</td></tr>"
        for one in pairs
    )
    return f"<table>{''.join(lines)}</table>"


def _file(value: Value, readable: Readable) -> str:
    if not isinstance(value, Mapping):
        return ""
    path = str(value["path"])
    facts = {"name": path, "octets": value["size"]}
    shown = escaped(sentence("sheet_file", facts, readable.language))
    return f'<a href="{escaped(_PIECES + quote(path))}">{shown}</a>'


def _bytes(value: Value, readable: Readable) -> str:
    written = str(value)
    octets = len(written) // 4 * 3 - written.count("=")
    return escaped(sentence("sheet_bytes", {"octets": octets}, readable.language))


_SHAPED: Mapping[Kind, Render] = {
    Kind.TEXTS: _texts,
    Kind.DECIMAL: _decimal,
    Kind.ANSWERS: _answers,
    Kind.FILE: _file,
    Kind.BYTES: _bytes,
}


@cache
def _absent(code: str, language: str) -> str:
    reason = absence_label(code, language) if code in ABSENCES else code
    said = escaped(sentence("sheet_absent", {"reason": reason}, language))
    return f'<span class="none">{said}</span>'


def _moment(value: str, language: str, zone: ZoneInfo) -> str:
    try:
        at = datetime.fromisoformat(value).astimezone(zone)
    except (ValueError, OverflowError):  # 9999-12-31T23:30:00Z has no local time east of Greenwich
        return escaped(value)
    written = at.isoformat()
    if language == "fr":
        return f"{day(written, language)} à {written[11:16]}"
    return f"{written[:10]} at {written[11:16]}"
