"""Transcoding tables signed by the DAC: `releve kit`, real ssh-keygen, and a stranger."""

import shutil
import subprocess
import sys

import pytest

from releve.model.ids import Realm
from tests.fakes.pathway_world import VIEW, PathwayWorld

pytestmark = pytest.mark.integration

SPACE = {Realm.REHEARSAL: "transcodage.repetition@releve", Realm.REAL: "transcodage@releve"}
STATEMENT, SIGNATURE = "A-SIGNER.txt", "A-SIGNER.txt.sig"
TABLE = "action.status.csv"
REFUSED = 1


@pytest.fixture(scope="module")
def world(cluster, tmp_path_factory, needs_tool):
    needs_tool("ssh-keygen")
    return PathwayWorld.adopted(cluster, tmp_path_factory.mktemp("kit") / "monde", pathways=1)


@pytest.fixture(scope="module")
def filled(world, tmp_path_factory):
    """A kit whose tables the successor filled in and the tool wrote again, to be signed."""
    folder = tmp_path_factory.mktemp("kits")
    assert make(world, folder / "vierge").code == 0
    table = folder / "vierge/transcodage" / TABLE
    table.write_text(table.read_text(encoding="utf-8").replace("faite,,", "faite,F,"))
    said = make(world, folder / "rempli", folder / "vierge/transcodage")
    assert said.code == 0
    assert "Ils ne sont pas signés" in said.out
    return folder / "rempli/transcodage"


@pytest.fixture
def tables(filled, tmp_path):
    """A copy of the tables to be signed."""
    return shutil.copytree(filled, tmp_path / "tables")


def make(world, out, tables=None):
    more = () if tables is None else ("--transcoding", str(tables))
    return world.releve("kit", VIEW, "--out", str(out), *more)


def sign(world, tables, who="directeur", space=SPACE[Realm.REHEARSAL]):
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(world.key(who)), "-n", space, STATEMENT]
    subprocess.run(command, cwd=tables, check=True, capture_output=True)


def stranger(tables, space=SPACE[Realm.REHEARSAL]):
    """Whether ssh-keygen alone accepts what a kit holds."""
    command = ["ssh-keygen", "-Y", "verify", "-f", "signataires", "-I", "dac", "-n", space]
    data = (tables / STATEMENT).read_bytes()
    done = subprocess.run(
        [*command, "-s", SIGNATURE], cwd=tables, input=data, capture_output=True, check=False
    )
    return done.returncode == 0


def told(kit, **options):
    command = [sys.executable, "-S", "-I", str(kit / "transcodage.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    return done.returncode, done.stdout + done.stderr


def fingerprint(world, who):
    command = ["ssh-keygen", "-l", "-f", f"{world.key(who)}.pub"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[1]


@pytest.fixture(scope="module")
def signed(world, filled, tmp_path_factory):
    """A kit with the tables that the controller's person signed."""
    folder = tmp_path_factory.mktemp("signe")
    tables = shutil.copytree(filled, folder / "tables")
    sign(world, tables)
    return folder / "kit", make(world, folder / "kit", tables)


def test_signed_tables_are_in_the_kit_byte_for_byte(world, filled, signed):
    kit, said = signed
    assert (said.code, said.err) == (0, "")
    assert "signés par directeur" in said.out
    assert fingerprint(world, "directeur") in said.out
    there = {one.name for one in (kit / "transcodage").iterdir()}
    assert there == {one.name for one in filled.iterdir()} | {SIGNATURE, "signataires"}
    for one in filled.iterdir():
        assert (kit / "transcodage" / one.name).read_bytes() == one.read_bytes()
    assert "F" in (kit / "transcodage" / TABLE).read_text()
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=kit, check=True)


def test_a_stranger_verifies_with_ssh_keygen_and_sha256sum_alone(signed, tmp_path):
    tables = shutil.copytree(signed[0] / "transcodage", tmp_path / "tables")
    assert stranger(tables)
    assert not stranger(tables, SPACE[Realm.REAL])
    check = f"grep -E '^[0-9a-f]{{64}}  ' {STATEMENT} | sha256sum --quiet -c"
    assert subprocess.run(check, shell=True, cwd=tables, check=False).returncode == 0  # noqa: S602 - the words of the statement
    assert check.replace(" --quiet", "") in (tables / STATEMENT).read_text()
    data = bytearray((tables / STATEMENT).read_bytes())
    data[-40] ^= 1
    (tables / STATEMENT).write_bytes(data)
    assert not stranger(tables)


def test_the_validator_of_the_kit_tells_by_which_key(world, signed):
    kit, _ = signed
    code, said = told(kit)
    assert code == 0
    assert f"signé par la clé {fingerprint(world, 'directeur')} (EXERCICE)" in said
    command = [sys.executable, "-S", "-I", str(kit / "valider.py"), str(kit / "exemple")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1] == said.strip()


def test_without_ssh_keygen_the_validator_says_how(world, signed, tmp_path):
    code, said = told(signed[0], env={"PATH": str(tmp_path)})
    assert code == 0
    assert "NON VÉRIFIÉE" in said
    assert fingerprint(world, "directeur") in said
    assert "ssh-keygen -Y check-novalidate" in said


CHANGES = {
    "a table": (TABLE, b"F", b"G", TABLE),
    "the list": (STATEMENT, b"approuve", b"Approuve", None),
    "the signature": (SIGNATURE, b"A", b"B", None),
    "another file of the same kind": ("absent.csv", b",,", b",x,", "absent.csv"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_validator_of_the_kit_sees_one_changed_byte(signed, tmp_path, change):
    name, before, after, named = CHANGES[change]
    kit = shutil.copytree(signed[0], tmp_path / "kit")
    path = kit / "transcodage" / name
    data = path.read_bytes()
    assert before in data
    path.write_bytes(data.replace(before, after, 1))
    code, said = told(kit)
    assert code == 1, said
    assert named is None or named in said
    command = [sys.executable, "-S", "-I", str(kit / "valider.py"), str(kit / "exemple")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def refuses(world, tables, code, *facts):
    said = make(world, tables.parent / "refuse", tables)
    assert (said.code, said.out) == (REFUSED, "")
    assert f"[{code}]" in said.err
    assert all(one in said.err for one in facts)
    assert not (tables.parent / "refuse").exists()


def test_a_table_changed_after_the_signature_is_refused(world, tables):
    sign(world, tables)
    path = tables / TABLE
    path.write_bytes(path.read_bytes().replace(b"faite,F,", b"faite,G,"))
    refuses(world, tables, "transcoding_differs", TABLE)


def test_a_list_changed_with_its_table_is_refused_by_the_signature(world, tables, tmp_path):
    sign(world, tables)
    path = tables / TABLE
    path.write_bytes(path.read_bytes().replace(b"faite,F,", b"faite,G,"))
    signature = (tables / SIGNATURE).read_bytes()
    (tables / SIGNATURE).unlink()
    assert make(world, tmp_path / "autre", tables).code == 0
    again = tmp_path / "autre/transcodage"
    (again / SIGNATURE).write_bytes(signature)
    refuses(world, again, "transcoding_signature_refused", "sshsig_bad_signature")


@pytest.mark.parametrize("who", ["cheffe-de-projet", "directrice-voisine", "recepteur"])
def test_only_the_controller_of_these_pathways_signs_them(world, tables, who):
    sign(world, tables, who)
    refuses(world, tables, "transcoding_signer_unknown", fingerprint(world, who))


@pytest.mark.parametrize("space", [SPACE[Realm.REAL], "scope.repetition@releve", "file"])
def test_a_signature_made_for_something_else_is_refused(world, tables, space):
    sign(world, tables, space=space)
    refuses(world, tables, "transcoding_signature_refused", "sshsig_wrong_namespace")


def test_the_list_of_another_kit_is_refused(world, tables):
    path = tables / STATEMENT
    path.write_text(path.read_text().replace("Solution cible d'essai", "Autre solution"))
    sign(world, tables)
    refuses(world, tables, "transcoding_differs", STATEMENT)


def test_a_revoked_key_signs_no_tables(cluster, tmp_path, needs_tool):
    needs_tool("ssh-keygen")
    world = PathwayWorld.adopted(cluster, tmp_path / "monde", pathways=1)
    assert make(world, tmp_path / "kit").code == 0
    tables = tmp_path / "kit/transcodage"
    sign(world, tables)
    assert make(world, tmp_path / "avant", tables).code == 0
    key = fingerprint(world, "directeur")
    world.sign("revocation", "plan", "cheffe-de-projet", key=key, compromised_since="-", reason="x")
    assert {one.code for one in world.collect()} == {None}
    refuses(world, tables, "transcoding_signer_unknown", key)
