"""One document asked about: found byte for byte, or by its number, and whether it stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from releve.errors import EvidenceRefused, Fact
from releve.model.time import instant_text
from releve.verification.papers import IssuedPaper
from releve.verification.refusal import refuse
from releve.verification.said import Said
from releve.verification.source import LIMITS
from releve.verification.succession import Certificate
from releve.verification.verdict import Report, Verdict

NOT_IN_EVIDENCE = "certificate_not_in_evidence"
"""Said once everything else was verified."""


def ask(report: Report, wanted: str) -> Report:
    """Return a report that also says what became of one certificate, or of one paper.

    ``wanted`` is a file (PDF or DSSE envelope), or a number. A refusal is returned as it is;
    a certificate that is not in the evidence turns the report into one,
    ``certificate_not_in_evidence``. A certificate that was withdrawn is no refusal: the evidence
    is good, and says so.
    """
    if report.refusal is not None:
        return report
    paper = _paper(report.papers, wanted)
    if paper is not None:
        return replace(report, asked=_current(paper, report.size or 0))
    try:
        found = find(report.certificates, wanted)
    except EvidenceRefused as refused:
        refusal = Said(code=refused.code, facts=refused.facts)
        return replace(report, verdict=Verdict.REFUSED, refusal=refusal, limits=())
    return replace(report, asked=_standing(found, report.size or 0))


def _paper(papers: Sequence[IssuedPaper], wanted: str) -> IssuedPaper | None:
    """Return the paper that a file is, or that a number names."""
    file = Path(wanted)
    hashed = f"sha256:{_digest(file)}" if file.is_file() else None
    for one in papers:
        if hashed in {one.statement, one.pdf} or (hashed is None and one.number == wanted):
            return one
    return None


def _current(one: IssuedPaper, size: int) -> Said:
    facts: dict[str, Fact] = {
        "number": one.number,
        "entry": one.index,
        "issued_at": instant_text(one.at),
    }
    if one.replaced_by is None:
        return Said(code="paper_current", facts=facts | {"size": size})
    return Said(code="paper_replaced", facts=facts | {"replaced_by": one.replaced_by})


def find(certificates: Sequence[Certificate], wanted: str) -> Certificate:
    """Return the certificate that a file is, or that a number names.

    A file is one only if its bytes are: a number in its name proves nothing.

    Raises:
        EvidenceRefused: ``certificate_not_in_evidence``.

    """
    file = Path(wanted)
    if file.is_file():
        hashed = f"sha256:{_digest(file)}"
        found = [one for one in certificates if hashed in {one.statement, one.pdf}]
    else:
        found = [one for one in certificates if one.number == wanted]
    if len(found) != 1:
        refuse("certificate_not_in_evidence", file=wanted, certificate=file.name)
    return found[0]


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.sha256(stream.read(LIMITS.file_octets + 1)).hexdigest()


def _standing(one: Certificate, size: int) -> Said:
    facts: dict[str, Fact] = {
        "number": one.number,
        "entry": one.index,
        "issued_at": instant_text(one.at),
    }
    act = one.withdrawn
    if act is None:
        return Said(code="valid", facts=facts | {"size": size})
    facts |= {
        "withdrawn_at": instant_text(act.at),
        "by": act.act.signer,
        "withdrawal": act.index,
        "reason": act.act.fields["reason"],
    }
    if one.replaced_by is None:
        return Said(code="withdrawn", facts=facts)
    return Said(code="superseded", facts=facts | {"replaced_by": one.replaced_by})
