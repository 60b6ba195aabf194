"""Ce qui revient d'une solution cible : arrivée des parcours, décisions, refus."""

SENTENCES = {
    "reason_arrival_refused": (
        "L'attestation d'intégration reçue est refusée ({refusals} motif(s), entrée n° {entry} du "
        "journal) : la solution cible la corrige et la dépose à nouveau. Rien de ce qui est venu "
        "n'est perdu."
    ),
    "reason_pathways_undecided": (
        "{rejected} parcours rejeté(s) et {doubtful} doublon(s) potentiel(s) à l'arrivée : le DAC "
        "décide des doublons, fait livrer à nouveau les rejets, ou y renonce par un acte signé. "
        "Les autres parcours sont arrivés."
    ),
    "reason_pathways_awaited": (
        "Le DAC a répondu pour {rejected} parcours rejeté(s) et {doubtful} doublon(s) "
        "potentiel(s) : la solution cible charge à nouveau, puis atteste tout le paquet."
    ),
    "reason_receipt_contradicts_attestation": (
        "Le reçu signé (entrée n° {entry} du journal) et la dernière attestation d'intégration "
        "(entrée n° {attestation}) ne disent pas la même chose : le destinataire atteste et signe "
        "à nouveau ce qu'il détient."
    ),
    "act_decision": (
        "Je décide, pour le responsable de traitement, du sort des parcours de « {subject} » que "
        "la solution cible n'a pas pu charger, ou dont l'identité est en doute, dans le paquet "
        "{package} : les décisions d'empreinte {decisions}. La solution cible doit alors détenir "
        "{pathways} parcours et {records} enregistrements, d'empreinte {root}. Motif : {reason}."
    ),
    "acceptance_before_arrival": (
        "« {subject} » ne peut pas encore être accepté : ce que la solution cible dit détenir "
        "n'est ni le paquet entier, ni ce que laisse une décision signée. « releve arrival » dit "
        "où en est chaque parcours."
    ),
    "decision_of_another_package": (
        "La décision ne porte pas sur le dernier paquet de parcours remis pour « {subject} » : "
        "préparez-la à nouveau avec « releve arrival »."
    ),
    "decision_adds": (
        "La décision sur « {subject} » laisserait plus qu'il n'a été livré : une décision ne peut "
        "que retirer. Préparez-la à nouveau avec « releve arrival »."
    ),
    "decision_unknown": (
        "Le fichier des décisions que l'acte désigne pour « {subject} » n'est pas ici : préparez "
        "l'acte avec « releve arrival », sur ce poste, puis signez-le."
    ),
    "decision_differs": (
        "Ce que la décision sur « {subject} » dit laisser n'est pas ce que ses décisions laissent, "
        "recalcul fait : préparez-la à nouveau avec « releve arrival », sans rien y changer."
    ),
    "decision_unsigned": (
        "Une décision se signe : indiquez qui (« --as »), son motif (« --reason »), et sa clé "
        "(« --key ») ou un fichier à signer ailleurs (« --prepare »)."
    ),
    "decision_left": (
        "Décisions {decisions}. La solution cible devra détenir {pathways} parcours et {records} "
        "enregistrements, d'empreinte {root}."
    ),
    "nothing_decided": (
        "Aucune décision dans ces listes pour « {asset} » : remplissez les deux dernières "
        "colonnes de doublons.csv, ou une ligne par parcours abandonné."
    ),
    "nothing_delivered": (
        "Aucun paquet de parcours n'a encore été remis pour « {asset} » : « releve "
        "status » dit ce que la remise attend."
    ),
    "delivered_index_lost": (
        "L'index du paquet remis n'est plus là et la source n'est plus la même (empreinte "
        "attendue {expected}, trouvée {found}) : rien ne peut être jugé. Remettez l'index d'une "
        "sauvegarde de « packages », ou exportez et livrez à nouveau."
    ),
    "delivered_source_moved": (
        "{count} parcours ne sont plus dans la source tels qu'ils ont été livrés : cherchez qui y "
        "écrit encore, puis recommencez."
    ),
    "give_up_malformed": (
        "La ligne {line} de la liste des abandons ne peut pas être lue : l'identifiant d'un "
        "parcours rejeté, une espace, puis le motif, un code en minuscules (« hors-perimetre »). "
        "Chacun une seule fois."
    ),
    "details_missing": (
        "Le détail par parcours (« .details.ndjson ») n'accompagne pas l'attestation "
        "d'intégration : la solution cible le dépose avant elle."
    ),
    "details_unknown_key": (
        "Le détail par parcours nomme {count} parcours qui n'ont pas été livrés dans ce paquet"
        " : la solution cible le corrige, puis le dépose à nouveau avec son attestation."
    ),
    "rejects_missing": (
        "La liste des rejets (« .rejets.ndjson ») n'accompagne pas l'attestation d'intégration "
        "qui la désigne : la solution cible la dépose avant elle."
    ),
    "difference_report_malformed": (
        "Ce rapport de rapprochement est coupé, ou n'est pas de « releve reconcile » : "
        "refaites-le, puis recommencez."
    ),
    "reconciliation_of_other_decisions": (
        "Ce rapprochement n'est pas celui de ce paquet avec ces décisions : ses seules "
        "différences doivent être les fusions déclarées et les parcours abandonnés."
    ),
    "reconciliation_not_attested": (
        "La racine relue par ce rapprochement n'est pas celle de la dernière attestation : la "
        "solution cible atteste d'abord ce qu'elle détient."
    ),
    "arrival_head": "« {asset} » : {pathways} parcours livrés, paquet {package}.",
    "standing_awaited": "attendus, rien n'en est encore dit : {count}",
    "standing_created": "créés : {count}",
    "standing_linked": "rattachés à une personne connue : {count}",
    "standing_possible_duplicate": "doublons potentiels, à décider : {count}",
    "standing_rejected": "rejetés, à corriger ou à abandonner : {count}",
    "standing_given_up": "abandonnés par décision signée : {count}",
    "standing_withdrawn": "retirés depuis : {count}",
    "arrival_delivered_again": (
        "Livrés à nouveau depuis la dernière attestation : {count} parcours. La solution cible "
        "charge, puis atteste tout le paquet."
    ),
    "arrival_refusal": "Attestation refusée [{code}] : {told}",
    "arrival_nothing_waits": "Rien n'attend pour ces parcours.",
    "arrival_list": "Liste de travail, pour le DAC seul : {path}",
    "status_weaker": "Preuves faibles",
    "status_weaker_text": "reçus par PDF signé ou sur papier, transcrits : {subjects}",
    "verify_no_restitution_decision_adds": (
        "la décision signée laisse plus de parcours qu'il n'en a été livré"
    ),
    "verify_no_restitution_arrival_differs": (
        "la dernière attestation d'intégration était refusée, ou dit autre chose que le reçu"
    ),
}
