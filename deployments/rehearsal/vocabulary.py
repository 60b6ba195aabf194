"""The words of the invented coordination records; each DAC has a form of its own."""

PROFESSIONS = (
    "Médecin",
    "Infirmier",
    "Assistant de service social",
    "Ergothérapeute",
    "Psychologue",
    "Kinésithérapeute",
    "Coordinateur de parcours",
)
NEEDS = (
    "maintien à domicile",
    "chutes répétées",
    "dénutrition",
    "aidant épuisé",
    "accès aux droits",
    "observance des traitements",
    "isolement",
    "sortie d’hospitalisation",
)
ACTIONS = (
    "Mettre en place un passage infirmier",
    "Demander l’APA",
    "Organiser un répit",
    "Adapter le logement",
    "Programmer une visite à domicile",
    "Joindre le médecin traitant",
    "Accompagner à la maison du handicap",
)
NOTES = (
    "Appel de la famille",
    "Visite réalisée",
    "Point d’équipe",
    "Message du cabinet",
    "Rendez-vous pris",
)
ROLES = (
    "médecin traitant",
    "infirmier référent",
    "coordinateur",
    "aide à domicile",
    "kinésithérapeute",
)
CHANNELS = ("téléphone", "messagerie sécurisée", "courrier", "formulaire")
GRIDS = {  # the forms of the DAC differ, as they did
    "dac-littoral": ("Grille Littoral", "2.1", ("autonomie", "cognition", "logement", "aidants")),
    "dac-somme": ("Évaluation Somme", "1.4", ("mobilite", "humeur", "ressources")),
    "dac-metropole": (
        "Facettes M",
        "3.0",
        ("autonomie", "douleur", "nutrition", "entourage", "numerique"),
    ),
}
