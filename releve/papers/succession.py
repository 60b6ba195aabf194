"""What passes with a brick that lives on, as the plan writes it: for the deed of transfer."""

from collections.abc import Iterator

from releve.model.ids import asset_subject
from releve.model.people import Role
from releve.model.plan import Service
from releve.papers.case import Case
from releve.papers.paper import Block, Listing, Paragraph, Section, Table
from releve.papers.place import Place
from releve.papers.roster import all_seated
from releve.papers.source import in_plan
from releve.papers.value import Blank, Cell, Form, Said, missing, say, term


def recipients(case: Case, place: Place) -> tuple[str, ...]:
    """Return who may sign for the recipient; nobody while the plan names no recipient."""
    holder = place.holder
    if not isinstance(holder, Service) or holder.recipient is None:
        return ()
    return all_seated(case, [Role.RECIPIENT], case.about)


def _written(place: Place, member: str) -> int:
    """Return how many lines the plan writes under a member of what passes."""
    holder = place.holder
    succession = holder.succession if isinstance(holder, Service) else None
    return 0 if succession is None else len(getattr(succession, member))


def lines(case: Case, place: Place, member: str) -> tuple[Cell, ...]:
    """Return each line of a member of what passes, or « à compléter »."""
    found = tuple(
        case.planned(Form.QUOTE, *place.own, "succession", member, at)
        for at in range(_written(place, member))
    )
    return found or (missing(),)


def passing(case: Case, place: Place, member: str) -> Section:
    """Return the section of a member of what passes."""
    return Section(
        heading=say(f"transfer_deed_{member}"),
        blocks=(Listing(items=lines(case, place, member)),),
    )


def data(case: Case, place: Place) -> Section:
    """Return what the plan says of the data, then each asset of the service with its package."""
    held = _held(case, place)
    names = ("asset", "controller", "fate", "received")
    table = Table(
        columns=tuple(say(f"transfer_deed_column_{one}") for one in names),
        rows=tuple(_asset_row(case, at) for at in held),
        empty=say("transfer_deed_no_asset"),
        widths=(4, 3, 2, 3),
    )
    packages = Table(
        columns=tuple(say(f"transfer_deed_column_{one}") for one in ("asset", "package")),
        rows=tuple(row for at in held for row in _package_row(case, at)),
        empty=say("transfer_deed_no_package"),
        widths=(1, 0),
    )
    blocks: tuple[Block, ...] = (Listing(items=lines(case, place, "data")), table)
    told = (*blocks, packages) if held else blocks
    return Section(heading=say("transfer_deed_data"), blocks=told)


def _asset_row(case: Case, at: int) -> tuple[Cell, ...]:
    asset = case.plan.assets[at]
    known = case.state.of(asset_subject(asset.id))
    received: Cell = say("transfer_deed_not_received")
    if known.acceptance is not None:
        received = cited_as(case, "transfer_deed_accepted", known.acceptance.index)
    elif known.receipt is not None:
        received = cited_as(case, "transfer_deed_received", known.receipt.index)
    return (
        case.planned(Form.QUOTE, "assets", at, "title"),
        case.planned(Form.ORGANISATION, "assets", at, "controller"),
        term(f"fate_{asset.fate.value}", in_plan("assets", at, "fate")),
        received,
    )


def _held(case: Case, place: Place) -> tuple[int, ...]:
    """Return where the assets of a service stand in the plan."""
    holder = place.holder
    if not isinstance(holder, Service):
        return ()
    return tuple(at for at, one in enumerate(case.plan.assets) if holder.id in one.services)


def assets_of(case: Case, place: Place) -> tuple[str, ...]:
    """Return the subjects of the assets of a service, in plan order."""
    return tuple(asset_subject(case.plan.assets[at].id) for at in _held(case, place))


def _package_row(case: Case, at: int) -> Iterator[tuple[Cell, ...]]:
    exported = case.state.of(asset_subject(case.plan.assets[at].id)).exported
    if exported is not None:
        package = case.fact(Form.DIGEST, exported.index, "body", "package")
        yield (case.planned(Form.QUOTE, "assets", at, "title"), package)


def cited_as(case: Case, code: str, index: int) -> Said:
    """Return a sentence with the instant and the index of an entry."""
    return say(code, at=case.when(index), entry=case.reference(index))


def skills(case: Case, place: Place) -> Section:
    """Return the checklist: boxes are ticked by hand, by both parties, at the handing over."""
    rows = tuple(
        (skill, say("transfer_deed_box"), say("transfer_deed_box"), Blank())
        for skill in lines(case, place, "skills")
    )
    names = ("skill", "acquired", "to_acquire", "how")
    table = Table(
        columns=tuple(say(f"transfer_deed_column_{one}") for one in names),
        rows=rows,
        empty=say("none"),
        widths=(6, 1, 1, 4),
        tall=True,
    )
    return Section(
        heading=say("transfer_deed_skills"),
        blocks=(Paragraph(cells=(say("transfer_deed_skills_why"),)), table),
    )
