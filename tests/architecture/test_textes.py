"""Every code that can reach a person has a sentence, in each language, with facts that exist."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from releve import errors
from releve.model.acts import FIELDS, ActKind
from releve.model.people import Role
from releve.model.plan import Verb
from releve.textes import LANGUAGES, sentence, sentences

ROOT = Path(__file__).parents[2]
SPEAKING = ("releve", "flows", "connectors", "expectations")
SAYING = ("flows", "releve/cli", "deployments")
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
FAMILIES = re.compile(r"(Error|Refused|Changed|Unavailable|Moved|Paused|Problem|Reason)$")
NOT_OURS = {"ValueError", "TypeError", "KeyError", "OSError", "RuntimeError", "NotImplementedError"}
LOCATED = {"PlanError", "Problem", "refusal"}  # their facts are completed elsewhere
STATUS = ("done", "doing", "next", "safe", "call")
WITH_CARE = (
    "reasons",
    "verbs",
    "acts",
    "runs",
    "ledger",
    "refusals",
    "connectors",
    "media",
    "lisezmoi",
    "witness",
    "sources",
    "certificates",
    "sanitizations",
    "validations",
    "orders",
    "transfers",
    "non_destructions",
)
"""Modules whose French has its spaces: no-break before `:` `;` `?` and inside « »."""
LOOSE = re.compile(r"(?<=[^\s]) (?=[:;?!»](?:\s|$))|« |!")


def called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def constants(value):
    options = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    for option in options:
        if isinstance(option, ast.Constant) and isinstance(option.value, str):
            yield option.value


def spoken_calls(tree):
    """Yield every key given to an error family, `Problem`, `Reason` or `refusal`, with its call."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        if name in NOT_OURS or not (FAMILIES.search(name) or name == "refusal"):
            continue
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
        for code in (text for value in given for text in constants(value)):
            if CODE.fullmatch(code):
                yield f"reason_{code}" if name == "Reason" else code, node


def codes(source):
    return ((key, node.lineno) for key, node in spoken_calls(ast.parse(source)))


def facts_of(source):
    """Yield key, line and facts of every refusal and reason whose facts can be read."""
    tree = ast.parse(source)
    for key, node in spoken_calls(tree):
        known = {word.arg for word in node.keywords}
        if called(node) != "Reason" and called(node) not in LOCATED and None not in known:
            yield key, node.lineno, known
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            tuples = [one for one in ast.walk(function) if isinstance(one, ast.Tuple) and one.elts]
            known = {text for one in tuples for text in constants(one.elts[0])}
            for key, node in spoken_calls(function):
                if called(node) == "Reason":
                    yield key, node.lineno, known


def said(source):
    """Yield key, line and facts (``None``: not written there) of every literal `sentence(...)`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) == "sentence" and node.args:
            facts = node.args[1] if len(node.args) > 1 else None
            names = [one for key in getattr(facts, "keys", ()) for one in constants(key)]
            written = isinstance(facts, ast.Dict) and len(names) == len(facts.keys)
            for key in constants(node.args[0]):
                yield key, node.lineno, set(names) if written else None


def sources(*packages):
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), path.read_text()


def spoken():
    found = {}
    for path, source in sources(*SPEAKING):
        for key, line in codes(source):
            found.setdefault(key, f"{path}:{line}")
    for path, source in sources(*SAYING):
        for key, line, _ in said(source):
            found.setdefault(key, f"{path}:{line}")
    derived = {"Verb": ("verb", "begun"), "Role": ("role",), "ActKind": ("act",)}
    for kind in (Verb, Role, ActKind):
        for prefix in derived[kind.__name__]:
            found |= {f"{prefix}_{one.value}": kind.__name__ for one in kind}
    return found | {f"status_{name}": "status" for name in STATUS}


def names(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def fail(title, lines):
    if lines:
        pytest.fail("\n".join([f"{len(lines)} {title}", *lines]), pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language):
    known = sentences(language)
    silent = [f"{place}: {key}" for key, place in sorted(spoken().items()) if key not in known]
    fail("codes without a sentence", silent)


def test_sentences_use_facts_that_are_given():
    french = sentences("fr")
    lacking = []
    for path, source in sources(*SPEAKING):
        for key, line, known in facts_of(source):
            absent = names(french.get(key, "")) - known
            lacking += [f"{path}:{line}: {key} {sorted(absent)}"] if absent else []
    for path, source in sources(*SAYING):
        for key, line, known in said(source):
            absent = names(french.get(key, "")) - known if known is not None else set()
            lacking += [f"{path}:{line}: {key} {sorted(absent)}"] if absent else []
    fail("sentences use a fact that is not given", lacking)


def test_acts_say_all_that_is_signed():
    french = sentences("fr")
    for kind in ActKind:
        used = names(french[f"act_{kind.value}"])
        assert used <= {*FIELDS[kind], "subject", "signer"}, kind
        assert used >= {*FIELDS[kind]} - {"step"}, kind  # the request stands for its step


def test_french_has_its_spaces():
    loose = []
    for path, source in sources("releve/textes"):
        if Path(path).stem.removesuffix("_fr") in WITH_CARE:
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Dict):
                    pairs = zip(node.keys, node.values, strict=True)
                    loose += [key.value for key, text in pairs if LOOSE.search(text.value)]
    fail("sentences with a loose space or an exclamation mark", loose)


def test_the_guide_lists_every_family():
    guide = (ROOT / "docs/guide/codes.md").read_text()
    listed = {
        name: int(code) for code, name in re.findall(r"^\| (\d+) \| `(\w+)`", guide, re.MULTILINE)
    }
    families = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.ReleveError)
    ]
    assert listed == {one.__name__: one.exit_code for one in families}


def test_languages_say_the_same_things():
    french, english = sentences("fr"), sentences("en")
    assert set(french) == set(english)
    assert {code for code in french if names(french[code]) != names(english[code])} == set()


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('raise PlanError("some_code", line=1)', "some_code"),
        ('raise errors.StepRefused("some_code")', "some_code"),
        ('x = Problem(code="some_code", path=())', "some_code"),
        ('yield Reason(code="some_code", mover="time")', "reason_some_code"),
        ('raise LedgerError("some_code" if a else "some_code")', "some_code"),
    ],
)
def test_a_code_is_seen(source, key):
    assert {found for found, _ in codes(source)} == {key}


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('print(sentence("some_key", {"count": 1}))', "some_key"),
        ("x = f\"{sentence('some_key', {})} x\"", "some_key"),
        ('sentence(f"verb_{verb}", {})', None),
    ],
)
def test_a_said_key_is_seen(source, key):
    assert [found for found, _, _ in said(source)] == ([key] if key else [])


def test_facts_are_seen():
    source = 'raise StepRefused("some_code", subject=one, verb=two)'
    assert list(facts_of(source)) == [("some_code", 1, {"subject", "verb"})]
    assert list(facts_of('raise StepRefused("some_code", **facts)')) == []
    source = 'def f():\n    facts = (("entry", 1),)\n    return Reason(code="held", facts=facts)'
    assert list(facts_of(source)) == [("reason_held", 3, {"entry"})]


def test_a_loose_space_is_seen():
    assert LOOSE.search("Rien : rien")
    assert LOOSE.search("« rien\u00a0»")
    assert not LOOSE.search("«\u00a0rien\u00a0»\u00a0: rien")


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


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (0, "fr", "0 enregistrement, x"),
        (1, "fr", "1 enregistrement, x"),
        (2, "fr", "2 enregistrements, x"),
        ("1 à 4", "fr", "1 à 4 enregistrements, x"),
        (0, "en", "0 records, x"),
        (1, "en", "1 record, x"),
    ],
)
def test_words_agree_with_the_number_before_them(count, language, said):
    assert sentence("doc_volume", {"records": count, "octets": "x"}, language) == said


def test_a_number_that_lacks_is_shown_as_its_name_too():
    assert sentence("doc_octets", {}) == "‹count› octets"


def test_means_are_in_words_and_unknown_ones_as_they_are():
    def told(means):
        facts = {"verdict": "passed", "observed": "absent", "means": means}
        return sentence("doc_verification_of", facts)

    assert "(moyen\u00a0: lecture de la base de données)" in told("sql")
    assert "(moyen\u00a0: autre)" in told("autre")
