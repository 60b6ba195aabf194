"""A small true story, recorded and published with real keys; every part of it can be bent.

The story: a plan is adopted, a service is relayed and stopped, its asset is given back, accepted,
cleared and destroyed, then its copy. ``edits`` change one named item before it is recorded (for
an act: before it is signed; its entry is named with ``-entry``), so that everything after it
(digests, signatures, tree, manifest) is made again by the genuine keys.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.dsse_key import DsseKey
from connectors.signing.note_key import NoteKey
from connectors.signing.ssh_key import SshKey
from releve.canonical import decode, digest, encode, hex_digest
from releve.certificates.statement import PAYLOAD_TYPE, build_statement
from releve.certificates.succession import supersedes_of
from releve.documents.evidence import build_evidence
from releve.documents.keys import Authorities, key_files
from releve.documents.manifest import MANIFEST, NOTE, manifest, manifest_note
from releve.errors import ReleveError
from releve.ledger.checkpoint import Checkpoint, proof_file
from releve.ledger.entry import encode_entry
from releve.ledger.merkle import inclusion_proof, leaf_hash, levels, root
from releve.ledger.tiles import write_tiles
from releve.model.acts import Act, ActKind, SignatureKind, namespace
from releve.model.contract import Contract
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import Realm
from releve.model.medium import FilesMedium, SqlMedium
from releve.model.people import Organisation, Person, Role
from releve.model.plan import (
    ActiveFollowUp,
    ArchivesRegime,
    Copy,
    CopyFate,
    Custody,
    DataAsset,
    Fate,
    Host,
    Milestone,
    Performer,
    Plan,
    Processing,
    Quorum,
    Retention,
    Scope,
    Service,
    ServiceControl,
    ServiceOutcome,
    StepPolicy,
    Verb,
)
from releve.model.restitution import Restitution
from releve.model.time import Due, Precision, Window, instant_text
from releve.plan.reader import canonical_bytes, load_plan
from releve.signatures.sshsig import fingerprint

START = datetime(2025, 6, 2, 8, tzinfo=UTC)
REAL_START = datetime(2026, 1, 5, 8, tzinfo=UTC)
OPENS, CLOSES = START, START + timedelta(days=5)
MINUTE = timedelta(minutes=1)
ROOT = hex_digest(b"content of the asset")

SERVICE, ASSET, COPY = "service:vigie", "asset:dossiers", "copy:dossiers/dump"
ROLES = {
    "cheffe": ("gip", (Role.LEAD,)),
    "responsable": ("dac", (Role.CONTROLLER,)),
    "autre-responsable": ("succ", (Role.CONTROLLER,)),
    "repreneur": ("succ", (Role.RECIPIENT,)),
    "clinicienne": ("dac", (Role.CLINICIAN,)),
    "archiviste": ("archives", (Role.ARCHIVIST,)),
    "exploitant": ("gip", (Role.OPERATOR,)),
    "scribe-a": ("gip", (Role.TRANSCRIBER,)),
    "scribe-b": ("gip", (Role.TRANSCRIBER,)),
    "editrice": ("gip", (Role.PUBLISHER,)),
}


def ssh_key(name: str) -> SshKey:
    return SshKey(Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest()))


@dataclass
class Item:
    """An entry about to be recorded; ``skip`` leaves it out."""

    kind: EntryKind
    subject: str
    body: dict
    at: datetime
    actor: str = "releve"
    skip: bool = False
    digest: bool = True


@dataclass
class ActItem:
    """An act about to be signed and recorded. ``keys`` sign as ``by``; None is the signer alone."""

    kind: ActKind
    subject: str
    signer: str
    fields: dict
    plan: str
    realm: Realm
    origin: str
    signed_at: datetime
    at: datetime
    signature_kind: SignatureKind = SignatureKind.PERSONAL_KEY
    by: list | None = None
    keys: list | None = None
    namespace: str | None = None
    scan: bytes | None = None
    skip: bool = False


def make_plan(realm=Realm.REAL, family="", **changes) -> Plan:
    """The plan of the story. ``family`` chooses other keys for everybody."""
    policies = {
        Verb.SHUT_DOWN: (Role.LEAD, Role.CLINICIAN),
        Verb.DESTROY: (Role.CONTROLLER, Role.LEAD),
    }
    plan = Plan(
        format="releve/plan/1",
        programme="essai",
        title="Plan d'essai",
        realm=realm,
        origin="essai.example/preuves" + ("/exercice" if realm is Realm.REHEARSAL else ""),
        timezone="Europe/Paris",
        small_count_threshold=5,
        processing=Processing(hds_host="gip", hds_certificate="HDS-0", impact_assessment="AIPD-0"),
        custody=Custody(custodian="gip", retention="dix ans", final_fate="versement"),
        adoption=Quorum(people=("cheffe", "responsable"), threshold=2),
        organisations=tuple(
            Organisation(id=name, name=name.upper(), kind=None, public_body=True)
            for name in ("gip", "dac", "succ", "archives")
        ),
        people=tuple(
            Person(
                id=name,
                name=None,
                title=name,
                organisation=body,
                roles=roles,
                keys=(ssh_key(family + name).public_key,),
            )
            for name, (body, roles) in ROLES.items()
        ),
        contracts=(
            Contract(
                id="marche",
                title="Marché",
                buyer="gip",
                holder="gip",
                lot=None,
                ends_on=None,
                general_clauses=None,
                reversibility_clause=None,
                destruction_within_days=None,
                end_of_support=None,
            ),
        ),
        hosts=(Host(id="hote", organisation="gip", endpoint=None),),
        milestones=(
            Milestone(
                id="fin",
                title="Fin",
                due=Due(on=date(2025, 6, 30), precision=Precision.DAY),
                window=Window(opens=OPENS, closes=CLOSES),
            ),
        ),
        policies=tuple(
            StepPolicy(
                verb=verb,
                decides=decides,
                performs=(Role.OPERATOR,),
                controls=(),
                advises=(),
                informed=(),
                least_kind=SignatureKind.PAPER,
                longest_minutes=60,
                approval_valid_days=3,
            )
            for verb, decides in policies.items()
        ),
        services=(
            Service(
                id="vigie",
                name="Vigie",
                family="parcours",
                scope=Scope.REGIONAL,
                contract="marche",
                controller="dac",
                performer=Performer.US,
                outcome=ServiceOutcome.STOPPED,
                milestone="fin",
                control=ServiceControl(host="hote", unit="vigie", probe="vigie"),
                active_follow_up=ActiveFollowUp(described_as="rappels", phone=None, count=None),
            ),
        ),
        assets=(
            DataAsset(
                id="dossiers",
                title="Dossiers",
                scope=Scope.REGIONAL,
                services=("vigie",),
                controller="dac",
                contract="marche",
                producer="dac",
                performer=Performer.US,
                medium=SqlMedium(kind="sql", endpoint="base", schema_name="d", tables=("t",)),
                archives_regime=ArchivesRegime.PUBLIC,
                retention=Retention(
                    decided_by="dac",
                    decided_on=date(2025, 1, 1),
                    reference="R-1",
                    legal_basis=None,
                    duration=None,
                    until=date(2025, 6, 1),
                    discharged_by_acceptance=False,
                ),
                restitution=Restitution(
                    recipient="succ", instruction="I-1", kind="sftp", drop="depot", milestone="fin"
                ),
                fate=Fate.DESTROYED,
                milestone="fin",
                copies=(
                    Copy(
                        id="dump",
                        title="Copie",
                        nature="dump",
                        ours=True,
                        medium=FilesMedium(kind="files", endpoint="disque", path="dump"),
                        performer=Performer.US,
                        fate=CopyFate.DESTROYED,
                        milestone="fin",
                    ),
                ),
            ),
        ),
        out_of_perimeter=(),
    )
    return plan.model_copy(update=changes)


class EvidenceMaker:
    """Records the story in memory and publishes it. ``edits`` and ``inserts`` go by item name."""

    def __init__(self, *, realm=Realm.REAL, family="", plan=None, edits=None, inserts=None):
        self.realm, self.family = realm, family
        self.plan = plan or make_plan(realm, family)
        self.origin = self.plan.origin
        self.edits: Mapping = edits or {}
        self.inserts: Mapping = inserts or {}
        self.log_key = NoteKey(self.origin, self._private("log"))
        self.seal = DsseKey(self._private("seal"))
        self.now = START
        self.raw: list[bytes] = []
        self.entries: list[Entry] = []
        self.documents: dict[str, bytes] = {}
        self.index: dict[str, int] = {}
        self.adopted = "-"

    def _private(self, name: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(sha256((self.family + name).encode()).digest())

    def keep(self, data: bytes) -> str:
        self.documents[digest(data)] = data
        return digest(data)

    # -------------------------------------------------------------------------- recording

    def record(self, name: str, kind: EntryKind, subject: str, body: dict, **more) -> int:
        item = Item(kind=kind, subject=subject, body=body, **{"at": self.now} | more)
        self._edit(name, item)
        self.now = max(self.now, item.at) + MINUTE
        if not item.skip:
            if kind is EntryKind.REQUEST_OPENED and item.digest:
                item.body["digest"] = digest(encode(item.body))
            exercise = self.realm is Realm.REHEARSAL
            real = REAL_START + len(self.raw) * MINUTE if exercise else item.at
            entry = Entry(
                index=len(self.raw),
                kind=item.kind,
                subject=item.subject,
                actor=item.actor,
                recorded_at=real,
                rehearsed_at=item.at if exercise else None,
                body=item.body,
            )
            self.index[name] = entry.index
            self.raw.append(encode_entry(entry, self.origin, self.realm))
            self.entries.append(entry)
        self._insert(name)
        return self.index.get(name, 0)

    def _edit(self, name: str, item: Item | ActItem) -> None:
        if name in self.edits:
            self.edits[name](item, self)

    def _insert(self, name: str) -> None:
        if name in self.inserts:
            self.inserts[name](self)

    def act(self, name: str, kind: ActKind, subject: str, signer: str, **fields) -> int:
        item = ActItem(
            kind=kind,
            subject=subject,
            signer=signer,
            fields=fields,
            plan=fields.pop("plan", self.adopted),
            realm=self.realm,
            origin=self.origin,
            signed_at=self.now,
            at=self.now,
        )
        self._edit(name, item)
        act = Act(
            kind=item.kind,
            realm=item.realm,
            origin=item.origin,
            plan=item.plan,
            subject=item.subject,
            signer=item.signer,
            signed_at=item.signed_at,
            fields=item.fields,
            sentence="Phrase lue par la personne.",
        )
        data = act.file_bytes()
        by = item.by or [item.signer]
        keys = item.keys or [ssh_key(self.family + one) for one in by]
        space = item.namespace or namespace(item.kind, item.realm)
        body = {
            "act": item.kind.value,
            "signer": item.signer,
            "signed_at": instant_text(item.signed_at),
            "plan": item.plan,
            "file": self.keep(data),
            "signature_kind": item.signature_kind.value,
            "signatures": [
                {
                    "by": one,
                    "key": fingerprint(key.public_key),
                    "file": self.keep(key.sign(data, space)),
                }
                for one, key in zip(by, keys, strict=True)
            ],
            "fields": dict(item.fields),
        }
        if item.scan is not None:
            body["scan"] = self.keep(item.scan)
        index = self.record(
            f"{name}-entry",
            EntryKind.ACT_RECORDED,
            item.subject,
            body,
            at=item.at,
            skip=item.skip,
        )
        self.index[name] = index
        self._insert(name)
        return index

    def file_of(self, name: str) -> str:
        """Digest of the act file that was recorded under a name, "-" if it was left out."""
        entry = self.entries[self.index[name]]
        return entry.body.get("file", "-")

    # ------------------------------------------------------------------------------ story

    def adopt(self, plan: Plan, signers=("cheffe", "responsable"), touched=("plan",), name="plan"):
        named = self.keep(canonical_bytes(plan))
        for signer in signers:
            self.act(
                f"adopt-{name}-{signer}",
                ActKind.PLAN_ADOPTION,
                "plan",
                signer,
                previous=self.adopted,
                plan=named,
            )
        body = {
            "plan": named,
            "previous": self.adopted,
            "touched": list(touched),
            "signers": list(signers),
            "sources": {},
        }
        self.adopted, self.plan = named, plan
        self.record(name, EntryKind.PLAN_ADOPTED, "plan", body)

    def request(self, name: str, verb: Verb, subject: str, evidence: dict, **facts) -> dict:
        occurrence = facts.get("occurrence", 0)
        window = self.plan.milestone("fin").window or Window(opens=OPENS, closes=CLOSES)
        step = hex_digest(
            encode(
                {
                    "origin": self.origin,
                    "realm": self.realm.value,
                    "verb": verb.value,
                    "subject": subject,
                    "occurrence": occurrence,
                }
            )
        )
        body = {
            "verb": verb.value,
            "occurrence": occurrence,
            "step": step,
            "plan": self.adopted,
            "root": facts.get("root"),
            "records": facts.get("records", 0),
            "octets": 4096,
            "parts": {},
            "opens": instant_text(window.opens),
            "closes": instant_text(window.closes),
            "expires_at": instant_text(min(window.closes, self.now + timedelta(days=2))),
            "longest_minutes": 60,
            "requester": "exploitant",
            "evidence": evidence,
        }
        self.record(name, EntryKind.REQUEST_OPENED, subject, body)
        return body

    def approve(self, name: str, subject: str, signer: str, request: dict) -> int:
        return self.act(
            name,
            ActKind.APPROVAL,
            subject,
            signer,
            request=request.get("digest", "-"),
            step=request["step"],
            expires_at=request["expires_at"],
        )

    def perform(self, name: str, subject: str, request: dict, approvals: list, outcome: dict):
        common = {name: request[name] for name in ("step", "verb")} | {
            "request": request.get("digest", "-")
        }
        intent = self.record(
            f"{name}-intent",
            EntryKind.INTENT_RECORDED,
            subject,
            common
            | {"acts": approvals, "root": request["root"], "records": request["records"]}
            | {"octets": request["octets"], "facts": {}},
        )
        return self.record(
            f"{name}-outcome",
            EntryKind.OUTCOME_RECORDED,
            subject,
            common
            | {"means": "constat", "performer": "us", "overran": False, "intent": intent}
            | outcome,
        )

    def certify(self, name: str, subject: str, outcome: int) -> None:
        try:
            statement = build_statement(
                plan=self.plan,
                entries=self.entries,
                outcome=outcome,
                leaf_hash=lambda index: leaf_hash(self.raw[index]).hex(),
                checkpoint=self.checkpoint(),
                tool="releve essai",
            )
        except (ReleveError, LookupError, TypeError):
            return
        predicate = decode(statement)["predicate"]
        sealed = self.seal.sign(statement, PAYLOAD_TYPE)
        body = {
            "number": predicate["number"],
            "title": predicate["claim"]["title"],
            "claim_level": predicate["claim"]["level"],
            "statement": self.keep(sealed),
            "pdf": self.keep(b"%PDF-1.7 essai " + name.encode()),
            "outcome": outcome,
            "seal": "none",
            "token": None,
            "supersedes": supersedes_of(predicate),
        }
        self.record(name, EntryKind.CERTIFICATE_ISSUED, subject, body)

    def tell(self) -> "EvidenceMaker":
        """Record the whole story."""
        self.adopt(self.plan)
        self.stop(SERVICE)
        evidence = self.give_back(ASSET)
        self.erase(ASSET, COPY, evidence)
        return self

    def stop(self, subject: str, prefix: str = "") -> None:
        """Probe, relay and stop a service."""
        probed = self.record(
            f"{prefix}probe", EntryKind.SERVICE_PROBED, subject, {"observed": "up", "means": "http"}
        )
        relay = self.act(
            f"{prefix}relay",
            ActKind.RELAY,
            subject,
            "clinicienne",
            count="3",
            taken_over="3",
            phone="0800000000",
        )
        request = self.request(
            f"{prefix}stop-request", Verb.SHUT_DOWN, subject, {"probe": probed, "relay": relay}
        )
        approvals = [
            self.approve(f"{prefix}stop-{one}", subject, one, request)
            for one in ("cheffe", "clinicienne")
        ]
        self.perform(
            f"{prefix}stop",
            subject,
            request,
            approvals,
            {"outcome": "stopped", "observed": "down", "facts": {}},
        )

    def erase(self, asset: str, copy: str, evidence: dict, prefix: str = "", **who) -> None:
        """Destroy an asset that was given back, then its copy."""
        request = self.request(
            f"{prefix}destroy-request", Verb.DESTROY, asset, evidence, root=ROOT, records=40
        )
        self.destroy(f"{prefix}destroy", asset, request, "sql", "drop_table", **who)
        accepted = {"acceptance": evidence["acceptance"]}
        request = self.request(f"{prefix}copy-request", Verb.DESTROY, copy, accepted, records=40)
        self.destroy(f"{prefix}copy", copy, request, "files", "overwrite_unlink", **who)

    def destroy(self, name, subject, request, medium, technique, controller="responsable") -> None:
        approvals = [
            self.approve(f"{name}-{one}", subject, one, request) for one in (controller, "cheffe")
        ]
        facts = {"medium": medium, "technique": technique}
        outcome = self.perform(
            name,
            subject,
            request,
            approvals,
            {"outcome": "destroyed", "observed": "absent", "facts": facts},
        )
        self.certify(f"{name}-certificate", subject, outcome)

    def give_back(self, asset: str, prefix: str = "", controller: str = "responsable") -> dict:
        """Measure, freeze, export, check and deliver an asset; its people receive and accept."""
        counts = {"records": 40, "octets": 4096, "parts": {}}
        self.record(f"{prefix}measure", EntryKind.ASSET_MEASURED, asset, dict(counts))
        self.record(f"{prefix}freeze", EntryKind.ASSET_FROZEN, asset, {"means": "lecture seule"})
        package, cipher = self.keep(f'{{"package":1{prefix}}}'.encode()), digest(b"cipher")
        exported = self.record(
            f"{prefix}export",
            EntryKind.PACKAGE_EXPORTED,
            asset,
            counts
            | {"package": package, "root": ROOT, "pathways": 10}
            | {"name": "lot-1", "ciphertext": cipher},
        )
        found = {
            about: self.record(
                f"{prefix}finding-{about}",
                EntryKind.FINDING_RECORDED,
                asset,
                {"about": about, "suite": "s", "verdict": "passed", "checks": [], "root": ROOT}
                | {"report": self.keep(f"{{}}{prefix}{about}".encode())},
            )
            for about in ("source", "package")
        }
        self.record(
            f"{prefix}deliver",
            EntryKind.PACKAGE_DELIVERED,
            asset,
            {"package": package, "recipient": "succ", "means": "sftp", "name": "lot-1"}
            | {"ciphertext": cipher, "octets": 4096},
        )
        receipt = self.act(
            f"{prefix}receipt",
            ActKind.RECEIPT,
            asset,
            "repreneur",
            package=package,
            root=ROOT,
            records="40",
            pathways="10",
        )
        acceptance = self.act(
            f"{prefix}acceptance",
            ActKind.ACCEPTANCE,
            asset,
            controller,
            package=package,
            receipt=self.file_of(f"{prefix}receipt"),
            root=ROOT,
            reserves="-",
        )
        visa = self.act(
            f"{prefix}visa",
            ActKind.VISA,
            asset,
            "archiviste",
            bordereau="B-1",
            decision="granted",
        )
        return {
            "exported": exported,
            "receipt": receipt,
            "acceptance": acceptance,
            "archives": visa,
            "finding_source": found["source"],
            "finding_package": found["package"],
        }

    # ------------------------------------------------------------------------- publishing

    def checkpoint(self, size: int | None = None) -> bytes:
        raw = self.raw[: len(self.raw) if size is None else size]
        head = root([leaf_hash(one) for one in raw])
        text = Checkpoint(origin=self.origin, size=len(raw), root=head).body()
        return self.log_key.sign_note(text)

    def publish(self, folder: Path, size: int | None = None) -> Path:
        """Write the evidence of the first ``size`` entries, however false they are."""
        raw = self.raw[: len(self.raw) if size is None else size]
        note = self.checkpoint(size)

        def write(path: str, content: bytes) -> None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

        write_tiles(lambda path, content: write(f"ledger/{path}", content), raw)
        write("ledger/checkpoint", note)
        write("LISEZMOI.txt", b"A lire.\n")
        plans = []
        for one in self.entries[: len(raw)]:
            if one.kind is EntryKind.PLAN_ADOPTED:
                with suppress(ReleveError):
                    plans.append(load_plan(self.documents[one.body["plan"]]))
            for path, named in cited(one):
                if named in self.documents:
                    content = self.documents[named]
                    write(path.format(named.removeprefix("sha256:")), content)
            if one.kind is EntryKind.CERTIFICATE_ISSUED:
                self._write_proofs(write, one, raw, note)
        keys = {"vkey": self.log_key.vkey, "seal_public": self.seal.public}
        for path, content in key_files(plans, **keys, authorities=Authorities()):
            write(path, content)
        self.reseal(folder)
        return folder

    def _write_proofs(self, write, issued: Entry, raw: list, note: bytes) -> None:
        stem, about = f"certificates/{issued.body['number']}", issued.body["outcome"]
        write(f"{stem}.entry.json", raw[issued.index])
        write(f"{stem}.outcome.json", raw[about])
        hash_at = levels([leaf_hash(each) for each in raw])
        for suffix, index in ((".tlog-proof", about), (".issued.tlog-proof", issued.index)):
            path = inclusion_proof(hash_at, index, len(raw))
            write(f"{stem}{suffix}", proof_file(index=index, hashes=path, checkpoint=note))

    def publish_as_performer(self, folder: Path, **more) -> Path:
        """Write the evidence with the performer's own code, which needs a story that it accepts.

        ``more`` goes to :func:`build_evidence`: ``scope``, ``checkpoint``, ``authorities``.
        """
        ledger = SimpleNamespace(
            origin=self.origin,
            size=lambda: len(self.raw),
            raw=lambda start=0, stop=None: iter(self.raw[start:stop]),
            document=self.documents.__getitem__,
            checkpoint=self.checkpoint,
        )
        build_evidence(
            folder,
            ledger=ledger,
            plan_of=lambda named: load_plan(self.documents[named]),
            certificates={},
            sign_note=self.log_key.sign_note,
            vkey=self.log_key.vkey,
            seal_public=self.seal.public,
            **more,
        )
        return folder

    def reseal(self, folder: Path) -> None:
        """Make the manifest again over whatever the folder now holds, with the genuine key."""
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        listed = manifest(
            {
                path.relative_to(folder).as_posix(): hex_digest(path.read_bytes())
                for path in files
                if path.name not in {MANIFEST, NOTE}
            }
        )
        (folder / MANIFEST).write_bytes(listed)
        (folder / NOTE).write_bytes(self.log_key.sign_note(manifest_note(self.origin, listed)))

    def trust(self, **changes) -> dict:
        """The trust file of this ledger."""
        founders = ("cheffe", "responsable")
        first = next((one for one in self.entries if one.kind is EntryKind.PLAN_ADOPTED), None)
        return {
            "format": "releve/trust/2",
            "origin": self.origin,
            "realm": self.realm.value,
            "log_keys": [self.log_key.vkey],
            "witnesses": [],
            "witness_quorum": 0,
            "seal_keys": [self.seal.public],
            "seal_authorities": [],
            "timestamp_authorities": [],
            "founders": [ssh_key(self.family + one).public_key for one in founders],
            "quorum": 2,
            "first_plan": first.body["plan"] if first else digest(b""),
            "previous": None,
            "minimum": None,
        } | changes


def cited(entry: Entry):
    """Where each document that an entry names is published, by its digest."""
    body = entry.body
    for member in ("package", "report", "document", "scan"):
        yield "documents/{}", body.get(member)
    match entry.kind:
        case EntryKind.PLAN_ADOPTED:
            yield "plans/{}.json", body["plan"]
        case EntryKind.ACT_RECORDED:
            yield "acts/{}.txt", body["file"]
            for signature in body["signatures"]:
                yield "acts/{}.sig", signature["file"]
        case EntryKind.LOG_KEY_CHANGED:
            yield "documents/{}", body["trust"]
            yield "documents/{}", body["note"]
        case EntryKind.CERTIFICATE_ISSUED:
            stem = f"certificates/{body['number']}"
            yield f"{stem}.dsse.json", body["statement"]
            yield f"{stem}.dsse.tst", body.get("token")
            yield f"{stem}.pdf", body["pdf"]
        case EntryKind.CERTIFICATE_STAMPED:
            yield f"certificates/{body['number']}.pdf.tst", body["token"]
        case _:
            pass
