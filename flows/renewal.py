"""Renewing evidence: one more timestamp over everything, before the last one ceases to prove.

Needs no ledger and no plan: whoever keeps a copy may renew it. Nothing that exists is changed.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from releve.archives.pack import write_pack
from releve.archives.renewal import next_renewal
from releve.errors import EvidenceRefused, StepRefused
from releve.ports import TimestampAuthority
from releve.verification.folder import Folder
from releve.verification.log import own_key, read_log
from releve.verification.renewals import Files, Renewal, read_chain
from releve.verification.sealed import authorities_of
from releve.verification.trust import Trust
from releve.verification.verdict import verify_evidence

DIGEST: Final = "sha512"
"""What the authority dates: a digest of the same family as those of the list."""


def renew(
    place: Path, *, authority: TimestampAuthority, authorities: Sequence[str], trust: Trust | None
) -> Renewal:
    """Verify evidence, have all of it dated again, add that to it, and return what was added.

    ``authorities`` are the PEM certificates under which ``authority`` is believed; ``trust``, if
    given, is what the evidence must answer to. Nothing is written unless everything holds.

    Raises:
        EvidenceRefused: ``evidence_not_renewable``: ``releve verify`` refuses it, for ``cause``;
            ``renewal_before_evidence``, ``renewal_goes_back``: the authority's clock is behind
            what it dates; ``renewal_untrusted``: its certificate is not under ``authorities``.
        ConnectorError: as the authority: nothing was written.
        StepRefused: ``renewal_raced``, ``renewal_not_written``.

    """
    report = verify_evidence(place, trust)
    if report.refusal is not None:
        facts = {"file": report.refusal.facts["file"], "cause": report.refusal.code}
        raise EvidenceRefused("evidence_not_renewable", **facts)
    folder = Folder(place)
    own = own_key(folder)
    folder.check_manifest((own,), own.name)
    ours = next_renewal(folder.names, folder.read)
    token = authority.token(ours.manifest, digest=DIGEST)
    files = ours.files(token)
    head = read_log(folder, key=own, witnesses=(), minimum=None)
    known = (*authorities, *authorities_of(folder, trust).timestamp)
    chain = read_chain(_Renewed(folder, files), known, since=head.entries[-1].recorded_at)
    made = next((one for one in chain.renewals if one.number == ours.number), None)
    if made is None:
        raise EvidenceRefused("renewal_untrusted", place=str(place))
    _add(place.resolve(), folder, files)
    return made


@dataclass(frozen=True, slots=True)
class _Renewed:
    """Evidence as it would be with files that are not written yet."""

    before: Files
    more: Mapping[str, bytes]

    @property
    def names(self) -> frozenset[str]:
        return self.before.names | self.more.keys()

    def read(self, name: str) -> bytes:
        return self.more[name] if name in self.more else self.before.read(name)


def _add(place: Path, evidence: Files, files: Mapping[str, bytes]) -> None:
    """Add files to evidence at once, all or none, durably; nothing else of it changes."""
    try:
        with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as aside:
            add = _add_to_pack if place.is_file() else _add_to_folder
            add(place, evidence, files, Path(aside))
    except OSError as error:
        reason = type(error).__name__
        raise StepRefused("renewal_not_written", place=str(place), reason=reason) from error


def _add_to_folder(place: Path, evidence: Files, files: Mapping[str, bytes], aside: Path) -> None:
    """Write one folder of files aside, then rename it to where it belongs."""
    (target,) = {place / name.rpartition("/")[0] for name in files}
    beside = aside / target.name
    for name, data in files.items():
        _write(beside / name.rpartition("/")[2], data)
    _sync(beside)
    target.parent.mkdir(exist_ok=True)
    if target.exists() or Folder(place).names != evidence.names:
        raise StepRefused("renewal_raced", place=str(place))
    beside.rename(target)
    _sync(target.parent)
    _sync(place)


def _add_to_pack(place: Path, evidence: Files, files: Mapping[str, bytes], aside: Path) -> None:
    """Write aside the pack of the same files and of these, then put it in its place."""
    for name in evidence.names:
        _write(aside / "data" / name, evidence.read(name))
    for name, data in files.items():
        _write(aside / "data" / name, data)
    names = evidence.names | files.keys()
    fresh = aside / place.name
    write_pack(fresh, {name: aside / "data" / name for name in names})
    shutil.copymode(place, fresh)
    if Folder(place).names != evidence.names:
        raise StepRefused("renewal_raced", place=str(place))
    fresh.replace(place)
    _sync(place.parent)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
