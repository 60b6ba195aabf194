"""An overlay fills what a plan left « à compléter », and changes nothing that was agreed.

Mappings merge by key, lists of mappings by ``id`` (policies by ``verb``, notices by
``audience``; overlays may add items). A value replaces only « à compléter » or « à qualifier »,
except the plan's ``realm``, ``origin`` and ``title``. Values keep the place they came from.
"""

from collections.abc import Mapping

from releve.errors import PlanError
from releve.plan.tree import UNQUALIFIED, Branch, Items, Node, Scalar, Where, refusal

FORMAT = "releve/plan-overlay/1"

_RENAMED: tuple[Where, ...] = (("realm",), ("origin",), ("title",))
_NAMES = ("id", "verb", "audience")


def merge(base: Node, overlay: Node) -> tuple[Node, tuple[PlanError, ...]]:
    """Lay one overlay over a plan; return the tree of the whole and what was refused."""
    if not isinstance(base, Branch) or not isinstance(overlay, Branch):
        return base, (refusal("plan_not_mapping", overlay.place, ()),)
    said = overlay.entries.get("format")
    if not isinstance(said, Scalar) or said.text != FORMAT:
        place = overlay.place if said is None else said.place
        return base, (refusal("overlay_format", place, ("format",), expected=FORMAT),)
    laid = Branch(
        place=overlay.place,
        entries={key: value for key, value in overlay.entries.items() if key != "format"},
    )
    errors: list[PlanError] = []
    return _merged(base, laid, (), errors), tuple(errors)


def _merged(base: Node, over: Node, where: Where, errors: list[PlanError]) -> Node:
    match base, over:
        case Scalar(), _ if base.open or where in _RENAMED or base.text == UNQUALIFIED:
            return over
        case Branch(), Branch():
            entries = dict(base.entries)
            for key, value in over.entries.items():
                known = base.entries.get(key)
                way = (*where, key)
                entries[key] = value if known is None else _merged(known, value, way, errors)
            return Branch(place=base.place, entries=entries)
        case Items(), Items() if _named(base) is not None and _all_mappings(over):
            return _merged_items(base, over, where, errors)
        case _:
            errors.append(refusal("overlay_replaces", over.place, where))
            return base


def _merged_items(base: Items, over: Items, where: Where, errors: list[PlanError]) -> Items:
    items = list(base.items)
    places = dict(_named(base) or {})
    for item in over.items:
        name = _name(item)
        if name is None:
            errors.append(refusal("overlay_item_without_id", item.place, where))
        elif name in places:
            at = places[name]
            known = items[at]
            if isinstance(known, Branch) and isinstance(item, Branch):
                unnamed = Branch(
                    place=item.place,
                    entries={key: v for key, v in item.entries.items() if key not in _NAMES},
                )
                items[at] = _merged(known, unnamed, (*where, at), errors)
        else:
            places[name] = len(items)
            items.append(item)
    return Items(place=base.place, items=tuple(items))


def _named(node: Items) -> Mapping[str, int] | None:
    """Return name → position, or ``None`` for a list that is not one of named mappings."""
    names = [_name(item) for item in node.items]
    if not all(names):
        return None
    return {name: at for at, name in enumerate(names) if name is not None}


def _name(node: Node) -> str | None:
    if isinstance(node, Branch):
        for key in _NAMES:
            name = node.entries.get(key)
            if isinstance(name, Scalar):
                return name.text
    return None


def _all_mappings(node: Items) -> bool:
    return all(isinstance(item, Branch) for item in node.items)
