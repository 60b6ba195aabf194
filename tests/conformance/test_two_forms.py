"""Base64, hexadecimal, canonical JSON, entries, acts, tiles: both readers agree on every byte."""

import base64
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releve import canonical as first_json
from releve.errors import EvidenceRefused, ReleveError
from releve.ledger import tiles as first_tiles
from releve.ledger.entry import decode_entry
from releve.model.acts import Act, ActKind, namespace, parse_act
from releve.model.ids import Realm
from tests.conformance.agreement import TAMPERING, byte_changes, length_changes, verdict
from tests.second import act as second_act
from tests.second import canonical as second_json
from tests.second import encodings, tiles
from tests.second import entry as second_entry
from tests.second.refusal import Refused, demand

ORIGIN = "essai.example/releve"


def same_base64(text):
    return verdict(lambda: first_json.decode_base64(text), lambda: encodings.base64(text), text)


def same_json(data):
    return verdict(lambda: first_json.decode(data), lambda: second_json.parse(data), data)


@TAMPERING
@given(st.binary(max_size=70))
def test_base64_of_anything_is_read_back_by_both(data):
    text = base64.b64encode(data).decode()
    assert first_json.decode_base64(text) == encodings.base64(text) == data


@TAMPERING
@given(st.text("ABab01+/-_= \n\r=", max_size=14))
def test_base64_in_any_other_form_is_refused_by_both(text):
    if same_base64(text):
        assert base64.b64encode(base64.b64decode(text)).decode() == text


def test_of_all_short_base64_both_take_one_spelling_of_each_value():
    letters = "AQgw/+=-_ \n"
    four = [a + b + c + d for a in letters for b in letters for c in letters for d in letters]
    taken = [text for text in four if same_base64(text)]
    assert len({encodings.base64(text) for text in taken}) == len(taken)


@TAMPERING
@given(st.text("0123456789abcdefABCDEF gx", max_size=6), st.integers(0, 3))
def test_hexadecimal_in_any_other_form_is_refused_by_both(text, octets):
    said = verdict(
        lambda: first_json.parse_hex(text, octets),
        lambda: encodings.hexadecimal(text, octets=octets),
        text,
    )
    assert said == (len(text) == 2 * octets and set(text) <= set("0123456789abcdef"))


VALUE = {
    "a": [1, -2, 0, True, False, None],
    "é": '\x01\n"\\/',
    "": {},
    "😀": [],
    "\ufb33": 2**53 - 1,  # after the face in UTF-16, before it by code point
}
ORDERED = {name: VALUE[name] for name in sorted(VALUE, key=lambda one: one.encode("utf-16-be"))}
CANONICAL = json.dumps(ORDERED, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.slow
def test_every_byte_of_canonical_json_changed_gets_one_verdict_and_one_value():
    assert same_json(CANONICAL)
    for bad in (*byte_changes(CANONICAL), *length_changes(CANONICAL)):
        if same_json(bad):
            assert first_json.decode(bad) == second_json.parse(bad)


WRITTEN = [
    *(b"-0", b"1.0", b"1e3", b"01", b"+1", b"9007199254740992", b"-9007199254740992", b"NaN"),
    *(b"Infinity", b"nul", b"nulll", b"", b" ", b"1 ", b" 1", b"[1,]", b"[,1]", b"{,}", b"[1 ,2]"),
    *(b'{"a":1,}', b'{"a" :1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1,"\\u0061":1}'),
    *(b"{1:2}", b'"\\/"', b'"\\u0041"', b'"\\u001F"', b'"\\u000a"', b'"\\u0008"', b'"\\ud800"'),
    *(b'"\\ud83d\\ude00"', b'"\xed\xa0\x80"', b'"\xff"', b'"\xc0\x80"', b'"\t"', b'"\x7f"'),
    *(b"'a'", b'"a', b"\xef\xbb\xbf1"),
    *(b"[" * n + b"]" * n for n in (1, 31, 32, 33, 5000)),
    *(b'{"a":' * n + b"1" + b"}" * n for n in (32, 33)),
    *(b"9" * 5000, b"//", b"1//2", b"[1]//", b"\x00", b"1\x00"),
]  # fmt: skip


@pytest.mark.parametrize("data", WRITTEN, ids=lambda one: ascii(one[:20]))
def test_both_say_the_same_of_json_in_another_form(data):
    same_json(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=9,
)


@TAMPERING
@given(VALUES, st.booleans(), st.booleans(), st.booleans())
def test_any_value_written_by_another_writer_gets_one_verdict(value, spaced, plain, ordered):
    written = json.dumps(
        value,
        ensure_ascii=not plain,
        separators=(", ", ": ") if spaced else (",", ":"),
        sort_keys=ordered,
    )
    same_json(written.encode())


@TAMPERING
@given(st.text('[]{}",:\\0123456789-+.eEu bnaft', max_size=12))
def test_any_json_like_text_gets_one_verdict(text):
    same_json(text.encode())


def entry(**changes):
    members = {
        "actor": "releve",
        "body": {"observed": "up", "means": "http"},
        "format": "releve/ledger/1",
        "index": 0,
        "kind": "service_probed",
        "origin": ORIGIN,
        "realm": "rehearsal",
        "recorded_at": "2025-03-03T08:00:00Z",
        "rehearsed_at": "2026-01-05T07:30:00.250000Z",
        "subject": "service:vigilans",
    }
    return first_json.encode({**members, **changes})


def same_entry(raw):
    def read():
        found = second_entry.parse(raw)
        named = (found["origin"], found["realm"], found["index"])
        demand(named == (ORIGIN, "rehearsal", 0), "another ledger or place")

    return verdict(
        lambda: decode_entry(raw, origin=ORIGIN, realm=Realm.REHEARSAL, index=0), read, raw
    )


@pytest.mark.slow
def test_every_byte_of_an_entry_changed_gets_one_verdict():
    raw = entry()
    assert same_entry(raw)
    kept = [bad for bad in byte_changes(raw) if same_entry(bad)]
    # What is left are other facts in the right form: another actor, another day.
    assert kept
    assert all(len(json.loads(bad)) == 10 for bad in kept)
    assert not any(same_entry(bad[:-1]) or same_entry(bad + b"\n") for bad in kept[:200])


INSTANTS = [
    *("2025-03-03T08:00:00Z", "2025-03-03T08:00:00.000001Z", "2025-03-03T08:00:00.000000Z"),
    *("2025-03-03T08:00:00.5Z", "2025-03-03T08:00:00,500000Z", "2025-03-03T08:00:00+00:00"),
    *("2025-03-03T09:00:00+01:00", "2025-03-03 08:00:00Z", "2025-03-03T08:00:00z"),
    *("20250303T080000Z", "2025-03-03T24:00:00Z", "2025-03-03T23:59:60Z", "2025-02-29T08:00:00Z"),
    *("2024-02-29T08:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    *("9999-12-31T23:59:59Z", "2025-W10-1T08:00:00Z"),
    *("2025-03-03", "2025-03-03T08:00Z", "2025-03-03T08:00:00", "٢٠٢٥-03-03T08:00:00Z", "", "now"),
]  # fmt: skip
ENTRIES = {
    "genuine": ({}, True),
    "with-a-real-instant": ({"rehearsed_at": None}, True),
    "of-another-format": ({"format": "releve/ledger/2"}, False),
    "of-an-unknown-kind": ({"kind": "service_forgotten"}, False),
    "of-no-subject": ({"subject": ""}, False),
    "of-no-actor": ({"actor": ""}, False),
    "index-as-text": ({"index": "0"}, False),
    "index-negative": ({"index": -1}, False),
    "index-true": ({"index": False}, False),
    "body-a-list": ({"body": []}, False),
    "body-null": ({"body": None}, False),
    "more-members": ({"note": ""}, False),
    "realm-unknown": ({"realm": "exercise"}, False),
    "recorded-null": ({"recorded_at": None}, False),
    "recorded-number": ({"recorded_at": 1}, False),
    "longest": ({"body": {"a": "x" * (65_535 - len(entry(body={"a": ""})))}}, True),
    "too-long": ({"body": {"a": "x" * (65_536 - len(entry(body={"a": ""})))}}, False),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_both_say_the_same_of_an_entry(name):
    changes, expected = ENTRIES[name]
    assert same_entry(entry(**changes)) is expected


@pytest.mark.parametrize("instant", INSTANTS)
@pytest.mark.parametrize("member", ["recorded_at", "rehearsed_at"])
def test_both_take_the_same_instants(instant, member):
    same_entry(entry(**{member: instant}))


@pytest.mark.parametrize("kind", ActKind)
def test_every_byte_of_an_act_changed_gets_one_verdict(kind):
    said = {"request": "sha256:" + "0" * 64, "signed_at": "2025-08-31T22:00:00Z"}
    act = first_act(kind, said)
    raw = act.file_bytes()
    assert second_act.namespace(second_act.parse(raw)) == namespace(kind, Realm.REHEARSAL)
    seeded = random.Random(kind.value)
    for bad in seeded.sample([*byte_changes(raw), *length_changes(raw)], 2000):
        one, other = _says(parse_act, bad), _says(second_act.parse, bad)
        # The second one also looks at the form of digests and of the origin.
        assert one >= other, bad


def first_act(kind, said):
    from releve.model.acts import FIELDS
    from releve.model.time import parse_instant

    return Act(
        kind=kind,
        realm=Realm.REHEARSAL,
        origin=ORIGIN,
        plan="sha256:" + "a" * 64,
        subject="asset:vigilans",
        signer="cheffe",
        signed_at=parse_instant(said["signed_at"]),
        fields=dict.fromkeys(FIELDS[kind], said["request"]),
        sentence="J'approuve.",
    )


def _says(read, data):
    try:
        read(data)
    except (ReleveError, Refused):
        return False
    return True


@settings(TAMPERING, max_examples=40)
@given(st.lists(st.binary(max_size=5), max_size=3), st.sampled_from([0, 1, 2, 255, 256, 257, 600]))
def test_both_publish_the_same_tiles(some, more):
    entries = [*some, *(b"%d" % n for n in range(more))]
    files = {}
    tree = first_tiles.write_tiles(files.__setitem__, entries)
    assert tiles.published(entries) == files
    assert tiles.entries_of(files, len(entries)) == entries
    assert first_tiles.check_tiles(files.__getitem__, len(entries)) == tree.root()


def test_a_log_of_70_000_has_the_tiles_that_the_specification_counts():
    names = list(tiles.published([b"x"] * 70_000))
    of_level = {level: [n for n in names if n.startswith(f"tile/{level}/")] for level in "0123"}
    assert {level: len(found) for level, found in of_level.items()} == {
        "0": 274, "1": 2, "2": 1, "3": 0,
    }  # fmt: skip
    assert "tile/0/273.p/112" in names
    assert {"tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"} < set(names)


def test_every_byte_of_a_small_log_changed_gets_one_verdict():
    entries = [b"un", b"", b"trois"]
    files = {}
    root = first_tiles.write_tiles(files.__setitem__, entries).root()

    def first_reads(changed):
        if first_tiles.check_tiles(changed.__getitem__, 3) != root:
            raise EvidenceRefused("log_root_differs")

    def second_reads(changed):
        from tests.second import merkle

        found = tiles.entries_of(changed, 3)
        demand(merkle.mth([merkle.leaf(one) for one in found]) == root, "another root")

    for name, content in files.items():
        for bad in (*byte_changes(content), *length_changes(content)):
            changed = {**files, name: bad}
            assert not verdict(
                lambda: first_reads(changed),  # noqa: B023 - called at once
                lambda: second_reads(changed),  # noqa: B023 - called at once
                (name, bad),
            )
