"""What leaves is what was validated, under what the controller has signed when it leaves."""

import stat

import pytest

from connectors.age import open_sealed
from releve.archives.slip import read_slip
from releve.canonical import digest
from tests.fakes.load_world import SUBJECT, copied, delivered, failed, validated
from tests.fakes.pathway_world import VIEW

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture(scope="module")
def eve(cluster, tmp_path_factory):
    return validated(cluster, tmp_path_factory.mktemp("perimetre") / "monde", "kind: folder")


@pytest.fixture
def world(eve, tmp_path):
    return copied(eve, tmp_path / "monde")


def narrow(world, *changed):
    """Adopt a plan whose scope takes nobody but those who agreed to be followed more widely."""
    plan, scope = (world.root / "plan" / name for name in ("plan.yaml", "scope.yaml"))
    before = digest(scope.read_bytes())
    scope.write_text(scope.read_text().replace("équipe de soins", "équipe élargie"))
    text = plan.read_text().replace(before, digest(scope.read_bytes()))
    for old, new in changed:
        assert old in text
        text = text.replace(old, new)
    plan.write_text(text)
    world.adopt()


def sealed(world):
    return [one.name for one in (world.root / "depot").glob(f"{VIEW}-*.age")]


def test_a_scope_that_nobody_signed_holds_the_package_back(world):
    narrow(world)
    world.run()
    assert sealed(world) == []
    assert "scope_of_another_mapping" in world.reasons(SUBJECT)


KEPT = (
    f"fate: destroyed\n    requires: [{VIEW}]",
    f"fate: transferred\n    fate_reason: Le DAC les garde\n    requires: [{VIEW}]",
)


@pytest.mark.parametrize("changed", [(), (KEPT,)], ids=["destroyed", "kept"])
def test_a_package_of_an_earlier_scope_is_written_again(world, tmp_path, changed):
    narrow(world, *changed)
    world.sign("scope", SUBJECT, "directeur", reason="-")
    assert {one.code for one in world.collect()} == {None}
    world.run()
    (name,) = sealed(world)
    assert delivered(world)["name"] == name
    bag = tmp_path / "ouvert"
    open_sealed((world.root / "age.secret").read_text(), world.root / "depot" / name, bag)
    said = read_slip((bag / "bordereau.json").read_bytes()).delivery
    assert said.inputs["scope"] == digest((world.root / "plan" / "scope.yaml").read_bytes())


@pytest.mark.parametrize("name", ["data/contenu/fhir/bundles/part-00000.ndjson", "bordereau.json"])
def test_what_changed_after_it_was_validated_does_not_leave(world, name):
    path = world.root / "packages" / VIEW / "sac" / name
    data = path.read_bytes()
    path.write_bytes(
        data.replace(b'"releve/slip/2"', b'"releve/slip/2" ').replace(b"POST", b"PAST")
    )
    assert path.read_bytes() != data
    assert failed(world) in {"bag_file_changed", "slip_malformed"}


def test_nobody_else_reads_our_packages(eve):
    assert stat.S_IMODE((eve.root / "packages").stat().st_mode) == 0o700
