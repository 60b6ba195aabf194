"""What the tool is told, and where it keeps things below its folder."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import psycopg
from pydantic import BaseModel, ConfigDict, Field

from deployments.rehearsal.successor.refusal import ToolFault

Fault: TypeAlias = Literal["wrong_count", "changed_field"]

# What makes PostgreSQL write one value in one way.
_SESSION = {
    "timezone": "UTC",
    "datestyle": "ISO,YMD",
    "intervalstyle": "iso_8601",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "lc_monetary": "C",
    "xmloption": "content",
    "synchronous_commit": "on",
    "search_path": "pg_catalog",
}


class Api(BaseModel):
    """Our FHIR server, and whose pathways are loaded there: the controller's id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    dac: str


class Config(BaseModel):
    """``config.json``: folders watched, own database, who signs for which asset, faults to show.

    ``tables`` gives the schema of our staging tables by asset, ``api`` our FHIR server by asset.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    depots: tuple[Path, ...]
    database_url: str
    password_file: Path
    signers: dict[str, str]
    tables: dict[str, str] = Field(default_factory=dict)
    api: dict[str, Api] = Field(default_factory=dict)
    faults: dict[str, Fault] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The folder of the tool and its configuration."""

    root: Path
    config: Config

    @classmethod
    def load(cls, root: Path) -> "Settings":
        """Read ``root/config.json``."""
        root = root.resolve()
        config = Config.model_validate_json((root / "config.json").read_bytes())
        return cls(root=root, config=config)

    def save(self) -> None:
        """Write ``root/config.json``, at once."""
        part = self.root / ".config.json.part"
        text = json.dumps(self.config.model_dump(mode="json"), ensure_ascii=False, indent=1)
        part.write_text(text, encoding="utf-8")
        part.replace(self.root / "config.json")

    @property
    def identity(self) -> Path:
        """The age identity, 0600."""
        return self.root / "keys" / "age.identity"

    @property
    def opened(self) -> Path:
        """Where packages lie in clear while they are loaded; emptied by every tour."""
        return self.root / "ouvert"

    def key(self, person: str) -> Path:
        """The SSH key of a recipient."""
        return self.root / "keys" / f"{person}.ssh"

    def documents(self, asset: str) -> Path:
        """Where the files of an asset are kept."""
        return self.root / "documents" / asset

    def pathways(self, asset: str) -> Path:
        """Where the pathways of an asset are loaded, and read back."""
        return self.root / "parcours" / asset

    def connect(self) -> psycopg.Connection:
        """Open a connection to our own database; the caller commits.

        Raises:
            ToolFault: ``database_unavailable``.
        """
        address = self.config.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        options = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
        try:
            password = self.config.password_file.read_text(encoding="utf-8")
            return psycopg.connect(address, password=password, options=options)
        except (OSError, psycopg.OperationalError):
            raise ToolFault("database_unavailable") from None


def schema_of(asset: str) -> str:
    """Return the schema of an asset in our database: ``dac-somme`` → ``dac_somme``."""
    return asset.replace("-", "_")
