"""Les actes qui portent sur des pièces : réserves, levées, signatures, envois, clôture."""

SENTENCES = {
    "act_reserve": (
        "J'émets une réserve sur «\u00a0{subject}\u00a0», au sujet de {about}\u00a0: {text}."
        " {owner} doit la traiter pour le {due_on}."
    ),
    "act_clearance": (
        "Je lève la réserve {reserve} sur «\u00a0{subject}\u00a0»\u00a0: {reason}. La réserve"
        " reste au journal\u00a0; cette levée la remplace."
    ),
    "act_signing": (
        "Je signe le document {document}, en qualité de\u00a0: {capacity}. Réserves"
        " («\u00a0-\u00a0»\u00a0: sans réserve)\u00a0: {reserves}."
    ),
    "act_notice": (
        "J'atteste l'envoi de l'avis de fermeture de «\u00a0{subject}\u00a0» ({audience}), le"
        " {sent_on}, par\u00a0: {means}. Document\u00a0: {document}."
    ),
    "act_filing": (
        "J'atteste avoir reçu, pour les archives, le certificat {certificate} de"
        " «\u00a0{subject}\u00a0». Référence\u00a0: {reference}."
    ),
    "act_closure": (
        "Je prononce la clôture du programme, au vu du bilan {report} et de la preuve de"
        " couverture {coverage}. Motif\u00a0: {reason}."
    ),
    "act_holds_identifier": (
        "Le champ {field} de l'acte contient, au caractère {at}, ce qui ressemble à un"
        " identifiant de personne ({identifier}). Un acte reste au journal et part dans les"
        " preuves\u00a0: réécrivez-le sans désigner personne."
    ),
    "doc_act_reserve": "réserve",
    "doc_act_clearance": "levée de réserve",
    "doc_act_signing": "signature d’un document",
    "doc_act_notice": "envoi d’un avis de fermeture",
    "doc_act_filing": "accusé du service d’archives",
    "doc_act_closure": "clôture du programme",
    "doc_act_field_text": "{value}",
    "doc_act_field_owner": "à traiter par\u00a0: {value}",
    "doc_act_field_due_on": "pour le {value}",
    "doc_act_field_capacity": "en qualité de\u00a0: {value}",
    "doc_act_field_audience": "public\u00a0: {value}",
    "doc_act_field_sent_on": "envoyé le {value}",
    "doc_journal_slip_returned": "bordereau {number} revenu, transcrit par {transcribers}",
    "doc_journal_document_issued": "document émis\u00a0: {title}, n° {number}",
    "doc_journal_document_again": "{told}, à la place de l’entrée {index}",
    "doc_journal_note_recorded": "note de main courante, par {author}",
    "doc_paper_kind_order": "ordre d’exécution",
    "doc_paper_kind_reminder": "lettre de rappel",
    "doc_paper_kind_attestation_form": "formulaire d’attestation",
    "doc_paper_kind_minutes": "procès-verbal de restitution et destruction",
    "doc_paper_kind_programme_minutes": "procès-verbal récapitulatif du programme",
    "doc_paper_kind_elimination_slip": "bordereau d’élimination",
    "doc_paper_kind_archives_letter": "lettre d’envoi aux archives",
    "doc_paper_kind_transfer_deed": "acte de transfert",
    "doc_paper_kind_reversibility_plan": "plan de réversibilité",
    "doc_paper_kind_committee_page": "page de comité",
    "doc_paper_kind_intervention_card": "fiche d’intervention",
    "doc_paper_kind_logbook": "main courante",
    "doc_paper_kind_shift_handover": "fiche de relève de quart",
    "doc_paper_kind_closing_notice": "avis de fermeture",
    "doc_paper_kind_non_destruction": "constat de non-destruction",
    "doc_paper_kind_coverage": "preuve de couverture",
    "doc_paper_kind_closing_report": "bilan de clôture",
}
