"""`releve plan check` and `releve plan show`: what a plan says, before anybody adopts it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from releve.errors import PlanError
from releve.model.ids import Realm
from releve.model.plan import DataAsset, Milestone, Plan, Service
from releve.model.time import instant_text
from releve.plan.reader import Missing, check_plan, read_plan
from releve.textes import sentence


def plan_check(path: Path, overlays: Sequence[Path], out: TextIO, *, complete: bool = False) -> int:
    """Print every defect, or what is still « à compléter »; return the exit code.

    0 when the plan can be read, 11 when it cannot, or when ``complete`` is asked and it is not.
    """
    errors = check_plan(path, overlays)
    for error in errors:
        print(_located(error), file=out)
    if errors:
        print(sentence("plan.check.refused", {"count": len(errors)}), file=out)
        return PlanError.exit_code
    found = read_plan(path, overlays)
    print(sentence("plan.check.accepted", {"title": found.plan.title}), file=out)
    print(sentence("plan.check.digest", {"digest": found.digest}), file=out)
    for line in _left(found.missing):
        print(line, file=out)
    return PlanError.exit_code if complete and found.missing else 0


def plan_show(path: Path, overlays: Sequence[Path], out: TextIO) -> int:
    """Print a plan as people read it; return the exit code."""
    errors = check_plan(path, overlays)
    for error in errors:
        print(_located(error), file=out)
    if errors:
        return PlanError.exit_code
    for line in _summary(read_plan(path, overlays).plan):
        print(line, file=out)
    return 0


def _located(error: PlanError) -> str:
    line, field = error.facts.get("line"), error.facts.get("field")
    place = f"{error.facts.get('file')}:{line}" if line else f"{error.facts.get('file')}"
    said = sentence(error.code, error.facts)
    return f"{place}: {field}: {said}" if field else f"{place}: {said}"


def _left(missing: Sequence[Missing]) -> Iterator[str]:
    if not missing:
        yield sentence("plan.check.complete", {})
        return
    yield sentence("plan.check.missing", {"count": len(missing)})
    sections = Counter(_section(one) for one in missing)
    for section, count in sections.items():
        named = sentence(f"section.{section}", {})
        yield "  " + sentence("plan.check.section", {"section": named, "count": count})
        for one in missing:
            if _section(one) == section:
                yield f"    {one.file}:{one.line}: {one.path}"


def _section(one: Missing) -> str:
    return one.path.partition(".")[0].partition("[")[0]


def _summary(plan: Plan) -> Iterator[str]:
    if plan.realm is Realm.REHEARSAL:
        yield sentence("plan.show.exercise", {})
    yield plan.title
    yield ""
    yield sentence("plan.show.milestones", {})
    for milestone in plan.milestones:
        yield f"  {milestone.id} – {milestone.title}"
        yield f"    {_dates(milestone)}"
    yield ""
    yield sentence("plan.show.services", {})
    for service in plan.services:
        yield f"  {service.name} : {_outcome(plan, service)}"
    yield ""
    yield sentence("plan.show.assets", {})
    for asset in plan.assets:
        yield from _asset(plan, asset)
    yield ""
    yield sentence("plan.show.policies", {})
    for policy in plan.policies:
        facts = {
            "verb": sentence(f"verb.{policy.verb}", {}),
            "decides": " + ".join(sentence(f"role.{role}", {}) for role in policy.decides),
            "kind": sentence(f"signature.{policy.least_kind}", {}),
            "days": policy.approval_valid_days,
        }
        yield "  " + sentence("plan.show.policy", facts)
    yield from _witnesses(plan)
    if plan.out_of_perimeter:
        yield ""
        yield sentence("plan.show.outside", {})
    for outside in plan.out_of_perimeter:
        yield f"  {outside.name} : {outside.reason}"


def _witnesses(plan: Plan) -> Iterator[str]:
    if plan.witnesses is None:
        return
    yield ""
    need = {"need": plan.witnesses.threshold, "count": len(plan.witnesses.keys)}
    yield sentence("plan.show.witnesses", need)
    for one in plan.witnesses.keys:
        kept = one.key or sentence("plan.show.open", {})
        yield f"  {plan.organisation(one.organisation).name} : {kept}"


def _dates(milestone: Milestone) -> str:
    on = sentence(f"precision.{milestone.due.precision}", {"on": milestone.due.on.isoformat()})
    due = sentence("plan.show.due", {"due": on})
    window = milestone.window
    if window is None:
        return f"{due} ; {sentence('plan.show.no_window', {})}"
    facts = {"opens": instant_text(window.opens), "closes": instant_text(window.closes)}
    return f"{due} ; {sentence('plan.show.window', facts)}"


def _outcome(plan: Plan, service: Service) -> str:
    said = sentence(f"outcome.{service.outcome}", {})
    if service.recipient is not None:
        said = f"{said} → {plan.organisation(service.recipient).name}"
    return f"{said} ({service.milestone})"


def _asset(plan: Plan, asset: DataAsset) -> Iterator[str]:
    owner = plan.organisation(asset.controller).name if asset.controller else None
    held_for = owner or sentence("plan.show.open", {})
    fate = sentence(f"fate.{asset.fate}", {})
    yield f"  {asset.title} – {held_for} : {fate} ({asset.milestone})"
    copies = ", ".join(
        f"{copy.title} ({sentence(f'copy_fate.{copy.fate}', {})})" for copy in asset.copies
    )
    if copies:
        yield "    " + sentence("plan.show.copies", {"copies": copies})
