"""What a plan says is held where: nothing may be held twice, nothing may leave its root."""

from collections.abc import Iterator
from itertools import combinations

from releve.model.medium import ExternalMedium, FilesMedium, Medium, PathwaysMedium, SqlMedium
from releve.model.plan import Plan
from releve.plan.tree import Where

_Held = tuple[Where, str, SqlMedium | FilesMedium]


def shared(plan: Plan) -> Iterator[tuple[Where, str, str]]:
    """Find what two subjects hold together: destroying one would destroy the other."""
    for (_, name, medium), (path, other, second) in combinations(_held(plan), 2):
        if _overlap(medium, second):
            yield path, name, other


def outside_root(plan: Plan) -> Iterator[Where]:
    """Find the paths of files that are not plainly below the root of their endpoint."""
    for path, _, medium in _held(plan):
        if isinstance(medium, FilesMedium) and _leaves_root(medium.path):
            yield (*path, "path")


def _held(plan: Plan) -> Iterator[_Held]:
    for at, asset in enumerate(plan.assets):
        way: Where = ("assets", at)
        yield from _seen((*way, "medium"), asset.id, asset.medium)
        for number, copy in enumerate(asset.copies):
            path = (*way, "copies", number, "medium")
            yield from _seen(path, f"{asset.id}/{copy.id}", copy.medium)


def _seen(path: Where, name: str, medium: Medium | None) -> Iterator[_Held]:
    if isinstance(medium, ExternalMedium):
        yield from _seen((*path, "probe"), name, medium.probe)
    elif medium is not None and not isinstance(medium, PathwaysMedium):  # a view holds nothing
        yield path, name, medium


def _leaves_root(path: str) -> bool:
    return "\\" in path or not {"", ".", ".."}.isdisjoint(path.split("/"))


def _overlap(one: SqlMedium | FilesMedium, two: SqlMedium | FilesMedium) -> bool:
    if one.endpoint != two.endpoint:
        return False
    if isinstance(one, SqlMedium) and isinstance(two, SqlMedium):
        return one.schema_name == two.schema_name
    if isinstance(one, FilesMedium) and isinstance(two, FilesMedium):
        first, second = sorted((one.path.split("/"), two.path.split("/")), key=len)
        return second[: len(first)] == first
    return False
