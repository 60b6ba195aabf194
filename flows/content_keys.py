"""The content keys: one per body of data, known to us until its last copy is gone.

Records are hashed under keys derived from it, so that a root can be published without being a
fingerprint of anybody. Once it is shredded nobody can tell, even by trying every identifier there
is, whether a person was in the data, while every proof in the ledger still holds.
"""

import os
from pathlib import Path

_OCTETS = 32


class ContentKeys:
    """Files of 32 random bytes, 0600, in a folder of mode 0700."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made with the first key."""
        self._folder = folder

    def of(self, asset: str) -> bytes:
        """Return the key of an asset, made on first use and durable before it is returned."""
        file = self._file(asset)
        if not file.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = file.with_suffix(".new")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(os.urandom(_OCTETS))
                stream.flush()
                os.fsync(stream.fileno())
            fresh.rename(file)
        return file.read_bytes()

    def shred(self, asset: str) -> str:
        """Overwrite and unlink the key of an asset; return the means, ``found_absent`` if none.

        What a file system or a flash memory keeps of overwritten blocks is beyond us: no more is
        claimed than the removal of the file.
        """
        file = self._file(asset)
        if not file.exists():
            return "found_absent"
        with file.open("r+b") as stream:
            stream.write(os.urandom(_OCTETS))
            stream.flush()
            os.fsync(stream.fileno())
        file.unlink()
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return "overwritten_unlinked"

    def _file(self, asset: str) -> Path:
        return self._folder / f"{asset}.key"
