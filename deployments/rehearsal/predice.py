"""The platform that stands in for Prédice: databases, documents, backups, hosts and services.

Everything lives below one folder. Opening it again starts what runs, and gives back nothing
that was destroyed or stopped in between.
"""

import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deployments.rehearsal import backups, bystander, documents, hosts, region
from deployments.rehearsal.documents import MARKER
from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.keys import write_private
from deployments.rehearsal.ports import kept_port
from deployments.rehearsal.postgres import Cluster
from deployments.rehearsal.systemctl_host import (
    Service,
    ServiceSpec,
    boot,
    cut_power,
    install,
    reboot,
)

SUCCESSOR_HOST = "successeur"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFacts:
    """What can be seen now: services that answer, rows by table present, files by folder."""

    services: Mapping[str, bool]
    tables: Mapping[str, int]
    files: Mapping[str, int]
    bystander_intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """The running platform. ``counts`` are those of generation, not of now."""

    root: Path
    token: str
    cluster: Cluster
    hosts: Mapping[str, hosts.Host]
    services: Mapping[str, Service]
    counts: region.RegionCounts

    @classmethod
    def open(
        cls, root: Path, *, seed: int, services: Sequence[ServiceSpec], pathways: int = 500
    ) -> "Platform":
        """Generate the platform on first call, then start hosts and whatever should run.

        A service that ``systemctl`` stopped or disabled stays stopped. The successor's host and
        the neighbour's service are always added.

        Raises:
            RehearsalError: ``other_seed`` when the folder was generated from another seed or
                size; any failure of a part.
        """
        root = root.resolve()
        root.mkdir(parents=True, exist_ok=True)
        token = _token(root, seed, pathways)
        wanted = [*services, bystander.service(services[0].host if services else "regional")]
        names = dict.fromkeys([*(spec.host for spec in wanted), SUCCESSOR_HOST])
        reached = hosts.prepare(root, list(names), token=token)
        (reached[SUCCESSOR_HOST].files / "depot").mkdir(exist_ok=True)
        plugged: dict[str, list[tuple[ServiceSpec, int | None]]] = {name: [] for name in reached}
        for spec in wanted:
            plugged[spec.host].append((spec, _port(root, spec)))
        with ThreadPoolExecutor(len(reached)) as pool:
            boots = [pool.submit(_boot, host, plugged[name]) for name, host in reached.items()]
            cluster, counts = _generate(root, seed, pathways, token)
            installed = [service for boot_ in boots for service in boot_.result()]
        platform = cls(
            root=root,
            token=token,
            cluster=cluster,
            hosts=reached,
            counts=counts,
            services={service.id: service for service in installed},
        )
        platform._describe()
        return platform

    @classmethod
    def load(cls, root: Path) -> "Platform":
        """Describe the platform generated below ``root`` as it is, starting nothing.

        Raises:
            RehearsalError: ``not_generated``.
        """
        root = root.resolve()
        try:
            known = json.loads((root / "endpoints.json").read_text(encoding="utf-8"))
        except FileNotFoundError as missing:
            raise RehearsalError("not_generated", root=str(root)) from missing
        token = (root / "token").read_text(encoding="utf-8")
        reached = hosts.prepare(root, list(known["hosts"]), token=token)
        return cls(
            root=root,
            token=token,
            cluster=Cluster.at(root),
            hosts=reached,
            counts=region.counts_at_generation(root),
            services={
                name: Service(id=name, host=reached[at["host"]], port=at["port"])
                for name, at in known["services"].items()
            },
        )

    @property
    def depot(self) -> Path:
        """The folder where successors' deliveries land."""
        return self.hosts[SUCCESSOR_HOST].files / "depot"

    def facts(self) -> PlatformFacts:
        """Probe everything now, by HTTP, SQL and listing."""
        return PlatformFacts(
            services={name: service.is_up() for name, service in self.services.items()},
            tables=region.tables_present(self.cluster),
            files={
                folder.relative_to(self.root).as_posix(): _files(folder)
                for folder in (
                    *(self.root / "store" / dac for dac in documents.DACS),
                    self.root / "backups",
                    self.depot,
                )
            },
            bystander_intact=bystander.is_intact(self.cluster),
        )

    def reboot(self, host_id: str) -> None:
        """Reboot the services of one host: what was stopped without ``disable`` comes back."""
        host = self.hosts[host_id]
        reboot(host, [service for service in self.services.values() if service.host is host])

    def stop(self) -> None:
        """Stop every process, as a power cut of the hosts would; data and states are kept."""
        cut_power(list(self.services.values()))
        for host in self.hosts.values():
            host.stop()
        self.cluster.stop()

    def discard(self) -> None:
        """Stop everything and delete what this platform made: the exercise is over."""
        self.stop()
        self.cluster.discard()
        for name in ("store", "backups", "hosts", "keys"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        for file in (*self.root.glob("*.generated*"), *(self.root / name for name in _OURS)):
            file.unlink(missing_ok=True)

    def _describe(self) -> None:
        described = {
            "realm": "rehearsal",
            "token_file": str(self.root / "token"),
            "databases": {
                name: {
                    "url": self.cluster.url(name, with_password=False),
                    "password_file": str(self.cluster.password_file()),
                }
                for name in region.DATABASES
            },
            "hosts": {
                host.id: {
                    "address": host.address,
                    "port": host.port,
                    "user": host.user,
                    "host_key": host.host_key_line,
                    "client_key_file": str(host.client_key_path),
                }
                for host in self.hosts.values()
            },
            "services": {
                service.id: {
                    "host": service.host.id,
                    "port": service.port,
                    "unit": service.unit,
                    "url": service.url,
                }
                for service in self.services.values()
            },
            "folders": {
                "store": str(self.root / "store"),
                "backups": str(self.root / "backups"),
                "depot": str(self.depot),
            },
            "sftp": {"depot": {"host": SUCCESSOR_HOST, "path": "/depot"}},
        }
        text = json.dumps(described, ensure_ascii=False, indent=1)
        (self.root / "endpoints.json").write_text(text, encoding="utf-8")


_OURS = ("token", "seed.json", "ports.json", "endpoints.json")


def _token(root: Path, seed: int, pathways: int) -> str:
    kept, token = root / "seed.json", root / "token"
    asked = {"seed": seed, "pathways": pathways}
    if not kept.exists():
        if not token.exists():
            write_private(token, secrets.token_hex(16))
        kept.write_text(json.dumps(asked), encoding="utf-8")
    if json.loads(kept.read_text(encoding="utf-8")) != asked:
        raise RehearsalError("other_seed", root=str(root), seed=seed, pathways=pathways)
    return token.read_text(encoding="utf-8")


def _generate(
    root: Path, seed: int, pathways: int, token: str
) -> tuple[Cluster, region.RegionCounts]:
    cluster = Cluster.open(root)
    shelf = region.documents_per_dac(pathways)
    documents.generate(root, seed=seed, count_per_dac=shelf, token=token)
    counts = region.generate(cluster, seed=seed, pathways=pathways, token=token)
    bystander.generate(cluster, seed=seed, token=token)
    backups.generate(cluster, token=token)
    return cluster, counts


def _boot(host: hosts.Host, plugged: Sequence[tuple[ServiceSpec, int | None]]) -> Sequence[Service]:
    host.start()
    services = install(host, plugged)
    boot(host, services)
    host.wait_ready()
    return services


def _port(root: Path, spec: ServiceSpec) -> int | None:
    if spec.port == 0:
        return kept_port(root, f"http:{spec.id}", first=21_000)
    return spec.port


def _files(folder: Path) -> int:
    if not folder.is_dir():
        return 0
    return sum(path.is_file() and path.name != MARKER for path in folder.rglob("*"))
