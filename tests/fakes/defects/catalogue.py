"""All areas of `tests/fixtures/defects/`, by name."""

from tests.fakes.defects import forms, logs, notes, packs, pdfs, signatures, tokens
from tests.fakes.defects.area import Area
from tests.fakes.defects.evidence import evidence

AREAS = {
    "acts": signatures.acts,
    "base64": forms.base64_texts,
    "checkpoints": notes.checkpoints,
    "entries": signatures.entries,
    "envelopes": signatures.envelopes,
    "evidence": lambda: _folders(*evidence()),
    "hexadecimal": forms.hexadecimal_texts,
    "json": forms.json_texts,
    "logs": logs.logs,
    "notes": notes.notes,
    "packs": packs.packs,
    "pdfs": pdfs.pdfs,
    "pem-keys": forms.pem_keys,
    "proofs": notes.proofs,
    "real-logs": logs.real_logs,
    "ssh-signatures": signatures.ssh_signatures,
    "tokens": tokens.tokens,
    "verifier-keys": forms.verifier_keys,
}


WHOLE = {"evidence", "packs"}
"""Whole evidence, that follows the code which writes it: refused or accepted as it was kept."""

DRAWN = {"pdfs", "tokens"}
"""With keys drawn anew each time: never the same bytes twice, so only made when named."""


def _folders(genuine, trust, differing):
    area = Area(given={"trust": "trust.json"}, genuine={"genuine": genuine, "trust.json": trust})
    for name, (files, code) in differing.items():
        area.bad(name, files, code)
    return area
