"""Transactions sent a few at a time, their answers judged, what was taken noted."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from connectors.fhir_api.exchange import Exchange
from connectors.fhir_api.journal import Done, Journal
from connectors.fhir_api.presence import present
from connectors.fhir_api.transaction import Sending, Transaction, Verdict, judge, read_transaction
from releve.errors import ConnectorError
from releve.pathways.delivery import Tally
from releve.ports import Progress

REFUSED_IN_A_ROW = 25
"""So many transactions refused one after the other stop a delivery: the cause is not in them."""


@dataclass(frozen=True, slots=True)
class _Sent:
    file: str
    line: int
    size: int
    transaction: Transaction
    verdict: Future[Verdict]


class Sender:
    """Sends the transactions of files, in their order but for the few in flight.

    ``tally`` counts what became of them; ``since`` is the server's clock before the first.
    """

    def __init__(
        self,
        exchange: Exchange,
        how: Sending,
        journal: Journal,
        connections: int,
        since: datetime | None,
    ) -> None:
        self._exchange = exchange
        self._journal = journal
        self._connections = connections
        self._how = how
        self._since = since
        self._row = 0
        self._handled = 0
        self.tally = Tally()

    def send(self, paths: Sequence[Path], progress: Progress, *, ordered: bool = False) -> int:
        """Send every line of the files; return how many were left unsent.

        ``ordered`` waits for each before the next, which may refer to it.

        They are when :data:`REFUSED_IN_A_ROW` were refused one after the other. May be called
        again with other files; ``progress`` goes on from where it was.

        Raises:
            ConnectorError: ``bundle_malformed``, ``bundle_not_replayable``,
                ``server_not_atomic`` with ``file``, ``line``, ``present`` and ``entries``; those
                of the exchange, after which what was in flight is settled by the next call.

        """
        unsent, flying = 0, deque[_Sent]()
        most = 0 if ordered else 2 * self._connections
        with ThreadPoolExecutor(self._connections) as pool:
            try:
                for file, line, text in _lines(paths):
                    if self._row >= REFUSED_IN_A_ROW:
                        unsent += 1
                        continue
                    done = self._journal.done(file, line)
                    if done is not None:
                        self.tally.add(done.sent, done.created, done.existing, len(text))
                        self._handle(progress)
                        continue
                    transaction = read_transaction(text, file, line, self._how)
                    verdict = pool.submit(self._deliver, transaction, file, line)
                    flying.append(_Sent(file, line, len(text), transaction, verdict))
                    if len(flying) > most:
                        self._settle(flying.popleft(), progress)
                while flying:
                    self._settle(flying.popleft(), progress)
            except BaseException:
                self._exchange.stop()
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        return unsent

    def _handle(self, progress: Progress) -> None:
        self._handled += 1
        progress(self._handled)

    def _deliver(self, transaction: Transaction, file: str, line: int) -> Verdict:
        reply = self._exchange.ask("POST", "", body=transaction.body, prefer="return=minimal")
        verdict = judge(transaction, reply)
        if verdict.refused:
            entries = len(transaction.entries)
            there, recent = present(self._exchange, transaction.entries, self._since)
            if recent and there < entries:
                raise ConnectorError(
                    "server_not_atomic",
                    host=self._exchange.host,
                    file=file,
                    line=line,
                    present=there,
                    entries=entries,
                )
        return verdict

    def _settle(self, sent: _Sent, progress: Progress) -> None:
        verdict, size = sent.verdict.result(), sent.size
        if verdict.refused:
            self.tally.refuse(verdict.refused, size)
            self._row += 1
        else:
            kinds = sent.transaction.sent
            done = Done(sent=kinds, created=verdict.created, existing=verdict.existing)
            self._journal.note(sent.file, sent.line, done)
            self.tally.add(kinds, verdict.created, verdict.existing, size)
            self._row = 0
        self._handle(progress)


def _lines(paths: Sequence[Path]) -> Iterator[tuple[str, int, bytes]]:
    for path in paths:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                yield path.name, number, line


def lines(paths: Sequence[Path]) -> int:
    """Return how many lines files have."""
    return sum(1 for _ in _lines(paths))
