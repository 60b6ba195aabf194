"""Checking and recording the signatures of acts against the adopted roster."""

from collections.abc import Iterable

from flows.memory import Memory
from releve.errors import ActRefused, EvidenceRefused
from releve.ledger.subject import RecordedAct
from releve.model.acts import ActKind, SignatureKind, namespace, parse_act
from releve.model.ids import Realm
from releve.model.people import Person
from releve.model.plan import Plan
from releve.signatures import sshsig


def check_signature(
    data: bytes, armored: bytes, *, kind: ActKind, realm: Realm, keys: Iterable[str]
) -> str:
    """Return the fingerprint of the roster key that signed an act.

    Raises:
        ActRefused: as :func:`check_named`.

    """
    return check_named(data, armored, namespace=namespace(kind, realm), keys=keys)


def check_named(data: bytes, armored: bytes, *, namespace: str, keys: Iterable[str]) -> str:
    """Return the fingerprint of the key, among these, that signed in a namespace.

    Raises:
        ActRefused: ``signature_of_unknown_key``; ``signature_refused`` with the cause.

    """
    try:
        claimed = sshsig.signer_key(armored)
        if claimed not in set(keys):
            raise ActRefused("signature_of_unknown_key", key=sshsig.fingerprint(claimed))
        sshsig.verify(message=data, armored=armored, public_key=claimed, namespace=namespace)
    except EvidenceRefused as error:
        raise ActRefused("signature_refused", cause=error.code) from error
    return sshsig.fingerprint(claimed)


def keys_of(plan: Plan, name: str) -> tuple[str, ...]:
    """Return the keys of somebody of the roster; none for a stranger."""
    person: Person | None = next((one for one in plan.people if one.id == name), None)
    return person.keys or () if person is not None else ()


def recheck_acts(memory: Memory, acts: Iterable[RecordedAct]) -> None:
    """Verify again, from the stored bytes, every act that is about to authorise something.

    Raises ``ActRefused`` (``stored_act_differs`` or those of :func:`check_signature`).
    """
    for recorded in acts:
        data = memory.ledger.document(recorded.file)
        act = parse_act(data)
        if act.fields != recorded.fields or act.signer != recorded.signer:
            raise ActRefused("stored_act_differs", entry=recorded.index)
        entry = memory.entry(recorded.index)
        signatures = entry.body["signatures"]
        personal = recorded.signature_kind is SignatureKind.PERSONAL_KEY
        for one in signatures if isinstance(signatures, list) else ():
            if personal and one["by"] != recorded.signer:
                raise ActRefused("signature_of_another", signer=recorded.signer)
            check_signature(
                data,
                memory.ledger.document(str(one["file"])),
                kind=act.kind,
                realm=act.realm,
                keys=keys_of(memory.plan_of(recorded.plan), str(one["by"])),
            )
