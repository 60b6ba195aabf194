"""Whatever a driver gives, one canonical value; what cannot be read exactly is refused."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from ipaddress import ip_address
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from releve.pathways.answers import answers, parsed
from releve.pathways.elements import UNFIT
from releve.pathways.identifiers import valid
from releve.pathways.instants import date_reader, instant_reader
from releve.pathways.keys import INTEGER, TEXT, UNDECLARED, id_reader, key_part, part_reader
from releve.pathways.texts import code_reader, split_reader, text_reader, unless
from releve.pathways.values import (
    bytes_reader,
    decimal_reader,
    file_value,
    integer_reader,
    texts_reader,
    truth_reader,
)

BLANK = frozenset({"", "-"})
PARIS = ZoneInfo("Europe/Paris")
TEXTS = text_reader(BLANK)
INSTANTS = instant_reader(PARIS, None, BLANK)
DATES = date_reader(PARIS, None, BLANK)
DECIMALS = decimal_reader(".", BLANK)
COMMAS = decimal_reader(",", BLANK)


def local(*parts, fold=0):
    """A date and time without zone, as MariaDB gives it."""
    return datetime(*parts, tzinfo=UTC, fold=fold).replace(tzinfo=None)


READ = [
    (TEXTS, "  e\u0301te\u0301 \r\n", "été"),
    (TEXTS, "a\r\nb\rc", "a\nb\nc"),
    (TEXTS, "MARTIN     ", "MARTIN"),
    (TEXTS, "\u00a0\u2003", None),
    (TEXTS, " - ", None),
    (TEXTS, 59000, "59000"),
    (TEXTS, Decimal("12.50"), "12.5"),
    (TEXTS, 1e22, "10000000000000000000000"),
    (TEXTS, True, "true"),
    (TEXTS, date(2026, 1, 2), "2026-01-02"),
    (TEXTS, b"caf\xc3\xa9", "café"),
    (TEXTS, ip_address("192.0.2.1"), "192.0.2.1"),
    (TEXTS, UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    (split_reader(",", BLANK), "Anne, Zoé ,,-", ["Anne", "Zoé"]),
    (split_reader(",", BLANK), " , ", None),
    (texts_reader(BLANK), '["Anne", null, " Zoé "]', ["Anne", "Zoé"]),
    (texts_reader(BLANK), [], None),
    (truth_reader(BLANK), True, True),
    (truth_reader(BLANK), 0, False),
    (truth_reader(BLANK), Decimal(1), True),
    (truth_reader(BLANK), " t ", True),
    (truth_reader(BLANK), "", None),
    (integer_reader(BLANK), 2**53 - 1, 2**53 - 1),
    (integer_reader(BLANK), "-12", -12),
    (integer_reader(BLANK), Decimal("3.000"), 3),
    (integer_reader(BLANK), 3.0, 3),
    (integer_reader(BLANK), "-", None),
    (DECIMALS, Decimal("1E+2"), "100"),
    (DECIMALS, Decimal("-0.00"), "0"),
    (DECIMALS, 0.1, "0.1"),
    (DECIMALS, 7, "7"),
    (DECIMALS, " 012.50 ", "12.5"),
    (COMMAS, "12,50", "12.5"),
    (COMMAS, Decimal("12.50"), "12.5"),
    (COMMAS, 12.5, "12.5"),
    (bytes_reader(), memoryview(b"\x00\xff"), "AP8="),
    (bytes_reader(), b"", None),
    (DATES, date(2026, 1, 2), "2026-01-02"),
    (DATES, local(2026, 1, 2), "2026-01-02"),
    (DATES, "2026-01-02", "2026-01-02"),
    (DATES, "2026-01-02 00:00:00", "2026-01-02"),
    (DATES, datetime(2026, 1, 1, 23, tzinfo=UTC), "2026-01-02"),
    (DATES, "-", None),
    (date_reader(PARIS, "%d/%m/%Y", BLANK), "02/01/2026", "2026-01-02"),
    (date_reader(PARIS, "%Y%m%d", BLANK), 20260102, "2026-01-02"),
    (INSTANTS, datetime(2026, 1, 2, 8, 30, tzinfo=UTC), "2026-01-02T08:30:00Z"),
    (INSTANTS, datetime(2026, 1, 2, 9, 30, tzinfo=PARIS), "2026-01-02T08:30:00Z"),
    (INSTANTS, datetime(2026, 1, 2, 8, 30, tzinfo=ZoneInfo("UTC")), "2026-01-02T08:30:00Z"),
    (INSTANTS, local(2026, 7, 2, 9, 30), "2026-07-02T07:30:00Z"),
    (INSTANTS, "2026-07-02 09:30:00.000500", "2026-07-02T07:30:00.000500Z"),
    (INSTANTS, "2026-07-02T09:30:00-03:00", "2026-07-02T12:30:00Z"),
    (INSTANTS, datetime(2026, 1, 2, tzinfo=timezone(timedelta(hours=5))), "2026-01-01T19:00:00Z"),
    (INSTANTS, date(2026, 1, 2), "2026-01-01T23:00:00Z"),
    (INSTANTS, local(2026, 10, 25, 2, 30), "2026-10-25T00:30:00Z"),
    (INSTANTS, local(2026, 10, 25, 2, 30, fold=1), "2026-10-25T00:30:00Z"),
    (instant_reader(PARIS, "%d/%m/%Y %H:%M", BLANK), "02/01/2026 09:30", "2026-01-02T08:30:00Z"),
    (code_reader({"M": "male", "1": "male", "true": True}, BLANK), " M ", "male"),
    (code_reader({"M": "male", "1": "male", "true": True}, BLANK), 1, "male"),
    (code_reader({"M": "male", "1": "male", "true": True}, BLANK), True, True),
    (code_reader({"-": "other"}, BLANK), "-", "other"),
    (code_reader({"M": "male"}, BLANK), "-", None),
    (unless({"1900-01-01": {"absent": "unknown"}}, DATES), date(1900, 1, 1), {"absent": "unknown"}),
    (unless({"NSP": {"absent": "unknown"}}, TEXTS), "Lille", "Lille"),
]


@pytest.mark.parametrize(("read", "given", "expected"), READ)
def test_a_value_has_one_form(read, given, expected):
    found = read(given)
    assert found == expected
    assert type(found) is type(expected)


REFUSED = [
    (TEXTS, ["a"]),
    (TEXTS, {"a": 1}),
    (TEXTS, b"\xff"),
    (TEXTS, "a\0b"),
    (TEXTS, float("nan")),
    (truth_reader(BLANK), "oui"),
    (truth_reader(BLANK), 2),
    (integer_reader(BLANK), 2**53),
    (integer_reader(BLANK), "1 000"),
    (integer_reader(BLANK), Decimal("3.5")),
    (integer_reader(BLANK), "1e3"),
    (DECIMALS, "12,50"),
    (DECIMALS, "1e3"),
    (DECIMALS, Decimal("Infinity")),
    (DECIMALS, Decimal("1E+5000")),
    (COMMAS, "1.234,50"),
    (bytes_reader(), bytes(64 * 1024 + 1)),
    (bytes_reader(), "00ff"),
    (DATES, local(2026, 1, 2, 9)),
    (DATES, "02/01/2026"),
    (DATES, "2026-02-30"),
    (DATES, 20260102),
    (DATES, 45000.0),
    (date_reader(PARIS, "%d/%m/%Y", BLANK), "2026-01-02"),
    (INSTANTS, local(2026, 3, 29, 2, 30)),
    (INSTANTS, "2026-07-02T09:30:00.1234567"),
    (INSTANTS, "hier"),
    (texts_reader(BLANK), '{"a": 1}'),
    (texts_reader(BLANK), "Anne"),
]


@pytest.mark.parametrize(("read", "given"), REFUSED)
def test_what_is_not_exact_is_refused(read, given):
    with pytest.raises(UNFIT):
        read(given)


def test_a_code_that_no_list_has_is_told_apart():
    with pytest.raises(KeyError):
        code_reader({"M": "male"}, BLANK)("F")


ANSWERS = {
    "b": {"c": [1, "x ", None, {"d": True}]},
    "a": 1.5,
    "e": "",
    "f": {},
    "g": Decimal("2.0"),
}
FLAT = [("b.c.0", "1"), ("b.c.1", "x"), ("b.c.3.d", "true"), ("a", "1.5"), ("g", "2")]


def flat(value):
    return [(one["item"], one["value"]) for one in answers(parsed(value))]


def test_every_leaf_is_an_answer_in_document_order():
    assert flat(ANSWERS) == FLAT
    assert flat(json.dumps(ANSWERS, default=float)) == FLAT
    assert flat(json.dumps(ANSWERS, default=float).encode()) == FLAT


def test_a_scalar_is_an_answer():
    assert flat("12") == [(".", "12")]


def test_numbers_in_a_text_lose_no_digit():
    told = '{"a": 12345678901234567890123, "b": 0.10000000000000000000001, "c": 1e2}'
    assert dict(flat(told)) == {
        "a": "12345678901234567890123",
        "b": "0.10000000000000000000001",
        "c": "100",
    }


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', "{", "NaN", '"\\ud800"', "[" * 5000, '{"a": [NaN]}']
)
def test_json_that_would_lose_something_is_refused(text):
    with pytest.raises(UNFIT):
        list(answers(parsed(text)))


def test_a_json_value_too_deep_is_refused():
    deep = []
    for _ in range(100):
        deep = [deep, 1]
    with pytest.raises(UNFIT):
        list(answers(deep))


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (12, INTEGER, 12),
        ("0012", INTEGER, 12),
        (Decimal("12.0"), INTEGER, 12),
        (12.0, INTEGER, 12),
        (12, TEXT, "12"),
        (Decimal("12.0"), TEXT, "12.0"),
        (" a ", TEXT, " a "),
        (b"\x0a", TEXT, "0a"),
        ("12", UNDECLARED, "12"),
        (12, UNDECLARED, 12),
        (Decimal(12), UNDECLARED, 12),
    ],
)
def test_a_part_of_a_key(value, kind, expected):
    assert key_part(value, kind) == expected


@pytest.mark.parametrize("value", ["a", "1.5", "", Decimal("1.5"), 1.5])
def test_what_is_no_integer_is_no_part_of_such_a_key(value):
    with pytest.raises(UNFIT):
        key_part(value, INTEGER)


def test_references_and_ids_are_the_same():
    read = id_reader("note", (INTEGER, TEXT))
    assert read((1, "a")) == "note/p00000000000000000001/sa"
    assert read((None, "")) is None
    with pytest.raises(UNFIT):
        read((1, None))
    assert part_reader("note", INTEGER)(1) == id_reader("note", (INTEGER,))((1,))
    assert part_reader("note", INTEGER)("1") == id_reader("note", (INTEGER,))((1,))
    assert part_reader("note", INTEGER)(-1) == "note/n99999999999999999999"
    assert part_reader("note", TEXT)(1) == "note/s1"


FILE = ("path", "sha256", "size")


def test_a_file_is_its_path_digest_and_size():
    found = file_value(("a/é.pdf", "AB" * 32, Decimal(12)), FILE)
    assert found == {"path": "a/é.pdf", "sha256": "ab" * 32, "size": 12}
    assert file_value(("a.pdf", bytes(32), None), FILE) == {"path": "a.pdf", "sha256": "00" * 32}
    assert file_value((None, "ab" * 32, 1), FILE) is None


@pytest.mark.parametrize("path", ["/a", "a//b", "../a", "a/./b", ".", "a\0", 12])
def test_a_path_that_leaves_the_root_is_refused(path):
    with pytest.raises(UNFIT):
        file_value((path,), ("path",))


@pytest.mark.parametrize("parts", [("a", "xyz", 1), ("a", "ab" * 32, -1), ("a", 12, 1)])
def test_a_digest_or_size_of_another_form_is_refused(parts):
    with pytest.raises(UNFIT):
        file_value(parts, FILE)


IDENTIFIERS = {
    "ins": (
        "295109912611193 253072A07300443 253072B07300470 279035121518989",
        "295109912611199 12",
    ),
    "rpps": ("01234567897", "10102727017 0123456789"),
    "finess": ("750712184 750100125 690781810 130786049 2A0000001", "750712185 2C0000001"),
    "siret": (
        "35600000049837 35600000000048 73282932000074 12002701600563",
        "73282932000075 35600000049838 732829320",
    ),
    "cog": ("59350 2A004 99100", "5935 2C004 593500"),
}


@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_identifiers_have_their_form_and_check_digit(kind):
    good, bad = IDENTIFIERS[kind]
    assert [one for one in good.split() if not valid(kind, one)] == []
    assert [one for one in bad.split() if valid(kind, one)] == []
