"""One Protocol per capability. A connector offers those it has; nobody offers half of one.

The desk refuses to open when the plan needs a protocol its connector lacks, so that nothing
moves first. Whether a connector tells the truth is caught by probing again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from releve.model.evidence import Draft, Entry, Finding, JsonValue, Measured
from releve.model.medium import Medium

Progress = Callable[[int], None]
"""Called with the number of records handled so far, for a person who waits."""


@runtime_checkable
class Counter(Protocol):
    """Counts what is there, without reading content."""

    def count(self, medium: Medium) -> Measured:
        """Return counts per part, ``root`` being ``None``. Zero parts means nothing is there.

        Raises ``ConnectorError`` when it cannot tell; absence is never guessed.
        """


@runtime_checkable
class Measurer(Protocol):
    """Computes the keyed content root of what is there."""

    def measure(self, medium: Medium, package_key: bytes) -> Measured:
        """Read every record once, in key order, and return counts with the keyed root."""


@runtime_checkable
class Extractor(Protocol):
    """Writes a body of data to a folder, computing the root of what it wrote in the same pass."""

    def extract(
        self, medium: Medium, package_key: bytes, folder: Path, progress: Progress
    ) -> Measured:
        """Write the data below ``folder`` (created, empty) and return what was written."""


@runtime_checkable
class Freezer(Protocol):
    """Makes a body of data read-only, and back."""

    def freeze(self, medium: Medium) -> str:
        """Make it read-only for its users; return the means used. Idempotent."""

    def thaw(self, medium: Medium) -> str:
        """Undo :meth:`freeze`. Idempotent."""


class Journal(Protocol):
    """What a destroyer tells the ledger while it works."""

    def intend(self, measured: Measured, facts: Mapping[str, JsonValue]) -> None:
        """Record the intent (the point of no return), durably in two places, before acting.

        Returns at once if this step's intent is already open. Raises to abort: then nothing
        irreversible has been done and the destroyer must put everything back.
        """

    def phase(self, name: str, facts: Mapping[str, JsonValue]) -> None:
        """Record that a phase of the act is done."""

    def phases(self) -> tuple[str, ...]:
        """Return the phases recorded since the open intent, in order; empty without one."""

    def intended(self) -> bool:
        """Tell whether this step's intent is already open (a crash happened after it)."""


@runtime_checkable
class Destroyer(Protocol):
    """Destroys a body of data, check and act being one."""

    def destroy(
        self, medium: Medium, package_key: bytes, expected: Measured, journal: Journal
    ) -> str:
        """Lock or set aside, measure, compare with ``expected``, intend, act.

        Returns ``destroyed``, ``found_absent`` (absent although an intent is open: seen, not
        done) or ``partial``. Raises ``SourceChanged`` with everything as it was when the
        content differs, ``ConnectorError`` otherwise. Never retries.
        """


@runtime_checkable
class ServiceProbe(Protocol):
    """Looks at a service from outside."""

    def probe(self, endpoint: str) -> str:
        """Return ``up``, ``down`` or ``undetermined``."""


@runtime_checkable
class ServiceSwitch(Protocol):
    """Stops and restarts a service on its host."""

    def stop(self, unit: str) -> None:
        """Stop and disable the unit. Idempotent; the outcome is what a probe sees after."""

    def start(self, unit: str) -> None:
        """Enable and start the unit. Idempotent."""

    def state(self, unit: str) -> str:
        """Return ``active``, ``inactive`` or ``undetermined`` as the host sees it."""


@runtime_checkable
class Depositor(Protocol):
    """Delivers files to a recipient's drop. Sent is never received."""

    def deposit(self, source: Path, name: str, progress: Progress) -> str:
        """Send a file under a temporary name, compare SHA-256, rename; resume if begun.

        Returns the SHA-256 read back (lower hex). Idempotent for the same content.
        """

    def collect(self, name: str, at_most: int = ..., /) -> bytes | None:
        """Read a file the recipient left, by default a small one; ``None`` if not there yet."""


@runtime_checkable
class AccessRemover(Protocol):
    """Removes our own accesses to a brick handed over."""

    def remove_access(self) -> str:
        """Remove our access and return the means; idempotent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlTables:
    """Tables to validate where they live. ``url`` holds the password: never log or record it."""

    url: str = field(repr=False)
    schema: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTables:
    """Tables to validate as exported: ``<folder>/<table>.ndjson``, one canonical row a line."""

    folder: Path
    tables: tuple[str, ...]


@runtime_checkable
class QualityGate(Protocol):
    """Runs a suite of expectations over tables at the source or in a package."""

    def check(
        self, suite: str, about: str, tables: SqlTables | ExportedTables
    ) -> tuple[Finding, bytes]:
        """Return the finding and the full report as canonical JSON bytes, free of personal data.

        A check that could not run makes the finding ``UNDETERMINED``. Raises ``ConnectorError``
        ``suite_unknown``.
        """


@runtime_checkable
class TimestampAuthority(Protocol):
    """Says when a digest existed (RFC 3161)."""

    def token(self, data: bytes, *, digest: Literal["sha256", "sha512"] = "sha256") -> bytes:
        """Return the DER TimeStampToken over ``digest`` of ``data``, once it was verified.

        Raises ``ConnectorError``: ``timestamp_unreachable`` (transient), ``timestamp_refused``,
        ``timestamp_malformed``, ``timestamp_of_another_digest``, ``timestamp_untrusted``.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A sealed PDF, and the PAdES level that was reached: ``B-B`` or ``B-T``."""

    pdf: bytes = field(repr=False)
    level: str


@runtime_checkable
class PdfSealer(Protocol):
    """Seals PDFs for an organisation (PAdES)."""

    def seal(self, pdf: bytes, *, reason: str, stamped: bool) -> Sealed:
        """Return the PDF with one seal over all of it; ``stamped`` asks for level B-T.

        When the timestamp authority fails, the seal is B-B: an outage costs a level, never a
        signature. Raises ``ConnectorError`` ``seal_refused``.
        """


@runtime_checkable
class HeadWitness(Protocol):
    """A witness (*témoin cosignataire*) that cosigns heads extending those it saw."""

    def cosign(self, checkpoint: bytes, consistency: Callable[[int], Sequence[bytes]]) -> bytes:
        """Return the cosignature line of ``checkpoint``, a signed note, verified.

        ``consistency(old)`` gives the proof from the size that the witness last saw. Raises
        ``ConnectorError``: ``witness_unreachable`` (transient), ``witness_refused`` with what it
        said, ``witness_malformed``.
        """


@runtime_checkable
class Press(Protocol):
    """Turns a document's data into PDF bytes, the same bytes for the same data."""

    def pdf(self, template: str, data: Mapping[str, JsonValue]) -> bytes:
        """Return the PDF. Raises ``ConnectorError`` when the template refuses the data."""


class LedgerReader(Protocol):
    """Reads a ledger. Entries come as the exact bytes that were hashed."""

    @property
    def origin(self) -> str:
        """The ledger's origin."""

    def size(self) -> int:
        """Return the number of entries."""

    def raw(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Iterate over stored entry bytes from ``start`` to ``stop`` (excluded)."""

    def document(self, digest: str) -> bytes:
        """Return a document by ``sha256:…``; ``LedgerError`` ``document_missing`` if none."""

    def checkpoint(self) -> bytes:
        """Return the latest signed checkpoint (C2SP signed note); empty bytes before the first."""


class LedgerStore(LedgerReader, Protocol):
    """The one place where facts are recorded: one linearisation point."""

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        expect: Mapping[str, int],
        documents: Mapping[str, bytes],
    ) -> tuple[Entry, ...]:
        """Record facts in one transaction on the head, then sign a checkpoint and copy both.

        ``expect`` maps subjects to the index of their last entry (-1 for none); any other
        value there raises ``StateMoved`` and records nothing. ``documents`` (digest → bytes)
        are kept beside, not in the tree. Returns once entries, documents and checkpoint are
        durable in the store *and* in the second copy.

        Raises ``LedgerError``: ``ledger_rolled_back``, ``clock_behind_ledger``.
        """

    def performing(self) -> AbstractContextManager[None]:
        """Hold the one performer's lock for a process's life; ``LedgerError`` if it is taken."""
