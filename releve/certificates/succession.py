"""What a certificate takes the place of: another, withdrawn by a signed act to be issued again."""

from collections.abc import Sequence
from dataclasses import dataclass

from releve.errors import StepRefused
from releve.ledger.body import Body, mapping, number, text
from releve.ledger.subject import RecordedAct, recorded_act
from releve.model.acts import ActKind, Replacement
from releve.model.evidence import Entry, EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A certificate withdrawn to be issued again, and the act that withdrew it."""

    issued: Entry
    act: RecordedAct
    revision: int
    """That of the certificate to come: 2 for the second of an outcome."""


def superseded(entries: Sequence[Entry], outcome: int) -> Superseded | None:
    """Return what the next certificate of an outcome takes the place of; ``None`` for the first.

    Raises:
        StepRefused: ``certificate_stands``: the last one was not withdrawn to be issued again.
        EvidenceRefused: ``entry_malformed``.

    """
    issued = [
        one
        for one in entries
        if one.kind is EntryKind.CERTIFICATE_ISSUED and number(one.body, "outcome") == outcome
    ]
    if not issued:
        return None
    last = issued[-1]
    named = text(last.body, "number")
    for entry in entries[last.index :]:
        if entry.kind is not EntryKind.ACT_RECORDED or entry.subject != last.subject:
            continue
        act = recorded_act(entry)
        if (
            act.kind is ActKind.WITHDRAWAL
            and act.fields["certificate"] == named
            and act.fields["replacement"] == Replacement.REISSUE
        ):
            return Superseded(issued=last, act=act, revision=len(issued) + 1)
    raise StepRefused("certificate_stands", number=named)


def supersedes_of(predicate: Body) -> int | None:
    """Return the issuance that a statement says it takes the place of: for its own entry."""
    if predicate.get("supersedes") is None:
        return None
    return number(mapping(predicate, "supersedes"), "index")
