"""A note of the logbook (main courante): what one person wrote, kept in the workspace alone.

The log holds the digest of the note's document. A random salt in it keeps that digest from telling
a short text to whoever would try likely ones; the text itself never leaves the workspace.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from releve.canonical import decode, encode
from releve.errors import EvidenceRefused, UsageError

FORMAT = "releve/note/1"
LONGEST = 1_000
"""Characters of a note."""

_SALT = re.compile(r"[0-9a-f]{32}")
_IDENTIFIERS: Mapping[str, re.Pattern[str]] = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "nir": re.compile(
        r"(?<!\d)\d(?:[ .\u00a0\u202f-]?\d){4}[ .\u00a0\u202f-]?"
        r"(?:\d[ .\u00a0\u202f-]?\d|2[ .\u00a0\u202f-]?[ABab])"
        r"(?:[ .\u00a0\u202f-]?\d){8}(?!\d)"
    ),
    "phone": re.compile(
        r"(?<!\d)(?:(?:\+|00)33[ .\u00a0\u202f-]?(?:\(0\))?|0)[ .\u00a0\u202f-]?[1-9]"
        r"(?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)"
    ),
    "rpps": re.compile(r"(?<!\d)\d(?:[ .\u00a0\u202f-]?\d){10}(?!\d)"),
}
"""What looks like the identifier of a person, most telling first. A check digit is not asked for:
one mistyped still names somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The text of a note and its salt, 32 hexadecimal digits."""

    text: str
    salt: str

    def document(self) -> bytes:
        """Return the bytes that are kept, whose digest the log holds."""
        return encode({"format": FORMAT, "salt": self.salt, "text": self.text})


def read_note(data: bytes) -> Note:
    """Read the document of a note.

    Raises:
        EvidenceRefused: ``logbook_note_malformed``.

    """
    members = decode(data)
    if not isinstance(members, Mapping) or members.keys() != {"format", "salt", "text"}:
        raise EvidenceRefused("logbook_note_malformed")
    text, salt = members["text"], members["salt"]
    known = members["format"] == FORMAT and isinstance(text, str) and isinstance(salt, str)
    if not known or not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise EvidenceRefused("logbook_note_malformed")
    return Note(text=str(text), salt=salt)


def check_note(text: str) -> str:
    """Return the text of a note as it is kept: without spaces around it.

    Names are not seen: nobody's are to be written either.

    Raises:
        UsageError: ``note_empty``; ``note_too_long``; ``note_holds_identifier``, with what it
            looks like and where it begins, never the identifier itself.

    """
    kept = " ".join(text.split())
    if not kept:
        raise UsageError("note_empty")
    if len(kept) > LONGEST:
        raise UsageError("note_too_long", length=len(kept), limit=LONGEST)
    found = next(iter(identifiers(kept)), None)
    if found is not None:
        raise UsageError("note_holds_identifier", identifier=found[0], at=found[1] + 1)
    return kept


def identifiers(text: str) -> Iterator[tuple[str, int]]:
    """Yield what looks like an identifier of a person: its kind, and where it begins."""
    for kind, pattern in _IDENTIFIERS.items():
        for match in pattern.finditer(text):
            yield kind, match.start()
