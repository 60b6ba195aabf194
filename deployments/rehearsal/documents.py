"""The document store of the exercise: one folder a DAC, two levels of hashing, small files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from deployments.rehearsal.identities import invented

DACS = ("dac-littoral", "dac-somme", "dac-metropole")
MARKER = ".releve-exercise"
_CLASSES = ("Compte rendu", "Synthèse", "Courrier", "Ordonnance", "Bilan d’autonomie")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One document: its class, its media type, its path below the store and its bytes."""

    kind: str
    media_type: str
    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes, lower-case hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def documents(seed: int, dac: str, count: int) -> Iterator[StoredDocument]:
    """Yield the ``count`` documents of a DAC: the same ones for the same arguments."""
    for number in range(1, count + 1):
        rng = Random(f"{seed}/{dac}/document/{number}")
        kind = rng.choice(_CLASSES)
        words = " ".join(invented(rng, 2) for _ in range(rng.randrange(40, 400)))
        text = f"EXERCICE - SANS VALEUR\n{kind} n° {number} ({dac})\n{words}\n"
        pdf = rng.random() < 0.7
        data = _pdf(text) if pdf else text.encode()
        shelf = hashlib.sha256(f"{dac}/{number}".encode()).hexdigest()
        name = f"{kind} {invented(rng, 2)} n°{number}" if number % 10 == 0 else f"doc-{number:06d}"
        yield StoredDocument(
            kind=kind,
            media_type="application/pdf" if pdf else "text/plain",
            path=f"{dac}/{shelf[:2]}/{shelf[2:4]}/{name}.{'pdf' if pdf else 'txt'}",
            data=data,
        )


def generate(root: Path, *, seed: int, count_per_dac: int, token: str) -> int:
    """Write the store below ``root/store`` once; return how many documents it was given.

    A store already generated is left as it is, whatever has been removed from it since.
    """
    done, store = root / "store.generated", root / "store"
    if done.exists():
        return int(done.read_text(encoding="utf-8"))
    written = 0
    for dac in DACS:
        for document in documents(seed, dac, count_per_dac):
            path = store / document.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(document.data)
            written += 1
        (store / dac / MARKER).write_text(token, encoding="utf-8")
    (store / MARKER).write_text(token, encoding="utf-8")
    done.write_text(str(written), encoding="utf-8")
    return written


def _pdf(text: str) -> bytes:
    """Lay ``text`` out in a minimal PDF 1.4 with a correct cross-reference table."""
    lines = text.encode("cp1252", "replace").replace(b"(", b"[").replace(b")", b"]").split(b"\n")
    show = b"".join(b"(%s) Tj T*\n" % line[:100] for line in lines)
    stream = b"BT /F1 9 Tf 12 TL 40 800 Td\n" + show + b"ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\n" % table
        + (b"startxref\n%d\n%%%%EOF\n" % len(out))
    )
