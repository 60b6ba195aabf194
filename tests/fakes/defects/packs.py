"""Packs (ZIP) with one fault each, of the smallest evidence that is accepted: a plan adopted."""

import json
import struct
import tempfile
import zlib
from copy import deepcopy
from pathlib import Path

from releve.archives.pack import folder_files, write_pack
from tests.fakes.defects.area import Area
from tests.fakes.evidence_maker import EvidenceMaker, make_plan
from tests.fakes.hostile_zip import (
    BASE,
    MODE,
    Part,
    archive,
    more,
    moved,
    part,
    parts_of,
    place,
    told,
    without,
)

DATA, TAG = BASE + b"data/journal.txt", BASE + b"bag-info.txt"
README = BASE + b"data/LISEZMOI.txt"
PEOPLE = {"cheffe", "responsable", "clinicienne"}
UNFOLDED = 16 * 1024**2

NAMES = {
    "path-to-the-folder-above": BASE + b"data/../../etc/passwd",
    "path-from-the-root": b"/etc/passwd",
    "path-with-backslashes": BASE + b"data\\journal.txt",
    "path-with-a-null": BASE + b"data/journal.txt\0.pdf",
    "path-not-ascii": BASE + "data/résumé.txt".encode(),
    "path-of-a-hidden-file": BASE + b"data/.ssh/config",
}
TWINS = {
    "name-twice": DATA,
    "name-twice-in-other-letters": DATA.replace(b"journal", b"JOURNAL"),
    "file-that-is-a-folder-too": DATA + b"/more",
}
FIELDS = {
    "symbolic-link": ({"mode": 0o120777 << 16}, "pack_symlink"),
    "encrypted": ({"flags": 1}, "pack_encrypted"),
    "said-to-be-huge": ({"size": 2**32 - 2, "packed": 2**32 - 2}, "pack_too_large"),
    "data-descriptor": ({"flags": 8}, "pack_not_canonical"),
    "another-date": ({"date": 0x5921}, "pack_not_canonical"),
    "extra-field": ({"extra": struct.pack("<HHQ", 1, 8, 1)}, "pack_not_canonical"),
    "executable-file": ({"mode": MODE | 0o111 << 16}, "pack_not_canonical"),
    "checksum-of-other-content": ({"crc": 1}, "pack_not_canonical"),
}


def swapped_headers(parts):
    part(parts, DATA).local["name"] = DATA.replace(b".txt", b".doc")
    return archive(parts)


def gap(parts):
    part(parts, DATA).before = b"x"
    return archive(parts)


def packed(parts, data=None):
    one = part(parts, DATA)
    data = one.data if data is None else data
    one.both(crc=zlib.crc32(data), size=len(data), method=8)
    one.data = zlib.compress(data, 9, wbits=-15)
    one.both(packed=len(one.data))
    return archive(parts)


def overlapping(parts):
    """Two files of the directory stand on the same bytes."""
    first, second = part(parts, README), part(parts, DATA)
    second.data, second.stored = first.data, False
    second.central["offset"] = archive(parts).index(README) - 30
    return archive(parts)


def byte_changed(parts):
    data = archive(parts)
    at = data.index(DATA) + len(DATA) + 1
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


FORMS = {
    "bytes-before": (lambda parts: archive(parts, prefix=b"#!/bin/sh\n"), "pack_not_canonical"),
    "bytes-after": (lambda parts: archive(parts, suffix=b"\n"), "pack_not_canonical"),
    "comment": (lambda parts: archive(parts, comment=b"un mot"), "pack_not_canonical"),
    "files-in-another-order": (lambda parts: archive(parts[::-1]), "pack_not_canonical"),
    "file-not-listed": (
        lambda parts: archive(place(parts, Part(BASE + b"data/hidden", b"x", listed=False))),
        "pack_not_canonical",
    ),
    "files-on-the-same-bytes": (overlapping, "pack_not_canonical"),
    "headers-that-disagree": (swapped_headers, "pack_not_canonical"),
    "gap-between-files": (gap, "pack_not_canonical"),
    "byte-changed": (byte_changed, "pack_not_canonical"),
    "compressed": (packed, "pack_compressed"),
    "bomb": (lambda parts: packed(parts, bytes(UNFOLDED)), "pack_compressed"),
    "cut-by-one-byte": (lambda parts: archive(parts)[:-1], "pack_truncated"),
    "cut-in-half": (lambda parts: archive(parts)[: len(archive(parts)) // 2], "pack_truncated"),
    "empty": (lambda _parts: b"", "pack_not_zip"),
    "not-a-zip": (lambda _parts: b"Bonjour.\n" * 9, "pack_not_zip"),
}


def content_added(parts):
    part(parts, DATA).data += b"Une ligne de plus.\n"
    return parts


BAGS = {
    "below-another-base": (moved(b"sac/"), "pack_bag_differs"),
    "below-no-base": (moved(b""), "pack_bag_differs"),
    "file-beside-the-base": (more(b"autorun.inf"), "pack_bag_differs"),
    "fetch-list": (more(BASE + b"fetch.txt"), "pack_bag_differs"),
    "bag-of-another-origin": (told(TAG, b"essai.example", b"autre.example"), "pack_bag_differs"),
    "bag-without-declaration": (without(BASE + b"bagit.txt"), "pack_bag_differs"),
    "content-added": (content_added, "pack_bag_differs"),
    "without-head": (without(BASE + b"data/ledger/checkpoint"), "pack_head_unreadable"),
    "content-changed-and-bagged-again": (told(DATA, b"a", b"b"), "folder_file_changed"),
}


def packs():
    """Every pack holds the evidence of `genuine.zip`, and its one fault."""
    plan = make_plan()
    people = tuple(one for one in plan.people if one.id in PEOPLE)
    maker = EvidenceMaker(plan=make_plan(people=people, assets=()))
    maker.adopt(maker.plan)
    with tempfile.TemporaryDirectory() as there:
        folder = maker.publish(Path(there) / "evidence")
        (folder / "journal.txt").write_bytes(b"Le plan est adopt\xc3\xa9.\n")
        maker.reseal(folder)
        write_pack(Path(there) / "genuine.zip", folder_files(folder))
        genuine = (Path(there) / "genuine.zip").read_bytes()
        parts = parts_of(Path(there) / "genuine.zip")
        write_pack(Path(there) / "more.zip", folder_files(folder) | {"secret.exe": lambda: b"x"})
        unknown = (Path(there) / "more.zip").read_bytes()
    assert archive(parts) == genuine
    trust = f"{json.dumps(maker.trust(), indent=2)}\n".encode()
    area = Area(
        given={"trust": "trust.json"},
        genuine={"genuine.zip": genuine, "trust.json": trust},
        suffix=".zip",
    )
    for name, path in NAMES.items():
        area.bad(name, archive(place(parts, Part(path, b"x"))), "pack_path_traversal")
    for name, path in TWINS.items():
        area.bad(name, archive(place(parts, Part(path, b"other"))), "pack_duplicate_name")
    for name, (fields, code) in FIELDS.items():
        bent = deepcopy(parts)
        part(bent, DATA).both(**fields)
        area.bad(name, archive(bent), code)
    for name, (change, code) in FORMS.items():
        area.bad(name, change(deepcopy(parts)), code)
    for name, (change, code) in BAGS.items():
        area.bad(name, archive(change(deepcopy(parts))), code)
    area.bad("file-of-an-unknown-kind", unknown, "folder_unknown_file")
    return area
