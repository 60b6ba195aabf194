"""What staging tables hold, as pathways: those asked for one by one, or all of them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from connectors.staging.tables import StagingTables
from releve.pathways.folder import Group
from releve.pathways.holdings import Opened
from releve.pathways.record import Pathway, Record


class TableHoldings:
    """The tables of one successor; a :class:`releve.pathways.holdings.Holdings`."""

    def __init__(self, tables: StagingTables) -> None:
        """Name the tables; nothing is read yet."""
        self._tables = tables

    def opened(
        self, asked: Iterable[Pathway], _directory: Mapping[str, Record]
    ) -> Iterator[tuple[str, Opened]]:
        """Read pathways one by one; raises as :meth:`StagingTables.open`."""
        yield from ((one.id, self._tables.open(one.id)) for one in asked)

    def everything(self, _work: Path) -> Iterator[Group]:
        """Stream the tables as they are in one instant; raises as :meth:`StagingTables.groups`."""
        return self._tables.groups()
