"""Properties of what a mapping reads: one form whatever the writing, and no value without a bin."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from releve.pathways.answers import answers, parsed
from releve.pathways.compiler import compile_mapping
from releve.pathways.instants import instant_reader
from releve.pathways.mapping_file import read_mapping
from releve.pathways.texts import normal, text_reader
from releve.pathways.values import decimal_reader
from tests.fakes.foreign_tables import foreign

NONE = frozenset({""})
MAPPING = read_mapping(Path(__file__).parents[2] / "tests/golden/mappings/foreign.yaml").mapping
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
)
MOMENTS = st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2090, 1, 1))  # noqa: DTZ001 - drawn without zone


@given(TEXTS, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["", " ", "   ", "\u00a0"]))
def test_a_text_has_one_form(text, form, padding):
    read = text_reader(NONE)
    expected = read(text)
    other = padding + unicodedata.normalize(form, text).replace("\n", "\r\n") + padding
    assert read(other) == expected
    assert expected is None or read(expected) == expected == normal(expected)


@given(NUMBERS, st.integers(0, 3))
def test_a_decimal_has_one_form(number, zeros):
    read = decimal_reader(".", NONE)
    expected = read(number)
    assert Decimal(expected) == number
    assert "E" not in expected
    padded = f"{number:f}"
    padded += "" if "." not in padded else "0" * zeros
    assert read(padded) == expected
    assert read(number.normalize()) == expected
    assert read(float(number)) == expected
    with_comma = decimal_reader(",", NONE)
    assert with_comma(padded.replace(".", ",")) == expected


@given(MOMENTS, st.integers(-12 * 60, 14 * 60))
def test_an_instant_has_one_form(moment, offset):
    read = instant_reader(ZoneInfo("Europe/Paris"), None, NONE)
    instant = moment.replace(tzinfo=UTC)
    expected = read(instant)
    assert datetime.fromisoformat(expected) == instant
    zone = timezone(timedelta(minutes=offset))
    assert read(instant.astimezone(zone)) == expected
    assert read(instant.astimezone(zone).isoformat(" ")) == expected


@given(MOMENTS)
def test_a_local_time_is_read_back_or_never_was(moment):
    paris = ZoneInfo("Europe/Paris")
    try:
        told = instant_reader(paris, None, NONE)(moment)
    except ValueError:
        there = moment.replace(tzinfo=paris)
        assert there.astimezone(UTC).astimezone(paris).replace(tzinfo=None) != moment
    else:
        back = datetime.fromisoformat(told).astimezone(paris)
        assert back.replace(tzinfo=None, fold=0) == moment
        assert back.fold == 0


LEAVES = st.none() | st.booleans() | st.integers() | TEXTS
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)


def leaves(value):
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    elif value is not None and (not isinstance(value, str) or normal(value)):
        yield value


@given(VALUES)
def test_every_leaf_is_an_answer(value):
    found = list(answers(value))
    assert len(found) == len(list(leaves(value)))
    assert list(answers(parsed(json.dumps(value)))) == found


WORDS = st.sampled_from([None, "", " - ", "Q", "1", "02/01/1931", "x", "é\r\n", "295109912611193"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[WORDS] * 6, st.sampled_from([None, 1, 2, 9, 5])), max_size=6))
def test_every_value_has_one_bin(rows):
    source = foreign()
    source.rows["clients"] = [
        (number, nir, state, name, first, born, sex, died, "2024-01-02 09:00:00", 1)
        for number, (nir, state, name, first, born, died, sex) in enumerate(rows, 1)
    ]
    source.rows["addresses"] = []
    law = compile_mapping(MAPPING, source.schema()).law
    _, account = source.converted(compile_mapping(MAPPING, source.schema()))
    balance = law.measure(source.inflow(), account)
    assert [one for one in (*balance.lines, *balance.rows) if one.lost] == []
