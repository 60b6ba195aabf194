"""Nothing is lost between loops, whatever comes in whatever order; and the cell's work list."""

import json

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from releve.canonical import digest
from releve.errors import EvidenceRefused
from releve.pathways.attestation import Outcome, OutcomeRow
from releve.pathways.identities import (
    HEADER,
    Decision,
    Ruling,
    doubts,
    merges_of,
    read_decisions,
    read_work_list,
    work_list_csv,
    work_list_json,
    write_decisions,
)
from releve.pathways.index import build_index
from releve.pathways.listing import Listing
from releve.pathways.loop import Loop, Standing
from releve.pathways.names import pathway_name
from tests.fakes.canonical_folders import KEY, ListedGroups, group

PACKAGE = digest(b"bordereau")
NAMES = st.sampled_from([f"{number:064x}" for number in range(12)])
WAITING = {Standing.AWAITED, Standing.REJECTED, Standing.POSSIBLE_DUPLICATE}


def outcome(name, found):
    known = "cible:1" if found in {Outcome.LINKED, Outcome.POSSIBLE_DUPLICATE} else None
    return OutcomeRow(pathway=name, outcome=found, person=known)


def decision(name, ruling):
    into = "a" * 64 if ruling is Ruling.MERGED else None
    reason = "motif" if ruling is Ruling.GIVEN_UP else None
    return Decision(decision=ruling, pathway=name, into=into, reason=reason)


class Loops(RuleBasedStateMachine):
    """Everybody says anything at any time; the loop takes it or refuses it, and loses nothing."""

    def __init__(self):
        super().__init__()
        self.loop = Loop()
        self.ever = {}

    def attempt(self, step, expected, *, allowed):
        """Take a step that the rules allow, or see it refused whole."""
        if allowed:
            self.loop = step()
            self.ever |= expected
        else:
            with pytest.raises(EvidenceRefused, match="loop_not_open"):
                step()

    def all_stand(self, names, *standings):
        return all(self.ever.get(name) in standings for name in names)

    @rule(names=st.sets(NAMES, min_size=1))
    def deliver(self, names):
        expected = dict.fromkeys(names, Standing.AWAITED)
        self.attempt(lambda: self.loop.deliver(names), expected, allowed=True)

    @rule(names=st.sets(NAMES, min_size=1, max_size=3))
    def withdraw(self, names):
        expected = dict.fromkeys(names, Standing.WITHDRAWN)
        allowed = names <= self.ever.keys()
        self.attempt(lambda: self.loop.withdraw(names), expected, allowed=allowed)

    @rule(said=st.dictionaries(NAMES, st.sampled_from(Outcome), min_size=1))
    def attest(self, said):
        rows = [outcome(name, found) for name, found in said.items()]
        expected = {name: Standing(found.value) for name, found in said.items()}
        allowed = self.all_stand(said, Standing.AWAITED)
        self.attempt(lambda: self.loop.attest(rows), expected, allowed=allowed)

    @rule(said=st.dictionaries(NAMES, st.sampled_from(Ruling), min_size=1, max_size=2))
    def decide(self, said):
        rows = [decision(name, ruling) for name, ruling in said.items()]
        expected = {
            name: Standing.GIVEN_UP if ruling is Ruling.GIVEN_UP else Standing.AWAITED
            for name, ruling in said.items()
        }
        allowed = all(
            self.ever.get(name)
            is (Standing.REJECTED if one is Ruling.GIVEN_UP else Standing.POSSIBLE_DUPLICATE)
            for name, one in said.items()
        )
        self.attempt(lambda: self.loop.rule(rows), expected, allowed=allowed)

    @rule(found=st.sampled_from(Outcome))
    def attest_all_that_is_awaited(self, found):
        awaited = [one for one, at in self.ever.items() if at is Standing.AWAITED]
        self.attempt(
            lambda: self.loop.attest([outcome(name, found) for name in awaited]),
            dict.fromkeys(awaited, Standing(found.value)),
            allowed=True,
        )

    @invariant()
    def each_pathway_delivered_is_counted_once(self):
        assert self.loop.standings == self.ever
        assert sum(self.loop.counts().values()) == self.loop.delivered == len(self.ever)
        assert self.loop.waiting == sum(self.loop.counts()[one] for one in WAITING)


TestLoops = Loops.TestCase
TestLoops.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_a_reject_is_corrected_and_a_doubt_decided():
    a, b, c = ("a" * 64, "b" * 64, "c" * 64)
    loop = Loop().deliver([a, b, c])
    loop = loop.attest(
        [
            outcome(a, Outcome.CREATED),
            outcome(b, Outcome.REJECTED),
            outcome(c, Outcome.POSSIBLE_DUPLICATE),
        ]
    )
    assert loop.waiting == 2
    loop = loop.deliver([b]).rule([decision(c, Ruling.DISTINCT)])
    loop = loop.attest([outcome(b, Outcome.REJECTED), outcome(c, Outcome.CREATED)])
    loop = loop.rule([decision(b, Ruling.GIVEN_UP)])
    assert loop.waiting == 0
    assert loop.counts()[Standing.GIVEN_UP] == 1
    loop = loop.deliver([c])
    assert loop.waiting == 1
    assert loop.withdraw([c]).waiting == 0
    assert loop.delivered == 3


DOUBTFUL = [
    group(1, birth_family_name="=FORMULE", birth_place={"absent": "unknown"}),
    group(2, birth_family_name="FICTIVE; L'ÉTOILE"),
]


@pytest.fixture(name="listing")
def outcomes():
    rows = [
        OutcomeRow(
            pathway=pathway_name(KEY, one.id).hex(),
            outcome=Outcome.POSSIBLE_DUPLICATE,
            person=f"cible:{at}",
        )
        for at, one in enumerate(DOUBTFUL)
    ]
    return Listing(PACKAGE, [*rows, outcome("e" * 64, Outcome.CREATED)], PACKAGE)


@pytest.fixture(name="side")
def delivered(tmp_path):
    return build_index(tmp_path / "index", KEY, ListedGroups(DOUBTFUL))


def filled(data, *answers):
    """Write the answers of the cell: decision and person, by pathway id."""
    head, *lines = data.decode("utf-8-sig").splitlines()
    given = {one[0]: one[1:] for one in answers}
    for at, line in enumerate(lines):
        cells = line.split(";")
        for pathway, (word, into) in given.items():
            if pathway in cells:
                lines[at] = ";".join([*cells[:-2], word, into])
    return "\r\n".join([head, *lines, ""]).encode("utf-8-sig")


def test_the_work_list_is_for_people_and_for_programs(listing, side):
    found = list(doubts(listing, side))
    assert [one.name for one in found] == sorted(one.pathway for one in listing.rows[:2])
    text = work_list_csv(found).decode("utf-8-sig")
    assert text.splitlines()[0].split(";") == list(HEADER)
    assert "'=FORMULE" in text
    assert ";=FORMULE" not in text
    rows = {one["dossier"]: one for one in json.loads(work_list_json(found))}
    assert rows[DOUBTFUL[1].id]["birth_family_name"] == "FICTIVE; L'ÉTOILE"
    assert rows[DOUBTFUL[0].id]["birth_place"] == "(unknown)"
    assert rows[DOUBTFUL[0].id]["given_names"] == "Ana Lou"


def test_decisions_come_back_and_what_is_left_blank_stays_in_doubt(listing, side):
    first, second = (one.id for one in DOUBTFUL)
    data = work_list_csv(doubts(listing, side))
    assert read_work_list(data, KEY, listing.rows) == ()
    one = read_work_list(filled(data, (first, "distinct", "")), KEY, listing.rows)
    assert [(each.pathway, each.decision) for each in one] == [
        (pathway_name(KEY, first).hex(), Ruling.DISTINCT)
    ]
    both = filled(data, (first, "fusion", ""), (second, "fusion", first.replace("1", "9")))
    decided = read_work_list(both, KEY, listing.rows)
    assert merges_of(decided) == {
        pathway_name(KEY, first): pathway_name(KEY, "cible:0"),
        pathway_name(KEY, second): pathway_name(KEY, first.replace("1", "9")),
    }
    read = read_decisions(write_decisions(PACKAGE, decided)).rows
    assert sorted(map(repr, read)) == sorted(map(repr, decided))
    cut = b"\r\n".join([*both.splitlines()[:2], b""])
    assert len(read_work_list(cut, KEY, listing.rows)) == 1


@pytest.mark.parametrize(
    "answer", [("oui", ""), ("distinct", "cible:1"), ("", "cible:1"), ("merged", "")]
)
def test_an_answer_that_is_none_is_refused_with_its_line(listing, side, answer):
    data = filled(work_list_csv(doubts(listing, side)), (DOUBTFUL[0].id, *answer))
    with pytest.raises(EvidenceRefused, match="work_list_malformed"):
        read_work_list(data, KEY, listing.rows)


def test_a_work_list_of_others_is_refused(listing, side):
    data = work_list_csv(doubts(listing, side))
    answered = filled(data, (DOUBTFUL[0].id, "distinct", ""))
    lines = [one for one in answered.splitlines(keepends=True) if b"distinct" in one]
    for other in (b"", data[data.index(b"\n") + 1 :], answered + lines[0], b"x" + data):
        with pytest.raises(EvidenceRefused, match="work_list_malformed"):
            read_work_list(other, KEY, listing.rows)
    with pytest.raises(EvidenceRefused, match="work_list_malformed"):
        read_work_list(filled(data, (DOUBTFUL[0].id, "distinct", "")), KEY, listing.rows[2:])


def test_a_doubt_about_what_was_not_delivered_is_refused(listing, tmp_path):
    other = build_index(tmp_path / "other", KEY, ListedGroups(DOUBTFUL[:1]))
    with pytest.raises(EvidenceRefused, match="doubt_of_unknown_key"):
        list(doubts(listing, other))


def test_decisions_that_contradict_one_another_are_refused():
    a, b = "a" * 64, "b" * 64
    twice = [decision(b, Ruling.DISTINCT), decision(b, Ruling.GIVEN_UP)]
    further = Decision(decision=Ruling.MERGED, pathway=a, into="c" * 64)
    chain = [decision(b, Ruling.MERGED), further]
    for rows in (twice, chain):
        with pytest.raises(EvidenceRefused, match="decisions_contradict"):
            read_decisions(write_decisions(PACKAGE, rows))
    for wrong in ({"into": b}, {"decision": Ruling.MERGED, "into": a}, {"reason": "x"}):
        with pytest.raises(ValueError, match=r"decision_incomplete|merged_into_itself"):
            Decision(**{"decision": Ruling.DISTINCT, "pathway": a, **wrong})
