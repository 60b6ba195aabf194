"""What `releve plan check` and `releve plan show` print."""

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path

from releve.cli.plan import PLAN
from releve.cli.plan_commands import plan_check, plan_show

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "tests" / "golden" / "plans"
PREDICE = ROOT / "runbooks" / "predice"


def test_check_prints_each_defect_with_its_place():
    out = StringIO()
    path = PLANS / "bad" / "unknown-key.yaml"
    assert plan_check(path, [], out) == 11
    first, last = out.getvalue().splitlines()
    assert first.startswith(f"{path}:4: subtitle: La clé « subtitle » n'existe pas")
    assert last == "Plan refusé : 1 défaut(s)."


def test_check_lists_what_is_open_by_section():
    out = StringIO()
    assert plan_check(PLANS / "small.yaml", [], out) == 0
    said = out.getvalue()
    assert "À compléter : 5 champs." in said
    assert "  données : 2\n" in said
    assert f"    {PLANS / 'small.yaml'}:14: organisations[1].kind\n" in said


def test_check_complete_refuses_what_is_open():
    assert plan_check(PLANS / "small.yaml", [], StringIO(), complete=True) == 11


def test_show_tells_the_plan_and_that_it_is_an_exercise():
    real, exercise = StringIO(), StringIO()
    assert plan_show(PREDICE / "plan.yaml", [], real) == 0
    assert plan_show(PREDICE / "plan.yaml", [PREDICE / "rehearsal.yaml"], exercise) == 0
    assert exercise.getvalue().startswith("EXERCICE – SANS VALEUR\n")
    assert "EXERCICE" not in real.getvalue()
    assert "créneau à compléter" in real.getvalue()
    assert "  Vigilans : arrêté (2024-12-31)\n" in real.getvalue()
    assert "e-RDV : transféré → GHT d'exercice (2025-transfert)" in exercise.getvalue()
    assert "« " not in exercise.getvalue()  # a code without sentence would be quoted


def test_show_of_a_bad_plan_shows_its_defect():
    out = StringIO()
    assert plan_show(PLANS / "bad" / "yaml-null.yaml", [], out) == 11
    assert "« à compléter »" in out.getvalue()


def test_the_command_takes_overlays_in_order(capsys):
    parser = ArgumentParser()
    PLAN.arguments(parser)
    rehearsal = str(PREDICE / "rehearsal.yaml")
    args = parser.parse_args(["show", str(PREDICE / "plan.yaml"), "--overlay", rehearsal])
    assert PLAN.run(args) == 0
    assert capsys.readouterr().out.startswith("EXERCICE")
    args = parser.parse_args(["check", str(PREDICE / "plan.yaml"), "--complete"])
    assert PLAN.run(args) == 11
