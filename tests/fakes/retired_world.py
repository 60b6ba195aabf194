"""What really exists and happens while a plan runs, and a tool that acts on it as the flows do.

Data are sets of numbers, a service is up or not, a recipient holds what it loaded. ``effects`` is
the world's own history: what was done, whatever a ledger says.
"""

from dataclasses import dataclass
from datetime import datetime

from releve.errors import ReleveError, SourceChanged, StepRefused
from releve.model.ids import asset_subject, copy_subject, service_subject
from releve.model.plan import Performer, ServiceOutcome
from releve.plan.authority import asset_of, counting, service_of
from tests.fakes.fact_maker import root_of

CRASHES = ("before intent", "after intent", "midway", "after effect", "after outcome")


class Crash(BaseException):
    """The machine stopped here: nothing that could tidy up may run."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Something done for good; ``size`` is how long the ledger was then."""

    what: str
    subject: str
    at: datetime
    size: int
    content: frozenset = frozenset()
    left: frozenset = frozenset()


class World:
    """Everything outside the ledger."""

    def __init__(self, plan):
        self.up = {}
        self.data = {}
        for service in plan.services:
            was_up = service.outcome is not ServiceOutcome.ALREADY_STOPPED
            self.up[service_subject(service.id)] = was_up
        for number, asset in enumerate(plan.assets):
            self.data[asset_subject(asset.id)] = frozenset(range(100 * number, 100 * number + 4))
            for at, copy in enumerate(asset.copies, start=1):
                first = 100 * number + 10 * at
                self.data[copy_subject(asset.id, copy.id)] = frozenset(range(first, first + 4))
        self.fresh = 10_000
        self.packages = {}
        self.received = {}
        self.measured = {}
        self.stubborn = set()  # subjects that leave something behind, once
        self.verdicts = {}  # what the next validation finds, by (subject, about)
        self.effects = []

    def change(self, subject, *, add=True):
        """What an application or an administrator does behind everybody's back."""
        content = self.data.get(subject)
        if not content:
            return
        self.fresh += 1
        self.data[subject] = content | {self.fresh} if add else content - {min(content)}

    def root(self, content):
        root = root_of(content)
        self.measured[root] = frozenset(content)
        return root


class Tool:
    """Performs ready steps. ``crash`` names where the machine stops; ``meanwhile`` runs just before
    the intent, as another process would.
    """

    def __init__(self, world, facts):
        self.world = world
        self.facts = facts
        self.crash = None
        self.meanwhile = lambda: None

    def perform(self, step, *, crash=None, meanwhile=lambda: None):
        """Carry one step out as ``flows.perform`` does; ``Crash`` where asked."""
        self.crash, self.meanwhile = crash, meanwhile
        try:
            getattr(self, f"_{step.verb.value}")(step)
        except SourceChanged as change:
            self.facts.fail(step.subject, change.code)
        except ReleveError as error:
            self.facts.fail(step.subject, error.code)
        finally:
            self.crash, self.meanwhile = None, lambda: None

    def roll_back(self, subject):
        """Start a stopped service again, unless the destruction of its data has begun."""
        facts, name = self.facts, subject.partition(":")[2]
        service, known = service_of(facts.plan, subject), facts.state.of(subject)
        mine = [one for one in facts.plan.assets if name in one.services]
        begun = [facts.state.of(asset_subject(one.id)) for one in mine]
        if service is None or service.outcome is not ServiceOutcome.STOPPED or known.ended is None:
            raise StepRefused("not_stopped", subject=subject)
        if any(one.intent is not None or one.ended is not None for one in begun):
            raise StepRefused("point_of_no_return", subject=subject)
        self.world.up[subject] = True
        facts.end(subject, "rolled_back", observed="up")
        for one in begun:
            if one.frozen is not None:
                facts.fail(one.subject, "thawed")

    def _stop_here(self, point):
        if self.crash == point:
            raise Crash(point)

    def _happened(self, what, subject, content=frozenset(), left=frozenset()):
        effect = Effect(
            what=what,
            subject=subject,
            at=self.facts.now,
            size=len(self.facts.entries),
            content=frozenset(content),
            left=frozenset(left),
        )
        self.world.effects.append(effect)

    def _probe(self, step):
        self.facts.probe(step.subject, "up" if self.world.up[step.subject] else "down")

    def _measure(self, step):
        self.facts.measure(step.subject, self.world.data[step.subject])

    def _freeze(self, step):
        self._happened("frozen", step.subject)
        self._stop_here("after effect")
        self.facts.freeze(step.subject)

    def _export(self, step):
        content = self.world.data[step.subject]
        self.world.root(content)
        self._stop_here("after effect")
        self.facts.export(step.subject, content)
        self.world.packages[self.facts.state.of(step.subject).exported.package] = content

    def _validate(self, step):
        for about in ("source", "package"):
            verdict = self.world.verdicts.pop((step.subject, about), "passed")
            self.facts.find(step.subject, about, verdict)

    def _deliver(self, step):
        self.facts.deliver(step.subject)

    def _request(self, step):
        subject = step.subject
        content = self.world.data.get(subject)
        known = self.facts.state.of(subject)
        if content is not None:
            root = self.world.root(content)
            exported = known.exported
            received = known.rest_root if known.rest else exported.root if exported else None
            gone = known.repeated is not None and not content
            if exported is not None and root != received and not gone:
                raise SourceChanged("source_changed", subject=subject)
        self._happened("asked", subject)
        if self.facts.window(subject) is not None:
            self.facts.ask(subject, content)

    def _intend(self, step):
        facts = self.facts
        intent = facts.state.of(step.subject).intent
        if intent is not None and intent.step == step.key:
            return
        self.meanwhile()
        self._stop_here("before intent")
        if (step.verb, step.key) not in {(one.verb, one.key) for one in facts.agenda().ready}:
            raise StepRefused("step_no_longer_ready", subject=step.subject)
        request = facts.state.of(step.subject).request
        if request is None or request.digest != step.request:
            raise StepRefused("step_no_longer_ready", subject=step.subject)
        acts = counting(facts.plan, facts.state, request, facts.now)
        facts.intend(step.subject, [one.index for one in acts])
        self._stop_here("after intent")

    def _order(self, step):
        self._intend(step)
        self.facts.order(step.subject)

    def _shut_down(self, step):
        self._intend(step)
        if self.world.up[step.subject]:
            self.world.up[step.subject] = False
            self._happened("stopped", step.subject)
        self._stop_here("after effect")
        self.facts.end(step.subject, "stopped", observed="down")

    def _hand_over(self, step):
        self._intend(step)
        self._happened("handed_over", step.subject)
        self._stop_here("after effect")
        self.facts.end(step.subject, "handed_over", observed="up")

    def _destroy(self, step):
        subject, world, facts = step.subject, self.world, self.facts
        if self._performer(subject) is not Performer.US:
            facts.end(subject, "attested", observed="unreachable")
            return
        known = facts.state.of(subject)
        content = world.data[subject]
        if not content:
            if known.intent is None:
                if known.repeated is None or known.request.records:
                    raise StepRefused("absent_without_intent", subject=subject)
                self._intend(step)
            facts.end(subject, "found_absent")
            return
        request = known.intent.request if known.intent else known.request
        begun = known.intent is not None and bool(known.intent.phases)
        if not begun and world.root(content) != request.root:
            raise SourceChanged("source_changed", subject=subject)
        self._intend(step)
        ending = self._erase(subject, content)
        self._stop_here("after effect")
        left = {"rest_root": world.root(world.data[subject])} if ending == "partial" else {}
        seen = "absent" if ending == "destroyed" else "present"
        facts.end(subject, ending, observed=seen, facts=left)
        self._stop_here("after outcome")

    def _erase(self, subject, content):
        """Tables go at once; files one after the other, a journal saying how far."""
        if subject.startswith("copy:") and self.crash == "midway":
            half = frozenset(sorted(content)[: len(content) // 2])
            self.facts.record("phase_recorded", subject, {"phase": "overwritten", "facts": {}})
            self._gone(subject, half)
            self._stop_here("midway")
        if subject in self.world.stubborn and len(content) > 1:
            self.world.stubborn.discard(subject)
            self._gone(subject, frozenset(sorted(content)[1:]))
            return "partial"
        self._gone(subject, self.world.data[subject])
        return "destroyed"

    def _gone(self, subject, content):
        if not content:
            return
        left = self.world.data[subject] - content
        self.world.data[subject] = left
        self._happened("destroyed", subject, content, left)

    def _certify(self, step):
        self.facts.certify(step.subject)

    def _performer(self, subject):
        asset, name = asset_of(self.facts.plan, subject), subject.partition("/")[2]
        return next((one for one in asset.copies if one.id == name), asset).performer
