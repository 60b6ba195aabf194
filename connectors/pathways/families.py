"""The family of a declared type: one word for what three dialects write in many ways."""

_POSTGRESQL = {
    "text": "text varchar bpchar char name citext uuid xml",
    "integer": "int2 int4 int8 oid",
    "decimal": "numeric",
    "float": "float4 float8",
    "boolean": "bool",
    "date": "date",
    "instant": "timestamptz",
    "local": "timestamp",
    "bytes": "bytea",
    "json": "json jsonb",
}
_MYSQL = {
    "text": "char varchar tinytext text mediumtext longtext enum set uuid",
    "integer": "tinyint smallint mediumint int bigint year bit",
    "decimal": "decimal",
    "float": "float double",
    "date": "date",
    "instant": "timestamp",
    "local": "datetime",
    "bytes": "binary varbinary tinyblob blob mediumblob longblob",
    "json": "json",
}
_SQLITE = (
    ("boolean", ("BOOL", "TINYINT(1)")),
    ("integer", ("INT",)),
    ("json", ("JSON",)),
    ("text", ("CHAR", "CLOB", "TEXT", "UUID", "ENUM")),
    ("bytes", ("BLOB", "BYTEA", "BINARY")),
    ("float", ("REAL", "FLOA", "DOUB")),
    ("decimal", ("DEC", "NUM")),
    ("instant", ("TIMESTAMPTZ", "WITH TIME ZONE")),
    ("local", ("TIMESTAMP", "DATETIME")),
    ("date", ("DATE",)),
)
"""The first part of a declared type that is found tells its family: SQLite takes any words."""


def postgresql(base: str, kind: str) -> str:
    """Return the family of a base type (``pg_type.typname``); ``kind`` is its ``typtype``."""
    return "text" if kind == "e" else _found(_POSTGRESQL, base)


def mysql(kind: str, declared: str, *, json: bool) -> str:
    """Return the family of a MariaDB or MySQL type; ``json``: a check says that it is valid JSON.

    ``BOOLEAN`` is ``tinyint(1)`` there, so ``tinyint(1)`` is a boolean here.
    """
    if declared.startswith(("tinyint(1)", "bit(1)")):
        return "boolean"
    return "json" if json else _found(_MYSQL, kind)


def sqlite(declared: str) -> str:
    """Return the family that a SQLite declaration announces; its values may be of any type."""
    upper = declared.upper()
    for family, parts in _SQLITE:
        if any(part in upper for part in parts):
            return family
    return "other"


def _found(table: dict[str, str], name: str) -> str:
    for family, names in table.items():
        if name in names.split():
            return family
    return "other"
