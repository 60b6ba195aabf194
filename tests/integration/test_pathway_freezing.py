"""Tables of MariaDB and SQLite made read-only by triggers, and given back."""

import sqlite3

import pymysql
import pytest

from connectors.pathways.freezing import MEANS, TableFreezer
from releve.errors import ConnectorError
from releve.model.medium import SqlMedium

pytestmark = pytest.mark.integration

MEDIUM = SqlMedium(kind="sql", endpoint="dac", schema_name="main", tables=("usager",))
WRITES = ("INSERT INTO {} VALUES (2, 'y')", "UPDATE {} SET nom = 'z'", "DELETE FROM {}")
LONG = "t" * 64


@pytest.fixture(params=["mysql", "sqlite"])
def tables(request, source_of):
    source = source_of(request.param)
    for name in ("usager", LONG):
        source.create(name, id="bigint!", nom="text!")
        source.insert(name, (1, "x"))
    return source


def refused(source, statement):
    with pytest.raises((pymysql.err.Error, sqlite3.Error), match="releve_frozen"):
        source.run(statement)


def test_every_write_is_refused_until_thawed(tables):
    freezer = TableFreezer(tables.access)
    columns = tables.database().schema()
    assert freezer.freeze(MEDIUM) == MEANS
    assert freezer.freeze(MEDIUM) == MEANS
    for name in ("usager", LONG):
        for statement in WRITES:
            refused(tables, statement.format(tables.quoted(name)))
    assert tables.database().schema() == columns
    freezer.thaw(MEDIUM)
    freezer.thaw(MEDIUM)
    for statement in WRITES:
        tables.run(statement.format("usager"))


def test_a_freeze_that_was_cut_is_made_whole(tables):
    freezer = TableFreezer(tables.access)
    freezer.freeze(MEDIUM)
    (first, *_) = sorted(freezer._installed())
    tables.run(f"DROP TRIGGER {tables.quoted(first)}")
    assert len(freezer._installed()) == 5
    freezer.freeze(MEDIUM)
    assert len(freezer._installed()) == 6


def test_triggers_of_others_stay(tables):
    body = "FOR EACH ROW SET @seen = 1" if tables.kind == "mysql" else "BEGIN SELECT 1; END"
    tables.run(f"CREATE TRIGGER theirs AFTER INSERT ON usager {body}")
    freezer = TableFreezer(tables.access)
    freezer.freeze(MEDIUM)
    freezer.thaw(MEDIUM)
    tables.run("DROP TRIGGER theirs")


def test_postgresql_is_frozen_elsewhere(source_of):
    with pytest.raises(ConnectorError, match="dialect_unproven"):
        TableFreezer(source_of("postgresql").access).freeze(MEDIUM)
