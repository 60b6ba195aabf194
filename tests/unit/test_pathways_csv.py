"""CSV loses nothing: what is read back is what was written, whatever the values."""

import base64
import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releve.errors import EvidenceRefused
from releve.pathways.csv_table import columns, read_table, table_header, table_rows
from releve.pathways.kit.sample import sample
from releve.pathways.model import ABSENCES, ENTITIES, Kind, entity
from releve.pathways.record import DIRECTORY, Record
from tests.architecture.test_layout import ROOT

GOLDEN = ROOT / "tests/golden/pathways"
SMALL = sample(2)


def texts():
    raw = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1)
    hostile = st.sampled_from(
        [
            '=1+1"',
            "+33",
            "-1",
            "@x",
            'a"b',
            "a,b",
            "a\nb",
            "unknown",
            "true",
            "a=unknown",
            "'",
            "☃\u0301",
        ]
    )
    return (raw | hostile).map(lambda one: unicodedata.normalize("NFC", one).strip()).filter(bool)


def values(attribute):
    days = st.dates().map(str)
    strategies = {
        Kind.TEXT: texts(),
        Kind.TEXTS: st.lists(texts(), min_size=1, max_size=3),
        Kind.CODE: st.sampled_from(attribute.codes or ("none",)),
        Kind.DATE: days,
        Kind.INSTANT: days.map(lambda day: f"{day}T23:59:59.000001Z"),
        Kind.BOOLEAN: st.booleans(),
        Kind.INTEGER: st.integers(-(2**53) + 1, 2**53 - 1),
        Kind.DECIMAL: st.sampled_from(["0", "12.5", "-0.25", "100"]),
        Kind.ANSWERS: st.lists(
            st.fixed_dictionaries({"item": texts(), "value": texts()}), max_size=2
        ),
        Kind.FILE: st.fixed_dictionaries(
            {"path": texts(), "sha256": st.just("ab" * 32), "size": st.integers(0, 2**53 - 1)}
        ),
        Kind.BYTES: st.binary(min_size=1).map(lambda data: base64.b64encode(data).decode()),
        Kind.REFERENCE: texts().map(lambda text: f"{attribute.target}/s{text}"),
    }
    return strategies[attribute.kind] | st.sampled_from(ABSENCES).map(lambda one: {"absent": one})


@st.composite
def records(draw):
    kind = draw(st.sampled_from(ENTITIES))
    optional = {one.name: values(one) for one in kind.attributes}
    filled = draw(st.fixed_dictionaries({}, optional=optional))
    return kind, Record(kind.name, f"{kind.name}/s{draw(texts())}", filled)


def read(kind, data):
    return list(read_table(kind, io.BytesIO(data), "x.csv"))


@given(records(), texts())
def test_what_is_read_is_what_was_written(found, pathway):
    kind, record = found
    data = table_header(kind) + table_rows(kind, [(pathway, record), (pathway, record)])
    (key, back), _ = read(kind, data)
    assert key == pathway
    assert back.canonical() == record.canonical()


def test_the_sample_comes_back_and_no_form_is_lost():
    for kind in ENTITIES:
        rows = [(one.id, record) for one in SMALL.pathways for record in one.of(kind.name)]
        rows += [(DIRECTORY, record) for record in SMALL.directory if record.entity == kind.name]
        back = read(kind, table_header(kind) + table_rows(kind, rows))
        assert [(key, one.canonical()) for key, one in back] == [
            (key, one.canonical()) for key, one in rows
        ]


def test_absent_empty_and_a_text_that_looks_absent_stay_three_things():
    kind = entity("relative")
    told = [
        {"name": "A", "relationship": {"absent": "masked"}},
        {"name": "A"},
        {"name": "A", "relationship": "masked"},
        {"name": "A", "relationship": "relationship=masked"},
    ]
    rows = [("p", Record("relative", f"relative/p{n}", one)) for n, one in enumerate(told)]
    data = table_rows(kind, rows)
    assert len({line.split(b",", 2)[2] for line in data.splitlines()}) == 4
    assert [one.values for _, one in read(kind, table_header(kind) + data)] == told


def test_the_reader_changes_nothing_even_of_what_is_not_canonical():
    kind = entity("relative")
    record = Record("relative", "relative/p1", {"name": " a\r\nb\rc\0 "})
    ((_, back),) = read(kind, table_header(kind) + table_rows(kind, [("p", record)]))
    assert back == record


def test_parts_put_together_are_the_whole():
    kind = entity("note")
    rows = [(one.id, record) for one in SMALL.pathways for record in one.of("note")]
    assert b"".join(table_rows(kind, [row]) for row in rows) == table_rows(kind, rows)


def test_the_form_is_rfc_4180_and_a_stranger_reads_it():
    kind = entity("note")
    record = Record("note", "note/p1", {"text": '-1 ; "oui",\nnon', "urgent": True})
    line = table_rows(kind, [("person/p1", record)])
    assert line == b'person/p1,note/p1,,,,,true,"-1 ; ""oui"",\nnon",\r\n'
    whole = (table_header(kind) + line).decode()
    (row,) = csv.DictReader(io.StringIO(whole, newline=""))
    assert row["text"] == record.values["text"]
    assert row["category"] == ""
    assert row["absent"] == ""


def test_an_attribute_never_takes_the_name_of_another_column():
    for kind in ENTITIES:
        assert len(set(columns(kind))) == len(columns(kind))


def test_the_golden_tables():
    for name in ("person", "document", "assessment", "organisation"):
        rows = [(one.id, record) for one in SMALL.pathways for record in one.of(name)]
        rows += [(DIRECTORY, record) for record in SMALL.directory if record.entity == name]
        data = table_header(entity(name)) + table_rows(entity(name), rows)
        assert data == (GOLDEN / f"{name}.csv").read_bytes(), name


GOOD = b"person/p1,relative/p1,A,,,,true,\r\n"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (GOOD.replace(b"true", b"True"), "representative"),
        (GOOD.replace(b",\r\n", b",name=masked\r\n"), "absent"),
        (GOOD.replace(b",\r\n", b",email=because\r\n"), "absent"),
        (GOOD.replace(b",\r\n", b",nickname=masked\r\n"), "absent"),
        (GOOD.replace(b"A,", b""), ""),
        (GOOD.replace(b"A,", b'A"",",,'), ""),
        (GOOD.replace(b"A", b"\xe9"), ""),
    ],
    ids=["boolean", "absent-and-there", "reason", "attribute", "cell-lost", "quotes", "latin-1"],
)
def test_what_was_altered_is_refused_where_it_is(line, column):
    kind = entity("relative")
    assert len(read(kind, table_header(kind) + GOOD)) == 1
    with pytest.raises(EvidenceRefused) as refused:
        read(kind, table_header(kind) + GOOD + line)
    assert refused.value.code == "pathway_csv_malformed"
    assert refused.value.facts["column"] == column
    assert column == "" or refused.value.facts["line"] == 3


@pytest.mark.parametrize("cell", [b'"[""a"", ""b""]"', b'"{}"', b"a", b"01"])
def test_a_list_has_one_form(cell):
    kind = entity("person")
    at = columns(kind).index("given_names")
    line = b",".join(
        [b"p", b"person/p1", *[b""] * (at - 2), cell, *[b""] * (len(columns(kind)) - at - 1)]
    )
    with pytest.raises(EvidenceRefused) as refused:
        read(kind, table_header(kind) + line + b"\r\n")
    assert refused.value.facts["column"] == "given_names"


def test_another_header_is_refused():
    kind = entity("relative")
    for header in (b"", b"\xef\xbb\xbf" + table_header(kind), table_header(entity("note"))):
        with pytest.raises(EvidenceRefused):
            read(kind, header + GOOD)
