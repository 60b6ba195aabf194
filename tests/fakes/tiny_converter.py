"""A converter that takes values nearly as they come: for tests of what brings the rows."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

from releve.pathways.conversion import Account, Converted
from releve.pathways.record import Record, key_id
from releve.pathways.selection import Joined, Selection


def said(value):
    """A value as canonical as a test needs."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    return value


@dataclass
class TinyConverter:
    """Attributes by position; those named in ``links`` hold the key of a record of an entity."""

    selection: Selection
    attributes: dict
    links: dict

    def convert(self, row, account: Account) -> Converted:
        chosen = self.selection
        account.rows[chosen.table or chosen.entity] += 1
        key = [row[at] for at in chosen.key]
        person = [row[at] for at in (chosen.pathway or chosen.key)]
        values = {}
        for name, at in self.attributes.items():
            if row[at] is not None:
                target = self.links.get(name)
                values[name] = key_id(target, (row[at],)) if target else said(row[at])
        record = Record(chosen.entity, key_id(chosen.entity, key), values)
        pathway = None if chosen.shared else key_id("person", person)
        return Converted(pathway, (record,), ())


def selected(entity, columns, *, key=("id",), pathway=(), links=None, **where):
    """Select columns (``attribute: column``) of a table or a query, and convert them."""
    present, joins = where.get("present"), where.get("joins", ())
    names = list(
        dict.fromkeys([*key, *pathway, *columns.values(), *([present] if present else [])])
    )
    chosen = Selection(
        entity=entity,
        table=where.get("table"),
        query=where.get("query"),
        joins=tuple(Joined(table=t, alias=a, on=on) for t, a, on in joins),
        columns=tuple(names),
        key=tuple(names.index(one) for one in key),
        pathway=tuple(names.index(one) for one in pathway),
        present=names.index(present) if present else None,
        shared=where.get("shared", False),
    )
    at = {attribute: names.index(column) for attribute, column in columns.items()}
    return TinyConverter(chosen, at, links or {})


def _given(converters, schema):
    del schema
    return converters


def factory(*converters):
    """Give converters to a database, in a form that can be pickled."""
    return partial(_given, converters)


def as_text(value):
    """Canonical JSON of anything, to compare."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
