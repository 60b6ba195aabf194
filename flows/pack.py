"""One file to hand over: the whole evidence, or the part of a service or a controller."""

import tempfile
from pathlib import Path

from flows.desk import Desk
from flows.evidence import missing_cosignatures, write_evidence
from flows.witnesses import WitnessedHead
from releve.archives.pack import Packed, PackProgress, folder_files, write_pack
from releve.errors import StepRefused, UsageError
from releve.model.scope import Scope


def pack_folder(folder: Path, target: Path, progress: PackProgress) -> Packed:
    """Pack a folder as it stands, renewals included.

    Raises ``UsageError`` ``pack_inside_evidence``, and what
    :func:`releve.archives.pack.write_pack` refuses.
    """
    if folder.resolve() in target.resolve().parents:
        raise UsageError("pack_inside_evidence", path=str(target))
    return write_pack(target, folder_files(folder), progress=progress)


def pack_evidence(
    desk: Desk, target: Path, *, scope: Scope | None, progress: PackProgress
) -> Packed:
    """Write the evidence of the ledger as it stands, then pack it; a part leaves no folder.

    Raises ``StepRefused`` ``pack_uncosigned``: too few witnesses, an auditor would refuse it; and
    as :func:`flows.evidence.write_evidence` and :func:`pack_folder` do.
    """
    if scope is None:
        _refuse_uncosigned(desk, write_evidence(desk))
        return pack_folder(desk.workspace.evidence, target, progress)
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=desk.workspace.folder) as place:
        folder = Path(place) / "evidence"
        _refuse_uncosigned(desk, write_evidence(desk, folder=folder, scope=scope))
        return pack_folder(folder, target, progress)


def _refuse_uncosigned(desk: Desk, head: WitnessedHead) -> None:
    missing = missing_cosignatures(desk, head)
    if missing is not None:
        raise StepRefused("pack_uncosigned", **missing)
