"""ServiceRequest and QuestionnaireResponse: what was asked of the DAC, and what it assessed."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote

from releve.pathways.fhir.draft import Draft, Resource, form, lacking
from releve.pathways.fhir.vocabulary import REQUEST_STATUS
from releve.pathways.record import Record

REQUEST = form("request", "ServiceRequest", "requester", "received_at", "reason", "urgent")
ASSESSMENT = form("assessment", "QuestionnaireResponse", "author", "done_on", "answers")


def request(draft: Draft, record: Record) -> None:
    """Write the ServiceRequest. R4 has one status for two of ours: the exact one is carried."""
    found, values, absent = draft.begin(REQUEST, record)
    status = REQUEST_STATUS.get(str(values.get("status", "")))
    found["status"] = status or "unknown"
    found["intent"] = "order"
    if "urgent" in values:
        found["priority"] = "urgent" if values["urgent"] else "routine"
    found["subject"] = draft.subject
    if "received_at" in values:
        found["authoredOn"] = values["received_at"]
    if "requester" in values:
        found["requester"] = draft.to(values["requester"])
    if "reason" in values:
        found["reasonCode"] = [{"text": values["reason"]}]
    elif "reason" in absent:
        found["reasonCode"] = [lacking(absent, "reason")]


def assessment(draft: Draft, record: Record) -> None:
    """Write the QuestionnaireResponse: one item per answer, in the order of the grid."""
    found, values, _ = draft.begin(ASSESSMENT, record)
    if "grid" in values:
        found["questionnaire"] = _canonical(str(values["grid"]), str(values.get("version", "")))
    found["status"] = "completed"
    found["subject"] = draft.subject
    if "done_on" in values:
        found["authored"] = values["done_on"]
    if "author" in values:
        found["author"] = draft.to(values["author"])
    answers = values.get("answers")
    if isinstance(answers, Sequence) and answers:
        found["item"] = [
            _item(number, answer)
            for number, answer in enumerate(answers, 1)
            if isinstance(answer, Mapping)
        ]


def _item(number: int, answer: Mapping[str, object]) -> Resource:
    return {
        "linkId": str(number),
        "text": answer["item"],
        "answer": [{"valueString": answer["value"]}],
    }


@lru_cache(maxsize=1024)
def _canonical(grid: str, version: str) -> str:
    """Name the grid as FHIR names a questionnaire; the grid as worded is carried besides."""
    named = f"urn:releve:grid:{quote(grid, safe='')}"
    return f"{named}|{quote(version, safe='')}" if version else named
