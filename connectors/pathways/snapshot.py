"""One instant of a source, read through the selections of a compiled mapping."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from connectors.pathways.access import PathwayAccess
from connectors.pathways.described import describe_query
from connectors.pathways.dialect import Dialect
from connectors.pathways.merge import Run, Stream
from connectors.pathways.relation import of_query, of_tables
from connectors.pathways.session import Session
from connectors.pathways.statement import Statements
from releve.errors import ConnectorError
from releve.pathways.conversion import Account, Converted, Defect, RowConverter
from releve.pathways.model import ROOT
from releve.pathways.ports import Key, Part, SourcePathway
from releve.pathways.selection import Inflow, SourceSchema

_SLICE = 5000
"""Shared rows fetched at a time where one connection cannot stream and answer at once."""


class Snapshot:
    """A :class:`releve.pathways.ports.PathwaySnapshot` of a database.

    Parts read one after the other, by the same process, are one pass over the source: whatever
    indexes there are, no table is sorted more than twice. MariaDB and MySQL cannot hold several
    streams in one instant: there, each part is asked for by the range of its keys, which takes an
    index on the columns that hold the pathway's key. Memory is that of a few thousand rows.
    """

    def __init__(
        self,
        session: Session,
        dialect: Dialect,
        access: PathwayAccess,
        schema: SourceSchema,
        converters: Sequence[RowConverter],
        token: str | None,
    ) -> None:
        """Write the statements of each selection against the schema as it is.

        Raises:
            ConnectorError: ``column_unknown``, ``table_unknown``; ``pathway_key_differs`` when a
                table's link to the pathway is not of the type of the pathway's own key.

        """
        self.schema = schema
        self.token = token
        self._session = session
        self._dialect = dialect
        self._access = access
        self._run: Run | None = None
        made = [(one, self._statements(one)) for one in converters]
        self._root = next((one for one in made if one[0].selection.entity == ROOT.name), None)
        own = [one for one in made if not one[0].selection.shared]
        self._children = [one for one in own if one is not self._root]
        shared = [one for one in made if one[0].selection.shared]
        self._shared = sorted(shared, key=lambda one: one[0].selection.entity)
        for _, statements in self._children:
            if self._root is None or statements.integers != self._root[1].integers:
                raise ConnectorError("pathway_key_differs", table=statements.name)

    @property
    def integers(self) -> tuple[bool, ...]:
        """Which parts of a pathway's own key are integers."""
        return self._root[1].integers if self._root is not None else ()

    def parts(self, size: int) -> Sequence[Part]:
        """Cut the source into runs of ``size`` pathways: the database finds the boundaries.

        A source without any pathway is one part, so that rows without pathway are seen.
        """
        if size < 1:
            raise ValueError(size)
        limits = [] if self._root is None else self._boundaries(self._root[1], size)[1:]
        ends: list[Key | None] = [None, *limits, None]
        return [
            Part(number=number, first=first, until=until)
            for number, (first, until) in enumerate(pairwise(ends))
        ]

    def inflow(self) -> Inflow:
        """Count rows and non-null values: one statement a table, every column of the schema."""
        rows: dict[str, int] = {}
        filled: dict[tuple[str, str], int] = {}
        for table in self.schema.tables:
            names = [self._dialect.quoted(column.name) for column in table.columns]
            counts = ["COUNT(*)", *(f"COUNT({name})" for name in names)]
            place = self._dialect.quoted(self._access.schema, table.name)
            statement = f"SELECT {', '.join(counts)} FROM {place}"  # noqa: S608 - names are quoted
            total, *each = (int(str(one)) for one in self._session.everything(statement)[0])
            rows[table.name] = total
            for column, count in zip(table.columns, each, strict=True):
                filled[table.name, column.name] = count
        return Inflow(rows=rows, filled=filled)

    def refuse_strays(self) -> None:
        """Look through the whole source for rows that belong to nothing.

        Raises:
            ConnectorError: ``rows_orphan`` names each table with the number of its rows whose
                pathway is not there or not said; ``rows_without_key`` those whose key is null.

        """
        if self._root is None:
            return
        orphans: dict[str, int] = {}
        keyless: dict[str, int] = {}
        for converter, statements in (self._root, *self._children, *self._shared):
            own = converter.selection.shared or statements is self._root[1]
            statement = statements.strays(statements if own else self._root[1])
            lost, without = self._session.everything(statement.text, statement.values)[0]
            if count := int(str(without)):
                keyless[statements.name] = keyless.get(statements.name, 0) + count
            if (count := int(str(lost))) and not own:
                orphans[statements.name] = orphans.get(statements.name, 0) + count
        _refuse("rows_without_key", keyless)
        _refuse("rows_orphan", orphans)

    def pathways(self, part: Part, account: Account) -> Iterator[SourcePathway]:
        """Stream the pathways of a part in the order of their keys, in constant memory.

        The first part looks through the whole source for strays before anything else.

        Raises:
            ConnectorError: ``rows_out_of_order``, ``key_types_mixed``, and those of
                :meth:`refuse_strays`.

        """
        if part.first is None:
            self.refuse_strays()
        if self._root is None:
            return
        run = self._to(part)
        self._run = None  # until the part has been read to its end
        yield from run.pathways(part.until, account)
        if run.lost:
            self.refuse_strays()
            _refuse("rows_orphan", dict(run.lost))
        self._run = run

    def directory(self, account: Account) -> Iterator[Converted]:
        """Stream the shared records in the order of their ids.

        Raises:
            ConnectorError: ``rows_out_of_order``.

        """
        for converter, statements in self._shared:
            last = ""
            for first, until in self._slices(statements):
                for batch in self._batches(statements, first, until):
                    for row in batch:
                        found = converter.convert(row, account)
                        for record in found.records:
                            if record.id < last:
                                raise ConnectorError("rows_out_of_order", table=statements.name)
                            if record.id == last:
                                twice = Defect(
                                    code="record_twice", entity=record.entity, record=record.id
                                )
                                found = found._replace(defects=(*found.defects, twice))
                            last = record.id
                        yield found

    def _statements(self, converter: RowConverter) -> Statements:
        selection = converter.selection
        if selection.query is None:
            relation = of_tables(self._dialect, self._access.schema, selection, self.schema)
        else:
            described = describe_query(self._session, self._dialect, selection.query)
            relation = of_query(self._dialect, selection, described)
        root = selection.entity == ROOT.name
        return Statements(self._dialect, selection, relation, root=root)

    def _boundaries(self, statements: Statements, size: int) -> list[Key]:
        statement = statements.boundaries(size)
        found = self._session.everything(statement.text, statement.values)
        keys = [tuple(_plain(one) for one in row) for row in found]
        kinds = [int if whole else str for whole in statements.integers]
        if any([type(one) for one in key] != kinds for key in keys):
            raise ConnectorError("key_types_mixed", table=statements.name)
        return keys

    def _to(self, part: Part) -> Run:
        """Come to the beginning of a part: by reading on if that is where we are heading."""
        run, first = self._run, part.first
        if run is not None and run.at is not None and first is not None:
            if run.at <= first and run.endless:
                run.skip(first)
                return run
            if run.at <= first and self._dialect.several:
                return self._begun(first, None)
        return self._begun(first, part.until)

    def _begun(self, first: Key | None, until: Key | None) -> Run:
        def stream(converter: RowConverter, statements: Statements) -> Stream:
            batches = self._batches(statements, first, until)
            return Stream(converter, batches, statements.positions, statements.integers)

        if self._root is None:
            raise ValueError
        root = stream(*self._root)
        children = [stream(*one) for one in self._children]
        return Run(root, children, first=first, endless=until is None)

    def _slices(self, statements: Statements) -> Iterator[tuple[Key | None, Key | None]]:
        if self._dialect.several:
            yield None, None
            return
        limits = self._boundaries(statements, _SLICE)[1:]
        yield from zip([None, *limits], [*limits, None], strict=True)

    def _batches(
        self, statements: Statements, first: Key | None, until: Key | None
    ) -> Iterator[Sequence[tuple[object, ...]]]:
        statement = statements.rows(first, until)
        return self._session.batches(statement.text, statement.values)


def _plain(part: object) -> str | int:
    """Read back a part of a key as it is compared: MariaDB and MySQL compare texts as bytes."""
    if isinstance(part, bytes):
        return part.decode()
    return part if isinstance(part, int) else str(part)


def _refuse(code: str, counts: Mapping[str, int]) -> None:
    if counts:
        told = tuple(f"{table} ({count})" for table, count in sorted(counts.items()))
        raise ConnectorError(code, tables=told, rows=sum(counts.values()))
