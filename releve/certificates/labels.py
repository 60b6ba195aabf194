"""How documents name things to people: subjects, persons, instants, counts, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from releve.errors import Fact
from releve.model.ids import PLAN_SUBJECT
from releve.model.people import Person
from releve.model.plan import Plan
from releve.model.time import Due, Precision
from releve.textes import sentence, sentences

TOOL = "releve"
"""The actor of entries that the tool itself records."""
_THIN = "\u202f"
_SEASONS = (((3, 20), "winter"), ((6, 20), "spring"), ((9, 21), "summer"), ((12, 20), "autumn"))
"""The last day of each season, and its name; after the last one it is winter again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names of one plan's things in one language. What the plan lacks is shown by its id."""

    plan: Plan
    language: str = "fr"
    grouped: bool = False
    """Whether small counts are grouped: in papers that go to many."""

    def say(self, code: str, /, **facts: Fact) -> str:
        """Return the sentence of a document code (``doc_`` is added)."""
        return sentence(f"doc_{code}", facts, self.language)

    def known(self, code: str) -> bool:
        """Tell whether a document code has a sentence."""
        return f"doc_{code}" in sentences(self.language)

    def value(self, text: str | None) -> str:
        """Return a plan's text, or « à compléter »."""
        return self.say("to_complete") if text is None else text

    def subject(self, name: str) -> str:
        """Return what a subject is called; a copy is named with its asset."""
        kind, _, rest = name.partition(":")
        asset, _, copy = rest.partition("/")
        if name == PLAN_SUBJECT:
            return self.say("subject_plan")
        if kind == "service":
            found = [one.name for one in self.plan.services if one.id == rest]
        elif kind == "asset":
            found = [one.title for one in self.plan.assets if one.id == rest]
        else:
            found = [
                self.say("subject_copy", copy=kept.title, asset=owner.title)
                for owner, kept in self.plan.copies()
                if (owner.id, kept.id) == (asset, copy)
            ]
        return found[0] if found else name

    def person(self, name: str) -> str:
        """Return a roster id with its title: for the ledger's readable projections, no name."""
        found = self._person(name)
        if name == TOOL:
            return self.say("tool")
        return f"{name} ({found.title})" if found and found.title else name

    def title(self, name: str) -> str:
        """Return a person's title alone, the id of who has none."""
        found = self._person(name)
        return found.title or name if found else self.person(name)

    def titled(self, name: str) -> str:
        """Return a person's title: for papers, which show no roster id.

        Where others bear the same title, with the body; where that is not enough, with the id.
        """
        found = self._person(name)
        if found is None or not found.title:
            return self.person(name)
        same = [one for one in self.plan.people if one.title == found.title]
        beside = [one for one in same if one.organisation == found.organisation]
        if len(same) == 1:
            return found.title
        if len(beside) > 1:
            return f"{found.title} ({name})"
        return f"{found.title}, {self.organisation(found.organisation)}"

    def signatory(self, name: str) -> str:
        """Return a person's name, title and body: for documents that are signed or certify."""
        found = self._person(name)
        if found is None:
            return self.person(name)
        shown = [found.name or found.id, found.title, self.organisation(found.organisation)]
        return ", ".join(part for part in shown if part)

    def organisation(self, name: str | None) -> str:
        """Return an organisation's name."""
        named = {one.id: one.name for one in self.plan.organisations}
        return self.value(name if name is None else named.get(name, name))

    def stamp(self, at: datetime) -> str:
        """Return a sortable local instant, to the minute: ``2024-12-31 21:04``."""
        return at.astimezone(ZoneInfo(self.plan.timezone)).strftime("%Y-%m-%d %H:%M")

    def instant(self, at: datetime) -> str:
        """Return a local instant as read aloud: ``31 décembre 2024, 21:04``."""
        local = at.astimezone(ZoneInfo(self.plan.timezone))
        return f"{self.day(local.date())}, {local:%H:%M}"

    def day(self, day: date) -> str:
        """Return a date in full."""
        month = self.say("months").split()[day.month - 1]
        first = self.say("first_day") if day.day == 1 else str(day.day)
        return self.say("day", day=first, month=month, year=day.year)

    def short_day(self, day: date) -> str:
        """Return a date in figures: ``31/12/2024``, in English ``2024-12-31``."""
        return day.strftime("%d/%m/%Y") if self.language == "fr" else day.isoformat()

    def fate(self, code: str, expires_on: date | None, reason: str | None) -> str:
        """Return the bin of an asset or copy, with its date and reason."""
        told = self.say(f"fate_{code}")
        if expires_on is not None:
            told = self.say("fate_expires_on", day=self.day(expires_on))
        return told if reason is None else self.say("fate_because", fate=told, reason=reason)

    def due(self, due: Due) -> str:
        """Return a due date with no more precision than the plan promised."""
        if due.precision is Precision.YEAR:
            return str(due.on.year)
        if due.precision is Precision.SEASON:
            day = (due.on.month, due.on.day)
            season = next((name for last, name in _SEASONS if day <= last), "winter")
            return self.say(f"season_{season}", year=due.on.year)
        return self.day(due.on)

    def number(self, value: int) -> str:
        """Return a count with its thousands apart."""
        return f"{value:,}".replace(",", _THIN if self.language == "fr" else ",")

    def published(self, value: int) -> str:
        """Return a count for what may be published: small ones are grouped, zero is not hidden."""
        threshold = self.plan.small_count_threshold
        if 0 < value < threshold:
            return self.say("fewer_than", count=threshold)
        return self.number(value)

    def octets(self, value: int) -> str:
        """Return a size in bytes."""
        return self.say("octets", count=self.number(value))

    def _person(self, name: str) -> Person | None:
        return next((one for one in self.plan.people if one.id == name), None)


def spoken(facts: Mapping[str, object], name: str) -> str:
    """Return a fact as text, empty when there is none: bodies hold texts and integers only."""
    value = facts.get(name)
    return str(value) if isinstance(value, str | int) else ""
