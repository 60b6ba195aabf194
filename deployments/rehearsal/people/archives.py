"""What the archives of an exercise do with a slip: sign by key, or send the paper back signed.

A paper is a small picture, invented, that carries what it says: the director writes it, and each
transcriber reads it alone.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from flows.commands.slip import sign, transcribe
from flows.workspace import Workspace
from releve.ledger.papers import IssuedPaper
from releve.ledger.state import PlanState
from releve.model.ids import asset_subject, copy_subject
from releve.model.plan import Plan
from releve.plan.elimination import slips_of
from releve.plan.seats import asset_of
from releve.plan.steps import Agenda

ON_PAPER = frozenset({"etablissement-exercice"})
"""Producers whose archives answer on paper; the others' sign by personal key."""
_MAGIC = b"\x89PNG\r\n\x1a\n"
_ORIGINAL = "Archives d'exercice, carton 1, sans valeur"
_LETTER = "archives_letter"
_GREY = 0xDD
_SIDE = 16


def paper_slips(plan: Plan, state: PlanState, here: Agenda) -> Iterator[IssuedPaper]:
    """Yield the slips that stand and whose lines wait for a visa that comes on paper."""
    producers = {
        asset.producer
        for item in here.waiting
        for reason in item.reasons
        if reason.code == "visa_missing"
        if (asset := asset_of(plan, item.subject)) is not None and asset.producer is not None
    }
    for producer in sorted(producers & ON_PAPER):
        yield from slips_of(state, producer)[-1:]


def sent_unfiled(plan: Plan, state: PlanState) -> Iterator[tuple[str, str]]:
    """Yield what the last letters sent and nobody acknowledged: subjects, certificates in force."""
    for asset in plan.assets:
        letters = state.papers.get((_LETTER, f"organisation:{asset.producer}"), ())
        copies = [copy_subject(asset.id, one.id) for one in asset.copies]
        for subject in (asset_subject(asset.id), *copies) if letters else ():
            known = state.of(subject)
            found, visa = known.in_force, state.of(asset_subject(asset.id)).archives
            granted = visa is not None and visa.fields.get("decision") == "granted"
            if found is None or not granted or found.number in known.filed:
                continue
            if found.index < letters[-1].index:
                yield subject, found.number


def paper_of(workspace: Path, number: str) -> Path:
    """Return where the scan of a slip that came back lies."""
    return workspace / "courrier" / f"{number}.png"


def form_of(workspace: Path, number: str, transcriber: str) -> Path:
    """Return where a transcriber leaves their form."""
    return workspace / "bordereaux" / f"{number}.{transcriber}.txt"


def write_paper(workspace: Path, number: str, director: str, day: date) -> bool:
    """Send a slip back, every line granted; tell whether it had still to be done."""
    path = paper_of(workspace, number)
    if path.exists():
        return False
    said = {"director": director, "signed_on": day.isoformat(), "original": _ORIGINAL}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(_picture(said))
    fresh.rename(path)  # whoever transcribes sees all of it or nothing
    return True


def transcribe_paper(workspace: Path, number: str, transcriber: str, key: Path) -> bool:
    """Read a paper that came back, fill the form in and sign it; tell whether that was done."""
    paper, form = (
        paper_of(workspace, number),
        form_of(workspace, number, transcriber),
    )
    if not paper.exists() or form.exists():
        return False
    said = {"decision": "granted", "observations": "-"} | _read(paper.read_bytes())
    where = Workspace.open(workspace)
    path = transcribe(where, number, transcriber)
    rows = [_filled(row, said) for row in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    sign(where, path, transcriber, key)
    return True


def transcribed(workspace: Path, number: str) -> tuple[Path, ...]:
    """Return the forms of a slip that were signed."""
    folder = workspace / "bordereaux"
    return tuple(
        sorted(one for one in folder.glob(f"{number}.*.txt") if Path(f"{one}.sig").exists())
    )


def _filled(row: str, said: Mapping[str, str]) -> str:
    name, colon, value = row.partition(":")
    wanted = colon and name in said and not value.strip() and not row.startswith("#")
    return f"{name}: {said[name]}" if wanted else row


def _picture(said: Mapping[str, str]) -> bytes:
    """Return a PNG that says these things in its text chunks."""
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([_GREY]) * _SIDE) * _SIDE
    texts = [
        _chunk(b"iTXt", name.encode() + b"\x00\x00\x00\x00\x00" + text.encode())
        for name, text in said.items()
    ]
    parts = [_chunk(b"IHDR", header), *texts, _chunk(b"IDAT", zlib.compress(rows))]
    return _MAGIC + b"".join([*parts, _chunk(b"IEND", b"")])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _read(picture: bytes) -> dict[str, str]:
    """Read the text chunks of a picture."""
    found: dict[str, str] = {}
    at = len(_MAGIC)
    while at < len(picture):
        (size,) = struct.unpack(">I", picture[at : at + 4])
        kind, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        if kind == b"iTXt":
            name, _, rest = data.partition(b"\x00")
            found[name.decode()] = rest[4:].decode()
        at += size + 12
    return found
