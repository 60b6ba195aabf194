"""A paper: its kind, number and state, and the blocks it is laid out in. No words, no colours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TypeAlias

from releve.model.ids import asset_subject
from releve.papers.value import Blank, Cell, Said, Value


class PaperKind(StrEnum):
    """Every kind of paper; the certificate of sanitization is not one (``certificates``)."""

    ORDER = "order"
    REMINDER = "reminder"
    ATTESTATION_FORM = "attestation_form"
    MINUTES = "minutes"
    PROGRAMME_MINUTES = "programme_minutes"
    ELIMINATION_SLIP = "elimination_slip"
    ARCHIVES_LETTER = "archives_letter"
    TRANSFER_DEED = "transfer_deed"
    REVERSIBILITY_PLAN = "reversibility_plan"
    COMMITTEE_PAGE = "committee_page"
    INTERVENTION_CARD = "intervention_card"
    LOGBOOK = "logbook"
    SHIFT_HANDOVER = "shift_handover"
    CLOSING_NOTICE = "closing_notice"
    NON_DESTRUCTION = "non_destruction"
    COVERAGE = "coverage"
    CLOSING_REPORT = "closing_report"


KEPT_HERE = frozenset({PaperKind.LOGBOOK, PaperKind.SHIFT_HANDOVER})
"""Papers that hold what people wrote in notes: evidence tells that they were issued, no more."""


CIRCULATED = frozenset(
    {
        PaperKind.PROGRAMME_MINUTES,
        PaperKind.REVERSIBILITY_PLAN,
        PaperKind.COMMITTEE_PAGE,
        PaperKind.CLOSING_NOTICE,
        PaperKind.COVERAGE,
        PaperKind.CLOSING_REPORT,
    }
)
"""Papers that go to many: small counts of records are grouped in print, as in what is published."""


class Layout(StrEnum):
    """How the page lies: ``large`` is large print, for notices read by everybody.

    ``night`` is black on white and a size up, for sheets filled in at three in the morning.
    """

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"
    LARGE = "large"
    NIGHT = "night"


class Tone(StrEnum):
    """How loud a block is; never by colour alone."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    ALERT = "alert"
    COMMAND = "command"
    """What is typed as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label and what it is."""

    label: Said
    value: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Labels with their values, one under the other."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a header. ``widths`` are relative, 0 for « as wide as needed ».

    ``empty`` is said in the place of a table without rows.
    """

    columns: tuple[Said, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: Said
    widths: tuple[int, ...] = ()
    tall: bool = False
    """Rows high enough to write in by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Points, or numbered steps."""

    items: tuple[Cell, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One sentence after another, in one tone."""

    cells: tuple[Cell, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A place to sign: in which capacity, who, and what the ledger knows of it already."""

    capacity: Said
    who: Cell
    signed: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Places to sign, side by side."""

    places: tuple[Signature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a Gantt chart; instants or days as ISO texts, each with its value for reading.

    ``planned`` and ``actual`` are (from, until); a missing end is a point or is still open.
    """

    label: Cell
    planned: tuple[Value, Value] | None
    actual: tuple[Value, Value] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt:
    """Plan against facts, drawn; the same is told in words by a table of the same paper."""

    bars: tuple[Bar, ...]
    today: Value | None
    """The day of the facts; none where the plan alone is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """What follows begins a new page."""


Block: TypeAlias = Rows | Table | Listing | Paragraph | Signatures | Gantt | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, or none, and the blocks under it."""

    heading: Said | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document. ``about`` is what it is about, as its kind names it; ``plan`` for all of it.

    ``subjects`` are those it tells of, for a partial folder of evidence; none for a paper of the
    whole programme. A copy is named by its asset.
    """

    kind: PaperKind
    about: str
    title: Said
    lead: Cell
    sections: tuple[Section, ...]
    subjects: tuple[str, ...] = ()
    layout: Layout = Layout.PORTRAIT
    notes: tuple[Cell, ...] = ()
    """What it does not prove, said at its end."""
    signed_text: str | None = None
    """Digest of the twin of the text whose signatures this one lists; people sign that text."""

    def __post_init__(self) -> None:
        """Name a copy by its asset: where an asset is, its copies are.

        A ledger entry has 65,535 bytes at most, and a large plan has thousands of copies.
        """
        told = dict.fromkeys(map(_whole, self.subjects))
        object.__setattr__(self, "subjects", tuple(told))


def _whole(subject: str) -> str:
    """Return the asset that a copy is of, and any other subject as it is."""
    kind, _, rest = subject.partition(":")
    return asset_subject(rest.partition("/")[0]) if kind == "copy" else subject


def values_of(part: object) -> Iterator[Value]:
    """Yield every value of a paper or of a part of it, in reading order."""
    if isinstance(part, Value):
        yield part
    elif isinstance(part, Mapping):
        for one in part.values():
            yield from values_of(one)
    elif isinstance(part, tuple):
        for one in part:
            yield from values_of(one)
    elif is_dataclass(part) and not isinstance(part, Blank):
        for member in fields(part):
            yield from values_of(getattr(part, member.name))
