"""Each dialect is what it says: reading proven or not, and destruction refused where it is not."""

import json
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from connectors.pathways.schema import TRIED, product
from connectors.sql import SqlConnector
from releve.errors import ConnectorError
from releve.model.evidence import Measured
from releve.model.ids import Realm
from releve.model.medium import SqlMedium
from tests.fakes.small_world import World

pytestmark = pytest.mark.integration
SERVERS = {"postgresql": "postgresql", "mysql": "mariadb", "sqlite": "sqlite"}
ABONNES = "asset:abonnes"


def test_a_server_is_named_as_it_names_itself_and_was_tried(source):
    schema = source.database().schema()
    assert (schema.server, schema.tried) == (SERVERS[source.kind], True)
    assert schema.proven is (source.kind == "postgresql")


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("8.0.36", "mysql"),
        ("9.1.0-commercial", "mysql"),
        ("10.11.6-MariaDB-0+deb12u1", "mariadb"),
        ("5.5.5-10.6.18-MariaDB-log", "mariadb"),
    ],
)
def test_mysql_is_told_from_mariadb_and_was_never_tried(version, name):
    session = SimpleNamespace(everything=lambda _: [(version,)])
    assert product(session) == name
    assert (name in TRIED) is (name == "mariadb")


def test_a_destruction_on_another_dialect_is_refused_before_it_connects(tmp_path):
    place = tmp_path / "base.sqlite"
    medium = SqlMedium(kind="sql", endpoint="base", schema_name="main", tables=("pret",))
    expected = Measured(records=1, octets=1, root="0" * 64)
    for url in (f"sqlite:///{place}", "mysql+pymysql://x@localhost/x?unix_socket=/nowhere"):
        connector = SqlConnector({"base": url})
        with pytest.raises(ConnectorError, match="dialect_unproven"):
            connector.destroy(medium, bytes(32), expected, None)
    assert not place.exists()


def test_a_plan_whose_tables_are_on_another_dialect_goes_no_further(grounds, tmp_path):
    place = "endpoint: base, schema_name: mediatheque, tables: [abonne, pret]"
    other = "endpoint: fichier, schema_name: main, tables: [pret]"
    root = tmp_path / "monde"
    world = World.found(grounds, root, realm=Realm.REAL, changed=((place, other),))
    with closing(sqlite3.connect(root / "base.sqlite")) as made:
        made.executescript("CREATE TABLE pret (n INTEGER PRIMARY KEY); INSERT INTO pret VALUES (1)")
    before = (root / "base.sqlite").read_bytes()
    file = root / "endpoints.json"
    described = json.loads(file.read_text())
    url = f"sqlite:///{root / 'base.sqlite'}"
    described["endpoints"]["fichier"] = {"kind": "sql", "url": url}
    file.write_text(json.dumps(described))
    world.adopt()
    said = world.run()
    assert "[dialect_unproven]" in said.out
    kinds = {one.kind.value for one in world.entries() if one.subject == ABONNES}
    assert kinds <= {"step_failed"}
    assert (root / "base.sqlite").read_bytes() == before
