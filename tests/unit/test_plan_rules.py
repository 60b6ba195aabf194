"""Rules on plans as values: what the committed bad files do not show."""

from pathlib import Path

import pytest

from releve.errors import PlanError
from releve.model.medium import ExternalMedium, FilesMedium, SqlMedium
from releve.model.plan import IRREVERSIBLE, Fate
from releve.plan import rules
from releve.plan.reader import canonical_bytes, load_plan, read_plan

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "golden" / "plans" / "small.yaml"


@pytest.fixture(scope="module")
def small():
    return read_plan(SMALL).plan


@pytest.fixture(scope="module")
def predice():
    return read_plan(ROOT / "runbooks" / "predice" / "plan.yaml").plan


def changed(plan, section, at, **values):
    items = list(getattr(plan, section))
    items[at] = items[at].model_copy(update=values)
    return plan.model_copy(update={section: tuple(items)})


def codes(plan):
    return [problem.code for problem in rules.problems(plan)]


def test_the_small_plan_breaks_no_rule(small):
    assert rules.problems(small) == ()


@pytest.mark.parametrize("verb", sorted(IRREVERSIBLE))
def test_each_irreversible_verb_needs_a_policy(small, verb):
    left = tuple(policy for policy in small.policies if policy.verb is not verb)
    assert codes(small.model_copy(update={"policies": left})) == ["plan_policy_missing"]


def test_a_cycle_of_three_is_named(small):
    first, second = small.services
    third = first.model_copy(update={"id": "accueil", "requires": ("reservation",)})
    first = first.model_copy(update={"requires": ("accueil",)})
    (problem,) = rules.problems(small.model_copy(update={"services": (first, second, third)}))
    assert problem.code == "plan_requires_cycle"
    assert set(problem.facts["cycle"]) == {"portail", "reservation", "accueil"}
    assert problem.facts["cycle"][0] == problem.facts["cycle"][-1]


def test_waiting_for_the_same_thing_twice_is_no_cycle(small):
    first, second = small.services
    third = first.model_copy(update={"id": "accueil", "requires": ("reservation", "portail")})
    assert codes(small.model_copy(update={"services": (first, second, third)})) == []


def test_a_name_of_another_kind_is_not_known(small):
    assert codes(changed(small, "services", 0, controller="cheffe")) == ["plan_reference_unknown"]
    assert codes(changed(small, "assets", 0, requires=("portail",))) == ["plan_reference_unknown"]


def test_what_is_open_breaks_no_rule(small):
    assert codes(changed(small, "assets", 0, controller=None, medium=None)) == []


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("nuit", True),
        ("nuit/base.dump", True),
        ("nuit/base.dump/a", True),
        ("nuit2", False),
        ("nui", False),
    ],
)
def test_files_below_one_another_are_shared(small, path, shared):
    medium = FilesMedium(kind="files", endpoint="sauvegardes", path=path)
    found = codes(changed(small, "assets", 1, medium=medium))
    assert found == (["plan_medium_shared"] if shared else [])


def test_a_probe_sees_what_another_holds(small):
    probe = SqlMedium(kind="sql", endpoint="base", schema_name="mediatheque", tables=("pret",))
    medium = ExternalMedium(kind="external", described_as="Chez l'éditeur", probe=probe)
    assert codes(changed(small, "assets", 1, medium=medium)) == ["plan_medium_shared"]


@pytest.mark.parametrize("path", ["/base", "../base", "a/../b", "a//b", "a/", ".", "a\\b"])
def test_paths_stay_below_their_root(small, path):
    medium = FilesMedium(kind="files", endpoint="magasin", path=path)
    assert codes(changed(small, "assets", 1, medium=medium)) == ["plan_path_outside_root"]


def test_missing_names_each_open_field_once(small):
    found = [rules.shown(path) for path in rules.missing(small)]
    assert found == [
        "organisations[1].kind",
        "contracts[0].end_of_support",
        "services[1].control",
        "assets[0].retention",
        "assets[1].retention",
    ]


def test_a_field_needed_by_another_is_missing_even_when_adopted_so(small):
    kept = changed(small, "assets", 0, fate=Fate.KEPT)
    adopted = load_plan(canonical_bytes(kept))
    assert ("assets", 0, "fate_reason") in rules.missing(adopted)


def test_an_incomplete_plan_is_refused_with_its_count(predice, small):
    with pytest.raises(PlanError) as refused:
        rules.refuse_incomplete(small)
    assert refused.value.code == "plan_incomplete"
    assert refused.value.facts["count"] == 5
    with pytest.raises(PlanError):
        rules.refuse_incomplete(predice)


def test_the_predice_plan_says_what_its_sources_say(predice):
    outcomes = {service.id: (service.outcome, service.milestone) for service in predice.services}
    assert outcomes["nutri-age"] == ("already_stopped", "arrets-anterieurs")
    assert outcomes["teleconsultation"] == ("already_stopped", "arrets-anterieurs")
    assert outcomes["teleexpertise"] == ("already_stopped", "arrets-anterieurs")
    for stopped in ("vigilans", "predice-pro", "visio-simple"):
        assert outcomes[stopped] == ("stopped", "2024-12-31")
    assert predice.service("vigilans").active_follow_up is not None
    assert {outside.id for outside in predice.out_of_perimeter} == {"iatroprev", "assure"}
    assert all(milestone.window is None for milestone in predice.milestones)
    assert all(service.performer is None for service in predice.services)


def test_sources_of_the_indicators_wait_for_them(predice):
    waiting = {asset.id for asset in predice.assets if "indicateurs" in asset.requires}
    assert waiting == {asset.id for asset in predice.assets if asset.fate is Fate.DESTROYED}


def test_every_asset_has_our_own_package_among_its_copies(predice):
    for asset in predice.assets:
        assert [copy.id for copy in asset.copies if copy.ours] == ["paquet"]


def test_the_neutral_plan_has_no_word_of_the_first():
    for path in (ROOT / "runbooks" / "neutre").glob("*.yaml"):
        text = path.read_text().lower()
        assert [word for word in ("prédice", "predice", "maincare", "dac") if word in text] == []
