"""``releve mapping check | init``: judge a mapping against a live schema, or draft one."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.extraction import Readable, loaded, shown
from flows.reach import reached
from releve.cli.command import Command
from releve.errors import PlanError, UsageError
from releve.pathways.check import check
from releve.pathways.compiler import converters_of
from releve.pathways.conservation import Law
from releve.pathways.draft import draft_mapping
from releve.pathways.fates import Fate, waiver_digest
from releve.pathways.mapping_file import MappingFile, check_mapping_file
from releve.pathways.ports import PathwaySource
from releve.pathways.sounding import Sounding, sound
from releve.textes import sentence

TIMEZONE = "Europe/Paris"
READ = 500
"""How many pathways are read to try a mapping."""


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERBE")
    judging = verbs.add_parser("check", help="confronter une correspondance à la base")
    judging.add_argument("--mapping", "-m", type=Path, required=True, metavar="FICHIER")
    judging.add_argument("--overlay", type=Path, metavar="FICHIER", help="surcouche d'un DAC")
    judging.add_argument(
        "--pathways", type=int, default=READ, help=f"parcours à lire pour essai ({READ} par défaut)"
    )
    drafting = verbs.add_parser("init", help="ébaucher une correspondance depuis la base")
    drafting.add_argument("--name", default="ebauche", help="nom de la correspondance")
    drafting.add_argument("--timezone", default=TIMEZONE, help="fuseau des heures sans fuseau")
    for verb in (judging, drafting):
        workspace_argument(verb)
        verb.add_argument("--endpoint", "-e", help="base de données, par son nom")
        verb.add_argument("--schema", "-s", help="schéma de cette base")
        verb.add_argument("--asset", metavar="ENSEMBLE", help="l'extraction reçue qu'il montre")
        verb.add_argument("--extraction", type=Path, metavar="DOSSIER", help="celle d'un éditeur")


def _run(args: Namespace) -> int:
    return _check(args) if args.verb == "check" else _init(args)


def _check(args: Namespace) -> int:
    """Print every defect with its file and line, or what the mapping does; return the exit code."""
    file, errors = check_mapping_file(args.mapping, args.overlay)
    if file is None:
        return _refused(errors)
    with _source(args) as (source, name):
        schema = source.schema()
        found = check(file.mapping, schema, source.distinct, source.shape)
        if found.law is None:
            return _refused(tuple(file.located(problem) for problem in found.problems))
        tried = source.through(partial(converters_of, file.mapping))
        sounding = _sounded(tried, found.law, args.pathways)
    facts = {"name": file.mapping.name, "schema": name}
    print(sentence("mapping_check_accepted", facts))
    if not schema.tried:
        print(sentence("mapping_dialect_unproven", {"server": schema.server}))
    for line in _told(file, found.law, args):
        print(line)
    return _tried(file, sounding) if sounding is not None else 0


def _init(args: Namespace) -> int:
    with _source(args) as (source, _):
        schema = source.schema()
        sys.stdout.write(draft_mapping(schema, args.name, args.timezone, source.distinct))
    return 0


@contextmanager
def _source(args: Namespace) -> Iterator[tuple[Readable, str]]:
    """Open what a mapping is judged against, a database or an extraction, and name its schema.

    A database needs no ledger: a mapping is written before there is a plan.
    """
    workspace = opened(args)
    if args.asset is None and args.extraction is None:
        if None in {args.endpoint, args.schema}:
            raise UsageError("mapping_source_missing")
        with reached(workspace) as reach:
            yield reach.pathways_of(args.endpoint, args.schema), args.schema
        return
    desk = Desk(workspace)
    try:
        if args.asset is not None:
            yield shown(desk, args.asset)
        else:
            with loaded(desk, args.extraction) as source:
                yield source
    finally:
        desk.close()


def _sounded(source: PathwaySource, law: Law, most: int) -> Sounding | None:
    """Read the first pathways; ``None`` if none is asked for."""
    if most < 1:
        return None
    with source.snapshot() as snapshot:
        return sound(snapshot, law, most)


def _tried(file: MappingFile, sounding: Sounding) -> int:
    """Tell what the rows read came to; a mapping under which most are rejected cannot serve."""
    for problem in sounding.problems():
        print(_placed(file.located(problem)))
    facts = {"read": sounding.pathways, "unfit": sounding.unfit}
    print(sentence("sounding_read_whole" if sounding.whole else "sounding_read", facts))
    if sounding.hopeless:
        print(sentence("sounding_hopeless", {}))
        return PlanError.exit_code
    return 0


def _placed(error: PlanError) -> str:
    place = ":".join(str(error.facts[name]) for name in ("file", "line") if error.facts[name])
    field = error.facts["field"]
    said = sentence(error.code, error.facts)
    return f"{place}: {field}: {said}" if field else f"{place}: {said}"


def _refused(errors: tuple[PlanError, ...]) -> int:
    for error in errors:
        print(_placed(error))
    print(sentence("mapping_check_refused", {"count": len(errors)}))
    return PlanError.exit_code


def _told(file: MappingFile, law: Law, args: Namespace) -> Iterator[str]:
    yield sentence("mapping_check_digest", {"file": args.mapping.name, "digest": file.digest})
    if file.overlay_digest is not None:
        overlay = {"file": args.overlay.name, "digest": file.overlay_digest}
        yield sentence("mapping_check_digest", overlay)
    fates = Counter(one.fate for one in law.fates)
    counts = {fate.value: fates[fate] for fate in Fate} | {"total": fates.total()}
    yield sentence("mapping_check_fates", counts)
    if file.mapping.dropped:
        yield sentence("mapping_check_waiver", {"digest": waiver_digest(file.mapping)})
    for one in law.fates:
        if one.fate is not Fate.DROPPED and (one.table, one.column) not in law.columns:
            facts = {"table": one.table, "column": one.column}
            yield sentence("mapping_check_uncounted", facts)


MAPPING = Command(
    name="mapping",
    help="vérifier ou ébaucher une correspondance",
    arguments=_arguments,
    run=_run,
)
