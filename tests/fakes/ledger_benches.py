"""One bench per ledger store: the store, its copy, and hands to do what an accident would."""

import copy
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import count

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.ledger_store.postgres import PostgresLedger
from connectors.ledger_store.second_copy import SecondCopy
from connectors.ledger_store.sqlite import SqliteLedger
from connectors.signing.note_key import NoteKey
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import Realm
from tests.fakes.memory_ledger import MemoryDisks, MemoryLedger

ORIGIN = "essai.example/releve"
KEY = NoteKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
START = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved. ``instant`` is what the plan reads."""

    def __init__(self, instant=START, *, kind="rehearsal"):
        self.kind = kind
        self.instant = instant

    def now(self):
        return self.instant

    def recorded_at(self):
        return self.instant if self.kind == "real" else START

    def move(self, **by):
        self.instant += timedelta(**by)


def draft(subject="service:vigilans", number=0, **body):
    """Return a small fact."""
    return Draft(
        kind=EntryKind.SERVICE_PROBED,
        subject=subject,
        actor="releve",
        body={"state": "up", "number": number, **body},
    )


class MemoryBench:
    """The fake itself."""

    def __init__(self):
        self.disks = MemoryDisks()

    def open(self, *, clock=None, signer=KEY, realm=Realm.REHEARSAL):
        return MemoryLedger.open(
            self.disks, origin=ORIGIN, realm=realm, clock=clock or Clock(), signer=signer
        )

    def keep_store(self):
        return self.disks.kept()

    def put_back_store(self, kept):
        self.disks.store = copy.deepcopy(kept)

    def keep_copy(self):
        return copy.deepcopy(self.disks.copy)

    def put_back_copy(self, kept):
        self.disks.copy = copy.deepcopy(kept)

    def copied(self):
        return list(self.disks.copy.entries), dict(self.disks.copy.documents)

    def alter_entry(self, index, data):
        self.disks.store.entries[index] = data

    def alter_document(self, digest, data):
        self.disks.store.documents[digest] = data


class FolderCopy:
    """What benches with a real second copy share: its folder."""

    def __init__(self, folder):
        self.folder = folder
        self.copy_folder = folder / "copie"
        self.numbers = count()

    def second_copy(self, realm=Realm.REHEARSAL):
        return SecondCopy.open(self.copy_folder, origin=ORIGIN, realm=realm, create=True)

    def keep_copy(self):
        kept = self.folder / f"kept-copy-{next(self.numbers)}"
        shutil.copytree(self.copy_folder, kept)
        return kept

    def put_back_copy(self, kept):
        shutil.rmtree(self.copy_folder)
        shutil.copytree(kept, self.copy_folder)

    def copied(self):
        second = self.second_copy()
        with second.locked():
            return list(second.raw()), dict(second.documents())


class SqliteBench(FolderCopy):
    """A SQLite file and a folder."""

    def __init__(self, folder):
        super().__init__(folder)
        self.path = folder / "ledger.db"

    def open(self, *, clock=None, signer=KEY, realm=Realm.REHEARSAL):
        return SqliteLedger.open(
            self.path,
            origin=ORIGIN,
            realm=realm,
            clock=clock or Clock(),
            signer=signer,
            second_copy=self.second_copy(realm),
        )

    def keep_store(self):
        kept = self.folder / f"kept-{next(self.numbers)}.db"
        shutil.copyfile(self.path, kept)
        return kept

    def put_back_store(self, kept):
        shutil.copyfile(kept, self.path.with_suffix(".new"))
        self.path.with_suffix(".new").replace(self.path)

    def alter_entry(self, index, data):
        self._execute("UPDATE entries SET data = ? WHERE idx = ?", data, index)

    def alter_document(self, digest, data):
        self._execute("UPDATE documents SET data = ? WHERE digest = ?", data, digest)

    def _execute(self, statement, *values):
        with sqlite3.connect(self.path) as db:
            assert db.execute(statement, values).rowcount == 1
        db.close()


class PostgresBench(FolderCopy):
    """A schema on a real server, and a folder."""

    tables = ("head", "entries", "subject_heads", "documents")

    def __init__(self, folder, conninfo, schema):
        super().__init__(folder)
        self.conninfo = conninfo
        self.schema = schema

    def open(self, *, clock=None, signer=KEY, realm=Realm.REHEARSAL):
        return PostgresLedger.open(
            self.conninfo,
            origin=ORIGIN,
            realm=realm,
            clock=clock or Clock(),
            signer=signer,
            second_copy=self.second_copy(realm),
            schema=self.schema,
        )

    def keep_store(self):
        number = next(self.numbers)
        for table in self.tables:
            self._execute(f"CREATE TABLE kept_{table}_{number} AS TABLE {table}")
        return number

    def put_back_store(self, kept):
        for table in self.tables:
            self._execute(f"TRUNCATE {table}")
            self._execute(f"INSERT INTO {table} TABLE kept_{table}_{kept}")

    def alter_entry(self, index, data):
        self._execute("UPDATE entries SET data = %s WHERE idx = %s", data, index)

    def alter_document(self, digest, data):
        self._execute("UPDATE documents SET data = %s WHERE digest = %s", data, digest)

    def _execute(self, statement, *values):
        with psycopg.connect(self.conninfo) as db:
            db.execute(f'SET search_path = "{self.schema}"')
            db.execute(statement, values or None)
