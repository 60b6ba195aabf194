"""The same logical data in PostgreSQL, MariaDB and SQLite: not one false difference."""

from functools import partial

import pytest

from connectors.pathways import PathwayDatabase
from releve.pathways.compiler import compile_mapping, converters_of
from releve.pathways.conversion import Account
from releve.pathways.record import DIRECTORY
from releve.pathways.tree import group_entry, package_root
from tests.fakes.edge_cases import KEYS, MAPPING, fill
from tests.fakes.three_databases import KINDS

pytestmark = pytest.mark.integration

KEY = bytes(range(32))


def read(source):
    database = PathwayDatabase(access=source.access, converters=partial(converters_of, MAPPING))
    account = Account()
    with database.snapshot() as snapshot:
        parts = snapshot.parts(5)
        found = [one for part in parts for one in snapshot.pathways(part, account)]
        shared = [r for one in snapshot.directory(account) for r in one.records]
        law = compile_mapping(MAPPING, snapshot.schema).law
        law.balance(snapshot.inflow(), account)
    return found, shared, account


def root(found, shared):
    groups = [(one.id, one.records) for one in found] + [(DIRECTORY, shared)]
    groups.sort(key=lambda group: group[0].encode())
    return package_root(group_entry(KEY, name, records) for name, records in groups)


def test_three_databases_give_the_same_records_and_root(source_of):
    seen = {}
    for kind in KINDS:
        source = source_of(kind)
        fill(source)
        found, shared, account = read(source)
        seen[kind] = (
            [one.canonical().decode() for p in found for one in p.records],
            [one.canonical().decode() for one in shared],
            [p.defects for p in found],
            account,
            root(found, shared),
        )
    first = seen["postgresql"]
    assert len(first[2]) == len(KEYS)
    assert len(first[0]) > 250
    for kind in ("mysql", "sqlite"):
        for ours, theirs in zip(seen[kind], first, strict=True):
            if isinstance(ours, list):
                pairs = [(kind, a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
                assert pairs == []
            assert ours == theirs
