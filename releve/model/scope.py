"""The perimeter of an evidence folder: the whole programme, one service, or one controller's part.

A partial folder holds the whole ledger, which names nobody, and the files of the subjects that its
perimeter needs. Both the performer and the auditor compute these from the adopted plans.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import PLAN_SUBJECT, asset_subject, copy_subject, service_subject
from releve.model.plan import Plan


class ScopeKind(StrEnum):
    """What a perimeter is drawn around."""

    PROGRAMME = "programme"
    SERVICE = "service"
    CONTROLLER = "controller"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A perimeter: ``name`` is the id of the programme, the service or the controlling body."""

    kind: ScopeKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimeter:
    """A scope and its subjects under the adopted plans."""

    scope: Scope
    subjects: frozenset[str]

    def holds(self, entry: Entry) -> bool:
        """Tell whether the files that an entry names belong here."""
        return in_scope(entry, self.subjects)


BINDING = frozenset({ActKind.PLAN_ADOPTION, ActKind.REVOCATION, ActKind.ROLLOVER})
"""Acts that bind everybody, whatever subject their entry names."""


def scope_subjects(plan: Plan, scope: Scope) -> frozenset[str]:
    """Return the subjects of a perimeter under one plan, those needed to judge them included."""
    return subjects_under([plan], scope)


def subjects_under(plans: Iterable[Plan], scope: Scope) -> frozenset[str]:
    """Return the subjects that are in a perimeter under any of these plans; none if it is unknown.

    An asset comes with its copies, with the services that must end before its data go, and with
    the assets it requires; a service, with the services it requires. What one plan says is needed
    is needed for good: later plans take nothing out.
    """
    known = tuple(plans)
    waiting = [one for plan in known for one in _named(plan, scope)]
    found: set[str] = set()
    while waiting:
        subject = waiting.pop()
        if subject not in found:
            found.add(subject)
            waiting.extend(one for plan in known for one in _needed(plan, subject))
    return frozenset(found)


def in_scope(entry: Entry, subjects: frozenset[str]) -> bool:
    """Tell whether the files that an entry names belong to a perimeter.

    A paper, and the return of a slip, belong where everything they tell of does; a paper of the
    whole programme, nowhere.
    """
    if entry.kind is EntryKind.SLIP_RETURNED:
        named = set(_returned(entry))
        return bool(named) and subjects.issuperset(named)
    if entry.kind is EntryKind.DOCUMENT_ISSUED:
        told = entry.body.get("subjects")
        listed = told if isinstance(told, Sequence) and not isinstance(told, str) else ()
        return bool(listed) and subjects.issuperset(map(str, listed))
    if entry.subject == PLAN_SUBJECT or entry.subject in subjects:
        return True
    return entry.kind is EntryKind.ACT_RECORDED and str(entry.body.get("act")) in BINDING


def signed_elsewhere(entries: Sequence[Entry], subjects: frozenset[str]) -> frozenset[int]:
    """Return the signatures of papers that belong nowhere here: what was scanned stays out.

    The acts bind the plan and are in every folder; a scan shows the whole paper, by hand signed.
    """
    papers = {
        str(one.body.get("statement")): one
        for one in entries
        if one.kind is EntryKind.DOCUMENT_ISSUED
    }
    signed = (
        (one.index, papers.get(_signed(one)))
        for one in entries
        if one.kind is EntryKind.ACT_RECORDED and one.body.get("act") == ActKind.SIGNING.value
    )
    return frozenset(at for at, paper in signed if paper and not in_scope(paper, subjects))


def _signed(entry: Entry) -> str:
    """Return the digest of the text that an act of signing names."""
    fields = entry.body.get("fields")
    return str(fields.get("document")) if isinstance(fields, Mapping) else ""


def _returned(entry: Entry) -> Iterator[str]:
    """Yield the subjects of a returned slip's lines."""
    lines = entry.body.get("lines")
    if isinstance(lines, Sequence) and not isinstance(lines, str):
        for one in lines:
            yield asset_subject(str(one.get("asset"))) if isinstance(one, Mapping) else "-"


def _named(plan: Plan, scope: Scope) -> Iterator[str]:
    name = scope.name
    if scope.kind is ScopeKind.PROGRAMME:
        return plan.subjects() if plan.programme == name else iter(())
    if scope.kind is ScopeKind.SERVICE:
        services = [one.id for one in plan.services if one.id == name]
        assets = [one.id for one in plan.assets if name in one.services]
    else:
        services = [one.id for one in plan.services if one.controller == name]
        assets = [one.id for one in plan.assets if one.controller == name]
    return iter([*map(service_subject, services), *map(asset_subject, assets)])


def _needed(plan: Plan, subject: str) -> Iterator[str]:
    for service in plan.services:
        if service_subject(service.id) == subject:
            yield from map(service_subject, service.requires)
    for asset in plan.assets:
        if asset_subject(asset.id) == subject:
            yield from (copy_subject(asset.id, copy.id) for copy in asset.copies)
            yield from map(service_subject, asset.services)
            yield from map(asset_subject, asset.requires)
