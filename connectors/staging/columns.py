"""The SQL of staging tables, derived from the canonical model: one table per entity.

A table has ``pathway``, ``id`` (the record id, its key), one column per attribute, and ``absent``:
``{"attribute": code}`` for what is explicitly absent. A null column that ``absent`` does not name
was never filled in.
"""

from collections.abc import Mapping

from psycopg import sql

from releve.pathways.model import ENTITIES, Attribute, Entity, Kind

TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.TEXTS: "jsonb",
    Kind.CODE: "text",
    Kind.DATE: "date",
    Kind.INSTANT: "timestamp with time zone",
    Kind.BOOLEAN: "boolean",
    Kind.INTEGER: "bigint",
    Kind.DECIMAL: "numeric",
    Kind.ANSWERS: "jsonb",
    Kind.FILE: "jsonb",
    Kind.BYTES: "text",
    Kind.REFERENCE: "text",
}
"""Column types. Bytes stay in base64, as in every other form of the package."""

DELIVERIES = "releve_delivery"
RECORDS = "releve_records"
LINES = "releve_lines"

# The canonical form back from a column; the rest of the kinds are what they are in JSON already.
_CANONICAL: Mapping[Kind, str] = {
    Kind.DATE: "to_char({0}, 'YYYY-MM-DD')",
    Kind.INSTANT: (
        "to_char({0} AT TIME ZONE 'UTC', CASE WHEN {0} = date_trunc('second', {0})"
        """ THEN 'YYYY-MM-DD"T"HH24:MI:SS"Z"' ELSE 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"' END)"""
    ),
    Kind.DECIMAL: "trim_scale({0})::text",
}

_LEDGER = sql.SQL(
    "CREATE TABLE IF NOT EXISTS {} (content text NOT NULL, part text NOT NULL,"
    " digest text NOT NULL, sent jsonb NOT NULL, created bigint NOT NULL, existing bigint NOT NULL,"
    " refused bigint NOT NULL, delivered_at timestamptz NOT NULL DEFAULT now(),"
    " PRIMARY KEY (content, part))"
)
_TABLE = sql.SQL(
    'CREATE TABLE IF NOT EXISTS {} (pathway text COLLATE "C" NOT NULL,'
    " id text COLLATE \"C\" PRIMARY KEY, {}, absent jsonb NOT NULL DEFAULT '{{}}')"
)
_INDEX = sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} (pathway, id)")
# One row a record: `p` holds the values that are there, `absent` the codes of those that are not.
_UNFOLD = sql.SQL(
    "CREATE TEMPORARY TABLE {records} ON COMMIT DROP AS"
    " SELECT pathway, e, id, v, v - coalesce(names, '{{}}') AS p,"
    " coalesce(codes, '{{}}') AS absent FROM ({rows}) one LEFT JOIN LATERAL"
    " (SELECT array_agg(key) AS names, jsonb_object_agg(key, value -> 'absent') AS codes"
    " FROM jsonb_each(v) WHERE jsonb_typeof(value) = 'object' AND value ? 'absent') said"
    " ON v @? '$.*.absent'"
)
_PATHWAYS = sql.SQL(
    "SELECT line ->> 'id' AS pathway, r ->> 'e' AS e, r ->> 'id' AS id, r -> 'v' AS v"
    " FROM {lines}, jsonb_array_elements(line -> 'records') r"
)
_SHARED = sql.SQL(
    "SELECT {group} AS pathway, line ->> 'e' AS e, line ->> 'id' AS id, line -> 'v' AS v"
    " FROM {lines}"
)
_PUT = sql.SQL(
    "WITH put AS (INSERT INTO {table} AS held (pathway, id, {names}, absent)"
    " SELECT one.pathway, one.id, {given}, one.absent FROM {records} one CROSS JOIN LATERAL"
    " jsonb_populate_record(NULL::{table}, one.p) given WHERE one.e = {entity} AND {chosen}"
    " ON CONFLICT (id) DO UPDATE SET {changed}, absent = excluded.absent"
    " RETURNING xmax = 0 AS created)"
    " SELECT count(*) FILTER (WHERE created), count(*) FILTER (WHERE NOT created) FROM put"
)
# A record held for another pathway stays that one's, so that it differs from what was sent.
_DIFFERING = sql.SQL(
    "SELECT one.id FROM {records} one LEFT JOIN {table} held USING (id)"
    " WHERE one.e = {entity} AND {chosen} AND (held.id IS NULL OR held.pathway <> one.pathway"
    " OR {canonical} IS DISTINCT FROM one.v)"
)
_READ = sql.SQL("SELECT pathway, id, {entity} AS e, {canonical} AS v FROM {table} held")

# Every value is written into the statement as a literal: a name of theirs may hold a per cent sign,
# which psycopg takes for a parameter as soon as there is one.
EVERY = sql.SQL("TRUE").format()


def one_of(column: str, value: str) -> sql.Composed:
    """Choose by ``pathway`` or by ``id``."""
    return sql.SQL("one.{} = {}").format(sql.Identifier(column), sql.Literal(value))


class Columns:
    """The statements for one schema."""

    def __init__(self, schema: str) -> None:
        self._schema = schema

    def table(self, name: str) -> sql.Identifier:
        """Name a table of the schema."""
        return sql.Identifier(self._schema, name)

    def definitions(self) -> tuple[sql.Composed, ...]:
        """Return what makes every table that is not there yet."""
        made = [_LEDGER.format(self.table(DELIVERIES))]
        for entity in ENTITIES:
            columns = [
                sql.SQL("{} {}").format(sql.Identifier(one.name), sql.SQL(TYPES[one.kind]))
                for one in entity.attributes
            ]
            table = self.table(entity.name)
            index = sql.Identifier(f"releve_{entity.name}")
            made.append(_TABLE.format(table, sql.SQL(", ").join(columns)))
            made.append(_INDEX.format(index, table))
        return tuple(made)

    def expected(self) -> Mapping[tuple[str, str], str]:
        """Return the type that each of our columns must have, by table and column."""
        found: dict[tuple[str, str], str] = {}
        for entity in ENTITIES:
            found |= {(entity.name, name): "text" for name in ("pathway", "id")}
            found |= {(entity.name, one.name): TYPES[one.kind] for one in entity.attributes}
            found[entity.name, "absent"] = "jsonb"
        return found

    def unfold(self, *, group: str | None = None) -> sql.Composed:
        """Turn lines into records; ``group`` is the pathway of lines that are records."""
        lines = sql.Identifier(LINES)
        rows = (
            _PATHWAYS.format(lines=lines)
            if group is None
            else _SHARED.format(lines=lines, group=sql.Literal(group))
        )
        return _UNFOLD.format(records=sql.Identifier(RECORDS), rows=rows)

    def put(self, entity: Entity, chosen: sql.Composed) -> sql.Composed:
        """Insert or update the chosen records of an entity; returns created and existing."""
        names = [sql.Identifier(one.name) for one in entity.attributes]
        return _PUT.format(
            table=self.table(entity.name),
            names=sql.SQL(", ").join(names),
            given=sql.SQL(", ").join(sql.SQL("given.{}").format(one) for one in names),
            changed=sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(one) for one in names),
            records=sql.Identifier(RECORDS),
            entity=sql.Literal(entity.name),
            chosen=chosen,
        )

    def differing(self, entity: Entity, chosen: sql.Composed) -> sql.Composed:
        """Find the chosen records that the table does not hold exactly as they were sent."""
        return _DIFFERING.format(
            table=self.table(entity.name),
            records=sql.Identifier(RECORDS),
            entity=sql.Literal(entity.name),
            canonical=_canonical(entity),
            chosen=chosen,
        )

    def read(self, chosen: sql.Composed) -> sql.Composed:
        """Read the chosen pathways back in canonical form, in the order of ids, as bytes."""
        each = [
            _READ.format(
                table=self.table(entity.name),
                entity=sql.Literal(entity.name),
                canonical=_canonical(entity),
            )
            for entity in ENTITIES
        ]
        return sql.SQL(
            "SELECT pathway, id, e, v FROM ({}) one WHERE {} ORDER BY pathway, id"
        ).format(sql.SQL(" UNION ALL ").join(each), chosen)


def _canonical(entity: Entity) -> sql.Composed:
    """Write the expression of a record's canonical values over a row called ``held``."""
    pairs = sql.SQL(", ").join(_pair(one) for one in entity.attributes)
    return sql.SQL(
        "(jsonb_strip_nulls(jsonb_build_object({})) || CASE WHEN held.absent = '{{}}' THEN '{{}}'"
        " ELSE (SELECT jsonb_object_agg(key, jsonb_build_object('absent', value))"
        " FROM jsonb_each(held.absent)) END)"
    ).format(pairs)


def _pair(attribute: Attribute) -> sql.Composed:
    column = sql.SQL("held.{}").format(sql.Identifier(attribute.name))
    form = sql.SQL(_CANONICAL.get(attribute.kind, "{0}"))
    return sql.SQL("{}, {}").format(sql.Literal(attribute.name), form.format(column))
