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
    "exported": (2, {"package": "p"}),
    ActKind.TEST: (3, {"package": "p"}),
    ActKind.ACCEPTANCE: (4, {"package": "p"}),
}


class Story:
    """The entries and acts of one required asset, as the verification looks them up."""

    timeline = SimpleNamespace(at=lambda _index: SimpleNamespace(plan=PLAN))

    def __init__(self, told):
        self.told = told

    def entries(self, _kind, _subject, *, after=-1, before):
        return [
            SimpleNamespace(index=at, body=body) for at, body in self._of("exported", after, before)
        ]

    def acts(self, kind, _subject, *, after=-1, before):
        found = self._of(kind, after, before)
        return [SimpleNamespace(index=at, act=SimpleNamespace(fields=body)) for at, body in found]

    def _of(self, name, after, before):
        found = self.told.get(name)
        return [found] if found is not None and after < found[0] < before else []


def judge(change):
    told = {name: one for name, one in (STORY | change).items() if one is not None}
    asked = SimpleNamespace(index=9)
    _check_required(PLAN.asset("abonnes"), asked, Story(told), {})


def test_what_waited_is_accepted():
    judge({})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({ActKind.ACCEPTANCE: None}, "restitution_requirement_missing"),
        ({"exported": None}, "restitution_requirement_missing"),
        ({"exported": (5, {"package": "p"})}, "restitution_requirement_missing"),
        ({ActKind.ACCEPTANCE: (4, {"package": "q"})}, "restitution_requirement_missing"),
        ({ActKind.ACCEPTANCE: (10, {"package": "p"})}, "restitution_requirement_missing"),
        ({ActKind.SCOPE: None}, "restitution_scope_missing"),
        ({ActKind.SCOPE: (1, {"mapping": "m", "scope": SCOPE})}, "restitution_scope_missing"),
        ({ActKind.SCOPE: (3, {"mapping": MAPPING, "scope": SCOPE})}, "restitution_scope_missing"),
        ({ActKind.TEST: None}, "restitution_test_missing"),
        ({ActKind.TEST: (3, {"package": "q"})}, "restitution_test_missing"),
        ({ActKind.TEST: (5, {"package": "p"})}, "restitution_test_missing"),
    ],
)
def test_what_did_not_wait_is_refused(change, code):
    with pytest.raises(EvidenceRefused) as refused:
        judge(change)
    assert refused.value.code.endswith(code)
