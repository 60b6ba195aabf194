"""The PostgreSQL ledger: the contract of every store, and what only a server can do."""

import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from connectors.ledger_store.postgres import PostgresLedger
from connectors.ledger_store.second_copy import SecondCopy
from deployments.rehearsal.postgres import OWNER
from releve.errors import LedgerError
from releve.model.ids import Realm
from tests.fakes.ledger_benches import Clock, PostgresBench, draft
from tests.unit.test_ledger_contract_rules import *  # noqa: F403 - the contract itself
from tests.unit.test_ledger_contract_rules import fill

pytestmark = pytest.mark.integration
NUMBERS = count(1)
HOLDER = """
import sys, time
from pathlib import Path
from tests.fakes.ledger_benches import PostgresBench
with PostgresBench(Path(sys.argv[1]), sys.argv[2], sys.argv[3]).open().performing():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="session")
def conninfo(cluster):
    cluster.create_database("journal")
    return make_conninfo(
        host=str(cluster.sockets),
        port=cluster.port,
        dbname="journal",
        user=OWNER,
        password=cluster.password_file().read_text(),
    )


@pytest.fixture
def bench(conninfo, tmp_path):
    return PostgresBench(tmp_path, conninfo, f"journal {next(NUMBERS)}")


def test_commits_are_durable_even_where_the_server_is_hasty(bench, cluster):
    ledger = bench.open()
    with cluster.connect("journal") as other:
        assert other.execute("SHOW synchronous_commit").fetchone() == ("off",)
    assert ledger._db.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_a_ledger_of_another_origin_is_refused(bench, conninfo, tmp_path):
    bench.open()
    second = SecondCopy.open(
        tmp_path / "b", origin="autre.example", realm=Realm.REHEARSAL, create=True
    )
    with pytest.raises(LedgerError, match="ledger_of_another_origin"):
        PostgresLedger.open(
            conninfo,
            origin="autre.example",
            realm=Realm.REHEARSAL,
            clock=Clock(),
            signer=None,
            second_copy=second,
            schema=bench.schema,
        )


def test_a_lost_connection_records_nothing_and_says_so(bench, conninfo):
    ledger = bench.open()
    fill(ledger, 1)
    end(conninfo, ledger._db.info.backend_pid)
    with pytest.raises(LedgerError, match="ledger_unreachable"):
        fill(ledger, 1)
    fill(bench.open(), 1)
    assert bench.open().size() == 2


def test_a_performer_whose_session_ended_can_no_longer_append(bench, conninfo):
    first, second = bench.open(), bench.open()
    with first.performing():
        end(conninfo, first._performer.info.backend_pid)
        with second.performing():
            with pytest.raises(LedgerError, match="performer_lock_lost"):
                first.append([draft()], expect={}, documents={})
            fill(second, 1)
    assert bench.open().size() == 1


def test_the_lock_names_its_holder_and_dies_with_it(bench):
    ledger = bench.open()
    arguments = [sys.executable, "-c", HOLDER, str(bench.folder), bench.conninfo, bench.schema]
    root = Path(__file__).parents[2]
    with subprocess.Popen(arguments, cwd=root, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LedgerError, match="already_performing") as refused:
            ledger.performing().__enter__()
        assert refused.value.facts == {"pid": holder.pid}
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    for _ in range(100):
        try:
            with ledger.performing():
                return
        except LedgerError:
            signal.sigtimedwait([], 0.05)
    pytest.fail("the lock outlived its holder")


def end(conninfo, backend):
    with psycopg.connect(conninfo, autocommit=True) as db:
        db.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))
