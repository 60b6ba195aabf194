"""What the ledger saw of a handing over: acts, accesses removed, probes, reserves, signatures."""

from releve.ledger.body import numbers, text
from releve.ledger.subject import RecordedAct, recorded_act
from releve.model.acts import ActKind
from releve.model.evidence import EntryKind
from releve.model.people import Role
from releve.papers.case import Case, when_path
from releve.papers.paper import (
    Block,
    Listing,
    Paragraph,
    Row,
    Rows,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from releve.papers.place import Place, place_of
from releve.papers.roster import seated
from releve.papers.source import in_entry
from releve.papers.succession import cited_as, lines, recipients
from releve.papers.value import Blank, Cell, Form, Said, missing, say, term

NO_RESERVE = "-"


def transfer_of(case: Case) -> RecordedAct | None:
    """Return the recipient's act, if it is about the request that stands or was carried out."""
    known = case.state.of(case.about)
    named = known.request.digest if known.request is not None else None
    if known.intent is not None:
        named = known.intent.request.digest
    elif known.ended is not None:
        named = text(case.entries[known.ended.index].body, "request")
    act = known.transfer
    return act if act is not None and act.fields["request"] == named else None


def accesses(case: Case, place: Place) -> Section:
    """Return the accesses that the plan says to remove, then what was done and seen."""
    ended = case.state.of(case.about).ended
    done: Block
    if ended is None:
        done = Paragraph(cells=(say("transfer_deed_accesses_pending"),), tone=Tone.STRONG)
    else:
        means = str(case.entries[ended.index].body.get("means"))
        done = Rows(
            rows=(
                Row(
                    label=say("transfer_deed_accesses_done"),
                    value=term(f"means_{means}", in_entry(ended.index, "body", "means")),
                ),
                Row(
                    label=say("transfer_deed_accesses_when"),
                    value=cited_as(case, "transfer_deed_cited", ended.index),
                ),
            )
        )
    return Section(
        heading=say("transfer_deed_accesses"),
        blocks=(Listing(items=lines(case, place, "accesses")), done),
    )


def probes(case: Case) -> Table:
    """Return what was seen of the service before the point of no return, and after it."""
    ended = case.state.of(case.about).ended
    border = len(case.entries) if ended is None else ended.intent
    seen = [
        one.index
        for one in case.entries
        if one.subject == case.about and one.kind is EntryKind.SERVICE_PROBED
    ]
    before = [at for at in seen if at < border][-1:]
    after = [] if ended is None else [ended.index, *[at for at in seen if at > ended.index][-1:]]
    rows = [
        *(_probe_row(case, "transfer_deed_before", at) for at in before),
        *(_probe_row(case, "transfer_deed_after", at) for at in after),
    ]
    names = ("moment", "at", "observed", "entry")
    return Table(
        columns=tuple(say(f"transfer_deed_column_{one}") for one in names),
        rows=tuple(rows),
        empty=say("transfer_deed_no_probe"),
        widths=(4, 3, 3, 1),
    )


def _probe_row(case: Case, code: str, index: int) -> tuple[Cell, ...]:
    observed = str(case.entries[index].body.get("observed"))
    return (
        say(code),
        case.fact(Form.INSTANT, index, when_path(case.entries[index])),
        term(f"observed_{observed}", in_entry(index, "body", "observed")),
        case.reference(index),
    )


def reserves(case: Case, signed: RecordedAct | None) -> tuple[Block, ...]:
    """Return what the transfer's act reserves, then every reserve raised on the service."""
    told: Block = Paragraph(cells=(say("transfer_deed_reserves_boxes"),))
    if signed is not None:
        written = case.fact(Form.QUOTE, signed.index, "body", "fields", "reserves")
        code = "transfer_deed_none" if written.raw == NO_RESERVE else "transfer_deed_written"
        facts = {} if written.raw == NO_RESERVE else {"reserves": written}
        told = Paragraph(cells=(say(code, **facts),))
    known = case.state.of(case.about)
    names = ("reserve", "owner", "due", "state", "entry")
    table = Table(
        columns=tuple(say(f"transfer_deed_column_{one}") for one in names),
        rows=tuple(_reserve_row(case, file, act) for file, act in known.raised.items()),
        empty=say("transfer_deed_no_reserve"),
        widths=(4, 2, 2, 3, 1),
    )
    return (told, table)


def _reserve_row(case: Case, file: str, act: RecordedAct) -> tuple[Cell, ...]:
    fields = ("body", "fields")
    cleared = case.state.of(case.about).cleared.get(file)
    state: Cell = say("transfer_deed_reserve_open")
    if cleared is not None:
        state = cited_as(case, "transfer_deed_reserve_cleared", cleared.index)
    owner = str(act.fields["owner"])
    return (
        case.fact(Form.QUOTE, act.index, *fields, "text"),
        _owner(case, owner, act.index),
        case.fact(Form.DAY, act.index, *fields, "due_on"),
        state,
        case.reference(act.index),
    )


def _owner(case: Case, owner: str, index: int) -> Cell:
    """Return whom a reserve is for: an organisation or somebody of the roster."""
    if owner in {one.id for one in case.plan.organisations}:
        return case.fact(Form.ORGANISATION, index, "body", "fields", "owner")
    return case.fact(Form.PERSON, index, "body", "fields", "owner")


def signatures(case: Case, signed: RecordedAct | None) -> Signatures:
    """Return the places of the one who hands over, and of the one who receives."""
    place = place_of(case, case.about)
    leads = seated(case, Role.LEAD, case.about)
    theirs = signed.signer if signed is not None else next(iter(recipients(case, place)), None)
    mine = _approval(case, leads)
    first = mine.signer if mine is not None else next(iter(leads), None)
    return Signatures(
        places=(
            Signature(
                capacity=say("transfer_deed_sign_transferor"),
                who=missing() if first is None else case.signatory(first),
                signed=Blank() if mine is None else _signed(case, mine),
            ),
            Signature(
                capacity=say("transfer_deed_sign_recipient"),
                who=missing() if theirs is None else case.signatory(theirs),
                signed=Blank() if signed is None else _signed(case, signed),
            ),
        )
    )


def _approval(case: Case, leads: tuple[str, ...]) -> RecordedAct | None:
    """Return the lead's approval of the handing over: a standing one, or that of the act done."""
    known = case.state.of(case.about)
    acts = known.approvals
    if known.ended is not None:
        listed_acts = numbers(case.entries[known.ended.intent].body, "acts")
        acts = tuple(recorded_act(case.entries[one]) for one in listed_acts)
    approvals = (one for one in acts if one.kind is ActKind.APPROVAL)
    return next((one for one in approvals if one.signer in leads), None)


def _signed(case: Case, act: RecordedAct) -> Said:
    return say(
        "transfer_deed_signed",
        act=term(f"act_{act.kind.value}", in_entry(act.index, "body", "act")),
        at=case.fact(Form.MOMENT, act.index, "body", "signed_at"),
        kind=term(
            f"signature_{act.signature_kind.value}", in_entry(act.index, "body", "signature_kind")
        ),
        entry=case.reference(act.index),
    )
