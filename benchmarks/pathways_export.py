"""Pathways drawn, then exported: the canonical form with Bundles alone, and with every form.

MB/s are of the Bundles, before compression. Attachments are not carried.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import orjson

from benchmarks.ground import DATABASE, KEY, SCHEMA, Done, Ground, Work, unless
from benchmarks.pathways_region import fill
from connectors.pathways.access import PathwayAccess
from connectors.pathways.database import PathwayDatabase
from connectors.pathways.export import PathwayExporter
from connectors.pathways.forms import CsvForm, FhirForm, SheetForm
from connectors.pathways.groups import SourceGroups
from connectors.pathways.order import Order
from connectors.pathways.rendering import CanonicalForm, Renderer
from releve.model.ids import Realm
from releve.pathways.compiler import compile_mapping, converters_of
from releve.pathways.fhir import FhirContext
from releve.pathways.mapping_file import read_mapping
from releve.pathways.scope import ScopeDecision
from releve.pathways.sheet import SheetSetting

CONTEXT = FhirContext(origin="banc.example/releve", dac="dac-banc", realm=Realm.REHEARSAL)
AT = date(2024, 12, 1)
DECISION = ScopeDecision(
    format="releve/scope/1",
    asset="parcours",
    closed_since=date(2000, 1, 1),
    sharing_scopes=("nothing",),
    legal_basis_required=False,
)
"""Takes every pathway: the peers do too."""
_MAPPING = Path(__file__).parents[1] / "runbooks/predice/mapping.yaml"
_BUNDLES = (CanonicalForm(), FhirForm(CONTEXT, bulk=False))
_SETTING = SheetSetting(origin="banc", at=AT)
_EVERY = (CanonicalForm(), FhirForm(CONTEXT), CsvForm(), SheetForm(CONTEXT, _SETTING))


@contextmanager
def drawn(ground: Ground) -> Iterator[Work]:
    """Let the database draw its rows."""
    ground.cluster.create_database(DATABASE)

    def work() -> Done:
        with ground.cluster.connect(DATABASE) as connection:
            fill(connection, SCHEMA, ground.pathways)
        return Done(pathways=ground.pathways, octets=0)

    yield work


@contextmanager
def bundles(ground: Ground) -> Iterator[Work]:
    """Export the canonical form and the Bundles."""
    yield partial(_exported, ground, ground.folder / "bundles", _BUNDLES)


@contextmanager
def whole(ground: Ground) -> Iterator[Work]:
    """Export every form, and leave the package only if it is the one that goes on."""
    bag = ground.folder / "whole"
    yield partial(_exported, ground, bag, _EVERY)
    if bag != ground.bag:
        shutil.rmtree(bag)


def source_groups(ground: Ground) -> SourceGroups:
    """Return what the source would hand over, read once more."""
    (work := ground.folder / "source").mkdir(exist_ok=True)
    return SourceGroups(source=_source(ground), decision=DECISION, at=AT, files=None, work=work)


def _source(ground: Ground) -> PathwayDatabase:
    access = PathwayAccess(endpoint="banc", schema=SCHEMA, url=ground.cluster.url(DATABASE))
    mapping = read_mapping(_MAPPING).mapping
    return PathwayDatabase(access=access, converters=partial(converters_of, mapping))


def _exported(ground: Ground, bag: Path, forms: tuple[Renderer, ...]) -> Done:
    source = _source(ground)
    law = compile_mapping(read_mapping(_MAPPING).mapping, source.schema()).law
    order = Order(decision=DECISION, at=AT, renderers=forms)
    content = bag / "data/contenu"
    content.mkdir(parents=True)
    work = bag.with_name(f"{bag.name}-work")
    exporter = PathwayExporter(source, order, work, conservation=law, processes=ground.processes)
    done = exporter.run(content, KEY, lambda _: None)
    shutil.rmtree(work)
    kept = {path: [one.sha256, one.size] for path, one in done.files.items()}
    bag.with_suffix(".json").write_bytes(orjson.dumps(kept))
    sizes = {path: one.size for path, one in done.files.items()}
    taken = done.measured.parts["person"]
    return Done(
        pathways=taken,
        octets=sum(size for path, size in sizes.items() if path.startswith("fhir/bundles/")),
        peak=done.peak,
        wrong=unless(taken == ground.pathways, "pathways_differ"),
        facts={
            "records": done.measured.records,
            "package_octets": sum(sizes.values()),
            "files": len(sizes),
        },
    )
