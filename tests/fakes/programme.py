"""A whole programme in memory: world, ledger, tool, people who do their part, an oracle."""

from releve.canonical import digest
from releve.errors import ActRefused
from releve.model.acts import ActKind, SignatureKind
from releve.model.plan import Verb
from releve.plan.authority import asset_of
from releve.plan.barriers import RULES
from tests.fakes.destroy_oracle import Oracle
from tests.fakes.fact_maker import START, FactMaker, root_of
from tests.fakes.plan_maker import make_plan
from tests.fakes.retired_world import Crash, Tool, World

_MOVES = {
    "acceptance_missing": ActKind.ACCEPTANCE,
    "acceptance_of_another_package": ActKind.ACCEPTANCE,
    "visa_missing": ActKind.VISA,
    "scope_missing": ActKind.SCOPE,
    "scope_of_another_mapping": ActKind.SCOPE,
    "trial_missing": ActKind.TRIAL,
    "test_missing": ActKind.TEST,
    "test_with_deviations": ActKind.TEST,
    "visa_refused": ActKind.VISA,
    "relay_missing": ActKind.RELAY,
    "relay_incomplete": ActKind.RELAY,
    "transfer_missing": ActKind.TRANSFER,
    "finding_blocks": ActKind.WAIVER,
    "source_changed_since_receipt": ActKind.RECONCILIATION,
    "service_still_answers": ActKind.RECONCILIATION,
    "validation_missing": ActKind.VALIDATION,
    "attestation_missing": ActKind.ATTESTATION,
}
_OWN = {"validation_missing", "attestation_missing"}
"""Moves that are about the subject itself, were it a copy."""
_SEATS = {
    "lead": "cheffe",
    "controller": "directrice",
    "recipient": "reception",
    "archivist": "archiviste",
}


def for_good(step):
    """Tell whether a step cannot be undone; another's act begins with our order."""
    return step.irreversible or step.verb is Verb.ORDER


class Programme:
    def __init__(self, *, rules=RULES, keep=None, change=None, now=START):
        self.keep, self.changes = keep, dict(change or {})
        plan = make_plan(keep=keep, change=change)
        self.facts = FactMaker(plan, now=now, rules=rules)
        self.world = World(plan)
        self.tool = Tool(self.world, self.facts)
        self.oracle = Oracle(self.world, self.facts)
        self.problems = []
        self.signed = []
        self.facts.adopt()

    def check(self):
        """Keep what the oracle says; return everything it said so far."""
        self.problems += self.oracle.problems()
        return self.problems

    def perform(self, step, **more):
        """Perform one step and look; return whether the machine stopped."""
        try:
            self.tool.perform(step, **more)
        except Crash:
            return True
        finally:
            self.check()
        return False

    def work(self, most=60, *, gently=False):
        """Perform what is ready until nothing moves. A subject that failed is left for later.

        With ``gently``, what cannot be undone is left.
        """
        failed = set()
        for _ in range(most):
            ready = [
                one
                for one in self.facts.agenda().ready
                if one.subject not in failed and not (gently and for_good(one))
            ]
            if not ready:
                return
            size = len(self.facts.entries)
            self.perform(ready[0])
            new = self.facts.entries[size:]
            if not new or any(one.kind.value == "step_failed" for one in new):
                failed.add(ready[0].subject)

    def deposit(self, act, *, kind=SignatureKind.PERSONAL_KEY, key=None):
        """Deposit an act as in the inbox; return the code of its refusal, or ``None``."""
        self.signed.append(act)
        try:
            self.facts.deposit(act, kind=kind, key=key)
        except ActRefused as refusal:
            return refusal.code
        finally:
            self.check()
        return None

    def sign(self, kind, subject, signer=None, **fields):
        return self.deposit(self.facts.draft(kind, subject, signer, **fields))

    def receive(self, subject, *, lost=0):
        """The recipient loads what was delivered, counts it and says so: whole, or not."""
        known = self.facts.state.of(subject)
        if known.exported is None or known.delivered is None:
            return
        package = self.world.packages[known.exported.package]
        loaded = frozenset(sorted(package)[lost:])
        told = {"root": root_of(loaded), "records": str(len(loaded))}
        self.sign(ActKind.RECEIPT, subject, "reception", **told)
        said = self.facts.state.of(subject).receipt
        if said is not None and said.fields["root"] == told["root"]:
            self.world.received[subject] = loaded

    def duties(self, but=()):
        """List what people are waited for, as ``(code, subject, facts)``; ``but`` some codes."""
        return [
            (reason.code, item.subject, dict(reason.facts))
            for item in self.facts.agenda().waiting
            for reason in item.reasons
            if reason.code not in but and (reason.code, item.subject) not in but
        ]

    def do(self, duty):
        """Do somebody's part; return whether there was one."""
        code, subject, facts = duty
        parent = self._parent(subject)
        match code:
            case "receipt_missing" | "receipt_differs":
                self.receive(parent)
            case "approval_missing":
                for seat in facts["missing"]:
                    self.sign(ActKind.APPROVAL, subject, _SEATS[seat.partition("@")[0]])
            case "extraction_missing" | "extraction_of_another_manifest":
                self.facts.extract(parent)
                self.check()
            case "read_test_missing":
                self.facts.find(parent, "successor")
                self.check()
            case "legal_hold":
                self._for_each(subject, ActKind.LIFT, lambda known: known.holds)
            case "notice_missing":
                self._tell(subject, facts["audience"])
            case "paused":
                self._for_each(subject, ActKind.RESUME, lambda known: known.paused is not None)
            case _ if code in _MOVES:
                self._move(code, subject, parent)
            case _:
                return False
        return True

    def _tell(self, subject, audience):
        """Issue the closing notice of a service for an audience, send it, and sign so."""
        twin = digest(f"{subject} {audience} {len(self.facts.entries)}".encode())
        about = f"{subject}+{audience}"
        body = {
            "kind": "closing_notice",
            "about": about,
            "number": f"AF-{len(self.facts.entries)}",
            "language": "fr",
            "content": digest(about.encode()),
            "statement": twin,
            "pdf": digest(b"pdf"),
            "seal": "none",
            "subjects": [subject],
            "supersedes": None,
        }
        self.facts.record("document_issued", "plan", body)
        day = self.facts.now.date().isoformat()
        self.sign(ActKind.NOTICE, subject, document=twin, audience=audience, sent_on=day)

    def _parent(self, subject):
        """Return the asset that a subject is or is a copy of; of a service, itself."""
        asset = asset_of(self.facts.plan, subject)
        return f"asset:{asset.id}" if asset is not None else subject

    def _move(self, code, subject, parent):
        """Sign what a code waits for, about the subject itself or the asset it belongs to."""
        if code == "attestation_missing":
            self.world.data[subject] = frozenset()
        self.sign(_MOVES[code], subject if code in _OWN else parent)

    def _for_each(self, subject, kind, wanted):
        for name in self.oracle._covering(subject):
            if wanted(self.facts.state.of(name)):
                self.sign(kind, name, "cheffe")

    def carry(self, *instants, but=()):
        """At each instant, work and do everybody's part until nothing moves."""
        for now in instants:
            self.facts.now = now
            for _ in range(40):
                size = len(self.facts.entries)
                self.work()
                for duty in self.duties(but):
                    self.do(duty)
                if len(self.facts.entries) == size:
                    break
        return self

    def adopt(self, change, *, touching=None):
        """Adopt another plan: this one, changed."""
        self.changes |= change
        self.facts.adopt(make_plan(keep=self.keep, change=self.changes), touching=touching)
        self.check()
