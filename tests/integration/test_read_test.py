"""The read test and the recette sheet, over folders such as a package and a successor give."""

import hashlib
import re

import pytest

from expectations.faults import another_author, edited, left_out, removed, truncated
from expectations.shadow import made_up
from releve.cli.main import main
from releve.errors import ConnectorUnavailable
from releve.model.evidence import Verdict
from releve.pathways.folder import CanonicalFolder
from releve.pathways.readback import read_test
from releve.pathways.record import DIRECTORY
from releve.pathways.sampling import drawn, seed_of
from tests.fakes.canonical_folders import KEY, write_bag, write_folder

pytestmark = pytest.mark.integration

COUNT = 40


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Return a package's folder, its digest, its pathways and their shared records."""
    made = [made_up(number) for number in range(COUNT)]
    pathways = sorted((one for one, _ in made), key=lambda one: one.id)
    shared = sorted((one for _, several in made for one in several), key=lambda one: one.id)
    bag = tmp_path_factory.mktemp("package") / "bag"
    package, _ = write_bag(bag, pathways, shared=shared)
    return bag, package, pathways, shared


def successor(folder, world, faults):
    """Write what a successor reads back: the package's pathways, some of them faulted."""
    _, _, pathways, shared = world
    changed = []
    for number, one in enumerate(pathways):
        after = faults.get(number)
        changed += [one] if after is None else after([one]).groups
    return write_folder(folder, changed, shared)


def opener(folder):
    found = {one.id: one.records for one in CanonicalFolder(folder).groups()}
    return found.get


def sample(world, count):
    bag, package, _, _ = world
    ids = (one.id for one in CanonicalFolder(bag).groups() if one.id != DIRECTORY)
    return drawn(ids, count, seed_of(package, KEY))


def test_a_faithful_successor_shows_no_defect(world, tmp_path):
    there = successor(tmp_path / "there", world, {})
    found = read_test(KEY, sample(world, 15), opener(world[0]), opener(there))
    assert (found.verdict, found.sample, found.population) == (Verdict.PASSED, 15, COUNT)
    assert (found.defects, found.unread, found.records) == (0, 0, 15 * 14)
    assert found.values == 15 * sum(len(one.values) for one in world[2][0].records)
    assert found.body()["at_most"] == found.confidence().bound > 0


def test_every_difference_of_a_drawn_pathway_is_counted_and_listed(world, tmp_path):
    faults = {
        1: edited("note", "text", truncated),
        2: removed("consent"),
        3: another_author,
        4: left_out("person", "telephone", absent=True),
        5: lambda _: type("None", (), {"groups": ()}),
    }
    there = successor(tmp_path / "there", world, faults)
    listed = []
    found = read_test(KEY, sample(world, COUNT), opener(world[0]), opener(there), listed.append)
    assert (found.verdict, found.defects) == (Verdict.FAILED, len(faults))
    assert found.differences["note.text:changed"] == 1
    assert found.differences["note.author:changed"] == 1
    assert found.differences["person.telephone:absence_lost"] == 1
    assert found.differences["consent.*:missing"] == 2  # one removed, one of the lost pathway
    assert len(listed) == sum(found.differences.values())
    ids = "".join(str(one) for one in listed)
    assert "person/" not in ids
    assert "person/" not in str(found.body())
    assert found.confidence().bound == len(faults)


def test_what_could_not_be_read_is_undetermined_and_counts_against(world):
    def silent(_):
        raise ConnectorUnavailable("probe_unreachable")

    found = read_test(KEY, sample(world, 10), opener(world[0]), silent)
    assert (found.verdict, found.unread, found.defects) == (Verdict.UNDETERMINED, 10, 0)
    assert found.confidence().defects == 10
    found = read_test(KEY, sample(world, 10), lambda _: None, opener(world[0]))
    assert (found.verdict, found.unread) == (Verdict.UNDETERMINED, 10)


def recette(world, out, *more):
    bag = world[0]
    key = str(bag / "data" / "content.key")
    return main(["recette", "--package", str(bag), "--key", key, "--out", str(out), *more])


def test_the_sheet_shows_pathways_beside_each_other(world, tmp_path, capsys):
    faults = {number: edited("note", "text", truncated) for number in range(COUNT)}
    there = successor(tmp_path / "there", world, faults)
    assert recette(world, tmp_path / "out", "--count", "4", "--successor", str(there)) == 0
    sheet = tmp_path / "out" / "recette.html"
    data = sheet.read_bytes()
    page = data.decode()
    told = capsys.readouterr().out
    assert f"sha256:{hashlib.sha256(data).hexdigest()}" in told
    assert oct(sheet.stat().st_mode & 0o777) == "0o600"
    assert "ESSAI" not in told
    shown = set(re.findall(r"ESSAI-(\d+)", page))
    assert len(shown) == 4
    expected = {one.split("/p")[1] for one in sample(world, 4).ids}
    assert {int(one) for one in shown} == {int(one.split("/")[0]) for one in expected}
    assert page.count('class="differs"') == 4
    assert page.count("☐") > 4 * 2 * 50
    assert world[1] in page
    assert page.count("EXERCICE – SANS VALEUR") == 1 + 1 + 4 + 1
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_pathway_that_is_nowhere_is_told(world, tmp_path):
    none = {number: lambda _: type("None", (), {"groups": ()}) for number in range(COUNT)}
    there = successor(tmp_path / "there", world, none)
    (there / "canonical" / "part-00000.ndjson").touch()
    assert recette(world, tmp_path / "out", "--count", "2", "--successor", str(there)) == 0
    page = (tmp_path / "out" / "recette.html").read_text()
    assert page.count("Ce parcours n’existe pas dans la solution cible") == 2


def test_without_the_successor_its_column_is_left_to_fill_in(world, tmp_path):
    assert recette(world, tmp_path / "out", "--count", "2", "--language", "en") == 0
    page = (tmp_path / "out" / "recette.html").read_text()
    assert 'class="differs"' not in page
    assert '<html lang="en">' in page
    assert "EXERCISE – NO VALUE" in page


def test_another_nonce_draws_other_pathways(world, tmp_path):
    for name, nonce in (("a", "00" * 16), ("b", "01" * 16)):
        assert recette(world, tmp_path / name, "--count", "5", "--nonce", nonce) == 0
    pages = [(tmp_path / name / "recette.html").read_text() for name in ("a", "b")]
    drawn_there = [re.findall(r"ESSAI-(\d+)", page) for page in pages]
    assert drawn_there[0] != drawn_there[1]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--nonce", "zz"), "nonce_malformed"),
        (("--nonce", "00"), "nonce_short"),
        (("--count", "0"), "sample_empty"),
        (("--key", "/absent"), "recette_file_unreadable"),
    ],
)
def test_what_is_wrong_is_refused(world, tmp_path, capsys, more, code):
    assert recette(world, tmp_path / "out", *more) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_sheet_is_never_replaced(world, tmp_path, capsys):
    assert recette(world, tmp_path / "out", "--count", "1") == 0
    before = (tmp_path / "out" / "recette.html").read_bytes()
    assert recette(world, tmp_path / "out", "--count", "2") == 2
    assert "[recette_exists]" in capsys.readouterr().err
    assert (tmp_path / "out" / "recette.html").read_bytes() == before
