"""Setting an exercise up: platform, people's keys, successor, workspace, trust file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.signing.ssh_key import SshKey
from deployments.rehearsal.fhir_server import UNDECLARED, FhirServer
from deployments.rehearsal.pki import Pki, make_pki
from deployments.rehearsal.ports import kept_port
from deployments.rehearsal.predice import Platform
from deployments.rehearsal.successor.preparation import DATABASE as SUCCESSOR
from deployments.rehearsal.successor.preparation import STAGING, Prepared, WaysIn, prepare
from deployments.rehearsal.successor.settings import Api
from deployments.rehearsal.systemctl_host import ServiceSpec
from deployments.rehearsal.timestamp_authority import TimestampServer
from deployments.rehearsal.witnesses import Witnesses
from flows.desk import Desk
from flows.evidence import write_trust
from flows.keys import log_key
from flows.ledger import found_ledger
from flows.workspace import Workspace
from releve.model.people import Role
from releve.model.plan import DataAsset, Plan, ServiceOutcome
from releve.plan.reader import read_plan

RUNBOOK = Path(__file__).resolve().parents[2] / "runbooks" / "predice"
STARTS_AT = "2024-12-02T08:00:00Z"
REQUESTER = "exploitant-1"
MARKER = ".releve-exercise"
_PKI = "pki"
_FHIR_SCHEMA = RUNBOOK.parents[1] / ".tools" / "fhir" / "fhir.schema.json"
"""Where ``.ci/fhir`` puts what HL7 publishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """An exercise ready to run. ``people`` maps person ids to their private keys."""

    root: Path
    platform: Platform
    workspace: Workspace
    people: Mapping[str, Path]

    @property
    def successor(self) -> Path:
        """The successor tool's own folder."""
        return self.root / "successor"

    @property
    def timestamps(self) -> TimestampServer:
        """The timestamp authority: a process to start with the exercise and to stop with it."""
        return timestamp_server(self.root)

    @property
    def fhir(self) -> FhirServer:
        """A successor's FHIR server: a process to start with the exercise and to stop with it."""
        return FhirServer.below(self.root)

    @property
    def witnesses(self) -> Witnesses:
        """The witnesses: processes to start with the exercise and to stop with it."""
        return Witnesses(root=self.root)


def set_up(root: Path, *, seed: int, pathways: int) -> Setting:
    """Make, or find again, everything an exercise of the Prédice plan needs below ``root``."""
    root.mkdir(parents=True, exist_ok=True)
    _write(root / "exercise.json", {"seed": seed, "pathways": pathways})
    overlays = (RUNBOOK / "rehearsal.yaml",)
    plan = read_plan(RUNBOOK / "plan.yaml", overlays).plan
    services = [
        ServiceSpec(
            id=one.id,
            host=one.control.host,
            running=one.outcome is not ServiceOutcome.ALREADY_STOPPED,
        )
        for one in plan.services
        if one.control is not None
    ]
    platform = Platform.open(root / "platform", seed=seed, services=services, pathways=pathways)
    depots = _depots(root, platform, plan.assets)
    prepared = prepare(
        root / "successor",
        platform.cluster,
        list(depots.values()),
        _signers(plan),
        ways_in=_ways_in(root, plan),
    )
    people = _people(root, plan, prepared)
    log = log_key(root / "keys" / "log.key", plan.origin)
    cosigners = Witnesses(root=root).prepare(plan, log.vkey)
    _write_keys(root, plan, people, prepared, cosigners)
    _write_endpoints(root, platform, plan, depots, prepared)
    make_pki(root / _PKI)
    _write_workspace(root, plan)
    workspace = Workspace.open(root)
    if not workspace.trust.exists():
        _write_trust(workspace, plan)
    return Setting(root=root, platform=platform, workspace=workspace, people=people)


def timestamp_server(root: Path) -> TimestampServer:
    """Describe the timestamp authority of the exercise below ``root``, starting nothing."""
    port = kept_port(root / "platform", "timestamp", first=24_600)
    return TimestampServer(root / "timestamp", pki=Pki(folder=root / _PKI), port=port)


def found_again(root: Path) -> Setting:
    """Start again an exercise that was set up before, changing nothing of it."""
    made = json.loads((root / "exercise.json").read_text(encoding="utf-8"))
    return set_up(root, seed=made["seed"], pathways=made["pathways"])


def _depots(root: Path, platform: Platform, assets: Sequence[DataAsset]) -> dict[str, Path]:
    depots = {}
    for asset in assets:
        drop = asset.restitution.drop
        if drop is None:
            continue
        base = root / "depots" if asset.restitution.kind == "folder" else platform.depot
        depots[drop] = base / drop
        depots[drop].mkdir(parents=True, exist_ok=True)
        (depots[drop] / MARKER).write_text(platform.token, encoding="utf-8")
    return depots


def _ways_in(root: Path, plan: Plan) -> WaysIn:
    by = {one.id: (one.restitution.kind, one.controller or one.id) for one in plan.assets}
    url = FhirServer.below(root).url
    return WaysIn(
        tables=[name for name, (kind, _) in by.items() if kind == "sql"],
        api={name: Api(url=url, dac=dac) for name, (kind, dac) in by.items() if kind == "fhir"},
    )


def _signers(plan: Plan) -> dict[str, str]:
    signers = {}
    for asset in plan.assets:
        for person in plan.people:
            ours = person.organisation == asset.restitution.recipient
            if ours and Role.RECIPIENT in person.roles:
                signers[asset.id] = person.id
    return signers


def _people(root: Path, plan: Plan, prepared: Prepared) -> dict[str, Path]:
    people = {}
    for person in plan.people:
        if person.id in prepared.signing_keys:
            continue
        folder = root / "people" / person.id
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        people[person.id] = folder / "id_ed25519"
        if not people[person.id].exists():
            SshKey.generate(people[person.id], person.id)
    return people


def _write_keys(
    root: Path,
    plan: Plan,
    people: Mapping[str, Path],
    prepared: Prepared,
    cosigners: Mapping[str, str],
) -> None:
    lines = ["format: releve/plan-overlay/1", "people:"]
    for person in plan.people:
        if person.id in people:
            public = people[person.id].with_suffix(".pub").read_text(encoding="utf-8")
        else:
            public = prepared.signing_keys[person.id]
        key = " ".join(public.split()[:2])
        lines += [f"  - id: {person.id}", "    keys:", f"      - {key}"]
    if cosigners:
        lines += ["witnesses:", "  keys:"]
    for name, key in cosigners.items():
        lines += [f"    - id: {name}", f"      key: {key}"]
    (root / "keys.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_endpoints(
    root: Path,
    platform: Platform,
    plan: Plan,
    depots: Mapping[str, Path],
    prepared: Prepared,
) -> None:
    cluster = platform.cluster
    password = str(cluster.password_file())
    endpoints: dict[str, dict[str, object]] = {
        name: {
            "kind": "sql",
            "url": cluster.url(database, with_password=False),
            "password_file": password,
        }
        for name, database in (("base-dac", "dac"), ("base-regionale", "regional"))
    }
    for name, folder in (("magasin", "store"), ("sauvegardes", "backups")):
        endpoints[name] = {"kind": "folder", "folder": str(platform.root / folder)}
    for host in plan.hosts:
        if host.endpoint is not None:
            endpoints[host.endpoint] = _ssh(platform, host.id)
    for service in plan.services:
        if service.control is not None:
            url = platform.services[service.id].url
            endpoints[service.control.probe] = {"kind": "http", "url": url}
    for drop, place in depots.items():
        if platform.depot in place.parents:
            reached = {**_ssh(platform, "successeur"), "path": f"/depot/{drop}"}
        else:
            reached = {"kind": "folder", "folder": str(place)}
        endpoints[drop] = {**reached, "age_recipient": prepared.recipient}
    for asset in plan.assets:
        if asset.restitution.load is not None:
            endpoints[asset.restitution.load] = _way_in(root, platform, prepared, asset)
    described = {
        "format": "releve/endpoints/1",
        "realm": "rehearsal",
        "token_file": str(platform.root / "token"),
        "endpoints": endpoints,
    }
    _write(root / "endpoints.json", described)


def _way_in(
    root: Path, platform: Platform, prepared: Prepared, asset: DataAsset
) -> dict[str, object]:
    if asset.restitution.kind == "fhir":
        url = FhirServer.below(root).url
        return {"kind": "fhir", "url": url, "undeclared": list(UNDECLARED)}
    cluster = platform.cluster
    return {
        "kind": "staging",
        "url": cluster.url(SUCCESSOR, user=STAGING, with_password=False),
        "schema_name": prepared.tables[asset.id],
        "password_file": str(cluster.password_file(STAGING)),
    }


def _ssh(platform: Platform, name: str) -> dict[str, object]:
    host = platform.hosts[name]
    return {
        "kind": "ssh",
        "address": host.address,
        "port": host.port,
        "user": host.user,
        "host_key": host.host_key_line,
        "client_key_file": str(host.client_key_path),
    }


def _write_workspace(root: Path, plan: Plan) -> None:
    pki = Pki(folder=Path(_PKI))
    described = {
        "format": "releve/workspace/1",
        "realm": plan.realm.value,
        "origin": plan.origin,
        "plan": str(RUNBOOK / "plan.yaml"),
        "overlays": [str(RUNBOOK / "rehearsal.yaml"), "keys.yaml"],
        "requester": REQUESTER,
        "ledger": {"kind": "sqlite", "path": "ledger/ledger.sqlite"},
        "second_copy": "ledger-copy",
        "endpoints": "endpoints.json",
        "seal": {"file": str(pki.seal), "passphrase_file": str(pki.passphrase)},
        "seal_authorities": str(pki.seal_authorities),
        "timestamp": {
            "url": timestamp_server(root).url,
            "authorities": str(pki.timestamp_authorities),
        },
        "witnesses": Witnesses(root=root).urls,
        "fhir_schema": str(_FHIR_SCHEMA) if _FHIR_SCHEMA.exists() else None,
        "starts_at": STARTS_AT,
    }
    _write(root / "workspace.json", described)


def _write_trust(workspace: Workspace, plan: Plan) -> None:
    found_ledger(workspace)
    desk = Desk(workspace)
    try:
        source = desk.source.plan
        adopters = plan.adoption.people if plan.adoption is not None else ()
        founders = [key for name in adopters for key in source.person(name).keys or ()]
        quorum = plan.adoption.threshold if plan.adoption is not None else 1
        write_trust(desk, founders=founders, quorum=quorum)
    finally:
        desk.close()


def _write(path: Path, described: Mapping[str, object]) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.rename(path)
