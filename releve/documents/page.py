"""Small pieces of a static HTML page: all text escaped, no script, nothing loaded from outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: #1a1f26; background: #fff;
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem;
  border-bottom: 2px solid #17466b; color: #17466b; }
a { color: #0b4f8a; }
a:focus { outline: 3px solid #b35900; outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
.stamp { border: 2px solid #8c1c13; color: #8c1c13; padding: .6rem .9rem; margin: 0 0 1rem; }
.stamp strong { letter-spacing: .04em; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: 0; list-style: none; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; color: #46505c; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0;
  border-bottom: 1px solid #c9d0d8; }
thead th { border-bottom: 2px solid #46505c; }
tbody th { font-weight: 600; }
td ul { margin: 0; padding: 0; list-style: none; }
#documents td li, #signed td li { display: inline; }
#documents td li + li::before, #signed td li + li::before { content: " · "; }
.child th { font-weight: 400; padding-left: 1.4rem; }
.late { color: #8c1c13; font-weight: 600; }
pre, code { font-family: ui-monospace, monospace; font-size: .88rem; overflow-wrap: anywhere; }
pre { background: #f2f4f7; padding: .8rem; white-space: pre-wrap; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  html { font-size: 8pt; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """HTML that is safe as it stands: only this module makes it from text."""

    html: str


Piece = str | Markup
"""Text, to be escaped, or markup that already is."""


def render(piece: Piece) -> str:
    """Return the HTML of a piece."""
    return piece.html if isinstance(piece, Markup) else escape(piece)


def element(tag: str, *pieces: Piece, **attributes: str) -> Markup:
    """Return an element; ``class_`` stands for ``class`` and ``aria_label`` for ``aria-label``."""
    named = "".join(f' {_attribute(name)}="{escape(value)}"' for name, value in attributes.items())
    return Markup(html=f"<{tag}{named}>{''.join(render(piece) for piece in pieces)}</{tag}>")


def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def link(path: str, shown: str) -> Markup:
    """Return a link to a file of the same folder."""
    return element("a", shown, href=path)


def joined(pieces: Iterable[Piece], tag: str = "ul") -> Markup:
    """Return a list of pieces."""
    return element(tag, *(element("li", piece) for piece in pieces))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: its first cell is its heading. ``child`` rows belong to the one above."""

    cells: tuple[Piece, ...]
    child: bool = False


def table(caption: str, columns: Sequence[str], rows: Iterable[Row]) -> Markup:
    """Return a table with a caption, column headings and row headings."""
    head = element("tr", *(element("th", name, scope="col") for name in columns))
    body = [
        element(
            "tr",
            element("th", row.cells[0], scope="row"),
            *(element("td", cell) for cell in row.cells[1:]),
            **({"class_": "child"} if row.child else {}),
        )
        for row in rows
    ]
    whole = element(
        "table", element("caption", caption), element("thead", head), element("tbody", *body)
    )
    return element("div", whole, class_="wide", tabindex="0", role="region", aria_label=caption)


def page(language: str, title: str, *pieces: Piece, style: str = "") -> bytes:
    """Return the whole document, UTF-8, ending with a newline; ``style`` adds rules of its own."""
    body = "\n".join(render(piece) for piece in pieces)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n{body}\n"
        "</body>\n</html>\n"
    ).encode()
