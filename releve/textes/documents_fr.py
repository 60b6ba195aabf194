"""Les phrases des documents, en français : journal, page d'accueil, attestations, ordres.

Chaque code est préfixé par ``doc_`` ; les mots entre accolades viennent des faits consignés.
"""

from releve.textes.certificates_fr import CERTIFICATES

SENTENCES: dict[str, str] = CERTIFICATES | {
    # Mots et mesures
    "doc_to_complete": "à compléter",
    "doc_not_recorded": "non relevé",
    "doc_none": "aucune",
    "doc_tool": "Relève",
    "doc_subject_plan": "Plan de réversibilité",
    "doc_subject_copy": "{copy} (copie de {asset})",
    "doc_months": "janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre",
    "doc_first_day": "1er",
    "doc_day": "{day} {month} {year}",
    "doc_season_winter": "hiver {year}",
    "doc_season_spring": "printemps {year}",
    "doc_season_summer": "été {year}",
    "doc_season_autumn": "automne {year}",
    "doc_fewer_than": "moins de {count}",
    "doc_octets": "{count} octets",
    "doc_volume": "{records} enregistrements, {octets}",
    "doc_colon": "{label} :",
    "doc_stamp": "EXERCICE – SANS VALEUR",
    "doc_overran": " ; fini après la fermeture du créneau",
    # Verbes, exécutants, constats
    "doc_verb_probe": "constat d’état",
    "doc_verb_measure": "mesure",
    "doc_verb_freeze": "passage en lecture seule",
    "doc_verb_export": "extraction",
    "doc_verb_validate": "contrôle de qualité",
    "doc_verb_deliver": "livraison",
    "doc_verb_receive": "réception",
    "doc_verb_request": "demande",
    "doc_verb_order": "ordre d’exécution",
    "doc_verb_shut_down": "arrêt du service",
    "doc_verb_hand_over": "transfert de responsabilités",
    "doc_verb_destroy": "suppression",
    "doc_verb_certify": "émission d’attestation",
    "doc_performer_us": "l’équipe du programme",
    "doc_performer_publisher": "l’éditeur",
    "doc_performer_host": "l’hébergeur",
    "doc_performer_establishment": "l’établissement",
    "doc_observed_absent": "constaté absent",
    "doc_observed_present": "constaté encore présent",
    "doc_observed_down": "constaté arrêté",
    "doc_observed_up": "constaté en marche",
    "doc_observed_unreachable": "hors de portée de nos constats",
    "doc_observed_undetermined": "état indéterminé",
    "doc_verdict_passed": "réussi",
    "doc_verdict_failed": "échoué",
    "doc_verdict_undetermined": "indéterminé",
    "doc_about_source": "la source",
    "doc_about_package": "le paquet",
    "doc_outcome_stopped": "arrêt",
    "doc_outcome_handed_over": "transfert de responsabilités",
    "doc_outcome_destroyed": "suppression",
    "doc_outcome_found_absent": "absence découverte après le point de non-retour",
    "doc_outcome_partial": "suppression partielle",
    "doc_outcome_attested": "suppression attestée par un tiers",
    "doc_outcome_rolled_back": "retour arrière",
    "doc_outcome_undetermined": "résultat indéterminé",
    # Actes et signatures
    "doc_act_plan_adoption": "adoption du plan",
    "doc_act_approval": "approbation",
    "doc_act_refusal": "refus",
    "doc_act_receipt": "attestation d’intégration",
    "doc_act_acceptance": "acceptation",
    "doc_act_hold": "gel pour contentieux",
    "doc_act_lift": "levée du gel",
    "doc_act_visa": "visa des archives",
    "doc_act_exemption": "dispense de visa",
    "doc_act_waiver": "dérogation",
    "doc_act_validation": "validation",
    "doc_act_opinion": "avis",
    "doc_act_transfer": "acte de transfert",
    "doc_act_revocation": "révocation",
    "doc_act_reconciliation": "rapprochement",
    "doc_act_relay": "relais de la file active",
    "doc_act_attestation": "attestation d’exécution",
    "doc_act_pause": "suspension",
    "doc_act_resume": "reprise",
    "doc_act_field_decision": "décision : {value}",
    "doc_act_field_reserves": "réserves : {value}",
    "doc_act_field_reason": "motif : {value}",
    "doc_act_field_reference": "référence : {value}",
    "doc_act_field_records": "{value} enregistrements",
    "doc_act_field_pathways": "{value} parcours",
    "doc_act_field_count": "{value} suivis en cours",
    "doc_signature_personal_key": "clé personnelle",
    "doc_signature_signed_pdf": "PDF signé, transcrit par deux personnes",
    "doc_signature_paper": "papier signé, transcrit par deux personnes",
    # Journal
    "doc_journal_title": "Journal de preuve : {title}",
    "doc_journal_head": "Une ligne par entrée, dans l’ordre. Heures locales : {timezone}.",
    "doc_journal_head_exercise": "Exercice : l’heure en tête est celle de l’exercice ; l’heure "
    "réelle de consignation est en fin de ligne.",
    "doc_journal_head_small": "Les effectifs de 1 à {last} sont regroupés.",
    "doc_journal_line": "{at} · {subject} · {told} — {tail}",
    "doc_journal_tail": "entrée {index}",
    "doc_journal_tail_exercise": "entrée {index}, consignée le {recorded_at}",
    "doc_journal_plan_adopted": "plan adopté ({plan}…), signé par {signers}",
    "doc_journal_service_probed": "{observed} ({means})",
    "doc_journal_asset_measured": "mesuré : {volume}",
    "doc_journal_asset_frozen": "passé en lecture seule ({means})",
    "doc_journal_package_exported": "extrait dans le paquet {package}… : {volume}, "
    "{pathways} parcours",
    "doc_journal_finding_recorded": "constat sur {about} : {verdict} "
    "(contrôles réussis : {passed} sur {checks})",
    "doc_journal_package_delivered": "paquet livré à {recipient} : {name}, {octets} "
    "(envoyé n’est pas reçu)",
    "doc_journal_request_opened": "demande ouverte par {requester} : {verb}{volume} ; "
    "à approuver avant le {expires_at}",
    "doc_journal_order_issued": "ordre d’exécution n° {number} adressé à {performer}",
    "doc_journal_act_recorded": "{act} par {signer}, {kind}{details}",
    "doc_journal_act_refused": "acte présenté et refusé ({code})",
    "doc_journal_intent_recorded": "point de non-retour : {verb}{volume}",
    "doc_journal_phase_recorded": "phase accomplie : {phase}",
    "doc_journal_outcome_recorded": "{outcome} : {observed} ({means}), exécutant : "
    "{performer}{overran}",
    "doc_journal_certificate_issued": "{title} n° {number}",
    "doc_journal_step_failed": "{verb} non aboutie ({code})",
    "doc_issued_attestation_suppression_logique": "attestation de suppression logique émise",
    "doc_issued_certificat_effacement": "certificat d’effacement émis",
    "doc_issued_certificat_destruction": "certificat de destruction émis",
    "doc_issued_attestation_tiers": "attestation d’un tiers enregistrée",
    "doc_issued_constat_absence": "constat d’absence émis",
    # Page d'accueil du dossier
    "doc_index_title": "Dossier de preuve : {title}",
    "doc_index_head": "État du journal à {size} entrées. Dernier fait : {at} "
    "(heures : {timezone}).",
    "doc_index_exercise": "Tout ce dossier vient d’un exercice sur des données synthétiques. Les "
    "heures sont celles de l’exercice.",
    "doc_index_skip": "Aller au contenu",
    "doc_index_contents": "Sommaire",
    "doc_index_milestones": "Jalons",
    "doc_index_services": "Services",
    "doc_index_assets": "Jeux de données et copies",
    "doc_index_documents": "Documents",
    "doc_index_signed": "Qui a signé quoi",
    "doc_index_verify": "Vérifier ce dossier",
    "doc_index_caption_milestones": "Échéances, créneaux et ce qui s’est passé",
    "doc_index_caption_services": "Sort de chaque service et dernier constat",
    "doc_index_caption_assets": "Sort de chaque jeu de données et de chacune de ses copies",
    "doc_index_caption_documents": "Attestations et certificats émis",
    "doc_index_caption_signed": "Actes consignés, dans l’ordre du journal",
    "doc_index_column_milestone": "Jalon",
    "doc_index_column_due": "Échéance",
    "doc_index_column_window": "Créneau",
    "doc_index_column_happened": "Ce qui s’est passé",
    "doc_index_column_service": "Service",
    "doc_index_column_planned": "Sort prévu",
    "doc_index_column_probed": "Dernier constat",
    "doc_index_column_result": "Résultat",
    "doc_index_column_asset": "Jeu de données ou copie",
    "doc_index_column_controller": "Responsable",
    "doc_index_column_received": "Restitution",
    "doc_index_column_number": "Numéro",
    "doc_index_column_title": "Titre",
    "doc_index_column_about": "Sujet",
    "doc_index_column_date": "Date",
    "doc_index_column_act": "Acte",
    "doc_index_column_signer": "Signataire",
    "doc_index_column_signature": "Signature",
    "doc_index_file_scan": "pièce numérisée",
    "doc_index_restitution": "restitution : {told}",
    "doc_index_column_files": "Fichiers",
    "doc_index_window_none": "à choisir",
    "doc_index_window": "{opens} → {closes}",
    "doc_index_item": "{subject} : {state}",
    "doc_index_overdue": "échéance dépassée",
    "doc_index_pending": "pas encore",
    "doc_index_none": "aucun",
    "doc_index_asset_of": "copie : {title}",
    "doc_index_received": "reçu (entrée {receipt})",
    "doc_index_accepted": "reçu (entrée {receipt}) et accepté (entrée {acceptance})",
    "doc_index_at": "{what}, {at} (entrée {index})",
    "doc_service_stopped": "arrêt",
    "doc_service_handed_over": "transfert à {recipient}",
    "doc_service_already_stopped": "déjà arrêté",
    "doc_index_file_pdf": "PDF",
    "doc_index_file_dsse": "déclaration signée",
    "doc_index_file_proof": "preuve d’inclusion",
    "doc_index_file_act": "texte signé",
    "doc_index_file_signature": "signature de {who}",
    "doc_index_other": "Autres fichiers",
    "doc_index_other_journal": "journal lisible",
    "doc_index_other_readme": "mode d’emploi",
    "doc_index_other_manifest": "empreintes de tous les fichiers",
    "doc_index_other_note": "leur signature",
    "doc_index_other_checkpoint": "tête signée du journal",
    "doc_index_other_signers": "clés des personnes habilitées",
    "doc_index_other_plan": "plan adopté, entrée {index}",
    "doc_index_verify_intro": "Cette page aide à lire ; elle ne prouve rien par elle-même. Les "
    "preuves sont les fichiers, que chacun peut vérifier sans nous et sans réseau :",
    "doc_index_verify_trust": "La clé du journal ci-dessous est affirmée par le dossier lui-même : "
    "la comparer au fichier de confiance remis par une autre voie.",
    # LISEZMOI
    "doc_readme": """DOSSIER DE PREUVE – {title}
{exercise}
Journal : {origin}

Par où commencer : index.html (s’ouvre sans réseau), puis journal.txt.

Ce que contient ce dossier
  ledger/         le journal de preuve : tête signée et tuiles (C2SP tlog-tiles)
  plans/          chaque plan adopté
  acts/           les actes des personnes (.txt) et leurs signatures (.sig)
  documents/      manifestes de paquets, rapports de contrôle, ordres, pièces numérisées
  certificates/   attestations : PDF, déclaration signée (DSSE), preuve d’inclusion
  keys/           clé du journal, clé du cachet, clés des personnes habilitées
  manifest.sha256 empreinte de chaque fichier ; manifest.note la signe

Vérifier
1. Aucun fichier changé (manifest.note porte l’empreinte de la liste elle-même) :
     sha256sum -c manifest.sha256
     sha256sum manifest.sha256 ; cat manifest.note
2. Une signature de personne (l’identifiant est à la ligne « signer » de l’acte) :
     ssh-keygen -Y verify -f keys/allowed_signers -I IDENTIFIANT \\
       -n ESPACE -s acts/SIGNATURE.sig < acts/ACTE.txt
   ESPACE selon la ligne « kind » de l’acte, par exemple : {namespaces}
   Une clé expirée depuis se vérifie à la date de l’acte : -O verify-time=AAAAMMJJ
3. Tout, d’un coup, avec le fichier de confiance remis par une autre voie :
     releve verify .{flag} --trust CHEMIN/trust.json

Ne pas croire ce dossier sur parole : la clé de keys/log.vkey est affirmée par lui-même.
La comparer à celle du fichier de confiance. Ce dossier ne contient aucune donnée d’usager,
de patient ni de professionnel soignant ; les noms des signataires sont dans plans/ seulement.
""",
    "doc_flag_exercise": " --rehearsal",
    "doc_flag_real": "",
    "doc_readme_exercise": "EXERCICE – SANS VALEUR : données synthétiques.",
    "doc_readme_real": "Plan réel.",
}
