"""What can be done next, as values: ready steps, waiting ones with reasons, and what is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from releve.canonical import encode, hex_digest
from releve.errors import Fact
from releve.model.evidence import JsonValue
from releve.model.ids import Realm
from releve.model.plan import IRREVERSIBLE, Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One effect, as a value. ``resume`` is true when its intent is already recorded.

    ``request`` is the digest of the approved request for irreversible verbs, else ``None``.
    """

    verb: Verb
    subject: str
    occurrence: int
    key: str
    milestone: str
    request: str | None = None
    resume: bool = False

    @property
    def irreversible(self) -> bool:
        """Whether the step needs a request, acts and an open window."""
        return self.verb in IRREVERSIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something waits: a code with facts, whose move it is, and when time alone changes it.

    ``mover`` is ``role:<role>``, ``role:<role>@<organisation>``, ``subject:<subject>`` (that one
    must go first), ``time`` or ``releve``.
    """

    code: str
    mover: str
    facts: tuple[tuple[str, Fact], ...] = ()
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A subject's next verb and everything it waits for."""

    verb: Verb
    subject: str
    milestone: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A subject whose part of the plan is finished, and the bin it ended in."""

    subject: str
    milestone: str
    bin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Everything that can be done now, everything that waits, everything done. In plan order."""

    ready: tuple[Step, ...]
    waiting: tuple[Waiting, ...]
    done: tuple[Done, ...]
    overdue: tuple[str, ...]
    closed: int | None = None
    """The entry that closed the programme, unless a plan adopted since opened it again."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left, in any milestone."""
        return not self.ready and not self.waiting

    def next_instant(self) -> datetime | None:
        """Return the earliest instant at which time alone changes something."""
        instants = [r.next_at for w in self.waiting for r in w.reasons if r.next_at is not None]
        return min(instants, default=None)


def step_key(origin: str, realm: Realm, verb: Verb, subject: str, occurrence: int) -> str:
    """Name one occurrence of one step: SHA-256 (hex) of its canonical identity alone."""
    identity: Mapping[str, JsonValue] = {
        "origin": origin,
        "realm": realm.value,
        "verb": verb.value,
        "subject": subject,
        "occurrence": occurrence,
    }
    return hex_digest(encode(identity))
