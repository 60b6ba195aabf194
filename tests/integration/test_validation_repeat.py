"""What the controller sends back is asked, approved and looked for again, on real parts."""

import pytest

from releve.model.plan import Verb

ASSET, DUMP = "asset:abonnes", "copy:abonnes/dump"
WHEN = "2026-12-14T08:00:00Z"


@pytest.fixture
def world(grounds, tmp_path):
    """The members' data are destroyed and wait for their validation."""
    world = grounds.world("asked", tmp_path / "monde")
    world.approve(ASSET)
    assert world.releve("run").code == 0
    assert world.reasons(ASSET) == {"validation_missing"}
    return world


def certified(world, subject):
    return [
        one.body["number"]
        for one in world.entries()
        if one.kind.value == "certificate_issued" and one.subject == subject
    ]


def ended(world, subject):
    return [
        one.body["outcome"]
        for one in world.entries()
        if one.kind.value == "outcome_recorded" and one.subject == subject
    ]


def test_evidence_says_what_is_not_validated_yet(world):
    assert certified(world, ASSET) == []
    verified = world.verify()
    assert verified.code == 0, verified.out
    assert "non encore validée" in verified.out
    assert "non encore validée" in (world.root / "evidence" / "index.html").read_text()


def test_the_act_says_what_is_validated_and_the_certificate_cites_it(world):
    assert world.validate()
    acts = [*(world.root / "inbox").glob("*.txt")]
    text = "\n".join(one.read_text() for one in acts)
    assert "decision: accept" in text
    assert "constaté absent" in text
    assert world.run().code == 0
    (number,) = certified(world, ASSET)
    assert f"certificate: {number}" in text
    assert world.verify().code == 0


def test_tables_that_are_gone_are_looked_for_again_and_found_absent(world):
    world.validate(decision="repeat")
    assert world.releve("run").code == 0
    assert world.reasons(ASSET) == {"approval_missing"}
    assert world.state().of(ASSET).request.records == 0
    world.approve(ASSET)
    assert world.run().code == 0
    assert ended(world, ASSET) == ["destroyed", "found_absent"]
    (number,) = certified(world, ASSET)
    assert number.endswith("-2")
    verified = world.verify()
    assert verified.code == 0, verified.out


def test_files_that_are_gone_are_looked_for_again_and_found_absent(world):
    world.validate()
    world.run()
    world.approve(DUMP)
    assert world.releve("run").code == 0
    assert world.reasons(DUMP) == {"validation_missing"}
    world.validate(decision="repeat")
    world.releve("run")
    world.approve(DUMP)
    assert world.run().code == 0
    assert ended(world, DUMP) == ["destroyed", "found_absent"]
    assert world.verify().code == 0


def test_tables_that_came_back_are_destroyed_again(world):
    """Somebody restored a backup: the same content, to be approved and destroyed again."""
    before = world.grounds.world("asked", world.root.parent / "avant")
    world.validate(decision="repeat")
    with before.sql() as kept, world.sql() as back:
        back.execute("CREATE SCHEMA mediatheque")
        for table in ("abonne", "pret"):
            back.execute(definition(kept, table))
            rows = kept.execute(f"SELECT * FROM mediatheque.{table}").fetchall()  # noqa: S608 - names of this test
            marks = ", ".join(["%s"] * len(rows[0]))
            with back.cursor() as cursor:
                statement = f"INSERT INTO mediatheque.{table} VALUES ({marks})"  # noqa: S608 - names of this test
                cursor.executemany(statement, rows)
    assert world.releve("run").code == 0
    assert world.reasons(ASSET) == {"approval_missing"}
    world.approve(ASSET)
    assert world.run().code == 0
    assert ended(world, ASSET) == ["destroyed", "destroyed"]
    assert world.verify().code == 0


def definition(connection, table):
    columns = {
        "abonne": "id int PRIMARY KEY, nom text NOT NULL, solde numeric(8,2), "
        "inscrit timestamptz, photo bytea",
        "pret": "id bigint PRIMARY KEY, abonne int REFERENCES mediatheque.abonne, titre text, "
        "rendu boolean",
    }
    assert connection is not None
    return f"CREATE TABLE mediatheque.{table} ({columns[table]})"


def test_a_machine_that_stops_while_looking_again_says_it_once(world):
    world.validate(decision="repeat")
    world.releve("run")
    world.approve(ASSET)
    world.perform(Verb.DESTROY)
    assert ended(world, ASSET) == ["destroyed", "found_absent"]
    world.perform(Verb.DESTROY)
    assert ended(world, ASSET) == ["destroyed", "found_absent"]
