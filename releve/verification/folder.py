"""The folder itself: ordinary files of known kinds, each covered by one signed manifest.

The manifest covers every file but itself and its note; the note signs the manifest. A change of
one byte anywhere, signatures included, is therefore seen here, before anything is interpreted.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from releve.errors import UsageError
from releve.signatures.note import VerifierKey, open_note
from releve.verification.refusal import refuse, refusing


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a folder may hold: how many entries, how many bytes in all and in one file."""

    files: int = 200_000
    octets: int = 2 * 1024**3
    file_octets: int = 64 * 1024**2


LIMITS = Limits()

MANIFEST = "manifest.sha256"
NOTE = "manifest.note"
LOG_KEY = "keys/log.vkey"
SEAL_KEY = "keys/seal.pub"
SIGNERS = "keys/allowed_signers"
CHECKPOINT = "ledger/checkpoint"
NOTE_HEADER = "releve/evidence/1"

_REQUIRED = (MANIFEST, NOTE, LOG_KEY, CHECKPOINT)
_KINDS = re.compile(
    r"index\.html|LISEZMOI\.txt|journal\.txt|manifest\.sha256|manifest\.note"
    r"|ledger/checkpoint"
    r"|ledger/tile/(?:[0-9]|[1-5][0-9]|6[0-3]|entries)/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]{1,3})?"
    r"|keys/(?:log\.vkey|seal\.pub|allowed_signers)"
    r"|plans/[0-9a-f]{64}\.json|acts/[0-9a-f]{64}\.(?:txt|sig)|documents/[0-9a-f]{64}"
    r"|certificates/[A-Za-z0-9][A-Za-z0-9._-]{0,200}\.(?:dsse\.json|pdf|tlog-proof)"
)
_NAMED_BY_DIGEST = re.compile(r"(?:plans|acts|documents)/([0-9a-f]{64})(?:\.[a-z]+)?")
_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]+)")
_CHUNK = 1024 * 1024


class Folder:
    """Files of an evidence folder by their path in it; read only as the manifest says they are."""

    def __init__(self, root: Path, limits: Limits = LIMITS) -> None:
        """List the folder; follow nothing, open nothing.

        Raises:
            UsageError: ``evidence_missing``: not a folder.
            EvidenceRefused: ``folder_symlink``, ``folder_special_file``, ``folder_unknown_file``,
                ``folder_too_many_files``, ``folder_file_too_large``, ``folder_too_large``,
                ``folder_file_missing``.

        """
        if not root.is_dir():
            raise UsageError("evidence_missing", path=str(root))
        self._root = root
        self._limits = limits
        self._digests: dict[str, str] = {}
        self.reading = "."
        sizes = dict(_listed(root, limits))
        if sum(sizes.values()) > limits.octets:
            refuse("folder_too_large", file=".", limit=limits.octets)
        self.names = frozenset(sizes)
        for name in _REQUIRED:
            if name not in self.names:
                refuse("folder_file_missing", file=name)

    def read(self, name: str) -> bytes:
        """Return a file's bytes, compared with the manifest once it has been read.

        Raises:
            EvidenceRefused: ``folder_file_missing``, ``folder_file_changed``,
                ``folder_unreadable``.

        """
        self.reading = name
        if name not in self.names:
            refuse("folder_file_missing", file=name)
        try:
            descriptor = os.open(self._root / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    refuse("folder_special_file", file=name)
                data = file.read(self._limits.file_octets + 1)
        except OSError:
            refuse("folder_unreadable", file=name)
        if len(data) > self._limits.file_octets:
            refuse("folder_file_too_large", file=name, limit=self._limits.file_octets)
        expected = self._digests.get(name)
        if expected is not None and hashlib.sha256(data).hexdigest() != expected:
            refuse("folder_file_changed", file=name)
        return data

    def document(self, place: str, digest: str, suffix: str = "") -> bytes:
        """Return the file of a folder that is named by a ``sha256:…`` digest.

        Raises:
            EvidenceRefused: as :meth:`read`.

        """
        return self.read(f"{place}/{digest.removeprefix('sha256:')}{suffix}")

    def check_manifest(self, keys: tuple[VerifierKey, ...], origin: str) -> int:
        """Check the signed manifest and every file against it; return how many it covers.

        Raises:
            EvidenceRefused: ``manifest_note_refused``, ``manifest_of_another_origin``,
                ``manifest_changed``, ``manifest_malformed``, ``folder_file_missing``,
                ``folder_extra_file``, ``folder_file_changed``, ``folder_misnamed_file``.

        """
        manifest = self.read(MANIFEST)
        with refusing("manifest_note_refused", file=NOTE):
            note = open_note(self.read(NOTE), keys)
        if note.unverified:
            refuse("manifest_note_refused", file=NOTE, cause="unknown_signature")
        header, _, rest = note.text.decode().partition("\n")
        named, _, digest = rest.partition("\n")
        if header != NOTE_HEADER or digest.count("\n") != 1:
            refuse("manifest_note_refused", file=NOTE, cause="text")
        if named != origin:
            refuse("manifest_of_another_origin", file=NOTE, expected=origin, found=named)
        if digest != hashlib.sha256(manifest).hexdigest() + "\n":
            refuse("manifest_changed", file=MANIFEST)
        digests = _manifest(manifest)
        for name in sorted(digests.keys() - self.names):
            refuse("folder_file_missing", file=name)
        for name in sorted(self.names - digests.keys() - {MANIFEST, NOTE}):
            refuse("folder_extra_file", file=name)
        self._digests = digests
        for name, expected in digests.items():
            self.read(name)
            titled = _NAMED_BY_DIGEST.fullmatch(name)
            if titled is not None and titled[1] != expected:
                refuse("folder_misnamed_file", file=name)
        return len(digests)


def _manifest(data: bytes) -> dict[str, str]:
    with refusing("manifest_malformed", file=MANIFEST):
        lines = data.decode("ascii").split("\n")
    digests: dict[str, str] = {}
    for number, line in enumerate(lines[:-1], start=1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in digests:
            refuse("manifest_malformed", file=MANIFEST, line=number, cause="line")
        digests[match[2]] = match[1]
    if lines[-1] or list(digests) != sorted(digests):
        refuse("manifest_malformed", file=MANIFEST, cause="order")
    for name in (MANIFEST, NOTE):
        if name in digests:
            refuse("manifest_malformed", file=MANIFEST, cause=name)
    return digests


def _listed(root: Path, limits: Limits) -> Iterator[tuple[str, int]]:
    waiting = [""]
    count = 0
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(root / place) as found:
                entries = sorted(found, key=lambda one: os.fsencode(one.name))
        except OSError:
            refuse("folder_unreadable", file=shown(place) or ".")
        for entry in entries:
            count += 1
            name = f"{place}{entry.name}"
            if count > limits.files:
                refuse("folder_too_many_files", file=".", limit=limits.files)
            if entry.is_symlink():
                refuse("folder_symlink", file=shown(name))
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{name}/")
                continue
            if not entry.is_file(follow_symlinks=False):
                refuse("folder_special_file", file=shown(name))
            if _KINDS.fullmatch(name) is None:
                refuse("folder_unknown_file", file=shown(name))
            size = entry.stat(follow_symlinks=False).st_size
            if size > limits.file_octets:
                refuse("folder_file_too_large", file=name, limit=limits.file_octets)
            yield name, size


def shown(name: str) -> str:
    """Return a file name fit for a terminal, whatever bytes it holds."""
    return "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "?" for c in name)
