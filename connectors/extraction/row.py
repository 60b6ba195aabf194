"""What a reader gives for each row: its texts, or where it is malformed."""

from dataclasses import dataclass
from typing import TypeAlias

Cells: TypeAlias = tuple[str | None, ...]
"""The texts of a row, in the order of the table's columns; ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """A row that is not what was declared, by the number of its line (or its last one)."""

    line: int
