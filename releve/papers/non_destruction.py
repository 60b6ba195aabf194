"""The finding that data asked to be destroyed is not: what was asked, done, left, and who moves."""

from releve.ledger.body import mapping
from releve.model.evidence import EntryKind
from releve.model.people import Role
from releve.model.plan import Performer, Verb
from releve.papers.case import Case, when_path
from releve.papers.paper import (
    Block,
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
from releve.papers.place import medium_of, performer_of, raw_name
from releve.papers.roster import all_seated, listed, seated
from releve.papers.source import in_entry
from releve.papers.trail import cited, trail, word
from releve.papers.undone import CHANGED, Undone, undone
from releve.papers.value import Blank, Cell, Form, Value, missing, say
from releve.papers.written_order import attesters


def abouts(case: Case) -> tuple[str, ...]:
    """Return what was to be destroyed and is not, and what such a finding was made of before."""
    found = undone(case)
    return tuple(
        one
        for one in case.plan.subjects()
        if one in found or (PaperKind.NON_DESTRUCTION.value, one) in case.state.papers
    )


# ------------------------------------------------------------------------------ the paper


def build(case: Case) -> Paper:
    """Return the finding about ``case.about``; once it is destroyed, the lifting of the finding.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    found = undone(case).get(case.about)
    if found is None:
        return _lifted(case)
    return Paper(
        kind=PaperKind.NON_DESTRUCTION,
        about=case.about,
        title=say("non_destruction_title"),
        lead=say("non_destruction_lead", subject=case.subject(case.about)),
        sections=(
            Section(heading=None, blocks=_red(found)),
            Section(heading=say("heading_subject"), blocks=(Rows(rows=_identity(case, found)),)),
            Section(heading=say("non_destruction_asked"), blocks=(_asked(case, found),)),
            Section(heading=say("non_destruction_done"), blocks=(trail(case, found),)),
            Section(heading=say("non_destruction_left"), blocks=(_left(case, found),)),
            Section(heading=say("non_destruction_move"), blocks=_move(case, found)),
            Section(heading=say("non_destruction_read"), blocks=(_signatures(case),)),
        ),
        subjects=(case.about,),
        notes=(say("non_destruction_note_place"), say("non_destruction_note_copies")),
    )


def _red(found: Undone) -> tuple[Block, ...]:
    why = say(f"non_destruction_why_{found.cause}")
    return (
        Paragraph(cells=(say("non_destruction_red"),), tone=Tone.ALERT),
        Paragraph(cells=(why,), tone=Tone.STRONG),
        Paragraph(cells=(say("non_destruction_no_certificate"),)),
    )


def _identity(case: Case, found: Undone) -> tuple[Row, ...]:
    place = found.place
    told: list[tuple[str, Cell]] = [
        ("label_subject", case.subject(place.subject)),
        ("label_controller", case.planned(Form.ORGANISATION, *place.body, "controller")),
        ("label_contract", case.planned(Form.QUOTE, *place.contract, "title")),
        ("label_clause", case.planned(Form.QUOTE, *place.contract, "reversibility_clause")),
        ("label_medium", medium_of(case, place)),
        ("label_performer", performer_of(case, place)),
    ]
    return tuple(Row(label=say(code), value=value) for code, value in told)


def _asked(case: Case, found: Undone) -> Block:
    at = found.request
    if at is None:
        return Paragraph(cells=(say("non_destruction_nothing_asked"),))
    volume = say(
        "volume",
        records=case.fact(Form.COUNT, at, "body", "records"),
        octets=case.fact(Form.OCTETS, at, "body", "octets"),
    )
    window = say(
        "written_order_window",
        opens=case.fact(Form.MOMENT, at, "body", "opens"),
        closes=case.fact(Form.MOMENT, at, "body", "closes"),
    )
    told: list[tuple[str, Cell]] = [
        ("written_order_request", cited(case, at)),
        ("label_volume", volume),
        ("label_root", case.fact(Form.DIGEST, at, "body", "root")),
        ("written_order_window_label", window),
        ("label_request", case.fact(Form.DIGEST, at, "body", "digest")),
    ]
    return Rows(rows=tuple(Row(label=say(code), value=value) for code, value in told))


def _left(case: Case, found: Undone) -> Rows:
    """Return what is known of what remains; what nobody measured is « non relevé »."""
    root = seen = records = missing("not_recorded")
    if found.outcome is not None and found.cause == "partial":
        root = _digest(case, found.outcome, "rest_root")
    if found.failed is not None and found.cause == CHANGED:
        seen = _digest(case, found.failed, "found")
        records = _counted(case, found.failed, "records_found")
    phases = case.counted(
        in_entry(one.index)
        for one in case.entries[found.intent or 0 :]
        if one.subject == found.place.subject and one.kind is EntryKind.PHASE_RECORDED
    )
    changed = (("non_destruction_found", seen), ("non_destruction_found_records", records))
    told: list[tuple[str, Cell]] = [
        ("non_destruction_phases", phases),
        ("non_destruction_rest_root", root),
        *(changed if found.cause == CHANGED else ()),
        ("non_destruction_rest", say(f"non_destruction_rest_{found.cause}")),
    ]
    return Rows(rows=tuple(Row(label=say(code), value=value) for code, value in told))


def _counted(case: Case, index: int, name: str) -> Value:
    if name not in mapping(case.entries[index].body, "facts"):
        return missing("not_recorded")
    return case.fact(Form.COUNT, index, "body", "facts", name)


def _digest(case: Case, index: int, name: str) -> Value:
    """Return a digest among the facts of an entry; « non relevé » where there is none."""
    if not isinstance(mapping(case.entries[index].body, "facts").get(name), str):
        return missing("not_recorded")
    return case.fact(Form.DIGEST, index, "body", "facts", name)


def _move(case: Case, found: Undone) -> tuple[Block, ...]:
    """Return what is to be done, then who decides it and who does it."""
    told = say(f"non_destruction_then_{found.cause}")
    policies = [one for one in case.plan.policies if one.verb is Verb.DESTROY]
    decide = all_seated(case, [role for one in policies for role in one.decides], case.about)
    ours = all_seated(case, [role for one in policies for role in one.performs], case.about)
    performer = found.place.holder.performer
    perform = ours
    if performer is not None and performer is not Performer.US:
        perform = attesters(case, performer, case.about)
    told_to = all_seated(case, [role for one in policies for role in one.informed], case.about)
    seats = (("decide", decide), ("perform", perform), ("inform", told_to))
    rows = tuple(
        Row(label=say(f"non_destruction_who_{name}"), value=who)
        for name, people in seats
        for who in listed(case, people)
    )
    return (Paragraph(cells=(told,)), Rows(rows=rows), _command(case))


def _command(case: Case) -> Paragraph:
    """Return the command that tells the whole of it again."""
    subject = raw_name(case.about)
    return Paragraph(cells=(say("non_destruction_command", subject=subject),), tone=Tone.COMMAND)


def _signatures(case: Case) -> Signatures:
    people = {
        "lead": next(iter(seated(case, Role.LEAD, case.about)), None),
        "controller": next(iter(seated(case, Role.CONTROLLER, case.about)), None),
    }
    return Signatures(
        places=tuple(
            Signature(
                capacity=say(f"non_destruction_sign_{name}"),
                who=missing() if one is None else case.signatory(one),
                signed=Blank(),
            )
            for name, one in people.items()
        )
    )


def _lifted(case: Case) -> Paper:
    """Return what takes the place of a finding once the destruction came about, or is not due."""
    ended = case.state.of(case.about).ended
    known: Block = Listing(items=(say("non_destruction_not_due"),))
    if ended is not None:
        told: list[tuple[str, Cell]] = [
            ("label_outcome", word(case, ended.index, "outcome")),
            ("non_destruction_seen", word(case, ended.index, "observed")),
            ("non_destruction_when", cited(case, ended.index)),
        ]
        known = Rows(rows=tuple(Row(label=say(code), value=value) for code, value in told))
    return Paper(
        kind=PaperKind.NON_DESTRUCTION,
        about=case.about,
        title=say("non_destruction_lifted_title"),
        lead=say("non_destruction_lifted_lead", subject=case.subject(case.about)),
        sections=(
            Section(heading=None, blocks=(known,)),
            Section(heading=say("non_destruction_before"), blocks=(_before(case),)),
        ),
        subjects=(case.about,),
        notes=(say("non_destruction_lifted_note"),),
    )


def _before(case: Case) -> Table:
    """Return the findings that this one lifts: those before the end, or the first one."""
    ended = case.state.of(case.about).ended
    issued = case.state.papers.get((PaperKind.NON_DESTRUCTION.value, case.about), ())
    lifted = issued[:1] if ended is None else [one for one in issued if one.index < ended.index]
    return Table(
        columns=tuple(say(f"non_destruction_column_{one}") for one in ("at", "number", "entry")),
        rows=tuple(
            (
                case.fact(Form.INSTANT, one.index, when_path(case.entries[one.index])),
                case.fact(Form.REFERENCE, one.index, "body", "number"),
                case.reference(one.index),
            )
            for one in lifted
        ),
        empty=say("none"),
        widths=(3, 6, 1),
    )
