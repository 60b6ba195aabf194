"""What a plan must be to make sense, beyond the form of its fields. Pure: no file, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from pydantic import BaseModel

from releve.errors import PlanError
from releve.model.ids import Realm
from releve.model.medium import ExternalMedium, PathwaysMedium, SqlMedium
from releve.model.people import Role
from releve.model.plan import (
    IRREVERSIBLE,
    ArchivesRegime,
    CopyFate,
    Fate,
    Performer,
    Plan,
    ServiceOutcome,
    Verb,
)
from releve.plan import extractions, takeover, witnesses
from releve.plan.media import outside_root, shared
from releve.plan.references import references
from releve.plan.tree import Where, shown

EXERCISE = "/exercice"
"""How the origin of a rehearsal ends, and no other."""

_NEVER_DECIDE = (Role.DPO, Role.OPERATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One rule that a plan breaks, and where."""

    code: str
    path: Where
    facts: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict)


def problems(plan: Plan) -> tuple[Problem, ...]:
    """Return every rule the plan breaks; what is « à compléter » breaks none.

    When names are repeated nothing else is looked at: the other rules would blame the wrong one.
    """
    repeated = tuple(_repeated(plan))
    if repeated:
        return repeated
    rules = (
        _references,
        _cycles,
        _policies,
        _people,
        _adoption,
        _witnesses,
        _realm,
        _required,
        _extents,
        _media,
        _pathways,
        _takeover,
        _handed_over,
    )
    return tuple(problem for rule in rules for problem in rule(plan))


def missing(plan: Plan) -> tuple[Where, ...]:
    """Return the way to each field the plan needs and nobody has decided, in plan order."""
    needed = [(*path, name) for path, item, name, _ in _needs(plan) if getattr(item, name) is None]
    regimes = [
        ("assets", at, "archives_regime")
        for at, asset in enumerate(plan.assets)
        if asset.archives_regime is ArchivesRegime.UNQUALIFIED
    ]
    return tuple(dict.fromkeys((*_open(plan, ()), *needed, *regimes)))


def refuse_incomplete(plan: Plan) -> None:
    """Refuse to run or to adopt a plan that still has a field « à compléter », in any realm.

    Raises:
        PlanError: ``plan_incomplete`` with ``count`` and the first ``field``.

    """
    found = missing(plan)
    if found:
        first = shown(found[0])
        raise PlanError("plan_incomplete", file=None, line=None, field=first, count=len(found))


def _open(value: object, where: Where) -> Iterator[Where]:
    if isinstance(value, BaseModel):
        for name, about in type(value).model_fields.items():
            inner = getattr(value, name)
            if inner is None and about.is_required():
                yield (*where, name)
            yield from _open(inner, (*where, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _open(item, (*where, index))


def _needs(plan: Plan) -> Iterator[tuple[Where, BaseModel, str, str]]:
    """Optional fields that another field makes necessary: way, item, field, because."""
    for at, service in enumerate(plan.services):
        way: Where = ("services", at)
        if service.outcome is ServiceOutcome.HANDED_OVER:
            yield way, service, "recipient", "outcome: handed_over"
        ours = service.performer is Performer.US and service.outcome is ServiceOutcome.STOPPED
        if ours and service.control is not None:
            yield (*way, "control"), service.control, "unit", "performer: us"
    yield from _asset_needs(plan)


def _asset_needs(plan: Plan) -> Iterator[tuple[Where, BaseModel, str, str]]:
    for at, asset in enumerate(plan.assets):
        way: Where = ("assets", at)
        if asset.fate is Fate.KEPT:
            yield way, asset, "fate_reason", "fate: kept"
        if isinstance(asset.medium, PathwaysMedium):
            yield way, asset, "switch_over", "medium: pathways"
        given = asset.restitution
        if None not in {given.recipient, asset.controller} and given.recipient != asset.controller:
            because = f"recipient: {given.recipient}"
            yield (*way, "restitution"), given, "instruction", because
        for number, copy in enumerate(asset.copies):
            if copy.fate is CopyFate.EXPIRES:
                yield (*way, "copies", number), copy, "expires_on", "fate: expires"
            if copy.fate is CopyFate.OUT_OF_SCOPE:
                yield (*way, "copies", number), copy, "reason", "fate: out_of_scope"


def _required(plan: Plan) -> Iterator[Problem]:
    for path, item, name, because in _needs(plan):
        if getattr(item, name) is None and name not in item.model_fields_set:
            yield Problem(code="plan_field_needed", path=(*path, name), facts={"because": because})


def _extents(plan: Plan) -> Iterator[Problem]:
    """Extreme dates go from the first to the last."""
    for at, asset in enumerate(plan.assets):
        extent = asset.extent
        if extent is None or extent.first is None or extent.last is None:
            continue
        if extent.last < extent.first:
            facts = {"first": extent.first.isoformat(), "last": extent.last.isoformat()}
            path: Where = ("assets", at, "extent", "last")
            yield Problem(code="plan_extent_reversed", path=path, facts=facts)


def _repeated(plan: Plan) -> Iterator[Problem]:
    lists: dict[Where, Sequence[str]] = {
        ("organisations",): [item.id for item in plan.organisations],
        ("people",): [item.id for item in plan.people],
        ("contracts",): [item.id for item in plan.contracts],
        ("hosts",): [item.id for item in plan.hosts],
        ("milestones",): [item.id for item in plan.milestones],
        ("services",): [item.id for item in plan.services],
        ("assets",): [item.id for item in plan.assets],
        ("out_of_perimeter",): [item.id for item in plan.out_of_perimeter],
        ("hds_certificates",): [item.id for item in plan.hds_certificates],
        ("risks",): [item.id for item in plan.risks],
        ("costs",): [item.id for item in plan.costs],
    }
    if plan.witnesses is not None:
        lists["witnesses", "keys"] = [item.id for item in plan.witnesses.keys]
    for at, asset in enumerate(plan.assets):
        lists["assets", at, "copies"] = [copy.id for copy in asset.copies]
    for where, ids in lists.items():
        yield from _twice(where, "id", ids)
    yield from _twice(("policies",), "verb", [policy.verb.value for policy in plan.policies])


def _twice(where: Where, key: str, names: Sequence[str]) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name in names[:at]:
            yield Problem(code="plan_id_repeated", path=(*where, at, key), facts={"name": name})


def _references(plan: Plan) -> Iterator[Problem]:
    for found in references(plan):
        if found.name is not None and found.name not in found.known:
            facts: dict[str, str | int | tuple[str, ...]] = {"kind": found.kind, "name": found.name}
            yield Problem(code="plan_reference_unknown", path=found.path, facts=facts)


def _cycles(plan: Plan) -> Iterator[Problem]:
    graphs = {
        "services": {service.id: service.requires for service in plan.services},
        "assets": {asset.id: asset.requires for asset in plan.assets},
    }
    for section, graph in graphs.items():
        done: set[str] = set()
        for name in graph:
            cycle = _cycle(graph, name, (), done)
            if cycle:
                path: Where = (section, list(graph).index(cycle[0]), "requires")
                yield Problem(code="plan_requires_cycle", path=path, facts={"cycle": cycle})
                done.update(cycle)


def _cycle(
    graph: Mapping[str, Sequence[str]], name: str, way: tuple[str, ...], done: set[str]
) -> tuple[str, ...]:
    if name in way:
        return (*way[way.index(name) :], name)
    if name in done:
        return ()
    for needed in graph.get(name, ()):
        cycle = _cycle(graph, needed, (*way, name), done)
        if cycle:
            return cycle
    done.add(name)
    return ()


def _policies(plan: Plan) -> Iterator[Problem]:
    present = {policy.verb for policy in plan.policies}
    for verb in Verb:
        if verb in IRREVERSIBLE and verb not in present:
            facts = {"verb": verb.value}
            yield Problem(code="plan_policy_missing", path=("policies",), facts=facts)
    for at, policy in enumerate(plan.policies):
        path: Where = ("policies", at, "decides")
        for role in _NEVER_DECIDE:
            if role in policy.decides:
                facts = {"role": role.value, "verb": policy.verb.value}
                yield Problem(code="plan_role_never_decides", path=path, facts=facts)
        absent = {Role.CONTROLLER, Role.LEAD} - set(policy.decides)
        if policy.verb is Verb.DESTROY and absent:
            names = tuple(sorted(role.value for role in absent))
            yield Problem(code="plan_destroy_quorum", path=path, facts={"absent": names})


def _people(plan: Plan) -> Iterator[Problem]:
    holder: dict[str, str] = {}
    for at, person in enumerate(plan.people):
        for number, key in enumerate(person.keys or ()):
            if key in holder:
                path: Where = ("people", at, "keys", number)
                facts = {"person": person.id, "other": holder[key]}
                yield Problem(code="plan_key_shared", path=path, facts=facts)
            holder[key] = person.id
        since, until = person.valid_from, person.valid_until
        if since is not None and until is not None and since >= until:
            path = ("people", at, "valid_until")
            yield Problem(code="plan_office_ends_before_it_starts", path=path)
    speaks = {p.organisation for p in plan.people if Role.CONTROLLER in p.roles}
    for at, asset in enumerate(plan.assets):
        if asset.fate is Fate.DESTROYED and asset.controller not in {None, *speaks}:
            path = ("assets", at, "controller")
            facts = {"organisation": str(asset.controller)}
            yield Problem(code="plan_nobody_speaks_for", path=path, facts=facts)


def _adoption(plan: Plan) -> Iterator[Problem]:
    if plan.adoption is None:
        return
    people = plan.adoption.people
    if len(set(people)) < len(people):
        yield Problem(code="plan_quorum_counts_twice", path=("adoption", "people"))
    elif plan.adoption.threshold > len(people):
        facts = {"threshold": plan.adoption.threshold, "people": len(people)}
        yield Problem(code="plan_quorum_unreachable", path=("adoption", "threshold"), facts=facts)


def _witnesses(plan: Plan) -> Iterator[Problem]:
    if plan.witnesses is None:
        return
    if plan.witnesses.threshold > len(plan.witnesses.keys):
        counts = {"threshold": plan.witnesses.threshold, "keys": len(plan.witnesses.keys)}
        path: Where = ("witnesses", "threshold")
        yield Problem(code="plan_witness_quorum_unreachable", path=path, facts=counts)
    for path in witnesses.unusable(plan):
        yield Problem(code="plan_witness_key_refused", path=path)
    for path, name, other in witnesses.shared(plan):
        facts = {"one": name, "other": other}
        yield Problem(code="plan_witness_shared", path=path, facts=facts)


def _realm(plan: Plan) -> Iterator[Problem]:
    if plan.origin.endswith(EXERCISE) is not (plan.realm is Realm.REHEARSAL):
        facts = {"realm": plan.realm.value, "suffix": EXERCISE}
        yield Problem(code="plan_realm_origin", path=("origin",), facts=facts)
    if plan.timezone not in available_timezones():
        yield Problem(
            code="plan_timezone_unknown", path=("timezone",), facts={"name": plan.timezone}
        )


def _media(plan: Plan) -> Iterator[Problem]:
    for path in outside_root(plan):
        yield Problem(code="plan_path_outside_root", path=path)
    for path, name, other in shared(plan):
        yield Problem(code="plan_medium_shared", path=path, facts={"one": name, "other": other})


def _pathways(plan: Plan) -> Iterator[Problem]:
    for at, asset in enumerate(plan.assets):
        seen = asset.medium.probe if isinstance(asset.medium, ExternalMedium) else asset.medium
        if asset.pathways_table is None or seen is None:
            continue
        if isinstance(seen, PathwaysMedium) and asset.pathways_table == takeover.PERSONS:
            continue
        if not isinstance(seen, SqlMedium) or asset.pathways_table not in seen.tables:
            path: Where = ("assets", at, "pathways_table")
            facts = {"name": asset.pathways_table}
            yield Problem(code="plan_pathways_table_unlisted", path=path, facts=facts)


def _takeover(plan: Plan) -> Iterator[Problem]:
    for path, code, facts in (*takeover.faults(plan), *extractions.faults(plan)):
        yield Problem(code=code, path=path, facts=facts)


def _handed_over(plan: Plan) -> Iterator[Problem]:
    """A hand-over is ours to carry out: it removes *our* accesses, and evidence says who did it."""
    for at, service in enumerate(plan.services):
        ours = service.performer in {None, Performer.US}
        if service.outcome is ServiceOutcome.HANDED_OVER and not ours:
            path: Where = ("services", at, "performer")
            facts = {"performer": str(service.performer)}
            yield Problem(code="plan_hand_over_by_another", path=path, facts=facts)
