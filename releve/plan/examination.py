"""The guard of doubt: nothing is done for good on an act whose key may have been in other hands."""

from collections.abc import Iterator

from releve.ledger.subject import RecordedAct, SubjectState
from releve.model.acts import ActKind
from releve.model.ids import asset_subject
from releve.model.people import Role
from releve.model.plan import ArchivesRegime
from releve.plan.arrivals import rested_on
from releve.plan.authority import organisation_for
from releve.plan.situation import Situation, role_at
from releve.plan.steps import Reason

_SIGNERS = {
    ActKind.RECEIPT: Role.RECIPIENT,
    ActKind.ACCEPTANCE: Role.CONTROLLER,
    ActKind.DECISION: Role.CONTROLLER,
    ActKind.SCOPE: Role.CONTROLLER,
    ActKind.TEST: Role.CONTROLLER,
    ActKind.WAIVER: Role.CONTROLLER,
    ActKind.VISA: Role.ARCHIVIST,
    ActKind.EXEMPTION: Role.ARCHIVIST,
    ActKind.RELAY: Role.CLINICIAN,
    ActKind.TRANSFER: Role.RECIPIENT,
    ActKind.NOTICE: Role.LEAD,
}
"""Who can sign again what a step rests on."""


def acts_beyond_doubt(situation: Situation) -> Reason | None:
    """An act of a key declared compromised is signed again before anything rests on it.

    Approvals need no guard of doubt: those of a revoked key no longer count.
    """
    for act in _resting_on(situation):
        since = situation.state.doubt(act)
        if since is not None:
            role = _SIGNERS[act.kind]
            body = organisation_for(situation.plan, role, act.subject)
            told = (("act", act.kind.value), ("entry", act.index), ("since", since.isoformat()))
            facts = (*told, ("subject", act.subject))
            return Reason(code="act_to_examine", mover=role_at(role, body), facts=facts)
    return None


def _resting_on(situation: Situation) -> Iterator[RecordedAct]:
    """Yield the acts that the step of a subject would rest on, besides its approvals."""
    asset, known, parent = situation.asset, situation.known, situation.parent
    if asset is not None:
        cleared = asset.archives_regime is not ArchivesRegime.PRIVATE
        found = [*_given_back(parent), parent.archives if cleared else None]
        if situation.copy is None:
            for name in asset.requires:
                found += _given_back(situation.state.of(asset_subject(name)))
    else:
        asked = known.request.digest if known.request else None
        ours = known.transfer is not None and known.transfer.fields["request"] == asked
        followed = situation.service is not None and situation.service.active_follow_up is not None
        found = [known.relay if followed else None, known.transfer if ours else None]
        notices = situation.service.notices if situation.service is not None else ()
        found += [known.notices.get(one.audience.value) for one in notices]
    yield from (one for one in found if one is not None)


def _given_back(known: SubjectState) -> tuple[RecordedAct | None, ...]:
    """Return what says that an asset was given back, and waived what did not pass."""
    waived = (known.waivers.get(str(index)) for index, _ in known.findings.values())
    return known.scope, known.receipt, rested_on(known), known.tested, known.acceptance, *waived
