"""One thing that a verification says: a code and its facts, no prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from releve.errors import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A code with its facts: a claim that was checked, or a limit of what it proves."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
