"""Human acts: what a person signed, as the bytes of one readable file.

The file is a head of ``name: value`` lines in a fixed order, an empty line, then the sentence
the person read. It is signed with SSHSIG under a namespace per kind and realm, or, weaker and
shown as such, exists as a signed PDF or countersigned paper recorded by hash and transcribed
by two people. The format is normative in ``docs/format/acts.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from releve.errors import ActRefused
from releve.model.ids import Realm
from releve.model.time import instant_text, parse_instant

FORMAT = "releve/act/1"
MAX_BYTES = 16 * 1024


class SignatureKind(StrEnum):
    """How an act was signed, strongest first."""

    PERSONAL_KEY = "personal_key"
    SIGNED_PDF = "signed_pdf"
    PAPER = "paper"

    def at_least(self, least: "SignatureKind") -> bool:
        """Tell whether this kind is as strong as ``least`` or stronger."""
        order = tuple(SignatureKind)
        return order.index(self) <= order.index(least)


class ActKind(StrEnum):
    """Every kind of human act. Each has its own signature namespace."""

    PLAN_ADOPTION = "plan_adoption"
    APPROVAL = "approval"
    REFUSAL = "refusal"
    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    HOLD = "hold"
    LIFT = "lift"
    VISA = "visa"
    EXEMPTION = "exemption"
    WAIVER = "waiver"
    VALIDATION = "validation"
    OPINION = "opinion"
    TRANSFER = "transfer"
    REVOCATION = "revocation"
    RECONCILIATION = "reconciliation"
    RELAY = "relay"
    ATTESTATION = "attestation"
    PAUSE = "pause"
    RESUME = "resume"
    WITHDRAWAL = "withdrawal"
    ROLLOVER = "rollover"
    SCOPE = "scope"
    TRIAL = "trial"
    ACKNOWLEDGEMENT = "acknowledgement"
    TEST = "test"
    DECISION = "decision"
    RESERVE = "reserve"
    CLEARANCE = "clearance"
    SIGNING = "signing"
    NOTICE = "notice"
    FILING = "filing"
    CLOSURE = "closure"


class Replacement(StrEnum):
    """What a withdrawn certificate is replaced by: one issued again, or nothing."""

    REISSUE = "reissue"
    NONE = "none"


class ValidationDecision(StrEnum):
    """What a person decides of a destruction that the tool verified (NIST SP 800-88 Rev. 2)."""

    ACCEPT = "accept"
    REPEAT = "repeat"
    ESCALATE = "escalate"


FIELDS: Mapping[ActKind, tuple[str, ...]] = {
    ActKind.PLAN_ADOPTION: ("previous",),
    ActKind.APPROVAL: ("request", "step", "expires_at"),
    ActKind.REFUSAL: ("request", "step", "reason"),
    ActKind.RECEIPT: ("package", "root", "records", "pathways"),
    ActKind.ACCEPTANCE: ("package", "receipt", "root", "reserves"),
    ActKind.HOLD: ("reference", "reason"),
    ActKind.LIFT: ("hold", "reason"),
    ActKind.VISA: ("bordereau", "decision"),
    ActKind.EXEMPTION: ("opinion", "reason"),
    ActKind.WAIVER: ("finding", "reason"),
    ActKind.VALIDATION: ("certificate", "decision"),
    ActKind.OPINION: ("opinion",),
    ActKind.TRANSFER: ("request", "recipient", "reserves"),
    ActKind.REVOCATION: ("key", "compromised_since", "reason"),
    ActKind.RECONCILIATION: ("occurrence", "observed", "reason"),
    ActKind.RELAY: ("count", "taken_over", "phone"),
    ActKind.ATTESTATION: ("order", "observed", "performed_at"),
    ActKind.PAUSE: ("reason",),
    ActKind.RESUME: ("pause", "reason"),
    ActKind.WITHDRAWAL: ("certificate", "replacement", "reason"),
    ActKind.ROLLOVER: ("previous", "key", "trust", "reason"),
    ActKind.SCOPE: ("mapping", "scope", "reason"),
    ActKind.TRIAL: ("package", "root", "pathways", "reserves"),
    ActKind.ACKNOWLEDGEMENT: ("package", "ciphertext"),
    ActKind.TEST: ("package", "sheet", "sample", "deviations", "reserves"),
    ActKind.DECISION: ("package", "decisions", "root", "records", "pathways", "reason"),
    ActKind.RESERVE: ("about", "owner", "due_on", "text"),
    ActKind.CLEARANCE: ("reserve", "reason"),
    ActKind.SIGNING: ("document", "capacity", "reserves"),
    ActKind.NOTICE: ("document", "audience", "sent_on", "means"),
    ActKind.FILING: ("certificate", "reference"),
    ActKind.CLOSURE: ("report", "coverage", "reason"),
}
"""The fields each kind adds after the common ones, in order. ``-`` stands for "none"."""

COMMON = ("kind", "realm", "origin", "plan", "subject", "signer", "signed_at")


def namespace(kind: ActKind, realm: Realm) -> str:
    """Return the SSHSIG namespace: ``approval@releve``, ``approval.repetition@releve``."""
    name = kind.value.replace("_", "-")
    return f"{name}@releve" if realm is Realm.REAL else f"{name}.repetition@releve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the head of an act file says. It claims nothing about who signed it."""

    kind: ActKind
    realm: Realm
    origin: str
    plan: str
    subject: str
    signer: str
    signed_at: datetime
    fields: Mapping[str, str]
    sentence: str

    def file_bytes(self) -> bytes:
        """Write the readable file to be signed; its bytes are what counts from then on."""
        head = {
            "kind": self.kind.value,
            "realm": self.realm.value,
            "origin": self.origin,
            "plan": self.plan,
            "subject": self.subject,
            "signer": self.signer,
            "signed_at": instant_text(self.signed_at),
        } | {name: self.fields[name] for name in FIELDS[self.kind]}
        lines = [FORMAT, *(f"{name}: {value}" for name, value in head.items()), "", self.sentence]
        return ("\n".join(lines) + "\n").encode()


def parse_act(data: bytes) -> Act:
    """Read an act file.

    Raises ``ActRefused`` (``act_malformed`` with ``line`` and ``field``) unless writing the result
    again gives the same bytes. It does not check any signature, digest or roster.
    """
    if len(data) > MAX_BYTES:
        raise ActRefused("act_too_large", bytes=len(data), limit=MAX_BYTES)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ActRefused("act_malformed", line=1, field="utf-8") from error
    head, separator, sentence = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != FORMAT or not separator:
        raise ActRefused("act_malformed", line=1, field="format")
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        name, colon, value = line.partition(": ")
        if not colon or not value or name in values:
            raise ActRefused("act_malformed", line=number, field=name)
        values[name] = value
    try:
        kind = ActKind(values.get("kind", ""))
        expected = (*COMMON, *FIELDS[kind])
        for number, (name, found) in enumerate(zip(expected, values, strict=True), start=2):
            if name != found:
                raise ActRefused("act_malformed", line=number, field=found)
        act = Act(
            kind=kind,
            realm=Realm(values["realm"]),
            origin=values["origin"],
            plan=values["plan"],
            subject=values["subject"],
            signer=values["signer"],
            signed_at=parse_instant(values["signed_at"]),
            fields={name: values[name] for name in FIELDS[kind]},
            sentence=sentence.removesuffix("\n"),
        )
    except ValueError as error:
        raise ActRefused("act_malformed", line=2, field="head") from error
    if act.file_bytes() != data:
        raise ActRefused("act_malformed", line=len(lines), field="bytes")
    return act
