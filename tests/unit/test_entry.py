"""The stored form of entries: one form, read strictly."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from releve.errors import EvidenceRefused, LedgerError
from releve.ledger.entry import decode_entry, encode_entry
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import Realm

ORIGIN = "essai.example/releve"
ENTRY = Entry(
    index=7,
    kind=EntryKind.ASSET_MEASURED,
    subject="asset:dossiers",
    actor="releve",
    recorded_at=datetime(2025, 3, 3, 8, 0, 0, 120, tzinfo=UTC),
    rehearsed_at=None,
    body={"records": 12, "parts": {"b": 1, "a": 2}, "list": [True, None, "é"]},
)
STORED = (
    '{"actor":"releve","body":{"list":[true,null,"é"],"parts":{"a":2,"b":1},"records":12},'
    '"format":"releve/ledger/1","index":7,"kind":"asset_measured",'
    '"origin":"essai.example/releve","realm":"real","recorded_at":"2025-03-03T08:00:00.000120Z",'
    '"rehearsed_at":null,"subject":"asset:dossiers"}'
).encode()


def changed(**members):
    return canonical(json.loads(STORED) | members)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def without(name):
    return canonical({key: value for key, value in json.loads(STORED).items() if key != name})


def test_an_entry_has_one_form():
    assert encode_entry(ENTRY, ORIGIN, Realm.REAL) == STORED
    assert decode_entry(STORED, origin=ORIGIN, realm=Realm.REAL, index=7) == ENTRY


def test_a_rehearsed_instant_is_kept_beside_the_real_one():
    rehearsed = replace(ENTRY, rehearsed_at=datetime(2026, 1, 1, tzinfo=UTC))
    data = encode_entry(rehearsed, ORIGIN, Realm.REHEARSAL)
    assert b'"rehearsed_at":"2026-01-01T00:00:00Z"' in data
    assert decode_entry(data) == rehearsed


def test_tuples_are_written_as_lists_and_instants_in_utc():
    paris = timezone(timedelta(hours=1))
    body = {**ENTRY.body, "list": (True, None, "é")}
    entry = replace(ENTRY, recorded_at=ENTRY.recorded_at.astimezone(paris), body=body)
    assert encode_entry(entry, ORIGIN, Realm.REAL) == STORED


def test_the_largest_entry_is_65535_bytes():
    room = 65_535 - len(encode_entry(replace(ENTRY, body={"text": ""}), ORIGIN, Realm.REAL))
    data = encode_entry(replace(ENTRY, body={"text": "x" * room}), ORIGIN, Realm.REAL)
    assert len(data) == 65_535
    assert decode_entry(data).body == {"text": "x" * room}
    with pytest.raises(LedgerError, match="entry_too_large"):
        encode_entry(replace(ENTRY, body={"text": "x" * (room + 1)}), ORIGIN, Realm.REAL)
    with pytest.raises(EvidenceRefused, match="entry_malformed"):
        decode_entry(data.replace(b'"text":"x', b'"text":"xx'))


@pytest.mark.parametrize("value", [0.5, 2**53, b"bytes", {1: "key"}, {"x": {"y": 1.0}}])
def test_a_body_without_canonical_form_is_refused(value):
    with pytest.raises(EvidenceRefused, match="non_canonical_json"):
        encode_entry(replace(ENTRY, body={"value": value}), ORIGIN, Realm.REAL)


MALFORMED = {
    "empty": b"",
    "not-json": b"entry",
    "not-utf8": STORED.replace("é".encode(), b"\xe9"),
    "not-an-object": b"[]",
    "white-space": STORED.replace(b":7", b": 7"),
    "final-newline": STORED + b"\n",
    "keys-not-ordered": b'{"subject":"x",' + STORED[1:],
    "duplicate-key": STORED.replace(b'"index":7', b'"index":7,"index":7'),
    "member-added": changed(note="x"),
    **{f"{name}-missing": without(name) for name in json.loads(STORED)},
    "another-format": changed(format="releve/ledger/2"),
    "unknown-kind": changed(kind="asset_forgotten"),
    "unknown-realm": changed(realm="demo"),
    "negative-index": changed(index=-1),
    "index-true": changed(index=True),
    "index-text": changed(index="7"),
    "empty-subject": changed(subject=""),
    "actor-null": changed(actor=None),
    "kind-list": changed(kind=["asset_measured"]),
    "origin-number": changed(origin=7),
    "body-list": changed(body=[]),
    "body-null": changed(body=None),
    "float-in-body": changed(body={"ratio": 0.5}),
    "instant-with-offset": changed(recorded_at="2025-03-03T09:00:00+01:00"),
    "instant-naive": changed(recorded_at="2025-03-03T09:00:00"),
    "instant-with-short-fraction": changed(recorded_at="2025-03-03T09:00:00.1Z"),
    "instant-null": changed(recorded_at=None),
    "rehearsed-date": changed(rehearsed_at="2025-03-03"),
    "rehearsed-empty": changed(rehearsed_at=""),
}


@pytest.mark.parametrize("defect", MALFORMED)
def test_a_malformed_entry_is_refused(defect):
    with pytest.raises(EvidenceRefused) as refused:
        decode_entry(MALFORMED[defect])
    assert refused.value.code == "entry_malformed"
    assert refused.value.facts["field"]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("entry_of_another_origin", {"origin": "autre.example"}),
        ("entry_of_another_realm", {"realm": Realm.REHEARSAL}),
        ("entry_at_wrong_index", {"index": 6}),
    ],
)
def test_an_entry_out_of_its_place_is_refused(code, asked):
    with pytest.raises(EvidenceRefused) as refused:
        decode_entry(STORED, **asked)
    assert refused.value.code == code


def test_the_example_of_the_format_is_an_entry():
    page = Path(__file__).parents[2] / "docs" / "format" / "ledger.md"
    (example,) = re.findall(r"```json\n(.*)\n```", page.read_text())
    assert decode_entry(example.encode(), index=0).rehearsed_at == datetime(
        2026, 1, 5, 7, 30, tzinfo=UTC
    )
