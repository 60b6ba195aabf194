"""A small synthetic ledger written by hand, and a reader of it: what documents are made from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.note_key import NoteKey
from connectors.signing.ssh_key import SshKey
from releve import canonical
from releve.errors import LedgerError
from releve.ledger.checkpoint import Checkpoint
from releve.ledger.entry import encode_entry
from releve.ledger.merkle import leaf_hash, root
from releve.model.evidence import Entry, EntryKind, JsonValue
from releve.model.ids import Realm
from releve.model.plan import Plan

ORIGIN = "predice.exemple/repetition"
REAL = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
CONTENT = "ab" * 32


def person_key(name: str) -> SshKey:
    """Return a person's key, the same each time."""
    return SshKey(
        Ed25519PrivateKey.from_private_bytes(canonical.hex_digest(name.encode())[:32].encode())
    )


_PEOPLE = (
    ("cheffe-projet", "Camille Exemple", "cheffe de projet", "grades", ("lead",)),
    (
        "responsable-littoral",
        "Dominique Exemple",
        "responsable de traitement",
        "dac-littoral",
        ("controller",),
    ),
    ("reception-littoral", "Sacha Exemple", "chargé de reprise", "solution-cible", ("recipient",)),
    ("exploitant", "Alix Exemple", "exploitante", "grades", ("operator",)),
    ("editeur-support", "Noor Exemple", "responsable du support", "editeur", ("publisher",)),
)


def plan(*, realm: Realm = Realm.REHEARSAL, threshold: int = 10) -> Plan:
    """Return the plan the story is told under."""
    window = {"opens": "2025-06-30T18:00:00Z", "closes": "2025-06-30T22:00:00Z"}
    return Plan.model_validate_json(
        canonical.encode(
            {
                "format": "releve/plan/1",
                "programme": "predice",
                "title": "Réversibilité de Prédice",
                "realm": realm.value,
                "origin": ORIGIN,
                "timezone": "Europe/Paris",
                "small_count_threshold": threshold,
                "processing": {
                    "hds_host": "hebergeur",
                    "hds_certificate": None,
                    "impact_assessment": None,
                },
                "custody": {
                    "custodian": "grades",
                    "retention": "dix ans",
                    "final_fate": None,
                },
                "adoption": {"people": ["cheffe-projet"], "threshold": 1},
                "organisations": [
                    {"id": name, "name": title, "kind": None, "public_body": None}
                    for name, title in (
                        ("grades", "GRADeS d’exemple"),
                        ("dac-littoral", "DAC Littoral <d’exemple>"),
                        ("solution-cible", "Solution cible d’exemple"),
                        ("editeur", "Éditeur d’exemple"),
                        ("hebergeur", "Hébergeur d’exemple"),
                    )
                ],
                "people": [
                    {
                        "id": one,
                        "name": name,
                        "title": title,
                        "organisation": body,
                        "roles": list(roles),
                        "keys": None if one == "exploitant" else [person_key(one).public_key],
                        "valid_from": "2023-10-01T00:00:00Z" if one == "cheffe-projet" else None,
                    }
                    for one, name, title, body, roles in _PEOPLE
                ],
                "contracts": [
                    {
                        "id": "marche-territorial",
                        "title": "Marché subséquent territorial (exemple)",
                        "buyer": "dac-littoral",
                        "holder": "editeur",
                        "lot": None,
                        "ends_on": "2025-06-30",
                        "general_clauses": None,
                        "reversibility_clause": "CCAP, article 14 : « le titulaire restitue les "
                        "données puis détruit ses copies »",
                        "destruction_within_days": 90,
                        "end_of_support": None,
                    }
                ],
                "hosts": [],
                "milestones": [
                    {
                        "id": "arret-vigilans",
                        "title": "Arrêt de Vigilans",
                        "due": {"on": "2024-12-31", "precision": "day"},
                        "window": {
                            "opens": "2024-12-31T19:00:00Z",
                            "closes": "2024-12-31T23:00:00Z",
                        },
                    },
                    {
                        "id": "reversibilite-dac",
                        "title": "Réversibilité des parcours DAC",
                        "due": {"on": "2025-06-20", "precision": "season"},
                        "window": None,
                    },
                    {
                        "id": "fin",
                        "title": "Suppression des données",
                        "due": {"on": "2025-12-31", "precision": "year"},
                        "window": window,
                    },
                ],
                "policies": [],
                "services": [
                    {
                        "id": name,
                        "name": title,
                        "family": "parcours",
                        "scope": "regional",
                        "contract": "marche-territorial",
                        "controller": "grades",
                        "performer": "us",
                        "outcome": outcome,
                        "milestone": "arret-vigilans",
                        "control": None,
                    }
                    for name, title, outcome in (
                        ("vigilans", "Vigilans", "stopped"),
                        ("nutri-age", "Nutri-âge", "already_stopped"),
                        ("visio", "Visio Simple & cie", "stopped"),
                    )
                ],
                "assets": [_asset()],
                "out_of_perimeter": [],
            }
        )
    )


def _asset() -> dict[str, canonical.JsonValue]:
    files: canonical.JsonValue = {"kind": "files", "endpoint": "depot", "path": "paquets"}
    tables: canonical.JsonValue = {
        "kind": "sql",
        "endpoint": "base",
        "schema_name": "dac",
        "tables": ["usager"],
    }
    copies: list[canonical.JsonValue] = [
        {
            "id": one,
            "title": title,
            "nature": "copie",
            "ours": True,
            "medium": files if fate == "destroyed" else None,
            "performer": "us",
            "fate": fate,
            "expires_on": expires,
            "reason": reason,
            "milestone": "fin",
        }
        for one, title, fate, expires, reason in (
            ("paquet", "Paquet de restitution", "destroyed", None, None),
            ("sauvegarde", "Sauvegarde mensuelle", "expires", "2025-09-30", "rotation"),
            ("papier", "Impressions locales", "out_of_scope", None, "tenues par le DAC"),
        )
    ]
    return {
        "id": "dac-littoral",
        "title": "Dossiers de coordination du DAC Littoral",
        "scope": "territorial",
        "services": ["vigilans"],
        "controller": "dac-littoral",
        "contract": "marche-territorial",
        "producer": None,
        "performer": "us",
        "medium": tables,
        "archives_regime": "privées",
        "retention": None,
        "restitution": {
            "recipient": "solution-cible",
            "instruction": "lettre du 3 mars",
            "kind": "sftp",
            "drop": "depot-cible",
            "milestone": "reversibilite-dac",
        },
        "fate": "destroyed",
        "milestone": "fin",
        "copies": copies,
    }


def hexed(name: str) -> str:
    """Return a stand-in digest."""
    return canonical.hex_digest(name.encode())


def digested(name: str) -> str:
    """Return a stand-in digest with its prefix."""
    return "sha256:" + hexed(name)


@dataclass
class Paper:
    """Entries, one after the other, and the documents they name."""

    realm: Realm = Realm.REHEARSAL
    entries: list[Entry] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)

    def add(
        self, kind: str, subject: str, at: str, actor: str = "releve", /, **body: JsonValue
    ) -> int:
        """Write the next entry, ``at`` (UTC) in the exercise; return its index."""
        index = len(self.entries)
        instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
        real = self.realm is Realm.REAL
        self.entries.append(
            Entry(
                index=index,
                kind=EntryKind(kind),
                subject=subject,
                actor=actor,
                recorded_at=instant if real else REAL + timedelta(minutes=index),
                rehearsed_at=None if real else instant,
                body=body,
            )
        )
        return index

    def keep(self, content: bytes) -> str:
        """Keep a document; return its digest."""
        named = canonical.digest(content)
        self.documents[named] = content
        return named

    def act(self, kind: str, subject: str, at: str, signer: str, **fields: str) -> int:
        """Write a human act with a stand-in text and signature."""
        file = self.keep(f"{kind} {subject} {at}\n".encode())
        signature = self.keep(f"signature of {file}\n".encode())
        return self.add(
            "act_recorded",
            subject,
            at,
            act=kind,
            signer=signer,
            signed_at=f"{at}:00Z",
            plan=digested("plan"),
            file=file,
            signature_kind="personal_key",
            signatures=[{"by": signer, "key": "SHA256:exemple", "file": signature}],
            fields=fields,
        )


@dataclass(frozen=True)
class PaperLedger:
    """Reads a paper ledger as it would read a real one: signed head, exact bytes, documents."""

    paper: Paper
    key: NoteKey

    @property
    def origin(self) -> str:
        return ORIGIN

    def size(self) -> int:
        return len(self.paper.entries)

    def raw(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        for entry in self.paper.entries[start:stop]:
            yield encode_entry(entry, ORIGIN, self.paper.realm)

    def document(self, digest: str) -> bytes:
        if digest not in self.paper.documents:
            raise LedgerError("document_missing", digest=digest)
        return self.paper.documents[digest]

    def checkpoint(self) -> bytes:
        return self.checkpoint_at(self.size())

    def checkpoint_at(self, size: int) -> bytes:
        head = root([leaf_hash(data) for data in self.raw(0, size)])
        return self.key.sign_note(Checkpoint(origin=ORIGIN, size=size, root=head).body())

    def leaf(self, index: int) -> str:
        return leaf_hash(next(self.raw(index))).hex()


def log_key() -> NoteKey:
    """Return the same key each time."""
    return NoteKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def story(realm: Realm = Realm.REHEARSAL) -> Paper:
    """Tell of a service stopped, an asset given back and deleted, one copy left to do."""
    paper = Paper(realm=realm)
    adopted = paper.keep(plan(realm=realm).model_dump_json().encode())
    paper.add(
        "plan_adopted",
        "plan",
        "2024-10-01T08:00",
        plan=adopted,
        previous="-",
        touched=["plan"],
        signers=["cheffe-projet"],
        sources={},
    )
    stop(paper)
    give_back(paper)
    return paper


def request(
    paper: Paper, verb: str, subject: str, at: str, *, root: str | None, **evidence: int
) -> str:
    """Write a request; return its digest."""
    named = digested(f"request {verb} {subject}")
    paper.add(
        "request_opened",
        subject,
        at,
        digest=named,
        verb=verb,
        occurrence=0,
        step=hexed(f"step {verb} {subject}"),
        plan=digested("plan"),
        root=root,
        records=0 if verb == "shut_down" else 1200,
        octets=0 if verb == "shut_down" else 345678,
        parts={},
        opens="2025-06-30T18:00:00Z",
        closes="2025-06-30T22:00:00Z",
        expires_at="2025-07-30T00:00:00Z",
        longest_minutes=60,
        requester="releve",
        evidence=evidence,
    )
    return named


def finish(  # noqa: PLR0913 - an outcome is many facts
    paper: Paper,
    verb: str,
    subject: str,
    at: str,
    *,
    named: str,
    acts: list[int],
    root: str | None = None,
    outcome: str = "destroyed",
    observed: str = "absent",
    performer: str = "us",
    means: str = "sql:information_schema",
    between: Callable[[], object] = lambda: None,
    facts: dict[str, JsonValue] | None = None,
) -> int:
    """Write an intent and its outcome; return the outcome's index."""
    step = hexed(f"step {verb} {subject}")
    intent = paper.add(
        "intent_recorded",
        subject,
        at,
        "exploitant",
        request=named,
        step=step,
        verb=verb,
        acts=acts,
        root=root,
        records=0 if verb == "shut_down" else 1200,
        octets=0 if verb == "shut_down" else 345678,
        facts={},
    )
    between()
    return paper.add(
        "outcome_recorded",
        subject,
        at,
        "exploitant",
        request=named,
        step=step,
        verb=verb,
        outcome=outcome,
        observed=observed,
        means=means,
        performer=performer,
        overran=False,
        intent=intent,
        facts=facts or {},
    )


def stop(paper: Paper) -> None:
    """Stop Vigilans in its window."""
    subject = "service:vigilans"
    paper.add(
        "service_probed", "service:nutri-age", "2024-11-04T09:00", observed="down", means="http"
    )
    paper.add("service_probed", subject, "2024-11-04T09:00", observed="up", means="http")
    paper.act(
        "relay",
        subject,
        "2024-12-30T10:00",
        "responsable-littoral",
        count="4",
        taken_over="4",
        phone="-",
    )
    named = request(paper, "shut_down", subject, "2024-12-30T11:00", root=None)
    yes = paper.act(
        "approval",
        subject,
        "2024-12-30T12:00",
        "cheffe-projet",
        request=named,
        step="-",
        expires_at="-",
    )
    finish(
        paper,
        "shut_down",
        subject,
        "2024-12-31T20:04",
        named=named,
        acts=[yes],
        outcome="stopped",
        observed="down",
        means="port fermé",
    )
    paper.add("service_probed", subject, "2024-12-31T20:05", observed="down", means="http")


def give_back(paper: Paper) -> int:
    """Give an asset back, then delete it; return the outcome's index."""
    subject = "asset:dac-littoral"
    paper.add(
        "asset_measured",
        subject,
        "2025-05-05T08:00",
        records=1200,
        octets=345678,
        parts={"usager": 3},
    )
    paper.add("asset_frozen", subject, "2025-05-05T08:05", means="sql:read_only")
    package = paper.keep(b'{"package":"manifest"}')
    paper.add(
        "package_exported",
        subject,
        "2025-05-05T08:30",
        package=package,
        root=CONTENT,
        records=1200,
        octets=345678,
        pathways=3,
        parts={"usager": 3},
        name="dac-littoral.zip.age",
        ciphertext=digested("cipher"),
    )
    report = paper.keep(b'{"report":"checks"}')
    for about in ("source", "package"):
        paper.add(
            "finding_recorded",
            subject,
            "2025-05-05T08:40",
            about=about,
            suite="parcours-dac",
            verdict="passed",
            checks=[
                {"code": "id_unique", "verdict": "passed", "seen": 3, "failed": 0, "warning": False}
            ],
            report=report,
            root=CONTENT,
        )
    paper.add(
        "package_delivered",
        subject,
        "2025-05-05T09:00",
        package=package,
        recipient="solution-cible",
        means="sftp",
        name="dac-littoral.zip.age",
        ciphertext=digested("cipher"),
        octets=340000,
    )
    receipt = paper.act(
        "receipt",
        subject,
        "2025-05-12T09:00",
        "reception-littoral",
        package=package,
        root=CONTENT,
        records="1200",
        pathways="3",
    )
    accepted = paper.act(
        "acceptance",
        subject,
        "2025-05-20T09:00",
        "responsable-littoral",
        package=package,
        receipt=digested("receipt"),
        root=CONTENT,
        reserves="-",
    )
    named = request(
        paper,
        "destroy",
        subject,
        "2025-06-02T08:00",
        root=CONTENT,
        receipt=receipt,
        acceptance=accepted,
    )
    acts = [
        paper.act("approval", subject, at, who, request=named, step="-", expires_at="-")
        for at, who in (
            ("2025-06-03T08:00", "cheffe-projet"),
            ("2025-06-04T08:00", "responsable-littoral"),
        )
    ]
    return finish(
        paper,
        "destroy",
        subject,
        "2025-06-30T19:00",
        named=named,
        acts=acts,
        root=CONTENT,
        facts={"medium": "sql", "technique": "drop_table"},
    )
