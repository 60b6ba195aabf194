"""The backups of the exercise: a real dump of each schema, a tar of each DAC's documents."""

import tarfile
from collections.abc import Mapping

from deployments.rehearsal.documents import DACS, MARKER
from deployments.rehearsal.postgres import Cluster
from deployments.rehearsal.region import schema_of

SOURCES: Mapping[str, tuple[str, str]] = {dac: ("dac", schema_of(dac)) for dac in DACS} | {
    name: ("regional", name)
    for name in ("vigilans", "nutriage", "tlc", "visio", "messagerie", "traces", "indicateurs")
}
"""Asset id → database and schema dumped in ``backups/<asset>.dump`` (pg_dump, custom format)."""


def generate(cluster: Cluster, *, token: str) -> int:
    """Write the backups below ``root/backups`` once; return how many were written then.

    Backups already made are left as they are, whatever has been removed since.
    """
    root = cluster.root
    done, folder = root / "backups.generated", root / "backups"
    if done.exists():
        return int(done.read_text(encoding="utf-8"))
    folder.mkdir(exist_ok=True)
    for asset, (database, schema) in SOURCES.items():
        cluster.pg_dump(database, folder / f"{asset}.dump", schema=schema)
    for dac in DACS:
        with tarfile.open(folder / f"documents-{dac}.tar", "w") as archive:
            archive.add(root / "store" / dac, arcname=dac)
    (folder / MARKER).write_text(token, encoding="utf-8")
    done.write_text(str(len(SOURCES) + len(DACS)), encoding="utf-8")
    return len(SOURCES) + len(DACS)
