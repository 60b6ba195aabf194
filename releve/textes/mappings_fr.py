"""Sentences about mappings and the conservation of values, in French."""

SENTENCES: dict[str, str] = {
    "mapping_undecided": (
        "« à compléter » : décidez cette valeur, une correspondance n'en admet aucune d'ouverte."
    ),
    "mapping_overlay_of_another": (
        "Cette surcouche n'est pas celle de « {expected} » : corrigez « overlay_of » ou "
        "choisissez l'autre fichier."
    ),
    "mapping_removes_nothing": (
        "Ce chemin ne mène à rien dans la correspondance : rien ne serait retiré. Corrigez-le."
    ),
    "mapping_entity_unknown": (
        "Le modèle n'a pas d'entité « {name} » (proches : {near}) : corrigez le nom."
    ),
    "mapping_entity_missing": (
        "L'entité « {entity} » manque : sans elle il n'y a pas de parcours. Ajoutez-la."
    ),
    "mapping_attribute_unknown": (
        "L'entité n'a pas d'attribut « {name} » (proches : {near}) : corrigez le nom."
    ),
    "mapping_required_missing": (
        "« {name} » est obligatoire pour « {entity} » et n'est pas repris : chaque "
        "enregistrement serait rejeté. Ajoutez-le."
    ),
    "mapping_entity_unreferenced": (
        "Rien ne désigne « {entity} » : ces enregistrements n'atteindraient aucun paquet. "
        "Reprenez l'attribut qui y renvoie, ou retirez l'entité."
    ),
    "mapping_reference_unnested": (
        "« {target} » vient d'un tableau JSON : aucun renvoi ne peut désigner l'un de ses "
        "éléments. Retirez ce renvoi."
    ),
    "mapping_timezone_unknown": (
        "Le fuseau « {name} » n'existe pas : écrivez-le comme Europe/Paris."
    ),
    "mapping_table_or_query": (
        "« {entity} » doit venir d'une table ou d'une requête, et d'une seule des deux : "
        "gardez « table » ou « query »."
    ),
    "mapping_query_joined": (
        "Une requête fait elle-même ses jointures : retirez « joins » de « {entity} »."
    ),
    "mapping_query_unnested": (
        "« unnest » ne s'applique qu'à une table : dans « {entity} », prenez la table."
    ),
    "mapping_reads_missing": (
        "La requête de « {entity} » doit dire quelles colonnes elle consomme : ajoutez « reads »."
    ),
    "mapping_reads_unexpected": (
        "« reads » et « hides » ne vont qu'avec « query » : retirez-les de « {entity} »."
    ),
    "mapping_read_unused": (
        "{table}.{name} est dite lue, et aucune colonne utilisée du résultat ne porte ce nom, "
        "ou deux tables l'ont : reprenez-la, ou mettez-la dans « hides »."
    ),
    "mapping_alias_repeated": (
        "L'alias « {name} » est déjà pris, ou contient un point : choisissez-en un autre."
    ),
    "mapping_table_unknown": (
        "La base n'a pas de table « {name} » (proches : {near}) : corrigez le nom, majuscules "
        "comprises."
    ),
    "mapping_column_unknown": (
        "« {table} » n'a pas de colonne « {name} » (proches : {near}) : corrigez le nom, "
        "majuscules comprises."
    ),
    "mapping_column_ambiguous": (
        "La table de l'entité n'a pas de colonne « {name} », ses jointures en ont : dites "
        "laquelle, parmi {names}."
    ),
    "mapping_key_unsuitable": (
        "« {name} » ({family}) ne peut pas faire partie d'une clé : sa valeur s'écrit de "
        "plusieurs façons. Choisissez une autre colonne."
    ),
    "mapping_key_not_unique": (
        "Rien n'assure que la clé de « {entity} » soit unique d'un parcours à l'autre : "
        "ajoutez-y la clé primaire de la table, ou les colonnes de « pathway »."
    ),
    "mapping_key_length": (
        "La clé de « {target} » a {expected} colonnes, celle-ci en a {found} : donnez-les "
        "toutes, dans le même ordre."
    ),
    "mapping_key_differs": (
        "« {name} » n'est pas du type de la clé de « {target} » : aucun ordre commun ne les "
        "rapprocherait. Choisissez la colonne qui porte cette clé."
    ),
    "mapping_pathway_unexpected": (
        "« {entity} » n'appartient à aucun parcours, ou en est un : retirez « pathway »."
    ),
    "mapping_pathway_missing": (
        "« {entity} » doit dire de quel parcours est chaque ligne : ajoutez « pathway »."
    ),
    "mapping_present_joined": (
        "« present » doit être une colonne de la table de l'entité, et « {name} » ne l'est "
        "pas : choisissez-en une."
    ),
    "mapping_unnest_refused": (
        "« {name} » ({family}) ne peut pas être un tableau JSON de la table de l'entité : "
        "choisissez la bonne colonne."
    ),
    "mapping_source_not_one": (
        "« {name} » doit venir d'un seul endroit : gardez une clé parmi « column », "
        "« columns », « member », « constant » et « file »."
    ),
    "mapping_option_refused": (
        "« {option} » n'a pas de sens pour un attribut de nature « {kind} » : retirez-le ou "
        "changez de source."
    ),
    "mapping_kind_refused": (
        "« {name} » est de nature « {kind} », et une colonne « {family} » ne peut pas la "
        "donner : choisissez une autre colonne."
    ),
    "mapping_split_missing": (
        "« {name} » est une liste : dites avec « split » ce qui sépare ses éléments."
    ),
    "mapping_glue_missing": (
        "« {name} » réunit plusieurs colonnes : dites avec « glue » ce qui les sépare."
    ),
    "mapping_layout_missing": (
        "« {name} » vient d'un nombre : dites avec « layout » comment la date y est écrite."
    ),
    "mapping_code_unknown": "Le modèle n'a pas de code « {found} » ici ; il a : {codes}.",
    "mapping_constant_refused": "Cette constante n'est pas une valeur de « {name} » : corrigez-la.",
    "mapping_member_without_unnest": (
        "« {name} » est un membre d'élément, et l'entité n'a pas de « unnest » : dites quelle "
        "colonne porte le tableau."
    ),
    "mapping_reference_without_target": (
        "Ce renvoi désigne « {target} », que la correspondance ne reprend pas : reprenez cette "
        "entité, ou abandonnez la colonne en le disant."
    ),
    "mapping_code_unmapped": (
        "{count} valeur(s) de {table}.{column} n'ont pas de code pour « {name} » : {values}. "
        "Ajoutez-les à la liste."
    ),
    "mapping_codes_too_many": (
        "{table}.{column} a plus de {limit} valeurs différentes : ce n'est pas une liste de "
        "codes pour « {name} ». Choisissez une autre colonne."
    ),
    "table_unaccounted": (
        "La table « {table} » ({columns} colonnes) n'est ni reprise ni abandonnée : rien ne "
        "part tant que personne n'a décidé."
    ),
    "column_unaccounted": (
        "{table}.{column} n'est ni reprise ni abandonnée : rien ne part tant que personne n'a "
        "décidé."
    ),
    "column_dropped_and_used": (
        "{table}.{column} est à la fois abandonnée et utilisée : gardez l'un des deux."
    ),
    "dropped_unknown": (
        "{table}.{column} n'existe pas dans la base : retirez cette ligne, ou corrigez le nom."
    ),
    "dropped_twice": "{table}.{column} est abandonnée deux fois : gardez une seule raison.",
    "rows_lost": (
        "La base compte {there} lignes dans « {table} », et {read} ont été lues ({others} "
        "autre(s) table(s) de même) : l'exportation n'est pas complète. Ne livrez rien ; "
        "cherchez quelles lignes aucune entité ne prend, ou laquelle en prend deux fois."
    ),
    "values_lost": (
        "La base compte {there} valeurs dans {table}.{column} ; {read} ont été lues et {kept} "
        "gardées ou écartées selon une règle ({others} autre(s) colonne(s) de même) : des "
        "valeurs sont perdues. Ne livrez rien ; corrigez la correspondance."
    ),
    "row_key_missing": (
        "Une ligne de « {entity} » n'a pas de clé, ou pas de parcours : elle ne peut être "
        "nommée. Corrigez la source ou la correspondance."
    ),
    "fate_mapped": "reprise",
    "fate_transformed": "transformée",
    "fate_structure": "structure (clé ou lien)",
    "fate_dropped": "abandonnée",
    "how_codes": "codes traduits par une liste",
    "how_glue": "textes réunis en un seul",
    "how_split": "texte découpé en liste",
    "how_layout": "date lue selon une forme écrite",
    "how_day_start": "jour devenu le début de ce jour",
    "how_time_zone": "heure locale ramenée au temps universel",
    "how_flattened": "réponses mises à plat, dans l'ordre",
    "how_file": "description de fichier réunie",
    "how_base64": "octets écrits en base64",
    "how_unnest": "un enregistrement par élément du tableau",
    "how_lookup": "valeur prise dans une table de référence",
    "how_query": "calculée par une requête",
    "mapping_check_refused": "{count} défaut(s) : la correspondance ne peut pas servir.",
    "mapping_check_accepted": (
        "Correspondance « {name} » : rien à redire pour le schéma « {schema} »."
    ),
    "mapping_check_digest": "Empreinte de {file} : {digest}",
    "mapping_check_fates": (
        "Colonnes : {mapped} reprises, {transformed} transformées, {structure} de structure, "
        "{dropped} abandonnées ; {total} au total."
    ),
    "mapping_check_waiver": (
        "La dispense à signer porte sur la liste des colonnes abandonnées, d'empreinte {digest}."
    ),
    "mapping_check_uncounted": (
        "Non comptée à chaque exportation (table de référence, ou calcul d'une requête) : "
        "{table}.{column}"
    ),
}
