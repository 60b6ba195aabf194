"""DocumentReference: the notes of the liaison notebook, and the documents of a pathway.

``attachment.hash`` is SHA-1 because FHIR defines it so; it proves nothing here. A document's
SHA-256 travels beside it, and every file's is in the manifest of the package.
"""

import base64
import hashlib
from collections.abc import Mapping
from urllib.parse import quote

from releve.pathways.fhir.draft import Absences, Draft, Resource, Values, form, lacking
from releve.pathways.fhir.vocabulary import SHA256
from releve.pathways.record import Record

NOTE = form("note", "DocumentReference", "author", "reply_to", "written_at", "category", "text")
DOCUMENT = form(
    "document",
    "DocumentReference",
    *("author", "title", "class", "media_type", "file", "deposited_at"),
)
PLAIN = "text/plain; charset=utf-8"
PIECES = "pieces/"
"""Where attachments are, from the root of a package's content."""


def inline(data: bytes, media_type: str) -> Resource:
    """Return the attachment that holds its own bytes, with their size and SHA-1."""
    digest = hashlib.sha1(data, usedforsecurity=False).digest()
    return {
        "contentType": media_type,
        "data": base64.b64encode(data).decode(),
        "size": len(data),
        "hash": base64.b64encode(digest).decode(),
    }


def note(draft: Draft, record: Record) -> None:
    """Write the DocumentReference of a note: its text inline, the thread by ``relatesTo``."""
    found, values, absent = draft.begin(NOTE, record)
    _described(draft, found, values, kind="category", at="written_at")
    if "reply_to" in values:
        found["relatesTo"] = [{"code": "appends", "target": draft.to(values["reply_to"])}]
    attachment = lacking(absent, "text")
    if "text" in values:
        attachment = inline(str(values["text"]).encode(), PLAIN)
    found["content"] = [{"attachment": attachment}]


def document(draft: Draft, record: Record) -> None:
    """Write the DocumentReference of a file: its bytes are beside, in ``pieces/``."""
    found, values, absent = draft.begin(DOCUMENT, record)
    _described(draft, found, values, kind="class", at="deposited_at")
    if "title" in values:
        found["description"] = values["title"]
    found["content"] = [{"attachment": _file(draft, values, absent)}]


def _described(draft: Draft, found: Resource, values: Values, *, kind: str, at: str) -> None:
    found["status"] = "current"
    if kind in values:
        found["type"] = {"text": values[kind]}
    found["subject"] = draft.subject
    if at in values:
        found["date"] = values[at]
    if "author" in values:
        found["author"] = [draft.to(values["author"])]


def _file(draft: Draft, values: Values, absent: Absences) -> Resource:
    attachment: Resource = {}
    file = values.get("file")
    if "media_type" in values:
        attachment["contentType"] = values["media_type"]
    if not isinstance(file, Mapping):
        attachment |= lacking(absent, "file")
        return attachment
    path = str(file["path"])
    attachment["extension"] = [{"url": SHA256, "valueString": file["sha256"]}]
    attachment["url"] = PIECES + quote(path, safe="/")
    attachment["size"] = file["size"]
    if draft.context.piece_sha1 is not None:
        digest = draft.context.piece_sha1(path)
        attachment["hash"] = base64.b64encode(digest).decode()
    return attachment
