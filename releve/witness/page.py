"""The page of a witness: who it is, which logs it knows, the last head it saw, what it refused."""

from datetime import UTC, datetime
from html import escape

from releve.model.time import instant_text
from releve.textes import sentence
from releve.witness.witness import Witness

_STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.3em .6em;text-align:left}"
    "pre{overflow-x:auto}"
)


def page(witness: Witness) -> bytes:
    """Return the page, in French.

    Raises:
        LedgerError: ``witness_state_unusable``.

    """
    key = witness.key.verifier
    title = _said("witness_page_title", name=key.name)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="fr"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>{title}</h1>",
        f"<p>{_said('witness_page_what')}</p>",
        f"<p>{_said('witness_page_key')}</p><pre>{escape(str(key))}</pre>",
        f"<h2>{_said('witness_page_logs')}</h2>",
        *_logs(witness),
        f"<h2>{_said('witness_page_refusals')}</h2>",
        *_refusals(witness),
        "</main></body></html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _logs(witness: Witness) -> list[str]:
    seen = {one.origin: one for one in witness.heads.all()}
    parts: list[str] = []
    for origin in dict.fromkeys(key.name for key in witness.logs):
        parts.append(f"<h3>{escape(origin)}</h3>")
        one = seen.get(origin)
        if one is None:
            parts.append(f"<p>{_said('witness_page_nothing')}</p>")
            continue
        at = instant_text(datetime.fromtimestamp(one.at, UTC))
        parts.append(f"<p>{_said('witness_page_seen', size=one.size, at=at)}</p>")
        parts.append(f"<pre>{escape(one.note.decode())}</pre>")
    return parts


def _refusals(witness: Witness) -> list[str]:
    kept = witness.refusals.all()
    if not kept:
        return [f"<p>{_said('witness_page_no_refusal')}</p>"]
    rows = [
        f"<tr><td>{escape(one.folder.name)}</td><td>"
        + _said(f"witness_kept_line_{one.code}", seen=one.seen, size=one.offered, at=one.at)
        + "</td></tr>"
        for one in kept
    ]
    return ["<table>", *rows, "</table>"]


def _said(code: str, **facts: str | int) -> str:
    return escape(sentence(code, facts))
