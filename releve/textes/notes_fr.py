"""Main courante et relève de quart."""

SENTENCES = {
    "note_recorded": "Noté (entrée {entry}, {instant}). Une erreur se corrige par une autre note.",
    "note_empty": "La note est vide. Écrivez ce qui s’est passé, ou ce que la suite doit savoir.",
    "note_too_long": (
        "La note a {length} caractères\u00a0; une note en a {limit} au plus. Coupez-la en"
        " plusieurs."
    ),
    "note_holds_identifier": (
        "La note semble contenir {identifier}, au caractère {at}\u00a0: la main courante ne dit"
        " rien qui désigne une personne. Écrivez la même chose sans cela, par exemple par la"
        " fonction ou le numéro du dossier d’intervention."
    ),
    "identifier_email": "une adresse électronique",
    "identifier_nir": "un numéro de sécurité sociale ou un INS",
    "identifier_phone": "un numéro de téléphone",
    "identifier_rpps": "un numéro RPPS",
    "note_author_unknown": (
        "{author} n’est pas dans le plan, ou n’y est pas en fonction aujourd’hui\u00a0: la note"
        " n’est pas écrite. Donnez un identifiant du plan avec --as."
    ),
    "note_subject_unknown": (
        "{subject} n’est pas dans le plan. Donnez un sujet du plan (par exemple service:visio),"
        " ou aucun pour tout le programme."
    ),
    "logbook_note_malformed": (
        "Une note de la main courante n’est pas lisible\u00a0: son document a été modifié."
        " Signalez-le au chef de projet."
    ),
    "shift_person_unknown": (
        "{person} ne tient pas de quart\u00a0: il y faut le rôle d’exploitant ou de chef de"
        " projet, en fonction. Le peuvent\u00a0: {known}."
    ),
    "doc_logbook_title": "Main courante",
    "doc_logbook_title_of": "Main courante\u00a0: {milestone}",
    "doc_logbook_lead": "Ce qui a été noté et ce qui a été fait, dans l’ordre des heures.",
    "doc_logbook_when": "Quand",
    "doc_logbook_subject": "Objet",
    "doc_logbook_what": "Ce qui s’est passé",
    "doc_logbook_who": "Qui",
    "doc_logbook_entry": "Entrée",
    "doc_logbook_from": "De",
    "doc_logbook_until": "À",
    "doc_logbook_lines": "Lignes",
    "doc_logbook_notes": "Dont notes",
    "doc_logbook_nothing": "Rien n’est noté.",
    "doc_logbook_note": "Note\u00a0: {text}",
    "doc_logbook_act": "Acte signé\u00a0: {what}",
    "doc_logbook_act_refused": "Acte refusé ({code})",
    "doc_logbook_request": "Demande ouverte\u00a0: {what}",
    "doc_logbook_intent": "Point de non-retour\u00a0: {what}",
    "doc_logbook_outcome": "Résultat\u00a0: {outcome}, {observed}",
    "doc_logbook_probe": "Sonde\u00a0: {observed}",
    "doc_logbook_failure": "Échec\u00a0: {verb} ({code})",
    "doc_logbook_order": "Ordre d’exécution {number}",
    "doc_logbook_adopted": "Plan adopté",
    "doc_logbook_limit_signed": (
        "Une note est écrite sous l’identifiant de son auteur\u00a0: elle n’est pas signée, et"
        " n’autorise rien."
    ),
    "doc_logbook_limit_correction": (
        "Rien n’est effacé\u00a0: une note en corrige une autre en venant après elle. Le texte"
        " des notes reste dans l’espace de travail\u00a0; la preuve en donne l’empreinte."
    ),
    "doc_shift_title": "Relève de quart du {at}",
    "doc_shift_lead": "Quitte son quart\u00a0: {leaving}. Voici ce qui est ouvert.",
    "doc_shift_begun": "Engagé, au-delà du point de non-retour",
    "doc_shift_begun_warning": (
        "Un geste est engagé et n’a pas de résultat\u00a0: ne relancez rien avant de savoir"
        " pourquoi."
    ),
    "doc_shift_nothing_begun": "Rien n’est engagé.",
    "doc_shift_safe": "Dernier point sûr",
    "doc_shift_safe_at": "entrée {entry}, le {at}",
    "doc_shift_stopped": "Suspendu ou gelé",
    "doc_shift_nothing_stopped": "Rien n’est suspendu ni gelé.",
    "doc_shift_paused": "suspendu",
    "doc_shift_held": "gelé pour contentieux",
    "doc_shift_mark": "État",
    "doc_shift_reason": "Motif",
    "doc_shift_subject": "Objet",
    "doc_shift_act": "Geste",
    "doc_shift_since": "Depuis",
    "doc_shift_windows": "Prochains créneaux",
    "doc_shift_milestone": "Jalon",
    "doc_shift_opens_in": "Dans",
    "doc_shift_open_now": "ouvert",
    "doc_shift_no_window": "Aucun créneau à venir.",
    "doc_shift_ready": "Prêt\u00a0: part au prochain «\u00a0releve run\u00a0»",
    "doc_shift_ready_count": "{verb}\u00a0: {count:objet|objets}",
    "doc_shift_ready_line": "{subject}\u00a0: {verb}",
    "doc_shift_nothing_ready": "rien n’est prêt",
    "doc_shift_waiting": "En attente de quelqu’un",
    "doc_shift_nothing_waiting": "Rien n’attend personne.",
    "doc_shift_why": "Ce qui manque",
    "doc_shift_mover": "À qui de jouer",
    "doc_shift_note": "{text}",
    "doc_shift_notes": "Dernières notes",
    "doc_shift_call": "Qui appeler",
    "doc_shift_leaving": "Quitte le quart",
    "doc_shift_arriving": "Prend le quart",
}
