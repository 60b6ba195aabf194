"""Les phrases des attestations et certificats, en français."""

CERTIFICATES: dict[str, str] = {
    # Attestations et certificats : titres, selon le niveau
    "doc_title_attestation_suppression_logique": "Attestation de suppression logique",
    "doc_title_certificat_effacement": "Certificat d’effacement",
    "doc_title_certificat_destruction": "Certificat de destruction",
    "doc_title_attestation_tiers_unseen": "Attestation d’un tiers : suppression attestée par "
    "{who}, non constatée par nous",
    "doc_title_attestation_tiers_seen": "Attestation d’un tiers : suppression attestée par {who}, "
    "constatée absente par nous",
    "doc_title_constat_absence": "Constat d’absence",
    "doc_lead_attestation_suppression_logique": "Les objets nommés de « {subject} » ont été "
    "supprimés logiquement le {at}. Notre vérification, après l’acte, les a constatés absents.",
    "doc_lead_certificat_effacement": "Le support de « {subject} » a été effacé le {at}, "
    "au niveau indiqué ci-dessous et pas au-delà.",
    "doc_lead_certificat_destruction": "Le support de « {subject} » a été détruit le {at}, "
    "par le procédé indiqué ci-dessous.",
    "doc_lead_attestation_tiers": "La suppression de « {subject} » est attestée par un tiers, "
    "qui l’a exécutée sur notre ordre. Résultat consigné le {at}.",
    "doc_lead_constat_absence": "« {subject} » a été constaté absent le {at}, après le point de "
    "non-retour. L’acte lui-même n’a pas été observé.",
    "doc_level_logical_deletion": "suppression logique",
    "doc_level_clear": "effacement (clear)",
    "doc_level_cryptographic_erase": "effacement cryptographique",
    "doc_level_purge": "purge",
    "doc_level_destroy": "destruction (destroy)",
    "doc_level_of": "{level} (échelon {rank} sur {ladder}, {source})",
    "doc_technique_drop_table": "suppression des tables (DROP TABLE)",
    "doc_technique_overwrite_unlink": "réécriture puis suppression des fichiers",
    "doc_technique_unlink": "suppression des fichiers",
    "doc_technique_truncate": "vidage des tables (TRUNCATE)",
    "doc_technique_delete": "suppression des lignes (DELETE)",
    "doc_technique_format": "formatage",
    "doc_technique_trim": "libération des blocs (TRIM)",
    "doc_technique_overwrite": "réécriture du support",
    "doc_technique_block_erase": "effacement par blocs",
    "doc_technique_cryptographic_erase": "effacement cryptographique",
    "doc_technique_degauss": "démagnétisation",
    "doc_technique_disintegrate": "désintégration",
    "doc_technique_incinerate": "incinération",
    "doc_technique_melt": "fusion",
    "doc_technique_pulverize": "pulvérisation",
    "doc_technique_shred": "broyage",
    "doc_technique_attested": "celle que le tiers atteste",
    "doc_technique_not_recorded": "non relevée",
    "doc_technique_other": "{technique} (technique hors échelle)",
    "doc_medium_sql": "tables d’une base de données",
    "doc_medium_files": "fichiers",
    "doc_medium_external": "support tenu par un tiers",
    "doc_medium_device": "support physique entier",
    "doc_medium_flash": "mémoire flash",
    "doc_medium_not_recorded": "non relevé",
    "doc_medium_other": "{medium}",
    "doc_medium_manufacturer": "Fabricant",
    "doc_medium_model": "Modèle",
    "doc_medium_serial": "Numéro de série",
    "doc_medium_media_number": "Numéro interne",
    "doc_medium_media_type": "Type de support",
    "doc_medium_media_source": "Provenance du support",
    "doc_medium_destination": "Destination après l’acte",
    "doc_medium_read_from": "{value} (lu dans : {source})",
    "doc_medium_unidentified": "non relevés : {names}",
    # Pourquoi pas un niveau plus élevé
    "doc_reason_named_objects_only": "L’acte porte sur les objets nommés par la demande, et sur "
    "eux seuls.",
    "doc_reason_drop_is_not_purge": "Supprimer des tables ou des fichiers, vider ou formater "
    "n’est jamais une purge du support.",
    "doc_reason_live_database": "La base reste en service : ses journaux de transactions, "
    "versions de lignes et réplicas peuvent garder des traces jusqu’à leur recyclage.",
    "doc_reason_file_system_remnants": "Journaux du système de fichiers, instantanés, copies sur "
    "écriture et mémoire flash peuvent garder des traces de ce qui a été réécrit.",
    "doc_reason_virtual_volume": "Le volume est virtuel : les blocs physiques ne sont pas à notre "
    "portée.",
    "doc_reason_flash_remnants": "La mémoire flash déplace ses blocs : une réécriture ne les "
    "atteint pas tous.",
    "doc_reason_medium_not_ours": "Le support est tenu par un tiers : nous ne pouvons pas "
    "l’examiner.",
    "doc_reason_medium_unranked": "Le support n’a pas été caractérisé : le niveau le plus bas est "
    "retenu.",
    "doc_reason_technique_unranked": "La technique n’a pas été caractérisée : le niveau le plus "
    "bas est retenu.",
    "doc_reason_key_conditions_unmet": "Les conditions d’un effacement cryptographique valant "
    "purge ne sont pas toutes établies.",
    "doc_reason_attested_by_another": "L’acte a été exécuté par un tiers ; aucun des nôtres ne "
    "l’a vu.",
    "doc_reason_absence_observed": "Notre constat, après son attestation : absent.",
    "doc_reason_absence_not_observed": "Aucun constat de notre part n’a été possible après son "
    "attestation.",
    "doc_reason_found_absent": "L’interruption de l’acte ne permet pas de dire qui a supprimé ; "
    "seule l’absence est constatée.",
    # Ce que le document ne prouve pas
    "doc_limit_medium_not_sanitized": "Que le support physique a été assaini : des restes peuvent "
    "y subsister jusqu’à leur recouvrement.",
    "doc_limit_database_traces": "Que les journaux, réplicas et sauvegardes de la base n’en "
    "gardent rien, sauf s’ils figurent ci-dessus parmi les copies supprimées.",
    "doc_limit_copies_beyond_inventory": "Qu’il n’existe aucune copie hors de l’inventaire : "
    "chaque copie connue est listée ci-dessus avec son sort.",
    "doc_limit_word_of_another": "Que la suppression a eu lieu : c’est la parole de son auteur.",
    "doc_limit_content_not_rooted": "Quel était le contenu exact : aucune empreinte n’en a été "
    "calculée avant l’acte.",
    "doc_limit_time_is_ours": "L’heure exacte de l’acte : elle vient de notre horloge. Un "
    "horodatage établit seulement qu’un document existait déjà à son instant.",
    "doc_limit_exercise_only": "Quoi que ce soit de réel : c’est un exercice sur des données "
    "synthétiques.",
    # Mise en page
    "doc_certificate_number": "N° {number}",
    "doc_certificate_of": "Plan de réversibilité : {title}",
    "doc_local_times": "heures locales ({timezone})",
    "doc_heading_subject": "Objet",
    "doc_heading_operation": "Opération",
    "doc_heading_reasons": "Pourquoi pas un niveau plus élevé",
    "doc_heading_acts": "Actes signés",
    "doc_heading_copies": "Exemplaires inventoriés et leur sort",
    "doc_heading_limits": "Ce que ce document ne prouve pas",
    "doc_heading_verify": "Vérifier sans nous",
    "doc_label_subject": "Jeu de données",
    "doc_label_copy": "Copie",
    "doc_label_service": "Service",
    "doc_label_controller": "Responsable de traitement",
    "doc_label_contract": "Contrat",
    "doc_label_clause": "Clause de réversibilité",
    "doc_label_volume": "Volume approuvé",
    "doc_label_root": "Empreinte du contenu",
    "doc_label_request": "Demande approuvée",
    "doc_label_level": "Niveau atteint",
    "doc_label_technique": "Technique",
    "doc_label_medium": "Support",
    "doc_label_identity": "Identification",
    "doc_label_performer": "Exécutant",
    "doc_label_operator": "Opérateur",
    "doc_label_recorder": "Consigné par",
    "doc_label_tool": "Outil",
    "doc_label_intent": "Point de non-retour",
    "doc_label_outcome": "Résultat",
    "doc_label_verification": "Vérification",
    "doc_label_validation": "Validation",
    "doc_label_backed_up": "Données restituées",
    "doc_label_custody": "Garde des preuves",
    "doc_label_order": "Ordre d’exécution",
    "doc_label_supersedes": "Remplacement",
    "doc_supersedes": "Remplace le document n° {number}, retiré le {at} par {signer} "
    "(entrée {index})",
    "doc_to_examine": "{told} ; à réexaminer : clé déclarée compromise depuis le {since}",
    "doc_verification_of": "{verdict} : {observed} (moyen : {means})",
    "doc_clause_days": "{clause} (délai du contrat : {days} jours après restitution)",
    "doc_entry": "{told} (entrée {index})",
    "doc_exercise_instant": "{at}, heure de l’exercice ; consigné le {recorded_at}",
    "doc_order_of": "n° {number} (entrée {index})",
    "doc_backed_up_yes": "oui, reçues et acceptées : {where} (entrée {index})",
    "doc_backed_up_unknown": "inconnu",
    "doc_custody_of": "{custodian} ; durée : {retention} ; sort final : {fate}",
    "doc_column_entry": "Entrée",
    "doc_column_act": "Acte",
    "doc_column_signer": "Signataire",
    "doc_column_signed_at": "Signé le",
    "doc_column_signature": "Signature",
    "doc_column_copy": "Exemplaire",
    "doc_column_fate": "Sort prévu",
    "doc_column_state": "État à la date du résultat",
    "doc_fate_destroyed": "à supprimer",
    "doc_fate_transferred": "transmis",
    "doc_fate_kept": "conservé",
    "doc_fate_expires": "expire",
    "doc_fate_expires_on": "expire le {day}",
    "doc_fate_out_of_scope": "hors périmètre",
    "doc_fate_because": "{fate} : {reason}",
    "doc_copy_ended": "{outcome} (entrée {index})",
    "doc_copy_pending": "pas encore",
    "doc_copy_other": "sans objet",
    "doc_verify_certificate": (
        "Jointe à ce PDF : la déclaration signée (in-toto, DSSE), {name}, qui cite le journal "
        "de preuve par numéros d’entrée et empreintes."
    ),
    "doc_verify_commands": "Dans le dossier de preuve, LISEZMOI.txt donne les commandes "
    "(sha256sum, openssl, ssh-keygen, pdfsig) ; « releve verify » les réunit.",
    "doc_verify_statement": "SHA-256 de la déclaration signée",
    "doc_verify_checkpoint": "Tête signée du journal citée : {size} entrées, {origin}.",
    "doc_verify_sealed": (
        "Cachet électronique de l’organisme (PAdES) sur tout ce PDF : « pdfsig » le montre, "
        "avec son niveau."
    ),
    "doc_verify_unsealed": (
        "Ce PDF ne porte pas de cachet : c’est la déclaration jointe qui est signée."
    ),
    "doc_verify_stamped": ("Horodatage RFC 3161 de la déclaration : {at}."),
    "doc_verify_unstamped": (
        "Sans horodatage par un tiers à l’émission ; s’il a été ajouté ensuite, il est dans le "
        "dossier, à côté de ce PDF."
    ),
    "doc_verify_log_key": (
        "Qui détient la clé du journal pourrait en écrire une suite fausse, ou montrer deux "
        "journaux différents ; il ne peut pas signer à la place des personnes."
    ),
    "doc_verify_witnesses": (
        "Les témoins cosignataires ({threshold} requis sur {witnesses}) s’y opposent, sauf à "
        "s’entendre avec lui : chacun refuse une tête qui contredit celle qu’il a vue."
    ),
    "doc_verify_no_witness": (
        "Aucun témoin cosignataire n’est prévu au plan pour s’y opposer : gardez la tête "
        "signée que vous avez vue."
    ),
    "doc_attached_statement": "Déclaration signée (in-toto, DSSE)",
    "doc_attached_timestamp": "Horodatage RFC 3161 de la déclaration signée",
    "doc_attached_entry_request": "Entrée du journal : la demande approuvée",
    "doc_attached_entry_intent": "Entrée du journal : le point de non-retour",
    "doc_attached_entry_outcome": "Entrée du journal : le résultat",
    "doc_attached_proof_request": "Preuve d’inclusion de la demande",
    "doc_attached_proof_intent": "Preuve d’inclusion du point de non-retour",
    "doc_attached_proof_outcome": "Preuve d’inclusion du résultat",
    # Refus
    "evidence_file_differs": "Deux contenus différents pour {path} : le dossier de preuve n’a pas"
    " été écrit. Comparer la pièce fournie à celle du journal.",
    "certificate_name_refused": "« {name} » ne peut pas nommer une pièce du dossier : lettres, "
    "chiffres, points et tirets seulement.",
    "certificate_stands": "Le document n° {number} n’a pas été retiré pour être émis à nouveau : "
    "il n’en est pas émis d’autre. Pour le remplacer, faites d’abord signer son retrait "
    "(« releve act withdrawal »).",
    "checkpoint_differs": "La tête signée annonce {size} entrées ; le journal en donne {entries},"
    " ou d’autres. Aucun dossier n’est écrit : vérifier le journal et sa copie.",
    "checkpoint_does_not_cover": "La tête signée ({size} entrées) ne couvre pas l’entrée "
    "{index} : attendre la suivante, puis recommencer.",
    "document_differs": "La pièce {digest} n’a plus le contenu que le journal a consigné : la "
    "reprendre dans la seconde copie.",
    "ledger_empty": "Le journal n’a encore ni tête signée ni plan adopté : il n’y a rien à "
    "publier.",
    "not_an_outcome": "L’entrée {index} n’est pas le résultat d’une suppression : elle ne "
    "s’atteste pas.",
    "outcome_not_certifiable": "Ce résultat ({outcome}) ne s’atteste pas : rien n’y est constaté "
    "absent.",
    "partial_never_certified": "Une suppression partielle n’est jamais attestée comme entière : "
    "le reste fait l’objet d’une nouvelle demande.",
    "present_never_certified": "Notre constat le voit encore présent : aucune attestation n’est "
    "émise.",
    "press_refused": "Le document « {template} » n’a pas pu être composé ({cause}).",
    "press_template_missing": "Il n’y a pas de modèle « {template} ».",
    "root_contradicted": "L’entrée {index} porte une autre empreinte du contenu que celle "
    "approuvée : aucune attestation n’est émise.",
    "statement_malformed": "La déclaration n’est pas celle d’une attestation.",
    "subject_not_certifiable": "« {subject} » ne s’atteste pas : seuls les services, jeux de "
    "données et copies le peuvent.",
}
