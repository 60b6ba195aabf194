"""The desk: the hands of a run, built once, from names; :mod:`flows.reach` reaches endpoints.

Opening a desk refuses, before anything moves, a plan that needs a capability its endpoints lack,
and endpoints that an exercise did not make itself.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from connectors.press.typst_press import TypstPress
from connectors.signing.dsse_key import DsseKey
from connectors.signing.note_key import NoteKey
from connectors.ssh.access import SshAccess
from connectors.ssh.switch import SystemdSwitch
from connectors.witness import HttpWitness
from flows.clock import RehearsalClock
from flows.content_keys import ContentKeys
from flows.held import Held
from flows.keys import log_key
from flows.ledger import clock_of, open_ledger, remember
from flows.needs import endpoints_needed
from flows.reach import Reach, ReadHands
from flows.realm_marker import check_loopback, check_marker
from flows.views import PathwayView, Seen
from flows.workspace import (
    Workspace,
)
from releve.errors import StepRefused, UsageError
from releve.ledger.growing import GrowingTree
from releve.ledger.subject import Extraction
from releve.model.ids import Realm, asset_subject
from releve.model.medium import (
    PACKAGES,
    Medium,
    PathwaysMedium,
)
from releve.model.plan import DataAsset, Plan
from releve.plan.extractions import pinned
from releve.plan.reader import PlanFile, read_plan
from releve.ports import (
    AccessRemover,
    HeadWitness,
    PdfSealer,
    Press,
    QualityGate,
    ServiceSwitch,
    TimestampAuthority,
)
from releve.signatures.note import VerifierKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The tool's own keys: the log's and the seal's."""

    log: NoteKey
    seal: DsseKey


def loose_press() -> Press:
    """Return a press without a workspace: for proof copies, which no ledger knows."""
    return TypstPress()


class Desk:
    """Everything with side effects, for one workspace. Close it after use."""

    def __init__(
        self, workspace: Workspace, gate: QualityGate | None = None, *, changing_key: bool = False
    ) -> None:
        """Open the ledger and name the endpoints; connections are made when first needed.

        Raises ``UsageError``, ``PlanError``, ``LedgerError`` or ``StepRefused`` as their parts do.
        """
        self.workspace = workspace
        self.endpoints = workspace.read_endpoints()
        self.reach = Reach(workspace, self.endpoints)
        self.clock = clock_of(workspace)
        self.ledger = open_ledger(workspace, self.clock, self.keys.log)
        if self.ledger.refusal is not None:  # nothing moves on a store that may have gone back
            self.ledger.close()
            raise self.ledger.refusal
        self.memory = remember(workspace, self.ledger, self.clock)
        if not changing_key and self.memory.state.log_key not in {None, self.keys.log.vkey}:
            self.ledger.close()
            raise UsageError("log_key_replaced", key=self.memory.state.log_key)
        self.gate = gate
        self._witnesses: dict[tuple[str, str, str], HeadWitness] = {}
        if workspace.realm is Realm.REHEARSAL:
            check_marker(self.endpoints, workspace.folder, self.reach.sql)
            for name, url in workspace.witnesses.items():
                check_loopback(name, url)
            if workspace.timestamp is not None:
                check_loopback("timestamp", workspace.timestamp.url)

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
            log=log_key(log, self.workspace.origin),
            seal=DsseKey.load(seal) if seal.exists() else DsseKey.generate(seal),
        )

    @cached_property
    def content_keys(self) -> ContentKeys:
        """The content keys, one per asset."""
        return ContentKeys(self.workspace.keys / "content")

    def content_key(self, asset: str) -> bytes:
        """Return the 32-byte content key of an asset, made on first use.

        Raises ``StepRefused`` ``content_key_shredded``: another key would give another root.
        """
        if self.memory.state.of(asset_subject(asset)).shredded is not None:
            raise StepRefused("content_key_shredded", asset=asset)
        return self.content_keys.of(asset)

    @cached_property
    def press(self) -> Press:
        """The press that makes PDFs."""
        return TypstPress()

    @cached_property
    def timestamps(self) -> TimestampAuthority | None:
        """The timestamp authority; ``None`` where the workspace names none.

        Raises ``ConnectorError``: ``timestamp_url_refused``, ``timestamp_authorities_unreadable``.
        """
        from connectors.timestamping import (  # noqa: PLC0415 - half a second, only when needed
            Rfc3161Authority,
        )

        named = self.workspace.timestamp
        if named is None:
            return None
        return Rfc3161Authority.load(named.url, self._beside(named.authorities))

    @cached_property
    def seal(self) -> PdfSealer | None:
        """The organisation's seal on PDFs; ``None`` where the workspace names none.

        Raises ``ConnectorError`` as ``PadesSeal.load`` and :attr:`timestamps` do.
        """
        from connectors.signing.pades_seal import PadesSeal  # noqa: PLC0415 - the same

        named = self.workspace.seal
        if named is None:
            return None
        passphrase = self._beside(named.passphrase_file) if named.passphrase_file else None
        return PadesSeal.load(self._beside(named.file), passphrase, self.timestamps)

    def hands(self, asset: DataAsset) -> tuple[ReadHands, Medium]:
        """Return the hands that give an asset back, and the medium they can reach.

        Raises ``UsageError`` ``medium_out_of_reach``; for a view, as :class:`PathwayView`.
        """
        if isinstance(asset.medium, PathwaysMedium):
            return self.view(asset), asset.medium
        return self.reach.data(asset.medium)

    def view(self, asset: DataAsset) -> PathwayView:
        """Return the hands on an asset that shows pathways.

        Raises ``UsageError`` ``medium_out_of_reach``, ``StepRefused`` ``pinned_file_differs``
        and, of an extraction, ``extraction_not_received``.
        """
        medium, plan = asset.medium, self.memory.plan
        if not isinstance(medium, PathwaysMedium):
            raise UsageError("medium_out_of_reach", medium=medium.kind if medium else None)
        known = self.received(asset) if medium.extraction is not None else None
        held = Held.of(self.workspace.packages, asset.id)
        here = known is not None and medium.endpoint == PACKAGES
        files = self.reach.folder(medium.files) if medium.files is not None else None
        seen = Seen(
            folder=self.workspace.path(self.workspace.plan).parent,
            url=held.url if here else self.reach.sql_url(medium.endpoint),
            files=held.pieces if known is not None and known.attachments else files,
            packages=self.workspace.packages,
            at=self.clock.now().astimezone(ZoneInfo(plan.timezone)).date(),
            extraction=known.told if known is not None else None,
        )
        reach = self.reach
        live = known is None
        freezer = reach.freezer(medium.endpoint, medium.schema_name) if live else reach.sql
        return PathwayView(asset, plan, seen, freezer)

    def received(self, asset: DataAsset) -> Extraction:
        """Return the extraction received that a view of the adopted plan shows.

        Raises ``StepRefused`` ``extraction_not_received`` for another one, or none.
        """
        known = self.memory.state.of(asset_subject(asset.id)).extraction
        if known is None or known.told.manifest != pinned(asset):
            raise StepRefused("extraction_not_received", asset=asset.id)
        return known

    def switch(self, host: str) -> ServiceSwitch:
        """Return the hands on a host of the plan."""
        endpoint = next((one.endpoint for one in self.memory.plan.hosts if one.id == host), None)
        return SystemdSwitch(self.reach.ssh(endpoint))

    def accesses(self, host: str) -> AccessRemover:
        """Return what removes our own access to a host of the plan."""
        endpoint = next((one.endpoint for one in self.memory.plan.hosts if one.id == host), None)
        return SshAccess(self.reach.ssh(endpoint))

    @cached_property
    def tree(self) -> GrowingTree:
        """The ledger's tree as far as it was followed, for proofs to witnesses."""
        return GrowingTree()

    def witnesses(self) -> dict[str, HeadWitness]:
        """Return the witnesses of the adopted plan whose address we know, in its order.

        Kept from one call to the next: each knows the size it cosigned last.
        """
        named = self.memory.plan.witnesses
        found: dict[str, HeadWitness] = {}
        for one in named.keys if named is not None else ():
            url = self.workspace.witnesses.get(one.id)
            if url is not None and one.key is not None:
                known = (one.id, url, one.key)
                if known not in self._witnesses:
                    self._witnesses[known] = HttpWitness(one.id, url, VerifierKey.parse(one.key))
                found[one.id] = self._witnesses[known]
        return found

    def check(self, plan: Plan) -> None:
        """Refuse a plan that needs what the workspace does not have, a seal included.

        Raises ``UsageError`` ``endpoint_missing`` naming the first; ``witness_endpoints_missing``
        when fewer witnesses can be asked than the plan wants; and as :attr:`seal` does, for a
        passphrase that is wrong must not be found out after a destruction.
        """
        _ = self.seal
        for name in sorted(endpoints_needed(plan) - set(self.endpoints.endpoints) - {PACKAGES}):
            raise UsageError("endpoint_missing", endpoint=name)
        if plan.witnesses is not None:
            reached = sum(one.id in self.workspace.witnesses for one in plan.witnesses.keys)
            if reached < plan.witnesses.threshold:
                need = plan.witnesses.threshold
                raise UsageError("witness_endpoints_missing", have=reached, need=need)

    def close(self) -> None:
        """Let go of connections."""
        self.reach.close()
        self.ledger.close()

    def _beside(self, path: Path | None) -> Path:
        return self.workspace.path(path) if path is not None else self.workspace.folder
