"""Sentences about plans, in French."""

SENTENCES: dict[str, str] = {
    "plan_unreadable": "Le fichier ne peut pas être lu : vérifiez son nom et vos droits.",
    "plan_too_large": (
        "Le fichier dépasse 8 Mio : un tel fichier n'est jamais si long, vérifiez que c'est le bon "
        "fichier."
    ),
    "plan_syntax": (
        "Ce n'est pas du YAML lisible ({about}) : corrigez la ligne indiquée ou celle qui la "
        "précède."
    ),
    "plan_key_repeated": (
        "La clé « {field} » est écrite deux fois : une seule des deux compterait. Gardez-en une."
    ),
    "plan_key_not_text": "Une clé doit être un mot simple : récrivez-la.",
    "plan_anchor": (
        "Ancres et renvois YAML (« & », « * ») sont refusés : ce fichier se lit de haut en bas. "
        "Récrivez la valeur en entier."
    ),
    "plan_merge_key": "La fusion YAML (« << ») est refusée : récrivez les valeurs en entier.",
    "plan_tag": "Les étiquettes YAML (« ! ») sont refusées : écrivez la valeur seule.",
    "plan_null": (
        "Une valeur vide ne dit rien : écrivez « à compléter » si personne n'a encore décidé."
    ),
    "plan_directive": "Les directives YAML (« % ») sont refusées : retirez-les.",
    "plan_several_documents": (
        "Le fichier contient plusieurs documents (« --- ») : gardez-en un seul."
    ),
    "plan_open_misspelt": (
        "Ceci ressemble à « à compléter » sans l'être, et serait pris pour une valeur : "
        "écrivez exactement « à compléter »."
    ),
    "plan_open_refused": (
        "« à compléter » n'est pas admis ici : ce champ doit être décidé avant que le plan soit lu."
    ),
    "plan_key_unknown": (
        "La clé « {field} » n'existe pas ici : vérifiez son orthographe ou retirez-la."
    ),
    "plan_key_missing": (
        "La clé « {field} » manque : ajoutez-la, avec « à compléter » si la valeur n'est pas "
        "connue."
    ),
    "plan_field_needed": (
        "« {field} » est nécessaire ici ({because}) : ajoutez-le, avec « à compléter » si la "
        "valeur n'est pas connue."
    ),
    "plan_not_boolean": "Il faut écrire « true » ou « false », rien d'autre.",
    "plan_not_integer": "Il faut un nombre entier en chiffres, sans signe ni séparateur.",
    "plan_not_date": "Il faut une date, comme 2025-06-30.",
    "plan_not_instant": "Il faut une date, une heure et un décalage, comme 2025-06-30T18:00Z.",
    "plan_not_text": "Il faut un texte.",
    "plan_not_list": "Il faut une liste.",
    "plan_not_mapping": "Il faut des clés et des valeurs.",
    "plan_list_too_short": "La liste ne peut pas être vide.",
    "plan_text_too_long": "Le texte est trop long : 2 000 caractères au plus.",
    "plan_text_malformed": "Le texte n'a pas la forme attendue ({expected}).",
    "plan_id_malformed": (
        "Un identifiant s'écrit en minuscules sans accent, chiffres et tirets, 63 signes au plus."
    ),
    "plan_public_key_refused": (
        "Il faut une clé publique OpenSSH Ed25519 ou ECDSA P-256 (ou leur forme « sk- »), "
        "sans commentaire à la fin."
    ),
    "plan_number_out_of_range": "Le nombre est hors des bornes admises.",
    "plan_value_not_allowed": "« {found} » n'est pas admis ; sont admis : {allowed}.",
    "plan_value_refused": "La valeur n'est pas admise ici.",
    "window_ends_before_it_starts": (
        "Le créneau se ferme avant de s'ouvrir : corrigez l'une des deux heures."
    ),
    "plan_id_repeated": (
        "L'identifiant « {name} » est déjà pris dans cette liste : donnez-en un autre."
    ),
    "plan_reference_unknown": (
        "« {name} » n'est déclaré nulle part dans le plan ({kind}) : déclarez-le ou corrigez "
        "le nom."
    ),
    "plan_requires_cycle": (
        "Ces éléments s'attendent les uns les autres et aucun ne pourrait commencer : "
        "{cycle}. Retirez une des attentes."
    ),
    "plan_policy_missing": (
        "Le plan ne dit pas qui décide pour « {verb} », qui est irréversible : ajoutez une règle."
    ),
    "plan_role_never_decides": (
        "Le rôle « {role} » ne décide jamais ({verb}) : le DPO rend un avis, l'exploitant "
        "exécute. Retirez-le."
    ),
    "plan_destroy_quorum": (
        "Une destruction veut le responsable de traitement et le chef de projet ; il manque "
        ": {absent}."
    ),
    "plan_key_shared": (
        "« {person} » et « {other} » ont la même clé : une clé signe pour une seule "
        "personne. Donnez-en une à chacune."
    ),
    "plan_office_ends_before_it_starts": (
        "La personne quitte sa fonction avant de la prendre : corrigez l'une des deux dates."
    ),
    "plan_nobody_speaks_for": (
        "Personne n'a le rôle « controller » pour « {organisation} » : ces données ne "
        "pourraient jamais être détruites. Inscrivez son représentant."
    ),
    "plan_quorum_counts_twice": (
        "Une personne est comptée deux fois parmi celles qui adoptent le plan : gardez-la une fois."
    ),
    "plan_quorum_unreachable": (
        "Il faudrait {threshold} personnes pour adopter le plan et {people} seulement sont "
        "inscrites."
    ),
    "plan_witness_quorum_unreachable": (
        "Il faudrait {threshold} témoins pour cosigner et {keys} seulement sont inscrits : "
        "inscrivez-en d'autres ou baissez le seuil."
    ),
    "plan_witness_key_refused": (
        "Ce n'est pas la clé publique d'un témoin : recopiez celle qu'affiche « releve witness "
        "init » (nom+empreinte+clé)."
    ),
    "plan_witness_shared": (
        "« {one} » et « {other} » ont le même nom ou la même clé : ce serait un seul témoin compté "
        "deux fois. Donnez-en un à chacun."
    ),
    "plan_hand_over_by_another": (
        "Un transfert de responsabilités est exécuté par l’équipe du programme, qui y retire ses "
        "propres accès : « performer » ne peut pas y être un autre ({performer}). Écrire « us »."
    ),
    "plan_realm_origin": (
        "L'origine d'un exercice se termine par « {suffix} », et elle seule ; le plan se dit "
        "« {realm} ». Accordez les deux."
    ),
    "plan_timezone_unknown": (
        "« {name} » n'est pas un fuseau horaire connu : écrivez par exemple Europe/Paris."
    ),
    "plan_path_outside_root": (
        "Le chemin doit rester sous la racine de son point d'accès : sans « / » initial, "
        "sans « .. »."
    ),
    "plan_medium_shared": (
        "« {one} » et « {other} » désignent la même chose : détruire l'une détruirait "
        "l'autre. Séparez-les."
    ),
    "plan_pathways_table_unlisted": (
        "La table des parcours « {name} » n'est pas dans la liste des tables : ajoutez-la ou "
        "corrigez le nom."
    ),
    "overlay_format": "Une surcouche commence par « format: {expected} ».",
    "overlay_replaces": (
        "La surcouche remplacerait une valeur convenue : elle ne remplit que ce qui est « à "
        "compléter ». Changez le plan lui-même."
    ),
    "overlay_item_without_id": (
        "Un élément de cette liste n'a pas d'« id » : sans lui, on ne sait pas lequel il complète."
    ),
    "plan_incomplete": (
        "Le plan n'est pas complet : {count} champs restent « à compléter », à commencer par "
        "« {field} ». Il ne peut ni être adopté ni agir."
    ),
    "plan_not_canonical": (
        "Ces octets ne sont pas ceux d'un plan adopté : ils ont été modifiés ou viennent "
        "d'une autre version."
    ),
    "plan.check.accepted": "Plan accepté : {title}",
    "plan.check.digest": "Empreinte du plan : {digest}",
    "plan.check.refused": "Plan refusé : {count} défaut(s).",
    "plan.check.complete": "Rien ne reste à compléter.",
    "plan.check.missing": "À compléter : {count} champs.",
    "plan.check.section": "{section} : {count}",
    "plan.show.exercise": "EXERCICE – SANS VALEUR",
    "plan.show.milestones": "Jalons",
    "plan.show.due": "échéance {due}",
    "plan.show.window": "créneau {opens} → {closes}",
    "plan.show.no_window": "créneau à compléter",
    "plan.show.services": "Services",
    "plan.show.assets": "Données",
    "plan.show.copies": "copies : {copies}",
    "plan.show.policies": "Qui décide",
    "plan.show.policy": "{verb} : {decides} ({kind}, {days} jours au plus)",
    "plan.show.witnesses": "Témoins cosignataires : {need} exigés sur {count}",
    "plan.show.outside": "Hors du périmètre",
    "plan.show.open": "à compléter",
    "section.programme": "programme",
    "section.processing": "traitement et hébergement",
    "section.custody": "garde des preuves",
    "section.adoption": "adoption du plan",
    "section.witnesses": "témoins cosignataires",
    "section.organisations": "organismes",
    "section.people": "personnes",
    "section.contracts": "contrats",
    "section.hosts": "machines",
    "section.milestones": "jalons",
    "section.policies": "règles de décision",
    "section.services": "services",
    "section.assets": "données",
    "section.out_of_perimeter": "hors du périmètre",
    "precision.day": "le {on}",
    "precision.season": "saison, au plus tard le {on}",
    "precision.year": "année, au plus tard le {on}",
    "outcome.stopped": "arrêté",
    "outcome.handed_over": "transféré",
    "outcome.already_stopped": "déjà arrêté",
    "fate.destroyed": "détruites après restitution acceptée",
    "fate.transferred": "transférées",
    "fate.kept": "conservées",
    "copy_fate.destroyed": "détruite",
    "copy_fate.expires": "expire",
    "copy_fate.out_of_scope": "hors du périmètre",
    "role.lead": "chef de projet",
    "role.controller": "responsable de traitement",
    "role.clinician": "clinicien responsable",
    "role.operator": "exploitant",
    "role.archivist": "archives",
    "role.transcriber": "transcripteur",
    "role.dpo": "DPO",
    "role.recipient": "destinataire",
    "role.publisher": "éditeur",
    "role.host": "hébergeur",
    "role.auditor": "auditeur",
    "role.authority": "autorité",
    "verb.probe": "constat",
    "verb.measure": "mesure",
    "verb.freeze": "passage en lecture seule",
    "verb.export": "export",
    "verb.validate": "contrôle",
    "verb.deliver": "remise",
    "verb.receive": "réception",
    "verb.request": "demande",
    "verb.order": "ordre écrit",
    "verb.shut_down": "arrêt d'un service",
    "verb.hand_over": "transfert d'un service",
    "verb.destroy": "destruction",
    "verb.certify": "certificat",
    "signature.personal_key": "clé personnelle",
    "signature.signed_pdf": "PDF signé",
    "signature.paper": "papier contresigné",
}
