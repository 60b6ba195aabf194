"""A canonical value as the rules of a suite see it: a scalar, or nothing."""

from collections.abc import Iterable, Iterator


def seen_by_rules(value: object) -> object:
    """Return what rules look at: null for an absence, a path for a file, the text of a list."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return value.get("path")
    if isinstance(value, list | tuple):
        return "\n".join(_texts(value))
    return value


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield from map(str, value.values())
        else:
            yield str(value)
