"""The evidence folder: everything an auditor receives, as plain files named by what they are.

Layout and manifest are normative in ``docs/format/certificate.md``. The folder is a projection of
one signed head: the same head and documents give the same bytes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from releve.canonical import digest, encode
from releve.certificates.labels import Labels
from releve.documents.certified import certificate_files, checked_name
from releve.documents.index import index_html
from releve.documents.journal import journal_lines
from releve.documents.keys import Authorities, key_files
from releve.documents.lisezmoi import lisezmoi
from releve.documents.manifest import MANIFEST, NOTE, manifest, manifest_note
from releve.documents.perimeter import limited_entries, partial_line
from releve.documents.placing import FolderWriter
from releve.documents.verifier import NAME as VERIFIER
from releve.documents.verifier import verifier_page
from releve.errors import EvidenceRefused, UsageError
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import items, text
from releve.ledger.entry import decode_entry
from releve.ledger.tiles import write_tiles
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import Realm
from releve.model.plan import Plan
from releve.model.scope import Perimeter, Scope, ScopeKind, signed_elsewhere, subjects_under
from releve.papers.paper import KEPT_HERE
from releve.ports import LedgerReader

_SCOPE_FORMAT = "releve/scope/1"
_DOCUMENTS: Mapping[EntryKind, tuple[str, ...]] = {
    EntryKind.PACKAGE_EXPORTED: ("package",),
    EntryKind.PARTIAL_DELIVERED: ("package",),
    EntryKind.ARRIVAL_JUDGED: ("attestation",),
    EntryKind.FINDING_RECORDED: ("report",),
    EntryKind.ORDER_ISSUED: ("document",),
    EntryKind.LOG_KEY_CHANGED: ("trust", "note"),
}
"""The documents that entries name besides plans, acts and certificates."""


def build_evidence(  # noqa: PLR0913 - named at the call
    folder: Path,
    *,
    ledger: LedgerReader,
    plan_of: Callable[[str], Plan],
    certificates: Mapping[str, bytes],
    sign_note: Callable[[bytes], bytes],
    vkey: str,
    seal_public: str,
    checkpoint: bytes | None = None,
    authorities: Authorities | None = None,
    scope: Scope | None = None,
) -> None:
    """Write the whole folder beside its place, then put it there; what stood there is replaced.

    ``plan_of`` reads an adopted plan by digest. ``certificates`` are files for ``certificates/``
    beyond those the ledger keeps; a name it also writes must hold the same bytes. ``checkpoint``
    is the ledger's head with cosignatures, published in its place. A ``scope`` other than the
    whole programme keeps the ledger and the plans whole, and the files of its subjects alone.

    What is appended to the ledger meanwhile is left out: the folder stands for the head read
    first. Renewals of the same folder are kept.

    Raises:
        EvidenceRefused: ``ledger_empty``; ``checkpoint_differs``: the head is not that of the
            entries, or ``checkpoint`` is another; ``document_differs``: a stored document is not
            its digest; ``certificate_name_refused``, ``evidence_file_differs``;
            ``evidence_holds_renewals``: another folder stood there, whose renewals would be lost.
        UsageError: ``scope_unknown``.
        LedgerError: ``document_missing``.

    """
    writer = FolderWriter(folder)
    build = _Build(
        ledger=ledger,
        plan_of=plan_of,
        checkpoint=checkpoint,
        authorities=authorities or Authorities(),
        scope=scope,
    )
    for path, content in _files(writer, build, certificates, vkey, seal_public):
        writer.write(path, content)
    listed = manifest(writer.digests)
    writer.write(MANIFEST, listed)
    writer.write(NOTE, sign_note(manifest_note(ledger.origin, listed)))
    writer.put()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Build:
    """What a folder is made from."""

    ledger: LedgerReader
    plan_of: Callable[[str], Plan]
    checkpoint: bytes | None
    authorities: Authorities
    scope: Scope | None

    def head(self) -> bytes:
        """Return the signed head to publish."""
        known = self.ledger.checkpoint()
        given = self.checkpoint
        if not known:
            raise EvidenceRefused("ledger_empty")
        if given is not None and _text(given) != _text(known):
            size = checkpoints.parse(_text(known)).size
            found = checkpoints.parse(_text(given)).size
            raise EvidenceRefused("checkpoint_differs", size=found, entries=size)
        return known if given is None else given

    def perimeter(self, plans: Sequence[Plan]) -> Perimeter | None:
        """Return what a partial folder holds; ``None`` for a whole one."""
        scope = self.scope
        if scope is None or scope.kind is ScopeKind.PROGRAMME:
            return None
        subjects = subjects_under(plans, scope)
        if not subjects:
            raise UsageError("scope_unknown", scope=scope.kind.value, name=scope.name)
        return Perimeter(scope=scope, subjects=subjects)

    def document(self, named: str) -> bytes:
        """Return a document of the ledger, compared with its digest."""
        content = self.ledger.document(named)
        if digest(content) != named:
            raise EvidenceRefused("document_differs", digest=named)
        return content


def _text(note: bytes) -> bytes:
    return note.partition(b"\n\n")[0] + b"\n"


def _files(
    writer: FolderWriter,
    build: _Build,
    certificates: Mapping[str, bytes],
    vkey: str,
    seal_public: str,
) -> Iterator[tuple[str, bytes]]:
    ledger, note = build.ledger, build.head()
    head = checkpoints.parse(_text(note))
    raw = list(ledger.raw(0, head.size))
    tree = write_tiles(lambda path, content: writer.write(f"ledger/{path}", content), raw)
    if tree.size != head.size or tree.root() != head.root or head.origin != ledger.origin:
        raise EvidenceRefused("checkpoint_differs", size=head.size, entries=tree.size)
    entries = [decode_entry(data, origin=ledger.origin, index=i) for i, data in enumerate(raw)]
    adopted = [text(one.body, "plan") for one in entries if one.kind is EntryKind.PLAN_ADOPTED]
    if not adopted:
        raise EvidenceRefused("ledger_empty")
    plan = build.plan_of(adopted[-1])
    plans = [build.plan_of(one) for one in dict.fromkeys(adopted)]
    perimeter = build.perimeter(plans)
    yield "ledger/checkpoint", note
    if perimeter is not None:
        yield "scope.json", _scope_file(perimeter.scope)
    yield from key_files(plans, vkey=vkey, seal_public=seal_public, authorities=build.authorities)
    for one in adopted:
        yield f"plans/{one.removeprefix('sha256:')}.json", build.document(one)

    def held(entry: Entry) -> bool:
        return perimeter is None or perimeter.holds(entry)

    elsewhere = signed_elsewhere(entries, perimeter.subjects) if perimeter else frozenset()
    for entry in filter(held, entries):
        yield from _of_entry(build, entry, scanned=entry.index not in elsewhere)
    yield from certificate_files(entries, raw, note, build.document, held)
    for name, content in certificates.items():
        yield f"certificates/{checked_name(name)}", content
    yield "index.html", index_html(entries, plan, vkey=vkey, perimeter=perimeter)
    yield VERIFIER, verifier_page()
    yield "journal.txt", journal_text(entries, plan, perimeter=perimeter)
    readme = lisezmoi(
        plan,
        entries,
        checkpoint=note,
        files=writer.digests,
        scope=None if perimeter is None else perimeter.scope,
    )
    yield "LISEZMOI.txt", readme


def _scope_file(scope: Scope) -> bytes:
    return encode({"format": _SCOPE_FORMAT, "kind": scope.kind.value, "name": scope.name})


def journal_text(
    entries: Sequence[Entry],
    plan: Plan,
    language: str = "fr",
    *,
    perimeter: Perimeter | None = None,
) -> bytes:
    """Return ``journal.txt``: a head that says how to read it, then a line per entry.

    Of a partial folder, only the entries of its ``perimeter`` are told, and the head says so.
    """
    labels = Labels(plan=plan, language=language)
    head = [
        labels.say("journal_title", title=plan.title),
        labels.say("journal_head", timezone=plan.timezone),
    ]
    if plan.realm is Realm.REHEARSAL:
        head = [labels.say("stamp"), *head, labels.say("journal_head_exercise")]
    if plan.small_count_threshold > 1:
        head.append(labels.say("journal_head_small", last=plan.small_count_threshold - 1))
    if perimeter is not None:
        head.append(partial_line(labels, perimeter))
    told = journal_lines(limited_entries(entries, perimeter), plan, language)
    return "".join(f"{one}\n" for one in [*head, "", *told]).encode()


def _of_entry(build: _Build, entry: Entry, *, scanned: bool) -> Iterator[tuple[str, bytes]]:
    body = entry.body
    for name in _DOCUMENTS.get(entry.kind, ()):
        named = text(body, name) if body.get(name) is not None else None
        if named is not None:
            yield f"documents/{named.removeprefix('sha256:')}", build.document(named)
    if entry.kind is EntryKind.DOCUMENT_ISSUED and text(body, "kind") not in KEPT_HERE:
        stem = f"papers/{checked_name(text(body, 'number'))}"
        yield f"{stem}.dsse.json", build.document(text(body, "statement"))
        yield f"{stem}.pdf", build.document(text(body, "pdf"))
    if entry.kind is EntryKind.SLIP_RETURNED:
        told = items(body, "transcriptions")
        pairs = [(text(one, "file"), text(one, "signature")) for one in told]
        for named in (text(body, "scan"), *(named for pair in pairs for named in pair)):
            yield f"documents/{named.removeprefix('sha256:')}", build.document(named)
    if entry.kind is EntryKind.ACT_RECORDED:
        named = text(body, "file")
        yield f"acts/{named.removeprefix('sha256:')}.txt", build.document(named)
        for signature in items(body, "signatures"):
            named = text(signature, "file")
            yield f"acts/{named.removeprefix('sha256:')}.sig", build.document(named)
        if scanned and "scan" in body:
            named = text(body, "scan")
            yield f"documents/{named.removeprefix('sha256:')}", build.document(named)
