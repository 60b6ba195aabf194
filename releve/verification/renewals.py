"""The renewals of evidence: each hashes again everything before it, and an authority dates that.

Normative in ``docs/format/renewal.md``. Renewals are added to evidence after it was signed, by
whoever keeps it: the log's manifest does not cover them, each of them covers the manifest. What
is *proven* by them at some instant is decided in :mod:`releve.verification.belief`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha512
from typing import Protocol

from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509 import (
    AuthorityKeyIdentifier,
    Certificate,
    SubjectKeyIdentifier,
    load_pem_x509_certificates,
)

from releve.errors import EvidenceRefused
from releve.verification import seals
from releve.verification.folder import RENEWALS
from releve.verification.refusal import refuse, refusing, refusing_in
from releve.verification.stamp import Stamp

MANIFEST = "manifest.sha512"
TOKEN = "token.tst"  # noqa: S105 - a file's name

_MALFORMED = "timestamp_malformed"
_NO_PATH = ("timestamp_untrusted", "PathBuildingError")
"""How :mod:`releve.verification.seals` says that no trusted authority is above a certificate."""
_LINE = re.compile(r"([0-9a-f]{128})  ([!-~]+)")


class Files(Protocol):
    """Files by their path, whose other checks are done: an evidence folder."""

    @property
    def names(self) -> frozenset[str]:
        """Every path."""

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """One renewal whose token was verified under an authority that is trusted here."""

    number: int
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The renewals of evidence, in order. Those of the last two fields prove nothing here."""

    renewals: tuple[Renewal, ...] = ()
    untrusted: tuple[str, ...] = ()
    """Tokens that are whole, under an authority that nobody here trusts: their files."""
    unchecked: tuple[str, ...] = ()
    """Tokens that could not be checked: no library for it, or no authority trusted at all."""


def read_chain(folder: Files, authorities: Sequence[str], *, since: datetime) -> Chain:
    """Verify every renewal: numbers, lists, digests, tokens, and that time never goes back.

    ``authorities`` are PEM certificates. ``since`` is the real instant of the log's last entry:
    nothing can be renewed before it was (compared in whole seconds, as authorities may count).

    A token under another authority is not refused: the auditor's trust may be older than the
    renewal. It counts for nothing, and is only accepted whole: signed, over these bytes, by a
    certificate that it carries.

    Raises:
        EvidenceRefused: ``renewal_missing``, ``renewal_manifest_malformed``,
            ``renewal_file_left_out``, ``renewal_extra_file``, ``renewal_digest_differs``,
            ``renewal_before_evidence``, ``renewal_goes_back``, and the ``timestamp_…`` codes of
            :func:`releve.verification.seals.verify_token`; each names the ``file``.

    """
    count = _count(folder.names)
    if count == 0:
        return Chain()
    checkable = seals.available() and bool(authorities)
    digests = {
        name: sha512(folder.read(name)).hexdigest()
        for name in sorted(folder.names)
        if not name.startswith(RENEWALS)
    }
    found: list[Renewal] = []
    untrusted: list[str] = []
    unchecked: list[str] = []
    last = since.replace(microsecond=0)
    for number in range(1, count + 1):
        listed, file = f"{RENEWALS}{number:04}/{MANIFEST}", f"{RENEWALS}{number:04}/{TOKEN}"
        manifest, token = folder.read(listed), folder.read(file)
        _check_manifest(listed, manifest, digests)
        digests |= {
            one: sha512(data).hexdigest() for one, data in ((listed, manifest), (file, token))
        }
        if not checkable:
            unchecked.append(file)
            continue
        with refusing_in(file):
            stamp, trusted = _stamp(token, manifest, authorities)
        if stamp.at < last:
            code = "renewal_before_evidence" if number == 1 else "renewal_goes_back"
            refuse(code, file=file, at=stamp.at.isoformat(), after=last.isoformat())
        last = stamp.at
        if trusted:
            found.append(Renewal(number=number, stamp=stamp))
        else:
            untrusted.append(file)
    return Chain(renewals=tuple(found), untrusted=tuple(untrusted), unchecked=tuple(unchecked))


def _count(names: frozenset[str]) -> int:
    """Return how many renewals there are, consecutive from 0001 and of two files each."""
    numbers = {name.split("/")[1] for name in names if name.startswith(RENEWALS)}
    for number in range(1, len(numbers) + 1):
        for part in (MANIFEST, TOKEN):
            file = f"{RENEWALS}{number:04}/{part}"
            if file not in names:
                refuse("renewal_missing", file=file)
    return len(numbers)


def _check_manifest(file: str, data: bytes, digests: Mapping[str, str]) -> None:
    """Refuse a list that is not, to the byte, that of the files it must hold."""
    listed = _listed(file, data)
    for name in sorted(digests.keys() - listed.keys()):
        refuse("renewal_file_left_out", file=file, listed=name)
    for name in sorted(listed.keys() - digests.keys()):
        refuse("renewal_extra_file", file=file, listed=name)
    for name, expected in digests.items():
        if listed[name] != expected:
            refuse("renewal_digest_differs", file=file, listed=name)


def _listed(file: str, data: bytes) -> Mapping[str, str]:
    with refusing("renewal_manifest_malformed", file=file):
        lines = data.decode("ascii").split("\n")
    listed: dict[str, str] = {}
    for number, line in enumerate(lines[:-1], start=1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in listed:
            refuse("renewal_manifest_malformed", file=file, line=number, cause="line")
        listed[match[2]] = match[1]
    if lines[-1] or list(listed) != sorted(listed):
        refuse("renewal_manifest_malformed", file=file, cause="order")
    return listed


def _stamp(token: bytes, data: bytes, authorities: Sequence[str]) -> tuple[Stamp, bool]:
    """Return what a token says, and whether it is under a trusted authority."""
    try:
        return seals.verify_token(token, data, authorities), True
    except EvidenceRefused as error:
        if (error.code, error.facts.get("cause")) != _NO_PATH:
            raise
        own = _another(token, authorities)
        if own is None:
            raise
        return seals.verify_token(token, data, (own,)), False


def _another(token: bytes, authorities: Sequence[str]) -> str | None:
    """Return, as PEM, what stands above a token's signer, if it is another authority than these.

    It is the last certificate of the chain that the token carries: nothing makes it trustworthy.
    The signer's own is bound by the signature; one above it could have been changed unseen.
    """
    try:
        carried = pkcs7.load_der_pkcs7_certificates(token)
        issuers = {one.issuer for one in carried if one.issuer != one.subject}
        (signer,) = [one for one in carried if one.subject not in issuers]
        above = {one.subject: one for one in carried}
        top = signer
        for _ in carried:
            top = above.get(top.issuer, top)
        known = top is not signer and _claims_one_of(top, authorities)
    except Exception as error:  # whatever a library says of hostile bytes
        raise EvidenceRefused(_MALFORMED, cause=type(error).__name__) from error
    return None if known else top.public_bytes(Encoding.PEM).decode()


def _claims_one_of(certificate: Certificate, authorities: Sequence[str]) -> bool:
    """Tell whether a certificate names a trusted authority as its issuer, or that one's key.

    It was not found to be under it: it was changed, or made in that name. Both the name and the
    key must differ for it to be another authority's.
    """
    trusted = [one for text in authorities for one in load_pem_x509_certificates(text.encode())]
    named = {one.subject for one in trusted}
    keys = {SubjectKeyIdentifier.from_public_key(one.public_key()).digest for one in trusted}
    keys |= {
        one.extensions.get_extension_for_class(SubjectKeyIdentifier).value.digest
        for one in trusted
        if any(isinstance(ext.value, SubjectKeyIdentifier) for ext in one.extensions)
    }
    by = [
        ext.value.key_identifier
        for ext in certificate.extensions
        if isinstance(ext.value, AuthorityKeyIdentifier)
    ]
    return certificate.issuer in named or not keys.isdisjoint(by)
