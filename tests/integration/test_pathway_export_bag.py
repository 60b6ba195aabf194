"""A real package of pathways as bags: accepted by bagit.py and age, one changed byte refused."""

import subprocess
import sys

import bagit
import pytest

from connectors.age import AgeSealer, new_identity
from connectors.pathways.report import delivery
from releve.archives.bag import verify_bag, write_bag
from releve.archives.slip import Slip, read_slip
from releve.archives.volume import join_volumes, split_bag
from releve.model.ids import Realm
from tests.fakes.memory_export import tree
from tests.fakes.pathway_package import KEY, export, fill

pytestmark = [pytest.mark.integration, pytest.mark.slow]
DIGEST = "sha256:" + "0" * 64
LARGEST = 1 << 20


@pytest.fixture(scope="module")
def whole(cluster, tmp_path_factory):
    """An export with its bag, and a copy of its files."""
    cluster.create_database("sacs")
    folder = tmp_path_factory.mktemp("bags")
    with cluster.connect("sacs") as connection:
        connection.execute("CREATE SCHEMA dac; SET search_path = dac")
        fill(connection, folder / "store", pathways=60, count_of_documents=30)
    done = export(cluster.url("sacs"), "dac", folder / "store", folder, processes=1)
    bag = folder / "sac"
    (bag / "data").mkdir(parents=True)
    (folder / "contenu").rename(bag / "data/contenu")
    (bag / "data/content.key").write_bytes(KEY)
    known = {f"data/contenu/{path}": (one.sha256, one.size) for path, one in done.files.items()}
    return done, bag, write_bag(bag, known, {"Source-Organization": "EXERCICE - SANS VALEUR"})


def validated(folder):
    command = [sys.executable, "-m", "bagit", "--validate", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_a_package_is_cut_sealed_opened_and_put_together(whole, tmp_path, needs_tool):
    done, bag, manifest = whole
    assert validated(bag)
    before = tree(bag / "data")
    units = [[f"data/contenu/{name}" for name in unit] for unit in done.units]
    bags = split_bag(bag, tmp_path / "volumes", units, LARGEST, {"Bag-Group-Identifier": "p"})
    assert len(bags) > 2
    assert all(one.volume.octets <= LARGEST for one in bags)
    slip = Slip(
        format="releve/slip/2",
        origin="exercice.invalid/releve",
        realm=Realm.REHEARSAL,
        plan=DIGEST,
        asset="parcours",
        records=done.measured.records,
        octets=done.measured.octets,
        root=done.measured.root,
        pathways=done.measured.parts["person"],
        parts=done.measured.parts,
        manifest=manifest,
        delivery=delivery(done, [one.volume for one in bags]),
    )
    assert read_slip(slip.encoded()).digest() == slip.digest()
    identity = new_identity()
    (tmp_path / "key.txt").write_text(identity.secret)
    opened = []
    for number, one in enumerate(bags):
        (one.folder / "bordereau.json").write_bytes(slip.encoded())
        sealed, plain = tmp_path / f"{number}.tar.age", tmp_path / f"{number}.tar"
        AgeSealer([identity.recipient]).seal(one.folder, sealed, lambda _: None)
        command = [needs_tool("age"), "--decrypt", "-i", str(tmp_path / "key.txt")]
        subprocess.run([*command, "-o", str(plain), str(sealed)], check=True)
        folder = tmp_path / f"opened-{number}"
        folder.mkdir()
        subprocess.run(["tar", "-xf", str(plain), "-C", str(folder)], check=True)
        assert validated(folder)
        opened.append(folder)
        changed = bytearray(sealed.read_bytes())
        changed[len(changed) * 2 // 3] ^= 1
        sealed.write_bytes(changed)
        refused = subprocess.run([*command, str(sealed)], check=False, capture_output=True)
        assert refused.returncode != 0
    join_volumes(opened, slip, tmp_path / "together")
    assert tree(tmp_path / "together/data") == before
    assert verify_bag(tmp_path / "together") == manifest
    assert validated(tmp_path / "together")
    page = next((tmp_path / "together").glob("data/contenu/sheets/*/*.html"))
    page.write_bytes(page.read_bytes().replace(b"<", b"&", 1))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "together")).validate()
