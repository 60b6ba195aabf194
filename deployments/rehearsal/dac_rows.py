"""The rows of one DAC while they are drawn, and what all draws share."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random

from deployments.rehearsal.documents import DACS

AS_OF = date(2024, 11, 30)  # the last update of the platform: nothing is recorded after it
Row = tuple[object, ...]


@dataclass(slots=True)
class DacRows:
    """The rows of one DAC by table, in an order that satisfies the foreign keys."""

    tables: dict[str, list[Row]] = field(
        default_factory=lambda: {
            name: []
            for name in (
                "professionnel",
                "usager",
                "cercle_soins",
                "demande",
                "evaluation",
                "ppcs",
                "action",
                "note",
                "consentement",
                "document_ref",
            )
        }
    )

    def add(self, table: str, *values: object) -> int:
        """Append a row, numbered from 1, and return its number."""
        rows = self.tables[table]
        rows.append((len(rows) + 1, *values))
        return len(rows)


def moment(rng: Random, day: date) -> datetime:
    """Draw a working hour of ``day``."""
    return datetime(
        day.year, day.month, day.day, rng.randrange(7, 19), rng.randrange(60), tzinfo=UTC
    )


def as_json(value: object) -> str:
    """Write JSON for a ``jsonb`` column, accents kept."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def split(pathways: int) -> Iterator[tuple[str, int]]:
    """Share ``pathways`` between the DAC: two fifths, one quarter, the rest; one at least each."""
    first, second = max(1, pathways * 2 // 5), max(1, pathways // 4)
    yield from zip(DACS, (first, second, max(1, pathways - first - second)), strict=True)
