"""The phases of a destruction, on the objects of its manifest and nothing else.

Each returns whether it is done; ``False`` means that something else than the manifest's objects is
there, or that the content read back is not what was written: a person must look.
"""

import os
import stat
from pathlib import Path

from connectors.files.manifest import Listed, Manifest
from connectors.files.place import Place, synchronise
from connectors.files.tree import CHUNK

_ZEROS = bytes(CHUNK)


def erase(place: Place, manifest: Manifest) -> bool:
    """Overwrite every file once with zeros, synchronised one by one; sizes stay what they were."""
    if _found(place) != _listed(manifest):
        return False
    for one in manifest.files:
        real = _real(place, manifest, one)
        status = real.stat(follow_symlinks=False)
        if status.st_size != one.size or status.st_nlink > 1:
            return False
        real.chmod(0o600)
        descriptor = os.open(real, os.O_WRONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            for start in range(0, one.size, CHUNK):
                _write(descriptor, _ZEROS[: min(CHUNK, one.size - start)])
            os.fsync(file.fileno())
    return True


def erased(place: Place, manifest: Manifest) -> bool:
    """Read every file back, asking the system not to answer from its cache."""
    if _found(place) != _listed(manifest):
        return False
    for one in manifest.files:
        descriptor = os.open(_real(place, manifest, one), os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            total = 0
            while chunk := file.read(CHUNK):
                if chunk != _ZEROS[: len(chunk)]:
                    return False
                total += len(chunk)
            if total != one.size:
                return False
    return True


def unlink(place: Place, manifest: Manifest) -> bool:
    """Unlink files, then folders, of the manifest; an object gone already is gone."""
    if not _found(place).items() <= _listed(manifest).items():
        return False
    for path in manifest.folders:
        if (place.moved / path).exists():
            (place.moved / path).chmod(0o700)
    for one in manifest.files:
        _real(place, manifest, one).unlink(missing_ok=True)
    for path in reversed(manifest.folders):
        folder = place.moved / path
        if folder.exists():
            if any(folder.iterdir()):
                return False
            folder.rmdir()
    synchronise(place.case)
    return True


def left(place: Place) -> bool:
    """Tell whether anything is still in quarantine beside our own manifest."""
    return bool(_found(place))


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _real(place: Place, manifest: Manifest, one: Listed) -> Path:
    return place.moved / one.path if manifest.folders else place.moved


def _listed(manifest: Manifest) -> dict[str, int]:
    if not manifest.folders:
        return {"": stat.S_IFREG}
    files = {one.path: stat.S_IFREG for one in manifest.files}
    return files | dict.fromkeys(manifest.folders, stat.S_IFDIR)


def _found(place: Place) -> dict[str, int]:
    """List what was set aside, by path relative to it, with the kind of each object."""
    found: dict[str, int] = {}
    todo = [(place.moved, "")] if place.aside() else []
    while todo:
        real, path = todo.pop()
        found[path] = stat.S_IFMT(real.stat(follow_symlinks=False).st_mode)
        if found[path] == stat.S_IFDIR:
            prefix = f"{path}/" if path else ""
            todo += [(real / child, prefix + child) for child in os.listdir(real)]  # noqa: PTH208
    return found
