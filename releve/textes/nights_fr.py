"""Fiches d’intervention : la nuit, une étape après l’autre."""

SENTENCES = {
    "doc_card_title": "Fiche d’intervention\u00a0: {verb} «\u00a0{subject}\u00a0»",
    "doc_card_title_night": "Fiche d’intervention\u00a0: {milestone}",
    "doc_card_lead": (
        "Une étape après l’autre. Notez l’heure et vos initiales. En cas de doute\u00a0: ne"
        " lancez rien, appelez."
    ),
    "doc_card_lead_night": (
        "Tous les gestes de ce créneau, dans l’ordre. En cas de doute\u00a0: ne lancez rien,"
        " appelez."
    ),
    "doc_card_opens": "Le créneau ouvre",
    "doc_card_closes": "Le créneau ferme",
    "doc_card_last": "Commencer au plus tard",
    "doc_card_last_of": "Commencer au plus tard ({verb})",
    "doc_card_last_moment": "{at}\u00a0: un geste peut durer {minutes}",
    "doc_card_agreed": "Approbations signées",
    "doc_card_approvals": "{have} sur {need}",
    "doc_card_not_asked": "aucun\u00a0: la demande n’est pas encore ouverte",
    "doc_card_performer": "Qui fait le geste",
    "doc_card_durations": "Durées à l’exercice",
    "doc_card_exercise_of": (
        "lues dans l’exercice {origin}, {size} entrées, tête {root}…\u00a0; le présent journal ne"
        " les prouve pas"
    ),
    "doc_card_before": "Avant le point de non-retour",
    "doc_card_after": "Après le point de non-retour",
    "doc_card_in_order": "Dans l’ordre",
    "doc_card_number": "N°",
    "doc_card_step": "Étape",
    "doc_card_act": "Geste",
    "doc_card_subject": "Objet",
    "doc_card_look": "Ce que vous devez voir",
    "doc_card_duration": "Durée à l’exercice",
    "doc_card_hour": "Heure",
    "doc_card_initials": "Initiales",
    "doc_card_nothing": "Aucune étape.",
    "doc_card_rehearsed_here": "{minutes}",
    "doc_card_rehearsed_elsewhere": "au plus {minutes} (sur {subject})",
    "doc_card_not_rehearsed": "pas encore mesurée",
    "doc_card_check_ready": "Lire l’agenda\u00a0: releve agenda",
    "doc_card_look_ready": "le geste y est prêt (▶)",
    "doc_card_look_before": "Regarder si le service répond",
    "doc_card_look_up": "il répond",
    "doc_card_look_services": "Regarder si les services de ces données répondent",
    "doc_card_look_all_down": "aucun ne répond",
    "doc_card_run_compare": "Lancer\u00a0: releve run -m {milestone} (tout ce qui y est prêt part)",
    "doc_card_compare": "L’outil mesure la source sous verrou, compare, puis écrit l’intention",
    "doc_card_seen_down": "il ne répond plus",
    "doc_card_seen_up": "il répond encore",
    "doc_card_seen_absent": "données absentes",
    "doc_card_look_same": "aucun refus\u00a0; sinon une ligne ✘\u00a0: rien n’est effacé, appeler",
    "doc_card_run": (
        "Lancer\u00a0: releve run -m {milestone} (tout ce qui y est prêt part). L’outil écrit"
        " l’intention"
    ),
    "doc_card_look_intent": "la ligne du geste commence par ·",
    "doc_card_stop_unit": "L’outil arrête {unit} sur {host}, puis le désactive au démarrage",
    "doc_card_look_inactive": "inactif et désactivé\u00a0; sinon une ligne ✘\u00a0: appeler",
    "doc_card_look_after": "L’outil sonde le service de l’extérieur",
    "doc_card_look_down": "il ne répond plus\u00a0; sinon une ligne ✘\u00a0: appeler",
    "doc_card_remove_access": "L’outil retire nos accès",
    "doc_card_look_no_access": "nos accès sont refusés",
    "doc_card_erase": "L’outil supprime les objets approuvés, et eux seuls",
    "doc_card_look_erased": (
        "aucune erreur\u00a0; «\u00a0suppression partielle\u00a0»\u00a0: appeler"
    ),
    "doc_card_look_data": "L’outil regarde si les données sont encore là",
    "doc_card_look_absent": "absentes",
    "doc_card_look_absent_or_out": "absentes, ou hors de portée de nos constats",
    "doc_card_outcome": "L’outil écrit le résultat. Relire\u00a0: releve status",
    "doc_card_look_outcome": "plus rien «\u00a0en cours\u00a0»",
    "doc_card_run_order": (
        "Lancer\u00a0: releve run -m {milestone} (tout ce qui y est prêt part). L’outil écrit"
        " l’intention et l’ordre"
    ),
    "doc_card_look_order": "un numéro d’ordre d’exécution",
    "doc_card_attested": "L’exécutant agit, puis signe son attestation",
    "doc_card_look_attestation": "l’attestation est au journal",
    "doc_card_look_none": "rien à voir",
    "doc_card_no_return_shut_down": (
        "POINT DE NON-RETOUR. Dès l’étape suivante, l’intention est écrite\u00a0: l’arrêt va à"
        " son terme. Une pause, un gel ou un refus arrive trop tard. Seule reste la remise en"
        " marche (voir plus bas)."
    ),
    "doc_card_no_return_hand_over": (
        "POINT DE NON-RETOUR. Dès l’étape suivante, l’intention est écrite\u00a0: nos accès sont"
        " retirés. Seul le nouveau responsable peut les rendre."
    ),
    "doc_card_no_return_destroy": (
        "POINT DE NON-RETOUR. Dès l’étape suivante, l’outil agit seul\u00a0: ces données vont"
        " disparaître. Aucune commande ne les rend. Une pause, un gel ou un refus arrive trop"
        " tard."
    ),
    "doc_card_no_return_night": (
        "POINT DE NON-RETOUR, ligne par ligne\u00a0: dès que l’outil annonce un geste (·), son"
        " intention est écrite. Une pause n’arrête que les lignes suivantes."
    ),
    "doc_card_run_all": (
        "Lancer\u00a0: releve run -m {milestone}. L’outil fait ces gestes l’un après l’autre, et"
        " s’arrête à ce qui attend."
    ),
    "doc_card_stop": "Suspendre, reprendre, revenir",
    "doc_card_pause": (
        "Suspendre\u00a0: releve pause {subject} --as VOTRE-IDENTIFIANT --key VOTRE-CLÉ -r"
        ' "motif", puis releve run'
    ),
    "doc_card_resume": (
        "Reprendre (chef de projet seul)\u00a0: releve resume {subject} --as SON-IDENTIFIANT"
        ' --key SA-CLÉ -r "motif"'
    ),
    "doc_card_rollback": "Remettre {service} en marche\u00a0: releve rollback {id}",
    "doc_card_rollback_until": (
        "Remettre {service} en marche\u00a0: releve rollback {id}, tant qu’aucune destruction de"
        " ses données n’a commencé (au plus tôt le {opens})"
    ),
    "doc_card_no_rollback": (
        "Aucun retour pour {service}\u00a0: la destruction de «\u00a0{asset}\u00a0» a commencé"
    ),
    "doc_card_return_hand_over": "Transfert\u00a0: aucun retour par nous",
    "doc_card_return_destroy": "Suppression\u00a0: aucun retour",
    "doc_card_call": "Qui appeler, dans cet ordre",
    "doc_card_person": "Fonction",
    "doc_card_contact": "Téléphone",
    "doc_card_called": "Appelé à",
    "doc_card_who": "{title}, {body}",
    "doc_card_leave": "Ce qu’il ne faut pas toucher",
    "doc_card_neighbours": "Encore en marche sur la même machine ({host}), ne pas y toucher\u00a0:",
    "doc_card_neighbour_first": "{service}",
    "doc_card_neighbour": "· {service}",
    "doc_card_nothing_to_spare": "le plan ne dit rien d’autre",
    "rehearsed_not_an_exercise": (
        "{path} est la preuve d’un journal réel ({origin}), pas d’un exercice\u00a0: ses durées"
        " ne sont pas répétées. Donnez la preuve d’un exercice."
    ),
}
