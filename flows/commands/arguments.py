"""Arguments that several commands share."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.workspace import VARIABLE, Workspace


def workspace_argument(parser: ArgumentParser) -> None:
    """Add ``--workspace``, by default ``$RELEVE_WORKSPACE`` or the current folder."""
    parser.add_argument(
        "--workspace",
        "-w",
        type=Path,
        default=Path(os.environ.get(VARIABLE, ".")),
        help="dossier de travail (contient workspace.json)",
    )


def opened(args: Namespace) -> Workspace:
    """Open the workspace that the arguments name."""
    return Workspace.open(args.workspace)
