"""Texts that went through a wrong encoding, or were padded: what they show, as one pattern.

The pattern is written with the characters themselves, without any escape: PostgreSQL and Python
read it alike, and no literal of it needs quoting twice.
"""

import re

_CONTROLS = "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_LOST = "\ufffd"
_TWICE_ENCODED = (
    "[\u00c2\u00c3\u00c5]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u2122]"
    "|\u00e2\u20ac"
)
"""UTF-8 read as Windows-1252 or Latin-1: ``é`` seen as ``Ã©``, ``’`` as ``â€™``."""
_BLANK = "[ \t\r\n\u00a0\u202f]"

DIRTY = "|".join((_CONTROLS, _LOST, _TWICE_ENCODED, f"^{_BLANK}", f"{_BLANK}$"))
"""Matches a text that is not as somebody typed it. ``Â`` before a quotation mark is one, too."""

_DIRTY = re.compile(DIRTY)


def is_clean(value: object) -> bool:
    """Tell whether a text shows none of this; what is no text does not."""
    return isinstance(value, str) and _DIRTY.search(value) is None
