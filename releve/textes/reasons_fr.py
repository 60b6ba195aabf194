"""Why something waits, and whose move it is, in French."""

SENTENCES: dict[str, str] = {
    "reason_plan_not_adopted": (
        "Aucun plan n'est adopté : proposez-le par « releve plan adopt », puis faites-le "
        "signer par les personnes qui peuvent l'adopter."
    ),
    "reason_clock_behind_ledger": (
        "L'horloge de cette machine ({now}) est en retard sur la dernière entrée du journal "
        "({last}) : rien ne commence. Remettez-la à l'heure."
    ),
    "reason_paused": (
        "Une suspension est en cours (entrée n° {entry} du journal) : rien de nouveau ne "
        "commence ici avant sa levée par « releve resume »."
    ),
    "reason_legal_hold": (
        "Un gel pour contentieux couvre ce sujet (entrée n° {entry} du journal) : rien "
        "d'irréversible n'est fait tant qu'il n'est pas levé."
    ),
    "reason_source_changed_since_receipt": (
        "La source n'est plus celle qui a été reçue (entrée n° {entry} du journal) : expliquez "
        "l'écart par un acte de rapprochement ; l'export et la restitution seront alors "
        "refaits."
    ),
    "reason_window_unknown": (
        "Le jalon {milestone} n'a pas encore de créneau, et une échéance ne suffit pas pour "
        "agir : inscrivez un créneau dans le plan et faites-le adopter."
    ),
    "reason_window_not_open": (
        "Le créneau du jalon {milestone} s'ouvre le {opens} : il n'y a rien à faire d'ici là."
    ),
    "reason_window_missed": (
        "Le créneau du jalon {milestone} s'est fermé le {closed} sans que l'étape soit faite : "
        "inscrivez un nouveau créneau dans le plan et faites-le adopter ; l'étape sera alors "
        "soumise à de nouvelles approbations."
    ),
    "reason_window_too_short": (
        "Le créneau du jalon {milestone} se ferme trop tôt pour commencer : l'étape peut durer "
        "{minutes} minutes. Inscrivez un nouveau créneau dans le plan et faites-le adopter."
    ),
    "reason_service_not_closed": (
        "Le service « {service} », qui se sert de ces données, n'est encore constaté ni arrêté "
        "ni transféré : il passe d'abord."
    ),
    "reason_requirement_not_done": "Le plan demande que « {requires} » soit terminé d'abord.",
    "reason_host_still_needed": (
        "Le service « {service} » est sur la même machine et nous devons encore l'arrêter : "
        "nos accès à cette machine ne sont retirés qu'ensuite."
    ),
    "reason_not_delivered": "Le paquet de restitution n'a pas encore été remis à son destinataire.",
    "reason_receipt_missing": (
        "Le paquet est remis, mais le destinataire n'a pas encore signé son attestation "
        "d'intégration : il doit charger le paquet, recompter ce qu'il a chargé, puis signer."
    ),
    "reason_receipt_differs": (
        "Ce que le destinataire a chargé n'est pas ce qui a été exporté ({received} "
        "enregistrement(s) attestés, {exported} exportés, ou un contenu différent à nombre "
        "égal) : il doit recharger le paquet et attester à nouveau."
    ),
    "reason_acceptance_missing": (
        "Le responsable de traitement n'a pas encore accepté la restitution par un acte "
        "signé : rien n'est détruit sans cette acceptation."
    ),
    "reason_acceptance_of_another_package": (
        "L'acceptation signée désigne un autre paquet ou une autre attestation d'intégration "
        "que ceux d'aujourd'hui : il en faut une nouvelle."
    ),
    "reason_finding_blocks": (
        "Le constat « {about} » ne permet pas de continuer ({verdict}, entrée n° {entry} du "
        "journal) : lisez son rapport. Il faut une dérogation motivée à ce constat (champ "
        "finding : {entry}), ou un retour arrière du service pour corriger la source et "
        "refaire l'export."
    ),
    "reason_archives_unqualified": (
        "Le régime d'archives de ces données est « à qualifier » : demandez l'avis des "
        "archives, écrivez dans le plan si elles sont publiques ou privées, et faites-le "
        "adopter."
    ),
    "reason_visa_missing": (
        "Ce sont des archives publiques : il faut le visa des archives départementales sur le "
        "bordereau d'élimination, ou leur dispense, avant toute destruction."
    ),
    "reason_visa_refused": (
        "Les archives ont refusé le visa (entrée n° {entry} du journal) : ces données sont "
        "{archives}. Changez leur sort dans le plan (conservé ou transmis) et faites-le adopter."
    ),
    "reason_act_to_examine": (
        "L'acte « {act} » de l'entrée n° {entry} du journal est signé d'une clé déclarée "
        "compromise depuis le {since} : il est à réexaminer. Rien d'irréversible ne commence avant "
        "qu'il soit signé à nouveau, d'une clé sûre."
    ),
    "reason_retention_undecided": (
        "Le responsable de traitement n'a pas décidé jusqu'à quand ces données sont "
        "conservées : inscrivez sa décision datée et motivée dans le plan, et faites-le "
        "adopter."
    ),
    "reason_retention_runs": (
        "Ces données sont conservées jusqu'au {until} : elles ne peuvent pas être détruites "
        "avant ce jour."
    ),
    "reason_asset_not_settled": (
        "Une copie ne part qu'après son original : « {asset} » doit d'abord être détruit, ou "
        "sa restitution acceptée s'il n'est pas à détruire."
    ),
    "reason_relay_missing": (
        "Des suivis sont en cours : le service ne s'arrête pas avant que le clinicien "
        "responsable signe le relais de la file active (chaque suivi listé, repris et daté, et "
        "un numéro de téléphone qui répond)."
    ),
    "reason_relay_incomplete": (
        "Le relais de la file active n'est pas complet ({count} suivi(s) listés, {taken_over} "
        "repris) : le service ne s'arrête pas. Faites reprendre chaque suivi, puis signez un "
        "nouveau relais où les deux nombres sont égaux."
    ),
    "reason_request_missing": (
        "La demande n'est pas encore ouverte : Relève l'ouvre au prochain « releve run »."
    ),
    "reason_request_of_another_occurrence": (
        "La demande ouverte concerne une tentative précédente : Relève en ouvre une nouvelle "
        "au prochain « releve run »."
    ),
    "reason_request_of_another_window": (
        "La demande ouverte porte sur un autre créneau que celui du plan : Relève en ouvre une "
        "nouvelle au prochain « releve run »."
    ),
    "reason_request_expired": (
        "La demande a expiré avant que l'étape soit faite. Pour qu'une nouvelle soit ouverte, "
        "faites signer le refus de celle-ci (« releve act refusal ») ou adopter un nouveau "
        "créneau."
    ),
    "reason_approval_missing": (
        "Il manque l'approbation de : {missing}. Approbations qui comptent déjà : {have}."
    ),
    "reason_transfer_missing": (
        "Le repreneur n'a pas encore signé l'acte de transfert pour cette demande : la "
        "responsabilité ne passe pas sans sa signature."
    ),
    "reason_attestation_missing": (
        "L'ordre écrit est donné, mais son exécutant n'a pas encore attesté par un acte signé "
        "ce qu'il a fait : relancez-le."
    ),
    "reason_service_still_answers": (
        "Le plan dit ce service déjà arrêté, mais son dernier constat dit « {observed} » : "
        "faites-le arrêter ou corrigez le plan, puis signez un rapprochement pour qu'il soit "
        "constaté à nouveau."
    ),
    "reason_expiry_unknown": (
        "La date d'expiration de cette copie est « à compléter » : inscrivez-la dans le plan "
        "et faites-le adopter."
    ),
    "reason_performer_unknown": (
        "L'exécutant de cette étape est « à compléter » : désignez-le dans le plan et "
        "faites-le adopter."
    ),
    "whose_move": "À qui de jouer : {who}.",
    "waiting_behind": "{count} autre(s) sujet(s) attendent leur tour : un autre passe avant eux.",
    "milestone_overdue": (
        "Échéance dépassée : « {milestone} ». Rien ne commence de soi-même pour autant : on "
        "n'agit que dans un créneau adopté."
    ),
    "reason_too_early_to_ask": (
        "Les approbations du jalon {milestone} seront demandées à partir du {asks}, pour "
        "valoir encore dans son créneau : il n'y a rien à faire d'ici là."
    ),
}
