"""A successor's FHIR R4 API: pathways delivered there, counted there, read back from there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from connectors.fhir_api.canary import try_server
from connectors.fhir_api.capability import Capability, declared
from connectors.fhir_api.exchange import Exchange, Limits
from connectors.fhir_api.journal import Journal
from connectors.fhir_api.presence import held
from connectors.fhir_api.reading import Resource, ours, total
from connectors.fhir_api.sending import Sender, lines
from connectors.fhir_api.target import FhirTarget
from connectors.fhir_api.transaction import Sending, read_transaction
from releve.pathways.delivery import Delivered, Refusal, content_digest, files
from releve.pathways.folder import CanonicalFolder
from releve.ports import Progress

Systems: TypeAlias = Mapping[str, Sequence[str]]
"""The identifier systems that mark our resources, by resource type."""

_BUNDLES = Path("fhir/bundles")
_DIRECTORY = "directory.ndjson"
_PARTS = "part-*.ndjson"


class FhirApi:
    """One FHIR R4 server. Every call opens its own connections and closes them.

    ``connections`` transactions are in flight at most. What exists there already is left as it
    is, unless ``replacing``, for a delta: it then becomes what is sent.
    """

    def __init__(
        self,
        target: FhirTarget,
        *,
        limits: Limits | None = None,
        connections: int = 4,
        replacing: bool = False,
    ) -> None:
        self._target = target
        self._limits = limits or Limits()
        self._connections = connections
        self._replacing = replacing

    def deliver(self, folder: Path, progress: Progress, journal: Path) -> Delivered:
        """Send ``fhir/bundles``, the directory first; as ``PathwayDelivery`` says.

        ``progress`` is given transactions. The server is tried first (:meth:`try_out`). Pathways
        stay unsent if a shared resource is refused, since they refer to it. An entry that exists
        already is not compared with ours: reading back is what compares. Of a delta, what exists
        becomes what is sent, and each pathway to be removed is named among the refusals: nothing is
        ever deleted from here on a server whose own data may hang on it.

        Raises:
            ConnectorError: as :meth:`try_out` and :meth:`connectors.fhir_api.sending.Sender.send`.

        """
        paths = files(folder / _BUNDLES, _DIRECTORY, _PARTS)
        shared = tuple(path for path in paths if path.name == _DIRECTORY)
        rest = paths[len(shared) :]
        with self._open() as (exchange, capability):
            try_server(exchange, capability, _kinds(folder))
            with Journal(journal, content_digest(paths), exchange.base) as noted:
                removed = removals(folder)
                replacing = self._replacing or removed is not None
                how = Sending(put=capability.put, replacing=replacing)
                sender = Sender(exchange, how, noted, self._connections, capability.at)
                unsent = sender.send(shared, progress, ordered=True)
                unsent += lines(rest) if sender.tally.refused else sender.send(rest, progress)
                sender.tally.refuse(removed or (), 0)
        return sender.tally.delivered(unsent)

    def try_out(self, folder: Path) -> int:
        """See whether the server may be sent a package; see :func:`try_server`."""
        with self._open() as (exchange, capability):
            return try_server(exchange, capability, _kinds(folder))

    def count(self, systems: Systems) -> Mapping[str, int]:
        """Return what the server says it holds of ours, per type; errors of :func:`total`."""
        with self._open() as (exchange, capability):
            return {
                kind: total(exchange, capability, kind, systems[kind]) for kind in sorted(systems)
            }

    def held(self, folder: Path) -> Mapping[str, int]:
        """Return :meth:`count` for the identifier systems of a package; types of none left out."""
        return {kind: count for kind, count in self.count(systems_of(folder)).items() if count}

    def forget(self, _folder: Path, journal: Path) -> None:
        """Forget what was taken: conditional creates find again what is there."""
        journal.unlink(missing_ok=True)

    def read_all(self, systems: Systems) -> Iterator[Resource]:
        """Stream every resource of ours, type by type; errors of :func:`total`."""
        with self._open() as (exchange, capability):
            for kind in sorted(systems):
                yield from ours(exchange, capability, kind, systems[kind])

    def kinds(self) -> frozenset[str]:
        """Return the resource types that the server takes; errors of :func:`total`."""
        with self._open() as (_, capability):
            return capability.created | capability.put

    def pathways(self, bundles: Iterable[bytes]) -> Iterator[Sequence[Resource]]:
        """Return what the server holds now of each transaction, a line of ``fhir/bundles``.

        Each resource is looked for by itself: ``$everything`` leaves tasks out in R4, and searches
        by patient are not offered for every type. What is not there is not in the list; what the
        successor added of its own is not looked for: :meth:`count` tells of it.

        Raises:
            ConnectorError: ``bundle_malformed``, ``bundle_not_replayable``; those of
                :func:`total`.

        """
        with self._open() as (exchange, capability):
            for number, bundle in enumerate(bundles, start=1):
                sent = read_transaction(bundle, "", number, Sending(put=capability.put))
                yield list(held(exchange, sent.entries))

    @contextmanager
    def _open(self) -> Iterator[tuple[Exchange, Capability]]:
        with Exchange(self._target, self._limits, self._connections) as exchange:
            yield exchange, declared(exchange, self._target.undeclared)


def systems_of(folder: Path) -> Systems:
    """Return the identifier systems of every type of ``fhir/bundles``, read from end to end.

    Raises:
        ConnectorError: ``delivery_content_missing``, ``bundle_malformed``,
            ``bundle_not_replayable``.

    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in files(folder / _BUNDLES, _DIRECTORY, _PARTS):
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                for entry in read_transaction(line, path.name, number, Sending()).entries:
                    found[entry.kind].add(entry.system)
    return {kind: tuple(sorted(systems)) for kind, systems in found.items()}


def _kinds(folder: Path) -> set[str]:
    """Return the resource types of a package, by the names of its files."""
    return {path.name.rpartition("-")[0] for path in folder.glob("fhir/resources/*.ndjson")}


def removals(folder: Path) -> tuple[Refusal, ...] | None:
    """Return a refusal for each pathway that a delta removes; ``None`` if it is no delta.

    Raises:
        EvidenceRefused: ``canonical_line_malformed``, ``canonical_folder_missing``.

    """
    if not (folder / "removed.ndjson").exists():
        return None
    names = sorted(one.hex() for one in CanonicalFolder(folder).removed())
    code = "delivery_removal_by_hand"
    return tuple(Refusal(kind="pathway", identifier=name, code=code) for name in names)
