"""The schema of another publisher, as a database without types would hold it, and a few rows."""

from tests.fakes.tabular_source import TabularSource

DEFINITIONS = """
CREATE TABLE clients (
    client_no integer PRIMARY KEY, nir text, id_state text NOT NULL, last_name text NOT NULL,
    first_names text NOT NULL, dob text NOT NULL, sex integer NOT NULL, died text,
    opened timestamp NOT NULL, row_version integer NOT NULL);
CREATE TABLE addresses (client_no integer PRIMARY KEY, line1 text, line2 text);
CREATE TABLE roles (code text PRIMARY KEY, label text NOT NULL);
CREATE TABLE helpers (
    client_no integer NOT NULL, rank integer NOT NULL, staff_no text, role_code text,
    since date NOT NULL, colour text);
CREATE TABLE tests (
    id text PRIMARY KEY, client_no integer NOT NULL, form text NOT NULL, day text NOT NULL,
    content text NOT NULL, total text);
CREATE TABLE agenda (
    id integer PRIMARY KEY, client_no integer NOT NULL, kind text NOT NULL,
    start timestamp NOT NULL, cancelled integer NOT NULL);
CREATE TABLE journal (
    id integer PRIMARY KEY, client_no integer NOT NULL, staff_no integer, written text NOT NULL,
    note_text text, alarm text, cause text);
CREATE TABLE staff (
    staff_no integer PRIMARY KEY, name text NOT NULL, rpps text, enabled integer NOT NULL);
CREATE TABLE sessions (id integer PRIMARY KEY, token text);
"""

ROWS = {
    "clients": [
        (
            1,
            "295109912611193",
            "Q",
            "MARTIN",
            "Anne, Zoé",
            "02/01/1931",
            2,
            "-",
            "2024-01-02 09:00:00",
            7,
        ),
        (
            2,
            "253072A07300443",
            "P",
            " Durand ",
            "Luc",
            "31/12/1940",
            1,
            "0000-00-00",
            "2024-07-02T10:15:00",
            1,
        ),
        (3, None, "P", "Petit", "Max", "01/02/1950", 9, None, "2024-07-02T10:15:00+00:00", 2),
    ],
    "addresses": [(1, "1 rue A", "Bât. B"), (2, "2 rue C", "-")],
    "roles": [("IDE", "infirmière"), ("MT", "médecin traitant"), ("AD", "aide à domicile")],
    "helpers": [
        (1, 1, "10", "IDE", "2020-01-01", "red"),
        (1, 2, "11", "MT", "2020-01-02", None),
        (2, 1, None, "IDE", "2020-01-03", "blue"),
    ],
    "tests": [
        ("a/1", 1, "AGGIR", "2024-05-06", '{"a":1.50}', "12,50"),
        ("b", 2, "G", "2024-05-07", "[true]", None),
    ],
    "agenda": [(1, 1, "VAD", "2024-01-02 09:00:00", 0), (2, 2, "TEL", "2024-07-02T10:15:00", 1)],
    "journal": [
        (1, 1, 10, "2024-03-31 03:30:00", "Vu ce matin", None, None),
        (2, 1, None, "2024-04-01T08:00:00Z", None, "R", "chute"),
        (3, 2, 11, "2024-04-02 09:00:00.5", "Appel", "O", "absence"),
    ],
    "staff": [(10, "Legrand", "01234567897", 1), (11, "Roux", "10102727017", 0)],
    "sessions": [(1, "x")],
}


def foreign():
    """The source of these tables and rows."""
    return TabularSource(DEFINITIONS, ROWS)
