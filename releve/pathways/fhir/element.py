"""Inspection of one resource, element by element: what is true of it whatever surrounds it."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias
from urllib.parse import unquote

from releve.pathways.fhir.bindings import (
    CHECKED,
    CODES,
    EXTENSION_CODES,
    EXTENSION_TARGETS,
    MANDATORY,
    SYSTEM_CODES,
    TARGETS,
)
from releve.pathways.fhir.document import PIECES
from releve.pathways.fhir.moment import impossible, reversed_period
from releve.pathways.fhir.node import Node, text
from releve.pathways.fhir.vocabulary import SIRENE
from releve.pathways.identifiers import valid

Path: TypeAlias = "tuple[Path, str | int] | None"

_DATES = frozenset(
    {"authoredOn", "authored", "created", "date", "start", "end", "issued", "recorded", "sent"}
)
_ENDINGS = frozenset({"Date", "Time"})
"""Of the names of other members that hold a date: ``birthDate``, ``deceasedDateTime``."""
_LITERAL = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)(?:/[A-Za-z0-9.-]{1,64}(?:/_history/.+)?|\?.+)$")
_SIREN_SIZE = 9
_EXTENSIONS = frozenset({"extension", "modifierExtension"})
_NO_VALUE = frozenset({"_url", "id", "extension"})
_URL_AND_VALUE = 2
_TELLING = frozenset({"reference", "start", "system", "data", "hash"})
"""Members of objects that say something together with others."""


class Inspection:
    """Looks at every element once.

    Codes: ``fhir_null``, ``fhir_blank`` (text of nothing but white space), ``fhir_empty`` (list or
    object without content), ``fhir_date_impossible``, ``fhir_period_reversed``,
    ``fhir_reference_type``, ``fhir_code_unknown``, ``fhir_check_digit``, ``fhir_extension_wrong``
    (no value nor extensions, or too many), ``fhir_member_missing``, ``fhir_attachment_data``,
    ``…_type``, ``…_size``, ``…_hash``.
    """

    __slots__ = ("_kinds", "_out", "_piece", "_resource", "_type", "references")

    def __init__(
        self,
        resource: Node,
        kinds: Mapping[str, str] | None = None,
        piece_sha1: Callable[[str], bytes] | None = None,
    ) -> None:
        """Prepare; ``kinds`` tells the type of a resource by its ``urn:uuid``."""
        self._resource = resource
        self._type = str(resource.get("resourceType"))
        self._kinds = kinds or {}
        self._piece = piece_sha1
        self._out: list[str] = []
        self.references: list[tuple[str, Callable[[], str]]] = []

    def findings(self) -> list[str]:
        """Inspect; ``references`` then holds each literal reference, and how to say where it is."""
        ours = {name: one for name, one in self._resource.items() if name != "meta"}
        self._object(ours, None, "")  # meta is the server's own
        self._root(self._resource)
        return self._out

    def _found(self, code: str, path: Path) -> None:
        self._out.append(f"{code}:{self._where(path)}")

    def _where(self, path: Path) -> str:
        parts: list[str] = []
        while path is not None:
            path, name = path
            parts.append(str(name))
        return "/".join([self._type, *reversed(parts)])

    def _object(self, node: Node, path: Path, member: str) -> None:
        if not node:
            return self._found("fhir_empty", path)
        for name, value in node.items():
            if isinstance(value, str):
                if name in _DATES or name[-4:] in _ENDINGS:
                    self._date(value, (path, name))
                elif not value or value.isspace():
                    self._found("fhir_blank", (path, name))
            elif isinstance(value, dict):
                self._object(value, (path, name), name)
            elif isinstance(value, list):
                self._list(node, name, path)
            elif value is None:
                self._found("fhir_null", (path, name))
        if member in _EXTENSIONS or not _TELLING.isdisjoint(node):
            self._whole(node, path, member)
        return None

    def _list(self, node: Node, member: str, path: Path) -> None:
        values, path = node[member], (path, member)
        if not isinstance(values, list) or not values:
            return self._found("fhir_empty", path)
        for number, value in enumerate(values):
            if type(value) is dict:
                self._object(value, (path, number), member)
            elif value is None:  # fine where one of two parallel lists has nothing to say
                if not member.startswith("_") and f"_{member}" not in node:
                    self._found("fhir_null", (path, number))
            elif type(value) is str and (not value or value.isspace()):
                self._found("fhir_blank", (path, number))
        return None

    def _whole(self, node: Node, path: Path, member: str) -> None:
        """Check what an object says by several of its members."""
        if "reference" in node:
            self._reference(node, path, member)
        if "start" in node and "end" in node:
            self._period(node, path)
        if "system" in node:
            self._coded(node, path)
        if "data" in node or "hash" in node:
            self._attachment(node, path)
        if member in _EXTENSIONS:
            self._extension(node, path)

    def _root(self, node: Node) -> None:
        for name in MANDATORY.get(self._type, ()):
            if name not in node and f"_{name}" not in node:
                self._found("fhir_member_missing", (None, name))
        for name in ("status", "intent", "priority"):
            codes = CODES.get((self._type, name))
            if codes and name in node and str(node[name]) not in codes:
                self._found("fhir_code_unknown", (None, name))

    def _date(self, told: str, path: Path) -> None:
        if impossible(told):
            self._found("fhir_date_impossible", path)

    def _period(self, node: Node, path: Path) -> None:
        start, end = text(node, "start"), text(node, "end")
        if start is not None and end is not None and reversed_period(start, end):
            self._found("fhir_period_reversed", path)

    def _reference(self, node: Node, path: Path, member: str) -> None:
        told = node["reference"]
        if not isinstance(told, str):
            return
        self.references.append((told, lambda: self._where((path, "reference"))))
        allowed = TARGETS.get((self._type, member))
        kind = self._kinds.get(told)
        if kind is None:
            literal = _LITERAL.search(told)
            kind = literal.group(1) if literal else None
        said = text(node, "type")
        if kind is None:
            kind = said
        wrong = allowed is not None and kind is not None and kind not in allowed
        if wrong or (said is not None and said != kind):
            self._found("fhir_reference_type", path)

    def _coded(self, node: Node, path: Path) -> None:
        system = str(node["system"])
        codes = SYSTEM_CODES.get(system)
        if codes is not None and "code" in node and str(node["code"]) not in codes:
            self._found("fhir_code_unknown", (path, "code"))
        kind = CHECKED.get(system)
        if kind is None:
            return
        value = text(node, "value") or ""
        if system == SIRENE and len(value) == _SIREN_SIZE:
            return
        if not valid(kind, value):
            self._found("fhir_check_digit", (path, "value"))

    def _extension(self, node: Node, path: Path) -> None:
        if len(node) != _URL_AND_VALUE or "url" not in node or not _NO_VALUE.isdisjoint(node):
            values = {name.lstrip("_") for name in node.keys() - _NO_VALUE - {"url"}}
            if len(values) + ("extension" in node) != 1 or "url" not in node:
                self._found("fhir_extension_wrong", path)
        url = text(node, "url") or ""
        codes = EXTENSION_CODES.get(url)
        if codes is not None and "valueCode" in node and str(node["valueCode"]) not in codes:
            self._found("fhir_code_unknown", (path, "valueCode"))
        allowed = EXTENSION_TARGETS.get(url)
        target = node.get("valueReference")
        if allowed is not None and isinstance(target, dict):
            literal = _LITERAL.search(str(target.get("reference")))
            kind = self._kinds.get(str(target.get("reference")))
            kind = kind or (literal.group(1) if literal else text(target, "type"))
            if kind is not None and kind not in allowed:
                self._found("fhir_reference_type", (path, "valueReference"))

    def _attachment(self, node: Node, path: Path) -> None:
        if _other(node):
            return None
        digest: bytes | None = None
        told = text(node, "data")
        if told is not None:
            try:
                data = base64.b64decode("".join(told.split()), validate=True)
            except ValueError:  # not ASCII, or not base64
                return self._found("fhir_attachment_data", (path, "data"))
            if "contentType" not in node:
                self._found("fhir_attachment_type", path)
            if node.get("size", len(data)) != len(data):
                self._found("fhir_attachment_size", (path, "size"))
            digest = hashlib.sha1(data, usedforsecurity=False).digest()
        elif self._piece is not None and (url := text(node, "url") or "").startswith(PIECES):
            digest = self._piece(unquote(url[len(PIECES) :]))
        if digest is not None and "hash" in node:
            expected = base64.b64encode(digest).decode()
            if node["hash"] != expected:
                self._found("fhir_attachment_hash", (path, "hash"))
        return None


def _other(node: Node) -> bool:
    """Tell a Binary, a Signature and the like, which have ``data`` too, from an Attachment."""
    return "resourceType" in node or "who" in node or "origin" in node
