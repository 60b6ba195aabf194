"""A delta carried out in a successor's staging tables: what they hold is then the whole."""

import json
import shutil
from dataclasses import replace

import pytest

from connectors.fhir_api.api import removals
from connectors.pathways.order import Base
from connectors.staging import StagingTables
from releve.errors import ConnectorError
from releve.pathways.tree import group_entry, package_root
from tests.fakes.memory_export import KEY, ORDER, run
from tests.unit.test_export_resume import later, world

pytestmark = pytest.mark.integration


@pytest.fixture
def tables(postgres_url, schema):
    return StagingTables(postgres_url, schema)


@pytest.fixture
def sent(tmp_path):
    """A whole, and the delta of what happened since, each with its content key beside it."""
    base, content = run(tmp_path, world(40), name="base")
    shutil.copy(base.index, tmp_path / "index")
    now = later(world(40))[0]
    order = replace(ORDER, base=Base(package="sha256:" + "0" * 64, index=tmp_path / "index"))
    done, delta = run(tmp_path, now, order, name="delta")
    for folder in (content, delta):
        (folder.parent / "content.key").write_bytes(KEY)
    return content, delta, json.loads(done.report)["delta"]["root"]


def deliver(tables, folder):
    return tables.deliver(folder, lambda _: None, folder.parent / "journal")


def root(tables):
    entries = [(one.id.encode(), group_entry(KEY, one.id, one.records)) for one in tables.groups()]
    return package_root(entry for _, entry in sorted(entries))


def test_the_tables_then_hold_the_whole(tables, sent):
    base, delta, whole = sent
    assert deliver(tables, base).complete
    before = root(tables)
    assert deliver(tables, delta).complete
    assert root(tables) == whole != before
    assert deliver(tables, delta).complete
    assert root(tables) == whole


def test_nothing_goes_while_something_is_refused(tables, sent, connection):
    base, delta, whole = sent
    deliver(tables, base)
    before = root(tables)
    part = min(delta.glob("canonical/part-*.ndjson"))
    name = json.loads(part.read_bytes().splitlines()[0])["id"]
    gone = len((delta / "removed.ndjson").read_bytes().splitlines())
    held = {one.id for one in tables.groups()}
    connection.execute(f"ALTER TABLE person ADD CHECK (id <> '{name}') NOT VALID")
    connection.commit()
    assert not deliver(tables, delta).complete
    left = held - {one.id for one in tables.groups()}
    assert (gone, left) == (2, set())
    connection.execute("ALTER TABLE person DROP CONSTRAINT person_id_check")
    connection.commit()
    assert deliver(tables, delta).complete
    assert root(tables) == whole != before


def test_a_delta_without_its_key_is_refused(tables, sent):
    base, delta, _ = sent
    deliver(tables, base)
    (delta.parent / "content.key").unlink()
    with pytest.raises(ConnectorError) as refused:
        deliver(tables, delta)
    assert refused.value.code == "delta_key_missing"


def test_a_fhir_server_is_told_what_to_remove_and_loses_nothing(sent):
    base, delta, _ = sent
    assert removals(base) is None
    told = removals(delta)
    lines = (delta / "removed.ndjson").read_bytes().splitlines()
    assert [one.identifier for one in told] == [json.loads(line)["name"] for line in lines]
    assert {one.code for one in told} == {"delivery_removal_by_hand"}
