"""Packages, drops, hosts, keys, seals, timestamps and the press, in French."""

SENTENCES: dict[str, str] = {
    "seal_source_unreadable": (
        "Un fichier à sceller ne peut pas être lu ({name}) : le paquet n'est pas écrit. "
        "Vérifiez qu'il est là et vos droits, puis relancez."
    ),
    "seal_irregular_file": (
        "Un élément du paquet n'est pas un fichier ordinaire ({name}) : le paquet n'est pas "
        "écrit. Relancez l'export."
    ),
    "seal_source_changed": (
        "Un fichier a changé pendant qu'il était scellé ({name}) : le paquet n'est pas écrit. "
        "Trouvez ce qui le modifie, puis relancez."
    ),
    "seal_target_inside": (
        "Le paquet scellé serait écrit dans le dossier qu'il scelle ({path}) : choisissez un "
        "autre endroit."
    ),
    "seal_not_written": (
        "Le paquet scellé n'a pas pu être écrit ({path} : {reason}) : libérez de la place ou "
        "vérifiez vos droits, puis relancez."
    ),
    "recipients_missing": (
        "Aucun destinataire n'est donné pour chiffrer le paquet : inscrivez sa clé age au "
        "point d'accès de son dépôt."
    ),
    "recipient_refused": (
        "« {recipient} » n'est pas une clé age de destinataire : redemandez-la au destinataire "
        "et corrigez le point d'accès de son dépôt."
    ),
    "identity_refused": (
        "La clé privée age ne peut pas être lue : vérifiez que c'est le bon fichier et qu'il "
        "est entier."
    ),
    "open_target_exists": (
        "Le dossier {path} existe déjà et n'est pas vide : rien n'y est écrit. Choisissez un "
        "dossier vide."
    ),
    "open_not_written": (
        "Le contenu du paquet n'a pas pu être écrit ({path} : {reason}) : libérez de la place "
        "ou vérifiez vos droits, puis recommencez."
    ),
    "sealed_unreadable": (
        "Le paquet scellé ne peut pas être ouvert ({path}) : il est abîmé, ou chiffré pour une "
        "autre clé. Comparez son empreinte, puis redemandez-le si besoin."
    ),
    "sealed_too_large": (
        "Le paquet dépasse ce qui est admis à l'ouverture ({files} fichiers, {bytes} octets) : "
        "rien n'est gardé. Vérifiez que c'est le bon paquet, ou relevez la limite."
    ),
    "sealed_content_refused": (
        "Le contenu du paquet n'a pas été fait par Relève ou a été modifié ({defect}) : rien "
        "n'est gardé. Redemandez le paquet."
    ),
    "deposit_source_unreadable": (
        "Le fichier à déposer ne peut pas être lu ({path}) : vérifiez qu'il est là et vos "
        "droits, puis relancez."
    ),
    "deposit_conflict": (
        "Le dépôt contient déjà un autre fichier du nom « {name} » : il n'a pas été touché. "
        "Demandez au destinataire ce que c'est avant de relancer."
    ),
    "deposit_damaged": (
        "Ce qui est arrivé au dépôt sous le nom « {name} » n'est pas ce qui a été envoyé "
        "(attendu {expected}, trouvé {found}) : la remise n'est pas faite. Relancez ; si cela "
        "se répète, prévenez le destinataire."
    ),
    "deposit_too_large": (
        "Le fichier « {name} » du dépôt dépasse {limit} octets : ce n'est pas une attestation "
        "d'intégration, il n'est pas lu. Voyez avec le destinataire."
    ),
    "deposit_folder_missing": (
        "Le dossier de dépôt {folder} n'existe pas : vérifiez qu'il est monté, ou corrigez le "
        "point d'accès."
    ),
    "deposit_refused": (
        "Le dépôt a refusé « {name} » ({reason}) : vérifiez la place et les droits avec le "
        "destinataire, puis relancez."
    ),
    "deposit_interrupted": (
        "L'envoi de « {name} » vers {address} s'est interrompu : relancez, il reprendra où il "
        "s'est arrêté."
    ),
    "deposit_name_refused": (
        "« {name} » ne peut pas nommer un fichier déposé : rien n'est envoyé. C'est un défaut "
        "de Relève ; signalez-le avec cette ligne."
    ),
    "endpoint_url_refused": (
        "L'adresse du point d'accès « {endpoint} » n'est pas une adresse http ou https simple, "
        "sans mot de passe : corrigez-la."
    ),
    "key_unreadable": (
        "La clé {path} ne peut pas être lue : mauvais fichier, fichier abîmé ou phrase secrète "
        "absente. Vérifiez-la, ou donnez-en une autre."
    ),
    "key_unsupported": (
        "Une clé de type « {type} » n'est pas admise : il faut une clé Ed25519, ou ECDSA P-256 "
        "pour une personne."
    ),
    "key_folder_not_private": (
        "Le dossier de clés {path} est accessible à d'autres : fermez-le (chmod 700), puis "
        "relancez."
    ),
    "key_file_exists": (
        "La clé {path} existe déjà : elle n'est pas remplacée. Servez-vous d'elle, ou "
        "choisissez un autre nom."
    ),
    "key_file_missing": (
        "La clé {path} n'existe pas : vérifiez le chemin, ou restaurez-la depuis sa sauvegarde."
    ),
    "key_file_not_private": (
        "La clé {path} est lisible par d'autres : considérez-la comme divulguée ou fermez-la "
        "(chmod 600), puis relancez."
    ),
    "host_key_unreadable": (
        "L'empreinte de machine inscrite pour {address} n'est pas une clé SSH : recopiez-la "
        "depuis la machine, sur place."
    ),
    "host_key_refused": (
        "La machine {address}:{port} ne montre pas la clé inscrite (attendue {expected}, "
        "trouvée {found}) : ce n'est peut-être pas elle. Rien n'a été fait ; appelez "
        "l'hébergeur avant tout."
    ),
    "host_refuses_key": (
        "La machine {address}:{port} refuse notre clé ({key}) pour « {user} » : rien n'a été "
        "fait. Demandez à l'hébergeur de l'inscrire."
    ),
    "host_unreachable": (
        "La machine {address}:{port} ne répond pas ({reason}) : rien n'a été commencé. "
        "Vérifiez le réseau, puis relancez."
    ),
    "host_connection_lost": (
        "La connexion à la machine {address} s'est coupée pendant l'opération : son état n'est "
        "pas connu. Relancez, il sera constaté d'abord."
    ),
    "client_key_missing": (
        "Notre clé d'accès aux machines n'est pas là : {path}. Restaurez-la, ou corrigez le "
        "point d'accès."
    ),
    "client_key_not_private": (
        "Notre clé d'accès aux machines est lisible par d'autres ({path}) : fermez-la (chmod "
        "600), puis relancez."
    ),
    "client_key_unreadable": (
        "Notre clé d'accès aux machines ne peut pas être lue ({path}) : vérifiez que c'est une "
        "clé SSH entière, sans phrase secrète."
    ),
    "access_still_open": (
        "Nos accès à la machine {address} sont retirés du fichier, mais elle nous laisse "
        "encore entrer : demandez à l'hébergeur par quelle autre voie, et faites-la fermer."
    ),
    "access_file_refused": (
        "Le fichier des accès de la machine {address} ne peut pas être lu ou récrit : nos "
        "accès y sont encore. Demandez à l'hébergeur de les retirer."
    ),
    "access_line_missing": (
        "La machine {address} nous laisse entrer sans que notre clé soit dans son fichier "
        "d'accès : demandez à l'hébergeur par quelle voie, et faites-la fermer."
    ),
    "unit_unknown": (
        "Le service système « {unit} » n'existe pas sur la machine {address} : rien n'a été "
        "fait. Corrigez le nom ou la machine dans le plan."
    ),
    "unit_name_refused": (
        "« {unit} » n'est pas un nom de service système : corrigez-le dans le plan (par "
        "exemple visio.service)."
    ),
    "unit_still_active": (
        "Le service système « {unit} » tourne encore après l'ordre d'arrêt (code "
        "{return_code}) : l'arrêt n'est pas fait. Voyez-le sur la machine, puis relancez "
        "« releve run »."
    ),
    "unit_still_enabled": (
        "Le service système « {unit} » est arrêté, mais redémarrerait avec la machine (code "
        "{return_code}) : l'arrêt n'est pas acquis. Voyez-le sur la machine, puis relancez "
        "« releve run »."
    ),
    "unit_not_active": (
        "Le service système « {unit} » n'a pas démarré (code {return_code}) : lisez son "
        "journal sur la machine, puis relancez « releve rollback »."
    ),
    "unit_not_enabled": (
        "Le service système « {unit} » ne redémarrerait pas avec la machine (code "
        "{return_code}) : voyez-le sur la machine, puis relancez « releve rollback »."
    ),
    "unit_command_failed": (
        "La commande « {verb} » sur le service système « {unit} » a échoué (code "
        "{return_code}) : voyez-le sur la machine, puis relancez."
    ),
    "timestamp_url_refused": (
        "L'adresse de l'autorité d'horodatage ({url}) n'est pas une adresse http ou https "
        "simple, sans mot de passe : corrigez « timestamp » dans workspace.json."
    ),
    "timestamp_authorities_unreadable": (
        "Les certificats sous lesquels l'horodatage de {url} est admis ne peuvent pas être lus : "
        "donnez un fichier PEM à « timestamp.authorities », dans workspace.json."
    ),
    "timestamp_unreachable": (
        "L'autorité d'horodatage {url} ne répond pas ({reason}) : rien n'est perdu. Recommencez "
        "quand elle répondra ; pour des documents émis entre-temps : « releve evidence stamp »."
    ),
    "timestamp_refused": (
        "L'autorité d'horodatage {url} refuse la demande ({status}) : vérifiez l'adresse et "
        "l'abonnement avec elle."
    ),
    "timestamp_malformed": (
        "Ce que répond {url} n'est pas l'horodatage demandé ({defect}) : il n'est pas gardé. "
        "Vérifiez l'adresse ; si elle est bonne, prévenez l'autorité d'horodatage."
    ),
    "timestamp_of_another_digest": (
        "L'horodatage rendu par {url} porte sur d'autres données que les nôtres : il n'est pas "
        "gardé. Prévenez l'autorité d'horodatage."
    ),
    "timestamp_untrusted": (
        "L'horodatage rendu par {url} n'est pas signé sous une autorité admise ({cause}) : il "
        "n'est pas gardé. Vérifiez « timestamp.authorities », dans workspace.json, puis auprès de "
        "l'autorité."
    ),
    "seal_key_unsupported": (
        "Le cachet {path} a une clé d'un type qui n'est pas admis ({type}) : il faut une clé RSA "
        "d'au moins 2048 bits, ou ECDSA. Demandez un autre cachet."
    ),
    "seal_certificate_missing": (
        "Le fichier {path} ne contient pas le certificat qui va avec sa clé : exportez le cachet "
        "à nouveau, avec sa chaîne de certificats."
    ),
    "seal_expired": (
        "Le certificat du cachet vaut du {begins} au {ends} : rien n'est scellé avec lui. "
        "Vérifiez l'horloge de cette machine, ou renouvelez le cachet."
    ),
    "seal_refused": (
        "Le document n'a pas pu être scellé ({defect}) : il n'est pas émis. C'est un défaut de "
        "Relève ; signalez-le avec cette ligne."
    ),
}
