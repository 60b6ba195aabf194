"""The plan proposed for adoption in a workspace, as people see it before signing."""

from flows.workspace import Workspace
from releve.canonical import digest
from releve.errors import UsageError
from releve.model.plan import Plan
from releve.plan.reader import load_plan


def proposed(workspace: Workspace) -> tuple[str, Plan]:
    """Return the digest and the plan last proposed; ``UsageError`` ``nothing_proposed`` if none."""
    files = sorted(
        (workspace.folder / "proposed").glob("*.json"), key=lambda file: file.stat().st_mtime_ns
    )
    if not files:
        raise UsageError("nothing_proposed")
    canonical = files[-1].read_bytes()
    return digest(canonical), load_plan(canonical)
