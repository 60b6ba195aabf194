"""Files delivered into a local folder."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from releve.errors import ConnectorError
from releve.ports import Progress

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
RECEIPT_BYTES = 1024 * 1024
_PIECE = 1024 * 1024
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS}  # as FAT disks and some shares answer


class FolderDeposit:
    """Files delivered to ``folder``, never seen there under their name until whole.

    What is being written is ``.<name>.part``. Nothing already delivered is ever replaced.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deposit(self, source: Path, name: str, progress: Progress) -> str:
        """Copy ``source`` as ``name`` and return the SHA-256 of what was read back there.

        ``progress`` is given bytes, those found from an interrupted call included. Idempotent.

        Raises:
            ConnectorError: ``deposit_name_refused``, ``deposit_source_unreadable``,
                ``deposit_folder_missing``, ``deposit_conflict`` (other content has this name),
                ``deposit_damaged`` (read back differently), ``deposit_refused`` by the system.

        """
        _checked(name)
        try:
            wanted, size = _digest(source)
        except OSError:
            raise ConnectorError("deposit_source_unreadable", path=str(source)) from None
        final, part = self._folder / name, self._folder / f".{name}.part"
        with self._session(name):
            if (present := _status(final)) is not None:
                if present != size or _digest(final)[0] != wanted:
                    raise ConnectorError("deposit_conflict", name=name, expected=wanted)
                part.unlink(missing_ok=True)
                return wanted
            begun = _status(part) or 0
            if not 0 < begun <= size or _digest(part) != _digest(source, begun):
                begun = 0
            _send(source, part, begun, progress)
            found = _digest(part)
            if found != (wanted, size):
                raise ConnectorError("deposit_damaged", name=name, expected=wanted, found=found[0])
            self._publish(part, final, wanted)
        return found[0]

    def collect(self, name: str, at_most: int = RECEIPT_BYTES) -> bytes | None:
        """Return a file of ``at_most`` bytes that the recipient left, ``None`` if not there.

        Raises:
            ConnectorError: ``deposit_name_refused``, ``deposit_folder_missing``,
                ``deposit_too_large``, ``deposit_conflict`` (not a regular file), or
                ``deposit_refused``.

        """
        _checked(name)
        with self._session(name):
            if _status(self._folder / name) is None:
                return None
            with (self._folder / name).open("rb") as file:
                data = file.read(at_most + 1)
        if len(data) > at_most:
            raise ConnectorError("deposit_too_large", name=name, limit=at_most)
        return data

    @contextmanager
    def _session(self, name: str) -> Iterator[None]:
        if not self._folder.is_dir():
            raise ConnectorError("deposit_folder_missing", folder=str(self._folder))
        try:
            yield
        except OSError as error:
            raise ConnectorError("deposit_refused", name=name, reason=error.strerror) from None

    def _publish(self, part: Path, final: Path, wanted: str) -> None:
        try:
            os.link(part, final)  # unlike a rename, it fails where the name is taken
            part.unlink()
        except FileExistsError:
            raise ConnectorError("deposit_conflict", name=final.name, expected=wanted) from None
        except OSError as error:
            if error.errno not in _NO_LINKS or final.exists():
                raise
            part.rename(final)
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _checked(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ConnectorError("deposit_name_refused", name=name)


def _status(path: Path) -> int | None:
    """Return the size of a regular file, ``None`` if nothing is there."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise ConnectorError("deposit_conflict", name=path.name, expected=None)
    return status.st_size


def _digest(path: Path, size: int | None = None) -> tuple[str, int]:
    """Return SHA-256 and length of a file, or of its first ``size`` bytes."""
    digest, read = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE if size is None else min(_PIECE, size - read)):
            digest.update(piece)
            read += len(piece)
    return digest.hexdigest(), read


def _send(source: Path, part: Path, begun: int, progress: Progress) -> None:
    with source.open("rb") as local, part.open("r+b" if begun else "wb") as file:
        local.seek(begun)
        file.seek(begun)
        sent = begun
        progress(sent)
        while piece := local.read(_PIECE):
            file.write(piece)
            sent += len(piece)
            progress(sent)
        file.flush()
        os.fsync(file.fileno())
