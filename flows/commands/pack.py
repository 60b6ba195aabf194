"""``releve evidence pack``: one ZIP file to hand over, of everything or of one part."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.pack import pack_evidence, pack_folder
from releve.archives.pack import Packed
from releve.errors import UsageError
from releve.model.scope import Scope, ScopeKind
from releve.textes import sentence

_MEBIBYTE = 1 << 20


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the action."""
    workspace_argument(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--service", metavar="ID", help="seulement ce service")
    which.add_argument("--controller", metavar="ID", help="seulement ce responsable de traitement")
    which.add_argument(
        "--folder", type=Path, metavar="DOSSIER", help="ce dossier de preuve, tel qu'il est"
    )
    parser.add_argument("target", type=Path, metavar="PAQUET.zip", help="le fichier à écrire")


def run(args: Namespace) -> int:
    """Pack, say how far it is, what was written, and return the exit code."""
    target: Path = args.target
    if os.path.lexists(target):  # before anything long is begun
        raise UsageError("pack_exists", path=str(target))
    packed = _packed(args, target)
    facts = {"path": str(target), "files": packed.files, "octets": packed.octets}
    print(sentence("pack_written", facts))
    return 0


def _packed(args: Namespace, target: Path) -> Packed:
    told = _Progress()
    try:
        if args.folder is not None:
            return pack_folder(args.folder, target, told)
        desk = Desk(opened(args))
        try:
            told.say(sentence("pack_preparing", {}))
            return pack_evidence(desk, target, scope=_scope(args), progress=told)
        finally:
            desk.close()
    finally:
        told.end()


def _scope(args: Namespace) -> Scope | None:
    if args.service is not None:
        return Scope(kind=ScopeKind.SERVICE, name=args.service)
    if args.controller is not None:
        return Scope(kind=ScopeKind.CONTROLLER, name=args.controller)
    return None


class _Progress:
    """One line rewritten on a terminal; nothing where nobody looks."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._percent = -1

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if percent != self._percent:
            self._percent = percent
            facts = {"percent": percent, "mebibytes": -(-total // _MEBIBYTE)}
            self.say(sentence("pack_progress", facts))

    def say(self, told: str) -> None:
        """Show a line in the place of the last one."""
        if self._shown:
            print(f"\r\x1b[K{told}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave no half line."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
