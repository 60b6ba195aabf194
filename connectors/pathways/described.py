"""The columns that a query of a mapping gives, and their families: asked of the database."""

from connectors.pathways import families
from connectors.pathways.dialect import Dialect
from connectors.pathways.relation import queried
from connectors.pathways.session import Session
from releve.pathways.selection import SourceColumn

_POSTGRESQL = """
    WITH RECURSIVE root (oid, base) AS (
        SELECT oid, typbasetype FROM pg_catalog.pg_type WHERE oid = %s
        UNION ALL
        SELECT t.oid, t.typbasetype FROM pg_catalog.pg_type t JOIN root r ON t.oid = r.base)
    SELECT t.typname, t.typtype::text FROM root r JOIN pg_catalog.pg_type t ON t.oid = r.oid
    WHERE r.base = 0"""

_MYSQL = {
    0: "decimal",
    1: "tinyint",
    2: "smallint",
    3: "int",
    4: "float",
    5: "double",
    7: "timestamp",
    8: "bigint",
    9: "mediumint",
    10: "date",
    12: "datetime",
    13: "year",
    16: "bit",
    245: "json",
    246: "decimal",
    247: "enum",
    248: "set",
}
"""Types by their number in the protocol; texts and bytes share theirs."""

_TEXTS = {249, 250, 251, 252, 253, 254}
_SQLITE = {"integer": "integer", "real": "float", "blob": "bytes"}


def describe_query(session: Session, dialect: Dialect, query: str) -> tuple[SourceColumn, ...]:
    """Describe the columns that a query gives.

    In SQLite an expression has no type: the first value that is not null tells it.
    """
    source = queried(dialect, query)
    shape = session.shape(f"SELECT * FROM {source} LIMIT 1")  # noqa: S608 - names are quoted
    columns: list[SourceColumn] = []
    for name, code, length in shape:
        family, declared = _family(session, dialect, source, name, code, length)
        columns.append(SourceColumn(name=name, declared=declared, family=family, nullable=True))
    return tuple(columns)


def _family(
    session: Session, dialect: Dialect, source: str, name: str, code: int, length: int
) -> tuple[str, str]:
    quoted = dialect.quoted(name)
    if dialect.name == "postgresql":
        base, kind = (str(one) for one in session.everything(_POSTGRESQL, (code,))[0])
        return families.postgresql(base, kind), base
    if dialect.name == "sqlite":
        first = f"SELECT typeof({quoted}) FROM {source} WHERE {quoted} IS NOT NULL LIMIT 1"  # noqa: S608 - names are quoted
        kinds = session.everything(first)
        declared = str(kinds[0][0]) if kinds else "text"
        return _SQLITE.get(declared, "text"), declared
    if code in _TEXTS:
        first = f"SELECT CHARSET({quoted}) FROM {source} LIMIT 1"  # noqa: S608 - names are quoted
        kinds = session.everything(first)
        declared = "blob" if kinds and kinds[0][0] == "binary" else "text"
    else:
        declared = _MYSQL.get(code, "other")
        if length == 1 and declared in {"tinyint", "bit"}:
            declared += "(1)"
    return families.mysql(declared.removesuffix("(1)"), declared, json=False), declared
