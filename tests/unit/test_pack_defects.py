"""Hostile packs: each defect has its named refusal, and nothing is extracted or unfolded."""

import json
import random
import re
import struct
import tarfile
import tracemalloc
import zlib
from pathlib import Path

import pytest

import releve.archives
from releve.archives.pack import PackReader, folder_files, write_pack
from releve.archives.pack_reader import PackLimits
from releve.errors import EvidenceRefused
from releve.textes import LANGUAGES, sentences
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.hostile_zip import (
    MODE,
    Part,
    archive,
    more,
    moved,
    part,
    parts_of,
    place,
    rebagged,
    told,
    without,
)

BOMB = 64 * 1024**2
TAG, DATA = b"preuves/bag-info.txt", b"preuves/data/journal.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("made")
    maker = EvidenceMaker().tell()
    folder = maker.publish_as_performer(place / "evidence")
    write_pack(place / "pack.zip", folder_files(folder))
    (place / "trust.json").write_text(json.dumps(maker.trust()))
    return place


@pytest.fixture
def genuine(made):
    return parts_of(made / "pack.zip")


def refused(tmp_path, made, data):
    """Write a pack and verify it: the code and the file of its refusal."""
    (tmp_path / "hostile.zip").write_bytes(data)
    report = verify_evidence(tmp_path / "hostile.zip", load_trust(made))
    assert [one.name for one in tmp_path.iterdir()] == ["hostile.zip"]
    if report.refusal is None:
        return None, None
    assert report.exit_code == 1
    return report.refusal.code, report.refusal.facts["file"]


def test_with_no_lie_told_the_bytes_are_those_of_the_pack(tmp_path, made, genuine):
    data = archive(genuine)
    assert data == (made / "pack.zip").read_bytes()
    assert refused(tmp_path, made, data) == (None, None)


NOT_ZIP = {
    "empty": b"",
    "text": b"Bonjour.\n" * 100,
    "gzip": b"\x1f\x8b\x08" + bytes(100),
    "seven-zip": b"7z\xbc\xaf\x27\x1c" + bytes(100),
}


@pytest.mark.parametrize("name", NOT_ZIP)
def test_what_is_no_archive_is_refused(tmp_path, made, name):
    assert refused(tmp_path, made, NOT_ZIP[name]) == ("pack_not_zip", "hostile.zip")


def test_a_tar_is_refused(tmp_path, made):
    with tarfile.open(tmp_path / "hostile.zip", "w") as tar:
        tar.add(made / "evidence", "data")
    data = (tmp_path / "hostile.zip").read_bytes()
    assert refused(tmp_path, made, data) == ("pack_not_zip", "hostile.zip")


def test_a_pack_cut_anywhere_is_refused(tmp_path, made):
    data = (made / "pack.zip").read_bytes()
    chosen = random.Random(7).sample(range(4, len(data)), 60)
    for cut in (4, 30, *chosen, *range(len(data) - 22, len(data))):
        assert refused(tmp_path, made, data[:cut]) == ("pack_truncated", "hostile.zip")


NAMES = {
    "parent": b"preuves/data/../../etc/passwd",
    "parent-alone": b"..",
    "here": b"preuves/data/./journal.txt",
    "absolute": b"/etc/passwd",
    "backslash": b"preuves/data\\journal.txt",
    "drive": b"C:/journal.txt",
    "null": b"preuves/data/journal.txt\0.pdf",
    "newline": b"preuves/data/journal\n.txt",
    "escape": b"preuves/data/\x1b[2J",
    "not-ascii": "preuves/data/résumé.txt".encode(),
    "latin": b"preuves/data/r\xe9sum\xe9.txt",
    "space": b"preuves/data/journal .txt",
    "hidden": b"preuves/data/.ssh/config",
    "empty": b"",
    "empty-part": b"preuves/data//journal.txt",
    "folder": b"preuves/data/acts/",
    "home": b"~/journal.txt",
    "stream": b"preuves/data/journal.txt:more",
    "long": b"preuves/data/" + b"a" * 600,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_could_leave_its_folder_is_refused(tmp_path, made, genuine, name):
    data = archive(place(genuine, Part(NAMES[name], b"x")))
    code, file = refused(tmp_path, made, data)
    assert code == "pack_path_traversal"
    assert file == NAMES[name].decode("ascii", "backslashreplace")


TWINS = {
    "same-name": (DATA, Part(DATA, b"other")),
    "same-letters": (b"preuves/data/LISEZMOI.txt", Part(b"preuves/data/lisezmoi.txt", b"other")),
    "file-as-folder": (DATA, Part(DATA + b"/more", b"other")),
}


@pytest.mark.parametrize("name", TWINS)
def test_names_that_a_system_would_confuse_are_refused(tmp_path, made, genuine, name):
    _, twin = TWINS[name]
    assert refused(tmp_path, made, archive(place(genuine, twin)))[0] == "pack_duplicate_name"
    assert refused(tmp_path, made, archive([*genuine, twin]))[0] == "pack_duplicate_name"


def deflated(data):
    return zlib.compress(data, wbits=-15)


FIELDS = {
    "symbolic-link": ({"mode": 0o120777 << 16}, "pack_symlink"),
    "deflate": ({"method": 8}, "pack_compressed"),
    "bzip2": ({"method": 12}, "pack_compressed"),
    "zstd": ({"method": 93}, "pack_compressed"),
    "encrypted": ({"flags": 1}, "pack_encrypted"),
    "strongly-encrypted": ({"flags": 0x40}, "pack_encrypted"),
    "masked": ({"flags": 0x2000}, "pack_encrypted"),
    "aes": ({"flags": 1, "method": 99}, "pack_encrypted"),
    "data-descriptor": ({"flags": 8}, "pack_not_canonical"),
    "utf8-flag": ({"flags": 0x800}, "pack_not_canonical"),
    "another-date": ({"date": 0x5921}, "pack_not_canonical"),
    "another-time": ({"time": 1}, "pack_not_canonical"),
    "another-version": ({"need": 20}, "pack_not_canonical"),
    "made-elsewhere": ({"made": 20}, "pack_not_canonical"),
    "extra-field": ({"extra": b"UT\5\0\1\0\0\0\0"}, "pack_not_canonical"),
    "zip64-extra-field": ({"extra": struct.pack("<HHQ", 1, 8, 1)}, "pack_not_canonical"),
    "file-comment": ({"comment": b"x"}, "pack_not_canonical"),
    "executable": ({"mode": 0o100755 << 16}, "pack_not_canonical"),
    "device": ({"mode": 0o060644 << 16}, "pack_not_canonical"),
    "msdos-attribute": ({"mode": MODE | 0x20}, "pack_not_canonical"),
    "another-disk": ({"disk": 1}, "pack_not_canonical"),
    "text-attribute": ({"internal": 1}, "pack_not_canonical"),
    "wrong-crc": ({"crc": 1}, "pack_not_canonical"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_lies_is_refused_and_its_file_named(tmp_path, made, genuine, name):
    fields, code = FIELDS[name]
    one = part(genuine, DATA).both(**fields)
    if fields.get("method") == 8:
        one.both(size=len(one.data))
        one.data = deflated(one.data)
        one.both(packed=len(one.data))
    assert refused(tmp_path, made, archive(genuine)) == (code, DATA.decode())


LOCAL = ("name", "crc", "size", "method", "flags", "date")


@pytest.mark.parametrize("name", LOCAL)
def test_headers_that_disagree_are_refused(tmp_path, made, genuine, name):
    lie = b"preuves/data/journal.doc" if name == "name" else 1
    part(genuine, DATA).local[name] = lie
    assert refused(tmp_path, made, archive(genuine)) == ("pack_not_canonical", DATA.decode())


def overlapping(parts):
    """Two files of the directory stand on the same bytes."""
    first, second = part(parts, b"preuves/data/index.html"), part(parts, DATA)
    second.data, second.stored = first.data, False
    second.central["offset"] = archive(parts).index(b"preuves/data/index.html") - 30
    return archive(parts)


def hidden(parts):
    return archive(place(parts, Part(b"preuves/data/hidden", b"x", listed=False)))


def bomb(parts):
    one = part(parts, DATA)
    one.both(crc=zlib.crc32(bytes(BOMB)), size=BOMB, method=8)
    one.data = deflated(bytes(BOMB))
    one.both(packed=len(one.data))
    return archive(parts)


def zip64_end(parts):
    data = archive(parts)
    count, start = len(parts), data.index(b"PK\1\2")
    sizes = (count, count, len(data) - 22 - start, start)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, *sizes)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(data) - 22, 1)
    return data[:-22] + record + locator + data[-22:]


WHOLE = {
    "prefix": lambda parts: archive(parts, prefix=b"#!/bin/sh\n"),
    "prefix-told": lambda parts: archive(parts, prefix=b"PK\3\4"),
    "suffix": lambda parts: archive(parts, suffix=b"\n"),
    "long-suffix": lambda parts: archive(parts, suffix=bytes(100)),
    "two-archives": lambda parts: archive(parts) * 2,
    "comment": lambda parts: archive(parts, comment=b"un mot"),
    "gap-before-the-directory": lambda parts: archive(parts, between=b"x"),
    "one-less": lambda parts: archive(parts, count=len(parts) - 1, here=len(parts) - 1),
    "one-more": lambda parts: archive(parts, count=len(parts) + 1, here=len(parts) + 1),
    "counts-that-differ": lambda parts: archive(parts, here=1),
    "another-disk": lambda parts: archive(parts, disk=1),
    "directory-elsewhere": lambda parts: archive(parts, start=4),
    "other-order": lambda parts: archive(parts[::-1]),
    "hidden-file": hidden,
    "overlapping-files": overlapping,
    "zip64-record": zip64_end,
}


@pytest.mark.parametrize("name", WHOLE)
def test_an_archive_in_another_form_is_refused(tmp_path, made, genuine, name):
    code, file = refused(tmp_path, made, WHOLE[name](genuine))
    assert code == "pack_not_canonical"
    assert file


def test_a_gap_between_files_is_refused(tmp_path, made, genuine):
    part(genuine, DATA).before = b"x"
    assert refused(tmp_path, made, archive(genuine)) == ("pack_not_canonical", DATA.decode())


def test_a_bomb_is_refused_without_being_unfolded(tmp_path, made, genuine):
    data = bomb(genuine)
    tracemalloc.start()
    try:
        assert refused(tmp_path, made, data) == ("pack_compressed", DATA.decode())
        assert tracemalloc.get_traced_memory()[1] < BOMB // 4
    finally:
        tracemalloc.stop()


LIMITED = {
    "archive": (PackLimits(octets=1000), "pack_too_large"),
    "file": (PackLimits(file_octets=1000), "pack_too_large"),
    "files": (PackLimits(files=10), "pack_too_many_files"),
}


@pytest.mark.parametrize("name", LIMITED)
def test_a_pack_beyond_its_limits_is_refused(made, name):
    limits, code = LIMITED[name]
    with pytest.raises(EvidenceRefused, match=code):
        PackReader(made / "pack.zip", limits)


def test_a_file_said_to_be_huge_is_refused(tmp_path, made, genuine):
    part(genuine, DATA).both(size=2**32 - 2, packed=2**32 - 2)
    assert refused(tmp_path, made, archive(genuine)) == ("pack_too_large", DATA.decode())


def test_a_count_that_announces_zip64_is_refused(tmp_path, made, genuine):
    data = archive(genuine, count=0xFFFF, here=0xFFFF)
    assert refused(tmp_path, made, data) == ("pack_too_many_files", "hostile.zip")


BAGS = {
    "bagging-date": (told(TAG, b"2025-06-02", b"2025-06-03"), TAG),
    "oxum": (told(TAG, b"Oxum: ", b"Oxum: 1"), TAG),
    "identifier": (told(TAG, b"essai.example", b"autre.example"), TAG),
    "root": (told(TAG, b"Releve-Root: ", b"Releve-Root: 0"), TAG),
    "entries": (told(TAG, b"Entries: 31", b"Entries: 32"), TAG),
    "a-line-more": (told(TAG, b"Releve-Entries", b"Contact-Name: x\nReleve-Entries"), TAG),
    "declaration": (told(b"preuves/bagit.txt", b"1.0", b"0.97"), b"preuves/bagit.txt"),
    "another-readme": (told(b"preuves/LISEZMOI.txt", b"a", b"b"), b"preuves/LISEZMOI.txt"),
    "no-declaration": (without(b"preuves/bagit.txt"), b"preuves/bagit.txt"),
    "no-readme": (without(b"preuves/LISEZMOI.txt"), b"preuves/LISEZMOI.txt"),
    "no-readme-inside": (without(b"preuves/data/LISEZMOI.txt"), b"preuves/data/LISEZMOI.txt"),
    "fetch": (more(b"preuves/fetch.txt"), b"preuves/fetch.txt"),
    "md5-manifest": (more(b"preuves/manifest-md5.txt"), b"preuves/manifest-md5.txt"),
    "file-outside": (more(b"preuves/autorun.inf"), b"preuves/autorun.inf"),
    "folder-outside": (more(b"preuves/more/x"), b"preuves/more/x"),
    "beside-the-base": (more(b"autorun.inf"), b"autorun.inf"),
    "second-base": (more(b"preuves-2/bagit.txt"), b"preuves-2/bagit.txt"),
    "no-base": (moved(b""), b"LISEZMOI.txt"),
    "another-base": (moved(b"sac/"), b"sac/LISEZMOI.txt"),
    "base-in-capitals": (moved(b"PREUVES/"), b"PREUVES/LISEZMOI.txt"),
    "base-in-a-folder": (moved(b"x/preuves/"), b"x/preuves/LISEZMOI.txt"),
}


@pytest.mark.parametrize("name", BAGS)
def test_a_bag_that_is_not_that_of_its_payload_is_refused(tmp_path, made, genuine, name):
    change, file = BAGS[name]
    found = refused(tmp_path, made, archive(change(genuine)))
    assert found == ("pack_bag_differs", file.decode())


def test_a_manifest_of_other_content_is_refused_and_the_file_named(tmp_path, made, genuine):
    part(genuine, DATA).data += b"Une ligne de plus.\n"
    found = refused(tmp_path, made, archive(genuine))
    assert found == ("pack_bag_differs", DATA.decode())


def test_content_changed_with_its_bag_made_again_is_refused_by_the_signed_manifest(
    tmp_path, made, genuine
):
    one = part(genuine, DATA)
    one.data = one.data.replace(b"a", b"b", 1)
    found = refused(tmp_path, made, archive(rebagged(genuine)))
    assert found == ("folder_file_changed", "journal.txt")


def test_a_file_of_no_known_kind_is_refused_in_a_pack_too(tmp_path, made):
    files = folder_files(made / "evidence") | {"secret.exe": lambda: b"x"}
    write_pack(tmp_path / "more.zip", files)
    data = (tmp_path / "more.zip").read_bytes()
    (tmp_path / "more.zip").unlink()
    assert refused(tmp_path, made, data) == ("folder_unknown_file", "secret.exe")


def test_a_pack_without_head_is_refused(tmp_path, made, genuine):
    data = archive(without(b"preuves/data/ledger/checkpoint")(genuine))
    found = refused(tmp_path, made, data)
    assert found == ("pack_head_unreadable", "preuves/data/ledger/checkpoint")


def test_a_pack_that_changes_after_it_was_read_is_refused(tmp_path, made):
    copy = tmp_path / "pack.zip"
    copy.write_bytes((made / "pack.zip").read_bytes())
    reader = PackReader(copy)
    copy.write_bytes(bytes(copy.stat().st_size))
    with pytest.raises(EvidenceRefused, match="pack_unreadable"):
        reader.read("journal.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_a_pack_has_its_sentences(language):
    sources = Path(releve.archives.__file__).parent
    codes = {
        code
        for name in ("pack_reader", "stored_zip", "evidence_bag")
        for code in re.findall(r'"(pack_[a-z_]+)"', (sources / f"{name}.py").read_text())
    }
    assert len(codes) == 13
    known = sentences(language)
    assert [code for code in codes if not {code, f"verify_no_{code}"} <= known.keys()] == []
    assert {"verify_means_pack", "verify_do_pack"} <= known.keys()
