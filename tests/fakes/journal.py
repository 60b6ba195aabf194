"""A journal in memory that can fail as a ledger does, or stop dead as a machine does."""

from collections.abc import Mapping

from releve.errors import LedgerError
from releve.model.evidence import JsonValue, Measured


class Crash(BaseException):
    """The machine stopped here: nothing that could tidy up may run."""


class MemoryJournal:
    """Keeps what a destroyer tells. ``crash_at`` stops right after that fact was recorded.

    ``refuses`` makes :meth:`intend` raise as a ledger that could not make its copy durable.
    """

    def __init__(self, *, crash_at: str | None = None, refuses: bool = False) -> None:
        self.crash_at = crash_at
        self.refuses = refuses
        self.intents: list[tuple[Measured, Mapping[str, JsonValue]]] = []
        self.recorded: list[tuple[str, Mapping[str, JsonValue]]] = []

    def intend(self, measured: Measured, facts: Mapping[str, JsonValue]) -> None:
        if self.refuses:
            raise LedgerError("second_copy_failed")
        if not self.intents:
            self._crash("before:intent")
            self.intents.append((measured, facts))
            self._crash("intent")

    def phase(self, name: str, facts: Mapping[str, JsonValue]) -> None:
        assert self.intents, "a phase without an intent"
        self._crash(f"before:{name}")
        self.recorded.append((name, facts))
        self._crash(name)

    def phases(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.recorded)

    def intended(self) -> bool:
        return bool(self.intents)

    def _crash(self, here: str) -> None:
        if self.crash_at == here:
            self.crash_at = None
            raise Crash(here)
