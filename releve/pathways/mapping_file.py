"""Read a mapping, its overlay and a scope decision: each refusal with its file and line."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from releve.errors import PlanError
from releve.pathways.mapping import Mapping
from releve.pathways.mapping_overlay import merge
from releve.pathways.scope import ScopeDecision
from releve.plan.faults import fault, typed
from releve.plan.reader import read_tree
from releve.plan.rules import Problem
from releve.plan.tree import Branch, Node, Plain, Scalar, follow, plain, refusal, scalars

NEVER = "never"
"""What a scope decision says of ``closed_since`` when no closed pathway is taken."""

EVERY = "every"
"""What a scope decision says of ``sharing_scopes`` when any opposition withholds."""

_Document = TypeVar("_Document", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """A mapping as read: digests are those of the bytes of each file; the tree knows the lines."""

    mapping: Mapping
    digest: str
    overlay_digest: str | None
    tree: Node

    def located(self, problem: Problem) -> PlanError:
        """Return a problem as the error of a file, a line and a field."""
        node, _ = follow(self.tree, problem.path)
        return refusal(problem.code, node.place, problem.path, **dict(problem.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeFile:
    """A scope decision as read, and the digest of its bytes: the one that is signed."""

    decision: ScopeDecision
    digest: str


def read_mapping(path: Path, overlay: Path | None = None) -> MappingFile:
    """Read a mapping and lay an overlay over it. The schema it is for is not looked at.

    Raises:
        PlanError: the first defect in file order; :func:`check_mapping_file` gives them all.

    """
    found, errors = check_mapping_file(path, overlay)
    if found is None:
        raise errors[0]
    return found


def check_mapping_file(
    path: Path, overlay: Path | None = None
) -> tuple[MappingFile | None, tuple[PlanError, ...]]:
    """Return what was read, or every defect of the first stage that has any.

    Stages: YAML, overlay, « à compléter », fields.
    """
    files = [read_tree(one) for one in (path, overlay) if one is not None]
    trees = [one.tree for one in files if one.tree is not None]
    errors = [error for one in files for error in one.errors]
    if errors:
        return None, tuple(errors)
    whole = trees[0]
    if overlay is not None:
        whole, refused = merge(whole, trees[1])
        if refused:
            return None, refused
    mapping, found = _built(Mapping, whole, plain(whole))
    if mapping is None:
        return None, found
    laid = files[1].digest if overlay is not None else None
    return (
        MappingFile(mapping=mapping, digest=files[0].digest, overlay_digest=laid, tree=whole),
        (),
    )


def read_scope(path: Path) -> ScopeFile:
    """Read a scope decision. Both of its choices are said in words: ``never`` and ``every``.

    Raises:
        PlanError: the first defect in file order.

    """
    file = read_tree(path)
    if file.tree is None:
        raise file.errors[0]
    said = plain(file.tree)
    if isinstance(said, dict):
        for name, word in (("closed_since", NEVER), ("sharing_scopes", EVERY)):
            if said.get(name) == word:
                said[name] = None
    decision, errors = _built(ScopeDecision, file.tree, said)
    if decision is None:
        raise errors[0]
    wrong = next(typed(_spoken(file.tree), decision), None)
    if wrong is not None:
        raise wrong
    return ScopeFile(decision=decision, digest=file.digest)


def _built(
    kind: type[_Document], tree: Node, said: Plain
) -> tuple[_Document | None, tuple[PlanError, ...]]:
    """Build a document where nothing is « à compléter »; here that would be a decision unmade."""
    undecided = [
        refusal("mapping_undecided", one.place, where) for where, one in scalars(tree) if one.open
    ]
    if undecided:
        return None, tuple(undecided)
    try:
        return kind.model_validate(said), ()
    except ValidationError as error:
        found = [fault(tree, one) for one in error.errors()]
        found.sort(key=lambda one: (str(one.facts["file"]), int(str(one.facts["line"]))))
        return None, tuple(found)


def _spoken(tree: Node) -> Node:
    """Leave out the words that stand for nothing, which no type holds."""
    if not isinstance(tree, Branch):
        return tree
    kept = {
        name: node
        for name, node in tree.entries.items()
        if not (isinstance(node, Scalar) and node.text in {NEVER, EVERY})
    }
    return Branch(place=tree.place, entries=kept)
