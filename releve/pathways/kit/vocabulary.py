"""The words and numbers of the invented pathways, valid in form and attributable to nobody."""

from collections.abc import Callable, Mapping

GIVEN = ("Zélie", "Ørjan", "Maëlle", "Tovia", "Kamil", "Grïx", "Naïs-Anne", "Loup")
ITEMS = ("Autonomie", "Logement", "Aidants", "Mobilité = marche ?")
ANSWERS = ("seul", "avec aide", "impossible", "≥ 2 chutes en 6 mois", "« je me débrouille »")
_FAMILY = ("ZORVEL", "DRAFEN", "MIKLOU", "D’OÏLTOV", "BRÉSAF-YOL", "RŒHAP", "ÇAWEZ", "KAMNERS")
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "person.address": ("12 bis, rue des Exemples\nBâtiment B", "3, allée de l’Essai"),
    "person.postal_code": ("59990", "62991", "80992"),
    "person.representative": ("Mme DRAFEN (tutrice)", "UDAF fictive"),
    "relative.name": ("Tovia DRAFEN", "Kamil ZORVEL", "Mme BRÉSAF-YOL"),
    "relative.relationship": ("fille", "conjoint", "voisine", "frère"),
    "circle_member.relative_name": ("Loup RŒHAP", "Naïs MIKLOU"),
    "circle_member.role": ("infirmier référent", "médecin traitant", "aide à domicile", "aidant"),
    "request.reason": (
        "Sortie d’hospitalisation à préparer ; logement non adapté.",
        "Aidant épuisé, refus d’aide : « pas d’étranger à la maison ».",
        "+ d’une chute par semaine\n- plus de suivi depuis mars",
    ),
    "request.orientation": ("Accompagnement par le DAC", "Information donnée, sans suite"),
    "assessment.grid": ("Grille d’essai A", "Évaluation fictive"),
    "assessment.version": ("2.1", "1.0"),
    "assessment.comment": (
        "Situation stable.\n\nÀ revoir : l’appareillage, l’aide aux repas.",
        "Fatigue de l’aidante ; répit à proposer.",
    ),
    "care_plan.problems": (
        "1. Chutes répétées\n2. Dénutrition\n3. Isolement",
        "Observance des traitements ; accès aux droits.",
    ),
    "care_plan.wishes": ("« Rester chez moi, avec mon chat. »", "Revoir ses petits-enfants"),
    "care_plan.unmet_objectives": ("Pas de place en accueil de jour avant l’été",),
    "goal.description": ("Marcher jusqu’à la boulangerie", "Reprendre 3 kg", "Un répit par mois"),
    "action.title": (
        "Mettre en place un passage infirmier",
        "Demander l’APA",
        "=Adapter la salle de bains; devis, 2 artisans",
        "@ Relancer la maison du handicap",
    ),
    "action.result": ("Fait, la personne est satisfaite", "Dossier incomplet : RIB manquant"),
    "event.participants": ("Le référent, la fille, l’infirmière", "Équipe du DAC"),
    "event.report": (
        'Bonne entente.\nElle a dit : "revenez", et souri 🙂.',
        "Personne n’a ouvert ; message laissé.",
    ),
    "note.category": ("Appel", "Visite", "Point d’équipe"),
    "note.text": (
        "Appel de la fille : chute cette nuit, sans gravité.\nÀ revoir demain, 9 h.",
        "RAS",
        "Tension 13/8 ; poids 48,5 kg (−1 kg).\n\n- ordonnance renouvelée\n- passage lundi",
    ),
    "document.title": ("Courrier de liaison", "Compte rendu fictif, page 1/2"),
    "document.class": ("Courrier", "Compte rendu"),
    "document.media_type": ("text/plain",),
    "alert.trigger": ("Deuxième chute en un mois", "Aidant hospitalisé", "Refus de soins"),
    "consent.scope": ("Partage avec le cercle de soins", "Échange avec la solution cible"),
    "closure.reason": ("Objectifs atteints", "Entrée en établissement", "Décès"),
    "closure.outcome": ("Situation stabilisée", "Relais pris"),
    "closure.relay": ("Équipe de soins primaires", "CCAS"),
    "professional.profession": ("Médecin", "Infirmier", "Ergothérapeute", "Psychologue"),
    "organisation.name": ("DAC d’Essai", "Cabinet fictif", "Hôpital de Nulle-Part", "SSIAD Zéro"),
    "organisation.type": ("DAC", "Cabinet", "Établissement"),
}


def text(path: str, identifier: str | None, key: int, below: Callable[[int], int]) -> str:
    """Return a text for an attribute (``person.address``), drawn with ``below``."""
    name = path.partition(".")[2]
    if identifier is not None:
        return _number(identifier, key)
    if name == "telephone":
        return f"{('035301', '063998')[below(2)]}{below(10_000):04d}"
    if name == "email":
        return f"contact{key}@exemple.invalid"
    options = _TEXTS.get(path) or (GIVEN if "given" in name else _FAMILY)
    return options[below(len(options))]


def matricule(body: str) -> str:
    """Return an INS of 15 digits: 13 and the key 97 - N mod 97."""
    return f"{body}{97 - int(body) % 97:02d}"


def _number(identifier: str, key: int) -> str:
    if identifier == "rpps":
        return _with_luhn(f"000{key:07d}")
    if identifier == "finess":
        return _with_luhn(f"99{key:06d}")
    if identifier == "siret":
        return _with_luhn(_with_luhn("99900000") + f"{key:04d}")
    return f"59{990 + key % 7}"


def _with_luhn(digits: str) -> str:
    """Append the check digit of ISO/IEC 7812-1."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return digits + str(-total % 10)
