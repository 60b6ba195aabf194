"""What every ledger store promises. PostgreSQL runs the same in tests/integration."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from releve import canonical
from releve.errors import EvidenceRefused, LedgerError, StateMoved
from releve.ledger.checkpoint import open_checkpoint
from releve.ledger.entry import decode_entry
from releve.ledger.merkle import leaf_hash, node_hash
from releve.model.ids import Realm
from tests.fakes.ledger_benches import KEY, ORIGIN, START, Clock, MemoryBench, SqliteBench, draft

DOCUMENT = b"%PDF synthetic"
DIGEST = canonical.digest(DOCUMENT)
WRITERS, EACH = 4, 200


@pytest.fixture(params=["memory", "sqlite"])
def bench(request, tmp_path):
    return MemoryBench() if request.param == "memory" else SqliteBench(tmp_path)


def fill(ledger, count, subject="service:vigilans"):
    for number in range(count):
        ledger.append([draft(subject, number)], expect={}, documents={})


def naive_root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


def test_an_empty_ledger_has_nothing(bench):
    ledger = bench.open()
    assert (ledger.size(), list(ledger.raw()), ledger.checkpoint()) == (0, [], b"")
    assert ledger.origin == ORIGIN


def test_what_is_appended_is_read_back_in_order(bench):
    ledger = bench.open()
    given = ledger.append(
        [draft(number=1), draft("asset:dossiers", 2, list=(1, "é"))], expect={}, documents={}
    )
    fill(ledger, 3)
    read = [
        decode_entry(data, origin=ORIGIN, realm=Realm.REHEARSAL, index=index)
        for index, data in enumerate(bench.open().raw())
    ]
    assert tuple(read[:2]) == given
    assert given[1].body == {"state": "up", "number": 2, "list": [1, "é"]}
    assert [entry.index for entry in read] == [0, 1, 2, 3, 4]
    assert {(entry.recorded_at, entry.rehearsed_at) for entry in read} == {(START, START)}


def test_raw_reads_any_slice(bench):
    ledger = bench.open()
    ledger.append([draft(number=n) for n in range(600)], expect={}, documents={})
    everything = list(ledger.raw())
    assert len(everything) == ledger.size() == 600
    for start, stop in [(0, None), (255, 257), (599, None), (600, None), (5, 5), (598, 700)]:
        assert list(ledger.raw(start, stop)) == everything[start:stop]


def test_a_real_clock_leaves_no_rehearsed_instant(bench):
    clock = Clock(kind="real")
    (entry,) = bench.open(clock=clock).append([draft()], expect={}, documents={})
    assert (entry.recorded_at, entry.rehearsed_at) == (START, None)


def test_expectations_that_hold_let_the_facts_in(bench):
    ledger = bench.open()
    ledger.append([draft()], expect={"service:vigilans": -1}, documents={})
    ledger.append([draft("plan")], expect={"service:vigilans": 0, "plan": -1}, documents={})
    ledger.append([draft("plan")], expect={"service:vigilans": 0, "plan": 1}, documents={})
    assert ledger.size() == 3


@pytest.mark.parametrize("stale", [{"service:vigilans": -1}, {"service:vigilans": 2, "plan": 0}])
def test_a_stale_expectation_records_nothing(bench, stale):
    ledger = bench.open()
    fill(ledger, 2)
    with pytest.raises(StateMoved) as moved:
        ledger.append([draft("plan")], expect=stale, documents={DIGEST: DOCUMENT})
    assert moved.value.facts["subject"] == "service:vigilans"
    assert moved.value.facts["found"] == 1
    assert (ledger.size(), len(bench.copied()[0])) == (2, 2)
    with pytest.raises(LedgerError, match="document_missing"):
        ledger.document(DIGEST)


def test_of_two_that_expect_the_same_one_wins(bench):
    first, second = bench.open(), bench.open()
    first.append([draft()], expect={"service:vigilans": -1}, documents={})
    with pytest.raises(StateMoved):
        second.append([draft()], expect={"service:vigilans": -1}, documents={})


def test_writers_at_once_make_dense_indexes_and_the_right_root(bench):
    def write(writer):
        ledger = bench.open()
        for number in range(EACH):
            ledger.append([draft(f"service:w{writer}", number)], expect={}, documents={})
        ledger.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    ledger = bench.open()
    data = list(ledger.raw())
    entries = [decode_entry(each, index=index) for index, each in enumerate(data)]
    assert len(entries) == WRITERS * EACH
    for writer in range(WRITERS):
        mine = [e.body["number"] for e in entries if e.subject == f"service:w{writer}"]
        assert mine == list(range(EACH))
    head = open_checkpoint(ledger.checkpoint(), log_key=KEY.verifier)
    assert (head.size, head.root) == (len(data), naive_root([leaf_hash(each) for each in data]))
    assert bench.copied()[0] == data


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_the_checkpoint_verifies_and_covers_everything(bench, size):
    ledger = bench.open()
    fill(ledger, size)
    head = open_checkpoint(ledger.checkpoint(), log_key=KEY.verifier)
    assert (head.origin, head.size) == (ORIGIN, size)
    assert head.root == naive_root([leaf_hash(data) for data in ledger.raw()])


def test_without_a_key_the_next_opener_with_one_signs(bench):
    fill(bench.open(signer=None), 3)
    assert bench.open(signer=None).checkpoint() == b""
    note = bench.open().checkpoint()
    assert open_checkpoint(note, log_key=KEY.verifier).size == 3


def test_a_clock_behind_the_last_entry_is_refused(bench):
    clock = Clock()
    ledger = bench.open(clock=clock)
    fill(ledger, 1)
    clock.move(microseconds=-1)
    with pytest.raises(LedgerError, match="clock_behind_ledger"):
        fill(ledger, 1)
    assert ledger.size() == 1
    clock.move(microseconds=1)
    fill(ledger, 1)
    with pytest.raises(LedgerError, match="clock_behind_ledger"):
        fill(bench.open(clock=Clock(START.replace(year=2024), kind="real")), 1)


def test_a_rehearsal_clock_is_refused_on_a_real_ledger(bench):
    with pytest.raises(LedgerError, match="rehearsal_clock_refused"):
        bench.open(realm=Realm.REAL)


def test_documents_are_kept_in_both_places(bench):
    ledger = bench.open()
    ledger.append([draft()], expect={}, documents={DIGEST: DOCUMENT})
    ledger.append([draft()], expect={}, documents={DIGEST: DOCUMENT})
    assert bench.open().document(DIGEST) == DOCUMENT
    assert bench.copied()[1] == {DIGEST: DOCUMENT}


def test_an_unknown_document_is_missing(bench):
    with pytest.raises(LedgerError, match="document_missing"):
        bench.open().document(DIGEST)


def test_a_document_under_another_digest_is_refused(bench):
    ledger = bench.open()
    with pytest.raises(LedgerError, match="document_altered"):
        ledger.append([draft()], expect={}, documents={DIGEST: b"other"})
    assert ledger.size() == 0


def test_a_tampered_document_is_seen_when_read(bench):
    bench.open().append([draft()], expect={}, documents={DIGEST: DOCUMENT})
    bench.alter_document(DIGEST, b"other")
    with pytest.raises(LedgerError, match="document_altered"):
        bench.open().document(DIGEST)


def test_a_body_that_cannot_be_written_records_nothing(bench):
    ledger = bench.open()
    with pytest.raises(EvidenceRefused, match="non_canonical_json"):
        ledger.append([draft(), draft(ratio=0.5)], expect={}, documents={})
    with pytest.raises(LedgerError, match="entry_too_large"):
        ledger.append([draft(), draft(text="x" * 65_536)], expect={}, documents={})
    assert (ledger.size(), bench.copied()[0]) == (0, [])


def test_a_store_ahead_of_its_copy_mends_it(bench):
    ledger = bench.open()
    fill(ledger, 2)
    before = bench.keep_copy()
    ledger.append([draft(number=3)], expect={}, documents={DIGEST: DOCUMENT})
    bench.put_back_copy(before)
    reopened = bench.open()
    assert bench.copied() == (list(reopened.raw()), {DIGEST: DOCUMENT})
    fill(reopened, 1)
    assert reopened.size() == 4


@pytest.mark.parametrize("ahead", [1, 5])
def test_a_store_put_back_only_reads(bench, ahead):
    ledger = bench.open()
    fill(ledger, 3)
    before = bench.keep_store()
    fill(ledger, ahead)
    ledger.close()
    bench.put_back_store(before)
    reopened = bench.open()
    for _ in range(2):
        with pytest.raises(LedgerError, match="ledger_rolled_back") as refused:
            fill(reopened, 1)
        assert refused.value.facts == {"store": 3, "copy": 3 + ahead, "found": "behind"}
    assert len(list(reopened.raw())) == 3
    assert len(bench.copied()[0]) == 3 + ahead


def test_a_store_that_differs_only_reads(bench):
    ledger = bench.open()
    fill(ledger, 5)
    other = list(ledger.raw())[1].replace(b'"state":"up"', b'"state":"no"')
    ledger.close()
    bench.alter_entry(1, other)
    reopened = bench.open()
    with pytest.raises(LedgerError, match=r"ledger_rolled_back.*differs"):
        fill(reopened, 1)
    assert list(reopened.raw())[1] == other


def test_two_histories_of_the_same_size_differ(bench):
    ledger = bench.open()
    fill(ledger, 2)
    store, copied = bench.keep_store(), bench.keep_copy()
    fill(ledger, 1, "service:one")
    ledger.close()
    kept = bench.keep_copy()
    bench.put_back_store(store)
    bench.put_back_copy(copied)
    fill(bench.open(), 2, "service:two")
    bench.put_back_copy(kept)
    with pytest.raises(LedgerError, match=r"ledger_rolled_back.*differs"):
        fill(bench.open(), 1)


def test_one_performer_at_a_time(bench):
    first, second = bench.open(), bench.open()
    with first.performing():
        with pytest.raises(LedgerError, match="already_performing"), second.performing():
            pass
        fill(first, 1)
    with second.performing():
        fill(second, 1)
