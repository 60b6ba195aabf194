"""An evidence pack: the same files give the same bytes, and any change of one is refused."""

import hashlib
import io
import json
import os
import random
import subprocess
import tracemalloc
import zipfile
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from releve.archives.pack import PackReader, folder_files, write_pack
from releve.cli.main import main
from releve.errors import ConnectorError, EvidenceRefused, UsageError
from releve.model.scope import Scope, ScopeKind
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import EvidenceMaker

CHANGES, TYPED = 1000, 20
MEBIBYTE = 1024**2
MANIFESTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
BASE = "preuves"
TAGS = {"LISEZMOI.txt", "bag-info.txt", "bagit.txt", *MANIFESTS}


@pytest.fixture(scope="module")
def told():
    return EvidenceMaker().tell()


@pytest.fixture(scope="module")
def made(tmp_path_factory, told):
    place = tmp_path_factory.mktemp("made")
    folder = told.publish_as_performer(place / "evidence")
    write_pack(place / "pack.zip", folder_files(folder))
    (place / "trust.json").write_text(json.dumps(told.trust()))
    return place


@pytest.fixture
def extracted(tmp_path, made):
    with zipfile.ZipFile(made / "pack.zip") as opened:
        opened.extractall(tmp_path / "extracted")
    return tmp_path / "extracted" / BASE


def bag_info(folder):
    lines = (folder / "bag-info.txt").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


# ------------------------------------------------------------------------------- one form


def test_packing_twice_gives_the_same_bytes(tmp_path, made):
    files = folder_files(made / "evidence")
    backwards = {name: files[name] for name in sorted(files, reverse=True)}
    write_pack(tmp_path / "again.zip", backwards)
    assert (tmp_path / "again.zip").read_bytes() == (made / "pack.zip").read_bytes()


def test_a_pack_extracted_and_packed_again_is_the_same(tmp_path, made, extracted):
    for path in extracted.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700)
    write_pack(tmp_path / "again.zip", folder_files(extracted / "data"))
    assert (tmp_path / "again.zip").read_bytes() == (made / "pack.zip").read_bytes()


def test_a_pack_is_made_again_from_its_own_reader(tmp_path, made):
    reader = PackReader(made / "pack.zip")
    contents = {name: lambda name=name: reader.read(name) for name in reader.names}
    write_pack(tmp_path / "again.zip", contents)
    assert (tmp_path / "again.zip").read_bytes() == (made / "pack.zip").read_bytes()


def test_another_writer_of_the_same_form_gives_the_same_bytes(tmp_path, made, extracted):
    """The standard library, told each field: nothing depends on how we write."""
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        for path in sorted(path for path in extracted.rglob("*") if path.is_file()):
            name = path.relative_to(extracted.parent).as_posix()
            one = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            one.create_system, one.create_version, one.extract_version = 3, 20, 10
            one.external_attr = 0o100644 << 16
            other.writestr(one, path.read_bytes(), zipfile.ZIP_STORED)
    assert (tmp_path / "other.zip").read_bytes() == (made / "pack.zip").read_bytes()


def test_a_common_reader_finds_plain_stored_files_in_order(made, extracted):
    with zipfile.ZipFile(made / "pack.zip") as opened:
        assert opened.testzip() is None
        assert opened.namelist() == sorted(opened.namelist())
        assert {one.compress_type for one in opened.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert [path.name for path in extracted.parent.iterdir()] == [BASE]
    assert {path.name for path in extracted.iterdir()} == {*TAGS, "data"}


# ------------------------------------------------------------------------------- the bag


def test_the_bag_is_checked_by_sha256sum(extracted, needs_tool):
    tool = needs_tool("sha256sum")
    for name in MANIFESTS:
        done = subprocess.run([tool, "--strict", "--quiet", "-c", name], cwd=extracted, check=False)
        assert done.returncode == 0


def test_the_bag_is_one_of_rfc_8493(extracted):
    declared = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (extracted / "bagit.txt").read_bytes() == declared
    payload = [path for path in (extracted / "data").rglob("*") if path.is_file()]
    listed = (extracted / "manifest-sha256.txt").read_text().splitlines()
    assert {line[66:] for line in listed} == {p.relative_to(extracted).as_posix() for p in payload}
    tagged = (extracted / "tagmanifest-sha256.txt").read_text().splitlines()
    assert {line[66:] for line in tagged} == TAGS - {"tagmanifest-sha256.txt"}
    octets = sum(path.stat().st_size for path in payload)
    assert bag_info(extracted)["Payload-Oxum"] == f"{octets}.{len(payload)}"


def test_the_bag_names_the_head_it_stands_for(told, extracted):
    info = bag_info(extracted)
    origin, size, _ = told.checkpoint().decode().split("\n")[:3]
    report = verify_evidence(extracted / "data", None)
    assert info["External-Identifier"] == origin
    assert (info["Releve-Entries"], info["Releve-Root"]) == (size, report.root)
    assert info["Bagging-Date"] == told.entries[-1].recorded_at.date().isoformat()
    assert "Releve-Scope" not in info
    readme = (extracted / "LISEZMOI.txt").read_bytes()
    assert readme == (extracted / "data/LISEZMOI.txt").read_bytes()


def test_the_pack_of_a_part_says_so(tmp_path, told, made):
    scope = Scope(kind=ScopeKind.SERVICE, name="vigie")
    folder = told.publish_as_performer(tmp_path / "part", scope=scope)
    write_pack(tmp_path / "part.zip", folder_files(folder))
    with zipfile.ZipFile(tmp_path / "part.zip") as opened:
        opened.extractall(tmp_path)
    assert bag_info(tmp_path / BASE)["Releve-Scope"] == "service vigie"
    report = verify_evidence(tmp_path / "part.zip", load_trust(made))
    assert report.exit_code == 0
    assert "partial" in {one.code for one in report.limits}


# ----------------------------------------------------------------------------- verifying


def test_a_pack_is_verified_as_its_folder_is(made):
    trust = load_trust(made)
    pack, folder = (verify_evidence(made / one, trust) for one in ("pack.zip", "evidence"))
    assert pack.refusal is folder.refusal is None
    assert pack.exit_code == folder.exit_code == 0
    assert pack.claims[1:] == folder.claims
    assert (pack.claims[0].code, pack.limits) == ("pack", folder.limits)


def test_renewals_travel_in_the_pack(tmp_path, made):
    files = folder_files(made / "evidence")
    more = {f"renewals/0001/{name}": lambda: b"x" for name in ("manifest.sha512", "token.tst")}
    write_pack(tmp_path / "renewed.zip", {**files, **more})
    reader = PackReader(tmp_path / "renewed.zip")
    assert reader.names == files.keys() | more.keys()
    assert reader.read("renewals/0001/token.tst") == b"x"


def test_any_changed_byte_of_a_pack_is_refused_and_a_file_named(tmp_path, made):
    genuine = (made / "pack.zip").read_bytes()
    with zipfile.ZipFile(made / "pack.zip") as opened:
        known, directory = {*opened.namelist(), "changed.zip"}, opened.start_dir
    trust, pack = load_trust(made), tmp_path / "changed.zip"
    chosen = random.Random(20260105)
    for _ in range(CHANGES):
        data = bytearray(genuine)
        place = chosen.randrange(len(data))
        data[place] ^= chosen.randrange(1, 256)
        pack.write_bytes(data)
        report = verify_evidence(pack, trust)
        assert report.exit_code == 1, place
        assert report.refusal.code.startswith("pack_"), (place, report.refusal)
        file = report.refusal.facts["file"]
        assert file in known or (file and place >= directory), (place, file)
    pack.write_bytes(genuine)
    assert verify_evidence(pack, trust).exit_code == 0


def test_a_changed_byte_of_content_names_its_own_file(tmp_path, made):
    pack = tmp_path / "changed.zip"
    genuine = (made / "pack.zip").read_bytes()
    with zipfile.ZipFile(made / "pack.zip") as opened:
        headers = {one.filename: one.header_offset for one in opened.infolist()}
    for name, header in headers.items():
        place = header + 30 + len(name)
        pack.write_bytes(genuine[:place] + bytes([genuine[place] ^ 1]) + genuine[place + 1 :])
        refusal = verify_evidence(pack, None).refusal
        assert (refusal.code, refusal.facts["file"]) == ("pack_not_canonical", name)


def test_the_command_refuses_changed_packs(tmp_path, made, capsys):
    genuine = (made / "pack.zip").read_bytes()
    pack, trust = tmp_path / "changed.zip", str(made / "trust.json")
    assert main(["verify", "--trust", trust, str(made / "pack.zip")]) == 0
    assert "Paquet" in capsys.readouterr().out
    chosen = random.Random(8)
    for _ in range(TYPED):
        data = bytearray(genuine)
        data[chosen.randrange(len(data))] ^= chosen.randrange(1, 256)
        pack.write_bytes(data)
        assert main(["verify", "--trust", trust, str(pack)]) == 1
        told = capsys.readouterr().out
        assert "REFUSÉ (pack_" in told
        assert "Fichier : " in told.replace("\u00a0", " ")


# ------------------------------------------------------------------------------- writing


def test_nothing_is_replaced_and_nothing_is_left_behind(tmp_path, made):
    files = folder_files(made / "evidence")
    target = tmp_path / "pack.zip"
    target.write_text("à quelqu'un")
    with pytest.raises(UsageError, match="pack_exists"):
        write_pack(target, files)
    assert target.read_text() == "à quelqu'un"
    turns = iter(range(100))
    for changes, code in (
        ({"ledger/checkpoint": lambda: b"not one"}, "pack_head_unreadable"),
        ({"journal.txt": lambda: b"%d" % next(turns)}, "pack_source_changed"),
        ({"../escape": lambda: b"x"}, "pack_path_traversal"),
        ({"Journal.txt": lambda: b"x"}, "pack_duplicate_name"),
    ):
        with pytest.raises(EvidenceRefused, match=code):
            write_pack(tmp_path / "other.zip", files | changes)
    with pytest.raises(ConnectorError, match="pack_unwritable"):
        write_pack(tmp_path / "nowhere" / "pack.zip", files)
    del files["LISEZMOI.txt"]
    with pytest.raises(EvidenceRefused, match="pack_head_unreadable"):
        write_pack(tmp_path / "other.zip", files)
    assert [one.name for one in tmp_path.iterdir()] == ["pack.zip"]


def test_a_folder_with_a_link_is_not_packed(tmp_path, told):
    folder = told.publish(tmp_path / "evidence")
    (folder / "index.html").symlink_to("/etc/hostname")
    with pytest.raises(EvidenceRefused, match="pack_symlink"):
        folder_files(folder)


def test_the_command_packs_a_folder_and_replaces_nothing(tmp_path, made, capsys):
    target = tmp_path / "pack.zip"
    typed = ["evidence", "pack", "--folder", str(made / "evidence"), str(target)]
    assert main(typed) == 0
    assert str(target) in capsys.readouterr().out
    assert target.read_bytes() == (made / "pack.zip").read_bytes()
    assert main(typed) == UsageError.exit_code
    assert "pack_exists" in capsys.readouterr().err
    inside = made / "evidence" / "pack.zip"
    assert main([*typed[:-1], str(inside)]) == UsageError.exit_code
    assert not inside.exists()


class Terminal(io.StringIO):
    """Where somebody looks."""

    def isatty(self):
        return True


def test_who_waits_is_told_how_far_it_is_and_nobody_else(tmp_path, made, capsys):
    typed = ["evidence", "pack", "--folder", str(made / "evidence")]
    with redirect_stderr(Terminal()) as seen:
        assert main([*typed, str(tmp_path / "seen.zip")]) == 0
    told = [line.replace("\u00a0", " ") for line in seen.getvalue().split("\r\x1b[K")]
    assert told[-1] == ""
    shares = [int(line.partition(" : ")[2].partition(" %")[0]) for line in told if line]
    assert shares == sorted(set(shares))
    assert shares[-1] == 100
    assert main([*typed, str(tmp_path / "unseen.zip")]) == 0
    assert capsys.readouterr().err == ""


def test_a_pack_larger_than_the_memory_it_takes(tmp_path, made):
    """Sixteen times more content than memory, written, read back and read again."""
    files: dict = folder_files(made / "evidence")
    for number in range(4):
        large = tmp_path / f"large-{number}"
        large.touch()
        os.truncate(large, 32 * MEBIBYTE)
        files[f"documents/{hashlib.sha256(large.name.encode()).hexdigest()}"] = large
    done = []
    tracemalloc.start()
    try:
        packed = write_pack(tmp_path / "p.zip", files, progress=lambda *told: done.append(told))
        PackReader(tmp_path / "p.zip")
        assert tracemalloc.get_traced_memory()[1] < 8 * MEBIBYTE
    finally:
        tracemalloc.stop()
    assert packed.octets == Path(tmp_path / "p.zip").stat().st_size > 128 * MEBIBYTE
    assert packed.files == len(files)
    assert done == sorted(done)
    assert done[-1][0] == done[-1][1]
