"""What a mapping asks of a database, without SQL: tables, columns and orders by position."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A left join: ``on`` pairs a column of ``alias`` with a column already known."""

    table: str
    alias: str
    on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The rows of one entity: ``columns`` in this order, ``alias.column`` or ``column``.

    ``key`` and ``pathway`` are positions in ``columns``. Rows must come in the order of the
    pathway's key, then of the record's: integers by value, text by its UTF-8 bytes (those of a
    shared entity, in the order of their own key). Rows whose ``present`` column (a position) is
    null are not records, and are not asked for.
    """

    entity: str
    table: str | None
    query: str | None
    joins: tuple[Joined, ...]
    columns: tuple[str, ...]
    key: tuple[int, ...]
    pathway: tuple[int, ...]
    present: int | None
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumn:
    """A column as the database declares it. ``family`` is its type, the same in every dialect.

    One of ``text, integer, decimal, float, boolean, date, instant, local, bytes, json, other``;
    ``local`` is a date and time without zone.
    """

    name: str
    declared: str
    family: str
    nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """A table as the database declares it; ``key`` its primary key's columns, in order."""

    name: str
    columns: tuple[SourceColumn, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSchema:
    """Every table of a source's schema, by name. ``dialect`` is ``postgresql, mysql, sqlite``.

    ``proven`` tells whether destruction on this dialect was proven; it is refused otherwise.
    ``server`` is the product as it names itself (``mariadb`` and ``mysql`` share a dialect), and
    ``tried`` whether reading that product was proven on a real one.
    """

    dialect: str
    proven: bool
    tables: tuple[SourceTable, ...]
    server: str = ""
    tried: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """What the database itself counts in a snapshot: rows per table, non-null per column."""

    rows: "dict[str, int]"
    filled: "dict[tuple[str, str], int]"
