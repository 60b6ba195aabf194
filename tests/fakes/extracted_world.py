"""The small programme with a DAC's pathways that come from a publisher's extraction."""

import hashlib
import json
import os
from itertools import count
from pathlib import Path

from psycopg import sql

from deployments.rehearsal import documents, pathways
from deployments.rehearsal.region_tables import DAC_TABLES
from tests.fakes.extraction_maker import Publisher
from tests.fakes.small_world import REPOSITORY, TOKEN, World

ASSET = "parcours"
SUBJECT = f"asset:{ASSET}"
DAC = "dac-littoral"
SCHEMA = "dac_littoral"
PATHWAYS, PIECES = 24, 6
TABLES = (
    *("usager", "cercle_soins", "professionnel", "demande", "evaluation", "ppcs", "action"),
    *("note", "consentement", "document_ref"),
)
_NUMBERS = count(1)
_RUNBOOK = REPOSITORY / "runbooks" / "predice"
_ANCHOR = "        expires_on: 2026-12-10\n"
_MORE = """
  - id: parcours
    title: Parcours d'un DAC
    scope: establishment
    services: []
    controller: ville
    contract: portail
    producer: ville
    performer: us
    medium:
      kind: pathways
      endpoint: {endpoint}
      schema_name: {schema}
      mapping: {{file: mapping.yaml, digest: {mapping}}}
      scope: {{file: scope.yaml, digest: {scope}}}
      extraction: {extraction}
    pathways_table: person
    switch_over:
      double_entry_from: 2026-09-01
      double_entry_until: 2026-09-20
      on: 2026-09-30
      trial: false
    archives_regime: privées
    retention: {retention}
    restitution: {{recipient: ville, kind: folder, drop: depot-ville, milestone: reprise}}
    fate: transferred
    milestone: fermeture
    copies:
      - id: paquet
        title: Nos paquets et l'extraction reçue
        nature: paquet
        ours: true
        medium: {{kind: files, endpoint: paquets, path: parcours}}
        performer: us
        fate: destroyed
        milestone: fermeture
{copies}
  - id: base-editeur
    title: Base tenue par l'éditeur
    scope: establishment
    services: []
    controller: ville
    contract: portail
    producer: ville
    performer: publisher
    medium: {{kind: external, described_as: Base de production de l'éditeur}}
    archives_regime: privées
    retention: {retention}
    restitution: {{recipient: ville, kind: folder, drop: depot-ville, milestone: reprise}}
    fate: destroyed
    requires: [parcours, extraction]
    milestone: fermeture
    copies: []
  - id: extraction
    title: Dossier remis par l'éditeur
    scope: establishment
    services: []
    controller: ville
    contract: portail
    producer: ville
    performer: us
    medium: {{kind: files, endpoint: magasin, path: extraction}}
    archives_regime: privées
    retention: {retention}
    restitution: {{recipient: ville, kind: folder, drop: depot-ville, milestone: reprise}}
    fate: destroyed
    milestone: fermeture
    copies: []
"""
_PEOPLE = "format: releve/plan-overlay/1\npeople:\n"
_EDITRICE = """  - id: editrice
    name: Personne d'exercice 09
    title: Éditrice
    organisation: logiciel-lecture
    roles: [publisher]
    keys: à compléter
"""
_RETENTION = (
    "{decided_by: ville, decided_on: 2026-06-01, reference: Décision d'exercice n° 3,"
    " legal_basis: Base légale d'exercice, duration: Jusqu'à la reprise, until: 2026-12-01,"
    " discharged_by_acceptance: true}"
)
_RESTORED = """
      - id: restauration
        title: Base où le dump est restauré
        nature: copie
        ours: true
        medium: {{kind: sql, endpoint: restauration, schema_name: {schema}, tables: [{tables}]}}
        performer: us
        fate: destroyed
        milestone: fermeture
"""


def publish(cluster, folder: Path, kind: str, **changed) -> Publisher:
    """What the publisher does: fill its own database, extract it (``csv`` or ``pg_dump``).

    ``changed`` gives other numbers of rows to declare, by table.
    """
    database = f"editeur_{os.getpid()}_{next(_NUMBERS)}"
    cluster.create_database(database)
    publisher = Publisher(folder)
    rows = {}
    with cluster.connect(database) as connection:
        connection.autocommit = True
        drawn = pathways.draw(7, DAC, pathways=PATHWAYS, count_of_documents=PIECES)
        connection.execute(f"CREATE SCHEMA {SCHEMA}; SET search_path = {SCHEMA}")
        connection.execute(DAC_TABLES)
        for table, lines in drawn.tables.items():
            rows[table] = len(lines)
            statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            with connection.cursor() as cursor, cursor.copy(statement) as copied:
                for line in lines:
                    copied.write_row(line)
        if kind == "csv":
            connection.execute("ALTER TABLE consentement DROP COLUMN trace")  # CSV holds no bytes
            for table in TABLES:
                statement = f"COPY {table} TO STDOUT (FORMAT csv, HEADER)"
                with connection.cursor() as cursor, cursor.copy(statement) as copied:
                    data = b"".join(copied)
                count_of = changed.get(table, rows[table])
                publisher.csv(data, path=f"{table}.csv", table=table, rows=count_of, key=["id"])
    if kind == "pg_dump":
        cluster.pg_dump(database, folder / "dac.dump", schema=SCHEMA)
        data = (folder / "dac.dump").read_bytes()
        declared = rows | changed
        publisher.put("dac.dump", data, kind="pg_dump", schema_name=SCHEMA, tables=declared)
    with cluster.connect() as connection:
        connection.autocommit = True
        connection.execute(f"DROP DATABASE {database} WITH (FORCE)")
    lines = []
    for one in documents.documents(7, DAC, PIECES):
        place = folder / one.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(one.data)
        lines.append(f"{one.sha256}  {one.path}\n")
    publisher.put("pieces.sha256", "".join(lines), kind="attachments", count=len(lines))
    publisher.sign()
    return publisher


def found(grounds, root: Path, publisher: Publisher, kind: str, **changed) -> World:
    """Make a world whose plan pins the extraction; ``changed`` edits the plan's text."""
    mapping = (_RUNBOOK / "mapping.yaml").read_text()
    if kind == "csv":
        mapping = mapping.replace("      trace: trace\n", "")
    scope = (_RUNBOOK / "scope-dac-littoral.yaml").read_text()
    scope = scope.replace("parcours-dac-littoral", ASSET)
    csv = kind == "csv"
    place = {"schema": SCHEMA, "tables": ", ".join(TABLES)}
    more = _MORE.format(
        endpoint="paquets" if csv else "restauration",
        schema="main" if csv else SCHEMA,
        mapping=sha(mapping),
        scope=sha(scope),
        extraction=publisher.sign().digest,
        retention=_RETENTION,
        copies="" if csv else _RESTORED.format(**place).strip("\n"),
    )
    for before, after in changed.items():
        more = more.replace(before, after)
    editrice = (_PEOPLE, _PEOPLE + _EDITRICE)
    world = World.found(grounds, root, changed=((_ANCHOR, _ANCHOR + more), editrice))
    for name, text in (("mapping.yaml", mapping), ("scope.yaml", scope)):
        (root / "plan" / name).write_text(text)
    return world


def folder_of(world: World) -> Path:
    """Return where the plan says that the publisher's folder is put."""
    return world.root / "magasin" / "extraction"


def restoring(world: World, grounds) -> None:
    """Give the world an empty PostgreSQL database that shows its token, for a dump."""
    name = f"{world.database}_dump"
    grounds.cluster.create_database(name)
    with grounds.cluster.connect(name) as connection:
        connection.autocommit = True
        connection.execute("CREATE TABLE public.releve_exercise (token text)")
        connection.execute("INSERT INTO public.releve_exercise VALUES (%s)", (TOKEN,))
    file = world.root / "endpoints.json"
    described = json.loads(file.read_text())
    described["endpoints"]["restauration"] = {
        "kind": "sql",
        "url": grounds.cluster.url(name, with_password=False),
        "password_file": str(grounds.cluster.password_file()),
    }
    file.write_text(json.dumps(described, indent=1))


def sha(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
