"""Private lists that travel between the DAC, its successor and Relève: one row a line, strict.

The first line is ``{"format":…,"package":…,"rows":n}``, then come n rows. Every line is canonical
JSON; rows strictly increase, compared as bytes, so that the same list has one form and a list cut
short is seen. Pathways and records are called by keyed names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from releve.canonical import digest, encode
from releve.errors import EvidenceRefused
from releve.model.ids import Digest

Name = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A keyed name (:mod:`releve.pathways.names`), 64 lower-case hexadecimal digits."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
"""A code of the successor's: lower-case, nothing that could hold a value."""


class Row(BaseModel):
    """One row: frozen, without any member that its format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def line(self) -> bytes:
        """Return the canonical JSON of the row; what is ``None`` is not there."""
        return encode(self.model_dump(mode="json", exclude_none=True))


class _Head(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    package: Digest
    rows: int = Field(ge=0)


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Listing(Generic[AnyRow]):
    """The rows of a list about one package, and the digest of the bytes they came from."""

    package: str
    rows: Sequence[AnyRow]
    digest: str


def write_listing(called: str, package: str, rows: Iterable[Row]) -> bytes:
    """Write a list, whatever the order of its rows; ``called`` is its format.

    Raises:
        ValueError: a row twice.

    """
    lines = sorted(one.line() for one in rows)
    if len(set(lines)) != len(lines):
        raise ValueError("row_twice")
    head = encode({"format": called, "package": package, "rows": len(lines)})
    return b"".join(line + b"\n" for line in (head, *lines))


def read_listing(data: bytes, called: str, row: type[AnyRow]) -> Listing[AnyRow]:
    """Read a list of a format.

    Raises:
        EvidenceRefused: ``listing_malformed`` with ``format`` and ``line``: anything that
            :func:`write_listing` would not have written exactly so.

    """
    lines = data.split(b"\n")
    try:
        head = _Head.model_validate_json(lines[0])
    except ValidationError:
        raise _malformed(called, 1) from None
    if encode(head.model_dump()) != lines[0] or head.format != called:
        raise _malformed(called, 1)
    if len(lines) != head.rows + 2 or lines[-1]:
        raise _malformed(called, len(lines))
    rows: list[AnyRow] = []
    last = b""
    for number, line in enumerate(lines[1:-1], start=2):
        try:
            found = row.model_validate_json(line)
        except ValidationError:
            raise _malformed(called, number) from None
        if found.line() != line or line <= last:
            raise _malformed(called, number)
        rows.append(found)
        last = line
    return Listing(head.package, rows, digest(data))


def _malformed(called: str, line: int) -> EvidenceRefused:
    return EvidenceRefused("listing_malformed", format=called, line=line)
