"""Les phrases des constats de non-destruction, et de leur levée."""

SENTENCES = {
    "doc_non_destruction_title": "Constat de non-destruction",
    "doc_non_destruction_lead": (
        "La suppression de «\u00a0{subject}\u00a0» était prévue. Elle n’est pas établie."
    ),
    "doc_non_destruction_red": "Ces données ne sont pas détruites.",
    "doc_non_destruction_no_certificate": (
        "Aucune attestation ni certificat ne peut être émis pour elles\u00a0; elles restent"
        " comptées et protégées comme au premier jour."
    ),
    "doc_non_destruction_why_partial": (
        "La suppression s’est arrêtée en chemin\u00a0: une partie seulement a été supprimée."
    ),
    "doc_non_destruction_why_undetermined": (
        "La suppression a commencé et son résultat n’a pas pu être établi. Tant que personne n’a"
        " constaté l’absence, elles sont tenues pour présentes."
    ),
    "doc_non_destruction_why_unfinished": (
        "La suppression a commencé et n’est pas conclue. Tant qu’elle ne l’est pas, elles sont"
        " tenues pour présentes."
    ),
    "doc_non_destruction_why_ordered": (
        "La suppression a été ordonnée à un autre, et rien n’est conclu. Un ordre émis ne"
        " supprime rien\u00a0: sans attestation, elles sont tenues pour présentes."
    ),
    "doc_non_destruction_why_sent_back": (
        "La suppression avait été constatée\u00a0; la personne qui valide l’a renvoyée à refaire."
    ),
    "doc_non_destruction_why_still_present": (
        "Après la suppression, notre constat les voit encore présentes."
    ),
    "doc_non_destruction_why_present": (
        "La suppression a été attestée, et notre constat les voit encore présentes."
    ),
    "doc_non_destruction_why_source_changed": (
        "Au moment de supprimer, le contenu n’était plus celui qui avait été restitué et accepté."
        " Rien n’a été touché."
    ),
    "doc_non_destruction_why_failed": (
        "La suppression n’a pas pu avoir lieu\u00a0: l’étape a échoué avant d’agir."
    ),
    "doc_non_destruction_asked": "Ce qui était demandé",
    "doc_non_destruction_nothing_asked": "Aucune demande n’est consignée.",
    "doc_non_destruction_done": "Ce qui a été fait",
    "doc_non_destruction_nothing_done": "Rien n’est consigné depuis la demande.",
    "doc_non_destruction_column_at": "Le",
    "doc_non_destruction_column_fact": "Fait consigné",
    "doc_non_destruction_column_entry": "Entrée",
    "doc_non_destruction_column_number": "Constat levé",
    "doc_non_destruction_fact_intent": "point de non-retour",
    "doc_non_destruction_fact_order": "ordre d’exécution {number} émis",
    "doc_non_destruction_fact_phase": "phase accomplie\u00a0: {phase}",
    "doc_non_destruction_fact_failed": "étape non aboutie, code {code}",
    "doc_non_destruction_fact_outcome": "résultat\u00a0: {outcome}, {observed}",
    "doc_non_destruction_fact_act": "acte signé\u00a0: {act} – {who}",
    "doc_non_destruction_left": "Ce qui reste",
    "doc_non_destruction_phases": "Étapes accomplies",
    "doc_non_destruction_rest_root": "Empreinte de ce qui reste",
    "doc_non_destruction_found": "Empreinte trouvée au lieu de celle acceptée",
    "doc_non_destruction_found_records": "Enregistrements trouvés",
    "doc_non_destruction_phase_overwritten": "fichiers réécrits",
    "doc_non_destruction_phase_read_back": "réécriture relue",
    "doc_non_destruction_phase_unlinked": "fichiers supprimés",
    "doc_non_destruction_rest": "À tenir pour présent",
    "doc_non_destruction_rest_partial": "ce que les étapes accomplies n’ont pas supprimé",
    "doc_non_destruction_rest_undetermined": "tout, jusqu’à ce que quelqu’un ait regardé",
    "doc_non_destruction_rest_unfinished": "tout, jusqu’à ce que l’acte soit conclu",
    "doc_non_destruction_rest_ordered": "tout, jusqu’à l’attestation et notre constat",
    "doc_non_destruction_rest_sent_back": "ce que la validation a demandé de refaire",
    "doc_non_destruction_rest_still_present": "ce que notre constat a vu",
    "doc_non_destruction_rest_present": "ce que notre constat a vu",
    "doc_non_destruction_rest_source_changed": (
        "tout, et ce qui s’y est ajouté ou modifié depuis l’acceptation"
    ),
    "doc_non_destruction_rest_failed": "tout",
    "doc_non_destruction_move": "Qui doit agir",
    "doc_non_destruction_then_partial": (
        "Une nouvelle demande porte sur ce qui reste\u00a0: elle est approuvée par ceux qui"
        " décident, puis exécutée dans un créneau."
    ),
    "doc_non_destruction_then_undetermined": (
        "Quelqu’un regarde d’abord, et dit ce qu’il a vu (acte de rapprochement)\u00a0; une"
        " nouvelle demande suit."
    ),
    "doc_non_destruction_then_unfinished": (
        "Qui exécute relance (releve run)\u00a0: l’acte reprend d’après ce qui est constaté, sans"
        " être répété."
    ),
    "doc_non_destruction_then_ordered": (
        "L’exécutant atteste, ou dit que l’acte n’est pas fait\u00a0; la lettre de rappel le lui"
        " demande."
    ),
    "doc_non_destruction_then_sent_back": (
        "La suppression est à demander, approuver et exécuter à nouveau, sur ce qui reste."
    ),
    "doc_non_destruction_then_still_present": (
        "Qui exécute cherche pourquoi\u00a0; la suppression est à demander à nouveau."
    ),
    "doc_non_destruction_then_present": (
        "L’exécutant explique ce que nous voyons encore, achève, et atteste à nouveau."
    ),
    "doc_non_destruction_then_source_changed": (
        "Quelqu’un explique l’écart (acte de rapprochement)\u00a0; les données sont extraites,"
        " livrées et acceptées à nouveau avant toute demande."
    ),
    "doc_non_destruction_then_failed": (
        "Qui exécute lit le motif, corrige, puis relance dans le créneau\u00a0; passé le créneau,"
        " une nouvelle demande est approuvée."
    ),
    "doc_non_destruction_who_decide": "Décide",
    "doc_non_destruction_who_perform": "Exécute",
    "doc_non_destruction_who_inform": "Est informé",
    "doc_non_destruction_command": (
        "Tout ce qui en est consigné\u00a0: releve journal --subject {subject}"
    ),
    "doc_non_destruction_read": "Lu par",
    "doc_non_destruction_sign_lead": "Conduite du programme",
    "doc_non_destruction_sign_controller": "Responsable de traitement",
    "doc_non_destruction_note_place": (
        "Où se trouve chaque reste\u00a0: seul ce qui est écrit ci-dessus a été constaté."
    ),
    "doc_non_destruction_note_copies": (
        "L’état des autres copies de ces données\u00a0: chacune a le sien."
    ),
    "doc_non_destruction_lifted_title": "Levée du constat de non-destruction",
    "doc_non_destruction_lifted_lead": (
        "Le constat de non-destruction de «\u00a0{subject}\u00a0» ne vaut plus."
    ),
    "doc_non_destruction_seen": "Notre constat après l’acte",
    "doc_non_destruction_when": "Consigné le",
    "doc_non_destruction_not_due": (
        "Aucune suppression n’est en défaut d’après le journal et le plan en vigueur."
    ),
    "doc_non_destruction_before": "Constat levé",
    "doc_non_destruction_lifted_note": (
        "Le niveau atteint par la suppression\u00a0: le document émis pour elle le dit, et ce"
        " qu’il ne prouve pas."
    ),
}
