"""The sheet of a pathway: what somebody who visits tomorrow must see, and nothing that harms."""

from datetime import date

import pytest

from releve.pathways.kit.sample import sample
from releve.pathways.model import ENTITIES
from releve.pathways.record import Pathway, Record, pathway
from releve.pathways.sheet import SheetSetting, sheet
from releve.pathways.sheet_index import entry_of, sheet_index
from tests.architecture.test_layout import ROOT
from tests.unit.test_pathways_dictionary import needs_nothing

SETTING = SheetSetting(origin="Essai", at=date(2024, 11, 30))
SMALL = sample(12)
DIRECTORY = {one.id: one for one in SMALL.directory}
HOSTILE = "<script>alert(1)</script>\"'&<!-- \0\x1b]]>"
PERSON = {
    "identity_status": "provisional",
    "birth_family_name": "ZORVEL",
    "given_names": ["Zélie"],
    "birth_date": "1941-03-12",
    "gender": "female",
    "status": "active",
    "opened_at": "2024-06-30T22:30:00Z",
}


def made(*records, person=PERSON, setting=SETTING, directory=DIRECTORY):
    whole = pathway([Record("person", "person/p1", person), *records])
    return sheet(whole, directory, uuid_name="0a1b", setting=setting).decode()


def box(text):
    return text.partition('<section class="first">')[2].partition("</section>")[0]


def test_every_page_is_whole_and_has_the_sections_in_order():
    labels = ["Usager", "Entourage", "Cercle de soins", "Demande", "Évaluation"]
    for one in SMALL.pathways:
        data = sheet(one, DIRECTORY, uuid_name="0a1b", setting=SETTING)
        page = needs_nothing(data)
        assert len(page.all("h2")) == 1 + sum(not entity.shared for entity in ENTITIES)
        places = [data.decode().index(f"<h2>{label}") for label in labels]
        assert places == sorted(places)
        assert sheet(one, DIRECTORY, uuid_name="0a1b", setting=SETTING) == data


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_golden_sheet(language):
    setting = SheetSetting(origin="Essai", at=date(2024, 11, 30), language=language)
    data = sheet(SMALL.pathways[5], DIRECTORY, uuid_name="0a1b", setting=setting)
    assert data == (ROOT / f"tests/golden/pathways/sheet.{language}.html").read_bytes()


def test_every_value_of_the_sample_is_on_its_sheet():
    for one in SMALL.pathways:
        words = "".join(needs_nothing(sheet(one, {}, uuid_name="", setting=SETTING)).words)
        for record in one.records:
            for value in record.values.values():
                if isinstance(value, str) and "\n" in value:
                    assert value in words


def test_hostile_text_is_only_text():
    values = {"author": "professional/s<b>", "written_at": "2024-01-01T00:00:00Z", "text": HOSTILE}
    person = {**PERSON, "birth_family_name": HOSTILE, "address": HOSTILE, "telephone": HOSTILE}
    person |= {"given_names": [HOSTILE], "representative": HOSTILE, "ins": HOSTILE}
    file = {"path": f"x\" onclick='{HOSTILE}/{HOSTILE}", "sha256": "0" * 64, "size": 1}
    document = {"title": HOSTILE, "media_type": HOSTILE, "file": file}
    answers = [{"item": HOSTILE, "value": HOSTILE}]
    text = made(
        Record("note", "note/p1", values),
        Record("document", "document/p1", document),
        Record("alert", "alert/p1", {"severity": "<i>", "trigger": HOSTILE, "raised_at": HOSTILE}),
        Record("action", "action/p1", {"title": HOSTILE, "status": "to_do", "due_on": HOSTILE}),
        Record("assessment", "assessment/p1", {"grid": HOSTILE, "answers": answers}),
        Record("relative", "relative/p1", {"name": HOSTILE, "relationship": HOSTILE}),
        Record("consent", "consent/p1", {"nature": "opposition", "scope": {"absent": HOSTILE}}),
        person=person,
    )
    page = needs_nothing(text.encode())
    assert "<script" not in text.casefold()
    assert not any("onclick" in attrs for _, attrs in page.tags)
    assert not set(text) & {"\0", "\x1b"}
    assert "".join(page.words).count("alert(1)") >= 15


def test_what_must_be_known_first_is_first():
    text = box(
        made(
            Record(
                "alert",
                "alert/p1",
                {"severity": "low", "trigger": "B", "raised_at": "2024-05-01T08:00:00Z"},
            ),
            Record(
                "alert",
                "alert/p2",
                {"severity": "high", "trigger": "A", "raised_at": "2024-04-01T08:00:00Z"},
            ),
            Record(
                "alert",
                "alert/p3",
                {
                    "severity": "high",
                    "trigger": "SEEN",
                    "raised_at": "2024-04-01T08:00:00Z",
                    "acknowledged_at": "2024-04-02T08:00:00Z",
                },
            ),
            Record(
                "consent",
                "consent/p1",
                {"nature": "consent", "scope": "C", "collected_on": "2024-01-01"},
            ),
            Record(
                "consent",
                "consent/p2",
                {"nature": "opposition", "scope": "O", "collected_on": "2024-01-01"},
            ),
            Record(
                "consent",
                "consent/p3",
                {
                    "nature": "consent",
                    "scope": "GONE",
                    "collected_on": "2023-01-01",
                    "withdrawn_on": "2024-11-30",
                },
            ),
            Record(
                "consent",
                "consent/p4",
                {
                    "nature": "consent",
                    "scope": "LATER",
                    "collected_on": "2023-01-01",
                    "withdrawn_on": "2024-12-01",
                },
            ),
            Record("relative", "relative/p1", {"name": "FRÈRE"}),
            Record(
                "relative",
                "relative/p2",
                {"name": "TUTRICE", "representative": True, "telephone": "0353010001"},
            ),
            Record("action", "action/p1", {"title": "DONE", "status": "done"}),
            Record(
                "action",
                "action/p2",
                {"title": "AFAIRE", "status": "to_do", "due_on": "2024-12-02"},
            ),
            person={**PERSON, "death_date": "2024-11-29"},
        )
    )
    order = [
        "29/11/2024",
        "élevée",
        "faible",
        "prises en compte\u00a0: 1",
        "opposition",
        "LATER",
        "TUTRICE",
        "0353010001",
        "FRÈRE",
        "téléphone non renseigné",
        "AFAIRE",
        "02/12/2024",
    ]
    places = [text.index(one) for one in order]
    assert places == sorted(places)
    assert not [one for one in ("SEEN", "GONE", "DONE") if one in text]


def test_an_identity_that_is_not_qualified_is_said():
    assert "IDENTITÉ NON QUALIFIÉE (provisoire)" in made()
    assert "NON QUALIFIÉE" not in made(person={**PERSON, "identity_status": "qualified"})


def test_absent_and_never_filled_in_are_told_apart():
    text = made(person={**PERSON, "telephone": {"absent": "asked-declined"}})
    assert "absent\u00a0: demandé, refusé" in text
    assert '<dt>Adresse</dt><dd class="none">non renseigné</dd>' in text
    assert "Courriel" not in text
    note = Record(
        "note", "note/p1", {"written_at": "2024-01-01T00:00:00Z", "text": {"absent": "masked"}}
    )
    assert "absent\u00a0: masqué" in made(note)


def test_times_are_local_and_the_end_of_time_is_no_error():
    text = made(Record("event", "event/p1", {"type": "visit", "start": "9999-12-31T23:30:00Z"}))
    assert "01/07/2024 à 00:30" in text  # opened_at, summer time
    assert "9999-12-31T23:30:00Z" in text


def test_references_are_shown_by_name_and_a_lost_one_is_seen():
    known = Record(
        "professional",
        "professional/p1",
        {"family_name": "DRAFEN", "profession": "Médecin", "telephone": "0353010002"},
    )
    person = {**PERSON, "treating_physician": known.id}
    assert "DRAFEN (Médecin), <strong>0353010002</strong>" in box(
        made(person=person, directory={known.id: known})
    )
    lost = made(person=person, directory={})
    assert "référence introuvable" in lost
    plan = Record("care_plan", "care_plan/p1", {"written_on": "2024-03-12", "problems": "x"})
    goal = Record("goal", "goal/p1", {"care_plan": plan.id, "description": "y"})
    assert "Plan personnalisé (PPCS), 12/03/2024" in made(plan, goal)


def test_the_latest_comes_first():
    notes = [
        Record("note", f"note/p{n}", {"written_at": f"2024-0{n}-01T00:00:00Z", "text": f"N{n}"})
        for n in (1, 3, 2)
    ]
    text = made(*notes)
    assert text.index("N3") < text.index("N2") < text.index("N1")


def test_attachments_are_linked_where_they_are():
    file = {"path": "a b/é?#.txt", "sha256": "0" * 64, "size": 7}
    text = made(
        Record("document", "document/p1", {"title": "T", "media_type": "text/plain", "file": file})
    )
    assert 'href="../../pieces/a%20b/%C3%A9%3F%23.txt"' in text


def test_the_index_lists_every_sheet_by_name():
    names = ["Zoé", "ÇELIK", "Œuf", "ça", "9", "Łuk", "<b>"]
    people = [
        Pathway(
            f"person/p{n}",
            (Record("person", f"person/p{n}", {**PERSON, "birth_family_name": name}),),
        )
        for n, name in enumerate(names)
    ]
    entries = [entry_of(one, f"00000/{n}.html") for n, one in enumerate(people)]
    data = b"".join(sheet_index(entries))
    page = needs_nothing(data)
    assert [one["href"] for one in page.all("a") if one["href"][0] != "#"] == [
        f"00000/{n}.html" for n in (3, 1, 2, 0, 4, 6, 5)
    ]
    assert b"".join(sheet_index(reversed(entries))) == data
    assert "12/03/1941" in data.decode()
