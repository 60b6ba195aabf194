"""Invented people and numbers, valid in form and attributable to nobody.

Names come from syllables. INS matricules carry communes that do not exist (990 to 996) and
the TEST OID; RPPS begin with ``000``, FINESS with ``99``; telephones are in the ranges that
the French regulator reserves for fiction; mail domains end in ``.invalid`` (RFC 2606).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

INS_TEST_OID = "urn:oid:1.2.250.1.213.1.4.10"
DEPARTMENTS = ("02", "59", "60", "62", "80")
_SYLLABLES = (
    "zor",
    "vel",
    "mik",
    "dra",
    "lou",
    "fen",
    "gri",
    "xan",
    "pué",
    "tov",
    "bré",
    "jil",
    "kam",
    "ners",
    "oïl",
    "quo",
    "saf",
    "urv",
    "wez",
    "yol",
    "cèd",
    "hap",
    "rœ",
    "ça",
)
_FIRST_ENDINGS = ("a", "in", "ël", "iane", "or", "ix", "ette", "o")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person; ``birth_place`` is a commune code that was never attributed."""

    surname: str
    given_names: str
    sex: str
    born_on: date
    birth_place: str

    @property
    def first_name(self) -> str:
        """The first of the given names."""
        return self.given_names.split(" ", 1)[0]


def luhn_digit(digits: str) -> str:
    """Return the Luhn check digit to append to ``digits`` (ISO/IEC 7812-1)."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        value = int(char)
        if position % 2 == 0:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return str(-total % 10)


def ins_matricule(person: Person, order: int) -> str:
    """Return 15 digits: sex, year, month, commune, ``order`` (1 to 999), key 97 - N mod 97."""
    head = "1" if person.sex == "M" else "2"
    body = f"{head}{person.born_on:%y%m}{person.birth_place}{order:03d}"
    return f"{body}{97 - int(body) % 97:02d}"


def rpps(number: int) -> str:
    """Return 11 digits with a valid Luhn digit, in a range attributed to nobody."""
    body = f"000{number:07d}"
    return body + luhn_digit(body)


def finess(number: int) -> str:
    """Return 9 digits with a valid Luhn digit, in a department that does not exist."""
    body = f"99{number:06d}"
    return body + luhn_digit(body)


def telephone(rng: Random) -> str:
    """Return a number of a range reserved for fiction."""
    return f"{rng.choice(('035301', '063998'))}{rng.randrange(10_000):04d}"


def invented(rng: Random, parts: int) -> str:
    """Return a capitalised word of ``parts`` syllables."""
    return "".join(rng.choices(_SYLLABLES, k=parts)).capitalize()


def person(rng: Random, *, born_after: int = 1926, born_before: int = 1990) -> Person:
    """Draw one person, born in a year of [born_after, born_before)."""
    given = " ".join(
        invented(rng, 1) + rng.choice(_FIRST_ENDINGS) for _ in range(rng.choice((1, 1, 2, 3)))
    )
    day = date(rng.randrange(born_after, born_before), 1, 1) + timedelta(days=rng.randrange(365))
    return Person(
        surname=invented(rng, rng.choice((2, 3, 3))).upper(),
        given_names=given,
        sex=rng.choice("MF"),
        born_on=day,
        birth_place=f"{rng.choice(DEPARTMENTS)}{rng.randrange(990, 997)}",
    )
