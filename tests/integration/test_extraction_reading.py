"""An extraction received, then read through a mapping like any source: the same pathways."""

import json
from functools import partial

import pytest

from connectors.extraction import receive
from connectors.extraction.dump import DumpPlace
from connectors.pathways import PathwayAccess, PathwayDatabase
from deployments.rehearsal.postgres_place import binaries
from releve.errors import ConnectorError
from releve.pathways.compiler import converters_of
from releve.pathways.conversion import Account
from tests.fakes.edge_cases import MAPPING, fill
from tests.fakes.extraction_maker import Publisher

pytestmark = pytest.mark.integration


def read(access, mapping=MAPPING):
    database = PathwayDatabase(access=access, converters=partial(converters_of, mapping))
    account = Account()
    with database.snapshot() as snapshot:
        return [one for p in snapshot.parts(5) for one in snapshot.pathways(p, account)]


def staged(path):
    return PathwayAccess(endpoint="extraction", schema="main", url=f"sqlite:///{path}")


def extracted(source, folder):
    """What a publisher would do: each table as CSV, by the database's own COPY."""
    publisher = Publisher(folder)
    for table in source.database().schema().tables:
        cursor = source.connection.cursor()
        statement = f"COPY {table.name} TO STDOUT (FORMAT csv, HEADER, DELIMITER ';')"
        with cursor.copy(statement) as copied:
            data = b"".join(copied)
        (rows,) = cursor.execute(f"SELECT count(*) FROM {table.name}").fetchone()  # noqa: S608 - the schema's own
        declared = {"table": table.name, "rows": rows, "key": table.key, "delimiter": ";"}
        publisher.csv(data, path=f"{table.name}.csv", **declared)
    return publisher


def essence(pathways):
    """Pathways without ids: a key read as text is not the same id as the number."""
    return sorted(
        sorted(
            (one.entity, json.dumps({k: v for k, v in one.values.items() if k != "reply_to"}))
            for one in pathway.records
        )
        for pathway in pathways
    )


def test_the_pathways_of_an_extraction_are_those_of_the_database(source_of, tmp_path):
    source = source_of("postgresql")
    fill(source)
    # What CSV cannot hold: bytes, a text that is empty rather than null, the exponent of a number.
    source.run("DROP TABLE consentement")
    source.run("UPDATE note SET texte = NULL WHERE texte = ''")
    source.run("DELETE FROM evaluation WHERE CAST(score AS text) LIKE '%e%'")
    entities = {name: one for name, one in MAPPING.entities.items() if name != "consent"}
    mapping = MAPPING.model_copy(update={"entities": entities})
    publisher = extracted(source, tmp_path / "extraction")
    received = receive(publisher.folder, publisher.sign(), tmp_path / "passage.sqlite")
    assert {one.table: one.read for one in received.tables}["note"] == 54
    live, found = read(source.access, mapping), read(staged(received.staging), mapping)
    assert len(found) == len(live)
    assert essence(found) == essence(live)


@pytest.fixture
def restored(cluster):
    name = "restauration"
    cluster.create_database(name)
    yield DumpPlace(endpoint="restauration", url=cluster.url(name), tools=binaries())
    with cluster.connect() as connection:
        connection.autocommit = True
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def dump(cluster, source, folder, **tables):
    publisher = Publisher(folder)
    cluster.pg_dump("essais", folder / "d", schema=source.quoted(source.namespace))
    data = (folder / "d").read_bytes()
    publisher.put("d", data, kind="pg_dump", schema_name=source.namespace, tables=tables)
    return publisher


def test_a_dump_is_restored_counted_and_read(source_of, cluster, tmp_path, restored):
    source = source_of("postgresql")
    fill(source)
    rows = {t.name: 0 for t in source.database().schema().tables}
    with source.database().snapshot() as snapshot:
        rows |= snapshot.inflow().rows
    publisher = dump(cluster, source, tmp_path / "extraction", **rows)
    received = receive(publisher.folder, publisher.sign(), tmp_path / "unused", restored)
    assert {one.table: one.read for one in received.tables} == rows
    assert (received.staging, received.copies) == (None, ("restauration",))
    access = PathwayAccess(endpoint="r", schema=source.namespace, url=restored.url)
    assert read(access) == read(source.access)
    with pytest.raises(ConnectorError, match="restore_place_not_empty"):
        receive(publisher.folder, publisher.sign(), tmp_path / "unused", restored)


@pytest.mark.parametrize(
    ("tables", "code"),
    [({"a": 2, "b": 0}, "extraction_count_differs"), ({"a": 1}, "extraction_tables_differ")],
)
def test_a_dump_with_other_counts_or_tables_is_refused(
    source_of, cluster, tmp_path, restored, tables, code
):
    source = source_of("postgresql")
    source.run("CREATE TABLE a (x int)")
    source.run("CREATE TABLE b (x int)")
    source.run("INSERT INTO a VALUES (1)")
    publisher = dump(cluster, source, tmp_path / "extraction", **tables)
    with pytest.raises(ConnectorError, match=code):
        receive(publisher.folder, publisher.sign(), tmp_path / "unused", restored)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"CREATE TABLE a (x int);", "extraction_kind_unsupported"),
        (b"PGDMP" + b"x" * 100, "restore_failed"),
    ],
)
def test_what_is_no_custom_dump_is_refused(tmp_path, restored, data, code):
    publisher = Publisher(tmp_path / "extraction")
    publisher.put("d", data, kind="pg_dump", schema_name="dac", tables={"a": 1})
    with pytest.raises(ConnectorError, match=code):
        receive(publisher.folder, publisher.sign(), tmp_path / "unused", restored)
