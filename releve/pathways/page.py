"""One HTML page that needs nothing else: no script, no network, legible in print and in grey."""

from functools import cache

from releve.textes import sentence

_STYLE = """
@page { size: A4; margin: 14mm 12mm 16mm }
html { font: 15px/1.4 "Liberation Sans", Arial, sans-serif; color: #000; background: #fff }
body { max-width: 60em; margin: 0 auto; padding: 1em }
h1 { font-size: 1.6em; margin: 0 0 .2em }
h2 { font-size: 1.2em; margin: 1.4em 0 .4em; border-bottom: 2px solid #000; break-after: avoid }
h3 { font-size: 1em; margin: .8em 0 .2em; break-after: avoid }
table { border-collapse: collapse; width: 100%; margin: .3em 0 .8em }
caption { text-align: left; padding: .2em 0; font-style: italic }
th, td { border: 1px solid #666; padding: .2em .45em; text-align: left; vertical-align: top }
th { font-weight: bold; background: #eee }
thead { display: table-header-group }
tr { break-inside: avoid }
td, dd { white-space: pre-line; overflow-wrap: anywhere } td { min-width: 5.1em }
td.w { overflow-wrap: normal; min-width: 0 }
tr.l td { border-bottom: 2px solid #000; padding-left: 1.5em }
header p { margin: .25em 0 }
dl { display: grid; grid-template-columns: minmax(9em, 28%) 1fr; gap: .1em .8em; margin: .2em 0 }
dt { font-weight: bold } dd { margin: 0 }
article { border-left: 3px solid #666; padding-left: .7em; margin: .6em 0 }
.first { border: 3px solid #000; padding: .3em 1em .7em; margin: 1em 0 }
.first h2 { border: 0; margin: .4em 0 } .first ul { margin: .2em 0; padding-left: 1.2em }
.strong { font-weight: bold } .none { font-style: italic } .small { font-size: .85em }
code { font-family: "Liberation Mono", monospace; font-size: .92em }
nav ul { columns: 3; margin: .4em 0 } nav a { color: #000 }
a { color: #00408a } a:focus { outline: 3px solid #000 }
@media print {
 html { font-size: 10.5pt } body { max-width: none; padding: 0 } nav { display: none }
 a { color: #000; text-decoration: none } th { background: none }
}
"""

_CONTROLS = {**{code: 0x2400 + code for code in range(0x20) if code not in {9, 10}}, 0x7F: 0x2421}
"""Control characters have no place in HTML; each has a symbol that people can see."""
_ESCAPES: dict[int, int | str] = {
    **_CONTROLS,
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
}


def escaped(text: str) -> str:
    """Return any text as HTML, in content or between quotes of an attribute."""
    if text.isalnum():  # most values
        return text
    return text.translate(_ESCAPES)


def head(title: str, language: str) -> str:
    """Return the beginning of a page, up to its body; ``title`` is any text."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # nothing that a hostile value could name is fetched, whatever escapes us
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escaped(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )


FOOT = "</body>\n</html>\n"


@cache
def word(code: str, language: str) -> str:
    """Return a sentence without facts, escaped."""
    return escaped(sentence(code, {}, language))
