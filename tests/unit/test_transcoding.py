"""Transcoding tables: what a spreadsheet does to them is forgiven, what changes a code is not."""

import csv
import io
from dataclasses import replace

import pytest

from releve.errors import EvidenceRefused
from releve.model.ids import Realm
from releve.pathways.kit.countersignature import open_tables
from releve.pathways.kit.transcoding import (
    Agreement,
    namespace,
    read_tables,
    statement,
    tables,
    unfilled,
)

AGREED = Agreement(dac="DAC d’Essai", successor="Solution d’essai")
TABLE = "action.status.csv"
FILLED = {"action.status": {"to_do": "001", "done": "=F", "in_progress": 'é;"x"'}}


@pytest.fixture
def folder(tmp_path):
    for name, data in tables(FILLED):
        (tmp_path / name).write_bytes(data)
    return tmp_path


def rewritten(path, *, delimiter=",", before="", end="\r\n", order=list, row=lambda one: one):
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows([head, *(row(one) for one in order(rows))])
    path.write_text(before + out.getvalue(), encoding="utf-8", newline="")


SPREADSHEETS = {
    "as it was": {},
    "french separators": {"delimiter": ";"},
    "a byte order mark": {"before": "\ufeff", "delimiter": ";"},
    "other ends of line": {"end": "\n"},
    "sorted another way": {"order": lambda rows: sorted(rows, reverse=True)},
    "other labels": {"row": lambda one: [one[0], "À FAIRE", *one[2:]]},
}


@pytest.mark.parametrize("habit", SPREADSHEETS)
def test_what_a_spreadsheet_does_changes_nothing(folder, habit):
    rewritten(folder / TABLE, **SPREADSHEETS[habit])
    assert read_tables(folder) == dict(tables(FILLED))


def edit(path, change):
    path.write_bytes(change(path.read_bytes()))


def again(data):
    return data + data.splitlines(keepends=True)[1]


DEFECTS = {
    "a code that is not ours": (lambda data: data.replace(b"to_do,", b"todo,"), "malformed", 2),
    "a code twice": (again, "malformed", 6),
    "a column less": (lambda data: data.replace(b",remarque", b""), "malformed", 1),
    "a cell less": (lambda data: data.replace(b"001,", b"001"), "malformed", 2),
    "another encoding": (lambda data: data.decode().encode("latin-1"), "malformed", 1),
    "an open quote": (lambda data: data + b'"x', "malformed", None),
    "a null character": (lambda data: data.replace(b"001", b"0\x001"), "malformed", 2),
    "nothing": (lambda _: b"", "malformed", 1),
    "a row taken away": (
        lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
        "incomplete",
        None,
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_table_that_is_not_ours_any_more_is_refused_at_its_line(folder, defect):
    change, said, line = DEFECTS[defect]
    edit(folder / TABLE, change)
    with pytest.raises(EvidenceRefused) as refused:
        read_tables(folder)
    assert refused.value.code == f"transcoding_{said}"
    assert refused.value.facts["file"] == TABLE
    if line is not None:
        assert refused.value.facts["line"] == line


def test_every_table_must_come_back(folder):
    (folder / TABLE).unlink()
    with pytest.raises(EvidenceRefused) as refused:
        read_tables(folder)
    assert (refused.value.code, refused.value.facts) == ("transcoding_missing", {"file": TABLE})


def test_a_remark_fills_a_code_that_has_no_counterpart(folder):
    before = unfilled(read_tables(folder))
    rewritten(
        folder / TABLE,
        row=lambda one: [*one[:3], "abandonné : sans équivalent" if not one[2] else ""],
    )
    left = len(dict(tables({}))[TABLE].splitlines()) - 1 - len(FILLED["action.status"])
    assert left > 0
    assert unfilled(read_tables(folder)) == before - left


def test_the_statement_binds_names_realm_and_every_byte():
    files = dict(tables(FILLED))
    said = {
        statement(files, AGREED),
        statement(dict(tables({})), AGREED),
        statement(files, Agreement(dac="Autre", successor=AGREED.successor)),
        statement(files, Agreement(dac=AGREED.dac, successor="Autre")),
        statement(files, replace(AGREED, realm=Realm.REHEARSAL)),
    }
    assert len(said) == 5
    assert len({namespace(one) for one in Realm}) == len(Realm)
    stamped = [
        statement(files, replace(AGREED, realm=one)).startswith(b"EXERCICE") for one in Realm
    ]
    assert stamped == [one is Realm.REHEARSAL for one in Realm]


def test_tables_without_a_signature_are_to_be_signed(folder):
    found = open_tables(folder, AGREED, {})
    assert (found.files, found.signature) == (dict(tables(FILLED)), None)
