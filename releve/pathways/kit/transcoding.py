"""Transcoding tables: our codes beside the successor's, filled in by it and signed by the DAC."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping

from releve.pathways.dictionary import absence_label, code_label
from releve.pathways.model import ABSENCES, ENTITIES, Kind

FOLDER = "transcodage"
STATEMENT = "A-SIGNER.txt"
NAMESPACE = "transcodage@releve"
_HEADER = ("code", "libelle", "code_cible", "remarque")
_ABSENT = "absent"

Codes = Mapping[str, Mapping[str, str]]
"""The successor's code for each of ours, by ``entity.attribute`` (and ``absent``)."""


def tables(codes: Codes) -> Iterator[tuple[str, bytes]]:
    """Iterate over file names and CSV: one table per attribute with codes, one of absences.

    A code that ``codes`` does not give is left to be filled in.

    Raises:
        KeyError: ``codes`` name an attribute or a code that the model does not have.

    """
    lists = {
        f"{entity.name}.{one.name}": {
            code: code_label(f"{entity.name}.{one.name}", code) for code in one.codes
        }
        for entity in ENTITIES
        for one in entity.attributes
        if one.kind is Kind.CODE
    }
    lists[_ABSENT] = {code: absence_label(code) for code in ABSENCES}
    for path, given in codes.items():
        if unknown := given.keys() - lists[path].keys():
            raise KeyError(path, *sorted(unknown))
    for path, labels in lists.items():
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(_HEADER)
        known = codes.get(path, {})
        writer.writerows((code, named, known.get(code, ""), "") for code, named in labels.items())
        yield f"{path}.csv", out.getvalue().encode()


def statement(files: Mapping[str, bytes], dac: str, successor: str) -> str:
    """Return the text that the DAC signs: what is decided, and the digest of each table."""
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    )
    return (
        f"TABLEAUX DE TRANSCODAGE – {dac} → {successor}\n\n"
        "Le DAC approuve les correspondances de codes des fichiers suivants, dans cette version "
        "précise.\nEmpreintes SHA-256, à vérifier avec\u00a0: grep -E '^[0-9a-f]{64}  ' "
        f"{STATEMENT} | sha256sum -c\n\n{sums}\n"
        "Un tableau modifié a une autre empreinte\u00a0: refaire alors cette liste "
        "(sha256sum *.csv) avant de signer.\nUn code sans correspondance dans la colonne "
        "code_cible n’est pas transcodé\u00a0: le dire dans la colonne remarque.\n\n"
        f"Sur papier  nom, qualité\u00a0: ______________________  date\u00a0: ____________  "
        "signature\u00a0: ____________________\n"
        f"Ou par clé  ssh-keygen -Y sign -n {NAMESPACE} -f CLÉ {STATEMENT}\n"
    )
