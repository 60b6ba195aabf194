"""One document of each kind, from the last exercise, with its picture: ``make examples``.

Written to ``docs/exemples/``: the PDF as issued, and a picture of its first page. An index says
what each is, and by which command it is made.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.desk import Desk
from flows.workspace import Workspace
from releve.model.evidence import Entry, EntryKind
from releve.papers.paper import PaperKind
from releve.textes import sentence

OUT = Path("docs/exemples")
CERTIFICATE = "certificate"
_RESOLUTION = "64"
_WANTED: Mapping[str, str] = {
    PaperKind.MINUTES: "signed",
    PaperKind.TRANSFER_DEED: "last",
    PaperKind.COMMITTEE_PAGE: "underway",
    PaperKind.CLOSING_NOTICE: "patients",
}
"""Which of several is shown: the last of a chain, one before it while something waits, or one that
says a word in what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One document to show."""

    kind: str
    number: str
    pdf: bytes


def main(argv: list[str] | None = None) -> int:
    """Write the examples of an exercise; 1 if a kind has none."""
    parser = argparse.ArgumentParser(prog="python -m deployments.rehearsal.examples")
    parser.add_argument("--root", type=Path, default=Path("demo"))
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args(argv)
    desk = Desk(Workspace.open(args.root))
    try:
        found = {one.kind: one for one in _examples(desk)}
    finally:
        desk.close()
    args.out.mkdir(parents=True, exist_ok=True)
    for old in (*args.out.glob("*.pdf"), *args.out.glob("*.png")):
        old.unlink()
    for one in found.values():
        pdf = args.out / f"{one.kind}.pdf"
        pdf.write_bytes(one.pdf)
        _picture(pdf)
    (args.out / "README.md").write_text("\n".join(_index(found)) + "\n", encoding="utf-8")
    absent = sorted({CERTIFICATE, *(one.value for one in PaperKind)} - found.keys())
    for kind in absent:
        print(f"Aucun exemple : {kind}", file=sys.stderr)
    return 1 if absent else 0


def _examples(desk: Desk) -> Iterator[Example]:
    entries = desk.memory.entries()
    issued = [one for one in entries if one.kind is EntryKind.DOCUMENT_ISSUED]
    for kind in PaperKind:
        same = [one for one in issued if one.body["kind"] == kind.value]
        if same:
            yield _of(desk, kind.value, _chosen(kind, same))
    certificates = [one for one in entries if one.kind is EntryKind.CERTIFICATE_ISSUED]
    if certificates:
        yield _of(desk, CERTIFICATE, certificates[0])


def _chosen(kind: PaperKind, same: list[Entry]) -> Entry:
    wanted = _WANTED.get(kind)
    if wanted == "signed":
        return next((one for one in reversed(same) if "signed_text" in one.body), same[-1])
    if wanted == "last":
        return same[-1]
    if wanted == "underway":  # something still waits for somebody
        return same[-2:][0]
    named = (one for one in same if wanted is not None and wanted in str(one.body["about"]))
    return next(named, same[0])


def _of(desk: Desk, kind: str, entry: Entry) -> Example:
    pdf = desk.ledger.document(str(entry.body["pdf"]))
    return Example(kind=kind, number=str(entry.body["number"]), pdf=pdf)


def _picture(pdf: Path) -> None:
    tool = shutil.which("pdftoppm")
    if tool is None:
        message = "pdftoppm is needed for the pictures (Debian package poppler-utils)"
        raise SystemExit(message)
    subprocess.run(
        [tool, "-png", "-r", _RESOLUTION, "-singlefile", str(pdf), str(pdf.with_suffix(""))],
        check=True,
    )


def _index(found: Mapping[str, Example]) -> Iterator[str]:
    yield "# Exemples de documents"
    yield ""
    yield (
        "Un de chaque, tel que l'exercice (`make demo`, puis `make examples`) les a émis. Toutes "
        "les données sont inventées ; chacun porte « EXERCICE – SANS VALEUR »."
    )
    yield ""
    yield "| document | commande | PDF | première page |"
    yield "|---|---|---|---|"
    for kind in sorted(found):
        code = "doc_example_certificate" if kind == CERTIFICATE else f"doc_paper_kind_{kind}"
        title = sentence(code, {})
        files = f"[{found[kind].number}]({kind}.pdf) | [image]({kind}.png)"
        yield f"| {title} | `releve document {kind}` | {files} |"


if __name__ == "__main__":
    sys.exit(main())
