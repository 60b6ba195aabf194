"""The recette sheet: pathways drawn at random, source beside successor, for people to compare.

It holds personal data: it goes to the controller and stays there. What is recorded of it is its
digest, and the *PV de recette*: the act ``test`` that a person of the controller signs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from releve.model.extraction import Extracted
from releve.pathways.cell import Readable
from releve.pathways.completeness import completeness
from releve.pathways.dictionary import label
from releve.pathways.model import ENTITIES, Entity
from releve.pathways.page import escaped, word
from releve.pathways.record import Record, Value
from releve.pathways.sampling import RULE, confidence
from releve.textes import sentence

FORMAT = "releve/recette/1"

_STYLE = """
@page { size: A4; margin: 11mm 10mm 14mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
html { font: 13px/1.35 "Liberation Sans", Arial, sans-serif; color: #000; background: #fff }
body { max-width: 62em; margin: 0 auto; padding: 1em }
h1 { font-size: 1.6em; margin: .2em 0 } h2 { font-size: 1.25em; margin: .8em 0 .3em }
.stamp { border: 3px solid #000; padding: .3em .7em; font-weight: bold; font-size: 1.2em }
.box { border: 2px solid #000; padding: .2em .9em .6em; margin: .8em 0; break-inside: avoid }
table { border-collapse: collapse; width: calc(100% - 2px); margin: .3em 0 }
th, td { border: 1px solid #555; padding: .12em .4em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere }
td { white-space: pre-line }
thead { display: table-header-group } tr { break-inside: avoid }
thead h2 { margin: .1em 0 } thead th { border-bottom: 2px solid #000 }
tr.of { break-after: avoid } tr.of th { border-top: 2px solid #000; background: #eee }
th { font-weight: bold } td table { margin: 0 } td table th, td table td { border: 0;
  padding: 0 .6em 0 0 }
.tick { width: 4.6em; text-align: center; white-space: nowrap; font-size: 1.1em }
.label { width: 17% } .value { width: 33% }
.differs { border: 3px solid #000; font-weight: bold }
.line { border-bottom: 1px solid #555; height: 2.6em } tr.of td { border-top: 2px solid #000 }
.sign th { width: 26% } .sign td { height: 2.4em; padding: .5em .6em } .sign .tall { height: 9em }
.none { font-style: italic }
code { font-family: "Liberation Mono", monospace; font-size: .9em; overflow-wrap: anywhere }
.pathway { break-before: page }
a { color: #000; text-decoration: none }
@media print { html { font-size: 8pt } body { max-width: none; padding: 0 } }
"""
_RUNNING = """@page { @bottom-left { content: "%s"; font: bold 8pt sans-serif }
  @bottom-center { content: "%s"; font: 8pt sans-serif } }
"""
"""At the foot of each page, by what prints it: nothing of these two can end a CSS string."""
_SHORT = 12
_TALL = frozenset({"reserves", "signature"})
_TICK = "☐"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One pathway of the sheet. ``entry`` is its keyed content, in hexadecimal.

    ``successor`` is ``None`` when nobody read it there: the column is then left to fill in by
    hand; empty when the successor has no such pathway.
    """

    entry: str
    source: Sequence[Record]
    successor: Sequence[Record] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recette:
    """What a sheet is about, and how its pathways were drawn.

    ``commitment`` is the SHA-256 of the nonce of the draw (``releve.pathways.sampling``);
    ``extraction`` is what the source was, if a publisher handed it over.
    """

    title: str
    package: str
    root: str
    commitment: str
    population: int
    printed: date
    rehearsal: bool
    pathways: tuple[Compared, ...]
    directory: Mapping[str, Record]
    their_directory: Mapping[str, Record]
    extraction: Extracted | None = None
    language: str = "fr"
    timezone: str = "Europe/Paris"

    def say(self, code: str, **facts: str | int) -> str:
        """Return a sentence of the sheet, as HTML."""
        return escaped(sentence(f"recette_{code}", facts, self.language))


def recette_sheet(given: Recette) -> Iterator[str]:
    """Yield the sheet, one self-contained HTML page for A4 paper in black and white, in pieces.

    Per pathway: each value of the source, what the successor gives, two boxes, a line for remarks.
    """
    title = given.say("title", title=given.title)
    yield (
        f'<!DOCTYPE html>\n<html lang="{given.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}{_running(given)}</style>\n"
        "</head>\n<body>\n<main>\n"
    )
    stamp = f'<p class="stamp">{given.say("exercise")}</p>\n' if given.rehearsal else ""
    yield f"{stamp}<h1>{title}</h1>\n<p>{given.say('private')}</p>\n"
    if given.extraction is not None:
        yield f"<p>{escaped(completeness(given.extraction, given.language))}</p>\n"
    yield from _head(given)
    for number, one in enumerate(given.pathways, 1):
        yield '<section class="pathway">\n'
        yield from _pathway(given, number, one)
        yield "</section>\n"
    yield f'<section class="pathway">\n{stamp}{_signature(given)}</section>\n'
    yield "</main>\n</body>\n</html>\n"


def _running(given: Recette) -> str:
    package = given.package.removeprefix("sha256:")[:_SHORT]
    stamp = given.say("exercise") if given.rehearsal else ""
    return _RUNNING % (stamp, given.say("running", package=package))


def _head(given: Recette) -> Iterator[str]:
    count = len(given.pathways)
    steps = "".join(f"<li>{given.say(f'step_{rank}')}</li>\n" for rank in range(1, 5))
    yield f'<div class="box">\n<h2>{given.say("how")}</h2>\n<ol>\n{steps}</ol>\n</div>\n'
    facts = {
        "package": given.package,
        "root": given.root,
        "count": str(count),
        "population": str(given.population),
        "printed": f"{given.printed:%d/%m/%Y}" if given.language == "fr" else f"{given.printed}",
        "rule": RULE,
        "commitment": given.commitment,
    }
    rows = "".join(
        f'<tr><th scope="row">{given.say(name)}</th><td>{escaped(value)}</td></tr>\n'
        for name, value in facts.items()
    )
    yield f'<div class="box">\n<h2>{given.say("draw")}</h2>\n<table>\n{rows}</table>\n'
    yield f"<p>{given.say('drawn')}</p>\n"
    told = confidence(count, 0, given.population)
    code = "confidence_whole" if told.whole else "confidence"
    said = escaped(sentence(code, told.facts(given.language), given.language))
    yield f"<p>{given.say('if_none')} {said}</p>\n</div>\n"


def _pathway(given: Recette, number: int, one: Compared) -> Iterator[str]:
    zone = ZoneInfo(given.timezone)
    ours = Readable({of.id: of for of in one.source}, given.directory, given.language, zone)
    there = {of.id: of for of in one.successor or ()}
    theirs = Readable(there, given.their_directory, given.language, zone)
    yield f"<p>{given.say('entry')} <code>{escaped(one.entry)}</code></p>\n"
    if one.successor is not None and not one.successor:
        yield f'<p class="stamp">{given.say("nowhere")}</p>\n'
    names = ("field", "source", "successor", "same", "differs")
    shapes = ("label", "value", "value", "tick", "tick")
    heads = "".join(
        f'<th scope="col" class="{shape}">{given.say(f"column_{name}")}</th>'
        for name, shape in zip(names, shapes, strict=True)
    )
    title = given.say("pathway", number=number, count=len(given.pathways))
    title += f" · {given.say('exercise')}" if given.rehearsal else ""
    yield f'<table>\n<thead><tr><th colspan="5"><h2>{title}</h2></th></tr>\n'
    yield f"<tr>{heads}</tr></thead>\n<tbody>\n"
    for entity in ENTITIES:
        records = [of for of in one.source if of.entity == entity.name]
        for rank, record in enumerate(records, 1):
            counted = f" {rank} / {len(records)}" if len(records) > 1 else ""
            named = escaped(label(entity.name, given.language))
            yield f'<tr class="of"><th colspan="5" scope="rowgroup">{named}{counted}</th></tr>\n'
            other = None if one.successor is None else there.get(record.id)
            lacking = one.successor is not None and other is None
            yield from _fields(given, entity, record, other, (ours, theirs), lacking=lacking)
    yield from _added(given, one)
    boxes = " &emsp; ".join(f"{_TICK} {given.say(f'column_{name}')}" for name in names[3:])
    lines = '<div class="line"></div>\n' * 2
    yield (
        f'<tr class="of"><td colspan="5"><b>{given.say("result")}</b> &nbsp; {boxes}\n'
        f"{given.say('remarks')}\n{lines}</td></tr>\n</tbody>\n</table>\n"
    )


def _fields(
    given: Recette,
    entity: Entity,
    ours: Record,
    theirs: Record | None,
    sides: tuple[Readable, Readable],
    *,
    lacking: bool,
) -> Iterator[str]:
    there: Mapping[str, Value] = theirs.values if theirs else {}
    for attribute in entity.attributes:
        name = attribute.name
        if name not in ours.values and name not in there:
            continue
        shown = sides[0].shown(entity.name, ours.values, name)
        read = ""
        if lacking:
            read = given.say("record_missing")
        elif theirs is not None:
            read = sides[1].shown(entity.name, there, name)
        same = theirs is not None and ours.values.get(name) == there.get(name)
        differs = "" if same or not read else ' class="differs"'
        yield (
            f'<tr><th scope="row">{escaped(label(f"{entity.name}.{name}", given.language))}</th>'
            f"<td>{shown}</td><td{differs}>{read}</td>"
            f'<td class="tick">{_TICK}</td><td class="tick">{_TICK}</td></tr>\n'
        )


def _added(given: Recette, one: Compared) -> Iterator[str]:
    """Tell of records that the successor gives and the source does not have."""
    known = {of.id for of in one.source}
    for record in one.successor or ():
        if record.id not in known:
            named = escaped(label(record.entity, given.language))
            yield (
                f'<tr class="of"><th scope="row">{named}</th><td></td>'
                f'<td class="differs">{given.say("record_added")}</td>'
                f'<td class="tick">{_TICK}</td><td class="tick">{_TICK}</td></tr>\n'
            )


def _signature(given: Recette) -> str:
    choice = f"{_TICK} {given.say('no_reserve')} &emsp; {_TICK} {given.say('with_reserves')}"
    filled = {"deviations": f"________ / {len(given.pathways)}", "reserves": choice}
    rows = "".join(
        f'<tr><th scope="row">{given.say(name)}</th>'
        f"<td{' class=tall' if name in _TALL else ''}>{filled.get(name, '')}</td></tr>\n"
        for name in ("deviations", "reserves", "who", "when", "signature")
    )
    intro = given.say("pv_intro", package=given.package, count=len(given.pathways))
    said = word("recette_pv_after", given.language)
    return (
        f"<h2>{given.say('pv')}</h2>\n<p>{intro}</p>\n"
        f'<table class="sign">\n{rows}</table>\n<p>{said}</p>\n'
    )
