"""Statements as written, where no database of the tests could show that they are wrong."""

import pytest

from connectors.pathways.dialect import DIALECTS, MYSQL, POSTGRESQL, SQLITE
from connectors.pathways.relation import of_tables
from connectors.pathways.statement import Statements
from releve.pathways.selection import SourceColumn, SourceSchema, SourceTable
from tests.fakes.tiny_converter import selected

NOTE = selected("note", {"text": "texte"}, table="note", pathway=("dac", "code"))
COLUMNS = (("id", "integer"), ("dac", "integer"), ("code", "text"), ("texte", "text"))
SCHEMA = SourceSchema(
    dialect="any",
    proven=False,
    tables=(
        SourceTable(
            name="note",
            columns=tuple(
                SourceColumn(name=name, declared="", family=family, nullable=False)
                for name, family in COLUMNS
            ),
            key=("id",),
        ),
    ),
)
EXACT = {POSTGRESQL: ' COLLATE "C"', SQLITE: " COLLATE BINARY", MYSQL: " AS BINARY)"}


@pytest.mark.parametrize("dialect", EXACT, ids=lambda one: one.name)
def test_texts_of_keys_are_ordered_and_limited_by_their_bytes(dialect):
    relation = of_tables(dialect, "dac", NOTE.selection, SCHEMA)
    statements = Statements(dialect, NOTE.selection, relation, root=False)
    written = statements.rows((1, "a"), (2, "b")).text
    limits, _, order = written.partition(" ORDER BY ")
    assert order.count(EXACT[dialect]) == 1
    assert limits.count(EXACT[dialect]) == 2
    assert statements.keys().count(EXACT[dialect]) == 1
    assert statements.strays(statements).text.count(EXACT[dialect]) == 2


@pytest.mark.parametrize("dialect", EXACT, ids=lambda one: one.name)
def test_parameters_are_as_many_as_their_marks(dialect):
    relation = of_tables(dialect, "dac", NOTE.selection, SCHEMA)
    statements = Statements(dialect, NOTE.selection, relation, root=False)
    for limits in (((1, "a"), (2, "b")), ((1, "a"), None), (None, (2, "b")), (None, None)):
        statement = statements.rows(*limits)
        assert statement.text.count(dialect.mark) == len(statement.values)


def test_destruction_is_proven_on_one_dialect_only():
    assert [one.name for one in set(DIALECTS.values()) if one.proven] == ["postgresql"]
