from itertools import product

import pytest

from releve.certificates.claims import CONDITIONS, Claim, Level, Title, claim
from releve.certificates.number import certificate_number
from releve.errors import StepRefused, UsageError
from releve.model.evidence import Outcome
from releve.model.ids import Realm
from releve.model.plan import Performer

US = Performer.US
ERASED = Outcome.DESTROYED
EVERY_CONDITION = dict.fromkeys(CONDITIONS, "yes")


def erased(medium: str, technique: str, **more) -> Claim:
    return claim(medium, technique, ERASED, US, observed="absent", **more)


def test_the_ladder_is_in_order() -> None:
    assert [level.value for level in Level] == [
        "logical_deletion",
        "clear",
        "cryptographic_erase",
        "purge",
        "destroy",
    ]
    assert Level.PURGE.capped(Level.CLEAR) is Level.CLEAR
    assert Level.CLEAR.capped(Level.DESTROY) is Level.CLEAR


@pytest.mark.parametrize(
    ("medium", "technique", "reasons"),
    [
        ("files", "overwrite_unlink", ("named_objects_only", "file_system_remnants")),
        ("sql", "drop_table", ("named_objects_only", "drop_is_not_purge", "live_database")),
        ("sql", "truncate", ("named_objects_only", "drop_is_not_purge", "live_database")),
        ("files", "shred", ("file_system_remnants",)),
        ("flash", "block_erase", ("flash_remnants",)),
        ("object_store", "overwrite", ("virtual_volume",)),
        ("device", "trim", ("drop_is_not_purge",)),
        ("device", "wished_away", ("technique_unranked",)),
        ("hard_to_say", "overwrite", ("medium_unranked",)),
    ],
)
def test_weak_methods_are_logical_deletions_and_say_why(medium, technique, reasons) -> None:
    claimed = erased(medium, technique)
    assert claimed.level is Level.LOGICAL_DELETION
    assert claimed.title is Title.LOGICAL_DELETION
    assert claimed.reasons == reasons


@pytest.mark.parametrize(
    ("medium", "technique", "level", "title"),
    [
        ("device", "overwrite", Level.CLEAR, Title.ERASURE),
        ("device", "block_erase", Level.PURGE, Title.ERASURE),
        ("device", "degauss", Level.PURGE, Title.ERASURE),
        ("device", "shred", Level.DESTROY, Title.DESTRUCTION),
        ("flash", "incinerate", Level.DESTROY, Title.DESTRUCTION),
    ],
)
def test_the_title_follows_the_level(medium, technique, level, title) -> None:
    claimed = erased(medium, technique)
    assert (claimed.level, claimed.title, claimed.reasons) == (level, title, ())


@pytest.mark.parametrize("missing", CONDITIONS)
@pytest.mark.parametrize("answer", ["no", "unknown", ""])
def test_one_condition_unmet_keeps_cryptographic_erase_from_purge(missing, answer) -> None:
    conditions = EVERY_CONDITION | {missing: answer}
    claimed = erased("device", "cryptographic_erase", conditions=conditions)
    assert claimed.level is Level.CRYPTOGRAPHIC_ERASE
    assert claimed.reasons == ("key_conditions_unmet",)


def test_cryptographic_erase_with_every_condition_is_a_purge() -> None:
    claimed = erased("device", "cryptographic_erase", conditions=EVERY_CONDITION)
    assert (claimed.level, claimed.title) == (Level.PURGE, Title.ERASURE)


@pytest.mark.parametrize("performer", [Performer.PUBLISHER, Performer.HOST])
@pytest.mark.parametrize(("observed", "seen"), [("absent", True), ("unreachable", False)])
def test_what_another_did_is_attested_by_another(performer, observed, seen) -> None:
    claimed = claim("device", "shred", Outcome.ATTESTED, performer, observed=observed)
    assert (claimed.title, claimed.seen) == (Title.THIRD_PARTY, seen)
    assert claimed.level is Level.LOGICAL_DELETION
    assert claimed.reasons[0] == "attested_by_another"


def test_absence_found_after_a_crash_is_not_a_deletion() -> None:
    claimed = claim("files", "overwrite_unlink", Outcome.FOUND_ABSENT, US, observed="absent")
    assert claimed.title is Title.FOUND_ABSENT
    assert claimed.reasons[0] == "found_absent"


@pytest.mark.parametrize(
    ("outcome", "observed", "code"),
    [
        (Outcome.PARTIAL, "absent", "partial_never_certified"),
        (Outcome.UNDETERMINED, "absent", "outcome_not_certifiable"),
        (Outcome.ROLLED_BACK, "absent", "outcome_not_certifiable"),
        (Outcome.STOPPED, "down", "outcome_not_certifiable"),
        (ERASED, "present", "present_never_certified"),
        (ERASED, "unreachable", "outcome_not_certifiable"),
        (Outcome.ATTESTED, "present", "present_never_certified"),
        (Outcome.FOUND_ABSENT, "unreachable", "outcome_not_certifiable"),
    ],
)
def test_what_may_not_be_certified_is_refused(outcome, observed, code) -> None:
    with pytest.raises(StepRefused) as refused:
        claim("files", "overwrite_unlink", outcome, US, observed=observed)
    assert refused.value.code == code


def test_no_method_on_media_we_cannot_reach_rises_above_logical_deletion() -> None:
    media = ("sql", "files", "external", "volume", "object_store")
    techniques = ("shred", "degauss", "overwrite", "cryptographic_erase", "drop_table")
    levels = {erased(m, t, conditions=EVERY_CONDITION).level for m, t in product(media, techniques)}
    assert levels == {Level.LOGICAL_DELETION}


@pytest.mark.parametrize(
    ("realm", "subject", "occurrence", "number"),
    [
        (Realm.REHEARSAL, "asset:dac-littoral", 0, "PREDICE-EX-dac-littoral-1"),
        (Realm.REAL, "asset:dac-littoral", 2, "PREDICE-dac-littoral-3"),
        (Realm.REAL, "copy:dac-littoral/dump", 0, "PREDICE-dac-littoral.dump-1"),
        (Realm.REAL, "service:vigilans", 0, "PREDICE-service_vigilans-1"),
    ],
)
def test_numbers_are_readable_and_differ(realm, subject, occurrence, number) -> None:
    assert certificate_number("predice", realm, subject, occurrence) == number


@pytest.mark.parametrize("subject", ["plan", "", "person:x"])
def test_only_things_are_certified(subject) -> None:
    with pytest.raises(UsageError, match="subject_not_certifiable"):
        certificate_number("predice", Realm.REAL, subject, 0)


def test_what_another_destroyed_is_an_attestation_or_nothing() -> None:
    with pytest.raises(StepRefused, match="outcome_not_certifiable"):
        claim("device", "shred", ERASED, Performer.HOST, observed="absent")
