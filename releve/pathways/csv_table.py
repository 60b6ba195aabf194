"""Records as CSV, one table per entity, for whoever has no FHIR: written, and read back whole.

RFC 4180, UTF-8 without byte order mark, one header. Columns: ``pathway``, ``id``, the attributes
in the order of the model, ``absent``. The encoding is described in ``docs/format/pathway.md``; it
loses nothing, so that :func:`read_table` gives back the very records that were written.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import BinaryIO, TypeAlias

import orjson

from releve.errors import EvidenceRefused
from releve.pathways.model import ABSENCES, Attribute, Entity, Kind
from releve.pathways.record import Record, Value

BEFORE = ("pathway", "id")
ABSENT = "absent"
"""The last column: ``attribute=code`` for each value explicitly absent, parted by spaces."""

Row: TypeAlias = tuple[str, Record]
"""The id of a pathway (``directory`` for a shared record) and one of its records."""

_FILE = ("path", "sha256", "size")
_BLANK = [""] * len(_FILE)
_LONGEST_CELL = 2**31 - 1
_WORDS = {"true": True, "false": False}


def columns_of(attribute: Attribute) -> tuple[str, ...]:
    """Return the columns of an attribute: its name; a file has one for each of its members."""
    if attribute.kind is Kind.FILE:
        return tuple(f"{attribute.name}.{member}" for member in _FILE)
    return (attribute.name,)


@cache
def columns(entity: Entity) -> tuple[str, ...]:
    """Return the header of an entity's table."""
    inside = [name for one in entity.attributes for name in columns_of(one)]
    return (*BEFORE, *inside, ABSENT)


def table_header(entity: Entity) -> bytes:
    """Return the first line of an entity's table."""
    return (",".join(columns(entity)) + "\r\n").encode()


def table_rows(entity: Entity, rows: Iterable[Row]) -> bytes:
    """Return the lines of these records, which must be of this entity, in the order given.

    What is written depends on nothing else, so tables may be written in parts. Values are not
    checked: those of a :class:`Record` are canonical.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    plan = [(one.name, len(columns_of(one))) for one in entity.attributes]
    writer.writerows(_cells(plan, pathway, record) for pathway, record in rows)
    return out.getvalue().encode()


def read_table(entity: Entity, stream: BinaryIO, file: str) -> Iterator[Row]:
    """Stream the records of a table; ``file`` is what a refusal calls it.

    Sets the process-wide limit on the size of a cell (:func:`csv.field_size_limit`). What the
    cells hold is read strictly as to its form in CSV; kinds and codes are not checked.

    Raises:
        EvidenceRefused: ``pathway_csv_malformed`` with ``file``, ``line`` (the last of the record)
            and ``column``, which is empty if the line as a whole is at fault.

    """
    csv.field_size_limit(_LONGEST_CELL)
    header = columns(entity)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    reader = csv.reader(text, strict=True)
    try:
        if tuple(next(reader, ())) != header:
            raise EvidenceRefused("pathway_csv_malformed", file=file, line=1, column="")
        for cells in reader:
            yield _row(entity, header, cells)
    except (ValueError, csv.Error) as error:
        column = str(error) if str(error) in header else ""
        place = reader.line_num
        raise EvidenceRefused(
            "pathway_csv_malformed", file=file, line=place, column=column
        ) from None
    finally:
        text.detach()


def _cells(plan: Sequence[tuple[str, int]], pathway: str, record: Record) -> list[str]:
    cells, absent = [pathway, record.id], ""
    get = record.values.get
    for name, width in plan:
        value = get(name)
        if isinstance(value, str):
            cells.append(value)
        elif value is None:
            cells += _BLANK[:width]
        elif isinstance(value, dict):
            if ABSENT in value:
                absent += f" {name}={value[ABSENT]}"
                cells += _BLANK[:width]
            else:
                cells += [str(value[member]) for member in _FILE]
        elif isinstance(value, bool):
            cells.append("true" if value else "false")
        elif isinstance(value, int):
            cells.append(str(value))
        else:
            cells.append(_json(value))
    cells.append(absent[1:])
    return cells


def _json(value: Value) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _row(entity: Entity, header: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) != len(header):
        raise ValueError("")
    return cells[0], Record(entity.name, cells[1], _values(entity, cells))


def _values(entity: Entity, cells: Sequence[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    position = len(BEFORE)
    for one in entity.attributes:
        if one.kind is Kind.FILE:
            members = cells[position : position + len(_FILE)]
            position += len(_FILE)
            if any(members):
                values[one.name] = _described(one.name, members)
            continue
        if cells[position]:
            values[one.name] = _value(one, cells[position])
        position += 1
    for word in cells[-1].split(" ") if cells[-1] else ():
        name, _, code = word.partition("=")
        known = any(name == one.name for one in entity.attributes)
        if not known or code not in ABSENCES or name in values:
            raise ValueError(ABSENT)
        values[name] = {ABSENT: code}
    return values


def _value(attribute: Attribute, cell: str) -> Value:
    if attribute.kind is Kind.BOOLEAN:
        if cell not in _WORDS:
            raise ValueError(attribute.name)
        return _WORDS[cell]
    if attribute.kind is Kind.INTEGER:
        return _integer(attribute.name, cell)
    if attribute.kind in {Kind.TEXTS, Kind.ANSWERS}:
        try:
            found: Value = orjson.loads(cell)
        except ValueError:
            raise ValueError(attribute.name) from None
        if not isinstance(found, list) or _json(found) != cell:
            raise ValueError(attribute.name)
        return found
    return cell


def _described(name: str, members: Sequence[str]) -> Value:
    path, sha256, size = members
    return {"path": path, "sha256": sha256, "size": _integer(f"{name}.size", size)}


def _integer(name: str, cell: str) -> int:
    try:
        found = int(cell)
    except ValueError:
        raise ValueError(name) from None
    if str(found) != cell:
        raise ValueError(name)
    return found
