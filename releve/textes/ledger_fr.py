"""The ledger, its second copy, its checkpoints and proofs, in French."""

SENTENCES: dict[str, str] = {
    "ledger_recovered": (
        "Le journal de preuve est reconstruit depuis sa seconde copie : {size} entrées. "
        "L'ancien fichier est gardé à côté (nom en .set-aside)."
    ),
    "recovery_unsupported": (
        "Un journal de type « {kind} » ne se reconstruit pas par cette commande : restaurez la "
        "base à partir de ses propres sauvegardes, et gardez la seconde copie intacte."
    ),
    "nothing_to_recover": (
        "Le journal {path} n'est ni en retard sur sa seconde copie ni différent d'elle : il "
        "n'y a rien à reconstruire."
    ),
    "ledger_rolled_back": (
        "Le journal est en retard sur sa seconde copie ou diffère d'elle ({store} entrées, "
        "{copy} dans la copie, {found}) : plus rien n'y est écrit. Gardez les deux et "
        "reconstruisez-le par « releve ledger recover »."
    ),
    "ledger_replaced": (
        "Le fichier du journal a été remplacé pendant l'exécution ({path}) : plus rien n'est "
        "écrit. Cherchez qui l'a remplacé, puis relancez."
    ),
    "ledger_unreadable": (
        "Le journal ne peut pas être lu par cette version ({reason}) : n'effacez rien. "
        "Vérifiez le chemin dans workspace.json, sinon reconstruisez-le depuis sa seconde "
        "copie."
    ),
    "ledger_unwritable": (
        "Le journal n'a pas pu être écrit ({reason}) : vérifiez la place sur le disque et les "
        "droits, puis relancez."
    ),
    "ledger_busy": (
        "Une autre commande écrit dans le journal depuis plus d'une minute ({path}, "
        "{reason}) : attendez sa fin, puis relancez."
    ),
    "ledger_unreachable": (
        "La base du journal ne répond pas ou plus ({reason}) : remettez-la en service, puis "
        "relancez ; ce qui a pu être écrit sera relu d'abord."
    ),
    "ledger_not_durable": (
        "La base du journal peut perdre ce qu'elle dit avoir écrit (réglage « {setting} ») : "
        "rien n'y est écrit. Activez ce réglage, puis relancez."
    ),
    "ledger_of_another_origin": (
        "Ce journal n'est pas celui de {origin}, ou pas de ce domaine : rien n'y a été écrit. "
        "Corrigez workspace.json."
    ),
    "second_copy_missing": (
        "La seconde copie du journal n'est pas à sa place ({path}) : rien n'est écrit sans "
        "elle. Vérifiez que son disque est monté."
    ),
    "second_copy_of_another_ledger": (
        "La seconde copie ({path}) n'est pas celle du journal {origin} : rien n'y a été écrit. "
        "Corrigez « second_copy » dans workspace.json."
    ),
    "second_copy_unwritable": (
        "La seconde copie n'a pas pu être écrite ({path} : {reason}) : rien n'est enregistré "
        "sans elle. Libérez de la place ou remontez son disque, puis relancez."
    ),
    "second_copy_damaged": (
        "La seconde copie est abîmée ({path}, à partir de l'entrée n° {index}) : n'écrivez "
        "plus et gardez tout. Comparez avec une sauvegarde de cette copie et prévenez le chef "
        "de projet."
    ),
    "second_copy_unsigned": (
        "La seconde copie n'a pas de tête signée ({path}) : rien ne prouve qu'elle est "
        "entière, et la reconstruction est refusée. Trouvez une copie plus récente."
    ),
    "document_missing": (
        "Le document {digest}, cité par le journal, manque : arrêtez-vous et retrouvez-le dans "
        "la seconde copie, dossier « documents »."
    ),
    "document_altered": (
        "Le contenu du document {digest} n'est pas celui que ce nom désigne : il a changé. "
        "Arrêtez-vous et retrouvez l'original dans la seconde copie, dossier « documents »."
    ),
    "already_performing": (
        "Une autre exécution est en cours sur ce journal (processus {pid}) : attendez sa fin. "
        "Rien n'a été fait."
    ),
    "performer_lock_lost": (
        "La connexion qui réservait l'exécution à cette commande est perdue : plus rien n'est "
        "écrit. Relancez « releve run », qui reprend là où le journal en est."
    ),
    "state_moved": (
        "Quelqu'un a inscrit autre chose sur « {subject} » entre-temps (entrée attendue "
        "n° {expected}, trouvée n° {found}) : rien n'a été fait. Relancez, la décision sera "
        "reprise."
    ),
    "rehearsal_clock_refused": (
        "L'horloge d'un exercice ne peut pas dater un journal réel : rien n'a été écrit. "
        "Vérifiez le domaine de l'espace de travail."
    ),
    "clock_behind_ledger": (
        "L'horloge de cette machine ({now}) est en retard sur la dernière entrée du journal "
        "({last}) : rien n'a été écrit. Remettez-la à l'heure, puis relancez."
    ),
    "entry_too_large": (
        "L'entrée à écrire fait {size} octets, pour {limit} au plus : rien n'a été écrit. "
        "Raccourcissez les textes libres (motif, référence)."
    ),
    "entry_malformed": (
        "Une entrée du journal n'a pas la forme attendue (« {field} ») : elle a été modifiée "
        "ou vient d'une autre version. Ne la corrigez pas ; comparez avec la seconde copie."
    ),
    "entry_of_another_origin": (
        "L'entrée n° {index} vient d'un autre journal ({found}, attendu {expected}) : ne "
        "l'utilisez pas ; retrouvez le bon journal."
    ),
    "entry_of_another_realm": (
        "L'entrée n° {index} est d'un autre domaine ({found}, attendu {expected}) : un "
        "exercice et le réel ne se mélangent pas. Retrouvez le bon journal."
    ),
    "entry_at_wrong_index": (
        "Une entrée porte le n° {found} à la place n° {expected} : le journal a été réordonné "
        "ou coupé. Ne le corrigez pas ; comparez avec la seconde copie."
    ),
    "entry_out_of_order": (
        "L'entrée n° {index} vient quand le n° {expected} est attendu : le journal a été "
        "réordonné ou coupé. Ne le corrigez pas ; comparez avec la seconde copie."
    ),
    "second_open_intent": (
        "L'entrée n° {index} commence un acte irréversible alors qu'un autre est encore ouvert "
        "sur le même sujet : ce journal n'a pas été écrit par Relève seul. Arrêtez-vous et "
        "prévenez le chef de projet."
    ),
    "intent_without_request": (
        "L'entrée n° {index} commence un acte irréversible sans la demande correspondante : ce "
        "journal n'a pas été écrit par Relève seul. Arrêtez-vous et prévenez le chef de projet."
    ),
    "outcome_without_intent": (
        "L'entrée n° {index} suit un acte irréversible qui n'a jamais été commencé : ce "
        "journal n'a pas été écrit par Relève seul. Arrêtez-vous et prévenez le chef de projet."
    ),
    "checkpoint_malformed": (
        "La tête du journal n'a pas la forme attendue (« {field} ») : elle a été modifiée ou "
        "coupée. Demandez-en une nouvelle copie au dépositaire."
    ),
    "checkpoint_unsigned": (
        "La tête du journal n'est pas signée par la clé attendue : n'en concluez rien. "
        "Vérifiez le fichier de confiance, ou demandez une nouvelle copie au dépositaire."
    ),
    "checkpoint_wrong_origin": (
        "La tête est celle d'un autre journal ({found}, attendu {expected}) : demandez au "
        "dépositaire celle du bon journal."
    ),
    "checkpoint_not_of_this_log": (
        "La tête citée n'est pas une tête de ce journal : le certificat vient d'ailleurs, ou "
        "le journal a été réécrit. N'en concluez rien ; prévenez le dépositaire."
    ),
    "log_proof_malformed": (
        "La preuve de présence au journal n'a pas la forme attendue (« {field} ») : "
        "demandez-en une nouvelle copie au dépositaire."
    ),
    "proof_of_another_entry": (
        "La preuve de présence au journal porte sur une autre entrée que ce certificat : "
        "demandez la bonne au dépositaire."
    ),
    "inclusion_refused": (
        "L'entrée n° {index} n'est pas dans le journal de {size} entrées que cette preuve "
        "désigne : n'en concluez rien ; prévenez le dépositaire."
    ),
    "consistency_refused": (
        "Le journal de {size2} entrées n'est pas la suite de celui de {size1} : il a été "
        "réécrit. Gardez les deux et prévenez le dépositaire."
    ),
    "merkle_proof_out_of_range": (
        "Une preuve est demandée pour l'entrée n° {index} d'un journal de {size} entrées, où "
        "elle n'est pas : vérifiez le numéro."
    ),
    "merkle_peaks_malformed": (
        "Le résumé interne du journal ne convient pas à sa taille ({size} entrées, {peaks} "
        "sommets) : il est abîmé. Reconstruisez le journal depuis sa seconde copie."
    ),
    "tile_differs": (
        "Le fichier {path} du journal publié ne correspond pas aux entrées : il a été modifié "
        "ou abîmé. Demandez une nouvelle copie au dépositaire."
    ),
    "tile_out_of_range": (
        "Une partie du journal publié est demandée hors de ses bornes : c'est un défaut de "
        "Relève. Signalez-le avec cette ligne."
    ),
    "entries_malformed": (
        "Un fichier d'entrées du journal publié est coupé ou trop long ({reason}, {count} "
        "entrées attendues) : demandez une nouvelle copie au dépositaire."
    ),
    "log_tiles_refused": (
        "Le journal publié ne peut pas être relu ({file}, {cause}) : demandez une nouvelle "
        "copie au dépositaire."
    ),
}
