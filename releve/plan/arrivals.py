"""When what a recipient says it holds is what it was given, and whose move it is when it is not.

It is the package, whole. Of pathways alone, the controller may have signed what is left of it: some
that the successor cannot load are given up, some are merged into a person it knew. Without that
signed decision another root blocks, whoever says that all is well.
"""

from typing import TypeAlias

from releve.errors import ActRefused
from releve.ledger.subject import Arrived, RecordedAct, SubjectState
from releve.model.acts import Act, ActKind
from releve.model.medium import PathwaysMedium
from releve.model.people import Role
from releve.model.plan import DataAsset
from releve.plan.situation import role_at
from releve.plan.steps import Reason

Claim: TypeAlias = tuple[str, str, str]
"""Root, records and pathways, as acts write them."""


def claim(act: RecordedAct) -> Claim:
    """Return what a receipt says was loaded, or a decision says is to be."""
    return act.fields["root"], act.fields["records"], act.fields["pathways"]


def expected(asset: DataAsset, known: SubjectState) -> tuple[Claim, ...]:
    """Return what may be held: the package, or what the last decision on it leaves."""
    exported, decided = known.exported, known.decided
    if exported is None:
        return ()
    whole = (exported.root, str(exported.records), str(exported.pathways))
    if (
        decided is None
        or decided.fields["package"] != exported.package
        or not isinstance(asset.medium, PathwaysMedium)
    ):
        return (whole,)
    return whole, claim(decided)


def accepted_root(asset: DataAsset, known: SubjectState) -> str | None:
    """Return the root that an acceptance names: that of the receipt, where it is expected."""
    if known.receipt is not None and claim(known.receipt) in expected(asset, known):
        return known.receipt.fields["root"]
    return known.exported.root if known.exported is not None else None


def rested_on(known: SubjectState) -> RecordedAct | None:
    """Return the decision that makes a receipt's root an expected one, if it is one that does."""
    receipt, decided = known.receipt, known.decided
    if receipt is None or decided is None or receipt.fields["root"] != decided.fields["root"]:
        return None
    return decided


def unarrived(asset: DataAsset, known: SubjectState) -> Reason | None:
    """Say why what the receipt claims is not believed, and whose move it is; ``None`` if it is."""
    receipt, exported, arrived = known.receipt, known.exported, known.arrived
    if receipt is None or exported is None:
        return None
    claimed = claim(receipt)
    recipient = role_at(Role.RECIPIENT, asset.restitution.recipient)
    if arrived is not None and arrived.refusals:
        told = (("entry", arrived.index), ("refusals", len(arrived.refusals)))
        return Reason(code="arrival_refused", mover=recipient, facts=told)
    if claimed not in expected(asset, known):
        if arrived is not None and arrived.rejected + arrived.doubtful:
            counted = (("rejected", arrived.rejected), ("doubtful", arrived.doubtful))
            if arrived.answered:
                return Reason(code="pathways_awaited", mover=recipient, facts=counted)
            controller = role_at(Role.CONTROLLER, asset.controller)
            return Reason(code="pathways_undecided", mover=controller, facts=counted)
        facts = (("exported", exported.records), ("received", claimed[1]))
        return Reason(code="receipt_differs", mover=recipient, facts=facts)
    if arrived is not None and claimed != _attested(arrived):
        return Reason(
            code="receipt_contradicts_attestation",
            mover=recipient,
            facts=(("entry", receipt.index), ("attestation", arrived.index)),
        )
    return None


def admit_decision(act: Act, asset: DataAsset | None, known: SubjectState) -> None:
    """Refuse a decision on another package, or that leaves more than was delivered.

    What it leaves exactly is computed where the decisions are kept (``flows.decisions``).

    Raises:
        ActRefused: ``decision_of_another_package``, ``decision_adds``.

    """
    if act.kind is not ActKind.DECISION:
        return
    exported = known.exported
    if (
        asset is None
        or not isinstance(asset.medium, PathwaysMedium)
        or exported is None
        or known.delivered is None
        or act.fields["package"] != exported.package
    ):
        raise ActRefused("decision_of_another_package", subject=act.subject)
    if not (
        _at_most(act.fields["records"], exported.records)
        and _at_most(act.fields["pathways"], exported.pathways)
    ):
        raise ActRefused("decision_adds", subject=act.subject)


def _at_most(written: str, count: int) -> bool:
    return written.isascii() and written.isdecimal() and int(written) <= count


def _attested(arrived: Arrived) -> Claim:
    return arrived.root or "-", str(arrived.records), str(arrived.pathways)
