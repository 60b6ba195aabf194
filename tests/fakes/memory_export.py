"""Exports of a source kept in memory, and what can be read back of them."""

import json
from datetime import date

from connectors.pathways.export import PathwayExporter
from connectors.pathways.order import Order
from connectors.pathways.rendering import CanonicalForm
from releve.pathways.record import Record, read_record
from releve.pathways.scope import ScopeDecision
from tests.fakes.pathway_memory import MemoryConservation

KEY = bytes(range(32))
DECISION = ScopeDecision(
    format="releve/scope/1",
    asset="parcours",
    closed_since=None,
    sharing_scopes=None,
    legal_basis_required=True,
)
ORDER = Order(decision=DECISION, at=date(2026, 1, 1), renderers=(CanonicalForm(),), part_size=7)


def exporter(tmp_path, source, order=ORDER, *, name="a", law=True, processes=1):
    content = tmp_path / name / "contenu"
    content.mkdir(parents=True, exist_ok=True)
    conservation = MemoryConservation() if law else None
    made = PathwayExporter(
        source, order, tmp_path / name / "work", conservation=conservation, processes=processes
    )
    return made, content


def run(tmp_path, source, order=ORDER, **options):
    made, content = exporter(tmp_path, source, order, **options)
    return made.run(content, KEY, lambda _: None), content


def tree(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def groups(content):
    found = {}
    for path in sorted(content.glob("canonical/part-*.ndjson")):
        for line in path.read_bytes().splitlines():
            document = json.loads(line)
            found[document["id"]] = [Record(r["e"], r["id"], r["v"]) for r in document["records"]]
    lines = (content / "canonical/directory.ndjson").read_bytes().splitlines()
    return found, [read_record(line) for line in lines]
