"""The head of a procès-verbal: the contract and its own clause, the parties, the host."""

from collections.abc import Iterator
from datetime import date

from releve.model.paperwork import HdsCertificate
from releve.papers.case import Case, computed, day_of, when_path
from releve.papers.minutes_readings import assets_of
from releve.papers.paper import Row, Rows, Section
from releve.papers.source import in_entry
from releve.papers.value import Cell, Form, Rule, Said, Value, missing, say
from releve.plan.signings import Capacity, pair_of, parties


def contract_section(case: Case, about: str, last: int | None) -> Section:
    """Return contract, clause, parties, host, place and the instant of the ``last`` fact told."""
    contract, _ = pair_of(about)
    path = case.place("contracts", contract)
    title = say(
        "minutes_contract",
        title=case.planned(Form.QUOTE, *path, "title"),
        lot=case.planned(Form.QUOTE, *path, "lot"),
    )
    rows = [
        Row(label=say("minutes_label_contract"), value=title),
        Row(
            label=say("minutes_label_clause"),
            value=case.planned(Form.QUOTE, *path, "reversibility_clause"),
        ),
        Row(
            label=say("minutes_label_delay"),
            value=case.planned(Form.DAYS, *path, "destruction_within_days"),
        ),
        Row(label=say("minutes_label_ends"), value=case.planned(Form.DAY, *path, "ends_on")),
        *(
            Row(label=say(f"minutes_capacity_{one.value}"), value=case.organisation(body))
            for one, body in parties(case.plan, about).items()
        ),
        *_hosts(case, about),
        Row(label=say("minutes_label_place"), value=missing("minutes_by_hand")),
        Row(label=say("minutes_label_moment"), value=_moment(case, last)),
    ]
    return Section(heading=say("minutes_heading_parties"), blocks=(Rows(rows=tuple(rows)),))


def place_to_sign(case: Case, capacity: Capacity, about: str) -> Cell:
    """Return the organisation that is to sign in a capacity."""
    return case.organisation(parties(case.plan, about)[capacity])


def _moment(case: Case, last: int | None) -> Value:
    if last is None:
        return missing("minutes_no_fact")
    return case.fact(Form.MOMENT, last, when_path(case.entries[last]))


def _hosts(case: Case, about: str) -> Iterator[Row]:
    """Yield who hosts the services of these data, and the programme's machines, with proof."""
    names = {name for _, asset in assets_of(case, about) for name in asset.services}
    machines = {one.id: one.organisation for one in case.plan.hosts}
    named = [
        machines[one.control.host]
        for one in case.plan.services
        if one.id in names and one.control is not None and one.control.host in machines
    ]
    own = case.plan.processing.hds_host
    found = dict.fromkeys([*named, *([] if own is None else [own])])
    if not found:
        yield Row(label=say("minutes_label_host"), value=missing())
    for name in found:
        yield Row(label=say("minutes_label_host"), value=_host(case, about, name))


def _host(case: Case, about: str, name: str) -> Said:
    """Return the host's certificate as it stands; nothing is said of conformity."""
    listed = [(at, one) for at, one in enumerate(case.plan.hds_certificates)]
    own = [(at, one) for at, one in listed if one.organisation == name]
    days = _days(case, about)
    covering = [pair for pair in own if _covers(pair[1], days)]
    if not own:
        processing = case.plan.processing
        told = name == processing.hds_host and processing.hds_certificate is not None
        number = case.planned(Form.QUOTE, "processing", "hds_certificate") if told else missing()
        return say("minutes_host_bare", host=case.organisation(name), number=number)
    at, one = (covering or own)[-1]
    path = ("hds_certificates", at)
    facts = {
        "host": case.organisation(name),
        "number": case.planned(Form.QUOTE, *path, "number"),
        "version": case.planned(Form.QUOTE, *path, "version"),
        "activities": case.planned(Form.QUOTE, *path, "activities"),
        "since": case.planned(Form.DAY, *path, "valid_from"),
        "until": case.planned(Form.DAY, *path, "valid_until"),
    }
    code = _validity(one, days)
    if days:
        facts |= {"first": days[0], "last": days[-1]}
    return Said(code=f"minutes_host_{code}", facts=facts)


def _days(case: Case, about: str) -> tuple[Value, ...]:
    """Return the first and the last day on which something was destroyed here, if anything was."""
    subjects = [
        name
        for _, asset in assets_of(case, about)
        for name in (f"asset:{asset.id}", *(f"copy:{asset.id}/{one.id}" for one in asset.copies))
    ]
    ends = [ended.index for one in subjects if (ended := case.state.of(one).ended) is not None]
    if not ends:
        return ()
    sources = tuple(in_entry(one, when_path(case.entries[one])) for one in sorted(ends))
    instants = (
        computed(Form.INSTANT, rule, sources, case.origins) for rule in (Rule.EARLIEST, Rule.LATEST)
    )
    return tuple(_day(case, one, sources) for one in instants)


def _day(case: Case, instant: Value, sources: tuple[str, ...]) -> Value:
    """Return the day of the instant that was found among its sources."""
    source = next(one for one in sources if case.origins.read(one) == instant.raw)
    return day_of(
        Value(form=Form.INSTANT, raw=instant.raw, rule=Rule.READ, sources=(source,)), case.origins
    )


def _validity(one: HdsCertificate, days: tuple[Value, ...]) -> str:
    if one.valid_from is None or one.valid_until is None:
        return "unknown"
    if not days:
        return "idle"
    return "valid" if _covers(one, days) else "expired"


def _covers(one: HdsCertificate, days: tuple[Value, ...]) -> bool:
    if one.valid_from is None or one.valid_until is None:
        return False
    judged = [date.fromisoformat(str(each.raw)) for each in days]
    return bool(judged) and one.valid_from <= min(judged) <= max(judged) <= one.valid_until
