"""DER: what has a second spelling is seen."""

import pytest

from releve.verification.der import der_defect, first_value, members, tags
from tests.fakes.pki import NOW, Pki

GOOD = {
    "empty_sequence": "3000",
    "true": "0101ff",
    "zero": "020100",
    "minus_one": "0201ff",
    "128": "02020080",
    "bits": "030206c0",
    "no_bits": "030100",
    "identifier": "06032a8637",
    "set_in_order": "3106020101020102",
    "utc": "170d3236313130323039303030305a",
    "generalized": "180f32303436303130313030303030305a",
    "with_a_fraction": "181132303436303130313030303030302e355a",
    "context": "a0028000",
    "long": "048180" + "00" * 128,
}
BAD = {
    "": "truncated",
    "30": "truncated",
    "3001": "truncated",
    "30020500ff": "trailing",
    "30800000": "length",
    "308100": "length",
    "30817f" + "05" * 127: "length",
    "3082007f": "length",
    "3085000000000105": "length",
    "24020400": "form",
    "1000": "form",
    "0000": "tag",
    "1f1f00": "tag",
    "0800": "tag",
    "010101": "value",
    "0100": "value",
    "0200": "value",
    "02020001": "value",
    "0202ff80": "value",
    "0300": "value",
    "030101": "value",
    "030207c0": "value",
    "030208c0": "value",
    "050100": "value",
    "0600": "value",
    "06028001": "value",
    "06042a808601": "value",
    "060180": "value",
    "0c01ff": "value",
    "17113236313130323039303030302b30313030": "value",
    "181132303436303130313030303030302e305a": "value",
    "3106020102020101": "order",
    "a003040100ff": "trailing",
}


@pytest.mark.parametrize("name", GOOD)
def test_the_one_spelling_passes(name):
    assert der_defect(bytes.fromhex(GOOD[name])) is None


@pytest.mark.parametrize("written", BAD)
def test_another_spelling_is_named(written):
    assert der_defect(bytes.fromhex(written)) == BAD[written]


def test_certificates_and_tokens_are_in_der():
    pki = Pki(between=True)
    assert der_defect(pki.token(b"", NOW)) is None
    for party in (pki.tsa, pki.sealer, pki.tsa_root, *pki.tsa.above):
        assert der_defect(party.der) is None


def test_depth_is_bounded():
    deep = b"\x05\x00"
    for _ in range(39):
        deep = bytes([0x30, len(deep)]) + deep
    assert der_defect(deep) is None
    assert der_defect(bytes([0x30, len(deep)]) + bytes([0x30, len(deep) - 2]) + deep[2:]) is None
    deeper = bytes([0x30, len(deep)]) + deep
    assert der_defect(bytes([0x30, len(deeper)]) + deeper) == "depth"


def test_members_and_what_follows():
    data = bytes.fromhex("3007020101a0020500")
    assert [one.hex() for one in members(data)] == ["020101", "a0020500"]
    assert tags(members(data)) == "02a0"
    assert first_value(data + b"rest") == data
    for cut in range(len(data)):
        with pytest.raises(ValueError, match="truncated"):
            first_value(data[:cut])
    with pytest.raises(ValueError, match="truncated"):
        members(bytes.fromhex("30020405"))
