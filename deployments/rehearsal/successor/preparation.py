"""Set the tool up: its database, its identity, the keys of those who sign for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.age import AgeIdentity, new_identity
from connectors.signing.ssh_key import SshKey
from deployments.rehearsal.keys import write_private
from deployments.rehearsal.postgres import Cluster
from deployments.rehearsal.successor.settings import Config, Fault, Settings

DATABASE = "successeur"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What others may know: ``recipient`` (``age1…``) and SSH public key lines by person id."""

    recipient: str
    signing_keys: Mapping[str, str]


def prepare(
    root: Path,
    cluster: Cluster,
    depots: Sequence[Path],
    signers: Mapping[str, str],
    faults: Mapping[str, Fault] | None = None,
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
    config = Config(
        depots=tuple(depot.resolve() for depot in depots),
        database_url=cluster.url(DATABASE, user=DATABASE, with_password=False),
        password_file=cluster.password_file(DATABASE),
        signers=dict(signers),
        faults=_faults(root) if faults is None else dict(faults),
    )
    settings = Settings(root=root, config=config)
    settings.save()
    return Prepared(
        recipient=_recipient(settings),
        signing_keys={person: _public(settings, person) for person in signers.values()},
    )


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
