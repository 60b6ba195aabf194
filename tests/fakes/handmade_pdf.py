"""A PDF written by hand and sealed by a genuine key, whatever is wrong with it.

`paper` leaves a hole for the seal; `sealed` fills it. Between the two a test may change anything,
and what it changes is signed.
"""

import hashlib
import re

HOLE = 12_000
_RANGE = b"/ByteRange [0 0000000000 0000000000 0000000000]"


def paper(
    *,
    catalog: bytes = b"",
    objects: tuple[bytes, ...] = (),
    fields: bytes = b"4 0 R",
    seal: bytes = b"/Type /Sig /SubFilter /ETSI.CAdES.detached",
    trailer: bytes = b"",
) -> bytes:
    """Return a one-page PDF with an empty seal; ``objects`` are numbered from 6."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%b] /SigFlags 3 >> %b >>"
        % (fields, catalog),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [4 0 R] >>",
        b"<< /FT /Sig /T (Cachet) /V 5 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>",
        b"<< %b /Filter /Adobe.PPKLite %b /Contents <%b> >>" % (seal, _RANGE, b"0" * HOLE),
        *objects,
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    start = len(data)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R %b >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, start)
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def sealed(pdf, pki, *, reach=None, bend=None, written=None, **options) -> bytes:
    """Fill the hole of `paper`; ``options`` as for `Pki.signature`.

    ``reach(a, b, size)`` gives the ByteRange when the hole is at [a, b), ``bend(cms)`` changes the
    signature's structure, ``written(der)`` gives the hexadecimal digits of the hole.
    """
    start = pdf.index(b"/Contents <" + b"0" * 99) + len(b"/Contents ")
    stop = pdf.index(b">", start) + 1
    reach = reach or (lambda a, b, size: (0, a, b, size - b))
    first, before, after, rest = reach(start, stop, len(pdf))
    told = b"/ByteRange [%d %010d %010d %010d]" % (first, before, after, rest)
    pdf = pdf.replace(_RANGE, told)
    covered = pdf[first : first + before] + pdf[after : after + rest]
    made = pki.signature(hashlib.sha256(covered).digest(), **options)
    der = (bend(made) if bend else made).dump()
    digits = (written or (lambda one: one.hex().encode().ljust(HOLE, b"0")))(der)
    assert len(digits) == HOLE
    return pdf[: start + 1] + digits + pdf[stop - 1 :]


def attached(*files: tuple[bytes, int], tree: bytes | None = None) -> bytes:
    """Return the catalogue's entry for files, named, described by the objects numbered."""
    listed = b" ".join(b"(%b) %d 0 R" % pair for pair in files)
    return b"/Names << /EmbeddedFiles << %b >> >>" % (tree or b"/Names [%b]" % listed)


def described(name: bytes, number: int, **other: bytes) -> bytes:
    """Return the description of a file whose content is the object ``number``."""
    shown, content = other.get("shown", name), other.get("content", b"%d 0 R" % number)
    return (
        b"<< /Type /Filespec /F (%b) /UF (%b) /EF << /F %d 0 R /UF %b >> /AFRelationship /Data >>"
        % (name, shown, number, content)
    )


def hole(pdf: bytes) -> tuple[int, int]:
    """Return where the digits of the seal begin and end."""
    found = re.search(rb"/ByteRange ?\[0 +0*([0-9]+) +0*([0-9]+) ", pdf)
    return int(found[1]) + 1, int(found[2]) - 1
