"""Rows of a CSV file, read strictly: nothing is guessed, skipped or completed."""

import csv
from collections.abc import Iterator
from pathlib import Path

from connectors.extraction.manifest import CsvFile
from connectors.extraction.row import Cells, Malformed
from releve.errors import ConnectorError

_LONGEST = 64 * 1024 * 1024
"""Characters of one field. The library's own limit (131,072) would refuse a long note."""


def read_csv(place: Path, file: CsvFile) -> tuple[tuple[str, ...], Iterator[Cells | Malformed]]:
    """Return the names of the columns, and the rows, which are read as they are asked for.

    A row that has not as many fields as there are columns is given as malformed.

    Raises:
        ConnectorError: ``extraction_columns_refused`` (without name, or the same name twice);
            ``extraction_unreadable`` with the line where bytes or quotes are wrong.

    """
    rows = _lines(place, file)
    head = next(rows, (1, []))[1]
    if not head or len(set(head)) != len(head) or "" in head:
        raise ConnectorError("extraction_columns_refused", file=file.path, table=file.table)
    return tuple(head), _rows(rows, len(head), file.blank)


def _rows(
    rows: Iterator[tuple[int, list[str]]], width: int, blank: str | None
) -> Iterator[Cells | Malformed]:
    for line, fields in rows:
        if len(fields) != width:
            yield Malformed(line)
        else:
            yield tuple(None if one in {"", blank} else one for one in fields)


def _lines(place: Path, file: CsvFile) -> Iterator[tuple[int, list[str]]]:
    """Read each record with the number of its last line."""
    csv.field_size_limit(_LONGEST)
    encoding = "utf-8-sig" if file.encoding == "utf-8" else file.encoding
    with place.open(encoding=encoding, newline="") as opened:
        reader = csv.reader(opened, strict=True, delimiter=file.delimiter, quotechar=file.quote)
        try:
            for fields in reader:
                yield reader.line_num, fields
        except (csv.Error, UnicodeDecodeError) as error:
            # Bytes are decoded ahead of the lines: the fault is on the next one or further on.
            line = reader.line_num + isinstance(error, UnicodeDecodeError)
            raise ConnectorError("extraction_unreadable", file=file.path, line=line) from None
