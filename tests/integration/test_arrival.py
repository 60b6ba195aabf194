"""Pathways come to a successor that refuses some and doubts some: nothing is lost on the way."""

import csv
import io
import json
import re
import stat

import pytest

from releve.canonical import digest
from releve.model.acts import ActKind
from tests.fakes.arrival_world import KNOWN, PATHWAYS, REFUSED, ArrivalWorld, Successor
from tests.fakes.partial_world import SUBJECT
from tests.fakes.small_world import said as command

pytestmark = [pytest.mark.integration, pytest.mark.slow]
CONTROLLER = "directeur"
COUNTED = re.compile(r"^  \D+ : (\d+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def whole(cluster, tmp_path_factory):
    return ArrivalWorld.delivered(cluster, tmp_path_factory.mktemp("arrivee") / "monde")


@pytest.fixture
def world(whole, tmp_path):
    return whole.copied(tmp_path / "monde")


@pytest.fixture
def successor(world):
    return Successor(world)


@pytest.fixture
def partial(world, successor):
    """All was loaded but three rejects and two doubts, and said so."""
    said = successor.load(broken=successor.refused)
    successor.leave(said)
    successor.sign(said)
    assert world.run().code == 0
    return said


def counted(world):
    """The counts that the command shows, by their words."""
    said = world.arrival()
    assert said.code == 0, said.err
    out = said.out.replace("\N{NO-BREAK SPACE}", " ")
    return out, sum(map(int, COUNTED.findall(out)))


def filled(world, word="distinct", into=""):
    """Fill in the work list of the cell, as a spreadsheet gives it back."""
    text = (world.returns / "doublons.csv").read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([head, *([*row[:-2], word, into] for row in rows)])
    path = world.root / "rempli.csv"
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    assert len(rows) == KNOWN
    return path


def given_up(world, ids):
    path = world.root / "abandons.txt"
    path.write_text("".join(f"{one} hors-perimetre\n" for one in ids))
    return path


def test_from_rejects_and_doubts_to_an_acceptance(world, successor, partial):
    sent = len(successor.pathways)
    loaded = sent - REFUSED - KNOWN
    (body,) = world.judged()
    assert body["outcomes"] == {
        "created": loaded,
        "linked": 0,
        "possible_duplicate": KNOWN,
        "rejected": REFUSED,
    }
    assert (body["refused"], body["root"]) == ([], partial["root"])
    assert body["pending"] == ["arrival_rejected", "arrival_possible_duplicates"]
    assert world.reasons(SUBJECT) == {"pathways_undecided"}
    out, total = counted(world)
    assert total == sent
    assert "Directeur" in out or "Personne 02" in out
    assert f"releve arrival {SUBJECT.removeprefix('asset:')}" in out

    world.sign("test", SUBJECT, CONTROLLER, sheet="-", sample="5", deviations="0")
    world.run()
    assert "[acceptance_before_arrival]" in world.act("acceptance", SUBJECT, CONTROLLER).err

    again = _work_lists(world, successor)
    lost, *mended = successor.refused
    said = world.decided("--decide", str(filled(world)), "--give-up", str(given_up(world, [lost])))
    assert said.code == 0, said.err
    world.run()
    assert world.known().decided is not None
    assert world.reasons(SUBJECT) == {"pathways_awaited"}
    out, total = counted(world)
    assert total == sent
    assert "abandonnés par décision signée : 1" in out
    assert sorted(again.read_text().split()) == sorted(mended)
    assert not (world.returns / "doublons.csv").exists()

    assert world.package("--list", str(again)).code == 0
    out, total = counted(world)
    assert (total, "Livrés à nouveau depuis la dernière attestation : 2" in out) == (sent, True)

    (decisions,) = successor.depot.glob("*.decisions-*.ndjson")
    final = successor.load(broken=[lost], decisions=decisions)
    assert final["outcomes"] == {
        "created": sent - 1,
        "linked": 0,
        "possible_duplicate": 0,
        "rejected": 1,
    }
    assert final["root"] == world.known().decided.fields["root"]
    successor.leave(final)
    successor.sign(final)
    world.run()
    assert world.reasons(SUBJECT) == {"acceptance_missing"}
    world.sign("acceptance", SUBJECT, CONTROLLER)
    world.run()
    assert world.reasons(SUBJECT) == set()
    assert world.known().acceptance.fields["root"] == final["root"]
    assert "requirement_not_done" not in world.reasons("asset:tables")
    out, total = counted(world)
    assert (total, "Rien n'attend" in out) == (sent, True)
    verdict = world.verify()
    assert verdict.code == 0, verdict.out + verdict.err


def _work_lists(world, successor):
    """Look at what people work from; return the list of what is to be delivered again."""
    again = world.returns / "a-relivrer.txt"
    assert sorted(again.read_text().split()) == sorted(successor.refused)
    rejects = list(csv.reader((world.returns / "rejets.csv").open(), delimiter=";"))[1:]
    assert {tuple(one[2:5]) for one in rejects} == {("code_non_repris", "person", "gender")}
    assert {one[0] for one in rejects} == set(successor.refused)
    for path in world.returns.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    return again


def test_a_package_loaded_whole_needs_no_decision(world, successor):
    first = successor.load(broken=[])
    known = [one["id"] for one in successor.pathways[REFUSED : REFUSED + KNOWN]]
    assert first["outcomes"]["possible_duplicate"] == len(known)
    successor.leave(first)
    world.run()
    counted(world)
    assert world.decided("--decide", str(filled(world))).code == 0
    world.run()
    (decisions,) = successor.depot.glob("*.decisions-*.ndjson")
    said = successor.load(broken=[], decisions=decisions)
    successor.leave(said)
    successor.sign(said)
    world.run()
    assert world.known().receipt.fields["root"] == world.known().exported.root
    assert world.reasons(SUBJECT) == {"test_missing"}


def test_a_successor_that_holds_two_people_as_one(world, successor):
    """Another root, which a reconciliation explains by the declared merges alone."""
    doubtful = [one["id"] for one in successor.pathways[REFUSED : REFUSED + KNOWN]]
    target = successor.pathways[-1]["id"]
    successor.leave(successor.load(broken=[]))
    world.run()
    counted(world)
    assert world.decided("--decide", str(filled(world, "fusion", target))).code == 0
    world.run()
    assert world.known().decided.fields["root"] == world.known().exported.root
    said, read_back = successor.fold(doubtful, target)
    successor.leave(said)
    successor.sign(said)
    assert refused(world) == ["arrival_root_differs"]

    report = world.root / "rapprochement"
    (decisions,) = successor.depot.glob("*.decisions-*.ndjson")
    words = ("--ours", successor.bag, "--theirs", read_back, "--out", report)
    words += ("--key", successor.bag / "data/content.key")
    told = command("reconcile", *map(str, words), "--decisions", str(decisions))
    assert told.code == 0, told.out + told.err
    other = world.root / "autre"
    words = ("--ours", successor.bag, "--theirs", successor.bag, "--out", other, *words[6:])
    assert command("reconcile", *map(str, words)).code == 0
    refusal = "[reconciliation_of_other_decisions]"
    assert refusal in world.decided("--reconciled", str(other)).err
    assert world.reasons(SUBJECT) == {"arrival_refused"}
    assert world.decided("--reconciled", str(report)).code == 0
    world.run()
    assert world.judged()[-1]["refused"] == []
    assert world.known().decided.fields["root"] == said["root"] != world.known().exported.root
    assert world.reasons(SUBJECT) == {"test_missing"}


def refused(world):
    assert world.run().code == 0
    assert world.reasons(SUBJECT) <= {"arrival_refused", "receipt_missing"}
    return world.judged()[-1]["refused"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"package": "sha256:" + "0" * 64}, "arrival_of_another_package"),
        ({"pathways": PATHWAYS}, "attestation_malformed"),
        ({"root": "0" * 64}, "arrival_root_differs"),
        ({"details": "sha256:" + "0" * 64}, "details_differ"),
        ({"rejects": "sha256:" + "0" * 64}, "rejects_differ"),
        ({"importer": {"name": "nom\nprénom", "version": "1"}}, "attestation_malformed"),
    ],
)
def test_an_attestation_that_is_not_of_this_delivery(world, successor, change, code):
    said = successor.load(broken=successor.refused)
    successor.leave({**said, **change})
    successor.sign(said)
    assert refused(world) == [code]
    assert world.reasons(SUBJECT) == {"arrival_refused"}
    shown = world.arrival()
    assert (shown.code, f"[{code}]" in shown.out) == (0, True)
    assert len(list(world.returns.glob("attestation-*"))) == 1
    if code == "attestation_malformed":
        assert world.judged()[-1]["attestation"] is None
    successor.leave(said)
    world.run()
    assert world.reasons(SUBJECT) == {"pathways_undecided"}
    assert len(list(world.returns.glob("attestation-*"))) == 2


def test_what_cannot_be_read_stops_no_run(world, successor):
    said = successor.load(broken=successor.refused)
    successor.leave(said, attestation=b"\xff{")
    assert refused(world) == ["attestation_malformed"]
    successor.leave(said, lists=())
    assert refused(world) == ["details_missing"]
    successor.leave(said, lists=("details",))
    assert refused(world) == ["rejects_missing"]
    successor.leave(said)
    successor.beside("details.ndjson").write_bytes(b"{}\n")
    assert refused(world) == ["listing_malformed"]
    successor.leave(said)
    assert refused(world) == []
    assert len(world.judged()) == 5
    world.run()
    assert len(world.judged()) == 5


@pytest.mark.parametrize("left", ["recu.txt", "accuse.txt", "attestation.json"])
def test_what_is_no_file_stops_no_run(world, successor, left):
    successor.beside(left).symlink_to("/etc/hostname")
    assert world.run().code == 0
    assert not list((world.root / "inbox").glob("*.txt"))


def test_details_of_pathways_that_were_not_delivered(world, successor):
    said = successor.load(broken=successor.refused)
    out = successor.folder / "sortie" / "details.ndjson"
    head, *rows = out.read_bytes().splitlines()
    row = json.loads(rows[0]) | {"pathway": "f" * 64}
    rows = sorted([*rows[1:], json.dumps(row, separators=(",", ":"), sort_keys=True).encode()])
    data = b"".join(line + b"\n" for line in (head, *rows))
    out.write_bytes(data)
    successor.leave({**said, "details": digest(data)})
    assert refused(world) == ["details_unknown_key"]


def test_a_receipt_that_says_more_than_its_attestation(world, successor, partial):
    exported = world.known().exported
    counts = {"records": str(exported.records), "pathways": str(exported.pathways)}
    successor.sign(partial, root=exported.root, **counts)
    world.run()
    assert world.known().receipt.fields["root"] == exported.root
    assert world.reasons(SUBJECT) == {"receipt_contradicts_attestation"}


def test_nothing_opens_without_a_signed_decision(world, partial):
    assert world.known().receipt.fields["root"] == partial["root"]
    assert world.reasons(SUBJECT) == {"pathways_undecided"}


@pytest.mark.usefixtures("partial")
def test_a_decision_is_signed_by_the_controller_alone(world):
    counted(world)
    for who in ("cheffe-de-projet", "directrice-voisine", "recepteur"):
        said = world.decided("--decide", str(filled(world)), who=who)
        assert "[role_may_not]" in said.err
    act = world.drafted(ActKind.DECISION, SUBJECT, CONTROLLER, fields=_fields(world))
    world.deposit("decision", act, key="directrice-voisine")
    world.collect()
    assert len(world.refused()) == 1
    assert world.known().decided is None


@pytest.mark.usefixtures("partial")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"root": "0" * 64}, "decision_differs"),
        ({"records": "1"}, "decision_differs"),
        ({"pathways": "10"}, "decision_differs"),
        ({"pathways": "12"}, "decision_adds"),
        ({"records": "-1"}, "decision_adds"),
        ({"decisions": "sha256:" + "0" * 64}, "decision_unknown"),
        ({"package": "sha256:" + "0" * 64}, "decision_of_another_package"),
    ],
)
def test_a_decision_leaves_what_it_decides_and_nothing_else(world, change, code):
    counted(world)
    act = world.drafted(ActKind.DECISION, SUBJECT, CONTROLLER, fields=_fields(world) | change)
    world.deposit("decision", act)
    world.collect()
    assert world.refused() == {"decision": code}
    assert world.known().decided is None


def _fields(world):
    """The fields of a decision as the command makes them, none signed."""
    prepared = world.root / "acte.txt"
    words = ("--decide", str(filled(world)), "--as", CONTROLLER, "--reason", "x")
    assert world.arrival(*words, "--prepare", str(prepared)).code == 0
    head = prepared.read_text().split("\n\n")[0].splitlines()[8:]
    return dict(line.split(": ", 1) for line in head)


@pytest.mark.usefixtures("partial")
def test_only_a_reject_is_given_up(world, successor):
    created = successor.pathways[-1]["id"]
    for lines in ([created], [successor.refused[0]] * 2, ["person/inconnu"]):
        said = world.decided("--give-up", str(given_up(world, lines)))
        assert "[give_up_malformed]" in said.err
    empty = world.root / "vide.txt"
    empty.write_text("# rien\n")
    assert "[nothing_decided]" in world.decided("--give-up", str(empty)).err


@pytest.mark.usefixtures("partial")
def test_a_lost_index_is_made_again_from_the_frozen_source(world):
    (index,) = world.returns.glob("livre-*.index")
    index.unlink()
    assert world.arrival().code == 0
    assert index.exists()
