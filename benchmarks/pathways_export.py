"""Pathways exported, packaged and sealed, against a flat ``COPY | zstd`` and an ORM, in one run.

``PATHWAYS=100000 .venv/bin/python -m benchmarks.pathways_export``. The peers read the same rows of
the same PostgreSQL, which runs on the same cores. MB/s are of what is written, before compression;
of the export, of its Bundles alone. Attachments are not carried.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import orjson
from psycopg import sql
from sqlalchemy import create_engine, inspect
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import Session

from benchmarks.pathways_region import fill
from connectors.age import AgeSealer, new_identity
from connectors.pathways.access import PathwayAccess
from connectors.pathways.database import PathwayDatabase
from connectors.pathways.export import PathwayExporter
from connectors.pathways.forms import CsvForm, FhirForm, SheetForm
from connectors.pathways.order import Exported, Order
from connectors.pathways.rendering import CanonicalForm, Renderer
from deployments.rehearsal.postgres import Cluster
from releve.archives.bag import verify_bag, write_bag
from releve.model.ids import Realm
from releve.pathways.compiler import compile_mapping, converters_of
from releve.pathways.fhir import FhirContext
from releve.pathways.mapping_file import read_mapping
from releve.pathways.scope import ScopeDecision
from releve.pathways.sheet import SheetSetting

PATHWAYS = int(os.environ.get("PATHWAYS", "20000"))
PROCESSES = int(os.environ.get("PROCESSES", "2"))
BY_ORM = 2000
_MAPPING = Path(__file__).parents[1] / "runbooks/predice/mapping.yaml"
_SCHEMA, _DATABASE = "dac", "bench"
_TABLES = (
    "usager",
    "cercle_soins",
    "demande",
    "evaluation",
    "ppcs",
    "action",
    "note",
    "consentement",
    "document_ref",
)
_CONTEXT = FhirContext(origin="banc.example/releve", dac="dac-banc", realm=Realm.REHEARSAL)
_KEY = bytes(32)
_AT = date(2024, 12, 1)
_DECISION = ScopeDecision(
    format="releve/scope/1",
    asset="parcours",
    closed_since=date(2000, 1, 1),
    sharing_scopes=("nothing",),
    legal_basis_required=False,
)
"""Takes every pathway: the peers do too."""
MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: seconds for a number of pathways and of bytes; peak bytes of one process."""

    name: str
    seconds: float
    pathways: int
    octets: int
    peak: int = 0

    @property
    def rate(self) -> float:
        """Pathways a second."""
        return self.pathways / self.seconds

    @property
    def flow(self) -> float:
        """MB a second."""
        return self.octets / self.seconds / MEGA

    def line(self) -> str:
        """Return one line."""
        peak = f" {self.peak / MEGA:6.0f} MB a process" if self.peak else ""
        return (
            f"{self.name:<44} {self.seconds:8.1f} s {self.rate:9,.0f} pathways/s "
            f"{self.flow:8.1f} MB/s{peak}"
        )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = Cluster.open(folder / "cluster")
        try:
            cluster.create_database(_DATABASE)
            with cluster.connect(_DATABASE) as connection:
                began = time.perf_counter()
                fill(connection, _SCHEMA, PATHWAYS)
                print(f"{PATHWAYS:,} pathways drawn in {time.perf_counter() - began:.0f} s")
            run(cluster, folder)
        finally:
            cluster.discard()


def run(cluster: Cluster, folder: Path) -> Sequence[Stage]:
    """Measure every stage, print each, then the ratios; return the stages."""
    flat = _copied(cluster, folder)
    by_orm = _by_orm(cluster, folder)
    setting = SheetSetting(origin="banc", at=_AT)
    bundles = (CanonicalForm(), FhirForm(_CONTEXT, bulk=False))
    every = (CanonicalForm(), FhirForm(_CONTEXT), CsvForm(), SheetForm(_CONTEXT, setting))
    alone, _ = _exported("export: canonical form, Bundles", cluster, folder / "fhir", bundles)
    shutil.rmtree(folder / "fhir")
    whole, done = _exported("export: and Bulk Data, CSV, sheets", cluster, folder / "whole", every)
    bag = folder / "whole"
    known = {f"data/contenu/{path}": (one.sha256, one.size) for path, one in done.files.items()}
    size = sum(one.size for one in done.files.values())
    taken = done.measured.parts["person"]
    packaged = _timed("packaged (digests known)", taken, size, lambda: write_bag(bag, known, {}))
    verified = _timed("bag verified, every byte read", taken, size, lambda: verify_bag(bag))
    sealer = AgeSealer([new_identity().recipient])
    target = folder / "sealed.tar.age"
    sealed = _timed("sealed (age)", taken, size, lambda: sealer.seal(bag, target, lambda _: None))
    print(f"Bundles beside the flat COPY, in MB/s: {alone.flow / flat.flow:.2f} times")
    print(f"Bundles beside the ORM, in pathways/s: {alone.rate / by_orm.rate:.1f} times")
    print(f"every form beside the ORM, in pathways/s: {whole.rate / by_orm.rate:.1f} times")
    return (flat, by_orm, alone, whole, packaged, verified, sealed)


def _timed(name: str, pathways: int, octets: int, work: Callable[[], object]) -> Stage:
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    stage = Stage(name=name, seconds=seconds, pathways=pathways, octets=octets)
    print(stage.line(), flush=True)
    return stage


def _copied(cluster: Cluster, folder: Path) -> Stage:
    """Copy every table as JSON rows through ``zstd -1`` into a file."""
    octets = 0
    began = time.perf_counter()
    with cluster.connect(_DATABASE) as connection, (folder / "flat.zst").open("wb") as out:
        packer = subprocess.Popen(
            [shutil.which("zstd") or "zstd", "-1", "-q"], stdin=subprocess.PIPE, stdout=out
        )
        for table in _TABLES:
            place = sql.Identifier(_SCHEMA, table)
            statement = sql.SQL("COPY (SELECT row_to_json(t) FROM {} t) TO STDOUT").format(place)
            with connection.cursor() as cursor, cursor.copy(statement) as rows:
                for some in rows:
                    packer.stdin.write(some)
                    octets += len(some)
        packer.stdin.close()
        packer.wait()
    stage = Stage(
        name="COPY (SELECT row_to_json …) | zstd -1",
        seconds=time.perf_counter() - began,
        pathways=PATHWAYS,
        octets=octets,
    )
    print(stage.line(), flush=True)
    return stage


def _by_orm(cluster: Cluster, folder: Path) -> Stage:
    """Export by a session and its relationships, as one writes it first."""
    octets, count = 0, min(BY_ORM, PATHWAYS)
    mapped = automap_base()
    engine = create_engine(
        cluster.url(_DATABASE), connect_args={"options": f"-csearch_path={_SCHEMA}"}
    )
    mapped.prepare(autoload_with=engine)
    person = mapped.classes.usager
    began = time.perf_counter()
    with Session(engine) as session, (folder / "orm.ndjson").open("wb") as out:
        for number in range(1, count + 1):
            line = orjson.dumps(_whole(session.get_one(person, number)), default=str) + b"\n"
            out.write(line)
            octets += len(line)
            session.expunge_all()
    stage = Stage(
        name=f"ORM, relationships, {count:,} pathways",
        seconds=time.perf_counter() - began,
        pathways=count,
        octets=octets,
    )
    engine.dispose()
    print(stage.line(), flush=True)
    return stage


def _whole(person: object) -> dict[str, object]:
    told = _columns(person)
    for relation in inspect(person).mapper.relationships:
        if relation.uselist:
            told[relation.key] = [_child(one) for one in getattr(person, relation.key)]
    return told


def _child(row: object) -> dict[str, object]:
    told = _columns(row)
    for relation in inspect(row).mapper.relationships:
        other = None if relation.uselist else getattr(row, relation.key)
        if other is not None and relation.key == "professionnel":
            told[relation.key] = _columns(other)
    return told


def _columns(row: object) -> dict[str, object]:
    return {one.key: getattr(row, one.key) for one in inspect(row).mapper.column_attrs}


def _exported(
    name: str, cluster: Cluster, bag: Path, forms: tuple[Renderer, ...]
) -> tuple[Stage, Exported]:
    mapping = read_mapping(_MAPPING).mapping
    source = PathwayDatabase(
        access=PathwayAccess(endpoint="banc", schema=_SCHEMA, url=cluster.url(_DATABASE)),
        converters=partial(converters_of, mapping),
    )
    order = Order(decision=_DECISION, at=_AT, renderers=forms)
    law = compile_mapping(mapping, source.schema()).law
    content = bag / "data/contenu"
    content.mkdir(parents=True)
    work = bag.with_name(f"{bag.name}-work")
    exporter = PathwayExporter(source, order, work, conservation=law, processes=PROCESSES)
    began = time.perf_counter()
    done = exporter.run(content, _KEY, lambda _: None)
    seconds = time.perf_counter() - began
    octets = sum(one.size for path, one in done.files.items() if path.startswith("fhir/bundles/"))
    taken = done.measured.parts["person"]
    stage = Stage(name=name, seconds=seconds, pathways=taken, octets=octets, peak=done.peak)
    print(stage.line(), flush=True)
    return stage, done


if __name__ == "__main__":
    main()
