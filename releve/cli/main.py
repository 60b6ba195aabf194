"""``releve``: finds the commands, runs one, prints refusals in the reader's language.

Commands that need a ledger, connectors or Prefect come from the entry-point group
``releve.commands``, so that an auditor's install has ``plan``, ``verify``,
``witness`` and ``proof`` alone.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points

from releve.cli import verify
from releve.cli.command import Command
from releve.cli.plan import PLAN
from releve.cli.proof import PROOF
from releve.cli.witness import WITNESS
from releve.errors import ReleveError, UsageError
from releve.textes import sentence

VERIFY = Command(
    name="verify",
    help="vérifier un dossier de preuve",
    arguments=verify.add_arguments,
    run=verify.verify_command,
)


def commands(asked: str | None = None) -> tuple[Command, ...]:
    """Return the built-in commands, then those plugged in.

    Nothing is plugged in when one of ours is asked: an auditor's check loads no connector.
    """
    found: list[Command] = [VERIFY, WITNESS, PROOF]
    for command in found:
        if asked == command.name:
            return (command,)
    for point in entry_points(group="releve.commands"):
        try:
            found.extend(point.load())
        except ImportError as error:
            if (error.name or "").partition(".")[0] in {"releve", "flows", "connectors"}:
                raise
    if not any(command.name == PLAN.name for command in found):
        found.append(PLAN)
    return tuple(found)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (``docs/guide/codes.md``)."""
    parser = argparse.ArgumentParser(prog="releve", description="Relève : réversibilité prouvée.")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    table = {}
    words = list(sys.argv[1:] if argv is None else argv)
    for command in commands(words[0] if words else None):
        command.arguments(verbs.add_parser(command.name, help=command.help))
        table[command.name] = command
    args = parser.parse_args(words)
    try:
        return table[args.command].run(args)
    except ReleveError as error:
        _print(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UsageError.exit_code


def _print(error: ReleveError) -> None:
    place = (error.facts.get(name) for name in ("file", "line"))
    where = ":".join(str(part) for part in place if part is not None)
    prefix = f"{where}: " if where else ""
    print(f"{prefix}{sentence(error.code, error.facts)} [{error.code}]", file=sys.stderr)
