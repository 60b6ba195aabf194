"""The report of a reconciliation: every difference, without cap, and a last line that closes it.

``releve/differences/1``, NDJSON: one difference a line, as they are found; then
``{"differences":n,"format":…,"merges":n,"ours":root,"reads":{…},"theirs":root}``. A report
without its last line was cut short. It holds keyed names, entities and attributes: no value.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from releve.canonical import decode, encode
from releve.errors import EvidenceRefused
from releve.model.evidence import JsonValue
from releve.model.extraction import Extracted
from releve.model.ids import Root
from releve.pathways.dictionary import label
from releve.pathways.difference import Change, Difference, Tally, tally_key
from releve.pathways.index import IndexedSide
from releve.pathways.reconciliation import Merges, compare
from releve.textes import sentence, sentences

FORMAT = "releve/differences/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What a reconciliation found: the two roots, declared merges, differences left."""

    ours: str
    theirs: str
    merges: int
    differences: int


class _Closing(BaseModel):
    """The members of the last line that tell what was found; others are passed by."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["releve/differences/1"]
    ours: Root
    theirs: Root
    merges: int = Field(ge=0)
    differences: int = Field(ge=0)


def reconcile(
    package_key: bytes,
    ours: IndexedSide,
    theirs: IndexedSide,
    merges: Merges,
    report: Path,
    extraction: Extracted | None = None,
) -> tuple[Reconciled, Tally]:
    """Compare two sides and write the report into a new file, as differences are found.

    ``extraction`` is what the source was, if a publisher handed it over: the last line names it.

    Raises:
        FileExistsError: there is something at ``report``.
        EvidenceRefused: as :func:`releve.pathways.reconciliation.compare`.

    """
    tally = Tally()
    with report.open("xb") as stream:
        found = compare(package_key, ours, theirs, merges)
        stream.writelines(one.line() for one in _counted(found, tally))
        reconciled = Reconciled(
            ours=ours.root(),
            theirs=theirs.root(),
            merges=len(merges),
            differences=tally.total(),
        )
        reads = {"ours": asdict(ours.reads), "theirs": asdict(theirs.reads)}
        told = {} if extraction is None else {"extraction": extraction.model_dump(mode="json")}
        closing = {"format": FORMAT, "reads": reads, **asdict(reconciled), **told}
        stream.write(encode(closing) + b"\n")
    return reconciled, tally


def read_report(data: bytes) -> tuple[Reconciled, frozenset[str] | None]:
    """Read a report back: its last line, and the pathways found missing whole, by keyed name.

    The second is ``None`` when anything else differs too.

    Raises:
        EvidenceRefused: ``difference_report_malformed``: cut short, or not of this format.

    """
    *lines, last = data.removesuffix(b"\n").split(b"\n")
    try:
        said = _Closing.model_validate(decode(last))
        found = [decode(line) for line in lines]
    except (EvidenceRefused, ValidationError):
        raise EvidenceRefused("difference_report_malformed") from None
    if said.differences != len(lines) or not data.endswith(b"\n"):
        raise EvidenceRefused("difference_report_malformed")
    reconciled = Reconciled(
        ours=said.ours, theirs=said.theirs, merges=said.merges, differences=said.differences
    )
    missing = {str(one["pathway"]) for one in found if isinstance(one, dict) and _whole(one)}
    return reconciled, frozenset(missing) if len(missing) == len(lines) else None


def _whole(one: Mapping[str, JsonValue]) -> bool:
    return one.get("change") == Change.MISSING.value and one.get("entity") is None


def summary(tally: Tally, language: str = "fr") -> Iterator[str]:
    """Yield one line for each entity, attribute and kind of change, the most numerous first."""
    words = sentences(language)
    for (entity, attribute, change), count in tally.most_common():
        named, way = f"pathway_{entity}", f"{entity}.{attribute}"
        facts = {
            "entity": label(entity, language) if named in words else entity,
            "attribute": label(way, language) if f"pathway_{way}" in words else attribute,
            "count": count,
        }
        whole = "_record" if attribute == "*" else "_attribute"
        code = f"difference_{change}{whole if entity != '*' else '_pathway'}"
        yield sentence(code, facts, language)


def _counted(found: Iterable[Difference], tally: Tally) -> Iterator[Difference]:
    for one in found:
        tally[tally_key(one)] += 1
        yield one
