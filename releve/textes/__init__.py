"""Every sentence people read, keyed by the code of what it says.

Modules of this package named ``…_fr`` and ``…_en`` hold ``SENTENCES``: code → text with the facts
as ``{name}``. A sentence says what, why, and what to do. Modules may hold other words besides.
``{count:fiche|fiches}`` writes the number and the words that agree with it.
"""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Self

LANGUAGES = ("fr", "en")

_WORDS: Mapping[str, Mapping[bool | None, str]] = {
    "fr": {True: "oui", False: "non", None: "—"},
    "en": {True: "yes", False: "no", None: "—"},
}
_CODED: Mapping[str, str] = {
    "missing": "role_",
    "allowed": "role_",
    "verb": "verb_",
    "act": "doc_act_",
    "performer": "doc_performer_",
    "verdict": "doc_verdict_",
    "observed": "doc_observed_",
    "about": "doc_about_",
    "means": "doc_means_",
    "scope": "scope_",
    "decision": "validation_",
    "archives": "archives_",
    "audience": "doc_audience_",
    "identifier": "identifier_",
}
"""Facts whose values are codes, and the prefix of the words for them."""
_ONE: Mapping[str, frozenset[str]] = {"fr": frozenset({"0", "1"}), "en": frozenset({"1"})}
"""The numbers, as they are shown, that go with the singular."""
_INSTANT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")
_UNKNOWN = {
    "fr": "« {code} » (aucune phrase n'est écrite pour ce code)",
    "en": "“{code}” (no sentence is written for this code)",
}


def sentence(code: str, facts: Mapping[str, object], language: str = "fr") -> str:
    """Write the sentence of a code with its facts. A fact that lacks is shown as ``‹name›``.

    A code without sentence gives a plain line naming it and its facts, never an error.

    Raises:
        KeyError: a language other than ``LANGUAGES``.

    """
    text = sentences(language).get(code)
    words = _Facts(
        {name: _Shown(_worded(name, one, language), language) for name, one in facts.items()}
    )
    if text is not None:
        return text.format_map(words)
    known = " ".join(f"{name}={value}" for name, value in words.items())
    return f"{_UNKNOWN[language].format(code=code)} {known}".rstrip()


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return every sentence of a language.

    Raises:
        ValueError: two modules write a sentence for the same code.
        KeyError: a language other than ``LANGUAGES``.

    """
    if language not in LANGUAGES:
        raise KeyError(language)
    found: dict[str, str] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
        if module.endswith(f"_{language}"):
            words = importlib.import_module(f"{__name__}.{module}")
            texts: Mapping[str, str] = getattr(words, "SENTENCES", {})
            repeated = sorted(found.keys() & texts.keys())
            if repeated:
                raise ValueError(module, repeated)
            found |= texts
    return MappingProxyType(found)


class _Shown(str):
    """A fact as people read it, with the words of its language that agree with it."""

    __slots__ = ("_language",)
    _language: str

    def __new__(cls, text: str, language: str) -> Self:
        shown = super().__new__(cls, text)
        shown._language = language
        return shown

    def __format__(self, spec: str) -> str:
        one, bar, several = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        return f"{self} {one if self in _ONE[self._language] else several}"


class _Facts(dict[str, _Shown]):
    def __missing__(self, name: str) -> _Shown:
        return _Shown(f"‹{name}›", LANGUAGES[0])


def _worded(name: str, value: object, language: str) -> str:
    """Show a fact; codes of a known kind are put in words, instants as people write them."""
    if isinstance(value, tuple):
        return ", ".join(_worded(name, item, language) for item in value)
    if isinstance(value, str) and _INSTANT.match(value):
        at = datetime.fromisoformat(value).astimezone(UTC)
        return f"{at:%d/%m/%Y à %H:%M} UTC" if language == "fr" else f"{at:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, str) and name in _CODED:
        code, at_sign, organisation = value.partition("@")
        word = sentences(language).get(f"{_CODED[name]}{code}")
        return f"{word} ({organisation})" if word and at_sign else word or value
    return _shown(value, language)


def _shown(value: object, language: str) -> str:
    if value is None or isinstance(value, bool):
        return _WORDS[language][value]
    return str(value)
