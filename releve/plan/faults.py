"""What a field's value is not: pydantic's findings as plan errors, and what it lets through."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from releve.errors import PlanError
from releve.plan.tree import Branch, Items, Node, Scalar, Where, follow, refusal

_CODES: Final[Mapping[str, str]] = {
    "extra_forbidden": "plan_key_unknown",
    "bool_parsing": "plan_not_boolean",
    "bool_type": "plan_not_boolean",
    "int_parsing": "plan_not_integer",
    "int_type": "plan_not_integer",
    "int_from_float": "plan_not_integer",
    "date_from_datetime_inexact": "plan_not_date",
    "date_from_datetime_parsing": "plan_not_date",
    "date_parsing": "plan_not_date",
    "date_type": "plan_not_date",
    "datetime_from_date_parsing": "plan_not_instant",
    "datetime_object_invalid": "plan_not_instant",
    "datetime_parsing": "plan_not_instant",
    "datetime_type": "plan_not_instant",
    "string_type": "plan_not_text",
    "enum": "plan_value_not_allowed",
    "literal_error": "plan_value_not_allowed",
    "union_tag_invalid": "plan_value_not_allowed",
    "tuple_type": "plan_not_list",
    "model_type": "plan_not_mapping",
    "model_attributes_type": "plan_not_mapping",
    "dict_type": "plan_not_mapping",
    "too_short": "plan_list_too_short",
    "string_too_long": "plan_text_too_long",
    "string_pattern_mismatch": "plan_text_malformed",
    "greater_than": "plan_number_out_of_range",
    "greater_than_equal": "plan_number_out_of_range",
    "less_than_equal": "plan_number_out_of_range",
}

_PATTERNS: Final[Mapping[str, str]] = {
    "^[a-z0-9][a-z0-9-]{": "plan_id_malformed",
    "^(ssh-ed25519|": "plan_public_key_refused",
}
"""How the patterns of identifiers and public keys begin, and the code that speaks of each."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)")


def fault(root: Node, error: ErrorDetails) -> PlanError:
    """Turn one finding of pydantic into the error of a file, a line and a field."""
    kind, found = error["type"], error["input"]
    node, taken = follow(root, error["loc"])
    if kind in {"missing", "union_tag_not_found"}:
        key = "kind" if kind == "union_tag_not_found" else error["loc"][-1]
        if kind == "missing" or isinstance(found, dict):
            return refusal("plan_key_missing", node.place, (*taken, key))
        return refusal("plan_not_mapping", node.place, taken)
    if kind == "union_tag_invalid":
        node, taken = follow(root, (*error["loc"], "kind"))
    if found is None:
        return refusal("plan_open_refused", node.place, taken)
    if kind == "value_error":
        said = str(error.get("ctx", {}).get("error", ""))
        code = "plan_not_instant" if said != "window_ends_before_it_starts" else said
        return refusal(code, node.place, taken)
    code = _CODES.get(kind, "plan_value_refused")
    if kind == "string_pattern_mismatch":
        pattern = str(error.get("ctx", {}).get("pattern"))
        code = next((said for start, said in _PATTERNS.items() if pattern.startswith(start)), code)
    return refusal(code, node.place, taken, **_facts(code, error))


def typed(node: Node, value: object, where: Where = ()) -> Iterator[PlanError]:
    """Find the texts that pydantic read more generously than plans are: ``no``, ``1_0``."""
    match node, value:
        case Branch(), BaseModel():
            for key, inner in node.entries.items():
                yield from typed(inner, getattr(value, key), (*where, key))
        case Items(), tuple():
            for index, (inner, one) in enumerate(zip(node.items, value, strict=True)):
                yield from typed(inner, one, (*where, index))
        case Scalar(), bool() if node.text != str(value).lower():
            yield refusal("plan_not_boolean", node.place, where)
        case Scalar(), int() if not isinstance(value, bool) and node.text != str(value):
            yield refusal("plan_not_integer", node.place, where)
        case Scalar(), datetime():
            if not _INSTANT.fullmatch(node.text):
                yield refusal("plan_not_instant", node.place, where)
        case Scalar(), date() if node.text != value.isoformat():
            yield refusal("plan_not_date", node.place, where)
        case _:
            pass


def _facts(code: str, error: ErrorDetails) -> dict[str, str | int | tuple[str, ...]]:
    context = error.get("ctx", {})
    if code == "plan_value_not_allowed":
        said = str(context.get("expected") or context.get("expected_tags"))
        found = error["input"]
        tag = context.get("tag", found if isinstance(found, str) else "")
        return {"allowed": tuple(re.findall(r"'([^']*)'", said)), "found": str(tag)}
    if code == "plan_number_out_of_range":
        limits = {key: int(value) for key, value in context.items() if key in {"gt", "ge", "le"}}
        return dict(limits)
    if code == "plan_text_malformed":
        return {"expected": str(context.get("pattern", ""))}
    return {}
