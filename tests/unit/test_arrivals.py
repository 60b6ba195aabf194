"""What is said to have arrived opens something only if it is the package, or what was decided."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from flows.commands.status import doubt_lines
from releve.canonical import digest
from releve.certificates.labels import Labels
from releve.documents.progress import Progress
from releve.model.acts import SignatureKind
from tests.fakes.fact_maker import root_of
from tests.fakes.plan_maker import VIEW
from tests.fakes.programme import Programme

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
PATHWAYS, TABLES = "asset:affiches", "asset:abonnes"
LEFT = {"root": "5" * 64, "records": "2", "pathways": "0"}
OUTCOMES = {"created": 0, "linked": 0, "possible_duplicate": 1, "rejected": 3}


@pytest.fixture
def programme():
    """Pathways delivered and compared; nobody said yet that they arrived."""
    told = Programme(keep=["abonnes", "affiches"], change=deepcopy(VIEW))
    but = {("receipt_missing", PATHWAYS), ("acceptance_missing", PATHWAYS)}
    told.carry(FEB, MARCH, but=but)
    assert told.sign("test", PATHWAYS) is None
    return told


def judged(programme, **changes):
    """Record what an attestation came to."""
    exported = programme.facts.state.of(PATHWAYS).exported
    body = {
        "package": exported.package,
        "attestation": None,
        "seen": ["sha256:" + "1" * 64, "-", "-"],
        "pathways": 0,
        "outcomes": OUTCOMES,
        "records": 2,
        "root": LEFT["root"],
        "refused": [],
        "pending": [],
        "weaknesses": [],
    }
    programme.facts.record("arrival_judged", PATHWAYS, body | changes)


def decide(programme, signer=None, **changes):
    known = programme.facts.state.of(PATHWAYS)
    named = {"package": known.exported.package, "decisions": digest(b"d"), "reason": "-"}
    return programme.sign("decision", PATHWAYS, signer, **(named | LEFT | changes))


def waits(programme, subject=PATHWAYS):
    """Why a subject waits, and whose move it is."""
    return {
        (reason.code, reason.mover)
        for item in programme.facts.agenda().waiting
        for reason in item.reasons
        if item.subject == subject
    }


RECIPIENT, CONTROLLER = "role:recipient@reseau", "role:controller@ville"


def test_another_root_blocks_whoever_accepts(programme):
    assert programme.sign("receipt", PATHWAYS, **LEFT) is None
    assert waits(programme) == {("receipt_differs", RECIPIENT)}
    assert programme.sign("acceptance", PATHWAYS) == "acceptance_before_arrival"
    programme.facts.act("acceptance", PATHWAYS)  # as a performer that forgot to ask would
    programme.facts.now = JUNE2
    assert "requirement_not_done" in {code for code, _ in waits(programme, TABLES)}


def test_a_signed_decision_says_what_is_left_to_hold(programme):
    programme.sign("receipt", PATHWAYS, **LEFT)
    assert decide(programme) is None
    assert waits(programme) == {("acceptance_missing", CONTROLLER)}
    whole = root_of(programme.world.packages[programme.facts.state.of(PATHWAYS).exported.package])
    assert programme.sign("acceptance", PATHWAYS, root=whole) == "acceptance_of_another_package"
    assert programme.sign("acceptance", PATHWAYS, root=LEFT["root"]) is None
    assert waits(programme) == set()
    programme.facts.now = JUNE2
    assert "requirement_not_done" not in {code for code, _ in waits(programme, TABLES)}


def test_the_whole_package_is_still_expected_after_a_decision(programme):
    assert decide(programme) is None
    assert programme.sign("receipt", PATHWAYS) is None
    assert waits(programme) == {("acceptance_missing", CONTROLLER)}
    assert programme.sign("acceptance", PATHWAYS) is None


def test_only_the_last_decision_counts(programme):
    assert decide(programme) is None
    assert decide(programme, root="6" * 64) is None
    programme.sign("receipt", PATHWAYS, **LEFT)
    assert waits(programme) == {("receipt_differs", RECIPIENT)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"package": "sha256:" + "9" * 64}, "decision_of_another_package"),
        ({"records": "999"}, "decision_adds"),
        ({"pathways": "1"}, "decision_adds"),
        ({"records": "-1"}, "decision_adds"),
        ({"pathways": "٠"}, "decision_adds"),
        ({"signer": "cheffe"}, "role_may_not"),
        ({"signer": "maire-voisin"}, "role_may_not"),
        ({"signer": "reception"}, "role_may_not"),
    ],
)
def test_a_decision_that_may_not_be(programme, change, code):
    assert decide(programme, **change) == code


def test_a_decision_is_about_pathways_alone(programme):
    package = programme.facts.state.of(TABLES).exported.package
    told = {"package": package, "decisions": digest(b"d"), "reason": "-"}
    assert programme.sign("decision", TABLES, **told, **LEFT) == "decision_of_another_package"


def test_an_export_forgets_what_was_decided_before(programme):
    decide(programme)
    judged(programme)
    programme.facts.export(PATHWAYS)
    known = programme.facts.state.of(PATHWAYS)
    assert known.decided is known.arrived is None


def test_what_an_attestation_leaves_open_names_whose_move_it_is(programme):
    programme.sign("receipt", PATHWAYS, **LEFT)
    judged(programme)
    assert waits(programme) == {("pathways_undecided", CONTROLLER)}
    decide(programme, root="6" * 64)
    assert waits(programme) == {("pathways_awaited", RECIPIENT)}
    judged(programme)
    assert waits(programme) == {("pathways_undecided", CONTROLLER)}
    sent = {"package": "sha256:" + "7" * 64}
    programme.facts.record("partial_delivered", PATHWAYS, sent)
    assert waits(programme) == {("pathways_awaited", RECIPIENT)}


def test_a_refused_attestation_closes_what_a_receipt_would_open(programme):
    programme.sign("receipt", PATHWAYS)
    assert waits(programme) == {("acceptance_missing", CONTROLLER)}
    judged(programme, refused=["attestation_malformed"], root=None)
    assert waits(programme) == {("arrival_refused", RECIPIENT)}
    assert programme.sign("acceptance", PATHWAYS) == "acceptance_before_arrival"


@pytest.mark.parametrize("change", [{"root": "6" * 64}, {"records": 1}, {"pathways": 1}])
def test_a_receipt_says_what_its_attestation_says(programme, change):
    decide(programme)
    programme.sign("receipt", PATHWAYS, **LEFT)
    judged(programme)
    assert waits(programme) == {("acceptance_missing", CONTROLLER)}
    judged(programme, **change)
    assert waits(programme) == {("receipt_contradicts_attestation", RECIPIENT)}


def test_an_attestation_of_another_package_changes_nothing(programme):
    programme.sign("receipt", PATHWAYS)
    judged(programme, package="sha256:" + "8" * 64, refused=["x"])
    assert waits(programme) == {("acceptance_missing", CONTROLLER)}


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (SignatureKind.PERSONAL_KEY, None),
        (SignatureKind.SIGNED_PDF, "PDF signé, transcrit par deux personnes"),
        (SignatureKind.PAPER, "papier signé, transcrit par deux personnes"),
    ],
)
def test_a_weaker_receipt_is_shown_as_such(programme, kind, shown):
    programme.deposit(programme.facts.draft("receipt", PATHWAYS), kind=kind)
    facts = programme.facts
    lines = doubt_lines(facts.state, facts.entries)
    progress = Progress(labels=Labels(plan=facts.plan), state=facts.state)
    told = progress.given_back(PATHWAYS)
    assert ("weaker" in lines, "preuve plus faible" in told) == (shown is not None,) * 2
    if shown is not None:
        assert told.endswith(shown)
        assert PATHWAYS in lines["weaker"]


def test_a_decision_that_was_not_admitted_opens_nothing(programme):
    """As if a performer had recorded it without asking whether it may count."""
    told = {"decisions": digest(b"d"), "reason": "-", **LEFT}
    for subject in (PATHWAYS, TABLES):
        exported = programme.facts.state.of(subject).exported.package
        package = "sha256:" + "9" * 64 if subject == PATHWAYS else exported
        programme.facts.act("decision", subject, package=package, **told)
        programme.facts.act("receipt", subject, **LEFT)
    programme.facts.now = JUNE2
    for subject in (PATHWAYS, TABLES):
        assert "receipt_differs" in {code for code, _ in waits(programme, subject)}
