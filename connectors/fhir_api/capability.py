"""What a FHIR server declares of itself, and how each resource type can be sent to it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from connectors.fhir_api.exchange import Exchange, Json
from releve.errors import ConnectorError

_VERSION = "4.0."


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """``GET metadata``. ``created`` types are found again by identifier; ``put`` ones are not.

    A ``created`` type is sent as a conditional create: what exists is left as it is. A ``put`` one
    is sent as an update under our own id: a replay writes it again, so that what the successor
    changed meanwhile would be lost. ``at`` is the server's clock.
    """

    at: datetime | None
    transactions: bool
    created: frozenset[str]
    put: frozenset[str]

    def lacking(self, kinds: Collection[str]) -> tuple[str, ...]:
        """Return what the server does not offer of what a delivery of these types needs."""
        missing = sorted(set(kinds) - self.created - self.put)
        return tuple(missing if self.transactions else [*missing, "transaction"])


def declared(exchange: Exchange, undeclared: Collection[str]) -> Capability:
    """Ask a server what it offers; ``undeclared`` types are taken to be offered as updates.

    Raises:
        ConnectorError: ``fhir_not_r4`` with ``version``; those of the exchange.

    """
    reply = exchange.ask("GET", "metadata")
    said = reply.document if reply.status == HTTPStatus.OK else None
    version = None if said is None else said.get("fhirVersion")
    if said is None or not isinstance(version, str) or not version.startswith(_VERSION):
        shown = version[:20] if isinstance(version, str) else None
        raise ConnectorError("fhir_not_r4", host=exchange.host, version=shown)
    rest = said.get("rest")
    server = rest[0] if isinstance(rest, list) and rest else None
    offered = server if isinstance(server, dict) else {}
    types = _named(offered.get("resource"), "type")
    created = frozenset(kind for kind, one in types.items() if _creatable(one))
    put = frozenset(kind for kind, one in types.items() if one.get("updateCreate") is True)
    return Capability(
        at=reply.at,
        transactions="transaction" in _named(offered.get("interaction"), "code"),
        created=created,
        put=(put | frozenset(undeclared)) - created,
    )


def _creatable(offer: Mapping[str, Json]) -> bool:
    searched = "identifier" in _named(offer.get("searchParam"), "name")
    return searched and offer.get("conditionalCreate") is not False


def _named(several: Json, member: str) -> Mapping[str, Mapping[str, Json]]:
    listed = several if isinstance(several, list) else []
    return {str(one.get(member)): one for one in listed if isinstance(one, dict)}
