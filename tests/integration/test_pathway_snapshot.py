"""One instant for all tables, whoever writes meanwhile; and what each database could hide."""

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context

import psycopg
import pymysql
import pytest

from releve.errors import ConnectorError
from releve.pathways.conversion import Account
from tests.fakes.tiny_converter import selected

pytestmark = pytest.mark.integration

PERSON = selected("person", {"birth_family_name": "nom"}, table="usager")
NOTE = selected("note", {"text": "texte"}, table="note", pathway=("usager_id",))


def prepared(source):
    source.create("usager", id="bigint!", nom="text!")
    source.create("note", id="bigint!", usager_id="bigint", texte="text")
    source.insert("usager", (1, "a"), (2, "b"))
    source.insert("note", (1, 1, "x"), (2, 2, "y"))
    return source


@pytest.fixture
def small(source):
    return prepared(source)


def read(snapshot, size=1):
    account = Account()
    return [one for part in snapshot.parts(size) for one in snapshot.pathways(part, account)]


def from_token(database, token):
    with database.snapshot(token) as snapshot:
        return snapshot.token, read(snapshot), snapshot.inflow()


def test_what_others_write_is_not_seen(small):
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        if small.kind == "sqlite":
            small.run("PRAGMA busy_timeout = 50")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                small.insert("note", (3, 99, "orphan"))
        else:
            small.insert("note", (3, 99, "orphan"))
            small.run("UPDATE usager SET nom = 'changed'")
        first = read(snapshot)
        assert [one.records[-1].values["birth_family_name"] for one in first] == ["a", "b"]
        assert read(snapshot) == first
        assert snapshot.inflow().rows["note"] == 2


def test_a_writer_of_a_sqlite_log_goes_on_unseen(source_of):
    small = prepared(source_of("sqlite"))
    small.run("PRAGMA journal_mode = WAL")
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        part, *_ = snapshot.parts(1)
        stream = snapshot.pathways(part, Account())
        small.insert("note", (3, 99, "orphan"))
        small.run("DELETE FROM usager")
        assert len(list(stream)) == 1
        assert len(read(snapshot)) == 2
        assert snapshot.inflow().rows == {"note": 2, "usager": 2}
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        assert snapshot.inflow().rows == {"note": 3, "usager": 0}


def test_another_process_reads_the_very_same_instant(source_of):
    small = prepared(source_of("postgresql"))
    database = small.database(PERSON, NOTE)
    with database.snapshot() as snapshot:
        small.run("DELETE FROM note")
        small.run("UPDATE usager SET nom = 'changed'")
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            token, pathways, inflow = pool.submit(from_token, database, snapshot.token).result()
        assert token == snapshot.token
        assert pathways == read(snapshot)
        assert inflow == snapshot.inflow()
        assert inflow.rows["note"] == 2
    with pytest.raises(ConnectorError, match="database_refused"):
        from_token(database, token)  # its owner let go of it


@pytest.mark.parametrize("token", ["", "x", "00000003-0000001B-1'; DROP TABLE usager; --"])
def test_a_token_of_another_form_never_reaches_the_database(small, token):
    with pytest.raises(ConnectorError, match="snapshot_token_refused"):
        from_token(small.database(PERSON), token)


@pytest.mark.parametrize("kind", ["mysql", "sqlite"])
def test_other_dialects_give_no_token(source_of, kind):
    small = prepared(source_of(kind))
    with small.database(PERSON).snapshot() as snapshot:
        assert snapshot.token is None
    with pytest.raises(ConnectorError, match="snapshot_token_refused"):
        from_token(small.database(PERSON), "00000003-0000001B-1")


@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_tables_cannot_be_emptied_under_a_snapshot(source_of, kind):
    small = prepared(source_of(kind))
    wait = "SET lock_timeout = '100ms'" if kind == "postgresql" else "SET lock_wait_timeout = 1"
    small.run(wait)
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        with pytest.raises((psycopg.errors.LockNotAvailable, pymysql.err.OperationalError)):
            small.run("TRUNCATE note")
        assert len(read(snapshot)[0].records) == 2
    small.run("TRUNCATE note")


def test_tables_of_an_engine_without_instants_are_refused(source_of):
    small = prepared(source_of("mysql"))
    small.run("ALTER TABLE note ENGINE = Aria")
    assert refused(small) == ("source_without_snapshot", ("note",))


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("postgresql", "CREATE TABLE ancienne () INHERITS (note)"),
        ("mysql", "ALTER TABLE note ADD SYSTEM VERSIONING"),
        ("sqlite", "CREATE VIRTUAL TABLE recherche USING fts5(texte)"),
    ],
)
def test_tables_that_hide_or_double_rows_are_refused(source_of, kind, statement):
    small = prepared(source_of(kind))
    small.run(statement)
    code, tables = refused(small)
    assert code == "source_not_plain"
    assert set(tables) & {"note", "recherche"}


def refused(source):
    with pytest.raises(ConnectorError) as seen:
        source.database().schema()
    return seen.value.code, seen.value.facts["tables"]


def test_partitions_are_one_table_and_whatever_holds_rows_is_listed(source_of):
    small = prepared(source_of("postgresql"))
    small.run("CREATE TABLE acte (id bigint, jour date) PARTITION BY RANGE (jour)")
    small.run("CREATE TABLE acte_2025 PARTITION OF acte DEFAULT")
    small.run("INSERT INTO acte VALUES (1, '2025-01-01'), (2, '2026-01-01')")
    small.run("CREATE MATERIALIZED VIEW resume AS SELECT count(*) AS n FROM note")
    small.run("CREATE TABLE vide ()")
    with small.database().snapshot() as snapshot:
        names = [one.name for one in snapshot.schema.tables]
        assert names == ["acte", "note", "resume", "usager", "vide"]
        assert snapshot.inflow().rows == {"acte": 2, "note": 2, "resume": 1, "usager": 2, "vide": 0}


def test_rows_that_rights_would_hide_are_an_error(source_of, cluster):
    small = prepared(source_of("postgresql"))
    cluster.create_role("lecteur")
    name = small.quoted(small.namespace)
    small.run(f"GRANT USAGE ON SCHEMA {name} TO lecteur")
    small.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO lecteur")
    small.run("ALTER TABLE note ENABLE ROW LEVEL SECURITY")
    access = type(small.access)(
        endpoint="dac", schema=small.namespace, url=cluster.url("essais", user="lecteur")
    )
    database = type(small.database())(access=access)
    with database.snapshot() as snapshot, pytest.raises(ConnectorError) as seen:
        snapshot.inflow()
    assert (seen.value.code, seen.value.facts["sqlstate"]) == ("database_refused", "42501")


def test_a_database_in_another_encoding_is_refused(source_of):
    source = source_of("sqlite")
    source.run("PRAGMA encoding = 'UTF-16le'")
    prepared(source)
    with pytest.raises(ConnectorError, match="encoding_unsupported"):
        source.database().schema()


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("where", [{"table": "libre"}, {"query": "SELECT id FROM libre"}])
def test_a_key_that_mixes_types_is_refused(source_of, where, size):
    source = source_of("sqlite")
    source.run("CREATE TABLE libre (id BIGINT)")
    source.run("INSERT INTO libre VALUES (1), ('b'), (2)")
    mixed = selected("person", {}, **where)
    with source.database(mixed).snapshot() as snapshot, pytest.raises(ConnectorError) as seen:
        read(snapshot, size)
    assert (seen.value.code, seen.value.facts["table"][:3]) in {
        ("key_types_mixed", "lib"),
        ("key_types_mixed", "per"),
    }


def test_a_link_of_another_type_is_an_orphan(source_of):
    small = prepared(source_of("sqlite"))
    small.insert("note", (3, "deux", "z"))
    with small.database(PERSON, NOTE).snapshot() as snapshot, pytest.raises(ConnectorError) as seen:
        read(snapshot)
    assert seen.value.code == "rows_orphan"


def test_a_value_that_cannot_be_read_stops_the_reading(source_of):
    small = prepared(source_of("sqlite"))
    small.run("UPDATE usager SET nom = CAST(x'41FF' AS TEXT) WHERE id = 2")
    with small.database(PERSON).snapshot() as snapshot, pytest.raises(ConnectorError) as seen:
        read(snapshot)
    assert seen.value.code == "value_unreadable"
    small = source_of("postgresql")
    small.create("usager", id="bigint!", nom="instant")
    small.run("INSERT INTO usager VALUES (1, 'infinity')")
    with small.database(PERSON).snapshot() as snapshot, pytest.raises(ConnectorError) as seen:
        read(snapshot)
    assert seen.value.code == "value_unreadable"


def test_no_file_is_made_where_there_is_none(source_of, tmp_path):
    source = source_of("sqlite")
    absent = tmp_path / "absent.sqlite"
    access = type(source.access)(endpoint="dac", schema="main", url=f"sqlite:///{absent}")
    with pytest.raises(ConnectorError, match="endpoint_unreachable"):
        type(source.database())(access=access).schema()
    assert not absent.exists()


def test_reading_leaves_a_sqlite_file_as_it_was(source_of):
    small = prepared(source_of("sqlite"))
    with closing(small.connection):
        before = small.path.read_bytes()
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        read(snapshot)
    assert small.path.read_bytes() == before
    assert [one.name for one in small.path.parent.glob(f"{small.path.name}*")] == [small.path.name]
