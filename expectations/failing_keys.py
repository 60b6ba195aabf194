"""Every record that fails a check, listed for those who may see it: a private file, never evidence.

A record id names a row of a source, hence a person: it stays out of reports, findings and logs.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from releve.canonical import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """One record at fault: the check, the record's id, and its pathway where it has one."""

    check: str
    record: str
    pathway: str | None = None


KeySink: TypeAlias = Callable[[Failing], None]
"""Takes each record at fault as it is found."""


class KeyFile:
    """A file of mode 0600, one canonical JSON object a line: ``check``, ``record``, ``pathway``.

    Written beside its name, and put in its place when the ``with`` block ends well: a list that
    is there is whole. :attr:`count` is the number of its lines.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; whatever holds the name is replaced at the end."""
        self._path = path
        self._fresh = path.with_name(path.name + ".new")
        self.count = 0

    def __enter__(self) -> Self:
        """Open the file."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        self._stream = os.fdopen(os.open(self._fresh, flags, 0o600), "wb")
        os.fchmod(self._stream.fileno(), 0o600)
        return self

    def __call__(self, failing: Failing) -> None:
        """Add a line."""
        line = {"check": failing.check, "record": failing.record, "pathway": failing.pathway}
        self._stream.write(encode(line) + b"\n")
        self.count += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the file in place, or take it away if the run was interrupted."""
        self._stream.close()
        if kind is None:
            self._fresh.replace(self._path)
        else:
            self._fresh.unlink()
