"""One pathway as a sheet that a person reads without any tool, on a screen or on paper.

It is made for whoever must visit somebody tomorrow: identity, then what to know before anything
else (death, alerts, consents, whom to call, what is due), then everything, in the order of the
model. It proves nothing; the data that it is made of do. Same pathway, same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from releve.pathways.cell import UNSET, Readable, plain, renders
from releve.pathways.dictionary import label
from releve.pathways.model import ENTITIES, Entity, Kind
from releve.pathways.page import FOOT, escaped, head, word
from releve.pathways.record import Pathway, Record, Value
from releve.pathways.summary import summary
from releve.textes import sentence

_OWN = {"care_plan", "note"}
_WHOLE = {Kind.CODE, Kind.DATE, Kind.INSTANT, Kind.BOOLEAN}
"""Kinds whose words are never broken."""
_WIDE = {"action": "result", "event": "report", "note": "text", "request": "reason"}
"""Long texts, which take a line of their own below their record."""
_CARDS = {"person", "assessment", "care_plan"}
_EXPECTED = {"person": ("telephone", "address", "treating_physician", "ins")}
"""Shown as not filled in, beside what the model requires."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSetting:
    """What all sheets of a package share.

    ``origin`` says in words where the data come from, ``at`` is the day of the snapshot: what was
    in force that day is shown as such. Times are shown in ``timezone`` (an IANA name).
    """

    origin: str
    at: date
    language: str = "fr"
    timezone: str = "Europe/Paris"


def sheet(
    pathway: Pathway,
    directory: Mapping[str, Record],
    *,
    uuid_name: str,
    setting: SheetSetting,
) -> bytes:
    """Return the sheet of a pathway, one self-contained HTML file.

    ``directory`` maps ids to shared records; ``uuid_name`` is printed at the foot. Attachments
    are linked as they stand from ``sheets/<part>/``.
    """
    language = setting.language
    known = {one.id: one for one in pathway.records}
    readable = Readable(known, directory, language, ZoneInfo(setting.timezone))
    groups: dict[str, list[Record]] = {}
    for one in pathway.records:
        groups.setdefault(one.entity, []).append(one)
    title = _title(groups["person"][0].values)
    parts = [head(title, language), *summary(groups, readable, title, setting.at)]
    for entity in _own():
        parts += _section(entity, groups.get(entity.name, ()), readable)
    facts = {"origin": setting.origin, "name": uuid_name}
    parts += (
        f"<footer>\n{_legend(language, setting.timezone)}",
        f'<p class="small">{escaped(sentence("sheet_foot", facts, language))}</p>\n</footer>\n',
        FOOT,
    )
    return "".join(parts).encode()


def _title(person: Mapping[str, Value]) -> str:
    given = person.get("given_names")
    names = [str(one) for one in given] if isinstance(given, list | tuple) else []
    return " ".join(one for one in (plain(person.get("birth_family_name")), *names) if one) or UNSET


def _section(entity: Entity, records: Sequence[Record], readable: Readable) -> Iterator[str]:
    yield _heading(entity, readable.language, len(records))
    if not records:
        yield _nothing(readable.language)
    elif entity.name in _CARDS:
        for one in _ordered(entity, records):
            yield _card(entity, one.values, readable)
    else:
        yield from _table(entity, _ordered(entity, records), readable)


def _ordered(entity: Entity, records: Sequence[Record]) -> Sequence[Record]:
    """Put the last first, by the first date of the model; without one, in the order of ids."""
    first = _dated(entity)
    if first is None or len(records) == 1:
        return records
    return sorted(records, key=lambda one: plain(one.values.get(first)), reverse=True)


def _card(entity: Entity, values: Mapping[str, Value], readable: Readable) -> str:
    lines = []
    for name, shown, expected in _labels(entity, readable.language):
        if name in values:
            said = readable.shown(entity.name, values, name)
            lines.append(f"<dt>{shown}</dt><dd>{said}</dd>\n")
        elif expected:
            lines.append(f"<dt>{shown}</dt>{_unset(readable.language)}\n")
    return f"<article>\n<dl>\n{''.join(lines)}</dl>\n</article>\n"


def _table(entity: Entity, records: Sequence[Record], readable: Readable) -> Iterator[str]:
    used = {name for one in records for name in one.values}
    labels = _labels(entity, readable.language)
    wide = _WIDE.get(entity.name)
    named = next((shown for name, shown, _ in labels if name == wide), "")
    columns = [one for one in labels if one[0] != wide and (one[0] in used or one[2])]
    yield "<table>\n<thead>\n<tr>"
    for _, shown, _ in columns:
        yield f'<th scope="col">{shown}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"
    writers, tags = renders(entity.name, readable.language), _tags(entity)
    plan = [(name, tags[name], writers[name]) for name, _, _ in columns]
    for one in records:
        yield "<tr>"
        get = one.values.get
        for name, tag, write in plan:
            value = get(name)
            if value is None:
                yield f"<td>{UNSET}</td>"
            elif isinstance(value, dict) and "absent" in value:
                yield f"<td>{readable.absent(value)}</td>"
            else:
                yield f"{tag}{write(value, readable)}</td>"
        yield "</tr>\n"
        if wide is not None and wide in one.values:
            said = readable.shown(entity.name, one.values, wide)
            yield f'<tr class="l"><td colspan="{len(plan)}"><b>{named}</b> {said}</td></tr>\n'
    yield "</tbody>\n</table>\n"


@cache
def _tags(entity: Entity) -> Mapping[str, str]:
    return {
        one.name: '<td class="w">' if one.kind in _WHOLE else "<td>" for one in entity.attributes
    }


@cache
def _own() -> Sequence[Entity]:
    return tuple(one for one in ENTITIES if not one.shared)


@cache
def _dated(entity: Entity) -> str | None:
    dated = (one.name for one in entity.attributes if one.kind in {Kind.DATE, Kind.INSTANT})
    return None if entity.name in {"person", "action"} else next(dated, None)


@cache
def _labels(entity: Entity, language: str) -> Sequence[tuple[str, str, bool]]:
    """Name, label as HTML, and whether its lack is said.

    The date that orders records comes first, what they say of one another last.
    """
    first = _dated(entity)
    ordered = sorted(entity.attributes, key=lambda one: (one.target in _OWN, one.name != first))
    expected = _EXPECTED.get(entity.name, ())
    return tuple(
        (
            one.name,
            escaped(label(f"{entity.name}.{one.name}", language)),
            one.required or one.name in expected,
        )
        for one in ordered
    )


@cache
def _heading(entity: Entity, language: str, count: int) -> str:
    many = f" ({count})" if count > 1 else ""
    return f"<h2>{escaped(label(entity.name, language))}{many}</h2>\n"


@cache
def _nothing(language: str) -> str:
    return f'<p class="none">{word("sheet_none", language)}</p>\n'


@cache
def _unset(language: str) -> str:
    return f'<dd class="none">{word("sheet_unset", language)}</dd>'


@cache
def _legend(language: str, zone: str) -> str:
    said = sentence("sheet_legend", {"zone": zone}, language)
    return f'<p class="small">{escaped(said)}</p>\n'
