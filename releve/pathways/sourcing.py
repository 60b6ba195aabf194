"""Each attribute of an entity with where it comes from: the readers of a recipe, one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from releve.pathways.binding import Bound, Located
from releve.pathways.converter import Several, Single, Together
from releve.pathways.elements import UNFIT, Member
from releve.pathways.keys import link_reader, part_reader
from releve.pathways.lineage import Draft, Use
from releve.pathways.mapping import AttributeMap, FileMap
from releve.pathways.model import Attribute, Kind
from releve.pathways.reading import Habits, how, misread, reader_of
from releve.pathways.record import Value
from releve.pathways.texts import Found, Reader, text_reader, unless
from releve.pathways.values import file_value
from releve.plan.tree import Where

_PLACES = ("column", "columns", "member", "constant", "file")
_ARRAYS = frozenset({"json", "text", "other"})
_CONSTANTS = frozenset(Kind) - {
    Kind.TEXTS,
    Kind.ANSWERS,
    Kind.FILE,
    Kind.BYTES,
    Kind.REFERENCE,
}


@dataclass(slots=True, kw_only=True)
class Sourcing:
    """The readers of one entity's attributes.

    ``keys`` gives the parts of each target's key; ``None`` for one refused where it is said.
    """

    draft: Draft
    habits: Habits
    keys: Mapping[str, Sequence[str] | None]
    singles: list[Single] = field(default_factory=list)
    several: list[Several] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    constants: dict[str, Value] = field(default_factory=dict)

    @property
    def _bound(self) -> Bound:
        return self.draft.bound

    def take_all(self) -> None:
        """Take every attribute that is mapped, in the model's order."""
        bound = self._bound
        for attribute in bound.entity.attributes:
            if attribute.name in bound.said.columns:
                self._take(attribute, bound.said.columns[attribute.name])
        if bound.said.unnest is not None and bound.said.query is None:
            one = bound.find(bound.said.unnest, ("unnest",))
            if one is not None:
                if one.family not in _ARRAYS or one.alias:
                    bound.refuse(
                        "mapping_unnest_refused", ("unnest",), name=one.written, family=one.family
                    )
                self.draft.use(one, Use(where=(*bound.where, "unnest"), how="unnest"))

    def uses(self) -> Mapping[int, int]:
        """Count the attributes that read each position; an array unnested is read once."""
        found = Counter(at for _, at, _ in self.singles)
        found.update(at for _, places, _ in self.several for at in places)
        unnest = self._bound.said.unnest
        if unnest is not None:
            found[self.draft.places[unnest]] += 1
        return found

    def _take(self, attribute: Attribute, said: AttributeMap) -> None:
        where: Where = ("columns", attribute.name)
        named = [name for name in _PLACES if getattr(said, name) is not None]
        if len(named) != 1:
            self._bound.refuse("mapping_source_not_one", where, name=attribute.name)
        elif (said.file is not None) is not (attribute.kind is Kind.FILE):
            self._refuse(attribute, where, "file", "file" if said.file is not None else named[0])
        elif said.constant is not None:
            self._constant(attribute, said, said.constant, where)
        elif said.member is not None:
            self._member(attribute, said, said.member, where)
        elif said.file is not None:
            self._file(attribute, said.file, where)
        elif said.columns is not None:
            self._columns(attribute, said, said.columns, where)
        elif said.column is not None:
            self._column(attribute, said, said.column, where)

    def _column(self, attribute: Attribute, said: AttributeMap, written: str, where: Where) -> None:
        one = self._bound.find(written, (*where, "column"))
        if one is None:
            return
        at = self._use(one, how(attribute, said, one.family), where)
        if attribute.kind is Kind.REFERENCE:
            read = self._reference(attribute, said, (one,), where)
        else:
            read = self._reader(attribute, said, one.family, where)
        if read is not None:
            self.singles.append((attribute.name, at, read))

    def _columns(
        self, attribute: Attribute, said: AttributeMap, names: Sequence[str], where: Where
    ) -> None:
        found = self._bound.several(names, (*where, "columns"))
        places = tuple(self._use(one, how(attribute, said, one.family), where) for one in found)
        if attribute.kind is Kind.REFERENCE:
            kinds = self._parts(attribute, found, where)
            if kinds is not None:
                links = self._bound.said.pathway or ()
                known = [at for at, one in enumerate(names) if one in links]
                together: Together = link_reader(attribute.target or "", kinds, known)
                self.several.append((attribute.name, places, together))
            return
        if attribute.kind is not Kind.TEXT:
            self._refuse(attribute, where, "columns", "columns")
            return
        glue = said.glue
        if glue is None:
            self._bound.refuse("mapping_glue_missing", where, name=attribute.name)
            return
        read = text_reader(self.habits.blank)
        for one in found:
            self._reader(attribute, said, one.family, where)

        def glued(parts: Sequence[object]) -> Found:
            texts = [read(part) for part in parts if part is not None]
            return glue.join(str(text) for text in texts if text is not None).strip() or None

        self.several.append((attribute.name, places, glued))

    def _file(self, attribute: Attribute, said: FileMap, where: Where) -> None:
        names = [name for name in ("path", "sha256", "size") if getattr(said, name) is not None]
        found: list[Located] = []
        for name in names:
            one = self._bound.find(getattr(said, name), (*where, "file", name))
            if one is not None:
                found.append(one)
        places = tuple(self._use(one, "file", where) for one in found)
        self.several.append((attribute.name, places, lambda parts: file_value(parts, names)))

    def _member(self, attribute: Attribute, said: AttributeMap, member: str, where: Where) -> None:
        if self._bound.said.unnest is None:
            self._bound.refuse("mapping_member_without_unnest", (*where, "member"), name=member)
            return
        if attribute.kind in {Kind.REFERENCE, Kind.FILE, Kind.BYTES}:
            self._refuse(attribute, where, "member", "member")
            return
        listed = attribute.kind in {Kind.TEXTS, Kind.ANSWERS}
        read = self._reader(attribute, said, "json" if listed else "other", where)
        if read is not None:
            self.members.append((attribute.name, member, read))

    def _constant(self, attribute: Attribute, said: AttributeMap, text: str, where: Where) -> None:
        if attribute.kind not in _CONSTANTS:
            self._refuse(attribute, where, "constant", "constant")
            return
        read = self._reader(attribute, said, "text", where)
        if read is None:
            return
        try:
            value = read(text)
        except (LookupError, *UNFIT):
            value = None
        if value is None:
            name = attribute.name
            self._bound.refuse("mapping_constant_refused", (*where, "constant"), name=name)
        else:
            self.constants[attribute.name] = value

    def _reader(
        self, attribute: Attribute, said: AttributeMap, family: str, where: Where
    ) -> Reader | None:
        problems = list(misread(attribute, said, family, (*self._bound.where, *where)))
        self._bound.problems += problems
        return None if problems else reader_of(attribute, said, self.habits)

    def _reference(
        self, attribute: Attribute, said: AttributeMap, found: Sequence[Located], where: Where
    ) -> Reader | None:
        problems = list(misread(attribute, said, found[0].family, (*self._bound.where, *where)))
        self._bound.problems += problems
        kinds = self._parts(attribute, found, where)
        if kinds is None or problems:
            return None
        read = part_reader(attribute.target or "", kinds[0])
        absent: dict[str, Value] = {
            text: {"absent": code} for text, code in (said.absent or {}).items()
        }
        return unless(absent, read) if absent else read

    def _parts(
        self, attribute: Attribute, found: Sequence[Located], where: Where
    ) -> Sequence[str] | None:
        """Return what the key of a reference's target holds, if these columns can hold it."""
        target = attribute.target or ""
        kinds = self.keys.get(target)
        if target not in self.keys:
            self._bound.refuse("mapping_reference_without_target", where, target=target)
        elif kinds is not None and len(kinds) != len(found):
            expected, given = len(kinds), len(found)
            self._bound.refuse(
                "mapping_key_length", where, target=target, expected=expected, found=given
            )
        else:
            return kinds
        return None

    def _use(self, one: Located, transformed: str | None, where: Where) -> int:
        if one.lookup:
            transformed = "lookup"
        return self.draft.use(one, Use(where=(*self._bound.where, *where), how=transformed))

    def _refuse(self, attribute: Attribute, where: Where, option: str, last: str) -> None:
        kind = attribute.kind.value
        self._bound.refuse("mapping_option_refused", (*where, last), option=option, kind=kind)
