"""An oracle of harm: it reads the raw facts and the world's history, and none of the guards.

``problems`` names everything wrong since it last looked. It is written the slow and plain way,
from the law and the plan, so that it cannot be wrong in the same manner as what it judges.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.fakes.fact_maker import root_of

TOOLS = {
    "asset_measured",
    "asset_frozen",
    "package_exported",
    "finding_recorded",
    "package_delivered",
    "request_opened",
    "intent_recorded",
    "order_issued",
    "certificate_issued",
    "service_probed",
}


class Oracle:
    def __init__(self, world, facts):
        self.world, self.facts = world, facts
        self.entries_seen = self.effects_seen = 0

    def problems(self):
        """Return the names of what went wrong since last time."""
        found = []
        while self.entries_seen < len(self.facts.entries):
            entry = self.facts.entries[self.entries_seen]
            found += self._entry(entry)
            self.entries_seen += 1
        while self.effects_seen < len(self.world.effects):
            found += self._effect(self.world.effects[self.effects_seen])
            self.effects_seen += 1
        return found

    def unrecorded(self):
        """Name what is gone by our hand and not said to be, once everything is at rest."""
        found = []
        for effect in self.world.effects:
            said = [one.body["outcome"] for one in self._of("outcome_recorded", effect.subject)]
            gone = effect.what == "destroyed" and not self.world.data[effect.subject]
            if gone and not {"destroyed", "found_absent"} & set(said):
                found.append("absence_unrecorded")
            if effect.what in {"stopped", "handed_over"} and effect.what not in said:
                found.append("absence_unrecorded")
        return found

    # ------------------------------------------------------------------ reading raw facts

    def _programme_closed(self, at):
        """Whether the programme was closed then, and no plan adopted since."""
        closings = self._of("act_recorded", "plan", before=at)
        signed = [one.index for one in closings if one.body["act"] == "closure"]
        adopted = [one.index for one in self._of("plan_adopted", "plan", before=at)]
        return bool(signed) and signed[-1] > adopted[-1]

    def _of(self, kind, subject, *, after=-1, before=None):
        stop = len(self.facts.entries) if before is None else before
        return [
            one
            for one in self.facts.entries[after + 1 : stop]
            if one.kind.value == kind and one.subject == subject
        ]

    def _acts(self, kinds, subjects, *, after=-1, before=None):
        """Acts that stand: each file once, by a key not revoked before."""
        stop = len(self.facts.entries) if before is None else before
        files, revoked, found = set(), set(), []
        for one in self.facts.entries[:stop]:
            if one.kind.value != "act_recorded":
                continue
            keys = {each["key"] for each in one.body["signatures"]}
            if one.body["file"] in files or keys & revoked:
                continue
            files.add(one.body["file"])
            if one.body["act"] == "revocation":
                revoked.add(one.body["fields"]["key"])
            if one.body["act"] in kinds and one.subject in subjects and one.index > after:
                found.append(one)
        return found

    def _plan(self, index):
        adopted = self._of("plan_adopted", "plan", before=index)
        return self.facts.plans[adopted[-1].body["plan"]]

    def _open_intent(self, subject, size):
        intents = self._of("intent_recorded", subject, before=size)
        if not intents:
            return None
        closed = self._of("outcome_recorded", subject, after=intents[-1].index, before=size)
        return None if closed else intents[-1]

    @staticmethod
    def _covering(subject):
        parent = f"asset:{subject.partition(':')[2].partition('/')[0]}"
        return {subject, "plan"} | ({parent} if subject.startswith("copy:") else set())

    def _paused(self, subject, index):
        for name in self._covering(subject):
            acts = self._acts({"pause", "resume"}, {name}, before=index)
            if acts and acts[-1].body["act"] == "pause":
                return True
        return False

    def _held(self, subject, index):
        for name in self._covering(subject):
            lifted = {
                one.body["fields"]["hold"] for one in self._acts({"lift"}, {name}, before=index)
            }
            holds = self._acts({"hold"}, {name}, before=index)
            if {one.body["file"] for one in holds} - lifted:
                return True
        return False

    @staticmethod
    def _holder(plan, subject):
        """Return the service, asset or copy a subject names, and the asset it belongs to."""
        kind, _, name = subject.partition(":")
        if kind == "service":
            return plan.service(name), None
        asset = plan.asset(name.partition("/")[0])
        if kind == "asset":
            return asset, asset
        return next(one for one in asset.copies if one.id == name.partition("/")[2]), asset

    @staticmethod
    def _speaks(plan, signer, role, organisation):
        return any(
            one.id == signer
            and role in {each.value for each in one.roles}
            and organisation in {None, one.organisation}
            for one in plan.people
        )

    # ------------------------------------------------------------------ what is asked of facts

    def _entry(self, entry):
        kind, subject, at = entry.kind.value, entry.subject, entry.index
        found = []
        if kind in TOOLS and self._paused(subject, at):
            found.append("went_on_while_paused")
        begun = kind in {"request_opened", "intent_recorded", "asset_frozen"}
        if begun and self._programme_closed(at):
            found.append("went_on_after_closing")
        if kind == "package_exported":
            found += self._left(subject, at)
        if kind == "act_recorded" and entry.body["act"] == "acceptance":
            exports = self._of("package_exported", subject, before=at)
            found += self._compared(subject, exports[-1], at) if exports else []
            found += self._read_back(subject, exports[-1].index, at) if exports else []
        if kind == "request_opened":
            found += self._asked(subject, at, entry.at)
        if kind == "intent_recorded":
            found += self._intended(entry)
        if kind == "outcome_recorded":
            found += self._ended(entry)
        if kind == "certificate_issued":
            outcome = self.facts.entries[entry.body["outcome"]]
            ends = {"destroyed", "found_absent", "attested"}
            if outcome.index >= at or outcome.body.get("outcome") not in ends:
                found.append("certified_before_outcome")
            found += self._issued(entry, outcome.index) + self._validated(entry, outcome)
        return found

    def _left(self, subject, at):
        """Pathways leave under a signed scope, after a trial where the plan asks for one."""
        asset, _ = self._holder(self._plan(at), subject)
        if asset.medium.kind != "pathways":
            return []
        pinned = self._pinned(asset.medium)
        signed = [
            (one.body["fields"]["mapping"], one.body["fields"]["scope"])
            for one in self._acts({"scope"}, {subject}, before=at)
        ]
        found = [] if signed and signed[-1] == pinned else ["left_without_scope"]
        if asset.switch_over.trial and not self._acts({"trial"}, {subject}, before=at):
            found.append("left_without_trial")
        return found + self._extracted(asset, at)

    @staticmethod
    def _pinned(medium):
        laid = f"+{medium.overlay.digest}" if medium.overlay is not None else ""
        return medium.mapping.digest + laid, medium.scope.digest

    def _extracted(self, asset, at):
        """The extraction of the plan had come, and nobody wrote to its source afterwards."""
        if asset.medium.kind != "pathways" or asset.medium.extraction is None:
            return []
        received = self._of("extraction_received", f"asset:{asset.id}", before=at)
        if not received or received[-1].body["manifest"] != asset.medium.extraction:
            return ["left_without_extraction"]
        made = datetime.fromisoformat(received[-1].body["extracted_at"])
        holders = [
            one
            for one in self._plan(at).assets
            if asset.id in one.requires and one.medium.kind == "external"
        ]
        used = {name for one in (asset, *holders) for name in one.services}
        stops = [
            one.at
            for one in self.world.effects
            if one.what == "stopped" and one.subject.removeprefix("service:") in used
        ]
        return ["left_before_the_stop"] if any(made < stop for stop in stops) else []

    def _validated(self, entry, outcome):
        """Somebody else than who asked accepted it, for the body it belongs to, where asked for."""
        plan, subject = self._plan(entry.index), entry.subject
        asked = [one for one in plan.policies if one.verb.value == "certify"]
        if not asked:
            return []
        _, asset = self._holder(plan, subject)
        requests = self._of("request_opened", subject, before=outcome.index)
        for act in self._acts({"validation"}, {subject}, after=outcome.index, before=entry.index):
            signer, decided = act.body["signer"], act.body["fields"]["decision"]
            theirs = self._speaks(plan, signer, "controller", asset.controller)
            other = signer not in {requests[-1].body["requester"], outcome.actor}
            if decided == "accept" and theirs and other:
                return []
        return ["certified_without_validation"]

    def _issued(self, entry, outcome):
        """A certificate after another takes its place, once that one was withdrawn for it."""
        subject, at = entry.subject, entry.index
        same = [
            one
            for one in self._of("certificate_issued", subject, before=at)
            if one.body["outcome"] == outcome
        ]
        if not same:
            return ["certified_in_place_of_none"] if entry.body["supersedes"] is not None else []
        last = same[-1]
        plan = self._plan(at)
        _, asset = self._holder(plan, subject)
        for act in self._acts({"withdrawal"}, {subject}, after=last.index, before=at):
            fields, signer = act.body["fields"], act.body["signer"]
            named = (fields["certificate"], fields["replacement"])
            entitled = any(
                self._speaks(self._plan(act.index), signer, role, body)
                for role, body in (
                    ("lead", None),
                    ("authority", None),
                    ("controller", asset.controller),
                )
            )
            if named == (last.body["number"], "reissue") and entitled:
                return [] if entry.body["supersedes"] == last.index else ["certified_twice"]
        return ["certified_twice"]

    def _asked(self, subject, index, now):
        plan = self._plan(index)
        holder, asset = self._holder(plan, subject)
        window = plan.milestone(holder.milestone).window
        if window is None:
            return ["asked_without_window"]
        verb = "destroy" if asset else "shut_down"
        if not asset and holder.outcome.value == "handed_over":
            verb = "hand_over"
        days = next(one.approval_valid_days for one in plan.policies if one.verb.value == verb)
        if now < window.opens - timedelta(days=days):
            return ["asked_too_early"]
        return ["asked_too_late"] if now >= window.closes else []

    def _ended(self, entry):
        outcome, subject = entry.body["outcome"], entry.subject
        if outcome == "rolled_back":
            return []
        intent = self._open_intent(subject, entry.index)
        if intent is None:
            return ["outcome_without_intent"]
        found = []
        if outcome in {"destroyed", "found_absent"} and self.world.data[subject]:
            found.append("said_gone_and_is_there")
        if outcome == "stopped" and self.world.up[subject]:
            found.append("said_stopped_and_runs")
        if outcome == "attested":
            orders = self._of("order_issued", subject, after=intent.index, before=entry.index)
            if not orders or not self._acts(
                {"attestation"}, {subject}, after=orders[-1].index, before=entry.index
            ):
                found.append("attested_by_nobody")
        return found

    def _intended(self, entry):
        subject, at, now = entry.subject, entry.index, entry.at
        plan = self._plan(at)
        requests = self._of("request_opened", subject, before=at)
        if not requests or requests[-1].body["digest"] != entry.body["request"]:
            return ["intent_for_another_request"]
        request = requests[-1]
        holder, asset = self._holder(plan, subject)
        window = plan.milestone(holder.milestone).window
        minutes = request.body["longest_minutes"]
        found = []
        if self._open_intent(subject, at) is not None:
            found.append("second_intent")
        if any(one.at > now for one in self.facts.entries[:at]):
            found.append("clock_behind")
        if window is None or not window.opens <= now <= window.closes - timedelta(minutes=minutes):
            found.append("outside_window")
        if self._held(subject, at):
            found.append("held")
        found += self._lapsed(subject, request, at, plan)
        if not self._agreed(request, entry, plan):
            found.append("not_agreed")
        found += self._doubted(subject, at, holder, asset)
        found += self._service(holder, request, at, plan) if asset is None else []
        found += self._data(subject, entry, plan, asset) if asset is not None else []
        return found

    def _doubted(self, subject, at, holder, asset):
        """Name what it rests on when that was recorded after its key fell into other hands."""
        kinds = [(subject, {"relay"})]
        if asset is not None or holder.active_follow_up is None:
            kinds = []
        if asset is not None:
            place = f"asset:{asset.id}"
            needed = asset.requires if subject == place else ()
            places = (place, *(f"asset:{name}" for name in needed))
            said = ("scope", "receipt", "test", "acceptance")
            kinds = [(one, {kind}) for one in places for kind in said]
            if asset.archives_regime.value != "privées":
                kinds.append((place, {"visa", "exemption"}))
        told = self._acts({"revocation"}, {"plan"}, before=at)
        for place, kind in kinds:
            acts = self._acts(kind, {place}, before=at)
            last = max(acts, key=lambda one: (one.body["signed_at"], one.index), default=None)
            if kind != {"visa", "exemption"}:
                last = acts[-1] if acts else None
            for revocation in told if last is not None else ():
                fields = revocation.body["fields"]
                keys = {each["key"] for each in last.body["signatures"]}
                if fields["key"] in keys and fields["compromised_since"] != "-":
                    since = datetime.fromisoformat(fields["compromised_since"])
                    if last.index < revocation.index and last.at >= since:
                        return ["rested_on_a_doubtful_act"]
        return []

    def _lapsed(self, subject, request, at, plan):
        found = []
        after = {"after": request.index, "before": at}
        if self._acts({"hold"}, self._covering(subject), **after):
            found.append("held_since_request")
        if self._acts({"refusal"}, {subject}, **after):
            found.append("refused")
        if self._bearing(self._plan(request.index), subject) != self._bearing(plan, subject):
            found.append("plan_changed_since_request")
        if self._of("package_exported", subject, **after):
            found.append("exported_since_request")
        return found

    def _bearing(self, plan, subject):
        holder, asset = self._holder(plan, subject)
        window = plan.milestone(holder.milestone).window
        return holder, asset, window, plan.people, plan.policies, plan.adoption

    def _agreed(self, request, intent, plan):
        """Find distinct people, neither the requester, one for each seat, by trying all."""
        subject, body = request.subject, request.body
        holder, asset = self._holder(plan, subject)
        policy = next(one for one in plan.policies if one.verb.value == body["verb"])
        kinds = ["personal_key", "signed_pdf", "paper"]
        weakest = kinds.index(policy.least_kind.value)
        revoked = {
            one.body["fields"]["key"]
            for one in self._acts({"revocation"}, set(self._subjects()), before=intent.index)
        }
        signers = set()
        for one in self._acts({"approval"}, {subject}, after=request.index, before=intent.index):
            fields = one.body["fields"]
            if (
                fields["request"] == body["digest"]
                and fields["step"] == body["step"]
                and intent.at < datetime.fromisoformat(fields["expires_at"])
                and intent.at < datetime.fromisoformat(body["expires_at"])
                and one.body["signer"] != body["requester"]
                and kinds.index(one.body["signature_kind"]) <= weakest
                and not revoked & {each["key"] for each in one.body["signatures"]}
                and self._in_office(plan, one.body["signer"], intent.at)
            ):
                signers.add(one.body["signer"])
        seats = []
        for role in policy.decides:
            bound = None
            if role.value == "controller":
                bound = (asset or holder).controller
            if role.value == "recipient":
                bound = asset.restitution.recipient if asset else holder.recipient
            seats.append((role.value, bound))
        return self._seated(plan, seats, signers)

    def _seated(self, plan, seats, signers):
        if not seats:
            return True
        (role, bound), *rest = seats
        return any(
            self._speaks(plan, one, role, bound) and self._seated(plan, rest, signers - {one})
            for one in signers
        )

    @staticmethod
    def _in_office(plan, signer, now):
        return any(
            one.id == signer
            and (one.valid_from is None or one.valid_from <= now)
            and (one.valid_until is None or now < one.valid_until)
            for one in plan.people
        )

    def _subjects(self):
        return {one.subject for one in self.facts.entries}

    def _service(self, service, request, at, plan):
        subject = request.subject
        found = []
        if any(not self._closed(plan, name, at) for name in service.requires):
            found.append("requirement_not_done")
        if service.active_follow_up is not None:
            back = [
                one.index
                for one in self._of("outcome_recorded", subject, before=at)
                if one.body["outcome"] == "rolled_back"
            ]
            relays = self._acts({"relay"}, {subject}, after=max(back, default=-1), before=at)
            last = relays[-1].body["fields"] if relays else {"count": 1, "taken_over": 0}
            if last["count"] != last["taken_over"]:
                found.append("not_relayed")
        told = {
            one.body["fields"]["audience"] for one in self._acts({"notice"}, {subject}, before=at)
        }
        if {one.audience.value for one in service.notices} - told:
            found.append("nobody_told")
        if service.outcome.value == "handed_over":
            transfers = self._acts({"transfer"}, {subject}, before=at)
            if not transfers or transfers[-1].body["fields"]["request"] != request.body["digest"]:
                found.append("not_transferred")
            if any(
                one.outcome.value == "stopped"
                and one.control is not None
                and one.control.host == service.control.host
                and not self._closed(plan, one.id, at)
                for one in plan.services
            ):
                found.append("host_still_needed")
        return found

    def _closed(self, plan, name, at):
        subject = f"service:{name}"
        if plan.service(name).outcome.value == "handed_over":
            done = [one for one in self.world.effects if one.what == "handed_over"]
            return any(one.subject == subject and one.size <= at for one in done)
        return not self.world.up[subject]

    def _data(self, subject, entry, plan, asset):
        at, parent = entry.index, f"asset:{asset.id}"
        found = [] if self._elsewhere(plan, asset) else self._given_back(parent, at)
        if subject == parent:
            if any(not self._closed(plan, name, at) for name in asset.services):
                found.append("service_still_up")
            if any(self._given_back(f"asset:{name}", at, full=False) for name in asset.requires):
                found.append("requirement_not_done")
            for name in asset.requires:
                found += self._extracted(plan.asset(name), at)
        else:
            if any(not self._closed(plan, name, at) for name in asset.services):
                found.append("service_still_up")
            if asset.fate.value == "destroyed" and self.world.data[parent]:
                found.append("asset_not_settled")
        found += self._contradicted(subject, at)
        found += self._archives(parent, at, asset)
        if subject == parent or asset.fate.value == "destroyed":
            found += self._retention(parent, at, entry.at, plan, asset)
        return found

    def _elsewhere(self, plan, asset):
        """Tell whether only its holder reaches an asset, and handed over what we read."""
        unseen = asset.medium.kind == "external" and asset.medium.probe is None
        shown = [plan.asset(name).medium for name in asset.requires]
        return unseen and any(getattr(one, "extraction", None) for one in shown)

    def _contradicted(self, subject, at):
        """A source that changed was explained since, and what was exported is later than that."""
        changes = [
            one.index
            for one in self._of("step_failed", subject, before=at)
            if one.body["code"] == "source_changed"
        ]
        if not changes:
            return []
        said = self._acts({"reconciliation"}, {subject}, after=changes[-1], before=at)
        return [] if said else ["source_contradicted"]

    def _given_back(self, parent, at, *, full=True):
        """Exported; received as exported, in the world too; accepted; checked."""
        exports = self._of("package_exported", parent, before=at)
        if not exports:
            return ["not_received"]
        export = exports[-1]
        body = export.body
        since = {"after": export.index, "before": at}
        for one in self._of("step_failed", parent, **since):
            if one.body["code"] == "thawed":
                return ["not_received"]
        if not self._of("package_delivered", parent, **since):
            return ["not_received"]
        receipts = self._acts({"receipt"}, {parent}, **since)
        fields = receipts[-1].body["fields"] if receipts else {}
        told = fields.get("package"), fields.get("root"), fields.get("records")
        found = []
        if (
            told != (body["package"], body["root"], str(body["records"]))
            or root_of(self.world.received.get(parent, ())) != body["root"]
            or not self._signed_by(receipts[-1], "recipient", parent)
        ):
            found.append("not_received")
        since["after"] = receipts[-1].index if receipts else at
        accepted = self._acts({"acceptance"}, {parent}, **since)
        named = accepted[-1].body["fields"] if accepted else {}
        if (
            not accepted
            or named["package"] != body["package"]
            or named["receipt"] != receipts[-1].body["file"]
            or named["root"] != body["root"]
            or not self._signed_by(accepted[-1], "controller", parent)
        ):
            found.append("not_accepted")
        found += self._compared(parent, export, at) + self._read_back(parent, export.index, at)
        found += self._left_since(parent, export, at)
        return found + (self._findings(parent, export.index, at) if full else [])

    def _left_since(self, parent, export, at):
        """What left is what the plan of today would show, of pathways."""
        before, now = (self._holder(self._plan(one), parent)[1] for one in (export.index, at))
        if "pathways" not in {before.medium.kind, now.medium.kind}:
            return []
        same = before.medium.kind == now.medium.kind
        same = same and self._pinned(before.medium) == self._pinned(now.medium)
        return [] if same else ["left_under_another_mapping"]

    def _compared(self, parent, export, at):
        """Somebody of the DAC compared pathways of this package, and noted no open deviation."""
        asset, _ = self._holder(self._plan(at), parent)
        if asset.medium.kind != "pathways":
            return []
        tests = [
            one.body["fields"]
            for one in self._acts({"test"}, {parent}, after=export.index, before=at)
        ]
        if not tests or tests[-1]["package"] != export.body["package"]:
            return ["not_compared"]
        clear = tests[-1]["deviations"] == "0" or tests[-1]["reserves"] != "-"
        return [] if clear else ["deviations_without_reserve"]

    def _read_back(self, parent, export, at):
        """What the successor holds was looked at where it can be, and nothing is left to mend.

        A look at a few never takes the place of one at all after something was seen.
        """
        asset, _ = self._holder(self._plan(at), parent)
        known = None
        for one in self._of("finding_recorded", parent, after=export, before=at):
            if one.body["about"] != "successor":
                continue
            good = one.body["verdict"] == "passed"
            if known is None or not good or one.body.get("whole") or self._good(known, one.index):
                known = one
        if known is None:
            return ["not_read_back"] if asset.restitution.load is not None else []
        return [] if self._good(known, at) else ["read_back_differs"]

    def _good(self, finding, at):
        waivers = self._acts({"waiver"}, {finding.subject}, after=finding.index, before=at)
        named = {one.body["fields"]["finding"] for one in waivers}
        return finding.body["verdict"] == "passed" or str(finding.index) in named

    def _signed_by(self, act, role, parent):
        """The signer spoke for the right body under the plan of that day."""
        plan = self._plan(act.index)
        _, asset = self._holder(plan, parent)
        bound = asset.restitution.recipient if role == "recipient" else asset.controller
        return self._speaks(plan, act.body["signer"], role, bound)

    def _findings(self, parent, export, at):
        for about in ("source", "package"):
            found = [
                one
                for one in self._of("finding_recorded", parent, after=export, before=at)
                if one.body["about"] == about
            ]
            if not found:
                return ["finding_not_passed"]
            last = found[-1]
            waived = {
                one.body["fields"]["finding"]
                for one in self._acts({"waiver"}, {parent}, after=last.index, before=at)
            }
            if last.body["verdict"] != "passed" and str(last.index) not in waived:
                return ["finding_not_passed"]
        return []

    def _archives(self, parent, at, asset):
        if asset.archives_regime.value == "privées":
            return []
        said = self._acts({"visa", "exemption"}, {parent}, before=at)
        granted = said and (
            said[-1].body["act"] == "exemption" or said[-1].body["fields"]["decision"] == "granted"
        )
        public = asset.archives_regime.value == "publiques"
        return [] if public and granted else ["archives_not_cleared"]

    def _retention(self, parent, at, now, plan, asset):
        decision = asset.retention
        if decision is not None and decision.discharged_by_acceptance:
            return self._given_back(parent, at, full=False)
        if decision is None or decision.until is None:
            return ["retention_not_over"]
        first = datetime.combine(decision.until, time(), ZoneInfo(plan.timezone))
        return ["retention_not_over"] if now < first else []

    # ------------------------------------------------------------------ what is asked of effects

    def _effect(self, effect):
        if effect.what == "asked":
            return self._asked(effect.subject, effect.size, effect.at)
        if effect.what == "frozen":
            return self._froze(effect)
        intent = self._open_intent(effect.subject, effect.size)
        if intent is None:
            return [f"{effect.what}_without_intent"]
        return self._destroyed(effect, intent) if effect.what == "destroyed" else []

    def _destroyed(self, effect, intent):
        found = []
        earlier = [
            one
            for one in self.world.effects[: self.effects_seen]
            if one.what == "destroyed" and one.subject == effect.subject
        ]
        if any(not one.left for one in earlier) or not effect.content:
            found.append("destroyed_twice")
        approved = self.world.measured.get(intent.body["root"], frozenset())
        if not effect.content <= approved:
            found.append("destroyed_what_was_not_approved")
        if not earlier and effect.content | effect.left != approved:
            found.append("destroyed_what_was_not_approved")
        if effect.subject.startswith("asset:"):
            received = self.world.received.get(effect.subject, frozenset())
            if not effect.content <= received:
                found.append("destroyed_what_was_not_received")
        return found

    def _froze(self, effect):
        plan = self._plan(effect.size)
        _, asset = self._holder(plan, effect.subject)
        order = [one.id for one in plan.milestones]
        milestone = plan.milestone(asset.restitution.milestone)
        found = []
        if milestone.window is None or effect.at < milestone.window.opens:
            found.append("frozen_before_window")
        for name in asset.services:
            service = plan.service(name)
            by_then = order.index(service.milestone) <= order.index(milestone.id)
            if service.outcome.value == "stopped" and by_then and self.world.up[f"service:{name}"]:
                found.append("frozen_under_a_service")
        return found
