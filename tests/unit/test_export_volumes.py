"""Bags and volumes: known digests, cut by size, each accepted by others, put together again."""

import json
import subprocess
import sys

import bagit
import pytest

from connectors.age import AgeSealer, new_identity
from connectors.pathways.report import delivery
from releve.archives.bag import MANIFEST, read_manifest, verify_bag, write_bag
from releve.archives.slip import Slip, read_slip
from releve.archives.volume import join_volumes, split_bag
from releve.errors import EvidenceRefused
from releve.model.ids import Realm
from tests.fakes.memory_export import KEY, run, tree
from tests.fakes.pathway_memory import world

DIGEST = "sha256:" + "0" * 64


def files_of(bag):
    return {name: data for name, data in tree(bag).items() if name.startswith("data/")}


def packaged(tmp_path, source=None, *, name="a"):
    done, content = run(tmp_path, source or world(60), name=name)
    bag = tmp_path / name / "sac"
    (bag / "data").mkdir(parents=True)
    content.rename(bag / "data/contenu")
    (bag / "data/content.key").write_bytes(KEY)
    known = {f"data/contenu/{path}": (one.sha256, one.size) for path, one in done.files.items()}
    manifest = write_bag(bag, known, {"Source-Organization": "EXERCICE"})
    return done, bag, manifest


def cut(tmp_path, done, bag, size=4000, into="volumes"):
    units = [[f"data/contenu/{name}" for name in unit] for unit in done.units]
    return split_bag(bag, tmp_path / into, units, size, {"Bag-Group-Identifier": "parcours"})


def slip_of(done, manifest, bags):
    return Slip(
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


def test_known_digests_make_the_same_manifest_as_reading(tmp_path):
    _, bag, manifest = packaged(tmp_path)
    assert verify_bag(bag) == manifest
    assert write_bag(bag) == manifest
    assert b"Payload-Oxum" in (bag / "bag-info.txt").read_bytes()


def test_a_known_file_of_another_size_is_refused(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a").write_bytes(b"12")
    with pytest.raises(EvidenceRefused) as refused:
        write_bag(tmp_path, {"data/a": ("0" * 64, 3)})
    assert refused.value.code == "bag_file_changed"
    with pytest.raises(EvidenceRefused) as refused:
        write_bag(tmp_path, {"data/b": ("0" * 64, 3)})
    assert refused.value.code == "bag_file_missing"


def test_a_known_digest_that_is_wrong_is_seen_when_the_bag_is_read(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a").write_bytes(b"12")
    write_bag(tmp_path, {"data/a": ("0" * 64, 2)})
    with pytest.raises(EvidenceRefused) as refused:
        verify_bag(tmp_path)
    assert refused.value.code == "bag_file_changed"


def test_the_order_of_a_manifest_is_that_of_whole_paths(tmp_path):
    for name in ("a/b", "a-b", "a.c/d", "a/b-c", "A", "é", "a b"):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    write_bag(tmp_path)
    names = list(read_manifest(tmp_path))
    assert names == sorted(names)
    assert len(names) == 7
    bagit.Bag(str(tmp_path)).validate()


def test_volumes_are_bags_that_others_accept(tmp_path):
    done, bag, manifest = packaged(tmp_path)
    before = files_of(bag)
    bags = cut(tmp_path, done, bag)
    assert len(bags) > 3
    assert sum(one.volume.files for one in bags) == len(before)
    for one in bags:
        command = [sys.executable, "-m", "bagit", "--validate", str(one.folder)]
        subprocess.run(command, check=True, capture_output=True)
        info = bagit.Bag(str(one.folder)).info
        assert info["Bag-Group-Identifier"] == "parcours"
        assert info["Bag-Count"].endswith(f"of {len(bags)}")
        assert verify_bag(one.folder) == one.volume.manifest
    assert files_of(bag) == before
    slip = slip_of(done, manifest, bags)
    assert read_slip(slip.encoded()) == slip
    join_volumes([one.folder for one in bags], slip, tmp_path / "whole")
    assert files_of(tmp_path / "whole") == before
    assert verify_bag(tmp_path / "whole") == manifest


def test_parts_stay_whole_and_volumes_small(tmp_path):
    done, bag, _ = packaged(tmp_path)
    sizes = {name: len(data) for name, data in files_of(bag).items()}
    largest = max(sum(done.files[name].size for name in unit) for unit in done.units)
    bags = cut(tmp_path, done, bag, largest + 40)
    for one in bags:
        assert one.volume.octets <= largest + 40
        assert one.volume.octets == sum(sizes[name] for name in read_manifest(one.folder))


def test_cut_again_with_another_size_leaves_nothing_of_the_first(tmp_path):
    done, bag, _ = packaged(tmp_path)
    reference = cut(tmp_path, done, bag, into="reference")
    assert len(cut(tmp_path, done, bag, size=1000)) > len(reference)
    again = cut(tmp_path, done, bag)
    assert [one.volume for one in again] == [one.volume for one in reference]
    assert tree(tmp_path / "volumes") == tree(tmp_path / "reference")


def test_where_files_cannot_be_linked_they_are_copied(tmp_path, monkeypatch):
    done, bag, _ = packaged(tmp_path)
    linked = cut(tmp_path, done, bag, into="reference")
    assert (linked[0].folder / "data/content.key").stat().st_nlink == 2

    def without_links(self, target):
        raise PermissionError(self, target)

    monkeypatch.setattr(type(bag), "hardlink_to", without_links)
    copied = cut(tmp_path, done, bag)
    assert (copied[0].folder / "data/content.key").stat().st_nlink == 1
    assert tree(tmp_path / "volumes") == tree(tmp_path / "reference")


def test_a_bag_that_lacks_a_file_is_not_cut(tmp_path):
    done, bag, _ = packaged(tmp_path)
    (bag / "data/content.key").unlink()
    with pytest.raises(EvidenceRefused) as refused:
        cut(tmp_path, done, bag)
    assert refused.value.code == "bag_file_missing"
    assert not (tmp_path / "volumes").exists()


def test_one_volume_is_enough_for_what_is_small(tmp_path):
    done, bag, manifest = packaged(tmp_path)
    (only,) = cut(tmp_path, done, bag, 1 << 30)
    assert only.volume.manifest == manifest


@pytest.mark.parametrize("fault", ["missing", "changed", "swapped", "twice"])
def test_volumes_that_are_not_the_slips_are_refused(tmp_path, fault):
    done, bag, manifest = packaged(tmp_path)
    bags = cut(tmp_path, done, bag)
    slip = slip_of(done, manifest, bags)
    folders = [one.folder for one in bags]
    if fault == "missing":
        folders.pop()
    elif fault == "changed":
        name = next(iter(read_manifest(folders[1])))
        (folders[1] / name).write_bytes(b"x")
    elif fault == "swapped":
        folders[0], folders[1] = folders[1], folders[0]
    else:
        volumes = (slip.delivery.volumes[0], *slip.delivery.volumes[:1], *slip.delivery.volumes[2:])
        said = slip.delivery.model_copy(update={"volumes": volumes})
        slip, folders[1] = slip.model_copy(update={"delivery": said}), folders[0]
    with pytest.raises(EvidenceRefused) as refused:
        join_volumes(folders, slip, tmp_path / "whole")
    expected = {
        "missing": "volume_missing",
        "changed": "bag_file_changed",
        "swapped": "volume_differs",
        "twice": "volumes_overlap",
    }
    assert refused.value.code == expected[fault]
    assert not (tmp_path / "whole").exists()


def test_a_slip_of_the_first_format_says_no_more_than_before():
    values = {
        "origin": "exercice.invalid/releve",
        "realm": Realm.REHEARSAL,
        "plan": DIGEST,
        "asset": "tables",
        "records": 1,
        "octets": 2,
        "root": "0" * 64,
        "pathways": 0,
        "parts": {"t": 1},
        "manifest": DIGEST,
    }
    slip = Slip(**values)
    assert set(json.loads(slip.encoded())) == {"format", *values}
    with pytest.raises(ValueError, match="delivery"):
        Slip(format="releve/slip/2", **values)


def test_a_sealed_volume_opens_with_age_and_a_changed_byte_does_not(tmp_path, needs_tool):
    done, bag, _ = packaged(tmp_path)
    bags = cut(tmp_path, done, bag)
    identity = new_identity()
    key = tmp_path / "key.txt"
    key.write_text(identity.secret)
    sealer = AgeSealer([identity.recipient])
    for number, one in enumerate(bags[:2]):
        sealed, opened = tmp_path / f"{number}.tar.age", tmp_path / f"{number}.tar"
        sealer.seal(one.folder, sealed, lambda _: None)
        command = [needs_tool("age"), "--decrypt", "-i", str(key), "-o", str(opened)]
        subprocess.run([*command, str(sealed)], check=True)
        into = tmp_path / f"opened-{number}"
        into.mkdir()
        subprocess.run(["tar", "-xf", str(opened), "-C", str(into)], check=True)
        assert verify_bag(into) == one.volume.manifest
        bagit.Bag(str(into)).validate()
        data = bytearray(sealed.read_bytes())
        data[len(data) // 2] ^= 1
        sealed.write_bytes(data)
        refused = subprocess.run([*command, str(sealed)], check=False, capture_output=True)
        assert refused.returncode != 0


def test_bagit_refuses_a_changed_byte(tmp_path):
    _, bag, _ = packaged(tmp_path)
    report = bag / "data/contenu/report.json"
    report.write_bytes(report.read_bytes().replace(b"taken", b"Taken", 1))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()
    assert (bag / MANIFEST).is_file()
