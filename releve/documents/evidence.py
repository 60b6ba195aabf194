"""The evidence folder: everything an auditor receives, as plain files named by what they are.

Layout and manifest are normative in ``docs/format/certificate.md``. The folder is a projection of
one signed head: the same head and documents give the same bytes.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from releve.canonical import digest, hex_digest
from releve.certificates.labels import Labels
from releve.documents.index import index_html
from releve.documents.journal import journal_lines
from releve.documents.lisezmoi import lisezmoi
from releve.documents.manifest import MANIFEST, NOTE, manifest, manifest_note
from releve.documents.signers import allowed_signers
from releve.errors import EvidenceRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import items, number, text
from releve.ledger.entry import decode_entry
from releve.ledger.merkle import inclusion_proof, leaf_hash, levels
from releve.ledger.tiles import write_tiles
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import Realm
from releve.model.plan import Plan
from releve.ports import LedgerReader

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}")
_DOCUMENTS: Mapping[EntryKind, tuple[str, ...]] = {
    EntryKind.PACKAGE_EXPORTED: ("package",),
    EntryKind.FINDING_RECORDED: ("report",),
    EntryKind.ORDER_ISSUED: ("document",),
}
"""The documents that entries name besides plans, acts and certificates."""


def build_evidence(
    folder: Path,
    *,
    ledger: LedgerReader,
    plan_of: Callable[[str], Plan],
    certificates: Mapping[str, bytes],
    sign_note: Callable[[bytes], bytes],
    vkey: str,
    seal_public: str,
) -> None:
    """Write the whole folder beside its place, then put it there; what stood there is replaced.

    ``plan_of`` reads an adopted plan by digest. ``certificates`` are files for ``certificates/``
    beyond those the ledger keeps; a name it also writes must hold the same bytes. What is appended
    to the ledger meanwhile is left out: the folder stands for the head read first.

    Raises:
        EvidenceRefused: ``ledger_empty``; ``checkpoint_differs``: the head is not that of the
            entries; ``document_differs``: a stored document is not its digest;
            ``certificate_name_refused``, ``evidence_file_differs``.
        LedgerError: ``document_missing``.

    """
    beside = folder.with_name(f".{folder.name}.new")
    aside = folder.with_name(f".{folder.name}.old")
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    for left in (beside, aside):
        shutil.rmtree(left, ignore_errors=True)
    writer = _Writer(beside)
    for path, content in _files(writer, ledger, plan_of, certificates, vkey, seal_public):
        writer.write(path, content)
    listed = manifest(writer.digests)
    writer.write(MANIFEST, listed)
    writer.write(NOTE, sign_note(manifest_note(ledger.origin, listed)))
    if folder.exists():
        folder.rename(aside)
    beside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


class _Writer:
    """Writes files once below a root, and keeps their digests."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.digests: dict[str, str] = {}

    def write(self, path: str, content: bytes) -> None:
        hashed = hex_digest(content)
        known = self.digests.get(path)
        if known is not None:
            if known != hashed:
                raise EvidenceRefused("evidence_file_differs", path=path)
            return
        target = self._root / PurePosixPath(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.digests[path] = hashed


def _files(
    writer: _Writer,
    ledger: LedgerReader,
    plan_of: Callable[[str], Plan],
    certificates: Mapping[str, bytes],
    vkey: str,
    seal_public: str,
) -> Iterator[tuple[str, bytes]]:
    note = ledger.checkpoint()
    if not note:
        raise EvidenceRefused("ledger_empty")
    head = checkpoints.parse(note.partition(b"\n\n")[0] + b"\n")
    raw = list(ledger.raw(0, head.size))
    tree = write_tiles(lambda path, content: writer.write(f"ledger/{path}", content), raw)
    if tree.size != head.size or tree.root() != head.root or head.origin != ledger.origin:
        raise EvidenceRefused("checkpoint_differs", size=head.size, entries=tree.size)
    entries = [decode_entry(data, origin=ledger.origin, index=i) for i, data in enumerate(raw)]
    plans = [text(one.body, "plan") for one in entries if one.kind is EntryKind.PLAN_ADOPTED]
    if not plans:
        raise EvidenceRefused("ledger_empty")
    plan = plan_of(plans[-1])
    yield "ledger/checkpoint", note
    yield "keys/log.vkey", f"{vkey}\n".encode()
    yield "keys/seal.pub", f"{seal_public}\n".encode()
    yield "keys/allowed_signers", allowed_signers(plan_of(one) for one in dict.fromkeys(plans))
    for one in plans:
        yield f"plans/{one.removeprefix('sha256:')}.json", _document(ledger, one)
    for entry in entries:
        yield from _of_entry(ledger, entry)
    yield from _certificates(ledger, entries, raw, note)
    for name, content in certificates.items():
        if not _NAME.fullmatch(name):
            raise EvidenceRefused("certificate_name_refused", name=name)
        yield f"certificates/{name}", content
    yield "index.html", index_html(entries, plan, vkey=vkey)
    yield "LISEZMOI.txt", lisezmoi(plan)
    yield "journal.txt", journal_text(entries, plan)


def journal_text(entries: Sequence[Entry], plan: Plan, language: str = "fr") -> bytes:
    """Return ``journal.txt``: a head that says how to read it, then a line per entry."""
    labels = Labels(plan=plan, language=language)
    head = [
        labels.say("journal_title", title=plan.title),
        labels.say("journal_head", timezone=plan.timezone),
    ]
    if plan.realm is Realm.REHEARSAL:
        head = [labels.say("stamp"), *head, labels.say("journal_head_exercise")]
    if plan.small_count_threshold > 1:
        head.append(labels.say("journal_head_small", last=plan.small_count_threshold - 1))
    return "".join(
        f"{one}\n" for one in [*head, "", *journal_lines(entries, plan, language)]
    ).encode()


def _document(ledger: LedgerReader, named: str) -> bytes:
    content = ledger.document(named)
    if digest(content) != named:
        raise EvidenceRefused("document_differs", digest=named)
    return content


def _of_entry(ledger: LedgerReader, entry: Entry) -> Iterator[tuple[str, bytes]]:
    body = entry.body
    for name in _DOCUMENTS.get(entry.kind, ()):
        named = text(body, name)
        yield f"documents/{named.removeprefix('sha256:')}", _document(ledger, named)
    if entry.kind is EntryKind.ACT_RECORDED:
        named = text(body, "file")
        yield f"acts/{named.removeprefix('sha256:')}.txt", _document(ledger, named)
        for signature in items(body, "signatures"):
            named = text(signature, "file")
            yield f"acts/{named.removeprefix('sha256:')}.sig", _document(ledger, named)
        if "scan" in body:
            named = text(body, "scan")
            yield f"documents/{named.removeprefix('sha256:')}", _document(ledger, named)


def _certificates(
    ledger: LedgerReader, entries: Sequence[Entry], raw: Sequence[bytes], note: bytes
) -> Iterator[tuple[str, bytes]]:
    hash_at = levels([leaf_hash(data) for data in raw])
    for entry in entries:
        if entry.kind is not EntryKind.CERTIFICATE_ISSUED:
            continue
        name, about = text(entry.body, "number"), number(entry.body, "outcome")
        if not _NAME.fullmatch(name):
            raise EvidenceRefused("certificate_name_refused", name=name)
        path = inclusion_proof(hash_at, about, len(raw))
        proof = checkpoints.proof_file(index=about, hashes=path, checkpoint=note)
        yield f"certificates/{name}.dsse.json", _document(ledger, text(entry.body, "statement"))
        yield f"certificates/{name}.pdf", _document(ledger, text(entry.body, "pdf"))
        yield f"certificates/{name}.tlog-proof", proof
