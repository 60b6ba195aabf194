"""The stored form of an entry: canonical JSON, one object, at most 65,535 bytes.

The normative description is ``docs/format/ledger.md``. What is hashed, copied and published is
these bytes; an :class:`~releve.model.evidence.Entry` is only a reading of them.
"""

from collections.abc import Mapping

from releve import canonical
from releve.errors import EvidenceRefused, LedgerError
from releve.ledger.tiles import MAX_ENTRY
from releve.model.evidence import Entry, EntryKind, JsonValue
from releve.model.ids import Realm
from releve.model.time import instant_text, parse_instant

FORMAT = "releve/ledger/1"

_NAMES = {
    *("format", "origin", "realm", "index", "kind", "subject", "actor"),
    *("recorded_at", "rehearsed_at", "body"),
}


def encode_entry(entry: Entry, origin: str, realm: Realm) -> bytes:
    """Write an entry in its only form.

    Raises:
        LedgerError: ``entry_too_large`` beyond 65,535 bytes (C2SP ``tlog-tiles``).
        EvidenceRefused: ``non_canonical_json``: a body that holds a float, an integer out of
            range or anything else that has no canonical form.

    """
    rehearsed_at = entry.rehearsed_at
    data = canonical.encode(
        {
            "format": FORMAT,
            "origin": origin,
            "realm": realm.value,
            "index": entry.index,
            "kind": entry.kind.value,
            "subject": entry.subject,
            "actor": entry.actor,
            "recorded_at": instant_text(entry.recorded_at),
            "rehearsed_at": None if rehearsed_at is None else instant_text(rehearsed_at),
            "body": _plain(entry.body),
        }
    )
    if len(data) > MAX_ENTRY:
        raise LedgerError("entry_too_large", size=len(data), limit=MAX_ENTRY)
    return data


def decode_entry(
    data: bytes,
    *,
    origin: str | None = None,
    realm: Realm | None = None,
    index: int | None = None,
) -> Entry:
    """Read an entry; what is given beside ``data`` must be what the entry says of itself.

    The body is any object: its members are checked by those who read them.

    Raises:
        EvidenceRefused: ``entry_malformed`` with a ``field``: any byte other than those
            :func:`encode_entry` writes; ``entry_of_another_origin``,
            ``entry_of_another_realm``, ``entry_at_wrong_index``.

    """
    try:
        members = canonical.decode(data, max_bytes=MAX_ENTRY)
    except EvidenceRefused as refused:
        raise EvidenceRefused("entry_malformed", field=str(refused.facts["reason"])) from None
    if not isinstance(members, dict):
        raise _malformed("object")
    if members.keys() != _NAMES:
        raise _malformed(min(members.keys() ^ _NAMES))
    if members["format"] != FORMAT:
        raise _malformed("format")
    found = _index(members["index"])
    body = members["body"]
    if not isinstance(body, dict):
        raise _malformed("body")
    rehearsed_at = members["rehearsed_at"]
    try:
        entry = Entry(
            index=found,
            kind=EntryKind(_text(members["kind"], "kind")),
            subject=_text(members["subject"], "subject"),
            actor=_text(members["actor"], "actor"),
            recorded_at=parse_instant(_text(members["recorded_at"], "recorded_at")),
            rehearsed_at=None
            if rehearsed_at is None
            else parse_instant(_text(rehearsed_at, "rehearsed_at")),
            body=body,
        )
        found_realm = Realm(_text(members["realm"], "realm"))
    except ValueError:
        raise _malformed("value") from None
    found_origin = _text(members["origin"], "origin")
    if origin is not None and found_origin != origin:
        raise EvidenceRefused(
            "entry_of_another_origin", index=found, expected=origin, found=found_origin
        )
    if realm is not None and found_realm is not realm:
        raise EvidenceRefused(
            "entry_of_another_realm", index=found, expected=realm.value, found=found_realm.value
        )
    if index is not None and found != index:
        raise EvidenceRefused("entry_at_wrong_index", expected=index, found=found)
    return entry


def _index(value: canonical.JsonValue) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _malformed("index")
    return value


def _text(value: canonical.JsonValue, field: str) -> str:
    if not isinstance(value, str) or not value:
        raise _malformed(field)
    return value


def _plain(value: JsonValue) -> canonical.JsonValue:
    if isinstance(value, Mapping):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    raise EvidenceRefused("non_canonical_json", reason="unsupported_type")


def _malformed(field: str) -> EvidenceRefused:
    return EvidenceRefused("entry_malformed", field=field)
