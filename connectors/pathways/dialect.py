"""What each dialect writes in its own way: names, values, keys and their exact order.

A key is compared as what it is: an integer by its value, everything else by the UTF-8 bytes of
its text (hexadecimal digits for bytes), in all three: no collation, no padding, no case folding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from releve.pathways.selection import SourceColumn

Parameter: TypeAlias = "str | int | bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one dialect writes SQL. ``mark`` is its parameter; ``percent`` a literal ``%``.

    ``value`` writes a column to be read; ``key`` the same as part of a key (integer or text);
    ``ordered`` what to order a part of a key by; ``bound`` the parameter compared with that.
    ``several`` tells whether one transaction can hold several streams at once. ``proven`` tells
    whether destruction is proven there.
    """

    name: str
    proven: bool
    several: bool
    quotes: str
    mark: str
    percent: str
    value: Callable[[str, SourceColumn], str]
    key: Callable[[str, SourceColumn], str]
    ordered: Callable[[str], str]
    bound: Callable[[str], Parameter]
    text: Callable[[str], str]

    def quoted(self, *names: str) -> str:
        """Write a name, qualified if several are given."""
        end = self.quotes
        whole = ".".join(end + name.replace(end, end + end) + end for name in names)
        return whole.replace("%", self.percent)

    def order(self, expression: str, column: SourceColumn) -> str:
        """Write what a part of a key (as :attr:`key` wrote it) is compared and ordered by."""
        return expression if column.family == "integer" else self.ordered(expression)

    def same(self, one: str, other: str, column: SourceColumn) -> str:
        """Write that two columns hold the same; texts byte for byte, an index still serving."""
        if column.family != "text":
            return f"{one} = {other}"
        exactly = f"{self.ordered(one)} = {self.ordered(other)}"
        return f"({one} = {other} AND {exactly})" if self.name == "mysql" else exactly


def _same(text: str) -> str:
    return text


def _postgresql_value(expression: str, column: SourceColumn) -> str:
    if column.family in {"text", "json", "other"}:
        return f"CAST({expression} AS text)"
    return expression


def _postgresql_key(expression: str, column: SourceColumn) -> str:
    if column.family == "integer":
        return expression
    if column.family == "bytes":
        return f"encode({expression}, 'hex')"
    return f"CAST({expression} AS text)"


def _mysql_value(expression: str, column: SourceColumn) -> str:
    if column.declared.startswith("bit"):
        return f"{expression} + 0"
    return _mysql_text(expression) if column.family == "other" else expression


def _mysql_key(expression: str, column: SourceColumn) -> str:
    if column.family == "integer":
        return expression
    if column.family == "bytes":
        return f"LOWER(HEX({expression}))"
    return _mysql_text(expression)


def _mysql_text(expression: str) -> str:
    return f"CAST({expression} AS CHAR CHARACTER SET utf8mb4)"


def _sqlite_value(expression: str, column: SourceColumn) -> str:
    del column
    return expression


def _sqlite_key(expression: str, column: SourceColumn) -> str:
    if column.family in {"integer", "text"}:
        return expression
    if column.family == "bytes":
        return f"lower(hex({expression}))"
    return _sqlite_text(expression)


def _sqlite_text(expression: str) -> str:
    return f"CAST({expression} AS TEXT)"


POSTGRESQL = Dialect(
    name="postgresql",
    proven=True,
    several=True,
    quotes='"',
    mark="%s",
    percent="%%",
    value=_postgresql_value,
    key=_postgresql_key,
    ordered='{} COLLATE "C"'.format,
    bound=_same,
    text="CAST({} AS text)".format,
)
MYSQL = Dialect(
    name="mysql",
    proven=False,
    several=False,
    quotes="`",
    mark="%s",
    percent="%%",
    value=_mysql_value,
    key=_mysql_key,
    ordered="CAST({} AS BINARY)".format,
    bound=str.encode,
    text="CAST(CONVERT({} USING utf8mb4) AS BINARY)".format,
)
SQLITE = Dialect(
    name="sqlite",
    proven=False,
    several=True,
    quotes='"',
    mark="?",
    percent="%",
    value=_sqlite_value,
    key=_sqlite_key,
    ordered="{} COLLATE BINARY".format,
    bound=_same,
    text=_sqlite_text,
)
DIALECTS = {"postgresql": POSTGRESQL, "mysql": MYSQL, "mariadb": MYSQL, "sqlite": SQLITE}
"""By SQLAlchemy's name of the backend."""
