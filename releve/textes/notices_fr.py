"""Avis de fermeture : ce qu’ils disent, et ce qui se refuse faute d’avis."""

SENTENCES = {
    "doc_audience_professionals": "professionnels",
    "doc_audience_establishments": "établissements",
    "doc_audience_patients": "patients et proches",
    "reason_notice_missing": (
        "L’avis de fermeture destiné à ce public ({audience}) n’a pas été envoyé, ou n’est plus"
        " celui qui vaut\u00a0: le service ne s’arrête pas sans que les gens soient prévenus."
        " Émettez-le («\u00a0releve document closing_notice\u00a0»), envoyez-le, puis signez son"
        " envoi."
    ),
    "reason_notice_late": (
        "L’avis de fermeture destiné à ce public ({audience}) a été envoyé le {sent}, après"
        " l’ouverture du créneau ({opens})\u00a0: les gens n’ont pas été prévenus à temps."
        " Choisissez un autre créneau dans le plan, faites-le adopter, puis émettez et envoyez le"
        " nouvel avis."
    ),
    "doc_turn_why_notice_missing": "un avis de fermeture n’est pas envoyé",
    "doc_turn_why_notice_late": "un avis de fermeture est parti trop tard",
    "notice_sent_in_future": (
        "L’envoi de l’avis de {subject} est daté du {sent}, après le jour de la signature. Signez"
        " une fois l’avis envoyé, avec le jour réel de l’envoi."
    ),
    "notice_sent_before_issue": (
        "L’envoi de l’avis de {subject} est daté du {sent}, avant son émission"
        " ({issued_on})\u00a0: ce qui est parti n’était pas cette pièce. Envoyez l’avis émis, puis"
        " signez avec le jour réel de l’envoi."
    ),
    "notice_of_unknown_document": (
        "Aucun avis de fermeture de {subject} pour ce public ({audience}) n’a l’empreinte"
        " {document}. Émettez l’avis («\u00a0releve document closing_notice\u00a0») et signez"
        " sans donner le champ document\u00a0: il est rempli d’après le journal."
    ),
    "notice_of_superseded_document": (
        "L’avis de fermeture {document} de {subject} ({audience}) ne vaut plus\u00a0: il a été"
        " remplacé, ou le plan a changé depuis. Émettez l’avis en vigueur, envoyez-le, et signez"
        " son envoi à lui."
    ),
    "notice_incomplete": (
        "L’avis de fermeture de {subject} ({audience}) n’est pas complet\u00a0: il manque dans le"
        " plan {fields}. Il ne peut être imprimé qu’en épreuve (--draft). Complétez le plan et"
        " faites-le adopter, puis émettez l’avis."
    ),
    "verify_no_service_notice_missing": (
        "un avis de fermeture en vigueur n’a pas été envoyé à ce public ({audience})"
    ),
    "verify_no_service_notice_late": (
        "un avis de fermeture est parti après l’ouverture du créneau ({audience})"
    ),
    "doc_closing_notice_title": "Le service {service} ferme",
    "doc_closing_notice_title_kept": "Le service {service} change de responsable",
    "doc_closing_notice_phone": "Une question\u00a0? Téléphone\u00a0: {phone}",
    "doc_closing_notice_place": "Adresse\u00a0: {place}",
    "doc_closing_notice_for_professionals": "Cet avis est pour les professionnels.",
    "doc_closing_notice_for_establishments": "Cet avis est pour les établissements.",
    "doc_closing_notice_for_patients": "Cet avis est pour les patients et leurs proches.",
    "doc_closing_notice_closes": "Ce qui ferme",
    "doc_closing_notice_kept": "Ce qui change",
    "doc_closing_notice_stops": "Le service {service} s’arrête.",
    "doc_closing_notice_goes_on": "Le service {service} continue.",
    "doc_closing_notice_passes": "{to} en devient responsable.",
    "doc_closing_notice_on": "La date\u00a0: le {day}.",
    "doc_closing_notice_between": "La date\u00a0: entre le {first} et le {last}.",
    "doc_closing_notice_due_day": "La date\u00a0: au plus tard le {due}.",
    "doc_closing_notice_due_season": "La date\u00a0: {due}. Le jour n’est pas encore fixé.",
    "doc_closing_notice_due_year": (
        "La date\u00a0: avant la fin de {due}. Le jour n’est pas encore fixé."
    ),
    "doc_closing_notice_after_professionals": "Après, vous ne pourrez plus l’utiliser.",
    "doc_closing_notice_after_establishments": "Après, vos équipes ne pourront plus l’utiliser.",
    "doc_closing_notice_after_patients": "Après, ce service ne répondra plus.",
    "doc_closing_notice_by": "Le responsable de ce service\u00a0: {controller}.",
    "doc_closing_notice_instead": "Ce qui le remplace",
    "doc_closing_notice_documents_professionals": "Où sont les documents",
    "doc_closing_notice_documents_establishments": "Où sont les documents",
    "doc_closing_notice_documents_patients": "Où sont vos documents",
    "doc_closing_notice_to_do": "Ce que vous devez faire",
    "doc_closing_notice_rights": "Vos droits",
    "doc_closing_notice_rights_professionals": (
        "Les personnes que vous suivez gardent leurs droits sur leurs données. Vous aussi."
    ),
    "doc_closing_notice_rights_establishments": (
        "Les personnes que vous suivez gardent leurs droits sur leurs données. Vos agents aussi."
    ),
    "doc_closing_notice_rights_patients": "Vous gardez vos droits sur vos données personnelles.",
    "doc_closing_notice_rights_more": "Par exemple\u00a0: demander à les voir, ou à les corriger.",
    "doc_closing_notice_dpo": "Le délégué à la protection des données vous répond\u00a0: {dpo}",
    "doc_closing_notice_complaint": (
        "Vous pouvez aussi vous plaindre à la CNIL. La CNIL est l’autorité française qui protège"
        " les données personnelles."
    ),
}
