import json

import pytest

from releve.canonical import decode, decode_base64, digest, encode, hex_digest, parse_hex
from releve.errors import EvidenceRefused

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_key_order_of_rfc_8785_section_3_2_3():
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    encoded = encode(dict.fromkeys(keys, 0))
    assert list(json.loads(encoded)) == [
        "\r",
        "1",
        "\u0080",
        "\u00f6",
        "\u20ac",
        "\U0001f600",
        "\ufb33",
    ]


def test_strings_are_escaped_as_rfc_8785_says():
    written = encode(["\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/\u007f"])
    assert written == '["€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"]'.encode()


@pytest.mark.parametrize(
    "value",
    [None, True, False, 0, -1, 2**53 - 1, -(2**53) + 1, "", "é", [], {}, {"b": [1], "a": {"": 0}}],
)
def test_what_is_written_is_read(value):
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.0, "unsupported_type"),
        ({"a": {1}}, "unsupported_type"),
        (2**53, "integer_out_of_range"),
        (-(2**53), "integer_out_of_range"),
        ("\ud800", "lone_surrogate"),
        ({"\udfff": 1}, "lone_surrogate"),
        ({1: 1}, "key_not_text"),
    ],
)
def test_values_without_a_canonical_form_are_not_written(value, reason):
    with pytest.raises(EvidenceRefused) as refused:
        encode(value)
    assert (refused.value.code, refused.value.facts["reason"]) == ("non_canonical_json", reason)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a":1,"a":1}', "duplicate_key"),
        (b"1.0", "float"),
        (b"1e3", "float"),
        (b"NaN", "float"),
        (b"-Infinity", "float"),
        (b"-0", "another_form"),
        (b"9007199254740992", "integer_out_of_range"),
        (b"9" * 5000, "integer_out_of_range"),
        (b"\xff", "not_utf8"),
        (b'"\xed\xa0\x80"', "not_utf8"),
        (b'"\\ud800"', "lone_surrogate"),
        (b"\xef\xbb\xbf1", "not_json"),
        (b"", "not_json"),
        (b"1 2", "not_json"),
        (b"1\n", "another_form"),
        (b'{"b":1,"a":1}', "another_form"),
        (b'{"a": 1}', "another_form"),
        (b'"\\u0061"', "another_form"),
        (b'"\\u001F"', "another_form"),
        (b'"\\/"', "another_form"),
        (b"[" * 33 + b"]" * 33, "too_deep"),
        (b"[" * 200_000, "too_deep"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_other_forms_are_not_read(data, reason):
    with pytest.raises(EvidenceRefused) as refused:
        decode(data)
    assert (refused.value.code, refused.value.facts["reason"]) == ("non_canonical_json", reason)


def test_limits_are_inclusive():
    assert decode(b"[" * 32 + b"]" * 32)
    assert decode(b'"aa"', max_bytes=4) == "aa"
    with pytest.raises(EvidenceRefused, match="too_large"):
        decode(b'"aaa"', max_bytes=4)
    assert decode(b"[[1]]", max_depth=2) == [[1]]
    with pytest.raises(EvidenceRefused, match="too_deep"):
        decode(b"[[1]]", max_depth=1)


def read_or_none(data):
    try:
        return decode(data)
    except EvidenceRefused:
        return None


def test_every_changed_byte_gives_another_value_or_a_refusal():
    value = {"a": ["é", 12, True, None], "b": {"c": "\n"}}
    data = encode(value)
    assert read_or_none(data) == value
    for at in range(len(data)):
        for other in set(range(256)) - {data[at]}:
            assert read_or_none(data[:at] + bytes([other]) + data[at + 1 :]) != value


def test_digests():
    assert hex_digest(b"abc") == ABC
    assert digest(b"abc") == f"sha256:{ABC}"


def test_hexadecimal_is_lower_case_and_of_its_length():
    assert parse_hex("00ff", 2) == b"\x00\xff"
    for text in ["00FF", "00f", "00ff00", "", "00 ff", "0x0f", "00ff\n", "zzzz"]:
        with pytest.raises(EvidenceRefused, match="malformed_hex"):
            parse_hex(text, 2)


def test_base64_has_one_form():
    assert decode_base64("AP8=") == b"\x00\xff"
    assert decode_base64("") == b""
    for text in ["AP8", "AP9=", "AP8=\n", " AP8=", "AP-_", "AP8==", "=", "é"]:
        with pytest.raises(EvidenceRefused, match="malformed_base64"):
            decode_base64(text)
