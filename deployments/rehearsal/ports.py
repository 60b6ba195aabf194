"""Loopback ports of the exercise: chosen free once, remembered, watched."""

import json
import socket
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

from deployments.rehearsal.errors import RehearsalError

_SPREAD = 7_000
"""Exercises of different folders look for ports in different places: they may start together."""


def free_port(first: int = 20_000, *, taken: Sequence[int] = ()) -> int:
    """Return a free loopback port from ``first`` up, below the range kernels give to clients."""
    for port in range(first, 32_000):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in taken:
            return port
    raise RehearsalError("no_free_port", first=first)


def kept_port(root: Path, name: str, *, first: int) -> int:
    """Return the port that ``root/ports.json`` keeps for ``name``, chosen free the first time."""
    file = root / "ports.json"
    ports: dict[str, int] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if name not in ports:
        apart = zlib.crc32(str(root).encode()) % _SPREAD
        ports[name] = free_port(first + apart, taken=tuple(ports.values()))
        file.write_text(json.dumps(ports, indent=1), encoding="utf-8")
    return ports[name]


def answers(port: int) -> bool:
    """Say whether something accepts connections on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_answers(port: int, *, seconds: int, code: str, **facts: str) -> None:
    """Wait until a loopback port accepts connections.

    Raises:
        RehearsalError: ``code`` with ``facts`` after ``seconds``.
    """
    deadline = time.monotonic() + seconds
    while not answers(port):
        if time.monotonic() > deadline:
            raise RehearsalError(code, port=port, **facts)
        time.sleep(0.05)
