"""Publishers' extractions: received as the plan pins them, before what was made of them left."""

from releve.errors import Fact
from releve.ledger.body import Body, items, mapping, number, text
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.ids import asset_subject, service_subject
from releve.model.medium import ExternalMedium, FilesMedium, PathwaysMedium
from releve.model.plan import DataAsset, Fate, Performer, Plan, ServiceOutcome
from releve.model.time import parse_instant
from releve.verification.log import Log
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing

_NAMED = ("manifest", "publisher", "extracted_at")


def check_form(entry: Entry) -> None:
    """Check what an entry says was received: every table has the rows that were declared.

    Raises:
        EvidenceRefused: ``ledger_entry_malformed``.

    """
    with refusing("ledger_entry_malformed", entry=entry.index, subject=entry.subject):
        for name in _NAMED:
            text(entry.body, name)
        parse_instant(text(entry.body, "extracted_at"))
        for name in ("files", "attachments", "octets"):
            number(entry.body, name)
        tables = mapping(entry.body, "tables")
        counts = [mapping(tables, name) for name in tables]
        if any(number(one, "declared") != number(one, "read") for one in counts):
            refuse("ledger_entry_malformed", field="tables")


def check_extracted(
    plan: Plan,
    asset: DataAsset,
    exported: Entry,
    end: int,
    records: Records,
    here: dict[str, Fact],
    *,
    services: tuple[str, ...] = (),
) -> None:
    """Check that an export read the extraction that ``plan`` pins, made once services had stopped.

    No other may have been received since, and none of them may have stopped later, up to ``end``.
    ``services`` are those of the source, beside those of the view.

    Raises:
        EvidenceRefused: ``restitution_extraction_missing``, ``restitution_extraction_before_stop``.

    """
    wanted = _pinned(asset)
    if wanted is None:
        return
    subject = asset_subject(asset.id)
    kind = EntryKind.EXTRACTION_RECEIVED
    found = records.entries(kind, subject, before=exported.index)
    later = records.entries(kind, subject, after=exported.index, before=end)
    if not found or {one.body.get("manifest") for one in (found[-1], *later)} != {wanted}:
        refuse("restitution_extraction_missing", requires=asset.id, **here)
    with refusing("ledger_entry_malformed", entry=found[-1].index):
        made = parse_instant(text(found[-1].body, "extracted_at"))
    for name in dict.fromkeys((*asset.services, *services)):
        if plan.service(name).outcome is not ServiceOutcome.STOPPED:
            continue
        ended = records.entries(EntryKind.OUTCOME_RECORDED, service_subject(name), before=end)
        stopped = [one for one in ended if one.body.get("outcome") == Outcome.STOPPED.value]
        if stopped and ended[-1] is stopped[-1] and made < stopped[-1].at:
            refuse("restitution_extraction_before_stop", requires=asset.id, service=name, **here)


def check_completeness(
    predicate: Body, plan: Plan, asset: DataAsset, intent: Entry, log: Log, here: dict[str, Fact]
) -> None:
    """Check that a certificate says whose word completeness rests on, of each extraction behind it.

    Raises:
        EvidenceRefused: ``certificate_differs``, ``certificate_statement_refused``.

    """
    wanted = []
    for view in plan.assets:
        if view.id in {asset.id, *asset.requires} and _pinned(view) is not None:
            received = [
                one
                for one in log.entries[: intent.index]
                if one.kind is EntryKind.EXTRACTION_RECEIVED
                and one.subject == asset_subject(view.id)
            ]
            wanted += [(view.id, one) for one in received[-1:]]
    with refusing("certificate_statement_refused", **here):
        told = items(predicate, "completeness") if "completeness" in predicate else ()
    expected = [
        {"view": name, "index": one.index, **{key: one.body.get(key) for key in _NAMED}}
        for name, one in wanted
    ]
    found = [{name: one.get(name) for name in ("view", "index", *_NAMED)} for one in told]
    cited = [one.get("leaf_hash") for one in told]
    if found != expected or cited != [log.leaves[one.index].hex() for _, one in wanted]:
        refuse("certificate_differs", field="completeness", **here)


def out_of_reach(plan: Plan, asset: DataAsset) -> bool:
    """Tell whether an asset is a source that only its holder reaches, which handed its data over.

    It then requires a view of an extraction, and a folder of files in our hands: both are of the
    same controller, and both are checked like any asset that must be given back first.
    """
    if not isinstance(asset.medium, ExternalMedium) or asset.medium.probe is not None:
        return False
    if asset.performer is Performer.US or asset.fate is not Fate.DESTROYED:
        return False
    needed = [one for one in plan.assets if one.id in asset.requires]
    own = [one for one in needed if one.controller == asset.controller]
    folder = any(
        isinstance(one.medium, FilesMedium) and one.performer is Performer.US for one in own
    )
    return folder and any(_pinned(one) is not None for one in own)


def _pinned(asset: DataAsset) -> str | None:
    return asset.medium.extraction if isinstance(asset.medium, PathwaysMedium) else None
