"""Types the commands of a ``LISEZMOI.txt``, as its reader would, in a copy of the folder."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Typed:
    """A command, its exit status (None: never reached) and all that it printed."""

    command: str
    status: int | None
    said: str


def commands(readme: str) -> list[str]:
    """Return the commands of a text: lines after ``$ ``, with those after ``> `` that follow."""
    found = re.findall(r"^\$ .*(?:\n> .*)*", readme, re.MULTILINE)
    return [re.sub(r"\n> ", "\n", one.removeprefix("$ ")) for one in found]


def run_commands(
    folder: Path, trust: Path, *, shell: str = "bash", change=None, until: str | None = None
) -> list[Typed]:
    """Type every command of a folder's ``LISEZMOI.txt`` in one shell, in a copy of the folder.

    ``trust`` is the trust file or its folder; the text expects the file beside the evidence.
    ``change(copy)`` bends the copy first; the commands are those of the genuine text, up to the
    last one that holds ``until``. The copy is made beside ``folder`` and removed afterwards.
    """
    typed = commands((folder / "LISEZMOI.txt").read_text())
    if until is not None:
        typed = typed[: 1 + max(at for at, one in enumerate(typed) if until in one)]
    place = folder.with_name(f".{folder.name}.typed")
    shutil.rmtree(place, ignore_errors=True)
    copy, told = place / "evidence", place / "told"
    try:
        shutil.copytree(folder, copy, symlinks=True)
        given = trust / "trust.json" if trust.is_dir() else trust
        shutil.copyfile(given, place / "trust.json")
        told.mkdir()
        if change is not None:
            change(copy)
        script = "".join(
            f"{{ {one}\n}} > '{told}/{number}.said' 2>&1\nprintf '%s' \"$?\" > '{told}/{number}'\n"
            for number, one in enumerate(typed)
        )
        environment = {"PATH": os.environ["PATH"], "TMPDIR": str(told), "HOME": str(told)}
        subprocess.run([shell, "-c", script], cwd=copy, env=environment, check=False)
        return [_typed(told, number, one) for number, one in enumerate(typed)]
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _typed(told: Path, number: int, command: str) -> Typed:
    status, said = told / str(number), told / f"{number}.said"
    return Typed(
        command=command,
        status=int(status.read_text()) if status.exists() else None,
        said=said.read_text(errors="replace") if said.exists() else "",
    )
