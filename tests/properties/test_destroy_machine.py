"""Anything may happen in any order; nothing is ever destroyed, stopped or handed over wrongly.

A machine plays a whole programme: people sign right and wrong acts at any time, the tool works
and is stopped dead between any two of its effects, data change behind everybody's back, plans are
adopted, the clock jumps, older acts are replayed. After each effect and fact an oracle that reads
raw facts and the world, and none of the guards, must have nothing to say.
"""

import contextlib
import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from releve.errors import StepRefused
from releve.model.acts import ActKind, SignatureKind
from tests.fakes.fact_maker import key_of
from tests.fakes.plan_maker import BASE, VALIDATED
from tests.fakes.programme import Programme, for_good
from tests.fakes.retired_world import CRASHES

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
STAGES = (
    FEB,
    datetime(2026, 3, 2, 9, tzinfo=UTC),
    datetime(2026, 5, 20, 8, tzinfo=UTC),
    datetime(2026, 6, 1, 9, tzinfo=UTC),
    datetime(2026, 6, 2, 9, tzinfo=UTC),
    datetime(2026, 6, 5, 15, tzinfo=UTC),
)
PLANS = (
    {"milestones.fermeture.window": {"opens": "2026-06-02T08:00Z", "closes": "2026-06-09T18:00Z"}},
    {"milestones.fermeture.window": None},
    {"milestones.fermeture.window": BASE["milestones"][1]["window"]},
    {"people.directrice.valid_until": "2026-06-02T10:00:00Z"},
    {"people.directrice.organisation": "voisine"},
    {"people.directrice.organisation": "ville", "people.directrice.valid_until": None},
    {"assets.abonnes.retention.until": "2027-01-01"},
    {"assets.abonnes.retention.until": "2026-01-01"},
    {"assets.abonnes.retention.discharged_by_acceptance": True},
    {"assets.abonnes.archives_regime": "privées"},
    {"assets.abonnes.archives_regime": "publiques"},
    {"assets.abonnes.fate": "kept"},
    {"assets.abonnes.fate": "destroyed"},
    {"policies.destroy.decides": ["controller", "lead", "archivist"]},
    {"policies.destroy.longest_minutes": 600},
    {"services.portail.outcome": "already_stopped"},
    {"services.portail.outcome": "stopped"},
    {"title": "Autre titre"},
    VALIDATED,
    {"policies": BASE["policies"]},
)
SIGNERS = (*(one["id"] for one in BASE["people"]), "inconnu")
SUBJECTS = (
    "plan",
    *(f"service:{one['id']}" for one in BASE["services"]),
    *(f"asset:{one['id']}" for one in BASE["assets"]),
    *(f"copy:{one['id']}/{copy['id']}" for one in BASE["assets"] for copy in one["copies"]),
)
KINDS = tuple(kind for kind in ActKind if kind is not ActKind.PLAN_ADOPTION)
WRONG = (
    {},
    {"request": "sha256:" + "0" * 64},
    {"step": "0" * 64},
    {"expires_at": "2026-06-02T10:00:00Z"},
    {"expires_at": "2030-01-01T00:00:00Z"},
    {"root": "0" * 64},
    {"package": "sha256:" + "0" * 64},
    {"receipt": "sha256:" + "0" * 64},
    {"decision": "refused"},
    {"decision": "repeat"},
    {"decision": "escalate"},
    {"taken_over": "11"},
    {"hold": "sha256:" + "0" * 64},
    {"certificate": "C-0"},
    {"replacement": "none"},
)
ASSETS = ("asset:abonnes", "asset:affiches")
OURS = (*ASSETS, "copy:abonnes/dump", "copy:affiches/paquet")


MEANWHILE = (*("nothing",) * 6, "hold", "refusal", "revocation", "pause", "plan")


class DestroyMachine(RuleBasedStateMachine):
    @initialize(
        stage=st.sampled_from((0, 1, 2, 3, 3, 4, 4, 4, 5)),
        duties=st.integers(0, 12),
        asked=st.booleans(),
    )
    def begin(self, stage, duties, asked):
        """Start somewhere along the way, so that depth is reached often."""
        self.programme = Programme(change=VALIDATED if asked else None)
        self.programme.carry(*STAGES[:stage])
        self.facts.now = STAGES[stage]
        self._lend_a_hand(duties)

    @property
    def facts(self):
        return self.programme.facts

    @property
    def world(self):
        return self.programme.world

    def _lend_a_hand(self, duties):
        for _ in range(duties):
            self.programme.work(gently=True)
            done = [self.programme.do(duty) for duty in self.programme.duties()]
            if not any(done):
                return

    # ---------------------------------------------------------------- the tool

    @rule(
        duties=st.integers(0, 3),
        number=st.integers(0, 6),
        crash=st.sampled_from((None, None, *CRASHES)),
        meanwhile=st.sampled_from(MEANWHILE),
    )
    def the_tool_acts(self, duties, number, crash, meanwhile):
        """One act for good, stopped dead or not, somebody else writing just before its intent."""
        self._lend_a_hand(duties)
        serious = [one for one in self.facts.agenda().ready if for_good(one)]
        if serious:
            step = serious[number % len(serious)]
            self.programme.perform(
                step, crash=crash, meanwhile=lambda: self._meanwhile(meanwhile, step.subject)
            )

    @rule(most=st.integers(1, 20))
    def the_tool_works(self, most):
        """A whole run, never stopped: also what happens after a crash."""
        self.programme.work(most)

    def _meanwhile(self, what, subject):
        if what == "plan":
            self._adopt(PLANS[0])
        elif what == "revocation":
            self.programme.sign(what, "plan", key=key_of("directrice"))
        elif what != "nothing":
            self.programme.sign(what, subject)

    @rule(service=st.sampled_from(("service:rappel", "service:portail")))
    def a_service_is_rolled_back(self, service):
        with contextlib.suppress(StepRefused):
            self.programme.tool.roll_back(service)

    # ---------------------------------------------------------------- people

    @rule(number=st.integers(0, 30))
    def somebody_does_their_part(self, number):
        waited = self.programme.duties()
        if waited:
            self.programme.do(waited[number % len(waited)])

    @rule(times=st.integers(1, 6))
    def everybody_does_their_part(self, times):
        self._lend_a_hand(times)

    @rule(
        kind=st.sampled_from(KINDS),
        subject=st.sampled_from(SUBJECTS),
        signer=st.sampled_from(SIGNERS),
        wrong=st.sampled_from(WRONG),
        weight=st.sampled_from(SignatureKind),
    )
    def anybody_signs_anything(self, kind, subject, signer, wrong, weight):
        draft = self.facts.draft(kind, subject, signer)
        fields = {name: value for name, value in wrong.items() if name in draft.fields}
        if kind is ActKind.RECEIPT and signer == "reception" and not fields:
            self.programme.receive(subject)  # a recipient says what it loaded
            return
        act = self.facts.draft(kind, subject, signer, **fields)
        self.programme.deposit(act, kind=weight)

    @rule(
        kind=st.sampled_from((ActKind.APPROVAL, ActKind.REFUSAL)),
        number=st.integers(0, 10),
        signer=st.sampled_from(("cheffe", "directrice", "adjointe", "exploitante", "maire-voisin")),
    )
    def a_request_is_answered(self, kind, number, signer):
        asked = [name for name in SUBJECTS if self.facts.state.of(name).request is not None]
        if asked:
            self.programme.sign(kind, asked[number % len(asked)], signer)

    @precondition(lambda self: self.programme.signed)
    @rule(number=st.integers(0, 500))
    def an_older_act_is_replayed(self, number):
        signed = self.programme.signed
        self.programme.deposit(signed[number % len(signed)])

    @rule(subject=st.sampled_from(ASSETS), lost=st.integers(0, 2))
    def a_recipient_loads_what_came(self, subject, lost):
        self.programme.receive(subject, lost=lost)

    @rule(
        signer=st.sampled_from(("directrice", "cheffe", "medecin", "reception", "archiviste")),
        since=st.sampled_from(("-", "2026-02-01T08:00:00Z", "2026-05-01T00:00:00Z")),
        own=st.booleans(),
    )
    def a_key_is_revoked(self, signer, since, own):
        by = signer if own else "tutelle"
        self.programme.sign("revocation", "plan", by, key=key_of(signer), compromised_since=since)

    @rule(
        number=st.integers(0, 10),
        signer=st.sampled_from(("cheffe", "directrice", "maire-voisin", "tutelle", "medecin")),
        replacement=st.sampled_from(("reissue", "none", "perhaps")),
    )
    def a_certificate_is_withdrawn(self, number, signer, replacement):
        issued = [name for name in SUBJECTS if self.facts.state.of(name).certificates]
        if issued:
            subject = issued[number % len(issued)]
            self.programme.sign("withdrawal", subject, signer, replacement=replacement)

    # ---------------------------------------------------------------- the world, the plan, time

    @rule(subject=st.sampled_from(OURS), add=st.booleans())
    def data_change_behind_everybodys_back(self, subject, add):
        known = self.facts.state.of(subject)
        if not known.rest and not (known.intent and known.intent.phases):
            self.world.change(subject, add=add)

    @rule(subject=st.sampled_from(OURS))
    def a_destruction_will_leave_something(self, subject):
        self.world.stubborn.add(subject)

    @rule(
        subject=st.sampled_from(ASSETS),
        about=st.sampled_from(("source", "package")),
        verdict=st.sampled_from(("failed", "undetermined")),
    )
    def a_check_will_not_pass(self, subject, about, verdict):
        self.world.verdicts[subject, about] = verdict

    @rule(subject=st.sampled_from(ASSETS))
    def a_check_fails_late(self, subject):
        state = self.facts.state
        if state.of(subject).exported is not None and state.paused_by(subject) is None:
            self.facts.find(subject, "source", "failed")

    @rule(
        subject=st.sampled_from(ASSETS),
        verdict=st.sampled_from(("passed", "failed", "undetermined")),
        whole=st.booleans(),
    )
    def a_successor_is_read_back(self, subject, verdict, whole):
        state = self.facts.state
        if state.of(subject).delivered is not None and state.paused_by(subject) is None:
            self.facts.find(subject, "successor", verdict, whole=whole)

    @rule(change=st.sampled_from(PLANS))
    def another_plan_is_adopted(self, change):
        self._adopt(change)

    def _adopt(self, change):
        self.programme.adopt(dict(change))

    @rule(
        leap=st.sampled_from(
            (
                timedelta(0, 600),
                timedelta(0, 7200),
                timedelta(0, 14000),
                timedelta(1),
                timedelta(-1),
            )
        )
    )
    def the_clock_jumps(self, leap):
        self.facts.now += leap

    @rule(opens=st.booleans())
    def the_next_instant_that_matters_comes(self, opens):
        window = self.facts.plan.milestone("fermeture").window
        target = window.opens if opens and window else self.facts.agenda().next_instant()
        if target is not None and target > self.facts.now:
            self.facts.now = target

    # ---------------------------------------------------------------- what must stay true

    @invariant()
    def nothing_wrong_has_happened(self):
        assert not self.programme.check(), self.programme.problems

    def teardown(self):
        if not hasattr(self, "programme"):
            return
        last = self.facts.state.last_at
        self.facts.now = max(self.facts.now, last)
        for _ in range(3):
            for duty in self.programme.duties():
                if duty[0] == "paused":
                    self.programme.do(duty)
            self.programme.work()
        assert not self.programme.check(), self.programme.problems
        assert self.programme.oracle.unrecorded() == []


COMMON = settings(
    deadline=None, print_blob=True, stateful_step_count=40, suppress_health_check=list(HealthCheck)
)
PROFILES = {
    "ci": settings(COMMON, max_examples=300, derandomize=True),
    "long": settings(COMMON, max_examples=5000),
}
"""``HYPOTHESIS_PROFILE=long`` looks further, elsewhere each time; ``ci`` is the same everywhere."""


@pytest.mark.slow
def test_nothing_is_ever_done_wrongly():
    profile = PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "ci")]
    run_state_machine_as_test(DestroyMachine, settings=profile)


@pytest.mark.parametrize("crash", [None, *CRASHES])
@pytest.mark.parametrize("subject", ["asset:abonnes", "copy:abonnes/dump"])
def test_a_destruction_stopped_dead_is_finished_and_told(subject, crash):
    """Each crash once, by hand: what the machine meets by chance is met here for sure."""
    programme = Programme(keep=["abonnes"]).carry(*STAGES[:4])
    programme.facts.now = STAGES[4]
    if subject.startswith("copy:"):
        programme.carry(STAGES[4], but={("approval_missing", subject)})
    for _ in range(6):
        programme.work(gently=True)
        for duty in programme.duties():
            programme.do(duty)
    (step,) = (one for one in programme.facts.agenda().ready if one.subject == subject)
    assert step.verb.value == "destroy"
    stopped = programme.perform(step, crash=crash)
    assert stopped is (crash is not None and (crash != "midway" or subject != "asset:abonnes"))
    programme.facts.now += timedelta(days=30)  # long after the window
    programme.work()
    said = [
        one.body["outcome"]
        for one in programme.facts.entries
        if one.kind.value == "outcome_recorded" and one.subject == subject
    ]
    if crash == "before intent":
        assert programme.world.data[subject], "a window missed is missed"
        assert said == []
    else:
        assert not programme.world.data[subject]
        assert said == ["found_absent" if crash == "after effect" else "destroyed"]
        assert programme.facts.state.of(subject).certified is not None
    assert programme.problems == programme.oracle.unrecorded() == []


def test_a_rest_that_changed_is_not_destroyed_unreceived():
    programme = Programme(keep=["abonnes"]).carry(*STAGES[:4])
    programme.world.stubborn.add("asset:abonnes")
    programme.facts.now = STAGES[4]
    while programme.facts.state.of("asset:abonnes").occurrence == 0:
        for duty in programme.duties():
            programme.do(duty)
        programme.work(1)
    programme.world.change("asset:abonnes")
    programme.carry(STAGES[4])
    assert "destroyed_what_was_not_received" not in programme.problems
