"""How endpoints are reached: the connectors that a name in ``endpoints.json`` leads to.

With :mod:`flows.desk` and :mod:`flows.views`, the only place that builds connectors.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from connectors.age import AgeSealer
from connectors.extraction import Manifest, Received, read_manifest, receive
from connectors.extraction.attachments import keep
from connectors.extraction.dump import DumpPlace
from connectors.fhir_api import (
    ClientCertificate,
    ClientCredentials,
    FhirApi,
    FhirHoldings,
    FhirTarget,
)
from connectors.files import FilesConnector
from connectors.folder import FolderDeposit
from connectors.http import HttpProbe
from connectors.pathways import PathwayAccess, PathwayDatabase
from connectors.pathways.freezing import TableFreezer
from connectors.sql import SqlConnector
from connectors.ssh.client import SshTarget
from connectors.ssh.deposit import SftpDeposit
from connectors.staging import StagingTables, TableHoldings
from flows.held import Held
from flows.ledger import url_with_password
from flows.realm_marker import check_marker
from flows.workspace import (
    Endpoints,
    FhirEndpoint,
    FolderEndpoint,
    HttpEndpoint,
    SqlEndpoint,
    SshEndpoint,
    StagingEndpoint,
    Workspace,
)
from releve.errors import UsageError
from releve.model.ids import Realm
from releve.model.medium import PACKAGES, ExternalMedium, FilesMedium, Medium, SqlMedium
from releve.pathways.fhir import FhirContext
from releve.pathways.holdings import Holdings
from releve.ports import (
    Counter,
    Depositor,
    Destroyer,
    Extractor,
    Freezer,
    Measurer,
    ServiceProbe,
    SqlTables,
)

MANIFEST = "extraction.yaml"


class ReadHands(Counter, Measurer, Extractor, Freezer, Protocol):
    """Everything that is done to a body of data until it is given back."""


class DataHands(ReadHands, Destroyer, Protocol):
    """Everything a body of data needs done to it."""


class Reach:
    """The hands on the endpoints of one workspace. Close it after use."""

    def __init__(self, workspace: Workspace, endpoints: Endpoints) -> None:
        """Name the endpoints; connections are made when first needed."""
        self._workspace, self._endpoints = workspace, endpoints.endpoints
        workspace.packages.mkdir(mode=0o700, exist_ok=True)  # all that is in clear lies below

    @cached_property
    def sql(self) -> SqlConnector:
        """The databases."""
        return SqlConnector(
            {
                name: url_with_password(one.url, self._beside(one.password_file))
                for name, one in self._endpoints.items()
                if isinstance(one, SqlEndpoint)
            }
        )

    @cached_property
    def files(self) -> FilesConnector:
        """The file trees, our own packages among them."""
        roots = {
            name: self._beside(one.folder)
            for name, one in self._endpoints.items()
            if isinstance(one, FolderEndpoint)
        }
        return FilesConnector({**roots, PACKAGES: self._workspace.packages})

    @cached_property
    def probe(self) -> ServiceProbe:
        """The outside look at services."""
        return HttpProbe(
            {
                name: one.url
                for name, one in self._endpoints.items()
                if isinstance(one, HttpEndpoint)
            }
        )

    def data(self, medium: Medium | None) -> tuple[DataHands, Medium]:
        """Return the hands for a medium, and the medium they can reach.

        Raises ``UsageError`` ``medium_out_of_reach`` for what only a third party holds.
        """
        match medium:
            case SqlMedium():
                return self.sql, medium
            case FilesMedium():
                return self.files, medium
            case ExternalMedium(probe=SqlMedium() | FilesMedium() as probe):
                return self.data(probe)
            case _:
                raise UsageError("medium_out_of_reach", medium=medium.kind if medium else None)

    def sql_tables(self, medium: SqlMedium) -> SqlTables:
        """Return how a quality gate reaches the tables of a medium."""
        url = self.sql_url(medium.endpoint)
        return SqlTables(url=url, schema=medium.schema_name, tables=medium.tables)

    def pathways_of(self, endpoint: str, schema: str) -> PathwayDatabase:
        """Return the tables of a schema, seen through no mapping yet.

        Raises ``UsageError`` ``endpoint_unsuitable``.
        """
        url = self.sql_url(endpoint)
        return PathwayDatabase(access=PathwayAccess(endpoint=endpoint, schema=schema, url=url))

    def pathways_in(self, held: Held) -> PathwayDatabase:
        """Return the tables of an extraction received, seen through no mapping yet."""
        access = PathwayAccess(endpoint=PACKAGES, schema="main", url=held.url)
        return PathwayDatabase(access=access)

    def manifest(self, folder: Path) -> Manifest:
        """Read what a publisher declares of an extraction.

        Raises ``UsageError`` ``extraction_manifest_missing``, ``PlanError`` as its reader.
        """
        place = folder / MANIFEST
        if not place.is_file():
            raise UsageError("extraction_manifest_missing", folder=str(folder), name=MANIFEST)
        return read_manifest(place)

    def extraction(self, manifest: Manifest, held: Held, endpoint: str = PACKAGES) -> Received:
        """Receive an extraction whole: its tables, or its dump at ``endpoint``; its attachments.

        Raises ``ConnectorError`` as :func:`connectors.extraction.receive`.
        """
        folder = manifest.path.parent
        dump = None
        if endpoint != PACKAGES:
            dump = DumpPlace(endpoint=endpoint, url=self.sql_url(endpoint))
        received = receive(folder, manifest, held.tables, dump)
        keep(folder, manifest, held.pieces)
        return received

    def freezer(self, endpoint: str, schema: str) -> Freezer:
        """Return what makes the tables of a schema read-only; raises as :meth:`folder`."""
        url = self.sql_url(endpoint)
        if make_url(url).get_backend_name() == "postgresql":
            return self.sql
        return TableFreezer(PathwayAccess(endpoint=endpoint, schema=schema, url=url))

    def drop(self, endpoint: str) -> Depositor:
        """Return a recipient's drop."""
        found = self._endpoints.get(endpoint)
        if isinstance(found, FolderEndpoint):
            return FolderDeposit(self._beside(found.folder))
        target = self.ssh(endpoint)
        path = found.path if isinstance(found, SshEndpoint) else None
        if path is None:
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="drop")
        return SftpDeposit(target, path)

    def handed(self, folder: Path) -> Depositor:
        """Return a folder outside the plan, for a sealed file that a person carries."""
        return FolderDeposit(folder)

    def sealer(self, endpoint: str) -> AgeSealer:
        """Return what encrypts to the recipient of a drop."""
        found = self._endpoints.get(endpoint)
        recipient = getattr(found, "age_recipient", None)
        if not isinstance(recipient, str):
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="age_recipient")
        return AgeSealer([recipient])

    def load(self, endpoint: str) -> FhirApi | StagingTables:
        """Return a successor's own way in, to which pathways are loaded and from which read back.

        Raises ``UsageError`` ``endpoint_unsuitable``, ``ConnectorError`` as the target does.
        """
        found = self._endpoints.get(endpoint)
        if isinstance(found, FhirEndpoint):
            return FhirApi(self._fhir(found))
        if isinstance(found, StagingEndpoint):
            url = url_with_password(found.url, self._beside(found.password_file))
            return StagingTables(url, found.schema_name)
        raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="load")

    def holdings(self, endpoint: str, context: FhirContext) -> Holdings:
        """Return what a successor's own way in gives back; raises as :meth:`load`."""
        found = self.load(endpoint)
        if isinstance(found, FhirApi):
            return FhirHoldings(found, context)
        return TableHoldings(found)

    def folder(self, endpoint: str) -> Path:
        """Return the folder of an endpoint; ``UsageError`` ``endpoint_unsuitable``."""
        one = self._endpoints.get(endpoint)
        if not isinstance(one, FolderEndpoint):
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="folder")
        return self._beside(one.folder)

    def sql_url(self, endpoint: str) -> str:
        """Return the address of a database, password included; raises as :meth:`folder`."""
        one = self._endpoints.get(endpoint)
        if not isinstance(one, SqlEndpoint):
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="sql")
        return url_with_password(one.url, self._beside(one.password_file))

    def ssh(self, endpoint: str | None) -> SshTarget:
        """Return a host reached by SSH; raises as :meth:`folder`."""
        found = self._endpoints.get(endpoint or "")
        if not isinstance(found, SshEndpoint):
            raise UsageError("endpoint_unsuitable", endpoint=endpoint, need="ssh")
        return SshTarget(
            address=found.address,
            port=found.port,
            user=found.user,
            host_key=found.host_key,
            client_key_file=self._beside(found.client_key_file),
        )

    def close(self) -> None:
        """Let go of connections."""
        if "sql" in self.__dict__:
            self.sql.close()

    def _fhir(self, one: FhirEndpoint) -> FhirTarget:
        oauth, tls = one.credentials, one.certificate
        return FhirTarget(
            url=one.url,
            ca_file=self._beside(one.ca_file) if one.ca_file is not None else None,
            certificate=ClientCertificate(
                certificate_file=self._beside(tls.certificate_file),
                key_file=self._beside(tls.key_file),
            )
            if tls is not None
            else None,
            credentials=ClientCredentials(
                token_url=oauth.token_url,
                client_id=oauth.client_id,
                secret_file=self._beside(oauth.secret_file),
                scope=oauth.scope,
            )
            if oauth is not None
            else None,
            undeclared=one.undeclared,
        )

    def _beside(self, path: Path | None) -> Path:
        return self._workspace.path(path) if path is not None else self._workspace.folder


@contextmanager
def reached(workspace: Workspace) -> Iterator[Reach]:
    """Reach the endpoints of a workspace without its ledger: to look, before there is a plan.

    Raises ``StepRefused`` ``endpoint_not_of_the_exercise``, ``UsageError`` as the workspace does.
    """
    endpoints = workspace.read_endpoints()
    reach = Reach(workspace, endpoints)
    try:
        if workspace.realm is Realm.REHEARSAL:
            check_marker(endpoints, workspace.folder, reach.sql)
        yield reach
    finally:
        reach.close()
