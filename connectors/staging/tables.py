"""A successor's staging tables: pathways delivered to them and read back."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import orjson
from psycopg import sql
from psycopg.types.json import Jsonb

from connectors.staging.columns import DELIVERIES, EVERY, Columns, one_of
from connectors.staging.database import connected, dialect
from connectors.staging.part import Connection, PartLoad, Put
from connectors.staging.removal import take_away
from releve.errors import ConnectorError
from releve.pathways.delivery import Delivered, Tally, content_digest, files
from releve.pathways.folder import Group, Place
from releve.pathways.record import DIRECTORY, Record
from releve.ports import Progress

_DIRECTORY = "directory.ndjson"
_PARTS = "part-*.ndjson"
_ROWS = 2_000

_NOTED = sql.SQL(
    "SELECT sent, created, existing FROM {} WHERE content = {} AND part = {} AND digest = {}"
    " AND refused = 0"
)
_NOTE = sql.SQL(
    "INSERT INTO {} (content, part, digest, sent, created, existing, refused)"
    " VALUES ({}, {}, {}, {}, {}, {}, {}) ON CONFLICT (content, part) DO UPDATE SET"
    " digest = excluded.digest, sent = excluded.sent, created = excluded.created,"
    " existing = excluded.existing, refused = excluded.refused, delivered_at = now()"
)
_FORGET = sql.SQL("DELETE FROM {} WHERE content = {}")


class StagingTables:
    """Tables of one schema of a PostgreSQL database; ``url`` is SQLAlchemy's, with its secret.

    The tables are made when missing. What a successor adds to them stays, as long as our columns
    have our types; a constraint or trigger of its own may refuse rows, never change them unseen.
    """

    def __init__(self, url: str, schema: str) -> None:
        """Check the dialect without connecting.

        Raises:
            ConnectorError: ``staging_dialect_unsupported``: PostgreSQL alone is.

        """
        dialect(url)
        self._url = url
        self._schema = schema
        self._columns = Columns(schema)

    def deliver(
        self,
        folder: Path,
        progress: Progress,
        journal: Path,  # noqa: ARG002 - the protocol's: the table releve_delivery tells, atomically
    ) -> Delivered:
        """Load ``canonical``, the directory first; as ``PathwayDelivery`` says.

        One transaction per file also notes it in ``releve_delivery``: a file noted there without
        refusal is not sent again, even if the successor has taken its rows away since. A record
        that is there already is updated. ``progress`` is given records. Of a delta, what must go is
        taken away last, and only once nothing was refused.

        Raises:
            ConnectorError: ``staging_table_differs`` with ``table`` and ``column``,
                ``staging_refused`` with ``sqlstate``, ``delta_key_missing``.
            ConnectorUnavailable: ``staging_unreachable``.

        """
        paths = _contents(folder)
        content, tally = content_digest(paths), Tally()
        with connected(self._url) as connection:
            self._prepare(connection)
            for path in paths:
                with connection.transaction():
                    put = self._put(connection, path, content)
                accepted = put.sent - Counter(one.kind for one in put.refused)
                tally.refuse(put.refused, 0)
                tally.add(accepted, put.created, put.existing, path.stat().st_size)
                progress(tally.sent.total())
            if not tally.refused:
                with connection.transaction():
                    take_away(connection, self._columns, folder)
        return tally.delivered()

    def count(self) -> Mapping[str, int]:
        """Return how many records each table holds; errors of :meth:`deliver`."""
        held = sql.SQL("SELECT e, count(*) FROM ({}) one GROUP BY e").format(
            self._columns.read(EVERY)
        )
        with connected(self._url) as connection:
            return {str(kind): int(str(number)) for kind, number in connection.execute(held)}

    def held(self, _folder: Path) -> Mapping[str, int]:
        """Return :meth:`count`: the tables were made for what we load there."""
        return self.count()

    def forget(
        self,
        folder: Path,
        journal: Path,  # noqa: ARG002 - the protocol's: releve_delivery is the journal
    ) -> None:
        """Take what ``releve_delivery`` notes of this content away; errors of :meth:`deliver`."""
        content = content_digest(_contents(folder))
        noted = self._columns.table(DELIVERIES)
        with connected(self._url) as connection, connection.transaction():
            connection.execute(_FORGET.format(noted, sql.Literal(content)))

    def groups(self) -> Iterator[Group]:
        """Stream every pathway and the directory as the tables hold them, in the order of ids.

        In constant memory, from one instant. Errors of :meth:`deliver`.
        """
        with connected(self._url) as connection, connection.transaction():
            cursor = connection.cursor("releve_reading")
            cursor.itersize = _ROWS
            cursor.execute(self._columns.read(EVERY))
            name, records = "", list[Record]()
            for row in cursor:
                pathway, record = _record(row)
                if pathway != name and records:
                    yield Group(name, tuple(records))
                    records = []
                name = pathway
                records.append(record)
            if records:
                yield Group(name, tuple(records))

    def open(self, group_id: str, place: Place = Place()) -> Sequence[Record]:  # noqa: ARG002, B008 - a GroupSource's; immutable
        """Read one pathway, or the directory; empty if it is not there."""
        with connected(self._url) as connection:
            rows = connection.execute(self._columns.read(one_of("pathway", group_id)))
            return tuple(_record(row)[1] for row in rows)

    def _prepare(self, connection: Connection) -> None:
        with connection.transaction():
            for statement in self._columns.definitions():
                connection.execute(statement)
            held = {
                (str(table), str(column)): str(kind)
                for table, column, kind in connection.execute(
                    "SELECT table_name, column_name, data_type FROM information_schema.columns"
                    " WHERE table_schema = %s",
                    (self._schema,),
                )
            }
            for (table, column), kind in self._columns.expected().items():
                if held.get((table, column)) != kind:
                    raise ConnectorError("staging_table_differs", table=table, column=column)

    def _put(self, connection: Connection, path: Path, content: str) -> Put:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        key = [sql.Literal(one) for one in (content, path.name, digest)]
        ledger = self._columns.table(DELIVERIES)
        noted = connection.execute(_NOTED.format(ledger, *key)).fetchone()
        if noted is not None:
            sent, created, existing = noted
            counts = Counter(sent) if isinstance(sent, dict) else Counter[str]()
            return Put(counts, int(str(created)), int(str(existing)))
        group = DIRECTORY if path.name == _DIRECTORY else None
        put = PartLoad(connection, self._columns).load(path, group)
        counted = (Jsonb(put.sent), put.created, put.existing, len(put.refused))
        connection.execute(_NOTE.format(ledger, *key, *(sql.Literal(one) for one in counted)))
        return put


def _contents(folder: Path) -> tuple[Path, ...]:
    return files(folder / "canonical", _DIRECTORY, _PARTS)


def _record(row: tuple[object, ...]) -> tuple[str, Record]:
    pathway, name, entity, values = row
    document = orjson.loads(values) if isinstance(values, bytes | str) else values
    held = document if isinstance(document, dict) else {}
    return str(pathway), Record(str(entity), str(name), held)
