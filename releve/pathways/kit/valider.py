"""Validateur d'un paquet de parcours remis par Relève, sans Relève et sans rien installer.

    python3 valider.py PAQUET [dictionnaire.json]

PAQUET est le dossier déchiffré (celui de manifest-sha256.txt). Python 3.8 ou plus, bibliothèque
standard seule. Vérifie : le manifeste (chaque octet), la forme canonique, chaque valeur contre le
dictionnaire, les références, les pièces jointes, les tableaux CSV contre la forme canonique, les
comptes annoncés, la racine recalculée avec data/content.key, la signature des tableaux transcodage/
du kit. Ne vérifie pas : les ressources FHIR, les clés (RPPS…), la vraisemblance des dates.

Code de sortie : 0 conforme, 1 non conforme (défauts écrits), 2 appel ou paquet illisible.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import json
import re
import runpy
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypedDict

CONTENT, MANIFEST, DICTIONARY = "data/contenu", "manifest-sha256.txt", "dictionnaire.json"
BIG, LONGEST = 2**53, 65536
FILE, RECORD = ("path", "sha256", "size"), {"e", "id", "v"}
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(DAY.pattern + r"T([0-9]{2}:){2}[0-9]{2}(\.(?!000000)[0-9]{6})?Z")
DECIMAL = re.compile(r"(?!-0$)-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
HEX = re.compile("[0-9a-f]{64}")


class Attribute(TypedDict):
    """Un attribut, tel que le dictionnaire le décrit."""

    name: str
    kind: str
    required: bool
    codes: list[dict[str, str]]
    target: str | None
    csv: list[str]


class Record(NamedTuple):
    """Un enregistrement de la forme canonique."""

    entity: str
    id: str
    values: dict[str, object]


def sha256(path: Path) -> str:
    """Empreinte d'un fichier, lu par morceaux."""
    hashed = hashlib.sha256()
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            hashed.update(chunk)
    return hashed.hexdigest()


def merkle_root(entries: list[bytes]) -> bytes:
    """Racine de l'arbre de la RFC 6962 ; une feuille seule à droite monte telle quelle."""
    row = [hashlib.sha256(b"\0" + one).digest() for one in entries]
    while len(row) > 1:
        pairs = [b"\1" + row[at] + row[at + 1] for at in range(0, len(row) - 1, 2)]
        row = [hashlib.sha256(one).digest() for one in pairs] + row[len(pairs) * 2 :]
    return row[0] if row else hashlib.sha256(b"").digest()


def canonical(document: object) -> bytes:
    """La seule forme JSON admise : clés triées, sans blanc, UTF-8 sans échappement inutile."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def parsed(line: bytes) -> dict[str, object] | None:
    """L'objet d'une ligne, ou None si elle n'est pas exactement en forme canonique."""
    try:
        document = json.loads(line.decode())
        return document if isinstance(document, dict) and canonical(document) == line else None
    except (ValueError, RecursionError):
        return None


def is_text(value: object) -> bool:
    """Texte non vide, en NFC, sans blanc aux bouts, ni CR ni U+0000."""
    clean = isinstance(value, str) and value.strip() == value and not {"\r", "\0"} & set(value)
    return clean and value != "" and unicodedata.is_normalized("NFC", str(value))


def is_moment(value: object, form: re.Pattern[str], read: Callable[[str], object]) -> bool:
    """Date ou instant qui existe, écrit dans sa forme."""
    try:
        return isinstance(value, str) and bool(form.fullmatch(value) and read(value.rstrip("Z")))
    except ValueError:
        return False


def is_bytes(value: object) -> bool:
    """Base64 canonique de 1 octet à 64 Kio."""
    try:
        data = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        return False
    return 0 < len(data) <= LONGEST and base64.b64encode(data).decode() == value


def is_integer(value: object) -> bool:
    """Entier, dans les bornes où tous les langages l'écrivent pareil."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < BIG


def is_file(value: object) -> bool:
    """Chemin relatif et simple, empreinte, taille."""
    if not isinstance(value, dict) or set(value) != set(FILE):
        return False
    path, digest, size = value["path"], value["sha256"], value["size"]
    good = isinstance(path, str) and not {"", ".", ".."} & set(path.split("/")) and "\0" not in path
    return good and bool(HEX.fullmatch(str(digest))) and is_integer(size) and size >= 0


def is_answer(it: object) -> bool:
    """{"item": texte, "value": texte}."""
    return isinstance(it, dict) and set(it) == {"item", "value"} and all(map(is_text, it.values()))


KINDS: dict[str, Callable[[object], bool]] = {
    "text": is_text,
    "texts": lambda value: isinstance(value, list) and value != [] and all(map(is_text, value)),
    "date": lambda value: is_moment(value, DAY, date.fromisoformat),
    "instant": lambda value: is_moment(value, INSTANT, datetime.fromisoformat),
    "decimal": lambda value: isinstance(value, str) and bool(DECIMAL.fullmatch(value)),
    "integer": is_integer,
    "boolean": lambda value: isinstance(value, bool),
    "answers": lambda value: isinstance(value, list) and all(map(is_answer, value)),
    "file": is_file,
    "bytes": is_bytes,
}


class Table:
    """Les lignes des tableaux d'une entité, comparées une à une à la forme canonique."""

    def __init__(self, entity: str, attributes: list[Attribute], package: Package) -> None:
        self.fault, self.attributes, self.broken = package.fault, attributes, False
        names = [name for one in attributes for name in one["csv"]]
        self.header = ["pathway", "id", *names, "absent"]
        self.file, self.line = f"{CONTENT}/csv/{entity}-00000.csv", 0
        self.rows = self.read(sorted(package.folder.glob(f"{CONTENT}/csv/{entity}-[0-9]*.csv")))

    def read(self, paths: list[Path]) -> Iterator[list[str]]:
        """Lit les lignes de tous les fichiers, à la suite."""
        for path in paths:
            self.file, self.line = f"{CONTENT}/csv/{path.name}", 1
            try:
                with path.open(encoding="utf-8", newline="") as stream:
                    reader = csv.reader(stream, strict=True)
                    if next(reader, None) != self.header:
                        self.fail("en-tête qui n'est pas celui du dictionnaire")
                    for cells in reader:
                        self.line = reader.line_num
                        yield cells
            except (ValueError, csv.Error):
                self.fail("CSV illisible (UTF-8, RFC 4180)")

    def fail(self, said: str) -> None:
        """Dit le premier défaut qui décale le tableau, et n'en compare plus rien."""
        if not self.broken:
            self.fault(self.file, self.line, said)
        self.broken = True

    def compare(self, group: str, record: Record) -> None:
        """Compare la ligne suivante à un enregistrement."""
        cells = next(self.rows, None)
        expected = self.cells(group, record)
        if cells is None or cells[:2] != expected[:2] or len(cells) != len(expected):
            self.fail("lignes manquantes, en trop, ou dans un autre ordre que la forme canonique")
        elif cells != expected and not self.broken:
            other = [name for at, name in enumerate(self.header) if cells[at] != expected[at]]
            said = f"{', '.join(other)} : autre valeur que dans la forme canonique"
            self.fault(self.file, self.line, said)

    def cells(self, group: str, record: Record) -> list[str]:
        """Ligne que la forme canonique commande."""
        cells, absent = [group, record.id], []
        for one in self.attributes:
            value = record.values.get(one["name"])
            if isinstance(value, dict) and "absent" in value:
                absent.append(f"{one['name']}={value['absent']}")
                value = None
            if value is None:
                cells += [""] * len(one["csv"])
            elif isinstance(value, dict):
                cells += [str(value.get(name)) for name in FILE]
            else:
                cells.append(value if isinstance(value, str) else canonical(value).decode())
        return [*cells, " ".join(absent)]


class Package:
    """Un paquet déchiffré, lu une fois, un parcours à la fois."""

    def __init__(self, folder: Path, dictionary: Path) -> None:
        told = json.loads(dictionary.read_bytes().decode())
        if told["format"] != "releve/dictionary/1":
            raise ValueError(told["format"])
        self.folder, self.faults = folder, 0
        self.forms = {one["kind"]: one["form"] for one in told["kinds"]}
        self.absences = [one["code"] for one in told["absences"]]
        self.model: dict[str, list[Attribute]] = {
            one["name"]: one["attributes"] for one in told["entities"]
        }
        self.counts: Counter[str] = Counter()
        self.directory: set[str] = set()
        self.files = self.manifest()
        self.told = self.document(f"{CONTENT}/report.json")
        self.key = (folder / "data/content.key").read_bytes()
        there = (folder / CONTENT / "csv").is_dir()
        self.tables = {name: Table(name, each, self) for name, each in self.model.items() if there}

    def fault(self, file: str, line: int, said: str) -> None:
        """Écrit un défaut dès qu'il est vu ; ligne 0 : le fichier entier."""
        self.faults += 1
        sys.stdout.write(f"{file}:{line} : {said}\n" if line else f"{file} : {said}\n")

    def manifest(self) -> dict[str, tuple[str, int]]:
        """Relit chaque octet ; rend l'empreinte et la taille de chaque fichier, par chemin."""
        found: dict[str, tuple[str, int]] = {}
        for number, line in enumerate((self.folder / MANIFEST).read_bytes().split(b"\n")[:-1], 1):
            digest, _, path = line.decode(errors="replace").partition("  ")
            if not HEX.fullmatch(digest) or path[:5] != "data/" or ".." in path.split("/"):
                self.fault(MANIFEST, number, "ligne mal formée")
                continue
            file = self.folder / path
            found[path] = (digest, file.stat().st_size if file.is_file() else -1)
            if not file.is_file() or sha256(file) != digest:
                self.fault(path, 0, "fichier manquant, ou d'une autre empreinte qu'au manifeste")
        for one in sorted((self.folder / "data").rglob("*")):
            path = one.relative_to(self.folder).as_posix()
            if not one.is_dir() and path not in found:
                self.fault(path, 0, "fichier en trop, que le manifeste n'annonce pas")
        return found

    def document(self, name: str) -> dict[str, object]:
        """Un document JSON du paquet ; vide s'il n'y est pas."""
        path = self.folder / name
        found = parsed(path.read_bytes().rstrip(b"\n")) if path.is_file() else {}
        if found is None:
            self.fault(name, 1, "JSON qui n'est pas en forme canonique")
        return found or {}

    def lines(self, name: str) -> Iterator[tuple[int, dict[str, object]]]:
        """Les lignes d'un fichier NDJSON, celles du moins qui sont en forme canonique."""
        with (self.folder / name).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                found = parsed(line[:-1]) if line.endswith(b"\n") else None
                if found is None:
                    self.fault(name, number, "ligne qui n'est pas en forme canonique")
                else:
                    yield number, found

    def check(self) -> str:
        """Vérifie tout ; rend la racine recalculée."""
        name, last = f"{CONTENT}/canonical/directory.ndjson", ""
        shared = [(number, self.record(name, number, one)) for number, one in self.lines(name)]
        self.directory = {one.id for _, one in shared if one}
        entries = [self.group(name, "directory", shared)]
        for path in sorted((self.folder / CONTENT / "canonical").glob("part-*.ndjson")):
            name = f"{CONTENT}/canonical/{path.name}"
            for number, line in self.lines(name):
                found, listed = str(line.get("id")), line.get("records")
                listed = listed if isinstance(listed, list) else []
                group = [(number, self.record(name, number, one)) for one in listed]
                persons = [one.id for _, one in group if one and one.entity == "person"]
                if set(line) != {"id", "records"} or persons != [found]:
                    self.fault(name, number, "un parcours a id et records, et l'id de son usager")
                if found <= last:
                    self.fault(name, number, "parcours en double, ou hors de l'ordre")
                last = found
                entries.append(self.group(name, found, group))
        for table in self.tables.values():
            if not table.broken and next(table.rows, None) is not None:
                table.fail("tableau plus long que la forme canonique")
        return self.announced(merkle_root(entries).hex())

    def record(self, name: str, number: int, one: object) -> Record | None:
        """Un enregistrement bien formé, chaque valeur vérifiée ; None s'il ne l'est pas."""
        if not isinstance(one, dict) or set(one) != RECORD or str(one["e"]) not in self.model:
            self.fault(name, number, "un enregistrement a e (une entité connue), id et v")
            return None
        entity, values = str(one["e"]), one["v"]
        if not isinstance(values, dict) or not str(one["id"]).startswith(f"{entity}/"):
            self.fault(name, number, f"{entity} : id ou valeurs mal formés")
            return None
        self.counts[entity] += 1
        known = {each["name"]: each for each in self.model[entity]}
        said = [(key, "attribut inconnu") for key in values if key not in known]
        for key, each in known.items():
            if key in values:
                said.append((key, self.wrong(each, values[key])))
            elif each["required"]:
                said.append((key, "obligatoire, et ni renseigné ni dit absent"))
        if is_text(values.get("ins")) and values.get("identity_status") != "qualified":
            said.append(("ins", "présent alors que l'identité n'est pas qualifiée"))
        for key, wrong in said:
            if wrong:
                self.fault(name, number, f"{entity}.{key} : {wrong}")
        return Record(entity, str(one["id"]), values)

    def wrong(self, one: Attribute, value: object) -> str:
        """Ce qui ne va pas dans une valeur ; rien si elle est bonne."""
        if isinstance(value, dict) and "absent" in value:
            good = len(value) == 1 and value["absent"] in self.absences
            return "" if good else "absence sans raison connue"
        if one["kind"] == "code":
            known = [each["code"] for each in one["codes"]]
            return "" if value in known else "code hors de la liste"
        if one["kind"] == "reference":
            good = isinstance(value, str) and value.startswith(f"{one['target']}/")
            return "" if good else f"référence à {one['target']} attendue"
        if not KINDS[one["kind"]](value):
            return f"forme attendue : {self.forms[one['kind']]}"
        if isinstance(value, dict) and self.told.get("attachments") is not False:
            found = self.files.get(f"{CONTENT}/pieces/{value['path']}")
            if found != (value["sha256"], value["size"]):
                return "pièce absente de pieces/, ou d'une autre empreinte, ou d'une autre taille"
        return ""

    def group(self, name: str, group: str, found: list[tuple[int, Record | None]]) -> bytes:
        """Vérifie ordre, références et tableaux d'un parcours ; rend son entrée dans l'arbre."""
        own = {one.id for _, one in found if one}
        secret, leaves, last = hmac.digest(self.key, group.encode(), "sha256"), [], ""
        for number, one in found:
            if one is None:
                continue
            if one.id <= last:
                self.fault(name, number, f"{one.entity} : id en double, ou hors de l'ordre")
            last = one.id
            for key in (each["name"] for each in self.model[one.entity] if each["target"]):
                value = one.values.get(key)
                if isinstance(value, str) and value not in own and value not in self.directory:
                    self.fault(name, number, f"{one.entity}.{key} : référence qui ne mène à rien")
            if self.tables:
                self.tables[one.entity].compare(group, one)
            leaf = hmac.digest(secret, one.id.encode(), "sha256")
            data = canonical({"e": one.entity, "id": one.id, "v": one.values})
            leaves.append(hashlib.sha256(leaf + data).digest())
        return hashlib.sha256(secret + merkle_root(leaves)).digest()

    def announced(self, root: str) -> str:
        """Compare ce qui est lu à ce que le rapport et le bordereau annoncent ; rend la racine."""
        slip = self.document("bordereau.json")
        for name, told in ((f"{CONTENT}/report.json", self.told), ("bordereau.json", slip)):
            if told.get("root", root if name == "bordereau.json" else None) != root:
                self.fault(name, 1, "racine annoncée autre que la racine recalculée")
        if slip and slip.get("manifest") != f"sha256:{sha256(self.folder / MANIFEST)}":
            self.fault("bordereau.json", 1, "manifeste annoncé autre que celui du paquet")
        if self.told.get("entities") != {name: self.counts[name] for name in sorted(self.counts)}:
            self.fault(f"{CONTENT}/report.json", 1, "comptes annoncés autres que les comptes lus")
        delta, name, names = self.told.get("delta"), f"{CONTENT}/removed.ndjson", [""]
        for number, line in self.lines(name) if delta else ():
            names.append(str(line.get("name")))
            if names[-1] <= names[-2] or not HEX.fullmatch(names[-1]):
                self.fault(name, number, "nom mal formé, en double, ou hors de l'ordre")
        if isinstance(delta, dict) and delta["removed"] != len(names) - 1:
            self.fault(f"{CONTENT}/report.json", 1, "nombre de parcours à retirer autre que le lu")
        return root


def main() -> int:
    """Vérifie un paquet et rend le code de sortie."""
    if len(sys.argv) not in {2, 3} or sys.argv[1].startswith("-"):
        sys.stderr.write(str(__doc__))
        return 2
    dictionary = Path(sys.argv[2] if sys.argv[2:] else Path(__file__).with_name(DICTIONARY))
    csv.field_size_limit(2**31 - 1)
    try:
        package = Package(Path(sys.argv[1]), dictionary)
        root = package.check()
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"Illisible : {type(error).__name__} {getattr(error, 'filename', '')}\n")
        return 2
    verdict = f"NON CONFORME, défauts : {package.faults}" if package.faults else "CONFORME"
    total = f"parcours : {package.counts['person']}, fiches : {sum(package.counts.values())}"
    sys.stdout.write(f"{verdict} ; {total}, racine : {root}\n")
    here = Path(__file__).with_name("transcodage")
    signed, said = runpy.run_path(f"{here}.py")["told"](here) if here.is_dir() else (0, "")
    sys.stdout.write(f"Transcodage : {said}.\n" if said else "")
    return 1 if package.faults or signed else 0


if __name__ == "__main__":
    sys.exit(main())
