"""What came to a successor: receipts, rejects, reconciliation, proofs, in French."""

SENTENCES: dict[str, str] = {
    "canonical_folder_missing": (
        "Ce dossier ne contient pas de parcours en forme canonique : {path}. Indiquez le "
        "contenu d'un paquet (data/contenu) ou un paquet déchiffré entier."
    ),
    "canonical_line_malformed": (
        "La ligne {line} de {file} n'est pas un parcours, ou une fiche, en forme canonique. "
        "Faites relire le dossier par qui l'a produit : rien n'est comparé tant qu'une ligne "
        "est douteuse."
    ),
    "pathway_twice": (
        "Un même parcours est présent deux fois (clé {group}) : la comparaison n'aurait pas "
        "de sens. Faites corriger le dossier par qui l'a produit."
    ),
    "reconciliation_depth_differs": (
        "Les deux côtés n'ont pas découpé leurs parcours de la même façon ({ours} niveaux et "
        "{theirs}) : convenez du nombre de niveaux, puis recommencez."
    ),
    "reconciliation_side_false": (
        "Un des côtés ({side}) se contredit : ce qu'il montre ({what}) n'est pas ce que son "
        "arbre annonce. Faites refaire son index à partir de ses données."
    ),
    "reconciliation_report_exists": (
        "Il y a déjà quelque chose à cet endroit : {path}. Rien n'est remplacé : choisissez "
        "un autre nom."
    ),
    "reconciliation_agrees": (
        "Rapprochement : {pathways:parcours livré|parcours livrés}, aucune différence "
        "({merges:fusion déclarée|fusions déclarées})."
    ),
    "reconciliation_differs": (
        "Rapprochement : {pathways:parcours livré|parcours livrés}, "
        "{differences:différence|différences} ({merges:fusion déclarée mise|fusions déclarées "
        "mises} à part). Toutes sont dans le rapport ; faites-les corriger, puis recommencez."
    ),
    "reconciliation_roots": (
        "Racine de ce qui a été livré : {ours} ; de ce qui a été relu : {theirs}"
    ),
    "reconciliation_reads": (
        "Lectures, des deux côtés : {nodes:nœud|nœuds}, {buckets:liste|listes}, "
        "{opened:parcours ouvert|parcours ouverts}"
    ),
    "difference_missing_pathway": "parcours livrés et absents de la solution cible : {count}",
    "difference_added_pathway": "parcours présents sans avoir été livrés : {count}",
    "difference_missing_record": "{entity} : {count:fiche perdue|fiches perdues}",
    "difference_added_record": "{entity} : {count:fiche en trop|fiches en trop}",
    "difference_changed_record": (
        "{entity} : {count:fiche devenue|fiches devenues} d'une autre sorte"
    ),
    "difference_missing_attribute": "{entity}, {attribute} : {count:valeur perdue|valeurs perdues}",
    "difference_added_attribute": "{entity}, {attribute} : {count:valeur en trop|valeurs en trop}",
    "difference_changed_attribute": (
        "{entity}, {attribute} : {count:valeur différente|valeurs différentes}"
    ),
    "difference_absence_lost_attribute": (
        "{entity}, {attribute} : {count:absence explicite devenue|absences explicites devenues} "
        "un champ jamais rempli"
    ),
    "difference_absence_invented_attribute": (
        "{entity}, {attribute} : {count:champ jamais rempli devenu|champs jamais remplis "
        "devenus} une absence explicite"
    ),
    "attestation_malformed": (
        "L'attestation d'intégration n'est pas dans sa forme exacte, ou ses totaux se "
        "contredisent : créés, rattachés, doublons potentiels et rejetés doivent faire le "
        "nombre de parcours livrés. Demandez-la à nouveau à la solution cible."
    ),
    "listing_malformed": (
        "La ligne {line} n'est pas dans la forme exacte de {format}, ou la liste a été "
        "coupée ou modifiée. Demandez-la à nouveau à qui l'a produite."
    ),
    "details_differ": (
        "Le détail par parcours n'est pas celui que l'attestation désigne, ou ne donne pas "
        "les mêmes totaux : demandez les deux ensemble à la solution cible."
    ),
    "arrival_of_another_package": "Le reçu porte sur un autre paquet que celui qui a été livré.",
    "arrival_kind_too_weak": (
        "Le plan n'accepte pas une signature de cette sorte ({kind}) pour ce reçu."
    ),
    "arrival_act_differs": (
        "L'acte signé et l'attestation d'intégration ne disent pas la même chose : paquet, "
        "racine, fiches et parcours chargés doivent être les mêmes."
    ),
    "arrival_pathways_differ": (
        "L'attestation parle de {said} parcours ; il en a été livré {delivered}. Aucun ne "
        "peut manquer à l'appel."
    ),
    "arrival_root_differs": (
        "Ce que la solution cible a relu n'est pas ce qui a été livré : leurs racines "
        "diffèrent. Faites le rapprochement (« releve reconcile ») pour savoir où."
    ),
    "arrival_counts_differ": (
        "Le reçu ne compte pas les {records} fiches livrées, ou pas le même nombre de parcours."
    ),
    "arrival_entity_differs": (
        "De l'entité {entity}, {delivered} fiche(s) livrée(s) et {loaded} chargée(s)."
    ),
    "arrival_rejected": (
        "{count} parcours rejeté(s) par la solution cible : corrigez-les et livrez-les à "
        "nouveau, ou renoncez-y par un acte signé. Les autres parcours ne sont pas retardés."
    ),
    "arrival_possible_duplicates": (
        "{count} doublon(s) potentiel(s) : la cellule d'identitovigilance du DAC doit "
        "décider. Ils ne bloquent qu'eux-mêmes ; la destruction de la source attend."
    ),
    "arrival_by_signed_pdf": (
        "Preuve plus faible : reçu par PDF signé, enregistré par son empreinte et transcrit "
        "par deux personnes."
    ),
    "arrival_by_paper": (
        "Preuve plus faible : reçu sur papier, enregistré par son empreinte et transcrit par "
        "deux personnes."
    ),
    "arrival_without_details": (
        "Preuve plus faible : sans attestation d'intégration, rien n'est dit parcours par parcours."
    ),
    "rejects_differ": (
        "La liste des rejets ({count:ligne|lignes}) n'est pas celle que l'attestation désigne, "
        "ou porte sur un autre paquet."
    ),
    "rejects_unknown_key": (
        "La liste des rejets nomme {count} parcours qui n'ont pas été livrés dans ce "
        "paquet : elle est refusée en entier."
    ),
    "rejects_unexplained": (
        "Pour {count} parcours, le détail et la liste des rejets ne s'accordent pas : tout "
        "parcours rejeté a au moins un motif, et aucun autre n'en a."
    ),
    "loop_not_open": (
        "Une partie de ces {count} parcours n'attend pas cela : non livrés, déjà dits, en "
        "doute d'identité ou abandonnés. Rien n'est enregistré."
    ),
    "doubt_of_unknown_key": (
        "Un doublon potentiel porte sur un parcours qui n'est pas dans ce paquet."
    ),
    "work_list_malformed": (
        "La ligne {line} de la liste de travail ne peut pas être lue : ne changez que les "
        "deux dernières colonnes. « decision » reçoit « distinct » ou « fusion » ; "
        "« rattacher_a » ne sert qu'à une fusion."
    ),
    "decisions_contradict": (
        "Les décisions se contredisent : deux pour un même parcours, ou une fusion vers un "
        "parcours lui-même fusionné ou abandonné."
    ),
    "pathway_unknown": "Ce paquet ne contient pas de parcours de cet identifiant.",
    "pathway_proof_refused": (
        "La preuve est refusée ({part}) : un de ses fichiers a été modifié, abîmé, ajouté ou "
        "retiré, ou elle porte sur un autre paquet."
    ),
    "given_file_unreadable": (
        "Ce fichier ne peut pas être lu : {path} ({cause}). Vérifiez le nom et les droits."
    ),
    "proof_arguments": (
        "Pour prouver un parcours, il faut --package, --key et --out ; pour vérifier, --check seul."
    ),
    "proof_needs_run_install": (
        "Cette installation sait vérifier une preuve, pas en faire : installez Relève avec « run »."
    ),
    "proof_folder_exists": (
        "Il y a déjà quelque chose à cet endroit : {path}. Rien n'est remplacé : choisissez "
        "un autre nom."
    ),
    "proof_slip_missing": (
        "Le bordereau de livraison n'est pas là : {path}. Indiquez un paquet déchiffré "
        "entier, son bordereau compris."
    ),
    "proof_written": (
        "Preuve écrite et vérifiable sans le paquet : {path} ({records:fiche|fiches} de "
        "ce parcours, racine {root}). Elle contient les données de cette personne : remettez-la "
        "à son seul DAC."
    ),
    "proof_holds": (
        "Inchangé dans le paquet {package}, dont la racine est {root} : ce parcours, "
        "{records:fiche|fiches}. Rien n'est dit d'aucun autre parcours."
    ),
    "proof_attested": (
        "L'attestation jointe dit que la solution cible a relu cette même racine après chargement."
    ),
    "proof_not_attested": (
        "Aucune attestation n'est jointe : la preuve dit ce qui a été livré, pas ce qui a "
        "été chargé."
    ),
    "proof_compare_root": (
        "Comparez cette racine à celle du reçu signé, dans le dossier de preuve : sans cela, "
        "rien ne dit qui l'a annoncée."
    ),
}
