"""The exercise's PostgreSQL and what it is filled with: real server, real tables, real dumps."""

import hashlib
import stat
from collections import Counter

import psycopg
import pytest

from deployments.rehearsal import backups, bystander, documents, region
from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.identities import luhn_digit
from deployments.rehearsal.postgres import Cluster

pytestmark = pytest.mark.integration
DACS = ("dac_littoral", "dac_somme", "dac_metropole")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    opened = Cluster.open(tmp_path_factory.mktemp("region"))
    yield opened
    opened.discard()
    assert not opened.data.exists()


@pytest.fixture(scope="module")
def counts(cluster):
    documents.generate(cluster.root, seed=7, count_per_dac=6, token="jeton")
    return region.generate(cluster, seed=7, pathways=30, token="jeton")


def ask(cluster, database, query, *values):
    with cluster.connect(database) as connection:
        return connection.execute(query, values).fetchall()


def test_every_pathway_has_what_hangs_on_it(cluster, counts):
    assert counts.pathways == 30
    assert sum(region.list_pathways(cluster).values()) == 30
    for dac in DACS:
        everybody = {row[0] for row in ask(cluster, "dac", f"TABLE {dac}.usager")}
        for table in ("cercle_soins", "demande", "evaluation", "ppcs", "note", "consentement"):
            served = {row[1] for row in ask(cluster, "dac", f"TABLE {dac}.{table}")}
            assert served == everybody, (dac, table)
        actions = Counter(row[2] for row in ask(cluster, "dac", f"TABLE {dac}.action"))
        assert set(actions) == everybody
        assert 2 <= min(actions.values()) <= max(actions.values()) <= 8
    assert region.tables_present(cluster) == counts.rows


@pytest.mark.usefixtures("counts")
def test_identifiers_are_valid_and_of_the_test_domain(cluster):
    people = ask(
        cluster, "dac", "SELECT ins, ins_oid FROM dac_littoral.usager WHERE ins IS NOT NULL"
    )
    assert people
    for ins, oid in people:
        assert int(ins[13:]) == 97 - int(ins[:13]) % 97
        assert oid == "urn:oid:1.2.250.1.213.1.4.10"
    staff = ask(cluster, "dac", "SELECT rpps, finess FROM dac_somme.professionnel")
    for number in (number for row in staff for number in row):
        assert luhn_digit(number[:-1]) == number[-1]


def test_check_digits_agree_with_published_examples():
    for valid in ("01234567897", "750712184", "73282932000074"):
        assert luhn_digit(valid[:-1]) == valid[-1]
    assert luhn_digit("1010272701") != "3"


@pytest.mark.usefixtures("counts")
def test_document_references_name_the_bytes_in_the_store(cluster):
    query = "SELECT chemin, taille, sha256 FROM dac_metropole.document_ref"
    found = ask(cluster, "dac", query)
    assert len(found) == region.documents_per_dac(30) == 6
    for path, size, digest in found:
        data = (cluster.root / "store" / path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (size, digest)


def test_the_same_seed_draws_the_same_region(cluster, counts, tmp_path):
    twin = Cluster.open(tmp_path)
    try:
        assert region.generate(twin, seed=7, pathways=30, token="autre") == counts
        query = "SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM dac_somme.note t"
        assert ask(twin, "dac", query) == ask(cluster, "dac", query)
    finally:
        twin.discard()


def test_open_recalls_are_taken_over_with_a_date(cluster, counts):
    assert counts.open_recalls > 0
    assert region.open_recalls(cluster) == counts.open_recalls
    assert region.transfer_recalls(cluster, to="Équipe de relais") == counts.open_recalls
    assert region.open_recalls(cluster) == 0
    undated = "SELECT count(*) FROM vigilans.rappel WHERE statut = 'relayé' AND relaye_le IS NULL"
    assert ask(cluster, "regional", undated) == [(0,)]


@pytest.mark.usefixtures("counts")
def test_backups_restore_elsewhere(cluster):
    bystander.generate(cluster, seed=7, token="jeton")
    backups.generate(cluster, token="jeton")
    cluster.create_database("restauration")
    cluster.pg_restore(cluster.root / "backups" / "dac-somme.dump", "restauration")
    query = "SELECT count(*), sum(length(texte)) FROM dac_somme.note"
    assert ask(cluster, "restauration", query) == ask(cluster, "dac", query)


def test_what_was_destroyed_is_not_generated_again(cluster, counts):
    bystander.generate(cluster, seed=7, token="jeton")
    with cluster.connect("regional") as connection:
        connection.execute("DROP TABLE nutriage.seance")
    gone = next((cluster.root / "store" / "dac-littoral").rglob("*.*f"))
    gone.unlink()
    assert documents.generate(cluster.root, seed=7, count_per_dac=6, token="jeton") == 18
    assert region.generate(cluster, seed=7, pathways=30, token="jeton") == counts
    assert "regional.nutriage.seance" not in region.tables_present(cluster)
    assert not gone.exists()
    assert bystander.is_intact(cluster)


@pytest.mark.usefixtures("counts")
def test_the_neighbour_notices_one_changed_row(cluster):
    bystander.generate(cluster, seed=7, token="jeton")
    change = "UPDATE voisin.structure SET places = places + %s WHERE id = 3"
    with cluster.connect("regional") as connection:
        connection.execute(change, (1,))
    assert not bystander.is_intact(cluster)
    with cluster.connect("regional") as connection:
        connection.execute(change, (-1,))
    assert bystander.is_intact(cluster)


def test_the_server_asks_a_password_and_keeps_its_folders_private(cluster):
    assert stat.S_IMODE(cluster.password_file().stat().st_mode) == 0o600
    for folder in (cluster.keys, cluster.data, cluster.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(cluster.sockets), port=cluster.port, dbname="postgres", user="exploitant",
            password="faux",
        )  # fmt: skip


@pytest.mark.usefixtures("counts")
def test_a_role_has_its_own_password_and_sees_only_what_is_granted(cluster):
    cluster.create_role("lecteur")
    with (
        psycopg.connect(cluster.url("dac", user="lecteur").replace("+psycopg", "")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT * FROM dac_somme.usager")


def test_a_killed_server_comes_back_with_its_data(tmp_path):
    first = Cluster.open(tmp_path / "rue du très long nom de dossier" / ("d" * 80))
    try:
        assert len(str(first.sockets)) < 90
        first.create_database("gardée")
        pid = first.pid
        assert Cluster.open(first.root).pid == pid
        first.kill()
        assert first.pid is None
        (first.data / "postmaster.pid").write_text("1\n")  # another process has that number
        second = Cluster.open(first.root)
        assert second.pid not in (None, pid)
        assert second.exists("gardée")
    finally:
        first.discard()


def test_a_dump_of_nothing_is_refused(cluster, tmp_path):
    with pytest.raises(RehearsalError, match="pg_dump"):
        cluster.pg_dump("inconnue", tmp_path / "x.dump")
