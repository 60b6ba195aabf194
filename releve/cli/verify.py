"""``releve verify``: check an evidence folder offline; say what it proves and what it does not."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from releve.canonical import JsonValue
from releve.errors import Fact, UsageError
from releve.model.ids import Realm
from releve.textes import sentence
from releve.verification.asked import NOT_IN_EVIDENCE, ask
from releve.verification.said import Said
from releve.verification.seen import keep, read_seen
from releve.verification.source import shown
from releve.verification.trust import load_trust
from releve.verification.verdict import FORMAT, Report, Verdict, verify_evidence

_DETAILS = ("subject", "by", "seen", "cause")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "evidence", type=Path, metavar="PREUVES", help="dossier de preuve, ou paquet"
    )
    parser.add_argument(
        "--trust",
        type=Path,
        metavar="FICHIER",
        help="trust.json, ou son dossier : ce que vous savez par ailleurs",
    )
    parser.add_argument(
        "--rehearsal", action="store_true", help="les preuves attendues sont d'un exercice"
    )
    parser.add_argument(
        "--at", metavar="INSTANT", help="juger comme à cette date, p. ex. 2046-01-01T00:00:00Z"
    )
    parser.add_argument(
        "--seen",
        type=Path,
        action="append",
        default=[],
        metavar="FICHIER",
        help="tête signée gardée d'avant, ou reçue d'un témoin (répétable)",
    )
    parser.add_argument(
        "--keep-proof",
        type=Path,
        metavar="DOSSIER",
        help="où garder les deux têtes signées si elles se contredisent",
    )
    parser.add_argument(
        "--certificate",
        "--document",
        dest="certificate",
        metavar="FICHIER_OU_NUMÉRO",
        help="dire aussi si ce certificat ou document (PDF, .dsse.json ou numéro) est valable",
    )
    parser.add_argument("--json", action="store_true", help="répondre en JSON")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Verify, print, and return the exit code.

    0 verified; 1 refused; 2 wrong call; 3 verified but an exercise; 4 consistent but not
    authenticated.
    """
    language = str(getattr(args, "language", None) or "fr")
    try:
        trust = load_trust(args.trust) if args.trust is not None else None
        now = _instant(args.at) if args.at is not None else None
        seen = tuple(map(read_seen, args.seen))
        report = verify_evidence(
            args.evidence, trust, rehearsal=bool(args.rehearsal), now=now, seen=seen
        )
        if args.certificate is not None:
            report = ask(report, args.certificate)
    except UsageError as error:
        if args.json:
            print(_dumped({"format": FORMAT, "error": _coded(error.code, error.facts)}), file=out)
        else:
            print(sentence(error.code, error.facts, language), file=out)
        return error.exit_code
    if args.json:
        print(_dumped(machine(report)), file=out)
    else:
        for line in lines(report, language):
            print(line, file=out)
    _keep(report, args.keep_proof, language)
    return report.exit_code


def _keep(report: Report, folder: Path | None, language: str) -> None:
    """Keep both heads of a contradiction; what the command answers stays the same if it cannot."""
    if folder is None or report.contradiction is None:
        return
    code, facts = "proof_kept", dict[str, Fact](folder=str(folder))
    try:
        keep(folder, report.contradiction)
    except UsageError as error:
        code, facts = error.code, dict(error.facts)
    print(sentence(code, facts, language), file=sys.stderr)  # the answer may be JSON


def _instant(text: str) -> datetime:
    """Read an RFC 3339 instant, of any zone; ``UsageError`` ``verify_at_malformed``."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise UsageError("verify_at_malformed", at=text)
    return found.astimezone(UTC)


def verify_command(args: argparse.Namespace) -> int:
    """Run the command on standard output."""
    return run(args, sys.stdout)


def lines(report: Report, language: str = "fr") -> Iterator[str]:
    """Yield what a person reads: a line per claim, the verdict, what it does not prove."""

    def say(code: str, **facts: Fact) -> str:
        told = {name: clean(value) for name, value in facts.items()}
        return sentence(f"verify_{code}", told, language)

    for claim in report.claims:
        yield f"✔ {say(f'ok_{claim.code}', **dict(claim.facts))}"
    refusal = report.refusal
    if refusal is not None:
        family = refusal.code.partition("_")[0]
        yield f"✘ {say(f'no_{refusal.code}', **dict(refusal.facts))}"
        located = "where_entry" if "entry" in refusal.facts else "where_file"
        yield f"  {say(located, **dict(refusal.facts))}"
        for name in _DETAILS:
            if name in refusal.facts:
                yield f"  {say(f'where_{name}', **dict(refusal.facts))}"
        yield ""
        yield f"{say('verdict_refused')} ({refusal.code})"
        for part in ("means", "do"):  # our own words: nothing hostile in them to clean
            told = {"told": say(f"{part}_{family}")}
            yield sentence(f"verify_{part}", told, language)
        if refusal.code != NOT_IN_EVIDENCE:
            yield say("stopped")
        return
    yield ""
    exercise = report.verdict is Verdict.VERIFIED and report.realm is Realm.REHEARSAL
    yield say(f"verdict_{report.verdict.value}{'_exercise' if exercise else ''}")
    for more in _beneath_verdict(report):
        yield say(more.code, **dict(more.facts))
    yield ""
    yield say("limits")
    for limit in report.limits:
        yield f"  – {say(f'limit_{limit.code}', **dict(limit.facts))}"


def _beneath_verdict(report: Report) -> Iterator[Said]:
    """Yield what narrows the verdict: what a partial folder covers, the certificate asked about."""
    for one in report.limits:
        if one.code == "partial":
            yield Said(code="verdict_partial", facts=one.facts)
    if report.asked is not None:
        yield Said(code=f"certificate_{report.asked.code}", facts=report.asked.facts)


def clean(value: Fact) -> Fact:
    """Return a fact fit for a terminal: evidence is hostile, its texts hold no control codes."""
    if isinstance(value, tuple):
        return tuple(shown(one) for one in value)
    return shown(value) if isinstance(value, str) else value


def machine(report: Report) -> JsonValue:
    """Return the report as JSON; the members are described in ``docs/format/trust.md``."""
    refusal = report.refusal
    return {
        "format": FORMAT,
        "verdict": report.verdict.value,
        "exit_code": report.exit_code,
        "origin": report.origin,
        "realm": report.realm.value if report.realm is not None else None,
        "size": report.size,
        "root": report.root,
        "claims": [_said(one) for one in report.claims],
        "refusal": _said(refusal) if refusal is not None else None,
        "limits": [_said(one) for one in report.limits],
        "certificate": _said(report.asked) if report.asked is not None else None,
    }


def _said(said: Said) -> JsonValue:
    return _coded(said.code, said.facts)


def _coded(code: str, facts: Mapping[str, Fact]) -> JsonValue:
    shown: dict[str, JsonValue] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()
    }
    return {"code": code, "facts": shown}


def _dumped(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False)
