"""What only PostgreSQL can do wrong: types, keys, rights, dependants, locks."""

import base64
import hashlib
import json

import psycopg
import pytest

from connectors.sql import SqlConnector
from connectors.sql.rows import BATCH
from releve.canonical import decode, encode
from releve.content import ContentRoot, record_id
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.model.medium import FilesMedium, SqlMedium
from tests.fakes.journal import MemoryJournal

pytestmark = pytest.mark.integration

KEY = bytes(range(32))
EVERY_TYPE = """
    CREATE TYPE humeur AS ENUM ('calme', 'agité');
    CREATE DOMAIN code AS text;
    CREATE TABLE mesure (
        id bigint PRIMARY KEY, b boolean, s smallint, i integer, t text, v varchar(9), c char(4),
        n numeric(12, 4), f real, d double precision, jour date, local timestamp,
        instant timestamptz, brut bytea, j json, jb jsonb, u uuid, h time, duree interval,
        tableau integer[], e humeur, dom code, plage daterange, ip inet, montant money);
    INSERT INTO mesure VALUES
        (1, true, -3, 7, 'é', 'x', 'ab', 12.5000, 0.1, 1e-7, '2026-11-21', '2026-11-21 08:30',
         '2026-11-21 09:30+01', '\\x00ff', '{"a": 1.50}', '{"b":1,"a":[1.5]}',
         '0e0c2c9e-0000-4000-8000-000000000001', '08:30', '1 day 02:00', '{1,2}', 'agité', 'Z',
         '[2026-01-01,2026-02-01)', '10.0.0.1', 12.5),
        (9007199254740993, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    """


@pytest.fixture
def connector(postgres_url):
    opened = SqlConnector({"base": postgres_url}, lock_timeout_seconds=1)
    yield opened
    opened.close()


@pytest.fixture
def medium(schema):
    def of(*tables):
        return SqlMedium(kind="sql", endpoint="base", schema_name=schema, tables=tables)

    return of


def recomputed(folder, keys):
    """What a recipient does: the root again, from files and the description beside them alone."""
    root = ContentRoot(KEY)
    for table in json.loads((folder / "schema.json").read_bytes())["tables"]:
        for line in (folder / table["file"]).read_bytes().splitlines():
            document = decode(line)
            identity = document.pop("id", None)
            for cell in document["c"].values():
                if isinstance(cell, dict) and "base64" in cell:
                    value = base64.b64decode(cell.pop("base64"))
                    assert cell["bytes"] == "sha256:" + hashlib.sha256(value).hexdigest()
            key = [document["c"][name] for name in table["key"]]
            key = [int(part) if keys is int else part for part in key]
            root.add(identity or record_id(table["name"], key), encode(document))
    return root.root()


def test_every_type_is_extracted_so_that_the_root_can_be_made_again(
    connector, connection, medium, tmp_path
):
    connection.execute(EVERY_TYPE)
    measured = connector.extract(medium("mesure"), KEY, tmp_path, lambda _: None)
    row = decode((tmp_path / "mesure.ndjson").read_bytes().splitlines()[0])["c"]
    assert row["brut"]["base64"] == "AP8="
    assert row["n"] == "12.5"
    assert row["f"] == "0.1"
    assert row["instant"] == "2026-11-21T08:30:00Z"
    assert row["local"] == {"local": "2026-11-21T08:30:00"}
    assert row["j"] == '{"a": 1.50}'
    assert row["jb"] == '{"a": [1.5], "b": 1}'
    assert row["duree"] == "P1DT2H"
    assert recomputed(tmp_path, int) == measured.root
    assert connector.measure(medium("mesure"), KEY) == measured


@pytest.mark.parametrize("zone", ["Europe/Paris", "Pacific/Auckland"])
def test_the_root_does_not_depend_on_settings_of_the_role(connector, connection, medium, zone):
    connection.execute(EVERY_TYPE)
    before = connector.measure(medium("mesure"), KEY)
    connection.execute(f"ALTER ROLE exploitant SET timezone = '{zone}'")
    connection.execute("ALTER ROLE exploitant SET datestyle = 'SQL, DMY'")
    connection.execute("ALTER ROLE exploitant SET intervalstyle = 'sql_standard'")
    connection.execute("ALTER ROLE exploitant SET bytea_output = 'escape'")
    try:
        assert connector.measure(medium("mesure"), KEY) == before
    finally:
        connection.execute("ALTER ROLE exploitant RESET ALL")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["b", "B", "a", "É", "é", "_", " ", "0", "10", "9", "e\u0301", "𝄞", "\uffff"]),
        ("char(3)", ["b", "a", "A b", "é"]),
        ("uuid", ["0e0c2c9e-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000001"]),
        ("timestamptz", ["2026-11-21 08:30+00", "2026-11-21 08:30:00.5+00", "2025-01-01 00:00+02"]),
        ("numeric", ["10", "9", "-1", "1.50"]),
        ("boolean", ["t", "f"]),
        ("bigint", ["10", "9", "-1", "-10", "0", "9223372036854775807", "-9223372036854775808"]),
    ],
)
def test_keys_of_any_type_come_in_the_order_of_their_ids(
    connector, connection, medium, tmp_path, kind, values
):
    connection.execute(f'CREATE TABLE "mesure" (rang int, cle {kind}, PRIMARY KEY (cle, rang))')
    for value in values:
        connection.execute(
            "INSERT INTO mesure SELECT g, %s FROM generate_series(-1, 1) g", (value,)
        )
    measured = connector.extract(medium("mesure"), KEY, tmp_path, lambda _: None)
    assert measured.records == 3 * len(values)
    if kind != "bigint":
        assert recomputed(tmp_path, None) == measured.root


def test_tables_come_in_the_order_of_their_ids(connector, connection, medium):
    tables = ("action", "Action", "action_2", "action-2", "actions", "été")
    for table in tables:
        connection.execute(f'CREATE TABLE "{table}" (id int PRIMARY KEY)')
        connection.execute(f'INSERT INTO "{table}" VALUES (1), (2)')  # noqa: S608 - quoted by us
    assert connector.measure(medium(*tables), KEY).records == 2 * len(tables)


def test_rows_are_streamed_in_batches(connector, connection, medium, tmp_path):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    connection.execute(f"INSERT INTO note SELECT generate_series(1, {BATCH + 1})")
    steps = []
    connector.extract(medium("note"), KEY, tmp_path, steps.append)
    assert steps == [BATCH, BATCH + 1]


def test_a_table_without_key_is_refused(connector, connection, medium):
    connection.execute("CREATE TABLE journal (ligne text)")
    assert connector.count(medium("journal")).parts == {"journal": 0}
    with pytest.raises(ConnectorError, match=r"^table_without_key\b") as refusal:
        connector.measure(medium("journal"), KEY)
    assert refusal.value.facts["tables"] == ("journal",)


@pytest.mark.parametrize("kind", ["TABLE copie AS", "MATERIALIZED VIEW copie AS"])
def test_a_copy_the_plan_does_not_know_of_is_refused(connector, connection, medium, kind):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    connection.execute(f"CREATE {kind} SELECT * FROM note")  # noqa: S608 - quoted by us
    for act in (
        lambda: connector.count(medium("note")),
        lambda: connector.measure(medium("note"), KEY),
        lambda: connector.freeze(medium("note")),
    ):
        with pytest.raises(ConnectorError, match=r"^undeclared_table\b") as refusal:
            act()
        assert refusal.value.facts["tables"] == ("copie",)


def test_a_partitioned_table_is_refused(connector, connection, medium):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY) PARTITION BY RANGE (id)")
    with pytest.raises(ConnectorError, match=r"^not_a_plain_table\b"):
        connector.count(medium("note"))


def test_rows_hidden_by_a_row_policy_are_not_taken_for_absent(connector, connection, medium):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    connection.execute("INSERT INTO note VALUES (1)")
    connection.execute("ALTER TABLE note ENABLE ROW LEVEL SECURITY")
    connection.execute("ALTER TABLE note FORCE ROW LEVEL SECURITY")
    connection.execute("CREATE ROLE lecteur_borne NOSUPERUSER")
    try:
        with pytest.raises(ConnectorError, match=r"^database_refused\b"):
            _as_role(connector, connection, "lecteur_borne").count(medium("note"))
    finally:
        connection.execute("DROP OWNED BY lecteur_borne")
        connection.execute("DROP ROLE lecteur_borne")


def _as_role(connector, connection, role):
    from sqlalchemy import create_engine, event

    schema = connection.execute("SELECT quote_ident(current_schema())").fetchone()[0]
    connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
    url = connector._databases._sources["base"]

    def engine():
        made = create_engine(url)
        event.listen(made, "connect", lambda raw, _: raw.execute(f"SET ROLE {role}"))
        return made

    return SqlConnector({"base": engine})


def test_a_missing_listed_table_is_counted_absent_and_measured_never(connector, connection, medium):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    assert connector.count(medium("note", "usager")).parts == {"note": 0}
    for act in (
        lambda: connector.measure(medium("note", "usager"), KEY),
        lambda: connector.destroy(
            medium("note", "usager"), KEY, connector_empty(connector), MemoryJournal()
        ),
    ):
        with pytest.raises(ConnectorError, match=r"^partly_absent\b") as refusal:
            act()
        assert refusal.value.facts["tables"] == ("usager",)


def connector_empty(connector):
    absent = SqlMedium(kind="sql", endpoint="base", schema_name="nulle part", tables=("note",))
    return connector.measure(absent, KEY)


def test_a_schema_that_does_not_exist_holds_nothing(connector):
    assert connector_empty(connector).parts == {}


@pytest.mark.parametrize(
    "dependant",
    [
        "CREATE VIEW {other}.vue AS SELECT id FROM note",
        "CREATE TABLE {other}.ailleurs (note int REFERENCES note)",
    ],
)
def test_what_depends_on_the_tables_shows_before_the_intent(
    connector, connection, medium, dependant
):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    connection.execute("CREATE SCHEMA autre")
    journal = MemoryJournal()
    try:
        connection.execute(dependant.format(other="autre"))
        expected = connector.measure(medium("note"), KEY)
        with pytest.raises(ConnectorError, match=r"^depended_upon\b"):
            connector.destroy(medium("note"), KEY, expected, journal)
    finally:
        connection.execute("DROP SCHEMA autre CASCADE")
    assert not journal.intended()
    assert connector.measure(medium("note"), KEY) == expected


def test_a_table_in_use_is_not_waited_for_longer_than_told(connector, connection, cluster, medium):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    expected = connector.measure(medium("note"), KEY)
    schema = connection.execute("SELECT quote_ident(current_schema())").fetchone()[0]
    with cluster.connect("essais") as other:
        other.execute(f"SELECT * FROM {schema}.note")  # noqa: S608 - quoted by us
        with pytest.raises(ConnectorError, match=r"^lock_timeout\b"):
            connector.destroy(medium("note"), KEY, expected, MemoryJournal())
        other.rollback()
    assert connector.destroy(medium("note"), KEY, expected, MemoryJournal()) == "destroyed"


def test_nobody_can_read_or_write_between_the_measure_and_the_drop(
    connector, connection, cluster, medium
):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    expected = connector.measure(medium("note"), KEY)
    schema = connection.execute("SELECT quote_ident(current_schema())").fetchone()[0]
    refused = []

    class Intruder(MemoryJournal):
        def intend(self, measured, facts):
            with cluster.connect("essais") as other:
                other.execute("SET lock_timeout = '200ms'")
                try:
                    other.execute(f"INSERT INTO {schema}.note VALUES (1)")  # noqa: S608 - quoted by us
                except psycopg.errors.LockNotAvailable:
                    refused.append("insert")
            super().intend(measured, facts)

    assert connector.destroy(medium("note"), KEY, expected, Intruder()) == "destroyed"
    assert refused == ["insert"]


def test_the_schema_goes_when_empty_and_stays_when_not(connector, connection, medium, schema):
    connection.execute("CREATE TABLE note (id serial PRIMARY KEY)")
    connection.execute("CREATE FUNCTION reste() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    expected = connector.measure(medium("note"), KEY)
    connector.freeze(medium("note"))
    assert connector.destroy(medium("note"), KEY, expected, MemoryJournal()) == "destroyed"
    exists = "SELECT 1 FROM pg_namespace WHERE nspname = %s"
    assert connection.execute(exists, (schema,)).fetchone()
    connection.execute("DROP FUNCTION reste()")
    connection.execute("CREATE TABLE note (id serial PRIMARY KEY)")
    assert connector.destroy(medium("note"), KEY, expected, MemoryJournal()) == "destroyed"
    assert not connection.execute(exists, (schema,)).fetchone()


def test_a_frozen_table_refuses_its_own_owner_even_truncate(connector, connection, medium):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY)")
    connector.freeze(medium("note"))
    for write in (
        "INSERT INTO note VALUES (1)",
        "TRUNCATE note",
        "DELETE FROM note",
        "SET session_replication_role = replica; INSERT INTO note VALUES (1)",
    ):
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute(write)
    connection.execute("RESET session_replication_role")


@pytest.mark.parametrize("verb", ["count", "freeze", "thaw"])
def test_another_dialect_is_refused_and_stands_in_nobodys_way(medium, verb):
    other = SqlConnector({"base": "sqlite:///nowhere/at/all.sqlite"})
    with pytest.raises(ConnectorError, match=r"^dialect_unproven\b"):
        getattr(other, verb)(medium("note"))


def test_an_unreachable_database_is_unavailable_and_not_absent(medium):
    connector = SqlConnector({"base": "postgresql+psycopg://exploitant@127.0.0.1:1/essais"})
    with pytest.raises(ConnectorUnavailable, match=r"^endpoint_unreachable\b"):
        connector.count(medium("note"))


def test_an_unknown_endpoint_and_another_medium_are_refused(connector):
    elsewhere = SqlMedium(kind="sql", endpoint="inconnu", schema_name="s", tables=("t",))
    with pytest.raises(ConnectorError, match=r"^endpoint_unknown\b"):
        connector.count(elsewhere)
    with pytest.raises(ConnectorError, match=r"^medium_unsupported\b"):
        connector.count(FilesMedium(kind="files", endpoint="base", path="a"))


def test_a_refusal_of_the_database_never_quotes_a_row(connector, connection, medium):
    connection.execute("CREATE TABLE note (id int PRIMARY KEY, ecrite date)")
    connection.execute("INSERT INTO note VALUES (1, 'infinity')")
    with pytest.raises(ConnectorError, match=r"^value_unreadable\b") as refusal:
        connector.measure(medium("note"), KEY)
    assert refusal.value.__suppress_context__
    assert set(refusal.value.facts) == {"endpoint", "sqlstate"}
