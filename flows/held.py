"""Where what was received of an extraction lies: below our own packages, destroyed with them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The folder of one extraction received: a database of its tables, and its attachments."""

    folder: Path

    @classmethod
    def of(cls, packages: Path, asset: str) -> "Held":
        """Name the place kept for the extraction that an asset shows."""
        return cls(folder=packages / asset / "extraction")

    @property
    def tables(self) -> Path:
        """The SQLite database, mode 0600; not there when a dump was restored elsewhere."""
        return self.folder / "passage.sqlite"

    @property
    def pieces(self) -> Path:
        """The attachments, by the paths that rows name; not there when there is none."""
        return self.folder / "pieces"

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"sqlite:///{self.tables.absolute()}"

    @property
    def partial(self) -> "Held":
        """Where it is received before it is whole; what a crash leaves there is begun again."""
        return Held(folder=self.folder.with_name("extraction.partiel"))
