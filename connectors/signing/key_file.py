"""Files that hold a private key: 0600, in a folder that nobody else may enter."""

import os
from pathlib import Path

from releve.errors import ConnectorError

_OTHERS = 0o077


def write_private(path: Path, data: bytes) -> None:
    """Write a new file 0600, making its folder 0700 where it does not exist.

    Raises:
        ConnectorError: ``key_file_exists``, never overwritten; ``key_folder_not_private``:
            the folder exists and is open to group or others.

    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.parent.stat().st_mode & _OTHERS:
        raise ConnectorError("key_folder_not_private", path=str(path.parent))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ConnectorError("key_file_exists", path=str(path)) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read_private(path: Path) -> bytes:
    """Return the bytes of a private key file.

    Raises:
        ConnectorError: ``key_file_missing``; ``key_file_not_private``: open to group or others.

    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise ConnectorError("key_file_missing", path=str(path)) from None
    if mode & _OTHERS:
        raise ConnectorError("key_file_not_private", path=str(path))
    return path.read_bytes()
