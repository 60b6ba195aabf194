"""A real DAC in PostgreSQL with its documents, exported with every form; also as a program.

``python -m tests.fakes.pathway_package URL SCHEMA STORE FOLDER`` exports, and may be killed.
"""

import sys
from datetime import date
from functools import partial
from pathlib import Path

from connectors.pathways.access import PathwayAccess
from connectors.pathways.database import PathwayDatabase
from connectors.pathways.export import PathwayExporter
from connectors.pathways.forms import CsvForm, FhirForm, SheetForm
from connectors.pathways.order import Order
from connectors.pathways.rendering import CanonicalForm
from deployments.rehearsal.documents import documents
from deployments.rehearsal.pathways import draw
from deployments.rehearsal.region_tables import DAC_INDEXES, DAC_TABLES
from releve.model.ids import Realm
from releve.pathways.compiler import compile_mapping, converters_of
from releve.pathways.fhir import FhirContext
from releve.pathways.mapping_file import read_mapping
from releve.pathways.scope import ScopeDecision
from releve.pathways.sheet import SheetSetting

KEY = bytes(range(32))
DAC, SEED = "dac-littoral", 7
AT = date(2024, 12, 1)
CONTEXT = FhirContext(origin="exercice.invalid/releve", dac=DAC, realm=Realm.REHEARSAL)
MAPPING = Path(__file__).parents[2] / "runbooks/predice/mapping.yaml"
DECISION = ScopeDecision(
    format="releve/scope/1",
    asset="parcours",
    closed_since=None,
    sharing_scopes=None,
    legal_basis_required=True,
)


def fill(connection, store, *, pathways, count_of_documents):
    """Fill the schema of the connection's search path, and the document store."""
    connection.execute(DAC_TABLES)
    drawn = draw(SEED, DAC, pathways=pathways, count_of_documents=count_of_documents)
    for table, rows in drawn.tables.items():
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    connection.execute(DAC_INDEXES)
    for document in documents(SEED, DAC, count_of_documents):
        path = store / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.data)


def source_of(url, schema):
    mapping = read_mapping(MAPPING).mapping
    access = PathwayAccess(endpoint="dac", schema=schema, url=url)
    source = PathwayDatabase(access=access, converters=partial(converters_of, mapping))
    return source, compile_mapping(mapping, source.schema()).law


def order_of(store, **options):
    setting = SheetSetting(origin="EXERCICE", at=AT)
    forms = (CanonicalForm(), FhirForm(CONTEXT), CsvForm(), SheetForm(CONTEXT, setting))
    said = {"decision": DECISION, "at": AT, "renderers": forms, "files": store, "part_size": 10}
    return Order(**{**said, **options})


def export(url, schema, store, folder, *, processes=2, **options):
    """Export below ``folder/contenu``, with the workspace beside it."""
    source, law = source_of(url, schema)
    content = folder / "contenu"
    content.mkdir(parents=True, exist_ok=True)
    exporter = PathwayExporter(
        source,
        order_of(store, **options),
        folder / "work",
        conservation=law,
        processes=processes,
    )
    return exporter.run(content, KEY, lambda _: None)


if __name__ == "__main__":
    done = export(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    print(done.measured.root, done.kept, done.peak)  # noqa: T201 - what whoever started it reads
