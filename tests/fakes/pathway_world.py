"""A small programme whose only service shows care pathways: one DAC in PostgreSQL, its successor.

No host and no drop of its own: everything up to the delivery, in either realm.
"""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from connectors.age import AgeIdentity, new_identity
from deployments.rehearsal.postgres import Cluster
from flows.evidence import write_trust
from flows.ledger import found_ledger
from releve.canonical import digest
from releve.model.ids import Realm
from releve.model.plan import Verb
from releve.model.time import instant_text
from tests.fakes.pathway_package import DAC, MAPPING, fill
from tests.fakes.small_world import MARKER, TOKEN, World

VIEW = "parcours"
SCHEMA = "dac"
NOW = "2026-09-28T08:00:00Z"
_NUMBERS = count(1)
_NOBODY_OF_THE_TESTS = """
UPDATE usager SET ins = NULL, ins_oid = NULL, statut_identite = 'provisoire'
    WHERE ins IS NOT NULL"""

_SCOPE = """format: releve/scope/1
asset: parcours
closed_since: 2020-01-01
sharing_scopes: ["partage avec l’équipe de soins"]
legal_basis_required: true
"""

_PLAN = """format: releve/plan/1
programme: parcours
title: {title}
realm: {realm}
origin: {origin}
timezone: Europe/Paris
small_count_threshold: 5
processing: {{hds_host: editeur, hds_certificate: Sans objet, impact_assessment: Sans objet}}
custody: {{custodian: dac, retention: Cinq ans, final_fate: Versement}}
adoption: {{people: [cheffe-de-projet, directeur], threshold: 2}}
organisations:
  - {{id: dac, name: DAC d'essai, kind: DAC, public_body: false}}
  - {{id: autre-dac, name: Autre DAC, kind: DAC, public_body: false}}
  - {{id: cible, name: Solution cible d'essai, kind: éditeur, public_body: false}}
  - {{id: editeur, name: Éditeur d'essai, kind: éditeur, public_body: false}}
people:
  - {{id: cheffe-de-projet, name: Personne 01, title: Cheffe de projet, organisation: dac,
     roles: [lead], keys: à compléter}}
  - {{id: directeur, name: Personne 02, title: Directeur, organisation: dac,
     roles: [controller], keys: à compléter}}
  - {{id: exploitante, name: Personne 03, title: Exploitante, organisation: dac,
     roles: [operator], keys: à compléter}}
  - {{id: directrice-voisine, name: Personne 04, title: Directrice, organisation: autre-dac,
     roles: [controller], keys: à compléter}}
  - {{id: recepteur, name: Personne 05, title: Intégrateur, organisation: cible,
     roles: [recipient], keys: à compléter}}
contracts:
  - {{id: contrat, title: Contrat, buyer: dac, holder: editeur, lot: Lot unique,
     ends_on: 2026-12-31, general_clauses: Clauses de 2021, reversibility_clause: Article 12,
     destruction_within_days: 90, end_of_support: 2026-12-31}}
hosts: []
milestones:
  - {{id: reprise, title: Reprise, due: {{on: 2026-09-30, precision: day}},
     window: {{opens: {opens}, closes: {closes}}}}}
  - {{id: fermeture, title: Fermeture, due: {{on: 2026-12-31, precision: year}},
     window: {{opens: {later}, closes: {latest}}}}}
policies:
  - {{verb: shut_down, decides: [controller, lead], performs: [operator], controls: [lead],
     advises: [], informed: [recipient], least_kind: personal_key, longest_minutes: 60,
     approval_valid_days: 15}}
  - {{verb: hand_over, decides: [controller, lead], performs: [operator], controls: [lead],
     advises: [], informed: [recipient], least_kind: personal_key, longest_minutes: 60,
     approval_valid_days: 15}}
  - {{verb: destroy, decides: [controller, lead], performs: [operator], controls: [lead],
     advises: [], informed: [recipient], least_kind: personal_key, longest_minutes: 60,
     approval_valid_days: 15}}
services: []
assets:
  - id: {view}
    title: Parcours du DAC d'essai
    scope: territorial
    services: []
    controller: dac
    contract: contrat
    producer: dac
    performer: us
    medium:
      kind: pathways
      endpoint: base
      schema_name: {schema}
      mapping: {{file: mapping.yaml, digest: "{mapping}"}}
      scope: {{file: scope.yaml, digest: "{scope}"}}
      files: magasin
    pathways_table: person
    switch_over: {{double_entry_from: 2026-08-01, double_entry_until: 2026-08-31, on: 2026-09-30}}
    archives_regime: privées
    retention: {retention}
    restitution: {{recipient: cible, instruction: Instruction d'essai, kind: folder,
                  drop: depot, milestone: reprise}}
    fate: transferred
    fate_reason: Les parcours vivent dans la solution cible
    milestone: fermeture
    copies: []
  - id: tables
    title: Tables du DAC d'essai
    scope: territorial
    services: []
    controller: dac
    contract: contrat
    producer: dac
    performer: us
    medium: {{kind: sql, endpoint: base, schema_name: {schema}, tables: [usager, cercle_soins,
             professionnel, demande, evaluation, ppcs, action, note, consentement, document_ref]}}
    pathways_table: usager
    archives_regime: privées
    retention: {retention}
    restitution: {{recipient: dac, instruction: Au responsable lui-même, kind: folder,
                  drop: depot, milestone: reprise}}
    fate: destroyed
    requires: [{view}]
    milestone: fermeture
    copies: []
  - id: documents
    title: Documents du DAC d'essai
    scope: territorial
    services: []
    controller: dac
    contract: contrat
    producer: dac
    performer: us
    medium: {{kind: files, endpoint: magasin, path: {dac}}}
    archives_regime: privées
    retention: {retention}
    restitution: {{recipient: dac, instruction: Au responsable lui-même, kind: folder,
                  drop: depot, milestone: reprise}}
    fate: destroyed
    requires: [{view}]
    milestone: fermeture
    copies: []
out_of_perimeter: []
"""
_RETENTION = (
    "{decided_by: dac, decided_on: 2026-06-01, reference: Décision 1, legal_basis: Base légale,"
    " duration: Jusqu'à la reprise, until: 2026-12-01, discharged_by_acceptance: true}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """All that such a world stands on: the database server."""

    cluster: Cluster


@dataclass(kw_only=True)
class PathwayWorld(World):
    """One workspace whose plan is adopted and whose DAC has pathways. It has no services."""

    realm: Realm
    pathways: int

    @classmethod
    def adopted(
        cls, cluster: Cluster, root: Path, *, realm: Realm = Realm.REHEARSAL, pathways: int = 6
    ) -> "PathwayWorld":
        """Make a world and adopt its plan; in the real realm nobody has an INS of the tests."""
        world = cls(
            grounds=_Ground(cluster=cluster),
            root=root,
            database=f"parcours_{os.getpid()}_{next(_NUMBERS)}",
            overlays=("keys.yaml",),
            realm=realm,
            pathways=pathways,
        )
        world._make_plan(realm, ())
        world._make_data()
        world._make_people()
        origin = world.source().plan.origin
        described = {
            "format": "releve/workspace/1",
            "realm": realm.value,
            "origin": origin,
            "plan": "plan/plan.yaml",
            "overlays": ["plan/keys.yaml"],
            "requester": "exploitante",
            "ledger": {"kind": "sqlite", "path": "ledger/ledger.sqlite"},
            "second_copy": "ledger-copy",
            "endpoints": "endpoints.json",
            "starts_at": NOW if realm is Realm.REHEARSAL else None,
        }
        (root / "workspace.json").write_text(json.dumps(described, indent=1))
        found_ledger(world.workspace)
        with world.desk() as desk:
            people = ("cheffe-de-projet", "directeur")
            write_trust(desk, founders=[world.public(name) for name in people], quorum=2)
        world.adopt()
        return world

    def described(self, **changed: object) -> None:
        """Change members of ``workspace.json``."""
        file = self.root / "workspace.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), **changed}, indent=1))

    def decide(self) -> None:
        """Take the inventory, freeze, and have the controller sign what is handed over."""
        self.perform(Verb.MEASURE, Verb.FREEZE)
        self.sign("scope", f"asset:{VIEW}", "directeur", reason="-")
        assert {one.code for one in self.collect()} == {None}

    def try_out(self) -> None:
        """Make the trial that the plan asks for, and have the controller sign it."""
        assert self.releve("trial", VIEW).code == 0
        said = json.loads((self.root / "trials" / f"{VIEW}.json").read_bytes())
        fields = {name: str(said[name]) for name in ("package", "root", "pathways")}
        self.sign("trial", f"asset:{VIEW}", "directeur", reserves="-", **fields)
        assert {one.code for one in self.collect()} == {None}

    def _make_plan(self, realm: Realm, changed: tuple[tuple[str, str], ...]) -> None:
        folder = self.root / "plan"
        folder.mkdir(parents=True)
        shutil.copy(MAPPING, folder / "mapping.yaml")
        (folder / "scope.yaml").write_text(_SCOPE)
        real = realm is Realm.REAL
        start = datetime.now(UTC).replace(microsecond=0) if real else datetime.fromisoformat(NOW)
        edges = [instant_text(start + timedelta(days=day, hours=-2)) for day in (0, 2, 60, 70)]
        text = _PLAN.format(
            title="Parcours" if real else "EXERCICE – Parcours",
            realm=realm.value,
            origin="releve/parcours" if real else "releve/parcours/exercice",
            mapping=digest((folder / "mapping.yaml").read_bytes()),
            scope=digest((folder / "scope.yaml").read_bytes()),
            retention=_RETENTION,
            view=VIEW,
            schema=SCHEMA,
            dac=DAC,
            **dict(zip(("opens", "closes", "later", "latest"), edges, strict=True)),
        )
        for before, after in changed:
            text = text.replace(before, after)
        (folder / "plan.yaml").write_text(text)
        (folder / "keys.yaml").write_text("format: releve/plan-overlay/1\n")

    def _make_data(self) -> None:
        self.grounds.cluster.create_database(self.database)
        store = self.root / "magasin"
        (self.root / "depot").mkdir()
        with self.sql() as connection:
            connection.execute("CREATE TABLE public.releve_exercise (token text)")
            connection.execute("INSERT INTO public.releve_exercise VALUES (%s)", [TOKEN])
            connection.execute(f"CREATE SCHEMA {SCHEMA}")
            connection.execute(f"SET search_path = {SCHEMA}")
            fill(connection, store, pathways=self.pathways, count_of_documents=self.pathways)
            if self.realm is Realm.REAL:
                connection.execute(_NOBODY_OF_THE_TESTS)
        for folder in ("magasin", "depot"):
            (self.root / folder / MARKER).write_text(TOKEN)
        (self.root / "token").write_text(TOKEN)

    def _prepare_successor(self) -> AgeIdentity:
        return new_identity()

    def _write_endpoints(self) -> None:
        cluster = self.grounds.cluster
        endpoints = {
            "base": {
                "kind": "sql",
                "url": cluster.url(self.database, with_password=False),
                "password_file": str(cluster.password_file()),
            },
            "magasin": {"kind": "folder", "folder": "magasin"},
            "depot": {
                "kind": "folder",
                "folder": "depot",
                "age_recipient": (self.root / "age").read_text(),
            },
        }
        described = {
            "format": "releve/endpoints/1",
            "realm": self.realm.value,
            "token_file": "token" if self.realm is Realm.REHEARSAL else None,
            "endpoints": endpoints,
        }
        (self.root / "endpoints.json").write_text(json.dumps(described, indent=1))
