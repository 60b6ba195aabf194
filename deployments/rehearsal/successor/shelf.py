"""Files: copied to our own shelf, and read back there for the root."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from deployments.rehearsal.successor import root
from deployments.rehearsal.successor.refusal import ToolFault
from deployments.rehearsal.successor.settings import Fault


def stage(content: Path, shelf: Path) -> Path:
    """Copy the files beside their future place; return where."""
    part = shelf.with_name(f".{shelf.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part.mkdir(mode=0o700)
    if content.is_dir():
        shutil.copytree(content, part, dirs_exist_ok=True)
    return part


def publish(part: Path, shelf: Path) -> None:
    """Put what was staged in its place, instead of what was there."""
    old = shelf.with_name(f".{shelf.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if shelf.exists():
        shelf.rename(old)
    part.rename(shelf)
    shutil.rmtree(old, ignore_errors=True)


def read_back(folder: Path, package_key: bytes) -> root.Records:
    """Compute the records from the files that are there now."""
    records = root.Records(package_key)
    for path in files(folder):
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        name = path.relative_to(folder).as_posix()
        records.add(root.file_id(name), root.file(name, sha256, path.stat().st_size))
    return records


def files(folder: Path) -> Iterator[Path]:
    """List the files below a folder; none if it is not there."""
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def spoil(folder: Path, fault: Fault) -> None:
    """Commit the fault that the exercise asks for: lose a file, or change one."""
    first = next(files(folder), None)
    if first is None:
        raise ToolFault("fault_impossible")
    if fault == "wrong_count":
        first.unlink()
    else:
        first.write_bytes(first.read_bytes() + b"\n")
