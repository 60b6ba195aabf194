import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releve.content import ContentRoot, canonical_row, file_record, record_id, record_leaf
from releve.errors import EvidenceRefused
from releve.ledger.merkle import EMPTY_ROOT

KEY = bytes(range(32))


def test_a_leaf_is_the_keyed_hash_of_rule_11():
    record_key = hmac.new(KEY, b"usager/p1", hashlib.sha256).digest()
    expected = hashlib.sha256(record_key + b"{}").digest()
    assert record_leaf(KEY, "usager/p1", b"{}") == expected


def test_the_root_of_two_records_by_hand():
    content = ContentRoot(KEY)
    content.add("a", b"one")
    content.add("b", b"three")
    leaves = [
        hashlib.sha256(b"\x00" + record_leaf(KEY, name, data)).digest()
        for name, data in [("a", b"one"), ("b", b"three")]
    ]
    assert content.root() == hashlib.sha256(b"\x01" + leaves[0] + leaves[1]).hexdigest()
    assert (content.count, content.size) == (2, 8)


def test_nothing_is_the_empty_root():
    assert ContentRoot(KEY).root() == EMPTY_ROOT.hex()


@pytest.mark.parametrize("second", ["b", "a", "B", ""])
def test_ids_strictly_increase_and_the_refusal_names_nobody(second):
    content = ContentRoot(KEY)
    content.add("b", b"")
    before = content.root()
    with pytest.raises(EvidenceRefused) as refused:
        content.add(second, b"")
    assert refused.value.code == "records_out_of_order"
    assert dict(refused.value.facts) == {"position": 1}
    assert content.root() == before


def test_order_is_that_of_utf8_not_of_utf16():
    content = ContentRoot(KEY)
    content.add("\ufb33", b"")
    content.add("\U0001f600", b"")
    assert content.count == 2


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_the_package_key_is_32_bytes(key):
    with pytest.raises(EvidenceRefused, match="package_key_malformed"):
        ContentRoot(key)
    with pytest.raises(EvidenceRefused, match="package_key_malformed"):
        record_leaf(key, "a", b"")


def test_another_key_id_or_content_gives_another_leaf():
    leaves = {
        record_leaf(KEY, "a", b"x"),
        record_leaf(KEY[::-1], "a", b"x"),
        record_leaf(KEY, "b", b"x"),
        record_leaf(KEY, "a", b"y"),
    }
    assert len(leaves) == 4


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, b"null"),
        (True, b"true"),
        (7, b"7"),
        (2**53 - 1, b"9007199254740991"),
        (2**53, b'"9007199254740992"'),
        (-(2**63), b'"-9223372036854775808"'),
        ("cafe\u0301", '"café"'.encode()),
        (datetime(2026, 11, 21, 8, 30, tzinfo=UTC), b'"2026-11-21T08:30:00Z"'),
        (
            datetime(2026, 11, 21, 9, 30, 0, 120, tzinfo=timezone(timedelta(hours=1))),
            b'"2026-11-21T08:30:00.000120Z"',
        ),
        (datetime(2026, 11, 21, 9, 30), b'{"local":"2026-11-21T09:30:00"}'),  # noqa: DTZ001
        (date(2026, 11, 21), b'"2026-11-21"'),
        (Decimal("12.500"), b'"12.5"'),
        (Decimal("1E+2"), b'"100"'),
        (Decimal("1E-7"), b'"0.0000001"'),
        (Decimal("-0.00"), b'"0"'),
        (Decimal("NaN"), b'"NaN"'),
        (
            Decimal("1234567890123456789012345678901234567890.10"),
            b'"1234567890123456789012345678901234567890.1"',
        ),
        (0.1, b'"0.1"'),
        (b"", b'{"bytes":"sha256:' + hashlib.sha256(b"").hexdigest().encode() + b'"}'),
    ],
    ids=repr,
)
def test_the_form_of_each_column(value, written):
    assert canonical_row("t", {"c": value}) == b'{"c":{"c":' + written + b'},"t":"t"}'


def test_columns_are_in_one_order_whatever_the_query_said():
    assert canonical_row("t", {"b": 1, "a": 2}) == canonical_row("t", {"a": 2, "b": 1})


@pytest.mark.parametrize(
    "value",
    [
        timedelta(1),
        object(),
        [1],
        Decimal("1E+300000"),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
    ],
    ids=["timedelta", "object", "list", "huge decimal", "before year one"],
)
def test_unsupported_columns_are_named_without_their_value(value):
    with pytest.raises(EvidenceRefused) as refused:
        canonical_row("usager", {"c": value})
    assert refused.value.code == "column_unsupported"
    expected = {"table": "usager", "column": "c", "type": type(value).__name__}
    assert dict(refused.value.facts) == expected


def test_two_columns_whose_names_differ_by_normalisation_are_refused():
    with pytest.raises(EvidenceRefused, match="columns_ambiguous"):
        canonical_row("t", {"\u00e9": 1, "e\u0301": 2})


def test_record_ids_by_hand():
    assert record_id("usager", [42]) == "usager/p00000000000000000042"
    assert record_id("usager", [-1]) == "usager/n99999999999999999999"
    assert record_id("acte", ["a/b", 1]) == "acte/sa02Fb/p00000000000000000001"


key_part = st.integers(-(10**20) + 1, 10**20 - 1)
key_text = st.text(st.characters(codec="utf-8"), max_size=6)


@given(st.tuples(key_text, key_part), st.tuples(key_text, key_part))
def test_record_ids_sort_like_the_keys_themselves(one, two):
    ids = [record_id("t", key).encode() for key in (one, two)]
    keys = [(text.encode(), number) for text, number in (one, two)]
    assert (ids[0] < ids[1]) == (keys[0] < keys[1])
    assert (ids[0] == ids[1]) == (keys[0] == keys[1])


@pytest.mark.parametrize(
    ("table", "key"),
    [("", [1]), ("t", []), ("t", [True]), ("t", [10**20]), ("t", [-(10**20)]), ("t", [None])],
)
def test_malformed_record_ids(table, key):
    with pytest.raises(EvidenceRefused, match="record_id_malformed"):
        record_id(table, key)


def test_file_records():
    sha = hashlib.sha256(b"").hexdigest()
    written = file_record("courriers/1.pdf", sha, 0)
    assert written == f'{{"f":"courriers/1.pdf","h":"sha256:{sha}","s":0}}'.encode()
    for path in ["", "/a", "a//b", "../a", "a/./b", "a/"]:
        with pytest.raises(EvidenceRefused, match="file_record_malformed"):
            file_record(path, sha, 0)
    with pytest.raises(EvidenceRefused, match="file_record_malformed"):
        file_record("a", sha, -1)
    with pytest.raises(EvidenceRefused, match="malformed_hex"):
        file_record("a", sha.upper(), 0)
