"""Check pathways before they leave: against their source, their suite, their scope, and ourselves.

The package is read back and compared with its source, read once more; then faults are planted in
a copy, and one that nothing catches leaves the finding undetermined.
"""

import hmac

from expectations.fidelity import portrait
from expectations.pathways import Due, Scoped
from flows.desk import Desk
from flows.export import bag_of
from flows.gate import pathway_gate
from releve.ledger.subject import Exported
from releve.model.evidence import Check, Finding, Verdict
from releve.model.plan import DataAsset
from releve.pathways.folder import CanonicalFolder
from releve.pathways.sampling import seed_of

KEYS = "cles-en-defaut.ndjson"
"""The private list of every key at fault, beside the package, for the controller."""


def check_package(desk: Desk, asset: DataAsset, exported: Exported) -> tuple[Finding, bytes]:
    """Return the finding about the package, and its report."""
    view, key = desk.view(asset), desk.content_key(asset.id)
    due = Due(
        portrait=portrait(key, view.groups()),
        root=exported.root,
        scoped=Scoped(decision=view.decision, at=view.at),
    )
    return pathway_gate().check(
        "package",
        CanonicalFolder(bag_of(desk, asset)),
        due,
        key=key,
        seed=seed_of(exported.package, hmac.digest(key, b"faults", "sha256")),
        keys=desk.workspace.packages / asset.id / KEYS,
    )


def check_source(desk: Desk, asset: DataAsset, exported: Exported) -> Check:
    """Compare what the source would give now with what was exported, by root."""
    hands, medium = desk.hands(asset)
    now = hands.measure(medium, desk.content_key(asset.id))
    same = (now.root, now.records) == (exported.root, exported.records)
    verdict = Verdict.PASSED if same else Verdict.FAILED
    return Check(code="source_unchanged", verdict=verdict, seen=now.records, failed=int(not same))
