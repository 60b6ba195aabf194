"""The kit as a folder: written once, deterministic, verified by ``sha256sum -c SHA256SUMS``."""

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from releve.canonical import encode
from releve.pathways.dictionary import dictionary, dictionary_csv, dictionary_json
from releve.pathways.glossary import dictionary_html, dictionary_sections
from releve.pathways.kit.countersignature import Transcoding
from releve.pathways.kit.example import write_example
from releve.pathways.kit.sample import sample
from releve.pathways.kit.transcoding import FOLDER, STATEMENT, Agreement, statement, tables
from releve.pathways.page import FOOT, head
from releve.pathways.schema import directory_schema, pathway_schema

FORMAT = "releve/pathways-package/1"
"""The version of all that a package of pathways holds; frozen for a delivery."""

PROGRAMS = ("valider.py", "transcodage.py", "manifeste.py", "importer.py")
_SUMS = "SHA256SUMS"
_COUNT = 50


def build_kit(
    folder: Path, agreed: Agreement, transcoding: Transcoding | None = None
) -> Mapping[str, str]:
    """Write the kit of a DAC for a successor; return the SHA-256 (hexadecimal) of each file.

    ``transcoding`` are the tables as they came back; without them, they are all to be filled in.
    The same arguments give the same bytes. The kit holds no data about anybody.

    Raises:
        FileExistsError: ``folder`` is there already.

    """
    given = transcoding or Transcoding(files=dict(tables({})))
    folder.mkdir(parents=True)
    for name, data in _documents(agreed.dac, agreed.successor):
        _write(folder / name, data)
    beside = given.signature.files() if given.signature is not None else {}
    told = statement(given.files, agreed)
    for name, data in {**given.files, STATEMENT: told, **beside}.items():
        _write(folder / FOLDER / name, data)
    write_example(folder / "exemple", sample(_COUNT))
    written = sorted(one for one in folder.rglob("*") if one.is_file())
    sums = {
        one.relative_to(folder).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in written
    }
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    _write(folder / _SUMS, lines.encode())
    return sums


def specification() -> bytes:
    """Return the specification in French: prose, then the dictionary."""
    prose = Template((files(__package__) / "specification.html").read_text(encoding="utf-8"))
    sections = "".join(dictionary_sections(dictionary("fr")))
    body = prose.substitute(format=FORMAT, dictionary=sections)
    return f"{head('Spécification des paquets de parcours', 'fr')}{body}{FOOT}".encode()


def _documents(dac: str, successor: str) -> Iterator[tuple[str, bytes]]:
    readme = Template((files(__package__) / "LISEZMOI.txt").read_text(encoding="utf-8"))
    facts = {"dac": dac, "successor": successor, "format": FORMAT, "count": _COUNT}
    yield "LISEZMOI.txt", readme.substitute(facts).encode()
    yield "specification.html", specification()
    yield "dictionnaire.html", dictionary_html("fr")
    yield "dictionnaire.json", dictionary_json("fr")
    yield "dictionnaire.csv", dictionary_csv("fr")
    yield "schemas/parcours.schema.json", encode(pathway_schema()) + b"\n"
    yield "schemas/repertoire.schema.json", encode(directory_schema()) + b"\n"
    for name in PROGRAMS:
        yield name, (files(__package__) / name).read_bytes()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
