"""What each verb of ``releve witness`` does and says."""

import json
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from releve.canonical import JsonValue
from releve.errors import EvidenceRefused, Fact, UsageError
from releve.model.time import instant_text
from releve.textes import sentence
from releve.witness.folder import found, opened
from releve.witness.published import request_of
from releve.witness.request import (
    MAX_BYTES,
    AddCheckpoint,
    is_request,
    parse_proof,
    parse_request,
)
from releve.witness.server import WitnessServer
from releve.witness.state import Seen
from releve.witness.witness import Cosigned, Witness

FORMAT = "releve/witness-report/1"


def init(folder: Path, name: str, logs: Sequence[str], *, machine: bool) -> None:
    """Found a witness and print its public key.

    Raises:
        UsageError: as :func:`releve.witness.folder.found`; ``witness_unwritable``.

    """
    try:
        key = found(folder, name=name, logs=logs)
    except OSError as error:
        raise UsageError("witness_unwritable", path=str(folder)) from error
    if machine:
        _print_json({"format": FORMAT, "name": name, "key": str(key.verifier)})
        return
    _say("witness_founded", name=name, folder=str(folder))
    print(key.verifier)
    _say("witness_founded_next", folder=str(folder))


def serve(folder: Path, host: str, port: int) -> None:
    """Answer by HTTP until interrupted.

    Raises:
        UsageError: as :func:`releve.witness.folder.opened`; ``witness_address_refused``.

    """
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    witness = opened(folder)
    try:
        server = WitnessServer(witness, host, port)
    except (OSError, OverflowError) as error:
        raise UsageError("witness_address_refused", host=host, port=port) from error
    with server:
        _say("witness_serving", name=witness.key.verifier.name, url=server.url)
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            _say("witness_stopped")


def cosign(
    folder: Path, file: Path, proof: Path | None, output: Path | None, *, machine: bool
) -> None:
    """Cosign a head that came by file: the head alone with a proof, or a whole request.

    Raises:
        UsageError: ``witness_file_unreadable``, ``witness_unwritable``.
        EvidenceRefused: as :meth:`releve.witness.witness.Witness.cosign`.

    """
    witness = opened(folder)
    cosigned = witness.cosign(_asked(witness, _read(file), proof))
    if output is not None:
        _write(output, cosigned.note)
    if machine:
        _print_json(_described(cosigned))
        return
    if output is None:
        sys.stdout.write(cosigned.note.decode())
        sys.stdout.flush()
    facts: dict[str, Fact] = {
        "name": witness.key.verifier.name,
        "origin": cosigned.head.origin,
        "size": cosigned.head.size,
        "at": _instant(cosigned.at),
    }
    told = sys.stdout if output is not None else sys.stderr
    print(sentence("witness_cosigned", facts), file=told)


def show(folder: Path, origin: str | None, *, machine: bool) -> None:
    """Say what the witness saw and what it refused; or print the last head of one log, verbatim.

    Raises:
        UsageError: ``witness_saw_nothing`` of the log asked for.

    """
    witness = opened(folder)
    seen = {one.origin: one for one in witness.heads.all()}
    if origin is not None:
        if origin not in seen:
            raise UsageError("witness_saw_nothing", origin=origin)
        sys.stdout.write(seen[origin].note.decode())
        return
    if machine:
        _print_json(_shown(witness, seen))
        return
    _say("witness_page_title", name=witness.key.verifier.name)
    print(witness.key.verifier)
    for name in dict.fromkeys(key.name for key in witness.logs):
        print(name)
        one = seen.get(name)
        if one is None:
            print(f"  {sentence('witness_page_nothing', {})}")
        else:
            facts = {"size": one.size, "at": _instant(one.at)}
            print(f"  {sentence('witness_page_seen', facts)}")
    kept = witness.refusals.all()
    _say("witness_page_refusals" if kept else "witness_page_no_refusal")
    for refused in kept:
        facts = {"seen": refused.seen, "size": refused.offered, "at": refused.at}
        print(f"  {sentence(f'witness_kept_line_{refused.code}', facts)}")
        print(f"    {refused.folder}")


def request(evidence: Path, old: int, output: Path | None) -> None:
    """Write the request to a witness that last saw ``old`` entries.

    Raises:
        UsageError, EvidenceRefused: as :func:`releve.witness.published.request_of`.

    """
    body = request_of(evidence, old=old).encode()
    if output is None:
        sys.stdout.write(body.decode())
        return
    _write(output, body)
    _say("witness_request_written", file=str(output))


def _asked(witness: Witness, data: bytes, proof: Path | None) -> AddCheckpoint:
    if is_request(data):
        if proof is not None:
            raise UsageError("witness_proof_twice")
        return parse_request(data)
    origin = data.partition(b"\n")[0].decode("utf-8", "replace")
    seen = witness.heads.of(origin)
    given = parse_proof(_read(proof)) if proof is not None else ()
    asked = AddCheckpoint(old=seen.size if seen is not None else 0, proof=given, note=data)
    if len(asked.encode()) > MAX_BYTES:
        raise EvidenceRefused("witness_request_malformed", field="size")
    return asked


def _shown(witness: Witness, seen: dict[str, Seen]) -> JsonValue:
    key = witness.key.verifier
    logs: list[JsonValue] = [
        {
            "origin": one.origin,
            "size": one.size,
            "root": one.root.hex(),
            "at": _instant(one.at),
            "note": one.note.decode(),
        }
        for one in seen.values()
    ]
    refusals: list[JsonValue] = [
        {
            "code": one.code,
            "origin": one.origin,
            "seen": one.seen,
            "offered": one.offered,
            "at": one.at,
            "folder": str(one.folder),
        }
        for one in witness.refusals.all()
    ]
    known: list[JsonValue] = [str(log) for log in witness.logs]
    return {
        "format": FORMAT,
        "name": key.name,
        "key": str(key),
        "logs": known,
        "seen": logs,
        "refusals": refusals,
    }


def _described(cosigned: Cosigned) -> JsonValue:
    return {
        "format": FORMAT,
        "origin": cosigned.head.origin,
        "size": cosigned.head.size,
        "root": cosigned.head.root.hex(),
        "at": _instant(cosigned.at),
        "note": cosigned.note.decode(),
    }


def _instant(at: int) -> str:
    return instant_text(datetime.fromtimestamp(at, UTC))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError("witness_file_unreadable", file=str(file)) from error


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise UsageError("witness_unwritable", path=str(file)) from error


def _say(code: str, **facts: Fact) -> None:
    print(sentence(code, facts))


def _print_json(value: JsonValue) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
