"""Destroying files: set aside, measure, compare, intend, overwrite, read back, unlink.

One overwriting pass with zeros through the filesystem: on a copy-on-write or compressing
filesystem, or a medium that remaps blocks, former blocks may remain. Names in directory blocks
are not overwritten. A process that kept a file open can write to it until it is unlinked.
"""

import os

from connectors.files.erasure import erase, erased, left, unlink
from connectors.files.manifest import Manifest
from connectors.files.place import Place, draft_of, move, remove_if_empty, synchronise
from connectors.files.tree import read, scan
from releve.errors import ConnectorError, ConnectorUnavailable, SourceChanged
from releve.model.evidence import Measured
from releve.ports import Journal


def destroy(place: Place, package_key: bytes, expected: Measured, journal: Journal) -> str:
    """Destroy the medium as ``Destroyer`` promises, resuming at the first unrecorded phase.

    Raises:
        SourceChanged: ``source_changed``; the medium is back in its place.
        ConnectorError: ``absent_without_intent``; ``both_present``: something stands at the
            path while the medium is in quarantine; ``reappeared``: it was put there after phases
            were recorded; ``manifest_missing``, ``manifest_altered``.

    """
    if expected.root is None:
        raise ConnectorError("expected_without_root")
    if place.here() and place.aside():
        raise ConnectorError("both_present", path=place.path)
    if not journal.intended() and place.aside():
        _put_back(place)  # the machine stopped before the intent
    if place.here():
        if journal.phases():
            raise ConnectorError("reappeared", path=place.path)
        _set_aside(place, package_key, expected, journal)
    elif not journal.intended():
        raise ConnectorError("absent_without_intent", path=place.path)
    elif not place.aside() and "unlinked" in journal.phases():
        _tidy(place, keep_modes=False)
        return "destroyed"
    elif not place.aside() and not ("read_back" in journal.phases() and place.manifest.exists()):
        if not place.case.exists():  # it was made before the intent: its disk may be away
            raise ConnectorUnavailable("quarantine_missing", path=place.path)
        _tidy(place, keep_modes=False)
        return "found_absent"
    return _carry_on(place, package_key, expected, journal)


def _set_aside(place: Place, package_key: bytes, expected: Measured, journal: Journal) -> None:
    """Take the medium away from its users and intend, or put it back as it was."""
    place.quarantine.mkdir(mode=0o700, exist_ok=True)
    place.case.mkdir(mode=0o700, exist_ok=True)
    synchronise(place.quarantine)
    move(place.source, place.moved)
    try:
        tree = scan(place.moved, place.source.name)
        measured, digests = read(tree, package_key)
        _compare(expected, measured)
        written = Manifest.of(tree, digests).write(place)
        shown = Measured(
            records=measured.records,
            octets=measured.octets,
            root=measured.root,
            parts={place.path: measured.records},
        )
        journal.intend(shown, {"means": "overwrite_unlink", "manifest": written})
    except Exception:  # a stop of the machine is not one: it is resumed
        _put_back(place)
        raise


def _compare(expected: Measured, found: Measured) -> None:
    if (expected.records, expected.root) != (found.records, found.root):
        raise SourceChanged(
            "source_changed",
            expected=expected.root,
            found=found.root,
            records_expected=expected.records,
            records_found=found.records,
        )


def _put_back(place: Place) -> None:
    move(place.moved, place.source)
    _tidy(place, keep_modes=True)


def _carry_on(place: Place, package_key: bytes, expected: Measured, journal: Journal) -> str:
    manifest = Manifest.read(place, package_key, expected)
    facts = {"objects": len(manifest.files), "octets": sum(one.size for one in manifest.files)}
    for phase, act in (("overwritten", erase), ("read_back", erased), ("unlinked", unlink)):
        if phase in journal.phases():
            continue
        if not act(place, manifest):
            return "partial"
        journal.phase(phase, facts)
    if left(place):
        return "partial"
    _tidy(place, keep_modes=False)
    return "partial" if place.here() or place.aside() else "destroyed"


def _tidy(place: Place, *, keep_modes: bool) -> None:
    """Remove what we wrote beside the medium, the manifest being overwritten first."""
    for file in (place.manifest, draft_of(place.manifest)):
        if file.exists():
            with file.open("r+b") as opened:
                opened.write(bytes(file.stat().st_size))
                opened.flush()
                os.fsync(opened.fileno())
            file.unlink()
    if not keep_modes:
        place.modes.unlink(missing_ok=True)
        draft_of(place.modes).unlink(missing_ok=True)
    remove_if_empty(place.case)
    remove_if_empty(place.quarantine)
