"""Validation des suppressions : ce qui attend, ce qui se signe, ce qui est refusé, en français."""

SENTENCES: dict[str, str] = {
    "validation_accept": "accepter",
    "validation_repeat": "répéter",
    "validation_escalate": "escalader",
    "doc_decision_accept": "accepter",
    "doc_decision_repeat": "répéter",
    "doc_decision_escalate": "escalader",
    "doc_index_unvalidated": "{told}, non encore validée",
    "act_validation_done": (
        "Ce que l'outil a consigné à l'entrée n° {entry} du journal, le {at} : {outcome}. "
        "Résultat de sa vérification, après l'acte : {observed}. Cette vérification est la "
        "sienne ; la validation est la mienne."
    ),
    "reason_validation_missing": (
        "La suppression est faite et vérifiée par l'outil ; le plan demande qu'une autre "
        "personne la valide avant le document n° {certificate}. Il manque : {missing}. Elle "
        "signe « releve act validation » avec decision=accepter, répéter ou escalader."
    ),
    "reason_validation_escalated": (
        "La validation du document n° {certificate} a été escaladée (entrée n° {entry} du "
        "journal) : rien n'est attesté avant qu'une autre personne habilitée décide d'accepter "
        "ou de répéter."
    ),
    "validation_not_planned": (
        "Le plan adopté ne prévoit pas de validation : il n'a pas de règle (policies) pour le "
        "verbe « certify ». Rien n'est enregistré pour « {subject} »."
    ),
    "validation_pending": (
        "La suppression de « {subject} » n'a pas encore été validée par une autre personne"
        " : aucun document n'est émis."
    ),
    "validation_of_nothing": (
        "« {subject} » n'a pas de suppression à valider : elle n'est pas faite, ou son document "
        "est déjà émis. Pour revenir sur un document émis, faites signer son retrait."
    ),
    "validation_repeat_too_late": (
        "«\u00a0{subject}\u00a0» ne peut plus être renvoyé\u00a0: la clé de contenu est détruite, "
        "et ce qu'on y trouverait ne se comparerait plus à rien. Signez une escalade, et dites-en "
        "la raison."
    ),
    "validation_decision_unknown": (
        "« {decision} » n'est pas une décision de validation. Écrivez l'une de celles-ci : {words}."
    ),
    "validation_of_another_certificate": (
        "L'acte désigne le document n° {certificate} ; celui qui est à venir porte le "
        "n° {expected}. Préparez l'acte à nouveau avec « releve act validation »."
    ),
    "validation_by_operator": (
        "« {signer} » exploite l'outil ou a consigné le résultat pour « {subject} » : la "
        "validation revient à une autre personne."
    ),
    "validation_by_requester": (
        "« {signer} » a ouvert la demande de suppression de « {subject} » : la validation "
        "revient à une autre personne."
    ),
    "validation_by_attester": (
        "« {signer} » a attesté la suppression de « {subject} » : la validation revient à une "
        "autre personne."
    ),
    "validation_by_escalator": (
        "« {signer} » a escaladé la validation de « {subject} » : il revient à une autre "
        "personne habilitée de décider."
    ),
    "verify_limit_not_validated": (
        "Suppression(s) faite(s) et vérifiée(s) par l'outil, non encore validée(s) par une "
        "personne, donc sans certificat : {subjects}."
    ),
    "verify_no_validation_not_planned": "une validation est signée sans que le plan en prévoie",
    "verify_no_validation_of_nothing": "une validation ne porte sur aucune suppression à valider",
    "verify_no_validation_decision_unknown": "une validation n'a pas de décision connue",
    "verify_no_validation_of_another_certificate": "une validation désigne un autre document",
    "verify_no_validation_by_operator": "une validation vient de qui a exécuté",
    "verify_no_validation_by_requester": "une validation vient de qui a demandé",
    "verify_no_validation_by_attester": "une validation vient de qui a attesté",
    "verify_no_validation_by_escalator": "une escalade est tranchée par qui l'a demandée",
    "verify_no_validation_role_may_not": "une validation vient de qui n'y est pas habilité",
    "verify_no_validation_too_weak": "une validation est signée trop faiblement pour le plan",
    "verify_no_validation_missing": "un certificat est émis sans la validation que le plan exige",
    "verify_no_validation_escalated": "un certificat est émis malgré une escalade non tranchée",
}
