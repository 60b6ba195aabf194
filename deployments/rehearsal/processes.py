"""Processes that the exercise started: whose they are, and when they are gone.

A zombie counts as gone: the parent of a daemon may be slow to read its exit code.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil


def kept_pid(file: Path, proof: str) -> int | None:
    """Return the process id that ``file`` begins with if that process is ours and lives.

    Ours is a process with ``proof`` among its arguments: process ids are used again.
    """
    try:
        pid = int(file.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("MainPID="))
        ours = proof in psutil.Process(pid).cmdline()
    except (OSError, ValueError, psutil.Error):
        return None
    return pid if ours else None


def end(pids: Sequence[int]) -> None:
    """Ask these processes to end, kill those that did not within five seconds."""
    family = []
    for pid in pids:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            process.terminate()
            family.append(process)
    for process in wait_gone(family, seconds=5):
        process.kill()
    wait_gone(family, seconds=5)


def wait_gone(family: Sequence[psutil.Process], *, seconds: int) -> list[psutil.Process]:
    """Wait until these processes are gone; return those that still live after ``seconds``."""
    deadline = time.monotonic() + seconds
    alive = [process for process in family if _lives(process)]
    while alive and time.monotonic() < deadline:
        time.sleep(0.02)
        alive = [process for process in alive if _lives(process)]
    return alive


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
