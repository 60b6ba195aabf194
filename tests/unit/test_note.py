"""A note says what happened, names nobody, and its text stays where it was written."""

from datetime import UTC, datetime

import pytest

from flows.memory import Memory
from flows.note import note
from releve.canonical import digest, encode
from releve.errors import EvidenceRefused, StepRefused, UsageError
from releve.ledger.note import LONGEST, Note, check_note, identifiers, read_note
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import Realm
from releve.plan.reader import canonical_bytes
from releve.textes import sentence
from tests.fakes.memory_ledger import MemoryLedger
from tests.fakes.plan_maker import make_plan

NIGHT = datetime(2026, 3, 2, 22, tzinfo=UTC)


class Clock:
    kind = "real"

    def now(self):
        return NIGHT

    recorded_at = now

    def rehearsed_at(self):
        return None


def adopted(plan=None):
    """A memory whose plan was adopted."""
    data = canonical_bytes(plan or make_plan())
    memory = Memory(
        MemoryLedger.open(origin="releve/mediatheque", realm=Realm.REAL, clock=Clock()),
        Clock(),
        Realm.REAL,
    )
    body = {
        "plan": digest(data),
        "previous": "-",
        "touched": ["plan"],
        "signers": [],
        "sources": {},
    }
    draft = Draft(kind=EntryKind.PLAN_ADOPTED, subject="plan", actor="cheffe", body=body)
    memory.record([draft], documents=[data])
    return memory


def test_a_note_is_recorded_by_digest_and_its_text_kept_beside():
    memory = adopted()
    entry = note(memory, "  La sonde\n tarde. ", subject="service:rappel", author="exploitante")
    assert (entry.subject, entry.actor) == ("service:rappel", "exploitante")
    assert entry.body.keys() == {"note", "about", "author"}
    assert "sonde" not in str(entry.body)
    kept = read_note(memory.ledger.document(entry.body["note"]))
    assert kept.text == "La sonde tarde."


def test_the_same_words_twice_are_two_digests():
    memory = adopted()
    first, second = (note(memory, "RAS", subject="plan", author="cheffe") for _ in range(2))
    assert first.body["note"] != second.body["note"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"author": "inconnue"}, "note_author_unknown"),
        ({"author": "releve"}, "note_author_unknown"),
        ({"subject": "service:autre"}, "note_subject_unknown"),
        ({"text": " \n "}, "note_empty"),
        ({"text": "a" * (LONGEST + 1)}, "note_too_long"),
        ({"text": "écrire à quelqu.un@exemple.fr"}, "note_holds_identifier"),
    ],
)
def test_a_note_that_may_not_be_is_refused(more, code):
    memory = adopted()
    given = {"text": "RAS", "subject": "plan", "author": "cheffe"} | more
    with pytest.raises(UsageError) as refused:
        note(memory, given.pop("text"), **given)
    assert refused.value.code == code
    assert len(memory.entries()) == 1
    for language in ("fr", "en"):
        told = sentence(code, refused.value.facts, language)
        assert "‹" not in told
        assert "aucune phrase" not in told
        assert "no sentence" not in told


def test_somebody_out_of_office_writes_nothing():
    people = [
        {**one, "valid_until": "2026-01-01T00:00:00Z"} if one["id"] == "cheffe" else one
        for one in make_plan().model_dump(mode="json")["people"]
    ]
    memory = adopted(make_plan(change={"people": people}))
    with pytest.raises(UsageError) as refused:
        note(memory, "RAS", subject="plan", author="cheffe")
    assert refused.value.code == "note_author_unknown"


def test_nothing_is_noted_before_a_plan_is_adopted():
    ledger = MemoryLedger.open(origin="releve/x", realm=Realm.REAL, clock=Clock())
    with pytest.raises(StepRefused) as refused:
        note(Memory(ledger, Clock(), Realm.REAL), "RAS", subject="plan", author="cheffe")
    assert refused.value.code == "plan_not_adopted"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("INS 295109912611193", "nir"),
        ("2 95 10 99 126 111 93 signalé", "nir"),
        ("né en Corse 253072A07300443", "nir"),
        ("253 07 2b 073 004 70", "nir"),
        ("mal tapé 295109912611199", "nir"),
        ("RPPS 10102727017", "rpps"),
        ("vu 11 23 45 67 89 7", "rpps"),
        ("rappeler le 06 39 98 12 34", "phone"),
        ("rappeler le 0639981234.", "phone"),
        ("+33 6 39 98 12 34", "phone"),
        ("+33 (0)6 39 98 12 34", "phone"),
        ("0033639981234", "phone"),
        ("01.99.00.12.34", "phone"),
        ("01-99-00-12-34", "phone"),
        ("01\u202f99\u202f00\u202f12\u202f34", "phone"),
        ("prenom.nom@etablissement.example", "email"),
    ],
)
def test_what_looks_like_somebody_is_refused_without_being_repeated(text, kind):
    with pytest.raises(UsageError) as refused:
        check_note(text)
    facts = refused.value.facts
    assert (refused.value.code, facts["identifier"]) == ("note_holds_identifier", kind)
    assert text not in sentence("note_holds_identifier", facts)
    assert 1 <= facts["at"] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Arrêt à 21:04, sonde muette à 21:05, code 0.",
        "Ordre OE-1a2b3c4d5e6f, entrée 412, 99619 lignes, 1474 restantes",
        "Créneau du 2024-12-31T20:00:00Z au 2025-01-02",
        "10.0.0.12 ne répond pas, port 5432",
        "@exploitante : voir l'écran 3",
        "1234567890",
        "1234567890123456",
    ],
)
def test_what_an_operator_writes_at_night_is_kept(text):
    assert check_note(text) == text
    assert list(identifiers(text)) == []


def test_a_note_of_the_longest_is_kept():
    assert len(check_note("a" * LONGEST)) == LONGEST


@pytest.mark.parametrize(
    "members",
    [
        {"text": "RAS", "salt": "0" * 32},
        {"format": "releve/note/2", "text": "RAS", "salt": "0" * 32},
        {"format": "releve/note/1", "text": "RAS", "salt": "court"},
        {"format": "releve/note/1", "text": 3, "salt": "0" * 32},
        {"format": "releve/note/1", "text": "RAS", "salt": "0" * 32, "more": 1},
        [],
    ],
)
def test_a_document_that_is_no_note_is_refused(members):
    with pytest.raises(EvidenceRefused) as refused:
        read_note(encode(members))
    assert refused.value.code == "logbook_note_malformed"


def test_a_note_is_read_as_it_was_written():
    written = Note(text="La sonde « tarde » : 3 s", salt="0123456789abcdef" * 2)
    assert read_note(written.document()) == written
