"""Entries of a transaction found again on a server, by our identifiers or by their ids."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from connectors.fhir_api.exchange import Exchange
from connectors.fhir_api.reading import Resource, matches, names
from connectors.fhir_api.transaction import Entry

_ASKED = 20
"""How many identifiers one search names: an address stays under 4 KiB."""


def present(
    exchange: Exchange, entries: Sequence[Entry], since: datetime | None
) -> tuple[int, int]:
    """Return how many resources of these entries are there, and were written since an instant.

    What says no instant counts as written since, and so does everything if ``since`` is unknown.

    Raises:
        ConnectorError: as :func:`connectors.fhir_api.reading.matches`.

    """
    found = list(held(exchange, entries))
    return len(found), sum(_written(one, since) for one in found)


def held(exchange: Exchange, entries: Sequence[Entry]) -> Iterator[Resource]:
    """Stream the resources of these entries that the server holds; errors as :func:`present`."""
    wanted: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in entries:
        parameter, value = entry.sought
        wanted[entry.kind, parameter].append(value)
    for (kind, parameter), values in wanted.items():
        for start in range(0, len(values), _ASKED):
            asked = set(values[start : start + _ASKED])
            query = ((parameter, ",".join(sorted(asked))), ("_count", str(2 * _ASKED)))
            for resource in matches(exchange, kind, query):
                if asked & {*names(resource), str(resource.get("id"))}:
                    yield resource


def _written(resource: Resource, since: datetime | None) -> bool:
    meta = resource.get("meta")
    said = meta.get("lastUpdated") if isinstance(meta, dict) else None
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return True
    return since is None or (at if at.tzinfo else at.replace(tzinfo=UTC)) >= since
