"""A recipient's drop reached by SFTP."""

import hashlib
import posixpath
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paramiko
from paramiko.sftp import CMD_EXTENDED

from connectors.ssh.client import SshTarget, lost, open_client
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.ports import Progress

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
RECEIPT_BYTES = 1024 * 1024
_PIECE = 1024 * 1024
_WINDOW = 16 * 1024 * 1024
_REQUEST = 32 * 1024
_SILENCE_SECONDS = 60.0


class SftpDeposit:
    """Files delivered to ``folder`` of a host, never seen there under their name until whole.

    What is being sent is ``.<name>.part``; it is made durable where the server offers
    ``fsync@openssh.com``. Nothing already delivered is ever replaced. With ``read_back`` the whole
    file is read again there and its SHA-256 compared; without, its size alone is (half the
    traffic), and what is there already, whole or begun, is still read before it is believed.
    """

    def __init__(self, target: SshTarget, folder: str, *, read_back: bool = True) -> None:
        self._target = target
        self._folder = folder
        self._read_back = read_back

    def deposit(self, source: Path, name: str, progress: Progress) -> str:
        """Send ``source`` as ``name`` and return its SHA-256, that of what was read back there.

        ``progress`` is given bytes, those found from an interrupted call included. Idempotent.

        Raises:
            ConnectorError: ``deposit_name_refused``, ``deposit_source_unreadable``,
                ``deposit_folder_missing``, ``deposit_conflict`` (other content has this name),
                ``deposit_damaged`` (read back differently), ``deposit_refused`` by the server;
                those of :func:`open_client`.
            ConnectorUnavailable: ``deposit_interrupted``: the next call goes on from there.

        """
        _checked(name)
        wanted, size = _local(source)
        final, part = self._path(name), self._path(f".{name}.part")
        with self._session(name) as sftp:
            if (present := _status(sftp, final)) is not None:
                if present != size or _remote(sftp, final, size) != wanted:
                    raise ConnectorError("deposit_conflict", name=name, expected=wanted)
                if _status(sftp, part) is not None:
                    sftp.remove(part)
                return wanted
            begun = _status(sftp, part) or 0
            if not 0 < begun <= size or _remote(sftp, part, begun) != _local(source, begun)[0]:
                begun = 0
            _send(sftp, source, part, begun, progress)
            found = self._found(sftp, part, size, wanted)
            if found != wanted:
                raise ConnectorError("deposit_damaged", name=name, expected=wanted, found=found)
            # Not posix_rename: that one would replace what someone else put there meanwhile.
            sftp.rename(part, final)
            if _status(sftp, final) != size:
                raise ConnectorError("deposit_damaged", name=name, expected=wanted, found=None)
        return wanted

    def collect(self, name: str, at_most: int = RECEIPT_BYTES) -> bytes | None:
        """Return a file of ``at_most`` bytes that the recipient left, ``None`` if not there.

        Raises:
            ConnectorError: ``deposit_name_refused``, ``deposit_folder_missing``,
                ``deposit_too_large``, ``deposit_conflict`` (not a regular file), or
                ``deposit_refused``; those of :func:`open_client`.
            ConnectorUnavailable: ``deposit_interrupted``.

        """
        _checked(name)
        with self._session(name) as sftp:
            if _status(sftp, self._path(name)) is None:
                return None
            with sftp.open(self._path(name), "rb") as file:
                data = file.read(at_most + 1)
        if len(data) > at_most:
            raise ConnectorError("deposit_too_large", name=name, limit=at_most)
        return data

    def _found(self, sftp: paramiko.SFTPClient, part: str, size: int, wanted: str) -> str | None:
        """Return the SHA-256 of what was sent, ``wanted`` itself if only its size is looked at."""
        if _status(sftp, part) != size:
            return None
        return _remote(sftp, part, size) if self._read_back else wanted

    def _path(self, name: str) -> str:
        return posixpath.join(self._folder, name)

    @contextmanager
    def _session(self, name: str) -> Iterator[paramiko.SFTPClient]:
        with open_client(self._target) as client:
            try:
                with client.open_sftp() as sftp:
                    channel = sftp.get_channel()
                    if channel is not None:
                        channel.settimeout(_SILENCE_SECONDS)
                    self._see_folder(sftp)
                    yield sftp
            except (OSError, EOFError, paramiko.SSHException) as error:
                facts = {"name": name, "address": self._target.address}
                if lost(client, error):
                    raise ConnectorUnavailable("deposit_interrupted", **facts) from None
                reason = str(error)[:200]
                raise ConnectorError("deposit_refused", **facts, reason=reason) from None

    def _see_folder(self, sftp: paramiko.SFTPClient) -> None:
        try:
            mode = sftp.stat(self._folder).st_mode
        except FileNotFoundError:
            mode = None
        if mode is None or not stat.S_ISDIR(mode):
            raise ConnectorError("deposit_folder_missing", folder=self._folder)


def _checked(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ConnectorError("deposit_name_refused", name=name)


def _local(source: Path, size: int | None = None) -> tuple[str, int]:
    """Return SHA-256 and length of ``source``, or of its first ``size`` bytes."""
    digest, read = hashlib.sha256(), 0
    try:
        with source.open("rb") as file:
            while piece := file.read(_PIECE if size is None else min(_PIECE, size - read)):
                digest.update(piece)
                read += len(piece)
    except OSError:
        raise ConnectorError("deposit_source_unreadable", path=str(source)) from None
    return digest.hexdigest(), read


def _status(sftp: paramiko.SFTPClient, path: str) -> int | None:
    """Return the size of a regular file, ``None`` if nothing is there."""
    try:
        status = sftp.lstat(path)
    except FileNotFoundError:
        return None
    if status.st_mode is None or not stat.S_ISREG(status.st_mode) or status.st_size is None:
        raise ConnectorError("deposit_conflict", name=posixpath.basename(path), expected=None)
    return status.st_size


def _remote(sftp: paramiko.SFTPClient, path: str, size: int) -> str:
    """Return the SHA-256 of the first ``size`` bytes at most, asked for a window at a time."""
    digest = hashlib.sha256()
    with sftp.open(path, "rb") as file:
        for window in range(0, size, _WINDOW):
            end = min(window + _WINDOW, size)
            asked = [(at, min(_REQUEST, end - at)) for at in range(window, end, _REQUEST)]
            for piece in file.readv(asked):
                digest.update(piece)
    return digest.hexdigest()


def _send(
    sftp: paramiko.SFTPClient, source: Path, part: str, begun: int, progress: Progress
) -> None:
    """Write ``source`` from byte ``begun``. A write refused late shows when it is read back."""
    with source.open("rb") as local, sftp.open(part, "r+b" if begun else "wb") as file:
        local.seek(begun)
        file.seek(begun)
        file.set_pipelined(pipelined=True)
        sent = begun
        progress(sent)
        while piece := local.read(_PIECE):
            file.write(piece)
            sent += len(piece)
            progress(sent)
        file.flush()
        try:
            sftp._request(CMD_EXTENDED, "fsync@openssh.com", file.handle)  # type: ignore[attr-defined]  # noqa: SLF001 - paramiko has no name for it
        except OSError as error:
            if "unsupported" not in str(error).lower():
                raise
