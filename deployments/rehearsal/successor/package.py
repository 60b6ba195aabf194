"""What lies in a depot: packages, each in one sealed file or in several volumes."""

import hashlib
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from connectors.age import open_sealed
from deployments.rehearsal.successor.refusal import PackageRefused, ToolFault
from releve.archives.bag import verify_bag
from releve.archives.slip import Slip, read_slip
from releve.archives.volume import join_volumes
from releve.errors import ReleveError

_VOLUME = re.compile(r"(.+)-(\d+)sur(\d+)(\.tar\.age)")
_OURS = {"identity_refused", "open_not_written", "open_target_exists"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package whose files are all there, in order.

    ``place`` is what receipts and refusals are named by: its only file, or the name that it would
    have in one.
    """

    place: Path
    files: tuple[Path, ...]

    def ciphertext(self) -> str:
        """Return the digest of its bytes, in hexadecimal; of volumes, of what sha256sum prints."""
        digests = [_sha256(path) for path in self.files]
        if len(digests) == 1:
            return digests[0]
        pairs = zip(digests, self.files, strict=True)
        lines = "".join(f"{digest}  {path.name}\n" for digest, path in pairs)
        return hashlib.sha256(lines.encode()).hexdigest()

    def age(self) -> tuple[int, str]:
        """Tell which came first: when its last file did, then its name."""
        return max(path.stat().st_mtime_ns for path in self.files), self.place.name

    def open(self, identity: str, bag: Path) -> tuple[Slip, bytes]:
        """Decrypt and verify into ``bag``: nothing is trusted before every byte was read.

        Raises:
            PackageRefused: what is wrong with it.
            ToolFault: we cannot open anything just now.
        """
        try:
            slip = self._whole(identity, bag)
            manifest = verify_bag(bag)
            key = (bag / "data" / "content.key").read_bytes()
        except ReleveError as error:
            raise (ToolFault if error.code in _OURS else PackageRefused)(error.code) from None
        except (OSError, ValueError):
            raise PackageRefused("bag_malformed") from None
        if len(key) != 32:
            raise PackageRefused("package_key_malformed")
        if slip.manifest != manifest:
            raise PackageRefused("slip_of_another_bag")
        if slip.records != sum(slip.parts.values()):
            raise PackageRefused("counts_differ")
        return slip, key

    def _whole(self, identity: str, bag: Path) -> Slip:
        if len(self.files) == 1:
            open_sealed(identity, self.files[0], bag)
            return read_slip((bag / "bordereau.json").read_bytes())
        folders = [bag.with_name(f"{bag.name}.{path.name}") for path in self.files]
        try:
            for path, folder in zip(self.files, folders, strict=True):
                open_sealed(identity, path, folder)
            data = (folders[0] / "bordereau.json").read_bytes()
            slip = read_slip(data)
            join_volumes(folders, slip, bag)
            (bag / "bordereau.json").write_bytes(data)
        finally:
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)
        return slip


def packages(depots: Iterable[Path]) -> list[Package]:
    """List the packages of depots that are there whole, oldest first."""
    return sorted((one for depot in depots for one in _found(depot)), key=Package.age)


def _found(depot: Path) -> Iterator[Package]:
    volumes: defaultdict[tuple[str, int], dict[int, Path]] = defaultdict(dict)
    for path in depot.glob("*.tar.age"):
        if not path.is_file() or path.is_symlink() or path.name.startswith("."):
            continue
        cut = _VOLUME.fullmatch(path.name)
        if cut is None:
            yield Package(place=path, files=(path,))
        else:
            stem, number, total, suffix = cut.groups()
            volumes[stem + suffix, int(total)][int(number)] = path
    for (name, total), found in volumes.items():
        if sorted(found) == list(range(1, total + 1)):
            files = tuple(found[number] for number in sorted(found))
            yield Package(place=depot / name, files=files)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
