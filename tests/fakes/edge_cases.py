"""The same pathways in any of the three databases, with what databases keep each in its own way."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from releve.pathways.mapping import Mapping

PARIS = timezone(timedelta(hours=2))

TEXTS = (
    "simple",
    "  entouré d'espaces  ",
    "fin en espaces   ",
    "Amélie décomposée : e\u0301",
    "Amélie composée : é",
    "\u212bngström, ﬁ, Ǆ",
    "émojis 👩🏽‍⚕️ 🇫🇷 𝄞",
    "ligne 1\r\nligne 2\rligne 3\nligne 4\r\n",
    "\ttabulation\t",
    "\u00a0insécable\u00a0",
    "NULL",
    "null",
    "\\N",
    "",
    "   ",
    None,
    "'; DROP TABLE note; --",
    'guillemets " et « français »',
    "%s %(x)s %% ?",
    "zéro\u200bwidth \ufeff BOM",
    "1e2",
    "0",
    "false",
    "a" * 70_000,
    "é" * 30_000,
    "\U0010ffff\ue000\ud7ff",
    "accolades {} [] \x01 \x1f",
)
DECIMALS = (
    "1.10",
    "1.1",
    "100",
    "1E+2",
    "-0",
    "0",
    "0.001",
    "-12.500",
    "999999999.999",
    None,
    "10",
)
DOUBLES = (0.1, 1.1, 100.0, -0.0, 1e-7, 1e21, 123456.789, None, 5e-324, 2.0**53, 1 / 3)
INSTANTS = (
    datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
    datetime(2026, 11, 21, 8, 30, 0, 1, tzinfo=UTC),
    datetime(2026, 11, 21, 8, 30, 0, 120000, tzinfo=UTC),
    datetime(2026, 6, 1, 0, 30, tzinfo=PARIS),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
    datetime(2037, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
)
LOCALS = (
    datetime(2026, 11, 21, 8, 30),  # noqa: DTZ001 - without zone by intent
    datetime(2026, 7, 1, 0, 0, 0, 500000),  # noqa: DTZ001 - the same
    datetime(2026, 10, 25, 2, 30),  # noqa: DTZ001 - the hour that exists twice
    datetime(1900, 1, 1, 0, 0),  # noqa: DTZ001 - before legal time
    datetime(2026, 12, 31, 23, 59, 59, 999999),  # noqa: DTZ001 - the last moment of a year
)
DAYS = (
    date(2026, 2, 28),
    date(2024, 2, 29),
    date(1900, 1, 1),
    date(1583, 1, 1),
    date(9999, 12, 31),
)
TRUTHS = (True, False, None)
BYTES = (b"\x00\xff\x80", b"", None, "é".encode(), b"\xed\xa0\x80", bytes(range(256)))
ANSWERS = (
    '{"items": {"b": 1.50, "a": 1, "aa": 2}, "entretien": true, "note": "e\u0301 ok"}',
    '{"x": [1, 2.0, "trois", null, {"y": false}], "grand": 12345678901234567890.5}',
    '{"vide": "", "nul": null, "emoji": "\\ud83d\\ude00", "barre": "a/b\\\\c"}',
    '[{"q": 1e2}, {"q": -0.0}]',
)
KEYS = (1, 2, 10, -1, -10, 0, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 99, 100)
NAMES = ("b", "B", "a", "É", "é", "_", "0", "10", "9", "e\u0301", "𝄞", "\uffff", "a!", "A b")

MAPPING = Mapping.model_validate(
    {
        "format": "releve/mapping/1",
        "name": "cas limites",
        "source": {"timezone": "Europe/Paris", "blank": ["NULL"]},
        "entities": {
            "person": {
                "table": "usager",
                "key": ["id"],
                "columns": {
                    "identity_status": {"constant": "provisional"},
                    "birth_family_name": "nom",
                    "used_family_name": "ccode",
                    "given_names": {"column": "prenoms", "split": " "},
                    "birth_date": "ne_le",
                    "gender": {"column": "sexe", "codes": {"F": "female", "M": "male"}},
                    "status": {"column": "statut", "codes": {"é": "active", "e": "closed"}},
                    "opened_at": "cree_le",
                    "treating_physician": "medecin",
                },
            },
            "note": {
                "table": "note",
                "key": ["id"],
                "pathway": ["usager_id"],
                "columns": {
                    "author": "auteur",
                    "reply_to": "reponse_a",
                    "written_at": "ecrite_le",
                    "category": {"columns": ["court", "gabarit"], "glue": " / "},
                    "urgent": "urgente",
                    "text": {"column": "texte", "absent": {"0": "masked", "": "unknown"}},
                },
            },
            "action": {
                "table": "action",
                "key": ["usager_id", "rang"],
                "pathway": ["usager_id"],
                "columns": {
                    "title": {"constant": "action"},
                    "status": {"constant": "done"},
                    "estimated_cost": "cout",
                    "done_on": "faite_le",
                },
            },
            "assessment": {
                "table": "evaluation",
                "key": ["id"],
                "pathway": ["usager_id"],
                "columns": {
                    "grid": {"constant": "grille"},
                    "done_on": "faite_le",
                    "answers": "reponses",
                    "score": "score",
                },
            },
            "consent": {
                "table": "consentement",
                "key": ["code"],
                "pathway": ["usager_id"],
                "columns": {
                    "nature": {"constant": "consent"},
                    "scope": {"constant": "tout"},
                    "collected_on": "jour",
                    "oral": "oral",
                    "trace": "trace",
                },
            },
            "event": {
                "table": "rdv",
                "key": ["code"],
                "pathway": ["usager_id"],
                "columns": {"type": {"constant": "visit"}, "start": "debut", "report": "rapport"},
            },
            "closure": {
                "table": "usager",
                "key": ["id"],
                "pathway": ["id"],
                "present": "clos_le",
                "columns": {"closed_at": "clos_le"},
            },
            "professional": {
                "table": "pro",
                "key": ["code"],
                "columns": {"family_name": "nom"},
            },
        },
    }
)


def create(source):
    """Make the tables of a source, as ``MAPPING`` reads them."""
    source.create(
        "usager",
        id="bigint!",
        nom="text",
        ccode="char",
        prenoms="varchar",
        ne_le="date",
        sexe="char",
        statut="varchar",
        cree_le="instant",
        medecin="varchar",
        clos_le="local",
    )
    source.create(
        "note",
        id="bigint!",
        usager_id="bigint!",
        auteur="varchar",
        reponse_a="bigint",
        ecrite_le="instant",
        court="varchar",
        gabarit="char",
        urgente="boolean",
        texte="text",
    )
    source.create(
        "action",
        key=("usager_id", "rang"),
        usager_id="bigint!",
        rang="smallint!",
        cout="decimal",
        faite_le="date",
    )
    source.create(
        "evaluation",
        id="uuid!",
        usager_id="bigint!",
        faite_le="local",
        reponses="json",
        score="double",
    )
    source.create(
        "consentement",
        key=("code",),
        code="key_bytes!",
        usager_id="bigint!",
        jour="date",
        oral="boolean",
        trace="bytes",
    )
    source.create(
        "rdv", key=("code",), code="whole!", usager_id="bigint!", debut="local", rapport="varchar"
    )
    source.create("pro", key=(), code="varchar!", nom="varchar")


def fill(source):
    """Make the tables of a source, and put every edge case in them through its own driver."""
    create(source)
    for table, rows in _rows():
        source.insert(table, *(tuple(map(_kept(source), row)) for row in rows))


def _rows():
    def at(values, number):
        return values[number % len(values)]

    yield "pro", [(name, f"Pro {name}") for name in NAMES]
    yield (
        "usager",
        [
            (
                key,
                f" Nom {at(NAMES, n)} ",
                at(("A", "AB ", " A", None), n),
                "Jeanne  Élise Zoé",
                at(DAYS, n),
                at(("F", "M"), n),
                at(("é", "e", "e\u0301"), n),
                at(INSTANTS, n),
                at(NAMES, n),
                at((*LOCALS, None), n),
            )
            for n, key in enumerate(KEYS)
        ],
    )
    yield (
        "note",
        [
            (
                n,
                at(KEYS, n),
                at((*NAMES, None), n),
                n if n % 3 else None,
                at(INSTANTS, n),
                at(("x", None, " y "), n),
                at(("g", "  ", "g  ", None), n),
                at(TRUTHS, n),
                text,
            )
            for n, text in enumerate(TEXTS * 2, 1)
        ],
    )
    yield (
        "action",
        [
            (key, n, amount and Decimal(amount), at(DAYS, n))
            for key in KEYS
            for n, amount in enumerate(DECIMALS)
        ],
    )
    yield (
        "evaluation",
        [
            (
                f"0e0c2c9e-0000-4000-8000-{n:012x}",
                at(KEYS, n),
                datetime(2026, 5, 1),  # noqa: DTZ001 - a day
                at(ANSWERS, n),
                one,
            )
            for n, one in enumerate(DOUBLES * 2)
        ],
    )
    yield (
        "consentement",
        [
            (bytes([n, 255 - n]), at(KEYS, n), at(DAYS, n), at(TRUTHS, n), one)
            for n, one in enumerate(BYTES * 3)
        ],
    )
    yield (
        "rdv",
        [(Decimal(n * 7), at(KEYS, n), at(LOCALS, n), at(TEXTS[:5], n)) for n in range(30)],
    )


def _kept(source):
    """How a value is handed to a driver: SQLite has fewer types."""

    def keep(value):
        if source.kind != "sqlite":
            return value.astimezone(UTC) if getattr(value, "tzinfo", None) else value
        if isinstance(value, datetime | date):
            return str(value)
        return str(value) if isinstance(value, Decimal) else value

    return keep
