"""Runs and workspaces: what was done, and why nothing was, in French."""

SENTENCES: dict[str, str] = {
    "run_ended": "Étapes accomplies pendant ce passage : {performed}.",
    "plan_not_adopted": (
        "Aucun plan n'est adopté, rien n'a été fait : proposez-le par « releve plan adopt », "
        "faites-le signer, puis lancez « releve run »."
    ),
    "plan_proposed": (
        "Plan proposé à l'adoption : {plan}. Chaque personne qui peut l'adopter le relit, puis "
        "le signe :\n  releve act plan_adoption --as ‹id› --key ‹clé›\nLe « releve run » "
        "suivant inscrit ces adoptions au journal."
    ),
    "plan_already_adopted": (
        "Le plan {plan} est déjà celui qui est adopté : il n'y a rien à proposer."
    ),
    "plan_of_another_realm": (
        "Le plan sur le disque est d'un autre domaine ({realm}) ou d'une autre origine que "
        "l'espace de travail : indiquez le bon plan dans workspace.json."
    ),
    "plan_differs_from_adopted": (
        "Le plan sur le disque ({disk}) n'est pas celui qui est adopté ({adopted}) : rien n'a "
        "été fait. Faites-le adopter (« releve plan adopt »), ou remettez les fichiers du plan "
        "adopté."
    ),
    "rolled_back": (
        "Retour arrière accompli : « {service} » répond, et ses données ne sont plus en "
        "lecture seule."
    ),
    "evidence_written": (
        "Dossier de preuve écrit : {folder}. Relisez-le par « releve verify » avant de le "
        "remettre ; le fichier de confiance se remet à part, par une autre voie."
    ),
    "medium_out_of_reach": (
        "Ce support ({medium}) est détenu par un tiers et le plan ne dit pas comment "
        "l'observer : confiez l'étape à son détenteur, ou donnez-lui un constat dans le plan."
    ),
    "endpoint_unsuitable": (
        "Le point d'accès « {endpoint} » ne convient pas, il y faut : {need} (sql : une base ; "
        "ssh : une machine ; drop : un dépôt ; age_recipient : la clé de chiffrement du "
        "destinataire). Complétez le fichier des points d'accès."
    ),
    "endpoint_missing": (
        "Le plan se sert du point d'accès « {endpoint} », absent du fichier des points "
        "d'accès : ajoutez-l'y ou corrigez le plan."
    ),
    "recipient_unknown": (
        "Le plan ne dit pas où remettre « {subject} » : complétez le dépôt de son destinataire "
        "et faites adopter le plan."
    ),
    "deposit_differs": (
        "Ce qui est arrivé au dépôt « {drop} » pour « {subject} » n'est pas ce qui a été "
        "envoyé : la remise n'est pas enregistrée. Vérifiez le dépôt, puis relancez « releve "
        "run »."
    ),
    "attested_but_present": (
        "L'exécutant atteste avoir détruit « {subject} », mais les données sont encore là : "
        "rien n'est enregistré comme détruit. Appelez l'exécutant."
    ),
    "step_no_longer_ready": (
        "La situation de « {subject} » a changé juste avant l'acte ({verb}) : rien n'a été "
        "fait. « releve agenda » dit ce qui manque maintenant."
    ),
    "source_changed": (
        "La source n'est plus celle qui a été exportée, reçue et approuvée : rien n'a été "
        "détruit. Trouvez ce qui a changé, puis signez un rapprochement (« releve act "
        "reconciliation »)."
    ),
    "service_still_answers": (
        "L'arrêt de « {subject} » n'est pas constaté (état observé : {observed}) : il n'est "
        "pas enregistré comme fait. Voyez le service sur sa machine, puis relancez « releve "
        "run »."
    ),
    "not_stopped": (
        "« {subject} » n'est pas un service arrêté par ce plan : il n'y a rien à remettre en "
        "marche."
    ),
    "point_of_no_return": (
        "Le point de non-retour est passé : la destruction de « {asset} » a commencé, et "
        "« {subject} » ne peut plus être remis en marche. Prévenez le chef de projet."
    ),
    "service_does_not_answer": (
        "« {subject} » a été remis en marche mais ne répond pas (état observé : {observed}) : "
        "le retour arrière n'est pas enregistré. Voyez le service sur sa machine, puis "
        "relancez « releve rollback »."
    ),
    "service_out_of_reach": (
        "Le plan ne dit pas comment atteindre « {subject} » : complétez sa machine et son "
        "constat, ou confiez l'acte à un autre exécutant."
    ),
    "gate_missing": (
        "Le contrôle de qualité « {suite} » ne peut pas être fait par cette commande : lancez "
        "« releve run », qui sait le faire."
    ),
    "workspace_missing": (
        "Il n'y a pas de workspace.json dans {folder} : placez-vous dans l'espace de travail, "
        "ou indiquez-le par --workspace."
    ),
    "workspace_malformed": (
        "La description de l'espace de travail ne peut pas être lue ({file}, « {field} ») : "
        "corrigez ce champ."
    ),
    "endpoints_malformed": (
        "Le fichier des points d'accès manque, est mal formé ou vous est interdit : {file}. "
        "Corrigez-le ou vérifiez vos droits."
    ),
    "endpoints_of_another_realm": (
        "Les points d'accès ({file}) sont du domaine « {realm} », l'espace de travail non : "
        "rien n'a été touché. Indiquez les points d'accès du bon domaine."
    ),
    "endpoint_not_of_the_exercise": (
        "Le point d'accès « {endpoint} » n'a pas été fabriqué par cet exercice : rien n'a été "
        "touché. Vérifiez que l'exercice ne vise pas le réel."
    ),
    "clock_goes_back": (
        "L'horloge d'un exercice ne recule pas (de {now} à {to}) : choisissez un instant plus "
        "tardif."
    ),
    "pack_uncosigned": (
        "Aucun paquet n’est écrit : {have} témoins ont cosigné cette tête, il en faut {need}, et "
        "un auditeur le refuserait. Manquent : {absent}. Recommencer quand ils répondent."
    ),
    "evidence_uncosigned": (
        "Attention : {have} témoins seulement ont cosigné cette tête, il en faut {need} ; un "
        "auditeur la refuserait. Manquent : {absent}. S’ils sont muets, "
        "recommencer quand ils répondent ; s’ils refusent, ne pas insister : appeler le chef de "
        "projet."
    ),
    "rollover_prepared": (
        "Clé suivante du journal : {key}. Chacune des personnes qui adoptent les plans signe, "
        "par sa propre clé : releve act rollover {fields} -f reason=… --as … --key …. Puis : "
        "releve run, qui inscrit leurs actes, et releve key change."
    ),
    "rollover_done": (
        "Le journal est désormais signé par {key}. Remettez le nouveau {file} aux auditeurs, "
        "par la même voie que l’ancien, et ajoutez cette clé chez chaque témoin."
    ),
    "rollover_not_prepared": (
        "Aucune clé suivante n’est préparée : lancer d’abord « releve key prepare »."
    ),
    "rollover_unsigned": (
        "Le changement de clé du journal est signé par {have} personnes ; il en faut {need} "
        "parmi celles qui adoptent les plans. Un acte déposé compte une fois inscrit, par "
        "« releve run »."
    ),
    "log_key_replaced": (
        "Le journal a changé de clé ({key}) et ce dossier tient encore l’ancienne : lancer "
        "« releve key change » pour finir le changement."
    ),
    "content_key_shredded": (
        "La clé de contenu de « {asset} » a été détruite à la fin : plus rien ne peut être "
        "comparé à ce qui avait été restitué. Si des données ont réapparu, les inscrire au "
        "plan comme un nouveau jeu de données."
    ),
    "clock_not_of_an_exercise": (
        "L'heure ne se choisit que dans un exercice : ici c'est le réel, rien n'a été fait. "
        "Relancez sans indiquer d'instant."
    ),
    "artifact_waiting": "Ce que le jalon « {milestone} » attend, et de qui",
    "artifact_done": "Ce qui est terminé dans le jalon « {milestone} »",
    "milestone_finished": (
        "Rien n'attend dans le jalon « {milestone} » : tout ce que le plan y prévoit est fait."
    ),
    "visa_decision_unknown": (
        "Le visa des archives s'écrit « granted » (accordé), « kept » (refusé, conservé), "
        "« transferred » (refusé, versé) ou « refused » (refusé), rien d'autre."
    ),
    "workspace_founded_already": (
        "Ce dossier de travail est déjà fondé : « {file} » existe. Fonder à nouveau changerait "
        "ce à quoi les auditeurs se fient ; prenez un autre dossier."
    ),
    "quorum_out_of_range": (
        "Un quorum de {quorum} pour {founders} fondateur(s) n'a pas de sens : donnez un nombre "
        "de 1 à {founders}."
    ),
    "workspace_founded": (
        "Dossier de travail fondé. Remettez « {file} » aux auditeurs par une autre voie que les "
        "preuves, puis proposez le plan : « releve plan adopt »."
    ),
}
