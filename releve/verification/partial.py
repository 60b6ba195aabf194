"""Partial packages: sent to whom the plan names, under a signed scope, and said as their slip says.

They open nothing: no receipt, acceptance or destruction is ever judged by them.
"""

from releve.archives.slip import read_slip
from releve.errors import Fact
from releve.ledger.body import number, optional_text, text
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.medium import PathwaysMedium
from releve.model.plan import DataAsset
from releve.verification.folder import Folder
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.request import asset_of


def check_partial(entry: Entry, records: Records, folder: Folder) -> None:
    """Check an entry, if ``partial_delivered``, against the plan, the scope acts and its slip.

    Not checked: what the package held beyond its slip, and that every guard agreed at that moment.

    Raises:
        EvidenceRefused: ``partial_recipient``, ``partial_scope_missing``,
            ``partial_slip_differs``, ``ledger_entry_malformed``.

    """
    if entry.kind is not EntryKind.PARTIAL_DELIVERED:
        return
    here: dict[str, Fact] = {"entry": entry.index, "subject": entry.subject}
    with refusing("ledger_entry_malformed", entry=entry.index):
        recipient, package = text(entry.body, "recipient"), text(entry.body, "package")
        said = (text(entry.body, "root"), number(entry.body, "records"))
        told = (*said, number(entry.body, "pathways"), optional_text(entry.body, "base"))
    asset = asset_of(records.timeline.at(entry.index).plan, entry.subject)
    medium = asset.medium if asset is not None else None
    if asset is None or not isinstance(medium, PathwaysMedium) or not _named(asset, recipient):
        refuse("partial_recipient", **here)
    scopes = records.acts(ActKind.SCOPE, entry.subject, before=entry.index)
    named = [(one.act.fields["mapping"], one.act.fields["scope"]) for one in scopes]
    if not named or named[-1] != medium.signed():
        refuse("partial_scope_missing", **here)
    with refusing("partial_slip_differs", **here):
        slip = read_slip(folder.document("documents", package))
    given = slip.delivery
    if given is None or given.partial is None or slip.asset != asset.id:
        refuse("partial_slip_differs", **here)
    if told != (slip.root, slip.records, slip.pathways, given.base):
        refuse("partial_slip_differs", **here)


def _named(asset: DataAsset, recipient: str) -> bool:
    """Tell whether the plan names this recipient, with the instruction that a third one needs."""
    given = asset.restitution
    instructed = given.recipient == asset.controller or given.instruction is not None
    return given.recipient == recipient and instructed
