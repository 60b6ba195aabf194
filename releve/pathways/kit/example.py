"""A small package, as a successor receives one once decrypted: the sample in every form."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson

from releve.canonical import digest, encode
from releve.model.evidence import JsonValue
from releve.model.ids import Realm
from releve.pathways.csv_table import Row, table_header, table_rows
from releve.pathways.fhir import FhirContext, bundle, resource_uuid, resources, shared_resources
from releve.pathways.kit.sample import SEED, Sample
from releve.pathways.model import ENTITIES
from releve.pathways.record import DIRECTORY, Record
from releve.pathways.sheet import SheetSetting, sheet
from releve.pathways.sheet_index import entry_of, sheet_index
from releve.pathways.tree import group_entry, package_root

KEY = hashlib.sha256(SEED.encode()).digest()
"""The content key of the sample: anybody's."""

CONTEXT = FhirContext(origin=SEED, dac="exemple", realm=Realm.REHEARSAL)
"""Whose pathways the sample are: nobody's, hence the INS of test."""

_SETTING = SheetSetting(
    origin="Exemple du kit d’import, personnes inventées", at=date(2024, 11, 30)
)
_SHEETS = "sheets/00000"


def write_example(folder: Path, sample: Sample) -> None:
    """Write the package of a sample in ``folder``, which must not exist.

    Its delivery slip is that of no plan, and has the form of a real one. All is in one part.
    """
    content = folder / "data/contenu"
    for path, data in _content(sample):
        target = content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / "data/content.key").write_bytes(KEY)
    (folder / "bagit.txt").write_text(
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8"
    )
    files = sorted(one for one in (folder / "data").rglob("*") if one.is_file())
    named = {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}
    lines = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(named.items())
    ]
    manifest = "".join(lines).encode()
    (folder / "manifest-sha256.txt").write_bytes(manifest)
    sizes = [len(data) for data in named.values()]
    (folder / "bordereau.json").write_bytes(_slip(sample, digest(manifest), sizes))


def _slip(sample: Sample, manifest: str, sizes: Sequence[int]) -> bytes:
    """Return the delivery slip, ``releve/slip/2``, for whoever tries the importer on the sample."""
    report = _report(sample)
    records = [one for _, group in _groups(sample) for one in group]
    volume: dict[str, JsonValue] = {
        "manifest": manifest,
        "files": len(sizes),
        "octets": sum(sizes),
    }
    delivery: dict[str, JsonValue] = {
        "volumes": [volume],
        "report": digest(encode(report)),
        "bins": {"taken": len(sample.pathways)},
        "forms": {},
        "inputs": {},
        "gaps": [],
        "base": None,
        "whole": None,
    }
    return encode(
        {
            "format": "releve/slip/2",
            "origin": "releve/exemple/exercice",
            "realm": CONTEXT.realm.value,
            "plan": digest(SEED.encode()),
            "asset": CONTEXT.dac,
            "records": report["records"],
            "octets": sum(len(one.canonical()) for one in records),
            "root": report["root"],
            "pathways": len(sample.pathways),
            "parts": report["entities"],
            "manifest": manifest,
            "delivery": delivery,
        }
    )


def _content(sample: Sample) -> Iterator[tuple[str, bytes]]:
    directory = {one.id: one for one in sample.directory}
    lines = b"".join(
        b'{"id":%s,"records":[%s]}\n'
        % (orjson.dumps(one.id), b",".join(record.canonical() for record in one.records))
        for one in sample.pathways
    )
    yield "canonical/part-00000.ndjson", lines
    yield "canonical/directory.ndjson", _joined(one.canonical() for one in sample.directory)
    yield from _tables(sample)
    yield from _bundles(sample, directory)
    listed = []
    for one in sample.pathways:
        name = resource_uuid(CONTEXT, one.id)
        made = sheet(one, directory, uuid_name=name, setting=_SETTING)
        yield f"{_SHEETS}/{name}.html", made
        listed.append(entry_of(one, f"00000/{name}.html"))
    yield "sheets/index.html", b"".join(sheet_index(listed))
    for path, data in sample.files.items():
        yield f"pieces/{path}", data
    yield "report.json", encode(_report(sample))


def _tables(sample: Sample) -> Iterator[tuple[str, bytes]]:
    rows: dict[str, list[Row]] = {}
    for pathway in sample.pathways:
        for record in pathway.records:
            rows.setdefault(record.entity, []).append((pathway.id, record))
    for record in sample.directory:
        rows.setdefault(record.entity, []).append((DIRECTORY, record))
    for one in ENTITIES:
        yield f"csv/{one.name}-00000.csv", table_header(one) + table_rows(one, rows[one.name])


def _bundles(sample: Sample, directory: Mapping[str, Record]) -> Iterator[tuple[str, bytes]]:
    context = replace(
        CONTEXT,
        piece_sha1=lambda path: hashlib.sha1(sample.files[path], usedforsecurity=False).digest(),
    )
    made = (bundle(resources(one, directory, context)) for one in sample.pathways)
    yield "fhir/bundles/part-00000.ndjson", _joined(orjson.dumps(one) for one in made)
    shared = bundle(shared_resources(sample.directory, directory, context))
    yield "fhir/bundles/directory.ndjson", _joined([orjson.dumps(shared)])


def _report(sample: Sample) -> Mapping[str, JsonValue]:
    """Say the counts and the root, as the report of a real package does; the rest has no object."""
    groups = _groups(sample)
    counts: dict[str, int] = {}
    for _, records in groups:
        for record in records:
            counts[record.entity] = counts.get(record.entity, 0) + 1
    return {
        "format": "releve/pathways-report/1",
        "root": package_root(group_entry(KEY, name, records) for name, records in groups),
        "records": sum(counts.values()),
        "entities": counts,
        "attachments": True,
    }


def _groups(sample: Sample) -> Sequence[tuple[str, Sequence[Record]]]:
    return [(DIRECTORY, sample.directory), *((one.id, one.records) for one in sample.pathways)]


def _joined(lines: "Iterator[bytes] | Sequence[bytes]") -> bytes:
    return b"".join(line + b"\n" for line in lines)
