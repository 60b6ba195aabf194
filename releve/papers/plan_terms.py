"""How the pages of the plan read its members: codes in words, lists, and what is still open."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from releve.papers.case import Case
from releve.papers.paper import Block, Paragraph, Table, Tone
from releve.papers.source import in_plan
from releve.papers.value import Cell, Form, Rule, Said, Stack, Value, missing, named, say, term
from releve.plan.rules import missing as open_ways
from releve.plan.tree import Where, shown

_NAMES: Mapping[str, str] = {
    "organisations": "name",
    "people": "id",
    "contracts": "title",
    "hosts": "id",
    "milestones": "title",
    "services": "name",
    "assets": "title",
    "hds_certificates": "id",
    "risks": "title",
    "costs": "title",
}
"""The member that names a part of each list of the plan."""


def coded(case: Case, prefix: str, *path: str | int) -> Value:
    """Return a code of the plan in words, or that it is « à compléter »."""
    found = case.origins.read(in_plan(*path))
    if not isinstance(found, str):
        return missing()
    return term(f"{prefix}_{found}", in_plan(*path))


def body(case: Case, *path: str | int) -> Value:
    """Return the organisation that a member of the plan names, or « à compléter »."""
    found = case.origins.read(in_plan(*path))
    if not isinstance(found, str):
        return missing()
    return named(Form.ORGANISATION, found, in_plan(*path))


def nothing() -> Said:
    """Say that there is nothing there, and that nothing lacks."""
    return say("reversibility_nothing")


def stacked(cells: Iterable[Value | Said]) -> Cell:
    """Return cells one under the other, or a dash where there is none."""
    listed = tuple(cells)
    return Stack(cells=listed) if listed else nothing()


# ---------------------------------------------------------------------- what is still open


def open_alert(case: Case, *parts: str) -> tuple[Block, ...]:
    """Say loudly how many members of these parts of the plan are « à compléter », if any."""
    ways = [one for one in open_ways(case.plan) if one[0] in parts]
    if not ways:
        return ()
    count = case.counted(map(_source, ways))
    told = say("reversibility_open_here", count=count)
    return (Paragraph(cells=(told,), tone=Tone.ALERT),)


def open_count(case: Case) -> Value:
    """Count every member of the plan that is « à compléter »."""
    return case.counted(map(_source, open_ways(case.plan)))


def open_table(case: Case) -> Table:
    """List every member of the plan that is « à compléter », with its path, part by part."""
    groups = groupby(sorted(open_ways(case.plan), key=lambda one: _order(case, one)), key=_part)
    return Table(
        columns=(
            say("reversibility_path"),
            say("reversibility_named"),
            say("reversibility_members"),
        ),
        rows=tuple(_open_row(case, part, tuple(ways)) for part, ways in groups),
        empty=say("reversibility_nothing_open"),
        widths=(3, 5, 7),
    )


def _open_row(case: Case, part: Where, ways: tuple[Where, ...]) -> tuple[Cell, ...]:
    listed = isinstance(part[-1], int)
    inside = [shown(one[len(part) :] if listed else one[1:]) or shown(one) for one in ways]
    members = Value(
        form=Form.QUOTE,
        raw=", ".join(inside),
        rule=Rule.TOLD,
        sources=tuple(map(_source, ways)),
    )
    path = Value(form=Form.QUOTE, raw=shown(part), rule=Rule.TOLD, sources=())
    member = _NAMES.get(str(part[0]))
    if not listed or member is None:
        return (path, term(f"reversibility_part_{part[0]}"), members)
    return (path, case.planned(Form.QUOTE, *part, member), members)


def _part(way: Where) -> Where:
    """Return what a member belongs to: an item of a list, or a part of the plan."""
    return way[:2] if len(way) > 1 and isinstance(way[1], int) else way[:1]


def _order(case: Case, way: Where) -> tuple[int, int]:
    fields = list(type(case.plan).model_fields)
    at = way[1] if len(way) > 1 and isinstance(way[1], int) else -1
    return (fields.index(str(way[0])), at)


def _source(way: Where) -> str:
    """Point at a member; a switch-over is left out while empty: at the medium that asks for it."""
    return in_plan(*way[:-1], "medium") if way[-1] == "switch_over" else in_plan(*way)
