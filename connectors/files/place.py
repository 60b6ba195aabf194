"""Where a medium lies, and where it is set aside before destruction."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from errno import errorcode
from pathlib import Path

from releve.errors import ConnectorError, ConnectorUnavailable
from releve.model.medium import FilesMedium, Medium

QUARANTINE = ".releve-quarantine"
"""Inside the endpoint's root, so that moving there is one atomic rename on one filesystem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The paths of one medium. ``path`` is as the plan writes it and may appear in facts."""

    path: str
    source: Path
    quarantine: Path
    case: Path
    moved: Path
    manifest: Path
    modes: Path

    def here(self) -> bool:
        """Tell whether something is at the medium's path."""
        return os.path.lexists(self.source)

    def aside(self) -> bool:
        """Tell whether the medium was set aside and is still there."""
        return os.path.lexists(self.moved)

    def refuse_aside(self) -> None:
        """Raise ``in_quarantine``: a destruction is unfinished, nothing is absent yet."""
        if self.aside():
            raise ConnectorError("in_quarantine", path=self.path)


def locate(roots: Mapping[str, Path], medium: Medium) -> Place:
    """Find the paths of a medium, which may be absent; its root must be there.

    Raises:
        ConnectorUnavailable: ``root_missing``: an unmounted root is not an absent medium.
        ConnectorError: ``endpoint_unknown``, ``medium_unsupported``, ``path_outside_root``,
            ``symlink_in_tree``.

    """
    if not isinstance(medium, FilesMedium):
        raise ConnectorError("medium_unsupported", kind=medium.kind)
    if medium.endpoint not in roots:
        raise ConnectorError("endpoint_unknown", endpoint=medium.endpoint)
    root = roots[medium.endpoint]
    if not root.is_dir():
        raise ConnectorUnavailable("root_missing", endpoint=medium.endpoint)
    parts = medium.path.split("/")
    if {"", ".", ".."} & set(parts) or parts[0] == QUARANTINE or "\0" in medium.path:
        raise ConnectorError("path_outside_root", path=medium.path)
    current = root
    trodden = [root / QUARANTINE]
    for part in parts:
        current /= part
        trodden.append(current)
    if any(path.is_symlink() for path in trodden):
        raise ConnectorError("symlink_in_tree", path=medium.path)
    name = hashlib.sha256(medium.path.encode()).hexdigest()[:16]
    quarantine = root / QUARANTINE
    return Place(
        path=medium.path,
        source=current,
        quarantine=quarantine,
        case=quarantine / name,
        moved=quarantine / name / "object",
        manifest=quarantine / name / "manifest.json",
        modes=quarantine / f"{name}.modes.json",
    )


def move(source: Path, target: Path) -> None:
    """Rename durably, a read-only folder too, its mode being what it was afterwards.

    Raises:
        ConnectorError: ``both_present``: never over something else.

    """
    if os.path.lexists(target):
        raise ConnectorError("both_present")
    mode = stat.S_IMODE(source.stat(follow_symlinks=False).st_mode)
    locked = source.is_dir() and not mode & stat.S_IWUSR
    if locked:  # moving a folder rewrites its `..`
        source.chmod(mode | stat.S_IWUSR)
    source.rename(target)
    if locked:
        target.chmod(mode)
    synchronise(target.parent)
    synchronise(source.parent)


def synchronise(folder: Path) -> None:
    """Make the entries of a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, data: bytes) -> None:
    """Write a private file whole or not at all, synchronised with its folder."""
    draft = draft_of(path)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    synchronise(path.parent)


def draft_of(path: Path) -> Path:
    """Where :func:`write_durably` prepares a file; a stopped machine may leave it."""
    return path.with_name(path.name + ".draft")


def remove_if_empty(folder: Path) -> None:
    """Remove a folder of ours, unless something is in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        synchronise(folder.parent)


@contextmanager
def translated(medium: Medium) -> Iterator[None]:
    """Turn the system's refusal into a code: its text names files, perhaps after people."""
    try:
        yield
    except OSError as error:
        raise ConnectorError(
            "files_refused",
            path=medium.path if isinstance(medium, FilesMedium) else None,
            errno=errorcode.get(error.errno or 0, "unknown"),
        ) from None
