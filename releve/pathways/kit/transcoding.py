"""Transcoding tables: our codes beside the successor's, filled in by it and signed by the DAC.

What is signed is one readable file, the statement, that lists the SHA-256 of every table. It is
written by us alone: the same tables, names and realm give the same bytes.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from releve.errors import EvidenceRefused
from releve.model.ids import Realm
from releve.pathways.dictionary import absence_label, code_label
from releve.pathways.model import ABSENCES, ENTITIES, Kind

FOLDER = "transcodage"
STATEMENT = "A-SIGNER.txt"
_HEADER = ("code", "libelle", "code_cible", "remarque")
_ABSENT = "absent"

Codes = Mapping[str, Mapping[str, str]]
"""The successor's code for each of ours, by ``entity.attribute`` (and ``absent``)."""
_Cells = Mapping[str, tuple[str, str]]
"""The successor's code and a remark, for each of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Between whom tables are agreed, as the plan names them, and whether for real."""

    dac: str
    successor: str
    realm: Realm = Realm.REAL


def namespace(realm: Realm) -> str:
    """Return the SSHSIG namespace under which the statement is signed, and nothing else is."""
    return "transcodage@releve" if realm is Realm.REAL else "transcodage.repetition@releve"


@cache
def _lists() -> Mapping[str, Mapping[str, str]]:
    lists = {
        f"{entity.name}.{one.name}": {
            code: code_label(f"{entity.name}.{one.name}", code) for code in one.codes
        }
        for entity in ENTITIES
        for one in entity.attributes
        if one.kind is Kind.CODE
    }
    return {**lists, _ABSENT: {code: absence_label(code) for code in ABSENCES}}


def tables(codes: Codes) -> Iterator[tuple[str, bytes]]:
    """Iterate over file names and CSV: one table per attribute with codes, one of absences.

    A code that ``codes`` does not give is left to be filled in.

    Raises:
        KeyError: ``codes`` name an attribute or a code that the model does not have.

    """
    lists = _lists()
    for path, given in codes.items():
        if unknown := given.keys() - lists[path].keys():
            raise KeyError(path, *sorted(unknown))
    for path, labels in lists.items():
        known = codes.get(path, {})
        yield f"{path}.csv", _table(labels, {code: (known.get(code, ""), "") for code in labels})


def read_tables(folder: Path) -> Mapping[str, bytes]:
    """Read the tables that came back, and return each as we write it.

    What a spreadsheet does to a table is forgiven: semicolons, a byte order mark, another end of
    line, other labels, rows in another order. Other files of the folder are not read.

    Raises:
        EvidenceRefused: ``transcoding_missing`` with ``file``; ``transcoding_malformed`` with
            ``file`` and ``line``: not UTF-8, another header, a code unknown or there twice;
            ``transcoding_incomplete`` with ``file`` and ``code``.

    """
    return {f"{path}.csv": _table(labels, _read(folder, path)) for path, labels in _lists().items()}


def unfilled(files: Mapping[str, bytes]) -> int:
    """Count the codes for which the tables give neither a code of the successor nor a remark."""
    rows = (
        row for data in files.values() for row in csv.DictReader(io.StringIO(data.decode(), ""))
    )
    return sum(not row["code_cible"] and not row["remarque"] for row in rows)


def statement(files: Mapping[str, bytes], agreed: Agreement) -> bytes:
    """Return the text that the DAC signs: what is decided, and the digest of each table."""
    sums = b"".join(listed(name, data) for name, data in sorted(files.items())).decode()
    stamp = "EXERCICE – SANS VALEUR\n\n" if agreed.realm is Realm.REHEARSAL else ""
    text = (
        f"{stamp}TABLEAUX DE TRANSCODAGE – {agreed.dac} → {agreed.successor}\n\n"
        "Le DAC approuve les correspondances de codes des fichiers suivants, dans cette version "
        "précise.\nEmpreintes SHA-256, à vérifier avec\u00a0: grep -E '^[0-9a-f]{64}  ' "
        f"{STATEMENT} | sha256sum -c\n\n{sums}\n"
        "Un tableau modifié a une autre empreinte\u00a0: faire refaire ce fichier (releve kit "
        "--transcoding DOSSIER) avant de signer.\nUn code sans correspondance dans la colonne "
        "code_cible n’est pas transcodé\u00a0: le dire dans la colonne remarque.\n\n"
        f"Sur papier  nom, qualité\u00a0: ______________________  date\u00a0: ____________  "
        "signature\u00a0: ____________________\n"
        f"Ou par clé  ssh-keygen -Y sign -n {namespace(agreed.realm)} -f CLÉ {STATEMENT}\n"
    )
    return text.encode()


def listed(name: str, data: bytes) -> bytes:
    """Return the line of the statement for a table, as ``sha256sum`` writes it."""
    return f"{hashlib.sha256(data).hexdigest()}  {name}\n".encode()


def _table(labels: Mapping[str, str], cells: _Cells) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADER)
    writer.writerows((code, named, *cells[code]) for code, named in labels.items())
    return out.getvalue().encode()


def _read(folder: Path, path: str) -> _Cells:
    file, labels = f"{path}.csv", _lists()[path]
    try:
        data = (folder / file).read_bytes()
    except OSError:
        raise EvidenceRefused("transcoding_missing", file=file) from None
    (_, header), *rows = _rows(data)
    if tuple(header) != _HEADER:
        raise EvidenceRefused("transcoding_malformed", file=file, line=1)
    found: dict[str, tuple[str, str]] = {}
    for line, row in rows:
        whole = len(row) == len(_HEADER) and "\0" not in "".join(row)
        if not whole or row[0] not in labels or row[0] in found:
            raise EvidenceRefused("transcoding_malformed", file=file, line=line)
        found[row[0]] = (row[2], row[3])
    for code in labels:
        if code not in found:
            raise EvidenceRefused("transcoding_incomplete", file=file, code=code)
    return found


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows with their lines; one that cannot be read is the last, and is empty."""
    found: list[tuple[int, list[str]]] = []
    try:
        text = data.decode("utf-8-sig")
        mark = ";" if ";" in text.partition("\n")[0] else ","
        rows = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=mark)
        found.extend((rows.line_num, row) for row in rows)
    except (UnicodeDecodeError, csv.Error):
        found.append((len(found) + 1, []))
    return found or [(1, [])]
