"""The staging database: an extraction's tables in one SQLite file, which is a copy of ours.

It holds what the source holds, in clear: the inventory lists it from its first byte, and it is
destroyed with the other copies.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from connectors.extraction.row import Cells, Malformed
from releve.errors import ConnectorError

_BATCH = 2000
_SHOWN = 20
_LISTED = """
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"""


@contextmanager
def fresh(place: Path) -> Iterator[sqlite3.Connection]:
    """Make a new database that only we may read; it is durable at the end, or gone.

    Raises:
        ConnectorError: ``staging_not_fresh`` when something is there already.

    """
    try:
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise ConnectorError("staging_not_fresh", path=str(place)) from None
    try:
        with closing(sqlite3.connect(place, isolation_level=None)) as staging:
            # No journal: a crash leaves a file that is not fresh, and nothing else to destroy.
            for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
                staging.execute(f"PRAGMA {setting}")
            staging.execute("BEGIN")
            yield staging
            staging.execute("COMMIT")
        _durable(place)
    except BaseException:
        place.unlink()
        raise


def create(
    staging: sqlite3.Connection,
    table: str,
    columns: Iterable[tuple[str, str]],
    key: Sequence[str],
) -> None:
    """Create a table of columns (name, declared type), with a primary key if one is named.

    Raises:
        ConnectorError: ``extraction_columns_refused``, ``extraction_table_twice``.

    """
    parts = [
        f"{quoted(name)} {declared}{' NOT NULL' if name in key else ''}"
        for name, declared in columns
    ]
    if key:
        parts.append(f"PRIMARY KEY ({', '.join(map(quoted, key))})")
    if staging.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        raise ConnectorError("extraction_table_twice", table=table)
    try:
        staging.execute(f"CREATE TABLE {quoted(table)} ({', '.join(parts)})")
    except sqlite3.Error:  # names that differ by case only, or more columns than it takes
        raise ConnectorError("extraction_columns_refused", file=None, table=table) from None


def fill(
    staging: sqlite3.Connection,
    table: str,
    width: int,
    rows: Iterable[Cells | Malformed],
    file: str,
) -> int:
    """Insert rows as they come, and return their number.

    Raises:
        ConnectorError: ``extraction_rows_malformed`` with how many, and the lines of the first;
            ``extraction_key_refused`` with the number of the row whose key is null or repeated.

    """
    marks = ", ".join("?" * width)
    statement = f"INSERT INTO {quoted(table)} VALUES ({marks})"  # noqa: S608 - the name is quoted
    bad: list[int] = []
    read = malformed = 0
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        good = [one for one in batch if not isinstance(one, Malformed)]
        wrong = [one.line for one in batch if isinstance(one, Malformed)]
        try:
            staging.executemany(statement, good)
        except sqlite3.IntegrityError:
            (there,) = staging.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()  # noqa: S608 - the same
            raise ConnectorError(
                "extraction_key_refused", file=file, table=table, row=there + 1
            ) from None
        read += len(good)
        malformed += len(wrong)
        bad += wrong[: _SHOWN - len(bad)]
    if malformed:
        raise ConnectorError(
            "extraction_rows_malformed",
            file=file,
            rows=malformed,
            lines=tuple(str(line) for line in bad),
        )
    return read


def copy(
    staging: sqlite3.Connection, source: Path, tables: Sequence[str], file: str
) -> dict[str, int]:
    """Copy tables of another SQLite database as they are, and count their rows.

    Raises:
        ConnectorError: ``extraction_tables_differ`` when the file has other tables than declared;
            ``extraction_unreadable``.

    """
    counts: dict[str, int] = {}
    try:
        with closing(
            sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as other:
            other.execute("PRAGMA query_only = ON")
            found = {str(name) for (name,) in other.execute(_LISTED)}
            if found != set(tables):
                odd = tuple(sorted(found ^ set(tables)))
                raise ConnectorError("extraction_tables_differ", file=file, tables=odd)
            for table in tables:
                described = other.execute(
                    "SELECT name, type, pk FROM pragma_table_xinfo(?)", (table,)
                ).fetchall()
                columns = [(str(name), _type(str(declared))) for name, declared, _ in described]
                ranked = sorted((rank, str(name)) for name, _, rank in described if rank)
                create(staging, table, columns, [name for _, name in ranked])
                names = ", ".join(quoted(name) for name, _ in columns)
                rows = other.execute(f"SELECT {names} FROM {quoted(table)}")  # noqa: S608 - quoted
                counts[table] = fill(staging, table, len(columns), rows, file)
    except sqlite3.Error:
        raise ConnectorError("extraction_unreadable", file=file, line=None) from None
    return counts


def quoted(name: str) -> str:
    """Write a name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _type(declared: str) -> str:
    """Keep a declared type if it is words and numbers; its affinity goes with it."""
    plain = all(one.isalnum() or one in " (),_" for one in declared)
    balanced = declared.count("(") == declared.count(")")
    return declared if plain and balanced else "BLOB"


def _durable(place: Path) -> None:
    for path in (place, place.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
