"""The form and the check digit of French health identifiers. Pure.

INS as the NIR (97 - N mod 97; Corsica's 2A and 2B count as 19 and 18); RPPS, FINESS and SIRET by
Luhn (ISO/IEC 7812-1), La Poste's SIRET by the sum of its digits; COG, the INSEE code of a commune
or country, by its form alone. Patterns are for a whole text; PostgreSQL reads them as Python does.
"""

import re
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["ins", "rpps", "finess", "siret", "cog"]

INS = r"[1-8][0-9]{4}([0-9]{2}|2[AB])[0-9]{8}"
"""Sex, year, month, département (2A and 2B in Corsica), commune, order, key: 15 characters."""

RPPS = r"[0-9]{11}"
FINESS = r"[0-9]{9}"
FINESS_CORSICA = r"2[AB][0-9]{7}"
"""Holds a letter: no rule is known for its key, so it passes."""

SIRET = r"[0-9]{14}"
LA_POSTE = "356000000"
"""The SIREN whose establishments have digits that sum to a multiple of 5, save its head office."""

COG = r"([0-9]{2}|2[AB])[0-9]{3}"

CORSICA = {"2A": "19", "2B": "18"}
MODULUS = 97

_DOUBLED = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))
_FORMS = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "ins": INS,
        "rpps": RPPS,
        "finess": f"{FINESS}|{FINESS_CORSICA}",
        "siret": SIRET,
        "cog": COG,
    }.items()
}


def valid(kind: Kind | str, text: str) -> bool:
    """Tell whether an identifier has the form of its kind and the key that its digits call for.

    It does not tell whether the identifier was ever given to anybody.

    Raises:
        KeyError: a kind that is not one of :data:`Kind`.

    """
    if _FORMS[kind].fullmatch(text) is None:
        return False
    if kind == "ins":
        return _ins(text)
    if kind == "cog" or (kind == "finess" and not text.isdigit()):
        return True
    return _luhn(text) or (kind == "siret" and _la_poste(text))


def _ins(text: str) -> bool:
    department = CORSICA.get(text[5:7], text[5:7])
    return MODULUS - int(text[:5] + department + text[7:13]) % MODULUS == int(text[13:])


def _luhn(digits: str) -> bool:
    last = digits[::-1]
    return (sum(map(int, last[::2])) + sum(map(_DOUBLED.__getitem__, last[1::2]))) % 10 == 0


def _la_poste(digits: str) -> bool:
    return digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0
