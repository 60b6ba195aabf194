"""Forms of a package's content. Each renders what it is given, and the same bytes for the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import orjson

from connectors.pathways.attachments import Piece
from connectors.pathways.output import Output
from releve.pathways.model import ROOT
from releve.pathways.record import Pathway, Record


@dataclass(frozen=True, slots=True)
class Taken:
    """One pathway that is delivered, its attachments by path, its records in canonical form."""

    pathway: Pathway
    pieces: Mapping[str, Piece]
    lines: Sequence[bytes]


class Renderer(Protocol):
    """One form. It can be pickled, and renders any part in any process.

    ``name`` is that of the plan (``canonical``, ``fhir`` …); ``version`` names the format and
    changes with the bytes. Every file it writes is named for the part.
    """

    @property
    def name(self) -> str:
        """Name of the form."""

    @property
    def version(self) -> str:
        """Version of the format, as ``releve/pathway/1``."""

    @property
    def setting(self) -> str:
        """What decides its bytes beside the records, in any words."""

    def part(
        self, number: int, taken: Sequence[Taken], shared: Mapping[str, Record], output: Output, /
    ) -> None:
        """Write the pathways of one part, in order; none may be given.

        ``shared`` holds every shared record of the source.
        """

    def directory(
        self, records: Iterable[Record], shared: Mapping[str, Record], output: Output, /
    ) -> None:
        """Write the shared records of the package, in order; once, after every part."""


class CanonicalForm:
    """``canonical/``: what the content root is computed over, one pathway a line."""

    name = "canonical"
    version = "releve/pathway/1"
    setting = ""

    def part(
        self, number: int, taken: Sequence[Taken], _shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``canonical/part-<number>.ndjson``: ``{"id":…,"records":[…]}``, in order."""
        if not taken:
            return
        with output.open(f"canonical/part-{number:05d}.ndjson") as file:
            for one in taken:
                file.write(canonical_line(one.pathway.id, one.lines))

    def directory(
        self, records: Iterable[Record], _shared: Mapping[str, Record], output: Output
    ) -> None:
        """Write ``canonical/directory.ndjson``, one shared record a line."""
        output.write("canonical/directory.ndjson", (one.canonical() + b"\n" for one in records))


def canonical_line(pathway_id: str, records: Iterable[bytes]) -> bytes:
    """Return the one line of a pathway, its newline included."""
    return b'{"id":%s,"records":[%s]}\n' % (orjson.dumps(pathway_id), b",".join(records))


def written_persons(content: Path) -> Iterator[tuple[str, Pathway]]:
    """Iterate over the pathways in the parts below ``content``, with the number of their part.

    Of each, only the person's record.
    """
    for path in sorted(content.glob("canonical/part-*.ndjson")):
        with path.open("rb") as lines:
            for line in lines:
                document = orjson.loads(line)
                records = tuple(
                    Record(one["e"], one["id"], one["v"])
                    for one in document["records"]
                    if one["e"] == ROOT.name
                )
                yield path.stem.rpartition("-")[2], Pathway(document["id"], records)
