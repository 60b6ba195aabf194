"""A file that the caller named on the command line."""

from pathlib import Path

from releve.errors import UsageError


def given(path: Path) -> bytes:
    """Read it whole.

    Raises:
        UsageError: ``given_file_unreadable`` with ``path`` and ``cause``.

    """
    try:
        return path.read_bytes()
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise UsageError("given_file_unreadable", path=str(path), cause=cause) from None
