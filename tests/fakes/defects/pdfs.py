"""Sealed PDFs with one fault each. The keys are drawn anew each time, and kept by nobody."""

from datetime import timedelta
from io import BytesIO

from asn1crypto import cms, core
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.fakes.defects.area import Area
from tests.fakes.handmade_pdf import HOLE, attached, described, hole, paper, sealed, stream
from tests.fakes.pki import NOW, STAMPING, Pki, Stamper

DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=2000)
ENVELOPE = b'{"payload":"e30="}'
CARRYING = {
    "catalog": attached((b"N1.dsse.json", 6)),
    "objects": (described(b"N1.dsse.json", 7), stream(ENVELOPE)),
}
TWO = (described(b"a", 7), stream(b"x"), described(b"a", 9), stream(b"y"))


def updated(pdf, change):
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer.root)
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def without_fields(root):
    root["/AcroForm"]["/Fields"] = generic.ArrayObject()


def in_french(root):
    root["/Lang"] = generic.TextStringObject("fr")


def flipped(pdf, at):
    """Change one byte: a letter of the document, a digit of the seal."""
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def unsigned(*attributes):
    def bend(made):
        made["content"]["signer_infos"][0]["unsigned_attrs"] = attributes
        return made

    return bend


def with_tokens(*tokens):
    values = [cms.ContentInfo.load(one) for one in tokens]
    return unsigned({"type": "signature_time_stamp_token", "values": values})


def members(**changed):
    def bend(made):
        for name, value in changed.items():
            made["content"][name] = value
        return made

    return bend


def hybrid():
    """A second table of places, that only some readers look at."""
    entries = b"/Type /XRef /Size 7 /W [1 4 1] /Index [6 1]"
    pdf = paper(objects=(stream(b"\x01####\x00", entries),), trailer=b"/XRefStm **********")
    at = pdf.index(b"6 0 obj")
    return pdf.replace(b"####", at.to_bytes(4, "big")).replace(b"**********", b"%010d" % at)


def changed_afterwards(area, good, pki):
    for name, content, code in (
        ("update-appended", updated(good, in_french), "seal_covers_part"),
        ("seal-taken-away-by-an-update", updated(good, without_fields), "seal_covers_part"),
        ("line-feed-after", good + b"\n", "seal_covers_part"),
        ("line-feed-before", b"\n" + good, "seal_malformed"),
        ("cut-by-one-byte", good[:-1], "seal_malformed"),
        ("byte-of-the-page-changed", flipped(good, good.index(b"0 0 99 99")), "seal_broken"),
        ("byte-of-the-attachment-changed", flipped(good, good.index(ENVELOPE) + 3), "seal_broken"),
        ("digit-of-the-seal-changed", flipped(good, hole(good)[0] + 1), "seal_malformed"),
        ("sealed-twice", pki.seal(good, NOW, field="Second", stamped=False), "seal_twice"),
        ("without-seal", paper(**CARRYING).replace(b"/ByteRange", b"/BitesRank"), "seal_missing"),
        ("not-a-pdf", b"Bonjour.\n" * 9, "seal_malformed"),
        ("empty", b"", "seal_malformed"),
    ):
        area.bad(name, content, code)


def sealed_in_another_form(area, bare, pki):
    other = {"type": "1.2.3.4", "values": [core.Null()]}
    inside = {"content_type": "data", "content": b"x"}
    for name, options, code in (
        ("not-to-the-end", {"reach": lambda a, b, n: (0, a, b, n - b - 7)}, "seal_covers_part"),
        ("not-from-the-start", {"reach": lambda a, b, n: (9, a - 9, b, n - b)}, "seal_covers_part"),
        ("more-left-out", {"reach": lambda a, b, n: (0, a - 9, b, n - b)}, "seal_malformed"),
        ("past-the-end", {"reach": lambda a, b, n: (0, a, b, n - b + 7)}, "seal_malformed"),
        ("unsigned-attribute", {"bend": unsigned(other)}, "seal_malformed"),
        ("content-inside-the-seal", {"bend": members(encap_content_info=inside)}, "seal_malformed"),
        ("without-certificate", {"bend": members(certificates=[])}, "seal_malformed"),
        (
            "padding-not-zero",
            {"written": lambda der: der.hex().encode().ljust(HOLE - 2, b"0") + b"01"},
            "seal_malformed",
        ),
    ):
        area.bad(name, sealed(bare, pki, **options), code)


def document_in_another_form(area, pki):
    kind = b"/Type /Sig /SubFilter /adbe.pkcs7.detached"
    stamp = b"/Type /DocTimeStamp /SubFilter /ETSI.RFC3161"
    name_twice = {"catalog": attached((b"a", 6), (b"a", 8)), "objects": TWO}
    hidden = (b"<< /Type /Sig /ByteRange [0 1 2 3] >>",)
    locked = {"trailer": b"/Encrypt 6 0 R", "objects": (b"<< /Filter /Standard >>",)}
    for name, pdf, code in (
        ("seal-that-no-field-shows", paper(fields=b""), "seal_missing"),
        ("second-seal-hidden", paper(objects=hidden), "seal_twice"),
        ("seal-of-another-kind", paper(seal=kind), "seal_malformed"),
        ("timestamp-instead-of-a-seal", paper(seal=stamp), "seal_malformed"),
        ("attachment-twice", paper(**name_twice), "seal_malformed"),
        ("encrypted", paper(**locked), "seal_malformed"),
        ("two-tables", hybrid(), "seal_malformed"),
    ):
        area.bad(name, sealed(pdf, pki), code)


def by_whom_and_when(area, bare, pki, old):
    imitation, ended = Pki(tsa_key="ecdsa"), pki.seal_party(until=NOW + DAY)
    other = pki.tsa_party(kind="ecdsa", extensions=())
    mail = pki.seal_party(extensions=STAMPING[1:])
    own, foreign = Stamper(pki, NOW), Stamper(imitation, NOW)
    late, unfit = Stamper(pki, NOW + 2 * DAY), Stamper(pki, NOW, party=other)
    expired = Stamper(old, old.until + DAY)
    twice = with_tokens(pki.token(b"a", NOW), pki.token(b"b", NOW))
    for name, by, options, code in (
        ("of-another-authority", imitation, {"timestamper": own}, "seal_untrusted"),
        ("of-an-authority-expired-then", old, {"timestamper": own}, "seal_untrusted"),
        ("certificate-ended", pki, {"party": ended, "timestamper": late}, "seal_untrusted"),
        ("certificate-for-something-else", pki, {"party": mail}, "seal_untrusted"),
        ("timestamp-of-another-authority", pki, {"timestamper": foreign}, "timestamp_untrusted"),
        ("timestamp-expired-then", pki, {"timestamper": expired}, "timestamp_untrusted"),
        ("timestamp-without-the-purpose", pki, {"timestamper": unfit}, "timestamp_untrusted"),
        (
            "timestamp-of-another-seal",
            pki,
            {"bend": with_tokens(pki.token(b"autre", NOW))},
            "timestamp_of_other_data",
        ),
        ("two-timestamps", pki, {"bend": twice}, "seal_malformed"),
    ):
        area.bad(name, sealed(bare, by, **options), code)
    area.bad("without-timestamp-and-expired-then", sealed(bare, old), "seal_untrusted")


def pdfs():
    pki, old = Pki(tsa_key="ecdsa"), Pki(LONG_AGO, years=1, name="Z", tsa_key="ecdsa")
    bare = paper(**CARRYING)
    good = sealed(bare, pki, timestamper=Stamper(pki, NOW))
    both = (pki, old)
    area = Area(
        given={
            "authorities": "seal-authorities.pem",
            "timestamp_authorities": "timestamp-authorities.pem",
            "at": NOW.isoformat(),
        },
        genuine={
            "genuine.pdf": good,
            "genuine-without-timestamp.pdf": sealed(bare, pki),
            "genuine-of-an-authority-expired-since.pdf": sealed(
                bare, old, timestamper=Stamper(old, LONG_AGO)
            ),
            "seal-authorities.pem": "".join(one.seal_root.pem for one in both).encode(),
            "timestamp-authorities.pem": "".join(one.tsa_root.pem for one in both).encode(),
        },
        suffix=".pdf",
    )
    changed_afterwards(area, good, pki)
    sealed_in_another_form(area, bare, pki)
    document_in_another_form(area, pki)
    by_whom_and_when(area, bare, pki, old)
    return area
