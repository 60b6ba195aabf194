"""Deliveries to a successor's API or staging tables, and what it does not take, in French."""

SENTENCES: dict[str, str] = {
    "delivery_content_missing": (
        "Il n'y a rien à livrer dans {path} : vérifiez que c'est bien le contenu du paquet "
        "(data/contenu), ou refaites l'export."
    ),
    "delivery_transaction_refused": (
        "Le successeur n'a pas pris le lot dont cet élément fait partie : rien de ce parcours "
        "n'est chargé. Corrigez l'élément en cause, puis livrez de nouveau."
    ),
    "delivery_entry_refused": (
        "Le successeur refuse cet élément : corrigez-le d'après le code et le champ indiqués, "
        "puis livrez de nouveau."
    ),
    "delivery_entry_in_error": (
        "Le successeur dit avoir pris cet élément et signale en même temps une erreur : il est "
        "compté comme refusé. Demandez-lui ce qu'il en a fait."
    ),
    "delivery_answer_short": (
        "Le successeur n'a pas répondu pour chaque élément du lot : aucun n'est compté comme "
        "pris. Demandez à son éditeur de corriger ses réponses."
    ),
    "delivery_answer_malformed": (
        "La réponse du successeur ne dit pas qu'il a pris ce lot : elle n'a pas la forme "
        "attendue. Vérifiez l'adresse et ce qui se trouve devant son serveur, puis livrez de "
        "nouveau."
    ),
    "delivery_row_refused": (
        "La table du successeur refuse cette ligne : corrigez-la d'après le code et la colonne "
        "indiqués, puis livrez de nouveau."
    ),
    "delivery_row_changed": (
        "La table du successeur ne contient pas cette ligne telle qu'elle a été envoyée : le "
        "parcours a été retiré. Vérifiez ses colonnes et ses déclencheurs avec son éditeur."
    ),
    "delivery_name_taken": (
        "Le dépôt contient déjà un autre fichier de ce nom : il n'a pas été touché. Demandez au "
        "destinataire ce que c'est."
    ),
    "bundle_malformed": (
        "La ligne {line} de {file} n'est pas une transaction FHIR : elle n'est pas envoyée. "
        "Refaites l'export."
    ),
    "bundle_not_replayable": (
        "La ligne {line} de {file} créerait un doublon si elle était envoyée deux fois : elle "
        "n'est pas envoyée. Refaites l'export."
    ),
    "fhir_address_refused": (
        "L'adresse du serveur du successeur ne convient pas ({host}) : il faut une adresse "
        "https, sans mot de passe ni paramètre. Corrigez le point d'accès."
    ),
    "fhir_tls_unusable": (
        "Les certificats prévus pour joindre {host} ne peuvent pas être lus : vérifiez les "
        "fichiers du point d'accès."
    ),
    "fhir_secret_missing": (
        "Le secret d'accès au serveur du successeur n'est pas là : {path}. Restaurez-le, ou "
        "corrigez le point d'accès."
    ),
    "fhir_secret_not_private": (
        "Le secret d'accès au serveur du successeur est lisible par d'autres ({path}) : "
        "fermez-le (chmod 600), puis relancez."
    ),
    "fhir_secret_unreadable": (
        "Le secret d'accès au serveur du successeur ne peut pas être lu : {path}. Vérifiez vos "
        "droits et le fichier."
    ),
    "fhir_certificate_refused": (
        "La liaison sûre avec {host} est refusée : un certificat, le sien ou le nôtre, n'est pas "
        "reconnu. Rien n'a été envoyé ; vérifiez-les avec le successeur."
    ),
    "fhir_token_refused": (
        "Le serveur d'accès du successeur refuse de nous donner un jeton (réponse {status}) : "
        "vérifiez avec lui notre identifiant et notre secret."
    ),
    "fhir_token_malformed": (
        "Le serveur d'accès du successeur n'a pas donné de jeton utilisable : vérifiez son "
        "adresse avec lui."
    ),
    "fhir_unauthorised": (
        "Le serveur {host} ne nous reconnaît pas : vérifiez nos accès avec le successeur, puis "
        "relancez. Ce qui est livré le reste."
    ),
    "fhir_forbidden": (
        "Le serveur {host} nous reconnaît et nous interdit ce que nous demandons : faites ouvrir "
        "les droits par le successeur, puis relancez. Ce qui est livré le reste."
    ),
    "fhir_unreachable": (
        "Le serveur {host} ne répond pas ({reason}) : la livraison reprendra où elle en est. "
        "Vérifiez le réseau, puis relancez."
    ),
    "fhir_busy": (
        "Le serveur {host} demande d'attendre (réponse {status}) : la livraison reprendra où "
        "elle en est. Relancez plus tard."
    ),
    "fhir_answer_too_large": (
        "La réponse de {host} dépasse {limit} octets : elle n'est pas lue. Vérifiez l'adresse "
        "avec le successeur."
    ),
    "load_incomplete": (
        "Le chargement dans « {endpoint} » n'est pas complet : sur {sent} éléments envoyés, "
        "{refused} refusés, et {unsent} lots non envoyés. Rien n'est remis. La liste est dans "
        "{file} : faites corriger ce qu'elle nomme, puis relancez ; rien ne sera créé deux fois."
    ),
    "load_differs": (
        "« {endpoint} » dit avoir tout pris et n'en a pas le compte : {sent} éléments envoyés, "
        "{held} retrouvés ({kinds}). Rien n'est remis. Voyez avec le successeur ce qu'il en a "
        "fait, ou ce qui s'y trouvait avant, puis relancez : tout sera envoyé de nouveau, sans "
        "doublon."
    ),
    "fhir_not_r4": (
        "Le serveur {host} ne dit pas parler FHIR R4 (version {version}) : rien n'a été envoyé. "
        "Vérifiez l'adresse avec le successeur."
    ),
    "fhir_capability_lacking": (
        "Le serveur {host} n'offre pas ce qu'il faut pour recevoir ce paquet ({lacking}) : rien "
        "n'a été envoyé. Convenez avec le successeur d'une autre livraison, ou qu'il l'ouvre."
    ),
    "fhir_canary_refused": (
        "Le serveur {host} refuse une ressource d'essai sans données : rien n'a été envoyé. "
        "Vérifiez nos droits d'écriture avec le successeur."
    ),
    "fhir_duplicates": (
        "Le serveur {host} a gardé {found} fois une ressource d'essai envoyée deux fois : une "
        "reprise y créerait des doublons. Rien n'a été envoyé ; son éditeur doit corriger les "
        "créations conditionnelles."
    ),
    "server_not_atomic": (
        "Le serveur {host} a gardé {present} élément(s) sur {entries} d'un lot qu'il a refusé : "
        "la livraison est arrêtée, car des parcours y seraient incomplets. Son éditeur doit "
        "corriger les transactions ; faites retirer ce qui est resté."
    ),
    "server_atomicity_unproven": (
        "Le serveur {host} a accepté un lot d'essai qu'il devait refuser : rien ne montre qu'il "
        "prend un lot en entier ou pas du tout. Rien n'a été envoyé ; voyez avec son éditeur."
    ),
    "fhir_search_refused": (
        "Le serveur du successeur ne répond pas à une recherche de {kind} (réponse {status}) : "
        "ce qu'il contient ne peut pas être vérifié. Voyez avec son éditeur."
    ),
    "fhir_search_ignored": (
        "Le serveur du successeur ne cherche pas {kind} par ce que nous demandons : ses comptes "
        "ne voudraient rien dire. Voyez avec son éditeur."
    ),
    "fhir_pages_malformed": (
        "Les pages de {kind} que donne le serveur du successeur tournent en rond ou mènent "
        "ailleurs : elles ne sont pas suivies. Voyez avec son éditeur."
    ),
    "fhir_pages_incomplete": (
        "Le serveur du successeur annonce {expected} {kind} et en a donné {found} : attendez "
        "qu'il n'y soit plus écrit, puis relancez."
    ),
    "staging_dialect_unsupported": (
        "Les tables d'échange ne sont livrées qu'à PostgreSQL ({dialect} est demandé) : convenez "
        "avec le successeur d'une base PostgreSQL, ou d'une autre livraison."
    ),
    "staging_unreachable": (
        "La base d'échange du successeur ne répond pas (état {sqlstate}) : la livraison reprendra "
        "où elle en est. Vérifiez le réseau, puis relancez."
    ),
    "staging_refused": (
        "La base d'échange du successeur refuse ce que nous demandons (état {sqlstate}) : "
        "vérifiez nos droits et la place qui reste avec lui. Ce qui est livré le reste."
    ),
    "staging_table_differs": (
        "La colonne {column} de la table {table} n'est pas celle qui est convenue : rien n'a été "
        "chargé. Faites-la corriger par le successeur, ou donnez-nous un schéma vide."
    ),
}
