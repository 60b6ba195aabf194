"""What an auditor checks of a publisher's extraction: received before, as pinned, and told of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from releve.canonical import digest
from releve.errors import EvidenceRefused
from releve.model.evidence import Entry, EntryKind
from releve.verification.extractions import (
    check_completeness,
    check_extracted,
    check_form,
    out_of_reach,
)
from tests.fakes.plan_maker import EXTRACTED, make_plan
from tests.unit.test_extractions import handed_over

START = datetime(2026, 3, 1, tzinfo=UTC)
VIEWED, SERVICE = "asset:affiches", "service:rappel"
MANIFEST = EXTRACTED["assets.affiches.medium"]["extraction"]
HERE = {"entry": 9, "subject": "asset:abonnes"}


def entry(index, kind, subject, **body):
    at = START + timedelta(days=index)
    return Entry(
        index=index,
        kind=EntryKind(kind),
        subject=subject,
        actor="releve",
        recorded_at=at,
        rehearsed_at=None,
        body=body,
    )


def received(index=1, **changed):
    told = {
        "manifest": MANIFEST,
        "publisher": "Éditeur",
        "extracted_at": "2026-03-20T00:00:00Z",
        "files": 2,
        "attachments": 1,
        "octets": 3,
        "tables": {"a": {"declared": 4, "read": 4}},
    }
    return entry(index, "extraction_received", VIEWED, **told | changed)


EXPORTED = entry(5, "package_exported", VIEWED)


class Records:
    def __init__(self, *entries):
        self._entries = entries

    def entries(self, kind, subject, *, after=-1, before=None):
        return [
            one
            for one in self._entries
            if (one.kind, one.subject) == (kind, subject) and after < one.index < before
        ]


def judged(*entries, services=(), source=()):
    change = EXTRACTED | {"assets.affiches.services": list(services)}
    plan = make_plan(keep=["rappel", "abonnes", "affiches"], change=change)
    view, records = plan.asset("affiches"), Records(*entries)
    check_extracted(plan, view, EXPORTED, 9, records, HERE, services=source)


def test_an_extraction_received_before_the_export_is_good():
    judged(received(), EXPORTED)


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [received(manifest="sha256:" + "9" * 64)],
        [received(6)],
        [received(), received(2, manifest="sha256:" + "9" * 64)],
        [received(), received(7, manifest="sha256:" + "9" * 64)],
    ],
)
def test_an_export_of_no_extraction_or_of_another_is_refused(entries):
    with pytest.raises(EvidenceRefused, match="restitution_extraction_missing"):
        judged(*entries)


def test_an_extraction_made_before_the_stop_is_refused():
    stop = entry(3, "outcome_recorded", SERVICE, outcome="stopped")
    judged(received(), stop, services=["rappel"])
    early = received(extracted_at="2026-03-02T00:00:00Z")
    judged(early, stop)
    with pytest.raises(EvidenceRefused, match="restitution_extraction_before_stop"):
        judged(early, stop, services=["rappel"])
    later = entry(7, "outcome_recorded", SERVICE, outcome="stopped")
    for used in ({"services": ["rappel"]}, {"source": ("rappel",)}):
        with pytest.raises(EvidenceRefused, match="restitution_extraction_before_stop"):
            judged(early, later, **used)
    again = entry(4, "outcome_recorded", SERVICE, outcome="rolled_back")
    judged(early, stop, again, services=["rappel"])


@pytest.mark.parametrize(
    "changed",
    [
        {"tables": {"a": {"declared": 4, "read": 3}}},
        {"tables": {"a": {"declared": 4}}},
        {"publisher": None},
        {"extracted_at": "2026-03-20"},
        {"octets": "3"},
    ],
)
def test_an_entry_that_does_not_say_what_was_received_is_refused(changed):
    check_form(received())
    with pytest.raises(EvidenceRefused, match="ledger_entry_malformed"):
        check_form(received(**changed))


def told(**changed):
    one = received()
    named = {name: one.body[name] for name in ("manifest", "publisher", "extracted_at")}
    return {"view": "affiches", "index": 0, "leaf_hash": digest(b"leaf")[7:], **named, **changed}


def certified(predicate):
    plan = make_plan(keep=["abonnes", "affiches"], change=EXTRACTED)
    leaves = (bytes.fromhex(digest(b"leaf")[7:]),)
    log = SimpleNamespace(entries=(replace(received(), index=0),), leaves=leaves)
    intent = entry(1, "intent_recorded", "asset:abonnes")
    check_completeness(predicate, plan, plan.asset("abonnes"), intent, log, {})


def test_a_certificate_says_whose_word_completeness_rests_on():
    certified({"completeness": [told()]})


@pytest.mark.parametrize(
    "predicate",
    [
        {},
        {"completeness": []},
        {"completeness": [told(publisher="Un autre")]},
        {"completeness": [told(extracted_at="2027-01-01T00:00:00Z")]},
        {"completeness": [told(leaf_hash="0" * 64)]},
        {"completeness": [told(), told()]},
    ],
)
def test_a_certificate_that_says_otherwise_or_nothing_is_refused(predicate):
    with pytest.raises(EvidenceRefused, match="certificate_differs"):
        certified(predicate)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"assets.abonnes.requires": ["affiches"]}, False),
        ({"assets.abonnes.requires": ["dossier"]}, False),
        ({"assets.abonnes.performer": "us"}, False),
        ({"assets.dossier.performer": "publisher"}, False),
        ({"assets.abonnes.fate": "kept"}, False),
        ({"assets.affiches.controller": "voisine"}, False),
    ],
)
def test_only_the_source_of_an_extraction_is_given_back_by_what_it_requires(change, found):
    plan = make_plan(change=handed_over(change))
    assert out_of_reach(plan, plan.asset("abonnes")) is found
