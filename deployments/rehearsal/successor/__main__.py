"""``python -m deployments.rehearsal.successor ROOT [--once INSTANT]``.

Without ``--once``, commands are lines of the standard input: ``tour INSTANT``, ``stop``. Each tour
answers with one line of JSON, ``{"loaded": […], "refused": […], "failed": […]}``.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from deployments.rehearsal.successor.settings import Settings
from deployments.rehearsal.successor.tour import tour
from releve.model.time import parse_instant


def main() -> int:
    """Obey until ``stop`` or the end of the input."""
    parser = argparse.ArgumentParser(prog="python -m deployments.rehearsal.successor")
    parser.add_argument("root", type=Path)
    parser.add_argument("--once", metavar="INSTANT")
    asked = parser.parse_args()
    if asked.once:
        print(answer(asked.root, f"tour {asked.once}"), flush=True)
        return 0
    for line in sys.stdin:
        if line.strip() == "stop":
            break
        print(answer(asked.root, line.strip()), flush=True)
    return 0


def answer(root: Path, command: str) -> str:
    """Obey one command; the configuration is read again each time."""
    verb, _, instant = command.partition(" ")
    if verb != "tour":
        return json.dumps({"error": "command_unknown"})
    try:
        at = parse_instant(instant)
    except ValueError:
        return json.dumps({"error": "instant_malformed"})
    return json.dumps(asdict(tour(Settings.load(root), at)))


if __name__ == "__main__":
    sys.exit(main())
