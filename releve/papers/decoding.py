"""From a signed twin back to the paper it is of: what was signed is copied, never written again."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from releve.canonical import decode
from releve.errors import EvidenceRefused
from releve.ledger.body import mapping
from releve.papers import paper as papers
from releve.papers import value as values
from releve.papers.paper import Paper
from releve.signatures.dsse import parse_envelope

_KINDS: Final[Mapping[str, Callable[..., object]]] = {
    one.__name__.lower(): one
    for one in (
        *(papers.Paper, papers.Section, papers.Rows, papers.Row, papers.Table, papers.Listing),
        *(papers.Paragraph, papers.Signatures, papers.Signature, papers.Gantt, papers.Bar),
        *(papers.Break, values.Value, values.Said, values.Blank, values.Stack),
    )
}
"""By what each object of a twin says it is."""
_WORDS: Final[Mapping[str, type[StrEnum]]] = {
    "form": values.Form,
    "rule": values.Rule,
    "kind": papers.PaperKind,
    "layout": papers.Layout,
    "tone": papers.Tone,
}


def decoded_paper(envelope: bytes) -> Paper:
    """Return the paper that a twin's envelope holds. No signature is verified.

    Raises:
        EvidenceRefused: ``paper_not_readable``: it is not one, or of a form unknown here.

    """
    try:
        statement = {"statement": decode(parse_envelope(envelope).payload)}
        told = mapping(mapping(statement, "statement"), "predicate")
        found = _decoded(told.get("paper"))
    except (EvidenceRefused, KeyError, TypeError, ValueError) as error:
        raise EvidenceRefused("paper_not_readable") from error
    if not isinstance(found, Paper):
        raise EvidenceRefused("paper_not_readable")
    return found


def _decoded(part: object) -> object:
    if isinstance(part, list | tuple):
        return tuple(_decoded(one) for one in part)
    if not isinstance(part, Mapping):
        return part
    if "is" not in part:
        return {str(name): _decoded(one) for name, one in part.items()}
    members = {
        str(name): _WORDS[name](one) if name in _WORDS else _decoded(one)
        for name, one in part.items()
        if name != "is"
    }
    return _KINDS[str(part["is"])](**members)
