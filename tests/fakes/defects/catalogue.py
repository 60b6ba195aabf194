"""All areas of `tests/fixtures/defects/`, by name."""

from tests.fakes.defects import forms, logs, notes, signatures
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
    "pem-keys": forms.pem_keys,
    "proofs": notes.proofs,
    "real-logs": logs.real_logs,
    "ssh-signatures": signatures.ssh_signatures,
    "verifier-keys": forms.verifier_keys,
}


def everything():
    """Path → bytes of every fixture."""
    return {
        f"{name}/{path}": data
        for name, make in AREAS.items()
        for path, data in make().files().items()
    }


def _folders(genuine, trust, differing):
    area = Area(given={"trust": "trust.json"}, genuine={"genuine": genuine, "trust.json": trust})
    for name, (files, code) in differing.items():
        area.bad(name, files, code)
    return area
