"""The successor's tool: what it loads it can prove, and what is wrong it refuses."""

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.age import AgeSealer, new_identity
from connectors.files import FilesConnector
from connectors.sql import SqlConnector
from deployments.rehearsal import documents, region
from deployments.rehearsal.region_tables import DAC_TABLES
from deployments.rehearsal.successor import root as theirs
from deployments.rehearsal.successor.holdings import counts
from deployments.rehearsal.successor.preparation import DATABASE, prepare
from deployments.rehearsal.successor.settings import Settings, schema_of
from deployments.rehearsal.successor.tour import tour
from releve import content as ours
from releve.archives.bag import write_bag
from releve.archives.slip import Slip
from releve.model.acts import ActKind, namespace, parse_act
from releve.model.ids import Realm
from releve.model.medium import FilesMedium, SqlMedium
from releve.signatures.sshsig import verify

pytestmark = pytest.mark.integration

KEY = bytes(range(32))
PERSON = "dir-littoral"
AT = "2026-11-21T08:30:00Z"
INSTANT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
DAC = "dac-littoral"
SHELF = "documents-littoral"
TABLES = [line.split()[2] for line in DAC_TABLES.splitlines() if line.startswith("CREATE TABLE")]


@pytest.fixture(scope="module")
def place(cluster):
    """A generated region in the shared server."""
    documents.generate(cluster.root, seed=7, count_per_dac=6, token="jeton")
    region.generate(cluster, seed=7, pathways=30, token="jeton")
    return cluster


def bagged(bag, asset, hands, medium, pathways_table="usager"):
    """What flows.export leaves: payload, content key, manifest, slip."""
    data = bag / "data"
    (data / "contenu").mkdir(parents=True)
    measured = hands.extract(medium, KEY, data / "contenu", lambda _: None)
    (data / "content.key").write_bytes(KEY)
    slip = Slip(
        origin="essai/repetition",
        realm=Realm.REHEARSAL,
        plan="sha256:" + "0" * 64,
        asset=asset,
        records=measured.records,
        octets=measured.octets,
        root=measured.root,
        pathways=measured.parts.get(pathways_table, 0),
        parts=dict(measured.parts),
        manifest=write_bag(bag),
    )
    (bag / "bordereau.json").write_bytes(slip.encoded())
    return slip


def tables_bag(url, bag, schema, tables, asset=DAC):
    hands = SqlConnector({"base": url})
    try:
        medium = SqlMedium(kind="sql", endpoint="base", schema_name=schema, tables=tuple(tables))
        return bagged(bag, asset, hands, medium)
    finally:
        hands.close()


@pytest.fixture(scope="module")
def dac(place, tmp_path_factory):
    """The plain bag of one DAC and its slip."""
    bag = tmp_path_factory.mktemp("export") / "sac"
    return bag, tables_bag(place.url("dac"), bag, schema_of(DAC), TABLES)


@pytest.fixture(scope="module")
def shelved(place, tmp_path_factory):
    """The plain bag of the documents of one DAC and its slip."""
    bag = tmp_path_factory.mktemp("export") / "sac"
    medium = FilesMedium(kind="files", endpoint="store", path=DAC)
    hands = FilesConnector({"store": place.root / "store"})
    return bag, bagged(bag, SHELF, hands, medium)


class Tool:
    def __init__(self, place, folder):
        self.root, self.depot = folder / "successeur", folder / "depot"
        self.depot.mkdir()
        self.place = place
        self.prepared = self.prepare()

    def prepare(self, **faults):
        signers = dict.fromkeys((DAC, SHELF, "mesures"), PERSON)
        return prepare(self.root, self.place, [self.depot], signers, faults)

    def deliver(self, bag, name="paquet.tar.age"):
        AgeSealer([self.prepared.recipient]).seal(bag, self.depot / name, lambda _: None)
        return self.depot / name

    def tour(self, at=INSTANT):
        return tour(Settings.load(self.root), at)

    def start(self, *arguments):
        command = [sys.executable, "-m", "deployments.rehearsal.successor", str(self.root)]
        return subprocess.Popen(
            [*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def receipt(self, package):
        data = package.with_name(f"{package.name}.recu.txt").read_bytes()
        signature = package.with_name(f"{package.name}.recu.txt.sig").read_bytes()
        space = namespace(ActKind.RECEIPT, Realm.REHEARSAL)
        key = self.prepared.signing_keys[PERSON]
        verify(message=data, armored=signature, public_key=key, namespace=space)
        return parse_act(data)

    def left(self):
        return sorted(path.name for path in self.depot.iterdir())


@pytest.fixture
def tool(place, tmp_path):
    made = Tool(place, tmp_path)
    with Settings.load(made.root).connect() as connection:
        for asset in Settings.load(made.root).config.signers:
            connection.execute(f'DROP SCHEMA IF EXISTS "{schema_of(asset)}" CASCADE')
    return made


@contextmanager
def changed(bag, folder):
    """A copy of a bag, to spoil."""
    shutil.copytree(bag, folder)
    yield folder


def fields(slip, **found):
    said = {"root": slip.root, "records": slip.records, "pathways": slip.pathways} | found
    return {"package": slip.digest()} | {name: str(value) for name, value in said.items()}


def test_the_process_loads_receipts_and_does_not_do_it_again(tool, dac, tmp_path, needs_tool):
    bag, slip = dac
    package = tool.deliver(bag)
    later = AT.replace("08", "09", 1)
    process = tool.start()
    said, _ = process.communicate(f"tour {AT}\ntour {later}\nvisite\ntour hier\nstop\n", 60)
    assert process.returncode == 0
    assert slip.pathways > 0
    one = {"asset": DAC, "pathways": slip.pathways, "records": slip.records}
    assert [json.loads(line) for line in said.splitlines()] == [
        {"loaded": [one], "refused": [], "failed": []},
        {"loaded": [], "refused": [], "failed": []},
        {"error": "command_unknown"},
        {"error": "instant_malformed"},
    ]
    act = tool.receipt(package)
    assert (act.kind, act.subject, act.signer) == (ActKind.RECEIPT, f"asset:{DAC}", PERSON)
    assert (act.signed_at, act.fields) == (INSTANT, fields(slip))
    assert (act.origin, act.plan) == (slip.origin, slip.plan)
    assert counts(tool.root) == {DAC: {"records": slip.records, "pathways": slip.pathways}}
    assert tool.left() == [package.name, f"{package.name}.recu.txt", f"{package.name}.recu.txt.sig"]
    assert list((tool.root / "ouvert").iterdir()) == []

    signers = tmp_path / "allowed_signers"
    signers.write_text(f"{PERSON} {tool.prepared.signing_keys[PERSON]}\n")
    signature = f"{package}.recu.txt.sig"
    space = namespace(act.kind, act.realm)
    checking = [needs_tool("ssh-keygen"), "-Y", "verify", "-f", str(signers), "-I", PERSON]
    receipt = Path(f"{package}.recu.txt").read_bytes()
    for message, accepted in ((receipt, True), (receipt + b" ", False)):
        run = subprocess.run(
            [*checking, "-n", space, "-s", signature],
            input=message,
            capture_output=True,
            check=False,
        )
        assert (run.returncode == 0) is accepted


def test_without_ssh_keygen_the_signature_is_as_good(tool, dac, monkeypatch):
    package = tool.deliver(dac[0])
    monkeypatch.setenv("PATH", "")
    assert tool.tour().failed == []
    assert tool.receipt(package).fields == fields(dac[1])


def test_rows_of_every_type_come_back_the_same(tool, cluster, connection, schema, tmp_path):
    connection.execute("""
        CREATE TYPE humeur AS ENUM ('calme', 'agité');
        CREATE DOMAIN code AS text;
        CREATE TABLE mesure (
            id bigint PRIMARY KEY, b boolean, s smallint, i integer, t text, v varchar(9),
            c char(4), n numeric(12, 4), nn numeric, f real, d double precision, jour date,
            local timestamp, instant timestamptz, brut bytea, j json, jb jsonb, u uuid, h time,
            duree interval, tableau integer[], e humeur, dom code, plage daterange, ip inet,
            montant money, es humeur[]);
        INSERT INTO mesure VALUES
            (1, true, -3, 7, E'é\\t\\\\N\\n"', 'x', 'ab', 12.5000, 'NaN', 0.1, 1e-7,
             '2026-11-21', '2026-11-21 08:30:00.25', '2026-11-21 09:30+01', '\\x00ff',
             '{"a": 1.50}', '{"b":1,"a":[1.5]}', '0e0c2c9e-0000-4000-8000-000000000001', '08:30',
             '1 day 02:00', '{1,2}', 'agité', 'Z', '[2026-01-01,2026-02-01)', '10.0.0.1', 12.5,
             '{calme}'),
            (-9007199254740993, false, 0, 0, '', '', '', 0, 1e30, 'Infinity', 'NaN',
             '0001-01-01', '1999-12-31 23:59:59.999999', '2026-01-01', '', 'null', 'null', NULL,
             '24:00', '-1 mon', '{}', 'calme', '', 'empty', '::1', -1, '{}');
        INSERT INTO mesure (id) VALUES (9007199254740993);
        CREATE TABLE cles (jour date, nom text, n numeric, PRIMARY KEY (nom, n, jour));
        INSERT INTO cles VALUES ('2026-01-01', E'e\\u0301', 1.50), ('2026-01-02', 'é', 1.5);
        CREATE TABLE vide (id int PRIMARY KEY)""")
    bag = tmp_path / "sac"
    slip = tables_bag(cluster.url("essais"), bag, schema, ("mesure", "cles", "vide"), "mesures")
    package = tool.deliver(bag)
    assert tool.tour().loaded == [{"asset": "mesures", "records": 5, "pathways": 0}]
    assert tool.receipt(package).fields == fields(slip)
    with Settings.load(tool.root).connect() as own:
        kept = own.execute(
            "SELECT jb->'b', brut, e, pg_typeof(n)::text, pg_typeof(ip)::text"
            " FROM mesures.mesure WHERE id = 1"
        ).fetchone()
    assert kept == (1, b"\x00\xff", "agité", "numeric", "inet")


@pytest.mark.parametrize(("fault", "missing"), [("wrong_count", 1), ("changed_field", 0)])
def test_a_fault_shows_in_the_receipt(tool, dac, fault, missing):
    bag, slip = dac
    package = tool.deliver(bag)
    tool.prepare(**{DAC: fault})
    assert len(tool.tour().loaded) == 1
    said = tool.receipt(package).fields
    assert said["root"] != slip.root
    expected = fields(
        slip,
        root=said["root"],
        records=slip.records - missing,
        pathways=slip.pathways - missing,
    )
    assert said == expected
    assert counts(tool.root)[DAC]["records"] == slip.records - missing


def rewrite(slip, bag, **changes):
    (bag / "bordereau.json").write_bytes(slip.model_copy(update=changes).encoded())


def drop_a_row(slip, bag):
    lines = (bag / "data/contenu/note.ndjson").read_bytes().splitlines(keepends=True)
    (bag / "data/contenu/note.ndjson").write_bytes(b"".join(lines[1:]))
    rewrite(slip, bag, manifest=write_bag(bag))


def repeat_a_row(slip, bag):
    lines = (bag / "data/contenu/note.ndjson").read_bytes().splitlines(keepends=True)
    (bag / "data/contenu/note.ndjson").write_bytes(b"".join([lines[1], *lines[1:]]))
    rewrite(slip, bag, manifest=write_bag(bag))


def spoil_a_date(slip, bag):
    file = bag / "data/contenu/usager.ndjson"
    file.write_bytes(file.read_bytes().replace(b'"date_naissance":"', b'"date_naissance":"x', 1))
    rewrite(slip, bag, manifest=write_bag(bag))


def change_a_file(_slip, bag):
    with (bag / "data/contenu/note.ndjson").open("ab") as file:
        file.write(b"\n")


DEFECTS = {
    "file-changed": ("bag_file_changed", change_a_file),
    "file-added": ("bag_file_undeclared", lambda _, bag: (bag / "data/x").touch()),
    "file-removed": ("bag_file_missing", lambda _, bag: (bag / "data/content.key").unlink()),
    "no-declaration": ("bag_malformed", lambda _, bag: (bag / "bagit.txt").unlink()),
    "no-slip": ("bag_malformed", lambda _, bag: (bag / "bordereau.json").unlink()),
    "slip-not-canonical": (
        "slip_malformed",
        lambda slip, bag: (bag / "bordereau.json").write_bytes(slip.encoded() + b"\n"),
    ),
    "slip-of-another-bag": (
        "slip_of_another_bag",
        lambda slip, bag: rewrite(slip, bag, manifest="sha256:" + "1" * 64),
    ),
    "records-of-slip-differ": (
        "counts_differ",
        lambda slip, bag: rewrite(slip, bag, records=slip.records + 1),
    ),
    "pathways-of-slip-differ": (
        "counts_differ",
        lambda slip, bag: rewrite(slip, bag, pathways=slip.pathways + 1),
    ),
    "parts-of-slip-differ": (
        "parts_differ",
        lambda slip, bag: rewrite(
            slip,
            bag,
            records=slip.records + 1,
            parts={**slip.parts, "note": slip.parts["note"] + 1},
        ),
    ),
    "row-missing": ("rows_differ", drop_a_row),
    "row-twice": ("record_id_twice", repeat_a_row),
    "date-malformed": ("rows_refused_by_database", spoil_a_date),
    "asset-of-another": ("asset_not_expected", lambda slip, bag: rewrite(slip, bag, asset="dac-x")),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_bad_bag_is_refused_once_and_nothing_is_loaded(tool, dac, tmp_path, defect):
    code, spoil = DEFECTS[defect]
    with changed(dac[0], tmp_path / "copie") as bag:
        spoil(dac[1], bag)
        package = tool.deliver(bag)
    assert refusal_of(tool, package) == code


def test_a_tampered_package_is_refused(tool, dac):
    package = tool.deliver(dac[0])
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    assert refusal_of(tool, package) == "sealed_unreadable"


def test_a_package_for_somebody_else_is_refused(tool, dac):
    tool.prepared = replace(tool.prepared, recipient=new_identity().recipient)
    assert refusal_of(tool, tool.deliver(dac[0])) == "sealed_unreadable"


def refusal_of(tool, package):
    report = tool.tour()
    assert (report.loaded, report.failed, len(report.refused)) == ([], [], 1)
    assert tool.tour().refused == []
    assert tool.left() == [package.name, f"{package.name}.refus.json"]
    said = json.loads(Path(f"{package}.refus.json").read_bytes())
    assert {"name": said["name"], "code": said["code"]} == report.refused[0]
    assert counts(tool.root) == {}
    assert list((tool.root / "ouvert").iterdir()) == []
    return said["code"]


def test_a_good_package_under_a_refused_name_is_loaded(tool, dac):
    package = tool.deliver(dac[0])
    whole = package.read_bytes()
    package.write_bytes(whole[:-1])
    assert len(tool.tour().refused) == 1
    package.write_bytes(whole)
    assert len(tool.tour().loaded) == 1
    assert tool.receipt(package).fields == fields(dac[1])
    assert not Path(f"{package}.refus.json").exists()


def test_killed_while_loading_it_loads_afresh(tool, cluster, connection, schema, tmp_path):
    connection.execute("CREATE TABLE usager (id int PRIMARY KEY, nom text NOT NULL)")
    connection.execute("INSERT INTO usager SELECT g, 'nom ' || g FROM generate_series(1, 30000) g")
    bag = tmp_path / "sac"
    slip = tables_bag(cluster.url("essais"), bag, schema, ("usager",), "mesures")
    package = tool.deliver(bag)
    process = tool.start("--once", AT)
    loading = (  # a transaction that has written, and has not committed
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_xid IS NOT NULL"
    )
    deadline = time.monotonic() + 60
    while connection.execute(loading, (DATABASE,)).fetchone() == (0,):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert tool.left() == [package.name]
    assert counts(tool.root) == {}
    assert list((tool.root / "ouvert").iterdir()) != []
    again = tool.start("--once", AT)
    said, _ = again.communicate(timeout=60)
    assert json.loads(said)["loaded"] == [{"asset": "mesures", "records": 30000, "pathways": 30000}]
    assert tool.receipt(package).fields == fields(slip)
    assert counts(tool.root) == {"mesures": {"records": 30000, "pathways": 30000}}
    assert list((tool.root / "ouvert").iterdir()) == []


def test_loaded_but_not_signed_is_tried_again(tool, dac):
    package = tool.deliver(dac[0])
    key = Settings.load(tool.root).key(PERSON)
    aside = key.rename(key.with_name("ailleurs"))
    assert tool.tour().failed == [{"name": package.name, "code": "signature_failed"}]
    assert tool.left() == [package.name]
    aside.rename(key)
    assert len(tool.tour(INSTANT + timedelta(hours=1)).loaded) == 1
    assert tool.receipt(package).fields == fields(dac[1])
    assert counts(tool.root)[DAC]["records"] == dac[1].records


def test_documents_are_shelved_and_read_back(tool, shelved):
    bag, slip = shelved
    first = tool.deliver(bag)
    assert tool.tour().loaded == [{"asset": SHELF, "records": slip.records, "pathways": 0}]
    assert tool.receipt(first).fields == fields(slip)
    assert counts(tool.root) == {SHELF: {"records": slip.records, "pathways": 0}}
    for number, (fault, missing) in enumerate({"wrong_count": 1, "changed_field": 0}.items()):
        tool.prepare(**{SHELF: fault})
        package = tool.deliver(bag, f"paquet-{number}.tar.age")
        assert len(tool.tour().loaded) == 1
        said = tool.receipt(package).fields
        assert said["root"] != slip.root
        assert said["records"] == str(slip.records - missing)


def test_documents_fewer_than_the_slip_says_are_refused(tool, shelved, tmp_path):
    with changed(shelved[0], tmp_path / "copie") as bag:
        next(path for path in (bag / "data/contenu").rglob("*") if path.is_file()).unlink()
        rewrite(shelved[1], bag, manifest=write_bag(bag))
        package = tool.deliver(bag)
    assert refusal_of(tool, package) == "counts_differ"
    assert not list((tool.root / "documents").iterdir())


def test_keys_are_private_and_kept(tool):
    before = tool.prepared
    assert tool.prepare() == before
    for secret in ("age.identity", f"{PERSON}.ssh"):
        assert (tool.root / "keys" / secret).stat().st_mode & 0o777 == 0o600


def test_faults_stay_until_others_are_given(tool, place):
    tool.prepare(**{DAC: "wrong_count"})
    signers = Settings.load(tool.root).config.signers
    prepare(tool.root, place, [tool.depot], signers)
    assert Settings.load(tool.root).config.faults == {DAC: "wrong_count"}
    prepare(tool.root, place, [tool.depot], signers, {})
    assert Settings.load(tool.root).config.faults == {}


def test_the_tool_cannot_read_the_platform(tool, place):
    import psycopg

    settings = Settings.load(tool.root)
    address = place.url("dac", user=DATABASE).replace("+psycopg", "")
    assert settings.config.database_url.split("/")[2].startswith(f"{DATABASE}@")
    with (
        psycopg.connect(address) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("TABLE dac_littoral.usager")


def test_the_root_is_written_without_the_senders_code():
    tree = ast.parse(Path(theirs.__file__).read_text())
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [name for name in modules if name.startswith(("releve", "connectors"))]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PARIS = timezone(timedelta(hours=1))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    TEXTS,
    st.binary(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.datetimes(min_value=datetime(2, 1, 1), timezones=st.just(PARIS)),  # noqa: DTZ001
    st.decimals(),
    st.just(Decimal("-0.00")),
    st.just(date(1, 1, 1)),
)


@given(st.dictionaries(TEXTS.map(theirs._composed), CELLS), TEXTS)
def test_both_sides_write_the_same_row(columns, table):
    assert theirs.row(table, columns) == ours.canonical_row(table, columns)


@given(
    st.dictionaries(
        st.tuples(TEXTS.filter(bool), st.integers(1 - 10**20, 10**20 - 1), TEXTS), st.binary()
    )
)
def test_both_sides_find_the_same_root(rows):
    mine, yours = theirs.Records(KEY), ours.ContentRoot(KEY)
    named = {ours.record_id(table, key): data for (table, *key), data in rows.items()}
    for (table, *key), data in rows.items():
        mine.add(theirs.row_id(table, key), data)
    for name in sorted(named, key=str.encode):
        yours.add(name, named[name])
    assert (len(mine), mine.root()) == (yours.count, yours.root())
