"""A check's code in words: what it asks, of what, and of which kind it is.

Codes are ``<table>.<kind>[.<columns>…]`` (``docs/format/quality.md``). Entities and attributes of
the canonical model get their names from the data dictionary; tables and columns of a source keep
theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from releve.model.evidence import Verdict
from releve.pathways.dictionary import code_label, label
from releve.textes import sentence, sentences

_COMPARED = frozenset(
    {"counted", "conserved", "weighed", "lost", "foreign", "same", "in_scope", "root"}
    | {"records_unchanged", "source_unchanged", "bag_intact", "read_back"}
)
"""Kinds that judge one side against another, not the values in it."""

_PLANTED = ("planted_fault", "planted_fault_missed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One check in words; ``subject`` is the table or entity it is about, empty for planted faults.

    ``missed`` says that it stands for a planted fault which nothing caught.
    """

    kind: str
    subject: str
    words: str
    columns: str = ""
    missed: bool = False
    verdict: Verdict = Verdict.UNDETERMINED
    seen: int = 0
    failed: int = 0
    warning: bool = False

    @property
    def compared(self) -> bool:
        """Tell whether it judges one side against another."""
        return self.kind in _COMPARED

    def counted(self, verdict: Verdict, *, seen: int, failed: int, warning: bool) -> "Told":
        """Return the same with what it found."""
        return replace(self, verdict=verdict, seen=seen, failed=failed, warning=warning)


def told(code: str, language: str = "fr") -> Told:
    """Put a check's code in words; one of no known kind is shown as it is."""
    table, _, rest = code.partition(".")
    kind, _, columns = rest.partition(".")
    if table in _PLANTED:
        fault = sentence(f"fault_{kind}", {}, language)
        words = sentence(f"quality_{table}", {"fault": fault}, language)
        return Told(kind=table, subject="", words=words, missed=table == _PLANTED[1])
    kind = kind or table
    rule = f"quality_rule_{kind}"
    if rule not in sentences(language):
        return Told(kind=kind, subject=_name(table, language), words=code)
    facts = {"table": _name(table, language), "columns": _columns(table, kind, columns, language)}
    words = sentence(rule, facts, language)
    return Told(kind=kind, subject=facts["table"], words=words, columns=facts["columns"])


def gathered(checks: Sequence[Told], language: str = "fr") -> list[Told]:
    """Return one check for all of the same subject, kind and verdict: for people to read less.

    Faults are added up; of rows looked at, the most is kept.
    """
    groups: dict[tuple[str, str, Verdict], list[Told]] = {}
    for one in checks:
        groups.setdefault((one.subject, one.kind, one.verdict), []).append(one)
    found = []
    for first, *others in groups.values():
        every = [first, *others]
        columns = " ; ".join(one.columns for one in every)
        facts = {"columns": columns, "table": first.subject}
        merged = replace(
            first,
            seen=max(one.seen for one in every),
            failed=sum(one.failed for one in every),
            words=sentence(f"quality_rule_{first.kind}", facts, language)
            if others and first.columns
            else first.words,
        )
        found.append(merged)
    return found


def _columns(table: str, kind: str, columns: str, language: str) -> str:
    """Return the names of the columns; of ``children``, the name of the other table."""
    if kind == "children":
        return _name(columns, language)
    if kind == "when":
        column, _, values = columns.partition(".")
        named = _name(f"{table}.{column}", language)
        worded = (_code(f"{table}.{column}", value, language) for value in values.split("+"))
        return f"{named} ({', '.join(worded)})"
    parts = [part for group in columns.split(".") for part in group.split("+") if part]
    kept = [part for part in parts if part != "pathway"] or parts
    return ", ".join(_name(f"{table}.{part}", language) for part in kept)


def _code(attribute: str, value: str, language: str) -> str:
    try:
        return code_label(attribute, value, language)
    except KeyError:
        return value


def _name(code: str, language: str) -> str:
    """Return what the dictionary calls an entity or attribute, or the column's own name."""
    try:
        return label(code, language)
    except KeyError:
        own = code.rpartition(".")[2]
        known = f"quality_subject_{own}"
        return sentence(known, {}, language) if known in sentences(language) else own
