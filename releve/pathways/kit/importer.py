"""Importateur de référence : charge un paquet de parcours et écrit l'attestation d'intégration.

Python 3.11 ou plus, sans rien à installer ni Relève. Il montre, sur une base SQLite, ce que toute
solution cible doit faire : charger, relire depuis la base, recalculer les comptes et la racine de
ce qui est relu, et dire de chaque parcours s'il est créé, rattaché, doublon potentiel ou rejeté.
Un paquet entier remplace les précédents du même jeu, un complément les met à jour : ce qui n'est
plus livré est retiré, et la racine relue est celle de l'ensemble. Un paquet ciblé ne retire rien.

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
from runpy import run_path
from typing import TypeAlias

NAME, VERSION = "importateur de référence Relève", "2"
OUTCOMES = ("created", "linked", "possible_duplicate", "rejected")
LOADED = OUTCOMES[:2]
DIRECTORY, TRAITS = "directory", ("birth_family_name", "birth_date", "gender")

# entité : attribut, « ! » obligatoire, « >entité » référence, « = » autre chose que du texte
MODEL = """
person ins ins_authority identity_status! birth_family_name! used_family_name given_names=list!
 first_given_name used_given_name birth_date! gender! birth_place death_date telephone email address
 postal_code commune representative treating_physician>professional status! opened_at!
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
Found: TypeAlias = tuple[str, str, Values]  # une fiche : entité, identifiant, valeurs


class Field:
    """Un attribut du modèle : nom, sorte, entité visée, obligatoire ou non."""

    def __init__(self, word: str) -> None:
        self.required = word.endswith("!")
        name, _, self.target = word.removesuffix("!").partition(">")
        self.name, _, self.kind = name.partition("=")


LINES = MODEL.replace("\n ", " ").strip().splitlines()
FIELDS = {entity: [Field(word) for word in words] for entity, *words in map(str.split, LINES)}


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
            values[one.name] = json.loads(row[one.name]) if one.kind else row[one.name]
    for word in row["absent"].split():
        name, _, code = word.partition("=")
        values[name] = {"absent": code}
    return values


class Base:
    """La base : une table par entité ; NULL : jamais rempli ; ``absences`` : ce qui est absent."""

    def __init__(self, path: Path) -> None:
        self.sql = sqlite3.connect(path)
        for table in (
            "parcours (id TEXT PRIMARY KEY, jeu TEXT, paquet TEXT, issue TEXT, personne TEXT)",
            "entier (jeu TEXT PRIMARY KEY, paquet TEXT)",
            "temp.livre (parcours TEXT, entite TEXT, id TEXT, v TEXT)",
        ):
            self.sql.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        for entity, fields in FIELDS.items():
            names = ", ".join(f'"{one.name}"' for one in fields)
            table = f"{entity} (id TEXT PRIMARY KEY, parcours TEXT, absences TEXT, {names})"
            self.sql.execute(f"CREATE TABLE IF NOT EXISTS {table}")
            self.sql.execute(f"CREATE INDEX IF NOT EXISTS par_{entity} ON {entity} (parcours)")

    def stage(self, rows: Iterable[tuple[str, Found]]) -> None:
        """Met de côté ce qui est livré, avant toute décision."""
        staged = ((group, kind, name, json.dumps(v)) for group, (kind, name, v) in rows)
        self.sql.executemany("INSERT INTO livre VALUES (?, ?, ?, ?)", staged)
        self.sql.execute("CREATE UNIQUE INDEX temp.livre_cle ON livre (parcours, id)")

    def staged(self, pathway: str) -> list[Found]:
        """Fiches livrées d'un parcours."""
        query = "SELECT entite, id, v FROM livre WHERE parcours = ?"
        rows = self.sql.execute(query, (pathway,))
        return [(kind, name, json.loads(values)) for kind, name, values in rows]

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
            said = [None if absent(v := values.get(one.name)) else v for one in fields]
            both = zip(fields, said, strict=True)
            cells = [json.dumps(v) if one.kind and v is not None else v for one, v in both]
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
                    one.name: json.loads(cell) if one.kind else cell
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


class Integration:
    """Un paquet, chargé dans une base."""

    def __init__(self, package: Path, base: Base) -> None:
        if wrong := run_path(str(Path(__file__).with_name("manifeste.py")))["changed"](package):
            sys.exit(f"Paquet refusé, rien n'est chargé : {len(wrong)} écart(s) avec le manifeste.")
        slip = (package / "bordereau.json").read_bytes()
        self.package = "sha256:" + hashlib.sha256(slip).hexdigest()
        self.asset, said = json.loads(slip)["asset"], json.loads(slip).get("delivery") or {}
        self.entire = bool(said) and said.get("partial") not in {"keys", "period"}
        self.before, self.whole = said.get("base"), said.get("whole")
        self.key = (package / "data" / "content.key").read_bytes()
        self.content, self.base = package / "data" / "contenu", base
        self.shared: set[str] = set()

    def run(self, form: str, decisions: dict[str, str]) -> tuple[list[dict[str, str]], list[bytes]]:
        """Charge tout ; rend les issues par parcours et les lignes de rejet."""
        self.base.stage(read_csv(self.content) if form == "csv" else read_canonical(self.content))
        if self.entire:
            self.replace()
        directory = self.base.staged(DIRECTORY)
        self.shared = {name for _, name, _ in directory}
        self.base.load(DIRECTORY, directory)
        outcomes, rejects = list[dict[str, str]](), list[bytes]()
        query = "SELECT DISTINCT parcours FROM livre WHERE parcours <> ? ORDER BY parcours"
        for (pathway,) in self.base.sql.execute(query, (DIRECTORY,)).fetchall():
            name = keyed(keyed(self.key, pathway), "name").hex()
            records = self.base.staged(pathway)
            self.base.forget(pathway)
            faults = list(self.faults(pathway, records))
            rejects += [canonical({**one, "pathway": name}) for one in faults]
            said = decisions.get(name)
            row = {"outcome": "rejected"} if faults else self.identify(pathway, records, said)
            if row["outcome"] in LOADED:
                self.base.load(pathway, records)
            self.base.sql.execute(
                "INSERT INTO parcours VALUES (?, ?, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET issue = excluded.issue, personne = excluded.personne",
                (pathway, self.asset, self.package, row["outcome"], row.get("person")),
            )
            outcomes.append({**row, "pathway": name})
        self.base.sql.commit()
        return outcomes, rejects

    def replace(self) -> None:
        """Retire ce qui n'est plus livré : hors d'un paquet entier, ou nommé par un complément."""
        sql, gone = self.base.sql, set[str]()
        last = sql.execute("SELECT paquet FROM entier WHERE jeu = ?", (self.asset,)).fetchone()
        if self.before:
            if last not in {(self.before,), (self.package,)}:
                sys.exit("Complément refusé : il ne part pas du dernier paquet entier chargé.")
            lines = (self.content / "removed.ndjson").read_bytes().splitlines()
            gone = {json.loads(line)["name"] for line in lines}
        held = sql.execute("SELECT id, paquet FROM parcours WHERE jeu = ?", (self.asset,))
        for pathway, package in held.fetchall():
            kept = self.before and (package,) == last
            if not kept or keyed(keyed(self.key, pathway), "name").hex() in gone:
                self.base.forget(pathway)
                sql.execute("DELETE FROM parcours WHERE id = ?", (pathway,))
        sql.execute("UPDATE parcours SET paquet = ? WHERE jeu = ?", (self.package, self.asset))
        sql.execute("INSERT OR REPLACE INTO entier VALUES (?, ?)", (self.asset, self.package))

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
        return {"outcome": OUTCOMES[1 if decision == "merged" else 2], "person": known}

    def read_back(self) -> Iterator[tuple[str, list[Found]]]:
        """Relit le répertoire, puis les parcours chargés : de ce paquet, ou de tout l'ensemble."""
        yield DIRECTORY, self.base.read_back(DIRECTORY)
        here = "(paquet = ? OR id IN (SELECT parcours FROM livre)) AND issue IN (?, ?)"
        query = f"SELECT id FROM parcours WHERE {here} ORDER BY id"  # noqa: S608 - no value in it
        for (pathway,) in self.base.sql.execute(query, (self.package, *LOADED)).fetchall():
            yield pathway, self.base.read_back(pathway)


def listing(target: Path, form: str, package: str, rows: list[bytes]) -> str:
    """Écrit une liste privée, un en-tête puis les lignes par octets croissants ; son empreinte."""
    head = canonical({"format": f"releve/{form}/1", "package": package, "rows": len(rows)})
    data = b"".join(line + b"\n" for line in (head, *sorted(rows)))
    target.write_bytes(data)
    return "sha256:" + hashlib.sha256(data).hexdigest()


def write_again(folder: Path, pathway: str, found: list[Found]) -> None:
    """Ajoute à un dossier ce qui est relu, en forme canonique, pour « releve reconcile »."""
    ordered = sorted(found, key=lambda one: one[1].encode())
    records = [{"e": entity, "id": name, "v": values} for entity, name, values in ordered]
    name = "directory.ndjson" if pathway == DIRECTORY else "part-00000.ndjson"
    (folder / "canonical").mkdir(parents=True, exist_ok=True)
    with (folder / "canonical" / name).open("ab") as stream:
        for line in records if pathway == DIRECTORY else [{"id": pathway, "records": records}]:
            stream.write(canonical(line) + b"\n")


def integrate(args: argparse.Namespace) -> Counter[str]:
    """Charge, relit, écrit les documents ; rend le nombre de parcours par issue."""
    work = Integration(args.paquet, Base(args.base))
    rows = args.decisions.read_bytes().splitlines()[1:] if args.decisions else []
    decisions = {one["pathway"]: one["decision"] for one in map(json.loads, rows)}
    outcomes, rejects = work.run(args.forme, decisions)
    args.sortie.mkdir(parents=True, exist_ok=True)
    counted = Counter(row["outcome"] for row in outcomes)
    records, entries = Counter[str](), list[bytes]()
    for pathway, found in work.read_back():
        records.update(entity for entity, _, _ in found)
        entries.append(entry(keyed(work.key, pathway), found))
        if args.relecture is not None:
            write_again(args.relecture, pathway, found)
    details, refused = args.sortie / "details.ndjson", args.sortie / "rejets.ndjson"
    attestation = {
        "format": "releve/attestation/1",
        "package": work.package,
        "importer": {"name": NAME, "version": VERSION},
        "loaded_at": datetime.now(UTC).replace(microsecond=0).isoformat()[:19] + "Z",
        "pathways": len(outcomes),
        "outcomes": {name: counted[name] for name in OUTCOMES},
        "records": dict(records),
        "root": merkle_root(entries).hex(),
        "details": listing(details, "outcomes", work.package, list(map(canonical, outcomes))),
        "rejects": listing(refused, "rejects", work.package, rejects) if rejects else None,
    }
    (args.sortie / "attestation.json").write_bytes(canonical(attestation))
    work.base.sql.close()
    if work.whole not in {None, attestation["root"]}:
        sys.exit("L'ensemble relu n'est pas celui du complément : rejets, doutes, ou autre ordre.")
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
    told = map(counted.__getitem__, OUTCOMES)
    sys.stdout.write("Créés {}, rattachés {}, doublons potentiels {}, rejetés {}.\n".format(*told))
    return int(counted["possible_duplicate"] + counted["rejected"] > 0)


if __name__ == "__main__":
    sys.exit(main())
