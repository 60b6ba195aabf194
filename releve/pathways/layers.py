"""A delivery and the deltas that came after it, read as the one content that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from releve.pathways.folder import CanonicalFolder, Group, Place
from releve.pathways.names import pathway_name
from releve.pathways.record import Record

_FILES = 1 << 20
"""More files than a folder has: file numbers of one layer stay below."""


class Layers:
    """Folders from the first delivered to the last; of a group, the last layer's counts.

    A layer's ``removed.ndjson`` takes away what earlier ones delivered. Keeps in memory the names
    of what later layers hold, never those of the first.
    """

    def __init__(self, folders: Sequence[CanonicalFolder], package_key: bytes) -> None:
        """Take the folders of packages that share one package key."""
        self._folders = folders
        self._package_key = package_key

    def groups(self) -> Iterator[Group]:
        """Stream every group that stands in the end; as :meth:`CanonicalFolder.groups`."""
        decided: set[bytes] = set()
        for layer in range(len(self._folders) - 1, -1, -1):
            here: set[bytes] = set()
            for group in self._folders[layer].groups():
                name = pathway_name(self._package_key, group.id)
                if name not in decided:
                    place = replace(group.place, file=layer * _FILES + group.place.file)
                    yield Group(group.id, group.records, place)
                    if layer:
                        here.add(name)
            decided |= here | self._folders[layer].removed()

    def open(self, group_id: str, place: Place) -> Sequence[Record]:
        """Read one group again, in the layer it came from."""
        layer, file = divmod(place.file, _FILES)
        return self._folders[layer].open(group_id, replace(place, file=file))
