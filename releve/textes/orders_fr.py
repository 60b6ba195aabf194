"""Les phrases des ordres d’exécution, lettres de rappel et formulaires d’attestation."""

SENTENCES = {
    "doc_roster_reachable": "{who}, {body}\u00a0; contact\u00a0: {contact}",
    "doc_written_order_title": "Ordre d’exécution",
    "doc_written_order_lead": (
        "Il est demandé à {performer} ({body}) d’exécuter\u00a0: {verb} de"
        " «\u00a0{subject}\u00a0». Hors du créneau ci-dessous, ne rien faire."
    ),
    "doc_written_order_number": "Numéro de l’ordre, à rappeler dans toute réponse",
    "doc_written_order_issued": "Émis le",
    "doc_written_order_cited": "{at} (entrée {entry})",
    "doc_written_order_to": "Adressé à",
    "doc_written_order_contact": "À l’attention de",
    "doc_written_order_from": "Émis par",
    "doc_written_order_asked": "Ce qui est demandé",
    "doc_written_order_verb": "Acte demandé",
    "doc_written_order_subject": "Objet",
    "doc_written_order_step": "Empreinte de l’étape",
    "doc_written_order_document": "Empreinte de l’ordre (forme machine)",
    "doc_written_order_window_label": "Créneau",
    "doc_written_order_window": "du {opens} au {closes}",
    "doc_written_order_longest": "Durée maximale de l’acte",
    "doc_written_order_deadline": "À faire et à attester avant le",
    "doc_written_order_only_then": "Un créneau manqué se redemande\u00a0; il ne se rattrape pas.",
    "doc_written_order_authorised": "Qui a autorisé",
    "doc_written_order_no_act": "Aucun acte n’est cité par le point de non-retour.",
    "doc_written_order_request": "Demande ouverte le",
    "doc_written_order_receipt": "Données reçues (attestation d’intégration)",
    "doc_written_order_acceptance": "Restitution acceptée",
    "doc_written_order_archives": "Visa ou dispense des archives",
    "doc_written_order_relay": "Relais de la file active",
    "doc_written_order_terms": "Conditions, et ce qui arrête cet ordre",
    "doc_written_order_term_window": "N’agir que dans le créneau, et finir avant sa fermeture.",
    "doc_written_order_term_subject": (
        "N’agir que sur l’objet nommé. Si son contenu ou son volume diffère de ce qui est écrit"
        " ci-dessus, ne rien faire et le dire."
    ),
    "doc_written_order_term_again": (
        "N’agir qu’une fois. En cas d’interruption ou de doute, ne pas recommencer\u00a0: appeler."
    ),
    "doc_written_order_term_copies": (
        "Ne toucher à aucune autre copie que celles nommées\u00a0; dire celles que cet ordre ne"
        " nomme pas."
    ),
    "doc_written_order_term_stop": (
        "Un gel pour contentieux, une suspension ou un contrordre reçus avant l’acte l’emportent"
        " sur cet ordre, même par téléphone. Pour vérifier avant d’agir, ou pour arrêter\u00a0:"
        " {who}, {body}, contact\u00a0: {contact}."
    ),
    "doc_written_order_attest": "Ce qui est à attester",
    "doc_written_order_attest_first": (
        "Sans attestation, rien n’est réputé fait. Le formulaire d’attestation qui accompagne cet"
        " ordre le reprend ligne par ligne."
    ),
    "doc_written_order_signatures": "Signatures",
    "doc_written_order_sign_lead": "Pour la conduite du programme",
    "doc_written_order_sign_received": "Reçu l’original, pour exécution",
    "doc_written_order_note_done": "Que l’acte a été fait\u00a0: un ordre n’est que demandé.",
    "doc_written_order_note_received": (
        "Que son destinataire l’a reçu\u00a0: seule sa signature ci-dessus, ou son attestation,"
        " le dit."
    ),
    "doc_answering_attest_done": "Ce qui a été fait, et ce qui n’a pas pu l’être.",
    "doc_answering_attest_when": "Quand\u00a0: début et fin, heure locale avec son décalage.",
    "doc_answering_attest_means": "Par quels moyens\u00a0: technique, outil et version, personnes.",
    "doc_answering_attest_scope": (
        "Sur quels supports\u00a0: fabricant, modèle, numéro de série, numéro interne, et où"
        " chacun a été lu."
    ),
    "doc_answering_attest_observed": "Ce qui a été constaté après l’acte, et comment.",
    "doc_answering_attest_copies": (
        "Le sort de chaque copie\u00a0: sauvegardes, réplicas, instantanés, journaux, exports."
    ),
    "doc_answering_attest_certificate": (
        "La référence de votre propre certificat, s’il y en a un, et le fichier joint."
    ),
    "doc_answering_weight": (
        "Votre attestation sera reproduite ainsi\u00a0: «\u00a0attesté par {who}, non constaté"
        " par nous\u00a0». C’est votre parole, signée\u00a0; nous ne la transformons pas en"
        " constat."
    ),
    "doc_answering_weight_probe": (
        "Si nous pouvons regarder de l’extérieur, nous le faisons et le disons\u00a0; si nous y"
        " voyons encore les données, votre attestation est consignée mais rien n’est conclu."
    ),
    "doc_answering_key": "Répondre avec une clé personnelle",
    "doc_answering_key_first": (
        "Nous préparons le fichier à signer (l’instant écrit est celui de l’acte, en temps"
        " universel)\u00a0:"
    ),
    "doc_answering_prepare": (
        "releve act attestation -s {subject} -f observed={seen} -f"
        " performed_at=AAAA-MM-JJThh:mm:ssZ --as {signer} --prepare attestation.txt"
    ),
    "doc_answering_key_then": (
        "Vous lisez attestation.txt, en entier, puis vous le signez sur votre machine\u00a0:"
    ),
    "doc_answering_sign": "ssh-keygen -Y sign -n {namespace} -f VOTRE-CLE attestation.txt",
    "doc_answering_key_last": (
        "Vous rendez attestation.txt et attestation.txt.sig\u00a0; nous les déposons dans inbox/,"
        " puis\u00a0:"
    ),
    "doc_answering_run": "releve run",
    "doc_answering_paper": "Répondre sur papier, ou par un PDF signé",
    "doc_answering_paper_first": (
        "Vous signez le formulaire d’attestation et rendez l’original. Preuve plus faible qu’une"
        " clé, montrée comme telle partout."
    ),
    "doc_answering_paper_then": (
        "Nous préparons attestation.txt comme ci-dessus et déposons la numérisation sous le nom"
        " attestation.scan. Deux transcripteurs, distincts de vous, comparent le papier au"
        " fichier, puis signent chacun\u00a0:"
    ),
    "doc_answering_transcribe": (
        "ssh-keygen -Y sign -n {namespace} -f CLE-DU-TRANSCRIPTEUR < attestation.txt >"
        " attestation.txt.IDENTIFIANT.sig"
    ),
    "doc_answering_paper_last": "Le papier est gardé\u00a0: son lieu s’écrit sur le formulaire.",
    "doc_reminder_title": "Lettre de rappel n°\u00a0{rank}",
    "doc_reminder_lead": (
        "À ce jour, {today}, nous n’avons pas reçu de {performer} ({body}) l’attestation"
        " d’exécution de l’ordre {number} du {issued}\u00a0: {verb} de «\u00a0{subject}\u00a0»."
    ),
    "doc_reminder_elapsed": "Depuis l’émission de l’ordre",
    "doc_reminder_in_time": (
        "Le créneau n’est pas fermé\u00a0: il se ferme dans {left}, le {closes}. Merci de nous"
        " dire si l’acte y sera fait."
    ),
    "doc_reminder_late": (
        "Le créneau s’est fermé le {closes}, il y a {late}. Si l’acte n’a pas été fait, ne le"
        " faites plus\u00a0: il se redemande."
    ),
    "doc_reminder_asked": "Ce que nous vous demandons",
    "doc_reminder_answer_done": (
        "L’acte est fait\u00a0: rendez l’attestation signée, par clé ou sur papier."
    ),
    "doc_reminder_answer_not_done": (
        "L’acte n’est pas fait\u00a0: dites-le par écrit, avec le motif. Rien n’est perdu\u00a0;"
        " une nouvelle demande fixera un nouveau créneau."
    ),
    "doc_reminder_answer_cannot": (
        "Un doute, une interruption, un écart de contenu\u00a0: ne recommencez pas, appelez-nous."
    ),
    "doc_reminder_blocks": "Ce que l’absence de réponse retient",
    "doc_reminder_blocks_state": (
        "«\u00a0{subject}\u00a0» reste compté comme non terminé\u00a0: sans votre attestation,"
        " rien n’est réputé fait."
    ),
    "doc_reminder_blocks_service": "L’arrêt de «\u00a0{subject}\u00a0», qui doit venir après.",
    "doc_reminder_blocks_certificate": "Le document qui en rend compte, qui ne peut pas être émis.",
    "doc_reminder_blocks_minutes": (
        "Le procès-verbal de restitution et destruction du contrat «\u00a0{contract}\u00a0», qui"
        " reste un projet."
    ),
    "doc_reminder_blocks_other": "La suite de «\u00a0{subject}\u00a0», qui attend cet acte.",
    "doc_reminder_blocks_closing": "La clôture du programme.",
    "doc_reminder_earlier": "Rappels précédents de cet ordre",
    "doc_reminder_column_number": "Numéro",
    "doc_reminder_column_day": "Émis le",
    "doc_reminder_first": "Aucun\u00a0: celui-ci est le premier.",
    "doc_reminder_copied": "Copie à",
    "doc_reminder_note": (
        "Que l’acte n’a pas été fait\u00a0: seulement qu’aucune attestation n’en est consignée."
    ),
    "doc_attestation_form_title": "Attestation d’exécution",
    "doc_attestation_form_lead": (
        "À remplir et à signer par {performer} ({body}), qui a exécuté l’ordre {number}\u00a0:"
        " {verb} de «\u00a0{subject}\u00a0». Une case sans objet se barre\u00a0; rien ne se"
        " laisse vide."
    ),
    "doc_attestation_form_order": "L’ordre auquel elle répond",
    "doc_attestation_form_entry": "Entrée de l’ordre au journal",
    "doc_attestation_form_question": "Question",
    "doc_attestation_form_answer": "Réponse",
    "doc_attestation_form_done": "Ce qui a été fait",
    "doc_attestation_form_done_act": "Acte accompli, et ce qui n’a pas pu l’être",
    "doc_attestation_form_done_begun": "Commencé le (date, heure, décalage)",
    "doc_attestation_form_done_ended": "Fini le (date, heure, décalage)",
    "doc_attestation_form_done_technique": "Méthode et technique",
    "doc_attestation_form_done_tool": "Outil et version",
    "doc_attestation_form_done_place": "Lieu",
    "doc_attestation_form_done_people": "Exécuté par (nom, fonction)",
    "doc_attestation_form_done_deviation": "Écart avec l’ordre (objet, volume, créneau)",
    "doc_attestation_form_medium": "Identification du support",
    "doc_attestation_form_medium_why": (
        "Un support par feuille\u00a0; copier cette partie s’il y en a plusieurs. Champs du modèle"
        " de certificat de la publication NIST SP 800-88 Rev. 1, que sa révision en vigueur"
        " complète par la personne qui valide."
    ),
    "doc_attestation_form_field": "Champ",
    "doc_attestation_form_value": "Valeur",
    "doc_attestation_form_read_where": "Où c’est lu (étiquette, commande, inventaire)",
    "doc_attestation_form_identity_manufacturer": "Fabricant",
    "doc_attestation_form_identity_model": "Modèle",
    "doc_attestation_form_identity_serial": "Numéro de série",
    "doc_attestation_form_identity_media_number": "Numéro interne du support",
    "doc_attestation_form_identity_media_type": "Type de support",
    "doc_attestation_form_identity_media_source": "Provenance du support",
    "doc_attestation_form_identity_category_before": "Catégorie avant (facultatif)",
    "doc_attestation_form_identity_category_after": "Catégorie après (facultatif)",
    "doc_attestation_form_identity_destination": "Destination après l’acte",
    "doc_attestation_form_copies": "Sort de chaque copie",
    "doc_attestation_form_copies_why": (
        "D’abord les copies inventoriées au plan, puis celles que nous ne connaîtrions pas."
    ),
    "doc_attestation_form_column_copy": "Copie",
    "doc_attestation_form_column_fate": "Sort",
    "doc_attestation_form_column_when": "Le",
    "doc_attestation_form_column_proof": "Motif, ou preuve",
    "doc_attestation_form_fates": "☐ détruite  ☐ expire  ☐ conservée  ☐ il n’y en a pas",
    "doc_attestation_form_left_backups": "Autres sauvegardes",
    "doc_attestation_form_left_replicas": "Réplicas",
    "doc_attestation_form_left_snapshots": "Instantanés",
    "doc_attestation_form_left_logs": "Journaux (moteur, applications, accès)",
    "doc_attestation_form_left_exports": "Exports, environnements de test",
    "doc_attestation_form_left_other": "Autre, à nommer",
    "doc_attestation_form_observed": "Ce qui a été constaté après l’acte",
    "doc_attestation_form_boxes": (
        "☐ absent   ☐ encore présent, en partie   ☐ encore présent   ☐ non vérifié. Seul"
        " «\u00a0absent\u00a0» répond à l’ordre."
    ),
    "doc_attestation_form_boxes_service": (
        "☐ arrêté   ☐ encore en marche   ☐ non vérifié. Seul «\u00a0arrêté\u00a0» répond à l’ordre."
    ),
    "doc_attestation_form_seen_what": "Constat, en quelques mots",
    "doc_attestation_form_seen_how": "Vérifié comment",
    "doc_attestation_form_seen_when": "Vérifié le (date, heure, décalage)",
    "doc_attestation_form_seen_who": "Vérifié par (autre que l’exécutant)",
    "doc_attestation_form_provider": "Votre propre certificat, s’il y en a un",
    "doc_attestation_form_provider_reference": "Référence",
    "doc_attestation_form_provider_issuer": "Émis par",
    "doc_attestation_form_provider_date": "Date",
    "doc_attestation_form_provider_digest": "Empreinte du fichier joint (SHA-256)",
    "doc_attestation_form_declaration": "Déclaration et signatures",
    "doc_attestation_form_declare": (
        "J’atteste que l’ordre {number} a été exécuté comme écrit ci-dessus, et que ce qui n’a"
        " pas été fait ou vérifié y est dit."
    ),
    "doc_attestation_form_sign_performed": "A exécuté",
    "doc_attestation_form_sign_verified": "A vérifié",
    "doc_attestation_form_sign_attests": "Atteste, pour l’organisme",
    "doc_attestation_form_weight": "Ce que vaut cette attestation",
    "doc_attestation_form_returned": "Rempli par le programme, au retour du papier",
    "doc_attestation_form_returned_on": "Reçu le",
    "doc_attestation_form_returned_original": "Place de l’original",
    "doc_attestation_form_returned_scan": "Empreinte de la numérisation (SHA-256)",
    "doc_attestation_form_returned_first": "Transcrit par",
    "doc_attestation_form_returned_second": "Transcription confirmée par",
    "doc_attestation_form_note_word": (
        "Que la suppression ou l’arrêt a eu lieu\u00a0: c’est la parole de son auteur."
    ),
    "doc_attestation_form_note_blank": (
        "Vierge, qu’il ait été répondu à l’ordre\u00a0: seule l’attestation consignée le dit."
    ),
}
