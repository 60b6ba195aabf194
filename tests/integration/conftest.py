"""Real servers that tests share: started once per session, stopped with it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import psycopg
import pytest

from deployments.rehearsal.postgres import Cluster
from tests.fakes.browser import Browser
from tests.fakes.mariadb import MariaDb
from tests.fakes.small_world import Grounds
from tests.fakes.three_databases import KINDS, Source

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    """A PostgreSQL server of its own, from the embedded wheel."""
    running = Cluster.open(tmp_path_factory.mktemp("cluster"))
    try:
        yield running
    finally:
        running.discard()


@pytest.fixture(scope="session")
def grounds(cluster, tmp_path_factory) -> Iterator[Grounds]:
    """A small programme, photographed at each of its stages: see `tests/fakes/small_world.py`."""
    made = Grounds(tmp_path_factory.mktemp("programme"), cluster)
    try:
        yield made.open()
    finally:
        made.close()


@pytest.fixture(scope="session")
def postgres_url(cluster) -> str:
    """SQLAlchemy URL of a database that tests share, each in a schema of its own."""
    cluster.create_database("essais")
    return cluster.url("essais")


@pytest.fixture
def connection(cluster, postgres_url) -> Iterator[psycopg.Connection]:
    """The owner's own connection, autocommit, to prepare and to look."""
    assert postgres_url.split("?")[0].endswith("/essais")
    with cluster.connect("essais") as opened:
        opened.autocommit = True
        yield opened


@pytest.fixture
def schema(connection) -> Iterator[str]:
    """A new schema with a name that needs quoting, removed after the test."""
    name = f'dac "essai" {next(_NUMBERS)}%'
    quoted = '"' + name.replace('"', '""') + '"'
    connection.execute(f"CREATE SCHEMA {quoted}")
    connection.execute(f"SET search_path = {quoted}")
    yield name
    connection.execute(f"DROP SCHEMA IF EXISTS {quoted} CASCADE")


@pytest.fixture(scope="session")
def mariadb(needs_tool) -> Iterator[MariaDb]:
    """A MariaDB server of its own, without network."""
    needs_tool("mariadb-install-db")
    running = MariaDb.open()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(params=KINDS)
def source(request, tmp_path) -> Iterator[Source]:
    """An empty schema to make tables in, in each of the three databases."""
    opened = sources(request, tmp_path, request.param)
    yield opened
    opened.close()


@pytest.fixture
def source_of(request, tmp_path) -> Iterator[Callable[[str], Source]]:
    """An empty schema in the database that is asked for, as many times as it is."""
    with ExitStack() as held:

        def opened(kind: str) -> Source:
            made = sources(request, tmp_path, kind)
            held.callback(made.close)
            return made

        yield opened


def sources(request, tmp_path, kind: str) -> Source:
    if kind == "sqlite":
        return Source.sqlite(tmp_path)
    if kind == "mysql":
        return Source.mysql(request.getfixturevalue("mariadb"))
    request.getfixturevalue("postgres_url")
    return Source.postgresql(request.getfixturevalue("cluster"))


@pytest.fixture(scope="module")
def browser(needs_tool):
    needs_tool("chromium")
    found = Browser()
    yield found
    found.close()


_NO_AXE = "axe-core is not fetched, so pages are not checked for accessibility: make tools"


@pytest.fixture(scope="session")
def axe():
    """The script of axe-core, or skip, which fails under CI=true: `.ci/axe` fetches it."""
    found = Path(__file__).parents[2] / ".tools" / "axe" / "axe.min.js"
    return found.read_text() if found.is_file() else pytest.skip(_NO_AXE)
