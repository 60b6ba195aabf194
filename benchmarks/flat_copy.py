"""The peers of an export: a flat ``COPY`` of the same rows as JSON, and an ORM's relationships."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
from psycopg import sql
from sqlalchemy import create_engine, inspect
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import Session

from benchmarks.ground import DATABASE, SCHEMA, Done, Ground, Work, unless

BY_ORM = 2000
"""An ORM is not asked for more pathways than these."""

TABLES = (
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
_JSON = "COPY (SELECT row_to_json(t) FROM {} t) TO STDOUT"


@contextmanager
def copied(ground: Ground) -> Iterator[Work]:
    """Copy every table as JSON rows through ``zstd -1`` into a file."""
    target = ground.folder / "flat.zst"

    def work() -> Done:
        octets = 0
        with ground.cluster.connect(DATABASE) as connection, target.open("wb") as out:
            packer = subprocess.Popen(["zstd", "-1", "-q"], stdin=subprocess.PIPE, stdout=out)  # noqa: S607 - found on the PATH
            for table in TABLES:
                statement = sql.SQL(_JSON).format(sql.Identifier(SCHEMA, table))
                with connection.cursor() as cursor, cursor.copy(statement) as rows:
                    for some in rows:
                        packer.stdin.write(some)
                        octets += len(some)
            packer.stdin.close()
            packed = packer.wait() == 0
        return Done(pathways=ground.pathways, octets=octets, wrong=unless(packed, "zstd_failed"))

    yield work
    target.unlink(missing_ok=True)


@contextmanager
def by_orm(ground: Ground) -> Iterator[Work]:
    """Export by a session and its relationships, as one writes it first."""
    target, count = ground.folder / "orm.ndjson", min(BY_ORM, ground.pathways)
    options = {"options": f"-csearch_path={SCHEMA}"}
    engine = create_engine(ground.cluster.url(DATABASE), connect_args=options)
    mapped = automap_base()
    mapped.prepare(autoload_with=engine)
    person = mapped.classes.usager

    def work() -> Done:
        octets = 0
        with Session(engine) as session, target.open("wb") as out:
            for number in range(1, count + 1):
                found = _whole(session.get_one(person, number))
                octets += out.write(orjson.dumps(found, default=str) + b"\n")
                session.expunge_all()
        return Done(pathways=count, octets=octets)

    yield work
    engine.dispose()
    target.unlink(missing_ok=True)


def _whole(person: object) -> dict[str, object]:
    told = _columns(person)
    for relation in inspect(person).mapper.relationships:
        if relation.uselist:
            told[relation.key] = [_child(one) for one in getattr(person, relation.key)]
    return told


def _child(row: object) -> dict[str, object]:
    told = _columns(row)
    for relation in inspect(row).mapper.relationships:
        other = None if relation.uselist else getattr(row, relation.key)
        if other is not None and relation.key == "professionnel":
            told[relation.key] = _columns(other)
    return told


def _columns(row: object) -> dict[str, object]:
    return {one.key: getattr(row, one.key) for one in inspect(row).mapper.column_attrs}
