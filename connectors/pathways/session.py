"""What the rest of the package needs of a connection, whatever driver is beneath."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import psycopg
import pymysql

from connectors.pathways.dialect import Parameter
from releve.errors import ConnectorError

Row: TypeAlias = tuple[object, ...]

BATCH = 1000
"""Rows fetched at a time from each stream."""

FAULTS = (psycopg.Error, pymysql.err.Error, sqlite3.Error, UnicodeDecodeError)
"""What drivers raise."""

_UNREADABLE = {"22007", "22008", "22P02", "22P05", "22021"}
_LOST = {0, 2006, 2013, 2014}


class _Cursor(Protocol):
    @property
    def description(self) -> Sequence[Sequence[Any]] | None: ...
    def execute(self, statement: str, values: Sequence[Parameter] = ..., /) -> object: ...
    def fetchall(self) -> Sequence[Row]: ...
    def fetchmany(self, size: int, /) -> Sequence[Row]: ...
    def close(self) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A driver's connection: ``plain`` makes a cursor, ``streaming`` one that streams.

    In statements, a doubled ``%`` means one wherever the dialect marks parameters with ``%s``.

    Raises:
        ConnectorError: from every method: ``connection_lost``, ``value_unreadable``,
            ``database_refused``.

    """

    endpoint: str
    plain: Callable[[], _Cursor]
    streaming: Callable[[], _Cursor]
    close: Callable[[], None]

    def everything(self, statement: str, values: Sequence[Parameter] = ()) -> list[Row]:
        """Run a statement whose answer is small, and return all of it."""
        with self._translated():
            cursor = self.plain()
            cursor.execute(statement, tuple(values))
            rows = list(cursor.fetchall())
            cursor.close()
        return rows

    def batches(self, statement: str, values: Sequence[Parameter] = ()) -> Iterator[Sequence[Row]]:
        """Run a statement and stream its rows, a batch at a time."""
        with self._translated():
            cursor = self.streaming()
            cursor.execute(statement, tuple(values))
        try:
            while True:
                with self._translated():
                    rows = cursor.fetchmany(BATCH)
                if not rows:
                    return
                yield rows
        finally:
            with suppress(*FAULTS):  # a stream may outlive its transaction: nothing is lost
                cursor.close()

    def run(self, statement: str) -> None:
        """Run a statement of our own that answers nothing."""
        with self._translated():
            cursor = self.plain()
            cursor.execute(statement, ())
            cursor.close()

    def shape(self, statement: str) -> list[tuple[str, int, int]]:
        """Return the name of each column of an answer, with the driver's type code and length."""
        with self._translated():
            cursor = self.plain()
            cursor.execute(statement, ())
            found = [(str(one[0]), one[1] or 0, one[3] or 0) for one in cursor.description or ()]
            cursor.fetchall()
            cursor.close()
        return found

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn a driver's error into a code: its text may quote rows, so it goes no further."""
        try:
            yield
        except FAULTS as error:
            code, state = _refusal(error)
            raise ConnectorError(code, endpoint=self.endpoint, sqlstate=state) from None


def _refusal(error: Exception) -> tuple[str, str | None]:
    if isinstance(error, UnicodeDecodeError):
        return "value_unreadable", None
    if isinstance(error, psycopg.Error):
        if error.sqlstate is None:
            lost = isinstance(error, psycopg.OperationalError)
            return ("connection_lost" if lost else "value_unreadable"), None
        readable = error.sqlstate not in _UNREADABLE
        return ("database_refused" if readable else "value_unreadable"), error.sqlstate
    if isinstance(error, sqlite3.Error):
        # The name, not the message: that one quotes text which is not UTF-8.
        name = getattr(error, "sqlite_errorname", None)
        return ("value_unreadable" if name is None else "database_refused"), name
    number = error.args[0] if error.args and isinstance(error.args[0], int) else None
    return ("connection_lost" if number in _LOST else "database_refused"), str(number)
