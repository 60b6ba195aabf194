"""Pathways that came by our own way in: read there, with the tables' or the server's own words.

What is read takes the place of the canonical form that travelled sealed, and the import kit then
loads it: the root that we attest is that of what came by the way in. Of staging tables, the SQL
and the conversion are ours, and the sender's code has no part in it. Of a FHIR server, resources
are put back into records by the reading that Relève publishes (``releve.pathways.fhir``), for no
other publisher has one: an error common to that writing and that reading would not be seen here.
Attachments are those that travelled sealed: neither way in carries them.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from connectors.fhir_api import FhirApi, FhirHoldings, FhirTarget
from deployments.rehearsal.fhir_server import UNDECLARED
from deployments.rehearsal.successor import loader
from deployments.rehearsal.successor.refusal import PackageRefused, ToolFault
from deployments.rehearsal.successor.settings import Api
from releve.archives.bag import write_bag
from releve.archives.slip import Slip
from releve.errors import ConnectorUnavailable, ReleveError
from releve.pathways.fhir import FhirContext

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json]"
Found: TypeAlias = Mapping[str, Json]
"""A record as the canonical form writes it: ``e``, ``id``, ``v``."""

_DIRECTORY = "directory"
_OURS = {"pathway", "id", "absent"}
_NOTES = "releve_delivery"


def of_tables(connection: psycopg.Connection, schema: str) -> Iterator[tuple[str, Sequence[Found]]]:
    """Yield what staging tables hold of each pathway, and of the directory."""
    groups: defaultdict[str, list[Found]] = defaultdict(list)
    for table in loader.tables(connection, schema):
        if table == _NOTES:
            continue
        query = sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table))
        with connection.cursor(row_factory=dict_row) as cursor:
            for row in cursor.execute(query):
                values = {
                    name: _value(one)
                    for name, one in row.items()
                    if name not in _OURS and one is not None
                }
                values |= {name: {"absent": code} for name, code in row["absent"].items()}
                groups[row["pathway"]].append({"e": table, "id": row["id"], "v": values})
    yield from groups.items()


def of_server(api: Api, slip: Slip, work: Path) -> Iterator[tuple[str, Sequence[Found]]]:
    """Yield what a FHIR server holds of each pathway, and of the directory.

    Raises:
        ToolFault: ``api_unavailable``.
        PackageRefused: ``resource_of_nobody``, or what makes no sense in what it holds.
    """
    context = FhirContext(origin=slip.origin, dac=api.dac, realm=slip.realm)
    target = FhirTarget(url=api.url, undeclared=UNDECLARED)
    work.mkdir(mode=0o700, parents=True)
    try:
        for group in FhirHoldings(FhirApi(target), context).everything(work):
            if not group.id:
                raise PackageRefused("resource_of_nobody")
            yield (
                group.id,
                [json.loads(one.canonical()) for one in group.records],
            )
    except ConnectorUnavailable:
        raise ToolFault("api_unavailable") from None
    except ReleveError as error:
        raise PackageRefused(error.code) from None
    finally:
        shutil.rmtree(work)


def replace(bag: Path, groups: Iterable[tuple[str, Sequence[Found]]]) -> None:
    """Write groups in the place of the canonical form of a package, and the manifest again.

    The package was verified before; the kit loads nothing that a manifest does not declare.
    """
    folder = bag / "data" / "contenu" / "canonical"
    found = {name: sorted(records, key=_id) for name, records in groups}
    shutil.rmtree(folder)
    folder.mkdir()
    shared = found.pop(_DIRECTORY, [])
    (folder / "directory.ndjson").write_text("".join(map(_line, shared)), encoding="utf-8")
    lines = (_line({"id": name, "records": list(found[name])}) for name in sorted(found))
    (folder / "part-00000.ndjson").write_text("".join(lines), encoding="utf-8")
    write_bag(bag)


def _id(record: Found) -> bytes:
    return str(record["id"]).encode()


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _value(cell: object) -> Json:
    """Write one column's value as the canonical form does."""
    match cell:
        case datetime():
            at = cell.astimezone(UTC).replace(tzinfo=None)
            return at.isoformat() + "Z"
        case date():
            return cell.isoformat()
        case Decimal():
            return format(cell.normalize(), "f")
        case bool() | int() | str() | list() | dict():
            return cell
        case _:
            raise PackageRefused("value_malformed")
