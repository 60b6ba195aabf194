"""Opening the ledger of a workspace, with the tool's key or just to read and sign as a person."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from connectors.ledger_store.checkpoint_signer import CheckpointSigner
from connectors.ledger_store.postgres import PostgresLedger
from connectors.ledger_store.recovery import recover
from connectors.ledger_store.second_copy import SecondCopy
from connectors.ledger_store.sqlite import SqliteLedger
from connectors.signing.note_key import NoteKey
from flows.clock import RealClock, RehearsalClock
from flows.memory import Memory
from flows.workspace import SqliteStore, Workspace
from releve.errors import UsageError
from releve.model.ids import Realm

OpenLedger = SqliteLedger | PostgresLedger
RunClock = RealClock | RehearsalClock


def clock_of(workspace: Workspace) -> RunClock:
    """Return the clock of a workspace's realm; an exercise's starts at ``starts_at``."""
    if workspace.realm is Realm.REAL:
        return RealClock()
    if workspace.starts_at is None:
        raise UsageError("workspace_malformed", file="workspace.json", field="starts_at")
    return RehearsalClock(datetime.fromisoformat(workspace.starts_at).astimezone(UTC))


def open_ledger(
    workspace: Workspace, clock: RunClock, signer: CheckpointSigner | None
) -> OpenLedger:
    """Open the ledger and its second copy, made before by :func:`found_ledger`.

    Raises ``LedgerError`` as the stores do; ``second_copy_missing`` may be a disk not mounted.
    """
    store = workspace.ledger
    copy = SecondCopy.open(
        workspace.path(workspace.second_copy), origin=workspace.origin, realm=workspace.realm
    )
    if isinstance(store, SqliteStore):
        path = workspace.path(store.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteLedger.open(
            path,
            origin=workspace.origin,
            realm=workspace.realm,
            clock=clock,
            signer=signer,
            second_copy=copy,
        )
    password = workspace.path(store.password_file) if store.password_file else workspace.folder
    return PostgresLedger.open(
        url_with_password(store.url, password).replace("postgresql+psycopg://", "postgresql://"),
        origin=workspace.origin,
        realm=workspace.realm,
        clock=clock,
        signer=signer,
        second_copy=copy,
    )


def found_ledger(workspace: Workspace) -> None:
    """Make the empty second copy of a new workspace: once, by whoever sets it up."""
    SecondCopy.open(
        workspace.path(workspace.second_copy),
        origin=workspace.origin,
        realm=workspace.realm,
        create=True,
    )


def remember(workspace: Workspace, ledger: OpenLedger, clock: RunClock) -> Memory:
    """Fold the ledger; an exercise's clock goes on from its last entry."""
    memory = Memory(ledger, clock, workspace.realm)
    if isinstance(clock, RehearsalClock) and memory.state.last_at is not None:
        clock.jump(max(clock.now(), memory.state.last_at))
    return memory


def url_with_password(url: str, password_file: Path) -> str:
    """Join a database URL and the password kept in a file of its own, at the last moment."""
    if not password_file.is_file():
        return url
    password = password_file.read_text(encoding="utf-8").strip()
    return make_url(url).set(password=password).render_as_string(hide_password=False)


def recover_ledger(workspace: Workspace) -> int:
    """Rebuild the embedded store from its second copy and return its number of entries.

    Raises ``UsageError`` ``recovery_unsupported`` for another store, ``LedgerError`` as
    ``recover`` does.
    """
    if not isinstance(workspace.ledger, SqliteStore):
        raise UsageError("recovery_unsupported", kind=workspace.ledger.kind)
    copy = SecondCopy.open(
        workspace.path(workspace.second_copy), origin=workspace.origin, realm=workspace.realm
    )
    key = NoteKey.load(workspace.keys / "log.key").verifier
    return recover(workspace.path(workspace.ledger.path), copy, log_key=key)
