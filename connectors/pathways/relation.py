"""What a selection reads from: the FROM clause, and each of its columns as SQL writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.pathways.dialect import Dialect
from releve.errors import ConnectorError
from releve.pathways.selection import Selection, SourceColumn, SourceSchema

_QUERY = "q"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """``source`` follows FROM; ``columns`` gives, by name in the selection, SQL and declaration."""

    source: str
    columns: Mapping[str, tuple[str, SourceColumn]]


def of_tables(
    dialect: Dialect, namespace: str, selection: Selection, schema: SourceSchema
) -> Relation:
    """Read a table and what is joined to it. Joined texts are the same when their bytes are.

    Raises:
        ConnectorError: ``column_unknown`` (table, column), ``table_unknown`` (table).

    """
    known = {table.name: table for table in schema.tables}
    aliases = [(one.alias, one.table) for one in selection.joins]
    base = "t"
    while base in {alias for alias, _ in aliases}:
        base += "t"
    columns: dict[str, tuple[str, SourceColumn]] = {}
    for alias, table in ((base, selection.table or ""), *aliases):
        if table not in known:
            raise ConnectorError("table_unknown", table=table)
        prefix = "" if alias == base else f"{alias}."
        for one in known[table].columns:
            columns[prefix + one.name] = (dialect.quoted(alias, one.name), one)
    named = [*selection.columns]
    named += [
        side for one in selection.joins for pair in one.on for side in _sides(one.alias, pair)
    ]
    for name in named:
        if name not in columns:
            raise ConnectorError("column_unknown", table=selection.table, column=name)
    source = [f"{dialect.quoted(namespace, selection.table or '')} {dialect.quoted(base)}"]
    for join in selection.joins:
        pairs = [_sides(join.alias, pair) for pair in join.on]
        same = [dialect.same(columns[a][0], columns[b][0], columns[a][1]) for a, b in pairs]
        table = f"{dialect.quoted(namespace, join.table)} {dialect.quoted(join.alias)}"
        source.append(f"LEFT JOIN {table} ON {' AND '.join(same)}")
    return Relation(source=" ".join(source), columns=columns)


def of_query(dialect: Dialect, selection: Selection, described: Sequence[SourceColumn]) -> Relation:
    """Read a query written by whoever wrote the mapping, with the columns that it gives.

    Raises:
        ConnectorError: ``column_unknown``.

    """
    columns = {one.name: (dialect.quoted(_QUERY, one.name), one) for one in described}
    for name in selection.columns:
        if name not in columns:
            raise ConnectorError("column_unknown", table=selection.entity, column=name)
    return Relation(source=queried(dialect, selection.query or ""), columns=columns)


def queried(dialect: Dialect, query: str) -> str:
    """Write a query as something to read from; more than one statement cannot be."""
    text = query.strip().removesuffix(";").replace("%", dialect.percent)
    return f"({text}\n) {dialect.quoted(_QUERY)}"


def _sides(alias: str, pair: tuple[str, str]) -> tuple[str, str]:
    return f"{alias}.{pair[0]}", pair[1]
