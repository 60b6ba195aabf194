"""CarePlan, Goal and Task: the personalised plan (PPCS), its goals and its actions."""

from collections.abc import Sequence

from releve.pathways.fhir.consent import agreement
from releve.pathways.fhir.draft import Draft, Resource, form, lacking
from releve.pathways.fhir.vocabulary import ACHIEVEMENT, GOAL_PLAN, TASK_STATUS
from releve.pathways.record import Record

CARE_PLAN = form("care_plan", "CarePlan", "referent", "written_on", "problems")
GOAL = form("goal", "Goal", "care_plan", "description", "achieved")
ACTION = form(
    "action",
    "Task",
    *("care_plan", "owner", "title", "status", "due_on", "done_on", "result"),
)
ACHIEVED = {True: "achieved", False: "not-achieved"}
TITLE: Resource = {"text": "titre"}
RESULT: Resource = {"text": "résultat"}


def care_plan(
    draft: Draft, record: Record, goals: Sequence[Record], actions: Sequence[Record]
) -> None:
    """Write the CarePlan, its goals and actions by reference, and the agreement as a Consent."""
    found, values, _ = draft.begin(CARE_PLAN, record)
    found["status"] = "active"
    found["intent"] = "plan"
    found["title"] = "Plan personnalisé de coordination en santé"
    if "problems" in values:
        found["description"] = values["problems"]
    found["subject"] = draft.subject
    if "written_on" in values:
        found["created"] = values["written_on"]
    if "referent" in values:
        found["author"] = draft.to(values["referent"])
    agreed = values.get("agreement")
    if isinstance(agreed, bool):
        found["supportingInfo"] = [agreement(draft, record, agreed=agreed)]
    if goals:
        found["goal"] = [draft.to(one.id) for one in goals]
    if actions:
        found["activity"] = [{"reference": draft.to(one.id)} for one in actions]


def goal(draft: Draft, record: Record, needs: Sequence[Record]) -> None:
    """Write the Goal; ``needs`` are the requests that the pathway answers."""
    found, values, absent = draft.begin(GOAL, record)
    achieved = values.get("achieved")
    found["lifecycleStatus"] = "completed" if achieved is True else "active"
    if isinstance(achieved, bool):
        coding = {"system": ACHIEVEMENT, "code": ACHIEVED[achieved]}
        found["achievementStatus"] = {"coding": [coding]}
    if "description" in values:
        found["description"] = {"text": values["description"]}
    else:
        found["description"] = lacking(absent, "description")
    found["subject"] = draft.subject
    if needs:
        found["addresses"] = [draft.to(one.id) for one in needs]
    if "care_plan" in values:
        plan = {"url": GOAL_PLAN, "valueReference": draft.to(values["care_plan"])}
        ours = found.get("extension", [])
        found["extension"] = [*ours, plan] if isinstance(ours, list) else [plan]


def action(draft: Draft, record: Record) -> None:
    """Write the Task: the title as TDDUI's input, the result as an output."""
    found, values, absent = draft.begin(ACTION, record)
    if "care_plan" in values:
        found["basedOn"] = [draft.to(values["care_plan"])]
    status = TASK_STATUS.get(str(values.get("status", "")))
    if status is None:
        found["_status"] = lacking(absent, "status")
    else:
        found["status"] = status
    found["intent"] = "plan"
    found["for"] = draft.subject
    if "owner" in values:
        found["owner"] = draft.to(values["owner"])
    if "due_on" in values:
        found["restriction"] = {"period": {"end": values["due_on"]}}
    if "done_on" in values:
        found["executionPeriod"] = {"end": values["done_on"]}
    if "title" in values:
        found["description"] = values["title"]
        found["input"] = [_part(TITLE, values["title"])]
    if "result" in values:
        found["output"] = [_part(RESULT, values["result"])]


def _part(kind: Resource, text: object) -> Resource:
    return {"type": kind, "valueString": text}
