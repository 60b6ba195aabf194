"""The content of a package, made fast: canonical records and the transactions of the same ids."""

import hashlib
import uuid

import orjson

from releve.pathways.record import Record, key_id, pathway

NAMESPACE = "urn:releve:exemple.test/essai:dac-a"
SYSTEMS = {
    "Patient": (f"{NAMESPACE}:person",),
    "Task": (f"{NAMESPACE}:action",),
    "DocumentReference": (f"{NAMESPACE}:note",),
    "QuestionnaireResponse": (f"{NAMESPACE}:assessment",),
    "Practitioner": (f"{NAMESPACE}:professional",),
}


def professional(number):
    values = {"family_name": f"NOM {number}", "rpps": f"{number:011d}", "active": True}
    return Record("professional", key_id("professional", (number,)), values)


def records(number, *, actions=3):
    """One pathway: every kind of value, absent and never filled in ones."""
    person = key_id("person", (number,))

    def one(entity, place, **values):
        return Record(entity, key_id(entity, (number * 1000 + place,)), values)

    several = [
        Record(
            "person",
            person,
            {
                "identity_status": "validated",
                "birth_family_name": f"ESSAI {number} « l’été » \\ \t fin",
                "given_names": ["ANNE", "ZOÉ\\n"],
                "birth_date": f"19{number % 100:02d}-02-28",
                "gender": "female",
                "death_date": {"absent": "unknown"},
                "status": "active",
                "opened_at": "2021-03-04T05:06:07.000089Z",
                "treating_physician": key_id("professional", (number % 7,)),
            },
        ),
        one(
            "assessment",
            1,
            grid="grille",
            done_on="2022-01-01",
            answers=[{"item": "a", "value": "1"}, {"item": "b", "value": "oui\nnon"}],
            score="-0.25",
            comment={"absent": "masked"},
        ),
        one(
            "note",
            2,
            written_at="2022-01-01T10:00:00Z",
            text="Vue ce jour.\nTout va.",
            urgent=False,
        ),
        one("document", 3, title="t", media_type="application/pdf", file=piece(number)),
        one("consent", 4, nature="consent", scope="tout", collected_on="2021-03-04", trace="AAEC"),
    ]
    several += [
        one("action", 10 + place, title=f"Action {place}", status="done", estimated_cost="100")
        for place in range(actions)
    ]
    return pathway(several)


def piece(number):
    return {
        "path": f"p/{number}.pdf",
        "sha256": hashlib.sha256(str(number).encode()).hexdigest(),
        "size": 1000 + number,
    }


def canonical_line(one):
    return orjson.dumps(
        {
            "id": one.id,
            "records": [{"e": r.entity, "id": r.id, "v": r.values} for r in one.records],
        },
        option=orjson.OPT_SORT_KEYS,
    )


def logical(record):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}/{record.id}"))


def entry(kind, record, **members):
    system = f"{NAMESPACE}:{record.entity}"
    several = [{"system": system, "value": record.id}]
    identifier = several[0] if kind == "QuestionnaireResponse" else several
    return {
        "fullUrl": f"urn:uuid:{logical(record)}",
        "resource": {
            "resourceType": kind,
            "id": logical(record),
            "identifier": identifier,
            **members,
        },
        "request": {
            "method": "POST",
            "url": kind,
            "ifNoneExist": f"identifier={system}|{record.id}",
        },
    }


def transaction(*entries):
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": list(entries)}
    return orjson.dumps(bundle)


def shared_bundle(several):
    return transaction(
        *(
            entry("Practitioner", one, name=[{"family": one.values["family_name"]}])
            for one in several
        )
    )


def bundle(one):
    """Patient, its actions, note and assessment, in the shape that the package has."""
    (person,) = one.of("person")
    patient = {"reference": f"urn:uuid:{logical(person)}"}
    doctor = f"identifier={NAMESPACE}:professional|{person.values['treating_physician']}"
    entries = [
        entry(
            "Patient",
            person,
            name=[{"family": f"ESSAI {person.id[-6:]}"}],
            birthDate=person.values["birth_date"],
            generalPractitioner=[{"reference": f"Practitioner?{doctor}"}],
        )
    ]
    for record in one.records:
        match record.entity:
            case "action":
                task = {"status": "completed", "intent": "plan", "for": patient}
                entries.append(entry("Task", record, **task))
            case "note":
                held = [{"attachment": {"contentType": "text/plain", "data": "Vm9pbMOg"}}]
                note = {"status": "current", "subject": patient, "content": held}
                entries.append(entry("DocumentReference", record, **note))
            case "assessment":
                answered = {"status": "completed", "subject": patient}
                entries.append(entry("QuestionnaireResponse", record, **answered))
    return transaction(*entries)


def make_folder(folder, pathways, *, part=500, first=1, actions=3):
    """Write ``pathways`` pathways; return what must arrive: records and resources per type."""
    for name in ("canonical", "fhir/bundles", "fhir/resources"):
        (folder / name).mkdir(parents=True)
    for kind in SYSTEMS:
        (folder / f"fhir/resources/{kind}-00000.ndjson").touch()
    shared = [professional(number) for number in range(7)]
    lines = b"".join(one.canonical() + b"\n" for one in shared)
    (folder / "canonical/directory.ndjson").write_bytes(lines)
    (folder / "fhir/bundles/directory.ndjson").write_bytes(shared_bundle(shared) + b"\n")
    for number, start in enumerate(range(first, first + pathways, part)):
        several = [
            records(one, actions=actions)
            for one in range(start, min(start + part, first + pathways))
        ]
        several.sort(key=lambda one: one.id)
        name = f"part-{number:05d}.ndjson"
        lines = b"".join(canonical_line(one) + b"\n" for one in several)
        (folder / "canonical" / name).write_bytes(lines)
        lines = b"".join(bundle(one) + b"\n" for one in several)
        (folder / "fhir/bundles" / name).write_bytes(lines)
    return {
        "Patient": pathways,
        "Task": pathways * actions,
        "DocumentReference": pathways,
        "QuestionnaireResponse": pathways,
        "Practitioner": 7,
    }


def make_whole_folder(folder, pathways, *, seed=1):
    """Write pathways of every entity with the package's own FHIR builder; return its counts."""
    from collections import Counter

    from releve.model.ids import Realm
    from releve.pathways import fhir
    from tests.fakes.drawn_pathways import world

    context = fhir.FhirContext(origin="exemple.test/essai", dac="dac-a", realm=Realm.REHEARSAL)
    for name in ("canonical", "fhir/bundles", "fhir/resources"):
        (folder / name).mkdir(parents=True)
    shared, several = world(seed, pathways, text_keys=True)
    wanted = Counter()

    def line(made):
        wanted.update(one["resourceType"] for one in made)
        return orjson.dumps(fhir.bundle(made)) + b"\n"

    order = sorted(shared.values(), key=lambda one: one.entity)  # organisations, then people
    groups = [
        [one for one in order if one.entity == name] for name in ("organisation", "professional")
    ]
    lines = [line(fhir.shared_resources(each, shared, context)) for each in groups]
    (folder / "fhir/bundles/directory.ndjson").write_bytes(b"".join(lines))
    order.sort(key=lambda one: one.id.encode())
    lines = [one.canonical() + b"\n" for one in order]
    (folder / "canonical/directory.ndjson").write_bytes(b"".join(lines))
    several = sorted(several, key=lambda one: one.id.encode())
    for number, start in enumerate(range(0, pathways, 500)):
        part = several[start : start + 500]
        name = f"part-{number:05d}.ndjson"
        lines = [canonical_line(one) + b"\n" for one in part]
        (folder / "canonical" / name).write_bytes(b"".join(lines))
        lines = [line(fhir.resources(one, shared, context)) for one in part]
        (folder / "fhir/bundles" / name).write_bytes(b"".join(lines))
    for kind in wanted:
        (folder / f"fhir/resources/{kind}-00000.ndjson").touch()
    return dict(sorted(wanted.items()))
