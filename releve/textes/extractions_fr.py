"""Extractions d'un éditeur : reçues, refusées, attendues, en français."""

SENTENCES: dict[str, str] = {
    "reason_extraction_missing": (
        "Le plan lit l'extraction d'un éditeur (manifeste {manifest}), qui n'est pas encore "
        "reçue : demandez-la à l'éditeur, puis « releve extraction receive »."
    ),
    "reason_extraction_of_another_manifest": (
        "L'extraction reçue (entrée n° {entry} du journal) n'est pas celle que le plan adopté "
        "désigne (manifeste {manifest}) : recevez celle du plan."
    ),
    "reason_extraction_before_stop": (
        "L'extraction date du {extracted_at}, avant l'arrêt du service « {service} » : ce qui a "
        "été écrit entre les deux n'y est pas. Demandez-en une nouvelle à l'éditeur, et faites "
        "adopter un plan qui la désigne."
    ),
    "plan_extraction_not_required": (
        "« {view} » montre l'extraction d'un éditeur, et aucun ensemble du même responsable, "
        "tenu par un tiers (« medium: external »), ne l'attend dans ses « requires » : la base "
        "d'origine serait détruite avant la reprise, ou oubliée."
    ),
    "plan_extraction_not_given_back": (
        "« {asset} » tient la base d'origine de « {view} », que l'outil ne lit pas : ajoutez à "
        "ses « requires » l'ensemble « files », à nos soins et au même responsable, qui tient le "
        "dossier remis par l'éditeur. Il est rendu entier au responsable, puis détruit."
    ),
    "extraction_folder_unlisted": (
        "{folder} n'est pas un dossier que le plan rend au responsable et détruit (au plan : "
        "{listed}) : posez-y l'extraction, ou inscrivez ce dossier au plan, comme ensemble "
        "« files » que la base de l'éditeur attend."
    ),
    "plan_extraction_not_inventoried": (
        "« {view} » montre l'extraction d'un éditeur, chargée en clair dans nos paquets : "
        "ajoutez-lui une copie à détruire, de support « files », point d'accès « paquets », "
        "chemin « {view} »."
    ),
    "plan_extraction_files": (
        "« {view} » montre l'extraction d'un éditeur : ses pièces jointes viennent avec elle. "
        "Retirez « files »."
    ),
    "extraction_counts_differ": (
        "Plusieurs tables n'ont pas le nombre de lignes déclaré (déclaré ≠ lu) : {tables}. "
        "L'extraction est refusée : demandez à l'éditeur ce qui manque ou s'ajoute."
    ),
    "extraction_manifest_missing": (
        "{folder} ne contient pas de manifeste « {name} » : demandez-le à l'éditeur, dans la "
        "forme convenue."
    ),
    "extraction_not_planned": (
        "« {asset} » ne lit pas d'extraction dans le plan adopté : donnez un ensemble de support "
        "« pathways » qui en désigne une, ou faites adopter un plan qui le fait."
    ),
    "extraction_differs_from_plan": (
        "Cette extraction n'est pas celle que le plan adopté désigne (attendu {expected}, trouvé "
        "{found}) : recevez celle du plan, ou faites adopter un plan qui désigne celle-ci."
    ),
    "extraction_too_late": (
        "Une copie de « {asset} » est détruite, ou en train de l'être : l'extraction n'est plus "
        "chargée, elle referait ce qui est à détruire."
    ),
    "extraction_paused": (
        "« {asset} » est suspendu : rien n'est reçu avant la reprise par le pilote du programme."
    ),
    "extraction_kinds_mixed": (
        "L'extraction de « {asset} » mêle un dump et d'autres tables : la vue n'en lirait qu'une "
        "partie. Demandez à l'éditeur toutes les tables dans le dump, ou toutes en fichiers."
    ),
    "extraction_schema_differs": (
        "Le plan lit « {asset} » dans « {endpoint} », schéma « {planned} », où cette extraction "
        "(schéma « {schema} ») n'est pas chargée : des fichiers CSV, XML ou SQLite se lisent "
        "dans « paquets », schéma « main » ; un dump, dans une base PostgreSQL qui lui est "
        "réservée, sous son propre schéma."
    ),
    "extraction_copy_unlisted": (
        "Le dump de « {asset} » serait restauré dans « {endpoint} » sans que le plan le "
        "détruise : ajoutez à « {asset} » une copie à détruire de support « sql », avec ce "
        "schéma et toutes ses tables."
    ),
    "extraction_not_received": (
        "L'extraction que le plan désigne pour « {asset} » n'est pas reçue : recevez-la d'abord, "
        "par « releve extraction receive »."
    ),
    "extraction_received": (
        "Extraction reçue pour « {asset} » (manifeste {manifest}) : {files} fichiers, {octets} "
        "octets, {rows} lignes, toutes celles que l'éditeur a déclarées."
    ),
    "extraction_again": (
        "Cette extraction est déjà reçue pour « {asset} » (manifeste {manifest}) : rien n'est "
        "inscrit à nouveau."
    ),
    "gap_source_extracted": (
        "Ces parcours viennent d'une extraction remise par l'éditeur : ce qu'il n'y a pas mis "
        "n'est pas ici (documentation/exhaustivite.txt)."
    ),
    "doc_journal_extraction_received": (
        "extraction de l'éditeur « {publisher} » reçue, manifeste {manifest} : {files} fichiers, "
        "{octets} ; tables, lignes déclarées et lues égales : {tables}"
    ),
    "doc_completeness_of": "{title} : {said}",
    "status_completeness": "Exhaustivité",
    "verify_no_restitution_extraction_missing": (
        "les parcours ({requires}) ont été exportés sans que l'extraction désignée par le plan "
        "soit reçue"
    ),
    "verify_no_restitution_extraction_before_stop": (
        "les parcours ({requires}) viennent d'une extraction faite avant l'arrêt du service "
        "{service}"
    ),
    "mapping_source_missing": (
        "Dites quelle base lire : « --endpoint » et « --schema », ou « --asset » (l'extraction "
        "reçue), ou « --extraction » (le dossier d'un éditeur)."
    ),
    "mapping_dialect_unproven": (
        "Base {server} : sa lecture n'a pas été éprouvée ici (PostgreSQL, MariaDB et SQLite "
        "l'ont été). Faites d'abord une migration à blanc, et comparez."
    ),
}
