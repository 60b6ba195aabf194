"""Tables where they live: Great Expectations over PostgreSQL, read only, nothing brought back.

What relates tables is a query that counts rows; its rows are ``1``, never values. Keys of rows
at fault are read only for a private list, when one is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.postgres_datasource import PostgresDatasource
from great_expectations.expectations.core.unexpected_rows_expectation import (
    UnexpectedRowsExpectation,
)
from great_expectations.expectations.expectation import Expectation
from sqlalchemy.dialects import postgresql

from expectations.failing_keys import Failing, KeySink
from expectations.items import Described, Item, Tables, Unread
from expectations.rules import Dates, Key, Rows, Rule
from expectations.sql_faults import rows_at_fault
from expectations.translation import plausible, shared
from expectations.validation import Result, new_context, validate
from releve.content import record_id
from releve.ports import SqlTables

_DIALECT = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
APPLICATION = "releve-constat"
"""The name that our connections show to the server's administrators."""

_PAGE = 1_000
_PLACE = "ctid"

_BATCH = "{batch!s:.0}"
"""Great Expectations wants its own name of the table in the query; ours is quoted, its own not."""


class SqlBatches:
    """The tables of one schema, opened by :meth:`open` and closed by :meth:`close`."""

    def __init__(
        self,
        given: SqlTables,
        rules: Callable[[str], tuple[Rule, ...]],
        today: date,
        sink: KeySink | None = None,
    ) -> None:
        self._rules = rules
        self._schema = given.schema
        self._given = given.tables
        self._today = today
        self._sink = sink
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
        self._described: Mapping[str, Described] = {}

    def open(self) -> Tables:
        """Look at what is there; nothing can be read where looking fails, whatever the cause."""
        try:
            tables = self._look()
            if tables.described:
                self._source = new_context().data_sources.add_postgres(datasource=self._made())
        except Exception:  # noqa: BLE001 - its text may hold parts of the URL
            return Tables(unread={name: Unread(reason="unreachable") for name in self._given})
        self._described = tables.described
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
        found = validate(lambda: self._batch(table, items), items, self._expectation)
        if self._sink is not None:
            for item in items:
                if item.code in found and found[item.code].failed:
                    self._list(table, item.rule, item.code, self._sink)
        return found

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
        query = rows_at_fault(self._tables, table, rule, self._today)
        text = str(query.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))
        for special, written in (("{", "{{"), ("}", "}}"), (":", r"\:")):
            text = text.replace(special, written)
        return UnexpectedRowsExpectation(unexpected_rows_query=text + _BATCH)

    def _list(self, table: str, rule: Rule, code: str, sink: KeySink) -> None:
        """Give the key of every row at fault: Great Expectations would bring back 200 at most."""
        if self._source is None or isinstance(rule, Rows):
            return
        key = self._key(table)
        query = rows_at_fault(self._tables, table, rule, self._today, key)
        with self._source.get_engine().connect() as connection:
            streamed = connection.execution_options(yield_per=_PAGE).execute(query)
            for row in streamed:
                sink(Failing(check=code, record=_named(table, row)))

    def _key(self, table: str) -> tuple[str, ...]:
        """Return the key that the source declares, or that the suite names, or the row's place."""
        named = (one.columns for one in self._rules(table) if isinstance(one, Key) and one.columns)
        return self._described[table].key or next(named, (_PLACE,))

    def _clause(self, table: str, described: Described) -> sa.TableClause:
        columns: list[sa.ColumnClause[object]] = [
            sa.column(one) for one in (*described.columns, _PLACE)
        ]
        return sa.table(table, *columns, schema=self._schema)


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


def _named(table: str, row: Sequence[object]) -> str:
    """Return the id of a row, by its key; one whose key is null in part has none."""
    if None in row:
        return f"{table}:null"
    return record_id(table, [one if isinstance(one, int) else str(one) for one in row])


def _option(name: str) -> str:
    """Quote a schema's name for ``search_path``, then for the server's ``options``."""
    quoted = '"' + name.replace('"', '""') + '"'
    return quoted.replace("\\", "\\\\").replace(" ", "\\ ")
