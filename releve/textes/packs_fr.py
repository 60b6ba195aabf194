"""Evidence packs and partial folders, in French."""

_REFUSED: dict[str, str] = {
    "pack_not_zip": "ce fichier n’est pas une archive ZIP",
    "pack_truncated": "l’archive est coupée avant sa fin",
    "pack_duplicate_name": (
        "deux fichiers portent le même nom, ou des noms que certains systèmes confondent"
    ),
    "pack_path_traversal": (
        "le nom d’un fichier sortirait du dossier où l’on extrait, ou n’est pas permis"
    ),
    "pack_symlink": "il contient autre chose que des fichiers ordinaires",
    "pack_compressed": "un fichier de l’archive est compressé",
    "pack_encrypted": "un fichier de l’archive est chiffré",
    "pack_too_large": "l’archive ou un de ses fichiers dépasse la taille permise ({limit} octets)",
    "pack_too_many_files": "l’archive contient plus de {limit} fichiers",
    "pack_not_canonical": (
        "l’archive n’est pas, à l’octet près, celle que Relève écrirait des mêmes fichiers"
    ),
    "pack_bag_differs": (
        "les fichiers BagIt ne sont pas ceux de ce contenu, ou un fichier est hors de preuves/"
    ),
    "pack_head_unreadable": (
        "la tête du journal, sa dernière écriture, la portée ou LISEZMOI.txt ne peut pas être lue"
    ),
    "pack_unreadable": "il ne peut pas être lu, ou change pendant la lecture",
}
"""Of a pack, the same words whether it is verified or written."""

SENTENCES: dict[str, str] = {
    **{f"verify_no_{code}": told for code, told in _REFUSED.items()},
    **{code: f"Le paquet de preuve est refusé : {told}." for code, told in _REFUSED.items()},
    "scope_service": "service",
    "scope_controller": "responsable de traitement",
    "scope_programme": "programme",
    "verify_ok_pack": (
        "Paquet de preuve : {files} fichiers, dans une archive ZIP conforme à l’octet près"
    ),
    "verify_ok_partial": (
        "Portée : DOSSIER PARTIEL, {scope} « {name} », {subjects} sujets sur {of} ; "
        "le journal et les plans y sont entiers"
    ),
    "verify_verdict_partial": (
        "Cela vaut pour la portée annoncée seulement : {scope} « {name} », {subjects} "
        "sujets sur {of}."
    ),
    "verify_limit_partial": (
        "Dossier partiel : seuls les actes, documents et certificats des {subjects} sujets "
        "({scope} « {name} ») sont là et jugés. Des autres, sur {of} en tout, il n’y a que les "
        "écritures du journal : rien n’en est établi."
    ),
    "verify_means_pack": (
        "Le paquet de preuve n’est pas tel que Relève l’a écrit : il a été modifié, abîmé, refait "
        "par un autre outil ou fabriqué pour nuire."
    ),
    "verify_do_pack": (
        "Ne pas l’extraire. Demander une nouvelle copie au dépositaire, sans la réenregistrer ni "
        "la recompresser ; si elle est refusée aussi, conserver les deux et les signaler."
    ),
    "verify_means_scope": (
        "La portée que le dossier annonce n’est pas celle de ce qu’il contient, ou n’existe pas."
    ),
    "verify_do_scope": (
        "Demander au dépositaire un dossier entier, ou le paquet du service ou du responsable de "
        "traitement voulu."
    ),
    "verify_no_scope_malformed": "scope.json n’est pas dans sa forme exacte",
    "verify_no_scope_unknown": "aucun plan adopté ne connaît : {scope} « {name} »",
    "verify_no_scope_extra_file": "un fichier appartient à un sujet hors de la portée",
    "verify_no_scope_incomplete": (
        "la portée n’a pas ce qu’il faut pour la juger : {subject} est en dehors"
    ),
    "verify_no_certificate_entry_differs": (
        "une écriture recopiée à côté d’un certificat n’est pas celle du journal"
    ),
    "verify_no_folder_key_differs": (
        "une clé au format PEM n’est pas la clé publique qu’elle répète"
    ),
    "scope_unknown": (
        "Aucun plan adopté ne connaît : {scope} « {name} ». Dans le plan, "
        "prendre l’« id » d’un service, ou le « controller » d’un jeu de données."
    ),
    "pack_exists": (
        "Il y a déjà quelque chose à cet endroit : {path}. Rien n’est jamais remplacé : "
        "choisissez un autre nom."
    ),
    "pack_unwritable": (
        "Le paquet de preuve ne peut pas être écrit : {path} ({cause}). Vérifiez la place et les "
        "droits."
    ),
    "pack_source_changed": (
        "Un fichier du dossier a changé pendant l’écriture du paquet : recommencez."
    ),
    "pack_inside_evidence": (
        "Un paquet de preuve ne s’écrit pas dans le dossier de preuve lui-même ({path}) : "
        "choisissez un autre endroit."
    ),
    "evidence_holds_renewals": (
        "Le dossier {folder} porte des renouvellements d’horodatage d’un état antérieur, qui "
        "seraient perdus. Mettez-le de côté sous un autre nom, puis recommencez."
    ),
    "pack_preparing": "Écriture du dossier de preuve…",
    "pack_progress": "Paquet de preuve : {percent} % de {mebibytes} Mio",
    "pack_written": (
        "Paquet de preuve écrit et relu : {path} ({files} fichiers, {octets} octets). Vérifiez-le "
        "par « releve verify {path} » ; le fichier de confiance se remet à part, par une "
        "autre voie."
    ),
    "doc_partial_service": (
        "DOSSIER PARTIEL : seulement le service « {name} » et ce qu’il faut pour en "
        "juger. Le journal et les plans sont entiers."
    ),
    "doc_partial_controller": (
        "DOSSIER PARTIEL : seulement ce dont répond {name}, responsable de traitement, et ce "
        "qu’il faut pour en juger. Le journal et les plans sont entiers."
    ),
    "doc_index_file_token": "horodatage",
    "doc_index_file_issued": "preuve d’émission",
}
