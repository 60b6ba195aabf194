"""The description that travels with tables (``schema.json``), and their lines."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deployments.rehearsal.successor.refusal import PackageRefused

FORMAT = "releve/sql-extract/1"
INTEGERS = {"smallint", "integer", "bigint"}
Stored = str | int | bytes | None


class _Described(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Described):
    """One column; ``postgresql-text`` means that values are PostgreSQL's text of them."""

    name: str
    type: str
    form: Literal["value", "postgresql-text"]
    nullable: bool


class Table(_Described):
    """One table, with its key in order and the file that holds its rows."""

    name: str
    file: str
    rows: int = Field(ge=0)
    key: tuple[str, ...] = Field(min_length=1)
    columns: tuple[Column, ...]

    def is_integer(self, column: str) -> bool:
        """Tell whether a column of the key counts as a number rather than as text."""
        kinds = {each.name: each for each in self.columns}
        return kinds[column].form == "value" and kinds[column].type in INTEGERS


class Extract(_Described):
    """All tables of a package."""

    format: Literal["releve/sql-extract/1"]
    text: Literal["NFC"]
    timezone: Literal["UTC"]
    tables: tuple[Table, ...]


def holds_tables(folder: Path) -> bool:
    """Tell a package of tables from one of files, which may hold a ``schema.json`` of its own."""
    described = folder / "schema.json"
    return described.is_file() and f'"format":"{FORMAT}"'.encode() in described.read_bytes()


def read_extract(folder: Path, parts: Mapping[str, int]) -> Extract:
    """Read ``schema.json`` and hold it against the parts of the slip.

    Raises:
        PackageRefused: ``schema_malformed``, ``parts_differ``.
    """
    try:
        extract = Extract.model_validate_json((folder / "schema.json").read_bytes())
    except ValidationError:
        raise PackageRefused("schema_malformed") from None
    for table in extract.tables:
        names = [column.name for column in table.columns]
        known = len(set(names)) == len(names) and set(table.key) <= set(names)
        if not known or Path(table.file).name != table.file or not (folder / table.file).is_file():
            raise PackageRefused("schema_malformed")
    if {table.name: table.rows for table in extract.tables} != dict(parts):
        raise PackageRefused("parts_differ")
    return extract


def lines(folder: Path, table: Table) -> Iterator[tuple[str | None, list[Stored]]]:
    """Yield each row: its id where the columns do not show it, and its values in column order.

    Raises:
        PackageRefused: ``row_malformed``.
    """
    names = [column.name for column in table.columns]
    with (folder / table.file).open("rb") as file:
        for line in file:
            try:
                found = json.loads(line)
                cells = found["c"]
                if found["t"] != table.name or set(cells) != set(names):
                    raise PackageRefused("row_malformed")
                yield found.get("id"), [_stored(cells[name]) for name in names]
            except (ValueError, KeyError, TypeError, binascii.Error):
                raise PackageRefused("row_malformed") from None


def _stored(cell: object) -> Stored:
    if isinstance(cell, dict):
        if "local" in cell:
            return str(cell["local"])
        return base64.b64decode(cell["base64"], validate=True)
    if isinstance(cell, bool):
        return "t" if cell else "f"
    if cell is None or isinstance(cell, str | int):
        return cell
    raise TypeError
