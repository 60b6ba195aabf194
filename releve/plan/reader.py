"""Read a plan and its overlays into a :class:`Plan`, each refusal with its file and line.

YAML is read as text: no type is guessed, and what lets one text mean two things is refused
(repeated keys, anchors, aliases, merge keys, tags, nulls, several documents). Only this module
knows the YAML library.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from releve.canonical import digest, encode
from releve.errors import PlanError
from releve.model.plan import Plan
from releve.plan import overlay, rules
from releve.plan.faults import fault, typed
from releve.plan.tree import (
    Branch,
    Items,
    Node,
    Place,
    Scalar,
    Where,
    follow,
    plain,
    refusal,
    scalars,
    shown,
)

_MAX_BYTES = 8 * 1024 * 1024
_MAX_DEPTH = 24
_PLAIN = (None, "")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A field still « à compléter », and where it says so."""

    path: str
    line: int
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """A plan as read: ``canonical`` bytes are those that are adopted, ``digest`` is theirs.

    ``sources`` gives the SHA-256 of each file read, by file name.
    """

    plan: Plan
    canonical: bytes
    digest: str
    sources: Mapping[str, str]
    missing: tuple[Missing, ...]


def read_plan(path: Path, overlays: Sequence[Path] = ()) -> PlanFile:
    """Read a plan, lay the overlays over it in order, and check everything a file can show.

    A plan with fields « à compléter » is read: ``rules.refuse_incomplete`` is what refuses it.

    Raises:
        PlanError: the first defect in file order; :func:`check_plan` gives them all.

    """
    found, errors = _read(path, overlays)
    if found is None:
        raise errors[0]
    return found


def check_plan(path: Path, overlays: Sequence[Path] = ()) -> tuple[PlanError, ...]:
    """Return every defect of the first stage that has any: YAML, overlay, fields, rules."""
    return _read(path, overlays)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeFile:
    """A YAML file of another kind than a plan, read as text by the same rules.

    ``digest`` is that of its bytes. ``tree`` is ``None`` when there are ``errors``.
    """

    tree: Node | None
    digest: str
    errors: tuple[PlanError, ...]


def read_tree(path: Path) -> TreeFile:
    """Read a YAML file to its tree. What the tree must hold is for the caller to say."""
    errors: list[PlanError] = []
    data = _bytes(path, errors)
    tree = _compose(data, str(path), errors)
    if tree is not None:
        errors.extend(_misspelt(tree))
    return TreeFile(
        tree=None if errors else tree, digest=digest(data), errors=tuple(_in_order(errors))
    )


def load_plan(canonical: bytes) -> Plan:
    """Read an adopted plan back from its canonical bytes. It does not apply the rules again.

    Raises:
        PlanError: ``plan_not_canonical``: anything but the bytes of a plan that was read.

    """
    try:
        plan = Plan.model_validate_json(canonical, strict=True)
    except ValidationError as error:
        where = tuple(error.errors()[0]["loc"])
        raise PlanError("plan_not_canonical", file=None, line=None, field=shown(where)) from error
    if canonical_bytes(plan) != canonical:
        raise PlanError("plan_not_canonical", file=None, line=None, field=None)
    return plan


def canonical_bytes(plan: Plan) -> bytes:
    """Write a plan in the only form that is hashed and adopted."""
    return encode(plan.model_dump(mode="json"))


def _read(path: Path, overlays: Sequence[Path]) -> tuple[PlanFile | None, tuple[PlanError, ...]]:
    sources: dict[str, str] = {}
    trees: list[Node] = []
    errors: list[PlanError] = []
    for file in (path, *overlays):
        data = _bytes(file, errors)
        name = file.name if file.name not in sources else f"{len(sources) + 1}:{file.name}"
        sources[name] = digest(data)
        tree = _compose(data, str(file), errors)
        if tree is not None:
            trees.append(tree)
    if errors:
        return None, _in_order(errors)
    whole = trees[0]
    for laid in trees[1:]:
        whole, refused = overlay.merge(whole, laid)
        errors.extend(refused)
    errors.extend(_misspelt(whole))
    if errors:
        return None, _in_order(errors)
    try:
        plan = Plan.model_validate(plain(whole))
    except ValidationError as error:
        return None, _in_order([fault(whole, one) for one in error.errors()])
    errors.extend(typed(whole, plan))
    if not errors:
        errors.extend(_refused(whole, problem) for problem in rules.problems(plan))
    if errors:
        return None, _in_order(errors)
    canonical = canonical_bytes(plan)
    return (
        PlanFile(
            plan=plan,
            canonical=canonical,
            digest=digest(canonical),
            sources=sources,
            missing=tuple(_missing(whole, plan, [str(file) for file in (path, *overlays)])),
        ),
        (),
    )


def _refused(whole: Node, problem: rules.Problem) -> PlanError:
    place = follow(whole, problem.path)[0].place
    return refusal(problem.code, place, problem.path, **dict(problem.facts))


def _misspelt(whole: Node) -> Iterator[PlanError]:
    for where, scalar in scalars(whole):
        if scalar.misspelt:
            yield refusal("plan_open_misspelt", scalar.place, where)


def _missing(whole: Node, plan: Plan, files: Sequence[str]) -> Iterator[Missing]:
    said = dict.fromkeys(where for where, scalar in scalars(whole) if scalar.open)
    found = [
        (follow(whole, where)[0].place, where)
        for where in said | dict.fromkeys(rules.missing(plan))
    ]
    for place, where in sorted(found, key=lambda one: (files.index(one[0].file), one[0].line)):
        yield Missing(path=shown(where), line=place.line, file=place.file)


def _in_order(errors: list[PlanError]) -> tuple[PlanError, ...]:
    """Sort by line inside each file; files stay in the order they were read."""
    files = list(dict.fromkeys(str(error.facts["file"]) for error in errors))
    return tuple(
        sorted(
            errors,
            key=lambda e: (files.index(str(e.facts["file"])), int(str(e.facts["line"] or 0))),
        )
    )


# ---------------------------------------------------------------------------------- YAML as text


def _bytes(path: Path, errors: list[PlanError]) -> bytes:
    try:
        data = path.read_bytes()
    except OSError:
        errors.append(PlanError("plan_unreadable", file=str(path), line=None, field=None))
        return b""
    if len(data) > _MAX_BYTES:
        errors.append(PlanError("plan_too_large", file=str(path), line=None, field=None))
        return b""
    return data


def _compose(data: bytes, file: str, errors: list[PlanError]) -> Node | None:
    if errors:
        return None
    start = Place(file=file, line=1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        errors.append(refusal("plan_syntax", Place(file=file, line=line), (), about="UTF-8"))
        return None
    composer = _Composer(file, errors)
    try:
        events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
        return composer.document(events)
    except MarkedYAMLError as error:
        line = 1 if error.problem_mark is None else error.problem_mark.line + 1
        about = error.problem or "YAML"
        errors.append(refusal("plan_syntax", Place(file=file, line=line), (), about=about))
    except (YAMLError, RecursionError, ValueError):
        errors.append(refusal("plan_syntax", start, (), about="YAML"))
    return None


class _Composer:
    """Builds one file's tree out of parser events, refusing what YAML guesses."""

    def __init__(self, file: str, errors: list[PlanError]) -> None:
        self._file = file
        self._errors = errors

    def document(self, events: Iterator[Event]) -> Node | None:
        tree: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                place = Place(file=self._file, line=event.start_mark.line + 1)
                if event.version is not None or event.tags:
                    self._refuse("plan_directive", place, ())
                if tree is not None:
                    self._refuse("plan_several_documents", place, ())
                    return None
                tree = self._node(next(events), events, ())
        if not isinstance(tree, Branch) and not self._errors:
            self._refuse("plan_not_mapping", Place(file=self._file, line=1), ())
        return tree

    def _node(
        self, event: Event, events: Iterator[Event], where: Where, line: int | None = None
    ) -> Node:
        place = Place(file=self._file, line=line or event.start_mark.line + 1)
        if isinstance(event, AliasEvent):
            self._refuse("plan_anchor", place, where)
            return Scalar(place=place, text="")
        if getattr(event, "anchor", None) is not None:
            self._refuse("plan_anchor", place, where)
        if getattr(event, "tag", None) is not None:
            self._refuse("plan_tag", place, where)
        if isinstance(event, ScalarEvent):
            if event.value == "" or (event.style in _PLAIN and event.value in _NULLS):
                self._refuse("plan_null", place, where)
            return Scalar(place=place, text=event.value)
        if len(where) > _MAX_DEPTH:
            raise ValueError(where)
        if isinstance(event, MappingStartEvent):
            return self._mapping(place, events, where)
        items: list[Node] = []
        while not isinstance(inner := next(events), SequenceEndEvent):
            items.append(self._node(inner, events, (*where, len(items))))
        return Items(place=place, items=tuple(items))

    def _mapping(self, place: Place, events: Iterator[Event], where: Where) -> Branch:
        entries: dict[str, Node] = {}
        while not isinstance(key := next(events), MappingEndEvent):
            line = key.start_mark.line + 1
            name = key.value if isinstance(key, ScalarEvent) else ""
            if isinstance(key, ScalarEvent) and name == "<<" and key.style in _PLAIN:
                self._refuse("plan_merge_key", Place(file=self._file, line=line), where)
            elif isinstance(key, CollectionStartEvent):
                self._refuse("plan_key_not_text", Place(file=self._file, line=line), where)
            written = self._node(key, events, (*where, name))
            if name in entries:
                self._refuse("plan_key_repeated", written.place, (*where, name))
            entries[name] = self._node(next(events), events, (*where, name), line)
        return Branch(place=place, entries=entries)

    def _refuse(self, code: str, place: Place, where: Where) -> None:
        self._errors.append(refusal(code, place, where))
