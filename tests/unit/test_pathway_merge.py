"""Streams merged: against a grouping done the simplest way, and with rows that lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.pathways.merge import Run, Stream
from releve.errors import ConnectorError
from releve.pathways.conversion import Account
from tests.fakes.tiny_converter import selected

PERSON = selected("person", {}, table="usager")
NOTE = selected("note", {"text": "texte"}, table="note", pathway=("usager_id",))
EVENT = selected("event", {"report": "texte"}, table="rdv", pathway=("usager_id",))

KEYS = st.integers(-5, 30)


def stream(converter, rows, size=3):
    batches = iter([rows[at : at + size] for at in range(0, len(rows), size)])
    position = 0 if converter is PERSON else 1
    return Stream(converter, batches, (position,), (True,))


def run(people, notes=(), events=(), first=None):
    return Run(
        stream(PERSON, [(key,) for key in people]),
        [
            stream(NOTE, [(at, key, f"n{at}") for at, key in notes]),
            stream(EVENT, [(at, key, f"e{at}") for at, key in events]),
        ],
        first=first,
        endless=True,
    )


def drawn(keys):
    numbered = st.lists(keys).map(lambda them: list(enumerate(them)))
    return numbered.map(lambda rows: sorted(rows, key=lambda row: row[1]))


@given(people=st.sets(KEYS), data=st.data())
def test_every_row_is_in_its_pathway_or_counted_as_lost(people, data):
    notes, events = data.draw(drawn(KEYS)), data.draw(drawn(KEYS))
    cuts = data.draw(st.lists(KEYS, unique=True).map(sorted))
    merged, account = run(sorted(people), notes, events), Account()
    ends = [*((cut,) for cut in cuts), None]
    found = [one for until in ends for one in merged.pathways(until, account)]
    assert len(found) == len(people)
    for one, key in zip(found, sorted(people), strict=True):
        texts = {value for record in one.records for value in record.values.values()}
        assert texts == {f"n{at}" for at, of in notes if of == key} | {
            f"e{at}" for at, of in events if of == key
        }
        assert [r.id for r in one.records] == sorted(r.id for r in one.records)
    assert merged.lost.total() == sum(key not in people for _, key in notes + events)


@given(people=st.sets(KEYS, min_size=1), notes=drawn(KEYS), first=KEYS)
def test_what_is_skipped_is_neither_read_nor_lost(people, notes, first):
    merged, account = run(sorted(people), notes), Account()
    merged.skip((first,))
    found = list(merged.pathways(None, account))
    assert len(found) == sum(key >= first for key in people)
    assert account.rows["note"] == sum(key >= first and key in people for _, key in notes)


@pytest.mark.parametrize(
    ("people", "notes", "table"),
    [([1, 3, 2], [], "usager"), ([1, 2, 3], [(1, 2), (2, 1)], "note")],
)
@pytest.mark.parametrize("size", [1, 3])
def test_rows_out_of_order_stop_the_run(people, notes, table, size):
    with pytest.raises(ConnectorError) as seen:
        list(
            Run(
                stream(PERSON, [(key,) for key in people], size),
                [stream(NOTE, [(at, key, "x") for at, key in notes], size)],
                first=None,
                endless=True,
            ).pathways(None, Account())
        )
    assert (seen.value.code, dict(seen.value.facts)) == ("rows_out_of_order", {"table": table})


def test_a_converter_that_says_another_pathway_is_not_believed():
    merged = run([1], [(1, 1)])
    (note,) = [one for one in merged._children if one.name == "note"]
    convert = note._convert

    def elsewhere(row, account):
        found = convert(row, account)
        return type(found)("person/p00000000000000000002", found.records, found.defects)

    note._convert = elsewhere
    assert len(list(merged.pathways(None, Account()))) == 1
    assert merged.lost == {"note": 1}
