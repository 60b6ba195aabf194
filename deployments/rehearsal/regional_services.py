"""Draw the rows of the regional services: Vigilans, Nutri-âge, TLC, visio, messages, traces."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from deployments.rehearsal import identities
from deployments.rehearsal.dac_rows import AS_OF, Row, moment, split

_STOPPED_EARLIER = date(2024, 10, 31)  # Nutri-âge and TLC/TLE had already stopped
_SERVICES = ("messagerie", "visio", "coordination", "tlc", "tle", "vigilans")
_TERRITORIES = ("Littoral", "Somme", "Métropole")


def draw(seed: int, *, pathways: int) -> Iterator[tuple[str, list[Row]]]:
    """Yield ``(schema.table, rows)`` in an order that satisfies the foreign keys."""
    rng = Random(f"{seed}/regional")
    size = max(12, pathways // 4)
    recalls = [_recall(rng, number, open_=number % 3 == 1) for number in range(1, size + 1)]
    yield "vigilans.rappel", recalls
    yield (
        "vigilans.suivi",
        [
            (
                number,
                rng.randint(1, size),
                _moment(rng, 180),
                rng.random() < 0.7,
                "Appel de suivi, va mieux",
            )
            for number in range(1, size * 2)
        ],
    )
    yield "nutriage.beneficiaire", [_beneficiary(rng, number) for number in range(1, size + 1)]
    yield (
        "nutriage.seance",
        [
            (
                number,
                rng.randint(1, size),
                _STOPPED_EARLIER - timedelta(days=rng.randrange(900)),
                Decimal(rng.randrange(380, 990)) / 10,
                "Enrichir les repas, fractionner",
            )
            for number in range(1, size * 3)
        ],
    )
    yield (
        "tlc.teleconsultation",
        [
            (
                number,
                _name(rng),
                identities.rpps(rng.randrange(300)),
                _moment(rng, 1500, _STOPPED_EARLIER),
                rng.randrange(120, 2400),
                rng.choice(("libéral", "établissement", "médico-social")),
                rng.choice(("renouvellement", "plaie", None)),
            )
            for number in range(1, size * 4)
        ],
    )
    yield "tlc.teleexpertise", [_expertise(rng, number) for number in range(1, size)]
    yield (
        "visio.session",
        [
            (
                number,
                f"salle-{rng.randrange(10**6):06d}",
                f"pro{rng.randrange(300)}",
                _moment(rng, 700),
                rng.randrange(60, 5400),
                rng.randint(2, 9),
            )
            for number in range(1, size * 2)
        ],
    )
    users = [(dac, count) for dac, count in split(pathways)]
    yield (
        "messagerie.fil",
        [
            (number, *_user(rng, users), f"À propos de {identities.invented(rng, 2)}")
            for number in range(1, size + 1)
        ],
    )
    yield (
        "messagerie.message",
        [
            (
                number,
                rng.randint(1, size),
                f"pro{rng.randrange(300)}",
                _moment(rng, 700),
                f"Bonjour, {identities.invented(rng, 4).lower()}. Merci.",
                rng.random() < 0.9,
            )
            for number in range(1, size * 4)
        ],
    )
    yield (
        "traces.acces",
        [
            (
                number,
                _moment(rng, 700),
                f"pro{rng.randrange(300)}",
                *_user(rng, users),
                rng.choices(("lecture", "écriture", "impression"), (80, 18, 2))[0],
                f"192.0.2.{rng.randrange(1, 255)}",
            )
            for number in range(1, pathways * 6)
        ],
    )
    yield "indicateurs.usage_mensuel", list(_usage(rng))


def _recall(rng: Random, number: int, *, open_: bool) -> Row:
    who = identities.person(rng, born_after=1950, born_before=2006)
    opened = AS_OF - timedelta(days=rng.randrange(5, 170) if open_ else rng.randrange(190, 900))
    due = AS_OF + timedelta(days=rng.randrange(1, 60)) if open_ else opened + timedelta(days=180)
    return (
        number,
        who.surname,
        who.first_name,
        identities.telephone(rng),
        opened,
        due,
        "ouvert" if open_ else "clos",
        None if open_ else opened + timedelta(days=182),
        None,
        None,
    )


def _beneficiary(rng: Random, number: int) -> Row:
    who = identities.person(rng, born_before=1950)
    joined = _STOPPED_EARLIER - timedelta(days=rng.randrange(200, 1200))
    return (number, who.surname, who.first_name, who.born_on, joined, joined + timedelta(days=180))


def _expertise(rng: Random, number: int) -> Row:
    asked = _moment(rng, 1500, _STOPPED_EARLIER)
    answered = asked + timedelta(hours=rng.randrange(2, 90)) if rng.random() < 0.9 else None
    return (
        number,
        _name(rng),
        identities.rpps(rng.randrange(300)),
        identities.rpps(rng.randrange(300)),
        asked,
        answered,
        "Avis sur une plaie chronique",
        "Avis rendu" if answered else None,
    )


def _usage(rng: Random) -> Iterator[Row]:
    for index in range(57):  # March 2020 to November 2024
        month = date(2020 + (index + 2) // 12, (index + 2) % 12 + 1, 1)
        for service in _SERVICES:
            for territory in _TERRITORIES:
                acts = rng.randrange(0, 2500)
                cost = Decimal(rng.randrange(10**6)) / 100 if service == "tlc" else None
                yield (month, service, territory, acts, acts // 7, cost)


def _user(rng: Random, users: list[tuple[str, int]]) -> tuple[str, int]:
    dac, count = rng.choice(users)
    return dac, rng.randint(1, count)


def _name(rng: Random) -> str:
    return f"{identities.invented(rng, 3).upper()} {identities.invented(rng, 2)}"


def _moment(rng: Random, days: int, until: date = AS_OF) -> datetime:
    return moment(rng, until - timedelta(days=rng.randrange(1, days)))
