"""The desk: the hands of a run. The only place that builds connectors, once, from names.

Opening a desk refuses, before anything moves, a plan that needs a capability its endpoints lack,
and endpoints that an exercise did not make itself.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

from connectors.age import AgeSealer
from connectors.files import FilesConnector
from connectors.folder import FolderDeposit
from connectors.http import HttpProbe
from connectors.press.typst_press import TypstPress
from connectors.signing.dsse_key import DsseKey
from connectors.signing.note_key import NoteKey
from connectors.sql import SqlConnector
from connectors.ssh.access import SshAccess
from connectors.ssh.client import SshTarget
from connectors.ssh.deposit import SftpDeposit
from connectors.ssh.switch import SystemdSwitch
from flows.clock import RehearsalClock
from flows.ledger import clock_of, open_ledger, remember, url_with_password
from flows.realm_marker import check_marker
from flows.workspace import (
    FolderEndpoint,
    HttpEndpoint,
    SqlEndpoint,
    SshEndpoint,
    Workspace,
)
from releve.errors import StepRefused, UsageError
from releve.model.ids import Realm
from releve.model.plan import ExternalMedium, FilesMedium, Medium, Plan, SqlMedium
from releve.plan.reader import PlanFile, read_plan
from releve.ports import (
    AccessRemover,
    Counter,
    Depositor,
    Destroyer,
    Extractor,
    Freezer,
    Measurer,
    Press,
    QualityGate,
    ServiceProbe,
    ServiceSwitch,
    SqlTables,
)

PACKAGES = "paquets"
"""The endpoint that names our own packages in plans."""


class DataHands(Counter, Measurer, Extractor, Freezer, Destroyer, Protocol):
    """Everything a body of data needs done to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The tool's own keys: the log's and the seal's."""

    log: NoteKey
    seal: DsseKey


class Desk:
    """Everything with side effects, for one workspace. Close it after use."""

    def __init__(self, workspace: Workspace, gate: QualityGate | None = None) -> None:
        """Open the ledger and name the endpoints; connections are made when first needed.

        Raises ``UsageError``, ``PlanError``, ``LedgerError`` or ``StepRefused`` as their parts do.
        """
        self.workspace = workspace
        self.endpoints = workspace.read_endpoints()
        self.clock = clock_of(workspace)
        self.ledger = open_ledger(workspace, self.clock, self.keys.log)
        if self.ledger.refusal is not None:  # nothing moves on a store that may have gone back
            self.ledger.close()
            raise self.ledger.refusal
        self.memory = remember(workspace, self.ledger, self.clock)
        self.gate = gate
        if workspace.realm is Realm.REHEARSAL:
            check_marker(self.endpoints, workspace.folder, self.sql)

    @cached_property
    def source(self) -> PlanFile:
        """The plan as its files on disk say it: what may be proposed, never what acts.

        Raises ``PlanError``, or ``UsageError`` ``plan_of_another_realm``.
        """
        where = self.workspace
        found = read_plan(where.path(where.plan), tuple(map(where.path, where.overlays)))
        if (found.plan.realm, found.plan.origin) != (where.realm, where.origin):
            raise UsageError("plan_of_another_realm", realm=found.plan.realm.value)
        return found

    def rehearse(self, instant: datetime) -> None:
        """Move an exercise's clock forward to an instant; an earlier one changes nothing.

        Raises ``StepRefused`` ``clock_not_of_an_exercise`` on a real desk.
        """
        if not isinstance(self.clock, RehearsalClock):
            raise StepRefused("clock_not_of_an_exercise")
        self.clock.jump(max(instant, self.clock.now()))

    def check_source(self) -> None:
        """Refuse to act while the plan on disk is not the adopted one.

        Raises ``StepRefused`` ``plan_differs_from_adopted``.
        """
        if self.memory.state.plan not in {None, self.source.digest}:
            raise StepRefused(
                "plan_differs_from_adopted",
                disk=self.source.digest,
                adopted=self.memory.state.plan,
            )

    @cached_property
    def keys(self) -> Keys:
        """The tool's keys, made on first use in a folder of mode 0700."""
        folder = self.workspace.keys
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log, seal = folder / "log.key", folder / "seal.pem"
        return Keys(
            log=NoteKey.load(log) if log.exists() else NoteKey.generate(log, self.workspace.origin),
            seal=DsseKey.load(seal) if seal.exists() else DsseKey.generate(seal),
        )

    def content_key(self, asset: str) -> bytes:
        """Return the 32-byte content key of an asset, made on first use."""
        folder = self.workspace.keys / "content"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"{asset}.key"
        if not file.exists():
            fresh = file.with_suffix(".new")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(os.urandom(32))
                stream.flush()
                os.fsync(stream.fileno())
            fresh.rename(file)
        return file.read_bytes()

    @cached_property
    def sql(self) -> SqlConnector:
        """The databases."""
        return SqlConnector(
            {
                name: url_with_password(one.url, self._beside(one.password_file))
                for name, one in self.endpoints.endpoints.items()
                if isinstance(one, SqlEndpoint)
            }
        )

    @cached_property
    def files(self) -> FilesConnector:
        """The file trees, our own packages among them."""
        roots = {
            name: self._beside(one.folder)
            for name, one in self.endpoints.endpoints.items()
            if isinstance(one, FolderEndpoint)
        }
        self.workspace.packages.mkdir(exist_ok=True)
        return FilesConnector({**roots, PACKAGES: self.workspace.packages})

    @cached_property
    def probe(self) -> ServiceProbe:
        """The outside look at services."""
        return HttpProbe(
            {
                name: one.url
                for name, one in self.endpoints.endpoints.items()
                if isinstance(one, HttpEndpoint)
            }
        )

    @cached_property
    def press(self) -> Press:
        """The press that makes PDFs."""
        return TypstPress()

    def data(self, medium: Medium) -> tuple[DataHands, Medium]:
        """Return the hands for a medium, and the medium they can reach.

        Raises ``UsageError`` ``medium_out_of_reach`` for what only a third party holds.
        """
        match medium:
            case SqlMedium():
                return self.sql, medium
            case FilesMedium():
                return self.files, medium
            case ExternalMedium(probe=SqlMedium() | FilesMedium() as probe):
                return self.data(probe)
            case _:
                raise UsageError("medium_out_of_reach", medium=medium.kind)

    def sql_tables(self, medium: SqlMedium) -> SqlTables:
        """Return how a quality gate reaches the tables of a medium."""
        one = self.endpoints.endpoints[medium.endpoint]
        if not isinstance(one, SqlEndpoint):
            raise UsageError("endpoint_unsuitable", endpoint=medium.endpoint, need="sql")
        url = url_with_password(one.url, self._beside(one.password_file))
        return SqlTables(url=url, schema=medium.schema_name, tables=medium.tables)

    def switch(self, host: str) -> ServiceSwitch:
        """Return the hands on a host of the plan."""
        endpoint = next((one.endpoint for one in self.memory.plan.hosts if one.id == host), None)
        return SystemdSwitch(self._ssh(endpoint))

    def accesses(self, host: str) -> AccessRemover:
        """Return what removes our own access to a host of the plan."""
        endpoint = next((one.endpoint for one in self.memory.plan.hosts if one.id == host), None)
        return SshAccess(self._ssh(endpoint))

    def drop(self, endpoint: str) -> Depositor:
        """Return a recipient's drop."""
        found = self.endpoints.endpoints.get(endpoint)
        if isinstance(found, FolderEndpoint):
            return FolderDeposit(self._beside(found.folder))
        target = self._ssh(endpoint)
        path = found.path if isinstance(found, SshEndpoint) else None
        if path is None:
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="drop")
        return SftpDeposit(target, path)

    def sealer(self, endpoint: str) -> AgeSealer:
        """Return what encrypts to the recipient of a drop."""
        found = self.endpoints.endpoints.get(endpoint)
        recipient = getattr(found, "age_recipient", None)
        if not isinstance(recipient, str):
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="age_recipient")
        return AgeSealer([recipient])

    def check(self, plan: Plan) -> None:
        """Refuse a plan that names endpoints the workspace does not have.

        Raises ``UsageError`` ``endpoint_missing`` naming the first.
        """
        for name in sorted(_needed(plan) - set(self.endpoints.endpoints) - {PACKAGES}):
            raise UsageError("endpoint_missing", endpoint=name)

    def close(self) -> None:
        """Let go of connections."""
        if "sql" in self.__dict__:
            self.sql.close()
        self.ledger.close()

    def _beside(self, path: Path | None) -> Path:
        return self.workspace.path(path) if path is not None else self.workspace.folder

    def _ssh(self, endpoint: str | None) -> SshTarget:
        found = self.endpoints.endpoints.get(endpoint or "")
        if not isinstance(found, SshEndpoint):
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="ssh")
        return SshTarget(
            address=found.address,
            port=found.port,
            user=found.user,
            host_key=found.host_key,
            client_key_file=self._beside(found.client_key_file),
        )


def _needed(plan: Plan) -> set[str]:
    media: list[Medium | None] = [asset.medium for asset in plan.assets]
    media += [copy.medium for _, copy in plan.copies()]
    reached = {
        one.probe if isinstance(one, ExternalMedium) else one for one in media if one is not None
    }
    names = {one.endpoint for one in reached if one is not None}
    names |= {one.control.probe for one in plan.services if one.control is not None}
    names |= {one.endpoint for one in plan.hosts if one.endpoint is not None}
    return names | {one.restitution.drop for one in plan.assets if one.restitution.drop}
