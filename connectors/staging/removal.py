"""What a delta takes away from staging tables.

Pathways that went, records that theirs no longer hold, shared records that none refers to.
"""

from collections.abc import Sequence
from pathlib import Path

from psycopg import sql

from connectors.staging.columns import Columns
from connectors.staging.part import Connection
from releve.errors import ConnectorError
from releve.pathways.folder import CanonicalFolder
from releve.pathways.model import ENTITIES
from releve.pathways.names import pathway_name

_KEY = "content.key"
_BATCH = 200
_GONE = sql.SQL("DELETE FROM {} WHERE pathway = ANY({})")
_STALE = sql.SQL("DELETE FROM {} WHERE pathway = ANY({}) AND id <> ALL({})")


def take_away(connection: Connection, columns: Columns, folder: Path) -> None:
    """Carry a delta's ``removed.ndjson`` out, once all that it holds is in the tables.

    Nothing is done for a content that is no delta. ``content.key`` lies beside the content, as in
    a bag: without it, removed pathways have no name. Again it changes nothing.

    Raises:
        ConnectorError: ``delta_key_missing``; EvidenceRefused: ``canonical_line_malformed``.

    """
    content = CanonicalFolder(folder)
    if not (folder / "removed.ndjson").exists():
        return
    try:
        key = (folder.parent / _KEY).read_bytes()
    except FileNotFoundError:
        raise ConnectorError("delta_key_missing", path=str(folder.parent / _KEY)) from None
    removed = content.removed()
    there = connection.execute(sql.SQL("SELECT pathway FROM {}").format(columns.table("person")))
    held = (str(name) for (name,) in there.fetchall())
    gone = [name for name in held if pathway_name(key, name) in removed]
    _delete(connection, columns, _GONE, gone)
    pathways, ids = list[str](), list[str]()
    for group in content.groups():
        pathways.append(group.id)
        ids += [one.id for one in group.records]
        if len(pathways) == _BATCH:
            _delete(connection, columns, _STALE, pathways, ids)
            pathways, ids = [], []
    _delete(connection, columns, _STALE, pathways, ids)


def _delete(
    connection: Connection, columns: Columns, statement: sql.SQL, *values: Sequence[str]
) -> None:
    given = [sql.Literal(list(one)) for one in values]
    for entity in ENTITIES:
        connection.execute(statement.format(columns.table(entity.name), *given))
