"""A written order as the ledger holds it: what was issued, under which request, by which acts."""

from collections.abc import Iterator
from dataclasses import dataclass

from releve.ledger.body import mapping, numbers, text
from releve.ledger.subject import RecordedAct, recorded_act
from releve.model.evidence import EntryKind
from releve.model.ids import asset_subject
from releve.model.people import Role
from releve.model.plan import Performer, Verb
from releve.papers.case import Case, when_path
from releve.papers.paper import Row, Table
from releve.papers.place import Place, medium_of, place_of
from releve.papers.roster import member_of, seated
from releve.papers.source import in_entry
from releve.papers.value import Cell, Form, Said, Value, missing, say, term

_SIGNERS = {
    Performer.PUBLISHER: Role.PUBLISHER,
    Performer.HOST: Role.HOST,
    Performer.ESTABLISHMENT: Role.RECIPIENT,
}
"""Who signs an attestation for each performer (admission asks the same)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOrder:
    """The last order about a subject; ``index``, ``intent`` and ``request`` are entries."""

    place: Place
    index: int
    intent: int
    request: int
    verb: Verb
    performer: Performer

    @property
    def subject(self) -> str:
        """The subject of the act that was ordered."""
        return self.place.subject


def ordered(case: Case) -> tuple[str, ...]:
    """Return the subjects of the plan about which an order was issued, in plan order."""
    issued = {one.subject for one in case.entries if one.kind is EntryKind.ORDER_ISSUED}
    return tuple(one for one in case.plan.subjects() if one in issued)


def unanswered(case: Case) -> tuple[str, ...]:
    """Return those whose last order stands without an attestation."""
    known = ((one, case.state.of(one)) for one in ordered(case))
    return tuple(
        one for one, state in known if state.order is not None and state.attestation is None
    )


def order_of(case: Case, subject: str) -> WrittenOrder:
    """Return the last order about a subject.

    Raises:
        KeyError: there is none; ``EvidenceRefused`` if its entries are malformed.

    """
    index = next(_back(case, EntryKind.ORDER_ISSUED, subject, len(case.entries)), None)
    if index is None:
        raise KeyError(subject)
    named = text(case.entries[index].body, "request")
    intent = next(
        at
        for at in _back(case, EntryKind.INTENT_RECORDED, subject, index)
        if case.entries[at].body.get("request") == named
    )
    request = next(
        at
        for at in _back(case, EntryKind.REQUEST_OPENED, subject, intent)
        if case.entries[at].body.get("digest") == named
    )
    return WrittenOrder(
        place=place_of(case, subject),
        index=index,
        intent=intent,
        request=request,
        verb=Verb(text(case.entries[request].body, "verb")),
        performer=Performer(text(case.entries[index].body, "performer")),
    )


def _back(case: Case, kind: EntryKind, subject: str, before: int) -> Iterator[int]:
    for at in range(before - 1, -1, -1):
        entry = case.entries[at]
        if entry.kind is kind and entry.subject == subject:
            yield at


# ------------------------------------------------------------------------------ who


def attesters(case: Case, performer: Performer, subject: str) -> tuple[str, ...]:
    """Return the ids of those who may attest for a performer; none while the roster has nobody."""
    role = _SIGNERS.get(performer)
    if role is None:
        return ()
    found = tuple(one.id for one in case.plan.people if role in one.roles)
    return seated(case, role, subject) or found


def signers(case: Case, order: WrittenOrder) -> tuple[str, ...]:
    """Return the ids of those who may sign the attestation of an order."""
    return attesters(case, order.performer, order.subject)


def addressee(case: Case, order: WrittenOrder) -> Value:
    """Return the organisation an order goes to, or « à compléter »."""
    place = order.place
    if order.performer is Performer.PUBLISHER:
        return case.planned(Form.ORGANISATION, *place.contract, "holder")
    people = signers(case, order)
    if people:
        return member_of(case, Form.ORGANISATION, people[0], "organisation")
    if order.performer is Performer.ESTABLISHMENT:
        return case.planned(Form.ORGANISATION, *place.body, "controller")
    return missing()


def performer_said(order: WrittenOrder) -> Value:
    """Return « l'éditeur », « l'hébergeur » or « l'établissement »."""
    return term(f"performer_{order.performer.value}", in_entry(order.index, "body", "performer"))


# ------------------------------------------------------------------------------ what


def number_of(case: Case, order: WrittenOrder) -> Value:
    """Return the number of the order, as its entry gives it."""
    return case.fact(Form.REFERENCE, order.index, "body", "number")


def verb_of(order: WrittenOrder) -> Value:
    """Return the act that is asked for, in words."""
    return term(f"verb_{order.verb.value}", in_entry(order.request, "body", "verb"))


def moment(case: Case, index: int) -> Value:
    """Return the instant of an entry with its offset: the exercise's in an exercise."""
    return case.fact(Form.MOMENT, index, when_path(case.entries[index]))


def cited(case: Case, index: int) -> Said:
    """Return when something was recorded, and its entry."""
    return say("written_order_cited", at=moment(case, index), entry=case.reference(index))


def acts_table(case: Case, order: WrittenOrder) -> Table:
    """Return the acts that authorised the order: those of its point of no return."""
    names = ("column_entry", "column_act", "column_signer", "column_signed_at", "column_signature")
    indexes = numbers(case.entries[order.intent].body, "acts")
    return Table(
        columns=tuple(say(one) for one in names),
        rows=tuple(_act_row(case, recorded_act(case.entries[one])) for one in indexes),
        empty=say("written_order_no_act"),
        widths=(0, 0, 2, 1, 2),
    )


def _act_row(case: Case, act: RecordedAct) -> tuple[Cell, ...]:
    return (
        case.reference(act.index),
        term(f"act_{act.kind.value}", in_entry(act.index, "body", "act")),
        case.signatory(act.signer),
        case.fact(Form.INSTANT, act.index, "body", "signed_at"),
        term(
            f"signature_{act.signature_kind.value}", in_entry(act.index, "body", "signature_kind")
        ),
    )


def subject_rows(case: Case, order: WrittenOrder) -> tuple[Row, ...]:
    """Return the act, its subject, what holds it, how much it is, and its digests."""
    asked, body = order.request, order.place.body
    rows = [
        Row(label=say("written_order_verb"), value=verb_of(order)),
        Row(label=say("written_order_subject"), value=case.subject(order.subject)),
        Row(
            label=say("label_controller"),
            value=case.planned(Form.ORGANISATION, *body, "controller"),
        ),
    ]
    if not order.place.is_service:
        volume = say(
            "volume",
            records=case.fact(Form.COUNT, asked, "body", "records"),
            octets=case.fact(Form.OCTETS, asked, "body", "octets"),
        )
        root = case.fact(Form.DIGEST, asked, "body", "root")
        rows += [
            Row(label=say("label_medium"), value=medium_of(case, order.place)),
            Row(label=say("label_volume"), value=volume),
            Row(label=say("label_root"), value=root),
        ]
    step = case.fact(Form.DIGEST, asked, "body", "step")
    request = case.fact(Form.DIGEST, asked, "body", "digest")
    document = case.fact(Form.DIGEST, order.index, "body", "document")
    return (
        *rows,
        Row(label=say("written_order_step"), value=step),
        Row(label=say("label_request"), value=request),
        Row(label=say("written_order_document"), value=document),
    )


def window_rows(case: Case, order: WrittenOrder) -> tuple[Row, ...]:
    """Return when the act may be done, how long it may last, and its deadline."""
    asked = order.request
    window = say(
        "written_order_window",
        opens=case.fact(Form.MOMENT, asked, "body", "opens"),
        closes=case.fact(Form.MOMENT, asked, "body", "closes"),
    )
    longest = case.fact(Form.MINUTES, asked, "body", "longest_minutes")
    deadline = case.fact(Form.MOMENT, asked, "body", "closes")
    return (
        Row(label=say("written_order_window_label"), value=window),
        Row(label=say("written_order_longest"), value=longest),
        Row(label=say("written_order_deadline"), value=deadline),
    )


def told_of(order: WrittenOrder) -> tuple[str, ...]:
    """Return the subjects that an order tells of: its own, and the asset that a copy is of."""
    asset = order.subject.partition(":")[2].partition("/")[0]
    whole = order.subject if order.place.is_service else asset_subject(asset)
    return tuple(dict.fromkeys((order.subject, whole)))


def evidence_of(case: Case, order: WrittenOrder, name: str) -> int | None:
    """Return the entry of the receipt, acceptance or visa that the request rests on."""
    found = mapping(case.entries[order.request].body, "evidence").get(name)
    return found if isinstance(found, int) else None
