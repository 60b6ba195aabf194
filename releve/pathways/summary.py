"""The top of a sheet: who it is, and what to know before anything else."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from releve.pathways.cell import Readable, day, plain
from releve.pathways.dictionary import label
from releve.pathways.page import escaped, word
from releve.pathways.record import Record, Value
from releve.textes import sentence

Groups = Mapping[str, Sequence[Record]]

_SEVERITIES = {"high": 0, "medium": 1, "low": 2}  # another value comes before all
_OPEN = ("to_do", "in_progress")


def summary(groups: Groups, readable: Readable, title: str, at: date) -> Iterator[str]:
    """Iterate over the HTML of the top of a sheet, the state being that of day ``at``."""
    language = readable.language
    state = sentence("sheet_state", {"day": day(at.isoformat(), language)}, language)
    yield (
        f"<header>\n<p>{word('sheet_confidential', language)} · "
        f"{word('sheet_title', language)} · {state}</p>\n"
        f"<h1>{escaped(title)}</h1>\n{_identity(groups['person'][0].values, readable)}</header>\n"
    )
    yield f'<section class="first">\n<h2>{word("sheet_first", language)}</h2>\n'
    yield _died(groups["person"][0].values, readable)
    yield _block("alerts", "no_alert", _alerts(groups, readable), language)
    yield _block("consents", "no_consent", _consents(groups, readable, at.isoformat()), language)
    yield _block("call", "nobody", _calls(groups, readable), language)
    yield _block("ahead", "nothing_ahead", _ahead(groups, readable), language)
    yield "</section>\n"


def _block(name: str, nothing: str, said: Iterator[str], language: str) -> str:
    items = "".join(f"<li>{one}</li>\n" for one in said)
    listed = items or f'<li class="none">{word(f"sheet_{nothing}", language)}</li>\n'
    return f"<h3>{word(f'sheet_{name}', language)}</h3>\n<ul>\n{listed}</ul>\n"


def _identity(person: Mapping[str, Value], readable: Readable) -> str:
    language, shown = readable.language, partial(readable.shown, "person", person)
    told = [
        f"{word('sheet_born_on', language)} {shown('birth_date')}",
        f"{_role('person.gender', language)} {shown('gender')}",
    ]
    names = (plain(person.get(name)) for name in ("used_given_name", "used_family_name"))
    if called := " ".join(name for name in names if name):
        told.insert(0, escaped(sentence("sheet_called", {"name": called}, language)))
    if number := plain(person.get("ins")):
        told.append(f"INS {escaped(number)}")
    sure = person.get("identity_status") == "qualified"
    code = "sheet_identity" if sure else "sheet_identity_unsure"
    identity = sentence(code, {"status": shown("identity_status")}, language)
    where = (plain(person.get(name)) for name in ("address", "postal_code"))
    place = escaped(", ".join(part.replace("\n", ", ") for part in where if part))
    strength = "" if sure else ' class="strong"'
    reached = " · ".join(part for part in (place, _telephone(person, language)) if part)
    return f"<p>{' · '.join(told)}</p>\n<p{strength}>{identity}</p>\n<p>{reached}</p>\n"


def _died(person: Mapping[str, Value], readable: Readable) -> str:
    died = person.get("death_date")
    if not isinstance(died, str):
        return ""
    said = f"{word('sheet_died', readable.language)} : {readable.when(died)}"
    return f'<p class="strong">{said}</p>\n'


def _alerts(groups: Groups, readable: Readable) -> Iterator[str]:
    waiting, seen = [], 0
    for one in groups.get("alert", ()):
        known = (one.values.get(name) for name in ("acknowledged_at", "acknowledged_by"))
        if any(isinstance(value, str) for value in known):
            seen += 1
        else:
            waiting.append(one.values)
    waiting.sort(key=lambda one: plain(one.get("raised_at")), reverse=True)
    waiting.sort(key=lambda one: _SEVERITIES.get(plain(one.get("severity")), -1))
    for values in waiting:
        shown = partial(readable.shown, "alert", values)
        yield f"<strong>{shown('severity')}</strong>, {shown('raised_at')} : {shown('trigger')}"
    if seen:
        yield escaped(sentence("sheet_alerts_closed", {"count": seen}, readable.language))


def _consents(groups: Groups, readable: Readable, at: str) -> Iterator[str]:
    """Say those in force, as :func:`releve.pathways.scope.place` rules; oppositions first."""
    found = groups.get("consent", ())
    for one in sorted(found, key=lambda one: one.values.get("nature") != "opposition"):
        ends = one.values.get("withdrawn_on")
        if isinstance(ends, str) and ends <= at:
            continue
        shown = partial(readable.shown, "consent", one.values)
        yield f"<strong>{shown('nature')}</strong>, {shown('collected_on')} : {shown('scope')}"


def _calls(groups: Groups, readable: Readable) -> Iterator[str]:
    person, language = groups["person"][0].values, readable.language
    if named := plain(person.get("representative")):
        yield f"{_role('person.representative', language)} : {escaped(named)}"
    relatives = groups.get("relative", ())
    for one in sorted(relatives, key=lambda one: one.values.get("representative") is not True):
        get = one.values.get
        if get("representative") is True:
            role = _role("relative.representative", language)
        else:
            role = _role("relative", language)
        link = escaped(plain(get("relationship")))
        shown = f"{readable.shown('relative', one.values, 'name')}{f' ({link})' if link else ''}"
        yield f"{role} : {shown}, {_telephone(one.values, language)}"
    if physician := plain(person.get("treating_physician")):
        yield f"{_role('person.treating_physician', language)} : {_reached(physician, readable)}"
    written = sorted(
        groups.get("care_plan", ()), key=lambda one: plain(one.values.get("written_on"))
    )
    if written and (referent := plain(written[-1].values.get("referent"))):
        yield f"{_role('care_plan.referent', language)} : {_reached(referent, readable)}"


def _ahead(groups: Groups, readable: Readable) -> Iterator[str]:
    language = readable.language
    due = [one.values for one in groups.get("action", ()) if one.values.get("status") in _OPEN]
    for one in sorted(due, key=lambda one: plain(one.get("due_on")) or "9"):
        shown = partial(readable.shown, "action", one)
        said = f"{shown('title')} ({shown('status')})"
        if by := plain(one.get("due_on")):
            said += f", {sentence('sheet_due', {'day': readable.when(by)}, language)}"
        yield f"{said}, {shown('owner')}" if "owner" in one else said
    planned = [one for one in groups.get("event", ()) if one.values.get("status") == "planned"]
    for event in sorted(planned, key=lambda one: plain(one.values.get("start"))):
        shown = partial(readable.shown, "event", event.values)
        yield f"{shown('type')} ({shown('status')}), {shown('start')}"


def _reached(record_id: str, readable: Readable) -> str:
    record = readable.directory.get(record_id)
    called = readable.name(record_id)
    return f"{called}, {_telephone(record.values, readable.language)}" if record else called


def _telephone(values: Mapping[str, Value], language: str) -> str:
    number = values.get("telephone")
    if isinstance(number, str):
        return f"<strong>{escaped(number)}</strong>"
    return f'<span class="none">{word("sheet_no_telephone", language)}</span>'


def _role(code: str, language: str) -> str:
    return escaped(label(code, language))
