"""The witnesses a plan names: keys that can cosign, and that are really several."""

from collections.abc import Iterator

from releve.errors import EvidenceRefused
from releve.model.plan import Plan
from releve.plan.tree import Where
from releve.signatures.note import COSIGNATURE, VerifierKey


def unusable(plan: Plan) -> Iterator[Where]:
    """Yield the way to each key that is not a witness's (C2SP vkey of type 0x04)."""
    for at, text in _keys(plan):
        key = _parsed(text)
        if key is None or key.algorithm != COSIGNATURE:
            yield ("witnesses", "keys", at, "key")


def shared(plan: Plan) -> Iterator[tuple[Where, str, str]]:
    """Yield the way to each witness with the name or the key of an earlier one, and both ids."""
    held: dict[str | bytes, int] = {}
    for at, text in _keys(plan):
        key = _parsed(text)
        if key is None:
            continue
        for mark in (key.name, key.public_key):
            first = held.setdefault(mark, at)
            if first != at:
                yield ("witnesses", "keys", at, "key"), _id(plan, at), _id(plan, first)
                break


def _keys(plan: Plan) -> Iterator[tuple[int, str]]:
    named = plan.witnesses.keys if plan.witnesses is not None else ()
    for at, one in enumerate(named):
        if one.key is not None:
            yield at, one.key


def _parsed(text: str) -> VerifierKey | None:
    try:
        return VerifierKey.parse(text)
    except EvidenceRefused:
        return None


def _id(plan: Plan, at: int) -> str:
    return plan.witnesses.keys[at].id if plan.witnesses is not None else ""
