"""Delivering the content of a package to a successor, and what a sender may say of it.

Three kinds carry the same content: volumes dropped by SFTP or in a folder, FHIR R4 transactions,
SQL staging tables. All keep one promise: delivering again duplicates nothing, so that a delivery
cut anywhere is completed by being run again; what the recipient refuses is named, never dropped.

**Sent is never received**: a :class:`Delivered` is the sender's own account. Only the recipient's
receipts, and what is read back from it, say what arrived.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from releve.errors import ConnectorError, ConnectorUnavailable
from releve.ports import Depositor, Progress

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing that the recipient did not take, or of which nothing says that it did.

    ``identifier`` is ours (a resource's, a record id, a file name): it is about one person, so it
    goes to the DAC's work list and never to a log, an error or the ledger. ``code`` is one of
    :data:`REFUSALS`; ``status`` the HTTP status, ``reason`` the FHIR issue code or the SQLSTATE,
    ``element`` the element or column that it names. No value is ever kept.
    """

    kind: str
    identifier: str = field(repr=False)
    code: str
    status: int | None = None
    reason: str | None = None
    element: str | None = None


REFUSALS = (
    "delivery_transaction_refused",
    "delivery_entry_refused",
    "delivery_entry_in_error",
    "delivery_answer_short",
    "delivery_answer_malformed",
    "delivery_row_refused",
    "delivery_row_changed",
    "delivery_name_taken",
    "delivery_removal_by_hand",
)
"""Why something was not taken; each has a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one delivery sent, earlier cut calls for the same content included.

    ``sent`` counts resources, records or volumes by type, refused ones included. ``created`` and
    ``existing`` are what the recipient said; what was applied but not yet noted when a call was
    cut is found ``existing`` by the next. ``size`` is in bytes. ``unsent`` transactions, parts or
    volumes were not tried, because what was refused before them made it useless.

    Raises:
        ValueError: the counts do not add up to what was sent.

    """

    sent: Mapping[str, int]
    created: int
    existing: int
    refused: tuple[Refusal, ...] = field(repr=False)
    size: int
    unsent: int = 0

    def __post_init__(self) -> None:
        if self.total != self.created + self.existing + len(self.refused):
            raise ValueError("delivered")

    @property
    def total(self) -> int:
        """How many resources, records or volumes were sent."""
        return sum(self.sent.values())

    @property
    def complete(self) -> bool:
        """Whether all was sent, and the recipient says that it took all."""
        return not self.refused and not self.unsent

    def facts(self) -> dict[str, int]:
        """Return the counts alone, fit for a log or the ledger."""
        return {
            "sent": self.total,
            "created": self.created,
            "existing": self.existing,
            "refused": len(self.refused),
            "unsent": self.unsent,
            "bytes": self.size,
        }


@dataclass(slots=True)
class Tally:
    """Counts kept while a delivery goes on."""

    sent: Counter[str] = field(default_factory=Counter)
    created: int = 0
    existing: int = 0
    refused: list[Refusal] = field(default_factory=list)
    size: int = 0

    def add(self, sent: Mapping[str, int], created: int, existing: int, size: int) -> None:
        """Count what the recipient took."""
        self.sent.update(sent)
        self.created += created
        self.existing += existing
        self.size += size

    def refuse(self, refusals: Sequence[Refusal], size: int) -> None:
        """Count what it did not take."""
        self.sent.update(one.kind for one in refusals)
        self.refused += refusals
        self.size += size

    def delivered(self, unsent: int = 0) -> Delivered:
        """Return the account; ``ValueError`` unless it adds up."""
        return Delivered(
            sent=dict(sorted(self.sent.items())),
            created=self.created,
            existing=self.existing,
            refused=tuple(self.refused),
            size=self.size,
            unsent=unsent,
        )


class PathwayDelivery(Protocol):
    """One kind of delivery to one recipient."""

    def deliver(self, folder: Path, progress: Progress, journal: Path) -> Delivered:
        """Send what this kind takes of ``folder``, a package's ``data/contenu``.

        ``progress`` is given the transactions, records or bytes handled so far. ``journal`` is a
        file of ours, free of personal data, that spares a second sending after a cut; without it,
        or if it is about something else, everything is sent again to the same effect.

        Raises ``ConnectorUnavailable`` when the recipient cannot be reached or asks to wait
        longer than we may: call again. ``ConnectorError`` when going on would be wrong.
        ``delivery_content_missing`` if the folder holds nothing of this kind.
        """


class PathwayLoad(PathwayDelivery, Protocol):
    """A delivery into the recipient's own system, which says afterwards what it holds."""

    def held(self, folder: Path) -> Mapping[str, int]:
        """Return how many resources or records of ours it holds now, by type, none left out.

        It is asked for the types of ``folder`` at least. Errors of :meth:`deliver`.
        """

    def forget(self, folder: Path, journal: Path) -> None:
        """Have the next delivery of ``folder`` send everything again; errors of :meth:`deliver`."""


class VolumeDelivery:
    """Every file of a folder dropped under its own name: the sealed volumes of a package.

    The drop itself is the journal: what is there already is compared, never sent again.
    """

    def __init__(self, depositor: Depositor) -> None:
        self._depositor = depositor

    def deliver(
        self,
        folder: Path,
        progress: Progress,
        journal: Path,  # noqa: ARG002 - the protocol's: the drop says what is there
    ) -> Delivered:
        """Drop the files of ``folder`` in the order of their names; as the protocol says.

        Files of folders below are left where they are. A name that the drop holds with other
        content is refused (``delivery_name_taken``) and the others go on.
        """
        tally, before = Tally(), 0
        for path in files(folder, "*"):
            size = path.stat().st_size
            begun = False

            def seen(sent: int, *, already: int = before) -> None:
                nonlocal begun
                begun = True
                progress(already + sent)

            try:
                self._depositor.deposit(path, path.name, seen)
            except ConnectorUnavailable:
                raise
            except ConnectorError as error:
                if error.code != "deposit_conflict":
                    raise
                refusal = Refusal(kind="volume", identifier=path.name, code="delivery_name_taken")
                tally.refuse((refusal,), size)
            else:
                tally.add({"volume": 1}, int(begun), int(not begun), size)
            before += size
            progress(before)
        return tally.delivered()


def files(folder: Path, *patterns: str) -> tuple[Path, ...]:
    """Return the ordinary files of a folder, pattern by pattern, each in the order of names.

    Raises:
        ConnectorError: ``delivery_content_missing`` with ``path``: there is none at all.

    """
    found = tuple(
        path
        for pattern in patterns
        for path in sorted(folder.glob(pattern))
        if path.is_file() and not path.is_symlink()
    )
    if not found:
        raise ConnectorError("delivery_content_missing", path=str(folder))
    return found


def content_digest(paths: Iterable[Path]) -> str:
    """Return one SHA-256 over the names and bytes of files, in hexadecimal: what is delivered."""
    whole = hashlib.sha256()
    for path in paths:
        own = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                own.update(piece)
        whole.update(f"{own.hexdigest()} {path.name}\n".encode())
    return whole.hexdigest()
