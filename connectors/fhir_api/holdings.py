"""What a FHIR server holds of ours, as pathways: those asked for one by one, or all of them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self

import orjson

from connectors.fhir_api.api import FhirApi
from connectors.fhir_api.reading import Resource
from releve.errors import EvidenceRefused
from releve.pathways.fhir import (
    FhirContext,
    about,
    bundle,
    read_groups,
    read_resources,
    references,
    resources,
    shared_resources,
)
from releve.pathways.fhir.systems import SHARED_TYPES, systems_read
from releve.pathways.folder import Group
from releve.pathways.holdings import Opened
from releve.pathways.record import DIRECTORY, Pathway, Record

_BUNDLED = 500
"""Shared records that one Bundle names."""
_PILES = 256
"""Files that resources are sorted into by person, so that one at a time is held in memory."""


class FhirHoldings:
    """One server and whose pathways are read there; a :class:`releve.pathways.holdings.Holdings`.

    Resources are told by our identifiers; what the successor added of its own is left out.
    """

    def __init__(self, api: FhirApi, context: FhirContext) -> None:
        """Name the server; nothing is asked yet."""
        self._api = api
        self._context = context

    def opened(
        self, asked: Iterable[Pathway], directory: Mapping[str, Record]
    ) -> Iterator[tuple[str, Opened]]:
        """Look for every resource of each pathway by itself, as :meth:`FhirApi.pathways`.

        A record that the server gives to somebody else is not in its pathway any more.

        Raises:
            ConnectorError: as :meth:`FhirApi.pathways`.

        """
        shared = [one for some in self._api.pathways(self._shared(directory)) for one in some]
        known = references(shared, self._context)
        wanted = list(asked)
        lines = (_line(resources(one, directory, self._context)) for one in wanted)
        for one, held in zip(wanted, self._api.pathways(lines), strict=True):
            try:
                found: Opened = read_groups(held, self._context, known).get(one.id, ())
            except EvidenceRefused as refused:
                found = refused
            yield one.id, found

    def everything(self, work: Path) -> Iterator[Group]:
        """Stream all that is ours, page by page, sorted by person through files in ``work``.

        What is about nobody who is there comes under the empty id.

        Raises:
            ConnectorError: as :meth:`FhirApi.read_all`.
            EvidenceRefused: ``fhir_identifier_twice``: the server holds something twice.

        """
        taken = self._api.kinds()
        systems = {
            kind: several for kind, several in systems_read(self._context).items() if kind in taken
        }
        shared = {kind: systems[kind] for kind in SHARED_TYPES if kind in systems}
        directory = list(self._api.read_all(shared))
        known = dict(references(directory, self._context))
        people = {kind: systems[kind] for kind in ("Patient",) if kind in systems}
        others = {kind: systems[kind] for kind in systems.keys() - shared.keys() - people.keys()}
        with _Piles(work) as piles:
            for one in self._api.read_all(people):
                known.update(references([one], self._context))
                piles.add(about(one, self._context, known), one)
            for one in self._api.read_all(others):
                piles.add(about(one, self._context, known), one)
            yield Group(DIRECTORY, read_resources(directory, self._context))
            for pile in piles.each():
                groups = read_groups(pile, self._context, known)
                yield from (Group(name, groups[name]) for name in sorted(groups))

    def _shared(self, directory: Mapping[str, Record]) -> Iterator[bytes]:
        """Yield the Bundles of the shared records."""
        left = iter(directory.values())
        while some := list(islice(left, _BUNDLED)):
            yield _line(shared_resources(some, directory, self._context))


class _Piles:
    """Resources put down by person, each person's together, and picked up pile by pile."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._open = ExitStack()
        self._files: dict[int, BinaryIO] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        for number in self._files:
            self._path(number).unlink(missing_ok=True)

    def add(self, person: str, resource: Resource) -> None:
        """Put a resource with those of the same person."""
        number = hashlib.sha256(person.encode()).digest()[0] % _PILES
        if number not in self._files:
            path = self._path(number)
            self._files[number] = self._open.enter_context(path.open("xb"))
            path.chmod(0o600)
        self._files[number].write(orjson.dumps(resource) + b"\n")

    def each(self) -> Iterator[Sequence[Resource]]:
        """Yield the piles; each holds all that was put down for its people."""
        self._open.close()
        for number in sorted(self._files):
            yield [orjson.loads(line) for line in self._path(number).read_bytes().splitlines()]

    def _path(self, number: int) -> Path:
        return self._work / f"pile-{number:03d}.ndjson"


def _line(built: Sequence[Mapping[str, object]]) -> bytes:
    return orjson.dumps(bundle(dict(one) for one in built))
