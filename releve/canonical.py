"""One value, one sequence of bytes: the JSON, hexadecimal and base64 forms that Relève signs.

JSON is the subset of RFC 8785 without floating-point numbers: UTF-8, keys ordered by UTF-16
code units, no white space, integers within ±(2^53 - 1). Readers here are strict in the same
way: what they accept is what the writers would have written, byte for byte.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import NoReturn, TypeAlias

from releve.errors import EvidenceRefused
from releve.model.evidence import JsonValue as Encodable

JsonValue: TypeAlias = "bool | int | str | list[JsonValue] | dict[str, JsonValue] | None"
"""What :func:`decode` returns: plain lists and dicts."""

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1
_LONGEST_INTEGER = len(str(-MAX_INTEGER))

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def encode(value: Encodable, *, max_depth: int = MAX_DEPTH) -> bytes:
    """Write ``value`` in its only canonical form.

    Raises:
        EvidenceRefused: ``non_canonical_json``: a value that has no such form (float, integer
            out of range, lone surrogate, key that is not text, nesting beyond ``max_depth``).

    """
    try:
        return _ENCODER.encode(_ordered(value, max_depth)).encode("utf-8")
    except UnicodeEncodeError:
        raise _refusal("lone_surrogate") from None


def decode(data: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Read canonical JSON.

    Raises:
        EvidenceRefused: ``non_canonical_json`` with a ``reason``: anything that :func:`encode`
            would not have written exactly so, more than ``max_bytes`` bytes included.

    """
    if len(data) > max_bytes:
        raise _refusal("too_large")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _refusal("not_utf8") from None
    try:
        value: JsonValue = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except json.JSONDecodeError:
        raise _refusal("not_json") from None
    except RecursionError:
        raise _refusal("too_deep") from None
    if encode(value, max_depth=max_depth) != data:
        raise _refusal("another_form")
    return value


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as ``sha256:`` and 64 lower-case hexadecimal digits."""
    return "sha256:" + hex_digest(data)


def hex_digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def parse_hex(text: str, length: int) -> bytes:
    """Read exactly ``length`` bytes written as lower-case hexadecimal digits.

    Raises:
        EvidenceRefused: ``malformed_hex``: another length, upper case, anything else.

    """
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if len(data) != length or data.hex() != text:
        raise EvidenceRefused("malformed_hex", length=length)
    return data


def encode_base64(data: bytes) -> str:
    """Write ``data`` in standard base64 with padding (RFC 4648, section 4)."""
    return base64.b64encode(data).decode("ascii")


def decode_base64(text: str) -> bytes:
    """Read standard base64 in its only canonical form (padding present, spare bits zero).

    Raises:
        EvidenceRefused: ``malformed_base64``.

    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise EvidenceRefused("malformed_base64") from None
    if encode_base64(data) != text:
        raise EvidenceRefused("malformed_base64")
    return data


def _ordered(value: object, room: int) -> JsonValue:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise _refusal("integer_out_of_range")
        return value
    if isinstance(value, list | tuple | Mapping) and room == 0:
        raise _refusal("too_deep")
    if isinstance(value, list | tuple):
        return [_ordered(item, room - 1) for item in value]
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise _refusal("key_not_text")
        return {key: _ordered(value[key], room - 1) for key in sorted(value, key=_utf16)}
    raise _refusal("unsupported_type")


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _refusal("duplicate_key")
    return members


def _integer(text: str) -> int:
    if len(text) > _LONGEST_INTEGER:
        raise _refusal("integer_out_of_range")
    return int(text)


def _no_float(_text: str) -> NoReturn:
    raise _refusal("float")


def _refusal(reason: str) -> EvidenceRefused:
    return EvidenceRefused("non_canonical_json", reason=reason)
