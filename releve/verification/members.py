"""Reading a signed JSON document that nothing vouches for yet: members of members, every object."""

from collections.abc import Iterator, Mapping

from releve.ledger.body import Body


def at(body: object, *names: str) -> object:
    """Return a member of a member, or ``None`` where there is none."""
    value = body
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def members(predicate: Body) -> Iterator[Body]:
    """Yield every object inside a statement, itself included."""
    waiting: list[object] = [predicate]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
