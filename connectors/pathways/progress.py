"""What an export has done, so that it can be taken up again after any interruption.

Beside the content, never in it::

    order.json          what is asked; without it, content found in its place is not ours
    parts/00000.json    the files of a part and the digest of what decides their bytes (order
                        and entries), on the medium before the first is put in its place
    entries/00000       names (32 bytes) and entries (32 bytes) of the pathways taken, in order
    rejects/00000.ndjson, removed/00000.ndjson    private: ids of records, mode 0600

A line here promises nothing: an export taken up again reads each part from its source and each file
from its place, and keeps what is still equal.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from connectors.pathways.output import Files, Written, read_written
from releve.canonical import encode
from releve.errors import ConnectorError
from releve.model.evidence import JsonValue

DIRECTORY_PART = "directory"
_ORDER = "order.json"


@dataclass(frozen=True, slots=True)
class PartState:
    """One part as written: the digest of what decided its bytes, and its files."""

    digest: str
    files: Mapping[str, Written]

    def intact(self, content: Path) -> bool:
        """Read every file in its place and tell whether all are as they were written."""
        return all(read_written(content / name) == one for name, one in self.files.items())


class Workspace:
    """The private folder beside the content of one package."""

    def __init__(self, folder: Path, content: Path) -> None:
        """Know the folders, on one file system."""
        self.folder = folder
        self.content = content

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, and keep other exports out of it until the end of the block.

        Raises:
            ConnectorError: ``export_running``.

        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "lock").open("wb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ConnectorError("export_running", folder=str(self.folder)) from None
            yield

    def begin(self, order: Mapping[str, JsonValue]) -> None:
        """Take up what an earlier export of this package left, or begin.

        Raises:
            ConnectorError: ``folder_not_empty``: files that no export of ours wrote.

        """
        path = self.folder / _ORDER
        if not path.exists() and any(self.content.iterdir()):
            raise ConnectorError("folder_not_empty", folder=str(self.content))
        durable(path, encode(order))
        for name in ("aside", "rejects", "removed"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for name in ("aside", "parts", "entries", "rejects", "removed"):
            (self.folder / name).mkdir(exist_ok=True, mode=0o700)

    def aside(self, part: str) -> Path:
        """Return where the files of a part are written first."""
        return self.folder / "aside" / part

    def entries(self, part: str) -> Path:
        """Return where the names and entries of a part are."""
        return self.folder / "entries" / part

    def private(self, kind: str, part: str) -> Path:
        """Return where ids are kept for the controller: ``rejects`` or ``removed``."""
        return self.folder / kind / f"{part}.ndjson"

    def save(self, part: str, state: PartState) -> None:
        """Record a part, durably."""
        files = {name: [one.sha256, one.size] for name, one in state.files.items()}
        document = {"digest": state.digest, "files": files}
        durable(self._state(part), orjson.dumps(document))

    def load(self, part: str) -> PartState | None:
        """Return a part as recorded; ``None`` when there is no whole record of it."""
        try:
            document = orjson.loads(self._state(part).read_bytes())
            files = {name: Written(*one) for name, one in document["files"].items()}
            return PartState(document["digest"], files)
        except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError):
            return None

    def forget_others(self, parts: set[str]) -> None:
        """Remove what was recorded of other parts than these."""
        for folder in ("parts", "entries"):
            for path in (self.folder / folder).iterdir():
                if path.stem not in parts:
                    path.unlink()

    def files(self) -> Files:
        """Return every file of the parts recorded."""
        found: Files = {}
        for path in sorted((self.folder / "parts").iterdir()):
            state = self.load(path.stem)
            found.update(state.files if state is not None else {})
        return found

    def units(self, parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Iterate over the files of each part, each attachment being a unit of its own."""
        for part in parts:
            state = self.load(part)
            names = state.files if state is not None else {}
            yield tuple(name for name in names if not name.startswith("pieces/"))
            yield from ((name,) for name in names if name.startswith("pieces/"))

    def remove_strays(self) -> None:
        """Remove from the content what no recorded part holds (of an earlier attempt)."""
        known = self.files()
        for folder, _, names in os.walk(self.content, topdown=False):
            below = os.path.relpath(folder, self.content)
            for name in names:
                path = name if below == "." else f"{below}/{name}"
                if path not in known:
                    (self.content / path).unlink()
            if below != "." and not any(Path(folder).iterdir()):
                Path(folder).rmdir()

    def _state(self, part: str) -> Path:
        return self.folder / "parts" / f"{part}.json"


def durable(path: Path, data: bytes) -> None:
    """Replace a small private file at once, on the medium when this returns."""
    aside = path.with_name(f".{path.name}.part")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
