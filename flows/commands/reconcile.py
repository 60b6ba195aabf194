"""``releve reconcile``: compare what was delivered with what the successor read back."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from releve.archives.slip import read_slip
from releve.cli.command import Command
from releve.cli.given import given
from releve.errors import EvidenceRefused, UsageError
from releve.model.extraction import Extracted
from releve.pathways.completeness import completeness
from releve.pathways.difference_report import Reconciled, reconcile, summary
from releve.pathways.folder import CanonicalFolder
from releve.pathways.identities import merges_of, read_decisions
from releve.pathways.index import build_index
from releve.pathways.layers import Layers
from releve.pathways.reconciliation import Merges, Reads
from releve.textes import sentence

SLIP = "bordereau.json"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--ours",
        type=Path,
        action="append",
        required=True,
        metavar="DOSSIER",
        help="ce qui a été livré ; répéter pour les livraisons complémentaires, dans leur ordre",
    )
    parser.add_argument(
        "--theirs",
        type=Path,
        required=True,
        metavar="DOSSIER",
        help="ce que la solution cible a relu, dans la même forme",
    )
    parser.add_argument(
        "--key", type=Path, required=True, metavar="FICHIER", help="la clé de contenu"
    )
    parser.add_argument(
        "--decisions",
        type=Path,
        metavar="FICHIER",
        help="les décisions signées sur les identités (fusions déclarées)",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="RAPPORT", help="le rapport à écrire (NDJSON)"
    )


def _run(args: Namespace) -> int:
    report: Path = args.out
    if report.exists():
        raise UsageError("reconciliation_report_exists", path=str(report))
    key = given(args.key)
    merges: Merges = {}
    if args.decisions is not None:
        merges = merges_of(read_decisions(given(args.decisions)).rows)
    delivered = Layers([CanonicalFolder(one) for one in args.ours], key)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ours = build_index(folder / "ours", key, delivered)
        theirs = build_index(folder / "theirs", key, CanonicalFolder(args.theirs), ours.depth)
        extraction = _extraction(args.ours)
        found, tally = reconcile(key, ours, theirs, merges, report, extraction)
        _tell(found, len(ours), ours.reads, theirs.reads)
        if extraction is not None:
            print(f"  {completeness(extraction)}")
        ours.close()
        theirs.close()
    for line in summary(tally):
        print(f"  {line}")
    return EvidenceRefused.exit_code if found.differences else 0


def _extraction(folders: Sequence[Path]) -> Extracted | None:
    """Return what the source of the first delivery was, as its slip says; unread without one."""
    for folder in folders:
        bag = folder.resolve()
        places = (bag, *bag.parents[1:2])
        slip = next((one / SLIP for one in places if (one / SLIP).is_file()), None)
        if slip is not None:
            delivery = read_slip(given(slip)).delivery
            return delivery.extraction if delivery is not None else None
    return None


def _tell(found: Reconciled, groups: int, ours: Reads, theirs: Reads) -> None:
    told = "reconciliation_differs" if found.differences else "reconciliation_agrees"
    facts = {"pathways": groups - 1, "differences": found.differences, "merges": found.merges}
    print(sentence(told, facts))
    print(f"  {sentence('reconciliation_roots', {'ours': found.ours, 'theirs': found.theirs})}")
    reads = {
        "nodes": ours.nodes + theirs.nodes,
        "buckets": ours.buckets + theirs.buckets,
        "opened": ours.pathways + theirs.pathways,
    }
    print(f"  {sentence('reconciliation_reads', reads)}")


RECONCILE = Command(
    name="reconcile",
    help="comparer ce qui a été livré et ce que la solution cible a relu",
    arguments=_arguments,
    run=_run,
)
