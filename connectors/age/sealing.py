"""Sealing: a folder becomes one file that only its recipients can open."""

import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyrage  # type: ignore[import-untyped] # has no stubs

from connectors.age.archive import PieceReader, Sink, pieces
from releve.errors import ConnectorError
from releve.ports import Progress

_BUFFER = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeIdentity:
    """An X25519 key pair of age: ``recipient`` (``age1…``) is public, ``secret`` is not shown."""

    recipient: str
    secret: str = field(repr=False)


def new_identity() -> AgeIdentity:
    """Draw a key pair."""
    drawn = pyrage.x25519.Identity.generate()
    return AgeIdentity(recipient=str(drawn.to_public()), secret=str(drawn))


class AgeSealer:
    """Encrypts folders to ``recipients`` (sorted ``age1…`` X25519 keys), in constant memory.

    Nothing is ever written in clear.
    """

    def __init__(self, recipients: Sequence[str]) -> None:
        """Read the recipients.

        Raises:
            ConnectorError: ``recipients_missing``, ``recipient_refused``.

        """
        if not recipients:
            raise ConnectorError("recipients_missing")
        self._recipients = [_recipient(text) for text in recipients]
        self.recipients = tuple(sorted(recipients))

    def seal(self, source_folder: Path, target: Path, progress: Progress) -> tuple[str, int]:
        """Write ``target`` and return its SHA-256 (lower hex) and size in bytes.

        What is sealed is the tar described in :mod:`connectors.age.archive`; empty folders are
        not in it. Sealing twice gives two different files, each replacing ``target`` at once
        and durably. ``progress`` is given the number of files done.

        Raises:
            ConnectorError: ``seal_target_inside`` the source, ``seal_irregular_file``,
                ``seal_source_changed``, ``seal_source_unreadable``, ``seal_not_written``.
                ``target`` is then as it was.

        """
        if target.resolve().is_relative_to(source_folder.resolve()):
            raise ConnectorError("seal_target_inside", path=str(target))
        part = target.with_name(f".{target.name}.part")
        try:
            part.unlink(missing_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise _not_written(target, error) from None
        try:
            sealed = self._write(descriptor, PieceReader(pieces(source_folder, progress)))
            part.replace(target)
            _make_durable(target.parent)
        except OSError as error:
            raise _not_written(target, error) from None
        finally:
            part.unlink(missing_ok=True)
        return sealed

    def _write(self, descriptor: int, plain: PieceReader) -> tuple[str, int]:
        digest = hashlib.sha256()
        with open(descriptor, "wb") as file:

            def take(data: bytes) -> None:
                file.write(data)
                digest.update(data)

            sink = Sink(take)
            try:
                pyrage.encrypt_io(io.BufferedReader(plain, _BUFFER), sink, self._recipients)
            except (ConnectorError, OSError, pyrage.EncryptError) as error:
                raise plain.failure or sink.failure or error from None
            if sink.failure is not None:
                raise sink.failure
            size = file.tell()
            file.flush()
            os.fsync(descriptor)
        return digest.hexdigest(), size


def _recipient(text: str) -> object:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise ConnectorError("recipient_refused", recipient=text) from None


def _not_written(target: Path, error: OSError) -> ConnectorError:
    return ConnectorError("seal_not_written", path=str(target), reason=error.strerror)


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
