"""What people of the exercise do with their hands before they sign that they did it."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from deployments.rehearsal import region
from deployments.rehearsal.people.comparison import compare_pathways, told_of_trial
from deployments.rehearsal.predice import Platform
from releve.model.medium import ExternalMedium, FilesMedium, Medium, SqlMedium
from releve.model.plan import Plan
from releve.plan.authority import asset_of, service_of

DATABASES = {"base-dac": "dac", "base-regionale": "regional"}
FOLDERS = {"magasin": "store", "sauvegardes": "backups"}


def perform_deed(
    deed: str, plan: Plan, subject: str, platform: Path, workspace: Path, now: datetime
) -> Mapping[str, str]:
    """Do it for real and return what the act says of it."""
    parts = Platform.load(platform)
    if deed == "relay":
        before = region.open_recalls(parts.cluster)
        region.transfer_recalls(parts.cluster, to="relais-exercice", at=now)
        left = region.open_recalls(parts.cluster)
        service = service_of(plan, subject)
        follow_up = service.active_follow_up if service else None
        return {
            "count": str(before),
            "taken_over": str(before - left),
            "phone": (follow_up.phone if follow_up else None) or "-",
        }
    asset = asset_of(plan, subject)
    if asset is None:
        return {}
    if deed == "trial":
        return told_of_trial(workspace, asset.id)
    if deed == "test":
        return compare_pathways(platform.parent / "successor", asset.id)
    name = subject.partition("/")[2]
    medium = next((one.medium for one in asset.copies if one.id == name), asset.medium)
    if medium is not None:
        _destroy(parts, platform, medium)
    return {}


def _destroy(parts: Platform, platform: Path, medium: Medium) -> None:
    match medium:
        case ExternalMedium(probe=SqlMedium() | FilesMedium() as probe):
            _destroy(parts, platform, probe)
        case SqlMedium():
            with parts.cluster.connect(DATABASES[medium.endpoint]) as connection:
                connection.execute(f'DROP SCHEMA IF EXISTS "{medium.schema_name}" CASCADE')
        case FilesMedium():
            path = platform / FOLDERS[medium.endpoint] / medium.path
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        case _:
            return
