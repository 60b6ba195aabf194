"""Importateur de référence : charge un paquet de parcours et écrit l'attestation d'intégration.

Python 3.11 ou plus, sans rien à installer ni Relève. Il montre, sur une base SQLite, ce que toute
solution cible doit faire : charger, relire depuis la base, recalculer les comptes et la racine de
ce qui est relu, et dire de chaque parcours s'il est créé, rattaché, doublon potentiel ou rejeté.

    python3 importer.py PAQUET --base cible.sqlite --sortie DOSSIER [--forme csv]

PAQUET est le paquet déchiffré : bordereau.json, data/content.key, data/contenu. DOSSIER reçoit
attestation.json (à remettre signée), details.ndjson et, s'il y a lieu, rejets.ndjson.
"""

import argparse
import csv
import hashlib
import hmac
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

NAME, VERSION = "importateur de référence Relève", "1"
DIRECTORY = "directory"
OUTCOMES = ("created", "linked", "possible_duplicate", "rejected")
LOADED = OUTCOMES[:2]
TRAITS = ("birth_family_name", "birth_date", "gender")

# entité : attribut, « ! » obligatoire, « >entité » référence, « = » autre chose que du texte
MODEL = """
person ins ins_authority identity_status! birth_family_name! used_family_name
 given_names=list! first_given_name used_given_name birth_date! gender! birth_place death_date
 telephone email address postal_code commune representative treating_physician>professional
 status! opened_at!
relative name! relationship telephone email representative=boolean
circle_member professional>professional organisation>organisation relative>relative relative_name
 role! start! end
request requester>professional received_at! reason! channel orientation urgent=boolean status!
assessment author>professional grid! version done_on! answers=list! score comment
care_plan referent>professional written_on! revised_on problems! wishes unmet_objectives
 agreement=boolean
goal care_plan>care_plan! description! achieved=boolean
action care_plan>care_plan owner>professional title! status! due_on done_on result estimated_cost
event type! start! end organiser>professional participants report status
note author>professional reply_to>note written_at! category urgent=boolean text!
document author>professional title! class media_type! file=file! deposited_at
alert severity! trigger! raised_at! acknowledged_by>professional acknowledged_at
consent nature! scope! collected_on! withdrawn_on oral=boolean trace
closure closed_at! reason outcome relay
professional family_name! given_name profession rpps organisation>organisation telephone email
 active=boolean
organisation name! type finess siret telephone
"""

Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value]"
Values: TypeAlias = dict[str, Value]
Found: TypeAlias = tuple[str, str, Values]
"""Une fiche : entité, identifiant, valeurs."""


class Field:
    """Un attribut du modèle : nom, sorte, entité visée, obligatoire ou non."""

    def __init__(self, word: str) -> None:
        self.required = word.endswith("!")
        name, _, self.target = word.removesuffix("!").partition(">")
        self.name, _, self.kind = name.partition("=")


FIELDS = {
    entity: [Field(word) for word in words]
    for entity, *words in map(str.split, MODEL.replace("\n ", " ").strip().splitlines())
}


def canonical(value: object) -> bytes:
    """JSON canonique : clés triées, sans espace, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Racine RFC 6962 de ces entrées."""
    row = [hashlib.sha256(b"\0" + one).digest() for one in leaves]
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=False)
        above = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs]
        row = above + row[2 * len(above) :]
    return row[0] if row else hashlib.sha256(b"").digest()


def keyed(key: bytes, text: str) -> bytes:
    """HMAC-SHA256."""
    return hmac.digest(key, text.encode(), "sha256")


def entry(key: bytes, records: Iterable[Found]) -> bytes:
    """Entrée d'un parcours, dont ``key`` est la clé k_p, fiches dans l'ordre des identifiants."""
    leaves = []
    for entity, name, values in sorted(records, key=lambda one: one[1].encode()):
        data = canonical({"e": entity, "id": name, "v": values})
        leaves.append(hashlib.sha256(keyed(key, name) + data).digest())
    return hashlib.sha256(key + merkle_root(leaves)).digest()


def read_canonical(content: Path) -> Iterator[tuple[str, Found]]:
    """Lit chaque fiche de la forme canonique, avec le parcours auquel elle appartient."""
    folder = content / "canonical"
    for path in sorted(folder.glob("part-*.ndjson")):
        with path.open(encoding="utf-8") as lines:
            for pathway in map(json.loads, lines):
                for one in pathway["records"]:
                    yield pathway["id"], (one["e"], one["id"], one["v"])
    for one in map(json.loads, (folder / "directory.ndjson").read_bytes().splitlines()):
        yield DIRECTORY, (one["e"], one["id"], one["v"])


def read_csv(content: Path) -> Iterator[tuple[str, Found]]:
    """Lit chaque fiche des tables CSV, avec le parcours auquel elle appartient."""
    csv.field_size_limit(2**31 - 1)
    for entity, fields in FIELDS.items():
        for path in sorted((content / "csv").glob(f"{entity}-[0-9]*.csv")):
            with path.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines, strict=True):
                    yield row["pathway"], (entity, row["id"], csv_values(fields, row))


def csv_values(fields: list[Field], row: dict[str, str]) -> Values:
    """Valeurs d'une ligne : une cellule vide n'est pas une valeur ; « absent » dit pourquoi."""
    values: Values = {}
    for one in fields:
        if one.kind == "file":
            path, sha256, size = (row[f"{one.name}.{part}"] for part in ("path", "sha256", "size"))
            if path:
                values[one.name] = {"path": path, "sha256": sha256, "size": int(size)}
        elif row[one.name]:
            values[one.name] = from_text(one.kind, row[one.name])
    for word in row["absent"].split():
        name, _, code = word.partition("=")
        values[name] = {"absent": code}
    return values


def from_text(kind: str, text: str) -> Value:
    """Valeur d'une cellule de cette sorte, en CSV comme dans la base."""
    found: Value = json.loads(text) if kind else text
    return found


class Base:
    """La base de la solution cible : une table par entité, une colonne par attribut.

    NULL : jamais rempli. Les absences explicites sont dans la colonne ``absences``.
    """

    def __init__(self, path: Path) -> None:
        self.sql = sqlite3.connect(path)
        tables = [
            "parcours (id TEXT PRIMARY KEY, paquet TEXT, issue TEXT, personne TEXT)",
            "temp.livre (parcours TEXT, entite TEXT, id TEXT, v TEXT)",
        ]
        for entity, fields in FIELDS.items():
            names = ", ".join(f'"{one.name}"' for one in fields)
            tables.append(f"{entity} (id TEXT PRIMARY KEY, parcours TEXT, absences TEXT, {names})")
        for table in tables:
            self.sql.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        for entity in FIELDS:
            self.sql.execute(f"CREATE INDEX IF NOT EXISTS par_{entity} ON {entity} (parcours)")

    def stage(self, rows: Iterable[tuple[str, Found]]) -> None:
        """Met de côté ce qui est livré, avant toute décision."""
        staged = (
            (pathway, entity, name, json.dumps(values)) for pathway, (entity, name, values) in rows
        )
        self.sql.executemany("INSERT INTO livre VALUES (?, ?, ?, ?)", staged)
        self.sql.execute("CREATE UNIQUE INDEX temp.livre_cle ON livre (parcours, id)")

    def staged(self, pathway: str) -> list[Found]:
        """Fiches livrées d'un parcours."""
        query = "SELECT entite, id, v FROM livre WHERE parcours = ?"
        rows = self.sql.execute(query, (pathway,))
        return [(entity, name, json.loads(values)) for entity, name, values in rows]

    def forget(self, pathway: str) -> None:
        """Retire ce qu'un chargement antérieur de ce parcours a laissé."""
        for entity in FIELDS:
            query = f"DELETE FROM {entity} WHERE parcours = ?"  # noqa: S608 - names from MODEL
            self.sql.execute(query, (pathway,))

    def load(self, pathway: str, records: Iterable[Found]) -> None:
        """Charge des fiches ; une fiche partagée déjà là est mise à jour."""
        for entity, name, values in records:
            fields = FIELDS[entity]
            absences = {key: one for key, one in values.items() if absent(one)}
            cells = [to_cell(one.kind, values.get(one.name)) for one in fields]
            marks = ", ".join("?" * (3 + len(cells)))
            query = f'INSERT OR REPLACE INTO "{entity}" VALUES ({marks})'  # noqa: S608 - the same
            self.sql.execute(query, (name, pathway, json.dumps(absences), *cells))

    def read_back(self, pathway: str) -> list[Found]:
        """Relit un parcours depuis les tables ; du répertoire, les fiches de cette livraison."""
        found: list[Found] = []
        delivered = {name for _, name, _ in self.staged(pathway)} if pathway == DIRECTORY else None
        for entity, fields in FIELDS.items():
            query = f'SELECT * FROM "{entity}" WHERE parcours = ?'  # noqa: S608 - the same
            for name, _, absences, *cells in self.sql.execute(query, (pathway,)):
                values: Values = {
                    one.name: from_text(one.kind, cell)
                    for one, cell in zip(fields, cells, strict=True)
                    if cell is not None
                }
                values |= json.loads(absences)
                if delivered is None or name in delivered:
                    found.append((entity, name, values))
        return found

    def known(self, pathway: str, person: Values, names: tuple[str, ...]) -> str | None:
        """Une autre personne de la base dont ces attributs, tous remplis, sont les mêmes."""
        where = " AND ".join(f'"{name}" = ?' for name in names)
        query = f"SELECT min(id) FROM person WHERE {where} AND id <> ?"  # noqa: S608 - the same
        values = [person.get(name) for name in names]
        if not all(isinstance(one, str) for one in values):
            return None
        found: str | None = self.sql.execute(query, (*values, pathway)).fetchone()[0]
        return found


def absent(value: object) -> bool:
    """Dit si une valeur est une absence explicite."""
    return isinstance(value, dict) and value.keys() == {"absent"}


def to_cell(kind: str, value: object) -> object:
    """Cellule d'une valeur : NULL si jamais rempli ou explicitement absent."""
    if value is None or absent(value):
        return None
    return json.dumps(value) if kind else value


class Integration:
    """Un paquet, chargé dans une base."""

    def __init__(self, package: Path, base: Base) -> None:
        slip = (package / "bordereau.json").read_bytes()
        self.package = "sha256:" + hashlib.sha256(slip).hexdigest()
        self.key = (package / "data" / "content.key").read_bytes()
        self.content = package / "data" / "contenu"
        self.base = base
        self.shared: set[str] = set()

    def run(self, form: str, decisions: dict[str, str]) -> tuple[list[dict[str, str]], list[bytes]]:
        """Charge tout ; rend les issues par parcours et les lignes de rejet."""
        self.base.stage(read_csv(self.content) if form == "csv" else read_canonical(self.content))
        directory = self.base.staged(DIRECTORY)
        self.shared = {name for _, name, _ in directory}
        self.base.load(DIRECTORY, directory)
        outcomes: list[dict[str, str]] = []
        rejects: list[bytes] = []
        query = "SELECT DISTINCT parcours FROM livre WHERE parcours <> ? ORDER BY parcours"
        for (pathway,) in self.base.sql.execute(query, (DIRECTORY,)).fetchall():
            name = keyed(keyed(self.key, pathway), "name").hex()
            records = self.base.staged(pathway)
            self.base.forget(pathway)
            faults = list(self.faults(pathway, records))
            if faults:
                row = {"outcome": "rejected"}
                rejects += [canonical({**one, "pathway": name}) for one in faults]
            else:
                row = self.identify(pathway, records, decisions.get(name))
            if row["outcome"] in LOADED:
                self.base.load(pathway, records)
            self.base.sql.execute(
                "INSERT OR REPLACE INTO parcours VALUES (?, ?, ?, ?)",
                (pathway, self.package, row["outcome"], row.get("person")),
            )
            outcomes.append({**row, "pathway": name})
        self.base.sql.commit()
        return outcomes, rejects

    def faults(self, pathway: str, records: list[Found]) -> Iterator[dict[str, str]]:
        """Ce qui empêche de charger un parcours : code, entité, attribut ; jamais une valeur."""
        there = self.shared | {name for _, name, _ in records}
        for entity, name, values in records:
            key = keyed(keyed(self.key, pathway), f"name/{name}").hex()
            for one in FIELDS[entity]:
                if code := self.fault(one, values.get(one.name), there):
                    yield {"attribute": one.name, "code": code, "entity": entity, "record": key}

    def fault(self, one: Field, value: object, there: set[str]) -> str | None:
        """Code du défaut d'une valeur, ou rien."""
        if value is None:
            return "champ_obligatoire" if one.required else None
        if one.target and isinstance(value, str) and value not in there:
            return "reference_introuvable"
        if one.kind == "file" and isinstance(value, dict) and not absent(value):
            piece = self.content / "pieces" / str(value["path"])
            data = piece.read_bytes() if piece.is_file() else b""
            if hashlib.sha256(data).hexdigest() != value["sha256"]:
                return "piece_differente"
        return None

    def identify(self, pathway: str, records: list[Found], decision: str | None) -> dict[str, str]:
        """Créé, rattaché ou doublon potentiel ; une décision du DAC tranche un doute."""
        person = next(values for entity, _, values in records if entity == "person")
        qualified = person["identity_status"] == "qualified"
        known = self.base.known(pathway, person, ("ins", "identity_status")) if qualified else None
        if known:
            return {"outcome": "linked", "person": known}
        known = self.base.known(pathway, person, TRAITS)
        if known is None or decision == "distinct":
            return {"outcome": "created"}
        outcome = "linked" if decision == "merged" else "possible_duplicate"
        return {"outcome": outcome, "person": known}

    def read_back(self) -> Iterator[tuple[str, list[Found]]]:
        """Relit depuis la base le répertoire, puis chaque parcours chargé de ce paquet."""
        yield DIRECTORY, self.base.read_back(DIRECTORY)
        query = "SELECT id FROM parcours WHERE paquet = ? AND issue IN (?, ?) ORDER BY id"
        for (pathway,) in self.base.sql.execute(query, (self.package, *LOADED)).fetchall():
            yield pathway, self.base.read_back(pathway)


def listing(form: str, package: str, rows: list[bytes]) -> bytes:
    """Liste privée : un en-tête, puis les lignes par octets croissants."""
    head = canonical({"format": form, "package": package, "rows": len(rows)})
    return b"".join(line + b"\n" for line in (head, *sorted(rows)))


def write(target: Path, name: str, data: bytes) -> str:
    """Écrit un fichier de sortie et rend son empreinte, comme l'attestation la nomme."""
    (target / name).write_bytes(data)
    return "sha256:" + hashlib.sha256(data).hexdigest()


def write_again(folder: Path, pathway: str, found: list[Found]) -> None:
    """Ajoute à un dossier ce qui est relu, en forme canonique, pour « releve reconcile »."""
    ordered = sorted(found, key=lambda one: one[1].encode())
    records = [{"e": entity, "id": name, "v": values} for entity, name, values in ordered]
    shared = pathway == DIRECTORY
    target = folder / "canonical" / ("directory.ndjson" if shared else "part-00000.ndjson")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("ab") as stream:
        for line in records if shared else [{"id": pathway, "records": records}]:
            stream.write(canonical(line) + b"\n")


def integrate(args: argparse.Namespace) -> Counter[str]:
    """Charge, relit, écrit les documents ; rend le nombre de parcours par issue."""
    work = Integration(args.paquet, Base(args.base))
    rows = args.decisions.read_bytes().splitlines()[1:] if args.decisions else []
    decisions = {one["pathway"]: one["decision"] for one in map(json.loads, rows)}
    outcomes, rejects = work.run(args.forme, decisions)
    args.sortie.mkdir(parents=True, exist_ok=True)
    counted = Counter(row["outcome"] for row in outcomes)
    records: Counter[str] = Counter()
    entries = []
    for pathway, found in work.read_back():
        records.update(entity for entity, _, _ in found)
        entries.append(entry(keyed(work.key, pathway), found))
        if args.relecture is not None:
            write_again(args.relecture, pathway, found)
    lines = listing("releve/outcomes/1", work.package, [canonical(row) for row in outcomes])
    refused = listing("releve/rejects/1", work.package, rejects)
    attestation = {
        "format": "releve/attestation/1",
        "package": work.package,
        "importer": {"name": NAME, "version": VERSION},
        "loaded_at": datetime.now(UTC).replace(microsecond=0).isoformat()[:19] + "Z",
        "pathways": len(outcomes),
        "outcomes": {name: counted[name] for name in OUTCOMES},
        "records": dict(records),
        "root": merkle_root(entries).hex(),
        "details": write(args.sortie, "details.ndjson", lines),
        "rejects": write(args.sortie, "rejets.ndjson", refused) if rejects else None,
    }
    write(args.sortie, "attestation.json", canonical(attestation))
    work.base.sql.close()
    return counted


def main() -> int:
    """Lit la ligne de commande ; rend 0 si tout est chargé, 1 s'il reste des rejets ou doutes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paquet", type=Path, help="le paquet déchiffré")
    parser.add_argument("--base", type=Path, required=True, help="la base SQLite à remplir")
    parser.add_argument("--sortie", type=Path, required=True, help="où écrire l'attestation")
    parser.add_argument("--forme", choices=("canonical", "csv"), default="canonical")
    parser.add_argument("--decisions", type=Path, help="décisions de la cellule (NDJSON)")
    parser.add_argument("--relecture", type=Path, help="où écrire ce qui est relu de la base")
    counted = integrate(parser.parse_args())
    told = (counted[name] for name in OUTCOMES)
    sys.stdout.write("Créés {}, rattachés {}, doublons potentiels {}, rejetés {}.\n".format(*told))
    return int(counted["possible_duplicate"] + counted["rejected"] > 0)


if __name__ == "__main__":
    sys.exit(main())
