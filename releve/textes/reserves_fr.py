"""Ce que disent les refus des réserves, de leur levée et des signatures de documents."""

SENTENCES = {
    "document_unknown": (
        "Aucun document émis n'a l'empreinte ni le numéro {document}. Lisez-le sur le document à"
        " signer («\u00a0releve document NATURE\u00a0» le donne), puis signez à nouveau."
    ),
    "signing_of_signed_copy": (
        "{number} est l'exemplaire qui liste des signatures\u00a0: on ne le signe pas. Signez le"
        " texte lui-même, n° {expected}."
    ),
    "signing_of_superseded_document": (
        "{number} a été remplacé par {expected}\u00a0: les faits ont changé depuis. Lisez"
        " {expected} et signez-le."
    ),
    "signing_of_another_subject": (
        "La signature porte sur {subject}, le document sur {expected}. Refaites-la avec --subject"
        " {expected}."
    ),
    "signing_of_another_capacity": (
        "{signer} ne peut pas signer en qualité de «\u00a0{capacity}\u00a0»\u00a0: cette qualité"
        " revient à l'organisme {expected}. Qualités possibles\u00a0: {words}. Donnez la vôtre"
        " avec --field capacity=…, ou faites signer une personne de cet organisme."
    ),
    "signing_twice": (
        "{signer} a déjà signé {number} en cette qualité. Une signature suffit\u00a0: rien n'a"
        " été ajouté."
    ),
    "reserve_without_text": (
        "Une réserve doit dire ce qui est réservé. Écrivez-le avec --field text=…"
    ),
    "reserve_without_owner": (
        "«\u00a0{owner}\u00a0» n'est ni une personne ni un organisme du plan\u00a0: personne"
        " n'aurait à traiter cette réserve. Nommez qui la traite, par son identifiant, avec"
        " --field owner=…"
    ),
    "reserve_due_malformed": (
        "«\u00a0{due_on}\u00a0» n'est pas une date. Écrivez le dernier jour comme 2025-09-30,"
        " avec --field due_on=…"
    ),
    "reserve_due_past": (
        "La réserve serait à traiter pour le {due_on}, avant le jour de sa signature"
        " ({signed_on}). Donnez un jour à venir avec --field due_on=…"
    ),
    "reserve_about_unknown": (
        "L'entrée {entry} n'existe pas\u00a0: le journal en compte {size}. Donnez le numéro de"
        " l'entrée dont parle la réserve, ou «\u00a0-\u00a0», avec --field about=…"
    ),
    "reserve_unknown": (
        "Aucune réserve ouverte de {subject} n'a l'empreinte {reserve}. Le procès-verbal et le"
        " journal les donnent\u00a0; corrigez --field reserve=…"
    ),
    "reserve_already_cleared": (
        "Cette réserve de {subject} est déjà levée (entrée {entry}). Il n'y a rien à faire."
    ),
    "clearance_without_reason": (
        "Une levée doit dire ce qui a été fait. Écrivez-le avec --field reason=…"
    ),
    "clearance_by_owner": (
        "{signer} ne peut pas lever une réserve que {owner} devait traiter\u00a0: qui fait le"
        " travail ne le contrôle pas. Faites signer le responsable de traitement, ou la cheffe de"
        " projet si elle n'en est pas chargée."
    ),
    "signing_document_unknown": (
        "Une signature de document ne nomme aucun document émis avant elle. Demandez le dossier"
        " entier à qui l'a produit\u00a0; ne tenez compte d'aucune signature de document."
    ),
    "signing_superseded": (
        "Une signature porte sur {number}, qui ne pouvait plus être signé\u00a0: un autre texte"
        " l'avait remplacé, ou ce n'est qu'un exemplaire. Elle ne vaut pas\u00a0; faites signer"
        " le texte en vigueur."
    ),
    "signing_capacity_differs": (
        "{signer} a signé en qualité de «\u00a0{capacity}\u00a0», sans être d'un organisme ou"
        " d'un rôle qui le permet. Cette signature ne vaut pas\u00a0; n'acceptez pas ce"
        " procès-verbal comme signé."
    ),
    "reserve_malformed": (
        "Une réserve inscrite n'a pas de texte, de responsable connu, d'échéance possible ou"
        " d'entrée dont elle parle (champ {field}). Qui a produit ce journal a accepté ce qu'il"
        " devait refuser\u00a0: demandez-lui pourquoi."
    ),
    "clearance_without_reserve": (
        "Une levée de réserves ne nomme aucune réserve alors ouverte. Elle ne lève rien\u00a0:"
        " tenez la réserve pour ouverte et demandez pourquoi."
    ),
    "clearance_by_its_owner": (
        "{signer} a levé une réserve que lui-même, ou son organisme, devait traiter. Tenez la"
        " réserve pour ouverte, et demandez une levée par une autre personne."
    ),
    "minutes_copy_unsigned": (
        "{number} se dit exemplaire signé d'un texte que le titulaire n'avait pas signé, ou qui"
        " n'est pas de ce journal. Ne le tenez pas pour signé."
    ),
    "minutes_copy_differs": (
        "{number} ne dit pas mot pour mot ce que dit le texte signé qu'il cite. Fiez-vous au"
        " texte signé, et demandez pourquoi."
    ),
    "status_signatures": "Signatures attendues",
    "status_reserves": "Réserves",
    "status_reserves_text": "{count:réserve ouverte|réserves ouvertes}, première échéance le {day}",
}
