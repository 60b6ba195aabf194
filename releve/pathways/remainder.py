"""What is left of a package for a successor to hold, once the controller has given some up.

Given up: a pathway that the successor cannot load and that nobody will deliver again. The shared
records of the package (the directory) stay whole: they are loaded before any pathway.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from releve.errors import EvidenceRefused
from releve.pathways.identities import Decision, Ruling
from releve.pathways.listing import Code
from releve.pathways.tree import package_root

_CODE: TypeAdapter[str] = TypeAdapter(Code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is to be held: root, records with the shared ones, pathways."""

    root: str
    records: int
    pathways: int

    def fields(self) -> dict[str, str]:
        """Return it as acts write it."""
        return {
            "root": self.root,
            "records": str(self.records),
            "pathways": str(self.pathways),
        }


def remainder(
    whole: Left, entries: Iterable[tuple[str, bytes, bytes]], given_up: Mapping[str, int]
) -> Left:
    """Return what is left of ``whole`` without the pathways given up.

    ``entries`` are id, name and entry of every group of the package, in the order of ids;
    ``given_up`` tells how many records each pathway has, by keyed name in hexadecimal.
    """
    if not given_up:
        return whole
    root = package_root(entry for _, name, entry in entries if name.hex() not in given_up)
    return Left(
        root=root,
        records=whole.records - sum(given_up.values()),
        pathways=whole.pathways - len(given_up),
    )


def read_give_up(
    data: bytes, rejected: Mapping[str, str], decided: Iterable[str] = ()
) -> tuple[Decision, ...]:
    """Read the pathways that a controller gives up: id, then why (a code), one a line.

    ``rejected`` are the pathways that the successor refused, keyed name by id. Blank lines and
    those that begin with ``#`` are none.

    Raises:
        EvidenceRefused: ``give_up_malformed`` with ``line``: no code, a pathway that was not
            rejected, or twice.

    """
    found: dict[str, Decision] = {}
    for number, line in enumerate(data.decode("utf-8-sig", errors="replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        pathway, _, reason = (one.strip() for one in line.strip().partition(" "))
        name = rejected.get(pathway)
        if name is None or name in found or name in decided:
            raise EvidenceRefused("give_up_malformed", line=number)
        try:
            code = _CODE.validate_python(reason)
        except ValidationError:
            raise EvidenceRefused("give_up_malformed", line=number) from None
        found[name] = Decision(decision=Ruling.GIVEN_UP, pathway=name, reason=code)
    return tuple(found.values())
