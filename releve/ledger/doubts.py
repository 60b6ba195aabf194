"""Acts signed by keys declared compromised: to be examined again, never silently void.

A revocation may say since when its key was in other hands. ``signed_at`` is then whatever those
hands wrote: only an act *recorded* before that instant is known to have been signed before it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from releve.ledger.subject import RecordedAct, recorded_act
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.time import parse_instant

Revoked: TypeAlias = Mapping[str, tuple[int, datetime | None]]
"""By key: the entry from which it signs nothing more, and since when it is said compromised."""


def revoke(revoked: Revoked, act: RecordedAct) -> Revoked:
    """Return the revoked keys after one more revocation.

    A key revoked again stays revoked from the first time on; the earliest instant that any of its
    revocations names is the one from which its acts are doubted.
    """
    key = act.fields["key"]
    first, known = revoked.get(key, (act.index, None))
    told = [one for one in (known, _since(act.fields["compromised_since"])) if one is not None]
    return {**revoked, key: (first, min(told, default=None))}


def doubt(act: RecordedAct, revoked: Revoked) -> datetime | None:
    """Return since when a key of an act is said compromised, if the act may be of after that."""
    found = [
        since
        for index, since in (revoked[key] for key in act.keys if key in revoked)
        if since is not None and act.index < index and act.at >= since
    ]
    return min(found, default=None)


def doubtful(entries: Iterable[Entry]) -> Mapping[int, datetime]:
    """Return the acts to examine again, by entry, with the instant that casts doubt on each.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    acts: dict[str, RecordedAct] = {}
    revoked: Revoked = {}
    for entry in entries:
        if entry.kind is not EntryKind.ACT_RECORDED:
            continue
        act = recorded_act(entry)
        if act.file in acts or any(key in revoked for key in act.keys):
            continue
        acts[act.file] = act
        if act.kind is ActKind.REVOCATION:
            revoked = revoke(revoked, act)
    told = {act.index: doubt(act, revoked) for act in acts.values()}
    return {index: since for index, since in told.items() if since is not None}


def _since(text: str) -> datetime | None:
    try:
        return parse_instant(text)
    except ValueError:
        return None
