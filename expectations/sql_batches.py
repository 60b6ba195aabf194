"""Tables where they live: Great Expectations over PostgreSQL, read only, nothing brought back.

What relates tables is a query that counts rows; its rows are ``1``, never values.
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.postgres_datasource import PostgresDatasource
from great_expectations.expectations.core.unexpected_rows_expectation import (
    UnexpectedRowsExpectation,
)
from great_expectations.expectations.expectation import Expectation
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import ColumnElement, Select

from expectations.items import Described, Item, Tables, Unread
from expectations.rules import Children, Dates, Order, Reference, Rule, When
from expectations.translation import plausible, shared
from expectations.validation import Result, new_context, validate
from releve.ports import SqlTables

_DIALECT = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
APPLICATION = "releve-constat"
"""The name that our connections show to the server's administrators."""

_BATCH = "{batch!s:.0}"
"""Great Expectations wants its own name of the table in the query; ours is quoted, its own not."""


class SqlBatches:
    """The tables of one schema, opened by :meth:`open` and closed by :meth:`close`."""

    def __init__(self, given: SqlTables, today: date) -> None:
        self._schema = given.schema
        self._given = given.tables
        self._today = today
        url = sa.make_url(given.url)
        options = f"-c search_path={_option(given.schema)} -c timezone=UTC"
        self._arguments = {
            "options": f"{options} -c default_transaction_read_only=on",
            "application_name": APPLICATION,
            "connect_timeout": 10,
            **({"password": str(url.password)} if url.password is not None else {}),
        }
        self._url = sa.URL.create(
            url.drivername, url.username, None, url.host, url.port, url.database, url.query
        )
        self._source: PostgresDatasource | None = None
        self._tables: dict[str, sa.TableClause] = {}

    def open(self) -> Tables:
        """Look at what is there; nothing can be read where looking fails, whatever the cause."""
        try:
            tables = self._look()
            if tables.described:
                self._source = new_context().data_sources.add_postgres(datasource=self._made())
        except Exception:  # noqa: BLE001 - its text may hold parts of the URL
            return Tables(unread={name: Unread(reason="unreachable") for name in self._given})
        return tables

    def _look(self) -> Tables:
        engine = sa.create_engine(self._url, connect_args=self._arguments)
        described, unread = {}, {}
        try:
            with engine.connect() as connection:
                inspector = sa.inspect(connection)
                present = set(inspector.get_table_names(schema=self._schema))
                for table in self._given:
                    if table in present:
                        described[table] = _described(inspector, self._schema, table)
                        self._tables[table] = self._clause(table, described[table])
                    else:
                        unread[table] = Unread(reason="table_absent")
        finally:
            engine.dispose()
        return Tables(described=described, unread=unread)

    def _made(self) -> PostgresDatasource:
        """Make a source whose URL holds no password: Great Expectations substitutes ``$`` there."""
        return PostgresDatasource.parse_obj(
            {
                "type": "postgres",
                "name": "releve",
                "connection_string": self._url.render_as_string(hide_password=False),
                "kwargs": {"connect_args": self._arguments},
            }
        )

    def close(self) -> None:
        """Close the connections."""
        if self._source is not None:
            self._source.get_engine().dispose()
            self._source.get_execution_engine().close()

    def results(self, table: str, items: Sequence[Item]) -> dict[str, Result]:
        """Make the checks of a table that was read; those that raised are left out."""
        return validate(lambda: self._batch(table, items), items, self._expectation)

    def _batch(self, table: str, _items: Sequence[Item]) -> Batch:
        """Return the table as Great Expectations sees it."""
        if self._source is None:
            raise KeyError(table)
        asset = self._source.add_table_asset(table, table_name=f'"{table}"')
        return asset.add_batch_definition_whole_table("all").get_batch()

    def _expectation(self, item: Item) -> Expectation:
        """Translate one check."""
        rule = item.rule
        if isinstance(rule, Dates):
            return plausible(rule, (rule.columns or ())[0], self._today)
        return shared(rule) or self._query(item.table, rule)

    def _query(self, table: str, rule: Rule) -> Expectation:
        match rule:
            case Reference():
                query = self._dangling(table, rule)
            case Children():
                query = self._miscounted(table, rule)
            case Order():
                one = self._table(table)
                query = _ones(one).where(one.c[rule.start] > one.c[rule.end])
            case When():
                one = self._table(table)
                wrong = [one.c[name].is_(None) for name in rule.filled]
                wrong += [one.c[name].is_not(None) for name in rule.empty]
                query = _ones(one).where(one.c[rule.column].in_(rule.among), sa.or_(*wrong))
            case _:
                raise TypeError(rule.check)
        text = str(query.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))
        for special, written in (("{", "{{"), ("}", "}}"), (":", r"\:")):
            text = text.replace(special, written)
        return UnexpectedRowsExpectation(unexpected_rows_query=text + _BATCH)

    def _dangling(self, table: str, rule: Reference) -> Select[tuple[int]]:
        child, parent = self._table(table), self._table(rule.table).alias("parent")
        pairs = list(zip(rule.columns, rule.target, strict=True))
        there = sa.select(1).select_from(parent)
        there = there.where(*(child.c[one] == parent.c[other] for one, other in pairs))
        filled = [child.c[name].is_not(None) for name in rule.columns]
        return _ones(child).where(*filled, ~there.correlate(child).exists())

    def _miscounted(self, table: str, rule: Children) -> Select[tuple[int]]:
        parent, child = self._table(table), self._table(rule.table).alias("child")
        counts = sa.select(child.c[rule.column].label("of"), sa.func.count().label("n"))
        counted = counts.group_by(child.c[rule.column]).subquery("counted")
        n = sa.func.coalesce(counted.c.n, 0)
        wrong: ColumnElement[bool] = n < rule.least
        if rule.most is not None:
            wrong = sa.or_(wrong, n > rule.most)
        joined = parent.outerjoin(counted, counted.c["of"] == parent.c[rule.target])
        return _ones(joined).where(wrong)

    def _clause(self, table: str, described: Described) -> sa.TableClause:
        columns: list[sa.ColumnClause[object]] = [sa.column(one) for one in described.columns]
        return sa.table(table, *columns, schema=self._schema)

    def _table(self, name: str) -> sa.TableClause:
        return self._tables[name]


def _described(inspector: sa.Inspector, schema: str, table: str) -> Described:
    columns = {one["name"]: one["type"] for one in inspector.get_columns(table, schema=schema)}
    key = inspector.get_pk_constraint(table, schema=schema)["constrained_columns"]
    return Described(
        columns=frozenset(columns),
        dates=tuple(
            name for name, kind in columns.items() if isinstance(kind, sa.Date | sa.DateTime)
        ),
        key=tuple(key) or None,
    )


def _ones(table: sa.FromClause) -> Select[tuple[int]]:
    return sa.select(sa.literal_column("1", sa.Integer).label("one")).select_from(table)


def _option(name: str) -> str:
    """Quote a schema's name for ``search_path``, then for the server's ``options``."""
    quoted = '"' + name.replace('"', '""') + '"'
    return quoted.replace("\\", "\\\\").replace(" ", "\\ ")
