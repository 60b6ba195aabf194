"""Witnesses: theirs and ours, in French."""

SENTENCES: dict[str, str] = {
    "witness_request_malformed": (
        "La demande n'a pas la forme attendue (« {field} ») : refaites-la par « releve witness "
        "request », ou demandez-la à nouveau à qui tient le journal."
    ),
    "witness_log_unknown": (
        "Ce témoin ne connaît pas le journal « {origin} » : rien n'est cosigné. Si vous devez le "
        "suivre, ajoutez sa clé à witness.json."
    ),
    "witness_head_unsigned": (
        "La tête n'est pas signée par une clé connue du journal « {origin} » ({cause}) : rien "
        "n'est cosigné. Demandez-en une nouvelle copie ; si la clé du journal a changé, "
        "faites-le confirmer par une autre voie."
    ),
    "witness_old_beyond": (
        "La demande part de {old} écritures et la tête n'en compte que {size} : elle n'a pas de "
        "sens. Refaites-la."
    ),
    "witness_fork": (
        "Le journal « {origin} » montre deux histoires de {size} écritures : rien n'est cosigné. "
        "Les deux têtes signées sont gardées comme preuve ; prévenez l'auditeur et les autres "
        "témoins."
    ),
    "witness_rollback": (
        "La tête présentée compte {size} écritures, et ce témoin en a déjà vu {seen} du journal "
        "« {origin} » : rien n'est cosigné. Demandez la tête d'aujourd'hui ; si c'est bien elle, "
        "le journal est revenu en arrière et il faut prévenir l'auditeur."
    ),
    "witness_old_differs": (
        "La demande part de {old} écritures et ce témoin en a vu {seen} : rien n'est cosigné. "
        "Refaites-la avec « --old {seen} »."
    ),
    "witness_proof_refused": (
        "Rien ne prouve que la tête de {size} écritures continue celle de {seen} que ce témoin a "
        "vue : rien n'est cosigné, et la demande est gardée. Refaites la demande ; si elle est "
        "refusée encore, prévenez l'auditeur."
    ),
    "witness_clock_went_back": (
        "L'horloge de ce témoin ({now}) est en retard sur sa dernière cosignature ({last}) : il "
        "ne signe plus. Remettez-la à l'heure."
    ),
    "witness_state_unusable": (
        "La mémoire du témoin ne peut pas être lue ou écrite ({path}, {reason}) : il ne cosigne "
        "rien, car un témoin qui a oublié signerait n'importe quoi. Retrouvez ce fichier, ou "
        "fondez un autre témoin avec une autre clé."
    ),
    "witness_refusal_not_kept": (
        "La tête est refusée, mais la preuve n'a pas pu être gardée ({path} : {reason}) : "
        "libérez de la place, puis gardez vous-même la demande."
    ),
    "witness_key_missing": (
        "La clé du témoin manque ou ne peut pas être lue ({path}) : vérifiez le dossier et vos "
        "droits."
    ),
    "witness_key_not_private": (
        "D'autres que vous peuvent lire la clé du témoin ({path}) : elle est refusée. "
        "Remettez-la en mode 0600 ; si quelqu'un a pu la copier, fondez un autre témoin."
    ),
    "witness_key_unreadable": (
        "Le fichier {path} n'est pas la clé d'un témoin, ou il a été modifié : retrouvez "
        "l'original."
    ),
    "witness_exists": (
        "Il y a déjà quelque chose dans {folder} : un témoin ne se fonde qu'une fois, dans un "
        "dossier vide."
    ),
    "witness_log_refused": (
        "Ce n'est pas la clé publique d'un journal ({cause}) : {key}. Prenez-la dans "
        "« log_keys » du fichier de confiance."
    ),
    "witness_name_refused": (
        "Un témoin ne peut pas s'appeler « {name} » : écrivez un nom sans espace ni « + », comme "
        "temoin.example/ars."
    ),
    "witness_missing": (
        "Il n'y a pas de témoin dans {folder} : fondez-en un par « releve witness init »."
    ),
    "witness_folder_malformed": (
        "Le fichier {file} n'est pas celui d'un témoin (« {field} ») : corrigez-le."
    ),
    "witness_unwritable": (
        "{path} ne peut pas être écrit : vérifiez la place sur le disque et vos droits."
    ),
    "witness_address_refused": (
        "Le témoin ne peut pas répondre sur {host}, port {port} : choisissez une adresse de "
        "cette machine et un port libre."
    ),
    "witness_file_unreadable": (
        "Le fichier {file} ne peut pas être lu : vérifiez son nom et vos droits."
    ),
    "witness_saw_nothing": "Ce témoin n'a encore rien vu du journal « {origin} ».",
    "witness_proof_twice": (
        "Cette demande contient déjà sa preuve de continuité : ne donnez pas « --proof »."
    ),
    "published_log_missing": (
        "Il manque {file} dans {folder} : indiquez un dossier de preuves entier."
    ),
    "published_old_beyond": (
        "Le journal compte {size} écritures ; « --old {old} » n'est pas une taille qu'il a eue. "
        "Indiquez le nombre que le témoin a vu (« releve witness show »)."
    ),
    "published_log_differs": (
        "Le journal de {folder} n'est pas celui de sa tête signée : le dossier est abîmé ou "
        "modifié. Écrivez-le à nouveau."
    ),
    "witness_founded": (
        "Témoin « {name} » fondé dans {folder}. Sa clé publique, à inscrire au plan et au "
        "fichier de confiance :"
    ),
    "witness_founded_next": (
        "Sauvegardez la clé, jamais la mémoire : un témoin remis d'une sauvegarde a oublié. Pour "
        "répondre : releve witness serve {folder}"
    ),
    "witness_serving": "Témoin « {name} » : répond sur {url} (Ctrl+C pour arrêter).",
    "witness_stopped": "Témoin arrêté. Sa mémoire est sur le disque.",
    "witness_cosigned": (
        "« {name} » a cosigné la tête de {origin} : {size} écritures, le {at}. Rendez ce fichier "
        "à qui tient le journal, et gardez-en une copie."
    ),
    "witness_request_written": (
        "Demande écrite dans {file}. Le témoin y répond par « releve witness cosign »."
    ),
    "witness_page_title": "Témoin cosignataire {name}",
    "witness_page_what": (
        "Ce témoin cosigne la tête d'un journal de preuve seulement si elle continue celle qu'il "
        "a déjà vue. Il ne lit pas les écritures et ne dit rien de ce qu'elles racontent."
    ),
    "witness_page_key": "Sa clé publique :",
    "witness_page_logs": "Journaux suivis, et dernière tête cosignée",
    "witness_page_nothing": "Rien n'a encore été vu de ce journal.",
    "witness_page_seen": "{size} écritures, cosignées le {at}.",
    "witness_page_refusals": "Refus gardés comme preuve",
    "witness_page_no_refusal": "Aucun refus à garder : chaque tête vue continuait la précédente.",
    "witness_kept_title": "REFUS D'UN TÉMOIN – journal {origin}, le {at}.",
    "witness_kept_fourche": (
        "Fourche : la clé du journal a signé deux têtes de même taille ({size} écritures) et de "
        "racines différentes. Les deux fichiers signés suffisent à le prouver, sans ce témoin."
    ),
    "witness_kept_suite_non_prouvee": (
        "Suite non prouvée : la tête présentée ({size} écritures) devait continuer celle que le "
        "témoin avait vue ({seen}), et la preuve donnée ne le montre pas. Une preuve fausse peut "
        "être une erreur ; les écritures de la tête présentée, rapprochées de la tête vue, "
        "trancheront (releve verify --seen vue.checkpoint)."
    ),
    "witness_kept_retour": (
        "Retour en arrière : la tête présentée ({size} écritures) est plus ancienne que celle "
        "que le témoin avait vue ({seen}). Une demande en retard peut être une erreur ; un "
        "journal qui n'a plus que {size} écritures a été raccourci."
    ),
    "witness_kept_heads": (
        "Vue : {seen} écritures, racine {seen_root}.\nPrésentée : {size} écritures, racine {root}."
    ),
    "witness_kept_files": (
        "vue.checkpoint : la tête que le témoin avait cosignée, telle quelle.\n"
        "presentee.checkpoint : la tête refusée, telle quelle.\n"
        "demande.txt : la demande entière, avec la preuve donnée (à partir de {old} écritures).\n"
        "refus.json : les mêmes faits, pour un programme.\n"
        "Ne modifiez rien ici : donnez ce dossier à l'auditeur."
    ),
    "witness_kept_line_witness_fork": "{at} : fourche à {size} écritures (deux racines signées).",
    "witness_kept_line_witness_proof_refused": (
        "{at} : suite non prouvée, de {seen} à {size} écritures."
    ),
    "witness_kept_line_witness_rollback": "{at} : retour en arrière, de {seen} à {size} écritures.",
    "witness_unreachable": (
        "Le témoin {witness} ne répond pas ({reason}) : vérifiez son adresse dans "
        "workspace.json, ou appelez qui le tient, puis relancez."
    ),
    "witness_refused": (
        "Le témoin {witness} refuse de cosigner (réponse {status} : {said}). S'il a vu une autre "
        "histoire de ce journal, n'insistez pas : gardez tout et prévenez le chef de projet."
    ),
    "witness_malformed": (
        "La réponse du témoin {witness} n'est pas une cosignature de la tête demandée "
        "({reason}) : elle n'est pas gardée. Vérifiez sa clé dans le plan et son adresse."
    ),
    "witnesses_missing": (
        "{have} témoin(s) sur {need} ont cosigné la tête du journal (muets : {silent} ; refus : "
        "{refused}) : rien d'irréversible n'est commencé. Appelez qui tient ces témoins, puis "
        "relancez."
    ),
    "witness_endpoints_missing": (
        "workspace.json dit où répondent {have} témoins, et le plan en exige {need} : ajoutez "
        "leurs adresses (« witnesses »)."
    ),
    "seen_unreadable": (
        "La tête déjà vue ne peut pas être lue : {path}. Indiquer le fichier gardé d'avant ou reçu "
        "d'un témoin."
    ),
    "seen_refused": (
        "Ce n'est pas une tête de ce journal signée par sa clé : {path} ({cause}). Elle ne dit "
        "rien de ces preuves ; retrouver le bon fichier."
    ),
    "proof_kept": "Les deux têtes signées sont gardées dans {folder} : les donner à qui juge.",
    "proof_not_kept": (
        "Les deux têtes n'ont pas été gardées : {path} n'est pas vide ou ne peut pas être écrit. "
        "Indiquer un dossier neuf."
    ),
    "proof_readme": (
        "vue.checkpoint : la tête du journal gardée d'avant, ou reçue d'un témoin.\n"
        "presentee.checkpoint : la tête du dossier de preuves montré depuis.\n\n"
        "La même clé a signé les deux et un même journal ne peut pas les avoir toutes deux : à "
        "taille égale, ces deux fichiers suffisent à le prouver ; sinon, gardez aussi le dossier "
        "montré (releve verify --seen vue.checkpoint).\n"
        "Ne modifiez pas ces fichiers."
    ),
}
