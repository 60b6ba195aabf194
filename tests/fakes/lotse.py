"""« Lotse »: another publisher's database, in MariaDB, with a few invented pathways.

Names in another language, codes padded in CHAR, dates as digits, DATETIME without zone, ENUM, names
in a table of their own, keys of several columns. ``docs/guide/correspondance.md`` connects it.
"""

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden" / "mappings"
TABLES = FOLDER / "lotse.sql"
MAPPING = FOLDER / "lotse.yaml"
PATHWAYS = 20
OPPOSED = 7
"""The one pathway whose person is opposed to sharing."""

_FIRST = date(2024, 1, 8)
_STAFF = ("K001", "K002", "K003")


def fill(connection, pieces):
    """Make the tables in the connection's database, and rows; attachments below ``pieces``."""
    cursor = connection.cursor()
    for statement in TABLES.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            cursor.execute(statement)
    for table, rows in _shared().items():
        _insert(cursor, table, rows)
    for number in range(PATHWAYS):
        for table, rows in _pathway(number, pieces).items():
            _insert(cursor, table, rows)
    cursor.close()


def _insert(cursor, table, rows):
    for row in rows:
        names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - our own names


def _shared():
    return {
        "einrichtung": [{"id": 1, "bezeichnung": "Établissement inventé", "art": "CH"}],
        "cd_beruf": [{"code": "ARZT", "klartext": "Médecin"}, {"code": "PFL", "klartext": "IDE"}],
        "cd_rolle": [{"code": "HA", "klartext": "médecin traitant"}],
        "fachkraft": [
            {"kuerzel": one, "zuname": f"Kern {one}", "beruf_code": "ARZT", "rpps": "-"}
            | {"einrichtung_id": 1, "aktiv": 1}
            for one in _STAFF
        ],
        "zugriff": [{"kuerzel": "K001", "wann": datetime(2024, 1, 8, 9, 0)}],  # noqa: DTZ001 - as the publisher keeps it
    }


def _pathway(number, pieces):
    case = {"fall_nr": f"F{number:06d}"}
    day = _FIRST + timedelta(days=number)
    moment = datetime(day.year, day.month, day.day, 9, 30)  # noqa: DTZ001 - as the publisher keeps it
    staff, closed = _STAFF[number % 3], number % 5 == 4
    names = [{**case, "art": "GEB", "zuname": f"Straßer {number}", "vornamen": "Zoë;Anna"}]
    if number % 3 == 0:
        names.append({**case, "art": "USE", "zuname": "Müller", "vornamen": None})
    data = f"pièce inventée {number}".encode()
    path = f"{number % 4}/{number}.txt"
    (pieces / path).parent.mkdir(parents=True, exist_ok=True)
    (pieces / path).write_bytes(data)
    last = [{**case, "am": moment, "grund": "Umzug"}] if closed else []
    return {
        "fall": [
            {**case, "zustand": "ZU" if closed else ("OFFEN", "RUHEND")[number % 2]}
            | {"angelegt": moment, "ident_stufe": number % 3, "geschlecht": "MWDU"[number % 4]}
            | {"geb_datum": "00000000" if number == 3 else f"19{30 + number}0131"}
            | {"hausarzt": staff, "zeilenversion": number, "ruf": "" if number % 2 else "06"}
        ],
        "fall_name": names,
        "fall_anschrift": [{**case, "hausnr": number, "strasse": "rue de l’Essai", "plz": "59000"}],
        "angehoerige": [{**case, "lfd": 1, "zuname": "Kern", "vollmacht": "JN?"[number % 3]}],
        "kreis": [
            {**case, "lfd": 1, "kuerzel": staff, "rolle": "HA", "seit": day},
            {**case, "lfd": 2, "angehoerige_lfd": 1, "rolle": "HA", "seit": day},
        ],
        "anfrage": [
            {**case, "von": staff, "eingang": moment, "grund": "Chutes.\r\nÀ voir.", "stand": "ANG"}
            | {"kanal": (1, 9, None)[number % 3], "eilig": (0, 1, None)[number % 3]}
        ],
        "bogen": [
            {**case, "verfasser": staff, "raster": "AGGIR", "am": day, "punkte": "3,50"}
            | {"antworten": json.dumps({"marche": "A", "toilette": {"haut": "B", "bas": None}})}
        ],
        "hilfeplan": [{**case, "plan_lfd": 1, "referent": staff, "vom": day, "probleme": "Isolé"}],
        "ziel": [{**case, "plan_lfd": 1, "ziel_lfd": 1, "text": "Marcher", "erreicht": number % 2}],
        "massnahme": [
            {**case, "plan_lfd": plan, "verantwortlich": staff, "titel": "Appeler", "stand": "neu"}
            | {"frist": day, "kosten": "120,50"}
            for plan in (1, None)
        ],
        "ereignis": [{**case, "art": "HB", "beginn": moment, "leiter": staff, "stand": "P"}],
        "notiz": [{**case, "verfasser": staff, "am": moment, "eilig": 0, "text": "Vu ce matin œ"}],
        "beleg": [
            {**case, "titel": "Compte rendu", "mime": "text/plain", "pfad": path}
            | {"sha256": hashlib.sha256(data).hexdigest(), "groesse": len(data)}
        ],
        "warnung": [{**case, "stufe": 1 + number % 3, "anlass": "Chute", "am": moment}],
        "einwilligung": [
            {**case, "art": "WI" if number == OPPOSED else "EW", "geltung": "partage", "am": day}
        ],
        "abschluss": last,
    }
