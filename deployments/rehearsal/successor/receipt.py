"""What the recipient leaves beside a package: a signed receipt, or a refusal."""

import json
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from connectors.signing.ssh_key import SshKey
from deployments.rehearsal.successor.refusal import ToolFault
from releve.archives.slip import Slip
from releve.errors import ReleveError
from releve.model.acts import Act, ActKind, namespace
from releve.model.ids import Realm, asset_subject
from releve.textes import sentence


def act_of(slip: Slip, *, signer: str, at: datetime, root: str, records: int, pathways: int) -> Act:
    """Say what was found once loaded, which may differ from the slip."""
    stamp = " EXERCICE – SANS VALEUR." if slip.realm is Realm.REHEARSAL else ""
    return Act(
        kind=ActKind.RECEIPT,
        realm=slip.realm,
        origin=slip.origin,
        plan=slip.plan,
        subject=asset_subject(slip.asset),
        signer=signer,
        signed_at=at,
        fields={
            "package": slip.digest(),
            "root": root,
            "records": str(records),
            "pathways": str(pathways),
        },
        sentence=(
            f"Le destinataire atteste avoir chargé le paquet de l’ensemble « {slip.asset} » :"
            f" {records} enregistrements, dont {pathways} parcours, comptés dans son propre"
            f" système, et une racine recalculée sur ce qu’il y a relu.{stamp}"
        ),
    )


def acknowledgement(slip: Slip, *, signer: str, at: datetime, ciphertext: str) -> Act:
    """Say that the bytes came, and nothing of loading them."""
    fields = {"package": slip.digest(), "ciphertext": f"sha256:{ciphertext}"}
    told = {**fields, "subject": slip.asset}
    return Act(
        kind=ActKind.ACKNOWLEDGEMENT,
        realm=slip.realm,
        origin=slip.origin,
        plan=slip.plan,
        subject=asset_subject(slip.asset),
        signer=signer,
        signed_at=at,
        fields=fields,
        sentence=sentence("act_acknowledgement", told),
    )


def leave_acknowledgement(package: Path, act: Act, key: Path) -> None:
    """Sign, then write the signature, then the acknowledgement."""
    data = act.file_bytes()
    path = package.with_name(f"{package.name}.accuse.txt")
    _write(path.with_name(f"{path.name}.sig"), _sign(data, namespace(act.kind, act.realm), key))
    _write(path, data)


def leave_attestation(package: Path, attestation: bytes, lists: Path) -> None:
    """Write what was loaded, beside the package: the private lists first, then the counts.

    ``lists`` is the folder in which the import kit left them.
    """
    for name in ("details.ndjson", "rejets.ndjson"):
        if (lists / name).is_file():
            _write(package.with_name(f"{package.name}.{name}"), (lists / name).read_bytes())
    _write(package.with_name(f"{package.name}.attestation.json"), attestation)


def receipt_file(package: Path) -> Path:
    """Where the receipt of a package lies; its presence means that it was loaded."""
    return package.with_name(f"{package.name}.recu.txt")


def refusal_file(package: Path) -> Path:
    """Where the refusal of a package lies."""
    return package.with_name(f"{package.name}.refus.json")


def leave_receipt(package: Path, act: Act, key: Path) -> None:
    """Sign, then write the signature, then the receipt."""
    data = act.file_bytes()
    receipt = receipt_file(package)
    signature = _sign(data, namespace(act.kind, act.realm), key)
    _write(receipt.with_name(f"{receipt.name}.sig"), signature)
    _write(receipt, data)


def leave_refusal(package: Path, code: str, ciphertext: str) -> None:
    """Write why a package was not loaded, and which bytes it was."""
    said = {"name": package.name, "code": code, "ciphertext": f"sha256:{ciphertext}"}
    _write(refusal_file(package), json.dumps(said, indent=1).encode() + b"\n")


def is_refused(package: Path, ciphertext: str) -> bool:
    """Tell whether these very bytes were refused before."""
    try:
        said = json.loads(refusal_file(package).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("ciphertext") == f"sha256:{ciphertext}"


def _sign(data: bytes, space: str, key: Path) -> bytes:
    tool = shutil.which("ssh-keygen")
    if tool is None:
        try:
            return SshKey.load(key).sign(data, space)
        except ReleveError as error:
            raise ToolFault(error.code) from None
    run = subprocess.run(
        [tool, "-q", "-Y", "sign", "-f", str(key), "-n", space],
        input=data,
        capture_output=True,
        check=False,
    )
    if run.returncode:
        raise ToolFault("signature_failed")
    return run.stdout


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
