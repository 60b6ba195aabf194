"""What a partial package is to hold: pathways by key, a period, everything early, or a delta."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from releve.errors import UsageError
from releve.pathways.ports import Key
from releve.pathways.record import key_id

Kind: TypeAlias = Literal["all", "keys", "period", "delta"]

_OURS = "person/"
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_POSITIVE, _NEGATIVE = re.compile("p([0-9]{20})"), re.compile("n([0-9]{20})")
_TEXT = re.compile("s((?:[^\x00-0]|0[0-9A-F]{2})*)")
_ESCAPED = re.compile("0([0-9A-F]{2})")
_BOUND = 10**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the four kinds. ``keys`` are for ``keys`` alone, the dates and ``by`` for ``period``.

    ``ranks`` says of each pathway asked for where it was: its line in ``file``, or its position.
    """

    kind: Kind
    keys: tuple[Key, ...] = field(default=(), repr=False)
    ranks: Mapping[str, int] = field(default_factory=dict, repr=False)
    file: str | None = None
    since: date = date.min
    until: date = date.max
    by: Literal["opened", "touched"] = "opened"

    @property
    def whole(self) -> bool:
        """Whether it is about every pathway of the scope."""
        return self.kind in {"all", "delta"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The whole that the recipient was sent last: its package, our index of it, its root."""

    package: str
    index: Path
    root: str


def chosen(asked: Sequence[tuple[int, str]], integers: Sequence[bool], file: str | None) -> Choice:
    """Return the choice of these pathways, each with its rank: ids (``person/…``) or source keys.

    ``integers`` tells which parts of a pathway's key are integers at the source.

    Raises:
        UsageError: ``pathway_key_malformed`` with ``file``, ``line`` or ``rank``, never the key;
            ``pathways_not_given`` when there is none.

    """
    ranks: dict[str, int] = {}
    keys: list[Key] = []
    for rank, text in asked:
        try:
            key = read_key(text, integers)
        except ValueError:
            place = {"line": rank} if file is not None else {}
            raise UsageError("pathway_key_malformed", file=file, rank=rank, **place) from None
        keys.append(key)
        ranks.setdefault(key_id("person", key), rank)
    if not keys:
        raise UsageError("pathways_not_given", file=file)
    return Choice(kind="keys", keys=tuple(keys), ranks=ranks, file=file)


def read_list(path: Path) -> list[tuple[int, str]]:
    """Read a list of pathways, one a line; blank lines and those that begin with ``#`` are none.

    Raises:
        UsageError: ``pathway_list_unreadable`` with ``path``.

    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError("pathway_list_unreadable", path=str(path)) from None
    told = [(number, line.strip()) for number, line in enumerate(lines, start=1)]
    return [(number, line) for number, line in told if line and not line.startswith("#")]


def read_key(text: str, integers: Sequence[bool]) -> Key:
    """Return the source's key of a pathway, from its id or from the key itself if of one part.

    Raises:
        ValueError: neither, or not of the types of the source.

    """
    if text.startswith(_OURS):
        key = tuple(_part(one) for one in text.removeprefix(_OURS).split("/"))
        if [type(one) is int for one in key] != list(integers) or key_id("person", key) != text:
            raise ValueError
        return key
    if len(integers) != 1 or (integers[0] and not _WHOLE.fullmatch(text)):
        raise ValueError
    return (int(text),) if integers[0] else (text,)


def _part(text: str) -> str | int:
    if found := _POSITIVE.fullmatch(text):
        return int(found[1])
    if found := _NEGATIVE.fullmatch(text):
        return int(found[1]) - _BOUND
    if found := _TEXT.fullmatch(text):
        return _ESCAPED.sub(lambda one: chr(int(one[1], 16)), found[1])
    raise ValueError
