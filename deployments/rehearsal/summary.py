"""``summary.json``: what the exercise did, read from the three systems. Described in its README."""

import json
import resource
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deployments.rehearsal import region
from deployments.rehearsal.setting import Setting
from deployments.rehearsal.successor.holdings import counts
from flows.desk import Desk
from releve.canonical import decode_base64
from releve.ledger.body import mapping, number, text
from releve.model.evidence import Entry, EntryKind, JsonValue
from releve.model.medium import PathwaysMedium
from releve.plan.steps import Agenda

FORMAT = "releve/summary/1"


class Summary:
    """Collects figures while the exercise runs; the source's are read before anything moves."""

    def __init__(self, root: Path) -> None:
        self._file = root / "summary.json"
        self._source = root / "source.json"
        self._stages: dict[str, dict[str, float]] = {}
        self._said: dict[str, object] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage and note the peak memory of this process and its children after it."""
        began = time.monotonic()
        yield
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self._stages[name] = {
            "seconds": round(time.monotonic() - began, 2),
            "peak_mib": round(own / 1024),
            "children_peak_mib": round(children / 1024),
        }

    def sources(self, setting: Setting) -> None:
        """Count pathways at the source, once, before the exercise begins."""
        if not self._source.exists():
            found = region.list_pathways(setting.platform.cluster)
            self._source.write_text(json.dumps(found), encoding="utf-8")

    def write(self, setting: Setting, desk: Desk, agenda: Agenda) -> None:
        """Read the three systems and the ledger, and write the file."""
        source = json.loads(self._source.read_text(encoding="utf-8"))
        loaded = counts(setting.successor)
        entries = desk.memory.entries()
        exported = {
            entry.subject.partition(":")[2]: number(entry.body, "pathways")
            for entry in entries
            if entry.kind is EntryKind.PACKAGE_EXPORTED
        }
        plan = desk.memory.plan
        views = {one.id for one in plan.assets if isinstance(one.medium, PathwaysMedium)}
        attested = {
            entry.subject.partition(":")[2]: int(str(mapping(entry.body, "fields")["pathways"]))
            for entry in entries
            if entry.kind is EntryKind.ACT_RECORDED and entry.body["act"] == "receipt"
        }
        facts = setting.platform.facts()
        kinds = [entry.kind for entry in entries]
        issued = [one for one in entries if one.kind is EntryKind.DOCUMENT_ISSUED]
        self._said = {
            "format": FORMAT,
            "pathways": {
                "source": sum(source.values()),
                "package": sum(count for name, count in exported.items() if name not in views),
                "successor": sum(one["pathways"] for one in loaded.values()),
                "taken": sum(count for name, count in exported.items() if name in views),
                "taken_over": sum(count for name, count in attested.items() if name in views),
            },
            "services": dict(facts.services),
            "subjects": {one.subject: one.bin for one in agenda.done},
            "left": {
                "tables": dict(facts.tables),
                "files": dict(facts.files),
                "waiting": [one.subject for one in agenda.waiting],
            },
            "handed_over": _handed_over(entries, views),
            "bystander_intact": facts.bystander_intact,
            "documents": kinds.count(EntryKind.CERTIFICATE_ISSUED),
            "papers": dict(Counter(str(one.body["kind"]) for one in issued)),
            "closed": desk.memory.state.closed is not None,
            "acts": kinds.count(EntryKind.ACT_RECORDED),
            "ledger": {
                "size": desk.ledger.size(),
                "root": decode_base64(desk.ledger.checkpoint().decode().splitlines()[2]).hex(),
            },
            "stages": self._stages,
        }
        text = json.dumps(self._said, ensure_ascii=False, indent=1)
        self._file.write_text(text + "\n", encoding="utf-8")

    def told(self, setting: Setting) -> Iterator[str]:
        """Yield what the person who ran the exercise reads at its end, in French."""
        pathways = self._said["pathways"]
        if not isinstance(pathways, dict):
            return
        root = setting.root
        yield ""
        yield (
            f"Parcours : {pathways['source']} à la source, {pathways['package']} rendus aux DAC, "
            f"{pathways['successor']} rechargés chez eux."
        )
        yield (
            f"Reprise : {pathways['taken']} dans le périmètre signé, {pathways['taken_over']} "
            "attestés par les solutions cibles."
        )
        yield from _ways(self._said["handed_over"])
        yield f"Certificats : {self._said['documents']} dans {root / 'evidence' / 'certificates'}"
        pieces = _many(self._said["papers"])
        yield f"Autres documents : {pieces} dans {root / 'evidence' / 'papers'}"
        yield "Programme clos par un acte signé." if self._said["closed"] else "Programme non clos."
        yield f"Dossier de preuve : {root / 'evidence' / 'index.html'}"
        yield f"Le même en un seul fichier : {root / 'preuves.zip'}"
        yield "Interface Prefect : make ui"
        yield "La plateforme reste en marche ; « make demo-clean » l'arrête et efface tout."
        yield (
            f"Vérifier : .venv/bin/releve verify --rehearsal --trust {root / 'trust'} "
            f"{root / 'evidence'}"
        )


_WAYS = {
    "sftp": "dépôt SFTP",
    "sql": "dépôt SFTP et tables d'échange PostgreSQL",
    "fhir": "dépôt SFTP et serveur FHIR R4 de la solution cible",
}


def _handed_over(entries: Sequence[Entry], views: Collection[str]) -> dict[str, JsonValue]:
    """Tell by which means the pathways of each view went, in how many files, how many were loaded.

    ``loaded`` counts records or resources; ``null`` where the package alone was deposited.
    """
    found: dict[str, JsonValue] = {}
    for entry in entries:
        name = entry.subject.partition(":")[2]
        if entry.kind is EntryKind.PACKAGE_DELIVERED and name in views:
            volumes, loaded = entry.body.get("volumes"), entry.body.get("loaded")
            found[name] = {
                "means": text(entry.body, "means"),
                "files": len(volumes) if isinstance(volumes, list) else 1,
                "loaded": loaded["sent"] if isinstance(loaded, dict) else None,
            }
    return found


def _many(papers: object) -> str:
    counts = papers.values() if isinstance(papers, dict) else ()
    return f"{sum(counts)}, de {len(counts)} sortes,"


def _ways(handed_over: object) -> Iterator[str]:
    for name, one in handed_over.items() if isinstance(handed_over, dict) else ():
        files = f"{one['files']} volumes scellés" if one["files"] > 1 else "1 fichier scellé"
        kind = "ressources" if one["means"] == "fhir" else "fiches"
        loaded = "" if one["loaded"] is None else f", {one['loaded']} {kind} chargées et recomptées"
        yield f"   {name} : {_WAYS[one['means']]}, {files}{loaded}"
