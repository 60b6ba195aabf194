"""Looking into JSON that somebody else may have written: what is not as expected is not there.

Nothing here raises. A value of another type, or nowhere, reads as ``None``: the record then lacks
it, and whoever compares records sees the difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Node: TypeAlias = Mapping[str, object]

_NOTHING: Node = {}


def inside(node: Node, *path: str) -> Node:
    """Return the object at the end of a path of members; of a list on the way, its first."""
    for name in path:
        value = node.get(name)
        if type(value) is list:
            value = value[0] if value else None
        if type(value) is not dict:
            return _NOTHING
        node = value
    return node


def text(node: Node, name: str) -> str | None:
    """Return the text of a member, if it is text and not empty."""
    value = node.get(name)
    return value if type(value) is str and value else None


def each(node: Node, name: str) -> Iterator[Node]:
    """Iterate over the objects of a member that is a list, or one object."""
    value = node.get(name)
    if type(value) is dict:
        yield value
    if type(value) is list:
        for one in value:
            if type(one) is dict:
                yield one


def texts(node: Node, name: str) -> Sequence[str]:
    """Return the texts of a member that is a list of them."""
    value = node.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def coded(concept: Node, system: str) -> str | None:
    """Return the code that a CodeableConcept has in a system."""
    for coding in each(concept, "coding"):
        if coding.get("system") == system:
            return text(coding, "code")
    return None


def extension(node: Node, url: str) -> Node:
    """Return the extension with a URL."""
    for one in each(node, "extension"):
        if one.get("url") == url:
            return one
    return _NOTHING
