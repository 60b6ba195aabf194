"""A DAC of any size in PostgreSQL, drawn by the database itself.

The tables are those of the exercise (``DAC_TABLES``); a pathway has a person and 26 other records,
and what is drawn depends on nothing but the number of pathways. All identities are made up.
"""

import psycopg
from psycopg import sql

from deployments.rehearsal import identities
from deployments.rehearsal.region_tables import DAC_INDEXES, DAC_TABLES

STAFF = 300

_PERSONS = """
INSERT INTO usager
SELECT i,
    CASE WHEN q THEN n::text || lpad((97 - n % 97)::text, 2, '0') END,
    CASE WHEN q THEN 'urn:oid:1.2.250.1.213.1.4.10' END,
    CASE WHEN q THEN 'qualifiée' ELSE 'provisoire' END,
    'ZORVEL' || i, CASE WHEN i % 4 = 0 THEN 'MIKDRA' || i END, 'Fénia Xanor', 'Fénia',
    date '1930-01-01' + i % 20000, CASE WHEN i % 2 = 0 THEN 'F' ELSE 'M' END,
    lpad((99000 + i / 999 % 700)::text, 5, '0'),
    CASE WHEN i % 5 > 0 THEN '01990' || lpad((i % 100000)::text, 5, '0') END,
    i % 200 || ' rue Brétov', lpad((99000 + i % 700)::text, 5, '0'),
    CASE WHEN i % 3 = 0 THEN 'Jilka ZORVEL' || i END, 1 + i % {staff},
    CASE WHEN i % 6 = 0 THEN 'clos' ELSE 'actif' END,
    timestamptz '2022-01-03 08:30Z' + i % 900 * interval '1 day',
    CASE WHEN i % 6 = 0 THEN timestamptz '2024-10-03 08:30Z' END,
    CASE WHEN i % 6 = 0 THEN 'relais' END
FROM (SELECT i, i % 10 > 0 AS q,
    (1 + i % 2) * 1000000000000 + (30 + i % 50) * 10000000000 + (1 + i % 12) * 100000000
    + (99000 + i / 999 % 700) * 1000 + 1 + i % 999 AS n
    FROM generate_series(1, {pathways}) i) drawn
"""
_CHILDREN = """
INSERT INTO cercle_soins SELECT (i - 1) * 4 + c, i,
    CASE WHEN c < 4 THEN 1 + (i + c) % {staff} END, CASE WHEN c = 4 THEN 'Louvel ' || i END,
    CASE c WHEN 1 THEN 'médecin traitant' WHEN 4 THEN 'aidant' ELSE 'infirmier' END,
    date '2024-01-03' + c, CASE WHEN c = 2 THEN date '2024-05-01' + c END
FROM generate_series(1, {pathways}) i, generate_series(1, 4) c;
INSERT INTO demande SELECT (i - 1) * 1 + c, i,
    1 + i % {staff}, timestamptz '2024-01-03 09:00Z' + i % 300 * interval '1 day',
    'Demande d’appui : retour à domicile', 'téléphone', 'appui DAC', i % 10 = 0, 'traitée'
FROM generate_series(1, {pathways}) i, generate_series(1, 1) c;
INSERT INTO evaluation SELECT (i - 1) * 1 + c, i,
    1 + i % {staff}, 'Grille d’autonomie', '2.1', date '2024-02-01' + i % 90,
    jsonb_build_object('items', jsonb_build_object('lever', i % 6, 'toilette', i % 5, 'repas',
    i % 4, 'sortir', i % 3, 'mémoire', i % 6), 'entretien', true), (i % 10000) / 100.0,
    CASE WHEN i % 2 = 0 THEN 'Évaluée à domicile, calme' END
FROM generate_series(1, {pathways}) i, generate_series(1, 1) c;
INSERT INTO ppcs SELECT (i - 1) * 1 + c, i,
    1 + i % {staff}, date '2024-02-10', CASE WHEN i % 2 = 0 THEN date '2024-04-10' END,
    'Problème : perte d’autonomie ; n° ' || i, 'Souhaite rester chez elle ou lui',
    jsonb_build_array(jsonb_build_object('libelle', 'Sécuriser le domicile', 'atteint', true),
    jsonb_build_object('libelle', 'Rompre l’isolement', 'atteint', i % 3 = 0)),
    'À reprendre avec l’équipe', true
FROM generate_series(1, {pathways}) i, generate_series(1, 1) c;
INSERT INTO action SELECT (i - 1) * 7 + c, i,
    i, 1 + (i + c) % {staff}, 'Organiser le passage quotidien n° ' || c,
    CASE WHEN c % 2 = 0 THEN 'faite' ELSE 'en cours' END, date '2024-06-01' + c,
    CASE WHEN c % 2 = 0 THEN date '2024-06-01' + c END, CASE WHEN c % 2 = 0 THEN 'Réalisé' END,
    CASE WHEN c = 3 THEN (i % 90000) / 100.0 END
FROM generate_series(1, {pathways}) i, generate_series(1, 7) c;
INSERT INTO note SELECT (i - 1) * 6 + c, i,
    1 + (i + c) % {staff}, CASE WHEN c > 1 THEN (i - 1) * 6 + c - 1 END,
    timestamptz '2024-06-01 10:15Z' + c * interval '1 day', 'liaison', c = 5, 'Passage ce matin,
    la personne se sent fatiguée ; n° ' || i || '. L’équipe est prévenue,
    suite : revoir l’ordonnance avec le médecin traitant avant la fin de semaine.'
FROM generate_series(1, {pathways}) i, generate_series(1, 6) c;
INSERT INTO consentement SELECT (i - 1) * 2 + c, i,
    CASE WHEN c = 1 THEN 'consentement' WHEN i % 25 = 0 THEN 'opposition' ELSE 'non-opposition' END,
    CASE WHEN c = 1 THEN 'prise en charge par le DAC' ELSE 'partage avec l’équipe de soins' END,
    date '2024-01-04', NULL::date, c = 2, CASE WHEN c = 1 THEN sha256(i::text::bytea) END
FROM generate_series(1, {pathways}) i, generate_series(1, 2) c;
INSERT INTO document_ref SELECT (i - 1) * 2 + c, i,
    1 + i % {staff}, 'Compte rendu n° ' || c, 'Compte rendu', 'application/pdf',
    'dac/' || i % 100 || '/doc-' || i || '-' || c || '.pdf', 1000 + i % 5000,
    encode(sha256((i * 10 + c)::text::bytea), 'hex'), timestamptz '2024-07-01 10:15Z'
FROM generate_series(1, {pathways}) i, generate_series(1, 2) c;
"""


def fill(connection: psycopg.Connection, schema: str, pathways: int) -> None:
    """Create the tables of a DAC in a new schema, fill and analyse them."""
    name = sql.Identifier(schema)
    connection.execute(sql.SQL("CREATE SCHEMA {0}; SET search_path = {0}").format(name))
    connection.execute(DAC_TABLES)
    statement = "INSERT INTO professionnel VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_professional(one) for one in range(1, STAFF + 1)])
    _run(connection, _PERSONS, pathways)
    _run(connection, _CHILDREN, pathways)
    connection.execute(DAC_INDEXES)
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")
    connection.autocommit = False


def _run(connection: psycopg.Connection, statement: str, pathways: int) -> None:
    connection.execute(statement.format(pathways=pathways, staff=STAFF).encode())


def _professional(number: int) -> tuple[object, ...]:
    return (
        number,
        f"PRO{number}",
        "Oïla",
        "infirmier",
        identities.rpps(number),
        f"Structure {number % 40}",
        identities.finess(number % 40),
        "0199000000",
        f"pro{number}@exemple.invalid",
        number % 20 > 0,
    )
