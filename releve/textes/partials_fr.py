"""Paquets partiels : un parcours, une liste, une période, tout en avance, un complément."""

SENTENCES: dict[str, str] = {
    "asset_unknown": (
        "Le plan adopté ne connaît pas d'ensemble « {asset} » : « releve agenda » les nomme tous."
    ),
    "period_incomplete": (
        "Une période a un début et une fin : donnez --since et --until ensemble (--by ne va "
        "qu'avec eux)."
    ),
    "period_empty": (
        "La période du {since} inclus au {until} exclu ne contient aucun jour : corrigez --since "
        "ou --until."
    ),
    "day_malformed": "« {given} » n'est pas un jour : écrivez-le AAAA-MM-JJ.",
    "pathway_list_unreadable": (
        "La liste {path} ne se lit pas (fichier absent, ou qui n'est pas du texte UTF-8). Rien "
        "n'est parti."
    ),
    "pathway_key_malformed": (
        "Le parcours demandé au rang {rank} n'est ni un identifiant (« person/… », tel que dans "
        "les fichiers canoniques), ni une clé du type de celles de la source. Rien n'est parti : "
        "corrigez, puis relancez."
    ),
    "pathways_not_given": (
        "Aucun parcours n'est demandé : la liste ne contient que des lignes vides ou des "
        "remarques. Rien n'est parti."
    ),
    "pathways_not_at_source": (
        "{count} parcours demandé(s) sur {asked} ne sont pas à la source, le premier au rang "
        "{rank}. Rien n'est parti. Ils sont nommés dans le fichier privé {list} : corrigez la "
        "demande, puis relancez."
    ),
    "pathways_out_of_scope": (
        "{count} parcours demandé(s) sur {asked} sont hors du périmètre signé, le premier au rang "
        "{rank} ({reasons}). Rien n'est parti : une opposition n'atteint jamais une solution "
        "cible. Ils sont nommés dans le fichier privé {list} : retirez-les, puis relancez."
    ),
    "pathways_rejected": (
        "{count} parcours demandé(s) de « {asset} » ont été rejetés à la lecture (pièce jointe "
        "absente ou différente, fiche partagée défectueuse). Rien n'est parti : faites corriger "
        "la source, ou retirez-les de la demande."
    ),
    "pathways_none": (
        "Aucun parcours de « {asset} » ne correspond à la demande dans le périmètre signé. Rien "
        "n'est parti."
    ),
    "partial_written_otherwise": (
        "Le paquet partiel de « {asset} », relu avant de partir, n'est pas ce que son bordereau "
        "annonce. Rien n'est parti : vérifiez le disque, puis relancez."
    ),
    "partial_unfit": (
        "{count} défaut(s) ont été trouvés dans les ressources FHIR du paquet partiel de "
        "« {asset} ». Rien n'est parti : faites corriger la source ou la correspondance."
    ),
    "partial_given_up": (
        "Un envoi de « {asset} » avait été interrompu avant que rien ne parte, et il ne peut plus "
        "partir : {pathways} de ses parcours ont quitté le périmètre signé, ou le plan a changé de "
        "destinataire, de correspondance ou de périmètre. Il est retiré : relancez votre demande."
    ),
    "partial_left_in_part": (
        "Un envoi de « {asset} » avait été interrompu après {volumes} volumes sur {total}, et la "
        "suite ne peut plus partir : un parcours a quitté le périmètre signé, ou le plan a changé. "
        "Faites retirer ces volumes du dépôt par le destinataire, puis relancez."
    ),
    "delta_without_base": (
        "Un complément part d'une livraison entière, et aucune n'est inscrite pour « {asset} » : "
        "faites-en une d'abord (releve package {asset} --all)."
    ),
    "base_index_lost": (
        "L'index gardé du paquet {package}, dont partirait le complément, est absent ou n'est pas "
        "le sien. Rien n'est parti : faites une livraison entière (--all)."
    ),
    "reason_recipient_unnamed": (
        "Le plan ne nomme pas le destinataire ou son dépôt : le responsable de traitement doit "
        "les décider."
    ),
    "reason_instruction_missing": (
        "Le destinataire n'est pas le responsable de traitement, et le plan ne cite pas "
        "l'instruction écrite de celui-ci."
    ),
    "receipt_of_partial_package": (
        "Ce reçu nomme un paquet partiel : il n'atteste pas le paquet entier, seul à ouvrir la "
        "suite. Un paquet partiel se confirme par un accusé de réception (releve act "
        "acknowledgement)."
    ),
    "delivery_removal_by_hand": (
        "à retirer par la solution cible : un complément nomme ce parcours, et Relève n'efface "
        "rien sur un serveur FHIR"
    ),
    "delta_key_missing": (
        "Un complément ne se charge qu'avec la clé de contenu à côté de lui ({path}) : sans elle, "
        "les parcours à retirer n'ont pas de nom."
    ),
    "package_reads": "{count} fiches lues",
    "package_sends": "{count} octets déposés",
    "package_finished": (
        "Un envoi interrompu a été mené à son terme ; ce qui était demandé cette fois n'a pas été "
        "commencé : relancez."
    ),
    "package_dropped": (
        "{asset} : {what}, {pathways} parcours ({records} fiches), déposé pour {recipient} dans "
        "{drop} sous {name} ; paquet {package}, entrée n° {entry} du journal. Envoyé n'est pas "
        "reçu, et ce paquet n'ouvre rien."
    ),
    "package_by_hand": (
        "{asset} : {what}, {pathways} parcours ({records} fiches), chiffré pour {recipient} dans "
        "{name}, à lui porter ; paquet {package}, entrée n° {entry} du journal. La copie laissée "
        "dans ce dossier n'est pas de celles que Relève détruira."
    ),
    "package_again": (
        "{asset} : ce paquet exactement ({what}, {pathways} parcours) est déjà inscrit comme "
        "livré, entrée n° {entry} du journal. Rien n'a été envoyé de plus."
    ),
    "package_delta": (
        "Complément : {pathways} parcours créés ou changés, {removed} à retirer ; à charger après "
        "les livraisons précédentes, dans leur ordre."
    ),
    "package_not_frozen": (
        "La source n'est pas gelée : un autre complément sera nécessaire après le gel."
    ),
    "doc_partial_all": "livraison en masse anticipée",
    "doc_partial_keys": "livraison ciblée",
    "doc_partial_period": "livraison d'une période",
    "doc_partial_delta": "complément",
    "doc_journal_partial_delivered": (
        "paquet partiel livré à {recipient} ({target}) : {name}, {pathways} parcours, {octets} "
        "(n'ouvre rien)"
    ),
    "verify_means_partial": (
        "Des parcours sont partis autrement que le plan adopté et le périmètre signé ne le disent."
    ),
    "verify_do_partial": (
        "Demander à l'équipe qui tient Relève ce qui est parti, vers qui, et sur quelle "
        "instruction."
    ),
    "verify_no_partial_recipient": (
        "L'entrée n° {entry} dit qu'un paquet partiel de {subject} est parti vers un autre "
        "destinataire que celui du plan adopté, ou sans l'instruction écrite qu'il demande."
    ),
    "verify_no_partial_scope_missing": (
        "L'entrée n° {entry} dit que des parcours de {subject} sont partis sans que leur périmètre "
        "de reprise ait été signé pour cette correspondance."
    ),
    "verify_no_partial_slip_differs": (
        "L'entrée n° {entry} ne dit pas du paquet partiel de {subject} ce que dit son bordereau."
    ),
}
