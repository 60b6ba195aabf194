"""What stands around the certificates: timestamps of their statements, seals of their PDFs.

Everything here needs the libraries of the ``auditor`` extra (:mod:`releve.verification.seals`);
without them nothing is checked and the report says how much was not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from releve.canonical import digest
from releve.errors import Fact
from releve.ledger.body import number, optional_text, text
from releve.ledger.merkle import leaf_hash
from releve.model.evidence import Entry, EntryKind
from releve.papers.paper import KEPT_HERE
from releve.verification import seals
from releve.verification.folder import Folder
from releve.verification.log import Log
from releve.verification.refusal import refuse, refusing, refusing_in
from releve.verification.trust import Trust

SEAL_AUTHORITIES = "keys/seal-authorities.pem"
TIMESTAMP_AUTHORITIES = "keys/timestamp-authorities.pem"
CLOCKS_AGREE = timedelta(minutes=5)
"""Beyond this, the ledger's clock and the authority's are reported as differing. Our choice."""

_END = "-----END CERTIFICATE-----\n"
_LATER = ".pdf.tst"
_ENCLOSED = frozenset({".dsse.json", ".dsse.tst"}) | {
    f".{cited}.{form}"
    for cited in ("request", "intent", "outcome")
    for form in ("json", "tlog-proof")
}
"""What a PDF may enclose: the statement, its token, the entries it cites and their proofs."""
_UNSEALED = "none"
_LEVELS = frozenset({_UNSEALED, "B-B", "B-T"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """One timestamp that was verified: the file that holds it, what it says."""

    file: str
    stamp: seals.Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What was found around the certificates.

    ``unchecked`` names seals and tokens that nobody here could check, ``unsealed`` the certificates
    without seal where somebody is trusted to seal, ``differing`` the entries whose instant and
    whose timestamp are further apart than :data:`CLOCKS_AGREE`.
    """

    stamps: tuple[Stamped, ...]
    sealed: int
    unsealed: tuple[str, ...]
    unstamped: tuple[str, ...]
    unchecked: tuple[str, ...]
    differing: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorities:
    """Who is trusted to seal and to stamp: PEM certificates."""

    seal: tuple[str, ...]
    timestamp: tuple[str, ...]


def authorities_of(folder: Folder, trust: Trust | None) -> Authorities:
    """Return the trusted authorities; without trust, those that the folder names for itself.

    Raises:
        EvidenceRefused: ``trust_authority_unknown``: the folder names one that trust does not;
            ``seal_authorities_malformed``.

    """
    shown = Authorities(
        seal=_listed(folder, SEAL_AUTHORITIES), timestamp=_listed(folder, TIMESTAMP_AUTHORITIES)
    )
    if trust is None:
        return shown
    for file, listed, trusted in (
        (SEAL_AUTHORITIES, shown.seal, trust.seal_authorities),
        (TIMESTAMP_AUTHORITIES, shown.timestamp, trust.timestamp_authorities),
    ):
        if not set(listed) <= set(trusted):
            refuse("trust_authority_unknown", file=file)
    return Authorities(seal=trust.seal_authorities, timestamp=trust.timestamp_authorities)


def verify_around(log: Log, folder: Folder, authorities: Authorities) -> Around:
    """Check every timestamp and seal that the ledger says there is, and that there is no other.

    Raises:
        EvidenceRefused: the ``timestamp_…`` and ``seal_…`` codes, with the ``file``.

    """
    stamps: list[Stamped] = []
    unsealed: list[str] = []
    unstamped: list[str] = []
    unchecked: list[str] = []
    differing: list[int] = []
    sealed = 0
    later, leaves = _later(log), frozenset(log.leaves)
    for entry in log.covered():
        if entry.kind is EntryKind.DOCUMENT_ISSUED and entry.body.get("kind") not in KEPT_HERE:
            stamps += _of_paper(entry, leaves, folder, authorities, unchecked)
            sealed += text(entry.body, "seal") != _UNSEALED
        if entry.kind is not EntryKind.CERTIFICATE_ISSUED:
            continue
        beside = later.get(entry.index)
        found = list(_of_one(entry, beside, leaves, folder, authorities, unchecked))
        sealed += text(entry.body, "seal") != _UNSEALED
        stamps += found
        if authorities.seal and text(entry.body, "seal") == _UNSEALED:
            unsealed.append(text(entry.body, "number"))
        if not found:
            unstamped.append(text(entry.body, "number"))
        for one in found:
            about = later[entry.index] if one.file.endswith(_LATER) else entry
            if abs(one.stamp.at - about.recorded_at) > CLOCKS_AGREE:
                differing.append(about.index)
    return Around(
        stamps=tuple(stamps),
        sealed=sealed,
        unsealed=tuple(unsealed),
        unstamped=tuple(unstamped),
        unchecked=tuple(unchecked),
        differing=tuple(dict.fromkeys(differing)),
    )


def _later(log: Log) -> dict[int, Entry]:
    """Return the entry that stamped each certificate after its issuance, by issuance index."""
    found: dict[int, Entry] = {}
    for entry in log.entries:
        if entry.kind is not EntryKind.CERTIFICATE_STAMPED:
            continue
        with refusing("ledger_entry_malformed", entry=entry.index):
            about = number(entry.body, "certificate")
        issued = log.entries[about] if 0 <= about < entry.index else None
        if issued is None or issued.kind is not EntryKind.CERTIFICATE_ISSUED or about in found:
            refuse("timestamp_of_no_certificate", entry=entry.index)
        if issued.subject != entry.subject or any(
            issued.body.get(name) != entry.body.get(name) for name in ("number", "pdf")
        ):
            refuse("timestamp_of_no_certificate", entry=entry.index)
        found[about] = entry
    return found


def _of_one(
    entry: Entry,
    later: Entry | None,
    leaves: frozenset[bytes],
    folder: Folder,
    authorities: Authorities,
    unchecked: list[str],
) -> Iterator[Stamped]:
    """Yield the timestamps of one certificate, the earliest meant first; check its seal."""
    with refusing("ledger_entry_malformed", entry=entry.index):
        level, token = text(entry.body, "seal"), optional_text(entry.body, "token")
        named = text(entry.body, "number")
        if level not in _LEVELS:
            refuse("ledger_entry_malformed", field="seal")
        later_token = None if later is None else text(later.body, "token")
    base = f"certificates/{named}"
    for file, about, expected in (
        (f"{base}.dsse.tst", f"{base}.dsse.json", token),
        (f"{base}{_LATER}", f"{base}.pdf", later_token),
    ):
        if (expected is not None) != (file in folder.names):
            refuse("timestamp_file_differs", file=file, entry=entry.index)
        if expected is None:
            continue
        data = folder.read(file)
        if digest(data) != expected:
            refuse("timestamp_file_differs", file=file, entry=entry.index)
        if not seals.available() or not authorities.timestamp:
            unchecked.append(file)
            continue
        yield _stamped(file, data, folder.read(about), authorities)
    yield from _seal(entry, level, base, leaves, folder, authorities, unchecked)


def _of_paper(
    entry: Entry,
    leaves: frozenset[bytes],
    folder: Folder,
    authorities: Authorities,
    unchecked: list[str],
) -> Iterator[Stamped]:
    """Check the seal of a paper, as that of a certificate; yield its timestamp."""
    with refusing("ledger_entry_malformed", entry=entry.index):
        level, named = text(entry.body, "seal"), text(entry.body, "number")
        if level not in _LEVELS:
            refuse("ledger_entry_malformed", field="seal")
    yield from _seal(entry, level, f"papers/{named}", leaves, folder, authorities, unchecked)


def _stamped(file: str, token: bytes, data: bytes, authorities: Authorities) -> Stamped:
    with refusing_in(file):
        return Stamped(file=file, stamp=seals.verify_token(token, data, authorities.timestamp))


def _seal(
    entry: Entry,
    level: str,
    base: str,
    leaves: frozenset[bytes],
    folder: Folder,
    authorities: Authorities,
    unchecked: list[str],
) -> Iterator[Stamped]:
    file = f"{base}.pdf"
    here: dict[str, Fact] = {"file": file, "entry": entry.index}
    if level == _UNSEALED:
        return
    if not seals.available() or not authorities.seal:
        unchecked.append(file)
        return
    with refusing_in(file):
        found = seals.verify_pdf(
            folder.read(file),
            authorities=authorities.seal,
            timestamp_authorities=authorities.timestamp,
            at=entry.recorded_at,
        )
    if found.level != level:
        refuse("seal_of_another_level", expected=level, found=found.level, **here)
    number_of = base.rpartition("/")[2]
    for suffix in (".dsse.json", ".dsse.tst"):
        beside, inside = f"{base}{suffix}", found.attachments.get(f"{number_of}{suffix}")
        if (beside in folder.names) != (inside is not None):
            refuse("seal_encloses_another", beside=beside, **here)
        if inside is not None and inside != folder.read(beside):
            refuse("seal_encloses_another", beside=beside, **here)
    for name, data in found.attachments.items():
        part = name.removeprefix(number_of)
        of_log = not part.endswith(".json") or leaf_hash(data) in leaves
        if part not in _ENCLOSED or not (of_log or part == ".dsse.json"):
            refuse("seal_encloses_unknown", attached=name, **here)
    if found.stamp is not None:
        yield Stamped(file=file, stamp=found.stamp)


def _listed(folder: Folder, file: str) -> tuple[str, ...]:
    if file not in folder.names:
        return ()
    with refusing("seal_authorities_malformed", file=file):
        parts = folder.read(file).decode("ascii").split(_END)
    if parts[-1]:
        refuse("seal_authorities_malformed", file=file, cause="text")
    return tuple(f"{one}{_END}" for one in parts[:-1])
