"""The next renewal of evidence: which number it bears, and the list that is to be dated.

Pure, normative in ``docs/format/renewal.md``. Every renewal hashes every byte again with SHA-512,
the earlier renewals included: should SHA-256 be weak one day, it no longer carries anything.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from hashlib import sha512

PLACE = "renewals/"
MANIFEST = "manifest.sha512"
TOKEN = "token.tst"  # noqa: S105 - a file's name


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRenewal:
    """A renewal without its token: ``manifest`` is what the authority is to date."""

    number: int
    manifest: bytes = field(repr=False)

    @property
    def place(self) -> str:
        """The folder of its two files, in the evidence."""
        return f"{PLACE}{self.number:04}"

    def files(self, token: bytes) -> dict[str, bytes]:
        """Return its two files by their path in the evidence."""
        return {f"{self.place}/{MANIFEST}": self.manifest, f"{self.place}/{TOKEN}": token}


def next_renewal(names: Collection[str], read: Callable[[str], bytes]) -> NextRenewal:
    """Return the renewal after those that ``names``, the files of checked evidence, hold.

    Reads every file once, one at a time.
    """
    numbers = {name.split("/")[1] for name in names if name.startswith(PLACE)}
    lines = (f"{sha512(read(name)).hexdigest()}  {name}\n" for name in sorted(names))
    return NextRenewal(number=len(numbers) + 1, manifest="".join(lines).encode("ascii"))
