"""Set the tool up: its database, its identity, the keys of those who sign for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from psycopg import sql

from connectors.age import AgeIdentity, new_identity
from connectors.signing.ssh_key import SshKey
from deployments.rehearsal.keys import write_private
from deployments.rehearsal.postgres import Cluster
from deployments.rehearsal.successor.settings import Api, Config, Fault, Settings, schema_of

DATABASE = "successeur"
STAGING = "reprise"
"""The role that a sender is given: it owns the staging tables and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What others may know: ``recipient`` (``age1…``) and SSH public key lines by person id.

    ``tables`` is, by asset, the schema of our staging tables, for the role :data:`STAGING`.
    """

    recipient: str
    signing_keys: Mapping[str, str]
    tables: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysIn:
    """By which own way in pathways come to us: staging tables, or our FHIR server."""

    tables: Sequence[str] = ()
    api: Mapping[str, Api] = field(default_factory=dict)


def prepare(
    root: Path,
    cluster: Cluster,
    depots: Sequence[Path],
    signers: Mapping[str, str],
    faults: Mapping[str, Fault] | None = None,
    ways_in: WaysIn | None = None,
) -> Prepared:
    """Make what is missing below ``root`` and in the cluster; write ``config.json`` anew.

    ``signers`` gives the recipient person of each asset. Keys made before are kept, and so are
    faults unless others are given. The role ``successeur`` owns its database and has no right in
    the others.
    """
    root = root.resolve()
    keys = root / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    cluster.create_role(DATABASE)
    cluster.create_database(DATABASE, owner=DATABASE)
    given = ways_in or WaysIn()
    tables = {asset: f"{STAGING}_{schema_of(asset)}" for asset in given.tables}
    _stage(cluster, tables.values())
    config = Config(
        depots=tuple(depot.resolve() for depot in depots),
        database_url=cluster.url(DATABASE, user=DATABASE, with_password=False),
        password_file=cluster.password_file(DATABASE),
        signers=dict(signers),
        tables=tables,
        api=dict(given.api),
        faults=_faults(root) if faults is None else dict(faults),
    )
    settings = Settings(root=root, config=config)
    settings.save()
    return Prepared(
        recipient=_recipient(settings),
        signing_keys={person: _public(settings, person) for person in signers.values()},
        tables=tables,
    )


def _stage(cluster: Cluster, schemas: Collection[str]) -> None:
    """Make the schemas that a sender may fill, which we may read."""
    if not schemas:
        return
    cluster.create_role(STAGING)
    with cluster.connect(DATABASE) as connection:
        granting = sql.SQL("GRANT {} TO {}")
        connection.execute(granting.format(sql.Identifier(STAGING), sql.Identifier(DATABASE)))
        for schema in schemas:
            making = sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}")
            connection.execute(making.format(sql.Identifier(schema), sql.Identifier(STAGING)))


def _faults(root: Path) -> dict[str, Fault]:
    if not (root / "config.json").exists():
        return {}
    return dict(Settings.load(root).config.faults)


def _recipient(settings: Settings) -> str:
    public = settings.root / "keys" / "age.recipient"
    if not public.exists():
        drawn: AgeIdentity = new_identity()
        settings.identity.unlink(missing_ok=True)
        write_private(settings.identity, drawn.secret)
        public.write_text(drawn.recipient, encoding="utf-8")
    return public.read_text(encoding="utf-8")


def _public(settings: Settings, person: str) -> str:
    private = settings.key(person)
    public = private.with_name(private.name + ".pub")
    if not public.exists():
        private.unlink(missing_ok=True)
        SshKey.generate(private, person)
    return public.read_text(encoding="utf-8").strip()
