"""The recette sheet, in French: it is printed, filled in by hand and signed."""

SENTENCES: dict[str, str] = {
    "nonce_malformed": "L’aléa du tirage s’écrit en hexadécimal : 32 caractères au moins.",
    "recette_exists": (
        "Il y a déjà une fiche de recette à cet endroit : {path}. Une fiche imprimée ne se refait "
        "pas sous le même nom : choisissez un autre dossier."
    ),
    "recette_file_unreadable": (
        "Ce fichier est nécessaire à la fiche de recette et ne peut pas être lu : {path}."
    ),
    "recette_written": (
        "Fiche de recette écrite : {path} ({count:parcours tiré|parcours tirés} parmi "
        "{population}). Elle contient des données de santé : imprimez-la, remettez-la au DAC, "
        "n’en gardez pas de copie. Empreinte à reporter dans l’acte « procès-verbal de "
        "recette » : {digest}"
    ),
    "recette_title": "Fiche de recette : {title}",
    "recette_exercise": "EXERCICE – SANS VALEUR",
    "recette_private": (
        "Document confidentiel, couvert par le secret professionnel : données de personnes "
        "accompagnées. Il reste au DAC ; seule son empreinte est consignée au journal."
    ),
    "recette_how": "Comment faire",
    "recette_step_1": (
        "Ouvrez chaque parcours dans la solution cible, avec votre compte habituel, et comparez "
        "ligne à ligne avec la colonne « À la source »."
    ),
    "recette_step_2": (
        "Cochez « Conforme » ou « Écart » ; notez ce que vous voyez s’il y a écart. Une case "
        "encadrée d’un trait épais signale un écart déjà vu par la machine : vérifiez-le."
    ),
    "recette_step_3": (
        "Un parcours a un écart dès qu’une de ses lignes en a un. Comptez les parcours en écart."
    ),
    "recette_step_4": (
        "Remplissez et signez la dernière page, gardez l’original, puis signez l’acte "
        "« procès-verbal de recette » dans Relève avec ce nombre et l’empreinte de la fiche."
    ),
    "recette_draw": "Tirage",
    "recette_package": "Empreinte du paquet",
    "recette_root": "Racine du contenu",
    "recette_count": "Parcours tirés",
    "recette_population": "Parcours du paquet",
    "recette_printed": "Fiche écrite le",
    "recette_rule": "Règle",
    "recette_commitment": "Empreinte de l’aléa",
    "recette_drawn": (
        "Personne n’a choisi ces parcours : ce sont ceux dont l’empreinte HMAC-SHA256, sous une "
        "graine tirée de l’empreinte du paquet et de l’aléa, est la plus petite. Qui détient le "
        "paquet et l’aléa retrouve les mêmes, dans le même ordre."
    ),
    "recette_if_none": "Si vous ne trouvez aucun écart :",
    "recette_pathway": "Parcours {number} sur {count}",
    "recette_entry": "Empreinte à clé de son contenu :",
    "recette_nowhere": "Ce parcours n’existe pas dans la solution cible.",
    "recette_column_field": "Donnée",
    "recette_column_source": "À la source",
    "recette_column_successor": "Dans la solution cible",
    "recette_column_same": "Conforme",
    "recette_column_differs": "Écart",
    "recette_record_missing": "absent de la solution cible",
    "recette_record_added": "dans la solution cible seulement",
    "recette_result": "Ce parcours :",
    "recette_remarks": "Observations :",
    "recette_pv": "Procès-verbal de recette",
    "recette_pv_intro": (
        "Je soussigné·e ai comparé, à l’écran de la solution cible, chacun des parcours de cette "
        "fiche (nombre : {count}) avec ce que la source contenait, pour le paquet {package}."
    ),
    "recette_deviations": "Nombre de parcours en écart",
    "recette_reserves": "Réserves",
    "recette_running": "paquet {package}…",
    "recette_no_reserve": "sans réserve",
    "recette_with_reserves": "avec les réserves suivantes :",
    "recette_who": "Nom et fonction",
    "recette_when": "Date",
    "recette_signature": "Signature",
    "recette_pv_after": (
        "L’original signé reste au DAC. L’acte électronique reprend le paquet, le nombre de "
        "parcours, l’empreinte de la fiche, le nombre d’écarts et les réserves."
    ),
}
