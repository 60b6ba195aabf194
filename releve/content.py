"""Keyed content roots: proof that two sides hold the same records, without naming any.

A hash of one person's bytes is personal data. So a record's leaf is
``SHA-256(k_i || canonical)`` with ``k_i = HMAC-SHA256(package key, record id)``. The package key
(32 random bytes) travels only inside the encrypted package: both sides compute the same root,
one patient's proof discloses one ``k_i``, and shredding the key forgets everybody while every
proof holds. The leaves are the *entries* of an RFC 6962 tree, hashed once more as its leaves.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from releve.canonical import MAX_INTEGER, JsonValue, encode, parse_hex
from releve.errors import EvidenceRefused
from releve.ledger.merkle import Accumulator, leaf_hash

Column: TypeAlias = str | int | bool | float | bytes | datetime | date | Decimal | None

KEY_SIZE = 32
_INTEGER_BOUND = 10**20
_LAST_ESCAPED = "0"
_LARGEST_EXPONENT = 200_000


def record_leaf(package_key: bytes, record_id: str, canonical: bytes) -> bytes:
    """Return the 32-byte leaf of one record: SHA-256(k_i || canonical).

    Raises:
        EvidenceRefused: ``package_key_malformed`` unless the key is 32 bytes;
            ``record_id_malformed`` for text that has no UTF-8 form.

    """
    if len(package_key) != KEY_SIZE:
        raise EvidenceRefused("package_key_malformed", length=len(package_key))
    record_key = hmac.digest(package_key, _utf8(record_id), "sha256")
    return hashlib.sha256(record_key + canonical).digest()


class ContentRoot:
    """The root over records added one by one, in memory logarithmic in their number."""

    __slots__ = ("_last", "_package_key", "_size", "_tree")

    def __init__(self, package_key: bytes) -> None:
        """Start with no record.

        Raises:
            EvidenceRefused: ``package_key_malformed`` unless the key is 32 bytes.

        """
        if len(package_key) != KEY_SIZE:
            raise EvidenceRefused("package_key_malformed", length=len(package_key))
        self._package_key = package_key
        self._tree = Accumulator()
        self._last: bytes | None = None
        self._size = 0

    @property
    def count(self) -> int:
        """Number of records added."""
        return self._tree.size

    @property
    def size(self) -> int:
        """Total bytes of the canonical records added."""
        return self._size

    def add(self, record_id: str, canonical: bytes) -> None:
        """Add the next record; ids must strictly increase, compared as UTF-8 bytes.

        Raises:
            EvidenceRefused: ``records_out_of_order`` with the ``position`` (from 0) at fault,
                never the id, which may name a person.

        """
        key = _utf8(record_id)
        if self._last is not None and key <= self._last:
            raise EvidenceRefused("records_out_of_order", position=self.count)
        leaf = record_leaf(self._package_key, record_id, canonical)
        self._tree.append(leaf_hash(leaf))
        self._last = key
        self._size += len(canonical)

    def root(self) -> str:
        """Return the root over the records added so far, in lower-case hexadecimal."""
        return self._tree.root().hex()


def record_id(table: str, key: Sequence[str | int]) -> str:
    """Return the id of one row: the table and its primary key, in an order both sides share.

    Form: ``table/part/part…``. An integer n is ``p`` and 20 digits, or, below zero, ``n`` and the
    20 digits of 10^20 + n. Text is ``s`` and its characters as they are, except that those up to
    ``0`` (U+0030) become ``0`` and two upper-case hexadecimal digits; so does the table's name.
    Hence ids sort (as UTF-8) like the tuples themselves: integers by value, text by UTF-8 bytes,
    which is PostgreSQL's ``ORDER BY … COLLATE "C"``. Text is not normalised.

    Raises:
        EvidenceRefused: ``record_id_malformed``: empty table or key, integer beyond ±10^20.

    """
    if not table or not key:
        raise EvidenceRefused("record_id_malformed", reason="empty")
    return "/".join([_escape(table), *(_key_part(part) for part in key)])


def canonical_row(table: str, columns: Mapping[str, Column]) -> bytes:
    """Return the canonical bytes of one row: canonical JSON ``{"c":{column:value},"t":table}``.

    ===================  =====================================================================
    value                form
    ===================  =====================================================================
    None, bool           ``null``, ``true``, ``false``
    int                  number; beyond ±(2^53 - 1), its decimal digits as text
    str                  text, normalised to NFC (so are names of tables and columns)
    datetime, aware      text, UTC: ``2026-11-21T08:30:00Z``; microseconds, six digits, if any
    datetime, naive      ``{"local":"2026-11-21T09:30:00"}``: the zone is unknown, and said so
    date                 text: ``2026-11-21``
    Decimal              text without exponent or needless zeros: ``12.5``, ``100``, ``0``
    float                text: the shortest that reads back the same (Python's ``repr``)
    bytes                ``{"bytes":"sha256:…"}``
    ===================  =====================================================================

    Raises:
        EvidenceRefused: ``column_unsupported`` with table, column and type, never the value.

    """
    cells: dict[str, JsonValue] = {}
    for name, value in columns.items():
        try:
            cells[_nfc(name)] = _cell(value)
        except (TypeError, OverflowError):
            kind = type(value).__name__
            raise EvidenceRefused(
                "column_unsupported", table=table, column=name, type=kind
            ) from None
    if len(cells) != len(columns):
        raise EvidenceRefused("columns_ambiguous", table=table)
    return encode({"t": _nfc(table), "c": cells})


def file_record(path: str, sha256: str, size: int) -> bytes:
    """Return the canonical bytes of one file: ``{"f":path,"h":"sha256:…","s":bytes}``.

    ``path`` is relative, with ``/``, and kept as it is; ``sha256`` is 64 hexadecimal digits. Its
    id is ``record_id(<set of files>, (path,))``.

    Raises:
        EvidenceRefused: ``file_record_malformed``, ``malformed_hex``.

    """
    parts = path.split("/")
    if size < 0 or any(part in {"", ".", ".."} for part in parts):
        raise EvidenceRefused("file_record_malformed")
    parse_hex(sha256, hashlib.sha256().digest_size)
    return encode({"f": path, "h": f"sha256:{sha256}", "s": size})


def _cell(value: Column) -> JsonValue:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _nfc(value)
    if isinstance(value, int):
        return int(value) if abs(value) <= MAX_INTEGER else str(int(value))
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, bytes):
        return {"bytes": "sha256:" + hashlib.sha256(value).hexdigest()}
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            return {"local": value.replace(tzinfo=None, fold=0).isoformat()}
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return _decimal(value)


def _decimal(value: object) -> str:
    if not isinstance(value, Decimal):
        raise TypeError
    if not value.is_finite():
        return str(value)
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise OverflowError
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise EvidenceRefused("record_id_malformed", reason="lone_surrogate") from None


def _key_part(part: object) -> str:
    if isinstance(part, str):
        return "s" + _escape(part)
    if isinstance(part, bool) or not isinstance(part, int) or abs(part) >= _INTEGER_BOUND:
        raise EvidenceRefused("record_id_malformed", reason="key")
    return f"p{part:020d}" if part >= 0 else f"n{_INTEGER_BOUND + part:020d}"


def _escape(text: str) -> str:
    return "".join(f"0{ord(c):02X}" if c <= _LAST_ESCAPED else c for c in text)
