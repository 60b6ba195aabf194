"""The workspace: the folder where one programme runs, and the small file that describes it.

``workspace.json`` names the plan's files, the ledger and its second copy, the endpoints and the
tool's own keys. It holds no secret: secrets are files it points to, mode 0600.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from releve.errors import UsageError
from releve.model.ids import Id, Origin, Realm

FILE = "workspace.json"
VARIABLE = "RELEVE_WORKSPACE"


class _Described(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SqlEndpoint(_Described):
    """A database. The password is in a file of its own."""

    kind: Literal["sql"]
    url: str
    password_file: Path | None = None


class FolderEndpoint(_Described):
    """A folder on this machine: a store of files, or a recipient's drop."""

    kind: Literal["folder"]
    folder: Path
    age_recipient: str | None = None


class HttpEndpoint(_Described):
    """A URL that answers while its service is up."""

    kind: Literal["http"]
    url: str


class SshEndpoint(_Described):
    """A host reached by SSH; ``path`` is the drop's folder when it receives deliveries."""

    kind: Literal["ssh"]
    address: str
    port: int
    user: str
    host_key: str
    client_key_file: Path
    path: str | None = None
    age_recipient: str | None = None


class OAuth(_Described):
    """OAuth 2.0 client credentials; the secret alone in a file of its own, mode 0600."""

    token_url: str
    client_id: str
    secret_file: Path
    scope: str | None = None


class TlsClient(_Described):
    """Mutual TLS: our certificate chain and its private key, in PEM."""

    certificate_file: Path
    key_file: Path


class FhirEndpoint(_Described):
    """A successor's FHIR R4 base address, to which pathways are loaded.

    ``undeclared`` are resource types that its capability statement leaves out and that it takes.
    """

    kind: Literal["fhir"]
    url: str
    ca_file: Path | None = None
    credentials: OAuth | None = None
    certificate: TlsClient | None = None
    undeclared: tuple[str, ...] = ()


class StagingEndpoint(_Described):
    """A schema of a successor's PostgreSQL database, made for what we load there."""

    kind: Literal["staging"]
    url: str
    schema_name: str
    password_file: Path | None = None


Endpoint = Annotated[
    SqlEndpoint | FolderEndpoint | HttpEndpoint | SshEndpoint | FhirEndpoint | StagingEndpoint,
    Field(discriminator="kind"),
]


class Endpoints(_Described):
    """Where everything is. ``token_file`` proves that an exercise made the endpoints itself."""

    format: Literal["releve/endpoints/1"]
    realm: Realm
    token_file: Path | None
    endpoints: Mapping[Id, Endpoint]


class SqliteStore(_Described):
    """The embedded ledger."""

    kind: Literal["sqlite"]
    path: Path


class PostgresStore(_Described):
    """A ledger in PostgreSQL."""

    kind: Literal["postgresql"]
    url: str
    password_file: Path | None = None


class SealFile(_Described):
    """The organisation's seal: PKCS#12, or PEM with key and chain; its passphrase in a file."""

    file: Path
    passphrase_file: Path | None = None


class TimestampService(_Described):
    """An RFC 3161 authority and the PEM certificates it is trusted under."""

    url: str
    authorities: Path


class Workspace(_Described):
    """Where one programme runs. Relative paths are relative to the workspace's folder."""

    format: Literal["releve/workspace/1"]
    realm: Realm
    origin: Origin
    plan: Path
    overlays: tuple[Path, ...] = ()
    requester: Id
    ledger: Annotated[SqliteStore | PostgresStore, Field(discriminator="kind")]
    second_copy: Path
    endpoints: Path
    seal: SealFile | None = None
    """Without one, PDFs carry no PAdES seal, and say so."""
    seal_authorities: Path | None = None
    """PEM certificates for the trust file, under which the seal is to be accepted."""
    timestamp: TimestampService | None = None
    fhir_schema: Path | None = None
    """HL7's JSON Schema of R4. Without it FHIR resources are not found fit, but in an exercise."""
    witnesses: Mapping[Id, str] = Field(default_factory=dict)
    """Where each witness of the plan answers, by its id."""
    starts_at: str | None = None
    """Exercise only: the instant the exercise's clock starts at."""

    folder: Path = Field(exclude=True)

    @classmethod
    def open(cls, folder: Path) -> "Workspace":
        """Read ``folder/workspace.json``.

        Raises ``UsageError``: ``workspace_missing``, ``workspace_malformed`` with ``file`` and
        ``field``.
        """
        file = folder / FILE
        try:
            described = json.loads(file.read_text(encoding="utf-8"))
            return cls(**described, folder=folder.resolve())
        except FileNotFoundError as error:
            raise UsageError("workspace_missing", folder=str(folder)) from error
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise UsageError("workspace_malformed", file=str(file), field=where) from error
        except (ValueError, TypeError) as error:
            raise UsageError("workspace_malformed", file=str(file), field="json") from error

    def path(self, relative: Path | str) -> Path:
        """Return a path of the workspace, absolute."""
        return self.folder / relative

    @property
    def keys(self) -> Path:
        """The tool's own keys: log, seal, one content key per asset. Mode 0700."""
        return self.folder / "keys"

    @property
    def inbox(self) -> Path:
        """Where people deposit signed acts."""
        return self.folder / "inbox"

    @property
    def packages(self) -> Path:
        """Where our own packages lie until they are destroyed: inventoried copies."""
        return self.folder / "packages"

    @property
    def trials(self) -> Path:
        """What trial migrations came to: counts and roots."""
        return self.folder / "trials"

    @property
    def evidence(self) -> Path:
        """What an auditor receives."""
        return self.folder / "evidence"

    @property
    def trust(self) -> Path:
        """What an auditor gets separately."""
        return self.folder / "trust" / "trust.json"

    def read_endpoints(self) -> Endpoints:
        """Read the endpoints.

        Raises ``UsageError``: ``endpoints_malformed``, ``endpoints_of_another_realm``.
        """
        file = self.path(self.endpoints)
        try:
            found = Endpoints.model_validate_json(file.read_bytes())
        except (OSError, ValidationError) as error:
            raise UsageError("endpoints_malformed", file=str(file)) from error
        if found.realm is not self.realm:
            raise UsageError("endpoints_of_another_realm", file=str(file), realm=found.realm.value)
        return found
