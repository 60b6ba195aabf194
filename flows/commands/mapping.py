"""``releve mapping check | init``: judge a mapping against a live schema, or draft one."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from releve.cli.command import Command
from releve.errors import PlanError
from releve.pathways.check import check
from releve.pathways.conservation import Law
from releve.pathways.draft import draft_mapping
from releve.pathways.fates import Fate, waiver_digest
from releve.pathways.mapping_file import MappingFile, check_mapping_file
from releve.textes import sentence

TIMEZONE = "Europe/Paris"


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERBE")
    judging = verbs.add_parser("check", help="confronter une correspondance à la base")
    judging.add_argument("--mapping", "-m", type=Path, required=True, metavar="FICHIER")
    judging.add_argument("--overlay", type=Path, metavar="FICHIER", help="surcouche d'un DAC")
    drafting = verbs.add_parser("init", help="ébaucher une correspondance depuis la base")
    drafting.add_argument("--name", default="ebauche", help="nom de la correspondance")
    drafting.add_argument("--timezone", default=TIMEZONE, help="fuseau des heures sans fuseau")
    for verb in (judging, drafting):
        workspace_argument(verb)
        verb.add_argument("--endpoint", "-e", required=True, help="base de données, par son nom")
        verb.add_argument("--schema", "-s", required=True, help="schéma de cette base")


def _run(args: Namespace) -> int:
    return _check(args) if args.verb == "check" else _init(args)


def _check(args: Namespace) -> int:
    """Print every defect with its file and line, or what the mapping does; return the exit code."""
    file, errors = check_mapping_file(args.mapping, args.overlay)
    if file is None:
        return _refused(errors)
    desk = Desk(opened(args))
    try:
        source = desk.reach.pathways_of(args.endpoint, args.schema)
        found = check(file.mapping, source.schema(), source.distinct)
    finally:
        desk.close()
    if found.law is None:
        return _refused(tuple(file.located(problem) for problem in found.problems))
    facts = {"name": file.mapping.name, "schema": args.schema}
    print(sentence("mapping_check_accepted", facts))
    for line in _told(file, found.law, args):
        print(line)
    return 0


def _init(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        source = desk.reach.pathways_of(args.endpoint, args.schema)
        schema = source.schema()
        sys.stdout.write(draft_mapping(schema, args.name, args.timezone, source.distinct))
    finally:
        desk.close()
    return 0


def _refused(errors: tuple[PlanError, ...]) -> int:
    for error in errors:
        place = ":".join(str(error.facts[name]) for name in ("file", "line") if error.facts[name])
        field = error.facts["field"]
        said = sentence(error.code, error.facts)
        print(f"{place}: {field}: {said}" if field else f"{place}: {said}")
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
