"""Extreme dates: optional, in order, and left out of a plan's bytes when nobody wrote them."""

import pytest

from releve.plan.reader import canonical_bytes
from releve.plan.rules import problems
from tests.fakes.plan_maker import make_plan


def extent(first, last, note=None):
    told = {"first": first, "last": last, "note": note}
    return make_plan(change={"assets.abonnes.extent": told})


def test_a_plan_without_extreme_dates_keeps_its_bytes():
    assert b'"extent"' not in canonical_bytes(make_plan())
    assert b'"extent":{"first":"2018-03-01"' in canonical_bytes(extent("2018-03-01", None))


def test_extreme_dates_that_go_backwards_are_refused():
    (found,) = problems(extent("2025-06-30", "2018-03-01"))
    assert found.code == "plan_extent_reversed"
    assert found.path == ("assets", 0, "extent", "last")
    assert found.facts == {"first": "2025-06-30", "last": "2018-03-01"}


@pytest.mark.parametrize(
    ("first", "last"),
    [("2018-03-01", "2025-06-30"), ("2018-03-01", "2018-03-01"), ("2018-03-01", None)],
)
def test_extreme_dates_in_order_or_half_known_are_taken(first, last):
    assert problems(extent(first, last)) == ()
