"""From a paper to what the ``paper`` template lays out: every word and number, in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from releve.canonical import JsonValue
from releve.certificates.labels import Labels
from releve.errors import Fact
from releve.model.ids import Realm
from releve.model.time import Due, instant_text, parse_instant
from releve.papers.paper import (
    CIRCULATED,
    Block,
    Break,
    Gantt,
    Layout,
    Listing,
    Paper,
    Paragraph,
    Rows,
    Section,
    Signatures,
    Table,
)
from releve.papers.value import Blank, Cell, Form, Said, Stack, Value

TEMPLATE = "paper"
_MONO = frozenset({Form.DIGEST})
_OF_PEOPLE = frozenset({"records", "pathways"})
"""Members that count what is about people: grouped when small, where many read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the page says of itself: its number, state and how it can be checked.

    ``draft``: printed to be looked at, recorded nowhere. ``superseded_number`` is the paper it
    takes the place of.
    """

    number: str
    recorded_at: datetime
    origin: str
    size: int
    twin: str | None
    draft: bool
    sealed: bool
    superseded_number: str | None = None


def paper_data(
    paper: Paper, labels: Labels, edition: Edition, attachments: list[JsonValue]
) -> dict[str, JsonValue]:
    """Return the data of the ``paper`` template, headings and cells in reading order."""
    labels = labels_for(paper, labels)
    title = _text(paper.title, labels)
    number = labels.say("paper_number", number=edition.number)
    return {
        "language": labels.language,
        "layout": paper.layout.value,
        "timestamp": instant_text(edition.recorded_at),
        "stamp": _stamp(labels, edition),
        "kicker": labels.say("certificate_of", title=labels.plan.title),
        "title": title,
        "number": number,
        "lead": _text(paper.lead, labels),
        "sections": [_section(one, labels) for one in paper.sections],
        "notes": {
            "heading": labels.say("paper_notes"),
            "items": [_text(one, labels) for one in paper.notes],
        },
        "verify": _verify(labels, edition, plain=paper.layout is Layout.LARGE),
        "footer": f"{title} · {edition.number} · "
        + labels.say("local_times", timezone=labels.plan.timezone),
        "attachments": attachments,
    }


def labels_for(paper: Paper, labels: Labels) -> Labels:
    """Return the labels of a paper: they group small counts in what goes to many."""
    return replace(labels, grouped=paper.kind in CIRCULATED)


def _stamp(labels: Labels, edition: Edition) -> str | None:
    if labels.plan.realm is Realm.REHEARSAL:
        return labels.say("stamp")
    return labels.say("paper_draft") if edition.draft else None


def _verify(labels: Labels, edition: Edition, *, plain: bool) -> JsonValue:
    """Say what it was drawn from; a plan printed before any log exists was drawn from none.

    ``plain``: a notice tells its readers no more than where its signed form is.
    """
    state = labels.say("paper_state", size=edition.size, origin=edition.origin)
    said = [state] if edition.size and not plain else []
    if edition.superseded_number is not None:
        said.append(labels.say("paper_supersedes", number=edition.superseded_number))
    if edition.draft:
        said = [labels.say("paper_is_draft"), *said]
    else:
        said.append(labels.say("paper_twin", name=f"{edition.number}.dsse.json"))
        seal = labels.say("verify_sealed" if edition.sealed else "verify_unsealed")
        standing = labels.say("paper_standing", number=edition.number)
        said += [] if plain else [seal, standing]
    return {
        "heading": labels.say("heading_verify"),
        "items": list[JsonValue](said),
        "digest_label": labels.say("verify_statement"),
        "digest": edition.twin,
    }


def _section(section: Section, labels: Labels) -> JsonValue:
    heading = None if section.heading is None else _text(section.heading, labels)
    return {"heading": heading, "blocks": [_block(one, labels) for one in section.blocks]}


def _block(block: Block, labels: Labels) -> JsonValue:
    match block:
        case Rows():
            rows: list[JsonValue] = [
                {"label": _text(row.label, labels), "value": cell(row.value, labels)}
                for row in block.rows
            ]
            return {"is": "rows", "rows": rows}
        case Table():
            return _table(block, labels)
        case Listing():
            items: list[JsonValue] = [cell(one, labels) for one in block.items]
            return {"is": "listing", "ordered": block.ordered, "items": items}
        case Paragraph():
            told = " ".join(_text(one, labels) for one in block.cells)
            return {"is": "paragraph", "tone": block.tone.value, "text": told}
        case Signatures():
            places: list[JsonValue] = [
                {
                    "capacity": _text(one.capacity, labels),
                    "who": _text(one.who, labels),
                    "signed": _text(one.signed, labels),
                    "blank": isinstance(one.signed, Blank),
                }
                for one in block.places
            ]
            return {"is": "signatures", "places": places, "sign": labels.say("paper_sign_here")}
        case Gantt():
            return _gantt(block, labels)
        case Break():
            return {"is": "break"}


def _table(table: Table, labels: Labels) -> JsonValue:
    widths = table.widths or tuple(1 for _ in table.columns)
    return {
        "is": "table",
        "columns": [_text(one, labels) for one in table.columns],
        "widths": list(widths),
        "rows": [[cell(one, labels) for one in row] for row in table.rows],
        "empty": _text(table.empty, labels),
        "tall": table.tall,
    }


def _gantt(gantt: Gantt, labels: Labels) -> JsonValue:
    """Return each bar as days from the first of all: the template draws, it computes no date."""
    zone = ZoneInfo(labels.plan.timezone)

    def days(bar: tuple[Value, Value] | None) -> tuple[date, date] | None:
        return None if bar is None else (_as_day(bar[0], zone), _as_day(bar[1], zone))

    today = None if gantt.today is None else _as_day(gantt.today, zone)
    spans = [(days(one.planned), days(one.actual)) for one in gantt.bars]
    known = [day for pair in spans for span in pair if span is not None for day in span]
    known += [] if today is None else [today]
    first, last = min(known, default=date.min), max(known, default=date.min)
    whole = max((last - first).days, 1)

    def placed(span: tuple[date, date] | None) -> JsonValue:
        if span is None:
            return None
        return [(span[0] - first).days, max((span[1] - span[0]).days, 0)]

    bars: list[JsonValue] = [
        {"label": _text(one.label, labels), "planned": placed(plan), "actual": placed(done)}
        for one, (plan, done) in zip(gantt.bars, spans, strict=True)
    ]
    return {
        "is": "gantt",
        "days": whole,
        "today": None if today is None else (today - first).days,
        "today_label": "" if today is None else labels.say("gantt_today", day=labels.day(today)),
        "first": labels.day(first),
        "last": labels.day(last),
        "months": _months(first, last),
        "planned_label": labels.say("gantt_planned"),
        "actual_label": labels.say("gantt_actual"),
        "bars": bars,
        "alt": labels.say("gantt_alt", first=labels.day(first), last=labels.day(last)),
    }


def _months(first: date, last: date) -> JsonValue:
    """Return the first of each month between two days: days from ``first``, and ``03/2025``."""
    found: list[JsonValue] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        day = date(year, month, 1)
        if day >= first:
            found.append([(day - first).days, f"{day:%m/%Y}"])
        year, month = year + month // 12, month % 12 + 1
    return found


def _as_day(value: Value, zone: ZoneInfo) -> date:
    text = str(value.raw)
    if len(text) == len("2024-12-31"):
        return date.fromisoformat(text)
    return parse_instant(text).astimezone(zone).date()


def cell(one: Cell, labels: Labels) -> JsonValue:
    """Return a cell: its text, whether it is a digest, and whether something lacks."""
    return {
        "text": _text(one, labels),
        "mono": isinstance(one, Value) and one.form in _MONO,
        "missing": isinstance(one, Value) and one.form is Form.MISSING,
    }


def _text(one: Cell, labels: Labels) -> str:
    match one:
        case Blank():
            return ""
        case Said():
            facts: Mapping[str, Fact] = {
                name: shown(value, labels) for name, value in one.facts.items()
            }
            return labels.say(one.code, **facts)
        case Value():
            return shown(one, labels)
        case Stack():
            return "\n".join(_text(each, labels) for each in one.cells)


def shown(value: Value, labels: Labels) -> str:
    """Return a value as people read it."""
    raw = value.raw
    if isinstance(raw, int):
        return _number(value, raw, labels)
    if raw is None:
        return labels.say("not_recorded")
    if value.form is Form.DUE:
        return labels.due(Due.model_validate(_due(value, labels)))
    return _SHOWN[value.form](labels, raw) if value.form in _SHOWN else raw


_SHOWN: Mapping[Form, Callable[[Labels, str], str]] = {
    Form.DAY: lambda labels, raw: labels.day(date.fromisoformat(raw)),
    Form.SHORT_DAY: lambda labels, raw: labels.short_day(date.fromisoformat(raw)),
    Form.INSTANT: lambda labels, raw: labels.instant(parse_instant(raw)),
    Form.MOMENT: lambda labels, raw: _with_offset(labels, parse_instant(raw)),
    Form.TERM: lambda labels, raw: labels.say(raw),
    Form.MISSING: lambda labels, raw: labels.say(raw),
    Form.SUBJECT: lambda labels, raw: labels.subject(raw),
    Form.PERSON: lambda labels, raw: labels.titled(raw),
    Form.TITLE: lambda labels, raw: labels.title(raw),
    Form.SIGNATORY: lambda labels, raw: labels.signatory(raw),
    Form.ORGANISATION: lambda labels, raw: labels.organisation(raw),
    Form.DIGEST: lambda _labels, raw: raw.removeprefix("sha256:"),
}
"""What has no form of its own here is shown as it stands."""


def _with_offset(labels: Labels, at: datetime) -> str:
    offset = at.astimezone(ZoneInfo(labels.plan.timezone)).strftime("%z")
    return labels.say("paper_moment", at=labels.instant(at), offset=f"{offset[:3]}:{offset[3:]}")


def _due(value: Value, labels: Labels) -> dict[str, object]:
    """Return the whole due date that the day of a milestone belongs to."""
    position = int(value.sources[0].removeprefix("plan#/milestones/").partition("/")[0])
    return labels.plan.milestones[position].due.model_dump()


def _number(value: Value, raw: int, labels: Labels) -> str:
    match value.form:
        case Form.OCTETS:
            return labels.octets(raw)
        case Form.DAYS:
            return labels.say("paper_days", count=raw)
        case Form.MINUTES | Form.REHEARSED:
            return labels.say("paper_minutes", count=raw)
        case Form.REFERENCE:
            return str(raw)
        case Form.COUNT if labels.grouped and _of_people(value):
            return labels.published(raw)
        case _:
            return labels.number(raw)


def _of_people(value: Value) -> bool:
    return any(one.rpartition("/")[2] in _OF_PEOPLE for one in value.sources)
