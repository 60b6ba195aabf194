"""One contract for PostgreSQL, MariaDB and SQLite: what a mapping selects, grouped by pathway."""

import pickle
import random

import pytest

from connectors.sql import SqlConnector
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.pathways.conversion import Account
from releve.pathways.ports import Part
from tests.fakes.three_databases import TYPES
from tests.fakes.tiny_converter import selected

pytestmark = pytest.mark.integration

PERSON = selected("person", {"birth_family_name": "nom"}, table="usager")
NOTE = selected(
    "note",
    {"text": "texte", "reply_to": "reponse_a"},
    table="note",
    pathway=("usager_id",),
    links={"reply_to": "note"},
)
PROFESSIONAL = selected("professional", {"family_name": "nom"}, table="pro", shared=True)
FAMILIES = {
    "bigint": "integer",
    "smallint": "integer",
    "varchar": "text",
    "char": "text",
    "uuid": "text",
    "double": "float",
    "key_bytes": "bytes",
    "whole": "decimal",
}


@pytest.fixture
def small(source):
    source.create("usager", id="bigint!", nom="text!")
    source.create("note", id="bigint!", usager_id="bigint", reponse_a="bigint", texte="text")
    return source


def read(snapshot, size=2):
    """Everything, part by part."""
    account = Account()
    return [one for part in snapshot.parts(size) for one in snapshot.pathways(part, account)]


def told(pathways):
    return {
        one.id.rpartition("/")[2].lstrip("p0") or "0": [
            (record.entity, record.values) for record in one.records
        ]
        for one in pathways
    }


def refused(source, *converters):
    with source.database(*converters).snapshot() as snapshot, pytest.raises(ConnectorError) as seen:
        read(snapshot)
    return seen.value.code, dict(seen.value.facts)


def test_families_are_the_same_everywhere(source):
    source.create("tout", key=(), **{name: name for name in TYPES})
    (table,) = source.database().schema().tables
    assert {one.name: one.family for one in table.columns} == {
        name: FAMILIES.get(name, name) for name in TYPES
    }


def test_the_schema_is_told_whole(small):
    small.run("CREATE VIEW vue AS SELECT * FROM usager")
    schema = small.database().schema()
    assert schema.dialect == small.kind
    assert [(one.name, one.key) for one in schema.tables] == [
        ("note", ("id",)),
        ("usager", ("id",)),
    ]
    assert [(c.name, c.nullable) for c in schema.tables[1].columns] == [
        ("id", False),
        ("nom", False),
    ]


def test_rows_are_brought_together(small):
    small.insert("usager", (10, "Dix"), (-3, "Moins"), (2, "Deux"), (2**62, "Grand"))
    small.insert("note", (1, 2, None, "b"), (9, 2, 1, "a"), (4, 10, None, "c"), (5, -3, None, "d"))
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        found = read(snapshot)
        assert [one.records[-1].values["birth_family_name"] for one in found] == [
            "Moins",
            "Deux",
            "Dix",
            "Grand",
        ]
        assert [len(one.records) for one in found] == [2, 3, 2, 1]
        assert found[1].records[0].values == {"text": "b"}
        assert found[1].records[1].values == {
            "text": "a",
            "reply_to": "note/p00000000000000000001",
        }
        assert all(one.defects == () for one in found)
        assert all([*one.records] == sorted(one.records, key=lambda r: r.id) for one in found)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_parts_hold_every_pathway_once_in_any_order_of_reading(small, size):
    drawn = random.Random(size)
    keys = drawn.sample(range(-50, 500), 40)
    small.insert("usager", *((key, f"N{key}") for key in keys))
    small.insert("note", *((at, drawn.choice(keys), None, f"T{at}") for at in range(200)))
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        whole = read(snapshot, 1000)
        parts = snapshot.parts(size)
        assert [part.number for part in parts] == list(range(-(-len(keys) // size)))
        assert read(snapshot, size) == whole
        drawn.shuffle(parts)
        account = Account()
        shuffled = {p.number: list(snapshot.pathways(p, account)) for p in parts}
        assert [one for at in sorted(shuffled) for one in shuffled[at]] == whole
        assert account.rows == {"usager": 40, "note": 200}
        every_other = [
            one
            for p in sorted(parts, key=lambda p: p.number)[::2]
            for one in snapshot.pathways(p, Account())
        ]
        assert every_other == [one for at in sorted(shuffled)[::2] for one in shuffled[at]]


def test_a_part_left_in_the_middle_is_read_again_from_its_start(small):
    small.insert("usager", *((key, "x") for key in range(9)))
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        first, second, *_ = snapshot.parts(4)
        assert next(iter(snapshot.pathways(first, Account())))
        assert len(list(snapshot.pathways(first, Account()))) == 4
        assert len(list(snapshot.pathways(second, Account()))) == 4


@pytest.mark.parametrize("usager", [-1, 15, 99, None])
def test_rows_without_pathway_are_refused(small, usager):
    small.insert("usager", (10, "a"), (20, "b"))
    small.insert("note", (1, 10, None, "x"), (2, usager, None, "y"), (3, usager, None, "z"))
    assert refused(small, PERSON, NOTE) == ("rows_orphan", {"tables": ("note (2)",), "rows": 2})


def test_orphans_of_a_source_without_pathways_are_seen(small):
    small.insert("note", (1, 10, None, "x"))
    assert refused(small, PERSON, NOTE)[0] == "rows_orphan"


def test_the_streams_see_orphans_too(small):
    small.insert("usager", (10, "a"), (20, "b"), (30, "c"))
    small.insert("note", (1, 15, None, "x"))
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        part = Part(number=1, first=(10,), until=(20,))  # not the first: no look through the whole
        with pytest.raises(ConnectorError, match="rows_orphan"):
            list(snapshot.pathways(part, Account()))
        assert list(snapshot.pathways(Part(number=2, first=(20,), until=None), Account()))


def test_rows_without_key_are_refused(source):
    source.create("usager", key=(), id="bigint", nom="text!")
    source.insert("usager", (10, "a"), (None, "b"))
    assert refused(source, PERSON) == ("rows_without_key", {"tables": ("usager (1)",), "rows": 1})


def test_what_is_there_twice_is_kept_twice_and_said(source):
    source.create("usager", key=(), id="bigint", nom="text!")
    source.create("note", key=(), id="bigint", usager_id="bigint", reponse_a="bigint", texte="text")
    source.insert("usager", (1, "a"), (2, "c"), (2, "b"))
    source.insert("note", (7, 1, None, "y"), (7, 1, None, "x"))
    with source.database(PERSON, NOTE).snapshot() as snapshot:
        first, second = read(snapshot)
    assert [one.values for one in first.records] == [
        {"text": "x"},
        {"text": "y"},
        {"birth_family_name": "a"},
    ]
    assert [(one.code, one.entity) for one in first.defects] == [("record_twice", "note")]
    assert [one.values["birth_family_name"] for one in second.records] == ["b", "c"]
    assert [(one.code, one.entity) for one in second.defects] == [("record_twice", "person")]


def test_references_stay_inside_the_pathway(small):
    small.insert("usager", (1, "a"), (2, "b"))
    small.insert("note", (1, 1, None, "x"), (2, 2, 1, "elsewhere"), (3, 1, 99, "nowhere"))
    with small.database(PERSON, NOTE).snapshot() as snapshot:
        defects = [[(d.code, d.attribute) for d in one.defects] for one in read(snapshot)]
    assert defects == [[("reference_dangling", "reply_to")]] * 2


def test_the_directory_comes_in_order(source):
    source.create("usager", id="bigint!", nom="text!")
    source.create("pro", id="bigint!", nom="text")
    source.insert("pro", *((key, f"P{key}") for key in (30, 4, -2, 1000)))
    with source.database(PERSON, PROFESSIONAL).snapshot() as snapshot:
        found = [one.records[0].values["family_name"] for one in snapshot.directory(Account())]
    assert found == ["P-2", "P4", "P30", "P1000"]


def test_the_database_counts_what_it_holds(small):
    small.insert("usager", (1, ""), (2, "b"))
    small.insert("note", (1, 1, None, "x"), (2, 2, 1, None))
    with small.database().snapshot() as snapshot:
        inflow = snapshot.inflow()
    assert inflow.rows == {"usager": 2, "note": 2}
    assert inflow.filled == {
        ("usager", "id"): 2,
        ("usager", "nom"): 2,
        ("note", "id"): 2,
        ("note", "usager_id"): 2,
        ("note", "reponse_a"): 1,
        ("note", "texte"): 1,
    }


def test_codes_are_told_apart_by_their_bytes(small):
    small.insert("usager", *enumerate(("a", "A", "é", "e", "e\u0301", "a ", "a", ""), 1))
    codes = ("", "A", "a", "a ", "e", "e\u0301", "é")
    assert small.database().distinct("usager", "nom", 7) == tuple(sorted(codes))
    assert small.database().distinct("usager", "nom", 6) is None


def test_joins_queries_and_presence(source):
    source.create("usager", id="varchar!", nom="text!", clos_le="date", pro="varchar")
    source.create("pro", key=("code",), code="varchar!", nom="text")
    source.insert("usager", ("é", "un", None, "p1"), ("Z", "deux", "2026-01-02", "P1"))
    source.insert("pro", ("p1", "Petit"), ("P2", "Autre"))
    person = selected(
        "person",
        {"birth_family_name": "nom", "representative": "p.nom"},
        table="usager",
        joins=[("pro", "p", (("code", "pro"),))],
    )
    text = "SELECT id, nom AS raison FROM usager WHERE nom LIKE '%u%' -- fin"
    closure = selected("closure", {"reason": "raison"}, query=text, pathway=("id",))
    event = selected(
        "event", {"type": "clos_le"}, table="usager", pathway=("id",), present="clos_le"
    )
    with source.database(person, closure, event).snapshot() as snapshot:
        upper, lower = read(snapshot)
    values = {one.entity: one.values for one in upper.records}
    assert values["closure"] == {"reason": "deux"}
    assert values["person"] == {"birth_family_name": "deux"}  # « P1 » is not « p1 »
    assert str(values["event"]["type"]) == "2026-01-02"
    values = {one.entity: one.values for one in lower.records}
    assert values["person"] == {"birth_family_name": "un", "representative": "Petit"}
    assert "event" not in values
    assert lower.id == "person/sé"


ODD = ["b", "B", "a", "É", "é", "_", " ", "0", "10", "9", "e\u0301", "𝄞", "\uffff", "a ", "a!"]
KEYS = {
    "varchar": ODD,
    "uuid": ["0e0c2c9e-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000001"],
    "key_bytes": [b"\x00", b"\xff\x01", b"\xff", b"A"],
    "decimal": ["10", "9", "-1", "1.5"],
    "date": ["2026-01-02", "1999-12-31"],
    "char": ["b", "a", "A b", "é"],
}


@pytest.mark.parametrize("kind", KEYS)
def test_keys_of_any_type_come_in_the_order_of_their_ids(source, kind):
    source.create("usager", key=(), id=kind, nom="text")
    source.create("note", key=(), id="bigint", usager_id=kind, reponse_a="bigint", texte="text")
    source.insert("usager", *((key, f"N{at}") for at, key in enumerate(KEYS[kind])))
    notes = [(at, key, None, f"N{at}") for at, key in enumerate(KEYS[kind])]
    source.insert("note", *reversed(notes))
    with source.database(PERSON, NOTE).snapshot() as snapshot:
        for size in (1, 2, 50):
            found = read(snapshot, size)
            assert [one.id for one in found] == sorted(one.id for one in found)
            assert len({one.id for one in found}) == len(KEYS[kind])
            for one in found:
                note, person = one.records
                assert note.values["text"] == person.values["birth_family_name"]


def test_a_link_that_only_a_collation_holds_equal_is_an_orphan(source):
    source.create("usager", id="varchar!", nom="text!")
    source.create("note", id="bigint!", usager_id="varchar", reponse_a="bigint", texte="text")
    source.insert("usager", ("é", "x"))
    source.insert("note", (1, "É", None, "x"), (2, "é", None, "y"), (3, "é ", None, "z"))
    assert refused(source, PERSON, NOTE) == ("rows_orphan", {"tables": ("note (2)",), "rows": 2})


@pytest.mark.parametrize("size", [1, 3, 4, 100])
def test_keys_of_several_columns(source, size):
    source.create("usager", key=("dac", "code"), dac="bigint!", code="varchar!", nom="text")
    source.create("note", id="bigint!", dac="bigint", code="varchar", texte="text")
    keys = [(dac, code) for dac in (10, 9, -1) for code in ("b", "Z", "a")]
    source.insert("usager", *((*key, f"{key}") for key in keys))
    source.insert("note", *((at, *key, f"{key}") for at, key in enumerate(keys * 2)))
    both = ("dac", "code")
    person = selected("person", {"birth_family_name": "nom"}, table="usager", key=both)
    note = selected("note", {"text": "texte"}, table="note", pathway=both)
    with source.database(person, note).snapshot() as snapshot:
        found = [
            one
            for part in reversed(snapshot.parts(size))
            for one in snapshot.pathways(part, Account())
        ]
        assert sorted(one.id for one in found) == [one.id for one in read(snapshot, size)]
        for one in found:
            assert [r.entity for r in one.records] == ["note", "note", "person"]
            assert len({str(*r.values.values()) for r in one.records}) == 1


def test_names_may_be_anything(source):
    source.create('us"ag`er %s', key=("l'id %",), **{"l'id %": "bigint!", "un.nom": "text"})
    source.insert('us"ag`er %s', (5, "x"))
    person = selected(
        "person", {"birth_family_name": "un.nom"}, table='us"ag`er %s', key=("l'id %",)
    )
    with source.database(person).snapshot() as snapshot:
        assert told(read(snapshot)) == {"5": [("person", {"birth_family_name": "x"})]}
        assert snapshot.inflow().rows == {'us"ag`er %s': 1}
    assert source.database().distinct('us"ag`er %s', "un.nom", 2) == ("x",)


def test_what_moved_since_the_mapping_is_said(small):
    assert refused_at_opening(small, selected("person", {}, table="usagers")) == "table_unknown"
    absent = selected("person", {"email": "courriel"}, table="usager")
    assert refused_at_opening(small, absent) == "column_unknown"
    query = selected("person", {"email": "courriel"}, query="SELECT id FROM usager")
    assert refused_at_opening(small, query) == "column_unknown"
    text = selected("note", {}, table="note", pathway=("texte",))
    assert refused_at_opening(small, PERSON, text) == "pathway_key_differs"
    several = selected("person", {}, query="SELECT 1 AS id; DROP TABLE note")
    assert refused_at_opening(small, several) in {
        "database_refused",
        "connection_lost",
        "value_unreadable",
    }


def refused_at_opening(source, *converters):
    with pytest.raises(ConnectorError) as seen, source.database(*converters).snapshot():
        pass
    return seen.value.code


def test_nothing_can_be_written(small):
    small.insert("usager", (1, "x"))
    with (
        pytest.raises(ConnectorError),
        small.database(
            selected("person", {}, query="DELETE FROM usager RETURNING id")
        ).snapshot() as snapshot,
    ):
        read(snapshot)
    with small.database(PERSON).snapshot() as snapshot, pytest.raises(ConnectorError):
        snapshot._session.run("DELETE FROM usager")
    assert small.database().distinct("usager", "id", 2) == ("1",)


def test_a_source_crosses_processes_without_showing_its_url(small):
    database = small.database(PERSON)
    again = pickle.loads(pickle.dumps(database))  # noqa: S301 - our own
    assert again.access == database.access
    assert small.access.url not in repr(database)


def test_destruction_is_for_proven_dialects_only(source):
    proven = source.database().schema().proven
    assert proven is (source.kind == "postgresql")
    if proven:
        SqlConnector({"dac": source.access.url}).close()
    else:
        with pytest.raises(ConnectorError, match="dialect_unproven"):
            SqlConnector({"dac": source.access.url}).exercise_token("dac")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://x:secret@localhost:1/x?host=/nowhere",
        "mysql+pymysql://x:secret@localhost/x?unix_socket=/nowhere",
        "sqlite:////nowhere/at/all.sqlite",
    ],
)
def test_a_source_that_does_not_answer_is_unavailable(source, url):
    access = type(source.access)(endpoint="dac", schema="main", url=url)
    with pytest.raises(ConnectorUnavailable) as seen:
        type(source.database())(access=access).schema()
    assert seen.value.code == "endpoint_unreachable"
    assert seen.value.__cause__ is None
