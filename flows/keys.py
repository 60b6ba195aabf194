"""Keys by their files: a person's, used by the person's own command only; the log's next one.

And the authority that a command names itself, where there is no workspace to name it.
"""

from pathlib import Path

from connectors.signing.note_key import NoteKey
from connectors.signing.ssh_key import SshKey
from releve.ports import TimestampAuthority


def own_signature(data: bytes, key: Path, space: str) -> bytes:
    """Sign as ``ssh-keygen -Y sign`` would, where that program is absent."""
    return SshKey.load(key).sign(data, space)


def log_key(file: Path, origin: str) -> NoteKey:
    """Return a log's key, made where there is none."""
    return NoteKey.load(file) if file.exists() else NoteKey.generate(file, origin)


def timestamp_authority(url: str, authorities: str) -> TimestampAuthority:
    """Return the authority at an address, believed under the certificates of a PEM text.

    Raises ``ConnectorError``: ``timestamp_url_refused``, ``timestamp_authorities_unreadable``.
    """
    from connectors.timestamping import (  # noqa: PLC0415 - half a second, only when needed
        Rfc3161Authority,
    )

    return Rfc3161Authority(url, (authorities,))
