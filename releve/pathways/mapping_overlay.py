"""An overlay of a mapping says what differs for one DAC, and removes only what it names.

Entities and attributes merge by name, codes by value, dropped columns by table and column; any
other value replaces the one before it. An attribute that says where it comes from replaces the
whole attribute; one that does not is laid over it. Values keep the place they came from.
"""

from collections.abc import Mapping

from releve.errors import PlanError
from releve.plan.tree import Branch, Items, Node, Scalar, Where, refusal

FORMAT = "releve/mapping-overlay/1"

_HEAD = ("format", "overlay_of", "removed")
_PLACES = frozenset({"column", "columns", "member", "constant", "file"})
_MERGED = frozenset({"source", "entities"})


def merge(base: Node, overlay: Node) -> tuple[Node, tuple[PlanError, ...]]:
    """Lay an overlay over a mapping: return the tree of the whole and what was refused."""
    if not isinstance(base, Branch) or not isinstance(overlay, Branch):
        return base, (refusal("plan_not_mapping", overlay.place, ()),)
    said, of = overlay.entries.get("format"), overlay.entries.get("overlay_of")
    if not isinstance(said, Scalar) or said.text != FORMAT:
        place = (said or overlay).place
        return base, (refusal("overlay_format", place, ("format",), expected=FORMAT),)
    name = base.entries.get("name")
    if not isinstance(of, Scalar) or not isinstance(name, Scalar) or of.text != name.text:
        expected = name.text if isinstance(name, Scalar) else ""
        place = (of or overlay).place
        wrong = refusal("mapping_overlay_of_another", place, ("overlay_of",), expected=expected)
        return base, (wrong,)
    errors: list[PlanError] = []
    whole: Branch = base
    for way in _removed(overlay, errors):
        whole = _without(whole, way, errors)
    for key, value in overlay.entries.items():
        if key not in _HEAD:
            whole = _with(whole, key, _laid(whole.entries.get(key), value, (key,)))
    return whole, tuple(errors)


def _laid(base: Node | None, over: Node, where: Where) -> Node:
    match base, over:
        case Items(), Items() if where == ("dropped",):
            return _dropped(base, over)
        case Branch() | Scalar(), Branch() if _merges(base, over, where):
            known = base.entries if isinstance(base, Branch) else {"column": base}
            entries = {
                **known,
                **{
                    key: _laid(known.get(key), value, (*where, key))
                    for key, value in over.entries.items()
                },
            }
            return Branch(place=base.place, entries=entries)
        case _:
            return over


def _merges(base: Branch | Scalar, over: Branch, where: Where) -> bool:
    """Tell what merges: ``source``, ``entities``, an entity, its ``columns``, an attribute."""
    match where:
        case (top,) | (top, _) if top in _MERGED:
            return isinstance(base, Branch)
        case ("entities", _, "columns"):
            return isinstance(base, Branch)
        case ("entities", _, "columns", _):
            return not _PLACES & over.entries.keys()
        case ("entities", _, "columns", _, "codes" | "absent"):
            return isinstance(base, Branch)
        case _:
            return False


def _dropped(base: Items, over: Items) -> Items:
    items = {_named(one) or (str(at),): one for at, one in enumerate(base.items)}
    for at, one in enumerate(over.items):
        items[_named(one) or ("", str(at))] = one
    return Items(place=base.place, items=tuple(items.values()))


def _named(item: Node) -> tuple[str, ...] | None:
    """Return the table and column of a dropped column, if it says both."""
    if not isinstance(item, Branch):
        return None
    said = [item.entries.get(name) for name in ("table", "column")]
    texts = tuple(one.text for one in said if isinstance(one, Scalar))
    return texts if len(texts) == len(said) else None


def _removed(overlay: Branch, errors: list[PlanError]) -> list[Items]:
    said = overlay.entries.get("removed")
    if said is None:
        return []
    ways = said.items if isinstance(said, Items) else ()
    found = [way for way in ways if isinstance(way, Items)]
    if not found or len(found) != len(ways):
        errors.append(refusal("plan_not_list", said.place, ("removed",)))
    return found


def _without(whole: Branch, way: Items, errors: list[PlanError]) -> Branch:
    parts = tuple(one.text for one in way.items if isinstance(one, Scalar))
    left = _cut(whole, parts)
    if left is None or len(parts) != len(way.items):
        errors.append(refusal("mapping_removes_nothing", way.place, ("removed", *parts)))
        return whole
    return left


def _cut(node: Branch, parts: tuple[str, ...]) -> Branch | None:
    """Return a branch without what a way leads to, or ``None`` if it leads nowhere."""
    head, rest = (parts[0], parts[1:]) if parts else ("", ())
    inner = node.entries.get(head)
    if inner is None or (not rest and head in _MERGED):
        return None
    if not rest:
        kept = {key: value for key, value in node.entries.items() if key != head}
        return Branch(place=node.place, entries=kept)
    if isinstance(inner, Items) and head == "dropped":
        left = tuple(one for one in inner.items if _named(one) != rest)
        if len(left) == len(inner.items):
            return None
        return _with(node, head, Items(place=inner.place, items=left))
    cut = _cut(inner, rest) if isinstance(inner, Branch) else None
    return _with(node, head, cut) if cut is not None else None


def _with(node: Branch, key: str, value: Node) -> Branch:
    entries: Mapping[str, Node] = {**node.entries, key: value}
    return Branch(place=node.place, entries=entries)
