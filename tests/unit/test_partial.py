"""A partial package: what is asked for, what forbids it, and what no act may make of it."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from releve.errors import UsageError
from releve.pathways.choice import chosen, read_key, read_list
from releve.pathways.record import key_id
from releve.plan.partial import objections
from releve.plan.situation import Situation
from tests.fakes.plan_maker import VIEW
from tests.fakes.programme import Programme

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
PATHWAYS = "asset:affiches"
PARTIAL = "sha256:" + "7" * 64


@pytest.mark.parametrize(
    "key",
    [(3,), (-3,), (0,), (10**19,), ("A/0 é\n",), ("",), (1, "x0"), ("p00000000000000000001",)],
)
def test_an_id_leads_back_to_its_key(key):
    integers = [isinstance(part, int) for part in key]
    assert read_key(key_id("person", key), integers) == key


def test_a_key_alone_is_of_the_source_s_type():
    assert read_key("12", [True]) == (12,)
    assert read_key("12", [False]) == ("12",)


@pytest.mark.parametrize(
    ("text", "integers"),
    [
        ("douze", [True]),
        ("1.5", [True]),
        ("12", [True, True]),
        ("person/p12", [True]),
        ("person/p" + "0" * 19 + "1/", [True]),
        (key_id("person", ["12"]), [True]),
        (key_id("person", [12]), [False]),
        ("person/sa b", [False]),
        ("person/s0z", [False]),
    ],
)
def test_what_is_neither_is_refused(text, integers):
    with pytest.raises(ValueError, match=r"^$"):
        read_key(text, integers)


def test_a_list_says_its_lines_and_never_its_keys(tmp_path):
    file = tmp_path / "liste.txt"
    file.write_text("\ufeff# tête\n12\n\n  13 \n12\n", encoding="utf-8")
    asked = read_list(file)
    assert asked == [(2, "12"), (4, "13"), (5, "12")]
    found = chosen(asked, [True], str(file))
    assert found.ranks == {key_id("person", [12]): 2, key_id("person", [13]): 4}
    assert "(12,)" not in repr(found)
    assert "person" not in repr(found)
    with pytest.raises(UsageError) as refused:
        chosen([(2, "12"), (7, "Dupont")], [True], str(file))
    assert refused.value.code == "pathway_key_malformed"
    assert (refused.value.facts["line"], "Dupont" in str(refused.value)) == (7, False)
    with pytest.raises(UsageError, match="pathways_not_given"):
        chosen([], [True], None)


@pytest.fixture
def delivered():
    """Pathways delivered whole, a scope and a trial signed, nothing compared yet."""
    programme = Programme(keep=["abonnes", "affiches"], change=deepcopy(VIEW))
    return programme.carry(FEB, MARCH, but={"test_missing", "acceptance_missing"})


def objected(programme, *, whole=False, known=None, **restitution):
    """What forbids a partial package, if the subject or the plan were so."""
    plan, state = programme.facts.plan, programme.facts.state
    if known is not None:
        state = replace(state, subjects={**state.subjects, PATHWAYS: known})
    asset = plan.asset("affiches")
    given = asset.restitution.model_copy(update=restitution)
    seen = Situation(
        plan=plan,
        state=state,
        now=MARCH,
        subject=PATHWAYS,
        milestone=plan.milestone(given.milestone),
        asset=asset.model_copy(update={"restitution": given}),
    )
    return [one.code for one in objections(seen, whole=whole)]


def test_each_guard_speaks(delivered):
    known = delivered.facts.state.of(PATHWAYS)
    asset = delivered.facts.plan.asset("affiches")
    other = replace(known.scope, fields={**known.scope.fields, "scope": "sha256:" + "0" * 64})
    assert objected(delivered, whole=True) == []
    assert objected(delivered, recipient=None) == ["recipient_unnamed"]
    assert objected(delivered, drop=None) == ["recipient_unnamed"]
    assert objected(delivered, recipient="ailleurs", instruction=None) == ["instruction_missing"]
    assert objected(delivered, recipient=asset.controller, instruction=None) == []
    assert objected(delivered, known=replace(known, scope=None)) == ["scope_missing"]
    assert objected(delivered, known=replace(known, scope=other)) == ["scope_of_another_mapping"]
    assert objected(delivered, known=replace(known, holds={"sha256:x": 3})) == ["legal_hold"]
    assert objected(delivered, known=replace(known, paused=4)) == ["paused"]
    untried = replace(known, trial=None)
    assert objected(delivered, known=untried) == []
    assert objected(delivered, whole=True, known=untried) == ["trial_missing"]


def test_it_changes_nothing_of_the_whole_and_no_receipt_names_it(delivered):
    before = delivered.facts.state.of(PATHWAYS)
    body = {"package": PARTIAL, "target": {"kind": "all"}, "base": None}
    delivered.facts.record("partial_delivered", PATHWAYS, body)
    after = delivered.facts.state.of(PATHWAYS)
    seen = {"version": before.version, "packaged": before.packaged}
    assert replace(after, partials=(), **seen) == before
    assert after.packaged == after.version  # ours from its first byte: the coverage proof looks
    assert after.partials == (PARTIAL,)
    assert delivered.sign("receipt", PATHWAYS, package=PARTIAL) == "receipt_of_partial_package"
    assert delivered.sign("test", PATHWAYS, package=PARTIAL) == "test_of_another_package"
    seen = delivered.facts.state.of(PATHWAYS).acknowledged
    assert delivered.sign("acknowledgement", PATHWAYS, package=PARTIAL) is None
    assert delivered.facts.state.of(PATHWAYS).acknowledged == seen
