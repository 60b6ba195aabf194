"""``LISEZMOI.txt``: how a stranger reads and checks this very folder, in French, then in English.

Sentences stand in ``releve/textes/lisezmoi_*.py``, commands in ``releve/documents/recipes.py``;
here they are put together for what one folder holds. The commands stand once, in the first part.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from releve.canonical import encode_base64
from releve.certificates.labels import Labels
from releve.documents import recipes
from releve.documents.held import Example, Held, act_file, held, signature_file
from releve.errors import Fact
from releve.ledger.body import text
from releve.model.acts import ActKind, namespace
from releve.model.evidence import Entry
from releve.model.ids import Realm, service_subject
from releve.model.plan import Plan
from releve.model.scope import Scope

LANGUAGES = ("fr", "en")

_WIDTH = 78
_NAMESPACES = (ActKind.PLAN_ADOPTION, ActKind.RECEIPT, ActKind.ACCEPTANCE)
_ABOUT = ("is", "proves", "not", "holds", "how", "page")
_STAMPS = {".dsse.tst": ".dsse.json", ".pdf.tst": ".pdf"}
"""The file of a token, and the file that it dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A numbered part: sentences by code, then what is typed."""

    told: tuple[str, ...] = ()
    typed: str = ""


def lisezmoi(
    plan: Plan,
    entries: Sequence[Entry],
    *,
    checkpoint: bytes,
    files: Collection[str],
    scope: Scope | None = None,
) -> bytes:
    """Return the text, UTF-8, in lines of 78 columns.

    ``entries`` are those under ``checkpoint``, the signed head. ``files`` are the paths of the
    folder's other files; renewals come later, and the text holds with or without them. ``scope``
    is that of a partial folder.

    Raises:
        EvidenceRefused: as :func:`releve.documents.held.held`.

    """
    here = held(plan, entries, checkpoint=checkpoint, files=files, scope=scope)
    parts = ("\n".join(_part(here, language)) for language in LANGUAGES)
    return (f"\n\n{'=' * _WIDTH}\n\n".join(parts) + "\n").encode()


def _part(here: Held, language: str) -> Iterator[str]:
    labels = Labels(plan=here.plan, language=language)
    facts = _facts(here, labels)

    def told(code: str) -> list[str]:
        said = labels.say(f"readme_{code}", **facts)
        return wrap(said, _WIDTH, break_long_words=False, break_on_hyphens=False)

    for code in ("title", *_head(here)):
        yield from told(code)
    yield ""
    for code in _ABOUT:
        yield from told(code)
    for index, step in enumerate(_steps(here)):
        yield from ("", *told(str(index)))
        for code in step.told:
            yield from told(code)
        if language == LANGUAGES[0]:
            yield from step.typed.splitlines()


def _head(here: Held) -> Iterator[str]:
    yield "exercise" if here.plan.realm is Realm.REHEARSAL else "real"
    yield "head"
    yield "whole" if here.scope is None else f"scope_{here.scope.kind.value}"
    yield "count"


def _steps(here: Held) -> Iterator[_Step]:
    shown = here.certificate
    yield _Step(told=("trust",), typed=recipes.OUTSIDE + recipes.AUTHORITIES)
    yield _Step(typed=recipes.FILES)
    yield _notes(here)
    yield _Step(told=("no_certificate",)) if shown is None else _certificate(shown)
    yield _Step() if shown is None else _Step(told=("inclusion",), typed=recipes.INCLUDED)
    dated = ("act_dated",) if here.act_is_dated else ()
    typed = _act(here.act, here.plan.realm) + recipes.ACT
    yield _Step(told=("act", *dated, "act_strict"), typed=typed)
    yield _Step(told=("renewals",), typed=recipes.STAMPED + recipes.RENEWED)
    yield _Step(told=("windows",))
    yield _Step(told=("power", "tool"), typed=recipes.LAST)


def _notes(here: Held) -> _Step:
    rekeyed = ("rekeyed",) if here.rekeyed else ()
    if not here.witnesses:
        return _Step(told=("note", *rekeyed, "unwitnessed"), typed=recipes.NOTES)
    cosigned = "".join(f"$ cosigned {name}\n" for name in here.witnesses)
    typed = recipes.NOTES + recipes.COSIGNED + cosigned
    return _Step(told=("note", *rekeyed, "witnessed"), typed=typed)


def _certificate(shown: Example) -> _Step:
    stamps = [token for token in _STAMPS if shown.has(token)]
    typed = f"$ N={shown.stem}\n" + recipes.SEALED + (recipes.STAMPED if stamps else "")
    typed += "".join(f'$ stamped "$N{_STAMPS[token]}" "$N{token}"\n' for token in stamps)
    typed += recipes.ATTACHED
    if shown.sealed:
        typed += f"$ ISSUED={int(shown.entry.recorded_at.timestamp())}\n" + recipes.PDF_SEALED
    told = (
        "sealed",
        "stamped" if ".dsse.tst" in stamps else "unstamped",
        *(["stamped_later"] if ".pdf.tst" in stamps else []),
        "pdf",
        "pdf_sealed" if shown.sealed else "pdf_unsealed",
    )
    return _Step(told=told, typed=typed)


def _act(entry: Entry, realm: Realm) -> str:
    kind = ActKind(text(entry.body, "act"))
    return (
        f"$ A={act_file(entry)}\n"
        f"$ S={signature_file(entry)}\n"
        f"$ WHO={text(entry.body, 'signer')} SPACE={namespace(kind, realm)}\n"
        f"$ AT={entry.at:%Y%m%d%H%M%SZ}\n"
    )


def _facts(here: Held, labels: Labels) -> dict[str, Fact]:
    realm = "exercise" if here.plan.realm is Realm.REHEARSAL else "real"
    about = here.scope.name if here.scope else ""
    return {
        "title": here.plan.title,
        "origin": here.head.origin,
        "size": here.head.size,
        "root": encode_base64(here.head.root),
        "count": here.certificates,
        "service": labels.subject(service_subject(about)),
        "controller": labels.organisation(about),
        "number": here.certificate.number if here.certificate else "",
        "kind": labels.say(f"act_{text(here.act.body, 'act')}"),
        "signer": labels.person(text(here.act.body, "signer")),
        "index": here.act.index,
        "rekeyed": here.rekeyed.index if here.rekeyed else 0,
        "namespaces": ", ".join(namespace(kind, here.plan.realm) for kind in _NAMESPACES),
        "flag": labels.say(f"flag_{realm}"),
    }
