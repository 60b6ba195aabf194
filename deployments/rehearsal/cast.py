"""The cast: the processes that play people and the successor, started when first needed."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from deployments.rehearsal.setting import Setting

_REPOSITORY = Path(__file__).resolve().parents[2]


class Player:
    """One process that answers each line with one line of JSON."""

    def __init__(self, module: str, arguments: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_REPOSITORY,
            env=os.environ | {"PYTHONPATH": str(_REPOSITORY)},
        )

    def begin(self, line: str) -> None:
        """Send a line without waiting for the answer."""
        if self._process.stdin is not None:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def answer(self) -> dict[str, object]:
        """Wait for the answer; ``RuntimeError`` when the process died."""
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            code = self._process.wait()
            message = f"a player of the exercise stopped with {code}"
            raise RuntimeError(message)
        answer: dict[str, object] = json.loads(line)
        return answer

    def stop(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=30)


class Cast:
    """Everybody who plays a part. Close it at the end."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._players: dict[str, Player] = {}

    def sign(self, people: Sequence[str]) -> int:
        """Ask people to sign, side by side, what waits for them; return how many acts that made."""
        playing = [self._person(name) for name in people]
        for player in playing:
            player.begin("tour")
        return sum(int(str(player.answer()["signed"])) for player in playing)

    def load(self, instant: str) -> dict[str, object]:
        """Ask the successor to load what it received; return what it says it loaded and refused."""
        if "successeur" not in self._players:
            self._players["successeur"] = Player(
                "deployments.rehearsal.successor", [str(self._setting.successor)]
            )
        self._players["successeur"].begin(f"tour {instant}")
        answer = self._players["successeur"].answer()
        if answer.get("failed"):
            message = f"the successor could not work: {answer['failed']}"
            raise RuntimeError(message)
        return answer

    def close(self) -> None:
        """Send everybody home."""
        for player in self._players.values():
            player.stop()

    def _person(self, name: str) -> Player:
        if name not in self._players:
            setting = self._setting
            self._players[name] = Player(
                "deployments.rehearsal.people",
                [
                    str(setting.root),
                    name,
                    str(setting.people[name]),
                    str(setting.platform.root),
                ],
            )
        return self._players[name]
