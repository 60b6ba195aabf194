"""Our own access to a host: one line of its ``authorized_keys``."""

import stat
from itertools import pairwise

import paramiko

from connectors.ssh.client import SshTarget, client_key, lost, open_client
from releve.errors import ConnectorError

AUTHORIZED_KEYS = ".ssh/authorized_keys"
_LARGEST = 1024 * 1024


class SshAccess:
    """The access that ``target`` describes, as a thing to remove when the brick changes hands.

    Only lines of ``~/.ssh/authorized_keys`` are known of; keys that a host takes from elsewhere
    (certificates, a directory) are caught by the login tried afterwards, never removed.
    """

    def __init__(self, target: SshTarget) -> None:
        self._target = target

    def remove_access(self) -> str:
        """Remove our public key from the remote user's file, then see that it no longer opens.

        Returns ``authorized_keys_line_removed``, or ``key_already_refused`` when the host (its
        own key verified) refuses ours from the start.

        Raises:
            ConnectorError: ``access_line_missing`` (we are let in by something else),
                ``access_file_refused``, ``access_still_open``; those of :func:`open_client`.

        """
        if not self._opens():
            return "key_already_refused"
        with open_client(self._target) as client:
            try:
                with client.open_sftp() as sftp:
                    self._rewrite(sftp)
            except (OSError, EOFError, paramiko.SSHException) as error:
                code = "host_connection_lost" if lost(client, error) else "access_file_refused"
                raise ConnectorError(code, **self._facts()) from None
        if self._opens():
            raise ConnectorError("access_still_open", **self._facts())
        return "authorized_keys_line_removed"

    def _opens(self) -> bool:
        try:
            open_client(self._target).close()
        except ConnectorError as error:
            if error.code == "host_refuses_key":
                return False
            raise
        return True

    def _rewrite(self, sftp: paramiko.SFTPClient) -> None:
        try:
            mode = sftp.stat(AUTHORIZED_KEYS).st_mode
            with sftp.open(AUTHORIZED_KEYS, "rb") as file:
                before = file.read(_LARGEST + 1)
        except FileNotFoundError:
            raise ConnectorError("access_line_missing", **self._facts()) from None
        if len(before) > _LARGEST:
            raise ConnectorError("access_file_refused", **self._facts())
        key = client_key(self._target)
        ours = (key.get_name().encode(), key.get_base64().encode())
        lines = before.splitlines(keepends=True)
        kept = [line for line in lines if not _opened_by(line, ours)]
        if len(kept) == len(lines):
            raise ConnectorError("access_line_missing", **self._facts())
        part = f"{AUTHORIZED_KEYS}.releve.part"
        with sftp.open(part, "wb") as file:
            sftp.chmod(part, stat.S_IMODE(mode) if mode is not None else 0o600)
            file.write(b"".join(kept))
        sftp.posix_rename(part, AUTHORIZED_KEYS)

    def _facts(self) -> dict[str, str | int]:
        return {
            "address": self._target.address,
            "port": self._target.port,
            "user": self._target.user,
        }


def _opened_by(line: bytes, key: tuple[bytes, bytes]) -> bool:
    """Tell whether a line authorises the key, whatever options stand before and words after."""
    words = line.split()
    return not line.lstrip().startswith(b"#") and key in pairwise(words)
