"""The return of an elimination slip: what the archives wrote by hand, as one person transcribed it.

A readable file, filled in by hand: a head, then one block per line of the slip. Two people fill in
and sign one each, without copying from one another. Normative in ``docs/format/slip.md``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from releve.errors import ActRefused
from releve.model.ids import Realm

FORMAT = "releve/slip-return/1"
MAX_BYTES = 1024 * 1024
NONE = "-"
HEAD = ("slip", "content", "origin", "plan", "transcriber", "director", "signed_on", "original")
LINE = ("line", "asset", "title", "records", "octets", "decision", "observations")
BY_HAND = frozenset({"director", "signed_on", "original", "decision", "observations"})
"""What is read on the paper; the rest is as the slip was issued."""


class LineDecision(StrEnum):
    """What the archives decided of one line."""

    GRANTED = "granted"
    REFUSED_KEEP = "refused_keep"
    REFUSED_TRANSFER = "refused_transfer"


VISA_DECISIONS: Mapping[LineDecision, str] = {
    LineDecision.GRANTED: "granted",
    LineDecision.REFUSED_KEEP: "kept",
    LineDecision.REFUSED_TRANSFER: "transferred",
}
"""The ``decision`` of the visa that each line becomes: anything but ``granted`` refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """One line as it was issued. ``records`` and ``octets`` are decimal, ``-`` if not measured."""

    line: int
    asset: str
    title: str
    records: str
    octets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    """One line as it came back."""

    issued: SlipLine
    decision: LineDecision
    observations: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """What one person read on the paper. ``director`` is the roster id of who gave the visa.

    ``original`` says where the paper is kept.
    """

    slip: str
    content: str
    origin: str
    plan: str
    transcriber: str
    director: str
    signed_on: date
    original: str
    lines: tuple[DecidedLine, ...]


def namespace(realm: Realm) -> str:
    """Return the SSHSIG namespace of a transcription."""
    return "slip-return@releve" if realm is Realm.REAL else "slip-return.repetition@releve"


def blank_form(head: Mapping[str, str], lines: tuple[SlipLine, ...], told: tuple[str, ...]) -> str:
    """Return the form to fill in: what is read on the paper is left empty.

    ``told`` are sentences for whoever fills it in, written as comments.
    """
    written = [FORMAT, *(f"# {one}" for one in told), ""]
    written += [f"{name}: {head.get(name, '')}".rstrip() for name in HEAD]
    for one in lines:
        issued = {name: str(getattr(one, name)) for name in LINE[:5]}
        written += ["", *(f"{name}: {issued.get(name, '')}".rstrip() for name in LINE)]
    return "\n".join(written) + "\n"


def parse_transcription(data: bytes) -> Transcription:
    """Read a form that was filled in.

    Raises:
        ActRefused: ``slip_form_malformed`` with the ``row`` of the file and the ``field``;
            ``slip_form_incomplete``: a field was left empty.

    """
    rows = _rows(data)
    head = _block(rows, HEAD)
    lines: list[DecidedLine] = []
    while rows:
        row, _, _ = rows[0]
        found = _block(rows, LINE)
        lines.append(_line(found, row))
    try:
        signed_on = date.fromisoformat(head["signed_on"])
    except ValueError as error:
        raise ActRefused("slip_form_malformed", row=0, field="signed_on") from error
    if signed_on.isoformat() != head["signed_on"]:
        raise ActRefused("slip_form_malformed", row=0, field="signed_on")
    return Transcription(
        slip=head["slip"],
        content=head["content"],
        origin=head["origin"],
        plan=head["plan"],
        transcriber=head["transcriber"],
        director=head["director"],
        signed_on=signed_on,
        original=head["original"],
        lines=tuple(lines),
    )


def _line(found: Mapping[str, str], row: int) -> DecidedLine:
    number = found["line"]
    if not number.isdecimal() or str(int(number)) != number:
        raise ActRefused("slip_form_malformed", row=row, field="line")
    issued = SlipLine(
        line=int(number),
        asset=found["asset"],
        title=found["title"],
        records=found["records"],
        octets=found["octets"],
    )
    try:
        decision = LineDecision(found["decision"])
    except ValueError as error:
        raise ActRefused("slip_form_malformed", row=row, field="decision") from error
    return DecidedLine(issued=issued, decision=decision, observations=found["observations"])


def _rows(data: bytes) -> list[tuple[int, str, str]]:
    if len(data) > MAX_BYTES:
        raise ActRefused("slip_form_malformed", row=0, field="octets")
    try:
        first, *rest = data.decode("utf-8").splitlines() or [""]
    except UnicodeDecodeError as error:
        raise ActRefused("slip_form_malformed", row=0, field="utf-8") from error
    if first.strip() != FORMAT:
        raise ActRefused("slip_form_malformed", row=1, field="format")
    return list(_fields(rest))


def _fields(rest: list[str]) -> Iterator[tuple[int, str, str]]:
    for row, text in enumerate(rest, start=2):
        if not text.strip() or text.startswith("#"):
            continue
        name, colon, value = text.partition(":")
        if not colon:
            raise ActRefused("slip_form_malformed", row=row, field=name.strip()[:40])
        yield row, name.strip(), " ".join(value.split())


def _block(rows: list[tuple[int, str, str]], names: tuple[str, ...]) -> Mapping[str, str]:
    """Take the fields of one block off the front: all of them, in order, none empty."""
    found: dict[str, str] = {}
    for name in names:
        if not rows:
            raise ActRefused("slip_form_malformed", row=0, field=name)
        row, written, value = rows.pop(0)
        if written != name:
            raise ActRefused("slip_form_malformed", row=row, field=written[:40])
        if not value:
            raise ActRefused("slip_form_incomplete", row=row, field=name)
        found[name] = value
    return found
