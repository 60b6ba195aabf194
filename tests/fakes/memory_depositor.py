"""A recipient's drop kept in memory, which keeps the whole contract of ``Depositor``."""

import hashlib
import re

from releve.errors import ConnectorError, ConnectorUnavailable

LIMIT = 1024 * 1024


class MemoryDepositor:
    """``files`` is the drop, ``.<name>.part`` included.

    The line is cut once after ``cut_after`` bytes.
    """

    def __init__(self, *, piece=65536):
        self.files: dict[str, bytes] = {}
        self.cut_after: int | None = None
        self._piece = piece

    def deposit(self, source, name, progress):
        self._check(name)
        try:
            content = source.read_bytes()
        except OSError:
            raise ConnectorError("deposit_source_unreadable", path=str(source)) from None
        wanted, part = hashlib.sha256(content).hexdigest(), f".{name}.part"
        if name in self.files:
            if self.files[name] != content:
                raise ConnectorError("deposit_conflict", name=name, expected=wanted)
            return wanted
        begun = self.files.get(part, b"")
        if not content.startswith(begun):
            begun = b""
        progress(len(begun))
        while len(begun) < len(content):
            if self.cut_after is not None and len(begun) >= self.cut_after:
                self.cut_after = None
                raise ConnectorUnavailable("deposit_interrupted", name=name)
            begun = content[: len(begun) + self._piece]
            self.files[part] = begun
            progress(len(begun))
        self.files.pop(part, None)
        self.files[name] = begun
        return hashlib.sha256(begun).hexdigest()

    def collect(self, name, at_most=LIMIT):
        self._check(name)
        data = self.files.get(name)
        if data is not None and len(data) > at_most:
            raise ConnectorError("deposit_too_large", name=name, limit=at_most)
        return data

    @staticmethod
    def _check(name):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", name):
            raise ConnectorError("deposit_name_refused", name=name)
