"""The folder itself: ordinary files of known kinds, each covered by one signed manifest.

The manifest covers every file but itself, its note and the renewals, which come later; the note
signs the manifest. A change of one byte anywhere else, signatures included, is therefore seen
here, before anything is interpreted.
"""

import hashlib
import re
from pathlib import Path

from releve.signatures.note import VerifierKey, open_note
from releve.verification.refusal import refuse, refusing
from releve.verification.source import LIMITS, Limits, shown, source_of

MANIFEST = "manifest.sha256"
NOTE = "manifest.note"
LOG_KEY = "keys/log.vkey"
SEAL_KEY = "keys/seal.pub"
SIGNERS = "keys/allowed_signers"
CHECKPOINT = "ledger/checkpoint"
SCOPE = "scope.json"
NOTE_HEADER = "releve/evidence/1"
RENEWALS = "renewals/"
"""Added after the manifest was signed: :mod:`releve.verification.renewals` checks each byte."""

_REQUIRED = (MANIFEST, NOTE, LOG_KEY, CHECKPOINT)
_KINDS = re.compile(
    r"index\.html|verifier\.html|LISEZMOI\.txt|journal\.txt|manifest\.sha256|manifest\.note|scope\.json"
    r"|ledger/checkpoint"
    r"|ledger/tile/(?:[0-9]|[1-5][0-9]|6[0-3]|entries)/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]{1,3})?"
    r"|keys/(?:log\.vkey|seal\.pub|allowed_signers|log\.pem|seal\.pem)"
    r"|keys/(?:seal|timestamp)-authorities\.pem"
    r"|plans/[0-9a-f]{64}\.json|acts/[0-9a-f]{64}\.(?:txt|sig)|documents/[0-9a-f]{64}"
    r"|certificates/[A-Za-z0-9][A-Za-z0-9._-]{0,239}"
    r"\.(?:dsse\.json|dsse\.tst|pdf|pdf\.tst|tlog-proof|issued\.tlog-proof|entry\.json|outcome\.json)"
    r"|papers/[A-Za-z0-9][A-Za-z0-9._-]{0,239}\.(?:dsse\.json|pdf)"
    r"|renewals/(?!0000)[0-9]{4}/(?:manifest\.sha512|token\.tst)"
)
_NAMED_BY_DIGEST = re.compile(r"(?:plans|acts|documents)/([0-9a-f]{64})(?:\.[a-z]+)?")
_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]+)")


class Folder:
    """Files of an evidence folder by their path in it; read only as the manifest says they are."""

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        """List the folder, a directory or in a pack; follow nothing.

        Raises:
            UsageError: ``evidence_missing``: neither a folder nor a file.
            EvidenceRefused: the ``pack_…`` codes (:mod:`releve.archives.pack_reader`);
                ``folder_symlink``, ``folder_special_file``, ``folder_unknown_file``,
                ``folder_too_many_files``, ``folder_file_too_large``, ``folder_too_large``,
                ``folder_file_missing``.

        """
        self._source = source_of(path, limits)
        self._limits = limits
        self._digests: dict[str, str] = {}
        self.reading = "."
        sizes: dict[str, int] = {}
        for name, size in self._source.listed():
            if _KINDS.fullmatch(name) is None:
                refuse("folder_unknown_file", file=shown(name))
            if size > limits.file_octets:
                refuse("folder_file_too_large", file=name, limit=limits.file_octets)
            sizes[name] = size
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
        data = self._source.read(name)
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
            if not name.startswith(RENEWALS):
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
    for name in digests:
        if name in {MANIFEST, NOTE} or name.startswith(RENEWALS):
            refuse("manifest_malformed", file=MANIFEST, cause=name)
    return digests
