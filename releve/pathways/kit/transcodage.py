"""Dit si les tableaux de transcodage d'un kit sont signés par clé, et par quelle clé.

    python3 transcodage.py [DOSSIER]        (par défaut : transcodage, à côté de ce fichier)

Python 3.8 ou plus, bibliothèque standard seule ; valider.py l'appelle aussi. Vérifie que
A-SIGNER.txt a l'empreinte de chaque tableau, et la signature A-SIGNER.txt.sig par ssh-keygen s'il
est là. Ne dit pas à qui est la clé : comparer son empreinte à celle que le DAC donne lui-même.

Code de sortie : 0 si rien ne se contredit (signé ou non : c'est écrit), 1 si un tableau n'est pas
celui de la liste ou si la signature n'est pas bonne.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

STATEMENT = "A-SIGNER.txt"
NAMESPACES = {"transcodage@releve": "", "transcodage.repetition@releve": " (EXERCICE)"}
LINE = re.compile(r"([0-9a-f]{64})  ([^/\n]+)")


def strings(data: bytes) -> list[bytes]:
    """Chaînes SSH qui se suivent : quatre octets de longueur, puis autant d'octets."""
    found = []
    while data:
        size = int.from_bytes(data[:4], "big")
        if len(data) < 4 + size:
            raise ValueError(size)
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    return found


def signer(armored: str) -> tuple[str, str]:
    """Empreinte de la clé et espace de noms d'une signature SSHSIG, sans la vérifier."""
    body = base64.b64decode("".join(armored.split("\n")[1:-2]), validate=True)
    if body[:10] != b"SSHSIG\0\0\0\1":
        raise ValueError(STATEMENT)
    key, space = strings(body[10:])[:2]
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")
    return f"SHA256:{digest}", space.decode()


def differing(folder: Path) -> list[str]:
    """Tableaux qui ne sont pas ceux de la liste : changés, absents, ou en trop."""
    listed = {}
    for line in (folder / STATEMENT).read_text(encoding="utf-8").split("\n"):
        found = LINE.fullmatch(line)
        if found:
            listed[found[2]] = found[1]
    there = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.glob("*.csv")}
    return sorted(name for name, _ in listed.items() ^ there.items())


def verified(folder: Path, space: str) -> bool | None:
    """Dit si la signature est bonne ; None quand ssh-keygen n'est pas là pour le dire."""
    program = shutil.which("ssh-keygen")
    if program is None:
        return None
    command = [program, "-Y", "check-novalidate", "-n", space, "-s", f"{STATEMENT}.sig"]
    data = (folder / STATEMENT).read_bytes()
    done = subprocess.run(command, cwd=folder, input=data, capture_output=True, check=False)
    return done.returncode == 0


def told(folder: Path) -> tuple[int, str]:
    """Code de sortie et phrase, pour un dossier de tableaux."""
    other = sorted(set(differing(folder)))
    if other:
        return 1, f"autre que dans {STATEMENT} : {', '.join(other)}"
    signature = folder / f"{STATEMENT}.sig"
    if not signature.is_file():
        return 0, "non signé par clé (voir s'il l'est sur papier)"
    try:
        key, space = signer(signature.read_text(encoding="ascii"))
    except (ValueError, IndexError):
        return 1, "signature illisible"
    if space not in NAMESPACES:
        return 1, "signature faite pour autre chose (espace de noms)"
    good = verified(folder, space)
    if good is False:
        return 1, "signature qui n'est pas bonne : tableaux ou liste changés depuis"
    by = f"par la clé {key}{NAMESPACES[space]}"
    if good:
        return 0, f"signé {by} ; comparer cette empreinte à celle que le DAC donne lui-même"
    how = f"ssh-keygen -Y check-novalidate -n {space} -s {STATEMENT}.sig < {STATEMENT}"
    return 0, f"signature NON VÉRIFIÉE ici, dite {by} ; la vérifier où ssh-keygen existe : {how}"


def main() -> int:
    """Vérifie un dossier et rend le code de sortie."""
    if len(sys.argv) not in {1, 2} or any(one.startswith("-") for one in sys.argv[1:]):
        sys.stderr.write(str(__doc__))
        return 2
    folder = Path(sys.argv[1] if sys.argv[1:] else Path(__file__).with_name("transcodage"))
    try:
        code, said = told(folder)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"Illisible : {type(error).__name__} {getattr(error, 'filename', '')}\n")
        return 2
    sys.stdout.write(f"Transcodage : {said}.\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
