"""What the tool holds now, counted in its own database and on its own shelf."""

from collections.abc import Mapping
from pathlib import Path

from deployments.rehearsal.successor import loader, shelf
from deployments.rehearsal.successor.settings import Settings, schema_of


def counts(root: Path) -> Mapping[str, Mapping[str, int]]:
    """Count ``records`` and ``pathways`` of each asset that was loaded.

    Raises:
        ToolFault: ``database_unavailable``.
    """
    settings = Settings.load(root)
    held: dict[str, Mapping[str, int]] = {}
    with settings.connect() as connection:
        for asset in settings.config.signers:
            schema = schema_of(asset)
            if tables := loader.tables(connection, schema):
                rows = sum(loader.count(connection, schema, table) for table in tables)
                held[asset] = {"records": rows, "pathways": loader.pathways(connection, schema)}
            elif (folder := settings.documents(asset)).is_dir():
                held[asset] = {"records": sum(1 for _ in shelf.files(folder)), "pathways": 0}
    return held
