"""Every asset and every copy, ours included, ends in one bin, or the line says what lacks."""

from datetime import UTC, datetime

import pytest

from releve.plan.coverage import Bin
from tests.fakes.covered_world import (
    DUMP,
    FEB,
    JUNE1,
    JUNE2,
    JUNE12,
    KEPT,
    LISTED,
    MARCH,
    MAY,
    NIGHT,
    ONE,
    A,
    adopt,
    copies,
    covered,
    expired,
    lacking,
    line,
    programme,
)
from tests.fakes.plan_maker import VALIDATED
from tests.fakes.programme import Programme


def test_a_programme_carried_to_its_end_is_covered_and_the_bins_sum_to_the_inventory():
    story = programme()
    found = covered(story.facts)
    assert found.open == ()
    plan = story.facts.plan
    inventory = [one for one in plan.subjects() if not one.startswith("service:")]
    assert sorted(one.subject for one in found.lines) == sorted(inventory)
    counts = {one: len(found.within(one)) for one in Bin}
    assert sum(counts.values()) == len(inventory)
    assert counts[Bin.DESTROYED] == 6
    assert counts[Bin.KEPT] == counts[Bin.EXPIRES] == counts[Bin.OUT_OF_SCOPE] == 1


def test_each_line_names_the_facts_that_it_rests_on():
    facts = programme().facts
    ended, issued = line(facts, DUMP).evidence
    assert facts.entries[ended].kind.value == "outcome_recorded"
    assert facts.entries[issued].kind.value == "certificate_issued"
    acceptance = line(facts, KEPT).evidence[0]
    assert facts.entries[acceptance].body["act"] == "acceptance"
    assert line(facts, KEPT).said == ("assets", 1, "retention", "legal_basis")
    assert line(facts, "copy:affiches/papier").said == ("assets", 1, "copies", 2, "reason")


def test_before_anything_each_thing_says_what_lacks_and_whose_move_it_is():
    facts = Programme(change=LISTED).facts
    lacks = lacking(facts)
    assert lacks[A] == lacks[DUMP] == "not_destroyed"
    assert lacks[KEPT] == "not_accepted"
    assert NIGHT not in lacks
    movers = {one.subject: one.mover for one in covered(facts).open}
    assert all(one.startswith("role:") or one == "time" for one in movers.values())
    assert movers[DUMP] == movers[A], "a copy waits for its asset"


def test_who_is_waited_for_is_read_in_the_agenda():
    story = Programme(change=LISTED).carry(FEB, MARCH, but={"receipt_missing"})
    assert line(story.facts, KEPT).mover == "role:recipient@reseau"


def test_what_we_made_and_nobody_listed_has_no_bin():
    facts = Programme().carry(FEB, MARCH, MAY, JUNE1, JUNE2).facts
    expected = {"packages/abonnes": "package_unlisted", "packages/affiches": "package_unlisted"}
    assert lacking(facts) == expected


@pytest.mark.parametrize("kind", ["extraction_received", "partial_delivered"])
def test_whatever_put_data_in_our_hands_is_a_package(kind):
    facts = Programme(keep=["affiches"]).facts
    body = {"manifest": "sha256:" + "3" * 64, "publisher": "Éditeur", "attachments": 0}
    body |= {"extracted_at": "2026-02-01T08:00:00Z", "package": "sha256:" + "4" * 64}
    entry = facts.record(kind, KEPT, body)
    assert line(facts, "packages/affiches").evidence == (entry.index,)


def test_a_package_made_after_ours_were_destroyed_is_one_more():
    facts = programme().facts
    assert line(facts, "copy:affiches/notre-paquet").bin is Bin.DESTROYED
    body = {"package": "sha256:" + "4" * 64}
    facts.record("partial_delivered", KEPT, body)
    assert lacking(facts) == {"copy:affiches/notre-paquet": "packaged_since"}


def test_what_expires_later_has_a_bin_until_its_day():
    facts = programme().facts
    assert line(facts, NIGHT).bin is Bin.EXPIRES
    before, after = (datetime(2026, 6, day, hour, tzinfo=UTC) for day, hour in ((9, 21), (9, 23)))
    assert lacking(facts, at=before) == {}
    assert lacking(facts, at=after) == {NIGHT: "expiry_unseen"}, "midnight is local"


@pytest.mark.parametrize(
    ("performer", "mover"),
    [("host", "host"), ("publisher", "publisher"), ("establishment", "recipient"), ("us", "lead")],
)
def test_a_day_passed_is_no_destruction_until_somebody_saw_it(performer, mover):
    found = line(expired(performer), NIGHT)
    assert (found.lacks, found.mover) == ("expiry_unseen", f"role:{mover}")


@pytest.mark.parametrize(
    ("kind", "fields", "bin_"),
    [
        ("attestation", {"order": "-"}, Bin.EXPIRES),
        ("attestation", {"order": "-", "observed": "present"}, None),
        ("reconciliation", {"observed": "absent"}, Bin.EXPIRES),
        ("reconciliation", {"observed": "present"}, None),
    ],
)
def test_who_holds_it_or_who_looked_says_that_it_is_gone(kind, fields, bin_):
    facts = expired()
    act = facts.act(kind, NIGHT, **fields)
    found = line(facts, NIGHT)
    assert found.bin is bin_
    if bin_ is not None:
        assert found.evidence == (act.index,)


def test_what_was_said_before_the_day_says_nothing_of_it():
    facts = expired()
    facts.now = datetime(2026, 6, 9, 9, tzinfo=UTC)
    facts.act("attestation", NIGHT, order="-")
    assert lacking(facts, at=JUNE12) == {NIGHT: "expiry_unseen"}


def begun(subject=A):
    """A programme in which one destruction was begun and has not ended."""
    story = Programme(change=ONE, keep=["abonnes"])
    story.carry(FEB, MARCH)
    story.facts.now = JUNE2
    story.facts.agree(subject)
    story.facts.intend(subject)
    return story.facts


@pytest.mark.parametrize(
    ("outcome", "more", "lacks"),
    [
        (None, {}, "unfinished"),
        ("partial", {"observed": "present", "facts": {"rest_root": None}}, "partial"),
        ("undetermined", {"observed": "unreachable"}, "undetermined"),
        ("destroyed", {}, "not_certified"),
        ("attested", {"observed": "present"}, "still_present"),
    ],
)
def test_a_destruction_that_is_not_proved_is_no_bin(outcome, more, lacks):
    facts = begun()
    if outcome is not None:
        facts.end(A, outcome, **more)
    assert lacking(facts)[A] == lacks


def test_a_destruction_sent_back_is_no_bin():
    facts = Programme(change=ONE | VALIDATED, keep=["abonnes"]).carry(FEB, MARCH).facts
    facts.now = JUNE2
    facts.agree(A)
    facts.intend(A)
    facts.end(A, "destroyed")
    facts.act("validation", A, decision="repeat")
    assert lacking(facts)[A] == "sent_back"


@pytest.mark.parametrize("replacement", ["reissue", "none"])
def test_a_certificate_withdrawn_is_no_proof(replacement):
    facts = programme().facts
    facts.act("withdrawal", DUMP, replacement=replacement)
    found = line(facts, DUMP)
    assert (found.bin, found.lacks) == (None, "certificate_withdrawn")


def test_an_acceptance_of_another_package_gives_nothing_back():
    facts = programme().facts
    facts.act("receipt", KEPT)
    assert lacking(facts) == {KEPT: "not_accepted"}


@pytest.mark.parametrize("field", ["package", "receipt"])
def test_an_acceptance_that_names_another_one_accepts_nothing(field):
    facts = programme().facts
    facts.act("acceptance", KEPT, **{field: "sha256:" + "0" * 64})
    assert lacking(facts) == {KEPT: "not_accepted"}


def test_the_certificate_of_an_earlier_ending_proves_nothing_of_the_last_one():
    facts = programme().facts
    facts.agree(DUMP)
    facts.intend(DUMP)
    facts.end(DUMP, "destroyed")
    assert lacking(facts) == {DUMP: "not_certified"}


def test_a_copy_of_another_asset_s_packages_stands_for_none_of_ours():
    listed = copies("abonnes")
    listed[-1]["medium"]["path"] = "abonnes-anciens"
    facts = programme(change={"assets.abonnes.copies": listed}).facts
    assert lacking(facts) == {"packages/abonnes": "package_unlisted"}


def test_what_is_kept_is_kept_for_a_reason():
    without = {"assets.affiches.retention": None, "assets.affiches.fate_reason": None}
    facts = programme(change=without).facts
    found = line(facts, KEPT)
    assert (found.lacks, found.mover) == ("without_legal_basis", "role:controller@ville")
    facts = programme(change={"assets.affiches.retention": None}).facts
    assert line(facts, KEPT).said == ("assets", 1, "fate_reason")


@pytest.mark.parametrize(
    ("at", "change", "lacks"),
    [
        (1, {"expires_on": None}, "expiry_unknown"),
        (1, {"fate": "out_of_scope", "expires_on": None}, "without_reason"),
    ],
)
def test_what_the_plan_leaves_open_is_no_bin(at, change, lacks):
    listed = copies("abonnes")
    listed[at] |= change
    facts = programme(change={"assets.abonnes.copies": listed}).facts
    assert lacking(facts) == {NIGHT: lacks}


# ---------------------------------------------------------------- what a later plan drops


def test_what_a_later_plan_drops_still_needs_a_bin():
    facts = adopt(Programme(change=LISTED).facts, without={NIGHT})
    found = line(facts, NIGHT)
    assert (found.lacks, found.listed) == ("dropped_without_reason", 0)


def test_what_was_destroyed_before_it_was_dropped_keeps_its_certificate():
    facts = adopt(programme().facts, without={DUMP})
    assert lacking(facts) == {}
    assert line(facts, DUMP).bin is Bin.DESTROYED


REASON = {"id": "affiches", "name": "Affiches", "holder": "ville", "reason": "Reprises en régie"}


def test_an_asset_declared_out_of_perimeter_goes_with_its_copies_but_never_with_ours():
    facts = Programme(change=LISTED).carry(FEB, MARCH, but={"approval_missing"}).facts
    adopt(facts, without={"affiches"}, out_of_perimeter=[REASON])
    lacks = lacking(facts)
    assert "asset:affiches" not in lacks
    assert "copy:affiches/papier" not in lacks
    assert lacks["copy:affiches/notre-paquet"] == "dropped_without_reason"
    assert line(facts, "asset:affiches").said == ("out_of_perimeter", 0, "reason")


def test_a_dropped_asset_without_a_reason_names_each_of_its_copies():
    facts = adopt(Programme(change=LISTED).facts, without={"affiches"})
    dropped = {name for name, lacks in lacking(facts).items() if lacks == "dropped_without_reason"}
    names = ("paquet", "replique", "papier", "notre-paquet")
    assert dropped == {"asset:affiches", *(f"copy:affiches/{one}" for one in names)}


def test_a_dropped_asset_that_we_packaged_and_never_listed_has_no_bin():
    facts = Programme().carry(FEB, MARCH).facts
    adopt(facts, without={"affiches"}, out_of_perimeter=[REASON])
    assert lacking(facts)["packages/affiches"] == "package_unlisted"


def test_a_reason_for_an_asset_that_the_plan_still_holds_excuses_none_of_its_copies():
    facts = adopt(
        Programme(change=LISTED).facts, without={"copy:affiches/papier"}, out_of_perimeter=[REASON]
    )
    assert line(facts, "copy:affiches/papier").lacks == "dropped_without_reason"
