"""The validation report for people: one page per asset, out of the gate's own JSON.

Verdict first, then what is not satisfied and whose move it is, then the faults that the run
planted in itself, then every check in words. Codes and counts only: the records at fault are in
the private list, which the page names and does not hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ValidationError

from releve.documents.checks import Told, gathered, told
from releve.documents.page import Markup, Piece, Row, element, joined, page, table
from releve.errors import EvidenceRefused, Fact
from releve.model.evidence import Verdict
from releve.model.extraction import Extracted
from releve.pathways.completeness import completeness
from releve.textes import sentence

_WORST = (Verdict.FAILED, Verdict.UNDETERMINED, Verdict.PASSED)
_STYLE = """
.verdict { border: 3px solid #1a1f26; padding: .2rem .9rem .7rem; margin: 1rem 0; }
.verdict h2 { border: 0; margin: .4rem 0 .2rem; color: inherit; font-size: 1.4rem; }
.failed { border-color: #8c1c13; } .failed h2 { color: #8c1c13; }
.undetermined { border-color: #7a4a00; border-style: dashed; } .undetermined h2 { color: #7a4a00; }
.passed { border-color: #1c5e34; } .passed h2 { color: #1c5e34; }
.wide { margin: 1rem 0 0; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What the page is about. ``keys`` names the private list of records at fault, if there is one.

    ``at`` is the instant that the reports were made, in UTC; ``extraction`` is what the source is.
    ``said`` are sentences about the run itself, shown below the verdict.
    """

    title: str
    at: datetime
    rehearsal: bool
    keys: str | None = None
    extraction: Extracted | None = None
    said: tuple[str, ...] = ()
    language: str = "fr"

    def say(self, code: str, /, **facts: Fact) -> str:
        """Return the sentence of a code of this page."""
        return sentence(f"quality_{code}", facts, self.language)

    def number(self, value: int) -> str:
        """Return a count with its thousands apart."""
        return f"{value:,}".replace(",", "\u202f" if self.language == "fr" else ",")


class _Row(BaseModel):
    """A check as the report has it."""

    code: str
    verdict: Verdict
    seen: int
    failed: int
    warning: bool


class _Planted(BaseModel):
    """A planted fault as the report has it."""

    kind: str
    made_up: bool
    caught_by: tuple[str, ...]


class _Document(BaseModel):
    """The members of a report that the page shows."""

    format: Literal["releve/quality-report/1"]
    about: str
    suite: str
    verdict: Verdict
    checks: tuple[_Row, ...]
    planted: tuple[_Planted, ...] = ()


@dataclass(frozen=True, slots=True)
class _Report:
    """One report read, with its checks in words."""

    document: _Document
    checks: tuple[Told, ...]

    @property
    def about(self) -> str:
        return self.document.about

    @property
    def planted(self) -> tuple[_Planted, ...]:
        return self.document.planted


def quality_page(given: Quality, reports: Sequence[bytes]) -> bytes:
    """Return the page of one or more reports on the same asset, source first.

    Raises:
        EvidenceRefused: ``quality_report_malformed``: not a report of this format.

    """
    read = [_read(one, given.language) for one in reports]
    worst = next(
        (one for one in _WORST if one in {report.document.verdict for report in read}),
        Verdict.UNDETERMINED,
    )
    pieces = [
        _verdict(given, worst, read),
        *_section(given, "failed", _failed(given, read)),
        *_section(given, "planted", _planted(given, read)),
        *_section(given, "checks", _checks(given, read)),
        *_section(given, "limits", [_limits(given, read)]),
    ]
    title = given.say("title", title=given.title)
    head, main = element("header", *_head(given)), element("main", *pieces)
    return page(given.language, title, head, main, style=_STYLE)


def _head(given: Quality) -> Iterator[Piece]:
    if given.rehearsal:
        yield element("p", element("strong", given.say("exercise")), class_="stamp")
    yield element("h1", given.say("title", title=given.title))
    yield element("p", given.say("made", at=given.at.isoformat()))
    if given.extraction is not None:
        yield element("p", completeness(given.extraction, given.language))


def _verdict(given: Quality, worst: Verdict, reports: Sequence[_Report]) -> Markup:
    lines = []
    for report in reports:
        about = given.say(f"about_{report.about}")
        counted = [one for one in report.checks if not one.warning]
        lines.append(
            given.say(
                f"line_{report.document.verdict.value}",
                about=about,
                checks=given.number(len(report.checks)),
                failed=given.number(sum(one.verdict is not Verdict.PASSED for one in counted)),
                warnings=given.number(
                    sum(one.warning and one.verdict is not Verdict.PASSED for one in report.checks)
                ),
            )
        )
    return element(
        "section",
        element("h2", given.say(f"verdict_{worst.value}")),
        element("p", given.say(f"means_{_meaning(worst, reports)}")),
        joined(lines),
        *(element("p", one) for one in given.said),
        class_=f"verdict {worst.value}",
    )


def _failed(given: Quality, reports: Sequence[_Report]) -> Iterator[Piece]:
    names = ("check", "subject", "side", "at_fault", "seen", "move")
    columns = [given.say(f"column_{name}") for name in names]
    for warning in (False, True):
        rows = [
            Row(
                cells=(
                    one.words,
                    one.subject,
                    given.say(f"about_{report.about}"),
                    given.number(one.failed) if one.failed else given.say("unknown"),
                    given.number(one.seen),
                    given.say(f"move_{_move(report.about, one)}"),
                )
            )
            for report in reports
            for one in report.checks
            if one.warning is warning and one.verdict is not Verdict.PASSED
        ]
        name = "warnings" if warning else "blocking"
        if rows:
            yield table(given.say(f"caption_{name}"), columns, rows)
        else:
            yield element("p", given.say(f"no_{name}"))
    if given.keys is not None:
        yield element("p", given.say("keys", keys=given.keys))


def _move(about: str, one: Told) -> str:
    """Return whose move a check that did not pass calls for."""
    if one.missed:
        return "tool"
    if one.verdict is Verdict.UNDETERMINED:
        return "undetermined"
    return f"{'compared' if one.compared else 'data'}_{about}"


def _planted(given: Quality, reports: Sequence[_Report]) -> Iterator[Piece]:
    for report in reports:
        if not report.planted:
            continue
        caught = sum(bool(one.caught_by) for one in report.planted)
        about = given.say(f"about_{report.about}")
        said = given.say("planted_count", about=about, caught=caught, planted=len(report.planted))
        yield element("p", said)
        columns = [given.say(f"column_{name}") for name in ("fault", "place", "caught")]
        rows = [
            Row(
                cells=(
                    sentence(f"fault_{one.kind}", {}, given.language),
                    given.say("made_up" if one.made_up else "real_copy"),
                    _caught(given, one.caught_by),
                )
            )
            for one in report.planted
        ]
        yield table(given.say("caption_planted", about=about), columns, rows)
    if not any(report.planted for report in reports):
        yield element("p", given.say("no_planted"))


def _caught(given: Quality, codes: Sequence[str]) -> Piece:
    """Return the kinds of checks that caught a fault, each once, as few words as possible."""
    if not codes:
        return element("strong", given.say("missed"))
    kinds = dict.fromkeys(told(code, given.language).kind for code in codes)
    names = [given.say(f"kind_{kind}") for kind in kinds]
    return ", ".join(names)


def _checks(given: Quality, reports: Sequence[_Report]) -> Iterator[Piece]:
    columns = [given.say(f"column_{name}") for name in ("check", "verdict", "seen", "at_fault")]
    for report in reports:
        about = given.say(f"about_{report.about}")
        yield element("h3", given.say("checks_of", about=about, suite=report.document.suite))
        subjects = dict.fromkeys(one.subject for one in report.checks if one.subject)
        every = gathered([one for one in report.checks if one.subject], given.language)
        for subject in subjects:
            rows = [
                Row(
                    cells=(
                        one.words,
                        given.say(f"check_{one.verdict.value}"),
                        given.number(one.seen),
                        given.number(one.failed),
                    )
                )
                for one in every
                if one.subject == subject
            ]
            yield table(f"{subject} ({about})", columns, rows)


def _meaning(worst: Verdict, reports: Sequence[_Report]) -> str:
    """Return which sentence tells a verdict: a reading plants nothing, and does not say it did."""
    planted = any(report.planted for report in reports)
    return worst.value if planted or worst is not Verdict.PASSED else "read"


def _limits(given: Quality, reports: Sequence[_Report]) -> Markup:
    planted = any(report.planted for report in reports)
    names = ("suite", "source", *(("shadow",) if planted else ()), "codes")
    return joined(given.say(f"limit_{name}") for name in names)


def _section(given: Quality, name: str, pieces: Iterator[Piece] | Sequence[Piece]) -> list[Markup]:
    heading = element("h2", given.say(f"heading_{name}"))
    return [element("section", heading, *pieces, id=name)]


def _read(report: bytes, language: str) -> _Report:
    try:
        document = _Document.model_validate_json(report)
    except ValidationError:
        raise EvidenceRefused("quality_report_malformed") from None
    checks = (
        told(one.code, language).counted(
            one.verdict, seen=one.seen, failed=one.failed, warning=one.warning
        )
        for one in document.checks
    )
    return _Report(document, tuple(checks))
