"""Staging tables: what they hold is what was sent, to the microsecond, or it is refused."""

import hashlib

import pytest

from connectors.staging import StagingTables
from connectors.staging.columns import TYPES
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.pathways.folder import CanonicalFolder
from releve.pathways.model import ENTITIES, Kind
from releve.pathways.tree import group_entry, package_root
from tests.fakes.delivery_folder import make_folder, make_whole_folder, records

pytestmark = pytest.mark.integration
KEY = b"k" * 32


@pytest.fixture
def tables(postgres_url, schema, connection):
    assert connection.execute("SELECT 1")
    return StagingTables(postgres_url, schema)


@pytest.fixture
def folder(tmp_path):
    make_folder(tmp_path / "contenu", 30, part=10)
    return tmp_path / "contenu"


def deliver(tables, folder):
    return tables.deliver(folder, lambda _: None, folder.parent / "journal")


def root(source):
    entries = [(one.id.encode(), group_entry(KEY, one.id, one.records)) for one in source.groups()]
    return package_root(entry for _, entry in sorted(entries))


def test_every_kind_has_a_column_type():
    assert set(TYPES) == set(Kind)


@pytest.mark.parametrize("seed", [1, 2])
def test_both_sides_have_the_same_root(tables, tmp_path, seed):
    folder = tmp_path / "contenu"
    make_whole_folder(folder, 80, seed=seed)
    done = deliver(tables, folder)
    assert done.complete
    assert set(done.sent) == {one.name for one in ENTITIES}
    assert root(tables) == root(CanonicalFolder(folder))
    first = list(CanonicalFolder(folder).groups())[3]
    assert tuple(tables.open(first.id)) == tuple(first.records)


def test_one_changed_field_changes_the_root(tables, folder, connection):
    deliver(tables, folder)
    before = root(tables)
    connection.execute("UPDATE action SET title = 'Action  0' WHERE id LIKE '%10'")
    assert root(tables) != before


def test_columns_are_typed_and_absence_is_said(tables, folder, connection):
    deliver(tables, folder)
    person = connection.execute(
        "SELECT opened_at::text, birth_date, death_date, absent, telephone FROM person LIMIT 1"
    ).fetchone()
    assert person[0].startswith("2021-03-04 05:06:07.000089")
    assert (person[2], person[3], person[4]) == (None, {"death_date": "unknown"}, None)
    cost = "SELECT sum(estimated_cost), bool_and(status = 'done') FROM action"
    assert connection.execute(cost).fetchone() == (9000, True)


def test_the_second_time_updates_and_a_part_already_noted_is_not_sent(tables, folder, connection):
    first = deliver(tables, folder)
    assert (first.created, first.existing) == (30 * 8 + 7, 0)
    again = deliver(tables, folder)
    assert (again.created, again.existing) == (first.created, 0)
    connection.execute("TRUNCATE releve_delivery")
    connection.execute("UPDATE note SET text = 'autre'")
    updated = deliver(tables, folder)
    assert (updated.created, updated.existing) == (0, 30 * 8 + 7)
    assert root(tables) == root(CanonicalFolder(folder))
    noted = connection.execute("SELECT part, digest, refused FROM releve_delivery ORDER BY 1")
    part = folder / "canonical/part-00002.ndjson"
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    assert noted.fetchall()[-1] == ("part-00002.ndjson", digest, 0)


def refusals(done):
    return {(one.kind, one.code, one.reason, one.element) for one in done.refused}


CHANGING = """
CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF NEW.id LIKE '%%5002' THEN {} END IF; RETURN NEW; END $$;
CREATE TRIGGER change BEFORE INSERT OR UPDATE ON note FOR EACH ROW EXECUTE FUNCTION change();
"""


@pytest.mark.parametrize("act", ["NEW.text := left(NEW.text, 5);", "RETURN NULL;"])
def test_what_the_tables_change_unseen_is_refused(tables, folder, connection, act):
    tables.deliver(folder, lambda _: None, folder)
    connection.execute("TRUNCATE note, releve_delivery")
    connection.execute(CHANGING.format(act).replace("%%", "%"))
    done = deliver(tables, folder)
    assert ("note", "delivery_row_changed", None, None) in refusals(done)
    assert len(done.refused) == 24  # three pathways of eight records
    assert tables.count()["note"] == 27
    assert done.sent["note"] == 30


REACHING = """
CREATE FUNCTION reach() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
EXECUTE format('UPDATE %I.person SET birth_family_name = ''X'' WHERE pathway = $1', TG_TABLE_SCHEMA)
USING NEW.pathway; RETURN NULL; END $$;
CREATE TRIGGER reach AFTER INSERT OR UPDATE ON note FOR EACH ROW EXECUTE FUNCTION reach();
"""


def test_what_one_table_changes_in_another_is_refused(tables, folder, connection):
    tables.deliver(folder, lambda _: None, folder)
    connection.execute("TRUNCATE note, person, releve_delivery")
    connection.execute(REACHING)
    done = deliver(tables, folder)
    assert ("person", "delivery_row_changed", None, None) in refusals(done)
    assert tables.count().get("person", 0) == 0


@pytest.mark.parametrize(
    ("statement", "reason", "element"),
    [
        ("ALTER TABLE note ADD CHECK (id NOT LIKE '%5002')", "23514", "note_id_check"),
        ("ALTER TABLE note ADD extra int NOT NULL DEFAULT 1", None, None),
        ("ALTER TABLE note ALTER reply_to SET NOT NULL", "23502", "reply_to"),
    ],
)
def test_what_the_tables_refuse_is_named(tables, folder, connection, statement, reason, element):
    deliver(tables, folder)
    connection.execute("TRUNCATE note, releve_delivery")
    connection.execute(statement)
    done = deliver(tables, folder)
    guilty = {one for one in refusals(done) if one[1] == "delivery_row_refused"}
    assert guilty == ({("note", "delivery_row_refused", reason, element)} if reason else set())


def rewrite(folder, old, new):
    part = folder / "canonical/part-00001.ndjson"
    assert old in part.read_bytes()
    part.write_bytes(part.read_bytes().replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "code", "reason"),
    [
        (b'"title":"t"', b'"inconnu":"t"', "delivery_row_changed", None),
        (b'"e":"document"', b'"e":"dossier"', "delivery_row_changed", None),
        (b'"done_on":"2022-01-01"', b'"done_on":"2022-02-30"', "delivery_row_refused", "22008"),
        (b'"score":"-0.25"', b'"score":"-0.250"', "delivery_row_changed", None),
        (b'"score":"-0.25"', b'"score":-0.25', "delivery_row_changed", None),
        (b'"urgent":false', b'"urgent":"peut"', "delivery_row_refused", "22P02"),
        (b'"comment":{"absent":"masked"}', b'"comment":null', "delivery_row_changed", None),
        (b'"scope":"tout"', b'"scope":"a\\u0000b"', "delivery_row_refused", "22P05"),
    ],
)
def test_what_no_table_can_hold_is_named_and_the_rest_arrives(
    tables, folder, old, new, code, reason
):
    rewrite(folder, old, new)
    done = deliver(tables, folder)
    assert [(one.code, one.reason) for one in done.refused if one.code == code] == [(code, reason)]
    assert len(done.refused) == 8
    assert tables.count()["person"] == 29
    assert done.total == 30 * 8 + 7


def test_what_resembles_a_nul_is_none(tables, folder):
    rewrite(folder, b'"scope":"tout"', rb'"scope":"a\\u0000b"')
    assert deliver(tables, folder).complete
    assert root(tables) == root(CanonicalFolder(folder))


def test_a_record_of_another_pathway_is_not_taken_over(tables, folder):
    deliver(tables, folder)
    taken = next(records(3).of("note")).id.encode()
    mine = next(records(12).of("note")).id.encode()
    rewrite(folder, mine, taken)
    done = deliver(tables, folder)
    assert ("note", "delivery_row_changed", None, None) in refusals(done)
    assert {one.id for one in tables.open(records(3).id)} >= {taken.decode()}


def test_a_table_that_is_another(tables, folder, connection):
    connection.execute("CREATE TABLE action (id text PRIMARY KEY, pathway text, title integer)")
    with pytest.raises(ConnectorError, match="staging_table_differs") as caught:
        deliver(tables, folder)
    assert caught.value.facts["table"] == "action"


def test_rights_that_lack_and_servers_that_lack(postgres_url, folder):
    with pytest.raises(ConnectorError, match="staging_refused sqlstate=3F000") as caught:
        deliver(StagingTables(postgres_url, "aucun"), folder)
    assert not isinstance(caught.value, ConnectorUnavailable)
    for url in ("sqlite://", "mysql+pymysql://h/b", "n'importe quoi"):
        with pytest.raises(ConnectorError, match="staging_dialect_unsupported"):
            StagingTables(url, "public")


def test_a_connection_that_dies_can_be_tried_again(tables, folder, connection):
    def cut(handled):
        if handled > 20:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )

    with pytest.raises(ConnectorUnavailable, match="staging_unreachable"):
        tables.deliver(folder, cut, folder)
    assert 0 < tables.count()["person"] < 30
    assert deliver(tables, folder).complete
    assert root(tables) == root(CanonicalFolder(folder))


def test_reading_needs_no_more_memory_than_a_pathway(tables, folder):
    deliver(tables, folder)
    stream = tables.groups()
    assert next(stream).id == "directory"
    stream.close()
