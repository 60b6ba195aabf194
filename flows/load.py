"""Pathways loaded into the successor's own way in, and counted there afterwards.

Beside the sealed package, never instead of it: what a server or tables took is our own account.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from flows.desk import Desk
from releve.errors import ConnectorError
from releve.model.evidence import JsonValue
from releve.model.plan import DataAsset
from releve.pathways.delivery import PathwayLoad, Refusal
from releve.ports import Progress

JOURNAL = "chargement.ndjson"
"""What was taken already, so that a load that was cut goes on; free of personal data."""
REFUSED = "refus-de-chargement.ndjson"
"""The private list of what was not taken, with our identifiers, for the controller's work list."""


def load(
    desk: Desk, asset: DataAsset, content: Path, progress: Progress
) -> dict[str, JsonValue] | None:
    """Load a package's ``data/contenu`` where the plan says; return the account to be recorded.

    ``None`` where the plan names no way in. Loading again duplicates nothing and gives the same
    counts, but for ``created`` and ``existing``: what was taken and not yet noted when a load was
    cut is found there by the next.

    Raises:
        ConnectorError: ``load_incomplete`` with ``refused``, ``unsent`` and the ``file`` that
            names what was refused, below the workspace; ``load_differs`` with the ``kinds`` of
            which another number is there than was sent; those of the connector.

    """
    name = asset.restitution.load
    if name is None:
        return None
    target: PathwayLoad = desk.reach.load(name)
    folder = desk.workspace.packages / asset.id
    done = target.deliver(content, progress, folder / JOURNAL)
    _list(folder / REFUSED, done.refused)
    if not done.complete:
        raise ConnectorError(
            "load_incomplete",
            endpoint=name,
            sent=done.total,
            refused=len(done.refused),
            unsent=done.unsent,
            file=(folder / REFUSED).relative_to(desk.workspace.folder).as_posix(),
        )
    held, sent = target.held(content), done.sent
    differing = tuple(
        sorted(kind for kind in {*held, *sent} if held.get(kind, 0) != sent.get(kind, 0))
    )
    if differing:
        target.forget(content, folder / JOURNAL)
        raise ConnectorError(
            "load_differs",
            endpoint=name,
            kinds=differing,
            sent=done.total,
            held=sum(held.values()),
        )
    return {"endpoint": name, **done.facts()}


def _list(path: Path, refused: Sequence[Refusal]) -> None:
    """Write the list at once, readable by nobody else; take an earlier one away."""
    if not refused:
        path.unlink(missing_ok=True)
        return
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        for one in refused:
            stream.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    fresh.replace(path)
