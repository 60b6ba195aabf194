"""The same care in three databases: reconciled two by two, without one false difference."""

import base64
import itertools
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest

from connectors.pathways import PathwayDatabase
from releve.pathways.compiler import converters_of
from releve.pathways.conversion import Account
from releve.pathways.difference import Change
from releve.pathways.folder import Group
from releve.pathways.index import build_index
from releve.pathways.mapping import Mapping
from releve.pathways.names import pathway_name
from releve.pathways.reconciliation import compare
from releve.pathways.record import DIRECTORY, key_id
from tests.fakes.canonical_folders import KEY
from tests.fakes.three_databases import KINDS

pytestmark = pytest.mark.integration

WHO = ("identity_status", "birth_family_name", "birth_date", "gender", "status", "opened_at")
MAPPING = Mapping.model_validate(
    {
        "format": "releve/mapping/1",
        "name": "essai",
        "source": {"timezone": "Europe/Paris", "blank": ["-", "NULL"]},
        "entities": {
            "person": {
                "table": "usager",
                "key": ["id"],
                "columns": {
                    **{name: name for name in WHO},
                    "given_names": {"column": "given_names", "split": ","},
                    "address": "address",
                    "treating_physician": "treating_physician",
                    "death_date": "death_date",
                },
            },
            "action": {
                "table": "action",
                "key": ["id"],
                "pathway": ["usager"],
                "columns": {
                    "title": "title",
                    "result": {"column": "result", "absent": {"refus": "asked-declined"}},
                    "estimated_cost": "estimated_cost",
                    "status": {
                        "column": "status",
                        "codes": {"A": "to_do", "É": "done", "e": "abandoned"},
                    },
                },
            },
            "note": {
                "table": "note",
                "key": ["id"],
                "pathway": ["usager"],
                "columns": {"written_at": "written_at", "text": "text", "urgent": "urgent"},
            },
            "consent": {
                "table": "consent",
                "key": ["id"],
                "pathway": ["usager"],
                "columns": {
                    "nature": "nature",
                    "scope": "scope",
                    "collected_on": "collected_on",
                    "trace": "trace",
                },
            },
            "professional": {
                "table": "pro",
                "key": ["id"],
                "columns": {"family_name": "family_name"},
            },
        },
    }
)

TEXTS = (
    "simple",
    "cafe\u0301 dé\u0300composé",  # NFD: one form after NFC
    "  blancs autour\t",
    "lignes\r\nde\rtoutes\nsortes",
    "e\u0301É e",
    "👩‍⚕️ relève 𝕏",
    'l\'apostrophe "et" les \\ barres % _ ;',
    "0",
    "null",
    "-",
    "",
    None,
    " ",
    "ﬁ ligature, œ, ß, İ",
    "a" * 5000,
    "refus",
    "fin\u00a0insécable\u00a0",
)
COSTS = (None, "0", "0.000", "-0.000", "12.500", "100.000", "-0.250", "999999999.999", "0.001")
MOMENTS = (
    datetime(2024, 3, 31, 0, 59, 59, tzinfo=UTC),
    datetime(2024, 10, 27, 0, 30, tzinfo=UTC),  # both 02:30 of that night, told apart in UTC
    datetime(2024, 10, 27, 1, 30, tzinfo=UTC),
    datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2024, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
)
LOCAL = (
    datetime(2024, 7, 14, 12, 0),  # noqa: DTZ001 - of the source's own zone, as its column says
    datetime(2024, 1, 14, 12, 0, 0, 500000),  # noqa: DTZ001 - the same
)
BYTES = (None, b"\x00\xff", bytes(range(256)) * 4, b"texte")
COUNT = 2 * len(TEXTS)


def fill(source, *, note_text=lambda _number, text: text):
    """Write the corpus: every edge of every kind meets every database's own types."""
    source.create("pro", id="bigint!", family_name="text")
    source.create(
        "usager",
        id="bigint!",
        **dict.fromkeys(("identity_status", "birth_family_name", "gender", "status"), "text"),
        birth_date="date",
        opened_at="local",
        given_names="varchar",
        address="text",
        treating_physician="bigint",
        death_date="date",
    )
    source.create(
        "action",
        id="bigint!",
        usager="bigint",
        title="text",
        result="text",
        estimated_cost="decimal",
        status="char",
    )
    source.create(
        "note", id="bigint!", usager="bigint", written_at="instant", text="text", urgent="boolean"
    )
    source.create(
        "consent",
        id="bigint!",
        usager="bigint",
        nature="text",
        scope="text",
        collected_on="date",
        trace="bytes",
    )
    at = Values(source.kind)
    source.insert("pro", (1, "SOIGNANTE"), (2, "E\u0301TOILE "))
    for number in range(1, COUNT + 1):
        text = TEXTS[number % len(TEXTS)]
        source.insert(
            "usager",
            (
                number,
                "validated",
                f"FICTIF{number}",
                "female",
                "active",
                at.date(date(1930, 2, number % 28 + 1)),
                at.local(LOCAL[number % 2]),
                "Ana, Lou ,Zoé",
                text,
                1 + number % 2 if number % 3 else None,
                at.date(date(2020, 2, 29)) if number % 5 == 0 else None,
            ),
        )
        source.insert(
            "action",
            (
                number,
                number,
                f"titre {number}",
                text,
                at.decimal(COSTS[number % len(COSTS)]),
                ("A", "É", "e", "A ")[number % 4],
            ),
        )
        source.insert(
            "note",
            (
                1000 - number,
                number,
                at.instant(MOMENTS[number % len(MOMENTS)]),
                note_text(number, f"{number} {text}"),
                (None, True, False)[number % 3],
            ),
        )
        source.insert(
            "consent",
            (
                number,
                number,
                "non_opposition",
                "partage",
                at.date(date(2024, 1, 1)),
                BYTES[number % len(BYTES)],
            ),
        )
    return source


class Values:
    """Values as each database's own driver wants them; SQLite keeps texts."""

    def __init__(self, kind):
        self.lite, self.mysql = kind == "sqlite", kind == "mysql"

    def date(self, value):
        return value.isoformat() if self.lite else value

    def local(self, value):
        return value.isoformat(sep=" ") if self.lite else value

    def instant(self, value):
        if self.lite:
            return value.isoformat()
        return value.replace(tzinfo=None) if self.mysql else value

    def decimal(self, value):
        return value if value is None or self.lite else Decimal(value)


class Snapshot:
    """What a database shows at one instant, as a side of a reconciliation reads it."""

    def __init__(self, snapshot):
        account = Account()
        directory = tuple(one for each in snapshot.directory(account) for one in each.records)
        self.held = [Group(DIRECTORY, directory)]
        for part in snapshot.parts(7):
            found = snapshot.pathways(part, account)
            self.held += [Group(one.id, one.records) for one in found]

    def groups(self):
        return iter(self.held)

    def open(self, group_id, _place):
        return next(one.records for one in self.held if one.id == group_id)


def side(source, folder, depth=None):
    factory = partial(converters_of, MAPPING)
    database = PathwayDatabase(access=source.access, converters=factory)
    with database.snapshot() as snapshot:
        held = Snapshot(snapshot)
    assert len(held.held) == COUNT + 1
    return build_index(folder / f"{source.kind}.index", KEY, held, depth)


def test_three_databases_hold_the_same_and_no_difference_is_found(source_of, tmp_path):
    first, *others = (fill(source_of(kind)) for kind in KINDS)
    sides = [side(first, tmp_path)]
    sides += [side(one, tmp_path, sides[0].depth) for one in others]
    for ours, theirs in itertools.permutations(sides, 2):
        assert list(compare(KEY, ours, theirs)) == []
    assert len({one.root() for one in sides}) == 1


@pytest.mark.parametrize("kind", KINDS[1:])
def test_one_character_changed_in_one_of_them_is_found(source_of, tmp_path, kind):
    at = 20

    def shorter(number, text):
        return text[:-1] if number == at else text

    ours = side(fill(source_of(KINDS[0])), tmp_path)
    theirs = side(fill(source_of(kind), note_text=shorter), tmp_path, ours.depth)
    (found,) = compare(KEY, ours, theirs)
    assert (found.change, found.entity, found.attribute) == (Change.CHANGED, "note", "text")
    assert found.pathway == pathway_name(KEY, key_id("person", [at])).hex()


def test_the_corpus_is_read_as_it_should_be(source_of, tmp_path):
    """Agreement proves little if all three read it wrong."""
    held = side(fill(source_of(KINDS[0])), tmp_path)
    people = {number: opened(held, number) for number in range(1, COUNT + 1)}
    values = people[1]
    assert values["person"]["address"] == "caf\u00e9 d\u00e9\u0300compos\u00e9"
    assert people[2]["person"]["address"] == "blancs autour"
    assert people[3]["person"]["address"] == "lignes\nde\ntoutes\nsortes"
    for number in (9, 10, 11, 12):
        assert "address" not in people[number]["person"]
    assert people[15]["action"]["result"] == {"absent": "asked-declined"}
    assert "estimated_cost" not in people[9]["action"]
    assert [people[n]["action"]["estimated_cost"] for n in (1, 2, 3, 4, 5, 6)] == [
        "0",
        "0",
        "0",
        "12.5",
        "100",
        "-0.25",
    ]
    assert people[3]["note"]["written_at"] == "1999-12-31T23:59:59.999999Z"
    assert values["person"]["opened_at"] == "2024-01-14T11:00:00.500000Z"
    assert people[2]["person"]["opened_at"] == "2024-07-14T10:00:00Z"
    assert people[1]["consent"]["trace"] == base64.b64encode(BYTES[1]).decode()
    assert [people[n]["action"]["status"] for n in (4, 1, 2, 3)] == [
        "to_do",
        "done",
        "abandoned",
        "to_do",
    ]


def opened(held, number):
    found = held.pathway(pathway_name(KEY, key_id("person", [number])))
    return {one.entity: one.values for one in found.records}
