"""What a new plan touches: only what it changes, unless it changes something common."""

import pytest

from releve.plan.changes import touched
from tests.fakes.plan_maker import make_plan

A = ("asset:abonnes",)
WINDOW = {"opens": "2026-06-02T08:00:00Z", "closes": "2026-06-08T18:00:00Z"}
IN_JUNE = {
    "service:portail",
    "service:catalogue",
    "asset:abonnes",
    "copy:abonnes/dump",
    "copy:abonnes/nuit",
    "asset:affiches",
    "copy:affiches/paquet",
    "copy:affiches/replique",
    "copy:affiches/papier",
}
IN_MARCH = {"service:rappel", "service:ancien", "asset:abonnes", "asset:affiches"}


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({}, set()),
        ({"title": "Autre titre"}, set()),
        ({"assets.abonnes.retention.until": "2027-01-01"}, set(A)),
        ({"assets.abonnes.controller": "voisine"}, set(A)),
        (
            {"assets.abonnes.copies.dump.performer": "publisher"},
            {"asset:abonnes", "copy:abonnes/dump"},
        ),
        ({"services.portail.requires": []}, {"service:portail"}),
        ({"milestones.fermeture.window": WINDOW}, IN_JUNE),
        ({"milestones.rappels.title": "Rappels"}, IN_MARCH),
    ],
)
def test_what_changes_is_touched(change, names):
    assert set(touched(make_plan(), make_plan(change=change))) == names


@pytest.mark.parametrize(
    "change",
    [
        {"people.cheffe.title": "Ancienne cheffe"},
        {"people.directrice.keys": None},
        {"policies.destroy.longest_minutes": 121},
        {"adoption": {"people": ["cheffe"], "threshold": 1}},
        {"hosts.serveur.endpoint": "autre-hote"},
        {"contracts.portail.ends_on": "2027-01-01"},
        {"timezone": "UTC"},
        {"small_count_threshold": 6},
        {"organisations.ville.name": "Commune"},
    ],
)
def test_what_is_common_touches_everybody(change):
    assert touched(make_plan(), make_plan(change=change)) == ("plan",)


def test_another_order_of_milestones_touches_everybody():
    plan = make_plan()
    turned = plan.model_copy(update={"milestones": plan.milestones[::-1]})
    assert touched(plan, turned) == ("plan",)


@pytest.mark.parametrize("back", [False, True])
def test_what_comes_or_goes_is_touched(back):
    before, after = make_plan(), make_plan(keep=["rappel", "ancien", "portail", "affiches"])
    plans = (after, before) if back else (before, after)
    gone = {"service:catalogue", "asset:abonnes", "copy:abonnes/dump", "copy:abonnes/nuit"}
    assert set(touched(*plans)) == gone


def test_a_milestone_that_moves_touches_what_is_given_back_in_it():
    change = {"milestones.rappels.window": WINDOW}
    names = touched(make_plan(), make_plan(change=change))
    assert set(A) <= set(names)
    assert "copy:abonnes/dump" not in names
