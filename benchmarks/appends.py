"""Durable appends to the SQLite ledger, one by one and grouped, against a bare fsync loop.

The limit: a file appended to and fsynced as often as the ledger must be durable. One append is
durable in two places (store and second copy) and signed, so it costs several fsyncs by design.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.reading import best
from connectors.ledger_store.second_copy import SecondCopy
from connectors.ledger_store.sqlite import SqliteLedger
from connectors.signing.note_key import NoteKey
from flows.clock import RealClock
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import Realm

ORIGIN = "banc.example/releve"
SINGLE, GROUPED, GROUP = 400, 10_000, 100


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = SecondCopy.open(folder / "copy", origin=ORIGIN, realm=Realm.REAL, create=True)
        ledger = SqliteLedger.open(
            folder / "ledger.sqlite",
            origin=ORIGIN,
            realm=Realm.REAL,
            clock=RealClock(),
            signer=NoteKey.generate(folder / "keys" / "log.key", ORIGIN),
            second_copy=copy,
        )

        def append(count: int, group: int) -> None:
            for _ in range(count // group):
                ledger.append([_draft()] * group, expect={}, documents={})

        def sync() -> None:
            with (folder / "bare").open("ab", buffering=0) as file:
                for _ in range(SINGLE):
                    file.write(b"x" * 400)
                    os.fsync(file.fileno())

        limit = best("bare append + fsync of 400 bytes", SINGLE, sync)
        print(limit.line())
        print(best("ledger, one append each", SINGLE, lambda: append(SINGLE, 1)).line(limit))
        grouped = best(f"ledger, appends of {GROUP}", GROUPED, lambda: append(GROUPED, GROUP))
        print(grouped.line(limit))
        ledger.close()


def _draft() -> Draft:
    at = datetime.now(UTC).isoformat()
    body = {"observed": "up", "means": f"sonde {at}"}
    return Draft(kind=EntryKind.SERVICE_PROBED, subject="service:vigie", actor="releve", body=body)


if __name__ == "__main__":
    main()
