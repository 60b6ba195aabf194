"""The check digits of French health identifiers: INS (as the NIR), RPPS and FINESS (Luhn).

Patterns are for a whole text; PostgreSQL reads them as Python does.
"""

import re
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["ins", "rpps", "finess"]

INS = r"[1-8][0-9]{4}([0-9]{2}|2[AB])[0-9]{8}"
"""Sex, year, month, département (2A and 2B in Corsica), commune, order, key: 15 characters."""

RPPS = r"[0-9]{11}"
FINESS = r"[0-9]{9}"
FINESS_CORSICA = r"2[AB][0-9]{7}"
"""Holds a letter: no rule is known for its key, so it passes."""

CORSICA = {"2A": "19", "2B": "18"}
MODULUS = 97


def valid(kind: Kind, text: str) -> bool:
    """Tell whether an identifier has the form of its kind and the key that its digits call for."""
    if kind == "ins":
        return bool(re.fullmatch(INS, text)) and _ins(text)
    if kind == "rpps":
        return bool(re.fullmatch(RPPS, text)) and _luhn(text)
    if re.fullmatch(FINESS_CORSICA, text):
        return True
    return bool(re.fullmatch(FINESS, text)) and _luhn(text)


def _ins(text: str) -> bool:
    department = CORSICA.get(text[5:7], text[5:7])
    return MODULUS - int(text[:5] + department + text[7:13]) % MODULUS == int(text[13:])


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
