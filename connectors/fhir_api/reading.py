"""What a FHIR server says it holds: counts, and resources page by page."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from connectors.fhir_api.capability import Capability
from connectors.fhir_api.exchange import Exchange, Json
from connectors.fhir_api.target import same_origin
from releve.errors import ConnectorError

Resource: TypeAlias = Mapping[str, Json]
Query: TypeAlias = Sequence[tuple[str, str]]

PAGE = 500
"""How many resources a page is asked to hold; the server decides."""


def total(exchange: Exchange, capability: Capability, kind: str, systems: Sequence[str]) -> int:
    """Return how many resources of a type bear an identifier of these systems.

    A server that cannot search them by identifier has all of the type read, and ours counted.

    Raises:
        ConnectorError: ``fhir_search_refused`` with ``kind`` and ``status``;
            ``fhir_search_ignored``: the server searched by something else; those of the exchange.

    """
    if kind not in capability.created:
        return sum(1 for _ in ours(exchange, capability, kind, systems))
    found = _searched(exchange, kind, kind, (_marks(systems), ("_summary", "count")))
    count = found.get("total")
    if type(count) is not int:
        raise ConnectorError("fhir_search_refused", kind=kind, status=HTTPStatus.OK)
    return count


def ours(
    exchange: Exchange, capability: Capability, kind: str, systems: Sequence[str]
) -> Iterator[Resource]:
    """Stream the resources of a type that bear an identifier of these systems; as :func:`total`."""
    asked = [_marks(systems)] if kind in capability.created else []
    for resource in matches(exchange, kind, [*asked, ("_count", str(PAGE))]):
        if any(name.partition("|")[0] in systems for name in names(resource)):
            yield resource


def matches(exchange: Exchange, kind: str, query: Query) -> Iterator[Resource]:
    """Stream the resources of a type that a search finds, page after page.

    A next page elsewhere than on this server is refused. Resources included or added by the server
    for another reason are left out. Not checked: what others write meanwhile may shift pages.

    Raises:
        ConnectorError: as :func:`total`; ``fhir_pages_malformed``: a page is elsewhere, or seen
            already; ``fhir_pages_incomplete`` with ``kind``, ``expected`` and ``found``.

    """
    path, asked, seen, found = kind, tuple(query), set[str](), 0
    expected: Json = None
    while path:
        page = _searched(exchange, kind, path, asked)
        expected = page.get("total") if expected is None else expected
        for resource in _resources(page, kind):
            found += 1
            yield resource
        path, asked = _link(page, "next"), ()
        if path and (not same_origin(exchange.base, path) or path in seen):
            raise ConnectorError("fhir_pages_malformed", kind=kind)
        seen.add(path)
    if type(expected) is int and expected != found:
        raise ConnectorError("fhir_pages_incomplete", kind=kind, expected=expected, found=found)


def names(resource: Resource) -> set[str]:
    """Return the identifiers of a resource as ``system|value``."""
    found = resource.get("identifier")
    several = found if isinstance(found, list) else [found]  # QuestionnaireResponse has but one
    return {f"{one.get('system')}|{one.get('value')}" for one in several if isinstance(one, dict)}


def _marks(systems: Sequence[str]) -> tuple[str, str]:
    return "identifier", ",".join(f"{one}|" for one in systems)


def _searched(exchange: Exchange, kind: str, path: str, query: Query) -> Resource:
    reply = exchange.ask("GET", path, query=query)
    page = reply.document
    if reply.status != HTTPStatus.OK or page is None or page.get("type") != "searchset":
        raise ConnectorError("fhir_search_refused", kind=kind, status=reply.status)
    used = {name for name, _ in parse_qsl(urlsplit(_link(page, "self")).query)}
    # R4 3.1.1.3: the self link tells the parameters that were used.
    if query and used and query[0][0] not in used:
        raise ConnectorError("fhir_search_ignored", kind=kind)
    return page


def _resources(page: Resource, kind: str) -> Iterator[Resource]:
    entries = page.get("entry")
    for entry in entries if isinstance(entries, list) else ():
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict) and resource.get("resourceType") == kind:
            yield resource


def _link(page: Resource, relation: str) -> str:
    links = page.get("link")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("relation") == relation:
            return str(link.get("url", ""))
    return ""
