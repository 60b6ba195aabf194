"""The folder of a witness: who it is, the logs it knows, its key, its memory, its refusals.

``witness.json`` is to be edited by hand when a log is added or changes its key; everything else
is the witness's own.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from releve.errors import EvidenceRefused, UsageError
from releve.signatures.note import ED25519, VerifierKey, check_name
from releve.witness.key import FILE as KEY
from releve.witness.key import WitnessKey
from releve.witness.refusals import FOLDER as REFUSALS
from releve.witness.refusals import Refusals
from releve.witness.state import FILE as STATE
from releve.witness.state import SeenHeads
from releve.witness.witness import Witness

CONFIGURATION = "witness.json"
FORMAT = "releve/witness/1"


def found(folder: Path, *, name: str, logs: Sequence[str]) -> WitnessKey:
    """Make the folder of a new witness, mode 0700, with a key of its own; return the key.

    Raises:
        UsageError: ``witness_exists``; ``witness_log_refused``: not the key of a log (vkey of type
            0x01); ``witness_name_refused``.
        OSError: the folder cannot be written.

    """
    for log in logs:
        _log(log)
    try:
        check_name(name)
    except EvidenceRefused:
        raise UsageError("witness_name_refused", name=name) from None
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("witness_exists", folder=str(folder))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    (folder / REFUSALS).mkdir(mode=0o700)
    key = WitnessKey.generate(folder / KEY, name)
    SeenHeads(folder / STATE).create()
    described = {"format": FORMAT, "name": name, "logs": list(logs)}
    fresh = folder / f"{CONFIGURATION}.new"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps(described, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(folder / CONFIGURATION)
    return key


def opened(folder: Path, clock: Callable[[], float] = time.time) -> Witness:
    """Return the witness of a folder.

    Raises:
        UsageError: ``witness_missing``; ``witness_folder_malformed`` with the ``field`` at fault;
            ``witness_log_refused``; as :meth:`WitnessKey.load`.
        LedgerError: ``witness_state_unusable``: its memory is gone; it then cosigns nothing.

    """
    file = folder / CONFIGURATION
    try:
        told = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise UsageError("witness_missing", folder=str(folder)) from error
    except (OSError, ValueError) as error:
        raise UsageError("witness_folder_malformed", file=str(file), field="json") from error
    if not isinstance(told, dict) or set(told) != {"format", "name", "logs"}:
        raise UsageError("witness_folder_malformed", file=str(file), field="json")
    if told["format"] != FORMAT:
        raise UsageError("witness_folder_malformed", file=str(file), field="format")
    logs = told["logs"]
    if not isinstance(logs, list) or not logs:
        raise UsageError("witness_folder_malformed", file=str(file), field="logs")
    keys = [_log(str(one)) for one in logs]
    key = WitnessKey.load(folder / KEY)
    if key.verifier.name != told["name"]:
        raise UsageError("witness_folder_malformed", file=str(file), field="name")
    heads = SeenHeads(folder / STATE)
    heads.all()
    return Witness(key, keys, heads, Refusals(folder / REFUSALS), clock)


def _log(text: str) -> VerifierKey:
    try:
        key = VerifierKey.parse(text)
    except EvidenceRefused as error:
        raise UsageError("witness_log_refused", key=text, cause=error.code) from None
    if key.algorithm != ED25519:
        raise UsageError("witness_log_refused", key=text, cause="note_key_malformed")
    return key
