"""The one performer's lock: an operating system lock, freed by the death of its holder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from releve.errors import LedgerError

_held: set[int] = set()


def _forget_in_child() -> None:
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget_in_child)


@contextmanager
def performer_lock(path: Path) -> Iterator[None]:
    """Hold ``flock`` on ``path``, a file that is kept; children by fork or exec do not hold it.

    Raises:
        LedgerError: ``already_performing`` with the ``pid`` that holds it (0: not known yet).

    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.pread(descriptor, 20, 0)
        os.close(descriptor)
        raise LedgerError("already_performing", pid=int(pid) if pid.isdigit() else 0) from None
    _held.add(descriptor)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        if descriptor in _held:  # not so in a child that was forked inside
            _held.discard(descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # also for a child just forked, not yet here
            os.close(descriptor)
