"""Pathways before they leave: what the flow itself adds to the gate, on a real package."""

import json

import pytest

from flows.export import bag_of
from flows.validate_pathways import FHIR, KEYS, PAGE, check_package, check_source
from releve.errors import ConnectorError
from releve.model.evidence import EntryKind, Verdict
from releve.model.ids import Realm
from releve.model.plan import Verb
from tests.fakes.pathway_world import SCHEMA, VIEW, PathwayWorld

pytestmark = [pytest.mark.integration, pytest.mark.slow]

SUBJECT = f"asset:{VIEW}"
BUNDLES = "data/contenu/fhir/bundles/part-00000.ndjson"


def exported(cluster, root, realm):
    world = PathwayWorld.adopted(cluster, root, realm=realm)
    world.decide()
    world.try_out()
    world.perform(Verb.EXPORT)
    return world


@pytest.fixture(scope="module")
def exercise(cluster, tmp_path_factory):
    root = tmp_path_factory.mktemp("exercice") / "monde"
    return exported(cluster, root, Realm.REHEARSAL)


@pytest.fixture(scope="module")
def real(cluster, tmp_path_factory):
    return exported(cluster, tmp_path_factory.mktemp("reel") / "monde", Realm.REAL)


@pytest.fixture
def schema(published_fhir, exercise):
    """The workspace knows HL7's schema for a while."""
    exercise.described(fhir_schema=str(published_fhir("fhir.schema.json")))
    yield
    exercise.described(fhir_schema=None)


def checked(world):
    """What the flow finds of the package: check by its code."""
    with world.desk() as desk:
        asset = desk.memory.plan.asset(VIEW)
        finding, _ = check_package(desk, asset, desk.memory.state.of(SUBJECT).exported)
    return finding, {one.code: one for one in finding.checks}


@pytest.fixture
def planted(exercise):
    """Change one resource of the package for a while."""
    with exercise.desk() as desk:
        path = bag_of(desk, desk.memory.plan.asset(VIEW)) / BUNDLES
    before = path.read_bytes()

    def plant(kind, change):
        bundles = [json.loads(line) for line in before.splitlines()]
        found = [
            one["resource"]
            for bundle in bundles
            for one in bundle["entry"]
            if one["resource"]["resourceType"] == kind
        ]
        change(found[0])
        path.write_text("".join(json.dumps(one) + "\n" for one in bundles))

    yield plant
    path.write_bytes(before)


@pytest.mark.usefixtures("schema")
def test_every_resource_of_a_package_is_checked(exercise):
    finding, found = checked(exercise)
    assert finding.verdict is Verdict.PASSED
    for code in ("package.fhir_rules", "package.fhir_form"):
        assert (found[code].verdict, found[code].failed) == (Verdict.PASSED, 0)
        assert found[code].seen > 100
        assert not found[code].warning


def test_a_resource_against_our_rules_fails_the_package(exercise, planted):
    planted("CareTeam", lambda one: one["subject"].update(reference="urn:uuid:nobody"))
    finding, found = checked(exercise)
    assert finding.verdict is Verdict.FAILED
    assert found["package.fhir_rules"].verdict is Verdict.FAILED
    assert found["package.fhir_rules"].failed == 1
    told = json.loads((exercise.root / "packages" / VIEW / FHIR).read_bytes())["rules"]
    assert {one.split(":")[0]: count for one, count in told.items()} == {
        "fhir_reference_dangling": 1
    }


@pytest.mark.usefixtures("schema")
def test_a_resource_against_the_published_schema_fails_the_package(exercise, planted):
    planted("CareTeam", lambda one: one.update(couleur="bleue"))
    finding, found = checked(exercise)
    assert finding.verdict is Verdict.FAILED
    assert found["package.fhir_form"].verdict is Verdict.FAILED
    assert found["package.fhir_form"].failed == 1
    assert found["package.fhir_rules"].verdict is Verdict.PASSED


def test_without_the_schema_an_exercise_is_only_warned(exercise):
    finding, found = checked(exercise)
    assert finding.verdict is Verdict.PASSED
    assert found["package.fhir_form"].verdict is Verdict.UNDETERMINED
    assert found["package.fhir_form"].warning


def test_a_schema_that_is_named_and_not_there_is_not_taken_for_none(exercise):
    exercise.described(fhir_schema="nulle-part.json")
    try:
        with pytest.raises(ConnectorError, match="fhir_schema_absent"):
            checked(exercise)
    finally:
        exercise.described(fhir_schema=None)


def test_without_the_schema_nothing_real_leaves(real):
    real.perform(Verb.VALIDATE)
    (finding,) = (
        one.body
        for one in real.entries()
        if one.kind is EntryKind.FINDING_RECORDED
        and (one.subject, one.body["about"]) == (SUBJECT, "package")
    )
    assert finding["verdict"] == "undetermined"
    failed = [one for one in finding["checks"] if one["verdict"] != "passed"]
    assert [(one["code"], one["warning"]) for one in failed] == [("package.fhir_form", False)]
    assert ("deliver", SUBJECT) not in real.ready()
    assert real.reasons(SUBJECT) == {"finding_blocks"}
    real.run()
    sent = [one.subject for one in real.entries() if one.kind is EntryKind.PACKAGE_DELIVERED]
    assert SUBJECT not in sent
    assert not any(real.root.joinpath("depot").glob(f"{VIEW}-*"))
    assert len(sent) == len(list(real.root.joinpath("depot").glob("*.age"))) == 2


def test_with_the_schema_the_real_package_may_leave(real, published_fhir):
    real.described(fhir_schema=str(published_fhir("fhir.schema.json")))
    try:
        finding, found = checked(real)
    finally:
        real.described(fhir_schema=None)
    assert finding.verdict is Verdict.PASSED
    assert found["package.fhir_form"].verdict is Verdict.PASSED


def test_people_get_a_page_and_the_private_list_beside_the_package(exercise):
    checked(exercise)
    folder = exercise.root / "packages" / VIEW
    assert (folder / KEYS).stat().st_mode & 0o777 == 0o600
    page = (folder / PAGE).read_text()
    assert "EXERCICE" in page
    assert KEYS in page


def test_a_source_that_changed_since_is_seen_by_its_root(exercise):
    def said():
        with exercise.desk() as desk:
            asset = desk.memory.plan.asset(VIEW)
            return check_source(desk, asset, desk.memory.state.of(SUBJECT).exported)

    assert said().verdict is Verdict.PASSED
    change = f"UPDATE {SCHEMA}.note SET urgente = NOT urgente WHERE id = 1"  # noqa: S608 - our names
    with exercise.sql() as owner:
        owner.execute(f"ALTER TABLE {SCHEMA}.note DISABLE TRIGGER releve_frozen")
        owner.execute(change)
        try:
            seen = said()
            finding, _ = checked(exercise)
        finally:
            owner.execute(change)
            owner.execute(f"ALTER TABLE {SCHEMA}.note ENABLE ALWAYS TRIGGER releve_frozen")
    assert (seen.verdict, seen.failed) == (Verdict.FAILED, 1)
    assert finding.verdict is Verdict.FAILED
