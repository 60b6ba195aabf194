"""What the ledger says of one subject: its acts, request, intent and ending, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from releve.errors import EvidenceRefused
from releve.ledger.body import items, mapping, number, optional_text, text
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import Entry, Outcome, Verdict
from releve.model.extraction import Extracted
from releve.model.plan import Verb
from releve.model.time import parse_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAct:
    """A human act the ledger holds. ``keys`` are fingerprints; weaker kinds have transcribers'.

    ``signed_at`` is what the signer wrote; ``at`` is when the ledger recorded it.
    """

    index: int
    at: datetime
    kind: ActKind
    subject: str
    signer: str
    signed_at: datetime
    plan: str
    file: str
    signature_kind: SignatureKind
    keys: tuple[str, ...]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The package that was made of an asset. ``package`` digests its manifest.

    ``under`` is the mapping and the scope that were signed when it was made, if any were.
    """

    index: int
    package: str
    root: str
    records: int
    octets: int
    pathways: int
    under: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The publisher's extraction that was received last, with how many attachments."""

    index: int
    told: Extracted
    attachments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What a successor's attestation came to, once judged against the package delivered.

    ``seen`` are the digests of the attestation and of its lists, as they came. ``pathways`` and
    ``records`` were loaded; ``refusals`` says how many reasons there are to believe none of it.
    ``answered``: since then, something was decided or delivered again; the successor's move.
    """

    index: int
    package: str
    seen: tuple[str, ...]
    root: str | None
    records: int
    pathways: int
    rejected: int
    doubtful: int
    refusals: tuple[str, ...]
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be approved, frozen. ``digest`` is that of the entry body's canonical bytes."""

    index: int
    digest: str
    verb: Verb
    subject: str
    occurrence: int
    step: str
    plan: str
    root: str | None
    records: int
    octets: int
    opens: datetime
    closes: datetime
    expires_at: datetime
    requester: str
    evidence: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """The point of no return of one step, still open or closed by ``Ended``."""

    index: int
    verb: Verb
    step: str
    request: Request
    phases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How an irreversible step was observed to end, and by whom: roster ids, or the tool.

    ``requester`` opened its request; ``attester`` signed for another performer.
    """

    index: int
    intent: int
    verb: Verb
    outcome: Outcome
    at: datetime
    observed: str = ""
    actor: str = ""
    requester: str = ""
    attester: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A certificate that was issued, the act that withdrew it, and the entry that replaced it."""

    index: int
    number: str
    outcome: int
    withdrawn: RecordedAct | None = None
    replaced: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectState:
    """Everything known of one subject. ``version`` is the index of its last entry.

    ``certified`` is the entry of the last certificate, ``None`` while one is to be issued: the
    first, or another in the place of one that was withdrawn to be issued again. ``partials`` are
    the packages delivered beside the whole one: they change nothing else here. ``validations`` are
    what was decided of ``ended``, in order; ``repeated`` the act that sent the one before back,
    until the step ends again.
    """

    subject: str
    version: int = -1
    occurrence: int = 0
    probed: tuple[int, str] | None = None
    extraction: Extraction | None = None
    measured: int | None = None
    frozen: int | None = None
    exported: Exported | None = None
    findings: Mapping[str, tuple[int, Verdict]] = field(default_factory=dict)
    delivered: int | None = None
    partials: tuple[str, ...] = ()
    receipt: RecordedAct | None = None
    acceptance: RecordedAct | None = None
    request: Request | None = None
    lapsed: str | None = None
    approvals: tuple[RecordedAct, ...] = ()
    intent: Intent | None = None
    order: int | None = None
    attestation: RecordedAct | None = None
    ended: Ended | None = None
    rest: bool = False
    rest_root: str | None = None
    validations: tuple[RecordedAct, ...] = ()
    repeated: int | None = None
    certified: int | None = None
    certificates: tuple[Issued, ...] = ()
    shredded: int | None = None
    contradicted: int | None = None
    holds: Mapping[str, int] = field(default_factory=dict)
    paused: int | None = None
    archives: RecordedAct | None = None
    relay: RecordedAct | None = None
    transfer: RecordedAct | None = None
    scope: RecordedAct | None = None
    trial: RecordedAct | None = None
    acknowledged: RecordedAct | None = None
    tested: RecordedAct | None = None
    arrived: Arrived | None = None
    decided: RecordedAct | None = None
    reserves: Mapping[str, RecordedAct] = field(default_factory=dict)
    """Those not cleared, by the digest of their act."""
    cleared: Mapping[str, RecordedAct] = field(default_factory=dict)
    """The act that cleared each, by the digest of the reserve's act."""
    raised: Mapping[str, RecordedAct] = field(default_factory=dict)
    """Every reserve, cleared or not, by the digest of its act."""
    notices: Mapping[str, RecordedAct] = field(default_factory=dict)
    """The last act that says a closing notice was sent, by audience."""
    filed: Mapping[str, RecordedAct] = field(default_factory=dict)
    """The archives' receipts, by the certificate that they name."""
    waivers: Mapping[str, RecordedAct] = field(default_factory=dict)
    """By the finding that each waived, as acts write it: the last."""
    packaged: int | None = None
    """The last entry that put a package or an extraction of it in our own hands."""
    reconciled: RecordedAct | None = None
    """The last act that says what somebody saw of it."""
    too_late: tuple[int, ...] = ()

    @property
    def in_force(self) -> Issued | None:
        """The certificate that stands: the last one issued, unless it was withdrawn."""
        last = self.certificates[-1] if self.certificates else None
        return last if last is not None and last.withdrawn is None else None

    @property
    def withdrawn(self) -> Issued | None:
        """The certificate that was withdrawn and that no other has replaced."""
        last = self.certificates[-1] if self.certificates else None
        return last if last is not None and last.withdrawn is not None else None


def recorded_act(entry: Entry) -> RecordedAct:
    """Read the body of an ``act_recorded`` entry; raises ``EvidenceRefused`` if malformed."""
    body = entry.body
    try:
        return RecordedAct(
            index=entry.index,
            at=entry.at,
            kind=ActKind(text(body, "act")),
            subject=entry.subject,
            signer=text(body, "signer"),
            signed_at=parse_instant(text(body, "signed_at")),
            plan=text(body, "plan"),
            file=text(body, "file"),
            signature_kind=SignatureKind(text(body, "signature_kind")),
            keys=tuple(text(one, "key") for one in items(body, "signatures")),
            fields={name: text(mapping(body, "fields"), name) for name in mapping(body, "fields")},
        )
    except ValueError as error:
        raise EvidenceRefused("entry_malformed", index=entry.index, field="act") from error


def read_extraction(entry: Entry) -> Extraction:
    """Read the body of an ``extraction_received`` entry; raises as :func:`recorded_act`."""
    body = entry.body
    try:
        told = Extracted(
            manifest=text(body, "manifest"),
            publisher=text(body, "publisher"),
            extracted_at=parse_instant(text(body, "extracted_at")),
        )
        attachments = number(body, "attachments")
        return Extraction(index=entry.index, told=told, attachments=attachments)
    except ValueError as error:
        raise EvidenceRefused("entry_malformed", index=entry.index, field="extraction") from error


def read_request(entry: Entry, digest: str) -> Request:
    """Read the body of a ``request_opened`` entry, ``digest`` being that of its canonical bytes."""
    body = entry.body
    evidence = mapping(body, "evidence")
    try:
        return Request(
            index=entry.index,
            digest=digest,
            verb=Verb(text(body, "verb")),
            subject=entry.subject,
            occurrence=number(body, "occurrence"),
            step=text(body, "step"),
            plan=text(body, "plan"),
            root=optional_text(body, "root"),
            records=number(body, "records"),
            octets=number(body, "octets"),
            opens=parse_instant(text(body, "opens")),
            closes=parse_instant(text(body, "closes")),
            expires_at=parse_instant(text(body, "expires_at")),
            requester=text(body, "requester"),
            evidence={name: number(evidence, name) for name in evidence},
        )
    except ValueError as error:
        raise EvidenceRefused("entry_malformed", index=entry.index, field="request") from error
