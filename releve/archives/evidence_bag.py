"""The tag files of an evidence pack: a BagIt 1.0 bag (RFC 8493) around an evidence folder.

Everything in them comes from the folder's own files: its digests, its signed head, the instant of
its last entry, its perimeter. Nothing comes from the clock or the machine that packs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date

from releve.canonical import decode, hex_digest
from releve.errors import EvidenceRefused, ReleveError
from releve.ledger.checkpoint import parse
from releve.ledger.entry import decode_entry
from releve.ledger.tiles import WIDTH, decode_bundle, entries_path

BASE = "preuves/"
"""The bag's base directory: RFC 8493, section 4, rule 3, wants exactly one in a serialised bag.

A constant, so that a pack stays a function of the folder's files alone, whatever its own name.
"""
PAYLOAD = "data/"
FOLDER = f"{BASE}{PAYLOAD}"
"""Where the evidence folder stands in the archive; tag files name paths below ``BASE``."""
README = "LISEZMOI.txt"
MANIFEST = "manifest-sha256.txt"
TAGS = (README, "bag-info.txt", "bagit.txt", MANIFEST, "tagmanifest-sha256.txt")

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_CHECKPOINT = "ledger/checkpoint"
_SCOPE = "scope.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """A file that was read whole: its size in bytes, SHA-256 in hexadecimal, CRC-32."""

    size: int
    sha256: str
    crc: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an evidence folder says it stands for; nothing is verified."""

    origin: str
    size: int
    root: str
    day: date
    """The day (UTC) on which its last entry was really recorded."""
    scope: str | None


def read_head(names: frozenset[str], read: Callable[[str], bytes]) -> Head:
    """Read the head of an evidence folder from its own files.

    Raises:
        EvidenceRefused: ``pack_head_unreadable``: no checkpoint, entry or perimeter to be read.

    """
    file = _CHECKPOINT
    try:
        head = parse(read(file).partition(b"\n\n")[0] + b"\n")
        last = head.size - 1
        bundle = last // WIDTH
        width = head.size - bundle * WIDTH
        file = f"ledger/{entries_path(bundle, width)}"
        stored = decode_bundle(read(file), width)[-1]
        entry = decode_entry(stored, origin=head.origin, index=last)
        file = _SCOPE
        scope = _scope(read(file)) if file in names else None
    except (ReleveError, ValueError, LookupError) as error:
        raise EvidenceRefused("pack_head_unreadable", file=f"{FOLDER}{file}") from error
    return Head(
        origin=head.origin,
        size=head.size,
        root=head.root.hex(),
        day=entry.recorded_at.astimezone(UTC).date(),
        scope=scope,
    )


def tag_files(payload: Mapping[str, Digested], head: Head, readme: bytes) -> dict[str, bytes]:
    """Return the tag files by name below ``BASE``; ``payload`` goes by path in the folder."""
    octets = sum(one.size for one in payload.values())
    info = {
        "Bagging-Date": head.day.isoformat(),
        "External-Identifier": head.origin,
        "Payload-Oxum": f"{octets}.{len(payload)}",
        "Releve-Entries": str(head.size),
        "Releve-Root": head.root,
    }
    if head.scope is not None:
        info["Releve-Scope"] = head.scope
    tags = {
        README: readme,
        "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info.items()).encode(),
        "bagit.txt": _DECLARATION,
        MANIFEST: b"".join(manifest_line(name, payload[name].sha256) for name in sorted(payload)),
    }
    listed = (f"{hex_digest(tags[name])}  {name}\n" for name in sorted(tags))
    return {**tags, TAGS[-1]: "".join(listed).encode()}


def manifest_line(name: str, sha256: str) -> bytes:
    """Return the line of the payload manifest for a file of the evidence folder."""
    return f"{sha256}  {PAYLOAD}{name}\n".encode()


def _scope(data: bytes) -> str:
    members = decode(data)
    told = f"{members['kind']} {members['name']}" if isinstance(members, dict) else ""
    if not told.isascii() or not told.isprintable() or not told:
        raise ValueError(told)
    return told
