"""At the successor's: staging tables loaded, read back, compared; then one field changed and found.

Each side hashes all it holds once, to build its index; comparing then asks for what differs alone.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson
from psycopg import sql

from benchmarks.ground import KEY, MEGA, Done, Ground, Work, size_of, unless
from connectors.staging import StagingTables
from releve.pathways.difference import Difference
from releve.pathways.folder import CanonicalFolder
from releve.pathways.index import IndexedSide, build_index
from releve.pathways.model import ENTITIES
from releve.pathways.names import pathway_name
from releve.pathways.reconciliation import compare
from releve.pathways.record import key_id

SUCCESSOR, TABLES = "successor", "public"
_PIECE = 1 << 20


@contextmanager
def hashed(ground: Ground) -> Iterator[Work]:
    """Hash the canonical files, whole, and know nothing of pathways."""
    folder = ground.content / "canonical"

    def work() -> Done:
        for path in sorted(folder.iterdir()):
            with path.open("rb") as stream:
                hashlib.file_digest(stream, "sha256").digest()
        return Done(pathways=ground.pathways, octets=size_of(folder))

    yield work


@contextmanager
def loaded(ground: Ground) -> Iterator[Work]:
    """Load the staging tables out of what was opened, each row compared with what was sent."""
    ground.cluster.create_database(SUCCESSOR)
    content = ground.opened / "data/contenu"
    report = orjson.loads((content / "report.json").read_bytes())

    def work() -> Done:
        done = _tables(ground).deliver(content, lambda _: None, ground.folder / "journal")
        wrong = unless(done.complete and done.total == report["records"], "records_differ")
        octets = size_of(content / "canonical")
        facts = {"records": done.total}
        return Done(pathways=ground.pathways, octets=octets, wrong=wrong, facts=facts)

    yield work


@contextmanager
def bare(ground: Ground) -> Iterator[Work]:
    """Copy the same rows into tables without keys, out of files written beforehand."""
    folder = ground.folder / "rows"
    folder.mkdir()
    names = [one.name for one in ENTITIES]
    with ground.cluster.connect(SUCCESSOR) as connection:
        for name in names:
            twin = sql.SQL("CREATE TABLE {} (LIKE {})")
            held, other = sql.Identifier(name), sql.Identifier(f"bare_{name}")
            connection.execute(twin.format(other, held))
            out = sql.SQL("COPY {} TO STDOUT").format(held)
            with (
                (folder / name).open("wb") as file,
                connection.cursor() as cursor,
                cursor.copy(out) as copy,
            ):
                for piece in copy:
                    file.write(piece)

    def work() -> Done:
        with ground.cluster.connect(SUCCESSOR) as connection:
            for name in names:
                into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(f"bare_{name}"))
                with (
                    (folder / name).open("rb") as file,
                    connection.cursor() as cursor,
                    cursor.copy(into) as copy,
                ):
                    while piece := file.read(_PIECE):
                        copy.write(piece)
        octets = size_of(ground.opened / "data/contenu/canonical")
        return Done(pathways=ground.pathways, octets=octets)

    yield work
    with ground.cluster.connect(SUCCESSOR) as connection:
        for name in names:
            connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(f"bare_{name}")))
    for name in names:
        (folder / name).unlink()
    folder.rmdir()


@contextmanager
def filed(ground: Ground) -> Iterator[Work]:
    """Index our own side: the package, read strictly and hashed with keys."""
    root = orjson.loads((ground.content / "report.json").read_bytes())["root"]

    def work() -> Done:
        side = build_index(_index(ground, "ours"), KEY, CanonicalFolder(ground.bag))
        wrong = unless(side.root() == root, "root_differs")
        octets = size_of(ground.content / "canonical")
        return Done(pathways=len(side) - 1, octets=octets, wrong=wrong)

    yield work


@contextmanager
def reread(ground: Ground) -> Iterator[Work]:
    """Read the staging tables back, index them and compare: nothing may differ."""

    def work() -> Done:
        ours = _ours(ground)
        theirs = build_index(_index(ground, "theirs"), KEY, _tables(ground), ours.depth)
        found = list(compare(KEY, ours, theirs))
        wrong = (
            *unless(ours.root() == theirs.root(), "root_differs"),
            *unless(not found, "differences_found"),
        )
        facts = {"differences": len(found), "nodes": theirs.reads.nodes}
        octets = size_of(ground.opened / "data/contenu/canonical")
        return Done(pathways=len(theirs) - 1, octets=octets, wrong=wrong, facts=facts)

    yield work


@contextmanager
def changed(ground: Ground) -> Iterator[Work]:
    """Change one field of one pathway at the successor's; read, index and compare again."""
    person = key_id("person", [max(1, ground.pathways * 2 // 3)])
    with ground.cluster.connect(SUCCESSOR) as connection:
        done = connection.execute(
            "UPDATE note SET text = text || ' (repris)' WHERE id ="
            " (SELECT min(id) FROM note WHERE pathway = %s)",
            (person,),
        )
        one_row = done.rowcount == 1

    def work() -> Done:
        ours = _ours(ground)
        theirs = build_index(_index(ground, "changed"), KEY, _tables(ground), ours.depth)
        began = time.perf_counter()
        found = list(compare(KEY, ours, theirs))
        seconds = time.perf_counter() - began
        wrong = (
            *unless(one_row and _named(found, person), "difference_not_found"),
            *unless(ours.root() != theirs.root(), "root_blind"),
        )
        facts = {
            "differences": len(found),
            "microseconds": round(seconds * MEGA),
            "nodes": theirs.reads.nodes,
            "buckets": theirs.reads.buckets,
            "pathways": theirs.reads.pathways,
        }
        octets = size_of(ground.opened / "data/contenu/canonical")
        return Done(pathways=len(theirs) - 1, octets=octets, wrong=wrong, facts=facts)

    yield work


def _named(found: Sequence[Difference], person: str) -> bool:
    """Tell whether the one difference is the text of a note of that pathway, and names it."""
    where = [(one.pathway, one.entity, one.attribute) for one in found]
    return where == [(pathway_name(KEY, person).hex(), "note", "text")]


def _tables(ground: Ground) -> StagingTables:
    return StagingTables(ground.cluster.url(SUCCESSOR), TABLES)


def _ours(ground: Ground) -> IndexedSide:
    return IndexedSide(_index(ground, "ours"), CanonicalFolder(ground.bag))


def _index(ground: Ground, name: str) -> Path:
    return ground.folder / f"{name}.index"
