"""What a publisher declares of an extraction: the manifest, ``docs/format/extraction.md``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from releve.model.time import Instant
from releve.plan.faults import fault, typed
from releve.plan.reader import read_tree
from releve.plan.tree import plain

FORMAT = "releve/extraction/1"

RelativePath = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0)]
Mark = Annotated[str, StringConstraints(min_length=1, max_length=1)]
Encoding: TypeAlias = Literal["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _File(_Declared):
    path: RelativePath
    sha256: Sha256
    bytes: Count


class CsvFile(_File):
    """A table, its column names in the first line; ``rows`` are those after it.

    A field that is empty, or that is the text ``blank``, is a null. ``key`` names the columns of
    the primary key, if there is one.
    """

    kind: Literal["csv"]
    table: Name
    rows: Count
    key: tuple[Name, ...] = ()
    encoding: Encoding = "utf-8"
    delimiter: Mark = ","
    quote: Mark = '"'
    blank: Name | None = None


class XmlTable(_Declared):
    """Rows of a table: the elements at the path ``row``, from the document's element down.

    Each column is a child element without children, or an attribute; one that is not there, or
    empty, is a null.
    """

    table: Name
    row: Name
    columns: tuple[Name, ...]
    rows: Count
    key: tuple[Name, ...] = ()


class XmlFile(_File):
    """One or several tables as XML, without document type declaration."""

    kind: Literal["xml"]
    tables: tuple[XmlTable, ...]


class SqliteFile(_File):
    """A SQLite database: every table of it, and its rows."""

    kind: Literal["sqlite"]
    tables: Mapping[Name, Count]


class DumpFile(_File):
    """A dump by ``pg_dump`` in its custom format: every table of the schema, and its rows."""

    kind: Literal["pg_dump"]
    schema_name: Name
    tables: Mapping[Name, Count]


class AttachmentList(_File):
    """A list of attachments as ``sha256sum`` writes it: digest, two spaces, path in the folder."""

    kind: Literal["attachments"]
    count: Count


ExtractedFile = Annotated[
    CsvFile | XmlFile | SqliteFile | DumpFile | AttachmentList, Field(discriminator="kind")
]


class Extraction(_Declared):
    """A manifest. ``publisher`` states by it that nothing was left out at ``extracted_at``."""

    format: Literal["releve/extraction/1"]
    publisher: Name
    extracted_at: Instant
    files: tuple[ExtractedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A manifest as read. ``digest`` is that of its bytes, and so of all that it lists."""

    path: Path
    digest: str
    extraction: Extraction


def read_manifest(path: Path) -> Manifest:
    """Read a manifest, in YAML (JSON without tabs is YAML).

    Raises:
        PlanError: the first defect in file order, with its line.

    """
    file = read_tree(path)
    if file.tree is None:
        raise file.errors[0]
    try:
        extraction = Extraction.model_validate(plain(file.tree))
    except ValidationError as error:
        found = [fault(file.tree, one) for one in error.errors()]
        raise min(found, key=lambda one: int(str(one.facts["line"]))) from None
    wrong = next(typed(file.tree, extraction), None)
    if wrong is not None:
        raise wrong
    return Manifest(path=path, digest=file.digest, extraction=extraction)
