"""Check pathways before they leave: against their source, their suite, their scope, and ourselves.

The package is read back and compared with its source, read once more; then faults are planted in
a copy, and one that nothing catches leaves the finding undetermined.
"""

import hmac
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path

from expectations.fidelity import portrait
from expectations.pathways import SUITE, Due, Scoped
from expectations.report import merged, verdict_of
from flows.desk import Desk
from flows.export import bag_of
from flows.gate import pathway_gate
from releve.canonical import encode
from releve.documents.quality import Quality, quality_page
from releve.ledger.subject import Exported
from releve.model.evidence import Check, Finding, Verdict
from releve.model.ids import Realm
from releve.model.plan import DataAsset
from releve.pathways.folder import CanonicalFolder
from releve.pathways.sampling import seed_of

KEYS = "cles-en-defaut.ndjson"
"""The private list of every key at fault, beside the package, for the controller."""
FHIR = "fhir-en-defaut.json"
"""What is wrong with FHIR resources: codes with the place in the resource, and counts."""
PAGE = "controle.html"
"""What people read of the finding: what failed, whose move it is, which faults were planted."""


def check_source_suite(desk: Desk, asset: DataAsset, own: Check) -> tuple[Finding, bytes]:
    """Put what the source would give before the suite; ``own`` joins the report.

    The records at fault are those that the private list of the package names.
    """
    found, report = pathway_gate().gate.check(SUITE, "source", desk.view(asset).groups())
    verdict = verdict_of((*found.checks, own))
    whole = Finding(about="source", suite=SUITE, verdict=verdict, checks=(*found.checks, own))
    return found, merged(report, whole, [own], (), 0)


def check_package(
    desk: Desk, asset: DataAsset, exported: Exported, before: Sequence[bytes] = ()
) -> tuple[Finding, bytes]:
    """Return the finding about the package, and its report.

    The page for people shows it after the reports ``before`` it: that of the source.
    """
    view, key = desk.view(asset), desk.content_key(asset.id)
    due = Due(
        portrait=portrait(key, view.groups()),
        root=exported.root,
        scoped=Scoped(decision=view.decision, at=view.at),
    )
    bag = bag_of(desk, asset)
    finding, report = pathway_gate().check(
        "package",
        CanonicalFolder(bag),
        due,
        key=key,
        seed=seed_of(exported.package, hmac.digest(key, b"faults", "sha256")),
        keys=desk.workspace.packages / asset.id / KEYS,
        others=tuple(_fhir(desk, asset, bag)),
    )
    page = Quality(
        title=asset.title,
        at=desk.clock.now().astimezone(UTC),
        rehearsal=desk.workspace.realm is Realm.REHEARSAL,
        keys=KEYS,
        extraction=view.extraction,
    )
    (desk.workspace.packages / asset.id / PAGE).write_bytes(quality_page(page, [*before, report]))
    return finding, report


def _fhir(desk: Desk, asset: DataAsset, bag: Path) -> Iterator[Check]:
    """Check every FHIR resource; without HL7's schema their form is undetermined.

    In an exercise, where nothing real leaves, that is a warning only.
    """
    named = desk.workspace.fhir_schema
    schema = desk.workspace.path(named) if named is not None else None
    found = desk.view(asset).fhir(bag / "data" / "contenu", schema)
    if found is None:
        return
    told = {"rules": found.rules, "form": found.form, "warned": found.warned}
    codes = {name: dict(sorted(counts.items())) for name, counts in told.items()}
    (desk.workspace.packages / asset.id / FHIR).write_bytes(encode(codes))
    seen = found.resources
    yield _counted("package.fhir_rules", seen, found.rules.total())
    if schema is not None:
        yield _counted("package.fhir_form", seen, found.form.total())
    else:
        exercise = desk.workspace.realm is Realm.REHEARSAL
        undetermined = Verdict.UNDETERMINED
        yield Check(
            code="package.fhir_form", verdict=undetermined, seen=seen, failed=0, warning=exercise
        )


def _counted(code: str, seen: int, failed: int) -> Check:
    verdict = Verdict.FAILED if failed else Verdict.PASSED
    return Check(code=code, verdict=verdict, seen=seen, failed=failed)


def check_source(desk: Desk, asset: DataAsset, exported: Exported) -> Check:
    """Compare what the source would give now with what was exported, by root."""
    hands, medium = desk.hands(asset)
    now = hands.measure(medium, desk.content_key(asset.id))
    same = (now.root, now.records) == (exported.root, exported.records)
    verdict = Verdict.PASSED if same else Verdict.FAILED
    return Check(code="source_unchanged", verdict=verdict, seen=now.records, failed=int(not same))
