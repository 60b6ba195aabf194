"""The exercise's witnesses: processes of their own, each with a folder and a key.

They run the command that real ones run, ``releve witness serve``. Their clocks are real.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deployments.rehearsal import processes
from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.ports import answers, kept_port, wait_answers
from releve.model.plan import Plan
from releve.witness.folder import CONFIGURATION, found, opened

_REPOSITORY = Path(__file__).resolve().parents[2]
_COMMAND = "import sys; from releve.cli.main import main; sys.exit(main(sys.argv[1:]))"
_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessProcess:
    """One witness, started for an exercise and stopped with it."""

    folder: Path
    port: int

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return processes.kept_pid(self.folder / "pid", str(self.folder))

    def start(self) -> None:
        """Start it detached from us, without waiting for it; a running one is left.

        Raises:
            RehearsalError: ``port_taken``.
        """
        if self.pid is not None:
            return
        if answers(self.port):
            raise RehearsalError("port_taken", port=self.port)
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    _COMMAND,
                    "witness",
                    "serve",
                    str(self.folder),
                    "--port",
                    str(self.port),
                ],
                cwd=_REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ | {"PYTHONPATH": str(_REPOSITORY)},
            )
        (self.folder / "pid").write_text(str(process.pid), encoding="utf-8")

    def stop(self) -> None:
        """Stop it and wait until it is gone; what it saw stays."""
        if self.pid is not None:
            processes.end([self.pid])
        (self.folder / "pid").unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """The witnesses of the exercise below ``root``."""

    root: Path

    def prepare(self, plan: Plan, log: str) -> dict[str, str]:
        """Found the witnesses that a plan names, or find them again; return their keys by id.

        ``log`` is the public key of the exercise's log.
        """
        keys: dict[str, str] = {}
        for one in plan.witnesses.keys if plan.witnesses is not None else ():
            folder = self.root / "witnesses" / one.id
            if not (folder / CONFIGURATION).exists():
                found(folder, name=f"{plan.origin}/{one.id}", logs=[log])
            keys[one.id] = str(opened(folder).key.verifier)
        return keys

    @property
    def members(self) -> tuple[WitnessProcess, ...]:
        """Each of them, by id."""
        kept = self.root / "platform"
        return tuple(
            WitnessProcess(
                folder=file.parent.resolve(),
                port=kept_port(kept, f"witness:{file.parent.name}", first=24_800),
            )
            for file in sorted((self.root / "witnesses").glob(f"*/{CONFIGURATION}"))
        )

    @property
    def urls(self) -> dict[str, str]:
        """Where each answers."""
        return {one.folder.name: f"http://127.0.0.1:{one.port}" for one in self.members}

    def start(self) -> None:
        """Start all of them and wait until they answer.

        Raises:
            RehearsalError: ``port_taken``; ``witness_start`` with its folder.
        """
        for one in self.members:
            one.start()
        for one in self.members:
            wait_answers(one.port, seconds=_SECONDS, code="witness_start", folder=str(one.folder))

    def stop(self) -> None:
        """Stop all of them."""
        for one in self.members:
            one.stop()
