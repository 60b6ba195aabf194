"""Delivered folders in canonical form: small synthetic pathways, as a package holds them."""

import orjson

from releve.canonical import digest, encode
from releve.pathways.folder import CanonicalFolder, Group
from releve.pathways.index import build_index
from releve.pathways.record import DIRECTORY, Record, key_id, pathway

KEY = bytes(range(32))
ORIGIN = "releve/essai/exercice"


def person(number, **values):
    traits = {
        "birth_family_name": f"FICTIF{number}",
        "given_names": ["Ana", "Lou"],
        "birth_date": "1940-02-03",
        "gender": "female",
        "identity_status": "validated",
        "status": "active",
        "opened_at": "2024-01-02T03:04:05Z",
    }
    return Record("person", key_id("person", [number]), {**traits, **values})


def note(number, text="Visite faite.", **values):
    moment = {"written_at": "2026-01-01T08:00:00Z"}
    return Record("note", key_id("note", [number]), {"text": text, **moment, **values})


def group(number, *records, **values):
    found = pathway([person(number, **values), *records])
    return Group(found.id, found.records)


def groups(count, notes=3):
    return [group(at, *(note(at * 100 + one) for one in range(notes))) for at in range(count)]


PROFESSIONAL = Record("professional", key_id("professional", [1]), {"family_name": "SOIGNANTE"})


def write_folder(folder, pathways, shared=(PROFESSIONAL,), per_part=500):
    """Write a folder as a package's content has it; `pathways` in the order of their ids."""
    canonical = folder / "canonical"
    canonical.mkdir(parents=True)
    directory = b"".join(one.canonical() + b"\n" for one in shared)
    (canonical / "directory.ndjson").write_bytes(directory)
    for first in range(0, len(pathways), per_part):
        lines = [pathway_line(one) for one in pathways[first : first + per_part]]
        name = f"part-{first // per_part:05d}.ndjson"
        (canonical / name).write_bytes(b"".join(lines))
    return folder


def pathway_line(one):
    records = [{"e": each.entity, "id": each.id, "v": each.values} for each in one.records]
    document = {"id": one.id, "records": records}
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS) + b"\n"


def write_bag(bag, pathways, key=KEY, shared=(PROFESSIONAL,)):
    """Write a decrypted bag: content, content key, slip. Returns the package's digest."""
    write_folder(bag / "data" / "contenu", pathways, shared)
    (bag / "data" / "content.key").write_bytes(key)
    side = build_index(bag.parent / f"{bag.name}.index", key, CanonicalFolder(bag))
    counts = {}
    for one in [*shared, *(each for each_pathway in pathways for each in each_pathway.records)]:
        counts[one.entity] = counts.get(one.entity, 0) + 1
    slip = {
        "format": "releve/slip/1",
        "origin": ORIGIN,
        "realm": "rehearsal",
        "plan": "sha256:" + "0" * 64,
        "asset": "dac-essai",
        "records": sum(counts.values()),
        "octets": 0,
        "root": side.root(),
        "pathways": len(pathways),
        "parts": counts,
        "manifest": "sha256:" + "0" * 64,
    }
    side.close()
    data = encode(slip)
    (bag / "bordereau.json").write_bytes(data)
    return digest(data), slip


class ListedGroups:
    """Groups in memory: what a successor reads back from itself."""

    def __init__(self, pathways, shared=(PROFESSIONAL,)):
        self.all = [Group(DIRECTORY, tuple(shared)), *pathways]

    def groups(self):
        return iter(self.all)

    def open(self, group_id, _place):
        return next(one.records for one in self.all if one.id == group_id)
