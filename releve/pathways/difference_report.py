"""The report of a reconciliation: every difference, without cap, and a last line that closes it.

``releve/differences/1``, NDJSON: one difference a line, as they are found; then
``{"differences":n,"format":…,"merges":n,"ours":root,"reads":{…},"theirs":root}``. A report
without its last line was cut short. It holds keyed names, entities and attributes: no value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from releve.canonical import encode
from releve.pathways.difference import Difference, Tally, tally_key
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


def reconcile(
    package_key: bytes, ours: IndexedSide, theirs: IndexedSide, merges: Merges, report: Path
) -> tuple[Reconciled, Tally]:
    """Compare two sides and write the report into a new file, as differences are found.

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
        stream.write(encode({"format": FORMAT, "reads": reads, **asdict(reconciled)}) + b"\n")
    return reconciled, tally


def summary(tally: Tally, language: str = "fr") -> Iterator[str]:
    """Yield one line for each entity, attribute and kind of change, the most numerous first."""
    words = sentences(language)
    for (entity, attribute, change), count in tally.most_common():
        named = f"pathway_{entity}"
        facts = {
            "entity": words.get(named, entity),
            "attribute": words.get(f"{named}.{attribute}", attribute),
            "count": count,
        }
        whole = "_record" if attribute == "*" else "_attribute"
        code = f"difference_{change}{whole if entity != '*' else '_pathway'}"
        yield sentence(code, facts, language)


def _counted(found: Iterable[Difference], tally: Tally) -> Iterator[Difference]:
    for one in found:
        tally[tally_key(one)] += 1
        yield one
