"""Acts: the sentences that people sign, and why an act is refused, in French."""

SENTENCES: dict[str, str] = {
    "act_plan_adoption": (
        "J'adopte le plan de réversibilité « {subject} », celui que la ligne « plan » de ce "
        "fichier désigne par son empreinte. Il remplace le plan d'empreinte {previous} "
        "(« - » : aucun, c'est le premier)."
    ),
    "act_approval": (
        "J'approuve l'étape décrite par la demande {request} pour « {subject} », et elle "
        "seule : sur ce que cette demande a mesuré et dans le créneau qu'elle fixe. Mon "
        "approbation ne vaut que jusqu'au {expires_at}."
    ),
    "act_refusal": (
        "Je refuse l'étape décrite par la demande {request} pour « {subject} ». Motif : {reason}"
    ),
    "act_receipt": (
        "J'atteste avoir chargé dans mon propre système le paquet {package} de « {subject} ». "
        "J'y ai compté {records} enregistrement(s) et {pathways} parcours, et l'empreinte du "
        "contenu que j'ai recalculée sur ce que j'ai chargé est {root}."
    ),
    "act_acceptance": (
        "J'accepte, pour le responsable de traitement, la restitution de « {subject} » : le "
        "paquet {package}, dont l'empreinte du contenu est {root}, tel que son destinataire "
        "l'a attesté dans l'attestation d'intégration {receipt}. Réserves : {reserves} "
        "(« - » : sans réserve). Je sais que cette acceptation ouvre la voie à la destruction "
        "de ce qui reste, qui demandera encore ses propres approbations."
    ),
    "act_hold": (
        "Je demande le gel pour contentieux de « {subject} » et de tout ce qui en dépend : que "
        "rien n'en soit arrêté ni détruit avant la levée signée de ce gel. Référence : "
        "{reference}. Motif : {reason}"
    ),
    "act_lift": (
        "Je lève le gel pour contentieux {hold} posé sur « {subject} », et lui seul. Motif : "
        "{reason}"
    ),
    "act_visa": (
        "Sur le bordereau d'élimination {bordereau}, pour « {subject} », ma décision est : "
        "{decision}. Le mot « granted » accorde le visa ; tout autre mot le refuse, et ces "
        "données sont alors à conserver ou à verser. Ce visa n'est pas une approbation de la "
        "destruction."
    ),
    "act_exemption": (
        "Je dispense « {subject} » du visa d'élimination. Avis consigné sur lequel repose "
        "cette dispense : {opinion}. Motif : {reason}"
    ),
    "act_waiver": (
        "Je déroge, pour le responsable de traitement, au constat de l'entrée n° {finding} du "
        "journal sur « {subject} » : je demande de continuer bien qu'il ne soit pas conforme, "
        "ou qu'il soit indéterminé. Motif : {reason} Je sais que cette dérogation sera "
        "imprimée comme telle."
    ),
    "act_validation": (
        "J'ai examiné la suppression de « {subject} », qui fait l'objet du document "
        "n° {certificate}, à émettre. Ma décision est : {decision}. Accepter permet de "
        "l'émettre ; répéter demande une nouvelle suppression, avec ses propres "
        "approbations ; escalader renvoie la décision plus haut. Je ne suis ni la personne "
        "qui a exécuté l'acte, ni celle qui l'a demandé, ni celle qui l'a attesté."
    ),
    "act_opinion": (
        "Mon avis sur « {subject} » est : {opinion}. Cet avis n'autorise rien à lui seul."
    ),
    "act_transfer": (
        "J'accepte, pour {recipient}, le transfert de responsabilités et de compétences de "
        "« {subject} » que décrit la demande {request}. Réserves : {reserves} (« - » : sans "
        "réserve). Je sais que l'exploitant actuel retirera ensuite ses accès."
    ),
    "act_revocation": (
        "Je révoque la clé {key}. Compromise depuis : {compromised_since} (« - » : retirée "
        "sans être compromise). Motif : {reason} Les approbations signées de cette clé ne "
        "comptent plus."
    ),
    "act_reconciliation": (
        "Pour « {subject} » (occurrence {occurrence}), je déclare ce que j'ai observé : "
        "{observed}. Ce qui explique l'écart : {reason} Je demande que l'état soit constaté à "
        "nouveau ; si la source a changé depuis sa réception, sa restitution est à refaire."
    ),
    "act_relay": (
        "J'atteste, comme clinicien responsable, le relais de la file active de "
        "« {subject} » : {count} suivi(s) en cours listés, dont {taken_over} repris et datés. "
        "Numéro de téléphone qui continue de répondre ou est redirigé : {phone} (« - » : "
        "aucun)."
    ),
    "act_attestation": (
        "J'atteste avoir exécuté l'ordre écrit {order} sur « {subject} », le {performed_at}. "
        "Ce que j'ai observé ensuite : {observed}."
    ),
    "act_pause": (
        "Je suspends « {subject} » : que rien de nouveau n'y commence avant la levée signée de "
        "cette suspension. Motif : {reason}"
    ),
    "act_resume": (
        "Je lève la suspension de « {subject} » (entrée n° {pause} du journal). Motif : {reason}"
    ),
    "act_withdrawal": (
        "Je retire le certificat ou l'attestation {certificate}, qui concerne « {subject} ». Ce "
        "qui vient à sa place : {replacement} (« reissue » : un autre, émis à nouveau ; "
        "« none » : rien). Motif : {reason} Ce retrait ne se reprend pas ; ce qui a été fait "
        "n'en est pas changé."
    ),
    "act_rollover": (
        "Je demande que la clé du journal {previous} laisse la place à la clé {key}, et que le "
        "fichier de confiance devienne celui d'empreinte {trust}. Motif : {reason}"
    ),
    "act_prepared": (
        "Acte écrit, non signé : {path}. Relisez-le, puis signez-le sans le modifier :\n  "
        "ssh-keygen -Y sign -f ‹clé› -n {namespace} {path}\nPlacez ensuite dans le dossier "
        "inbox la signature ({path}.sig) puis l'acte, sous un nom en .txt et .txt.sig."
    ),
    "act_deposited": (
        "Acte signé et déposé : {path}. Le prochain « releve run » le vérifie et l'inscrit au "
        "journal."
    ),
    "act_too_large": (
        "Le fichier fait {bytes} octets, pour {limit} au plus : ce n'est pas un acte, ou un "
        "motif est trop long. Préparez-le à nouveau."
    ),
    "act_malformed": (
        "Ce fichier n'est pas un acte, ou il a été modifié (ligne {line}, « {field} ») : "
        "préparez-le à nouveau par « releve act » et signez-le sans y toucher."
    ),
    "act_of_another_realm": (
        "L'acte est du domaine « {realm} » et le plan du domaine « {expected} » : un acte "
        "d'exercice ne vaut rien dans le réel, ni l'inverse. Signez-le depuis le bon espace de "
        "travail."
    ),
    "act_of_another_origin": (
        "L'acte est destiné à un autre journal ({origin}) que celui-ci ({expected}) : "
        "signez-le depuis le bon espace de travail."
    ),
    "act_of_another_plan": (
        "L'acte se rapporte à un plan ({plan}) qui n'est pas celui qui est adopté "
        "({expected}) : relisez le plan adopté, puis préparez et signez l'acte à nouveau."
    ),
    "act_from_the_future": (
        "L'acte est daté du {signed_at}, qui n'est pas encore arrivé : mettez votre machine à "
        "l'heure, puis préparez et signez l'acte à nouveau."
    ),
    "signer_unknown": (
        "« {signer} » n'est pas une personne habilitée du plan adopté : vérifiez "
        "l'identifiant, ou inscrivez la personne au plan et faites-le adopter."
    ),
    "signer_not_in_office": (
        "« {signer} » n'est pas en fonction à cette date d'après le plan adopté : faites "
        "signer une personne en fonction, ou faites adopter un plan à jour."
    ),
    "subject_unknown": (
        "« {subject} » n'est pas un sujet sur lequel cet acte peut porter : reprenez celui que "
        "« releve agenda » affiche après --subject, ou « plan » pour le plan entier."
    ),
    "role_may_not": (
        "« {signer} » n'a pas le rôle, ou ne représente pas l'organisme, qu'il faut pour cet "
        "acte ({act}) ; rôles admis : {allowed}. Demandez la signature à la bonne personne."
    ),
    "request_not_open": (
        "La demande {request} n'est plus ouverte pour « {subject} » : elle a été refusée ou "
        "remplacée, ou l'étape est faite. Consultez « releve agenda » et signez la demande en "
        "cours s'il y en a une."
    ),
    "approval_of_another_step": (
        "L'acte désigne l'étape {step}, qui n'est pas celle de la demande ouverte pour "
        "« {subject} » : préparez-le et signez-le à nouveau."
    ),
    "approval_by_requester": (
        "« {signer} » a ouvert la demande pour « {subject} » et ne peut pas en décider aussi : "
        "une autre personne doit signer."
    ),
    "signature_too_weak": (
        "Une signature « {kind} » est plus faible que ce qui est exigé ici (« {least} ») : "
        "signez par le moyen exigé (personal_key : clé personnelle ; signed_pdf : PDF signé ; "
        "paper : papier)."
    ),
    "approval_twice": (
        "« {signer} » a déjà approuvé cette étape pour « {subject} » : il n'y a rien d'autre à "
        "signer, les autres approbations doivent venir d'autres personnes."
    ),
    "approval_expired": (
        "L'approbation de « {signer} » s'arrête au {expires_at} : cet instant est passé, ou il "
        "dépasse la fin de la demande. Préparez et signez une nouvelle approbation."
    ),
    "receipt_of_another_package": (
        "L'attestation d'intégration ne porte pas sur le paquet actuel de « {subject} » : le "
        "destinataire doit charger celui-ci, puis attester à nouveau."
    ),
    "acceptance_before_receipt": (
        "« {subject} » ne peut pas encore être accepté : il n'est pas exporté, ou son "
        "destinataire n'a pas attesté l'avoir chargé. Attendez l'attestation d'intégration."
    ),
    "acceptance_of_another_package": (
        "L'acceptation désigne un autre paquet ou une autre attestation d'intégration que ceux "
        "d'aujourd'hui pour « {subject} » : préparez-la et signez-la à nouveau."
    ),
    "hold_unknown": (
        "Aucun gel {hold} n'est en vigueur sur « {subject} » : il est déjà levé, ou porte sur "
        "un autre sujet. Retrouvez-le par « releve journal »."
    ),
    "not_paused": (
        "« {subject} » n'est pas suspendu par lui-même : il n'y a rien à lever ici. Si le plan "
        "entier est suspendu, levez la suspension du sujet « plan »."
    ),
    "attestation_without_order": (
        "Aucun ordre écrit n'est en cours pour « {subject} » : rien ne peut être attesté en "
        "son nom. Prévenez le chef de projet si l'acte a pourtant été fait."
    ),
    "plan_unknown": (
        "Le plan {plan} n'a pas été proposé dans cet espace de travail : proposez-le par "
        "« releve plan adopt », puis signez son adoption."
    ),
    "adopter_not_entitled": (
        "« {signer} » ne peut pas adopter ce plan : le premier est adopté par les fondateurs "
        "du fichier de confiance, les suivants par les personnes que désigne le plan précédent."
    ),
    "adoption_of_another_realm": (
        "L'adoption est signée pour un autre domaine ou un autre journal ({realm}, {origin}) : "
        "signez-la depuis le bon espace de travail."
    ),
    "adoption_of_another_previous": (
        "L'adoption dit remplacer le plan {previous}, qui n'est pas celui qui est adopté "
        "aujourd'hui : relisez le plan adopté, puis préparez et signez l'adoption à nouveau."
    ),
    "adoption_twice": (
        "« {signer} » a déjà adopté ce plan, ou ce plan est déjà adopté : il n'y a rien "
        "d'autre à signer."
    ),
    "transcribers_missing": (
        "Un acte sur papier ou PDF se transcrit à {need} : il faut la signature d'autant de "
        "transcripteurs du plan, autres que le signataire ({have} signature(s) trouvée(s)). "
        "Complétez et déposez à nouveau."
    ),
    "signature_of_unknown_key": (
        "La clé {key} n'est pas une de celles que le plan donne à cette personne : signez avec "
        "la clé inscrite, ou faites adopter un plan qui porte la nouvelle."
    ),
    "signature_refused": (
        "La signature ne vaut pas pour ce fichier ({cause}) : il a été modifié après "
        "signature, ou signé pour un autre usage. Préparez-le et signez-le à nouveau par "
        "« releve act »."
    ),
    "stored_act_differs": (
        "L'acte conservé ne dit pas ce que le journal en a inscrit (entrée n° {entry}) : rien "
        "n'a été fait. Ne réessayez pas ; suspendez, et comparez avec la seconde copie."
    ),
    "act_field_unknown": (
        "« {field} » n'est pas un champ de cet acte ; sont admis : {allowed}. Écrivez --field "
        "‹nom›=‹valeur›."
    ),
    "act_field_missing": (
        "Il manque le champ « {field} » à cet acte ({act}) : ajoutez --field {field}=‹valeur›."
    ),
    "nothing_to_sign": (
        "Il n'y a rien à signer ici ({act}) pour « {subject} » : aucune demande, "
        "attestation d'intégration ni certificat ne l'attend. Consultez « releve agenda »."
    ),
    "key_missing": (
        "Aucune clé n'est donnée pour « {signer} » : ajoutez --key ‹clé›, ou --prepare "
        "‹fichier› pour signer sur une autre machine."
    ),
    "signing_failed": (
        "ssh-keygen n'a pas pu signer avec {key} : vérifiez ce chemin, vos droits sur le "
        "fichier et sa phrase secrète. Rien n'a été déposé."
    ),
    "nothing_proposed": (
        "Aucun plan n'est proposé à l'adoption : proposez-le d'abord par « releve plan adopt »."
    ),
    "certificate_unknown": (
        "Aucun certificat {certificate} n'a été émis pour « {subject} » : reprenez le numéro que "
        "porte le document, ou que donne « releve journal --subject »."
    ),
    "certificate_not_in_force": (
        "Le certificat {certificate} de « {subject} » est déjà retiré ou remplacé : il n'y a rien "
        "d'autre à signer."
    ),
    "replacement_unknown": (
        "« {replacement} » ne dit pas ce qui vient à la place du certificat retiré : écrivez "
        "--field replacement=‹mot›, avec l'un de ces mots : {words}."
    ),
    "act_already_recorded": (
        "Cet acte est déjà inscrit au journal pour « {subject} » : il n'y a rien d'autre à faire."
    ),
}
