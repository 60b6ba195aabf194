"""Rows of an XML file, in constant memory: every element is a row, a column, or leads to rows.

Neither document type nor entity is accepted, so nothing is fetched and nothing expands.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from connectors.extraction.manifest import XmlFile, XmlTable
from connectors.extraction.row import Cells, Malformed
from releve.errors import ConnectorError

_CHUNK = 64 * 1024
_NIL = "http://www.w3.org/2001/XMLSchema-instance nil"


def read_xml(place: Path, file: XmlFile) -> Iterator[tuple[str, Cells | Malformed]]:
    """Yield each row with its table. Names are compared without their namespace.

    A row with an unknown, repeated or nested element, or text of its own, is malformed.

    Raises:
        ConnectorError: ``extraction_unreadable`` with the line: not well formed, a document type,
            an entity, or an element that the manifest does not know outside the rows.

    """
    reader = _Reader(file)
    with place.open("rb") as opened:
        while True:
            chunk = opened.read(_CHUNK)
            reader.feed(chunk)
            yield from reader.taken()
            if not chunk:
                return


class _Reader:
    """The state of the parser: where it is in the document, and in a row."""

    def __init__(self, file: XmlFile) -> None:
        self._file = file.path
        self._tables: Mapping[tuple[str, ...], XmlTable] = {
            tuple(table.row.split("/")): table for table in file.tables
        }
        self._above = {row[:depth] for row in self._tables for depth in range(len(row))}
        self._path: list[str] = []
        self._row: XmlTable | None = None
        self._cells: dict[str, str | None] = {}
        self._text: list[str] = []
        self._bad = False
        self._ready: list[tuple[str, Cells | Malformed]] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.StartDoctypeDeclHandler = self._refused
        parser.EntityDeclHandler = self._refused
        parser.ExternalEntityRefHandler = self._refused_reference
        self._parser = parser

    def feed(self, chunk: bytes) -> None:
        """Parse the next bytes; none means the end."""
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise self._unreadable(error.lineno) from None

    def taken(self) -> list[tuple[str, Cells | Malformed]]:
        """Hand over the rows complete so far."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        self._path.append(local)
        if self._row is not None:
            depth = len(self._row.row.split("/"))
            self._bad |= len(self._path) != depth + 1 or bool("".join(self._text).strip())
            self._text.clear()
            if any(one != _NIL for one in attributes):
                self._bad = True
            return
        path = tuple(self._path)
        self._row = self._tables.get(path)
        stray = "".join(self._text).strip()
        self._text.clear()
        if stray or (self._row is None and path not in self._above):
            raise self._unreadable(self._parser.CurrentLineNumber)
        if self._row is not None:
            self._cells, self._bad = {}, False
            for attribute, value in attributes.items():
                self._cell(_local(attribute), value)

    def _end(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        table = self._row
        if table is not None:
            if tuple(self._path) == tuple(table.row.split("/")):
                self._bad |= bool(text.strip())
                cells = tuple(self._cells.get(one) or None for one in table.columns)
                line = self._parser.CurrentLineNumber
                self._ready.append((table.table, Malformed(line) if self._bad else cells))
                self._row = None
            else:
                self._cell(_local(name), text)
        elif text.strip():
            raise self._unreadable(self._parser.CurrentLineNumber)
        self._path.pop()

    def _cell(self, column: str, text: str) -> None:
        known = self._row is not None and column in self._row.columns
        self._bad |= not known or column in self._cells
        self._cells[column] = text

    def _said(self, text: str) -> None:
        self._text.append(text)

    def _refused(self, *_: object) -> None:
        raise self._unreadable(self._parser.CurrentLineNumber)

    def _refused_reference(self, *_: object) -> int:
        raise self._unreadable(self._parser.CurrentLineNumber)

    def _unreadable(self, line: int) -> ConnectorError:
        return ConnectorError("extraction_unreadable", file=self._file, line=line)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
