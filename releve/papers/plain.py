"""A paper as plain lines, for a terminal: the same words, in the same order."""

from collections.abc import Iterator

from releve.certificates.labels import Labels
from releve.papers.paper import (
    Block,
    Break,
    Gantt,
    Listing,
    Paper,
    Paragraph,
    Rows,
    Signatures,
    Table,
)
from releve.papers.rendering import cell, labels_for
from releve.papers.value import Cell


def plain_lines(paper: Paper, labels: Labels) -> Iterator[str]:
    """Yield the lines of a paper; places to sign and drawings are left to the sheet."""
    labels = labels_for(paper, labels)
    yield _text(paper.title, labels)
    yield _text(paper.lead, labels)
    for section in paper.sections:
        lines = [line for block in section.blocks for line in _lines(block, labels)]
        if section.heading is not None and lines:
            yield ""
            yield _text(section.heading, labels)
        yield from lines


def _lines(block: Block, labels: Labels) -> Iterator[str]:
    match block:
        case Rows():
            for row in block.rows:
                yield f"  {_text(row.label, labels)} : {_text(row.value, labels)}"
        case Table():
            for cells in block.rows:
                yield "  " + " · ".join(filter(None, (_text(one, labels) for one in cells)))
            if not block.rows:
                yield f"  {_text(block.empty, labels)}"
        case Listing():
            for item in block.items:
                yield f"  – {_text(item, labels)}"
        case Paragraph():
            yield "  " + " ".join(_text(one, labels) for one in block.cells)
        case Signatures() | Gantt() | Break():
            return


def _text(one: Cell, labels: Labels) -> str:
    shown = cell(one, labels)
    text = shown["text"] if isinstance(shown, dict) else ""
    return str(text).replace("\n", " ")
