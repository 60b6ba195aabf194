"""Typed reading of entry bodies: what is missing or of another type is refused, never guessed."""

from collections.abc import Mapping, Sequence

from releve.errors import EvidenceRefused
from releve.model.evidence import JsonValue

Body = Mapping[str, JsonValue]


def text(body: Body, name: str) -> str:
    """Return a text; ``EvidenceRefused`` (``entry_malformed``) if it is not one."""
    value = body.get(name)
    if isinstance(value, str):
        return value
    raise EvidenceRefused("entry_malformed", field=name)


def optional_text(body: Body, name: str) -> str | None:
    """Return a text or ``None`` where the body says null; a missing name is refused."""
    if name in body and body[name] is None:
        return None
    return text(body, name)


def number(body: Body, name: str) -> int:
    """Return an integer; booleans are not integers."""
    value = body.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise EvidenceRefused("entry_malformed", field=name)


def optional_number(body: Body, name: str) -> int | None:
    """Return an integer or ``None`` where the body says null; a missing name is refused."""
    if name in body and body[name] is None:
        return None
    return number(body, name)


def mapping(body: Body, name: str) -> Body:
    """Return a nested object."""
    value = body.get(name)
    if isinstance(value, Mapping):
        return value
    raise EvidenceRefused("entry_malformed", field=name)


def items(body: Body, name: str) -> tuple[Body, ...]:
    """Return a list of objects."""
    value = body.get(name)
    if isinstance(value, Sequence) and not isinstance(value, str):
        objects = tuple(one for one in value if isinstance(one, Mapping))
        if len(objects) == len(value):
            return objects
    raise EvidenceRefused("entry_malformed", field=name)


def texts(body: Body, name: str) -> tuple[str, ...]:
    """Return a list of texts."""
    value = body.get(name)
    if isinstance(value, Sequence) and not isinstance(value, str):
        found = tuple(one for one in value if isinstance(one, str))
        if len(found) == len(value):
            return found
    raise EvidenceRefused("entry_malformed", field=name)


def numbers(body: Body, name: str) -> tuple[int, ...]:
    """Return a list of whole numbers."""
    value = body.get(name)
    if isinstance(value, Sequence) and not isinstance(value, str):
        found = tuple(one for one in value if isinstance(one, int) and not isinstance(one, bool))
        if len(found) == len(value):
            return found
    raise EvidenceRefused("entry_malformed", field=name)
