"""``releve act KIND``, ``pause``, ``resume``: draft an act, sign it, deposit it.

Signing uses ``ssh-keygen`` where there is one and our own SSHSIG writer elsewhere: the same file,
the same signature format. ``--prepare`` writes the file only, for whoever signs on another machine.
"""

import shutil
import subprocess
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.drafting import draft_act
from flows.inbox import deposit
from flows.keys import own_signature
from flows.ledger import clock_of, open_ledger, remember
from flows.memory import Memory
from flows.proposal import proposed
from flows.trial import signable
from flows.workspace import Workspace
from releve.canonical import hex_digest
from releve.cli.command import Command
from releve.errors import ActRefused, UsageError
from releve.model.acts import Act, ActKind, SignatureKind, namespace
from releve.model.ids import PLAN_SUBJECT
from releve.plan.authority import admit
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=[kind.value for kind in ActKind], help="nature de l'acte")
    signing_arguments(parser)
    parser.add_argument("--subject", "-s", default=PLAN_SUBJECT, help="sujet, p. ex. service:visio")
    parser.add_argument(
        "--field", "-f", action="append", default=[], metavar="NOM=VALEUR", help="champ de l'acte"
    )


def _pausing(parser: ArgumentParser) -> None:
    signing_arguments(parser)
    parser.add_argument("subject", help="sujet, ou plan pour tout suspendre")
    parser.add_argument("--reason", "-r", required=True, help="motif")


def signing_arguments(parser: ArgumentParser, *, required: bool = True) -> None:
    """Add the workspace, who signs, and how."""
    workspace_argument(parser)
    parser.add_argument("--as", dest="signer", required=required, help="votre identifiant")
    parser.add_argument("--key", type=Path, help="votre clé privée OpenSSH")
    parser.add_argument(
        "--prepare", type=Path, metavar="FICHIER", help="écrire l'acte sans le signer"
    )


def _act(args: Namespace) -> int:
    given = {}
    for pair in args.field:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError("act_field_unknown", field=pair, allowed=("NOM=VALEUR",))
        given[name] = value
    return make(args, ActKind(args.kind), given)


def _pause(args: Namespace) -> int:
    return make(args, ActKind.PAUSE, {"reason": args.reason})


def _resume(args: Namespace) -> int:
    return make(args, ActKind.RESUME, {"reason": args.reason})


def make(args: Namespace, kind: ActKind, given: dict[str, str]) -> int:
    """Draft, check, sign and deposit one act; print where it is and what comes next."""
    workspace = opened(args)
    clock = clock_of(workspace)
    ledger = open_ledger(workspace, clock, None)
    subject: str = getattr(args, "subject", PLAN_SUBJECT)
    if kind is ActKind.TRIAL:
        given = signable(workspace, subject.removeprefix("asset:")) | given
    try:
        memory = remember(workspace, ledger, clock)
        act = drafted(workspace, memory, kind, subject, args.signer, given)
    finally:
        ledger.close()
    if args.prepare is not None:
        args.prepare.write_bytes(act.file_bytes())
        space = namespace(kind, act.realm)
        print(sentence("act_prepared", {"path": str(args.prepare), "namespace": space}))
        return 0
    if args.key is None:
        raise UsageError("key_missing", signer=args.signer)
    where = signed(workspace, act, args.key)
    print(sentence("act_deposited", {"path": str(where)}))
    return 0


def drafted(
    workspace: Workspace,
    memory: Memory,
    kind: ActKind,
    subject: str,
    signer: str,
    given: Mapping[str, str],
) -> Act:
    """Draft an act on the state of the ledger, and refuse at once one that could never count.

    Raises ``UsageError`` as :func:`flows.drafting.draft_act`, ``ActRefused`` as
    :func:`releve.plan.authority.admit`.
    """
    adopting: str | None = None
    if kind is ActKind.PLAN_ADOPTION:
        adopting, plan = proposed(workspace)
    elif memory.state.plan is None:
        raise ActRefused("plan_not_adopted")
    else:
        plan = memory.plan
    act = draft_act(
        plan,
        memory.state,
        kind=kind,
        subject=PLAN_SUBJECT if adopting else subject,
        signer=signer,
        now=memory.clock.now(),
        given=given,
        adopting=adopting,
    )
    if adopting is None:
        admit(act, SignatureKind.PERSONAL_KEY, plan, memory.state, memory.clock.now())
    return act


def signed(workspace: Workspace, act: Act, key: Path) -> Path:
    """Sign an act with a person's key and deposit it in the inbox; return where it lies."""
    data = act.file_bytes()
    subject = act.subject.replace(":", "-").replace("/", "-")
    name = f"{act.kind.value}-{subject}-{hex_digest(data)[:12]}"
    return deposit(workspace.inbox, name, data, signature(data, key, act))


def signature(data: bytes, key: Path, act: Act) -> bytes:
    """Sign the bytes of an act with a person's key."""
    return signature_in(namespace(act.kind, act.realm), data, key)


def signature_in(space: str, data: bytes, key: Path) -> bytes:
    """Sign bytes in a namespace with a person's key, by ``ssh-keygen`` if there is one.

    Raises:
        UsageError: ``signing_failed``.

    """
    program = shutil.which("ssh-keygen")
    if program is None:
        return own_signature(data, key, space)
    done = subprocess.run(
        [program, "-Y", "sign", "-q", "-f", str(key), "-n", space],
        input=data,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise UsageError("signing_failed", key=str(key))
    return done.stdout


ACT = Command(name="act", help="signer un acte", arguments=_arguments, run=_act)
PAUSE = Command(name="pause", help="suspendre un sujet", arguments=_pausing, run=_pause)
RESUME = Command(name="resume", help="lever une suspension", arguments=_pausing, run=_resume)
