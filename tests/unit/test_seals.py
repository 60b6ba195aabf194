"""Seals of PDFs: what is accepted, and that nothing else is."""

import random
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from asn1crypto import cms, core
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from releve.errors import EvidenceRefused
from releve.verification.seals import verify_pdf
from tests.fakes.handmade_pdf import attached, described, hole, paper, sealed, stream
from tests.fakes.pki import NOW, STAMPING, Pki, Stamper

FAMILY = ("seal_missing", "seal_twice", "seal_covers_part", "seal_malformed", "seal_broken")
FAMILY += ("seal_untrusted",)
ENVELOPE, TOKEN = b'{"payload":"e30="}', bytes(range(256))
FILES = {"N1.dsse.json": ENVELOPE, "N1.dsse.tst": TOKEN}
CARRYING = {
    "catalog": attached((b"N1.dsse.json", 6), (b"N1.dsse.tst", 8)),
    "objects": (
        described(b"N1.dsse.json", 7),
        stream(zlib.compress(ENVELOPE), b"/Filter /FlateDecode"),
        described(b"N1.dsse.tst", 9),
        stream(TOKEN),
    ),
}
YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def pki():
    return Pki(tsa_key="ecdsa")


@pytest.fixture(scope="module")
def bare():
    """A PDF that carries two files, with no seal."""
    return paper(**CARRYING)


@pytest.fixture(scope="module")
def good(pki, bare):
    return sealed(bare, pki, timestamper=Stamper(pki, NOW))


def verified(pdf, pki, at=NOW, **other):
    authorities = {
        "authorities": pki.seal_authorities,
        "timestamp_authorities": pki.timestamp_authorities,
    }
    return verify_pdf(pdf, at=at, **{**authorities, **other})


def refusal(pdf, pki, at=NOW, **other):
    with pytest.raises(EvidenceRefused) as refused:
        verified(pdf, pki, at, **other)
    assert refused.value.code.startswith("timestamp_") or refused.value.code in FAMILY
    return refused.value.code, refused.value.facts.get("cause")


@pytest.mark.parametrize("between", [False, True])
@pytest.mark.parametrize("key", ["ecdsa", "rsa"])
def test_a_genuine_seal_gives_its_level_its_instant_and_the_files_it_holds(bare, key, between):
    pki = Pki(seal_key=key, tsa_key=key, between=between)
    at = NOW + timedelta(days=3)
    stamped = verified(sealed(bare, pki, timestamper=Stamper(pki, at)), pki)
    assert (stamped.level, stamped.stamp.at, stamped.attachments) == ("B-T", at, FILES)
    assert "Cachet A" in stamped.sealed_by
    plain = verified(sealed(bare, pki), pki)
    assert (plain.level, plain.stamp, plain.attachments) == ("B-B", None, FILES)


def test_what_pyhanko_seals_itself_is_accepted(pki):
    unsealed = paper(fields=b"").replace(b" /Annots [4 0 R]", b"")
    unsealed = unsealed.replace(b"/ByteRange", b"/Bytes").replace(b"/Type /Sig", b"")
    pss = {"signer": lambda **kept: signers.SimpleSigner(prefer_pss=True, **kept)}
    for each, options in ((pki, {}), (Pki(seal_key="rsa"), {}), (Pki(seal_key="rsa"), pss)):
        assert verified(each.seal(rewritten(unsealed), NOW, **options), each).level == "B-T"


def rewritten(pdf):
    """Return a PDF with its table of places made again, after words of it were changed."""
    body, places = pdf[: pdf.index(b"xref\n")], []
    number = 1
    while (place := body.find(b"%d 0 obj\n" % number)) >= 0:
        places.append(place)
        number += 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % number
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (number, len(body))
    return body + head + table + end


def test_a_seal_is_judged_at_its_timestamp_or_else_at_the_instant_given(bare):
    short = Pki(years=2)
    within, after = short.until - timedelta(days=1), short.until + timedelta(days=1)
    stamped = sealed(bare, short, timestamper=Stamper(short, within))
    assert verified(stamped, short, at=after).stamp.at == within
    plain = sealed(bare, short)
    assert verified(plain, short, at=within).level == "B-B"
    for instant in (after, short.since - timedelta(seconds=1)):
        assert refusal(plain, short, at=instant)[0] == "seal_untrusted"
    longer = Pki(years=9)
    ended = longer.seal_party(until=NOW + YEAR)
    late = Stamper(longer, NOW + 2 * YEAR)
    assert refusal(sealed(bare, longer, party=ended, timestamper=late), longer) == (
        "seal_untrusted",
        "ExpiredError",
    )


def test_every_changed_byte_is_refused(pki, good):
    start, stop = hole(good)
    codes = set()
    for at in range(len(good)):
        padding = start < at < stop and good[at : at + 40] == b"0" * 40
        if (padding and at % 97) or (start < at < stop and (at - start) % 4 in {1, 2}):
            continue  # zeros after the signature are all alike; one digit of each byte is enough
        mask = 0x20 if good[at : at + 1].isalpha() else 0x01
        codes.add(refusal(good[:at] + bytes([good[at] ^ mask]) + good[at + 1 :], pki)[0])
    assert codes >= {"seal_malformed", "seal_broken", "seal_covers_part", "seal_missing"}
    assert "seal_untrusted" not in codes


def test_what_is_added_or_cut_is_refused(pki, good):
    def updated(change):
        writer = IncrementalPdfFileWriter(BytesIO(good))
        change(writer)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    def another_page(writer):
        writer.root["/Lang"] = generic.TextStringObject("fr")
        writer.update_root()

    def no_field(writer):
        writer.root["/AcroForm"]["/Fields"] = generic.ArrayObject()
        writer.update_root()

    assert refusal(good + b"\n", pki) == ("seal_covers_part", None)
    assert refusal(updated(another_page), pki) == ("seal_covers_part", None)
    assert refusal(updated(no_field), pki) == ("seal_covers_part", None)
    assert refusal(b"\n" + good, pki) == ("seal_malformed", "header")
    assert refusal(good[:-1], pki) == ("seal_malformed", "truncated")
    assert refusal(good[: len(good) // 2], pki)[0] in {"seal_malformed", "seal_missing"}


def test_a_second_signature_is_refused(pki, good):
    again = pki.seal(good, NOW, field="Second", stamped=False)
    assert refusal(again, pki) == ("seal_twice", None)
    hidden = paper(objects=(b"<< /Type /Sig /ByteRange [0 1 2 3] >>",))
    assert refusal(sealed(hidden, pki), pki) == ("seal_twice", None)
    packed = b"6 0 << /Type /Sig /Contents <00> >>"
    two = paper(fields=b"4 0 R << /FT /Sig /T (b) /V 7 0 R >>", objects=(b"null", packed[4:]))
    assert refusal(sealed(two, pki), pki)[0] in {"seal_twice", "seal_malformed"}


def test_no_seal_is_refused(pki):
    assert refusal(b"%PDF-1.7\n", pki) == ("seal_missing", None)
    astray = sealed(paper(fields=b""), pki)  # signed, but no field shows it
    assert refusal(astray, pki) == ("seal_missing", None)
    assert refusal(rewritten(paper(**CARRYING).replace(b"/ByteRange", b"/Bytes")), pki) == (
        "seal_missing",
        None,
    )


REACHES = {
    "not_the_end": (lambda a, b, size: (0, a, b, size - b - 7), "seal_covers_part", None),
    "not_the_start": (lambda a, b, size: (9, a - 9, b, size - b), "seal_covers_part", None),
    "more_than_the_seal": (
        lambda a, b, size: (0, a - 9, b, size - b), "seal_malformed", "byte_range",
    ),
    "the_angles": (lambda a, b, size: (0, a + 1, b - 1, size - b + 1), None, "byte_range"),
    "backwards": (lambda a, b, size: (0, b, a, size - a), "seal_malformed", "byte_range"),
    "too_far": (lambda a, b, size: (0, a, b, size - b + 7), "seal_malformed", "truncated"),
}  # fmt: skip


@pytest.mark.parametrize("reach", REACHES)
def test_a_genuine_key_that_seals_part_of_a_document_is_refused(pki, bare, reach):
    ranges, code, cause = REACHES[reach]
    made = sealed(bare, pki, reach=ranges)
    assert refusal(made, pki) == (code or "seal_malformed", cause)


def members(**changed):
    """Return a change of members of the SignedData of a seal."""

    def bend(made):
        for name, value in changed.items():
            made["content"][name] = value
        return made

    return bend


def unsigned(*attributes):
    def bend(made):
        made["content"]["signer_infos"][0]["unsigned_attrs"] = attributes
        return made

    return bend


def spelt(change):
    return lambda der: change(der.hex().encode(), der)


OTHER = {"type": "1.2.3.4", "values": [core.Null()]}
CONTENT = {"content_type": "data", "content": b"x"}
DEFECTS = {
    "upper_and_lower": ({"written": lambda der: der.hex().upper().encode()[:-1] + b"a"}, None),
    "not_hexadecimal": ({"written": lambda _der: b"g"}, "ValueError"),
    "padding": ({"written": lambda der: der.hex().encode().ljust(11_998, b"0") + b"01"}, "padding"),
    "no_signature": ({"written": lambda _der: b""}, "der_tag"),
    "content_inside": ({"bend": members(encap_content_info=CONTENT)}, "content"),
    "lists_of_revocations": ({"bend": members(crls=[])}, "members"),
    "no_certificate": ({"bend": members(certificates=[])}, "certificates"),
    "version": ({"bend": members(version="v3")}, "version"),
    "unsigned_attribute": ({"bend": unsigned(OTHER)}, "attributes"),
    "no_unsigned_attribute": ({"bend": unsigned()}, "attributes"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_seal_in_another_form_is_refused(pki, bare, defect):
    options, cause = DEFECTS[defect]
    if "written" in options:
        plain = options["written"]
        options = {"written": lambda der: plain(der).ljust(12_000, b"0")}
    code, found = refusal(sealed(bare, pki, **options), pki)
    assert code == "seal_malformed"
    assert cause is None or found == cause


def test_digits_in_capitals_throughout_are_accepted(pki, bare):
    capitals = sealed(bare, pki, written=lambda der: der.hex().upper().encode().ljust(12_000, b"0"))
    assert verified(capitals, pki).level == "B-B"


def test_the_chain_of_the_seal(pki, good, bare):
    imitation = Pki()  # the same names, other keys
    for authorities in ((), imitation.seal_authorities, pki.timestamp_authorities):
        assert refusal(good, pki, authorities=authorities)[0] == "seal_untrusted"
    assert verified(sealed(bare, pki), pki, authorities=[pki.sealer.pem]).level == "B-B"
    for extensions in ((), STAMPING[1:]):
        party = pki.seal_party(extensions=extensions)
        made = sealed(bare, pki, party=party)
        assert refusal(made, pki) == ("seal_untrusted", "key_usage")


def test_the_timestamp_of_the_seal(pki, good, bare):
    imitation = Pki()
    for authorities in ((), imitation.timestamp_authorities):
        found = refusal(good, pki, timestamp_authorities=authorities)
        assert found[0] == "timestamp_untrusted"

    def with_token(*tokens):
        values = [cms.ContentInfo.load(one) for one in tokens]
        return unsigned({"type": "signature_time_stamp_token", "values": values})

    elsewhere = sealed(bare, pki, bend=with_token(pki.token(b"autre", NOW)))
    assert refusal(elsewhere, pki) == ("timestamp_of_other_data", None)
    both = sealed(bare, pki, bend=with_token(pki.token(b"a", NOW), pki.token(b"b", NOW)))
    assert refusal(both, pki) == ("seal_malformed", "attributes")
    party = pki.tsa_party(extensions=())
    unfit = sealed(bare, pki, timestamper=Stamper(pki, NOW, party=party))
    assert refusal(unfit, pki) == ("timestamp_untrusted", "key_usage")


@pytest.mark.parametrize(
    "seal",
    [
        b"/Type /Sig /SubFilter /adbe.pkcs7.detached",
        b"/Type /DocTimeStamp /SubFilter /ETSI.RFC3161",
        b"/Type /DocTimeStamp /SubFilter /ETSI.CAdES.detached",
        b"/Type /Sig",
    ],
)
def test_another_kind_of_signature_is_refused(pki, seal):
    assert refusal(sealed(paper(seal=seal), pki), pki)[0] == "seal_malformed"


def test_a_seal_that_is_not_pades_is_refused(pki):
    other = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    unsealed = rewritten(paper(fields=b"").replace(b"/ByteRange", b"/Bytes"))
    assert refusal(pki.seal(unsealed, NOW, subfilter=other), pki)[0] == "seal_malformed"


BOMB = zlib.compress(bytes(64 * 1024**2), 9)
FLATE = b"/Filter /FlateDecode"
TWO = {"objects": (described(b"a", 7), stream(b"x"), described(b"a", 9), stream(b"y"))}
HOSTILE = {
    "bomb": {
        "catalog": attached((b"a", 6)), "objects": (described(b"a", 7), stream(BOMB, FLATE)),
    },
    "bomb_in_a_bomb": {
        "catalog": attached((b"a", 6)),
        "objects": (
            described(b"a", 7),
            stream(zlib.compress(BOMB, 9), b"/Filter [/FlateDecode /FlateDecode]"),
        ),
    },
    "many_large": {
        "catalog": attached(*((b"%d" % one, 6 + one) for one in range(9))),
        "objects": (
            *(described(b"%d" % one, 15) for one in range(9)),
            stream(zlib.compress(bytes(5 * 1024**2)), FLATE),
        ),
    },
    "too_many": {
        "catalog": attached(*((b"%d" % one, 6 + one) for one in range(70))),
        "objects": (*(described(b"%d" % one, 76) for one in range(70)), stream(b"x")),
    },
    "one_name_twice": {"catalog": attached((b"a", 6), (b"a", 8)), **TWO},
    "two_names": {
        "catalog": attached((b"a", 6)), "objects": (described(b"a", 7, shown=b"b"), stream(b"x")),
    },
    "listed_under_another_name": {
        "catalog": attached((b"b", 6)), "objects": (described(b"a", 7), stream(b"x")),
    },
    "two_contents": {
        "catalog": attached((b"a", 6)),
        "objects": (described(b"a", 7, content=b"8 0 R"), stream(b"x"), stream(b"y")),
    },
    "no_content": {"catalog": attached((b"a", 6)), "objects": (described(b"a", 7), b"<< >>")},
    "tree_in_a_ring": {
        "catalog": attached(tree=b"/Kids [6 0 R 6 0 R]"),
        "objects": (b"<< /Kids [6 0 R 6 0 R] >>",),
    },
    "name_without_file": {"catalog": attached(tree=b"/Names [(a)]")},
    "earlier_table_in_a_ring": {"trailer": b"/Prev 12300"},
    "no_second_table": {"trailer": b"/XRefStm 9"},
    "fields_in_a_ring": {"fields": b"6 0 R", "objects": (b"<< /T (a) /Kids [6 0 R] >>",)},
    "deep": {"catalog": b"/Deep " + b"[" * 20_000 + b"]" * 20_000},
    "no_root": {"trailer": b"/Root 99 0 R"},
}  # fmt: skip


@pytest.mark.parametrize("defect", HOSTILE)
def test_a_hostile_document_sealed_by_a_genuine_key_is_refused(pki, defect):
    code, cause = refusal(sealed(paper(**HOSTILE[defect]), pki), pki)
    assert code in {"seal_malformed", "seal_missing"}
    assert (cause == "PdfDecodeLimitError") is defect.startswith("bomb")


def test_a_document_that_readers_may_see_in_two_ways_is_refused(pki):
    locked = paper(trailer=b"/Encrypt 6 0 R", objects=(b"<< /Filter /Standard >>",))
    assert refusal(sealed(locked, pki), pki) == ("seal_malformed", "two_readings")
    entries = b"/Type /XRef /Size 7 /W [1 4 1] /Index [6 1]"
    hybrid = paper(objects=(stream(b"\x01####\x00", entries),), trailer=b"/XRefStm **********")
    place = hybrid.index(b"6 0 obj")
    hybrid = hybrid.replace(b"####", place.to_bytes(4, "big"))
    hybrid = hybrid.replace(b"**********", b"%010d" % place)
    assert refusal(sealed(hybrid, pki), pki) == ("seal_malformed", "two_readings")


def test_the_seal_that_is_shown_is_the_one_that_was_verified(pki):
    shown = pki.signature(bytes(32)).dump().hex().encode()
    other = (
        b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Byte#52ange [0 1 2 3] /Contents <%b> >>"
    )
    field = b"<< /FT /Sig /T (Autre) /V 7 0 R >>"
    made = sealed(paper(fields=b"6 0 R", objects=(field, other % shown)), pki)
    assert refusal(made, pki) == ("seal_malformed", "another_seal")


def test_the_parser_never_meets_what_no_genuine_key_sealed(pki, bare):
    """The structure is broken, and what is told is that the bytes are not the sealed ones."""
    made = sealed(bare, pki)
    broken = made.replace(b"startxref\n", b"startxxxx\n").replace(b"trailer", b"trawler")
    assert refusal(broken, pki) == ("seal_broken", "digest")
    assert refusal(sealed(bare, Pki()), pki)[0] == "seal_untrusted"


def test_what_is_no_pdf_is_refused_and_never_more(pki, good):
    cases = [b"", b"%PDF-", b"%PDF-/ByteRange", bytes(1000), b"%PDF-" + b"/ByteRange" * 100_000]
    cases += [b"%PDF-/ByteRange [0 9999999999 9999999999 9999999999]", b"%PDF-" + bytes(65 * 2**20)]
    cases += [b"%PDF-/ByteRange" + b" " * 100_000 + b"[0 1 2 3]"]
    chance = random.Random(2026)
    for _ in range(200):
        bent = bytearray(good)
        for _ in range(chance.randint(2, 12)):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        cases.append(bytes(bent))
    for case in cases:
        assert refusal(case, pki)
