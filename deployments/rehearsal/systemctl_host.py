"""Services of a host: unit files in its HOME, driven by its own ``systemctl``.

A boot starts the units that are enabled and that ``systemctl`` did not stop: the status file of
a unit is removed by ``systemctl stop`` and survives a power cut.
"""

import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.hosts import Host
from deployments.rehearsal.ports import answers, wait_answers
from deployments.rehearsal.processes import end, kept_pid

_HTTPD = Path(__file__).with_name("httpd.py")
_UNIT = """[Unit]
Description={name} (exercice)
[Service]
Type=simple
StatusFile={status}
ExecStart={command}
Restart=no
[Install]
WantedBy=default.target
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSpec:
    """A service wanted: ``port`` None means no HTTP, 0 any free one; ``running`` at first boot."""

    id: str
    host: str
    port: int | None = 0
    running: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service installed on a host."""

    id: str
    host: Host
    port: int | None

    @property
    def unit(self) -> str:
        """The name of its unit."""
        return f"{self.id}.service"

    @property
    def url(self) -> str | None:
        """Where it answers its own id over HTTP, or None without a port."""
        return None if self.port is None else f"http://127.0.0.1:{self.port}/"

    @property
    def pid(self) -> int | None:
        """The process id of the service while it runs."""
        return kept_pid(_status_file(self), self.id)

    def is_up(self) -> bool:
        """Probe: the HTTP answer carries its id; without a port, its process runs."""
        if self.url is None:
            return self.pid is not None
        try:
            with urllib.request.urlopen(self.url, timeout=5) as answer:  # noqa: S310 - loopback
                return bool(answer.read().decode().strip() == self.id)
        except (URLError, OSError):
            return False

    @property
    def enabled(self) -> bool:
        """Whether a boot of the host wants it."""
        return (_units(self.host) / "default.target.wants" / self.unit).is_symlink()


def install(host: Host, specs: Sequence[tuple[ServiceSpec, int | None]]) -> list[Service]:
    """Write unit files once, enable those that are to run; an installed one is left as it is.

    ``specs`` pairs each service of this host with its port.
    """
    services, fresh = [], []
    for spec, port in specs:
        service = Service(id=spec.id, host=host, port=port)
        services.append(service)
        unit = _units(host) / service.unit
        if _installed(service).exists():
            continue
        fresh.append((service, spec.running))
        unit.parent.mkdir(parents=True, exist_ok=True)
        listen = "" if port is None else f" --port {port}"
        command = f'"{sys.executable}" -I -S "{_HTTPD}" --name {spec.id}{listen}'
        status = _status_file(service)
        unit.write_text(
            _UNIT.format(name=spec.id, status=status, command=command), encoding="utf-8"
        )
    running = [service for service, runs in fresh if runs]
    if running:
        _systemctl(host, "enable", *(service.unit for service in running))
    for service in running:
        _status_file(service).touch()
    for service, _ in fresh:
        _installed(service).touch()
    return services


def boot(host: Host, services: Sequence[Service]) -> None:
    """Start what a boot of the host starts, in one call, and wait until each port answers.

    Raises:
        RehearsalError: ``port_taken`` when something else holds a port, ``service_start``.
    """
    wanted = [s for s in services if s.enabled and _status_file(s).exists() and s.pid is None]
    for service in wanted:
        if service.port is not None and answers(service.port):
            raise RehearsalError("port_taken", service=service.id, port=service.port)
    if wanted:
        _systemctl(host, "start", *(service.unit for service in wanted))
    for service in wanted:
        if service.port is not None:
            wait_answers(service.port, seconds=20, code="service_start", service=service.id)


def reboot(host: Host, services: Sequence[Service]) -> None:
    """Boot as a machine does: what is enabled starts, even if ``systemctl stop`` had stopped it."""
    cut_power(services)
    for service in services:
        if service.enabled:
            _status_file(service).touch()
    boot(host, services)


def cut_power(services: Sequence[Service]) -> None:
    """End the processes of services behind the back of ``systemctl``, which keeps its records."""
    end([pid for service in services if (pid := service.pid) is not None])


def _systemctl(host: Host, *arguments: str) -> None:
    done = host.run("systemctl", *arguments)
    if done.returncode:
        raise RehearsalError(
            "systemctl", host=host.id, verb=arguments[0], stderr=done.stderr.decode()[-400:]
        )


def _units(host: Host) -> Path:
    return host.folder / "home" / ".config" / "systemd" / "user"


def _status_file(service: Service) -> Path:
    return service.host.folder / "run" / f"{service.unit}.status"


def _installed(service: Service) -> Path:
    return service.host.folder / "run" / f"{service.unit}.installed"
