"""The second copy: what a power cut tears is mended, what anything else alters is refused."""

import shutil

import pytest

from connectors.ledger_store.recovery import recover
from connectors.ledger_store.second_copy import SecondCopy
from connectors.ledger_store.sqlite import SqliteLedger
from releve.errors import LedgerError
from releve.ledger.checkpoint import open_checkpoint
from releve.ledger.tiles import decode_bundle
from releve.model.ids import Realm
from tests.fakes.ledger_benches import KEY, ORIGIN, Clock, SqliteBench, draft
from tests.fakes.memory_ledger import Crash
from tests.unit.test_ledger_contract_rules import DIGEST, DOCUMENT, fill


@pytest.fixture
def bench(tmp_path):
    return SqliteBench(tmp_path)


class StoppedCopy(SecondCopy):
    """A copy on a machine that stops before (or right after) one of its writes."""

    stop = ""

    def follow(self, head, raw):
        self._stop("before:follow")
        super().follow(head, raw)
        self._stop("after:follow")

    def add_note(self, note):
        self._stop("before:add_note")
        super().add_note(note)
        self._stop("after:add_note")

    def _stop(self, point):
        if self.stop == point:
            raise Crash(point)


def test_entries_are_written_as_one_bundle_of_tiles(bench):
    ledger = bench.open()
    fill(ledger, 300)
    content = (bench.copy_folder / "entries.log").read_bytes()
    assert decode_bundle(content, 300) == list(ledger.raw())


def test_every_checkpoint_is_kept(bench):
    fill(bench.open(), 4)
    content = (bench.copy_folder / "checkpoints.log").read_bytes()
    notes = decode_bundle(content, 4)
    assert [open_checkpoint(note, log_key=KEY.verifier).size for note in notes] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "stop", ["before:follow", "after:follow", "before:add_note", "after:add_note"]
)
def test_a_machine_that_stopped_after_its_commit_is_mended(bench, stop):
    copy = StoppedCopy(bench.second_copy().folder, origin=ORIGIN, realm=Realm.REHEARSAL)
    ledger = SqliteLedger.open(
        bench.path,
        origin=ORIGIN,
        realm=Realm.REHEARSAL,
        clock=Clock(),
        signer=KEY,
        second_copy=copy,
    )
    fill(ledger, 2)
    copy.stop = stop
    with pytest.raises(Crash):
        ledger.append([draft()], expect={}, documents={DIGEST: DOCUMENT})
    reopened = bench.open()
    assert reopened.size() == 3
    assert bench.copied() == (list(reopened.raw()), {DIGEST: DOCUMENT})
    assert open_checkpoint(reopened.checkpoint(), log_key=KEY.verifier).size == 3


def torn(content, last):
    """Return what a power cut may leave of ``content``, of which ``last`` bytes were in flight."""
    start = len(content) - last
    lengths = {
        "a-byte": 1,
        "its-length": 2,
        "a-start": 3,
        "half": last // 2,
        "not-its-end": last - 1,
    }
    return {name: content[: start + length] for name, length in lengths.items()} | {
        "zeros": content[:start] + bytes(last),
        "zeros-at-its-end": content[: start + 10] + bytes(last - 10),
        "zeros-at-its-middle": content[: start + 9] + bytes(9) + content[start + 18 :],
    }


@pytest.mark.parametrize("defect", list(torn(bytes(100), 50)))
def test_a_torn_entry_is_set_aside_and_written_again(bench, defect):
    ledger = bench.open()
    fill(ledger, 3)
    log = bench.copy_folder / "entries.log"
    size = log.stat().st_size
    notes = bench.copy_folder.joinpath("checkpoints.log").read_bytes()
    fill(ledger, 1)
    whole = log.read_bytes()
    last = len(whole) - size
    log.write_bytes(torn(whole, last)[defect])
    bench.copy_folder.joinpath("checkpoints.log").write_bytes(notes)
    ledger.close()
    reopened = bench.open()
    assert reopened.refusal is None
    assert log.read_bytes() == whole
    aside = log.with_name("entries.log.torn-1").read_bytes()
    assert torn(whole, last)[defect] == whole[:size] + aside
    fill(reopened, 1)


@pytest.mark.parametrize("defect", list(torn(bytes(100), 50)))
def test_a_torn_checkpoint_is_set_aside_and_signed_again(bench, defect):
    ledger = bench.open()
    fill(ledger, 3)
    log = bench.copy_folder / "checkpoints.log"
    size = log.stat().st_size
    fill(ledger, 1)
    whole = log.read_bytes()
    log.write_bytes(torn(whole, len(whole) - size)[defect])
    reopened = bench.open()
    assert log.read_bytes() == whole
    assert log.with_name("checkpoints.log.torn-1").exists()
    assert open_checkpoint(reopened.checkpoint(), log_key=KEY.verifier).size == 4


def test_each_torn_end_is_kept(bench):
    fill(bench.open(), 1)
    for number in (1, 2):
        with (bench.copy_folder / "entries.log").open("ab") as log:
            log.write(b"\x01\x00" + b"{" * number)
        assert bench.open().refusal is None
    kept = sorted(path.read_bytes() for path in bench.copy_folder.glob("*.torn-*"))
    assert kept == [b"\x01\x00{", b"\x01\x00{{"]


@pytest.mark.parametrize("defect", list(torn(bytes(100), 50)))
def test_an_entry_under_a_checkpoint_is_never_taken_for_torn(bench, defect):
    ledger = bench.open()
    fill(ledger, 3)
    log = bench.copy_folder / "entries.log"
    size = log.stat().st_size
    fill(ledger, 1)
    whole = log.read_bytes()
    altered = torn(whole, len(whole) - size)[defect]
    log.write_bytes(altered)
    reopened = bench.open()
    with pytest.raises(LedgerError, match="second_copy_damaged"):
        fill(reopened, 1)
    assert len(list(reopened.raw())) == 4
    assert log.read_bytes() == altered


@pytest.mark.parametrize("at", [0, 1, 40, 200])
def test_a_damaged_copy_lets_read_and_not_append(bench, at):
    ledger = bench.open()
    fill(ledger, 3)
    log = bench.copy_folder / "entries.log"
    content = bytearray(log.read_bytes())
    content[at] ^= 1
    log.write_bytes(content)
    reopened = bench.open()
    with pytest.raises(LedgerError, match="second_copy_damaged"):
        fill(reopened, 1)
    assert list(reopened.raw()) == list(ledger.raw())


def test_a_copy_shortened_under_a_running_process_is_refused(bench):
    ledger = bench.open()
    fill(ledger, 3)
    (bench.copy_folder / "entries.log").write_bytes(b"")
    with pytest.raises(LedgerError, match="second_copy_damaged"):
        fill(ledger, 1)
    assert ledger.size() == 3


def test_a_lost_copy_is_made_anew_only_when_asked(bench):
    ledger = bench.open()
    ledger.append([draft()], expect={}, documents={DIGEST: DOCUMENT})
    shutil.rmtree(bench.copy_folder)
    with pytest.raises(LedgerError, match="second_copy_missing"):
        fill(ledger, 1)
    with pytest.raises(LedgerError, match="second_copy_missing"):
        SecondCopy.open(bench.copy_folder, origin=ORIGIN, realm=Realm.REHEARSAL)
    bench.open()
    assert bench.copied() == (list(ledger.raw()), {DIGEST: DOCUMENT})


@pytest.mark.parametrize(("origin", "realm"), [("autre.example", "rehearsal"), (ORIGIN, "real")])
def test_the_copy_of_another_ledger_is_refused(bench, origin, realm):
    bench.open()
    with pytest.raises(LedgerError, match="second_copy_of_another_ledger"):
        SecondCopy.open(bench.copy_folder, origin=origin, realm=Realm(realm), create=True)


def test_a_full_disk_stops_the_append_and_nothing_is_lost(bench):
    full = bench.second_copy().folder / "entries.log"
    full.symlink_to("/dev/full")
    ledger = bench.open()
    with pytest.raises(LedgerError, match="second_copy_unwritable"):
        fill(ledger, 1)
    assert bench.open().refusal.code == "second_copy_unwritable"
    full.unlink()
    assert bench.open().refusal is None
    fill(ledger, 1)
    assert bench.copied()[0] == list(ledger.raw())
    assert ledger.size() == 2


def test_a_document_altered_in_the_copy_is_not_recovered(bench):
    bench.open().append([draft()], expect={}, documents={DIGEST: DOCUMENT})
    bench.copy_folder.joinpath("documents", DIGEST[7:]).write_bytes(b"other")
    bench.path.unlink()
    with pytest.raises(LedgerError, match="document_altered"):
        recover(bench.path, bench.second_copy(), log_key=KEY.verifier)
    assert not bench.path.exists()
