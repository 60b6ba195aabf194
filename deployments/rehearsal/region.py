"""Fill the cluster with the region: database ``dac`` (a schema per DAC) and ``regional``."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from deployments.rehearsal import pathways as records
from deployments.rehearsal import regional_services
from deployments.rehearsal.dac_rows import Row, split
from deployments.rehearsal.postgres import Cluster
from deployments.rehearsal.region_tables import DAC_INDEXES, DAC_TABLES, REGIONAL_TABLES

DATABASES = ("dac", "regional")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionCounts:
    """Rows given to each table at generation: ``database.schema.table`` → rows."""

    rows: Mapping[str, int]
    open_recalls: int

    @property
    def pathways(self) -> int:
        """Users of all DAC."""
        return sum(count for name, count in self.rows.items() if name.endswith(".usager"))


def schema_of(dac: str) -> str:
    """Return the schema of a DAC: ``dac-somme`` → ``dac_somme``."""
    return dac.replace("-", "_")


def documents_per_dac(pathways: int) -> int:
    """Return how many documents each DAC is given for that many pathways in all."""
    return max(1, pathways // 5)


def generate(cluster: Cluster, *, seed: int, pathways: int = 500, token: str) -> RegionCounts:
    """Create and fill both databases once; later calls only read what was given then.

    Each database is filled in one transaction that ends with the table ``releve_exercise``: one
    half filled by a crash is empty, and is filled by the next call.
    """
    done = cluster.root / "region.generated.json"
    if not done.exists():
        rows: dict[str, int] = {}
        for database in DATABASES:
            cluster.create_database(database)
            with cluster.connect(database) as connection:
                rows |= _fill(connection, database, seed, pathways, token)
        counts = RegionCounts(rows=rows, open_recalls=open_recalls(cluster))
        done.write_text(json.dumps(asdict(counts), indent=1), encoding="utf-8")
    return counts_at_generation(cluster.root)


def counts_at_generation(root: Path) -> RegionCounts:
    """Read what the region below ``root`` was given, whatever it holds now."""
    kept = json.loads((root / "region.generated.json").read_text(encoding="utf-8"))
    return RegionCounts(rows=kept["rows"], open_recalls=kept["open_recalls"])


def list_pathways(cluster: Cluster) -> Mapping[str, int]:
    """Count the pathways that each DAC holds now; a DAC whose table is gone is absent."""
    found = {}
    with cluster.connect("dac") as connection:
        for dac, _ in split(3):
            count = _count(connection, f"{schema_of(dac)}.usager")
            if count is not None:
                found[dac] = count
    return found


def open_recalls(cluster: Cluster) -> int:
    """Count the recalls of Vigilans that nobody has closed nor taken over."""
    query = "SELECT count(*) FROM vigilans.rappel WHERE statut = 'ouvert'"
    with cluster.connect("regional") as connection:
        row = connection.execute(query).fetchone()
    return 0 if row is None else int(row[0])


def transfer_recalls(
    cluster: Cluster, *, to: str = "Équipe de relais", at: datetime | None = None
) -> int:
    """Record each open recall as taken over by ``to`` at ``at`` (now); return how many were."""
    change = (
        "UPDATE vigilans.rappel SET statut = 'relayé', relaye_le = %s, relaye_vers = %s"
        " WHERE statut = 'ouvert'"
    )
    with cluster.connect("regional") as connection:
        return connection.execute(change, (at or datetime.now(UTC), to)).rowcount


def tables_present(cluster: Cluster) -> Mapping[str, int]:
    """Count the rows of each table generated that is still there, by ``database.schema.table``."""
    given = counts_at_generation(cluster.root).rows
    found = {}
    for database in DATABASES:
        if cluster.exists(database):
            with cluster.connect(database) as connection:
                for name in given:
                    origin, table = name.split(".", 1)
                    count = _count(connection, table) if origin == database else None
                    if count is not None:
                        found[name] = count
    return found


def _fill(
    connection: psycopg.Connection, database: str, seed: int, pathways: int, token: str
) -> dict[str, int]:
    kept = _count(connection, "public.releve_exercise")
    rows: dict[str, int] = {}
    if kept:
        found = connection.execute("SELECT counts FROM public.releve_exercise").fetchone()
        return dict(found[0]) if found else {}
    if database == "dac":
        for dac, count in split(pathways):
            schema = sql.Identifier(schema_of(dac))
            connection.execute(
                sql.SQL("CREATE SCHEMA {0}; SET LOCAL search_path = {0}").format(schema)
            )
            connection.execute(DAC_TABLES)
            drawn = records.draw(
                seed, dac, pathways=count, count_of_documents=documents_per_dac(pathways)
            )
            for table, lines in drawn.tables.items():
                rows[f"dac.{schema_of(dac)}.{table}"] = _copy(
                    connection, (schema_of(dac), table), lines
                )
            connection.execute(DAC_INDEXES)
    else:
        connection.execute(REGIONAL_TABLES)
        for name, lines in regional_services.draw(seed, pathways=pathways):
            rows[f"regional.{name}"] = _copy(connection, name.split("."), lines)
    connection.execute("SET LOCAL search_path = public")
    connection.execute(
        "CREATE TABLE releve_exercise (token text PRIMARY KEY, counts jsonb NOT NULL)"
    )
    connection.execute("INSERT INTO releve_exercise VALUES (%s, %s)", (token, json.dumps(rows)))
    return rows


def _copy(connection: psycopg.Connection, table: Iterable[str], rows: list[Row]) -> int:
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(*table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    return len(rows)


def _count(connection: psycopg.Connection, table: str) -> int | None:
    found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone()
    if found is None or not found[0]:
        return None
    counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*table.split(".")))
    row = connection.execute(counting).fetchone()
    return None if row is None else int(row[0])
