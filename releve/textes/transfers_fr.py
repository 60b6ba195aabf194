"""Les phrases des actes de transfert d’une brique qui continue."""

SENTENCES = {
    "doc_transfer_deed_title": "Acte de transfert",
    "doc_transfer_deed_draft": "Projet d’acte de transfert",
    "doc_transfer_deed_lead": (
        "La brique «\u00a0{service}\u00a0» continue\u00a0: sa configuration, ses données, ses"
        " responsabilités et les compétences qu’elle demande passent à son destinataire\u00a0:"
        " {recipient}."
    ),
    "doc_transfer_deed_is_draft": (
        "Projet\u00a0: le destinataire n’a pas signé. Rien n’est transféré."
    ),
    "doc_transfer_deed_without": "Accepté sans réserve par {signer}, le {at} (entrée {entry}).",
    "doc_transfer_deed_with": (
        "Accepté avec réserves par {signer}, le {at} (entrée {entry})\u00a0: voir"
        " «\u00a0Réserves\u00a0»."
    ),
    "doc_transfer_deed_identity": "Identification",
    "doc_transfer_deed_service": "Brique",
    "doc_transfer_deed_family": "Famille",
    "doc_transfer_deed_scope": "Portée",
    "doc_transfer_deed_scope_regional": "régionale",
    "doc_transfer_deed_scope_territorial": "territoriale",
    "doc_transfer_deed_scope_establishment": "établissement",
    "doc_transfer_deed_milestone": "Jalon",
    "doc_transfer_deed_due": "Échéance",
    "doc_transfer_deed_window": "Créneau",
    "doc_transfer_deed_parties": "Parties",
    "doc_transfer_deed_transferor": "Cédant (conduite du programme)",
    "doc_transfer_deed_transferor_by": "Représenté par",
    "doc_transfer_deed_recipient": "Destinataire",
    "doc_transfer_deed_recipient_by": "Représenté par",
    "doc_transfer_deed_buyer": "Acheteur du contrat",
    "doc_transfer_deed_holder": "Titulaire du contrat",
    "doc_transfer_deed_configuration": "Configuration remise",
    "doc_transfer_deed_data": "Données",
    "doc_transfer_deed_column_asset": "Jeu de données",
    "doc_transfer_deed_column_controller": "Responsable de traitement",
    "doc_transfer_deed_column_fate": "Sort prévu",
    "doc_transfer_deed_column_package": "Paquet remis (empreinte)",
    "doc_transfer_deed_column_received": "Restitution",
    "doc_transfer_deed_no_asset": "Aucun jeu de données du plan n’est rattaché à cette brique.",
    "doc_transfer_deed_no_package": "Aucun paquet n’est consigné pour ces données.",
    "doc_transfer_deed_not_received": "pas encore reçu",
    "doc_transfer_deed_received": "reçu le {at} (entrée {entry})",
    "doc_transfer_deed_accepted": "accepté le {at} (entrée {entry})",
    "doc_transfer_deed_responsibilities": "Responsabilités qui passent",
    "doc_transfer_deed_skills": "Compétences",
    "doc_transfer_deed_skills_why": (
        "À cocher ensemble, ligne par ligne, à la remise. Ce qui reste à acquérir a un moyen et"
        " une date, ou devient une réserve."
    ),
    "doc_transfer_deed_column_skill": "Savoir",
    "doc_transfer_deed_column_acquired": "Acquis",
    "doc_transfer_deed_column_to_acquire": "À acquérir",
    "doc_transfer_deed_column_how": "Par quoi, pour quand",
    "doc_transfer_deed_box": "☐",
    "doc_transfer_deed_accesses": "Accès retirés de notre côté",
    "doc_transfer_deed_accesses_pending": (
        "Pas encore retirés\u00a0: ils le sont après la signature du destinataire, dans le créneau."
    ),
    "doc_transfer_deed_accesses_done": "Constat du retrait",
    "doc_transfer_deed_accesses_when": "Retirés le",
    "doc_transfer_deed_cited": "{at} (entrée {entry})",
    "doc_transfer_deed_probes": "La brique répond-elle\u00a0?",
    "doc_transfer_deed_before": "Dernier sondage avant le transfert",
    "doc_transfer_deed_after": "Sondage après le transfert",
    "doc_transfer_deed_no_probe": "Aucun sondage n’est consigné.",
    "doc_transfer_deed_column_moment": "Moment",
    "doc_transfer_deed_column_at": "Le",
    "doc_transfer_deed_column_observed": "Constat",
    "doc_transfer_deed_column_entry": "Entrée",
    "doc_transfer_deed_reserves": "Réserves",
    "doc_transfer_deed_reserves_boxes": (
        "Au choix du destinataire, à la signature\u00a0:  ☐ sans réserve   ☐ avec réserves,"
        " écrites ici et dans son acte."
    ),
    "doc_transfer_deed_none": "L’acte du destinataire est sans réserve.",
    "doc_transfer_deed_written": "Réserves écrites dans l’acte du destinataire\u00a0: {reserves}",
    "doc_transfer_deed_column_reserve": "Réserve",
    "doc_transfer_deed_column_owner": "À traiter par",
    "doc_transfer_deed_column_due": "Pour le",
    "doc_transfer_deed_column_state": "État",
    "doc_transfer_deed_reserve_open": "ouverte",
    "doc_transfer_deed_reserve_cleared": "levée le {at} (entrée {entry})",
    "doc_transfer_deed_no_reserve": "Aucune réserve n’est consignée sur cette brique.",
    "doc_transfer_deed_signatures": "Signatures",
    "doc_transfer_deed_sign_transferor": "Pour le cédant",
    "doc_transfer_deed_sign_recipient": "Pour le destinataire",
    "doc_transfer_deed_signed": "Signé\u00a0: {act}, le {at}, {kind} (entrée {entry})",
    "doc_transfer_deed_note_skills": (
        "Que les compétences sont acquises\u00a0: les cases sont cochées à la main, par les"
        " parties."
    ),
    "doc_transfer_deed_note_after": (
        "Comment la brique est exploitée après le transfert\u00a0: cela appartient à son"
        " destinataire."
    ),
    "doc_transfer_deed_note_accesses": (
        "Qu’il n’existe aucun autre accès que ceux écrits ci-dessus."
    ),
}
