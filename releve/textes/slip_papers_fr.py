"""Le bordereau d’élimination, son retour, et l’envoi des certificats aux archives."""

SENTENCES = {
    "doc_elimination_slip_title": "Bordereau d’élimination d’archives publiques",
    "doc_elimination_slip_lead": (
        "Lignes soumises par {producer} au visa du directeur des archives départementales. Aucune"
        " élimination avant ce visa."
    ),
    "doc_elimination_slip_original": "Bordereau d’élimination, original {number} sur {of}",
    "doc_elimination_slip_label_producer": "Service producteur",
    "doc_elimination_slip_label_archives": "Archives compétentes",
    "doc_elimination_slip_label_law": "Fondement",
    "doc_elimination_slip_label_lines": "Nombre de lignes",
    "doc_elimination_slip_label_volume": "Volume total mesuré",
    "doc_elimination_slip_law": (
        "Code du patrimoine, articles L212-2, L212-3 et R212-14. Aucune élimination avant le visa"
        " du directeur des archives départementales."
    ),
    "doc_elimination_slip_volume": (
        "{records} enregistrements, {octets}, sur {measured:ligne mesurée|lignes mesurées}"
    ),
    "doc_elimination_slip_column_line": "Ligne",
    "doc_elimination_slip_column_asset": "Identifiant",
    "doc_elimination_slip_column_producer": "Service producteur",
    "doc_elimination_slip_column_title": "Intitulé et typologie",
    "doc_elimination_slip_column_extent": "Dates extrêmes",
    "doc_elimination_slip_column_retention": "DUA (durée d’utilité administrative)",
    "doc_elimination_slip_column_records": "Nombre",
    "doc_elimination_slip_column_octets": "Volume",
    "doc_elimination_slip_column_fate": "Sort final proposé",
    "doc_elimination_slip_column_observations": "Observations",
    "doc_elimination_slip_column_archives": "Décision et observations des archives",
    "doc_elimination_slip_extent": "du {first} au {last}",
    "doc_elimination_slip_extent_noted": "du {first} au {last} ({note})",
    "doc_elimination_slip_retention": (
        "{duration}. Base légale\u00a0: {basis}. Référence\u00a0: {reference}."
    ),
    "doc_elimination_slip_destroyed": "Destruction",
    "doc_elimination_slip_copies_kept": "Original conservé\u00a0; destruction de ses copies",
    "doc_elimination_slip_copies_transferred": "Original transmis\u00a0; destruction des copies",
    "doc_elimination_slip_accepted": (
        "Restitution acceptée le {day}. {copies:copie recensée|copies recensées}."
    ),
    "doc_elimination_slip_not_accepted": (
        "Restitution non encore acceptée. {copies:copie recensée|copies recensées}."
    ),
    "doc_elimination_slip_no_line": "Aucune ligne.",
    "doc_elimination_slip_how_to_answer": (
        "Les archives écrivent sur chaque ligne\u00a0: «\u00a0accordé\u00a0»,"
        " «\u00a0conservé\u00a0» (refusé, à garder) ou «\u00a0versé\u00a0» (refusé, à remettre"
        " aux archives). Une ligne refusée n’arrête qu’elle. Un original reste aux archives,"
        " l’autre revient au producteur, qui le garde sans limite de durée."
    ),
    "doc_elimination_slip_sign_producer": "Pour le service producteur",
    "doc_elimination_slip_sign_physician": (
        "Avis du médecin responsable de l’information médicale (DIM)"
    ),
    "doc_elimination_slip_sign_director": "Visa du directeur des archives départementales",
    "doc_elimination_slip_physician_where": (
        "Pour les lignes de données médicales\u00a0; l’avis ne vaut pas visa."
    ),
    "doc_elimination_slip_refused_heading": "Lignes déjà refusées par les archives",
    "doc_elimination_slip_refused_title": "Intitulé",
    "doc_elimination_slip_refused_decision": "Décision des archives",
    "doc_elimination_slip_refused_day": "Jour",
    "doc_elimination_slip_refused_entry": "Entrée du journal",
    "doc_elimination_slip_refused_plan": "Sort dans le plan en vigueur",
    "doc_elimination_slip_plan_destroyed": "détruit\u00a0: À CHANGER",
    "doc_elimination_slip_plan_kept": "conservé",
    "doc_elimination_slip_plan_transferred": "transmis",
    "doc_elimination_slip_refused_done": (
        "Le plan en vigueur ne les détruit plus. Leurs copies ne le sont pas non plus sans le"
        " visa de ce bordereau."
    ),
    "doc_elimination_slip_refused_to_do": (
        "Ces données ne seront pas détruites. Là où le plan le dit encore, leur sort est à"
        " changer (conservé ou transmis), et le plan à adopter."
    ),
    "doc_elimination_slip_decided_kept": "refusé\u00a0: conservé",
    "doc_elimination_slip_decided_transferred": "refusé\u00a0: versé",
    "doc_elimination_slip_decided_refused": "refusé",
    "doc_elimination_slip_unqualified_heading": "Régime d’archives à qualifier",
    "doc_elimination_slip_unqualified_to_do": (
        "Ces données ne sont soumises à aucun visa par ce bordereau\u00a0: leur régime est à"
        " qualifier d’abord, avec les archives."
    ),
    "doc_elimination_slip_opinions": "Avis médicaux consignés",
    "doc_elimination_slip_opinion": "{subject}, le {day}\u00a0: {opinion} ({person})",
    "doc_elimination_slip_note_visa": (
        "Ce bordereau est une demande. Il n’établit ni le visa, ni que les données ont été"
        " détruites\u00a0; le visa n’est pas une approbation de la destruction."
    ),
    "doc_elimination_slip_note_copies": (
        "Les volumes sont ceux de l’export remis au responsable, ou à défaut du dernier comptage."
        " Les copies recensées suivent la ligne de leur original."
    ),
    "doc_archives_letter_title": "Envoi aux archives des attestations et certificats d’élimination",
    "doc_archives_letter_lead": (
        "Suite donnée aux bordereaux d’élimination visés\u00a0: ce qui a été éliminé, et le"
        " document qui l’atteste."
    ),
    "doc_archives_letter_label_to": "À l’attention de",
    "doc_archives_letter_label_from": "Service producteur",
    "doc_archives_letter_label_sent": "Documents joints",
    "doc_archives_letter_label_due": "Accusés de réception attendus",
    "doc_archives_letter_column_certificate": "Numéro",
    "doc_archives_letter_column_subject": "Ce qui a été éliminé",
    "doc_archives_letter_column_day": "Établi le",
    "doc_archives_letter_column_pdf": "Empreinte SHA-256 du PDF",
    "doc_archives_letter_column_slip": "Bordereau visé",
    "doc_archives_letter_column_receipt": "Accusé de réception",
    "doc_archives_letter_column_state": "État",
    "doc_archives_letter_none": "Rien à envoyer.",
    "doc_archives_letter_how_to_answer": (
        "Chaque document joint porte ce numéro et cette empreinte. Merci d’accuser réception,"
        " document par document, avec votre référence de classement."
    ),
    "doc_archives_letter_sign_sender": "Pour l’envoi",
    "doc_archives_letter_sign_archives": "Pour réception, les archives",
    "doc_archives_letter_awaited": "attendu",
    "doc_archives_letter_filed": "reçu le {day}, référence {reference}",
    "doc_archives_letter_heading_to_come": "Restent à venir",
    "doc_archives_letter_to_come": (
        "Éliminations accordées pour lesquelles aucun document n’est encore en vigueur\u00a0; il"
        " sera envoyé de même."
    ),
    "doc_archives_letter_withdrawn": "document retiré",
    "doc_archives_letter_to_certify": "éliminé, document à établir",
    "doc_archives_letter_to_destroy": "pas encore éliminé",
    "doc_archives_letter_note_proof": (
        "Cette lettre n’atteste aucune destruction\u00a0: chaque document joint dit ce qu’il"
        " établit, et ce qu’il n’établit pas."
    ),
}
