"""``releve slip``: transcribe, sign and return an elimination slip that came back on paper."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.act import signature, signature_in
from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.ledger import clock_of, open_ledger, remember
from flows.slip import Bundle, Returned, return_slip, visa_name
from flows.transcription import form_of, visas_of
from flows.workspace import Workspace
from releve.cli.command import Command
from releve.errors import ActRefused, UsageError
from releve.model.slip import namespace, parse_transcription
from releve.textes import sentence

_TWO = 2


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("transcribe", help="écrire le formulaire à remplir d'après le papier")
    workspace_argument(one)
    one.add_argument("number", metavar="NUMERO", help="numéro imprimé sur le bordereau")
    one.add_argument("--as", dest="signer", required=True, help="votre identifiant")
    one.add_argument("--out", type=Path, metavar="FICHIER", help="où écrire")
    one = verbs.add_parser("sign", help="signer sa transcription, et le visa de chaque ligne")
    workspace_argument(one)
    one.add_argument("form", type=Path, metavar="FICHIER", help="le formulaire rempli")
    one.add_argument("--as", dest="signer", required=True, help="votre identifiant")
    one.add_argument("--key", type=Path, required=True, help="votre clé privée OpenSSH")
    one = verbs.add_parser("return", help="enregistrer le retour, transcrit par deux personnes")
    workspace_argument(one)
    one.add_argument("number", metavar="NUMERO", help="numéro imprimé sur le bordereau")
    one.add_argument("--scan", type=Path, required=True, help="numérisation de l'original revenu")
    one.add_argument(
        "--transcription",
        type=Path,
        action="append",
        required=True,
        metavar="FICHIER",
        help="un formulaire signé ; à donner deux fois",
    )


def _run(args: Namespace) -> int:
    workspace = opened(args)
    match args.verb:
        case "transcribe":
            path = transcribe(workspace, args.number, args.signer, args.out)
            facts = {"number": args.number, "transcriber": args.signer, "path": str(path)}
            print(sentence("slip_form_written", facts))
        case "sign":
            count = sign(workspace, args.form, args.signer, args.key)
            print(sentence("slip_form_signed", {"count": count, "path": str(args.form)}))
        case _:
            if len(args.transcription) != _TWO:
                raise UsageError("slip_two_transcriptions", have=len(args.transcription))
            print(_told(args.number, _returned(workspace, args)))
    return 0


def transcribe(workspace: Workspace, number: str, signer: str, out: Path | None = None) -> Path:
    """Write the form of a slip for one transcriber; return where. Nothing is overwritten.

    Raises:
        UsageError: ``slip_form_exists``.
        ActRefused: as :func:`flows.slip.form_of`.

    """
    clock = clock_of(workspace)
    ledger = open_ledger(workspace, clock, None)
    try:
        form = form_of(remember(workspace, ledger, clock), number, signer)
    finally:
        ledger.close()
    path = out or workspace.folder / "bordereaux" / f"{number}.{signer}.txt"
    if path.exists():
        raise UsageError("slip_form_exists", path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(form, encoding="utf-8")
    return path


def sign(workspace: Workspace, form: Path, signer: str, key: Path) -> int:
    """Sign a filled form and the visa of each of its lines beside it; return how many lines.

    Raises:
        ActRefused: as :func:`flows.slip.visas_of`; ``slip_form_of_another``: somebody else's form.
        UsageError: ``slip_form_missing``, ``signing_failed``.

    """
    if not form.is_file():
        raise UsageError("slip_form_missing", path=str(form))
    data = form.read_bytes()
    told = parse_transcription(data)
    if told.transcriber != signer:
        raise ActRefused(
            "slip_form_of_another", number=told.slip, transcriber=signer, field="transcriber"
        )
    clock = clock_of(workspace)
    ledger = open_ledger(workspace, clock, None)
    try:
        memory = remember(workspace, ledger, clock)
        visas = visas_of(memory, told)
        space = namespace(memory.plan.realm)
    finally:
        ledger.close()
    folder = _folder(form)
    folder.mkdir(exist_ok=True)
    for line, visa in zip(told.lines, visas, strict=True):
        name, content = visa_name(line.issued.line), visa.file_bytes()
        (folder / name).write_bytes(content)
        (folder / f"{name}.sig").write_bytes(signature(content, key, visa))
    _signature(form).write_bytes(signature_in(space, data, key))
    return len(visas)


def bundle_of(form: Path) -> Bundle:
    """Read a signed form with its signatures; those of lines that lack are told at the return.

    Raises:
        UsageError: ``slip_form_missing``.
        ActRefused: ``slip_signature_missing``, ``slip_form_malformed``, ``slip_form_incomplete``.

    """
    if not form.is_file():
        raise UsageError("slip_form_missing", path=str(form))
    data = form.read_bytes()
    told = parse_transcription(data)
    own = _signature(form)
    if not own.is_file():
        raise ActRefused("slip_signature_missing", path=str(own), transcriber=told.transcriber)
    named = {one.issued.line: _folder(form) / visa_name(one.issued.line) for one in told.lines}
    signed = {line: path.with_name(f"{path.name}.sig") for line, path in named.items()}
    return Bundle(
        form=data,
        signature=own.read_bytes(),
        visas={line: path.read_bytes() for line, path in signed.items() if path.is_file()},
    )


def _returned(workspace: Workspace, args: Namespace) -> Returned:
    bundles = [bundle_of(one) for one in args.transcription]
    desk = Desk(workspace)
    try:
        return return_slip(desk, args.number, args.scan, bundles)
    finally:
        desk.close()


def _folder(form: Path) -> Path:
    return form.with_name(f"{form.stem}.lignes")


def _signature(form: Path) -> Path:
    return form.with_name(f"{form.name}.sig")


def _told(number: str, made: Returned) -> str:
    facts = {
        "number": number,
        "entry": made.index,
        "granted": made.granted,
        "refused": made.refused,
    }
    return sentence("slip_returned" if made.fresh else "slip_returned_already", facts)


SLIP = Command(
    name="slip",
    help="transcrire et enregistrer un bordereau d'élimination revenu des archives",
    arguments=_arguments,
    run=_run,
)
