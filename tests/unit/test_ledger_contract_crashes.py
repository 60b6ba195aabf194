"""Machines that stop: in the fake at chosen points, in SQLite by SIGKILL at any point."""

import os
import random
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from connectors.ledger_store.recovery import recover
from releve.errors import LedgerError
from releve.ledger.checkpoint import open_checkpoint
from releve.ledger.entry import decode_entry
from releve.ledger.merkle import leaf_hash, root
from tests.fakes.ledger_benches import KEY, MemoryBench, SqliteBench, draft
from tests.fakes.memory_ledger import CRASHES, Crash
from tests.unit.test_ledger_contract_rules import DIGEST, DOCUMENT, fill

WRITER = """
import sys
from pathlib import Path
from tests.fakes.ledger_benches import SqliteBench, draft
from tests.unit.test_ledger_contract_rules import DIGEST, DOCUMENT
ledger = SqliteBench(Path(sys.argv[1])).open()
while True:
    entries = ledger.append(
        [draft(sys.argv[2]), draft(sys.argv[2])], expect={}, documents={DIGEST: DOCUMENT}
    )
    print(entries[-1].index, flush=True)
"""
HOLDER = """
import os, sys, time
from pathlib import Path
from tests.fakes.ledger_benches import SqliteBench
with SqliteBench(Path(sys.argv[1])).open().performing():
    child = os.fork()
    if child:
        print(child, flush=True)
    time.sleep(60)
"""


def started(script, *arguments):
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE)


@pytest.mark.parametrize("point", CRASHES)
def test_after_a_crash_both_places_agree(point):
    bench = MemoryBench()
    ledger = bench.open()
    fill(ledger, 2)
    ledger.crash_at = point
    with pytest.raises(Crash):
        ledger.append([draft()], expect={}, documents={DIGEST: DOCUMENT})
    bench.disks.restart()
    reopened = bench.open()
    entries, documents = bench.copied()
    assert entries == list(reopened.raw())
    assert reopened.size() == (2 if point == "before_commit" else 3)
    assert (DIGEST in documents) == (point != "before_commit")
    assert open_checkpoint(reopened.checkpoint(), log_key=KEY.verifier).size == reopened.size()


@pytest.mark.slow
def test_killed_writers_lose_nothing_they_acknowledged(tmp_path):
    bench = SqliteBench(tmp_path)
    moments = random.Random(7)
    history = []
    for kill in range(4):
        writers = [started(WRITER, tmp_path, f"service:k{kill}-{n}") for n in range(2)]
        heard = [[writer.stdout.readline()] for writer in writers]
        time.sleep(moments.uniform(0.01, 0.2))
        for writer, lines in zip(writers, heard, strict=True):
            writer.send_signal(signal.SIGKILL)
            lines.extend(writer.stdout.readlines())
            writer.wait()
            writer.stdout.close()
        acknowledged = max(int(line) for lines in heard for line in lines if line.endswith(b"\n"))
        before = bench.copied()[0]
        assert len(before) > acknowledged
        ledger = bench.open()
        data = list(ledger.raw())
        assert ledger.refusal is None
        assert data[: len(history)] == history
        assert data[: len(before)] == before
        assert bench.copied() == (data, {DIGEST: DOCUMENT})
        assert [decode_entry(each).index for each in data] == list(range(len(data)))
        assert len(data) % 2 == 0, "half of a transaction"
        head = open_checkpoint(ledger.checkpoint(), log_key=KEY.verifier)
        assert (head.size, head.root) == (len(data), root(map(leaf_hash, data)))
        ledger.close()
        history = data


def test_the_performers_lock_dies_with_its_holder_and_not_with_its_child(tmp_path):
    ledger = SqliteBench(tmp_path).open()
    with started(HOLDER, tmp_path) as holder:
        child = int(holder.stdout.readline())
        time.sleep(0.1)
        with pytest.raises(LedgerError, match="already_performing") as refused:
            ledger.performing().__enter__()
        assert refused.value.facts == {"pid": holder.pid}
        holder.send_signal(signal.SIGKILL)
    try:
        with ledger.performing():
            os.kill(child, 0)
    finally:
        os.kill(child, signal.SIGKILL)


def test_children_do_not_hold_the_performers_lock(tmp_path):
    ledger = SqliteBench(tmp_path).open()
    with ledger.performing():
        spawned = subprocess.Popen(["sleep", "30"], close_fds=False)
        forked = get_context("fork").Process(target=time.sleep, args=(30,))
        forked.start()
    try:
        with ledger.performing():
            assert spawned.poll() is None
            assert forked.is_alive()
    finally:
        for pid in (spawned.pid, forked.pid):
            os.kill(pid, signal.SIGKILL)
        spawned.wait()
        forked.join()


def test_a_store_put_back_is_recovered_from_its_copy(tmp_path):
    bench = SqliteBench(tmp_path)
    ledger = bench.open()
    fill(ledger, 3)
    before = bench.keep_store()
    ledger.append([draft(number=4)], expect={}, documents={DIGEST: DOCUMENT})
    whole, note = list(ledger.raw()), ledger.checkpoint()
    ledger.close()
    bench.put_back_store(before)
    assert recover(bench.path, bench.second_copy(), log_key=KEY.verifier) == 4
    recovered = bench.open()
    assert (list(recovered.raw()), recovered.checkpoint()) == (whole, note)
    assert recovered.document(DIGEST) == DOCUMENT
    recovered.append([draft()], expect={"service:vigilans": 3}, documents={})
    assert bench.path.with_name("ledger.db.set-aside-1").read_bytes() == before.read_bytes()


@pytest.mark.parametrize("accident", ["missing", "empty", "not-a-database", "truncated"])
def test_a_lost_store_is_recovered_from_its_copy(tmp_path, accident):
    bench = SqliteBench(tmp_path)
    ledger = bench.open()
    ledger.append([draft(number=n) for n in range(50)], expect={}, documents={})
    whole = list(ledger.raw())
    ledger.close()
    content = bench.path.read_bytes()
    bench.path.unlink()
    if accident != "missing":
        left = {"empty": b"", "not-a-database": b"x" * 4096, "truncated": content[:6000]}
        bench.path.write_bytes(left[accident])
    assert recover(bench.path, bench.second_copy(), log_key=KEY.verifier) == 50
    assert list(bench.open().raw()) == whole


def test_a_sound_store_is_not_recovered(tmp_path):
    bench = SqliteBench(tmp_path)
    ledger = bench.open()
    fill(ledger, 2)
    copied = bench.keep_copy()
    fill(ledger, 1)
    bench.put_back_copy(copied)
    with pytest.raises(LedgerError, match="nothing_to_recover"):
        recover(bench.path, bench.second_copy(), log_key=KEY.verifier)
    assert list(bench.open().raw()) == list(ledger.raw())


def test_a_copy_nobody_signed_is_not_trusted_against_a_key(tmp_path):
    bench = SqliteBench(tmp_path)
    fill(bench.open(signer=None), 2)
    bench.path.unlink()
    with pytest.raises(LedgerError, match="second_copy_unsigned"):
        recover(bench.path, bench.second_copy(), log_key=KEY.verifier)
    assert recover(bench.path, bench.second_copy(), log_key=None) == 2


def test_a_store_replaced_under_a_running_process_is_not_written(tmp_path):
    bench = SqliteBench(tmp_path)
    ledger = bench.open()
    fill(ledger, 2)
    before = bench.keep_store()
    fill(ledger, 1)
    bench.put_back_store(before)
    with pytest.raises(LedgerError, match="ledger_replaced"):
        fill(ledger, 1)
    assert len(bench.copied()[0]) == 3


def test_a_store_put_back_under_a_running_process_is_not_written(tmp_path):
    bench = SqliteBench(tmp_path)
    ledger = bench.open()
    fill(ledger, 2)
    before = bench.keep_store()
    fill(ledger, 3)
    bench.path.write_bytes(before.read_bytes())
    with pytest.raises(LedgerError, match="ledger_rolled_back"):
        fill(ledger, 1)
    assert bench.path.read_bytes() == before.read_bytes()


def two_histories(bench):
    """Leave the store at three entries of which the last is not the copy's."""
    ledger = bench.open()
    fill(ledger, 2)
    store, copied = bench.keep_store(), bench.keep_copy()
    fill(ledger, 1, "service:one")
    kept = bench.keep_copy()
    ledger.close()
    bench.put_back_store(store)
    bench.put_back_copy(copied)
    fill(bench.open(), 1, "service:two")
    bench.put_back_copy(kept)


def test_of_two_histories_the_copys_is_recovered(tmp_path):
    bench = SqliteBench(tmp_path)
    two_histories(bench)
    assert recover(bench.path, bench.second_copy(), log_key=KEY.verifier) == 3
    assert list(bench.open().raw()) == bench.copied()[0]


def test_a_head_altered_under_a_running_process_is_not_published(tmp_path):
    bench = SqliteBench(tmp_path)
    ledger = bench.open()
    fill(ledger, 3)
    before = bench.copied()[0]
    bench._execute("UPDATE head SET peaks = ?", bytes(64))
    with pytest.raises(LedgerError, match=r"ledger_rolled_back.*differs"):
        fill(ledger, 1)
    assert bench.copied()[0] == before
    assert open_checkpoint(ledger.checkpoint(), log_key=KEY.verifier).size == 3


def test_a_head_that_is_not_its_entries_is_refused_and_recovered(tmp_path):
    bench = SqliteBench(tmp_path)
    ledger = bench.open()
    fill(ledger, 3)
    whole = list(ledger.raw())
    ledger.close()
    bench._execute("UPDATE head SET peaks = ?", bytes(64))
    assert bench.open().refusal.facts["found"] == "differs"
    assert recover(bench.path, bench.second_copy(), log_key=KEY.verifier) == 3
    assert list(bench.open().raw()) == whole
