"""A mapping: how one publisher's schema becomes the canonical model, as data.

The file (``mapping.yaml``, format ``releve/mapping/1``) is described in ``docs/format/mapping.md``.
A column is named ``column`` (of the entity's table) or ``alias.column`` (of a join).
"""

from collections.abc import Mapping as Members
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]


class _Described(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Described):
    """What holds for the whole source.

    ``timezone`` is that of instants without one (an IANA name). ``blank`` are the texts, after
    trimming, that mean "never filled in"; the empty text always does.
    """

    timezone: Name
    blank: tuple[str, ...] = ()


class Join(_Described):
    """A table joined (left): ``on`` pairs its columns with columns already known."""

    table: Name
    alias: Name = Field(alias="as")
    on: Members[Name, Name] = Field(min_length=1)


class AttributeMap(_Described):
    """Where an attribute comes from, and what is done to it on the way.

    Exactly one of ``column``, ``columns`` (texts put together with ``glue``, or a reference's key),
    ``member`` (of the element of ``unnest``; ``.`` is the element itself), ``constant`` and
    ``file``. Written short, a text alone is its ``column``. ``codes`` translates values (compared
    as text, trimmed); ``absent`` names values that say why there is none; ``split`` makes TEXTS of
    a text; ``layout`` is a strptime form of dates and instants kept as text; ``decimal`` the mark.
    """

    column: Name | None = None
    columns: Names | None = None
    member: Name | None = None
    constant: Name | None = None
    file: "FileMap | None" = None
    glue: str | None = None
    codes: Members[str, Name] | None = None
    absent: Members[str, Name] | None = None
    split: Annotated[str, StringConstraints(min_length=1)] | None = None
    layout: Name | None = None
    decimal: Literal[".", ","] = "."


def _short(said: object) -> object:
    """Read the short form: a column's name alone."""
    return {"column": said} if isinstance(said, str) else said


class FileMap(_Described):
    """Columns that describe a file: its path below the source's root, its digest and size."""

    path: Name
    sha256: Name | None = None
    size: Name | None = None


class EntityMap(_Described):
    """Where the records of an entity come from.

    Either ``table`` (with ``joins``) or ``query``: with ``reads``, the columns of each table that
    it gives under their own names, and ``hides``, those that its expressions consume. ``key`` names
    the columns of the record's id, unique among the entity's rows; ``pathway`` those that hold the
    person's key (left out for ``person`` and shared entities). ``present``: a record exists only
    where this column is not null. ``unnest``: the column holds a JSON array, and each element is a
    record whose id ends with its position, from 0.
    """

    table: Name | None = None
    query: str | None = None
    reads: Members[Name, Names] | None = None
    hides: Members[Name, Names] | None = None
    joins: tuple[Join, ...] = ()
    key: Names
    pathway: Names | None = None
    present: Name | None = None
    unnest: Name | None = None
    columns: Members[Name, Annotated[AttributeMap, BeforeValidator(_short)]] = Field(min_length=1)


class Dropped(_Described):
    """Columns that are not taken, and why. ``*`` is every column of a table not taken at all."""

    table: Name
    column: Name
    reason: Name


class Mapping(_Described):
    """A whole mapping. ``dropped`` needs a signed waiver that names the digest of the list."""

    format: Literal["releve/mapping/1"]
    name: Name
    source: Source
    entities: Members[Name, EntityMap] = Field(min_length=1)
    dropped: tuple[Dropped, ...] = ()
