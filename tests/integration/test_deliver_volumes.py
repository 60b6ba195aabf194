"""The deliver step: a package too large for one file, sealed and deposited in several."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import releve.pathways.kit
from connectors.age import new_identity, open_sealed
from flows.receive import fetch_receipts
from releve.archives.bag import verify_bag
from releve.archives.slip import read_slip
from releve.archives.volume import join_volumes
from releve.canonical import digest
from releve.model.plan import Verb
from tests.fakes.load_world import SUBJECT, VIEW, copied, delivered, killed, validated

pytestmark = [pytest.mark.integration, pytest.mark.slow]
LARGEST = 1_000_000


@pytest.fixture(scope="module")
def eve(cluster, tmp_path_factory):
    root = tmp_path_factory.mktemp("volumes") / "monde"
    return validated(cluster, root, f"kind: folder, volume_octets: {LARGEST}", pathways=40)


@pytest.fixture
def world(eve, tmp_path):
    return copied(eve, tmp_path / "monde")


def opened(world, folder):
    """Every volume, opened by its recipient in the order that the ledger gives."""
    folder.mkdir()
    secret = (world.root / "age.secret").read_text()
    found = []
    for number, one in enumerate(delivered(world)["volumes"]):
        open_sealed(secret, world.root / "depot" / one["name"], folder / str(number))
        found.append(folder / str(number))
    return found


def test_volumes_are_sealed_deposited_listed_and_put_together(world, tmp_path):
    world.run()
    body = delivered(world)
    volumes = body["volumes"]
    total = len(volumes)
    assert total > 1
    stem = f"{VIEW}-{body['package'][7:19]}"
    assert [one["name"] for one in volumes] == [
        f"{stem}-{number}sur{total}.tar.age" for number in range(1, total + 1)
    ]
    assert body["name"] == f"{stem}.tar.age"
    depot = world.root / "depot"
    assert sorted(path.name for path in depot.glob(f"{VIEW}*")) == [one["name"] for one in volumes]
    lines = ""
    for one in volumes:
        data = (depot / one["name"]).read_bytes()
        assert (one["ciphertext"], one["octets"]) == (digest(data), len(data))
        lines += f"{hashlib.sha256(data).hexdigest()}  {one['name']}\n"
    assert body["ciphertext"] == digest(lines.encode())
    assert body["octets"] == sum(one["octets"] for one in volumes)

    folders = opened(world, tmp_path / "ouvert")
    slip = read_slip((folders[0] / "bordereau.json").read_bytes())
    assert slip.digest() == body["package"]
    assert all((one / "bordereau.json").read_bytes() == slip.encoded() for one in folders)
    assert [verify_bag(one) for one in folders] == [one.manifest for one in slip.delivery.volumes]
    join_volumes(folders, slip, tmp_path / "entier")
    assert verify_bag(tmp_path / "entier") == slip.manifest
    kept = {path.name for path in (world.root / "packages" / VIEW).iterdir()}
    assert kept.isdisjoint({"sac", "sac-volumes", "livraison.json"})
    assert kept >= {one["name"] for one in volumes}
    assert not any(
        path.stat().st_nlink > 1 for path in (world.root / "packages").rglob("*") if path.is_file()
    )


@pytest.mark.parametrize("point", ["first volume sealed", "removing", "recording"])
def test_what_was_sealed_before_the_machine_stopped_is_not_sealed_again(world, tmp_path, point):
    killed(world, point)
    before = {
        path.name: path.read_bytes() for path in (world.root / "packages" / VIEW).glob("*.age")
    }
    assert len(before) == (1 if point.startswith("first") else len(before)) > 0
    world.run()
    volumes = delivered(world)["volumes"]
    for name, data in before.items():
        assert (world.root / "depot" / name).read_bytes() == data
    folders = opened(world, tmp_path / "ouvert")
    slip = read_slip((folders[0] / "bordereau.json").read_bytes())
    join_volumes(folders, slip, tmp_path / "entier")
    assert len(volumes) == len(slip.delivery.volumes)


def test_what_was_sealed_to_a_key_replaced_since_is_sealed_again(world, tmp_path):
    killed(world, "first volume sealed")
    endpoints, drawn = world.root / "endpoints.json", new_identity()
    former = re.search(r"age1[a-z0-9]+", endpoints.read_text())[0]
    endpoints.write_text(endpoints.read_text().replace(former, drawn.recipient))
    (world.root / "age.secret").write_text(drawn.secret)
    world.run()
    assert [verify_bag(one) for one in opened(world, tmp_path / "ouvert")]


def test_the_receipt_of_volumes_bears_the_name_of_the_package(world):
    world.run()
    name = delivered(world)["name"]
    depot = world.root / "depot"
    (depot / f"{name}.recu.txt").write_bytes(b"acte")
    (depot / f"{name}.recu.txt.sig").write_bytes(b"signature")
    with world.desk() as desk:
        waiting = desk.memory.agenda().waiting
        assert [one.verb for one in waiting if one.subject == SUBJECT] == [Verb.RECEIVE]
        assert fetch_receipts(desk, waiting) == 1
    assert [path.suffix for path in (world.root / "inbox").glob(f"recu-{VIEW}-*.txt")] == [".txt"]


def test_a_volume_that_was_lost_before_its_seal_stops_the_delivery(world):
    volumes = world.root / "packages" / VIEW / "sac-volumes"
    last = max(volumes.iterdir())
    last.rename(volumes.parent / "ailleurs")
    world.run()
    said = [one for one in world.entries() if one.subject == SUBJECT][-1]
    assert (said.kind.value, said.body["code"]) == ("step_failed", "volume_missing")
    (volumes.parent / "ailleurs").rename(last)
    world.run()
    assert len(delivered(world)["volumes"]) > 1


def test_a_bag_that_is_not_there_any_more_is_said(world):
    shutil.rmtree(world.root / "packages" / VIEW / "sac")
    world.run()
    said = [one for one in world.entries() if one.subject == SUBJECT][-1]
    assert (said.kind.value, said.body["code"]) == ("step_failed", "bag_file_missing")


RECIPE = """
for volume in "$1"/parcours-*sur*.tar.age; do
    age --decrypt -i cle.txt "$volume" | tar -x -C entier && cat entier/manifest-sha256.txt
done | LC_ALL=C sort -k 2 > manifeste
mv manifeste entier/manifest-sha256.txt && rm entier/bag-info.txt
"""


def test_a_successor_puts_volumes_together_with_nothing_of_ours(world, tmp_path, needs_tool):
    needs_tool("age")
    world.run()
    (tmp_path / "entier").mkdir()
    shutil.copy(world.root / "age.secret", tmp_path / "cle.txt")
    subprocess.run(
        ["sh", "-euc", RECIPE, "recette", str(world.root / "depot")], cwd=tmp_path, check=True
    )
    kit = Path(releve.pathways.kit.__file__).parent
    dictionary = tmp_path / "entier/data/contenu/documentation/dictionnaire.json"
    command = [sys.executable, "-S", "-I", str(kit / "valider.py"), "entier", str(dictionary)]
    valid = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (valid.returncode, valid.stderr) == (0, "")
    assert "CONFORME" in valid.stdout
    lines = RECIPE.strip().replace('"$1"/parcours', "parcours-dac").splitlines()
    written = (Path(__file__).parents[2] / "docs/format/package.md").read_text()
    assert all(line in written for line in lines)
