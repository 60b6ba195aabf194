"""What the retirement must never touch: a neighbour's service, tables and files.

They live beside what is destroyed: on the same host, in the same database and in the same store.
"""

import hashlib
from random import Random

from deployments.rehearsal.documents import MARKER
from deployments.rehearsal.identities import invented
from deployments.rehearsal.postgres import Cluster
from deployments.rehearsal.systemctl_host import ServiceSpec

SERVICE_ID = "annuaire-voisin"
SCHEMA = "voisin"


def service(host: str) -> ServiceSpec:
    """Return the neighbour's service, which must answer from the first minute to the last."""
    return ServiceSpec(id=SERVICE_ID, host=host)


def generate(cluster: Cluster, *, seed: int, token: str) -> None:
    """Create the neighbour's schema (database ``regional``) and files (``store/voisin``) once."""
    done, files = cluster.root / "bystander.generated", cluster.root / "store" / SCHEMA
    if done.exists():
        return
    rng = Random(f"{seed}/bystander")
    rows = [(number, invented(rng, 3), rng.randrange(100)) for number in range(1, 201)]
    with cluster.connect("regional") as connection:
        connection.execute("DROP SCHEMA IF EXISTS voisin CASCADE")  # half made by a crash
        connection.execute("CREATE SCHEMA voisin")
        connection.execute(
            "CREATE TABLE voisin.structure"
            " (id bigint PRIMARY KEY, nom text NOT NULL, places integer)"
        )
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO voisin.structure VALUES (%s, %s, %s)", rows)
    files.mkdir(parents=True, exist_ok=True)
    for number, name, places in rows[:20]:
        (files / f"{number:03d}.txt").write_text(f"{name} : {places} places\n", encoding="utf-8")
    (files / MARKER).write_text(token, encoding="utf-8")
    done.write_text(fingerprint(cluster), encoding="utf-8")


def fingerprint(cluster: Cluster) -> str:
    """Digest the neighbour's rows and files as they are now."""
    digest = hashlib.sha256()
    with cluster.connect("regional") as connection:
        for row in connection.execute("SELECT id, nom, places FROM voisin.structure ORDER BY id"):
            digest.update(repr(row).encode())
    for path in sorted((cluster.root / "store" / SCHEMA).iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_intact(cluster: Cluster) -> bool:
    """Say whether the neighbour's rows and files are those that were generated."""
    kept = (cluster.root / "bystander.generated").read_text(encoding="utf-8")
    return fingerprint(cluster) == kept
