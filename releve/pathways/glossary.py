"""The data dictionary as one HTML page that anybody can read, print, and navigate by headings."""

from collections.abc import Iterable, Iterator, Sequence

from releve.pathways.dictionary import (
    AttributeWords,
    Dictionary,
    EntityWords,
    dictionary,
    kind_words,
    label,
    required_words,
)
from releve.pathways.page import FOOT, escaped, head, word
from releve.textes import sentence

_COLUMNS = ("attribute", "label", "definition", "kind", "required", "codes")


def dictionary_html(language: str = "fr") -> bytes:
    """Return the whole page, self-contained."""
    whole = dictionary(language)
    title = sentence("dictionary_title", {}, language)
    page = [
        head(title, language),
        f"<main>\n<h1>{escaped(title)}</h1>\n<p>{word('dictionary_intro', language)}</p>\n",
        _contents(whole),
        *dictionary_sections(whole),
        "</main>\n",
        FOOT,
    ]
    return "".join(page).encode()


def dictionary_sections(whole: Dictionary) -> Iterator[str]:
    """Iterate over the sections of a dictionary: entities, kinds, identifiers, absences."""
    language = whole["language"]
    for entity in whole["entities"]:
        yield from _entity(entity, language)
    yield _section("kinds", "", language)
    kinds = [(_code(one["kind"]), one["label"], one["form"]) for one in whole["kinds"]]
    yield _table(("code", "kind", "form"), kinds, word("dictionary_kinds", language), language)
    yield _section("identifiers", "", language)
    forms = [(_code(one["identifier"]), one["label"], one["form"]) for one in whole["identifiers"]]
    named = word("dictionary_identifiers", language)
    yield _table(("code", "identifier", "form"), forms, named, language)
    yield _section("absences", word("dictionary_absences_intro", language), language)
    codes = [(_code(one["code"]), one["label"]) for one in whole["absences"]]
    yield _table(("code", "meaning"), codes, word("dictionary_absences", language), language)


def _contents(whole: Dictionary) -> str:
    links = "".join(
        f'<li><a href="#{one["name"]}">{escaped(one["label"])}</a></li>\n'
        for one in whole["entities"]
    )
    named = word("dictionary_contents", whole["language"])
    return f'<nav aria-label="{named}">\n<ul>\n{links}</ul>\n</nav>\n'


def _entity(entity: EntityWords, language: str) -> Iterator[str]:
    name = entity["name"]
    yield f'<h2 id="{name}">{escaped(entity["label"])} <code>{name}</code></h2>\n'
    yield f"<p>{escaped(_sentence(entity['definition']))}</p>\n"
    if entity["shared"]:
        yield f"<p>{word('dictionary_shared', language)}</p>\n"
    fhir = word("dictionary_fhir", language)
    yield f"<p>{fhir}\u00a0: {', '.join(entity['fhir'])}</p>\n"
    rows = (_row(one, language) for one in entity["attributes"])
    yield _table(_COLUMNS, rows, escaped(entity["label"]), language)


def _row(one: AttributeWords, language: str) -> Sequence[str]:
    values = [f"{_code(code['code'])} {escaped(code['label'])}" for code in one["codes"]]
    identifier = one["identifier"]
    if identifier:
        named = escaped(label(f"identifier_{identifier}", language))
        values.append(f'<a href="#identifiers">{named}</a>')
    if one["csv"] != (one["name"],):
        values += [f"CSV {_code(name)}" for name in one["csv"]]
    return (
        _code(one["name"]),
        escaped(one["label"]),
        escaped(_sentence(one["definition"])),
        escaped(kind_words(one, language)),
        escaped(required_words(one, language)),
        "<br>".join(values),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(names: Sequence[str], rows: Iterable[Sequence[str]], title: str, language: str) -> str:
    """Write a table; cells are HTML already, the first one heads its line."""
    heads = "".join(f'<th scope="col">{word(f"dictionary_{one}", language)}</th>' for one in names)
    lines = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{one}</td>" for one in rest)}</tr>\n'
        for first, *rest in rows
    )
    return (
        f"<table>\n<caption>{title}</caption>\n<thead>\n<tr>{heads}</tr>\n</thead>\n"
        f"<tbody>\n{lines}</tbody>\n</table>\n"
    )


def _section(name: str, intro: str, language: str) -> str:
    told = f"<p>{intro}</p>\n" if intro else ""
    return f'<h2 id="{name}">{word(f"dictionary_{name}", language)}</h2>\n{told}'


def _code(name: str) -> str:
    return f"<code>{escaped(name)}</code>"
