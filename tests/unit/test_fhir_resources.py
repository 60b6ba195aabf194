"""What a pathway's resources say, element by element."""

import base64
import hashlib
import uuid

import orjson
import pytest

from releve.errors import StepRefused
from releve.model.ids import Realm
from releve.pathways.fhir import (
    FhirContext,
    bulk_line,
    bundle,
    resource_uuid,
    resources,
    shared_resources,
)
from releve.pathways.record import Record, pathway
from tests.fakes.drawn_pathways import world

CONTEXT = FhirContext(origin="region.example/journal", dac="dac-1", realm=Realm.REAL)
PERSON = {
    "ins": "295109912611193", "ins_authority": "nir", "identity_status": "qualified",
    "birth_family_name": "DURAND", "given_names": ["ANNE", "MARIE"], "used_family_name": "MARTIN",
    "birth_date": "1951-03-02", "gender": "female", "birth_place": "2A004",
    "status": "active", "opened_at": "2026-01-02T08:00:00Z",
}  # fmt: skip
DIRECTORY = {
    "professional/p1": Record(
        "professional", "professional/p1",
        {"family_name": "Roy", "rpps": "01234567897", "organisation": "organisation/p1"},
    ),
    "organisation/p1": Record(
        "organisation", "organisation/p1",
        {"name": "CH", "finess": "750712184", "siret": "73282932000074"},
    ),
}  # fmt: skip


def built(*records, context=CONTEXT, **person):
    values = {name: value for name, value in (PERSON | person).items() if value is not None}
    given = [Record("person", "person/p1", values), *records]
    return resources(pathway(given), DIRECTORY, context)


def one(found, kind):
    (only,) = [resource for resource in found if resource["resourceType"] == kind]
    return only


def note(**values):
    return Record("note", "note/p1", {"written_at": "2026-01-02T08:00:00Z", "text": "é"} | values)


def test_an_id_is_a_uuid_of_the_record_and_nothing_else():
    for name, suffix in (("person/p1", ""), ("note/sé|1/p2", ""), ("person/p1", "team")):
        words = f"region.example/journal/dac-1/{suffix or name.partition('/')[0]}/{name}"
        assert resource_uuid(CONTEXT, name, suffix) == str(uuid.uuid5(uuid.NAMESPACE_URL, words))


def test_a_qualified_person_has_an_ins_and_strict_traits():
    patient = one(built(), "Patient")
    ours, ins = patient["identifier"]
    assert ours == {
        "system": "urn:releve:region.example/journal:dac-1:person",
        "value": "person/p1",
    }
    assert (ins["system"], ins["value"]) == ("urn:oid:1.2.250.1.213.1.4.8", "295109912611193")
    assert ins["type"]["coding"][0]["code"] == "INS-NIR"
    official, usual = patient["name"]
    assert (official["use"], official["family"]) == ("official", "DURAND")
    assert official["given"] == ["ANNE", "MARIE"]
    assert official["extension"][0]["valueString"] == "ANNE MARIE"
    assert usual == {"use": "usual", "family": "MARTIN"}
    told = {ext["url"].rpartition("/")[2]: ext for ext in patient["extension"]}
    place = told["patient-birthPlace"]["valueAddress"]["extension"][0]["valueCoding"]
    assert place["code"] == "2A004"
    status = told["fr-core-identity-reliability"]["extension"][0]["valueCoding"]
    assert status["code"] == "VALI"
    assert "profile" not in patient["meta"]


@pytest.mark.parametrize("status", ["retrieved", "validated", "provisional"])
def test_an_ins_of_another_identity_never_travels(status):
    with pytest.raises(StepRefused, match="ins_not_qualified"):
        built(identity_status=status)
    patient = one(built(identity_status=status, ins=None, ins_authority=None), "Patient")
    assert len(patient["identifier"]) == 1


@pytest.mark.parametrize(("authority", "system"), [("nia", ".9"), ("test", ".10"), ("demo", ".11")])
def test_an_ins_has_the_system_of_its_authority(authority, system):
    ins = one(built(ins_authority=authority), "Patient")["identifier"][1]
    assert ins["system"] == "urn:oid:1.2.250.1.213.1.4" + system


def test_members_of_a_circle_are_roles_relatives_or_organisations_each_since_when():
    rows = (
        {"professional": "professional/p1", "organisation": "organisation/p1"},
        {"relative": "relative/p1"},
        {"relative_name": "Léa"},
        {"organisation": "organisation/p1"},
    )
    members = [
        Record(
            "circle_member", f"circle_member/p{n}", {"role": "r", "start": "2026-01-0" + n} | row
        )
        for n, row in zip("1234", rows, strict=True)
    ]
    found = built(*members, Record("relative", "relative/p1", {"name": "Paul"}))
    team = one(found, "CareTeam")
    kinds = [each["member"]["type"] for each in team["participant"]]
    assert kinds == ["PractitionerRole", "RelatedPerson", "RelatedPerson", "Organization"]
    assert all(each["period"]["start"] for each in team["participant"])
    assert team["period"] == {"start": "2026-01-01"}
    named = [each["name"][0]["text"] for each in found if each["resourceType"] == "RelatedPerson"]
    assert sorted(named) == ["Léa", "Paul"]


def test_references_are_local_within_the_bundle_and_conditional_to_the_directory():
    reference = one(built(note(author="professional/p1")), "DocumentReference")
    patient = one(built(), "Patient")
    assert reference["subject"]["reference"] == f"urn:uuid:{patient['id']}"
    assert reference["author"][0]["reference"] == (
        "PractitionerRole?identifier=urn:releve:region.example/journal:dac-1:professional:role"
        "|professional/p1"
    )
    line = orjson.loads(bulk_line(orjson.dumps(reference), CONTEXT))
    role = resource_uuid(CONTEXT, "professional/p1", "role")
    assert line["author"][0]["reference"] == f"PractitionerRole/{role}"
    assert line["subject"]["reference"] == f"Patient/{patient['id']}"


@pytest.mark.parametrize("target", ["professional/p9", "person/p2"])
def test_a_reference_to_nothing_is_refused_naming_what(target):
    with pytest.raises(StepRefused) as refused:
        built(note(author=target))
    assert refused.value.code == "fhir_reference_dangling"
    assert dict(refused.value.facts) == {"entity": "note", "target": target.partition("/")[0]}


def test_a_note_is_inline_with_its_size_and_sha1():
    attachment = one(built(note()), "DocumentReference")["content"][0]["attachment"]
    assert base64.b64decode(attachment["data"]) == "é".encode()
    assert attachment["size"] == 2
    assert (
        base64.b64decode(attachment["hash"])
        == hashlib.sha1("é".encode(), usedforsecurity=False).digest()
    )


@pytest.mark.parametrize(("known", "hashed"), [(None, None), (lambda _: b"abc", "YWJj")])
def test_a_document_is_beside_with_the_hash_of_its_bytes_when_they_are_at_hand(known, hashed):
    file = {"path": "a b/é.pdf", "sha256": "0" * 64, "size": 3}
    values = {"title": "t", "media_type": "application/pdf", "file": file}
    context = FhirContext(origin="o", dac="d", realm=Realm.REAL, piece_sha1=known)
    found = built(Record("document", "document/p1", values), context=context)
    attachment = one(found, "DocumentReference")["content"][0]["attachment"]
    assert attachment["url"] == "pieces/a%20b/%C3%A9.pdf"
    assert attachment["size"] == 3
    assert attachment.get("hash") == hashed


def test_a_plan_holds_its_goals_actions_and_the_agreement():
    plan = Record(
        "care_plan",
        "care_plan/p1",
        {"written_on": "2026-02-01", "problems": "p", "agreement": True},
    )  # fmt: skip
    goal = Record("goal", "goal/p1", {"care_plan": plan.id, "description": "d", "achieved": False})
    action = Record("action", "action/p1", {"care_plan": plan.id, "title": "t", "status": "to_do"})
    request = Record(
        "request", "request/p1",
        {"received_at": "2026-01-01T00:00:00Z", "reason": "r", "status": "refused"},
    )  # fmt: skip
    found = built(plan, goal, action, request)
    urn = {each["resourceType"]: f"urn:uuid:{each['id']}" for each in found}
    care_plan = one(found, "CarePlan")
    assert care_plan["goal"][0]["reference"] == urn["Goal"]
    assert care_plan["activity"][0]["reference"]["reference"] == urn["Task"]
    assert care_plan["supportingInfo"][0]["reference"] == urn["Consent"]
    assert one(found, "Consent")["status"] == "active"
    assert one(found, "Goal")["addresses"][0]["reference"] == urn["ServiceRequest"]
    assert one(found, "ServiceRequest")["status"] == "revoked"
    task = one(found, "Task")
    assert task["basedOn"][0]["reference"] == urn["CarePlan"]
    assert task["input"] == [{"type": {"text": "titre"}, "valueString": "t"}]


def test_absent_is_said_and_never_filled_in_is_not():
    patient = one(built(birth_date={"absent": "asked-declined"}, used_family_name=None), "Patient")
    reason = patient["_birthDate"]["extension"][0]
    assert reason["url"] == "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    assert reason["valueCode"] == "asked-declined"
    said = [ext for ext in patient["extension"] if ext["url"] == "urn:releve:extension:absent"]
    assert [part["valueCode"] for part in said[0]["extension"]] == ["birth_date", "asked-declined"]
    assert len(said) == len(patient["name"]) == 1


def test_one_episode_tells_the_opening_and_the_closures():
    closure = Record("closure", "closure/p1", {"closed_at": "2026-05-01T10:00:00Z", "reason": "r"})
    episode = one(built(closure, status="closed"), "EpisodeOfCare")
    assert episode["status"] == "finished"
    assert episode["period"] == {"start": PERSON["opened_at"], "end": "2026-05-01T10:00:00Z"}
    assert one(built(), "EpisodeOfCare")["status"] == "active"


def test_the_directory_has_national_identifiers():
    found = shared_resources(DIRECTORY.values(), DIRECTORY, CONTEXT)
    numbers = {each["system"]: each["value"] for each in one(found, "Practitioner")["identifier"]}
    assert numbers["urn:oid:1.2.250.1.71.4.2.1"] == "801234567897"
    assert numbers["https://rpps.esante.gouv.fr"] == "01234567897"
    numbers = {each["system"]: each["value"] for each in one(found, "Organization")["identifier"]}
    assert numbers["urn:oid:1.2.250.1.71.4.2.2"] == "1750712184"
    assert numbers["https://sirene.fr"] == "73282932000074"
    role = one(found, "PractitionerRole")
    assert role["organization"]["reference"] == f"urn:uuid:{one(found, 'Organization')['id']}"
    alone = shared_resources([DIRECTORY["professional/p1"]], DIRECTORY, CONTEXT)
    assert "?identifier=" in one(alone, "PractitionerRole")["organization"]["reference"]


def test_every_entry_of_a_bundle_is_a_conditional_create():
    shared, pathways = world(5, 3, text_keys=True)
    for made in pathways:
        found = bundle(resources(made, shared, CONTEXT))
        assert found["type"] == "transaction"
        for entry in found["entry"]:
            kind = entry["resource"]["resourceType"]
            assert entry["request"]["method"] == "POST"
            assert entry["request"]["url"] == kind
            assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
            assert entry["request"]["ifNoneExist"].startswith("identifier=urn:releve:region.")
            assert not set(entry["request"]["ifNoneExist"]) & set(" &,$\\#+é")
        asked = [(e["request"]["url"], e["request"]["ifNoneExist"]) for e in found["entry"]]
        assert len(set(asked)) == len(asked)
