"""Secrets of the exercise: generated here, kept in files that only their owner reads."""

import os
from pathlib import Path

import asyncssh


def write_private(path: Path, text: str) -> None:
    """Create ``path`` with mode 0600 from its first instant."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def ssh_key(path: Path) -> None:
    """Make an Ed25519 key pair (``path``, ``path.pub``) unless it is there."""
    if not path.exists():
        key = asyncssh.generate_private_key("ssh-ed25519", comment=path.name)
        write_private(path, key.export_private_key().decode())
        path.with_suffix(".pub").write_bytes(key.export_public_key())
