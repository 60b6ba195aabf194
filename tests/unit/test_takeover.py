"""A plan whose pathways could be lost is refused; so is an act about another scope or package."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from releve.plan.rules import problems
from releve.plan.takeover import written_by
from tests.fakes.plan_maker import VIEW, make_plan
from tests.fakes.programme import Programme

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
PATHWAYS = "asset:affiches"


def codes(change):
    plan = make_plan(keep=["abonnes", "affiches"], change=deepcopy(VIEW) | change)
    return [one.code for one in problems(plan)]


def test_a_view_that_its_tables_wait_for_is_a_plan():
    assert codes({}) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"assets.affiches.fate": "destroyed"}, "plan_view_destroyed"),
        ({"assets.affiches.medium.schema_name": "ailleurs"}, "plan_view_of_no_asset"),
        ({"assets.abonnes.requires": []}, "plan_view_not_required"),
    ],
)
def test_a_view_that_could_be_lost_is_refused(change, code):
    assert code in codes(change)


LOADED = {"assets.affiches.restitution.kind": "sql", "assets.affiches.restitution.load": "base"}


def test_a_view_loaded_where_the_plan_says_is_a_plan():
    assert codes(LOADED) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (LOADED | {"assets.affiches.restitution.load": None}, "plan_load_missing"),
        (LOADED | {"assets.affiches.restitution.kind": "sftp"}, "plan_load_needless"),
        ({"assets.abonnes.restitution.load": "base"}, "plan_load_needless"),
        ({"assets.abonnes.restitution.volume_octets": 1_000_000}, "plan_volume_needless"),
        (
            {
                "assets.affiches.medium": VIEW["assets.affiches.medium"] | {"formats": ["csv"]},
                "assets.affiches.restitution.kind": "fhir",
                "assets.affiches.restitution.load": "base",
            },
            "plan_load_form_missing",
        ),
    ],
)
def test_a_way_in_that_is_missing_or_needless_is_refused(change, code):
    assert codes(change) == [code]


FILED = {
    "assets.affiches.medium": VIEW["assets.affiches.medium"] | {"files": "magasin"},
    "assets.abonnes.medium": {"kind": "files", "endpoint": "magasin", "path": "abonnes"},
    "assets.abonnes.pathways_table": None,
}


def test_files_that_rows_may_name_wait_for_the_view():
    assert "plan_view_not_required" not in codes(FILED)
    assert "plan_view_not_required" in codes(FILED | {"assets.abonnes.requires": []})
    of_another = FILED | {"assets.abonnes.requires": [], "assets.abonnes.controller": "sas"}
    assert "plan_view_not_required" not in codes(of_another)


@pytest.fixture
def delivered():
    programme = Programme(keep=["abonnes", "affiches"], change=deepcopy(VIEW))
    return programme.carry(FEB, MARCH, but={"test_missing", "acceptance_missing"})


def test_nothing_is_accepted_before_it_was_compared(delivered):
    assert delivered.sign("acceptance", PATHWAYS) == "acceptance_before_test"
    assert delivered.sign("test", PATHWAYS) is None
    assert delivered.sign("acceptance", PATHWAYS) is None


@pytest.mark.parametrize("kind", ["test", "acknowledgement"])
def test_an_act_about_another_package_is_refused(delivered, kind):
    assert delivered.sign(kind, PATHWAYS, package="sha256:" + "9" * 64) == "test_of_another_package"


@pytest.mark.parametrize("field", ["mapping", "scope"])
def test_a_scope_that_is_not_the_plans_is_refused(delivered, field):
    assert delivered.sign("scope", PATHWAYS, **{field: "sha256:" + "9" * 64}) == "scope_differs"


def test_a_scope_is_signed_by_nobody_but_the_controller(delivered):
    assert delivered.sign("scope", PATHWAYS, "cheffe") == "role_may_not"


def test_a_service_started_again_thaws_the_view_of_what_it_writes():
    """The view is not written by a name of its own: its tables are."""
    change = deepcopy(VIEW) | {"assets.abonnes.services": ["rappel"]}
    plan = make_plan(
        keep=["rappel", "abonnes", "affiches"], change=change | {"assets.affiches.services": []}
    )
    assert [one.id for one in written_by(plan, "rappel")] == ["abonnes", "affiches"]
    assert list(written_by(plan, "portail")) == []
