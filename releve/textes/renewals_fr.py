"""Renewing evidence, and what its timestamps prove years later, in French."""

SENTENCES: dict[str, str] = {
    "verify_ok_renewals": (
        "Renouvellements : {renewals}, chacun couvre tout ce qui le précède ; le dernier est du "
        "{last}"
    ),
    "verify_limit_timestamps_lapsed": (
        "{timestamps} horodatage(s) sur {of} ne prouvent plus leur date depuis le {since} : ils "
        "ont expiré sans renouvellement à temps. L'ordre du journal et ses signatures tiennent ; "
        "ces dates reposent désormais sur le journal seul."
    ),
    "verify_limit_timestamps_later": (
        "{timestamps} horodatage(s) sont postérieurs au {now}, date à laquelle vous jugez : ils "
        "ne comptent pas. Vérifier l'horloge de cette machine, ou --at."
    ),
    "verify_limit_renewal_skipped": (
        "Le renouvellement {number}, du {at}, est venu trop tard : ce qu'il devait prolonger avait "
        "expiré le {since}. Il prouve que le dossier existait tel quel à sa propre date, rien de "
        "plus ancien."
    ),
    "verify_limit_renewal_due": (
        "À renouveler avant le {until}, date à laquelle un premier horodatage cessera d'être "
        "prouvé : releve evidence renew DOSSIER --tsa URL --authorities PEM."
    ),
    "verify_limit_renewal_untrusted": (
        "Renouvellement(s) entier(s), mais d'une autorité d'horodatage que votre fichier de "
        "confiance ne nomme pas : {files}. Ils ne comptent pas. Se procurer le certificat de "
        "l'autorité ailleurs que dans le dossier, puis l'ajouter à timestamp_authorities."
    ),
    "verify_limit_renewal_unchecked": (
        "Jeton(s) de renouvellement non contrôlé(s) : {files}. Il manque l'extension "
        "releve[auditor], ou une autorité d'horodatage dans le fichier de confiance."
    ),
    "verify_means_renewal": (
        "Un renouvellement ne couvre pas exactement ce dossier : l'un des deux a été modifié, "
        "abîmé ou complété."
    ),
    "verify_do_renewal": (
        "Demander une copie à un autre dépositaire ; les renouvellements s'ajoutent et ne se "
        "corrigent jamais."
    ),
    "verify_no_renewal_missing": "un renouvellement manque, ou n'a pas ses deux fichiers",
    "verify_no_renewal_manifest_malformed": (
        "la liste d'un renouvellement n'est pas dans sa forme exacte"
    ),
    "verify_no_renewal_file_left_out": "un renouvellement ne couvre pas {listed}",
    "verify_no_renewal_extra_file": (
        "un renouvellement couvre {listed}, qui n'est pas dans le dossier ou lui est postérieur"
    ),
    "verify_no_renewal_digest_differs": (
        "un renouvellement donne à {listed} une autre empreinte que la sienne"
    ),
    "verify_no_renewal_before_evidence": (
        "un renouvellement est daté du {at}, avant la dernière écriture du journal ({after})"
    ),
    "verify_no_renewal_goes_back": (
        "un renouvellement est daté du {at}, avant celui qui le précède ({after})"
    ),
    "renewal_made": (
        "Renouvellement {number} écrit dans {place}, daté du {at} ; il vaut jusqu’au {until}. "
        "Rien d’autre n’a changé."
    ),
    "renewal_before_evidence": (
        "L’autorité date le renouvellement du {at}, avant la dernière écriture du journal "
        "({after}) : rien n’est écrit. Comparez les horloges, puis relancez."
    ),
    "renewal_raced": (
        "Un autre renouvellement vient d’être écrit dans {place} : rien n’est ajouté. Vérifiez le "
        "dossier, puis relancez s’il le faut encore."
    ),
    "renewal_not_written": (
        "Le renouvellement ne peut pas être écrit près de {place} ({reason}) : le dossier est "
        "intact. Libérez de la place ou vérifiez vos droits, puis relancez."
    ),
    "renewal_authority_missing": (
        "Aucune autorité d’horodatage n’est donnée : ajoutez --tsa URL et --authorities PEM, ou "
        "--workspace avec un espace de travail dont workspace.json a « timestamp »."
    ),
    "verify_at_malformed": (
        "Instant illisible : {at}. L’écrire en RFC 3339 avec son fuseau, p. ex. "
        "2046-01-01T00:00:00Z."
    ),
    "evidence_not_renewable": (
        "Rien n’est renouvelé : releve verify refuse ces preuves ({cause}). Partez d’une copie "
        "intacte."
    ),
    "renewal_untrusted": (
        "L’autorité qui a répondu n’est pas sous les certificats donnés : rien n’est écrit dans "
        "{place}. Vérifiez --authorities."
    ),
    "renewal_goes_back": (
        "L’autorité date ce renouvellement du {at}, avant le précédent ({after}) : rien n’est "
        "écrit. Comparez les horloges, puis relancez."
    ),
    "renewal_authorities_unreadable": (
        "Les certificats de l’autorité ne peuvent pas être lus ({path}) : donnez un fichier PEM."
    ),
    "timestamp_not_configured": (
        "Aucune autorité d’horodatage dans workspace.json : ajoutez « timestamp » (adresse et "
        "certificats), puis relancez."
    ),
    "certificate_stamp_added": "Horodatage ajouté au certificat {number}.",
    "certificates_stamped": "{stamped} certificat(s) horodaté(s).",
}
