"""Changing the log's key: prepared by the tool, decided by the people who adopt plans.

The new key and the trust file that names it are made first; the quorum that may adopt the next plan
signs both; then the old and the new key sign that trust file together, the ledger records it under
the old key, and only then does the new one take over. A machine that stops in between goes on from
the ledger: the entry decides which key is the log's.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from flows.desk import Desk
from flows.keys import log_key
from releve.canonical import decode_base64, digest, hex_digest
from releve.errors import StepRefused, UsageError
from releve.ledger.subject import RecordedAct, recorded_act
from releve.model.acts import ActKind
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import PLAN_SUBJECT
from releve.plan.authority import in_office
from releve.signatures.note import assemble
from releve.verification.trust import load_trust

TRUST_HEADER = "releve/trust/2"
"""First line of the text that both log keys sign about the new trust file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What people are asked to sign: the two keys and the new trust file."""

    previous: str
    key: str
    trust: str

    def fields(self) -> dict[str, str]:
        """Return the fields of the act ``rollover`` that the ledger's side knows."""
        return {"previous": self.previous, "key": self.key, "trust": self.trust}


def prepare(desk: Desk) -> Prepared:
    """Make the next key and its trust file, once; return what is to be signed.

    Raises ``UsageError`` ``log_key_replaced`` while a change that was recorded is to be finished.
    """
    recorded = desk.memory.refresh().log_key
    if recorded not in {None, desk.keys.log.vkey}:
        raise UsageError("log_key_replaced", key=recorded)
    key = log_key(_next_key(desk), desk.workspace.origin)
    file = _next_trust(desk)
    if not file.exists():
        old = desk.workspace.trust.read_bytes()
        trust = json.loads(old)
        trust["log_keys"] = [key.vkey, *trust["log_keys"]]
        trust["previous"] = digest(old)
        _write(file, f"{json.dumps(trust, ensure_ascii=False, indent=1)}\n".encode())
    return prepared(desk)


def prepared(desk: Desk) -> Prepared:
    """Return what was prepared. Raises ``UsageError`` ``rollover_not_prepared``."""
    key, file = _next_key(desk), _next_trust(desk)
    if not key.exists() or not file.exists():
        raise UsageError("rollover_not_prepared")
    return Prepared(
        previous=desk.keys.log.vkey,
        key=log_key(key, desk.workspace.origin).vkey,
        trust=digest(file.read_bytes()),
    )


def change(desk: Desk) -> str:
    """Record the new key if the quorum signed it, then let it take over; return its vkey.

    Raises ``UsageError`` ``rollover_not_prepared``, ``trust_malformed``; ``StepRefused``
    ``rollover_unsigned`` with how many signed and how many must.
    """
    memory = desk.memory
    recorded = memory.refresh().log_key
    if recorded is None or recorded == desk.keys.log.vkey:
        asked = prepared(desk)
        acts = _signed(desk, asked)
        quorum = memory.plan.adoption
        need = quorum.threshold if quorum is not None else len(memory.plan.people)
        if len(acts) < need:
            raise StepRefused("rollover_unsigned", have=len(acts), need=need)
        _record(desk, asked, acts)
        recorded = asked.key
    _take_over(desk)
    return recorded


def _signed(desk: Desk, asked: Prepared) -> tuple[RecordedAct, ...]:
    """Return the rollover acts that count: of the quorum, in office, by keys not revoked."""
    plan, state, now = desk.memory.plan, desk.memory.state, desk.clock.now()
    entitled = set(plan.adoption.people) if plan.adoption is not None else set()
    found: dict[str, RecordedAct] = {}
    for entry in desk.memory.entries():
        if entry.kind is not EntryKind.ACT_RECORDED or entry.body.get("act") != ActKind.ROLLOVER:
            continue
        act = recorded_act(entry)
        right = all(act.fields[name] == value for name, value in asked.fields().items())
        person = next((one for one in plan.people if one.id == act.signer), None)
        office = person is not None and in_office(person, now)
        if right and office and act.signer in entitled and not set(act.keys) & set(state.revoked):
            found.setdefault(act.signer, act)
    return tuple(found.values())


def _record(desk: Desk, asked: Prepared, acts: tuple[RecordedAct, ...]) -> None:
    trust = _next_trust(desk).read_bytes()
    text = f"{TRUST_HEADER}\n{desk.workspace.origin}\n{hex_digest(trust)}\n".encode()
    old, new = desk.keys.log, log_key(_next_key(desk), desk.workspace.origin)
    if load_trust(_next_trust(desk)).log_keys[0] != new.vkey:  # recorded, it would stay for ever
        raise UsageError("trust_malformed", path=str(_next_trust(desk)), field="log_keys")
    note = assemble(text, [(one.verifier, _signature(one.sign_note(text))) for one in (old, new)])
    draft = Draft(
        kind=EntryKind.LOG_KEY_CHANGED,
        subject=PLAN_SUBJECT,
        actor="releve",
        body={
            "previous": asked.previous,
            "key": asked.key,
            "trust": asked.trust,
            "note": digest(note),
            "acts": [one.index for one in acts],
        },
    )
    desk.memory.record([draft], documents=[trust, note])


def _signature(note: bytes) -> bytes:
    """Return the raw signature of a note that one key signed, without its 4-byte key id."""
    return decode_base64(note.decode().rstrip("\n").rpartition(" ")[2])[4:]


def _take_over(desk: Desk) -> None:
    """Put the new files in the place of the old ones, which are kept beside."""
    own, trust = desk.workspace.keys / "log.key", desk.workspace.trust
    retired = own.with_name(f"log.retired-{desk.keys.log.verifier.key_id.hex()}.key")
    fresh = _next_trust(desk)
    if fresh.exists():
        kept = hex_digest(trust.read_bytes())[:12]
        _keep(trust, trust.with_name(f"trust.replaced-{kept}.json"))
        fresh.replace(trust)
    if not retired.exists():
        _keep(own, retired)
    _next_key(desk).replace(own)


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all: people sign its digest, and it is recorded for ever."""
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)


def _keep(file: Path, beside: Path) -> None:
    """Give a file a second name; the first is about to be replaced."""
    beside.unlink(missing_ok=True)
    beside.hardlink_to(file)


def _next_key(desk: Desk) -> Path:
    return desk.workspace.keys / "log.next.key"


def _next_trust(desk: Desk) -> Path:
    return desk.workspace.trust.with_name("trust.next.json")
