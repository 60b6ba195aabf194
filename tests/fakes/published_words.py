"""Everything a curious reader could get out of a published file: as it is, and opened."""

import base64
import json
import subprocess
import tempfile
from pathlib import Path


def published_words(path: Path) -> bytes:
    """Return the bytes of a file, then what is inside: a PDF's text, properties and attachments,
    the payload of an envelope."""
    data = path.read_bytes()
    if data.startswith(b"%PDF-"):
        return data + _pdf(path)
    if path.name.endswith(".dsse.json"):
        return data + base64.b64decode(json.loads(data)["payload"])
    return data


def _pdf(path: Path) -> bytes:
    told = b""
    for command in (["pdftotext", str(path), "-"], ["pdfinfo", "-meta", str(path)]):
        told += subprocess.run(command, capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdfdetach", "-saveall", "-o", folder, str(path)]
        subprocess.run(command, capture_output=True, check=True)
        for one in sorted(Path(folder).iterdir()):
            told += published_words(one)
    return told
