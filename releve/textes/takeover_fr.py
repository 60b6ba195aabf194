"""Phrases de la reprise des parcours par une solution cible : motifs, actes, refus du plan."""

SENTENCES = {
    "reason_scope_missing": (
        "Le responsable de traitement n'a pas encore signé le périmètre de reprise : quels "
        "parcours partent vers la solution cible, et quelles colonnes ne sont pas reprises."
    ),
    "reason_scope_of_another_mapping": (
        "Le périmètre de reprise signé (entrée n° {entry} du journal) désigne une autre "
        "correspondance ou une autre décision que celles du plan adopté : il faut le signer à "
        "nouveau."
    ),
    "reason_trial_missing": (
        "Le plan demande une migration à blanc complète avant l'export réel : son procès-verbal "
        "n'est pas encore signé par le responsable de traitement."
    ),
    "reason_test_missing": (
        "Le procès-verbal de recette de ce paquet n'est pas signé : le DAC doit comparer, sur la "
        "fiche de recette, des parcours tirés au hasard dans la source et dans la solution cible."
    ),
    "reason_test_with_deviations": (
        "La recette a relevé {deviations} écart(s) sans réserve écrite (entrée n° {entry} du "
        "journal) : corrigez et livrez à nouveau, ou signez la recette avec ses réserves."
    ),
    "reason_left_under_another_mapping": (
        "Le paquet de « {asset} » (entrée n° {entry} du journal) est parti avec une autre "
        "correspondance ou un autre périmètre que ceux du plan adopté : il est extrait et livré à "
        "nouveau, une fois le périmètre signé."
    ),
    "act_scope": (
        "Je décide, pour le responsable de traitement, du périmètre de reprise de « {subject} » : "
        "la décision {scope}, appliquée par la correspondance {mapping}. J'ai lu la liste des "
        "colonnes que cette correspondance ne reprend pas et le motif de chacune, et j'y renonce "
        "pour la solution cible. Motif : {reason}."
    ),
    "act_trial": (
        "J'atteste, pour le responsable de traitement, qu'une migration à blanc complète de "
        "« {subject} » a eu lieu : le paquet {package}, {pathways} parcours, empreinte du contenu "
        "relu dans la solution cible {root}. Réserves : {reserves} (« - » : sans réserve)."
    ),
    "act_acknowledgement": (
        "J'accuse réception des octets du paquet {package} de « {subject} », dont le fichier "
        "chiffré a pour empreinte {ciphertext}. Je n'atteste pas encore l'avoir chargé."
    ),
    "act_test": (
        "Procès-verbal de recette de « {subject} » : j'ai comparé, pour le paquet {package}, "
        "{sample} parcours tirés au hasard, source et solution cible côte à côte, sur la fiche "
        "d'empreinte {sheet}. Écarts relevés : {deviations}. Réserves : {reserves} (« - » : sans "
        "réserve)."
    ),
    "scope_differs": (
        "Le périmètre signé pour « {subject} » ne désigne pas la correspondance et la décision du "
        "plan adopté : préparez l'acte à nouveau, il est rempli d'après le plan."
    ),
    "test_of_another_package": (
        "L'acte ne porte pas sur le paquet actuel de « {subject} » : refaites-le pour celui-ci."
    ),
    "acceptance_before_test": (
        "« {subject} » ne peut pas encore être accepté : le procès-verbal de recette de ce paquet "
        "n'est pas signé. Comparez d'abord des parcours sur la fiche de recette, et signez-la."
    ),
    "acceptance_with_deviations": (
        "« {subject} » ne peut pas être accepté : le procès-verbal de recette (entrée n° {entry} "
        "du journal) relève des écarts sans réserve écrite. Corrigez et livrez à nouveau, ou "
        "signez la recette avec ses réserves."
    ),
    "verify_no_restitution_test_deviates": (
        "la recette des parcours ({requires}) a relevé des écarts sans réserve écrite (entrée "
        "n° {by} du journal)"
    ),
    "verify_no_restitution_scope_missing": (
        "les parcours ({requires}) sont partis sans périmètre de reprise signé"
    ),
    "verify_no_restitution_test_missing": (
        "la reprise des parcours ({requires}) a été acceptée sans procès-verbal de recette"
    ),
    "pinned_file_differs": (
        "Le fichier {file} n'est pas celui que le plan adopté désigne (attendu {expected}, trouvé "
        "{found}) : remettez celui du plan, ou faites adopter un plan qui désigne celui-ci."
    ),
    "trial_same": (
        "Migration à blanc de « {asset} » : parcours chargés : {loaded} sur {pathways}, même "
        "empreinte {root} de part et d'autre (paquet {package}). Le responsable de traitement "
        "peut signer son procès-verbal : releve act trial."
    ),
    "trial_differs": (
        "Migration à blanc de « {asset} » : parcours chargés : {loaded} sur {pathways} (doublons "
        "potentiels : {doubts}, rejetés : {rejected}), et une empreinte différente : rien ne peut "
        "être signé. La liste par parcours est dans {details} : tranchez les doublons ou corrigez "
        "les rejets à la source, puis recommencez."
    ),
    "trial_not_loaded": (
        "Le kit d'import n'a pas pu charger les parcours de « {asset} » (code de sortie "
        "{exit_code}) : exécutez son importeur à la main sur le paquet d'exemple du kit, puis "
        "recommencez."
    ),
    "kit_written": (
        "Kit d'import écrit dans {path} ({files} fichiers) : spécification, schémas, validateur, "
        "importeur de référence, tableaux de transcodage et cinquante parcours d'exemple. "
        "Remettez-le à la solution cible."
    ),
    "kit_transcoding_to_fill": (
        "Les tableaux de transcodage restent à remplir par la solution cible. Quand ils "
        "reviennent : releve kit --transcoding DOSSIER, pour les faire signer par le DAC."
    ),
    "kit_transcoding_to_sign": (
        "Tableaux de transcodage lus : {tables} ; codes sans correspondance ni remarque : "
        "{unfilled}. Ils ne sont pas signés : le DAC signe {path} (ssh-keygen -Y sign -n "
        "{namespace}), puis refaites le kit avec --transcoding et ce dossier."
    ),
    "kit_transcoding_signed": (
        "Tableaux de transcodage signés par {signer}, clé {key} : {tables} ; codes sans "
        "correspondance ni remarque : {unfilled}. La signature est dans le kit, et se vérifie par "
        "ssh-keygen seul."
    ),
    "transcoding_missing": (
        "Le tableau de transcodage {file} n'est pas dans le dossier : donnez le dossier "
        "transcodage/ entier, tel que le kit l'a écrit, rempli."
    ),
    "transcoding_malformed": (
        "Le tableau de transcodage {file} ne peut pas être lu à la ligne {line} : il faut de "
        "l'UTF-8, les quatre colonnes code, libelle, code_cible, remarque, et chaque code du kit "
        "une seule fois. Reprenez le tableau du kit et n'en remplissez que les deux dernières."
    ),
    "transcoding_incomplete": (
        "Le code « {code} » n'est plus dans le tableau de transcodage {file} : remettez sa ligne. "
        "Un code sans correspondance garde la sienne, avec une remarque."
    ),
    "transcoding_differs": (
        "{file} n'est pas ce qui a été signé : ce fichier a changé depuis, ou la signature porte "
        "sur un autre kit. Retrouvez la version signée ; ou ôtez A-SIGNER.txt.sig, refaites le kit "
        "et faites signer à nouveau."
    ),
    "transcoding_signer_unknown": (
        "La clé {key} a signé les tableaux de transcodage, et ce n'est celle d'aucun représentant "
        "en fonction du responsable de traitement dans le plan adopté, ou elle est révoquée : "
        "faites signer l'un d'eux."
    ),
    "transcoding_signature_refused": (
        "La signature des tableaux de transcodage n'est pas bonne ({cause}) : le DAC signe "
        "A-SIGNER.txt de ce dossier même, par la commande écrite à sa dernière ligne."
    ),
    "kit_exists": "{path} existe déjà : donnez un dossier qui n'existe pas encore.",
    "kit_of_no_pathways": (
        "« {asset} » ne montre pas de parcours à une solution cible que le plan nomme : donnez un "
        "ensemble dont le support est « pathways », avec son responsable et son destinataire."
    ),
    "plan_view_destroyed": (
        "« {asset} » montre des parcours à une solution cible : c'est une vue, elle ne se détruit "
        "pas. Écrivez « fate: transferred » ; ce qui se détruit est l'ensemble qui tient les "
        "tables."
    ),
    "plan_view_of_no_asset": (
        "Aucun ensemble du plan ne tient les tables du schéma « {schema} » : les parcours montrés "
        "seraient détruits, ou oubliés, sans que rien ne les protège."
    ),
    "plan_load_missing": (
        "« {asset} » se charge par « {kind} » et rien ne dit où : ajouter `load`, le "
        "point d’accès du repreneur."
    ),
    "plan_load_needless": (
        "« {asset} » indique `load` alors que rien ne s’y charge (« {kind} ») : seuls "
        "des parcours remis par `fhir` ou `sql` se chargent ; retirer `load`."
    ),
    "plan_load_form_missing": (
        "« {asset} » se charge par « fhir » et son contenu n'a pas cette forme : ajouter "
        "`fhir` aux `formats` de son support."
    ),
    "plan_volume_needless": (
        "« {asset} » indique `volume_octets` : seuls les paquets de parcours se découpent en "
        "volumes ; retirer `volume_octets`."
    ),
    "plan_view_not_required": (
        "« {asset} » tient les tables, ou les fichiers, que montre « {view} » et ne l'attend "
        "pas : ajoutez « {view} » à ses « requires », pour que rien ne soit détruit "
        "avant la reprise."
    ),
    "verify_no_restitution_requirement_missing": (
        "ce que le plan demande d'abord ({requires}) n'était pas accepté"
    ),
}
