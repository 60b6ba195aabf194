"""The FHIR server of one successor of the exercise: sekmet-fhir, which nobody here wrote."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deployments.rehearsal import processes
from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.ports import answers, kept_port, wait_answers

UNDECLARED = ("CareTeam", "Goal", "QuestionnaireResponse")
"""Types that it takes, though its capability statement leaves them out."""

_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FhirServer:
    """A server on the loopback, its database and settings in ``folder``."""

    folder: Path
    port: int

    @classmethod
    def below(cls, root: Path) -> "FhirServer":
        """Describe that of the exercise below ``root``, starting nothing."""
        port = kept_port(root / "platform", "fhir", first=24_400)
        return cls(folder=(root / "fhir").resolve(), port=port)

    @property
    def url(self) -> str:
        """Its FHIR base address."""
        return f"http://127.0.0.1:{self.port}/fhir"

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return processes.kept_pid(self.folder / "pid", str(self._settings))

    def start(self) -> None:
        """Start it detached from us and wait until it answers; a running one is left.

        Raises:
            RehearsalError: ``port_taken``; ``fhir_start`` with its folder.
        """
        if self.pid is not None:
            return
        if answers(self.port):
            raise RehearsalError("port_taken", port=self.port)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        # JSON is YAML. Its simulator would add resources of its own.
        settings = {
            "base_url": self.url,
            "db_path": str(self.folder / "fhir.db"),
            "port": self.port,
            "log_inbound": False,
            "simulator": {"enabled": False},
        }
        self._settings.write_text(json.dumps(settings), encoding="utf-8")
        command = [str(Path(sys.executable).with_name("sekmet")), "serve"]
        command += ["--config", str(self._settings), "--host", "127.0.0.1"]
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        (self.folder / "pid").write_text(str(process.pid), encoding="utf-8")
        wait_answers(self.port, seconds=_SECONDS, code="fhir_start", folder=str(self.folder))

    def stop(self) -> None:
        """Stop it and wait until it is gone; what it holds stays."""
        if self.pid is not None:
            processes.end([self.pid])
        (self.folder / "pid").unlink(missing_ok=True)

    @property
    def _settings(self) -> Path:
        return self.folder / "settings.yaml"
