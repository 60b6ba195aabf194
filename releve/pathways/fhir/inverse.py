"""The inverse of each builder: the values of a record out of its resource."""

import base64
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from releve.pathways.fhir import demography
from releve.pathways.fhir.consent import NATURES
from releve.pathways.fhir.document import PIECES
from releve.pathways.fhir.event import EVENT_TYPES
from releve.pathways.fhir.node import Node, coded, each, extension, inside, text
from releve.pathways.fhir.plan import ACHIEVED
from releve.pathways.fhir.recovery import Found, Recovery, instant, put
from releve.pathways.fhir.vocabulary import (
    ACHIEVEMENT,
    ENCOUNTER_STATUS,
    FLAG_PRIORITY,
    GOAL_PLAN,
    PRIORITY,
    PRIORITY_CODES,
    SHA256,
    TASK_STATUS,
    inverse,
)

_TASK_STATUS = inverse(TASK_STATUS)
_ENCOUNTER_STATUS = inverse(ENCOUNTER_STATUS)
_PRIORITY = inverse(PRIORITY)
_URGENT = {"urgent": True, "routine": False}
_ACHIEVED = {code: achieved for achieved, code in ACHIEVED.items()}


def _request(node: Node, values: Found, recovery: Recovery) -> None:
    put(values, "received_at", instant(node, "authoredOn"))
    put(values, "reason", text(inside(node, "reasonCode"), "text"))
    put(values, "urgent", _URGENT.get(str(node.get("priority"))))
    recovery.to(values, "requester", inside(node, "requester"))
    recovery.carried("request", values, node)


def _assessment(node: Node, values: Found, recovery: Recovery) -> None:
    put(values, "done_on", text(node, "authored"))
    recovery.to(values, "author", inside(node, "author"))
    values["answers"] = [
        {"item": item, "value": value}
        for one in each(node, "item")
        if (item := text(one, "text")) and (value := text(inside(one, "answer"), "valueString"))
    ]
    recovery.carried("assessment", values, node)


def _care_plan(node: Node, values: Found, recovery: Recovery) -> None:
    put(values, "problems", text(node, "description"))
    put(values, "written_on", text(node, "created"))
    recovery.to(values, "referent", inside(node, "author"))
    recovery.carried("care_plan", values, node)


def _goal(node: Node, values: Found, recovery: Recovery) -> None:
    put(values, "description", text(inside(node, "description"), "text"))
    code = coded(inside(node, "achievementStatus"), ACHIEVEMENT)
    put(values, "achieved", _ACHIEVED.get(code or ""))
    plan = inside(extension(node, GOAL_PLAN), "valueReference")
    recovery.to(values, "care_plan", plan)
    recovery.carried("goal", values, node)


def _action(node: Node, values: Found, recovery: Recovery) -> None:
    recovery.to(values, "care_plan", inside(node, "basedOn"))
    recovery.to(values, "owner", inside(node, "owner"))
    put(values, "title", text(node, "description"))
    put(values, "status", _TASK_STATUS.get(str(node.get("status"))))
    put(values, "due_on", text(inside(node, "restriction", "period"), "end"))
    put(values, "done_on", text(inside(node, "executionPeriod"), "end"))
    put(values, "result", text(inside(node, "output"), "valueString"))
    recovery.carried("action", values, node)


def _event(node: Node, values: Found, recovery: Recovery) -> None:
    put(values, "type", coded(inside(node, "type"), EVENT_TYPES))
    put(values, "start", instant(inside(node, "period"), "start"))
    put(values, "end", instant(inside(node, "period"), "end"))
    put(values, "status", _ENCOUNTER_STATUS.get(str(node.get("status"))))
    recovery.to(values, "organiser", inside(node, "participant", "individual"))
    recovery.carried("event", values, node)


def _alert(node: Node, values: Found, recovery: Recovery) -> None:
    level = coded(inside(extension(node, FLAG_PRIORITY), "valueCodeableConcept"), PRIORITY_CODES)
    put(values, "severity", _PRIORITY.get(level or ""))
    put(values, "trigger", text(inside(node, "code"), "text"))
    put(values, "raised_at", instant(inside(node, "period"), "start"))
    put(values, "acknowledged_at", instant(inside(node, "period"), "end"))
    recovery.carried("alert", values, node)


def _note(node: Node, values: Found, recovery: Recovery) -> None:
    put(values, "written_at", instant(node, "date"))
    put(values, "category", text(inside(node, "type"), "text"))
    recovery.to(values, "author", inside(node, "author"))
    recovery.to(values, "reply_to", inside(node, "relatesTo", "target"))
    data = text(inside(node, "content", "attachment"), "data")
    if data is not None:
        try:
            values["text"] = base64.b64decode(data, validate=True).decode()
        except ValueError:
            values.pop("text", None)  # what is there is no text: the record lacks it
    recovery.carried("note", values, node)


def _document(node: Node, values: Found, recovery: Recovery) -> None:
    put(values, "title", text(node, "description"))
    put(values, "deposited_at", instant(node, "date"))
    put(values, "class", text(inside(node, "type"), "text"))
    recovery.to(values, "author", inside(node, "author"))
    attachment = inside(node, "content", "attachment")
    put(values, "media_type", text(attachment, "contentType"))
    url, size = text(attachment, "url"), attachment.get("size")
    sha256 = text(extension(attachment, SHA256), "valueString")
    if url and url.startswith(PIECES) and sha256 and isinstance(size, int):
        path = unquote(url[len(PIECES) :])
        values["file"] = {"path": path, "sha256": sha256, "size": size}
    recovery.carried("document", values, node)


def _consent(node: Node, values: Found, recovery: Recovery) -> None:
    for category in each(node, "category"):
        put(values, "nature", coded(category, NATURES))
    put(values, "scope", text(inside(node, "policyRule"), "text"))
    put(values, "collected_on", text(node, "dateTime"))
    put(values, "withdrawn_on", text(inside(node, "provision", "period"), "end"))
    put(values, "trace", text(inside(node, "sourceAttachment"), "data"))
    recovery.carried("consent", values, node)


READERS: Mapping[str, Callable[[Node, Found, Recovery], None]] = {
    "person": demography.person,
    "person:episode": demography.episode,
    "person:team": demography.team,
    "relative": demography.relative,
    "request": _request,
    "assessment": _assessment,
    "care_plan": _care_plan,
    "goal": _goal,
    "action": _action,
    "event": _event,
    "note": _note,
    "document": _document,
    "alert": _alert,
    "consent": _consent,
    "professional": demography.professional,
    "professional:role": demography.role,
    "organisation": demography.organisation,
}
"""By the entity in our identifier's system. A member who is only a name, and the agreement to a
plan, repeat what the team and the plan hold: they are not read.
"""
