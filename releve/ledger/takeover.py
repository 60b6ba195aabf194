"""What the ledger says of pathways on their way to a successor: acts, attestations judged."""

from dataclasses import replace

from releve.ledger.body import mapping, number, optional_text, text, texts
from releve.ledger.subject import Arrived, RecordedAct, SubjectState
from releve.model.acts import ActKind
from releve.model.evidence import Entry

TAKEOVER = frozenset(
    {ActKind.SCOPE, ActKind.TRIAL, ActKind.ACKNOWLEDGEMENT, ActKind.TEST, ActKind.DECISION}
)


def on_takeover(subject: SubjectState, act: RecordedAct) -> SubjectState:
    """Take one of these acts; each replaces the last of its kind."""
    match act.kind:
        case ActKind.SCOPE:
            return replace(subject, scope=act)
        case ActKind.TRIAL:
            return replace(subject, trial=act)
        case ActKind.TEST:
            return replace(subject, tested=act)
        case ActKind.DECISION:
            return replace(answered(subject), decided=act)
        case _ if act.fields["package"] in subject.partials:
            return subject
        case _:
            return replace(subject, acknowledged=act)


def answered(subject: SubjectState) -> SubjectState:
    """Note that what the last attestation left open is the successor's move again."""
    if subject.arrived is None:
        return subject
    return replace(subject, arrived=replace(subject.arrived, answered=True))


def judged(subject: SubjectState, entry: Entry) -> SubjectState:
    """Take what an attestation came to; one about another package changes nothing.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    body, exported = entry.body, subject.exported
    arrived = Arrived(
        index=entry.index,
        package=text(body, "package"),
        seen=texts(body, "seen"),
        root=optional_text(body, "root"),
        records=number(body, "records"),
        pathways=number(body, "pathways"),
        rejected=number(mapping(body, "outcomes"), "rejected"),
        doubtful=number(mapping(body, "outcomes"), "possible_duplicate"),
        refusals=texts(body, "refused"),
    )
    if exported is None or exported.package != arrived.package:
        return subject
    return replace(subject, arrived=arrived)
