"""What a recipient said it holds, against what it was given: read again from the log alone.

It holds the package, whole. Of pathways, the controller may have signed that some are given up or
merged; then what that last decision leaves is what must be held, and nothing else.
"""

from releve.errors import Fact
from releve.ledger.body import mapping, number, optional_text, text, texts
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.medium import PathwaysMedium
from releve.model.plan import DataAsset
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import SignedAct

_CLAIM = ("root", "records", "pathways")


def check_arrived(
    asset: DataAsset,
    exported: Entry,
    receipt: SignedAct,
    end: int,
    records: Records,
    here: dict[str, Fact],
) -> str:
    """Check a receipt against the export, as it stood before entry ``end``; return its root.

    Not checked: what a decision leaves is what the controller signed, within what was delivered;
    only who holds the package key can compute it again.

    Raises:
        EvidenceRefused: ``restitution_receipt_differs``, ``restitution_decision_adds``,
            ``restitution_arrival_differs``, ``ledger_entry_malformed``.

    """
    with refusing("ledger_entry_malformed", entry=exported.index):
        package = text(exported.body, "package")
        counted = number(exported.body, "records"), number(exported.body, "pathways")
        whole = (text(exported.body, "root"), *map(str, counted))
    claimed = tuple(receipt.act.fields[name] for name in _CLAIM)
    may = {whole}
    if isinstance(asset.medium, PathwaysMedium):
        between = {"after": exported.index, "before": end}
        decisions = records.acts(ActKind.DECISION, receipt.act.subject, **between)
        for one in [each for each in decisions if each.act.fields["package"] == package][-1:]:
            left = tuple(one.act.fields[name] for name in _CLAIM)
            if not all(_at_most(*pair) for pair in zip(left[1:], counted, strict=True)):
                refuse("restitution_decision_adds", by=one.index, **here)
            may.add(left)
        _check_attested(package, claimed, receipt, between, records, here)
    if receipt.act.fields["package"] != package or claimed not in may:
        refuse("restitution_receipt_differs", by=receipt.index, **here)
    return claimed[0]


def _check_attested(
    package: str,
    claimed: tuple[str, ...],
    receipt: SignedAct,
    between: dict[str, int],
    records: Records,
    here: dict[str, Fact],
) -> None:
    """Where the successor's attestation was judged, the last says what the receipt says."""
    judged = records.entries(EntryKind.ARRIVAL_JUDGED, receipt.act.subject, **between)
    for one in [each for each in judged if each.body.get("package") == package][-1:]:
        with refusing("ledger_entry_malformed", entry=one.index):
            refused = texts(one.body, "refused")
            counted = (number(one.body, "records"), number(one.body, "pathways"))
            said = (optional_text(one.body, "root"), *map(str, counted))
            loaded = mapping(one.body, "outcomes")
            same = number(loaded, "created") + number(loaded, "linked") == counted[1]
        if refused or said != claimed or not same:
            refuse("restitution_arrival_differs", by=one.index, **here)


def _at_most(written: str, count: int) -> bool:
    return written.isascii() and written.isdecimal() and int(written) <= count
