r"""The shared records of a source (professionals, organisations), kept on disk during an export.

A directory may be a copy of a national one, larger than memory: records are looked up in a
private file, in the order of their ids, one ``<id>\t<canonical record>`` a line.
"""

import mmap
import os
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import orjson

from connectors.pathways.references import Open, shared_references
from releve.errors import EvidenceRefused
from releve.pathways.conversion import Account
from releve.pathways.ports import PathwaySnapshot
from releve.pathways.record import Record

_CACHED = 4096


class SharedRecords(Mapping[str, Record]):
    """Shared records by id, read where they lie; other processes open the same file."""

    def __init__(self, path: Path) -> None:
        """Open a file that :func:`keep_shared` wrote."""
        self._path = path
        self._starts = array("Q", [0])
        with path.open("rb") as file:
            if path.stat().st_size:
                self._data: mmap.mmap | bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            else:
                self._data = b""
            for line in file:
                self._starts.append(self._starts[-1] + len(line))
        self._read = lru_cache(_CACHED)(self._at)

    def __reduce__(self) -> tuple[type["SharedRecords"], tuple[Path]]:
        return SharedRecords, (self._path,)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return (record.id for record in self.records())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name) is not None

    def __getitem__(self, name: str) -> Record:
        found = self._read(name)
        if found is None:
            raise KeyError(name)
        return found

    def records(self, wanted: Container[str] | None = None) -> Iterator[Record]:
        """Iterate over all records, or those of these ids, in order."""
        for place in range(len(self)):
            name, _, line = self._line(place).partition(b"\t")
            if wanted is None or name.decode() in wanted:
                yield _record(line)

    def closure(self, names: Iterable[str], opened: Open) -> frozenset[str]:
        """Return the ids of what these lead to, themselves included.

        ``opened`` is given what they refer to that is not there.
        """
        reached: set[str] = set()
        waiting = [one for one in names if one in self]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                for entity, attribute, target in shared_references((self[name],)):
                    if target in self:
                        waiting.append(target)
                    else:
                        opened.add(entity, attribute, target)
        return frozenset(reached)

    def leading_to(self, bad: Iterable[str]) -> frozenset[str]:
        """Return these ids, and those of the records that lead to them."""
        found = set(bad)
        grew = bool(found)
        while grew:
            more = {
                record.id
                for record in self.records()
                if record.id not in found
                and any(target in found for _, _, target in shared_references((record,)))
            }
            found |= more
            grew = bool(more)
        return frozenset(found)

    def _find(self, name: str) -> int | None:
        wanted = name.encode() + b"\t"
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            start = self._starts[middle]
            found = self._data[start : start + len(wanted)]
            if found == wanted:
                return middle
            if found.partition(b"\t")[0] < wanted[:-1]:
                low = middle + 1
            else:
                high = middle
        return None

    def _at(self, name: str) -> Record | None:
        place = self._find(name)
        return _record(self._line(place).partition(b"\t")[2]) if place is not None else None

    def _line(self, place: int) -> bytes:
        return self._data[self._starts[place] : self._starts[place + 1]]


def keep_shared(
    path: Path, snapshot: PathwaySnapshot, account: Account
) -> tuple[SharedRecords, Counter[str], frozenset[str]]:
    """Read the shared records once, and keep them in ``path``.

    Returns them, their defects by code, and the ids of those that have one or lead to one.

    Raises:
        EvidenceRefused: ``records_out_of_order``.

    """
    defects: Counter[str] = Counter()
    bad: set[str] = set()
    last, position = b"", 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for converted in snapshot.directory(account):
            defects.update(one.code for one in converted.defects)
            bad.update(one.record for one in converted.defects)
            for record in converted.records:
                name = record.id.encode()
                if name <= last:
                    raise EvidenceRefused("records_out_of_order", position=position)
                file.write(name + b"\t" + record.canonical() + b"\n")
                last, position = name, position + 1
    shared = SharedRecords(path)
    return shared, defects, shared.leading_to(bad)


def _record(line: bytes) -> Record:
    document = orjson.loads(line)
    return Record(document["e"], document["id"], document["v"])
