"""Every refusal and failure of Relève: a code and facts, never prose.

The sentences people read live in :mod:`releve.textes`, keyed by the same code. Families
are split by *who must act*, and each family owns an exit code; the table is in
``docs/guide/codes.md``. ``TransientError`` is a mix-in: it alone allows an automatic retry.
"""

from collections.abc import Mapping
from typing import TypeAlias

Fact: TypeAlias = str | int | bool | tuple[str, ...] | None


class ReleveError(Exception):
    """The root of all errors raised by Relève.

    ``code`` is a stable identifier (``window_closed``), ``facts`` fill the sentence that
    :mod:`releve.textes` keeps for it. Facts hold ids, counts, paths and instants, never
    data about patients, carers or users.
    """

    exit_code = 10

    def __init__(self, code: str, /, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = facts

    def __str__(self) -> str:
        shown = " ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} {shown}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        """Let errors cross processes (workers, pools) with their facts."""
        return _rebuild, (type(self), self.code, dict(self.facts))


def _rebuild(family: type[ReleveError], code: str, facts: dict[str, Fact]) -> ReleveError:
    return family(code, **facts)


class TransientError(Exception):
    """Mix-in: trying again later may succeed, and nothing irreversible was begun."""


class EvidenceRefused(ReleveError):  # noqa: N818 - the outcome of a verification, exit code 1
    """What was presented as evidence is false, incomplete or not of this plan. Auditor's move."""

    exit_code = 1


class UsageError(ReleveError):
    """The command was called wrongly. The caller's move."""

    exit_code = 2


class PlanError(ReleveError):
    """The plan (or overlay) cannot be accepted. The project lead's move.

    ``facts`` always hold ``file``, ``line`` and ``field``.
    """

    exit_code = 11


class ActRefused(ReleveError):  # noqa: N818 - a refusal is an outcome, not a fault
    """A human act does not authorise what it claims to. The signer's move."""

    exit_code = 12


class StepRefused(ReleveError):  # noqa: N818 - a refusal is an outcome
    """A guard refuses the step now. Whoever the facts name must move; nothing was changed."""

    exit_code = 13


class SourceChanged(StepRefused):
    """The source is no longer what was exported, received and approved. Nothing was changed."""

    exit_code = 14


class ConnectorError(ReleveError):
    """A system outside Relève did not do, or does not show, what was asked. Operator's move."""

    exit_code = 15


class ConnectorUnavailable(ConnectorError, TransientError):  # noqa: N818 - a state of theirs
    """A system outside could not be reached; nothing was begun."""

    exit_code = 16


class LedgerError(ReleveError):
    """The ledger is damaged, behind its own copy, or busy. Operator's move."""

    exit_code = 17


class StateMoved(LedgerError, TransientError):  # noqa: N818 - not a fault
    """Somebody appended first: read again, decide again."""

    exit_code = 18


class Paused(StepRefused):
    """A person of the roster has paused the subject. The lead's move."""

    exit_code = 19
