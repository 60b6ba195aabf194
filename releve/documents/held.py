"""What one evidence folder holds, and the certificate and act that its ``LISEZMOI.txt`` shows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from releve.errors import EvidenceRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import items, number, text
from releve.ledger.checkpoint import Checkpoint
from releve.model.acts import SignatureKind
from releve.model.evidence import Entry, EntryKind
from releve.model.plan import Plan
from releve.model.scope import Scope

UNSEALED = "none"

_REKEYED = EntryKind.LOG_KEY_CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A certificate by its entry ``certificate_issued``, and which files it has."""

    entry: Entry
    files: Collection[str]

    @property
    def number(self) -> str:
        """The certificate's number, which names its files."""
        return text(self.entry.body, "number")

    @property
    def stem(self) -> str:
        """Its path without suffix."""
        return f"certificates/{self.number}"

    @property
    def sealed(self) -> bool:
        """Tell whether its PDF carries a seal."""
        return self.entry.body.get("seal", UNSEALED) != UNSEALED

    def has(self, suffix: str) -> bool:
        """Tell whether the folder has its file of this suffix, as ``.dsse.tst``."""
        return f"{self.stem}{suffix}" in self.files


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A folder: its plan and head, how many certificates it has, and the examples."""

    plan: Plan
    head: Checkpoint
    scope: Scope | None
    witnesses: tuple[str, ...]
    """Names on the head's cosignature lines, in order."""
    rekeyed: Entry | None
    """The last change of the log's key, if there was one."""
    certificates: int
    certificate: Example | None
    act: Entry
    """An act signed with a personal key; one that authorised the certified step if there is."""

    @property
    def act_is_dated(self) -> bool:
        """Tell whether the act stands under the head that the example's dated statement cites."""
        shown = self.certificate
        if shown is None or not shown.has(".dsse.tst"):
            return False
        return self.act.index < number(shown.entry.body, "outcome")


def held(
    plan: Plan,
    entries: Sequence[Entry],
    *,
    checkpoint: bytes,
    files: Collection[str],
    scope: Scope | None,
) -> Held:
    """Return what a folder of these ``files`` holds under the signed head ``checkpoint``.

    Raises:
        EvidenceRefused: ``checkpoint_malformed``, ``entry_malformed``; ``ledger_empty``: no act
            by a personal key is among the files.

    """
    body, _, signatures = checkpoint.partition(b"\n\n")
    head = checkpoints.parse(body + b"\n")
    names = dict.fromkeys(line.split(" ")[1] for line in signatures.decode().splitlines())
    certificates = [
        one
        for entry in entries
        if entry.kind is EntryKind.CERTIFICATE_ISSUED
        and (one := Example(entry=entry, files=files)).has(".dsse.json")
    ]
    replaced = {one.entry.body.get("supersedes") for one in certificates}
    shown = max(certificates, key=lambda one: _rank(one, replaced), default=None)
    act = next((one for one in _acts(entries, shown) if _typed(one, plan, files)), None)
    if act is None:
        raise EvidenceRefused("ledger_empty")
    return Held(
        plan=plan,
        head=head,
        scope=scope,
        witnesses=tuple(name for name in names if name != head.origin),
        rekeyed=next((one for one in reversed(entries) if one.kind is _REKEYED), None),
        certificates=len(certificates),
        certificate=shown,
        act=act,
    )


def _rank(one: Example, replaced: Collection[object]) -> tuple[bool, bool, bool, int]:
    """Prefer what is in force and shows most; among equals, the first."""
    return one.entry.index not in replaced, one.has(".dsse.tst"), one.sealed, -one.entry.index


def _acts(entries: Sequence[Entry], shown: Example | None) -> Iterator[Entry]:
    """Yield acts: those that authorised the certified step first, then all from the start."""
    if shown is not None:
        outcome = entries[number(shown.entry.body, "outcome")]
        authorised = entries[number(outcome.body, "intent")].body.get("acts", ())
        listed = authorised if isinstance(authorised, Sequence) else ()
        yield from (entries[one] for one in listed if isinstance(one, int))
    yield from entries


def _typed(entry: Entry, plan: Plan, files: Collection[str]) -> bool:
    """Tell whether ``ssh-keygen`` can check this entry's act with the files and roster here."""
    if (
        entry.kind is not EntryKind.ACT_RECORDED
        or text(entry.body, "signature_kind") != SignatureKind.PERSONAL_KEY
    ):
        return False
    people = [one for one in plan.people if one.id == text(entry.body, "signer")]
    return act_file(entry) in files and any(
        (one.valid_from is None or one.valid_from <= entry.at)
        and (one.valid_until is None or entry.at < one.valid_until)
        for one in people
    )


def act_file(entry: Entry) -> str:
    """Return the path of the signed text of an entry ``act_recorded``."""
    return f"acts/{text(entry.body, 'file').removeprefix('sha256:')}.txt"


def signature_file(entry: Entry) -> str:
    """Return the path of the first signature of an entry ``act_recorded``."""
    return f"acts/{text(items(entry.body, 'signatures')[0], 'file').removeprefix('sha256:')}.sig"
