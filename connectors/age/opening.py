"""Opening: what a recipient does with a sealed package, whoever made it.

Anybody can encrypt to a recipient: the stream is read as a stranger's until it is seen to be,
byte for byte, one that :mod:`connectors.age.archive` writes.
"""

import shutil
import tarfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped] # has no stubs

from connectors.age.archive import BLOCK, END, Sink, header, padding, safe
from releve.errors import ConnectorError

_PAX_BYTES = 16 * 1024
_SIZE_DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a package may hold at most."""

    files: int = 1_000_000
    bytes: int = 1 << 40


def open_sealed(
    identity: str, source: Path, folder: Path, limits: Limits | None = None
) -> tuple[int, int]:
    """Decrypt ``source`` with an ``AGE-SECRET-KEY-1…`` and extract it as ``folder``.

    Returns the number of files and their bytes. ``folder`` is absent or empty before, and
    appears at once, only after the last byte has been authenticated.

    Raises:
        ConnectorError: ``identity_refused``; ``sealed_unreadable`` (not age, not for this
            identity, cut or altered); ``sealed_content_refused`` with ``defect``;
            ``sealed_too_large``; ``open_target_exists``; ``open_not_written``.

    """
    try:
        ours = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        raise ConnectorError("identity_refused") from None
    if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
        raise ConnectorError("open_target_exists", path=str(folder))
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(mode=0o700)
        counted = _decrypt(ours, source, part, limits or Limits())
        part.rename(folder)
    except OSError as error:
        raise ConnectorError("open_not_written", path=str(folder), reason=error.strerror) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return counted


def _decrypt(identity: object, source: Path, part: Path, limits: Limits) -> tuple[int, int]:
    extraction = _Extraction(part, limits)
    sink = Sink(extraction.feed)
    try:
        file = source.open("rb")
    except OSError:
        raise ConnectorError("sealed_unreadable", path=str(source)) from None
    with file:
        try:
            pyrage.decrypt_io(file, sink, [identity])
        except (ConnectorError, OSError, pyrage.DecryptError):
            extraction.close()
            if sink.failure is not None:
                raise sink.failure from None
            raise ConnectorError("sealed_unreadable", path=str(source)) from None
    extraction.close()
    if sink.failure is not None:
        raise sink.failure
    return extraction.finish()


class _Extraction:
    """Takes the plain stream as it comes and writes files below ``folder``."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._buffer = bytearray()
        self._files = 0
        self._bytes = 0
        self._ended = False
        self._steps = self._read()
        self._wanted = next(self._steps)

    def feed(self, data: bytes) -> None:
        self._buffer += data
        while not self._ended and len(self._buffer) >= BLOCK:
            whole = len(self._buffer) - len(self._buffer) % BLOCK
            taken = bytes(self._buffer[: min(self._wanted, whole)])
            del self._buffer[: len(taken)]
            try:
                self._wanted = self._steps.send(taken)
            except StopIteration:
                self._ended = True
        if self._ended and self._buffer:
            raise _refused("bytes_after_the_end")

    def close(self) -> None:
        self._steps.close()

    def finish(self) -> tuple[int, int]:
        if not self._ended:
            raise _refused("no_end")
        return self._files, self._bytes

    def _read(self) -> Generator[int, bytes, None]:
        """Ask for at most so many bytes, and be sent some of them in whole blocks."""
        previous = b""
        while (first := (yield BLOCK)) != END[:BLOCK]:
            blocks, info = yield from self._header(first)
            if header(info.name, info.size) != blocks:
                raise _refused("header_not_canonical")
            name = info.name.encode()
            if not safe(info.name):
                raise _refused("name_leaves_the_folder")
            if name <= previous:
                raise _refused("names_not_increasing")
            previous = name
            self._files += 1
            self._bytes += info.size
            if self._files > self._limits.files or self._bytes > self._limits.bytes:
                raise ConnectorError(
                    "sealed_too_large", files=self._limits.files, bytes=self._limits.bytes
                )
            yield from self._content(info)
        if (yield BLOCK) != END[BLOCK:]:
            raise _refused("no_end")

    def _header(self, first: bytes) -> Generator[int, bytes, tuple[bytes, tarfile.TarInfo]]:
        blocks, info = first, _parsed(first)
        if info.type == tarfile.XHDTYPE:
            if info.size > _PAX_BYTES:
                raise _refused("header_not_canonical")
            records = b""
            while len(records) < info.size + padding(info.size):
                records += yield BLOCK
            last = yield BLOCK
            fields = _pax(records[: info.size])
            blocks, info = blocks + records + last, _parsed(last)
            info.name = fields.get("path", info.name)
            size = fields.get("size", str(info.size))
            if not (size.isascii() and size.isdigit() and len(size) <= _SIZE_DIGITS):
                raise _refused("header_not_canonical")
            info.size = int(size)
        return blocks, info

    def _content(self, info: tarfile.TarInfo) -> Generator[int, bytes, None]:
        with self._create(info.name) as file:
            left = info.size
            while left >= BLOCK:
                taken = yield left - left % BLOCK
                file.write(taken)
                left -= len(taken)
            if left:
                last = yield BLOCK
                file.write(last[:left])
                if any(last[left:]):
                    raise _refused("padding_not_zero")

    def _create(self, name: str) -> BinaryIO:
        path = self._folder / name
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return path.open("xb")
        except (FileExistsError, NotADirectoryError):
            raise _refused("name_taken") from None


def _parsed(block: bytes) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, ValueError):
        raise _refused("header_not_canonical") from None


def _pax(records: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    while records:
        length, _, _ = records.partition(b" ")
        if not length.isdigit() or len(length) > len(str(_PAX_BYTES)) or not int(length):
            raise _refused("header_not_canonical")
        record, records = records[: int(length)], records[int(length) :]
        try:
            key, _, value = record[len(length) + 1 : -1].decode().partition("=")
        except UnicodeDecodeError:
            raise _refused("header_not_canonical") from None
        fields[key] = value
    return fields


def _refused(defect: str) -> ConnectorError:
    return ConnectorError("sealed_content_refused", defect=defect)


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
