"""Ce que disent le procès-verbal de restitution et destruction, et son récapitulatif."""

SENTENCES = {
    "doc_minutes_title_draft": "Projet de procès-verbal de restitution et destruction",
    "doc_minutes_title": "Procès-verbal de restitution et destruction",
    "doc_minutes_lead": (
        "{accepted} sur {sets:ensemble de données restitué et accepté|ensembles de données"
        " restitués et acceptés}. {ended} sur {due:suppression prévue achevée|suppressions"
        " prévues achevées} (données et copies inventoriées). {reserves:réserve ouverte|réserves"
        " ouvertes}. Non signé par le titulaire\u00a0: ce document n’est qu’un projet."
    ),
    "doc_minutes_lead_clear": (
        "{accepted} sur {sets:ensemble de données restitué et accepté|ensembles de données"
        " restitués et acceptés}. {ended} sur {due:suppression prévue achevée|suppressions"
        " prévues achevées} (données et copies inventoriées). Signé sans réserve par le titulaire"
        " ({holder})\u00a0; {open:réserve ouverte|réserves ouvertes}."
    ),
    "doc_minutes_lead_reserved": (
        "{accepted} sur {sets:ensemble de données restitué et accepté|ensembles de données"
        " restitués et acceptés}. {ended} sur {due:suppression prévue achevée|suppressions"
        " prévues achevées} (données et copies inventoriées). Signé par le titulaire ({holder}),"
        " AVEC RÉSERVES\u00a0: {open:réserve ouverte|réserves ouvertes}."
    ),
    "doc_minutes_heading_parties": "Contrat et parties",
    "doc_minutes_label_contract": "Contrat",
    "doc_minutes_contract": "{title} (lot\u00a0: {lot})",
    "doc_minutes_label_clause": "Clause de réversibilité de ce contrat",
    "doc_minutes_label_delay": (
        "Délai de destruction fixé par ce contrat, à compter de la restitution"
    ),
    "doc_minutes_label_ends": "Fin du contrat",
    "doc_minutes_capacity_holder": "Titulaire",
    "doc_minutes_capacity_buyer": "Acheteur",
    "doc_minutes_capacity_controller": "Responsable de traitement",
    "doc_minutes_label_host": "Hébergeur et certificat HDS",
    "doc_minutes_host_bare": (
        "{host} – certificat\u00a0: {number}\u00a0; version, activités et validité non relevées"
    ),
    "doc_minutes_host_valid": (
        "{host} – certificat n° {number}, version {version}, activités\u00a0: {activities}."
        " Valable du {since} au {until}, donc à la date de la première suppression ({first}) et"
        " de la dernière ({last})."
    ),
    "doc_minutes_host_expired": (
        "{host} – certificat n° {number}, version {version}, activités\u00a0: {activities}."
        " ATTENTION\u00a0: valable du {since} au {until}, il ne couvre pas toutes les"
        " suppressions (du {first} au {last})."
    ),
    "doc_minutes_host_idle": (
        "{host} – certificat n° {number}, version {version}, activités\u00a0: {activities}."
        " Valable du {since} au {until}\u00a0; aucune suppression n’est encore inscrite."
    ),
    "doc_minutes_host_unknown": (
        "{host} – certificat n° {number}, version {version}, activités\u00a0: {activities}."
        " Validité inconnue\u00a0: du {since} au {until}. Rien ne peut en être dit à la date des"
        " actes."
    ),
    "doc_minutes_label_place": "Lieu",
    "doc_minutes_by_hand": (
        "à porter à la main par les signataires\u00a0:"
        " ............................................................"
    ),
    "doc_minutes_label_moment": "Faits arrêtés au (heure locale)",
    "doc_minutes_no_fact": "aucun fait n’est encore inscrit",
    "doc_minutes_heading_summary": "Ce qui a été restitué, ce qui a été accepté",
    "doc_minutes_label_sets": "Ensembles de données",
    "doc_minutes_sets": "{sets:ensemble|ensembles}, {copies:copie inventoriée|copies inventoriées}",
    "doc_minutes_label_given": "Restitué",
    "doc_minutes_label_accepted": "Accepté",
    "doc_minutes_volume": "{records:enregistrement|enregistrements}, {pathways} parcours, {octets}",
    "doc_minutes_octets_unknown": "octets non relevés par le destinataire",
    "doc_minutes_same": "Restitué = accepté, ensemble par ensemble.",
    "doc_minutes_alert_differs": (
        "ÉCART\u00a0: ce qui a été accepté n’est pas ce qui a été restitué, pour"
        " {sets:ensemble|ensembles}. Le tableau des comptes dit lesquels et pourquoi."
    ),
    "doc_minutes_alert_unaccepted": (
        "PAS ENCORE ACCEPTÉ\u00a0: {sets:ensemble restitué n’est pas accepté|ensembles restitués"
        " ne sont pas acceptés} par écrit."
    ),
    "doc_minutes_alert_ungiven": "PAS ENCORE RESTITUÉ\u00a0: {sets:ensemble|ensembles}.",
    "doc_minutes_heading_counts": "Comptes, ensemble par ensemble",
    "doc_minutes_heading_receipts": "Attestations d’intégration, acceptations, archives",
    "doc_minutes_column_set": "Ensemble de données",
    "doc_minutes_column_given": "Restitué",
    "doc_minutes_column_accepted": "Accepté",
    "doc_minutes_column_gap": "Écart",
    "doc_minutes_column_receipt": "Attestation d’intégration",
    "doc_minutes_column_acceptance": "Acceptation",
    "doc_minutes_column_archives": "Archives",
    "doc_minutes_column_part": "Ensemble ou copie",
    "doc_minutes_column_ended": "Ce qui s’est passé",
    "doc_minutes_column_certificate": "Niveau atteint, et document en vigueur",
    "doc_minutes_certified": "{level}\u00a0: {number}",
    "doc_minutes_column_fate": "Sort",
    "doc_minutes_column_reason": "Motif",
    "doc_minutes_column_number": "Numéro",
    "doc_minutes_column_issued": "Émis le",
    "doc_minutes_column_pdf": "SHA-256 du PDF",
    "doc_minutes_column_order": "Ordre",
    "doc_minutes_column_attestation": "Attestation de l’exécutant",
    "doc_minutes_column_provider": "SHA-256 de la pièce reçue",
    "doc_minutes_column_reserve": "Réserve",
    "doc_minutes_column_about": "Objet",
    "doc_minutes_column_owner": "À traiter par",
    "doc_minutes_column_due": "Pour le",
    "doc_minutes_column_raised": "Émise par",
    "doc_minutes_column_cleared": "Réserve levée",
    "doc_minutes_column_clearance": "Levée par",
    "doc_minutes_column_why": "Ce qui a été fait",
    "doc_minutes_column_free": "Réserve écrite dans un acte",
    "doc_minutes_column_act": "Acte",
    "doc_minutes_column_signer": "Signé par",
    "doc_minutes_column_to_do": "À faire",
    "doc_minutes_column_capacity": "En qualité de",
    "doc_minutes_column_signatory": "Signataire",
    "doc_minutes_column_signed": "Signé le",
    "doc_minutes_column_reserves": "Réserves",
    "doc_minutes_column_text": "Texte signé",
    "doc_minutes_no_data": "Aucun ensemble de données dans ce périmètre.",
    "doc_minutes_not_given": "pas encore restitué",
    "doc_minutes_not_received": "pas encore reçue",
    "doc_minutes_not_accepted": "pas encore accepté",
    "doc_minutes_gap_none": "aucun",
    "doc_minutes_gap_unknown": "non relevé",
    "doc_minutes_gap": (
        "ÉCART\u00a0: {records:enregistrement|enregistrements}, {pathways} parcours en moins,"
        " sans décision signée"
    ),
    "doc_minutes_gap_decided": (
        "ÉCART\u00a0: {records:enregistrement|enregistrements}, {pathways} parcours en moins, par"
        " décision signée (entrée {entry})"
    ),
    "doc_minutes_signed_by": "{who}, le {day} ({kind}, entrée {entry})",
    "doc_minutes_visa": "Visa le {day}, bordereau {slip} (entrée {entry})",
    "doc_minutes_visa_refused": "VISA REFUSÉ le {day}, bordereau {slip} (entrée {entry})",
    "doc_minutes_exemption": "Dispense le {day}, avis\u00a0: {opinion} (entrée {entry})",
    "doc_minutes_archives_private": "sans objet (archives privées)",
    "doc_minutes_archives_missing": "ni visa ni dispense inscrits",
    "doc_minutes_heading_destroyed": "Ce qui devait être supprimé",
    "doc_minutes_heading_left": "Ce qui n’est pas supprimé, et pourquoi",
    "doc_minutes_heading_certificates": "Attestations et certificats émis",
    "doc_minutes_heading_orders": "Ordres donnés à d’autres, et ce qu’ils ont attesté",
    "doc_minutes_nothing_to_destroy": "Rien n’était à supprimer.",
    "doc_minutes_nothing_left": "Rien\u00a0: tout était à supprimer.",
    "doc_minutes_no_certificate": "Aucune attestation, aucun certificat n’est émis.",
    "doc_minutes_no_order": "Aucun ordre n’a été donné.",
    "doc_minutes_ended": "{outcome}, le {day} (entrée {entry})",
    "doc_minutes_attested": "attesté par {who}, NON constaté par nous, le {day} (entrée {entry})",
    "doc_minutes_attested_seen": (
        "attesté par {who}, puis constaté absent par nous, le {day} (entrée {entry})"
    ),
    "doc_minutes_not_ended": "PAS SUPPRIMÉ\u00a0: aucun résultat inscrit",
    "doc_minutes_partial": "SUPPRESSION PARTIELLE\u00a0: le reste est à traiter",
    "doc_minutes_under_way": "en cours\u00a0: point de non-retour passé, résultat attendu",
    "doc_minutes_sent_back": "RENVOYÉ par la validation\u00a0: à refaire",
    "doc_minutes_uncertified": "aucun",
    "doc_minutes_withdrawn": "{number} – RETIRÉ (entrée {entry})",
    "doc_minutes_expires": "expire le {day}",
    "doc_minutes_expiry_unseen": "Expiration prévue, que personne ici ne constate.",
    "doc_minutes_expiry_because": "{reason}. Expiration prévue, que personne ici ne constate.",
    "doc_minutes_transferred": "transmis à {who}, accepté",
    "doc_minutes_to_transfer": "à transmettre à {who}, pas encore accepté",
    "doc_minutes_no_reason": "motif à compléter",
    "doc_minutes_unanswered": "aucune attestation reçue",
    "doc_minutes_heading_reserves": "Réserves au jour du texte",
    "doc_minutes_heading_reserves_now": "Réserves aujourd’hui, signatures comprises",
    "doc_minutes_no_reserve": "Aucune réserve.",
    "doc_minutes_alert_ownerless": (
        "{reserves:réserve sans responsable ni échéance|réserves sans responsable ni"
        " échéance}\u00a0: ce document ne peut pas devenir définitif."
    ),
    "doc_minutes_due_late": "{day} – EN RETARD",
    "doc_minutes_free_by": "{who}, le {day} (entrée {entry})",
    "doc_minutes_free_to_do": (
        "Signer une réserve au sujet de l’entrée {entry}, avec responsable et échéance"
    ),
    "doc_minutes_heading_sign": "Signatures",
    "doc_minutes_sign_how": (
        "Chacun signe pour son organisme, écrit «\u00a0sans réserve\u00a0» ou ses réserves, le"
        " lieu et la date. Le document reste un projet tant que le titulaire n’a pas signé."
    ),
    "doc_minutes_heading_signed": "Signatures relevées",
    "doc_minutes_cites": (
        "Exemplaire signé du texte {number} (entrée {entry}), dont les signatures portent sur"
        " l’empreinte {digest}."
    ),
    "doc_minutes_lacking": "Signature manquante\u00a0: {capacity}, {who}.",
    "doc_minutes_no_signature": "Aucune signature.",
    "doc_minutes_signed_at": "{at}, {kind}",
    "doc_minutes_signed_doubted": "{at}, {kind} – À RÉEXAMINER\u00a0: clé dite compromise",
    "doc_minutes_without_reserve": "sans réserve",
    "doc_minutes_text_of": "{number} (signature\u00a0: entrée {entry})",
    "doc_minutes_earlier": (
        "Le texte {number} a reçu {signatures:signature|signatures}\u00a0; les faits ont changé"
        " depuis. Elles ne valent pas pour ce texte-ci, à signer à nouveau."
    ),
    "doc_minutes_all_there": "Rien ne manque.",
    "doc_minutes_note_signatures": (
        "Que les signataires aient vu les données\u00a0: ils signent ce que le journal de preuve"
        " établit."
    ),
    "doc_minutes_note_inventory": "Qu’il n’existe pas d’autre copie que celles inventoriées.",
    "doc_minutes_note_medium": (
        "Que les supports soient assainis\u00a0: chaque attestation ou certificat dit son niveau,"
        " et jamais plus."
    ),
    "doc_minutes_note_attested": (
        "Ce qu’un autre a attesté sans que nous l’ayons constaté\u00a0: c’est sa parole, jointe"
        " par empreinte."
    ),
    "doc_minutes_note_expiry": "Qu’une copie annoncée comme expirant ait expiré.",
    "doc_minutes_note_clause": (
        "Que les obligations du contrat soient toutes remplies\u00a0: sa clause est citée, non"
        " interprétée."
    ),
    "doc_minutes_note_hds": (
        "Une conformité de l’hébergeur\u00a0: son certificat est cité tel que le plan le donne."
    ),
    "doc_programme_minutes_title": "Procès-verbal récapitulatif du programme",
    "doc_programme_minutes_lead": (
        "{signed} sur {records:procès-verbal signé par le titulaire|procès-verbaux signés par le"
        " titulaire}. {accepted} sur {sets:ensemble de données accepté|ensembles de données"
        " acceptés}\u00a0; {ended} sur {due:suppression prévue achevée|suppressions prévues"
        " achevées}."
    ),
    "doc_programme_minutes_complete": "Tous les procès-verbaux sont signés par toutes les parties.",
    "doc_programme_minutes_incomplete": (
        "Il manque quelque chose\u00a0: voir la liste sous le tableau."
    ),
    "doc_programme_minutes_heading_records": "Procès-verbaux",
    "doc_programme_minutes_heading_lacking": "Ce qui manque, et à qui de jouer",
    "doc_programme_minutes_heading_reserves": "Réserves ouvertes",
    "doc_programme_minutes_column_contract": "Contrat",
    "doc_programme_minutes_column_controller": "Responsable de traitement",
    "doc_programme_minutes_column_number": "Procès-verbal",
    "doc_programme_minutes_column_state": "État",
    "doc_programme_minutes_column_given": "Restitué",
    "doc_programme_minutes_column_accepted": "Accepté",
    "doc_programme_minutes_column_gone": "Supprimé",
    "doc_programme_minutes_column_open": "Réserves",
    "doc_programme_minutes_total": "TOTAL",
    "doc_programme_minutes_blank": "–",
    "doc_programme_minutes_none": "Le plan n’a ni données ni services.",
    "doc_programme_minutes_unissued": "pas encore établi",
    "doc_programme_minutes_gone": "{ended} sur {due}",
    "doc_programme_minutes_state_none": "à établir",
    "doc_programme_minutes_state_stale": "à rétablir\u00a0: les faits ont changé",
    "doc_programme_minutes_state_draft": "projet, non signé par le titulaire",
    "doc_programme_minutes_state_held": (
        "signé par le titulaire, retenu\u00a0: réserve sans responsable"
    ),
    "doc_programme_minutes_state_reserved": "signé par le titulaire, AVEC RÉSERVES",
    "doc_programme_minutes_state_signed": "signé par le titulaire, sans réserve",
    "doc_programme_minutes_lacks_none": (
        "{contract}, {controller}\u00a0: le procès-verbal est à établir."
    ),
    "doc_programme_minutes_lacks_stale": (
        "{contract}, {controller}\u00a0: les faits ont changé depuis le dernier texte\u00a0; il"
        " est à établir et à signer à nouveau."
    ),
    "doc_programme_minutes_lacks_signature": (
        "{contract}, {controller}\u00a0: signature attendue de {who} ({capacity})."
    ),
    "doc_programme_minutes_lacks_owner": (
        "{contract}, {controller}\u00a0: réserve sans responsable ni échéance à l’entrée"
        " {entry}\u00a0; une réserve doit être signée à son sujet."
    ),
    "doc_programme_minutes_lacks_accepted": (
        "{contract}, {controller}\u00a0: {set} n’est pas restitué et accepté."
    ),
    "doc_programme_minutes_lacks_same": (
        "{contract}, {controller}\u00a0: ce qui a été accepté de {set} n’est pas ce qui a été"
        " restitué."
    ),
    "doc_programme_minutes_lacks_end": "{contract}, {controller}\u00a0: {set} n’est pas supprimé.",
    "doc_programme_minutes_note": (
        "Rien de plus que les procès-verbaux qu’il récapitule\u00a0: chacun se lit et se signe à"
        " part."
    ),
    "minutes_reserve_without_owner": (
        "Le procès-verbal ne peut pas être établi comme définitif\u00a0: l'acte"
        " «\u00a0{act}\u00a0» de l'entrée {entry}, sur {subject}, porte une réserve sans"
        " responsable ni échéance ({count} en tout). Faites signer «\u00a0releve act reserve"
        " --subject {subject} --field about={entry} --field owner=… --field due_on=… --field"
        " text=…\u00a0», puis recommencez."
    ),
}
