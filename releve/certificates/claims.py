"""What may be claimed of an erasure: the tool downgrades by itself, the title follows the level.

Sources: NIST SP 800-88 Rev. 2 (methods clear, purge, destroy); domain reference, section 3. A
technique gives a nominal level, the medium caps it, and every cap leaves its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from releve.errors import StepRefused
from releve.model.evidence import Outcome
from releve.model.plan import Performer


class Level(StrEnum):
    """The ladder of claims, weakest first."""

    LOGICAL_DELETION = "logical_deletion"
    CLEAR = "clear"
    CRYPTOGRAPHIC_ERASE = "cryptographic_erase"
    PURGE = "purge"
    DESTROY = "destroy"

    def capped(self, cap: "Level") -> "Level":
        """Return the weaker of the two."""
        order = tuple(Level)
        return order[min(order.index(self), order.index(cap))]


class Title(StrEnum):
    """The title codes of certificates; their words are in :mod:`releve.textes`."""

    LOGICAL_DELETION = "attestation_suppression_logique"
    ERASURE = "certificat_effacement"
    DESTRUCTION = "certificat_destruction"
    THIRD_PARTY = "attestation_tiers"
    FOUND_ABSENT = "constat_absence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A level, why it is not higher (codes, in order), the title it allows, and what we saw.

    ``seen`` tells whether our own probe found the subject absent.
    """

    level: Level
    reasons: tuple[str, ...]
    title: Title
    seen: bool


CONDITIONS = (
    "validated_module",
    "key_of_128_bits",
    "never_plain_on_medium",
    "key_copies_destroyed",
    "key_never_escrowed",
)
"""What cryptographic erase needs, each answered ``yes``, to count as purge."""

_PHYSICAL = frozenset({"disintegrate", "incinerate", "melt", "pulverize", "shred"})
_NOMINAL: Mapping[str, Level] = {
    "overwrite": Level.CLEAR,
    "block_erase": Level.PURGE,
    "degauss": Level.PURGE,
    "cryptographic_erase": Level.CRYPTOGRAPHIC_ERASE,
} | dict.fromkeys(_PHYSICAL, Level.DESTROY)
_LOGICAL: Mapping[str, tuple[str, ...]] = {
    "overwrite_unlink": ("named_objects_only",),
    "unlink": ("named_objects_only", "drop_is_not_purge"),
    "drop_table": ("named_objects_only", "drop_is_not_purge"),
    "truncate": ("named_objects_only", "drop_is_not_purge"),
    "delete": ("named_objects_only", "drop_is_not_purge"),
    "format": ("drop_is_not_purge",),
    "trim": ("drop_is_not_purge",),
}
_CAPPED: Mapping[str, str] = {
    "sql": "live_database",
    "files": "file_system_remnants",
    "volume": "virtual_volume",
    "object_store": "virtual_volume",
    "external": "medium_not_ours",
    "flash": "flash_remnants",
}
_TITLES: Mapping[Level, Title] = {
    Level.LOGICAL_DELETION: Title.LOGICAL_DELETION,
    Level.CLEAR: Title.ERASURE,
    Level.CRYPTOGRAPHIC_ERASE: Title.ERASURE,
    Level.PURGE: Title.ERASURE,
    Level.DESTROY: Title.DESTRUCTION,
}


def claim(
    medium_kind: str,
    technique: str,
    outcome: Outcome,
    performer: Performer,
    *,
    observed: str = "unreachable",
    conditions: Mapping[str, str] | None = None,
) -> Claim:
    """Return the strongest claim these facts allow.

    ``observed`` is what our own probe saw afterwards (``absent``, ``present``, ``unreachable``).
    ``conditions`` answers :data:`CONDITIONS` with ``yes``, ``no`` or ``unknown``.

    Raises:
        StepRefused: ``partial_never_certified``; ``present_never_certified`` when our probe still
            sees it; ``outcome_not_certifiable`` for outcomes that end nothing, or that nobody of
            ours observed and no other attested.

    """
    if outcome is Outcome.PARTIAL:
        raise StepRefused("partial_never_certified")
    if outcome not in {Outcome.DESTROYED, Outcome.FOUND_ABSENT, Outcome.ATTESTED}:
        raise StepRefused("outcome_not_certifiable", outcome=outcome.value)
    if observed == "present":
        raise StepRefused("present_never_certified")
    seen = observed == "absent"
    if outcome is not Outcome.ATTESTED and not seen:
        raise StepRefused("outcome_not_certifiable", outcome="unobserved")
    if outcome is Outcome.DESTROYED and performer is not Performer.US:
        raise StepRefused("outcome_not_certifiable", outcome="destroyed_by_another")
    level, reasons = _level(medium_kind, technique, conditions or {})
    if outcome is Outcome.ATTESTED:
        look = "absence_observed" if seen else "absence_not_observed"
        return Claim(
            level=Level.LOGICAL_DELETION,
            reasons=("attested_by_another", look, *reasons),
            title=Title.THIRD_PARTY,
            seen=seen,
        )
    if outcome is Outcome.FOUND_ABSENT:
        return Claim(
            level=Level.LOGICAL_DELETION,
            reasons=("found_absent", *reasons),
            title=Title.FOUND_ABSENT,
            seen=True,
        )
    return Claim(level=level, reasons=reasons, title=_TITLES[level], seen=seen)


def _level(
    medium: str, technique: str, conditions: Mapping[str, str]
) -> tuple[Level, tuple[str, ...]]:
    reasons: list[str] = []
    if technique in _LOGICAL:
        level = Level.LOGICAL_DELETION
        reasons += _LOGICAL[technique]
    elif technique in _NOMINAL:
        level = _NOMINAL[technique]
    else:
        level = Level.LOGICAL_DELETION
        reasons.append("technique_unranked")
    if technique == "cryptographic_erase":
        if all(conditions.get(name) == "yes" for name in CONDITIONS):
            level = Level.PURGE
        else:
            reasons.append("key_conditions_unmet")
    spared = medium == "flash" and (technique in _PHYSICAL or technique == "cryptographic_erase")
    cap = None if spared else _CAPPED.get(medium)
    if cap is None and medium not in {"device", "flash"}:
        cap = "medium_unranked"
    if cap is not None:
        level = level.capped(Level.LOGICAL_DELETION)
        reasons.append(cap)
    return level, tuple(dict.fromkeys(reasons))
