"""Before data goes: given back whole, accepted, cleared by the archives, free of retention.

Sources: CSP L1111-8 and GDPR 28(3)(g) for the order; Code du patrimoine L212-2 for the archives.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from releve.errors import Fact
from releve.ledger.body import text
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Outcome, Verdict
from releve.model.ids import asset_subject, service_subject
from releve.model.medium import ExternalMedium, PathwaysMedium
from releve.model.plan import ArchivesRegime, DataAsset, Fate, Plan, ServiceOutcome
from releve.verification.arrivals import check_arrived
from releve.verification.endings import sent_back
from releve.verification.extractions import check_extracted, out_of_reach
from releve.verification.readback import check_read_back
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.request import Asked, asset_of, terminal
from releve.verification.signed import SignedAct

_GRANTED = "granted"


def check_destruction(asked: Asked, intent: Entry, records: Records) -> None:
    """Check everything that must have come before the destruction of an asset or a copy.

    Raises:
        EvidenceRefused: the ``restitution_…``, ``archives_…``, ``retention_…`` and
            ``service_…`` codes.

    """
    plan = records.timeline.at(intent.index).plan
    asset = asset_of(plan, asked.subject)
    here: dict[str, Fact] = {"entry": intent.index, "subject": asked.subject}
    if asset is None:
        refuse("request_not_planned", **here)
    whole = asked.subject == asset_subject(asset.id)
    if out_of_reach(plan, asset):
        _check_elsewhere(plan, asset, asked, intent, records, here)
        return
    exported, receipt, acceptance = _given_back(asset, asked.index, records, here)
    _given_back(asset, intent.index, records, here)
    _check_findings(asset, exported, asked.index, records, here)
    for name in (asset.id, *(asset.requires if whole else ())):
        check_read_back(asset_subject(name), intent.index, records, here)
    if whole:
        _check_cited(asked, "exported", exported.index, here)
        _check_cited(asked, "receipt", receipt.index, here)
        _check_root(asked, exported, records, here)
        _check_services(plan, asset, intent, records, here)
    _check_cited(asked, "acceptance", acceptance.index, here)
    _check_waited(asset, asked, intent, records, here)
    if isinstance(asset.medium, PathwaysMedium):
        _check_taken_over(asset.id, exported, acceptance, intent.index, records, here)
    _check_archives(asset, intent, records, here)
    if whole or asset.fate is Fate.DESTROYED:  # what is kept carries its own retention
        _check_retention(plan, asset, intent, here)


def _check_elsewhere(
    plan: Plan,
    asset: DataAsset,
    asked: Asked,
    intent: Entry,
    records: Records,
    here: dict[str, Fact],
) -> None:
    """Check the source of an extraction: all that it requires was given back in its stead."""
    _check_waited(asset, asked, intent, records, here)
    for name in asset.requires:
        check_read_back(asset_subject(name), intent.index, records, here)
    if asked.subject == asset_subject(asset.id):
        _check_services(plan, asset, intent, records, here)
    _check_archives(asset, intent, records, here)
    _check_retention(plan, asset, intent, here)


def _given_back(
    asset: DataAsset, end: int, records: Records, here: dict[str, Fact]
) -> tuple[Entry, SignedAct, SignedAct]:
    """Return the last export, receipt and acceptance before entry ``end``, once they agree."""
    subject = asset_subject(asset.id)
    exports = records.entries(EntryKind.PACKAGE_EXPORTED, subject, before=end)
    if not exports:
        refuse("restitution_not_exported", **here)
    exported = exports[-1]
    with refusing("ledger_entry_malformed", entry=exported.index):
        package = text(exported.body, "package")
    deliveries = records.entries(
        EntryKind.PACKAGE_DELIVERED, subject, after=exported.index, before=end
    )
    receipts = records.acts(ActKind.RECEIPT, subject, after=exported.index, before=end)
    if not receipts:
        refuse("restitution_receipt_missing", **here)
    receipt = receipts[-1]
    if not any(one.body.get("package") == package for one in deliveries):
        refuse("restitution_not_delivered", **here)
    for failed in records.entries(EntryKind.STEP_FAILED, subject, after=exported.index, before=end):
        if failed.body.get("code") == "thawed":
            refuse("restitution_not_exported", by=failed.index, **here)
    content = check_arrived(asset, exported, receipt, end, records, here)
    acceptances = records.acts(ActKind.ACCEPTANCE, subject, before=end)
    if not acceptances:
        refuse("restitution_acceptance_missing", **here)
    acceptance = acceptances[-1]
    if acceptance.index < receipt.index:
        refuse("restitution_acceptance_before_receipt", by=acceptance.index, **here)
    fields = acceptance.act.fields
    if (fields["package"], fields["receipt"], fields["root"]) != (package, receipt.file, content):
        refuse("restitution_acceptance_differs", by=acceptance.index, **here)
    return exported, receipt, acceptance


def _check_cited(asked: Asked, name: str, index: int, here: dict[str, Fact]) -> None:
    if name in asked.evidence and asked.evidence[name] != index:
        refuse("request_evidence_refused", evidence=name, **here)


def _check_root(asked: Asked, exported: Entry, records: Records, here: dict[str, Fact]) -> None:
    outcomes = records.entries(EntryKind.OUTCOME_RECORDED, asked.subject, before=asked.index)
    if any(one.body.get("outcome") == Outcome.PARTIAL.value for one in outcomes):
        return
    if asked.records == 0 and sent_back(records, asked.subject, before=asked.index):
        return  # what a validation sent back is gone: its absence is what was approved
    if asked.root is None or asked.root != exported.body.get("root"):
        refuse("restitution_root_differs", **here)
    if asked.records != exported.body.get("records"):
        refuse("restitution_root_differs", **here)


def _check_findings(
    asset: DataAsset, exported: Entry, end: int, records: Records, here: dict[str, Fact]
) -> None:
    subject = asset_subject(asset.id)
    found = records.entries(EntryKind.FINDING_RECORDED, subject, after=exported.index, before=end)
    for about in ("source", "package"):
        last = [one for one in found if one.body.get("about") == about][-1:]
        if not last:
            refuse("restitution_finding_missing", about=about, **here)
        waived = any(
            one.act.fields["finding"] == str(last[0].index)
            for one in records.acts(ActKind.WAIVER, subject, after=last[0].index, before=end)
        )
        if last[0].body.get("verdict") != Verdict.PASSED.value and not waived:
            refuse("restitution_finding_failed", about=about, by=last[0].index, **here)
        root = last[0].body.get("root")
        if isinstance(root, str) and root and root != exported.body.get("root"):
            refuse("restitution_finding_failed", about=about, by=last[0].index, **here)


def _check_waited(
    asset: DataAsset, asked: Asked, intent: Entry, records: Records, here: dict[str, Fact]
) -> None:
    """What must be given back first had been when the request was opened, and still was."""
    for end in (asked.index, intent.index):
        _check_required(asset, end, records, here)


def _check_required(asset: DataAsset, end: int, records: Records, here: dict[str, Fact]) -> None:
    """What the plan says must be given back first was: checked, delivered, received, accepted."""
    for name in asset.requires:
        subject, now = asset_subject(name), records.timeline.at(end).plan
        exports = records.entries(EntryKind.PACKAGE_EXPORTED, subject, before=end)
        accepted = records.acts(ActKind.ACCEPTANCE, subject, before=end)
        viewed = next((one for one in now.assets if one.id == name), None)
        if not exports or not accepted or accepted[-1].index < exports[-1].index:
            refuse("restitution_requirement_missing", requires=name, **here)
        exported, acceptance = exports[-1], accepted[-1]
        named = acceptance.act.fields["package"]
        if viewed is None or named != exported.body.get("package"):
            refuse("restitution_requirement_missing", requires=name, **here)
        then = records.timeline.at(exported.index).plan
        shown = next((one for one in then.assets if one.id == name), viewed)
        if any(isinstance(one.medium, PathwaysMedium) for one in (shown, viewed)):
            _check_taken_over(name, exported, acceptance, end, records, here)
        _given_back(shown, end, records, here)
        _check_findings(shown, exported, end, records, here)
        used = asset.services if isinstance(asset.medium, ExternalMedium) else ()
        check_extracted(now, viewed, exported, end, records, here, services=used)


def _check_taken_over(
    name: str,
    exported: Entry,
    acceptance: SignedAct,
    end: int,
    records: Records,
    here: dict[str, Fact],
) -> None:
    """Pathways left under a signed scope, and were accepted after some had been compared.

    The scope is that of the plan under which they left, and of the one in force at entry ``end``.
    """
    subject = asset_subject(name)
    scopes = records.acts(ActKind.SCOPE, subject, before=exported.index)
    signed = [(one.act.fields["mapping"], one.act.fields["scope"]) for one in scopes][-1:]
    for index in (exported.index, end):
        asset = asset_of(records.timeline.at(index).plan, subject)
        medium = asset.medium if asset is not None else None
        if not isinstance(medium, PathwaysMedium) or signed != [medium.signed()]:
            refuse("restitution_scope_missing", requires=name, **here)
    package = exported.body.get("package")
    for last in (acceptance.index, end):
        tests = records.acts(ActKind.TEST, subject, after=exported.index, before=last)
        if not tests or tests[-1].act.fields["package"] != package:
            refuse("restitution_test_missing", requires=name, **here)
        fields = tests[-1].act.fields
        if fields["deviations"] != "0" and fields["reserves"] == "-":
            refuse("restitution_test_deviates", requires=name, by=tests[-1].index, **here)


def _check_services(
    plan: Plan, asset: DataAsset, intent: Entry, records: Records, here: dict[str, Fact]
) -> None:
    for name in asset.services:
        subject = service_subject(name)
        with refusing("service_not_closed", service=name, **here):
            service = plan.service(name)
        probes = records.entries(EntryKind.SERVICE_PROBED, subject, before=intent.index)
        ended = records.entries(EntryKind.OUTCOME_RECORDED, subject, before=intent.index)
        if service.outcome is ServiceOutcome.ALREADY_STOPPED:
            closed = bool(probes) and probes[-1].body.get("observed") == "down"
        else:
            closed = bool(ended) and terminal(str(ended[-1].body.get("outcome")))
        if not closed:
            refuse("service_not_closed", service=name, **here)


def _check_archives(
    asset: DataAsset, intent: Entry, records: Records, here: dict[str, Fact]
) -> None:
    if asset.archives_regime is ArchivesRegime.PRIVATE:
        return
    if asset.archives_regime is ArchivesRegime.UNQUALIFIED:
        refuse("archives_unqualified", **here)
    subject = asset_subject(asset.id)
    decisions = [
        *records.acts(ActKind.VISA, subject, before=intent.index),
        *records.acts(ActKind.EXEMPTION, subject, before=intent.index),
    ]
    if not decisions:
        refuse("archives_visa_missing", **here)
    recorded = max(decisions, key=lambda one: one.index)
    signed = max(decisions, key=lambda one: (one.act.signed_at, one.index))
    for last in (recorded, signed):
        if last.act.kind is ActKind.VISA and last.act.fields["decision"] != _GRANTED:
            refuse("archives_visa_refused", by=last.index, **here)


def _check_retention(plan: Plan, asset: DataAsset, intent: Entry, here: dict[str, Fact]) -> None:
    decision = asset.retention
    if decision is None:
        refuse("retention_undecided", **here)
    if decision.discharged_by_acceptance:
        return
    if decision.until is None:
        refuse("retention_undecided", **here)
    try:
        zone = ZoneInfo(plan.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        refuse("retention_undecided", **here)
    if intent.at < datetime.combine(decision.until, time(), zone):
        refuse("retention_runs", until=decision.until.isoformat(), **here)
