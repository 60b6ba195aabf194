"""Which transactions of a content were taken by a server: lines of a file of ours.

It spares sending again after a cut and is never believed about what arrived. Free of personal
data: file names, line numbers and counts. A torn last line, of a process that was killed, is as
if it had never been written; a journal about other content or another server is begun again.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson

FORMAT = "releve/delivery-journal/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One transaction taken: what was sent by type, and what the server said of it."""

    sent: Mapping[str, int]
    created: int
    existing: int


class Journal:
    """The journal of one content for one server; it is a context manager that opens the file."""

    def __init__(self, path: Path, content: str, server: str) -> None:
        self._path = path
        self._head = orjson.dumps({"format": FORMAT, "content": content, "server": server})
        self._torn = False
        self._done = self._read()

    def __enter__(self) -> Self:
        if not self._done:
            self._path.write_bytes(self._head + b"\n")
        self._file = self._path.open("ab")
        if self._torn:
            self._file.write(b"\n")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def done(self, file: str, line: int) -> Done | None:
        """Return what is noted of a transaction, ``None`` if it is to be sent."""
        return self._done.get((file, line))

    def note(self, file: str, line: int, done: Done) -> None:
        """Note a transaction as taken; whole in the file when this returns, not yet on the disk."""
        row = [file, line, dict(done.sent), done.created, done.existing]
        self._file.write(orjson.dumps(row) + b"\n")
        self._file.flush()

    def _read(self) -> dict[tuple[str, int], Done]:
        try:
            head, *rows = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return {}
        found: dict[tuple[str, int], Done] = {}
        if head != self._head:
            return found
        self._torn = rows[-1:] != [b""]
        for row in rows[:-1]:
            try:
                file, line, sent, created, existing = orjson.loads(row)
                found[file, line] = Done(sent=Counter(sent), created=created, existing=existing)
            except (ValueError, TypeError):
                continue
        return found
