"""The index of the sheets of a package, by birth name, for a human with a browser alone."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from releve.pathways.cell import UNSET, day, plain
from releve.pathways.dictionary import label
from releve.pathways.page import FOOT, escaped, head, word
from releve.pathways.record import Pathway
from releve.textes import sentence


class IndexEntry(NamedTuple):
    """One line of the index, in the order in which people look for names."""

    sorted_by: str
    family: str
    given: str
    born: str
    path: str


def entry_of(pathway: Pathway, path: str) -> IndexEntry:
    """Return the line of a pathway whose sheet is at ``path``, relative to the index."""
    person = next(pathway.of("person")).values
    family = plain(person.get("birth_family_name")) or UNSET
    names = person.get("given_names")
    given = " ".join(map(str, names)) if isinstance(names, list | tuple) else ""
    return IndexEntry(
        _sortable(f"{family} {given}"), family, given, plain(person.get("birth_date")), path
    )


def sheet_index(entries: Iterable[IndexEntry], language: str = "fr") -> Iterator[bytes]:
    """Stream the page: a heading for each initial, a line for each sheet.

    Entries come in any order; they are all kept, some 300 bytes each.
    """
    ordered = sorted(entries, key=lambda one: (not _initial(one), one))
    title = sentence("sheet_index_title", {}, language)
    intro = sentence("sheet_index_intro", {"count": len(ordered)}, language)
    initials = sorted({_initial(one) for one in ordered})
    links = "".join(
        f'<li><a href="#{one or "_"}">{_named(one, language)}</a></li>' for one in initials
    )
    yield (
        f"{head(title, language)}<main>\n<p>{word('sheet_confidential', language)}</p>\n"
        f"<h1>{escaped(title)}</h1>\n<p>{escaped(intro)}</p>\n<nav>\n<ul>{links}</ul>\n</nav>\n"
    ).encode()
    heads = "".join(
        f'<th scope="col">{one}</th>'
        for one in (
            word("sheet_index_name", language),
            escaped(label("person.birth_date", language)),
        )
    )
    for initial, found in groupby(ordered, key=_initial):
        yield (
            f'<h2 id="{initial or "_"}">{_named(initial, language)}</h2>\n'
            f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        ).encode()
        for one in found:
            born = escaped(day(one.born, language)) if one.born else UNSET
            named = escaped(f"{one.family} {one.given}".strip())
            line = f'<tr><td><a href="{escaped(one.path)}">{named}</a></td><td>{born}</td></tr>\n'
            yield line.encode()
        yield b"</tbody>\n</table>\n"
    yield f"</main>\n{FOOT}".encode()


def _sortable(name: str) -> str:
    """Return a name without accents nor case: people look for Çelik under C."""
    apart = unicodedata.normalize("NFKD", name.replace("Œ", "OE").replace("œ", "oe"))
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()


def _initial(one: IndexEntry) -> str:
    first = one.sorted_by[:1].upper()
    return first if "A" <= first <= "Z" else ""


def _named(initial: str, language: str) -> str:
    return initial or word("sheet_index_other", language)
