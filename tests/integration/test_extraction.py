"""A publisher's extraction received: nothing missing, changed, added or read otherwise."""

import os
import re
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.extraction import read_manifest, receive
from releve.errors import ConnectorError, PlanError
from releve.textes import sentence
from tests.fakes.extraction_maker import XML, XML_TABLES, Publisher

pytestmark = pytest.mark.integration


@pytest.fixture
def publisher(tmp_path):
    return Publisher(tmp_path / "extraction")


@pytest.fixture
def staging(tmp_path):
    return tmp_path / "passage.sqlite"


@pytest.fixture
def refused(publisher, staging):
    def told():
        with pytest.raises(ConnectorError) as seen:
            receive(publisher.folder, publisher.sign(), staging)
        assert not staging.exists()
        said = sentence(seen.value.code, seen.value.facts)
        assert "‹" not in said
        return seen.value.code, dict(seen.value.facts)

    return told


def rows(staging, table):
    with closing(sqlite3.connect(staging)) as opened:
        return opened.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608 - a test's own names


def test_an_extraction_is_received_whole(publisher, staging):
    publisher.csv(blank="NULL")
    publisher.xml(tables=[{**one, "table": f"x_{one['table']}"} for one in XML_TABLES])
    publisher.sqlite(
        "CREATE TABLE acte (n INTEGER, b BLOB)", "INSERT INTO acte VALUES (7, x'00ff')", acte=1
    )
    publisher.attachments(b"%PDF", b"")
    manifest = publisher.sign()
    received = receive(publisher.folder, manifest, staging)
    assert [(one.table, one.declared, one.read) for one in received.tables] == [
        ("acte", 1, 1),
        ("usager", 3, 3),
        ("x_note", 1, 1),
        ("x_usager", 2, 2),
    ]
    assert (received.attachments, received.digest) == (2, manifest.digest)
    assert received.copies == (str(staging),)
    assert stat.S_IMODE(staging.stat().st_mode) == 0o600
    assert rows(staging, "usager") == [
        ("1", "Été, l'", None),
        ("2", "ligne 1\nligne 2", 'dit "oui"'),
        ("3", None, "  x "),
    ]
    assert rows(staging, "x_usager") == [("1", "Été & l'", None), ("2", None, "ligne 1\nligne 2")]
    assert rows(staging, "acte") == [(7, b"\x00\xff")]


def test_what_is_said_of_completeness(publisher, staging):
    publisher.csv()
    received = receive(publisher.folder, publisher.sign(), staging)
    facts = {"publisher": received.publisher, "extracted_at": received.extracted_at.isoformat()}
    assert received.extracted_at == datetime(2026, 11, 20, 22, tzinfo=UTC)
    assert received.statement == "completeness_by_publisher"
    assert "Éditeur d'essai" in sentence(received.statement, facts)
    assert "20/11/2026" in sentence(received.statement, facts)
    assert "did not see the original" in sentence(received.statement, facts, "en")


def test_declared_counts_are_compared_with_those_read(publisher, refused):
    publisher.csv(rows=4)
    assert refused() == (
        "extraction_count_differs",
        {"table": "usager", "file": "usager.csv", "declared": 4, "read": 3},
    )


def test_counts_of_xml_sqlite_and_attachments_too(publisher, refused):
    entry = publisher.xml(tables=[XML_TABLES[0], {**XML_TABLES[1], "rows": 2}])
    assert refused()[1]["table"] == "note"
    entry["tables"] = XML_TABLES
    other = publisher.sqlite("CREATE TABLE acte (n INTEGER)", acte=1)
    assert refused()[1] == {"table": "acte", "file": "base.sqlite", "declared": 1, "read": 0}
    other["tables"] = {"acte": 0}
    publisher.attachments(b"a")["count"] = 2
    assert refused()[0] == "extraction_count_differs"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda it: (it.folder / "usager.csv").unlink(), "extraction_file_missing"),
        (lambda it: (it.folder / "usager.csv").write_text("id,nom\n"), "extraction_file_changed"),
        (lambda it: (it.folder / "pieces/é 0.pdf").write_bytes(b"B"), "extraction_file_changed"),
        (lambda it: (it.folder / "pieces/é 0.pdf").unlink(), "extraction_file_missing"),
        (lambda it: (it.folder / "pieces/autre").write_bytes(b""), "extraction_file_undeclared"),
        (lambda it: (it.folder / ".caché").write_bytes(b""), "extraction_file_undeclared"),
        (lambda it: (it.folder / "lien").symlink_to("usager.csv"), "extraction_file_undeclared"),
        (lambda it: it.files.append(dict(it.files[0])), "extraction_file_twice"),
        (lambda it: it.files[0].update(path="../usager.csv"), "extraction_path_refused"),
        (lambda it: it.files[0].update(path="/etc/passwd"), "extraction_path_refused"),
        (lambda it: it.files[0].update(path="./usager.csv"), "extraction_path_refused"),
        (lambda it: it.files[0].update(bytes=1), "extraction_file_changed"),
        (lambda it: it.put("p", "0 x\n", kind="attachments", count=1), "extraction_list_malformed"),
        (lambda it: it.csv(path="encore.csv"), "extraction_table_twice"),
    ],
)
def test_a_folder_that_is_not_as_declared_is_refused(publisher, refused, change, code):
    publisher.csv()
    publisher.attachments(b"A")
    change(publisher)
    found, facts = refused()
    assert found == code
    assert "é 0.pdf" not in str(facts)


def test_a_link_in_the_place_of_a_file_is_refused(publisher, refused):
    publisher.csv()
    real = publisher.folder / "usager.csv"
    real.rename(publisher.folder.parent / "ailleurs.csv")
    real.symlink_to(publisher.folder.parent / "ailleurs.csv")
    assert refused()[0] == "extraction_file_missing"


def test_a_pipe_in_the_place_of_a_file_does_not_hang(publisher, refused):
    publisher.csv()
    (publisher.folder / "usager.csv").unlink()
    os.mkfifo(publisher.folder / "usager.csv")
    assert refused()[0] == "special_file"


@pytest.mark.parametrize(
    ("data", "code", "lines"),
    [
        ("id,nom\n1,a\n2\n3,c\n4,d,e\n", "extraction_rows_malformed", ("3", "5")),
        ("id,nom\n1,a\n\n", "extraction_rows_malformed", ("3",)),
        ('id,nom\n1,a\n2,"b\n', "extraction_unreadable", 3),
        ('id,nom\n1,"a"b\n', "extraction_unreadable", 2),
        (b"id,nom\n1,\xe9\n", "extraction_unreadable", None),
        ("id,id\n1,a\n", "extraction_columns_refused", None),
        ("id,\n1,a\n", "extraction_columns_refused", None),
        ("id,ID\n1,a\n", "extraction_columns_refused", None),
        ("", "extraction_columns_refused", None),
    ],
)
def test_rows_are_never_guessed(publisher, refused, data, code, lines):
    publisher.csv(data, rows=3)
    found, facts = refused()
    assert found == code
    assert lines in {None, facts.get("lines"), facts.get("line")}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8", "é€𝄞"), ("windows-1252", "é€"), ("iso-8859-15", "é€"), ("iso-8859-1", "é")],
)
def test_encodings_are_those_declared(publisher, staging, encoding, text):
    publisher.csv(
        f"id;nom\n1;'{text};'\n".encode(encoding),
        rows=1,
        encoding=encoding,
        delimiter=";",
        quote="'",
    )
    receive(publisher.folder, publisher.sign(), staging)
    assert rows(staging, "usager") == [("1", f"{text};")]


def test_a_mark_at_the_start_and_a_long_field_are_taken(publisher, staging):
    publisher.csv(b"\xef\xbb\xbfid,nom\r\n1," + b"x" * 3_000_000 + b"\r\n", rows=1)
    receive(publisher.folder, publisher.sign(), staging)
    assert [(one, len(text)) for one, text in rows(staging, "usager")] == [("1", 3_000_000)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<export", "<!DOCTYPE export><export", "extraction_unreadable"),
        ("<export", '<!DOCTYPE export [<!ENTITY a "b">]><export', "extraction_unreadable"),
        (
            "<export",
            '<!DOCTYPE export SYSTEM "file:///etc/passwd"><export',
            "extraction_unreadable",
        ),
        ("&amp;", "&inconnue;", "extraction_unreadable"),
        ("</usagers>", "</usager>", "extraction_unreadable"),
        ("<notes>", "<autres><x/></autres><notes>", "extraction_unreadable"),
        ("<notes>", "perdu<notes>", "extraction_unreadable"),
        ("<texte/>", "<texte><b>x</b></texte>", "extraction_rows_malformed"),
        ("<texte/>", "<texte/><texte/>", "extraction_rows_malformed"),
        ("<texte/>", "<inconnu/>", "extraction_rows_malformed"),
        ("<texte/>", "<id>1</id>", "extraction_rows_malformed"),
        ("<texte/>", "perdu", "extraction_rows_malformed"),
        ("<texte/>", '<texte langue="fr"/>', "extraction_rows_malformed"),
    ],
)
def test_xml_is_read_strictly_and_fetches_nothing(publisher, refused, old, new, code):
    publisher.xml(XML.replace(old, new, 1))
    assert refused()[0] == code


def test_a_sqlite_file_has_exactly_the_tables_declared(publisher, refused):
    publisher.sqlite("CREATE TABLE a (x)", "CREATE TABLE b (x)", a=0)
    assert refused() == ("extraction_tables_differ", {"file": "base.sqlite", "tables": ("b",)})


def test_a_file_that_is_no_database_is_unreadable(publisher, refused):
    publisher.put("x", b"SQLite format 3\0" + b"x" * 5000, kind="sqlite", tables={"a": 1})
    assert refused()[0] == "extraction_unreadable"


@pytest.mark.parametrize(
    ("data", "row"),
    [("id,nom\n1,a\n2,b\n1,c\n", 3), ("id,nom\n1,a\n,b\n3,c\n", 2)],
)
def test_a_declared_key_is_there_once(publisher, refused, data, row):
    publisher.csv(data, key=["id"])
    facts = {"file": "usager.csv", "table": "usager", "row": row}
    assert refused() == ("extraction_key_refused", facts)


def test_a_dump_needs_a_place(publisher, refused):
    publisher.put("d", b"PGDMP", kind="pg_dump", schema_name="dac", tables={"a": 1})
    assert refused()[0] == "extraction_kind_unsupported"


def test_what_is_in_the_way_is_left_alone(publisher, staging):
    publisher.csv()
    staging.write_bytes(b"something")
    with pytest.raises(ConnectorError, match="staging_not_fresh"):
        receive(publisher.folder, publisher.sign(), staging)
    assert staging.read_bytes() == b"something"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "excel"}, "plan_value_not_allowed"),
        ({"sha256": "ABC"}, "plan_text_malformed"),
        ({"rows": "beaucoup"}, "plan_not_integer"),
        ({"surprise": "1"}, "plan_key_unknown"),
        ({"delimiter": ";;"}, "plan_text_too_long"),
    ],
)
def test_a_manifest_is_refused_with_its_line(publisher, change, code):
    publisher.csv().update(change)
    with pytest.raises(PlanError) as seen:
        publisher.sign()
    assert seen.value.code == code
    assert seen.value.facts["line"] > 4


def test_the_manifest_of_the_page_is_one(tmp_path):
    page = (Path(__file__).parents[2] / "docs/format/extraction.md").read_text()
    (sample,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    place = tmp_path / "extraction.yaml"
    place.write_text(re.sub(r"sha256: [0-9a-f]+…?", f"sha256: {'0' * 64}", sample))
    files = read_manifest(place).extraction.files
    assert [one.kind for one in files] == ["csv", "xml", "sqlite", "pg_dump", "attachments"]
    assert files[0].blank == "\\N"
