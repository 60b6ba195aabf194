"""An extraction as a publisher would make it: files, and the manifest that declares them."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from connectors.extraction import read_manifest

CSV = 'id,nom,texte\n1,"Été, l\'",\n2,"ligne 1\nligne 2","dit ""oui"""\n3,NULL,  x \n'
XML = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="urn:x">
  <usagers>
    <usager id="1"><nom>Été &amp; l'</nom><texte/></usager>
    <usager id="2"><texte>ligne 1
ligne 2</texte></usager>
  </usagers>
  <notes><note><id>9</id></note></notes>
</export>
"""
XML_TABLES = [
    {
        "table": "usager",
        "row": "export/usagers/usager",
        "columns": ["id", "nom", "texte"],
        "rows": 2,
    },
    {"table": "note", "row": "export/notes/note", "columns": ["id"], "rows": 1},
]


class Publisher:
    """A folder filled file by file; :meth:`sign` writes the manifest and reads it as we would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[dict] = []
        folder.mkdir()

    def put(self, path: str, data: str | bytes, **more) -> dict:
        """Write a file and declare it."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        raw = data if isinstance(data, bytes) else data.encode()
        place.write_bytes(raw)
        entry = {"path": path, "sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw), **more}
        self.files.append(entry)
        return entry

    def csv(
        self, data: str | bytes = CSV, *, rows: int = 3, path: str = "usager.csv", **more
    ) -> dict:
        return self.put(path, data, **{"kind": "csv", "table": "usager", "rows": rows, **more})

    def xml(self, data: str | bytes = XML, tables=None) -> dict:
        return self.put("export.xml", data, kind="xml", tables=tables or XML_TABLES)

    def sqlite(self, *statements: str, **tables: int) -> dict:
        place = self.folder / "base.sqlite"
        with closing(sqlite3.connect(place)) as made:
            for statement in statements:
                made.execute(statement)
            made.commit()
        return self.put("base.sqlite", place.read_bytes(), kind="sqlite", tables=tables)

    def attachments(self, *contents: bytes) -> dict:
        lines = []
        for number, data in enumerate(contents):
            path = f"pieces/é {number}.pdf"
            place = self.folder / path
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(data)
            lines.append(f"{hashlib.sha256(data).hexdigest()}  {path}\n")
        return self.put("pieces.sha256", "".join(lines), kind="attachments", count=len(contents))

    def sign(self, name: str = "extraction.yaml"):
        document = {
            "format": "releve/extraction/1",
            "publisher": "Éditeur d'essai",
            "extracted_at": "2026-11-20T22:00:00Z",
            "files": self.files,
        }
        place = self.folder / name
        place.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        return read_manifest(place)
