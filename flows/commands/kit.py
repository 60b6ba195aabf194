"""``releve kit``: write the import kit of a DAC for its successor, usable without Relève."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from releve.cli.command import Command
from releve.errors import UsageError
from releve.model.medium import PathwaysMedium
from releve.model.people import Role
from releve.model.plan import DataAsset, Plan
from releve.pathways.kit.countersignature import Signers, Transcoding, open_tables
from releve.pathways.kit.folder import build_kit
from releve.pathways.kit.transcoding import FOLDER, STATEMENT, Agreement, namespace, unfilled
from releve.plan.authority import in_office
from releve.signatures.sshsig import fingerprint
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("asset", help="l'ensemble qui montre les parcours")
    parser.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où écrire")
    parser.add_argument(
        "--transcoding",
        type=Path,
        metavar="DOSSIER",
        help="les tableaux de transcodage revenus de la solution cible, signés ou à signer",
    )


def _run(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        asset, agreed = _asset(desk.memory.plan, args.asset)
        signers = _signers(desk, asset)
    finally:
        desk.close()
    if args.out.exists():
        raise UsageError("kit_exists", path=str(args.out))
    given = None
    if args.transcoding is not None:
        given = open_tables(args.transcoding, agreed, signers)
    files = build_kit(args.out, agreed, given)
    print(sentence("kit_written", {"path": str(args.out), "files": len(files)}))
    print(_told(given, agreed, args.out))
    return 0


def _told(given: Transcoding | None, agreed: Agreement, out: Path) -> str:
    """Say where the tables stand: to fill in, to sign, or signed by whom."""
    if given is None:
        return sentence("kit_transcoding_to_fill", {})
    facts = {"tables": len(given.files), "unfilled": unfilled(given.files)}
    if given.signature is None:
        where = {"path": str(out / FOLDER / STATEMENT), "namespace": namespace(agreed.realm)}
        return sentence("kit_transcoding_to_sign", {**facts, **where})
    by = {"signer": given.signature.by, "key": given.signature.fingerprint}
    return sentence("kit_transcoding_signed", {**facts, **by})


def _asset(plan: Plan, name: str) -> tuple[DataAsset, Agreement]:
    """Return the asset, and the names of its DAC and successor as the adopted plan writes them."""
    asset = next((one for one in plan.assets if one.id == name), None)
    if asset is None or not isinstance(asset.medium, PathwaysMedium):
        raise UsageError("kit_of_no_pathways", asset=name)
    recipient = asset.restitution.recipient
    if asset.controller is None or recipient is None:
        raise UsageError("kit_of_no_pathways", asset=name)
    dac, successor = (plan.organisation(one).name for one in (asset.controller, recipient))
    return asset, Agreement(dac=dac, successor=successor, realm=plan.realm)


def _signers(desk: Desk, asset: DataAsset) -> Signers:
    """Return who may sign for the DAC now: its controllers in office, by keys not revoked."""
    now, revoked = desk.clock.now(), desk.memory.state.revoked
    return {
        one.id: [key for key in one.keys or () if fingerprint(key) not in revoked]
        for one in desk.memory.plan.people
        if Role.CONTROLLER in one.roles
        and one.organisation == asset.controller
        and in_office(one, now)
    }


KIT = Command(
    name="kit", help="écrire le kit d'import d'une solution cible", arguments=_arguments, run=_run
)
