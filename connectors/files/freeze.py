"""Read-only files: write permission is taken from everybody, and given back as it was.

It stops applications and mistakes, not the owner nor the superuser: the content root is computed
again at destruction. Former modes are kept by inode, without names, beside the quarantine.
"""

import json
import stat
from pathlib import Path

from connectors.files.place import Place, remove_if_empty, write_durably
from connectors.files.tree import Tree
from releve.canonical import encode

MEANS = "chmod:a-w"
_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def freeze(place: Place, tree: Tree) -> None:
    """Remember the modes durably, then take write permission away; idempotent."""
    known = _known(place)
    modes = {_inode(real): _mode(real) for real in _objects(place, tree)} | known
    if modes != known:
        place.quarantine.mkdir(mode=0o700, exist_ok=True)
        write_durably(place.modes, encode(dict(modes)))
    for real in _objects(place, tree):
        real.chmod(_mode(real) & ~_WRITE)


def thaw(place: Place, tree: Tree) -> None:
    """Give every object that was frozen its mode back; idempotent."""
    modes = _known(place)
    for real in _objects(place, tree):
        mode = modes.get(_inode(real))
        if mode is not None:
            real.chmod(mode)
    place.modes.unlink(missing_ok=True)
    remove_if_empty(place.quarantine)


def _objects(place: Place, tree: Tree) -> list[Path]:
    return [place.source / path for path in tree.folders] + [file.real for file in tree.files]


def _known(place: Place) -> dict[str, int]:
    if not place.modes.exists():
        return {}
    return {inode: int(mode) for inode, mode in json.loads(place.modes.read_bytes()).items()}


def _inode(real: Path) -> str:
    return str(real.stat(follow_symlinks=False).st_ino)


def _mode(real: Path) -> int:
    return stat.S_IMODE(real.stat(follow_symlinks=False).st_mode)
