"""One transaction Bundle as sent, and what its answer says of each entry."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

import orjson

from connectors.fhir_api.exchange import Json, Reply
from releve.errors import ConnectorError
from releve.pathways.delivery import Refusal

_DONE = {HTTPStatus.OK, HTTPStatus.CREATED}
_ELEMENT = re.compile(r"[A-Za-z][A-Za-z0-9_.\[\]]{0,199}")
_LOCATION = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+)/[A-Za-z0-9.-]{1,64}(?:/_history/[^/]+)?/?")
_ISSUES = frozenset(
    {
        "invalid",
        "structure",
        "required",
        "value",
        "invariant",
        "security",
        "login",
        "unknown",
        "expired",
        "forbidden",
        "suppressed",
        "processing",
        "not-supported",
        "duplicate",
        "multiple-matches",
        "not-found",
        "deleted",
        "too-long",
        "code-invalid",
        "extension",
        "too-costly",
        "business-rule",
        "conflict",
        "transient",
        "lock-error",
        "no-store",
        "exception",
        "timeout",
        "incomplete",
        "throttled",
        "informational",
    }
)
"""FHIR's own issue codes: the only words of an OperationOutcome that are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its resource type, our identifier, and its id there if it is sent as an update."""

    kind: str
    system: str
    value: str = field(repr=False)
    id: str | None

    @property
    def sought(self) -> tuple[str, str]:
        """The search parameter and value that find it again."""
        return (
            ("identifier", f"{self.system}|{self.value}") if self.id is None else ("_id", self.id)
        )

    def refused(
        self, code: str, status: int | None = None, issue: "Issue | None" = None
    ) -> Refusal:
        """Say that it was not taken."""
        reason, element = (None, None) if issue is None else (issue.code, issue.element)
        return Refusal(
            kind=self.kind,
            identifier=self.value,
            code=code,
            status=status,
            reason=reason,
            element=element,
        )


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction: its bytes, and its entries in their order."""

    body: bytes = field(repr=False)
    entries: tuple[Entry, ...]

    @property
    def sent(self) -> Counter[str]:
        """Counts of entries per resource type."""
        return Counter(entry.kind for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Issue:
    """What may be kept of an OperationOutcome: FHIR's code and the path of an element."""

    code: str
    element: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How entries are sent: as they are, conditional creates, but for two cases.

    Types in ``put`` become updates under the id that the Bundle refers to them by. ``replacing``
    makes conditional updates of the others: what exists becomes what is sent, as a delta wants.
    """

    put: Collection[str] = ()
    replacing: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer says: everything taken, or ``refused`` names what it does not say so of."""

    created: int = 0
    existing: int = 0
    refused: tuple[Refusal, ...] = ()


def read_transaction(line: bytes, file: str, number: int, how: Sending) -> Transaction:
    """Read a line of ``fhir/bundles``: conditional creates by identifier, every one of them.

    Raises:
        ConnectorError: ``bundle_malformed``; ``bundle_not_replayable``: sending an entry twice
            might make two of it; both with ``file`` and ``line``.

    """
    try:
        bundle = orjson.loads(line)
        if (bundle["resourceType"], bundle["type"]) != ("Bundle", "transaction"):
            raise ConnectorError("bundle_malformed", file=file, line=number)
        entries = tuple(_entry(one, how) for one in bundle["entry"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConnectorError("bundle_malformed", file=file, line=number) from None
    whole = tuple(entry for entry in entries if entry is not None)
    if len(whole) != len(entries) or not entries:
        raise ConnectorError("bundle_not_replayable", file=file, line=number)
    if how.replacing or any(entry.id is not None for entry in whole):
        line = orjson.dumps(bundle)
    return Transaction(line, whole)


def judge(transaction: Transaction, reply: Reply) -> Verdict:
    """Tell what was taken. Anything but a whole, well-formed yes names what was not said.

    Entries may come in another order than R4 asks when all say yes; their types must then be those
    that were sent.
    """
    entries, document = transaction.entries, reply.document
    if reply.status != HTTPStatus.OK or document is None:
        code = "transaction_refused" if reply.status != HTTPStatus.OK else "answer_malformed"
        return _all(entries, code, reply.status, issue_of(document))
    kind = (document.get("resourceType"), document.get("type"))
    answers = document.get("entry")
    if kind != ("Bundle", "transaction-response") or not isinstance(answers, list):
        return _all(entries, "answer_malformed", reply.status, issue_of(document))
    if len(answers) != len(entries):
        return _all(entries, "answer_short", reply.status, None)
    said = [_said(one) for one in answers]
    if any(one.code is not None for one in said):
        # The others stand or fall with it: a transaction is one.
        return Verdict(
            refused=tuple(
                entry.refused(
                    f"delivery_{one.code or 'transaction_refused'}", one.status, one.issue
                )
                for entry, one in zip(entries, said, strict=True)
            )
        )
    if Counter(one.kind for one in said) != transaction.sent:
        return _all(entries, "answer_malformed", reply.status, None)
    created = sum(one.status == HTTPStatus.CREATED for one in said)
    return Verdict(created, len(said) - created)


def issue_of(document: "Json | Mapping[str, Json]") -> Issue | None:
    """Return the first error of an OperationOutcome, ``None`` if there is none."""
    if not isinstance(document, Mapping) or document.get("resourceType") != "OperationOutcome":
        return None
    issues = document.get("issue")
    for one in issues if isinstance(issues, list) else ():
        if isinstance(one, dict) and one.get("severity") in {"error", "fatal"}:
            code = one.get("code")
            paths = one.get("expression") or one.get("location")
            path = paths[0] if isinstance(paths, list) and paths else None
            known = isinstance(path, str) and _ELEMENT.fullmatch(path)
            return Issue(
                code if isinstance(code, str) and code in _ISSUES else "unknown",
                str(path) if known else None,
            )
    return None


@dataclass(frozen=True, slots=True)
class _Said:
    status: int
    kind: str | None
    code: str | None
    issue: Issue | None


def _said(answer: Json) -> _Said:
    response = answer.get("response") if isinstance(answer, dict) else None
    if not isinstance(response, dict):
        return _Said(0, None, "answer_malformed", None)
    status, issue = _status(response.get("status")), issue_of(response.get("outcome"))
    location = response.get("location")
    found = _LOCATION.fullmatch(location) if isinstance(location, str) else None
    kind = found.group(1) if found else None
    if status not in _DONE:
        return _Said(status, kind, "entry_refused", issue)
    if issue is not None:
        return _Said(status, kind, "entry_in_error", issue)
    return _Said(status, kind, None if kind else "answer_malformed", None)


def _status(said: Json) -> int:
    head = said[:3] if isinstance(said, str) else ""
    return int(head) if head.isascii() and head.isdigit() else 0


def _all(entries: Sequence[Entry], code: str, status: int, issue: Issue | None) -> Verdict:
    return Verdict(
        refused=tuple(entry.refused(f"delivery_{code}", status, issue) for entry in entries)
    )


def _entry(one: dict[str, Json], how: Sending) -> Entry | None:
    """Read an entry; one to be sent as an update has its request rewritten."""
    request, resource = one["request"], one["resource"]
    if not isinstance(request, dict) or not isinstance(resource, dict):
        raise TypeError
    kind = str(resource["resourceType"])
    if (request["method"], request["url"]) != ("POST", kind):
        return None
    asked = parse_qs(str(request["ifNoneExist"]), strict_parsing=True)
    tokens = asked.get("identifier", [])
    system, _, value = tokens[0].partition("|") if len(asked) == len(tokens) == 1 else ("", "", "")
    if not system or not value:
        return None
    if kind not in how.put:
        if how.replacing:
            resource.pop("id", None)
            one["request"] = {"method": "PUT", "url": f"{kind}?{request['ifNoneExist']}"}
        return Entry(kind, system, value, None)
    name = str(one["fullUrl"]).removeprefix("urn:uuid:")
    resource["id"] = name
    one["request"] = {"method": "PUT", "url": f"{kind}/{name}"}
    return Entry(kind, system, value, name)
