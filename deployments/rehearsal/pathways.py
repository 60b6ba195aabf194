"""Draw the coordination records of one DAC: rows of ``DAC_TABLES``, coherent with each other."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from deployments.rehearsal import identities, vocabulary
from deployments.rehearsal.dac_rows import AS_OF, DacRows, as_json, moment
from deployments.rehearsal.documents import DACS, documents


def draw(seed: int, dac: str, *, pathways: int, count_of_documents: int) -> DacRows:
    """Draw ``pathways`` users of ``dac`` with everything that hangs on them.

    Each has a circle, a request, an evaluation, a PPCS, 2 to 8 actions, notes and consents. About
    one in twenty-five is opposed to sharing, one in six is closed, one in ten has no INS.
    """
    rng = Random(f"{seed}/{dac}")
    rows = DacRows()
    base = DACS.index(dac) * 100_000
    staff = max(6, min(300, pathways // 12))
    for number in range(1, staff + 1):
        who = identities.person(rng, born_after=1960, born_before=1995)
        rows.add(
            "professionnel",
            who.surname,
            who.first_name,
            rng.choice(vocabulary.PROFESSIONS),
            identities.rpps(base + number),
            f"Structure {identities.invented(rng, 3)}",
            identities.finess(base + number % 40),
            identities.telephone(rng),
            f"pro{base + number}@exemple.invalid",
            rng.random() < 0.95,
        )
    for number in range(1, pathways + 1):
        _pathway(rng, rows, dac, number, staff)
    for number, document in enumerate(documents(seed, dac, count_of_documents)):
        rows.add(
            "document_ref",
            number % pathways + 1,
            rng.randint(1, staff),
            f"{document.kind} n° {number + 1}",
            document.kind,
            document.media_type,
            document.path,
            len(document.data),
            document.sha256,
            moment(rng, AS_OF - timedelta(days=rng.randrange(1, 900))),
        )
    return rows


def _pathway(rng: Random, rows: DacRows, dac: str, number: int, staff: int) -> None:
    def anyone() -> int:
        return rng.randint(1, staff)

    opened = AS_OF - timedelta(days=rng.randrange(60, 1500))
    _person(rng, rows, number, opened, anyone())
    need, doctor = rng.choice(vocabulary.NEEDS), anyone()
    rows.add("cercle_soins", number, doctor, None, vocabulary.ROLES[0], opened, None)
    for role in rng.sample(vocabulary.ROLES[1:], rng.randrange(1, 4)):
        until = opened + timedelta(days=rng.randrange(30, 60)) if rng.random() < 0.2 else None
        rows.add("cercle_soins", number, anyone(), None, role, opened, until)
    if rng.random() < 0.6:
        near = f"{identities.invented(rng, 2)} {identities.invented(rng, 3).upper()}"
        rows.add(
            "cercle_soins",
            number,
            None,
            near,
            rng.choice(("aidant", "enfant", "conjoint")),
            opened,
            None,
        )
    rows.add(
        "demande",
        number,
        doctor,
        moment(rng, opened),
        f"Demande d’appui : {need}",
        rng.choice(vocabulary.CHANNELS),
        rng.choice(("appui DAC", "information", "relais")),
        rng.random() < 0.1,
        rng.choice(("acceptée", "en cours", "traitée")),
    )
    _evaluation(rng, rows, dac, number, anyone(), opened)
    wish = rng.choice(
        ("rester chez elle ou lui", "voir moins de monde", "être mieux informé·e", "sortir")
    )
    goals = [
        {"libelle": goal, "atteint": rng.random() < 0.4} for goal in rng.sample(vocabulary.NEEDS, 2)
    ]
    missed = None if all(goal["atteint"] for goal in goals) else "À reprendre avec l’équipe"
    plan = rows.add(
        "ppcs",
        number,
        anyone(),
        opened + timedelta(days=21),
        opened + timedelta(days=50) if rng.random() < 0.5 else None,
        f"Problème : {need}",
        f"Souhaite {wish}",
        as_json(goals),
        missed,
        rng.random() < 0.97,
    )
    for _ in range(rng.randint(2, 8)):
        due = opened + timedelta(days=rng.randrange(10, 120))
        status = rng.choice(("à faire", "en cours", "faite", "faite", "abandonnée"))
        done = min(due, AS_OF) if status == "faite" else None
        cost = Decimal(rng.randrange(500, 90_000)) / 100 if rng.random() < 0.3 else None
        rows.add(
            "action",
            plan,
            number,
            anyone(),
            rng.choice(vocabulary.ACTIONS),
            status,
            due,
            done,
            "Réalisé" if done else None,
            cost,
        )
    thread: int | None = None
    for _ in range(rng.randint(1, 5)):
        parent = thread if rng.random() < 0.4 else None
        word = identities.invented(rng, 3).lower()
        said = f"{rng.choice(vocabulary.NOTES)} ; {word}. Suite : {rng.choice(vocabulary.ACTIONS)}."
        when = moment(rng, opened + timedelta(days=rng.randrange(1, 60)))
        thread = rows.add(
            "note",
            number,
            anyone(),
            parent,
            when,
            rng.choice(("liaison", "alerte", "compte rendu")),
            rng.random() < 0.05,
            said,
        )
    _consents(rng, rows, number, opened)


def _person(rng: Random, rows: DacRows, number: int, opened: date, doctor: int) -> None:
    who = identities.person(rng)
    status = rng.choices(("qualifiée", "récupérée", "validée", "provisoire"), (90, 3, 4, 3))[0]
    qualified = status == "qualifiée"
    closed = opened + timedelta(days=rng.randrange(55, 60)) if rng.random() < 1 / 6 else None
    ins = identities.ins_matricule(who, number % 999 + 1) if qualified else None
    same_order = rows.tables["usager"][(number - 1) % 999 :: 999]
    if any(ins == row[1] for row in same_order):
        ins, qualified, status = None, False, "provisoire"
    married = identities.invented(rng, 3).upper() if rng.random() < 0.25 else None
    rows.add(
        "usager",
        ins,
        identities.INS_TEST_OID if qualified else None,
        status,
        who.surname,
        married,
        who.given_names,
        who.first_name,
        who.born_on,
        who.sex,
        who.birth_place,
        identities.telephone(rng) if rng.random() < 0.8 else None,
        f"{rng.randrange(1, 200)} rue {identities.invented(rng, 3)}",
        who.birth_place,
        f"{identities.invented(rng, 2)} {who.surname}" if rng.random() < 0.3 else None,
        doctor,
        "clos" if closed else "actif",
        moment(rng, opened),
        closed and moment(rng, closed),
        rng.choice(("relais", "décès", "objectifs atteints")) if closed else None,
    )


def _evaluation(
    rng: Random, rows: DacRows, dac: str, number: int, author: int, opened: date
) -> None:
    grid, version, items = vocabulary.GRIDS[dac]
    answers = {item: rng.randint(0, 5) for item in items}
    score = Decimal(sum(answers.values()) * 100) / (5 * len(items))
    remark = (
        f"Évaluée à domicile, {identities.invented(rng, 2).lower()}" if rng.random() < 0.5 else None
    )
    rows.add(
        "evaluation",
        number,
        author,
        grid,
        version,
        opened + timedelta(days=14),
        as_json({"items": answers, "entretien": rng.random() < 0.8}),
        round(score, 2),
        remark,
    )


def _consents(rng: Random, rows: DacRows, number: int, opened: date) -> None:
    trace = hashlib.sha256(f"{number}/{opened}".encode()).digest() if rng.random() < 0.5 else None
    rows.add(
        "consentement",
        number,
        "consentement",
        "prise en charge par le DAC",
        opened,
        None,
        trace is None,
        trace,
    )
    opposed = rng.random() < 0.04
    rows.add(
        "consentement",
        number,
        "opposition" if opposed else "non-opposition",
        "partage avec l’équipe de soins",
        opened + timedelta(days=1),
        None,
        rng.random() < 0.8,
        None,
    )
