"""A server tried with two harmless resources before anybody's pathway is sent to it.

What a server declares is read first; what matters most is then seen. Both canaries are inactive
organisations named « Relève », without any person, deleted afterwards.
"""

import uuid
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Protocol

import orjson

from connectors.fhir_api.capability import Capability
from connectors.fhir_api.exchange import Exchange, Json
from connectors.fhir_api.presence import present
from connectors.fhir_api.reading import matches
from connectors.fhir_api.transaction import Entry, Transaction, Verdict, judge
from releve.errors import ConnectorError

SYSTEM = "urn:releve:canari"
"""The identifier system of canaries: never that of what is delivered."""

_KIND = "Organization"


class _Asking(Protocol):
    def __call__(self, *entries: Mapping[str, Json]) -> Verdict: ...


def try_server(exchange: Exchange, capability: Capability, kinds: Collection[str]) -> int:
    """See that a server may be sent transactions of these types; return canaries left behind.

    Conditional creates must not create twice, and a transaction one entry of which must fail must
    leave nothing behind. Not checked: that it does so under load, nor when it fails for a cause
    of its own; a transaction refused later is looked up again for that.

    Raises:
        ConnectorError: ``fhir_capability_lacking`` with ``lacking``; ``fhir_canary_refused``: it
            does not take a harmless resource; ``fhir_duplicates``: the same conditional create
            made two; ``server_not_atomic``;
            ``server_atomicity_unproven``: it takes what must fail; those of the exchange.

    """
    lacking = capability.lacking({*kinds, _KIND})
    if lacking:
        raise ConnectorError("fhir_capability_lacking", host=exchange.host, lacking=lacking)
    born: list[Entry] = []

    def post(*entries: Mapping[str, Json]) -> Verdict:
        body = {"resourceType": "Bundle", "type": "transaction", "entry": list(entries)}
        sent = Transaction(
            orjson.dumps(body), tuple(Entry(_KIND, SYSTEM, "", None) for _ in entries)
        )
        return judge(sent, exchange.ask("POST", "", body=sent.body, prefer="return=minimal"))

    try:
        _creates_once(exchange, post, born)
        _all_or_nothing(exchange, post, born)
    finally:
        left = sum(_deleted(exchange, one) for one in born)
    return left


def _creates_once(exchange: Exchange, post: _Asking, born: list[Entry]) -> None:
    first, entry = _canary()
    born.append(first)
    if post(entry).refused or post(entry).refused:
        raise ConnectorError("fhir_canary_refused", host=exchange.host)
    there, _ = present(exchange, (first,), None)
    if there != 1:
        raise ConnectorError("fhir_duplicates", host=exchange.host, found=there)


def _all_or_nothing(exchange: Exchange, post: _Asking, born: list[Entry]) -> None:
    """Post what must fail in two ways; a server must refuse one, and keep nothing of it."""
    for failing in (_of_no_version(), _of_nobody()):
        first, entry = _canary()
        born.append(first)
        refused = post(entry, failing).refused
        there, _ = present(exchange, (first,), None)
        if refused and there:
            raise ConnectorError("server_not_atomic", host=exchange.host, present=there, entries=2)
        if refused:
            return
    raise ConnectorError("server_atomicity_unproven", host=exchange.host)


def _canary() -> tuple[Entry, Mapping[str, Json]]:
    value = str(uuid.uuid4())
    entry: dict[str, Json] = {
        "fullUrl": f"urn:uuid:{value}",
        "resource": _organization(value),
        "request": {
            "method": "POST",
            "url": _KIND,
            "ifNoneExist": f"identifier={SYSTEM}|{value}",
        },
    }
    return Entry(_KIND, SYSTEM, value, None), entry


def _of_no_version() -> Mapping[str, Json]:
    """Update a version that does not exist."""
    value = str(uuid.uuid4())
    request: dict[str, Json] = {
        "method": "PUT",
        "url": f"{_KIND}/{value}",
        "ifMatch": 'W/"404404"',
    }
    return {"resource": {**_organization(value), "id": value}, "request": request}


def _of_nobody() -> Mapping[str, Json]:
    """Create what belongs to an organisation that does not exist."""
    _, entry = _canary()
    reference: Json = {"reference": f"{_KIND}?identifier={SYSTEM}|{uuid.uuid4()}"}
    resource = entry["resource"]
    whole = resource if isinstance(resource, dict) else {}
    return {**entry, "resource": {**whole, "partOf": reference}}


def _organization(value: str) -> dict[str, Json]:
    return {
        "resourceType": _KIND,
        "identifier": [{"system": SYSTEM, "value": value}],
        "active": False,
        "name": "Relève : essai, à ignorer",
    }


def _deleted(exchange: Exchange, entry: Entry) -> int:
    """Delete a canary if it is there; return 1 if it stays."""
    left = 0
    for resource in list(matches(exchange, _KIND, (entry.sought,))):
        reply = exchange.ask("DELETE", f"{_KIND}/{resource.get('id')}")
        left += reply.status not in {HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.ACCEPTED}
    return left
