"""What `releve verify` says, in French. Keys: ``docs/format/trust.md``."""

SENTENCES: dict[str, str] = {
    "evidence_missing": (
        "Il n'y a ni dossier ni paquet de preuves à cet endroit : {path}. Indiquer le dossier "
        "qui contient manifest.sha256, ou le paquet (.zip)."
    ),
    "trust_missing": (
        "Le fichier de confiance ne peut pas être lu : {path}. Indiquer trust.json ou son dossier."
    ),
    "trust_malformed": (
        "Le fichier de confiance est mal formé : {path}, champ {field}. Le demander à "
        "nouveau à sa source ; son format est décrit dans docs/format/trust.md."
    ),
    "verify_ok_folder": (
        "Dossier : {files} fichiers, chacun conforme au manifeste signé par la clé du journal"
    ),
    "verify_ok_log": (
        "Journal : {size} écritures, racine {root} signée par la clé du journal de {origin}"
    ),
    "verify_ok_witnesses": ("Témoins : {have} ont cosigné cette tête ({need} exigés) : {who}"),
    "verify_ok_seen": "Têtes déjà vues : {heads}, toutes contenues dans ce journal",
    "verify_ok_plans": "Plans : {plans} adopté(s), chacun par les personnes habilitées avant lui",
    "verify_ok_acts": "Actes : {acts} acte(s) humain(s), signatures, clés et rôles vérifiés",
    "verify_ok_history": (
        "Histoire : {intents} acte(s) irréversible(s) pour {requests} demande(s), chacun "
        "demandé, approuvé et commencé dans son créneau"
    ),
    "verify_ok_certificates": (
        "Certificats : {certificates} valable(s), chacun scellé, inscrit au journal et conforme à "
        "lui"
    ),
    "verify_verdict_verified": "VÉRIFIÉ : les preuves sont complètes, authentiques et cohérentes.",
    "verify_verdict_verified_exercise": (
        "VÉRIFIÉ, EXERCICE – SANS VALEUR : les preuves de l'exercice sont complètes, "
        "authentiques et cohérentes."
    ),
    "verify_verdict_exercise": (
        "EXERCICE – SANS VALEUR : preuves vérifiées, mais d'un exercice. Rien de réel n'est prouvé."
    ),
    "verify_verdict_unauthenticated": (
        "COHÉRENT, NON AUTHENTIFIÉ : sans fichier de confiance, n'importe qui a pu "
        "fabriquer ces preuves."
    ),
    "verify_verdict_refused": "REFUSÉ",
    "verify_where_file": "Fichier : {file}",
    "verify_where_entry": "Fichier : {file} (écriture n° {entry})",
    "verify_where_subject": "Sujet : {subject}",
    "verify_where_seen": "Tête déjà vue : {seen}",
    "verify_where_by": "Écriture en cause : n° {by}",
    "verify_where_cause": "Détail technique : {cause}",
    "verify_means": "Ce que cela veut dire : {told}",
    "verify_do": "Que faire : {told}",
    "verify_stopped": "La vérification s'est arrêtée là : le reste n'a pas été examiné.",
    "verify_limits": "Ce qui n'a pas été vérifié, ou que ces preuves ne prouvent pas :",
    "verify_limit_unauthenticated": (
        "Aucun fichier de confiance n'a été donné (--trust) : ni la clé du journal, ni les "
        "fondateurs, ni le cachet ne sont authentifiés."
    ),
    "verify_limit_possibly_truncated": (
        "Journal peut-être tronqué : rien n'atteste qu'il s'arrête bien à {size} écritures "
        "(« minimum » absent du fichier de confiance)."
    ),
    "verify_limit_no_witness": (
        "Aucun témoin de confiance n'a cosigné cette tête : qui détient la clé du journal "
        "pourrait en montrer un autre à quelqu'un d'autre."
    ),
    "verify_limit_exercise": "Tout ceci est un exercice : EXERCICE – SANS VALEUR.",
    "verify_limit_weaker_signatures": (
        "{acts} acte(s) sur papier ou PDF signé : seule leur transcription par deux "
        "personnes est vérifiée."
    ),
    "verify_limit_to_examine_again": (
        "Clé {key} déclarée compromise depuis le {since} : réexaminer les actes des écritures "
        "{entries}."
    ),
    "verify_limit_open_intents": (
        "Acte(s) commencé(s) dont la fin n'est pas enregistrée : {subjects}."
    ),
    "verify_limit_attested_by_others": (
        "{outcomes} résultat(s) attesté(s) par un autre exécutant, non constaté(s) par nous."
    ),
    "verify_limit_presentation": (
        "index.html, LISEZMOI.txt et journal.txt sont couverts par le manifeste ; leur "
        "texte n'est pas comparé au journal."
    ),
    "verify_limit_pdf": (
        "Les PDF sont ceux que le journal désigne (empreinte) ; leur mise en page n'est "
        "pas relue : la déclaration scellée fait foi."
    ),
    "verify_limit_packages": (
        "Les lots restitués ne sont pas dans le dossier : leur réception repose sur les "
        "actes signés des destinataires."
    ),
    "verify_limit_clock": (
        "Les instants sont ceux de l'horloge de l'exécutant, sans horodatage tiers."
    ),
    "verify_limit_copies": (
        "Rien n'est prouvé des copies qui ne figurent pas à l'inventaire du plan, ni de "
        "l'effacement physique des supports."
    ),
    "verify_limit_people": (
        "Une signature prouve l'usage d'une clé, pas l'identité civile de qui la détient "
        "ni ce qu'il a compris."
    ),
    "verify_means_folder": (
        "Le dossier n'est pas tel que le journal l'a signé : il a été modifié, abîmé ou complété."
    ),
    "verify_do_folder": (
        "Demander une nouvelle copie au dépositaire ; si elle est refusée aussi, conserver "
        "les deux et les signaler."
    ),
    "verify_means_trust": "Ces preuves ne sont pas celles que le fichier de confiance désigne.",
    "verify_do_trust": (
        "Vérifier que le fichier de confiance vient d'une source sûre et concerne ce plan "
        "; sinon, ne rien conclure de ces preuves."
    ),
    "verify_means_log": (
        "Le journal a été tronqué, réécrit ou n'est pas cohérent : rien de ce qu'il dit "
        "n'est établi."
    ),
    "verify_do_log": (
        "Comparer avec une copie plus ancienne ou celle des témoins, et demander des "
        "explications au dépositaire."
    ),
    "verify_means_plan": "Le plan qui aurait autorisé la suite n'a pas été valablement adopté.",
    "verify_do_plan": (
        "Demander les actes d'adoption aux personnes habilitées par le plan précédent."
    ),
    "verify_means_act": (
        "Un acte humain n'est pas authentique, ou son signataire n'en avait pas le droit."
    ),
    "verify_do_act": (
        "Interroger le signataire avec le fichier de l'acte ; ne pas tenir cet acte pour signé."
    ),
    "verify_means_request": "Un acte irréversible n'avait pas, ou plus, d'autorisation valable.",
    "verify_do_request": (
        "Demander au chef de projet et aux signataires sur quoi l'acte reposait ; le "
        "traiter comme non autorisé."
    ),
    "verify_means_intent": (
        "Un acte irréversible n'a pas suivi la règle : demande, approbations, créneau, "
        "intention, résultat."
    ),
    "verify_do_intent": (
        "Demander à l'exécutant ce qui s'est réellement passé ; le traiter comme non autorisé."
    ),
    "verify_means_restitution": (
        "Des données ont été détruites sans que leur restitution soit établie."
    ),
    "verify_do_restitution": (
        "Demander au destinataire et au responsable de traitement ce qu'ils ont reçu et accepté."
    ),
    "verify_means_archives": (
        "Une élimination n'a pas l'accord des archives (Code du patrimoine, L212-2)."
    ),
    "verify_do_archives": "Saisir les archives compétentes avec le bordereau.",
    "verify_means_retention": "Des données ont été détruites avant la fin de leur conservation.",
    "verify_do_retention": "Saisir le responsable de traitement qui a fixé la durée.",
    "verify_means_service": (
        "Un service ou ses suivis n'étaient pas dans l'état exigé avant l'acte."
    ),
    "verify_do_service": (
        "Vérifier auprès des équipes du service que personne n'est resté sans suivi."
    ),
    "verify_means_certificate": (
        "Un certificat n'est pas soutenu par le journal : il ne prouve rien."
    ),
    "verify_do_certificate": (
        "Ne pas s'en servir ; demander à l'organisme qui l'a scellé d'en rendre compte."
    ),
    "verify_means_manifest": (
        "Le dossier n'est pas tel que le journal l'a signé : il a été modifié, abîmé ou complété."
    ),
    "verify_do_manifest": (
        "Demander une nouvelle copie au dépositaire ; si elle est refusée aussi, conserver "
        "les deux et les signaler."
    ),
    "verify_means_evidence": (
        "Le dossier n'est pas tel que le journal l'a signé : il a été modifié, abîmé ou complété."
    ),
    "verify_do_evidence": (
        "Demander une nouvelle copie au dépositaire ; si elle est refusée aussi, conserver "
        "les deux et les signaler."
    ),
    "verify_means_ledger": (
        "Le journal a été tronqué, réécrit ou n'est pas cohérent : rien de ce qu'il dit "
        "n'est établi."
    ),
    "verify_do_ledger": (
        "Comparer avec une copie plus ancienne ou celle des témoins, et demander des "
        "explications au dépositaire."
    ),
    "verify_means_approval": "Un acte irréversible n'avait pas, ou plus, d'autorisation valable.",
    "verify_do_approval": (
        "Demander au chef de projet et aux signataires sur quoi l'acte reposait ; le "
        "traiter comme non autorisé."
    ),
    "verify_means_outcome": (
        "Un acte irréversible n'a pas suivi la règle : demande, approbations, créneau, "
        "intention, résultat."
    ),
    "verify_do_outcome": (
        "Demander à l'exécutant ce qui s'est réellement passé ; le traiter comme non autorisé."
    ),
    "verify_no_folder_extra_file": "un fichier n'est pas couvert par le manifeste",
    "verify_no_folder_file_changed": "le contenu d'un fichier n'est pas celui du manifeste",
    "verify_no_folder_file_missing": "un fichier attendu manque",
    "verify_no_folder_file_too_large": "un fichier dépasse la taille permise ({limit} octets)",
    "verify_no_folder_misnamed_file": "un fichier nommé par son empreinte porte celle d'un autre",
    "verify_no_folder_special_file": "une entrée du dossier n'est pas un fichier ordinaire",
    "verify_no_folder_symlink": "le dossier contient un lien symbolique",
    "verify_no_folder_too_large": "le dossier dépasse la taille permise ({limit} octets)",
    "verify_no_folder_too_many_files": "le dossier contient plus de {limit} fichiers",
    "verify_no_folder_unknown_file": "un fichier n'est d'aucune sorte connue",
    "verify_no_folder_unreadable": "un fichier ou un dossier ne peut pas être lu",
    "verify_no_folder_unreferenced_file": "aucune écriture du journal ne cite ce fichier",
    "verify_no_manifest_changed": "le manifeste n'est pas celui qui a été signé",
    "verify_no_manifest_malformed": "le manifeste n'est pas dans sa forme exacte",
    "verify_no_manifest_note_refused": "la signature du manifeste est refusée",
    "verify_no_manifest_of_another_origin": "le manifeste est celui d'un autre journal",
    "verify_no_trust_log_key_unknown": (
        "la clé du journal n'est pas parmi celles du fichier de confiance"
    ),
    "verify_no_trust_seal_key_unknown": (
        "la clé du cachet n'est pas parmi celles du fichier de confiance"
    ),
    "verify_no_trust_realm_differs": "le journal n'est pas du domaine (réel ou exercice) attendu",
    "verify_no_trust_not_a_rehearsal": "--rehearsal a été demandé pour des preuves réelles",
    "verify_no_log_forked": (
        "le journal montré ({size} écritures) ne contient pas la tête déjà vue ({minimum} "
        "écritures) : la clé du journal a signé deux histoires. Les deux têtes signées, gardées "
        "ensemble avec ce dossier, le prouvent à quiconque (--keep-proof)"
    ),
    "verify_no_witnesses_too_few": (
        "{have} témoin(s) de confiance ont cosigné la tête du journal, il en faut {need}"
    ),
    "verify_no_log_checkpoint_refused": "la tête signée du journal est refusée",
    "verify_no_log_empty": "le journal est vide ou démesuré ({size} écritures)",
    "verify_no_log_entry_refused": (
        "une écriture n'est pas dans sa forme exacte, ou d'un autre journal"
    ),
    "verify_no_log_extra_tile": "un fichier du journal est de trop",
    "verify_no_log_history_rewritten": (
        "les {minimum} premières écritures ne sont plus celles déjà vues"
    ),
    "verify_no_log_key_malformed": "la clé publique du journal est illisible",
    "verify_no_log_rehearsed_time_in_real": "une écriture réelle porte un instant d'exercice",
    "verify_no_log_root_differs": "la racine recalculée n'est pas la racine signée",
    "verify_no_log_tiles_refused": "un fichier du journal ne correspond pas à ses écritures",
    "verify_no_log_time_goes_back": "le temps recule d'une écriture à la suivante",
    "verify_no_log_truncated": (
        "le journal est plus court ({size}) que ce qui avait déjà été vu ({minimum})"
    ),
    "verify_no_ledger_entry_malformed": (
        "il manque un champ à une écriture, ou il est d'un autre type"
    ),
    "verify_no_plan_first_differs": "le premier plan n'est pas celui du fichier de confiance",
    "verify_no_plan_not_adopted": "aucun plan n'est adopté à ce point du journal",
    "verify_no_plan_of_another_ledger": "le plan adopté est celui d'un autre journal",
    "verify_no_plan_previous_differs": "le plan adopté ne succède pas à celui qui était en vigueur",
    "verify_no_plan_quorum_missing": (
        "le plan n'a pas été adopté par assez de personnes habilitées avant lui ({have} "
        "sur {needed})"
    ),
    "verify_no_plan_refused": "le plan adopté est illisible ou n'est pas celui qui est cité",
    "verify_no_plan_signers_differ": "keys/allowed_signers ne donne pas les clés des plans adoptés",
    "verify_no_plan_signer_without_act": "une adoption nomme quelqu'un dont aucun acte ne figure",
    "verify_no_act_before_plan": "un acte précède l'adoption du premier plan",
    "verify_no_act_entry_differs": "l'écriture ne dit pas ce que dit l'acte signé ({field})",
    "verify_no_act_file_differs": "un fichier d'acte n'a pas l'empreinte citée",
    "verify_no_act_from_the_future": "un acte est daté d'après son enregistrement",
    "verify_no_act_key_differs": "la clé qui a signé n'est pas celle que cite l'écriture",
    "verify_no_act_key_not_in_roster": (
        "la clé qui a signé n'est pas une clé de {signer} dans le plan adopté"
    ),
    "verify_no_act_key_revoked": "la clé qui a signé avait été révoquée",
    "verify_no_act_malformed_field": "un champ de l'acte est illisible",
    "verify_no_act_not_a_founder": (
        "le premier plan est signé par une clé qui n'est pas d'un fondateur"
    ),
    "verify_no_act_of_another_origin": "l'acte est celui d'un autre journal",
    "verify_no_act_of_another_plan": "l'acte nomme un autre plan que celui en vigueur",
    "verify_no_act_of_another_realm": "l'acte est d'un autre domaine (réel ou exercice)",
    "verify_no_act_role_may_not": "{signer} n'a pas le rôle qui permet cet acte",
    "verify_no_act_signature_missing": "la signature du signataire lui-même manque",
    "verify_no_act_signature_refused": "une signature ne se vérifie pas",
    "verify_no_act_signer_not_in_office": "{signer} n'était pas habilité ce jour-là",
    "verify_no_act_signer_unknown": "{signer} ne figure pas dans le plan adopté",
    "verify_no_act_transcribers_missing": (
        "un acte sur papier n'est pas transcrit par deux personnes habilitées"
    ),
    "verify_no_act_unreadable": "le fichier d'un acte n'est pas dans sa forme exacte",
    "verify_no_request_already_done": "une demande porte sur ce qui était déjà fait",
    "verify_no_request_digest_differs": "l'empreinte de la demande n'est pas celle de son contenu",
    "verify_no_request_evidence_refused": (
        "la demande cite une autre écriture que celle qui compte ({evidence})"
    ),
    "verify_no_request_expired": "la demande avait expiré",
    "verify_no_request_expires_too_late": "la demande expire plus tard que le plan ne le permet",
    "verify_no_request_exported_again": "une nouvelle extraction a suivi la demande",
    "verify_no_request_finding_failed": "un constat défavorable a suivi la demande",
    "verify_no_request_held": (
        "un gel pour contentieux couvrait le sujet, ou l'a couvert depuis la demande"
    ),
    "verify_no_request_not_planned": "le plan adopté ne prévoit pas cet acte sur ce sujet",
    "verify_no_request_of_another_occurrence": (
        "la demande ne porte pas sur la bonne occurrence de l'étape"
    ),
    "verify_no_request_of_another_plan": "la demande cite un autre plan que celui en vigueur",
    "verify_no_request_paused": "le sujet était suspendu",
    "verify_no_request_plan_changed": "un plan adopté depuis la demande change ce sujet",
    "verify_no_request_refused": "quelqu'un a refusé la demande avant l'acte",
    "verify_no_request_source_changed": "la source avait changé et personne ne l'a expliqué",
    "verify_no_request_step_differs": "la clé de l'étape n'est pas celle de cette étape",
    "verify_no_request_superseded": "une autre demande a remplacé celle-ci",
    "verify_no_request_window_differs": "le créneau demandé n'est pas celui du plan adopté",
    "verify_no_approval_by_performer": "une approbation vient de qui a exécuté",
    "verify_no_approval_by_requester": "une approbation vient de qui a demandé",
    "verify_no_approval_expired": "une approbation avait expiré",
    "verify_no_approval_key_revoked": "la clé d'une approbation avait été révoquée",
    "verify_no_approval_missing": "il manque des approbations que le plan exige ({missing})",
    "verify_no_approval_not_an_act": (
        "une autorisation invoquée n'est pas un acte postérieur à la demande"
    ),
    "verify_no_approval_of_another_request": "une approbation porte sur une autre demande",
    "verify_no_approval_of_another_step": "une approbation porte sur une autre étape",
    "verify_no_approval_signer_not_in_office": "{signer} n'était plus habilité",
    "verify_no_approval_too_weak": (
        "une signature est d'une sorte plus faible que le plan ne l'exige"
    ),
    "verify_no_approval_twice": "la même personne est comptée deux fois",
    "verify_no_intent_differs": "l'écriture d'intention ne dit pas ce que dit la demande",
    "verify_no_intent_missing": "on a agi sans intention enregistrée",
    "verify_no_intent_outside_window": "l'acte n'a pas commencé assez tôt dans son créneau",
    "verify_no_intent_order_differs": "un ordre écrit ne cite pas la demande en cours",
    "verify_no_intent_second_open": "deux intentions sont ouvertes sur le même sujet",
    "verify_no_intent_without_request": "une intention ne répond à aucune demande",
    "verify_no_outcome_attestation_missing": "l'ordre écrit ou l'attestation de l'exécutant manque",
    "verify_no_outcome_contradicted": (
        "le résultat annoncé contredit ce qui a été observé ({observed})"
    ),
    "verify_no_outcome_differs": "le résultat n'est pas celui de l'étape demandée",
    "verify_no_outcome_of_another_performer": "l'exécutant n'est pas celui du plan",
    "verify_no_outcome_overrun_hidden": "un débordement du créneau n'est pas dit",
    "verify_no_outcome_without_intent": "un résultat ne répond à aucune intention ouverte",
    "verify_no_restitution_acceptance_before_receipt": (
        "l'acceptation précède l'accusé d'intégration"
    ),
    "verify_no_restitution_acceptance_differs": (
        "l'acceptation ne nomme pas ce lot, cet accusé et ce contenu"
    ),
    "verify_no_restitution_acceptance_missing": (
        "le responsable de traitement n'a pas accepté la restitution"
    ),
    "verify_no_restitution_finding_failed": "le constat sur {about} n'est pas favorable",
    "verify_no_restitution_finding_missing": "il manque le constat sur {about}",
    "verify_no_restitution_not_delivered": "ce lot n'a pas été livré",
    "verify_no_restitution_not_exported": "rien n'a été extrait avant la destruction",
    "verify_no_restitution_receipt_differs": "le destinataire n'a pas reçu ce qui a été extrait",
    "verify_no_restitution_receipt_missing": "l'accusé d'intégration du destinataire manque",
    "verify_no_restitution_root_differs": "ce qui devait être détruit n'est pas ce qui a été rendu",
    "verify_no_archives_unqualified": "le régime d'archives n'est pas qualifié",
    "verify_no_archives_visa_missing": "le visa des archives manque",
    "verify_no_archives_visa_refused": "les archives ont refusé l'élimination",
    "verify_no_retention_runs": "la durée de conservation court jusqu'au {until}",
    "verify_no_retention_undecided": "aucune décision de conservation ne permet la destruction",
    "verify_no_service_not_closed": "le service {service} n'était pas arrêté",
    "verify_no_service_relay_incomplete": "le relais de la file active n'est pas complet",
    "verify_no_service_relay_missing": "aucun clinicien n'a signé le relais de la file active",
    "verify_no_service_transfer_missing": "le repreneur n'a pas signé le transfert",
    "verify_no_certificate_claims_too_much": "un certificat affirme plus que la méthode ne permet",
    "verify_no_certificate_differs": "un certificat ne dit pas ce que dit le journal ({field})",
    "verify_no_certificate_extra_file": "un certificat ne figure pas au journal",
    "verify_no_certificate_file_differs": "un fichier de certificat n'a pas l'empreinte du journal",
    "verify_no_certificate_missing": "un effacement n'a pas de certificat",
    "verify_no_certificate_proof_refused": "la preuve d'inscription au journal est refusée",
    "verify_no_certificate_seal_key_malformed": "la clé du cachet est illisible",
    "verify_no_certificate_seal_refused": "le cachet d'un certificat est refusé",
    "verify_no_certificate_statement_refused": "la déclaration d'un certificat est refusée",
    "verify_no_certificate_twice": (
        "deux certificats portent sur le même effacement ou le même numéro"
    ),
    "verify_no_certificate_without_outcome": "un certificat ne répond à aucun effacement constaté",
    "verify_no_evidence_unreadable": "ce qui est présenté ne peut pas être lu",
}
