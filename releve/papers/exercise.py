"""The exercise that durations were rehearsed in: its log, named by its origin and head."""

from collections.abc import Sequence
from dataclasses import dataclass

from releve.model.evidence import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """The log of an exercise, read from its evidence. ``root`` is that of its head, in hex."""

    origin: str
    root: str
    entries: Sequence[Entry]
