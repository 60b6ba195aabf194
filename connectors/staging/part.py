"""One file of records put into staging tables, each pathway whole or not at all."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeAlias

import orjson
import psycopg
from psycopg import sql

from connectors.staging.columns import EVERY, LINES, RECORDS, Columns, one_of
from connectors.staging.database import of_a_row
from releve.pathways.delivery import Refusal
from releve.pathways.model import ENTITIES, Entity

Connection: TypeAlias = "psycopg.Connection[tuple[object, ...]]"

_RECORDS, _LINES = sql.Identifier(RECORDS), sql.Identifier(LINES)
# No canonical line holds a control character, so that each is one value as it is.
_COPY = sql.SQL(
    "COPY {} FROM STDIN (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01', ENCODING 'UTF8')"
).format(_LINES)
_PIECE = 1024 * 1024
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_UNTRANSLATABLE = "22P05"
"""SQLSTATE of U+0000, which no text of PostgreSQL can hold."""


@dataclass(slots=True)
class Put:
    """What became of the records of a part."""

    sent: Counter[str] = field(default_factory=Counter)
    created: int = 0
    existing: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, refusal: Refusal) -> None:
        """Count a record as sent and refused."""
        self.sent[refusal.kind] += 1
        self.refused.append(refusal)


@dataclass(frozen=True, slots=True)
class _Defect:
    """Why records were not put: what the database said, or the ids held otherwise than sent."""

    reason: str | None = None
    element: str | None = None
    changed: frozenset[str] = frozenset()


class PartLoad:
    """One file within the caller's transaction, which decides whether it stays."""

    def __init__(self, connection: Connection, columns: Columns) -> None:
        self._connection = connection
        self._columns = columns
        self._entities: tuple[Entity, ...] = ()
        self._put = Put()

    def load(self, path: Path, group: str | None) -> Put:
        """Put every record and compare what the tables then hold with what was sent.

        ``group`` is the pathway of a file whose lines are records; each of these stands alone.

        Raises:
            psycopg.Error: what is not about a row.

        """
        self._run(sql.SQL("SET CONSTRAINTS ALL IMMEDIATE").format())
        self._copy(path)
        self._run(self._columns.unfold(group=group))
        self._run(sql.SQL("ANALYZE {} (pathway, e, id)").format(_RECORDS))
        counted = self._rows(
            sql.SQL("SELECT e, count(*)::text FROM {} GROUP BY e").format(_RECORDS)
        )
        sent = Counter({kind: int(count) for kind, count in counted})
        self._entities = tuple(one for one in ENTITIES if one.name in sent)
        known = {one.name for one in self._entities}
        if sent.keys() == known and self._attempt(EVERY) is None:
            self._put.sent += sent
        else:
            self._one_by_one(group)
        return self._put

    def _copy(self, path: Path) -> None:
        """Copy lines as they are; those that hold U+0000 are refused at once."""
        self._run(sql.SQL("CREATE TEMPORARY TABLE {} (line jsonb) ON COMMIT DROP").format(_LINES))
        # Compressing what is read once and dropped costs more than it saves.
        self._run(sql.SQL("ALTER TABLE {} ALTER COLUMN line SET STORAGE EXTERNAL").format(_LINES))
        with (
            path.open("rb") as file,
            self._connection.cursor() as cursor,
            cursor.copy(_COPY) as copy,
        ):
            for piece in self._pieces(file):
                copy.write(piece)

    def _pieces(self, file: BinaryIO) -> Iterator[bytes]:
        while lines := file.readlines(_PIECE):
            whole = b"".join(lines)
            if not _NUL.search(whole):
                yield whole
                continue
            for line in lines:
                if _NUL.search(line):
                    self._refuse_nul(line)
                else:
                    yield line

    def _refuse_nul(self, line: bytes) -> None:
        document = orjson.loads(line)
        for one in document.get("records", [document]):
            guilty = _NUL.search(orjson.dumps(one))
            code = "delivery_row_refused" if guilty else "delivery_transaction_refused"
            self._put.refuse(
                Refusal(kind=one["e"], identifier=one["id"], code=code, reason=_UNTRANSLATABLE)
            )

    def _attempt(self, chosen: sql.Composed) -> _Defect | None:
        """Put the chosen records and count them; all is undone if there is a defect."""
        created = existing = 0
        changed: set[str] = set()
        try:
            with self._connection.transaction():
                for entity in self._entities:
                    row = self._rows(self._columns.put(entity, chosen))[0]
                    created, existing = created + int(row[0]), existing + int(row[1])
                for entity in self._entities:  # once all are there: a trigger may reach others
                    held = self._rows(self._columns.differing(entity, chosen))
                    changed.update(row[0] for row in held)
                if changed:
                    raise psycopg.Rollback
        except psycopg.Error as error:
            if not of_a_row(error):
                raise
            told = error.diag
            return _Defect(error.sqlstate, told.column_name or told.constraint_name)
        if changed:
            return _Defect(changed=frozenset(changed))
        self._put.created += created
        self._put.existing += existing
        return None

    def _one_by_one(self, group: str | None) -> None:
        """Put each pathway (each record of a group) under its own savepoint."""
        self._run(sql.SQL("CREATE INDEX ON {} (pathway)").format(_RECORDS))
        self._run(sql.SQL("CREATE INDEX ON {} (id)").format(_RECORDS))
        key = "pathway" if group is None else "id"
        names = sql.SQL("SELECT DISTINCT {} FROM {} ORDER BY 1").format(
            sql.Identifier(key), _RECORDS
        )
        members = sql.SQL("SELECT e, id FROM {} one WHERE {} ORDER BY id")
        known = {one.name for one in self._entities}
        for row in self._rows(names):
            chosen = one_of(key, row[0])
            records = [(one[0], one[1]) for one in self._rows(members.format(_RECORDS, chosen))]
            unknown = frozenset(record for kind, record in records if kind not in known)
            found = _Defect(changed=unknown) if unknown else self._attempt(chosen)
            if found is None:
                self._put.sent.update(kind for kind, _ in records)
                continue
            guilty = self._guilty(records, found)
            for kind, record in records:
                self._put.refuse(_refusal(kind, record, guilty.get(record)))

    def _guilty(self, records: list[tuple[str, str]], found: _Defect) -> Mapping[str, _Defect]:
        """Tell which records of a refused pathway are at fault, trying each and undoing it."""
        if found.changed:
            return dict.fromkeys(found.changed, found)
        guilty: dict[str, _Defect] = {}
        before = (self._put.created, self._put.existing)
        with self._connection.transaction(force_rollback=True):
            for _, record in records:
                defect = self._attempt(one_of("id", record))
                if defect is not None:
                    guilty[record] = defect
        self._put.created, self._put.existing = before
        return guilty

    def _run(self, statement: sql.Composed) -> None:
        self._connection.execute(statement)

    def _rows(self, statement: sql.Composed) -> list[tuple[str, ...]]:
        rows = self._connection.execute(statement).fetchall()
        return [tuple(str(one) for one in row) for row in rows]


def _refusal(kind: str, record: str, defect: _Defect | None) -> Refusal:
    if defect is None:
        return Refusal(kind=kind, identifier=record, code="delivery_transaction_refused")
    code = "delivery_row_changed" if defect.changed else "delivery_row_refused"
    return Refusal(
        kind=kind,
        identifier=record,
        code=code,
        reason=defect.reason,
        element=defect.element,
    )
