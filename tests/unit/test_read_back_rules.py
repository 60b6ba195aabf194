"""What was found at the successor binds the acceptance, and all that rests on it."""

from copy import deepcopy
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from releve.errors import EvidenceRefused
from releve.model.acts import ActKind
from releve.model.evidence import Verdict
from releve.verification.readback import check_read_back
from tests.fakes.plan_maker import VIEW, make_plan
from tests.fakes.programme import Programme

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
PATHWAYS, TABLES = "asset:affiches", "asset:abonnes"
LOADED = {"assets.affiches.restitution.kind": "sql", "assets.affiches.restitution.load": "base"}


def programme(change=(), but=()):
    made = Programme(keep=["abonnes", "affiches"], change=deepcopy(VIEW) | dict(change))
    return made.carry(FEB, MARCH, but=but)


def codes(made, subject):
    waiting = made.facts.agenda().waiting
    return {why.code for one in waiting if one.subject == subject for why in one.reasons}


def done(made):
    return {one.subject: one.bin for one in made.facts.agenda().done}


def found(made, verdict, **more):
    """Record a finding about the successor; return its entry."""
    return made.facts.find(PATHWAYS, "successor", verdict, **more).index


@pytest.fixture
def loaded():
    """All is done but the read test, and what comes after it."""
    return programme(LOADED, but={"read_test_missing"})


@pytest.fixture
def delivered():
    """The plan names no way into the successor; nothing was compared yet."""
    return programme(but={"test_missing", "acceptance_missing"})


def test_where_the_successor_can_be_read_it_is_before_anybody_signs(loaded):
    assert codes(loaded, PATHWAYS) == {"read_test_missing"}
    assert loaded.sign("test", PATHWAYS) is None
    assert loaded.sign("acceptance", PATHWAYS) == "acceptance_before_read_test"
    found(loaded, "passed")
    assert loaded.sign("acceptance", PATHWAYS) is None
    assert done(loaded)[PATHWAYS] == "kept"


def test_without_a_way_in_nothing_has_to_be_read(delivered):
    assert codes(delivered, PATHWAYS) == {"test_missing"}


@pytest.mark.parametrize("verdict", ["failed", "undetermined"])
@pytest.mark.parametrize("made", ["loaded", "delivered"])
def test_what_differs_is_not_accepted_unless_waived(made, verdict, request):
    made = request.getfixturevalue(made)
    entry = found(made, verdict)
    assert codes(made, PATHWAYS) == {"finding_blocks"}
    made.sign("test", PATHWAYS)
    assert made.sign("acceptance", PATHWAYS) == "acceptance_against_finding"
    assert made.sign("waiver", PATHWAYS, finding=str(entry)) is None
    assert made.sign("acceptance", PATHWAYS) is None
    assert made.problems == []


def test_a_waiver_of_another_finding_opens_nothing(delivered):
    found(delivered, "failed")
    entry = found(delivered, "failed")
    delivered.sign("waiver", PATHWAYS, finding=str(entry - 1))
    assert codes(delivered, PATHWAYS) == {"finding_blocks"}


def test_a_sample_does_not_take_the_place_of_what_differed(delivered):
    entry = found(delivered, "failed")
    found(delivered, "passed")
    found(delivered, "passed", whole=False)
    known = delivered.facts.state.of(PATHWAYS)
    assert known.findings["successor"] == (entry, Verdict.FAILED)
    whole = found(delivered, "passed", whole=True)
    known = delivered.facts.state.of(PATHWAYS)
    assert known.findings["successor"] == (whole, Verdict.PASSED)


def test_after_a_waiver_a_sample_counts_again(delivered):
    entry = found(delivered, "failed")
    delivered.sign("waiver", PATHWAYS, finding=str(entry))
    later = found(delivered, "passed")
    assert delivered.facts.state.of(PATHWAYS).findings["successor"][0] == later


def test_what_is_found_after_the_acceptance_stops_what_rests_on_it():
    made = programme()
    assert done(made)[PATHWAYS] == "kept"
    entry = found(made, "failed")
    assert codes(made, PATHWAYS) == {"finding_blocks"}
    assert PATHWAYS not in done(made)
    made.carry(JUNE2, but={"finding_blocks"})
    assert "requirement_not_done" in codes(made, TABLES)
    assert TABLES not in done(made)
    made.sign("waiver", PATHWAYS, finding=str(entry))
    made.carry(JUNE2)
    assert done(made) == {PATHWAYS: "kept", TABLES: "destroyed"}
    assert made.problems == []


def test_explaining_the_source_does_not_forget_the_successor(delivered):
    entry = found(delivered, "failed")
    for verdict in ("passed", "failed"):
        delivered.facts.find(PATHWAYS, "source", verdict)
        delivered.facts.act("reconciliation", PATHWAYS)
        findings = delivered.facts.state.of(PATHWAYS).findings
        assert findings["successor"] == (entry, Verdict.FAILED)
    assert set(findings) == {"successor"}


def test_another_export_is_read_again(loaded):
    found(loaded, "failed")
    loaded.facts.export(PATHWAYS)
    assert dict(loaded.facts.state.of(PATHWAYS).findings) == {}


# ------------------------------------------------------------------------------- the auditor


PLANS = {
    load: make_plan(keep=["abonnes", "affiches"], change=deepcopy(VIEW) | (LOADED if load else {}))
    for load in (False, True)
}


class Story:
    """Entries and acts of the view in order, as the verification looks them up.

    From entry ``since`` on, the plan names the way in or, without ``load``, does not any more.
    """

    def __init__(self, *told, load=False, since=-1):
        self.timeline = SimpleNamespace(
            at=lambda index: SimpleNamespace(plan=PLANS[load if index >= since else not load])
        )
        self._told = list(enumerate(told))

    def _of(self, kind, after, before):
        return [(at, body) for at, (of, body) in self._told if of == kind and after < at < before]

    def entries(self, kind, _subject, *, after=-1, before):
        several = self._of(kind.value, after, before)
        return [SimpleNamespace(index=at, body=body) for at, body in several]

    def acts(self, kind, _subject, *, after=-1, before):
        several = self._of(kind, after, before)
        return [SimpleNamespace(index=at, act=SimpleNamespace(fields=body)) for at, body in several]


EXPORTED = ("package_exported", {"root": "r"})
ACCEPTED = (ActKind.ACCEPTANCE, {})


def read(verdict, root="r", **more):
    return "finding_recorded", {"about": "successor", "verdict": verdict, "root": root, **more}


def waived(entry):
    return ActKind.WAIVER, {"finding": str(entry)}


@pytest.mark.parametrize(
    ("told", "load"),
    [
        ([EXPORTED, ACCEPTED], False),
        ([EXPORTED, read("passed"), ACCEPTED], True),
        ([EXPORTED, read("failed"), waived(1), ACCEPTED], True),
        ([EXPORTED, read("failed"), read("passed", whole=True), ACCEPTED], True),
        ([EXPORTED, read("failed"), waived(1), read("passed"), ACCEPTED], True),
        ([EXPORTED, read("failed"), EXPORTED, read("passed"), ACCEPTED], True),
        ([EXPORTED, read("passed"), ACCEPTED, read("failed"), waived(3)], False),
    ],
)
def test_an_auditor_accepts_what_was_read_back(told, load):
    check_read_back(PATHWAYS, len(told), Story(*told, load=load), {})


@pytest.mark.parametrize(
    ("told", "load", "code"),
    [
        ([EXPORTED, ACCEPTED], True, "restitution_read_test_missing"),
        ([EXPORTED, ACCEPTED, read("passed")], True, "restitution_read_test_missing"),
        ([read("passed"), EXPORTED, ACCEPTED], True, "restitution_read_test_missing"),
        ([EXPORTED, read("failed"), ACCEPTED], False, "restitution_finding_failed"),
        ([EXPORTED, read("undetermined"), ACCEPTED], False, "restitution_finding_failed"),
        ([EXPORTED, read("passed", root="s"), ACCEPTED], False, "restitution_finding_failed"),
        (
            [EXPORTED, read("passed"), read("passed", root="s"), ACCEPTED],
            False,
            "restitution_finding_failed",
        ),
        ([EXPORTED, read("passed"), read("failed"), ACCEPTED], False, "restitution_finding_failed"),
        ([EXPORTED, read("failed"), waived(2), ACCEPTED], False, "restitution_finding_failed"),
        ([EXPORTED, read("failed"), read("passed"), ACCEPTED], False, "restitution_finding_failed"),
        (
            [EXPORTED, read("failed"), read("passed", whole="yes"), ACCEPTED],
            False,
            "restitution_finding_failed",
        ),
        ([EXPORTED, read("failed"), ACCEPTED, waived(1)], False, "restitution_finding_failed"),
        ([EXPORTED, read("passed"), ACCEPTED, read("failed")], True, "restitution_finding_failed"),
    ],
)
def test_an_auditor_refuses_what_was_not(told, load, code):
    with pytest.raises(EvidenceRefused) as refused:
        check_read_back(PATHWAYS, len(told), Story(*told, load=load), {})
    assert refused.value.code.endswith(code)


def test_a_way_in_that_a_later_plan_names_is_read_too():
    told = [EXPORTED, ACCEPTED]
    with pytest.raises(EvidenceRefused, match="restitution_read_test_missing"):
        check_read_back(PATHWAYS, 3, Story(*told, load=True, since=2), {})
    check_read_back(PATHWAYS, 3, Story(*told, read("passed"), load=True, since=2), {})
