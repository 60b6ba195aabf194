"""An auditor looks at what a destruction waited for until the very intent, and at stolen keys."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from releve.errors import EvidenceRefused
from releve.model.acts import ActKind
from releve.verification.doubts import check_beyond_doubt
from releve.verification.restitution import _check_required, check_destruction
from releve.verification.signed import Revocation
from tests.fakes.plan_maker import VIEW, make_plan

START = datetime(2026, 3, 1, tzinfo=UTC)
TABLES, VIEWED, COPY = "asset:abonnes", "asset:affiches", "copy:affiches/paquet"
CHANGE = VIEW | {
    "assets.abonnes.archives_regime": "privées",
    "assets.abonnes.retention.until": "2026-01-01",
    "assets.affiches.archives_regime": "privées",
}
COPIED = {name: one for name, one in CHANGE.items() if name != "assets.affiches.copies"}
PLAN = make_plan(keep=["abonnes", "affiches"], change=deepcopy(COPIED))
SIGNED = dict(zip(("mapping", "scope"), PLAN.asset("affiches").medium.signed(), strict=True))
TOLD = {"package": "p", "root": "r", "records": "3", "pathways": "0"}
EXPORTED = {"package": "p", "root": "r", "records": 3, "pathways": 0}
ACCEPTED = {"package": "p", "receipt": "receipt", "root": "r"}
COMPARED = {"package": "p", "deviations": "0", "reserves": "-"}


def passed(about, verdict="passed"):
    return "finding_recorded", {"about": about, "verdict": verdict, "root": "r"}


def given_back(subject):
    """What is recorded of an asset given back whole."""
    steps = [
        ("package_exported", EXPORTED),
        passed("source"),
        passed("package"),
        ("package_delivered", {"package": "p"}),
        (ActKind.RECEIPT, TOLD),
        (ActKind.TEST, COMPARED),
        (ActKind.ACCEPTANCE, ACCEPTED),
    ]
    first = [(ActKind.SCOPE, SIGNED)] if subject == VIEWED else []
    left_out = {ActKind.TEST} if subject == TABLES else set()
    return [(kind, subject, body) for kind, body in (*first, *steps) if kind not in left_out]


class Story:
    """Entries and acts in order, ``key`` having signed all those of the view."""

    def __init__(self, told, revocations=()):
        self.timeline = SimpleNamespace(at=lambda _index: SimpleNamespace(plan=PLAN))
        self.human = SimpleNamespace(revocations=revocations)
        self._told = list(enumerate(told))

    def _of(self, kind, subject, after, before):
        for at, (of, about, body) in self._told:
            if (of, about) == (kind, subject) and after < at < before:
                yield at, body

    def entries(self, kind, subject, *, after=-1, before):
        several = self._of(kind.value, subject, after, before)
        return [SimpleNamespace(index=at, body=body) for at, body in several]

    def acts(self, kind, subject, *, after=-1, before):
        return [
            SimpleNamespace(
                index=at,
                at=START + timedelta(days=at),
                act=SimpleNamespace(fields=body, subject=subject, signed_at=START),
                file=kind.value,
                keys=(f"{kind.value} {subject}",),
            )
            for at, body in self._of(kind, subject, after, before)
        ]


BEFORE = [*given_back(VIEWED), *given_back(TABLES)]


def judge(subject=TABLES, *, before=BEFORE, since=(), revoked=()):
    """A request is opened after ``before``; its intent is recorded after ``since`` too."""
    told = [*before, ("request_opened", subject, {}), *since]
    whole = subject == TABLES
    asked = SimpleNamespace(
        index=len(before), subject=subject, evidence={}, root="r" if whole else None, records=3
    )
    intent = SimpleNamespace(index=len(told), at=START + timedelta(days=len(told)))
    story = Story(told, revoked)
    check_beyond_doubt(asked, intent, story)
    check_destruction(asked, intent, story)


@pytest.fixture(autouse=True)
def no_service(monkeypatch):
    """Services are not the matter here."""
    monkeypatch.setattr("releve.verification.restitution._check_services", lambda *_: None)


def test_what_waited_is_accepted():
    judge()
    judge(COPY, before=given_back(VIEWED))


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (("package_exported", VIEWED, EXPORTED), "restitution_requirement_missing"),
        ((ActKind.RECEIPT, VIEWED, TOLD), "restitution_acceptance_before_receipt"),
        ((ActKind.RECEIPT, TABLES, TOLD), "restitution_acceptance_before_receipt"),
        (("step_failed", VIEWED, {"code": "thawed"}), "restitution_not_exported"),
        (("step_failed", TABLES, {"code": "thawed"}), "restitution_not_exported"),
        ((ActKind.TEST, VIEWED, COMPARED | {"deviations": "1"}), "restitution_test_deviates"),
        (
            (
                "arrival_judged",
                VIEWED,
                {
                    "package": "p",
                    "root": "s",
                    "records": 2,
                    "pathways": 0,
                    "refused": [],
                    "outcomes": {"created": 0, "linked": 0},
                },
            ),
            "restitution_arrival_differs",
        ),
        (("finding_recorded", VIEWED, passed("successor", "failed")[1]), "finding_failed"),
        (("finding_recorded", VIEWED, passed("source", "failed")[1]), "finding_failed"),
    ],
)
def test_what_came_between_the_request_and_the_intent_counts(entry, code):
    with pytest.raises(EvidenceRefused, match=code):
        judge(since=[entry])


@pytest.mark.parametrize("kind", [ActKind.SCOPE, ActKind.TEST])
def test_a_copy_of_the_view_waits_for_its_scope_and_its_comparison(kind):
    before = [one for one in given_back(VIEWED) if one[0] != kind]
    with pytest.raises(EvidenceRefused, match=f"restitution_{kind.value}_missing"):
        judge(COPY, before=before)


def stolen(kind, subject, index=99):
    return Revocation(index=index, key=f"{kind.value} {subject}", since=START)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (ActKind.SCOPE, VIEWED),
        (ActKind.RECEIPT, VIEWED),
        (ActKind.TEST, VIEWED),
        (ActKind.ACCEPTANCE, VIEWED),
        (ActKind.WAIVER, VIEWED),
        (ActKind.RECEIPT, TABLES),
        (ActKind.WAIVER, TABLES),
    ],
)
def test_what_a_thief_may_have_signed_of_the_view_holds_nothing(kind, subject):
    waived = [
        (kind_of, subject, body)
        for kind_of, body in (
            passed("source", "failed"),
            (ActKind.WAIVER, {"finding": "8"}),
        )
    ]
    given = given_back(subject)
    at = [one[0] for one in given].index("package_delivered")
    other = given_back(TABLES if subject == VIEWED else VIEWED)
    before = [*given[:at], *waived, *given[at:]]
    before = [*other, *before]
    index = next(
        n
        for n, one in enumerate(before)
        if one[:2] == ("finding_recorded", subject) and one[2]["verdict"] == "failed"
    )
    before = [
        (of, about, {"finding": str(index)}) if of == ActKind.WAIVER else (of, about, body)
        for of, about, body in before
    ]
    judge(before=before)
    told = len(before)
    with pytest.raises(EvidenceRefused, match="request_rests_on_doubt"):
        judge(before=before, since=[("nothing", "plan", {})], revoked=[stolen(kind, subject, told)])


@pytest.mark.parametrize(("kind", "used"), [("external", ("rappel",)), ("sql", ())])
def test_the_services_of_a_source_that_its_publisher_holds_are_looked_at_too(
    kind, used, monkeypatch
):
    seen = []
    monkeypatch.setattr(
        "releve.verification.restitution.check_extracted",
        lambda *_, services: seen.append(services),
    )
    change = deepcopy(COPIED) | {"assets.abonnes.services": ["rappel"]}
    if kind == "external":
        change["assets.abonnes.medium"] = {"kind": kind, "described_as": "Chez l'éditeur"}
    plan = make_plan(keep=["rappel", "abonnes", "affiches"], change=change)
    _check_required(plan.asset("abonnes"), 99, Story(BEFORE), {})
    assert seen == [used]
