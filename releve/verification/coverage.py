"""What a folder covers: everything, or the perimeter that its ``scope.json`` names.

The subjects of a perimeter are computed again from every plan that the log adopted; the folder
chooses a name and nothing else. Whatever the rest is judged by must lie inside, or all is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from releve.canonical import decode
from releve.ledger.body import text
from releve.model.evidence import EntryKind
from releve.model.plan import Plan
from releve.model.scope import Scope, ScopeKind, subjects_under
from releve.plan.reader import load_plan
from releve.verification.folder import SCOPE, Folder
from releve.verification.log import Log, cited_digests
from releve.verification.refusal import refuse, refusing

FORMAT = "releve/scope/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The perimeter of a partial folder: its subjects, among how many in all the plans."""

    scope: Scope
    subjects: frozenset[str]
    of: int


def read_coverage(folder: Folder, log: Log) -> Coverage | None:
    """Return what a partial folder covers; ``None`` for a whole one, without ``scope.json``.

    Raises:
        EvidenceRefused: ``scope_malformed``; ``scope_unknown``: no adopted plan knows its name;
            ``plan_refused``, ``ledger_entry_malformed``.

    """
    if SCOPE not in folder.names:
        return None
    with refusing("scope_malformed", file=SCOPE):
        members = decode(folder.read(SCOPE))
        if not isinstance(members, dict) or set(members) != {"format", "kind", "name"}:
            refuse("scope_malformed", file=SCOPE)
        scope = Scope(kind=ScopeKind(text(members, "kind")), name=text(members, "name"))
    if members["format"] != FORMAT or scope.kind is ScopeKind.PROGRAMME:
        refuse("scope_malformed", file=SCOPE)
    plans = tuple(_plans(folder, log))
    subjects = subjects_under(plans, scope)
    if not subjects:
        refuse("scope_unknown", file=SCOPE, scope=scope.kind.value, name=scope.name)
    return Coverage(
        scope=scope,
        subjects=subjects,
        of=len({subject for plan in plans for subject in plan.subjects()}),
    )


def check_nothing_else(folder: Folder, log: Log) -> None:
    """Refuse acts, documents and plans that no entry of the perimeter names.

    Raises:
        EvidenceRefused: ``folder_unreferenced_file``: named by no entry at all;
            ``scope_extra_file``: by entries outside the perimeter only.

    """
    cited, known = cited_digests(log.covered()), cited_digests(log.entries)
    for name in sorted(folder.names):
        place, _, rest = name.partition("/")
        named = rest.partition(".")[0]
        if place in {"acts", "documents", "plans"} and named not in cited:
            refuse("scope_extra_file" if named in known else "folder_unreferenced_file", file=name)


def _plans(folder: Folder, log: Log) -> Iterator[Plan]:
    for entry in log.entries:
        if entry.kind is EntryKind.PLAN_ADOPTED:
            with refusing("ledger_entry_malformed", entry=entry.index):
                named = text(entry.body, "plan")
            data = folder.document("plans", named, ".json")
            file = folder.reading
            with refusing("plan_refused", file=file, entry=entry.index):
                plan = load_plan(data)
            yield plan
