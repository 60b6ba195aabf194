"""A ledger in memory, folded as it grows, and short ways to record each fact as flows do.

``deposit`` goes through admission as the inbox does; the other methods record what they are told,
right or wrong: golden cases say facts, they do not ask.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from releve.canonical import digest, encode
from releve.errors import ActRefused
from releve.ledger.state import EMPTY, apply
from releve.model.acts import Act, ActKind, SignatureKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import PLAN_SUBJECT, Realm
from releve.model.plan import ServiceOutcome, Verb
from releve.model.time import instant_text
from releve.plan.agenda import next_steps
from releve.plan.authority import admit, asset_of, service_of
from releve.plan.barriers import RULES
from releve.plan.changes import touched
from releve.plan.steps import step_key
from releve.plan.validation import number_to_come
from releve.signatures.sshsig import fingerprint
from tests.fakes.plan_maker import REQUESTER, key_line, plan_digest

START = datetime(2026, 2, 1, 8, tzinfo=UTC)
WHO = {
    ActKind.RECEIPT: "reception",
    ActKind.ACCEPTANCE: "directrice",
    ActKind.VISA: "archiviste",
    ActKind.EXEMPTION: "archiviste",
    ActKind.WAIVER: "directrice",
    ActKind.TRANSFER: "reception",
    ActKind.RELAY: "medecin",
    ActKind.ATTESTATION: "editrice",
    ActKind.SCOPE: "directrice",
    ActKind.TRIAL: "directrice",
    ActKind.ACKNOWLEDGEMENT: "reception",
    ActKind.TEST: "directrice",
    ActKind.DECISION: "directrice",
    ActKind.VALIDATION: "directrice",
    ActKind.FILING: "archiviste",
}
"""Who rightly signs each kind; the lead signs the others."""


def root_of(content):
    """Return the content root of a set of records; the same on both sides, as the keyed one is."""
    return sha256(encode(sorted(content))).hexdigest()


def key_of(signer):
    return fingerprint(key_line(signer))


class FactMaker:
    """A ledger being written. ``now`` is the clock of whoever records."""

    def __init__(self, plan, *, now=START, rules=RULES):
        self.plan = plan
        self.plans = {plan_digest(plan): plan}
        self.rules = rules
        self.now = now
        self.entries = []
        self.state = EMPTY

    def record(self, kind, subject, body, *, actor="releve"):
        entry = Entry(
            index=len(self.entries),
            kind=EntryKind(kind),
            subject=subject,
            actor=actor,
            recorded_at=self.now,
            rehearsed_at=self.now if self.plan.realm is Realm.REHEARSAL else None,
            body=body,
        )
        self.state = apply(self.state, entry)  # refused facts are not kept
        self.entries.append(entry)
        return entry

    def agenda(self):
        return next_steps(self.plan, self.state, self.now, self.rules)

    # ------------------------------------------------------------------ what the tool records

    def adopt(self, plan=None, *, touching=None):
        before, after = self.plan, plan or self.plan
        first = self.state.plan is None
        names = (PLAN_SUBJECT,) if first else touched(before, after)
        body = {
            "plan": plan_digest(after),
            "previous": self.state.plan or "-",
            "touched": list(names if touching is None else touching),
            "signers": ["cheffe", "directrice"],
            "sources": {},
        }
        self.plan = self.plans[plan_digest(after)] = after
        return self.record("plan_adopted", PLAN_SUBJECT, body, actor="cheffe")

    def probe(self, subject, observed="up"):
        self.record("service_probed", subject, {"observed": observed, "means": "http"})

    def measure(self, subject, content=(1, 2, 3)):
        body = {"records": len(content), "octets": 0, "parts": {}}
        self.record("asset_measured", subject, body)

    def extract(self, subject, manifest=None):
        """A publisher's extraction, made and received now: the plan's, unless another is named."""
        asset = asset_of(self.plan, subject)
        body = {
            "manifest": manifest or asset.medium.extraction,
            "publisher": "Éditeur",
            "extracted_at": instant_text(self.now),
            "files": 1,
            "attachments": 0,
            "octets": 0,
            "tables": {"a": {"declared": 4, "read": 4}},
        }
        self.record("extraction_received", subject, body)

    def freeze(self, subject):
        self.record("asset_frozen", subject, {"means": "revoke"})

    def export(self, subject, content=(1, 2, 3), *, package=None):
        root = root_of(content)
        body = {
            "package": digest((package or f"{subject} {root}").encode()),
            "root": root,
            "records": len(content),
            "octets": 0,
            "pathways": 0,
            "parts": {},
        }
        self.record("package_exported", subject, body)

    def find(self, subject, about, verdict="passed", **more):
        exported = self.state.of(subject).exported
        body = {
            "about": about,
            "suite": "integrite",
            "verdict": verdict,
            "checks": [],
            "report": digest(about.encode()),
            "root": exported.root if exported else "",
        }
        return self.record("finding_recorded", subject, body | more)

    def deliver(self, subject):
        exported = self.state.of(subject).exported
        body = {
            "package": exported.package,
            "recipient": "reseau",
            "means": "folder",
            "name": "paquet.tar.age",
            "ciphertext": digest(exported.root.encode()),
            "octets": 0,
        }
        self.record("package_delivered", subject, body)

    def ask(self, subject, content=None, *, requester=REQUESTER):
        """Open a request, with the body that :mod:`flows.request` writes."""
        plan, known = self.plan, self.state.of(subject)
        asset, service = asset_of(plan, subject), service_of(plan, subject)
        verb = Verb.DESTROY
        if service is not None:
            handed = service.outcome is ServiceOutcome.HANDED_OVER
            verb = Verb.HAND_OVER if handed else Verb.SHUT_DOWN
        window = self.window(subject)
        policy = plan.policy(verb)
        last = max(window.opens, self.now) + timedelta(days=policy.approval_valid_days)
        if content is None and asset is not None and known.exported is not None:
            root, records = known.exported.root, known.exported.records
        else:
            root = root_of(content) if content is not None else None
            records = len(content or ())
        body = {
            "verb": verb.value,
            "occurrence": known.occurrence,
            "step": step_key(plan.origin, plan.realm, verb, subject, known.occurrence),
            "plan": self.state.plan,
            "after": known.version,
            "root": root,
            "records": records,
            "octets": 0,
            "parts": {},
            "opens": instant_text(window.opens),
            "closes": instant_text(window.closes),
            "expires_at": instant_text(min(window.closes, last)),
            "longest_minutes": policy.longest_minutes,
            "requester": requester,
            "evidence": self._evidence(asset, known),
        }
        body["digest"] = digest(encode(body))
        return self.record("request_opened", subject, body, actor=requester)

    def _evidence(self, asset, known):
        parent = self.state.of(f"asset:{asset.id}") if asset else None
        found = {
            "probe": known.probed[0] if known.probed else None,
            "relay": known.relay.index if asset is None and known.relay else None,
            "exported": parent.exported.index if parent and parent.exported else None,
            "receipt": parent.receipt.index if parent and parent.receipt else None,
            "acceptance": parent.acceptance.index if parent and parent.acceptance else None,
            "archives": parent.archives.index if parent and parent.archives else None,
        }
        return {name: index for name, index in found.items() if index is not None}

    def window(self, subject):
        asset, service = asset_of(self.plan, subject), service_of(self.plan, subject)
        name = subject.partition("/")[2]
        copies = asset.copies if asset else ()
        holder = next((one for one in copies if one.id == name), asset or service)
        return self.plan.milestone(holder.milestone).window

    def intend(self, subject, acts=()):
        request = self.state.of(subject).request
        body = {
            "request": request.digest,
            "step": request.step,
            "verb": request.verb.value,
            "acts": list(acts),
            "root": request.root,
            "records": request.records,
            "octets": 0,
            "facts": {},
        }
        return self.record("intent_recorded", subject, body)

    def order(self, subject):
        known = self.state.of(subject)
        body = {
            "number": f"OE-{known.intent.step[:12]}",
            "performer": "publisher",
            "request": known.intent.request.digest,
            "document": digest(b"order"),
        }
        self.record("order_issued", subject, body)

    def end(self, subject, outcome, *, observed="absent", facts=None):
        known = self.state.of(subject)
        intent = known.intent
        plan = self.plan
        stop = step_key(plan.origin, plan.realm, Verb.SHUT_DOWN, subject, known.occurrence)
        body = {
            "request": intent.request.digest if intent else "-",
            "step": intent.step if intent else stop,
            "verb": intent.verb.value if intent else Verb.SHUT_DOWN.value,
            "outcome": outcome,
            "observed": observed,
            "means": "sql",
            "performer": "us",
            "overran": intent is not None and self.now >= intent.request.closes,
            "intent": intent.index if intent else known.ended.intent,
            "facts": facts or {},
        }
        self.record("outcome_recorded", subject, body)

    def certify(self, subject):
        withdrawn = self.state.of(subject).withdrawn
        body = {
            "number": f"C-{len(self.entries)}",
            "title": "attestation_suppression_logique",
            "claim_level": "logical_deletion",
            "statement": digest(b"statement"),
            "pdf": digest(b"pdf"),
            "outcome": self.state.of(subject).ended.index,
            "seal": "none",
            "token": None,
            "supersedes": withdrawn.index if withdrawn else None,
        }
        self.record("certificate_issued", subject, body)

    def fail(self, subject, code):
        self.record("step_failed", subject, {"verb": "destroy", "code": code, "facts": {}})

    # ------------------------------------------------------------------ what people sign

    def draft(self, kind, subject, signer=None, **fields):
        """Return the act somebody would sign now, its fields filled in as the command does."""
        kind = ActKind(kind)
        return Act(
            kind=kind,
            realm=self.plan.realm,
            origin=self.plan.origin,
            plan=self.state.plan or "-",
            subject=subject,
            signer=signer or WHO.get(kind, "cheffe"),
            signed_at=self.now,
            fields={**self._right(kind, subject), **fields},
            sentence=f"Acte {len(self.entries)}.",  # two acts of one instant are two files
        )

    def _right(self, kind, subject):  # noqa: C901, PLR0912 - one branch a kind of act
        known = self.state.of(subject)
        request, exported = known.request, known.exported
        match kind:
            case ActKind.APPROVAL | ActKind.REFUSAL:
                last = instant_text(request.expires_at) if request else instant_text(self.now)
                named = {
                    "request": request.digest if request else "-",
                    "step": request.step if request else "-",
                }
                more = {"expires_at": last} if kind is ActKind.APPROVAL else {"reason": "-"}
                return named | more
            case ActKind.RECEIPT:
                return {
                    "package": exported.package if exported else "-",
                    "root": exported.root if exported else "-",
                    "records": str(exported.records) if exported else "0",
                    "pathways": "0",
                }
            case ActKind.ACCEPTANCE:
                return {
                    "package": exported.package if exported else "-",
                    "receipt": known.receipt.file if known.receipt else "-",
                    "root": exported.root if exported else "-",
                    "reserves": "-",
                }
            case ActKind.HOLD:
                return {"reference": "RG 1", "reason": "litige"}
            case ActKind.LIFT:
                return {"hold": next(iter(known.holds), "-"), "reason": "-"}
            case ActKind.VISA:
                return {"bordereau": "-", "decision": "granted"}
            case ActKind.EXEMPTION:
                return {"opinion": "-", "reason": "-"}
            case ActKind.WAIVER:
                bad = [at for at, found in known.findings.values() if found.value != "passed"]
                return {"finding": str(next(iter(bad), "-")), "reason": "-"}
            case ActKind.TRANSFER:
                named = request.digest if request else "-"
                return {"request": named, "recipient": "reseau", "reserves": "-"}
            case ActKind.REVOCATION:
                return {"key": key_of("cheffe"), "compromised_since": "-", "reason": "-"}
            case ActKind.RECONCILIATION:
                return {"occurrence": str(known.occurrence), "observed": "-", "reason": "-"}
            case ActKind.RELAY:
                return {"count": "12", "taken_over": "12", "phone": "3000"}
            case ActKind.ATTESTATION:
                order = str(known.order) if known.order is not None else "-"
                return {
                    "order": order,
                    "observed": "absent",
                    "performed_at": instant_text(self.now),
                }
            case ActKind.RESUME:
                return {"pause": str(known.paused), "reason": "-"}
            case ActKind.VALIDATION:
                return {"certificate": self._number(subject), "decision": "accept"}
            case ActKind.OPINION:
                return {"opinion": "-"}
            case ActKind.WITHDRAWAL:
                last = known.certificates[-1].number if known.certificates else "-"
                return {"certificate": last, "replacement": "reissue", "reason": "-"}
            case ActKind.SCOPE:
                asset = asset_of(self.plan, subject) if subject != "plan" else None
                medium = asset.medium if asset is not None else None
                signed = getattr(medium, "signed", lambda: ("-", "-"))()
                return {"mapping": signed[0], "scope": signed[1], "reason": "-"}
            case ActKind.TRIAL:
                return {"package": "-", "root": "-", "pathways": "0", "reserves": "-"}
            case ActKind.ACKNOWLEDGEMENT:
                package = known.exported.package if known.exported else "-"
                return {"package": package, "ciphertext": "-"}
            case ActKind.TEST:
                package = known.exported.package if known.exported else "-"
                told = {"sheet": "-", "sample": "20", "deviations": "0", "reserves": "-"}
                return {"package": package, **told}
            case ActKind.DECISION:
                told = {"decisions": "-", "root": exported.root if exported else "-"}
                counted = {"records": str(exported.records) if exported else "0", "pathways": "0"}
                package = exported.package if exported else "-"
                return {"package": package, **told, **counted, "reason": "-"}
            case ActKind.RESERVE:
                return {"about": "-", "owner": "reseau", "due_on": "2025-09-30", "text": "à voir"}
            case ActKind.CLEARANCE:
                return {"reserve": next(iter(known.reserves), "-"), "reason": "-"}
            case ActKind.SIGNING:
                return {"document": "-", "capacity": "buyer", "reserves": "-"}
            case ActKind.NOTICE:
                told = {"audience": "patients", "sent_on": "2024-12-01", "means": "courrier"}
                return {"document": "-", **told}
            case ActKind.FILING:
                return {"certificate": "-", "reference": "-"}
            case ActKind.CLOSURE:
                return {"report": "-", "coverage": "-", "reason": "-"}
            case ActKind.ROLLOVER:
                return {"previous": "-", "key": "-", "trust": "-", "reason": "-"}
            case _:
                return {"reason": "-"}

    def _number(self, subject):
        """Of the certificate to come; nobody validates the plan."""
        known = self.state.of(subject)
        return "-" if subject == PLAN_SUBJECT else number_to_come(self.plan, known)

    def sign(self, act, *, kind=SignatureKind.PERSONAL_KEY, key=None):
        """Record an act as a fact, without asking whether it may count."""
        data = act.file_bytes()
        body = {
            "act": act.kind.value,
            "signer": act.signer,
            "signed_at": instant_text(act.signed_at),
            "plan": act.plan,
            "file": digest(data),
            "signature_kind": kind.value,
            "signatures": [
                {"by": act.signer, "key": key or key_of(act.signer), "file": digest(data + b"sig")}
            ],
            "fields": dict(act.fields),
        }
        return self.record("act_recorded", act.subject, body, actor=act.signer)

    def act(self, kind, subject, signer=None, **fields):
        """Sign and record at once: the fact of an act."""
        return self.sign(self.draft(kind, subject, signer, **fields))

    def deposit(self, act, *, kind=SignatureKind.PERSONAL_KEY, key=None):
        """Admit and record as the inbox does; ``ActRefused`` leaves the ledger as it was."""
        if digest(act.file_bytes()) in self.state.acts:
            raise ActRefused("act_already_recorded", subject=act.subject)
        if self.state.plan is None:
            raise ActRefused("plan_not_adopted")
        admit(act, kind, self.plan, self.state, self.now)
        if (key or key_of(act.signer)) in self.state.revoked:
            raise ActRefused("signature_of_revoked_key", signer=act.signer)
        return self.sign(act, kind=kind, key=key)

    def approve(self, subject, *signers):
        for signer in signers or self._deciders(subject):
            self.act(ActKind.APPROVAL, subject, signer)

    def _deciders(self, subject):
        handed = self.state.of(subject).request.verb is Verb.HAND_OVER
        return ("cheffe", "reception" if handed else "directrice")

    # ------------------------------------------------------------------ several facts at once

    def give_back(self, subject, content=(1, 2, 3)):
        """Everything from the inventory to the controller's acceptance."""
        self.prepare(subject, content)
        self.act(ActKind.RECEIPT, subject)
        self.act(ActKind.ACCEPTANCE, subject)

    def prepare(self, subject, content=(1, 2, 3)):
        """Everything from the inventory to the delivery."""
        self.measure(subject, content)
        self.freeze(subject)
        self.export(subject, content)
        self.find(subject, "source")
        self.find(subject, "package")
        self.deliver(subject)

    def stop(self, subject):
        """A service of ours, from its probe to its outcome; the clock is left alone."""
        self.probe(subject)
        if service_of(self.plan, subject).active_follow_up is not None:
            self.act(ActKind.RELAY, subject)
        self.ask(subject)
        self.approve(subject)
        if service_of(self.plan, subject).outcome is ServiceOutcome.HANDED_OVER:
            self.act(ActKind.TRANSFER, subject)
        self.intend(subject)
        handed = service_of(self.plan, subject).outcome is ServiceOutcome.HANDED_OVER
        self.end(subject, "handed_over" if handed else "stopped", observed="down")

    def agree(self, subject, content=None):
        """Request and quorum."""
        self.ask(subject, content)
        self.approve(subject)

    def destroy(self, subject):
        """Request, quorum, intent, outcome and certificate."""
        self.agree(subject)
        self.intend(subject)
        self.end(subject, "destroyed")
        self.certify(subject)

    def altered(self, **more):
        """Return this ledger's twin: same entries, to go on another way."""
        twin = FactMaker(self.plan, now=self.now, rules=self.rules)
        twin.entries, twin.state, twin.plans = [*self.entries], replace(self.state), {**self.plans}
        for name, value in more.items():
            setattr(twin, name, value)
        return twin
