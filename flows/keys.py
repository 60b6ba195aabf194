"""A person's own key, used by the person's own command only: never by a flow."""

from pathlib import Path

from connectors.signing.ssh_key import SshKey


def own_signature(data: bytes, key: Path, space: str) -> bytes:
    """Sign as ``ssh-keygen -Y sign`` would, where that program is absent."""
    return SshKey.load(key).sign(data, space)
