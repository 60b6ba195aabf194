"""Three words, by rule: détruit, détruit avec exceptions, non détruit."""

import pytest

from releve.certificates.status import Status, status_of
from releve.model.evidence import Outcome
from releve.model.plan import CopyFate

KINDS = {
    "destroyed": (Outcome.DESTROYED, {"observed": "absent"}, "destroyed", ()),
    "attested and seen": (Outcome.ATTESTED, {"observed": "absent"}, "destroyed", ()),
    "found absent": (
        Outcome.FOUND_ABSENT,
        {"observed": "absent"},
        "destroyed_with_exceptions",
        ("found_absent",),
    ),
    "attested and not seen": (
        Outcome.ATTESTED,
        {"observed": "unreachable"},
        "destroyed_with_exceptions",
        ("attested_unseen",),
    ),
    "nobody could look": (
        Outcome.DESTROYED,
        {"observed": "undetermined"},
        "destroyed_with_exceptions",
        ("verification_undetermined",),
    ),
    "ended late": (
        Outcome.DESTROYED,
        {"observed": "absent", "overran": True},
        "destroyed_with_exceptions",
        ("overran",),
    ),
    "copies left": (
        Outcome.DESTROYED,
        {
            "observed": "absent",
            "remaining": [
                CopyFate.OUT_OF_SCOPE,
                CopyFate.EXPIRES,
                CopyFate.DESTROYED,
                CopyFate.EXPIRES,
            ],
        },
        "destroyed_with_exceptions",
        ("copies_pending", "copies_expiring", "copies_out_of_scope"),
    ),
    "everything at once": (
        Outcome.FOUND_ABSENT,
        {"observed": "absent", "overran": True, "remaining": [CopyFate.DESTROYED]},
        "destroyed_with_exceptions",
        ("found_absent", "overran", "copies_pending"),
    ),
    "not begun": (None, {}, "not_destroyed", ("not_begun",)),
    "begun and not ended": (None, {"begun": True}, "not_destroyed", ("unfinished",)),
    "seen again": (
        Outcome.ATTESTED,
        {"observed": "present"},
        "not_destroyed",
        ("still_present",),
    ),
    "in part": (Outcome.PARTIAL, {"observed": ""}, "not_destroyed", ("partial",)),
    "undetermined": (Outcome.UNDETERMINED, {}, "not_destroyed", ("undetermined",)),
    "rolled back": (Outcome.ROLLED_BACK, {}, "not_destroyed", ("rolled_back",)),
    "sent back": (
        Outcome.DESTROYED,
        {"observed": "absent", "sent_back": True},
        "not_destroyed",
        ("sent_back",),
    ),
    "begun again after it was sent back": (
        Outcome.DESTROYED,
        {"observed": "absent", "sent_back": True, "begun": True},
        "not_destroyed",
        ("unfinished",),
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_status_is(name):
    outcome, facts, status, reasons = KINDS[name]
    found = status_of(outcome, **facts)
    assert (found.status.value, found.reasons) == (status, reasons)


def test_only_what_is_gone_is_ever_called_destroyed():
    for outcome in Outcome:
        gone = outcome in {Outcome.DESTROYED, Outcome.FOUND_ABSENT, Outcome.ATTESTED}
        assert (status_of(outcome).status is not Status.NOT_DESTROYED) is gone
