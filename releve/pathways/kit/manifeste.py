"""Empreintes d'un paquet de parcours : rien ne se charge tant qu'un octet y est changé.

Python 3.9 ou plus, bibliothèque standard seule. importer.py s'en sert ; tout importateur devrait
en faire autant, ou passer valider.py, qui en dit bien plus.
"""

import hashlib
from pathlib import Path

_BLOCK = 1 << 20


def changed(package: Path) -> list[str]:
    """Chemins annoncés au manifeste qui manquent ou ont une autre empreinte, et ceux en trop."""
    lines = (package / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    told = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    files = (one for one in (package / "data").rglob("*") if one.is_file())
    there = {one.relative_to(package).as_posix() for one in files}
    wrong = [path for path in sorted(told.keys() & there) if _sha256(package / path) != told[path]]
    return wrong + sorted(told.keys() ^ there)


def _sha256(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(_BLOCK), b""):
            found.update(block)
    return found.hexdigest()
