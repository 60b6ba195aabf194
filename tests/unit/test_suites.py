"""Suites as data, read strictly; check digits; exported rows read back; verdicts."""

import json
import subprocess
import sys
from datetime import date

import pytest

from deployments.rehearsal import identities
from expectations.check_digits import valid
from expectations.items import Described, Tables, Unread
from expectations.ndjson import read_rows, read_schema
from expectations.report import conclude, undetermined, verdict_of
from expectations.rules import Dates, Key
from expectations.suite import FOLDER, read_suite
from releve.canonical import decode
from releve.content import canonical_row
from releve.errors import ConnectorError
from releve.model.evidence import Check, Verdict

GOOD = {
    "format": "releve/suite/1",
    "suite": "essai",
    "title": "Essai",
    "tables": [{"table": "fil", "rules": [{"check": "key", "columns": ["id"]}]}],
}


def altered(**changes):
    return json.dumps({**GOOD, **changes})


def rules(*of):
    return altered(tables=[{"table": "fil", "rules": list(of)}])


BAD = {
    "not json": "{",
    "key twice": '{"format": "releve/suite/1", "format": "releve/suite/1"}',
    "another format": altered(format="releve/suite/2"),
    "named otherwise": altered(suite="autre"),
    "extra key": altered(comment="x"),
    "no table": altered(tables=[]),
    "table twice": altered(tables=GOOD["tables"] * 2),
    "no rule": rules(),
    "unknown check": rules({"check": "regex", "column": "id"}),
    "code twice": rules({"check": "key"}, {"check": "key", "columns": ["id"]}),
    "count as text": rules({"check": "rows", "least": "1"}),
    "negative count": rules({"check": "rows", "least": -1}),
    "date of no calendar": rules({"check": "dates", "since": "2018-02-30"}),
    "quote in a name": rules({"check": "key", "columns": ['a"b']}),
    "target of another length": rules(
        {"check": "reference", "columns": ["a", "b"], "table": "t", "target": ["id"]}
    ),
    "unknown kind of digits": rules({"check": "digits", "column": "a", "kind": "siret"}),
}


@pytest.mark.parametrize("defect", BAD)
def test_a_malformed_suite_is_refused(defect, tmp_path):
    (tmp_path / "essai.json").write_text(BAD[defect])
    with pytest.raises(ConnectorError) as raised:
        read_suite("essai", tmp_path)
    assert raised.value.code == "suite_malformed"


def test_the_suite_that_the_malformed_ones_derive_from_is_read(tmp_path):
    (tmp_path / "essai.json").write_text(json.dumps(GOOD))
    suite, digest = read_suite("essai", tmp_path)
    assert suite.named() == ("fil",)
    assert digest.startswith("sha256:")


@pytest.mark.parametrize("name", ["inconnue", "../suites/parcours-dac", "", "Parcours-DAC"])
def test_an_unknown_suite_is_refused(name):
    with pytest.raises(ConnectorError) as raised:
        read_suite(name)
    assert raised.value.code == "suite_unknown"


def test_our_suites_are_read_and_name_other_tables_that_they_cover():
    names = sorted(path.stem for path in FOLDER.glob("*.json"))
    assert names == ["journal-simple", "parcours-canonique", "parcours-dac", "suivi-vigilans"]
    for name in names:
        suite, _ = read_suite(name)
        for one in suite.tables:
            for rule in one.rules:
                other = getattr(rule, "table", one.table)
                assert suite.of(other), (name, rule)


def test_any_table_has_the_rules_of_the_star():
    suite, _ = read_suite("journal-simple")
    assert suite.named() == ()
    assert [rule.check for rule in suite.of("session")] == ["key", "dates"]


def test_foreign_identifiers_only_warn():
    suite, _ = read_suite("parcours-dac")
    digits = [rule for one in suite.tables for rule in one.rules if rule.check == "digits"]
    assert {rule.kind for rule in digits} == {"ins", "rpps", "finess"}
    assert all(rule.warning for rule in digits)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ins", "295109912611193"),
        ("ins", "253072A07300443"),
        ("ins", "253072B07300470"),
        ("ins", "279035121518989"),
        ("rpps", "01234567897"),
        ("rpps", identities.rpps(42)),
        ("finess", "750712184"),
        ("finess", "750100125"),
        ("finess", "690781810"),
        ("finess", "130786049"),
        ("finess", "2A0000001"),
    ],
)
def test_a_right_key_is_right(kind, text):
    assert valid(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ins", "295109912611199"),
        ("ins", "253072C07300443"),
        ("ins", "29510991261119"),
        ("ins", "295109912611193\n"),
        ("ins", "٢95109912611193"),
        ("rpps", "10102727017"),
        ("rpps", "0123456789"),
        ("rpps", ""),
        ("finess", "750712185"),
        ("finess", "2C0000001"),
    ],
)
def test_a_wrong_key_is_wrong(kind, text):
    assert not valid(kind, text)


def line(table="fil", **columns):
    return canonical_row(table, {"id": 1, "le": date(2024, 5, 1), "trace": b"x", **columns}) + b"\n"


def test_only_the_columns_asked_for_are_kept(tmp_path):
    (tmp_path / "fil.ndjson").write_bytes(line() + line(id=None))
    read = read_rows(tmp_path, "fil", frozenset({"id", "trace", "absente"}))
    assert read.keys() == {"id", "trace"}
    assert read["id"] == [1, None]
    assert read["trace"][0].startswith("sha256:")


MALFORMED = {
    "truncated": line()[:-9],
    "without its newline": line()[:-1],
    "of another table": line("message"),
    "not an object": b"[]\n",
    "without columns": b'{"t":"fil"}\n',
    "with a column less": canonical_row("fil", {"id": 1}) + b"\n",
    "empty": b"\n",
}


@pytest.mark.parametrize("defect", MALFORMED)
def test_a_malformed_line_is_seen(defect, tmp_path):
    (tmp_path / "fil.ndjson").write_bytes(line() + MALFORMED[defect])
    read = read_rows(tmp_path, "fil", frozenset({"id"}))
    assert read == Unread(reason="lines_malformed", seen=2, malformed=1)


def test_a_file_that_is_not_there_is_not_an_empty_one(tmp_path):
    assert read_rows(tmp_path, "fil", frozenset()) == Unread(reason="file_unreadable")
    (tmp_path / "fil.ndjson").touch()
    assert read_rows(tmp_path, "fil", frozenset({"id"})) == {"id": []}


@pytest.mark.parametrize("text", ["", "[]", '{"tables":[{}]}', '{"tables":1}'])
def test_a_description_that_is_none_describes_nothing(text, tmp_path):
    (tmp_path / "schema.json").write_text(text)
    assert read_schema(tmp_path) == {}


def test_what_cannot_be_checked_says_why():
    described = Described(columns=frozenset({"id"}), dates=None, key=None)
    tables = Tables(described={"fil": described})
    generic = (Key(check="key"), Dates(check="dates", since=date(2018, 1, 1)))
    found = {item.code: item.reason for item in tables.items("fil", generic)}
    assert found == {"fil.key": "key_undeclared", "fil.dates": "types_undeclared"}
    named = (Key(check="key", columns=("id", "rang")),)
    found = {item.code: item.reason for item in tables.items("fil", named)}
    assert found == {
        "fil.key": "column_absent",
        "fil.filled.id": None,
        "fil.filled.rang": "column_absent",
    }
    assert {item.reason for item in tables.items("message", named)} == {"table_unread"}


def check(verdict, *, warning=False):
    return Check(code="x", verdict=verdict, seen=1, failed=0, warning=warning)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([], Verdict.UNDETERMINED),
        ([check(Verdict.PASSED)], Verdict.PASSED),
        ([check(Verdict.FAILED, warning=True)], Verdict.PASSED),
        ([check(Verdict.PASSED), check(Verdict.UNDETERMINED)], Verdict.UNDETERMINED),
        ([check(Verdict.UNDETERMINED), check(Verdict.FAILED)], Verdict.FAILED),
    ],
)
def test_the_worst_check_that_may_block_is_the_verdict(checks, expected):
    assert verdict_of(checks) is expected


def test_the_report_says_what_the_finding_says():
    finding, report = conclude("s", "sha256:0", "source", "9", [undetermined("a.b", "raised")])
    assert finding.verdict is Verdict.UNDETERMINED
    document = decode(report)
    assert document["verdict"] == "undetermined"
    assert document["checks"][0]["reason"] == "raised"


def test_the_gate_is_built_without_importing_great_expectations():
    program = (
        "import sys; from expectations.gate import GxGate; GxGate();"
        "sys.exit(bool({'great_expectations', 'pandas'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
