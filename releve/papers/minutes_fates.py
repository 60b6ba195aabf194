"""What became of every body of data and of every copy of it: each in one table, none left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from releve.ledger.subject import Ended, Issued, RecordedAct, SubjectState, recorded_act
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.ids import asset_subject, copy_subject
from releve.model.plan import CopyFate, DataAsset, Fate
from releve.papers.case import Case
from releve.papers.minutes_readings import assets_of, signed_by
from releve.papers.paper import Section, Table
from releve.papers.source import in_plan
from releve.papers.value import Cell, Form, Said, Value, missing, say, term

GONE = frozenset({Outcome.DESTROYED, Outcome.FOUND_ABSENT, Outcome.ATTESTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One asset or copy: its subject, its path in the plan, its planned fate, what is known."""

    subject: str
    path: tuple[str | int, ...]
    fate: str
    asset: DataAsset
    known: SubjectState

    @property
    def to_destroy(self) -> bool:
        """Whether the plan has it destroyed."""
        return self.fate in {Fate.DESTROYED, CopyFate.DESTROYED}

    @property
    def gone(self) -> Ended | None:
        """How it ended for good; ``None`` while it did not, or was sent back."""
        ended = self.known.ended
        back = self.known.repeated is not None
        return ended if ended is not None and ended.outcome in GONE and not back else None


def parts_of(case: Case, about: str) -> tuple[Part, ...]:
    """Return every asset and copy of a procès-verbal, each asset before its copies."""
    return tuple(one for at, asset in assets_of(case, about) for one in _parts(case, at, asset))


def _parts(case: Case, at: int, asset: DataAsset) -> Iterator[Part]:
    name = asset_subject(asset.id)
    yield Part(
        subject=name,
        path=("assets", at),
        fate=asset.fate.value,
        asset=asset,
        known=case.state.of(name),
    )
    for place, copy in enumerate(asset.copies):
        one = copy_subject(asset.id, copy.id)
        yield Part(
            subject=one,
            path=("assets", at, "copies", place),
            fate=copy.fate.value,
            asset=asset,
            known=case.state.of(one),
        )


def counted_parts(case: Case, parts: tuple[Part, ...]) -> Value:
    """Return how many assets and copies there are among these."""
    return case.counted(in_plan(*one.path, "id") for one in parts)


def fate_sections(case: Case, parts: tuple[Part, ...]) -> tuple[Section, ...]:
    """Return what was destroyed, what was not to be, the certificates, the orders."""
    return (
        Section(heading=say("minutes_heading_destroyed"), blocks=(_destroyed(case, parts),)),
        Section(heading=say("minutes_heading_left"), blocks=(_left(case, parts),)),
        Section(heading=say("minutes_heading_certificates"), blocks=(_certificates(case, parts),)),
        Section(heading=say("minutes_heading_orders"), blocks=(_orders(case, parts),)),
    )


def _columns(*names: str) -> tuple[Said, ...]:
    return tuple(say(f"minutes_column_{one}") for one in names)


def _destroyed(case: Case, parts: tuple[Part, ...]) -> Table:
    return Table(
        columns=_columns("part", "ended", "certificate"),
        rows=tuple(
            (case.subject(one.subject), _ending(case, one), _certificate(case, one))
            for one in parts
            if one.to_destroy
        ),
        empty=say("minutes_nothing_to_destroy"),
        widths=(4, 5, 4),
    )


def _ending(case: Case, one: Part) -> Cell:
    known, ended = one.known, one.gone
    if ended is None:
        begun = known.intent is not None
        code = "under_way" if begun else "partial" if known.rest else "not_ended"
        return say(f"minutes_{'sent_back' if known.repeated is not None else code}")
    facts = {"day": case.day(ended.index), "entry": case.reference(ended.index)}
    if ended.outcome is not Outcome.ATTESTED:
        outcome = case.code(f"outcome_{ended.outcome.value}", ended.index)
        return Said(code="minutes_ended", facts={**facts, "outcome": outcome})
    who = missing("not_recorded") if ended.attester is None else case.person(ended.attester)
    seen = ended.observed == "absent"
    code = "minutes_attested_seen" if seen else "minutes_attested"
    return Said(code=code, facts={**facts, "who": who})


def _certificate(case: Case, one: Part) -> Cell:
    """Return the level that the document in force claims, and its number."""
    stands = one.known.in_force
    if stands is None or one.gone is None or stands.outcome != one.gone.index:
        return say("minutes_uncertified")
    level = case.fact(Form.REFERENCE, stands.index, "body", "claim_level")
    return say(
        "minutes_certified",
        level=term(f"level_{level.raw}", *level.sources),
        number=case.fact(Form.REFERENCE, stands.index, "body", "number"),
    )


def _left(case: Case, parts: tuple[Part, ...]) -> Table:
    return Table(
        columns=_columns("part", "fate", "reason"),
        rows=tuple(
            (case.subject(one.subject), _fate(case, one), _reason(case, one))
            for one in parts
            if not one.to_destroy
        ),
        empty=say("minutes_nothing_left"),
        widths=(4, 4, 5),
    )


def _fate(case: Case, one: Part) -> Cell:
    if one.fate == CopyFate.EXPIRES:
        return say("minutes_expires", day=case.planned(Form.DAY, *one.path, "expires_on"))
    if one.fate == Fate.TRANSFERRED:
        named = one.asset.restitution.recipient
        body = missing() if named is None else case.organisation(named)
        done = one.known.acceptance is not None
        told = "minutes_transferred" if done else "minutes_to_transfer"
        return say(told, who=body)
    return term(f"fate_{one.fate}", in_plan(*one.path, "fate"))


def _reason(case: Case, one: Part) -> Cell:
    name = "fate_reason" if len(one.path) == len(("assets", 0)) else "reason"
    told = case.planned(Form.QUOTE, *one.path, name, lacking="minutes_no_reason")
    if one.fate != CopyFate.EXPIRES:
        return told
    if told.form is Form.MISSING:
        return say("minutes_expiry_unseen")
    return say("minutes_expiry_because", reason=told)


def _certificates(case: Case, parts: tuple[Part, ...]) -> Table:
    return Table(
        columns=_columns("number", "part", "issued", "pdf"),
        rows=tuple(
            (
                _numbered(case, issued),
                case.subject(one.subject),
                case.day(issued.index),
                case.fact(Form.DIGEST, issued.index, "body", "pdf"),
            )
            for one in parts
            for issued in one.known.certificates
        ),
        empty=say("minutes_no_certificate"),
        widths=(4, 4, 2, 5),
    )


def _numbered(case: Case, issued: Issued) -> Cell:
    number = case.fact(Form.REFERENCE, issued.index, "body", "number")
    if issued.withdrawn is None:
        return number
    entry = case.reference(issued.withdrawn.index)
    return say("minutes_withdrawn", number=number, entry=entry)


def _orders(case: Case, parts: tuple[Part, ...]) -> Table:
    """List the orders given to other performers, each with the attestation that answered it."""
    wanted = {one.subject for one in parts}
    orders = [
        one for one in case.entries if one.kind is EntryKind.ORDER_ISSUED and one.subject in wanted
    ]
    return Table(
        columns=_columns("order", "part", "attestation", "provider"),
        rows=tuple(
            (
                case.fact(Form.REFERENCE, one.index, "body", "number"),
                case.subject(one.subject),
                *_attested(case, _answer(case, one)),
            )
            for one in orders
        ),
        empty=say("minutes_no_order"),
        widths=(3, 3, 4, 5),
    )


def _answer(case: Case, order: Entry) -> RecordedAct | None:
    named = {str(order.index), str(order.body.get("number")), str(order.body.get("document"))}
    for one in case.entries[order.index + 1 :]:
        told = one.kind is EntryKind.ACT_RECORDED and one.subject == order.subject
        if told and one.body.get("act") == ActKind.ATTESTATION:
            act = recorded_act(one)
            if act.fields["order"] in named:
                return act
    return None


def _attested(case: Case, answer: RecordedAct | None) -> tuple[Cell, Cell]:
    """Return who attested, and the digest of what they gave: their paper where there is one."""
    if answer is None:
        return say("minutes_unanswered"), missing("not_recorded")
    member = "scan" if "scan" in case.entries[answer.index].body else "file"
    return signed_by(case, answer), case.fact(Form.DIGEST, answer.index, "body", member)
