"""Phrases du test de lecture : ce que la solution cible tient, relu chez elle."""

SENTENCES = {
    "reason_read_test_missing": (
        "Ce que la solution cible a chargé n’a pas été relu chez elle : lancez le test de lecture "
        "de ce paquet avant toute recette et toute acceptation."
    ),
    "acceptance_before_read_test": (
        "« {subject} » ne peut pas encore être accepté : ce que la solution cible tient n’a pas "
        "été relu chez elle. Demandez à l’exploitant le test de lecture (releve read-test)."
    ),
    "acceptance_against_finding": (
        "« {subject} » ne peut pas être accepté : le constat sur la solution cible (entrée n° "
        "{entry} du journal) n’est pas conforme. Faites corriger et relire en entier, ou signez "
        "une dérogation (waiver) qui nomme ce constat."
    ),
    "verify_no_restitution_read_test_missing": (
        "« {asset} » a été accepté sans que rien n’ait été relu dans la solution cible, que le "
        "plan dit joignable"
    ),
    "doc_about_successor": "la solution cible",
    "quality_subject_successor": "Solution cible",
    "quality_kind_read_back": "test de lecture",
    "quality_rule_read_back": (
        "Chaque parcours tiré au hasard, ouvert dans la solution cible, est celui de la source"
    ),
    "read_test_unread": (
        "Parcours qui n’ont pas pu être lus, comptés comme des écarts : {unread}."
    ),
    "read_test_opening": "Parcours ouverts dans la solution cible : {opened}",
    "read_test_passed": (
        "Test de lecture de « {asset} » : conforme (entrée n° {entry} du journal)."
    ),
    "read_test_failed": (
        "Test de lecture de « {asset} » : NON conforme (entrée n° {entry} du journal). Rien n’est "
        "accepté ni détruit avant correction et lecture en entier (--whole), ou dérogation du "
        "responsable de traitement."
    ),
    "read_test_undetermined": (
        "Test de lecture de « {asset} » : INDÉTERMINÉ (entrée n° {entry} du journal). Il bloque "
        "comme un échec : lisez la page, puis faites une lecture en entier (--whole)."
    ),
    "read_test_written": (
        "Page à lire : {page}. Liste privée de ce qui diffère, pour le DAC seul : {listed}."
    ),
    "read_test_not_delivered": (
        "« {asset} » n’a pas encore été remis à la solution cible : il n’y a rien à relire. "
        "Lancez d’abord releve run."
    ),
    "read_test_no_way_in": (
        "« {asset} » est remis par « {kind} » et le plan ne nomme aucun point d’accès de la "
        "solution cible (load) : demandez-lui ce qu’elle a relu, en forme canonique, et donnez ce "
        "dossier avec --folder ; ou faites la recette à la main, sur sa fiche (releve recette)."
    ),
    "read_test_too_late": (
        "La copie « {copy} » de « {asset} » est demandée à la destruction, ou détruite : un test "
        "de lecture y écrirait à nouveau. Il se fait avant."
    ),
    "read_test_source_changed": (
        "La source de « {asset} » ne donne plus ce qui a été exporté : comparer la solution cible "
        "avec elle ne dirait rien. Rien n’a été consigné. Cherchez ce qui écrit encore, puis "
        "exportez à nouveau."
    ),
}
