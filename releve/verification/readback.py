"""What a successor was found to hold, once its way in was read back, before anything goes."""

from collections.abc import Sequence

from releve.errors import Fact
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Verdict
from releve.verification.records import Records
from releve.verification.refusal import refuse
from releve.verification.request import asset_of

SUCCESSOR = "successor"


def check_read_back(subject: str, end: int, records: Records, here: dict[str, Fact]) -> None:
    """Check what was found at the successor of an asset, before entry ``end``.

    Where the plan names the successor's way in, something was found before the acceptance. What
    stands passed, or was waived; of what did not pass, only a whole reading takes the place.

    Raises:
        EvidenceRefused: ``restitution_read_test_missing``, ``restitution_finding_failed``.

    """
    exports = records.entries(EntryKind.PACKAGE_EXPORTED, subject, before=end)
    if not exports:
        return
    exported = exports[-1]
    found = [
        one
        for one in records.entries(
            EntryKind.FINDING_RECORDED, subject, after=exported.index, before=end
        )
        if one.body.get("about") == SUCCESSOR
    ]
    accepted = records.acts(ActKind.ACCEPTANCE, subject, after=exported.index, before=end)[-1:]
    for acceptance in accepted:
        asset = asset_of(records.timeline.at(acceptance.index).plan, subject)
        read = any(one.index < acceptance.index for one in found)
        if asset is not None and asset.restitution.load is not None and not read:
            refuse("restitution_read_test_missing", asset=asset.id, **here)
    now = asset_of(records.timeline.at(end).plan, subject)
    if now is not None and now.restitution.load is not None and not found:
        refuse("restitution_read_test_missing", asset=now.id, **here)
    for one in found:
        if one.body.get("root") != exported.body.get("root"):
            refuse("restitution_finding_failed", about=SUCCESSOR, by=one.index, **here)
    for before in (*(one.index for one in accepted), end):
        last = standing([one for one in found if one.index < before])
        if last is not None and not _settled(subject, last, before, records):
            refuse("restitution_finding_failed", about=SUCCESSOR, by=last.index, **here)


def standing(found: Sequence[Entry]) -> Entry | None:
    """Return the one that stands of findings: the last, but for a sample after one that failed."""
    last: Entry | None = None
    for one in found:
        whole = one.body.get("whole") is True
        if last is None or _passes(last) or whole or not _passes(one):
            last = one
    return last


def _passes(finding: Entry) -> bool:
    return finding.body.get("verdict") == Verdict.PASSED.value


def _settled(subject: str, finding: Entry, end: int, records: Records) -> bool:
    """Tell whether a finding passed, or a waiver named it before entry ``end``."""
    waivers = records.acts(ActKind.WAIVER, subject, after=finding.index, before=end)
    named = any(one.act.fields["finding"] == str(finding.index) for one in waivers)
    return _passes(finding) or named
