"""Suites of expectations: files ``<suite>.json`` of format ``releve/suite/1``, read strictly."""

import json
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from expectations.rules import Name, Rule
from releve.canonical import digest
from releve.errors import ConnectorError

FOLDER = Path(__file__).parent / "suites"
ANY = "*"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class TableRules(BaseModel):
    """What is expected of one table; of every table given and not named, when ``*``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: Name
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "TableRules":
        codes = [rule.code() for rule in self.rules]
        if len(set(codes)) != len(codes):
            raise ValueError("code_twice")
        return self


class Suite(BaseModel):
    """A suite: every table it names must be given, every table given must be covered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["releve/suite/1"]
    suite: Name
    title: Name
    tables: Annotated[tuple[TableRules, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _tables_are_unique(self) -> "Suite":
        names = [one.table for one in self.tables]
        if len(set(names)) != len(names):
            raise ValueError("table_twice")
        return self

    def named(self) -> tuple[str, ...]:
        """Tables that the suite names."""
        return tuple(one.table for one in self.tables if one.table != ANY)

    def of(self, table: str) -> tuple[Rule, ...]:
        """Return the rules of a table, those of ``*`` if it is not named, else none."""
        rules = {one.table: one.rules for one in self.tables}
        return rules.get(table, rules.get(ANY, ()))


def read_suite(name: str, folder: Path = FOLDER) -> tuple[Suite, str]:
    """Read a suite; return it with the digest of its file.

    Raises:
        ConnectorError: ``suite_unknown``; ``suite_malformed`` with the ``field`` at fault.

    """
    path = folder / f"{name}.json"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise ConnectorError("suite_unknown", suite=name)
    data = path.read_bytes()
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_object)
        suite = Suite.model_validate_json(json.dumps(document), strict=True)
    except ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        raise ConnectorError("suite_malformed", suite=name, field=field) from None
    except ValueError:
        raise ConnectorError("suite_malformed", suite=name, field="") from None
    if suite.suite != name:
        raise ConnectorError("suite_malformed", suite=name, field="suite")
    return suite, digest(data)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("key_twice")
    return members
