"""Sources of care pathways: databases read through a mapping, extractions received, in French."""

SENTENCES: dict[str, str] = {
    "dialect_unknown": (
        "La base « {endpoint} » est d'un type que l'outil ne sait pas lire ({dialect}). "
        "Utilisez PostgreSQL, MariaDB, MySQL ou SQLite, ou demandez une extraction."
    ),
    "encoding_unsupported": (
        "La base « {endpoint} » ne garde pas ses textes en UTF-8 : leur ordre n'y serait pas "
        "celui du paquet. Faites-en une copie en UTF-8, puis relancez."
    ),
    "snapshot_token_refused": (
        "L'instant demandé à la base « {endpoint} » n'est pas de ceux qu'elle donne : rien n'est "
        "lu. Relancez l'export depuis le début."
    ),
    "source_not_plain": (
        "Dans la base « {endpoint} », ces tables ne se lisent pas ligne par ligne en une fois "
        "({tables}) : héritage, historique ou table virtuelle. Faites-en des tables ordinaires, "
        "ou demandez une extraction."
    ),
    "source_without_snapshot": (
        "Dans la base « {endpoint} », le moteur de ces tables ne garde pas d'instant commun "
        "({tables}) : elles pourraient changer pendant la lecture. Convertissez-les en InnoDB, ou "
        "demandez une extraction."
    ),
    "table_unknown": (
        "La correspondance lit la table « {table} », qui n'est pas dans la base : rien n'est lu. "
        "Corrigez la correspondance, ou cherchez qui a changé la base."
    ),
    "column_unknown": (
        "La correspondance lit « {column} » pour « {table} », qui n'est pas dans la base : rien "
        "n'est lu. Corrigez la correspondance, ou cherchez qui a changé la base."
    ),
    "pathway_key_differs": (
        "Dans « {table} », le lien vers le parcours n'est pas du même type que la clé du "
        "parcours : ils ne peuvent pas être comparés. Convertissez-le dans une requête de la "
        "correspondance."
    ),
    "key_types_mixed": (
        "Dans « {table} », une colonne de clé mêle des nombres et des textes : aucun ordre n'est "
        "sûr. Corrigez-la à la source, puis relancez."
    ),
    "rows_out_of_order": (
        "Les lignes de « {table} » ne viennent pas dans l'ordre de leur clé : la lecture est "
        "arrêtée, des parcours pourraient manquer. Signalez-le à l'équipe de Relève."
    ),
    "rows_orphan": (
        "Des lignes n'appartiennent à aucun parcours : {tables}, {rows} en tout. Rien n'est "
        "exporté tant que leur sort n'est pas dit : rattachez-les à la source, ou écartez-les par "
        "une requête et une dispense signée."
    ),
    "rows_without_key": (
        "Des lignes n'ont pas de clé : {tables}, {rows} en tout. Elles ne peuvent pas être "
        "désignées : donnez-leur une clé à la source, puis relancez."
    ),
    "extraction_path_refused": (
        "Un chemin déclaré dans « {file} » (ligne {line}) sort du dossier ou n'est pas écrit "
        "simplement. Demandez à l'éditeur des chemins relatifs, sans « .. »."
    ),
    "extraction_file_twice": (
        "Un fichier est déclaré deux fois dans « {file} » (ligne {line}) : l'extraction est "
        "refusée. Demandez à l'éditeur un manifeste corrigé."
    ),
    "extraction_file_missing": (
        "Un fichier déclaré manque ou ne se lit pas : « {file} » (ligne {line}). L'extraction est "
        "refusée : demandez-la de nouveau à l'éditeur."
    ),
    "extraction_file_changed": (
        "Un fichier n'est pas celui que l'éditeur a déclaré : « {file} » (ligne {line}). Son "
        "empreinte ou sa taille diffère : demandez l'extraction de nouveau."
    ),
    "extraction_file_undeclared": (
        "Le dossier contient des fichiers que le manifeste ne déclare pas : {files}, dont celui "
        "d'inode {inode}. Faites-les déclarer ou retirer par l'éditeur."
    ),
    "extraction_list_malformed": (
        "La liste « {file} » n'a pas la forme attendue à la ligne {line} : une empreinte SHA-256, "
        "deux espaces, un chemin. Demandez à l'éditeur de la refaire avec sha256sum."
    ),
    "extraction_count_differs": (
        "« {table} » ({file}) devait compter {declared} lignes, et en compte {read} : "
        "l'extraction est refusée. Demandez à l'éditeur ce qui manque ou s'ajoute."
    ),
    "extraction_columns_refused": (
        "Les colonnes de « {table} » ({file}) ne se distinguent pas : un nom manque, ou revient. "
        "Demandez à l'éditeur une première ligne avec un nom par colonne."
    ),
    "extraction_unreadable": (
        "« {file} » ne peut pas être lu à partir de la ligne {line} : encodage, guillemets, "
        "balises ou entités. Rien n'en est gardé : demandez un fichier conforme au manifeste."
    ),
    "extraction_rows_malformed": (
        "Dans « {file} », {rows} lignes n'ont pas les colonnes déclarées (lignes {lines}…) : "
        "rien n'en est gardé. Demandez à l'éditeur un fichier corrigé."
    ),
    "extraction_key_refused": (
        "Dans « {file} », la ligne n° {row} de la table « {table} » n'a pas de clé, ou une clé "
        "déjà prise : rien n'en est gardé. Demandez à l'éditeur un fichier corrigé."
    ),
    "extraction_table_twice": (
        "La table « {table} » est déclarée dans plusieurs fichiers : l'extraction est refusée. "
        "Demandez à l'éditeur un fichier par table."
    ),
    "extraction_tables_differ": (
        "« {file} » n'a pas les tables déclarées (en trop ou manquantes : {tables}) : "
        "l'extraction est refusée. Demandez à l'éditeur un manifeste complet."
    ),
    "extraction_kind_unsupported": (
        "« {file} » n'est pas d'une sorte prise en charge ici : un dump doit être au format "
        "« custom » de pg_dump, seul, et une base vide doit lui être réservée."
    ),
    "staging_not_fresh": (
        "Il y a déjà un fichier à l'endroit de la base de passage ({path}) : il n'est pas touché. "
        "Détruisez-le comme une copie, ou choisissez un autre endroit."
    ),
    "restore_place_not_empty": (
        "La base « {endpoint} », réservée au dump, n'est pas vide : rien n'est restauré. Donnez "
        "une base qui ne contient rien d'autre."
    ),
    "restore_failed": (
        "La restauration du dump dans « {endpoint} » a échoué (code {rc}) : il n'en reste rien. "
        "Vérifiez pg_restore, sa version et les droits du compte, puis relancez."
    ),
    "completeness_by_publisher": (
        "L'exhaustivité avant l'extraction repose sur la déclaration de l'éditeur "
        "« {publisher} », du {extracted_at}. Relève a vérifié l'empreinte de chaque fichier et "
        "le nombre de lignes de chaque table remis ; Relève n'a pas vu la base d'origine."
    ),
}
