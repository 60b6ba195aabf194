"""Le plan de réversibilité, tel que le comité le lit avant de l’approuver."""

SENTENCES = {
    "doc_reversibility_title": "Plan de réversibilité – {plan}",
    "doc_reversibility_lead_draft": (
        "Projet, non adopté. Ce plan n’oblige personne et rien ne s’exécute d’après lui."
    ),
    "doc_reversibility_lead_adopted": (
        "Adopté le {at} (entrée {entry} du journal de preuve). C’est ce plan, et aucun fichier,"
        " qui fait foi jusqu’à l’adoption du suivant."
    ),
    "doc_reversibility_digest": "Empreinte de ce qui est adopté (SHA-256)",
    "doc_reversibility_check": "Pour la vérifier",
    "doc_reversibility_how": (
        "«\u00a0releve plan check\u00a0» sur le fichier du plan et ses surcouches, dans leur"
        " ordre, affiche la même empreinte. Si elle diffère, ce n’est pas le même plan."
    ),
    "doc_reversibility_origin": "Journal de preuve du plan",
    "doc_reversibility_zone": "Heures locales",
    "doc_reversibility_open": (
        "{count:point reste|points restent} à compléter\u00a0: la liste est en dernière partie."
        " Un plan incomplet ne peut ni être adopté ni agir."
    ),
    "doc_reversibility_complete": "Rien ne reste à compléter.",
    "doc_reversibility_open_here": "{count:point|points} à compléter dans cette partie.",
    "doc_reversibility_contents": "Sommaire",
    "doc_reversibility_to_adopt": "Pour adoption",
    "doc_reversibility_adopted_by": "Adopté par",
    "doc_reversibility_signed_in_log": "Acte signé, adoption inscrite le {at} (entrée {entry}).",
    "doc_reversibility_nothing": "–",
    "doc_reversibility_none": "Aucun dans ce plan.",
    "doc_reversibility_perimeter": "Périmètre",
    "doc_reversibility_brick": "Brique",
    "doc_reversibility_reach": "Portée, famille",
    "doc_reversibility_controller": "Responsable de traitement",
    "doc_reversibility_performer": "Exécutant",
    "doc_reversibility_outcome": "Devenir",
    "doc_reversibility_milestone": "Échéance",
    "doc_reversibility_its_data": "Ses données et leur sort final",
    "doc_reversibility_two_things": (
        "L’état d’une brique et le sort de ses données sont deux choses\u00a0: une brique arrêtée"
        " garde des données à rendre, puis à supprimer ou à conserver."
    ),
    "doc_reversibility_outside": "Hors périmètre, et pourquoi",
    "doc_reversibility_holder": "Porteur",
    "doc_reversibility_reason": "Raison",
    "doc_reversibility_nothing_outside": "Le plan ne laisse rien hors de son périmètre.",
    "doc_reversibility_data_fate": "{title}\u00a0: {fate}",
    "doc_reversibility_scope_regional": "régionale",
    "doc_reversibility_scope_territorial": "territoriale",
    "doc_reversibility_scope_establishment": "d’établissement",
    "doc_reversibility_outcome_stopped": "arrêt",
    "doc_reversibility_outcome_handed_over": "transfert",
    "doc_reversibility_outcome_already_stopped": "déjà arrêtée",
    "doc_reversibility_fate_destroyed": "à supprimer",
    "doc_reversibility_fate_transferred": "à transmettre",
    "doc_reversibility_fate_kept": "à conserver",
    "doc_reversibility_contracts": "Contrats",
    "doc_reversibility_contract": "Contrat",
    "doc_reversibility_buyer": "Acheteur",
    "doc_reversibility_contract_holder": "Titulaire",
    "doc_reversibility_lot": "Lot",
    "doc_reversibility_ends": "Fin du contrat",
    "doc_reversibility_support": "Fin du support",
    "doc_reversibility_general": "Clauses générales et leur année",
    "doc_reversibility_clause": "Clause de réversibilité",
    "doc_reversibility_delay": "Délai de suppression après restitution",
    "doc_reversibility_schedule": "Calendrier",
    "doc_reversibility_milestone_title": "Jalon",
    "doc_reversibility_due": "Échéance",
    "doc_reversibility_window": "Créneau choisi",
    "doc_reversibility_bricks_in": "Ce qui s’y fait",
    "doc_reversibility_given_back": "{count:jeu de données à rendre|jeux de données à rendre}",
    "doc_reversibility_ending": (
        "{count:jeu de données mené à son sort final|jeux de données menés à leur sort final}"
    ),
    "doc_reversibility_due_is_no_window": (
        "Une échéance est la dernière date promise, avec sa précision\u00a0: elle n’ouvre rien."
        " Seul un créneau choisi et adopté permet un acte. Sans créneau, le diagramme montre"
        " l’échéance par un trait à son dernier jour."
    ),
    "doc_reversibility_raci": "Qui décide, exécute, contrôle, conseille, est informé",
    "doc_reversibility_step": "Étape",
    "doc_reversibility_decides": "Décide",
    "doc_reversibility_performs": "Exécute",
    "doc_reversibility_controls": "Contrôle",
    "doc_reversibility_advises": "Rend un avis",
    "doc_reversibility_informed": "Est informé",
    "doc_reversibility_least_kind": "Signature exigée au moins",
    "doc_reversibility_longest": "Durée la plus longue",
    "doc_reversibility_valid": "Une approbation vaut",
    "doc_reversibility_actors": "Organismes et personnes",
    "doc_reversibility_body": "Organisme",
    "doc_reversibility_body_kind": "Nature",
    "doc_reversibility_public": "Organisme public",
    "doc_reversibility_person": "Personne, par son titre, et son identifiant dans les commandes",
    "doc_reversibility_person_of": "{who} – {id}",
    "doc_reversibility_roles": "Rôles",
    "doc_reversibility_inventory": (
        "Inventaire\u00a0: {assets:jeu de données|jeux de données} et {copies:copie|copies}"
    ),
    "doc_reversibility_asset_or_copy": "Données, puis leurs copies",
    "doc_reversibility_asset": "Données",
    "doc_reversibility_producer": "Producteur",
    "doc_reversibility_medium": "Support",
    "doc_reversibility_fate": "Sort final",
    "doc_reversibility_copy": "– copie\u00a0: {title}",
    "doc_reversibility_our_copy": "– copie tenue par le programme\u00a0: {title}",
    "doc_reversibility_expires": "expire le {day}",
    "doc_reversibility_left_out": "hors périmètre\u00a0: {reason}",
    "doc_reversibility_medium_sql": "base de données",
    "doc_reversibility_medium_files": "fichiers",
    "doc_reversibility_medium_pathways": "vue des parcours",
    "doc_reversibility_medium_external": "tenu par un tiers",
    "doc_reversibility_retentions": "Durées de conservation",
    "doc_reversibility_regime": "Régime d’archives",
    "doc_reversibility_regime_public": "publiques",
    "doc_reversibility_regime_private": "privées",
    "doc_reversibility_regime_unqualified": "à qualifier",
    "doc_reversibility_decided_by": "Décidée par",
    "doc_reversibility_duration": "Durée, base légale",
    "doc_reversibility_reference": "Référence, date",
    "doc_reversibility_first_day": "Suppression permise à partir du",
    "doc_reversibility_discharged": "ou dès l’acceptation signée",
    "doc_reversibility_restitutions": "Restitution",
    "doc_reversibility_recipient": "Destinataire",
    "doc_reversibility_instruction": "Instruction écrite",
    "doc_reversibility_way_in": "Voie de remise",
    "doc_reversibility_own_controller": "sans objet\u00a0: rendu à son responsable",
    "doc_reversibility_way_sftp": "dépôt SFTP",
    "doc_reversibility_way_folder": "dossier",
    "doc_reversibility_way_fhir": "interface FHIR",
    "doc_reversibility_way_sql": "tables d’attente",
    "doc_reversibility_switch_overs": "Bascules des DAC",
    "doc_reversibility_double_from": "Double saisie du",
    "doc_reversibility_double_until": "au",
    "doc_reversibility_switch_on": "Bascule le",
    "doc_reversibility_trial": "Migration à blanc",
    "doc_reversibility_no_switch_over": "Le plan ne prévoit encore aucune bascule.",
    "doc_reversibility_risks": "Risques",
    "doc_reversibility_risk": "Risque",
    "doc_reversibility_owner": "Porteur",
    "doc_reversibility_likelihood": "Vraisemblance",
    "doc_reversibility_impact": "Effet",
    "doc_reversibility_answer": "Réponse",
    "doc_reversibility_no_risk": "Le plan n’inscrit aucun risque\u00a0: à compléter.",
    "doc_reversibility_costs": "Coûts",
    "doc_reversibility_cost": "Poste",
    "doc_reversibility_payer": "Payeur",
    "doc_reversibility_euros": "Euros hors taxes",
    "doc_reversibility_no_cost": "Le plan n’inscrit aucun coût\u00a0: à compléter.",
    "doc_reversibility_total": "Total\u00a0: {euros} euros hors taxes.",
    "doc_reversibility_no_total": "Pas de total\u00a0: {count:poste est|postes sont} sans montant.",
    "doc_reversibility_security": "Sécurité et hébergement",
    "doc_reversibility_hds_host": "Hébergeur des machines du programme",
    "doc_reversibility_hds_certificate": "Son certificat HDS",
    "doc_reversibility_aipd": "Analyse d’impact (AIPD)",
    "doc_reversibility_certificates_listed": (
        "Certificats HDS des hébergeurs, tels que le plan les cite\u00a0; rien n’en est déduit."
    ),
    "doc_reversibility_host": "Hébergeur",
    "doc_reversibility_number": "Numéro",
    "doc_reversibility_version": "Version",
    "doc_reversibility_activities": "Activités",
    "doc_reversibility_valid_from": "Valable du",
    "doc_reversibility_valid_until": "au",
    "doc_reversibility_no_certificate": "Le plan n’en cite aucun\u00a0: à compléter.",
    "doc_reversibility_evidence": "Garde des preuves",
    "doc_reversibility_custodian": "Dépositaire des preuves",
    "doc_reversibility_kept_for": "Durée de garde",
    "doc_reversibility_final_fate": "Sort final des preuves",
    "doc_reversibility_witnesses_needed": "Témoins cosignataires exigés",
    "doc_reversibility_witness": "Témoin",
    "doc_reversibility_left": "Ce qui reste à compléter",
    "doc_reversibility_path": "Chemin dans le plan",
    "doc_reversibility_named": "De quoi il s’agit",
    "doc_reversibility_members": "Champs à compléter",
    "doc_reversibility_nothing_open": "Rien ne reste à compléter.",
    "doc_reversibility_part_processing": "traitement et hébergement",
    "doc_reversibility_part_custody": "garde des preuves",
    "doc_reversibility_part_adoption": "adoption du plan suivant",
    "doc_reversibility_part_witnesses": "témoins cosignataires",
    "doc_reversibility_note_open": (
        "Ce qui est écrit «\u00a0à compléter\u00a0» n’est décidé par personne\u00a0; rien n’en"
        " est supposé. Le compte est celui des champs que le plan exige\u00a0; «\u00a0releve plan"
        " check\u00a0» y ajoute les champs facultatifs que le fichier dit à compléter."
    ),
    "doc_reversibility_note_adoption": (
        "Ce document imprime un plan\u00a0; il ne l’adopte pas. L’adoption est l’acte signé par"
        " les personnes que désigne le plan d’avant, ou le fichier de confiance pour le premier."
    ),
    "doc_reversibility_note_law": (
        "Il n’atteste ni de la licéité des durées, ni de la conformité des contrats ou des"
        " hébergeurs\u00a0: il reproduit ce que le plan en dit."
    ),
    "plan_printed": (
        "Projet de plan imprimé\u00a0: {path}. Il n’est ni adopté ni inscrit au journal."
    ),
    "plan_print_unwritable": (
        "Le PDF ne peut pas être écrit dans {path} ({cause}). Créez le dossier ou choisissez un"
        " autre nom après --out."
    ),
    "section.hds_certificates": "certificats HDS",
    "section.risks": "risques",
    "section.costs": "coûts",
}
