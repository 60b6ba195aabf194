"""The elimination slip of a producer: what is submitted to the departmental archives, line by line.

Sources: Code du patrimoine L212-2, L212-3 and R212-14. Two originals in one file: one stays with
the archives, the other comes back with the visa.
"""

from collections.abc import Iterable, Iterator

from releve.model.acts import ActKind
from releve.model.ids import asset_subject
from releve.model.people import Role
from releve.model.plan import ArchivesRegime, CopyFate, DataAsset, Fate, Retention
from releve.papers.case import Case
from releve.papers.paper import (
    Block,
    Break,
    Layout,
    Listing,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Rows,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from releve.papers.source import in_plan
from releve.papers.value import Blank, Cell, Form, Rule, Said, Value, missing, named, say, term

_ABOUT = "organisation:"
COLUMNS = (
    *("line", "asset", "producer", "title", "extent", "retention"),
    *("records", "octets", "fate", "observations", "archives"),
)
"""The columns of the table of lines, in order; :mod:`releve.papers.issued_slip` reads them back."""
_WIDTHS = (5, 11, 15, 16, 13, 19, 8, 10, 12, 16, 21)
_ORIGINALS = ("1", "2")


def abouts(case: Case) -> Iterable[str]:
    """Return the producers that have a line to submit, in the plan's order."""
    producers = {one.producer for _, one in _public(case) if _awaits(case, one)}
    return tuple(f"{_ABOUT}{one.id}" for one in case.plan.organisations if one.id in producers)


def build(case: Case) -> Paper:
    """Build the slip of one producer."""
    producer = case.about.removeprefix(_ABOUT)
    mine = [(at, one) for at, one in _public(case) if one.producer == producer]
    lines = [(at, one) for at, one in mine if _awaits(case, one)]
    rows = tuple(_line(case, number, at, one) for number, (at, one) in enumerate(lines, 1))
    places = _signatures(case, producer)
    blocks: list[Block] = []
    for number in _ORIGINALS:
        original = say("elimination_slip_original", number=_ref(number), of=_ref(_ORIGINALS[-1]))
        blocks += [
            *((Break(),) if blocks else ()),
            Paragraph(cells=(original,), tone=Tone.STRONG),
            _head(case, producer, rows, lines),
            _table(rows),
            Paragraph(cells=(say("elimination_slip_how_to_answer"),)),
            places,
        ]
    more = (_refused(case, mine), _unqualified(case, mine), _opinions(case, mine))
    return Paper(
        kind=PaperKind.ELIMINATION_SLIP,
        about=case.about,
        title=say("elimination_slip_title"),
        lead=say("elimination_slip_lead", producer=case.organisation(producer)),
        sections=(Section(heading=None, blocks=tuple(blocks)), *(one for one in more if one)),
        subjects=tuple(asset_subject(one.id) for _, one in lines),
        layout=Layout.LANDSCAPE,
        notes=(say("elimination_slip_note_visa"), say("elimination_slip_note_copies")),
    )


def _public(case: Case) -> Iterator[tuple[int, DataAsset]]:
    for at, one in enumerate(case.plan.assets):
        if one.archives_regime is not ArchivesRegime.PRIVATE and one.producer is not None:
            yield at, one


def _awaits(case: Case, asset: DataAsset) -> bool:
    """Tell whether something of an asset is to be destroyed and the archives have yet to decide.

    What they refused comes back on a slip once the plan has it kept, for its copies alone.
    """
    copies = any(one.fate is CopyFate.DESTROYED for one in asset.copies)
    if asset.archives_regime is not ArchivesRegime.PUBLIC:
        return False
    act = case.state.of(asset_subject(asset.id)).archives
    whole = asset.fate is Fate.DESTROYED
    if act is None:
        return whole or copies
    refused = act.kind is ActKind.VISA and act.fields["decision"] != "granted"
    return refused and not whole and copies


def _ref(text: str) -> Value:
    return Value(form=Form.REFERENCE, raw=text, rule=Rule.TOLD)


# ---------------------------------------------------------------------------------- the lines


def _line(case: Case, number: int, at: int, asset: DataAsset) -> tuple[Cell, ...]:
    records, octets = _volume(case, asset)
    return (
        _ref(str(number)),
        named(Form.QUOTE, asset.id, in_plan("assets", at, "id")),
        case.organisation(asset.producer),
        case.planned(Form.QUOTE, "assets", at, "title"),
        _extent(case, at, asset),
        _retention(case, at, asset.retention),
        records,
        octets,
        _fate(at, asset),
        _observations(case, at, asset),
        Blank(),
    )


def _volume(case: Case, asset: DataAsset) -> tuple[Value, Value]:
    """Return records and octets as exported, else as measured."""
    known = case.state.of(asset_subject(asset.id))
    index = known.measured if known.exported is None else known.exported.index
    if index is None:
        return missing("not_recorded"), missing("not_recorded")
    return (
        case.fact(Form.COUNT, index, "body", "records"),
        case.fact(Form.OCTETS, index, "body", "octets"),
    )


def _extent(case: Case, at: int, asset: DataAsset) -> Cell:
    extent, way = asset.extent, ("assets", at, "extent")
    if extent is None:
        return missing()
    note = case.planned(Form.QUOTE, *way, "note")
    if extent.first is None and extent.last is None:
        return note
    days = {name: case.planned(Form.DAY, *way, name) for name in ("first", "last")}
    if extent.note is None:
        return say("elimination_slip_extent", **days)
    return say("elimination_slip_extent_noted", **days, note=note)


def _retention(case: Case, at: int, retention: Retention | None) -> Cell:
    if retention is None:
        return missing()
    way = ("assets", at, "retention")
    return say(
        "elimination_slip_retention",
        duration=case.planned(Form.QUOTE, *way, "duration"),
        basis=case.planned(Form.QUOTE, *way, "legal_basis"),
        reference=case.planned(Form.QUOTE, *way, "reference"),
    )


def _fate(at: int, asset: DataAsset) -> Cell:
    whole = asset.fate is Fate.DESTROYED
    code = "elimination_slip_destroyed" if whole else f"elimination_slip_copies_{asset.fate.value}"
    return term(code, in_plan("assets", at, "fate"))


def _observations(case: Case, at: int, asset: DataAsset) -> Cell:
    copies = case.counted(
        in_plan("assets", at, "copies", number, "id") for number, _ in enumerate(asset.copies)
    )
    accepted = case.state.of(asset_subject(asset.id)).acceptance
    if accepted is None:
        return say("elimination_slip_not_accepted", copies=copies)
    return say("elimination_slip_accepted", copies=copies, day=case.day(accepted.index))


def _table(rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(
        columns=tuple(say(f"elimination_slip_column_{one}") for one in COLUMNS),
        rows=rows,
        empty=say("elimination_slip_no_line"),
        widths=_WIDTHS,
        tall=True,
    )


# ---------------------------------------------------------------------------------- around them


def _head(
    case: Case,
    producer: str,
    rows: tuple[tuple[Cell, ...], ...],
    lines: list[tuple[int, DataAsset]],
) -> Rows:
    counts = [one for row in rows if isinstance(one := row[6], Value) and one.sources]
    octets = [one for row in rows if isinstance(one := row[7], Value) and one.sources]
    listed = case.counted(in_plan("assets", at, "id") for at, _ in lines)
    volume = say(
        "elimination_slip_volume",
        records=case.total(Form.COUNT, counts),
        octets=case.total(Form.OCTETS, octets),
        measured=case.counted(one.sources[0] for one in counts),
    )
    told: tuple[tuple[str, Cell], ...] = (
        ("producer", case.organisation(producer)),
        ("archives", _archives(case)),
        ("law", say("elimination_slip_law")),
        ("lines", listed),
        ("volume", volume),
    )
    return Rows(
        rows=tuple(Row(label=say(f"elimination_slip_label_{n}"), value=one) for n, one in told)
    )


def _archives(case: Case) -> Value:
    """Return the archives of the roster, if it knows one service alone."""
    bodies = {one.organisation for one in case.plan.people if Role.ARCHIVIST in one.roles}
    return case.organisation(bodies.pop()) if len(bodies) == 1 else missing()


def _signatures(case: Case, producer: str) -> Signatures:
    told: tuple[tuple[str, Cell], ...] = (
        ("producer", case.organisation(producer)),
        ("physician", say("elimination_slip_physician_where")),
        ("director", _archives(case)),
    )
    return Signatures(
        places=tuple(
            Signature(capacity=say(f"elimination_slip_sign_{name}"), who=who, signed=Blank())
            for name, who in told
        )
    )


def _refused(case: Case, mine: list[tuple[int, DataAsset]]) -> Section | None:
    rows = tuple(_refusal(case, at, one) for at, one in mine if _was_refused(case, one))
    if not rows:
        return None
    columns: tuple[Said, ...] = tuple(
        say(f"elimination_slip_refused_{one}")
        for one in ("title", "decision", "day", "entry", "plan")
    )
    empty = say("elimination_slip_no_line")
    table = Table(columns=columns, rows=rows, empty=empty, widths=(5, 3, 3, 2, 4))
    left = any(one.fate is Fate.DESTROYED for _, one in mine if _was_refused(case, one))
    code = "elimination_slip_refused_to_do" if left else "elimination_slip_refused_done"
    told = Paragraph(cells=(say(code),), tone=Tone.ALERT if left else Tone.PLAIN)
    return Section(heading=say("elimination_slip_refused_heading"), blocks=(table, told))


def _was_refused(case: Case, asset: DataAsset) -> bool:
    act = case.state.of(asset_subject(asset.id)).archives
    return act is not None and act.kind is ActKind.VISA and act.fields["decision"] != "granted"


def _refusal(case: Case, at: int, asset: DataAsset) -> tuple[Cell, ...]:
    act = case.state.of(asset_subject(asset.id)).archives
    index = 0 if act is None else act.index
    decision = "refused" if act is None else act.fields["decision"]
    known = decision if decision in {"kept", "transferred"} else "refused"
    return (
        case.planned(Form.QUOTE, "assets", at, "title"),
        case.code(f"elimination_slip_decided_{known}", index),
        case.day(index),
        case.reference(index),
        term(f"elimination_slip_plan_{asset.fate.value}", in_plan("assets", at, "fate")),
    )


def _unqualified(case: Case, mine: list[tuple[int, DataAsset]]) -> Section | None:
    items = tuple(
        case.planned(Form.QUOTE, "assets", at, "title")
        for at, one in mine
        if one.archives_regime is ArchivesRegime.UNQUALIFIED
    )
    if not items:
        return None
    told = Paragraph(cells=(say("elimination_slip_unqualified_to_do"),), tone=Tone.ALERT)
    heading = say("elimination_slip_unqualified_heading")
    return Section(heading=heading, blocks=(Listing(items=items), told))


def _opinions(case: Case, mine: list[tuple[int, DataAsset]]) -> Section | None:
    """Tell the opinions that physicians signed on these data, as they stand."""
    physicians = {one.id for one in case.plan.people if Role.CLINICIAN in one.roles}
    titles = {asset_subject(one.id) for _, one in mine}
    items = tuple(
        say(
            "elimination_slip_opinion",
            subject=case.subject(entry.subject),
            day=case.day(entry.index),
            opinion=case.fact(Form.QUOTE, entry.index, "body", "fields", "opinion"),
            person=case.person(entry.actor),
        )
        for entry in case.entries
        if entry.subject in titles
        and entry.body.get("act") == ActKind.OPINION.value
        and entry.actor in physicians
    )
    if not items:
        return None
    return Section(heading=say("elimination_slip_opinions"), blocks=(Listing(items=items),))
