"""A certificate is issued, withdrawn by those entitled to it, and issued again in its place."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releve.certificates.certificate import certificate_data
from releve.certificates.number import certificate_number
from releve.certificates.statement import build_statement
from releve.certificates.succession import supersedes_of
from releve.errors import ActRefused, StepRefused
from releve.model.ids import Realm
from tests.fakes.fact_maker import FactMaker
from tests.fakes.paper_ledger import PaperLedger, log_key, plan, story
from tests.fakes.plan_maker import make_plan

A, DUMP = "asset:abonnes", "copy:abonnes/dump"
FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
JULY = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def certified():
    """The asset and its copy are destroyed and certified."""
    facts = FactMaker(make_plan(keep=["abonnes"]), now=FEB)
    facts.adopt()
    facts.give_back(A)
    facts.act("visa", A)
    facts.now = JUNE2
    facts.destroy(A)
    facts.destroy(DUMP)
    facts.now = JULY
    return facts


def refusal(facts, act):
    with pytest.raises(ActRefused) as caught:
        facts.deposit(act)
    return caught.value.code


def ready(facts):
    return {(one.verb.value, one.subject) for one in facts.agenda().ready}


def done(facts):
    return {one.subject: one.bin for one in facts.agenda().done}


# ------------------------------------------------------------------------- admission


def test_the_lead_the_authority_and_this_controller_withdraw_and_nobody_else(certified):
    allowed = set()
    for person in certified.plan.people:
        act = certified.draft("withdrawal", A, person.id)
        try:
            certified.altered().deposit(act)
            allowed.add(person.id)
        except ActRefused as refused:
            assert refused.code == "role_may_not"  # noqa: PT017 - collected, one by one
    assert allowed == {"cheffe", "adjointe", "exploitante", "tutelle", "directrice"}


def test_without_a_controller_in_the_plan_no_controller_withdraws(certified):
    orphan = make_plan(keep=["abonnes"], change={"assets.abonnes.controller": None})
    facts = certified.altered(plan=orphan)
    assert refusal(facts, facts.draft("withdrawal", A, "maire-voisin")) == "role_may_not"
    facts.deposit(facts.draft("withdrawal", A, "cheffe"))


@pytest.mark.parametrize("subject", [A, DUMP])
def test_only_a_certificate_of_this_subject_is_withdrawn(certified, subject):
    other = DUMP if subject == A else A
    number = certified.state.of(other).certificates[-1].number
    for named in (number, "-", "C-0"):
        wrong = certified.draft("withdrawal", subject, certificate=named)
        assert refusal(certified, wrong) == "certificate_unknown"


def test_nothing_is_withdrawn_before_it_is_issued():
    facts = FactMaker(make_plan(), now=FEB)
    facts.adopt()
    assert refusal(facts, facts.draft("withdrawal", A)) == "certificate_unknown"


@pytest.mark.parametrize("first", ["none", "reissue"])
def test_one_withdrawn_is_not_withdrawn_again(certified, first):
    certified.deposit(certified.draft("withdrawal", A, replacement=first))
    again = certified.draft("withdrawal", A, "tutelle", replacement="reissue")
    assert refusal(certified, again) == "certificate_not_in_force"


def test_one_replaced_is_not_withdrawn_again(certified):
    number = certified.state.of(A).certificates[0].number
    certified.deposit(certified.draft("withdrawal", A))
    certified.certify(A)
    stale = certified.draft("withdrawal", A, certificate=number)
    assert refusal(certified, stale) == "certificate_not_in_force"
    certified.deposit(certified.draft("withdrawal", A))


@pytest.mark.parametrize("word", ["-", "Reissue", "nothing"])
def test_a_withdrawal_says_what_comes_instead(certified, word):
    unclear = certified.draft("withdrawal", A, replacement=word)
    assert refusal(certified, unclear) == "replacement_unknown"


# ------------------------------------------------------------------------------ state


def test_withdrawn_to_be_issued_again_it_is_to_be_certified(certified):
    assert ready(certified) == set()
    certified.act("withdrawal", A)
    known = certified.state.of(A)
    assert (known.certified, known.in_force) == (None, None)
    assert known.withdrawn.number == known.certificates[0].number
    assert ready(certified) == {("certify", A)}
    certified.certify(A)
    known = certified.state.of(A)
    first, second = known.certificates
    assert certified.entries[second.index].body["supersedes"] == first.index
    assert (first.replaced, known.in_force, known.withdrawn) == (second.index, second, None)
    assert known.certified == second.index
    assert ready(certified) == set()
    assert done(certified)[A] == "destroyed"


def test_withdrawn_for_good_it_stays_destroyed_and_shown_withdrawn(certified):
    certified.act("withdrawal", A, replacement="none")
    assert certified.state.of(A).certified is not None
    assert ready(certified) == set()
    assert done(certified)[A] == "destroyed_certificate_withdrawn"
    assert done(certified)[DUMP] == "destroyed"


def test_a_paused_subject_waits_to_be_certified_again(certified):
    certified.act("withdrawal", DUMP)
    certified.act("pause", A)
    assert ready(certified) == set()
    assert [one.subject for one in certified.agenda().waiting] == [DUMP]


def test_a_withdrawal_of_nothing_changes_nothing(certified):
    before = certified.state.of(A)
    certified.act("withdrawal", A, certificate="C-0")
    after = certified.state.of(A)
    assert (after.certified, after.certificates) == (before.certified, before.certificates)


# ---------------------------------------------------------------- number and statement


IDS = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,9}\Z")
SUBJECTS = st.one_of(
    IDS.map(lambda one: f"asset:{one}"),
    st.tuples(IDS, IDS).map(lambda two: f"copy:{two[0]}/{two[1]}"),
    IDS.map(lambda one: f"service:{one}"),
)
ISSUANCES = st.tuples(SUBJECTS, st.integers(0, 12), st.integers(1, 12))


@given(ISSUANCES, ISSUANCES)
def test_two_issuances_never_share_a_number_whatever_the_capitals(one, other):
    def numbered(issuance):
        subject, occurrence, revision = issuance
        return certificate_number("essai", Realm.REAL, subject, occurrence, revision).lower()

    assert (numbered(one) == numbered(other)) is (one == other)


@pytest.mark.parametrize(
    "issuances",
    [
        (("asset:x", 0, 2), ("asset:x-1", 1, 1)),
        (("asset:x", 1, 1), ("asset:x-2", 0, 1)),
        (("asset:x-1-r2", 0, 1), ("asset:x", 0, 2)),
        (("asset:x", 0, 1), ("asset:x", 0, 2)),
        (("copy:x/y-1-r2", 0, 1), ("copy:x/y", 0, 2)),
    ],
)
def test_ids_that_look_like_revisions_are_not(issuances):
    first, second = (
        certificate_number("essai", Realm.REAL, subject, occurrence, revision).lower()
        for subject, occurrence, revision in issuances
    )
    assert first != second


SUBJECT, AT = "asset:dac-littoral", "2025-07-01T08:00"


def stated(paper, outcome):
    ledger = PaperLedger(paper, log_key())
    return build_statement(
        plan=plan(realm=paper.realm),
        entries=paper.entries,
        outcome=outcome,
        leaf_hash=ledger.leaf,
        checkpoint=ledger.checkpoint(),
        tool="releve 0.1.0",
    )


def issued(paper, outcome):
    predicate = json.loads(stated(paper, outcome))["predicate"]
    index = paper.add(
        "certificate_issued",
        SUBJECT,
        AT,
        number=predicate["number"],
        title=predicate["claim"]["title"],
        statement="sha256:" + "0" * 64,
        outcome=outcome,
        supersedes=supersedes_of(predicate),
    )
    return predicate, index


def withdraw(paper, number, replacement="reissue"):
    asked = {"certificate": number, "replacement": replacement, "reason": "titre faux"}
    return paper.act("withdrawal", SUBJECT, AT, "cheffe-projet", **asked)


def test_the_statement_says_what_it_takes_the_place_of():
    paper = story()
    outcome = len(paper.entries) - 1
    first, index = issued(paper, outcome)
    assert first["supersedes"] is None
    act = withdraw(paper, first["number"])
    second, again = issued(paper, outcome)
    assert second["number"] == f"{first['number']}-R2"
    told, ledger = second["supersedes"], PaperLedger(paper, log_key())
    assert {name: told[name] for name in ("number", "index", "leaf_hash", "statement")} == {
        "number": first["number"],
        "index": index,
        "leaf_hash": ledger.leaf(index),
        "statement": "sha256:" + "0" * 64,
    }
    assert (told["act"]["index"], told["act"]["signer"]) == (act, "cheffe-projet")
    assert told["act"]["leaf_hash"] == ledger.leaf(act)
    assert paper.entries[again].body["supersedes"] == index
    withdraw(paper, second["number"])
    assert issued(paper, outcome)[0]["number"] == f"{first['number']}-R3"


@pytest.mark.parametrize("replacement", [None, "none"])
def test_what_stands_or_is_gone_for_good_is_not_stated_again(replacement):
    paper = story()
    outcome = len(paper.entries) - 1
    first, _ = issued(paper, outcome)
    if replacement is not None:
        withdraw(paper, first["number"], replacement)
    with pytest.raises(StepRefused, match="certificate_stands"):
        stated(paper, outcome)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Remplace le document n° PREDICE-EX-dac-littoral-1, retiré le 1er juillet 2025"),
        ("en", "Replaces document No. PREDICE-EX-dac-littoral-1, withdrawn on 1 July 2025"),
    ],
)
def test_the_document_prints_what_it_replaces(language, sentence):
    paper = story()
    outcome = len(paper.entries) - 1
    first, _ = issued(paper, outcome)
    alone = certificate_data(stated(story(), outcome), plan=plan(), language=language)
    withdraw(paper, first["number"])
    again = certificate_data(stated(paper, outcome), plan=plan(), language=language)
    told = again["sections"][0]["rows"][0]["value"].replace("\u00a0", " ")
    assert told.startswith(sentence)
    assert "Camille Exemple" in told
    assert alone["sections"][0]["rows"] == again["sections"][0]["rows"][1:]
    assert "‹" not in json.dumps(again, ensure_ascii=False)


def test_the_document_prints_the_doubt_beside_the_act():
    paper = story()
    outcome = len(paper.entries) - 1
    told = {"key": "SHA256:exemple", "reason": "vol", "compromised_since": "2025-05-15T00:00:00Z"}
    paper.act("revocation", "plan", AT, "cheffe-projet", **told)
    predicate = json.loads(stated(paper, outcome))["predicate"]
    doubtful = {name: one.get("to_examine") for name, one in predicate["evidence"].items()}
    assert doubtful == {"receipt": False, "acceptance": True}
    assert [one["to_examine"] for one in predicate["acts"]] == [True, True]
    rows = certificate_data(stated(paper, outcome), plan=plan())["acts"]["rows"]
    mark = "à réexaminer : clé déclarée compromise depuis le 15 mai 2025, 02:00"
    assert [mark in row[1].replace("\u00a0", " ") for row in rows] == [False, True, True, True]
