"""Validation: rules in words, planted faults, whose move it is, samples; in French."""

SENTENCES: dict[str, str] = {
    # errors
    "nonce_short": (
        "L’aléa du tirage est trop court ({octets} octets) : quelqu’un pourrait le choisir pour "
        "choisir les parcours. Donnez au moins 16 octets."
    ),
    "sample_empty": "Un tirage porte sur au moins un parcours, pas sur {count}.",
    "sample_impossible": (
        "Aucun tirage ne donne ces nombres : {defects} écarts sur {sample} parcours tirés parmi "
        "{population}."
    ),
    "quality_report_malformed": (
        "Ce fichier n’est pas un rapport de validation écrit par Relève : reprenez celui que le "
        "journal désigne."
    ),
    # page
    "quality_title": "Constat de validation : {title}",
    "quality_made": "Établi le {at}.",
    "quality_exercise": "EXERCICE – SANS VALEUR",
    "quality_heading_failed": "Ce qui n’est pas satisfait, et à qui d’agir",
    "quality_heading_planted": "Fautes plantées : la validation s’est-elle validée ?",
    "quality_heading_checks": "Tous les contrôles",
    "quality_heading_limits": "Ce que ce constat ne dit pas",
    "quality_about_source": "la source",
    "quality_about_package": "le paquet",
    "quality_about_successor": "l’outil successeur",
    "quality_verdict_passed": "VALIDÉ",
    "quality_verdict_failed": "NON VALIDÉ",
    "quality_verdict_undetermined": "INDÉTERMINÉ",
    "quality_means_passed": (
        "Aucun contrôle bloquant n’a échoué, et toutes les fautes plantées ont été vues."
    ),
    "quality_means_read": "Aucun contrôle bloquant n’a échoué.",
    "quality_means_failed": (
        "Au moins un contrôle bloquant a échoué. Rien n’avance avant que ce soit corrigé."
    ),
    "quality_means_undetermined": (
        "Au moins un contrôle n’a pas pu être fait, ou une faute plantée n’a pas été vue. "
        "Personne ne sait donc si tout est bon : cela bloque comme un échec."
    ),
    "quality_line_passed": "Pour {about} : {checks:contrôle|contrôles} ; alertes : {warnings}.",
    "quality_line_failed": (
        "Pour {about} : {checks:contrôle|contrôles} ; bloquants non satisfaits : {failed} ; "
        "alertes : {warnings}."
    ),
    "quality_line_undetermined": (
        "Pour {about} : {checks:contrôle|contrôles} ; bloquants sans réponse : {failed} ; "
        "alertes : {warnings}."
    ),
    "quality_column_side": "Pour",
    "quality_column_subject": "Sur",
    "quality_column_check": "Contrôle",
    "quality_column_at_fault": "En défaut",
    "quality_column_seen": "Examinés",
    "quality_column_move": "À qui d’agir",
    "quality_column_fault": "Faute plantée",
    "quality_column_place": "Plantée dans",
    "quality_column_caught": "Vue par",
    "quality_column_verdict": "Résultat",
    "quality_caption_blocking": "Contrôles bloquants non satisfaits",
    "quality_caption_warnings": "Alertes : comptées et listées, elles ne bloquent pas",
    "quality_caption_planted": "Fautes plantées pour éprouver les contrôles : {about}",
    "quality_no_blocking": "Tous les contrôles bloquants sont satisfaits.",
    "quality_no_warnings": "Aucune alerte.",
    "quality_no_planted": "Aucune faute n’a été plantée : ce constat ne s’est pas validé lui-même.",
    "quality_unknown": "inconnu",
    "quality_keys": (
        "Chaque enregistrement en défaut est nommé, sans limite de nombre, dans le fichier privé "
        "« {keys} » : il désigne des personnes, n’est lisible que du compte qui fait tourner "
        "Relève et n’entre jamais dans le dossier de preuve."
    ),
    "quality_move_data_source": (
        "Le DAC, avec l’éditeur de l’outil d’origine : corriger à la source, puis geler et "
        "exporter de nouveau."
    ),
    "quality_move_data_package": (
        "Le DAC, avec l’éditeur de l’outil d’origine, si la source est ainsi ; sinon l’exploitant "
        "de Relève : corriger la correspondance (mapping) et refaire l’export."
    ),
    "quality_move_data_successor": (
        "L’éditeur de l’outil successeur : si le paquet est validé, corriger le chargement."
    ),
    "quality_move_compared_source": (
        "L’exploitant de Relève : la source a changé depuis l’export ; geler, puis exporter de "
        "nouveau."
    ),
    "quality_move_compared_package": (
        "L’exploitant de Relève : le paquet ne contient pas ce que la source contient ; refaire "
        "l’export, ne pas livrer."
    ),
    "quality_move_compared_successor": (
        "L’éditeur de l’outil successeur : ce qui est chargé n’est pas ce qui fut livré ; le "
        "rapport de réconciliation dit où, champ par champ."
    ),
    "quality_move_undetermined": (
        "L’exploitant de Relève : rétablir l’accès à ce qui n’a pas pu être lu, puis relancer la "
        "validation."
    ),
    "quality_move_tool": (
        "L’équipe qui maintient Relève : un contrôle ne voit plus cette faute. Ne rien conclure "
        "avant qu’il soit réparé et la validation relancée."
    ),
    "quality_planted_count": (
        "Pour {about}, {caught} fautes vues sur {planted} plantées. Chacune l’est dans une "
        "copie en mémoire de quelques parcours tirés au hasard ; ni la source, ni le paquet, ni "
        "le successeur ne sont touchés. Une seule faute non vue rend le constat indéterminé."
    ),
    "quality_made_up": "un parcours inventé",
    "quality_real_copy": "la copie d’un vrai parcours",
    "quality_missed": "AUCUN CONTRÔLE",
    "quality_checks_of": "Pour {about} (suite « {suite} »)",
    "quality_check_passed": "satisfait",
    "quality_check_failed": "non satisfait",
    "quality_check_undetermined": "sans réponse",
    "quality_planted_fault": "Faute plantée et vue : {fault}",
    "quality_planted_fault_missed": "Faute plantée et NON VUE : {fault}",
    "quality_limit_suite": (
        "Une suite ne voit que ce qu’elle demande : un texte plausible mais faux passe. C’est la "
        "comparaison du contenu, parcours par parcours, qui voit tout changement entre deux côtés."
    ),
    "quality_limit_source": (
        "Ce qui était déjà faux ou perdu à la source avant l’export est faux ou perdu des deux "
        "côtés : aucune comparaison ne le voit."
    ),
    "quality_limit_shadow": (
        "Les fautes plantées montrent que ces genres de fautes sont vus, pas qu’il n’existe aucun "
        "autre genre de faute."
    ),
    "quality_limit_codes": (
        "Les codes exacts et les comptes sont dans le rapport JSON que le journal désigne par son "
        "empreinte ; cette page en est une lecture."
    ),
    "quality_subject_pathway": "Parcours",
    "quality_subject_id": "Identifiant",
    "quality_subject_package": "Paquet entier",
    # kinds, in a few words
    "quality_kind_rows": "nombre de lignes",
    "quality_kind_key": "identifiants",
    "quality_kind_unique": "valeurs uniques",
    "quality_kind_filled": "champs obligatoires",
    "quality_kind_reference": "références",
    "quality_kind_children": "enregistrements attendus",
    "quality_kind_order": "ordre des dates",
    "quality_kind_dates": "dates plausibles",
    "quality_kind_values": "listes de codes",
    "quality_kind_digits": "clés de contrôle",
    "quality_kind_when": "cohérence entre champs",
    "quality_kind_clean": "textes propres",
    "quality_kind_readable": "lecture",
    "quality_kind_counted": "comptes",
    "quality_kind_conserved": "comptes de valeurs",
    "quality_kind_weighed": "volumes",
    "quality_kind_lost": "parcours perdus",
    "quality_kind_foreign": "parcours en trop",
    "quality_kind_same": "contenu (racine à clé)",
    "quality_kind_in_scope": "périmètre signé",
    "quality_kind_root": "racine du journal",
    # kinds, as sentences
    "quality_rule_rows": "Le nombre d’enregistrements est celui qui est attendu",
    "quality_rule_key": "L’identifiant est toujours là, jamais deux fois",
    "quality_rule_unique": "{columns} : jamais deux fois la même valeur",
    "quality_rule_filled": "{columns} : toujours renseigné",
    "quality_rule_reference": "{columns} : désigne ce qui existe, dans le même parcours",
    "quality_rule_children": "Rattaché autant de fois qu’attendu : {columns}",
    "quality_rule_order": "{columns} : dans cet ordre",
    "quality_rule_dates": "{columns} : date plausible",
    "quality_rule_values": "{columns} : code de la liste",
    "quality_rule_digits": "{columns} : forme et clé de contrôle justes",
    "quality_rule_when": "{columns} : ce qui doit aller avec est renseigné ou vide",
    "quality_rule_clean": "{columns} : sans trace de mauvais encodage ni blancs aux bouts",
    "quality_rule_readable": "Lu en entier",
    "quality_rule_counted": "Autant d’enregistrements de chaque côté",
    "quality_rule_conserved": "Autant de valeurs renseignées, et dites absentes, de chaque côté",
    "quality_rule_weighed": (
        "Autant d’octets de chaque côté, en forme canonique (l’écart est en octets)"
    ),
    "quality_rule_lost": "Aucun parcours ne manque",
    "quality_rule_foreign": "Aucun parcours n’est en trop, ni deux fois",
    "quality_rule_same": "Chaque parcours, et l’annuaire, a le même contenu de chaque côté",
    "quality_rule_in_scope": "Aucun parcours hors du périmètre signé, ni aucune opposition",
    "quality_rule_root": "La racine du contenu est celle que le journal a consignée à l’export",
    "quality_rule_records_unchanged": "La source a autant d’enregistrements qu’à l’export",
    "quality_rule_source_unchanged": "La source donnerait encore le même contenu qu’à l’export",
    "quality_rule_fhir_form": "La forme des ressources FHIR est celle du schéma que HL7 publie",
    "quality_rule_fhir_rules": (
        "Les ressources FHIR se tiennent (références, périodes, codes, INS), détail dans "
        "fhir-en-defaut.json"
    ),
    "quality_rule_bag_intact": "Le paquet est intact, fichier par fichier",
    # planted faults
    "fault_lost_pathway": "un parcours entier perdu",
    "fault_foreign_pathway": "un parcours en double sous un autre identifiant",
    "fault_lost_record": "une action perdue",
    "fault_moved_record": "un enregistrement passé dans le parcours d’une autre personne",
    "fault_duplicated_action": "une action en double",
    "fault_dropped_consent": "un consentement perdu",
    "fault_swapped_identity": "l’identité de deux personnes échangée",
    "fault_swapped_reference": "une note attribuée à un autre professionnel",
    "fault_lost_professional": "un professionnel perdu de l’annuaire",
    "fault_truncated_note": "une note tronquée",
    "fault_shifted_date": "une date décalée d’un jour",
    "fault_shifted_zone": "un horaire décalé d’une heure",
    "fault_wrong_encoding": "un texte au mauvais encodage",
    "fault_padded_code": "un code complété de blancs",
    "fault_nulled_field": "un champ vidé",
    "fault_changed_decimal": "un nombre décimal changé",
    "fault_forgotten_absence": "une absence explicite devenue « jamais renseigné »",
    "fault_reordered_answers": "les réponses d’une évaluation dans un autre ordre",
    "fault_changed_attachment": "l’empreinte d’une pièce jointe changée",
    "fault_source_required_missing": "un champ obligatoire manquant dès la source",
    "fault_source_dangling_reference": "une référence vers rien dès la source",
    "fault_source_unknown_professional": "un professionnel inconnu de l’annuaire dès la source",
    "fault_source_wrong_check_digit": "un INS à la clé fausse dès la source",
    "fault_source_same_ins_twice": "un même INS pour deux personnes dès la source",
    "fault_source_same_id_twice": "un même identifiant deux fois dès la source",
    "fault_source_unknown_code": "un code hors liste dès la source",
    "fault_source_reversed_period": "une période qui finit avant de commencer dès la source",
    "fault_source_implausible_date": "une date de naissance impossible dès la source",
    "fault_source_wrong_encoding": "un texte au mauvais encodage dès la source",
    "fault_source_padded_text": "un texte complété de blancs dès la source",
    "fault_source_no_consent": "un parcours sans aucun consentement dès la source",
    "fault_source_qualified_without_ins": "une identité qualifiée sans INS dès la source",
    "fault_source_opposition": "le parcours d’une personne opposée au partage",
    # samples
    "confidence": (
        "{defects} parcours en écart sur {sample:tiré|tirés} au hasard parmi {population} : "
        "moins de {share} % de l’ensemble, au niveau de confiance de {level} % (au plus {bound} "
        "parcours)."
    ),
    "confidence_whole": (
        "{defects} parcours en écart sur {population}, tous examinés : rien n’est laissé au hasard."
    ),
}
