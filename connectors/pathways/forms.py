"""The forms of a package beside the canonical one: FHIR R4 and CSV."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import attrgetter

import orjson

from connectors.pathways.output import Output
from connectors.pathways.rendering import Taken, written_persons
from releve.pathways.csv_table import Row, table_header, table_rows
from releve.pathways.fhir import (
    FhirContext,
    bulk_line,
    bundle_line,
    resource_uuid,
    resources,
    shared_resources,
)
from releve.pathways.fhir.draft import Resource
from releve.pathways.model import entity
from releve.pathways.record import DIRECTORY, Record
from releve.pathways.sheet import SheetSetting, sheet
from releve.pathways.sheet_index import entry_of, sheet_index

_BUNDLED = 500
"""Shared records in one Bundle of the directory."""


@dataclass(frozen=True, slots=True)
class FhirForm:
    """``fhir/``: a transaction Bundle per pathway, and the same resources as FHIR Bulk Data.

    Without ``bulk``, the Bundles alone.
    """

    context: FhirContext
    bulk: bool = True
    name: str = "fhir"
    version: str = "releve/fhir/1"

    @property
    def setting(self) -> str:
        """Whose resources they are."""
        return f"{self.context.namespace} {self.context.realm} {self.bulk}"

    def part(
        self, number: int, taken: Sequence[Taken], shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``fhir/bundles/part-<number>.ndjson`` and ``fhir/resources/<Type>-<number>``."""
        if not taken:
            return
        bulk: dict[str, list[bytes]] = {}
        with output.open(f"fhir/bundles/part-{number:05d}.ndjson") as file:
            for one in taken:
                hashes = {path: bytes.fromhex(piece.sha1) for path, piece in one.pieces.items()}
                context = self.context
                if hashes:
                    context = replace(context, piece_sha1=hashes.__getitem__)
                built = resources(one.pathway, shared, context)
                file.write(self._bundle(built, bulk))
        _write_bulk(bulk, f"{number:05d}", output)

    def directory(
        self, records: Iterable[Record], shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``fhir/bundles/directory.ndjson``, in Bundles of 500 records, and its resources.

        Organisations come first, so that a Bundle refers to its own or to an earlier one.
        """
        left = iter(records)
        bulk: dict[str, list[bytes]] = {}
        with output.open("fhir/bundles/directory.ndjson") as file:
            while some := list(islice(left, _BUNDLED)):
                built = shared_resources(some, shared, self.context)
                file.write(self._bundle(built, bulk))
        _write_bulk(bulk, DIRECTORY, output)

    def _bundle(self, built: Sequence[Resource], bulk: dict[str, list[bytes]]) -> bytes:
        """Return the line of a Bundle, each of its resources serialised once, for ``bulk`` too."""
        lines = [orjson.dumps(one) for one in built]
        if self.bulk:
            relative = bulk_line(b"\n".join(lines), self.context).split(b"\n")
            for resource, line in zip(built, relative, strict=True):
                bulk.setdefault(str(resource["resourceType"]), []).append(line)
        return bundle_line(built, lines) + b"\n"


@dataclass(frozen=True, slots=True)
class CsvForm:
    """``csv/``: one table per entity."""

    name: str = "csv"
    version: str = "releve/csv/1"
    setting: str = ""

    def part(
        self, number: int, taken: Sequence[Taken], _shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``csv/<entity>-<number>.csv`` for each entity that has any record."""
        rows: dict[str, list[Row]] = {}
        for one in taken:
            for record in one.pathway.records:
                rows.setdefault(record.entity, []).append((one.pathway.id, record))
        for name, found in rows.items():
            table = (table_header(entity(name)), table_rows(entity(name), found))
            output.write(f"csv/{name}-{number:05d}.csv", table)

    def directory(
        self, records: Iterable[Record], _shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``csv/<entity>-00000.csv`` for each shared entity that has any record."""
        for name, some in groupby(records, key=attrgetter("entity")):
            rows = ((DIRECTORY, record) for record in some)
            with output.open(f"csv/{name}-00000.csv") as file:
                file.write(table_header(entity(name)))
                while few := list(islice(rows, _BUNDLED)):
                    file.write(table_rows(entity(name), few))


def _write_bulk(bulk: Mapping[str, Sequence[bytes]], part: str, output: Output) -> None:
    for kind, found in sorted(bulk.items()):
        output.write(f"fhir/resources/{kind}-{part}.ndjson", (line + b"\n" for line in found))


@dataclass(frozen=True, slots=True)
class SheetForm:
    """``sheets/``: one page per pathway that a person reads, named by its Patient's uuid."""

    context: FhirContext
    sheets: SheetSetting
    name: str = "sheets"
    version: str = "releve/sheet/1"

    @property
    def setting(self) -> str:
        """What all sheets share, and how they are named."""
        return f"{self.context.namespace} {self.sheets}"

    def part(
        self, number: int, taken: Sequence[Taken], shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``sheets/<number>/<uuid>.html`` for each pathway."""
        for one in taken:
            name = resource_uuid(self.context, one.pathway.id)
            page = sheet(one.pathway, shared, uuid_name=name, setting=self.sheets)
            output.write(f"sheets/{number:05d}/{name}.html", [page])

    def directory(
        self, _records: Iterable[Record], _shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``sheets/index.html``, of the pathways that the parts in their place hold."""
        entries = (
            entry_of(one, f"{part}/{resource_uuid(self.context, one.id)}.html")
            for part, one in written_persons(output.folder)
        )
        output.write("sheets/index.html", sheet_index(entries, self.sheets.language))
