"""Every resource of a package, checked as it lies there: its form, and what a form cannot say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from connectors.fhir_schema.checker import SchemaChecker
from releve.pathways.fhir import FhirContext, findings, offered
from releve.pathways.fhir.node import Node
from releve.pathways.fhir.rules import WARNINGS

_BUNDLES = Path("fhir") / "bundles"
_DIRECTORY = "directory.ndjson"


@dataclass(slots=True, kw_only=True)
class Checked:
    """How many resources were read, and what was found, by ``code:Type/path``: never a value.

    ``form`` is what HL7's schema refuses, ``rules`` what our own do, ``warned`` what is only told.
    """

    resources: int = 0
    form: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)


def check_bundles(content: Path, schema: Path | None, context: FhirContext) -> Checked:
    """Check the Bundles of a package's content, the directory's first: others refer to it.

    Without a schema, only our own rules are applied.

    Raises:
        ConnectorError: ``fhir_schema_absent``, ``fhir_schema_differs``.

    """
    checker = SchemaChecker(schema) if schema is not None else None
    found = Checked()
    known: set[str] = set()
    for resources in _read(content / _BUNDLES / _DIRECTORY):
        _check(resources, checker, context, frozenset(known), found)
        known |= offered(resources)
    shared = frozenset(known)
    for path in sorted((content / _BUNDLES).glob("part-*.ndjson")):
        for resources in _read(path):
            _check(resources, checker, context, shared, found)
    return found


def _check(
    resources: Sequence[Node],
    checker: SchemaChecker | None,
    context: FhirContext,
    known: frozenset[str],
    found: Checked,
) -> None:
    found.resources += len(resources)
    if checker is not None:
        found.form.update(code for one in resources for code in checker.check(one))
    for code in findings(resources, context, known):
        warned = code.partition(":")[0] in WARNINGS
        (found.warned if warned else found.rules)[code] += 1


def _read(path: Path) -> Iterator[Sequence[Mapping[str, object]]]:
    if path.exists():
        with path.open("rb") as stream:
            for line in stream:
                yield [one["resource"] for one in orjson.loads(line)["entry"]]
