"""The files connector: what can be done to a body of data kept as a file or a tree of files."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from connectors.files import destruction, freeze
from connectors.files.place import Place, locate, translated
from connectors.files.tree import File, Tree, copy_folders, read, scan, synchronise_folders
from releve.content import ContentRoot
from releve.errors import ConnectorError
from releve.model.evidence import Measured
from releve.model.medium import Medium
from releve.ports import Journal, Progress


class FilesConnector:
    """Counts, measures, extracts, freezes and destroys a :class:`FilesMedium`.

    A record is a file: its path relative to the medium, size and SHA-256. ``octets`` are the
    files' bytes; ``parts`` has one entry, the medium's path, because names below it may be
    people's. Empty folders, modes, owners and dates are not part of the content.
    """

    def __init__(self, roots: Mapping[str, Path]) -> None:
        """Know the root folders by endpoint; each must exist when it is used."""
        self._roots = {endpoint: Path(root) for endpoint, root in roots.items()}

    def count(self, medium: Medium) -> Measured:
        """Count files and their bytes without opening any.

        Raises:
            ConnectorError: ``in_quarantine`` while a destruction is unfinished.

        """
        with self._seen(medium) as (place, tree):
            if tree is None:
                return Measured(records=0, octets=0, root=None)
            octets = sum(file.size for file in tree.files)
            parts = {place.path: len(tree.files)}
            return Measured(records=len(tree.files), octets=octets, root=None, parts=parts)

    def measure(self, medium: Medium, package_key: bytes) -> Measured:
        """Read every file once and compute the root."""
        with self._seen(medium) as (place, tree):
            if tree is None:
                return Measured(records=0, octets=0, root=ContentRoot(package_key).root())
            measured, _ = read(tree, package_key)
            return replace(measured, parts={place.path: measured.records})

    def extract(
        self, medium: Medium, package_key: bytes, folder: Path, progress: Progress
    ) -> Measured:
        """Copy the tree below ``folder``, same relative paths, durably, hashed as it is copied.

        Copies are private (0600 in 0700) and keep the date of modification.

        Raises:
            ConnectorError: ``nothing_there``, ``folder_not_empty``, and those of the tree.

        """
        with self._present(medium) as (place, tree):
            if any(folder.iterdir()):
                raise ConnectorError("folder_not_empty", folder=str(folder))
            copy_folders(tree, folder)
            done = 0

            @contextmanager
            def sink(file: File) -> Iterator[BinaryIO]:
                nonlocal done
                target = folder / file.path
                descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "wb") as copy:
                    yield copy
                    copy.flush()
                    dated = file.real.stat().st_mtime_ns
                    os.utime(descriptor, ns=(dated, dated))
                    os.fsync(descriptor)
                done += 1
                progress(done)

            measured, _ = read(tree, package_key, sink)
            synchronise_folders(tree, folder)
            return replace(measured, parts={place.path: measured.records})

    def freeze(self, medium: Medium) -> str:
        """Take write permission from everybody; see :mod:`connectors.files.freeze`."""
        with self._present(medium) as (place, tree):
            freeze.freeze(place, tree)
        return freeze.MEANS

    def thaw(self, medium: Medium) -> str:
        """Give back the modes that :meth:`freeze` took."""
        with self._present(medium) as (place, tree):
            freeze.thaw(place, tree)
        return freeze.MEANS

    def destroy(
        self, medium: Medium, package_key: bytes, expected: Measured, journal: Journal
    ) -> str:
        """Overwrite and unlink what was set aside and measured; see its module."""
        with translated(medium):
            place = locate(self._roots, medium)
            return destruction.destroy(place, package_key, expected, journal)

    @contextmanager
    def _seen(self, medium: Medium) -> Iterator[tuple[Place, Tree | None]]:
        with translated(medium):
            place = locate(self._roots, medium)
            place.refuse_aside()
            yield place, scan(place.source, place.source.name) if place.here() else None

    @contextmanager
    def _present(self, medium: Medium) -> Iterator[tuple[Place, Tree]]:
        with self._seen(medium) as (place, tree):
            if tree is None:
                raise ConnectorError("nothing_there", path=place.path)
            yield place, tree
