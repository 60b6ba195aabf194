"""The same small body of data in three worlds, and what people do to it behind our back."""

import hashlib
import os
import shutil
from copy import deepcopy
from pathlib import Path

import psycopg

from connectors.files import FilesConnector
from connectors.sql import SqlConnector
from releve.model.medium import FilesMedium, SqlMedium
from tests.fakes.data_connector import FrozenError, MemoryConnector

NOTES = 12
NOBODY = 65534


class MemoryWorld:
    phases = ()

    def __init__(self):
        notes = {number: {"texte": f"note {number}"} for number in range(1, NOTES + 1)}
        self.data = {"base": {"dac": {"note": notes, "usager": {1: {"nom": "essai"}}}}}
        tables = ("note", "usager")
        self.medium = SqlMedium(kind="sql", endpoint="base", schema_name="dac", tables=tables)
        self.connector = MemoryConnector(self.data)

    def content(self):
        return deepcopy(self.data)

    def update(self):
        self.data["base"]["dac"]["note"][3]["texte"] = "corrigée"

    def add(self):
        self.connector.write(self.medium, "note", 99, {"texte": "ajoutée"})

    def add_undeclared(self):
        self.data["base"]["dac"]["copie"] = {}

    def remove_all(self):
        del self.data["base"]["dac"]

    write_refused = FrozenError


class SqlWorld:
    phases = ()
    write_refused = psycopg.errors.ReadOnlySqlTransaction

    def __init__(self, connection, url, schema):
        self.connection, self.schema = connection, schema
        connection.execute("CREATE TABLE usager (id int PRIMARY KEY, nom text, photo bytea)")
        connection.execute(
            "CREATE TABLE note (id int PRIMARY KEY, texte text, u int REFERENCES usager)"
        )
        connection.execute("INSERT INTO usager VALUES (1, 'essai', '\\x00ff')")
        connection.execute(
            f"INSERT INTO note SELECT n, 'note ' || n, 1 FROM generate_series(1, {NOTES}) n"  # noqa: S608 - a number of ours
        )
        tables = ("note", "usager")
        self.medium = SqlMedium(kind="sql", endpoint="base", schema_name=schema, tables=tables)
        self.connector = SqlConnector({"base": url})

    def content(self):
        rows = []
        for table in ("note", "usager"):
            found = self.connection.execute("SELECT to_regclass(%s)", (table,)).fetchone()[0]
            if found:
                rows += self.connection.execute(
                    f"SELECT xmin::text, tableoid, t.* FROM {table} t ORDER BY id"  # noqa: S608 - ours
                ).fetchall()
        return rows

    def update(self):
        self.connection.execute("UPDATE note SET texte = 'corrigée' WHERE id = 3")

    def add(self):
        self.connection.execute("INSERT INTO note VALUES (99, 'ajoutée', 1)")

    def add_undeclared(self):
        self.connection.execute("CREATE TABLE copie (id int PRIMARY KEY)")

    def remove_all(self):
        self.connection.execute("DROP TABLE note, usager")


class FilesWorld:
    phases = ("overwritten", "read_back", "unlinked")
    write_refused = PermissionError

    def __init__(self, root, *, single=False):
        self.root = root
        root.mkdir()
        self.top = root / "dac" / ("un.csv" if single else "documents")
        self.top.parent.mkdir()
        if single:
            self.top.write_bytes(b"id;texte\n1;essai\n")
        else:
            for number in range(NOTES):
                file = self.top / f"dossier {number % 3}" / f"é{number}.txt"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(b"note %d" % number * (number * 70_000))
            (self.top / "vide").mkdir()
        self._give_away()
        path = f"dac/{self.top.name}"
        self.medium = FilesMedium(kind="files", endpoint="disque", path=path)
        self.connector = FilesConnector({"disque": root})

    def content(self):
        found = {}
        for path in sorted(self.root.rglob("*")):
            status = path.lstat()
            kept = path.read_bytes() if path.is_file() else None
            found[str(path.relative_to(self.root))] = (status.st_mode, status.st_ino, kept)
        return found

    def update(self):
        file = self._one()
        file.write_bytes(b"X" + file.read_bytes()[1:])

    def add(self):
        """Write as somebody who is bound by modes: the superuser is not."""
        place = self.top if self.top.is_file() else self.top / "dossier 1" / "ajoutée.txt"
        before, former = Path.cwd(), os.geteuid()
        os.chdir(place.parent)
        try:
            if former == 0:
                os.seteuid(NOBODY)
            with Path(place.name).open("ab") as file:
                file.write(b"ajout")
        finally:
            os.seteuid(former)
            os.chdir(before)

    def remove_all(self):
        """Lose the medium; the place set aside for it, made before any intent, stays."""
        here = hashlib.sha256(self.medium.path.encode()).hexdigest()[:16]
        (self.root / ".releve-quarantine" / here).mkdir(parents=True)
        if self.top.is_dir():
            shutil.rmtree(self.top)
        else:
            self.top.unlink()

    def _one(self):
        return self.top if self.top.is_file() else self.top / "dossier 1" / "é4.txt"

    def _give_away(self):
        if os.geteuid() == 0:
            for path in (self.top.parent, *self.top.parent.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
