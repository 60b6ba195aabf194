"""An append-only file of records, each after its length as a big-endian uint16.

The framing is that of C2SP ``tlog-tiles`` entry bundles. Files are opened anew for each operation,
so that a file moved away is noticed instead of written to.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from releve.errors import LedgerError

LENGTH_SIZE = 2
MAX_RECORD = 0xFFFF

_WRITE_AT_ONCE = 1 << 20


class RecordLog:
    """One file; whoever writes holds the folder's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def octets(self) -> int:
        """Return the size of the file in bytes; 0 when there is none."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def read(self, start: int = 0) -> Iterator[tuple[bytes, int]]:
        """Yield each whole record from offset ``start`` with the offset that follows it.

        Stops before the first one that is not whole: cut short, or of length zero.
        """
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(start)
            while length := int.from_bytes(prefix := file.read(LENGTH_SIZE), "big"):
                record = file.read(length)
                if len(prefix) < LENGTH_SIZE or len(record) < length:
                    return
                start += LENGTH_SIZE + length
                yield record, start

    def append(self, records: Iterable[bytes]) -> int:
        """Write records at the end, durably; return the offset that follows them.

        Raises:
            LedgerError: ``second_copy_unwritable``; the file is then as before, as far as the
                system lets us.

        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        try:
            new = not self.path.exists()
            descriptor = os.open(self.path, flags, 0o600)
        except OSError as error:
            raise unwritable(self.path, error) from None
        try:
            end = os.fstat(descriptor).st_size
            try:
                for part in _framed(records):
                    _write_all(descriptor, part)
                os.fsync(descriptor)
                if new:
                    sync_folder(self.path.parent)
            except OSError as error:
                with suppress(OSError):
                    os.ftruncate(descriptor, end)
                raise unwritable(self.path, error) from None
            return os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)

    def set_aside(self, start: int) -> None:
        """Move what stands from offset ``start`` on to the first free ``.torn-N`` beside."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.torn-{number}")).exists():
            number += 1
        with self.path.open("r+b") as file, aside.open("xb") as kept:
            file.seek(start)
            while part := file.read(_WRITE_AT_ONCE):
                kept.write(part)
            kept.flush()
            os.fsync(kept.fileno())
            sync_folder(self.path.parent)
            file.truncate(start)
            os.fsync(file.fileno())


def _framed(records: Iterable[bytes]) -> Iterator[bytes]:
    part = bytearray()
    for record in records:
        part += len(record).to_bytes(LENGTH_SIZE, "big") + record
        if len(part) >= _WRITE_AT_ONCE:
            yield bytes(part)
            part.clear()
    yield bytes(part)


def _write_all(descriptor: int, data: bytes) -> None:
    written = 0
    while written < len(data):
        written += os.write(descriptor, data[written:])


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unwritable(path: Path, error: OSError) -> LedgerError:
    """Say which file of the second copy could not be written, and why (``ENOSPC`` …)."""
    reason = os.strerror(error.errno or 0)
    return LedgerError("second_copy_unwritable", path=str(path), reason=reason)
