"""La couverture, le bilan, la clôture et leurs refus."""

SENTENCES = {
    "doc_coverage_title": "Preuve de couverture – {plan}",
    "doc_coverage_complete": (
        "Complète\u00a0: {count:élément inventorié|éléments inventoriés}, chacun dans une case et"
        " une seule."
    ),
    "doc_coverage_incomplete": (
        "Incomplète\u00a0: {count:élément|éléments} sans case, sur {total} inventoriés. Le"
        " programme ne peut pas être clos."
    ),
    "doc_coverage_open": (
        "Sans case\u00a0: {count:élément|éléments}. Pour chacun\u00a0: ce qui manque, et à qui de"
        " jouer."
    ),
    "doc_coverage_others": "Et {count:autre|autres}, en tête du tableau qui suit.",
    "doc_coverage_lines": "Chaque ensemble de données et chaque copie",
    "doc_coverage_evidence": "Les preuves elles-mêmes",
    "doc_coverage_bin_destroyed": "détruit",
    "doc_coverage_bin_transferred": "transféré",
    "doc_coverage_bin_kept": "conservé",
    "doc_coverage_bin_expires": "expire à une date",
    "doc_coverage_bin_out_of_scope": "hors périmètre",
    "doc_coverage_no_bin": "SANS CASE",
    "doc_coverage_nothing": "—",
    "doc_coverage_sum": "Somme des cases",
    "doc_coverage_without": "Sans case",
    "doc_coverage_inventory": "Inventaire (tous les plans adoptés, et ce que nous avons fabriqué)",
    "doc_coverage_of_ours": "dont copies tenues par le programme lui-même",
    "doc_coverage_last_fact": "Dernier fait pris en compte",
    "doc_coverage_at": "entrée {entry}, {at}",
    "doc_coverage_custodian": "Dépositaire des preuves",
    "doc_coverage_kept_for": "Durée de garde",
    "doc_coverage_final_fate": "Sort final",
    "doc_coverage_keys": "Clés de contenu effacées",
    "doc_coverage_column_what": "Ensemble ou copie",
    "doc_coverage_column_bin": "Case",
    "doc_coverage_column_since": "Depuis",
    "doc_coverage_column_proof": "Preuve",
    "doc_coverage_column_basis": "Fondement, motif, date, ou ce qui manque",
    "doc_coverage_empty": "Aucun ensemble de données n’est inventorié.",
    "doc_coverage_named": "{subject}",
    "doc_coverage_ours": "{subject} (la nôtre)",
    "doc_coverage_package": "Nos paquets de «\u00a0{asset}\u00a0», que le plan n’inventorie pas",
    "doc_coverage_dropped": "{title} (inventorié par le plan de l’entrée {entry}, retiré depuis)",
    "doc_coverage_certified": "document {number} (entrée {issued})\u00a0; constat, entrée {ended}",
    "doc_coverage_accepted": "remis et accepté, entrée {entry}\u00a0: {signer}",
    "doc_coverage_seen": "disparition attestée, entrée {entry}\u00a0: {signer}",
    "doc_coverage_planned": "plan adopté (entrée {entry})",
    "doc_coverage_expires_on": "expire le {day}",
    "doc_coverage_lacks_unfinished": "destruction commencée, pas encore constatée.",
    "doc_coverage_lacks_not_destroyed": "pas encore détruit.",
    "doc_coverage_lacks_partial": "destruction partielle\u00a0: le reste est encore là.",
    "doc_coverage_lacks_undetermined": "résultat indéterminé\u00a0: à constater à nouveau.",
    "doc_coverage_lacks_sent_back": (
        "destruction renvoyée par la personne qui la valide\u00a0: à refaire."
    ),
    "doc_coverage_lacks_still_present": "encore présent quand on a regardé.",
    "doc_coverage_lacks_not_certified": "détruit, mais sans attestation ni certificat.",
    "doc_coverage_lacks_certificate_withdrawn": (
        "attestation ou certificat retiré, aucun autre en vigueur."
    ),
    "doc_coverage_lacks_not_accepted": "remise non acceptée par le responsable de traitement.",
    "doc_coverage_lacks_without_legal_basis": "conservé sans fondement juridique inscrit au plan.",
    "doc_coverage_lacks_without_reason": "hors périmètre sans motif.",
    "doc_coverage_lacks_expiry_unknown": "date d’expiration inconnue.",
    "doc_coverage_lacks_expiry_unseen": (
        "date d’expiration passée, disparition constatée par personne."
    ),
    "doc_coverage_lacks_package_unlisted": (
        "fabriqué par nous (entrée {entry}), inventorié nulle part\u00a0: à inscrire au plan."
    ),
    "doc_coverage_lacks_packaged_since": (
        "un paquet a été fait (entrée {entry}) après la destruction des nôtres."
    ),
    "doc_coverage_lacks_dropped_without_reason": (
        "retiré du plan sans destruction attestée ni motif."
    ),
    "doc_coverage_note_declared": (
        "Qu’il n’existe aucune autre copie\u00a0: l’inventaire est celui que les plans adoptés"
        " déclarent, complété de ce que le programme a fabriqué lui-même."
    ),
    "doc_coverage_note_bins": (
        "Une case dit où une chose a fini, non comment\u00a0: la technique d’effacement et ce"
        " qu’elle ne prouve pas sont sur chaque attestation ou certificat."
    ),
    "doc_coverage_note_date": (
        "«\u00a0Expire à une date\u00a0» n’est pas une destruction\u00a0; la date passée, il faut"
        " que quelqu’un atteste la disparition."
    ),
    "doc_coverage_whose": "À qui de jouer\u00a0: {role}.",
    "doc_coverage_whose_of": "À qui de jouer\u00a0: {role}, {organisation}.",
    "doc_coverage_whose_time": "À qui de jouer\u00a0: personne, une date doit venir.",
    "doc_coverage_whose_tool": "À qui de jouer\u00a0: l’outil.",
    "doc_closing_title": "Bilan de clôture – {plan}",
    "doc_closing_ready": (
        "Rien ne s’oppose à la clôture\u00a0: tout est dans une case, aucune réserve n’est ouverte."
    ),
    "doc_closing_ready_with": (
        "Clôture avec réserves\u00a0: tout est dans une case, {count:réserve reste"
        " ouverte|réserves restent ouvertes}, avec qui doit la traiter et pour quand."
    ),
    "doc_closing_not_ready": (
        "Le programme ne peut pas être clos\u00a0: voici ce qui s’y oppose, et où l’on en est."
    ),
    "doc_closing_lacks": "Ce qui s’oppose à la clôture",
    "doc_closing_lacks_bins": (
        "Des ensembles de données ou des copies n’ont pas de case\u00a0: la preuve de couverture"
        " les nomme."
    ),
    "doc_closing_lacks_work": (
        "Il reste des étapes à faire ou à attendre\u00a0: releve agenda les donne."
    ),
    "doc_closing_lacks_hold": "Un gel pour contentieux est en cours (entrée {entry}).",
    "doc_closing_lacks_minutes": (
        "Des procès-verbaux manquent, ou ne sont pas signés du titulaire\u00a0: ils sont plus bas."
    ),
    "doc_closing_programme": "Programme",
    "doc_closing_first": "Premier fait du journal",
    "doc_closing_last": "Dernier fait du journal",
    "doc_closing_lasted": "Durée",
    "doc_closing_plans": "Plans adoptés",
    "doc_closing_signed_minutes": "Procès-verbaux signés du titulaire",
    "doc_closing_open_reserves": "Réserves ouvertes",
    "doc_closing_bins": "Où tout a fini",
    "doc_closing_own": (
        "Nos propres copies\u00a0: {destroyed:détruite|détruites}, chacune avec son"
        " attestation\u00a0; {made:paquet fabriqué|paquets fabriqués} en tout, parfois plusieurs au"
        " même endroit."
    ),
    "doc_closing_milestones": "Jalons\u00a0: promis et fait",
    "doc_closing_services": "Services",
    "doc_closing_returned": "Restitutions",
    "doc_closing_minutes": "Procès-verbaux de restitution et destruction",
    "doc_closing_reserves": "Réserves ouvertes",
    "doc_closing_acts": "Actes signés",
    "doc_closing_incidents": "Incidents, écarts et changements",
    "doc_closing_evidence": "Garde des preuves",
    "doc_closing_lessons": "Retour d’expérience\u00a0: ce que disent les faits",
    "doc_closing_by_hand": "Retour d’expérience\u00a0: ce que seules les personnes savent",
    "doc_closing_signing": "Clôture",
    "doc_closing_closes": "Prononce la clôture",
    "doc_closing_column_milestone": "Jalon",
    "doc_closing_column_due": "Échéance",
    "doc_closing_column_closes": "Fin du créneau",
    "doc_closing_column_done": "Fait ou constaté le",
    "doc_closing_column_delay": "Écart à l’échéance",
    "doc_closing_column_service": "Service",
    "doc_closing_column_ending": "Fin",
    "doc_closing_column_entry": "Entrée",
    "doc_closing_column_act": "Acte",
    "doc_closing_column_count": "Nombre",
    "doc_closing_column_what": "Quoi",
    "doc_closing_column_subject": "Sur quoi",
    "doc_closing_column_detail": "Ce qui en est dit",
    "doc_closing_column_day": "Jour",
    "doc_closing_column_contract": "Contrat",
    "doc_closing_column_controller": "Responsable de traitement",
    "doc_closing_column_number": "Procès-verbal",
    "doc_closing_column_signed": "Signé par",
    "doc_closing_column_reserve": "Réserve",
    "doc_closing_column_owner": "À traiter par",
    "doc_closing_column_due_on": "Pour le",
    "doc_closing_on_time": "à l’échéance",
    "doc_closing_late": "{days} de retard",
    "doc_closing_ahead": "{days} d’avance",
    "doc_closing_imprecise": "échéance sans jour précis",
    "doc_closing_no_window": "aucun créneau",
    "doc_closing_nothing_done": "rien de fait",
    "doc_closing_not_ended": "pas terminé",
    "doc_closing_no_milestone": "Le plan n’a pas de jalon.",
    "doc_closing_no_service": "Le plan n’a pas de service.",
    "doc_closing_no_minutes": "Aucun contrat\u00a0: aucun procès-verbal à établir.",
    "doc_closing_no_minutes_yet": "non établi",
    "doc_closing_unsigned": "non signé",
    "doc_closing_no_reserve": "Aucune réserve n’est ouverte.",
    "doc_closing_no_act": "Aucun acte n’a été signé.",
    "doc_closing_no_incident": "Aucun incident ni écart n’est inscrit au journal.",
    "doc_closing_signed": "{who}, {capacity}, le {day}",
    "doc_closing_capacity_holder": "pour le titulaire",
    "doc_closing_capacity_buyer": "pour l’acheteur",
    "doc_closing_capacity_controller": "pour le responsable de traitement",
    "doc_closing_accepted": "Ensembles remis, intégrés et acceptés",
    "doc_closing_exported_records": "Enregistrements exportés",
    "doc_closing_exported_pathways": "Parcours exportés",
    "doc_closing_exported_octets": "Volume exporté",
    "doc_closing_received_records": (
        "Enregistrements que les destinataires attestent avoir intégrés"
    ),
    "doc_closing_incident_failed": "étape non aboutie",
    "doc_closing_incident_act_refused": "acte refusé",
    "doc_closing_incident_finding": "contrôle non réussi",
    "doc_closing_incident_partial": "suppression partielle",
    "doc_closing_incident_undetermined": "résultat indéterminé",
    "doc_closing_incident_rolled_back": "retour arrière",
    "doc_closing_incident_overran": "créneau dépassé",
    "doc_closing_incident_window_missed": "créneau manqué, remplacé par un autre",
    "doc_closing_incident_waiver": "dérogation",
    "doc_closing_incident_reconciliation": "rapprochement",
    "doc_closing_incident_hold": "gel pour contentieux",
    "doc_closing_incident_pause": "suspension",
    "doc_closing_incident_refusal": "refus d’une demande",
    "doc_closing_incident_revocation": "révocation de clé",
    "doc_closing_incident_withdrawal": "retrait d’un certificat",
    "doc_closing_incident_reserve": "réserve émise",
    "doc_closing_note_inventory": (
        "Qu’aucune copie n’a été oubliée\u00a0: voir la preuve de couverture."
    ),
    "doc_closing_note_durations": (
        "Les durées vont d’une entrée du journal à une autre\u00a0; celles d’un exercice viennent"
        " d’un autre journal, que celui-ci ne prouve pas."
    ),
    "doc_closing_note_closing": (
        "Ce bilan ne clôt rien\u00a0: la clôture est un acte signé qui le nomme par son empreinte."
    ),
    "doc_lessons_durations": "Durées des actes irréversibles, à l’horloge réelle",
    "doc_lessons_waits": "Les attentes les plus longues, entre ce qui les ouvre et l’acte attendu",
    "doc_lessons_refusals": "Refus et échecs, par code (expliqués dans le guide des codes)",
    "doc_lessons_column_verb": "Acte",
    "doc_lessons_column_times": "Fois",
    "doc_lessons_column_longest": "Le plus long",
    "doc_lessons_column_rehearsed": "Durée à l’exercice",
    "doc_lessons_column_declared": "Durée déclarée",
    "doc_lessons_column_move": "Acte attendu",
    "doc_lessons_column_by": "De qui",
    "doc_lessons_column_subject": "Sur quoi",
    "doc_lessons_column_days": "Attente",
    "doc_lessons_column_entries": "Entrées",
    "doc_lessons_column_code": "Code",
    "doc_lessons_column_seen": "Ce qui a été vu",
    "doc_lessons_column_cause": "Pourquoi",
    "doc_lessons_column_change": "Ce qu’il faut changer",
    "doc_lessons_column_owner": "Qui, pour quand",
    "doc_lessons_between": "{begin} à {end}",
    "doc_lessons_not_rehearsed": "pas mesurée",
    "doc_lessons_no_duration": "Aucun acte irréversible n’est terminé.",
    "doc_lessons_no_wait": "Personne n’a été attendu un jour ou plus.",
    "doc_lessons_no_refusal": "Ni refus, ni échec.",
    "closing_uncovered": (
        "Le bilan ne peut pas être émis\u00a0: {subject} n’a pas de case ({count} en tout)."
        " Établissez la preuve de couverture (releve document coverage)\u00a0: elle dit ce qui"
        " manque à chacun et à qui de jouer."
    ),
    "closing_intent_open": (
        "Le bilan ne peut pas être émis\u00a0: un acte irréversible est commencé sur {subject}"
        " (entrée {entry}) et n’est pas terminé. Faites-le aboutir, ou constater, d’abord."
    ),
    "closing_held": (
        "Le bilan ne peut pas être émis\u00a0: un gel pour contentieux tient sur {subject}"
        " (entrée {entry}). Faites-le lever par un acte signé, ou attendez."
    ),
    "closing_work_left": (
        "Le bilan ne peut pas être émis\u00a0: il reste {count} étape(s), la première sur"
        " {subject}. «\u00a0releve agenda\u00a0» dit ce qu’elles attendent et de qui."
    ),
    "closing_minutes_missing": (
        "Le bilan ne peut pas être émis\u00a0: aucun procès-verbal n’est établi pour {contract}."
        " Établissez-le (releve document minutes {contract}), puis faites-le signer."
    ),
    "closing_minutes_outdated": (
        "Le bilan ne peut pas être émis\u00a0: le procès-verbal {number} ne dit pas tout ce qui est"
        " fait aujourd’hui. Établissez-le à nouveau (releve document minutes {contract}), puis"
        " faites-le signer du titulaire."
    ),
    "closing_minutes_unsigned": (
        "Le bilan ne peut pas être émis\u00a0: le procès-verbal {number} n’est pas signé du"
        " titulaire. Faites-le signer (releve act signing), ou enregistrez l’original papier."
    ),
    "closure_of_a_subject": (
        "La clôture porte sur tout le programme, non sur {subject}. Signez-la sans --subject."
    ),
    "closure_uncovered": (
        "Le programme ne peut pas être clos\u00a0: {subject} n’a pas de case ({count} en tout)."
        " La preuve de couverture (releve document coverage) dit ce qui manque à chacun et à qui"
        " de jouer."
    ),
    "closure_unfinished": (
        "Le programme ne peut pas être clos\u00a0: un acte irréversible est commencé sur"
        " {subject} (entrée {entry}) et n’est pas terminé."
    ),
    "closure_held": (
        "Le programme ne peut pas être clos\u00a0: un gel pour contentieux tient sur {subject}"
        " (entrée {entry}). Faites-le lever par un acte signé, ou attendez."
    ),
    "closure_document_unknown": (
        "La clôture nomme {document}, qui n’est pas le document «\u00a0{kind}\u00a0» en vigueur."
        " Émettez la preuve de couverture et le bilan (releve document coverage, puis"
        " closing_report), puis signez à nouveau."
    ),
    "closure_document_outdated": (
        "Le document {number} est plus ancien qu’un fait inscrit depuis (entrée {entry})."
        " Émettez-le à nouveau (releve document), relisez-le, puis signez."
    ),
    "reason_programme_closed": (
        "Le programme est clos (entrée n° {entry} du journal)\u00a0: rien ne commence plus. S’il"
        " reste quelque chose à faire, inscrivez-le dans un plan et faites-le adopter\u00a0: il"
        " rouvrira le programme."
    ),
    "status_closed": "programme clos (entrée {entry})",
    "act_attestation_expired": (
        "J’atteste que «\u00a0{subject}\u00a0», qui devait expirer de soi-même, n’existe plus,"
        " constaté le {performed_at}. Ce que j’ai observé\u00a0: {observed}."
    ),
    "verify_no_closure_uncovered": (
        "la clôture est prononcée alors que {subject} n’a pas de case ({count} en tout)"
    ),
    "verify_no_closure_unfinished": (
        "la clôture est prononcée alors qu’un acte irréversible est commencé sur {subject}"
        " (écriture {intent}) et n’est pas terminé"
    ),
    "verify_no_closure_held": (
        "la clôture est prononcée alors qu’un gel pour contentieux tient sur {subject} (écriture"
        " {hold})"
    ),
    "verify_no_closure_document_unknown": (
        "la clôture ne nomme pas le document «\u00a0{kind}\u00a0» en vigueur à ce moment-là"
    ),
    "verify_no_closure_document_outdated": (
        "la clôture nomme le document {number}, plus ancien qu’un fait inscrit depuis (écriture"
        " {fact})"
    ),
    "verify_no_closure_begun_after": (
        "un acte irréversible est demandé ou commencé sur {subject} après la clôture (écriture"
        " {closed}), sans plan adopté depuis"
    ),
}
