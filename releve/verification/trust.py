"""What an auditor already trusts, from outside the evidence: one small ``trust.json``.

The format is normative in ``docs/format/trust.md``.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal, NoReturn

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509 import load_pem_x509_certificate
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from releve.canonical import decode_base64, hex_digest
from releve.errors import ReleveError, UsageError
from releve.model.ids import Digest, Origin, Realm, Root
from releve.model.people import PublicKey
from releve.signatures.note import VerifierKey

FILE = "trust.json"
_MAX_BYTES = 1024 * 1024


class Minimum(BaseModel):
    """A head of the log that was seen before: what is shown now must contain it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: Annotated[int, Field(ge=0)]
    root: Root


class Trust(BaseModel):
    """Who may sign for one ledger, and where it began."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["releve/trust/2"]
    origin: Origin
    realm: Realm
    log_keys: Annotated[tuple[str, ...], Field(min_length=1)]
    witnesses: tuple[str, ...]
    witness_quorum: Annotated[int, Field(ge=0)]
    seal_keys: tuple[str, ...]
    seal_authorities: tuple[str, ...]
    """PEM certificates (X.509) under which PDF seals are accepted."""
    timestamp_authorities: tuple[str, ...]
    """PEM certificates under which RFC 3161 timestamps are accepted."""
    founders: Annotated[tuple[PublicKey, ...], Field(min_length=1)]
    quorum: Annotated[int, Field(ge=1)]
    first_plan: Digest
    previous: Digest | None
    """The trust file that this one replaces, when the log's key was changed."""
    minimum: Minimum | None

    def log_verifiers(self) -> tuple[VerifierKey, ...]:
        """Return the keys that may sign this log's checkpoints and manifests."""
        return tuple(VerifierKey.parse(key) for key in self.log_keys)

    def witness_verifiers(self) -> tuple[VerifierKey, ...]:
        """Return the witnesses whose cosignatures are checked where present."""
        return tuple(VerifierKey.parse(key) for key in self.witnesses)


def _readable(certificates: tuple[str, ...]) -> bool:
    return all(load_pem_x509_certificate(one.encode("ascii")) for one in certificates)


def _apart(witnesses: tuple[VerifierKey, ...], log: tuple[VerifierKey, ...]) -> bool:
    """Tell whether no witness is the log itself, which would vouch for its own heads."""
    return {one.public_key for one in witnesses}.isdisjoint(one.public_key for one in log)


_CHECKS: Mapping[str, Callable[[Trust], bool]] = {
    "log_keys": lambda one: {key.name for key in one.log_verifiers()} == {one.origin},
    "witnesses": lambda one: (
        len(set(one.witness_verifiers())) == len(one.witnesses)
        and _apart(one.witness_verifiers(), one.log_verifiers())
    ),
    "witness_quorum": lambda one: one.witness_quorum <= len(one.witnesses),
    "seal_keys": lambda one: len(seal_verifiers(one.seal_keys)) == len(set(one.seal_keys)),
    "seal_authorities": lambda one: _readable(one.seal_authorities),
    "timestamp_authorities": lambda one: _readable(one.timestamp_authorities),
    "quorum": lambda one: one.quorum <= len(set(one.founders)),
}
"""What each member must also satisfy; a check may raise what its parser raises."""


def load_trust(path: Path) -> Trust:
    """Read ``trust.json``, or the one inside a folder.

    Raises:
        UsageError: ``trust_missing``; ``trust_malformed`` with the ``field`` at fault.

    """
    file = path / FILE if path.is_dir() else path
    try:
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError("trust_missing", path=str(file)) from error
    field = "json"
    try:
        if len(data) > _MAX_BYTES:
            _malformed(file, "size")
        json.loads(data, object_pairs_hook=_once)
        trust = Trust.model_validate_json(data, strict=True)
        for field, check in _CHECKS.items():
            if not check(trust):
                _malformed(file, field)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise UsageError("trust_malformed", path=str(file), field=where or "json") from error
    except UsageError:
        raise
    except (ReleveError, ValueError, RecursionError) as error:
        raise UsageError("trust_malformed", path=str(file), field=field) from error
    return trust


def seal_verifiers(keys: tuple[str, ...]) -> dict[str, Ed25519PublicKey]:
    """Return seal keys by DSSE ``keyid``, the SHA-256 of the raw key in lower-case hexadecimal.

    Raises:
        EvidenceRefused: ``malformed_base64``.
        ValueError: not 32 bytes.

    """
    raw = [decode_base64(key) for key in keys]
    return {hex_digest(key): Ed25519PublicKey.from_public_bytes(key) for key in raw}


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        message = "repeated name"
        raise ValueError(message)
    return members


def _malformed(file: Path, field: str) -> NoReturn:
    raise UsageError("trust_malformed", path=str(file), field=field)
