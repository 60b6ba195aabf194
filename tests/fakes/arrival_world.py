"""A small world whose pathways were delivered, and a successor that cannot load all of them.

It knows two of the people already, and refuses three pathways until it is mended.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from connectors.signing.ssh_key import SshKey
from releve.canonical import digest
from releve.model.acts import ActKind, namespace
from releve.pathways.folder import CanonicalFolder
from releve.pathways.index import build_index
from releve.pathways.kit import importer
from releve.pathways.names import pathway_name
from tests.fakes.partial_world import SUBJECT, PartialWorld
from tests.fakes.pathway_world import VIEW

PATHWAYS, REFUSED, KNOWN = 12, 3, 2
_SCRIPT = Path(importer.__file__)
_UNREADY = """
import importlib.util, json, sys
script, broken = sys.argv[1], set(json.loads(sys.argv[2]))
spec = importlib.util.spec_from_file_location("importer", script)
kit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(kit)
plain = kit.Integration.faults

def faults(self, pathway, records):
    yield from plain(self, pathway, records)
    if pathway in broken:
        key = kit.keyed(kit.keyed(self.key, pathway), f"name/{pathway}").hex()
        told = {"attribute": "gender", "code": "code_non_repris"}
        yield told | {"entity": "person", "record": key}

kit.Integration.faults = faults
sys.argv = [script, *sys.argv[3:]]
sys.exit(kit.main())
"""
"""The reference importer, of a tool that has no code for some of what it is given."""


class ArrivalWorld(PartialWorld):
    """A world from which the package of pathways has left; clones share its database."""

    @classmethod
    def delivered(cls, cluster, root):
        world = cls.adopted(cluster, root, pathways=PATHWAYS)
        world.decide()
        world.try_out()
        assert world.run().code == 0
        return world

    def copied(self, root):
        shutil.copytree(self.root, root, symlinks=True)
        return type(self)(
            grounds=self.grounds,
            root=root,
            database=self.database,
            overlays=self.overlays,
            realm=self.realm,
            pathways=self.pathways,
        )

    def arrival(self, *words):
        return self.releve("arrival", VIEW, *words)

    def decided(self, *words, who="directeur"):
        """Decide as the command does, signed by somebody."""
        signed = ("--as", who, "--key", str(self.key(who)), "--reason", "décision du DAC")
        return self.arrival(*words, *signed)

    @property
    def returns(self):
        return self.root / "packages" / VIEW / "retours"

    def judged(self):
        """The bodies of the attestations judged, in order."""
        return [one.body for one in self.entries() if one.kind.value == "arrival_judged"]

    def known(self):
        return self.state().of(SUBJECT)


class Successor:
    """The reference importer with a base of its own, and what it leaves in the drop."""

    def __init__(self, world):
        self.world = world
        self.depot = world.root / "depot"
        (self.package,) = (
            one
            for one in self.depot.glob(f"{VIEW}-*.tar.age")
            if one.name == self._delivered(world)
        )
        (world.root / "ouvert").mkdir()
        self.bag = world.opened(self.package.name)
        self.folder = world.root / "cible"
        self.folder.mkdir()
        part = self.bag / "data/contenu/canonical"
        lines = [line for one in sorted(part.glob("part-*")) for line in one.open()]
        self.pathways = [json.loads(line) for line in lines]
        self.refused = [one["id"] for one in self.pathways[:REFUSED]]
        self._know([one["id"] for one in self.pathways[REFUSED : REFUSED + KNOWN]])

    @staticmethod
    def _delivered(world):
        bodies = [
            one.body
            for one in world.entries()
            if (one.kind.value, one.subject) == ("package_delivered", SUBJECT)
        ]
        return bodies[-1]["name"]

    def _know(self, ids):
        """Hold two of these people already, under names of our own."""
        base = importer.Base(self.folder / "base.sqlite")
        for number, one in enumerate(x for x in self.pathways if x["id"] in ids):
            values = next(r["v"] for r in one["records"] if r["e"] == "person")
            mine = {**values, "identity_status": "provisional"}
            base.load(f"cible/{number}", [("person", f"cible/{number}", mine)])
        base.sql.commit()
        base.sql.close()

    def load(self, *, broken, decisions=None):
        """Load the package, refusing what is broken; return the attestation."""
        out = self.folder / "sortie"
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-I", "-c", _UNREADY, str(_SCRIPT), json.dumps(broken)]
        command += [str(self.bag), "--sortie", str(out)]
        command += ["--base", str(self.folder / "base.sqlite")]
        command += ["--decisions", str(decisions)] if decisions else []
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return json.loads((out / "attestation.json").read_bytes())

    def fold(self, merged, into):
        """Hold the records of some pathways under another; attest that, and return both.

        The importer loads each pathway apart, as we do: this is what another tool might do.
        """
        said = self.load(broken=[])
        kept = {one["id"]: one for one in self.pathways}
        gone = [kept.pop(name) for name in merged]
        moved = [r for one in gone for r in one["records"] if r["e"] != "person"]
        target = kept[into]
        records = sorted([*target["records"], *moved], key=lambda one: one["id"].encode())
        kept[into] = {**target, "records": records}
        folder = self.folder / "relu" / "canonical"
        folder.mkdir(parents=True)
        shutil.copy(self.bag / "data/contenu/canonical/directory.ndjson", folder)
        lines = (importer.canonical(kept[name]) + b"\n" for name in sorted(kept))
        (folder / "part-00000.ndjson").write_bytes(b"".join(lines))
        key = (self.bag / "data/content.key").read_bytes()
        side = build_index(self.folder / "relu.index", key, CanonicalFolder(folder.parent))
        outcomes = self.folder / "sortie" / "details.ndjson"
        head, *rows = map(json.loads, outcomes.read_bytes().splitlines())
        names = {pathway_name(key, name).hex() for name in merged}
        rows = [
            {"outcome": "linked", "pathway": one["pathway"], "person": "cible:1"}
            if one["pathway"] in names
            else one
            for one in rows
        ]
        data = importer.canonical(head) + b"\n"
        data += b"".join(sorted(importer.canonical(one) + b"\n" for one in rows))
        outcomes.write_bytes(data)
        counts = Counter(r["e"] for one in kept.values() for r in one["records"])
        shared = {name: said["records"][name] for name in ("professional", "organisation")}
        told = {
            "outcomes": {
                "created": len(rows) - len(merged),
                "linked": len(merged),
                "possible_duplicate": 0,
                "rejected": 0,
            },
            "records": {**counts, **shared},
            "root": side.root(),
            "details": digest(data),
        }
        side.close()
        return {**said, **told}, folder.parent

    def leave(self, said, *, attestation=None, lists=("details", "rejets")):
        """Leave lists, attestation and signed receipt beside the package."""
        for name in ("details", "rejets"):
            target = self.beside(f"{name}.ndjson")
            target.unlink(missing_ok=True)
            source = self.folder / "sortie" / f"{name}.ndjson"
            if name in lists and source.exists():
                shutil.copy(source, target)
        data = importer.canonical(said) if attestation is None else attestation
        self.beside("attestation.json").write_bytes(data)

    def sign(self, said, **changes):
        """Sign what was loaded, and leave the receipt."""
        counted = said["outcomes"]
        fields = {
            "package": said["package"],
            "root": said["root"],
            "records": str(sum(said["records"].values())),
            "pathways": str(counted["created"] + counted["linked"]),
        }
        act = self.world.drafted(ActKind.RECEIPT, SUBJECT, "recepteur", fields=fields | changes)
        key = SshKey.load(self.world.key("recepteur"))
        signature = key.sign(act.file_bytes(), namespace(act.kind, act.realm))
        self.beside("recu.txt.sig").write_bytes(signature)
        self.beside("recu.txt").write_bytes(act.file_bytes())

    def beside(self, name):
        return self.package.with_name(f"{self.package.name}.{name}")
