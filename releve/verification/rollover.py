"""The log's keys in order: each later one named by the key before it and by the people who decide.

Whoever stole a log key can sign with it, and cannot sign for the people: a change of key needs the
quorum that adopts plans. Format: ``docs/format/trust.md``.
"""

import json
from dataclasses import dataclass

from releve.canonical import hex_digest
from releve.errors import Fact
from releve.ledger.body import numbers, text
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import Entry, EntryKind
from releve.signatures.note import VerifierKey, open_note
from releve.verification.acts import Human
from releve.verification.folder import LOG_KEY, Folder
from releve.verification.log import Log
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import SignedAct, revoked_before
from releve.verification.trust import Trust

HEADER = "releve/trust/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """One change of the log's key: where it stands, and the trust file that names the new one."""

    index: int
    previous: VerifierKey
    key: VerifierKey
    trust: str


def key_changes(log: Log, human: Human, folder: Folder) -> tuple[KeyChange, ...]:
    """Verify every change of the log's key, in order.

    Raises:
        EvidenceRefused: ``rollover_malformed``, ``rollover_out_of_order``,
            ``rollover_note_refused``, ``rollover_trust_differs``, ``rollover_unsigned``.

    """
    changes: list[KeyChange] = []
    for entry in log.entries:
        if entry.kind is EntryKind.LOG_KEY_CHANGED:
            changes.append(_change(entry, changes, log, human, folder))
    return tuple(changes)


def check_log_key(
    own: VerifierKey, changes: tuple[KeyChange, ...], trust: Trust | None
) -> tuple[VerifierKey, ...]:
    """Return every key that this log had, once trust, if given, reaches the one it has.

    Trust reaches it directly, or through changes that begin at a trusted key.

    Raises:
        EvidenceRefused: ``rollover_out_of_order``: the last change is to another key;
            ``trust_log_key_unknown``.

    """
    keys = (*(one.previous for one in changes[:1]), *(one.key for one in changes)) or (own,)
    if keys[-1] != own:
        refuse("rollover_out_of_order", file=LOG_KEY, entry=changes[-1].index)
    if trust is not None and not set(keys) & set(trust.log_verifiers()):
        refuse("trust_log_key_unknown", file=LOG_KEY, key=str(own))
    return keys


def _change(
    entry: Entry, before: list[KeyChange], log: Log, human: Human, folder: Folder
) -> KeyChange:
    here: dict[str, Fact] = {"entry": entry.index}
    with refusing("rollover_malformed", **here):
        previous, key = (VerifierKey.parse(text(entry.body, one)) for one in ("previous", "key"))
        trust, note = text(entry.body, "trust"), text(entry.body, "note")
        cited = numbers(entry.body, "acts")
    if (before and before[-1].key != previous) or key == previous:
        refuse("rollover_out_of_order", **here)
    if {previous.name, key.name} != {log.origin}:
        refuse("rollover_malformed", cause="name", **here)
    told = folder.document("documents", trust)
    with refusing("rollover_note_refused", **here):
        signed = open_note(folder.document("documents", note), [previous, key])
    expected = f"{HEADER}\n{log.origin}\n{hex_digest(told)}\n".encode()
    if len(signed.signatures) != 2 or signed.unverified or signed.text != expected:  # noqa: PLR2004 - both keys
        refuse("rollover_note_refused", cause="text", **here)
    with refusing("rollover_trust_differs", **here):
        named = Trust.model_validate_json(told, strict=True)
        json.loads(told)
    if named.origin != log.origin or named.realm is not log.realm or named.log_keys[0] != str(key):
        refuse("rollover_trust_differs", **here)
    _check_quorum(entry, cited, human, here)
    return KeyChange(index=entry.index, previous=previous, key=key, trust=trust)


def _check_quorum(
    entry: Entry, cited: tuple[int, ...], human: Human, here: dict[str, Fact]
) -> None:
    """The people who may adopt the next plan, each by their own key, signed this very change."""
    plan = human.timeline.at(entry.index).plan
    quorum = plan.adoption
    people: set[str] = set()
    for index in cited:
        one = human.acts.get(index)
        if one is None or index >= entry.index or not _names(one, entry):
            refuse("rollover_unsigned", **here)
        if quorum is None or one.act.signer not in quorum.people:
            refuse("rollover_unsigned", signer=one.act.signer, **here)
        if any(revoked_before(key, human.revocations, entry.index) for key in one.keys):
            refuse("rollover_unsigned", signer=one.act.signer, **here)
        people.add(one.act.signer)
    if quorum is None or len(people) < quorum.threshold:
        refuse(
            "rollover_unsigned", have=len(people), need=quorum.threshold if quorum else 0, **here
        )


def _names(one: SignedAct, entry: Entry) -> bool:
    return (
        one.act.kind is ActKind.ROLLOVER
        and one.kind is SignatureKind.PERSONAL_KEY
        and all(
            one.act.fields[name] == entry.body.get(name) for name in ("previous", "key", "trust")
        )
    )
