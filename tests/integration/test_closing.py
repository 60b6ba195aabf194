"""A small programme is closed by its lead once every copy has a bin, and not one copy before."""

import pytest

from flows.forget import forget
from flows.issue import case_of
from releve.papers.coverage import covered

pytestmark = pytest.mark.integration

FORGOTTEN = "packages/affiches"
OURS = """
      - id: paquet
        title: Notre paquet des affiches
        nature: paquet
        ours: true
        medium: {kind: files, endpoint: paquets, path: affiches}
        performer: us
        fate: destroyed
        milestone: fermeture
"""


@pytest.fixture
def world(grounds, tmp_path):
    return grounds.world("copies", tmp_path / "monde")


def finish(world):
    """Everybody approves what is asked, as long as something is."""
    for _ in range(4):
        for one in world.state().subjects.values():
            if one.request is not None and one.intent is None:
                world.approve(one.subject)
        world.run()


def document(world, kind, *words):
    return world.releve("document", kind, *words)


def close(world, **fields):
    return world.act("closure", "plan", "cheffe-de-projet", reason="Tout est fini", **fields)


def inventory_what_was_forgotten(world):
    """Write our own package in the plan, and have the plan adopted."""
    file = world.root / "plan" / "plan.yaml"
    before = "        expires_on: à compléter\n        milestone: fermeture\n"
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(text.replace(before, before + OURS.lstrip("\n")))
    world.adopt()


def sign_minutes(world):
    """The holder signs each procès-verbal, once it was issued."""
    issued = document(world, "minutes", "--all")
    assert issued.code == 0, issued.err
    for (kind, _), papers in world.state().papers.items():
        if kind == "minutes":
            fields = {"document": papers[-1].number, "capacity": "holder", "reserves": "-"}
            world.sign("signing", "plan", "titulaire", **fields)
    world.collect()


def test_a_package_that_nobody_listed_is_named_as_well(world):
    shown = document(world, "coverage")
    assert shown.code == 0, "the proof is printed, and shows what lacks"
    with world.desk() as desk:
        found = covered(case_of(desk, "plan"))
    assert FORGOTTEN in {one.subject for one in found.open}


def test_one_copy_without_a_bin_is_named_and_once_it_has_one_the_programme_is_closed(world):
    inventory_what_was_forgotten(world)
    finish(world)
    assert document(world, "coverage").code == 0
    for said, code in ((document(world, "closing_report"), 13), (close(world, report="-"), 12)):
        assert said.code == code
        assert "copy:affiches/nuit n’a pas de case (1 en tout)" in said.err
    assert world.state().closed is None

    world.sign(
        "reconciliation",
        "copy:affiches/nuit",
        "cheffe-de-projet",
        observed="absent",
        reason="Vu chez l'éditeur",
    )
    world.collect()
    missing = document(world, "closing_report")
    assert (missing.code, "[closing_minutes_missing]" in missing.err) == (13, True)
    sign_minutes(world)
    assert document(world, "closing_report", "--draft").code == 0
    assert document(world, "coverage").code == 0
    issued = document(world, "closing_report")
    assert issued.code == 0, issued.err
    signed = close(world)
    assert signed.code == 0, signed.err
    world.collect()
    assert world.refused() == {}
    assert world.state().closed is not None
    assert "programme clos" in world.releve("status").out
    with world.desk() as desk:
        assert forget(desk) == ()
    verified = world.verify()
    assert verified.code == 0, verified.out
