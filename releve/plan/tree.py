"""A plan file as a tree: every scalar is still text, and every node knows its file and line."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from releve.errors import PlanError

OPEN = "à compléter"
"""What a plan says instead of a value that nobody has decided yet."""

UNQUALIFIED = "à qualifier"
"""The archives regime that nobody has qualified yet: an overlay may replace it as well."""

Where: TypeAlias = tuple[str | int, ...]
"""A way through a plan: ``("assets", 3, "controller")``."""

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file and a line of it, counted from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text, plain or quoted: no type was guessed."""

    place: Place
    text: str

    @property
    def open(self) -> bool:
        """Whether it says « à compléter »."""
        return self.text == OPEN

    @property
    def misspelt(self) -> bool:
        """Whether it nearly says « à compléter »: that would be taken for a value."""
        return self.text != OPEN and _folded(self.text) == _folded(OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A mapping. Each value's place is the line of its key."""

    place: Place
    entries: "Mapping[str, Node]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    place: Place
    items: "tuple[Node, ...]"


Node: TypeAlias = Scalar | Branch | Items


def shown(where: Where) -> str:
    """Write a way as people read it: ``assets[3].controller``."""
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def follow(root: Node, where: Where) -> tuple[Node, Where]:
    """Go down as far as the tree goes; return the node reached and the way really taken.

    Parts that name nothing in the tree (a validator's own steps, a missing key) are left out.
    """
    node, taken = root, list[str | int]()
    for part in where:
        if isinstance(node, Branch) and part in node.entries:
            node = node.entries[str(part)]
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            continue
        taken.append(part)
    return node, tuple(taken)


def plain(node: Node) -> Plain:
    """Return the tree as plain values, « à compléter » being ``None``."""
    match node:
        case Scalar():
            return None if node.open else node.text
        case Items():
            return [plain(item) for item in node.items]
        case Branch():
            return {key: plain(value) for key, value in node.entries.items()}


def scalars(node: Node, where: Where = ()) -> Iterator[tuple[Where, Scalar]]:
    """Iterate over every scalar with the way to it, in file order."""
    match node:
        case Scalar():
            yield where, node
        case Items():
            for index, item in enumerate(node.items):
                yield from scalars(item, (*where, index))
        case Branch():
            for key, value in node.entries.items():
                yield from scalars(value, (*where, key))


def refusal(
    code: str, place: Place, where: Where, **facts: str | int | tuple[str, ...]
) -> PlanError:
    """Make the error that names a file, a line and a field."""
    return PlanError(code, file=place.file, line=place.line, field=shown(where), **facts)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in letters if char.isalpha())
