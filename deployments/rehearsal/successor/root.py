"""The keyed content root, written from its specification by whoever receives.

Nothing here is shared with the sender but the words of the format: canonical JSON (RFC 8785
without floats), record ids, leaves ``SHA-256(HMAC(key, id) || record)``, and the tree of RFC 6962,
computed by its recursive definition.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from deployments.rehearsal.successor.refusal import PackageRefused

_SAFE_INTEGER = 2**53 - 1
_COMPLEMENT = 10**20


class Records:
    """The records of one package, by id; each keeps 32 bytes and its id."""

    def __init__(self, package_key: bytes) -> None:
        if len(package_key) != 32:
            raise PackageRefused("package_key_malformed")
        self._key = package_key
        self._leaves: dict[bytes, bytes] = {}

    def __len__(self) -> int:
        return len(self._leaves)

    def add(self, record_id: str, canonical: bytes) -> None:
        """Add a record, in any order.

        Raises:
            PackageRefused: ``record_id_twice``.
        """
        name = record_id.encode()
        if name in self._leaves:
            raise PackageRefused("record_id_twice")
        record_key = hmac.new(self._key, name, hashlib.sha256).digest()
        self._leaves[name] = hashlib.sha256(record_key + canonical).digest()

    def root(self) -> str:
        """Return the root over the records in the order of their ids, in hexadecimal."""
        return _tree([self._leaves[name] for name in sorted(self._leaves)]).hex()


def row_id(table: str, key: Sequence[str | int]) -> str:
    """Name a row by its table and primary key, so that names sort as the keys do."""
    parts = [_escaped(table)]
    for part in key:
        if isinstance(part, str):
            parts.append("s" + _escaped(part))
        elif part < 0:
            parts.append("n" + str(_COMPLEMENT + part).zfill(20))
        else:
            parts.append("p" + str(part).zfill(20))
    return "/".join(parts)


def row(table: str, columns: Mapping[str, object]) -> bytes:
    """Write a row canonically, from the values a database gave."""
    cells = {_composed(name): _cell(value) for name, value in columns.items()}
    return _json({"t": _composed(table), "c": cells})


def file_id(path: str) -> str:
    """Name a file by its path in the set."""
    return row_id("files", (path,))


def file(path: str, sha256: str, size: int) -> bytes:
    """Write what identifies a file canonically."""
    return _json({"f": path, "h": "sha256:" + sha256, "s": size})


def _tree(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1."""
    count = len(leaves)
    if count == 0:
        return hashlib.sha256().digest()
    if count == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < count:
        split *= 2
    return hashlib.sha256(b"\1" + _tree(leaves[:split]) + _tree(leaves[split:])).digest()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return _composed(value)
    if isinstance(value, bytes):
        return {"bytes": "sha256:" + hashlib.sha256(value).hexdigest()}
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return {"local": value.isoformat()}
        return value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, int) and not -_SAFE_INTEGER <= value <= _SAFE_INTEGER:
        return str(value)
    return value


def _number(value: Decimal) -> str:
    if not value.is_finite():
        return str(value)
    if value == 0:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _json(value: object) -> bytes:
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode()


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: _sorted(value[name]) for name in names}
    return value


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _escaped(text: str) -> str:
    return "".join(f"0{ord(char):02X}" if ord(char) <= 0x30 else char for char in text)
