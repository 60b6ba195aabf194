"""One look at a successor: the source read twice, the successor once, and both compared.

The sample hangs on our secret, the package and the ledger's head: whoever delivered and whoever
loaded may know the first two, and nobody the last before it is there.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from expectations.fidelity import Portrait, portrait
from expectations.pathways import Due, PathwayGate, Scoped
from expectations.report import plain
from flows.desk import Desk
from releve.archives.slip import read_slip
from releve.canonical import decode
from releve.errors import StepRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.findings import SUCCESSOR
from releve.ledger.subject import Exported
from releve.model.evidence import Check, Finding
from releve.model.plan import DataAsset
from releve.pathways.difference import Difference
from releve.pathways.folder import Group
from releve.pathways.holdings import Copied, Holdings, Opened
from releve.pathways.readback import PathwayReader, ReadTest, read_test
from releve.pathways.record import DIRECTORY, Pathway, Record
from releve.pathways.sampling import Drawn, drawn, seed_of
from releve.ports import Progress

LECTURE = "lecture"
"""The suite of a read test by sample: what is compared with is the source itself."""
CHECK = "successor.read_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look found; ``size`` and ``root`` are the ledger's when the sample was drawn."""

    test: ReadTest
    finding: Finding
    report: bytes
    differences: Sequence[Difference]
    whole: bool
    size: int
    root: str


class Look:
    """One look at the successor of an asset, which our package was delivered to."""

    def __init__(self, desk: Desk, asset: DataAsset, exported: Exported) -> None:
        """Find the source again, as it was read for the package; nothing is read yet.

        Raises what opening the view raises, and ``StepRefused`` ``content_key_shredded``.
        """
        view = desk.view(asset)
        self._asset, self._exported = asset, exported
        self._key = desk.content_key(asset.id)
        self._decision, self._day = view.decision, _placed_on(desk, exported)
        self._source = replace(view.groups(), at=self._day)
        self._head = checkpoints.parse(desk.ledger.checkpoint().partition(b"\n\n")[0] + b"\n")

    def sampled(self, held: Holdings, count: int, progress: Progress) -> Seen:
        """Open ``count`` pathways and compare them; raises as :func:`flows.read_back.read_back`."""
        test, differences, _ = self._tested(held, count, progress)
        checks = (_check(test),)
        finding = Finding(about=SUCCESSOR, suite=LECTURE, verdict=test.verdict, checks=checks)
        return self._seen(test, finding, plain(finding), differences, whole=False)

    def whole(
        self,
        held: Holdings,
        count: int,
        progress: Progress,
        gate: PathwayGate,
        keys: Path,
        work: Path,
    ) -> Seen:
        """Open ``count`` pathways, then read everything and put it before the gate.

        ``keys`` is the private list to write, ``work`` a private folder. Raises as
        :func:`flows.read_back.read_back`.
        """
        test, differences, due = self._tested(held, count, progress)
        copied = Copied(held.everything(work), work / "relu.ndjson")
        finding, report = gate.check(
            SUCCESSOR,
            copied,
            Due(
                portrait=due,
                root=self._exported.root,
                scoped=Scoped(decision=self._decision, at=self._day),
            ),
            key=self._key,
            seed=seed_of(self._exported.package, self._secret(b"faults")),
            keys=keys,
            others=(_check(test),),
        )
        return self._seen(test, finding, report, differences, whole=True)

    def _tested(
        self, held: Holdings, count: int, progress: Progress
    ) -> tuple[ReadTest, Sequence[Difference], Portrait]:
        chosen, directory = self._drawn(count)
        due, ours = self._read(chosen)
        asked = (Pathway(one, tuple(ours[one])) for one in chosen.ids)
        opened: dict[str, Opened] = {}
        for name, records in held.opened(asked, directory):
            opened[name] = records
            progress(len(opened))
        differences: list[Difference] = []
        test = read_test(self._key, chosen, ours.get, _reader(opened), differences.append)
        return test, differences, due

    def _drawn(self, count: int) -> tuple[Drawn, Mapping[str, Record]]:
        """Draw pathways of the source; return them with the records that pathways share."""
        names: list[str] = []
        directory: dict[str, Record] = {}
        for group in self._source.groups():
            if group.id == DIRECTORY:
                directory.update((one.id, one) for one in group.records)
            else:
                names.append(group.id)
        nonce = self._secret(LECTURE.encode() + b"\0" + self._head.root)
        return drawn(names, count, seed_of(self._exported.package, nonce)), directory

    def _read(self, chosen: Drawn) -> tuple[Portrait, Mapping[str, Sequence[Record]]]:
        """Read the source once more: its portrait, and the pathways that were drawn."""
        wanted, ours = frozenset(chosen.ids), dict[str, Sequence[Record]]()

        def keep(group: Group) -> None:
            if group.id in wanted:
                ours[group.id] = group.records

        due = portrait(self._key, self._source, keep)
        if due.root() != self._exported.root:
            raise StepRefused("read_test_source_changed", asset=self._asset.id)
        return due, ours

    def _secret(self, label: bytes) -> bytes:
        return hmac.digest(self._key, label, "sha256")

    def _seen(
        self,
        test: ReadTest,
        finding: Finding,
        report: bytes,
        differences: Sequence[Difference],
        *,
        whole: bool,
    ) -> Seen:
        return Seen(
            test=test,
            finding=finding,
            report=report,
            differences=differences,
            whole=whole,
            size=self._head.size,
            root=self._head.root.hex(),
        )


def _check(test: ReadTest) -> Check:
    failed = test.defects + test.unread
    return Check(code=CHECK, verdict=test.verdict, seen=test.sample, failed=failed)


def _placed_on(desk: Desk, exported: Exported) -> date:
    """Return the day on which the pathways of a package were placed in their bins."""
    slip = read_slip(desk.ledger.document(exported.package))
    report = decode(desk.ledger.document(slip.delivery.report)) if slip.delivery else None
    if not isinstance(report, Mapping):
        raise StepRefused("read_test_source_changed", asset=slip.asset)
    return date.fromisoformat(str(report["placed_on"]))


def _reader(opened: Mapping[str, Opened]) -> PathwayReader:
    def read(name: str) -> Sequence[Record]:
        found = opened[name]
        if isinstance(found, Exception):
            raise found
        return found

    return read
