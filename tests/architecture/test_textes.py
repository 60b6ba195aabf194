"""Every code that can reach a person has a sentence, in each language, with facts that exist."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from releve.textes import LANGUAGES, sentence, sentences

ROOT = Path(__file__).parents[2]
SPEAKING = ("releve", "flows", "connectors", "expectations")
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
FAMILIES = re.compile(r"(Error|Refused|Changed|Unavailable|Moved|Paused|Problem|Reason)$")
NOT_OURS = {"ValueError", "TypeError", "KeyError", "OSError", "RuntimeError", "NotImplementedError"}


def codes(source):
    """Codes given to an error family, `Problem`, `Reason` or `refusal`, with their lines."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if name in NOT_OURS or not (FAMILIES.search(name) or name == "refusal"):
            continue
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
        for value in given:
            options = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            for option in options:
                text = option.value if isinstance(option, ast.Constant) else None
                if isinstance(text, str) and CODE.fullmatch(text):
                    yield text, node.lineno


def spoken():
    found = {}
    for package in SPEAKING:
        for path in sorted((ROOT / package).rglob("*.py")):
            for code, line in codes(path.read_text()):
                found.setdefault(code, f"{path.relative_to(ROOT)}:{line}")
    return found


def names(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language):
    known = sentences(language)
    silent = [f"{place}: {code}" for code, place in sorted(spoken().items()) if code not in known]
    if silent:
        pytest.fail("\n".join([f"{len(silent)} codes without a sentence", *silent]), pytrace=False)


def test_languages_say_the_same_things():
    french, english = sentences("fr"), sentences("en")
    assert set(french) == set(english)
    assert {code for code in french if names(french[code]) != names(english[code])} == set()


@pytest.mark.parametrize(
    "source",
    [
        'raise PlanError("some_code", line=1)',
        'raise errors.StepRefused("some_code")',
        'x = Problem(code="some_code", path=())',
        'yield Reason(code="some_code", mover="time")',
        'raise LedgerError("some_code" if a else "some_code")',
    ],
)
def test_a_code_is_seen(source):
    assert {code for code, _ in codes(source)} == {"some_code"}


@pytest.mark.parametrize("source", ['raise ValueError("some_code")', 'print("some_code")'])
def test_what_is_no_code_is_not(source):
    assert list(codes(source)) == []


def test_a_fact_that_lacks_is_shown_as_its_name():
    assert "‹name›" in sentence("plan_id_repeated", {})


def test_facts_are_written_for_people():
    said = sentence("plan_requires_cycle", {"cycle": ("a", "b", "a")})
    assert "a, b, a" in said
    assert "oui" in sentence("plan_id_repeated", {"name": True})
    assert "yes" in sentence("plan_id_repeated", {"name": True}, "en")


def test_braces_in_a_fact_are_only_text():
    assert "{0.__class__}" in sentence("plan_id_repeated", {"name": "{0.__class__}"})


def test_an_unknown_code_is_named_with_its_facts():
    said = sentence("no_such_code", {"line": 3})
    assert "no_such_code" in said
    assert "line=3" in said


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        sentences("tlh")
