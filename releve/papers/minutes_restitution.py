"""What was given back and what was accepted, body of data by body of data: the same, or said."""

from dataclasses import dataclass

from releve.ledger.subject import SubjectState
from releve.model.acts import ActKind
from releve.model.ids import asset_subject
from releve.model.plan import ArchivesRegime, DataAsset
from releve.papers.case import Case, computed
from releve.papers.minutes_readings import assets_of, counted_in, quoted, signed_by, signed_on
from releve.papers.paper import Block, Paragraph, Row, Rows, Section, Table, Tone
from releve.papers.source import in_entry, in_plan
from releve.papers.value import Cell, Form, Rule, Said, Value, missing, say, term

COUNTS = ("records", "pathways")
"""What both sides count. Octets are those of the package, which an acceptance names whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restituted:
    """One body of data: what was exported, what was accepted of it; ``None`` where nothing was."""

    at: int
    asset: DataAsset
    known: SubjectState
    given: dict[str, Value] | None
    accepted: dict[str, Value] | None

    @property
    def differs(self) -> bool:
        """Whether what was accepted is not what was given."""
        given, accepted = self.given, self.accepted
        if given is None or accepted is None:
            return False
        return any(given[name].raw != accepted[name].raw for name in COUNTS)


def restituted(case: Case, about: str) -> tuple[Restituted, ...]:
    """Return every body of data of a procès-verbal, with its counts as they were read."""
    return tuple(_one(case, at, asset) for at, asset in assets_of(case, about))


def _one(case: Case, at: int, asset: DataAsset) -> Restituted:
    known = case.state.of(asset_subject(asset.id))
    given = accepted = None
    exported, receipt, acceptance = known.exported, known.receipt, known.acceptance
    if exported is not None:
        names = (*COUNTS, "octets")
        forms = {"octets": Form.OCTETS}
        given = {
            name: case.fact(forms.get(name, Form.COUNT), exported.index, "body", name)
            for name in names
        }
    if exported is not None and receipt is not None and acceptance is not None:
        accepted = {name: counted_in(case, receipt, name) for name in COUNTS}
        if given is not None and acceptance.fields["root"] == exported.root:
            accepted["octets"] = given["octets"]
    return Restituted(at=at, asset=asset, known=known, given=given, accepted=accepted)


def summary_blocks(case: Case, found: tuple[Restituted, ...]) -> tuple[Block, ...]:
    """Return the totals of both sides, and a loud word wherever they are not the same."""
    rows = (
        Row(
            label=say("minutes_label_sets"),
            value=say("minutes_sets", sets=counted_sets(case, found), copies=_copies(case, found)),
        ),
        Row(label=say("minutes_label_given"), value=totals(case, found, given=True)),
        Row(label=say("minutes_label_accepted"), value=totals(case, found, given=False)),
    )
    alerts = tuple(
        Paragraph(
            cells=(say(f"minutes_alert_{code}", sets=counted_sets(case, those)),), tone=Tone.ALERT
        )
        for code, those in (
            ("differs", tuple(one for one in found if one.differs)),
            ("unaccepted", tuple(one for one in found if one.given and one.accepted is None)),
            ("ungiven", tuple(one for one in found if one.given is None)),
        )
        if those
    )
    same = Paragraph(cells=(say("minutes_same"),), tone=Tone.STRONG)
    return (Rows(rows=rows), *(alerts or ((same,) if found else ())))


def restitution_sections(case: Case, found: tuple[Restituted, ...]) -> tuple[Section, ...]:
    """Return the table of counts, and the one of receipts, acceptances and visas."""
    counts = Table(
        columns=tuple(say(f"minutes_column_{one}") for one in ("set", "given", "accepted", "gap")),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "assets", one.at, "title"),
                _volume(one.given, "minutes_not_given"),
                _volume(one.accepted, "minutes_not_accepted"),
                _gap(case, one),
            )
            for one in found
        ),
        empty=say("minutes_no_data"),
        widths=(4, 3, 3, 3),
    )
    receipts = Table(
        columns=tuple(
            say(f"minutes_column_{one}") for one in ("set", "receipt", "acceptance", "archives")
        ),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "assets", one.at, "title"),
                _receipt(case, one),
                _acceptance(case, one),
                _archives(case, one),
            )
            for one in found
        ),
        empty=say("minutes_no_data"),
        widths=(4, 3, 3, 3),
    )
    return (
        Section(heading=say("minutes_heading_counts"), blocks=(counts,)),
        Section(heading=say("minutes_heading_receipts"), blocks=(receipts,)),
    )


def counted_sets(case: Case, found: tuple[Restituted, ...]) -> Value:
    """Return how many bodies of data there are among these."""
    return case.counted(in_plan("assets", one.at, "id") for one in found)


def _copies(case: Case, found: tuple[Restituted, ...]) -> Value:
    return case.counted(
        in_plan("assets", one.at, "copies", at, "id")
        for one in found
        for at in range(len(one.asset.copies))
    )


def totals(case: Case, found: tuple[Restituted, ...], *, given: bool) -> Said:
    """Return everything that was given back, or everything that was accepted."""
    told = [one.given if given else one.accepted for one in found]
    known = [one for one in told if one is not None]
    facts = {name: case.total(Form.COUNT, [one[name] for one in known]) for name in COUNTS}
    if all("octets" in one for one in known):
        facts["octets"] = case.total(Form.OCTETS, [one["octets"] for one in known])
    else:
        facts["octets"] = missing("minutes_octets_unknown")
    return Said(code="minutes_volume", facts=facts)


def _volume(told: dict[str, Value] | None, lacking: str) -> Cell:
    if told is None:
        return say(lacking)
    octets = told.get("octets", missing("minutes_octets_unknown"))
    return Said(code="minutes_volume", facts={**told, "octets": octets})


def _gap(case: Case, one: Restituted) -> Cell:
    exported, receipt = one.known.exported, one.known.receipt
    if one.accepted is None or exported is None or receipt is None:
        return say("minutes_gap_unknown")
    if not one.differs:
        return say("minutes_gap_none")
    facts = {
        name: computed(
            Form.COUNT,
            Rule.DIFFERENCE,
            (
                in_entry(exported.index, "body", name),
                in_entry(receipt.index, "body", "fields", name),
            ),
            case.origins,
        )
        for name in COUNTS
    }
    decided = one.known.decided
    if decided is None:
        return Said(code="minutes_gap", facts=facts)
    return Said(code="minutes_gap_decided", facts={**facts, "entry": case.reference(decided.index)})


def _receipt(case: Case, one: Restituted) -> Cell:
    receipt = one.known.receipt
    return say("minutes_not_received") if receipt is None else signed_by(case, receipt)


def _acceptance(case: Case, one: Restituted) -> Cell:
    accepted = one.known.acceptance
    return say("minutes_not_accepted") if accepted is None else signed_by(case, accepted)


def _archives(case: Case, one: Restituted) -> Cell:
    act = one.known.archives
    if act is None:
        private = one.asset.archives_regime is ArchivesRegime.PRIVATE
        source = in_plan("assets", one.at, "archives_regime")
        return term("minutes_archives_private" if private else "minutes_archives_missing", source)
    day, entry = signed_on(case, act.index), case.reference(act.index)
    if act.kind is ActKind.EXEMPTION:
        told = quoted(case, act.index, "opinion")
        return say("minutes_exemption", opinion=told, day=day, entry=entry)
    code = "minutes_visa" if act.fields["decision"] == "granted" else "minutes_visa_refused"
    slip = quoted(case, act.index, "bordereau")
    return say(code, slip=slip, day=day, entry=entry)
