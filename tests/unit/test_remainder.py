"""What decisions leave of a package, and the lists and reports that they are made from."""

import json

import pytest

from releve.canonical import encode
from releve.errors import EvidenceRefused
from releve.pathways.difference_report import read_report, reconcile
from releve.pathways.identities import Decision, Ruling
from releve.pathways.index import build_index
from releve.pathways.loop import Loop, Standing
from releve.pathways.remainder import Left, read_give_up, remainder
from releve.pathways.tree import package_root
from tests.fakes.canonical_folders import KEY, ListedGroups, groups

PATHWAYS = groups(5)
REJECTED = {one.id: f"{number:064x}" for number, one in enumerate(PATHWAYS)}


@pytest.fixture
def side(tmp_path):
    opened = build_index(tmp_path / "ours", KEY, ListedGroups(PATHWAYS))
    yield opened
    opened.close()


def without(tmp_path, gone):
    kept = [one for one in PATHWAYS if one.id not in gone]
    return build_index(tmp_path / "theirs", KEY, ListedGroups(kept), 3)


def named(side):
    return {group: name.hex() for group, name, _ in side.entries()}


def test_what_is_left_is_what_a_successor_without_them_computes(side, tmp_path):
    names, gone = named(side), [PATHWAYS[1].id, PATHWAYS[4].id]
    whole = Left(root=side.root(), records=100, pathways=5)
    left = remainder(whole, side.entries(), {names[gone[0]]: 3, names[gone[1]]: 4})
    theirs = without(tmp_path, gone)
    assert left == Left(root=theirs.root(), records=93, pathways=3)
    assert left.fields() == {"root": theirs.root(), "records": "93", "pathways": "3"}
    theirs.close()


def test_nothing_given_up_leaves_all(side):
    whole = Left(root=side.root(), records=100, pathways=5)
    assert remainder(whole, side.entries(), {}) == whole
    assert whole.root == package_root(entry for _, _, entry in side.entries())


def test_a_list_of_pathways_given_up():
    first, second, *_ = REJECTED
    data = f"\ufeff# abandons\n\n{first} hors-perimetre\n  {second}   decede \n".encode()
    found = read_give_up(data, REJECTED)
    assert {(one.pathway, one.reason) for one in found} == {
        (REJECTED[first], "hors-perimetre"),
        (REJECTED[second], "decede"),
    }
    assert {one.decision for one in found} == {Ruling.GIVEN_UP}


@pytest.mark.parametrize(
    "line",
    [
        "{one}",
        "{one} Décédé",
        "{one} Jean Dupont",
        "person/inconnu x",
        "{two} x\n{two} x",
        "\xff x",
    ],
)
def test_a_list_that_says_something_else(line):
    one, two, *_ = REJECTED
    data = line.format(one=one, two=two).encode("latin-1" if "\xff" in line else "utf-8")
    with pytest.raises(EvidenceRefused) as refused:
        read_give_up(b"# x\n" + data, REJECTED)
    assert refused.value.facts == {"line": 3 if "\n" in line else 2}


def report(side, tmp_path, gone=()):
    theirs = without(tmp_path, gone)
    path = tmp_path / "rapport"
    found, _ = reconcile(KEY, side, theirs, {}, path)
    theirs.close()
    return found, path.read_bytes()


def test_a_report_tells_what_is_missing_whole(side, tmp_path):
    gone = [PATHWAYS[0].id, PATHWAYS[2].id]
    found, data = report(side, tmp_path, gone)
    assert read_report(data) == (found, frozenset(named(side)[one] for one in gone))
    assert found.differences == len(gone)


def test_a_report_with_another_difference_tells_nothing_missing(side, tmp_path):
    _, data = report(side, tmp_path, [PATHWAYS[0].id])
    line = json.loads(data.splitlines()[0]) | {"entity": "note"}
    other = data.replace(data.splitlines()[0], encode(line))
    assert read_report(other)[1] is None


@pytest.mark.parametrize(
    "cut",
    [
        lambda data: data.splitlines(keepends=True)[0],
        lambda data: b"".join(data.splitlines(keepends=True)[1:]),
        lambda data: data[:-1],
        lambda data: data.replace(b"differences/1", b"differences/2"),
        lambda _: b"",
        lambda _: b"[]\n",
    ],
    ids=["no end", "a line less", "no newline", "format", "empty", "list"],
)
def test_a_report_cut_short_is_refused(side, tmp_path, cut):
    _, data = report(side, tmp_path, [PATHWAYS[0].id])
    with pytest.raises(EvidenceRefused, match="difference_report_malformed"):
        read_report(cut(data))


def test_decisions_settle_what_is_still_open_and_nothing_else():
    a, b, c, d = (letter * 64 for letter in "abcd")
    loop = Loop(
        {
            a: Standing.POSSIBLE_DUPLICATE,
            b: Standing.REJECTED,
            c: Standing.CREATED,
            d: Standing.POSSIBLE_DUPLICATE,
        }
    )
    given = {"decision": Ruling.GIVEN_UP, "reason": "x"}
    decisions = [
        Decision(decision=Ruling.DISTINCT, pathway=a),
        Decision(pathway=b, **given),
        Decision(decision=Ruling.DISTINCT, pathway=c),
        Decision(pathway=d, **given),
    ]
    assert loop.settle(decisions).standings == {
        a: Standing.AWAITED,
        b: Standing.GIVEN_UP,
        c: Standing.CREATED,
        d: Standing.POSSIBLE_DUPLICATE,
    }
