"""An auditor refuses a destruction that did not wait for what the plan requires first."""

from copy import deepcopy
from types import SimpleNamespace

import pytest

from releve.errors import EvidenceRefused
from releve.model.acts import ActKind
from releve.verification.restitution import _check_required
from tests.fakes.plan_maker import VIEW, make_plan

PLAN = make_plan(keep=["abonnes", "affiches"], change=deepcopy(VIEW))
MAPPING, SCOPE = PLAN.asset("affiches").medium.signed()
STORY = {
    ActKind.SCOPE: (1, {"mapping": MAPPING, "scope": SCOPE}),
    "package_exported": (2, {"package": "p", "root": "r", "records": 40, "pathways": 8}),
    ActKind.RECEIPT: (3, {"package": "p", "root": "r", "records": "40", "pathways": "8"}),
    "finding_recorded": [
        (3, {"about": about, "verdict": "passed", "root": "r"}) for about in ("source", "package")
    ],
    "package_delivered": (3, {"package": "p"}),
    ActKind.TEST: (3, {"package": "p", "deviations": "0", "reserves": "-"}),
    ActKind.ACCEPTANCE: (4, {"package": "p", "receipt": "receipt", "root": "r"}),
}


def said(**changes):
    return 3, STORY[ActKind.RECEIPT][1] | changes


def accepted(**changes):
    return 4, STORY[ActKind.ACCEPTANCE][1] | changes


def decided(**changes):
    left = {"package": "p", "root": "s", "records": "30", "pathways": "7"}
    return 3, left | changes


def compared(at=3, **changes):
    return at, {"package": "p", "deviations": "0", "reserves": "-"} | changes


def found(about, verdict="passed", at=3):
    return at, {"about": about, "verdict": verdict, "root": "r"}


def judged(**changes):
    outcomes = {"created": 5, "linked": 2, "possible_duplicate": 0, "rejected": 1}
    told = {"package": "p", "root": "s", "records": 30, "pathways": 7, "outcomes": outcomes}
    return 3, told | {"refused": []} | changes


LESS = {
    ActKind.DECISION: decided(),
    ActKind.RECEIPT: said(root="s", records="30", pathways="7"),
    ActKind.ACCEPTANCE: accepted(root="s"),
}
"""One of eight pathways was given up by a signed decision."""


class Story:
    """The entries and acts of one required asset, as the verification looks them up."""

    def __init__(self, told, plans=()):
        self.told = told
        self.timeline = SimpleNamespace(at=self._plan)
        self._plans = dict(plans)

    def _plan(self, index):
        """The plan in force: another than ``PLAN`` from the entries that ``plans`` name on."""
        later = [at for at in self._plans if at < index]
        return SimpleNamespace(plan=self._plans[max(later)] if later else PLAN)

    def entries(self, kind, _subject, *, after=-1, before):
        found = self._of(kind.value, after, before)
        return [SimpleNamespace(index=at, body=body) for at, body in found]

    def acts(self, kind, subject, *, after=-1, before):
        found = self._of(kind, after, before)
        acts = [(at, SimpleNamespace(fields=body, subject=subject)) for at, body in found]
        return [SimpleNamespace(index=at, act=act, file=kind.value) for at, act in acts]

    def _of(self, name, after, before):
        found = self.told.get(name, [])
        several = found if isinstance(found, list) else [found]
        return [one for one in several if after < one[0] < before]


def judge(change, plans=()):
    told = {name: one for name, one in (STORY | change).items() if one is not None}
    _check_required(PLAN.asset("abonnes"), 9, Story(told, plans), {})


def test_what_waited_is_accepted():
    judge({})


def test_what_a_signed_decision_leaves_is_accepted():
    judge(LESS)
    judge(LESS | {"arrival_judged": judged()})
    judge({ActKind.DECISION: decided()})
    judge({"arrival_judged": judged(package="q", refused=["x"])})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({ActKind.ACCEPTANCE: None}, "restitution_requirement_missing"),
        ({"package_exported": None}, "restitution_requirement_missing"),
        ({"package_exported": (5, {"package": "p"})}, "restitution_requirement_missing"),
        ({ActKind.ACCEPTANCE: (4, {"package": "q"})}, "restitution_requirement_missing"),
        ({ActKind.ACCEPTANCE: (10, {"package": "p"})}, "restitution_requirement_missing"),
        ({ActKind.RECEIPT: None}, "restitution_receipt_missing"),
        ({ActKind.RECEIPT: said(root="s")}, "restitution_receipt_differs"),
        ({ActKind.RECEIPT: said(pathways="7")}, "restitution_receipt_differs"),
        ({ActKind.RECEIPT: said(records="39")}, "restitution_receipt_differs"),
        ({ActKind.ACCEPTANCE: accepted(root="s")}, "restitution_acceptance_differs"),
        ({ActKind.ACCEPTANCE: accepted(receipt="-")}, "restitution_acceptance_differs"),
        (LESS | {ActKind.DECISION: None}, "restitution_receipt_differs"),
        (LESS | {ActKind.DECISION: decided(root="t")}, "restitution_receipt_differs"),
        (LESS | {ActKind.DECISION: decided(package="q")}, "restitution_receipt_differs"),
        (LESS | {ActKind.DECISION: decided(records="41")}, "restitution_decision_adds"),
        (LESS | {ActKind.DECISION: decided(pathways="²")}, "restitution_decision_adds"),
        (LESS | {ActKind.DECISION: (10, decided()[1])}, "restitution_receipt_differs"),
        (LESS | {"arrival_judged": judged(root="r")}, "restitution_arrival_differs"),
        (LESS | {"arrival_judged": judged(refused=["x"])}, "restitution_arrival_differs"),
        (LESS | {"arrival_judged": judged(pathways=8)}, "restitution_arrival_differs"),
        (LESS | {"arrival_judged": judged(records="30")}, "ledger_entry_malformed"),
        ({ActKind.SCOPE: None}, "restitution_scope_missing"),
        ({ActKind.SCOPE: (1, {"mapping": "m", "scope": SCOPE})}, "restitution_scope_missing"),
        ({ActKind.SCOPE: (3, {"mapping": MAPPING, "scope": SCOPE})}, "restitution_scope_missing"),
        ({ActKind.TEST: None}, "restitution_test_missing"),
        ({ActKind.TEST: compared(package="q")}, "restitution_test_missing"),
        ({ActKind.TEST: compared(5)}, "restitution_test_missing"),
        ({ActKind.TEST: compared(deviations="3")}, "restitution_test_deviates"),
        (
            {ActKind.TEST: [compared(), compared(5, deviations="3")]},
            "restitution_test_deviates",
        ),
        ({ActKind.TEST: [compared(), compared(5, package="q")]}, "restitution_test_missing"),
        ({"package_delivered": None}, "restitution_not_delivered"),
        ({"package_delivered": (3, {"package": "q"})}, "restitution_not_delivered"),
        ({"finding_recorded": None}, "restitution_finding_missing"),
        ({"finding_recorded": [found("source")]}, "restitution_finding_missing"),
        (
            {"finding_recorded": [found("source"), found("package", "failed")]},
            "restitution_finding_failed",
        ),
        ({"step_failed": (5, {"code": "thawed"})}, "restitution_not_exported"),
    ],
)
def test_what_did_not_wait_is_refused(change, code):
    with pytest.raises(EvidenceRefused) as refused:
        judge(change)
    assert refused.value.code.endswith(code)


def test_deviations_with_a_reserve_are_accepted():
    judge({ActKind.TEST: compared(deviations="3", reserves="r")})
    judge({ActKind.TEST: [compared(), compared(5, deviations="3", reserves="r")]})


MEDIUM = VIEW["assets.affiches.medium"]
FILES = {"kind": "files", "endpoint": "magasin", "path": "affiches"}


def plan_of(medium):
    change = deepcopy(VIEW) | {"assets.affiches.medium": medium}
    return make_plan(keep=["abonnes", "affiches"], change=change)


@pytest.mark.parametrize(
    ("medium", "code"),
    [
        (
            MEDIUM | {"mapping": {"file": "m", "digest": "sha256:" + "8" * 64}},
            "restitution_scope_missing",
        ),
        (
            MEDIUM | {"scope": {"file": "s", "digest": "sha256:" + "8" * 64}},
            "restitution_scope_missing",
        ),
        (FILES, "restitution_scope_missing"),
    ],
)
def test_a_plan_that_changed_the_view_after_it_left_opens_nothing(medium, code):
    with pytest.raises(EvidenceRefused, match=code):
        judge({}, {6: plan_of(medium)})


def test_what_is_required_and_shows_no_pathways_was_received_whole():
    """A folder stands for the source that nobody reaches: less of it is not it."""
    plan = {-9: plan_of(FILES)}
    no_view = {ActKind.SCOPE: None, ActKind.TEST: None}
    judge(no_view, plan)
    for change, code in (
        ({ActKind.RECEIPT: said(records="39")}, "restitution_receipt_differs"),
        ({ActKind.RECEIPT: None}, "restitution_receipt_missing"),
        (LESS, "restitution_receipt_differs"),
    ):
        with pytest.raises(EvidenceRefused, match=code):
            judge(change | no_view, plan)
