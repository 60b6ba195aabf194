"""Volumes: a package too large for one bag, cut into several, and put together again.

Each volume is a bag of its own. The digest of the whole is that of the manifest of all files, as
if they were in one bag: it depends on neither the number of volumes nor their size.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from releve.archives.bag import (
    DECLARATION,
    MANIFEST,
    manifest_line,
    read_manifest,
    verify_bag,
    write_bag,
)
from releve.archives.slip import Slip, Volume
from releve.errors import EvidenceRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """One volume where it lies."""

    folder: Path
    volume: Volume


def split_bag(
    bag: Path,
    into: Path,
    units: Iterable[Sequence[str]],
    max_octets: int,
    info: Mapping[str, str],
) -> tuple[Bag, ...]:
    """Show the payload of ``bag`` as volumes ``into/001``, ``into/002`` …, each a bag.

    ``bag`` stays whole: a volume's files are hard links to its own, copies where the file system
    has no links. What ``into`` held is removed first.

    Files of one unit (paths as in the manifest) stay together; units are taken in order, and
    a volume is closed when the next unit would bring its payload above ``max_octets``. A unit
    that is larger alone makes a larger volume. What no unit names goes first. The same files and
    size give the same volumes. ``info`` is for each ``bag-info.txt``, beside ``Bag-Count``.

    Raises:
        EvidenceRefused: ``bag_file_missing``; those of :func:`releve.archives.bag.write_bag`.

    """
    declared = read_manifest(bag)
    sizes = {name: _size(bag, name) for name in declared}
    plan = list(_planned(sizes, units, max_octets))
    shutil.rmtree(into, ignore_errors=True)
    made = []
    for number, names in enumerate(plan, 1):
        folder = into / f"{number:03d}"
        for name in names:
            _link(bag / name, folder / name)
        known = {name: (declared[name], sizes[name]) for name in names}
        counted = {**info, "Bag-Count": f"{number} of {len(plan)}"}
        manifest = write_bag(folder, known, counted)
        octets = sum(sizes[name] for name in names)
        volume = Volume(manifest=manifest, files=len(names), octets=octets)
        made.append(Bag(folder=folder, volume=volume))
    return tuple(made)


def join_volumes(folders: Sequence[Path], slip: Slip, target: Path) -> None:
    """Read every volume, and move what they hold into one bag, ``target``.

    ``folders`` are in the order of the slip's volumes.

    Raises:
        EvidenceRefused: those of :func:`releve.archives.bag.verify_bag`; ``volume_missing`` with
            how many are ``expected`` and ``found``, ``volume_differs`` with its ``number``,
            ``volumes_overlap``, ``volumes_differ`` (together they are not what the slip says).

    """
    volumes = slip.delivery.volumes if slip.delivery is not None else ()
    if len(folders) != len(volumes):
        raise EvidenceRefused("volume_missing", expected=len(volumes), found=len(folders))
    places: dict[str, tuple[str, Path]] = {}
    for number, (folder, volume) in enumerate(zip(folders, volumes, strict=True), 1):
        if verify_bag(folder) != volume.manifest:
            raise EvidenceRefused("volume_differs", number=number)
        for name, value in read_manifest(folder).items():
            if name in places:
                raise EvidenceRefused("volumes_overlap", number=number)
            places[name] = (value, folder / name)
    manifest = b"".join(manifest_line(places[name][0], name) for name in sorted(places))
    if f"sha256:{hashlib.sha256(manifest).hexdigest()}" != slip.manifest:
        raise EvidenceRefused("volumes_differ")
    for name, (_, place) in places.items():
        whole = target / name
        whole.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.rename(whole)
    (target / MANIFEST).write_bytes(manifest)
    (target / "bagit.txt").write_bytes(DECLARATION)


def _planned(
    sizes: Mapping[str, int], units: Iterable[Sequence[str]], max_octets: int
) -> Iterator[list[str]]:
    """Yield the files of each volume."""
    left = dict.fromkeys(sizes)
    given = [[name for name in unit if name in left] for unit in units]
    named = {name for unit in given for name in unit}
    volume = [name for name in left if name not in named]
    held = sum(sizes[name] for name in volume)
    for unit in given:
        fresh = [name for name in dict.fromkeys(unit) if name in left]
        size = sum(sizes[name] for name in fresh)
        if volume and held + size > max_octets:
            yield volume
            volume, held = [], 0
        volume += fresh
        held += size
        for name in fresh:
            del left[name]
    if volume:
        yield volume


def _size(bag: Path, name: str) -> int:
    try:
        return (bag / name).stat().st_size
    except FileNotFoundError:
        raise EvidenceRefused("bag_file_missing", file=name) from None


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
