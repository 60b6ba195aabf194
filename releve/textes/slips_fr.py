"""Le bordereau d’élimination, son retour, et l’envoi des certificats aux archives."""

SENTENCES = {
    "archives_refused": "à conserver ou à verser",
    "archives_kept": "à conserver («\u00a0conservé\u00a0»)",
    "archives_transferred": "à verser aux archives («\u00a0versé\u00a0»)",
    "plan_extent_reversed": (
        "Les dates extrêmes vont à rebours\u00a0: la première est le {first}, la dernière le"
        " {last}. Échangez-les, ou corrigez-les."
    ),
    "slip_unreadable": (
        "Ce document n’est pas un bordereau d’élimination lisible, ou ses deux originaux"
        " diffèrent. Faites émettre le bordereau à nouveau."
    ),
    "slip_unknown": (
        "Aucun bordereau {number} n’a été émis dans ce journal. Vérifiez le numéro imprimé en"
        " haut du bordereau, ou faites-en émettre un\u00a0: releve document elimination_slip."
    ),
    "slip_superseded": (
        "Le bordereau {number} a été remplacé par {by}\u00a0: c’est celui-là que les archives"
        " doivent viser. Faites-le imprimer et soumettez-le."
    ),
    "slip_of_another_producer": (
        "Le bordereau {number} ne porte pas sur {subject}\u00a0: son service producteur est un"
        " autre. Prenez le bordereau du producteur de ces données."
    ),
    "slip_form_malformed": (
        "La transcription ne se lit pas (rangée {row} du fichier, champ {field}\u00a0; rangée"
        " zéro\u00a0: le fichier entier). Reprenez un formulaire neuf (releve slip transcribe) et"
        " ne changez que ce qui est à remplir."
    ),
    "slip_form_incomplete": (
        "La transcription n’est pas remplie\u00a0: le champ {field} est vide à la rangée {row} du"
        " fichier. Écrivez ce que dit le papier, ou un tiret s’il ne dit rien."
    ),
    "slip_form_of_another": (
        "La transcription de {transcriber} ne porte pas sur ce bordereau-ci\u00a0: son champ"
        " {field} diffère de celui qui est attendu. Reprenez un formulaire neuf (releve slip"
        " transcribe {number})."
    ),
    "slip_line_changed": (
        "La transcription de {transcriber} a changé, ajouté ou oublié la ligne {line} du"
        " bordereau {number} (champ {field}\u00a0: émis {issued}, transcrit {found}). Rien n’est"
        " enregistré. Si le papier lui-même est changé, il faut un nouveau bordereau."
    ),
    "slip_transcribers_differ": (
        "Les deux transcriptions diffèrent à la ligne {line} ({field})\u00a0: l’une dit {first},"
        " l’autre {second}. Rien n’est enregistré. Relisez le papier ensemble, corrigez celle qui"
        " se trompe et faites-la signer à nouveau."
    ),
    "slip_transcribers_differ_on_head": (
        "Les deux transcriptions diffèrent sur le champ {field}\u00a0: l’une dit {first}, l’autre"
        " {second}. Rien n’est enregistré. Relisez le papier ensemble, corrigez celle qui se"
        " trompe et faites-la signer à nouveau."
    ),
    "slip_same_transcriber": (
        "Les deux transcriptions sont de {transcriber}. Il en faut deux, de deux personnes"
        " différentes qui lisent chacune le papier."
    ),
    "slip_transcriber_unknown": (
        "{transcriber} n’est pas parmi les transcripteurs du plan en vigueur. Faites transcrire"
        " par une personne qui a ce rôle."
    ),
    "slip_transcriber_not_in_office": (
        "{transcriber} n’est plus, ou pas encore, en fonction. Faites transcrire par une personne"
        " en fonction, qui a le rôle de transcripteur."
    ),
    "slip_signature_missing": (
        "Il manque la signature {path} de {transcriber}. Signez la transcription\u00a0: releve"
        " slip sign."
    ),
    "slip_scan_missing": (
        "La numérisation du bordereau visé est absente ou vide\u00a0: {path}. Numérisez"
        " l’original revenu des archives, toutes ses pages."
    ),
    "slip_signed_before_issue": (
        "Le visa serait du {signed_on}, avant l’émission du bordereau {number} ({issued_on})."
        " Relisez la date sur le papier."
    ),
    "slip_already_returned": (
        "Le retour du bordereau {number} est déjà enregistré (entrée {entry}), avec un autre"
        " contenu. Pour corriger, faites émettre et viser un nouveau bordereau."
    ),
    "slip_form_exists": (
        "{path} existe déjà et n’est pas remplacé\u00a0: il est peut-être déjà rempli. Donnez un"
        " autre fichier avec --out, ou effacez celui-là."
    ),
    "slip_form_missing": (
        "Il n’y a pas de formulaire à {path}. Écrivez-en un avec releve slip transcribe,"
        " remplissez-le, puis redonnez son chemin."
    ),
    "slip_two_transcriptions": (
        "Il faut deux transcriptions, de deux personnes\u00a0: {have} donnée. Ajoutez"
        " --transcription pour chacune."
    ),
    "slip_form_written": (
        "Formulaire du bordereau {number} écrit pour {transcriber}\u00a0: {path}. Remplissez-le"
        " d’après le papier seul, puis signez\u00a0: releve slip sign {path} --as {transcriber}"
        " --key CLE"
    ),
    "slip_form_signed": (
        "Transcription signée, ligne par ligne ({count:ligne|lignes})\u00a0: {path}"
    ),
    "slip_returned": (
        "Retour du bordereau {number} enregistré (entrée {entry})\u00a0: {granted:ligne"
        " accordée|lignes accordées}, {refused:refusée|refusées}."
    ),
    "slip_returned_already": (
        "Retour du bordereau {number} déjà enregistré, identique (entrée {entry})."
    ),
    "slip_form_help_signed": (
        "Remplissez d’après le papier seul, sans regarder l’autre transcription. Ne changez rien"
        " d’autre."
    ),
    "slip_form_help_head": (
        "director: identifiant de la personne qui a visé ; signed_on: date du visa, AAAA-MM-JJ ;"
        " original: où l’original est rangé."
    ),
    "slip_form_help_decision": (
        "decision: granted (accordé), refused_keep (refusé, conservé) ou refused_transfer"
        " (refusé, versé)."
    ),
    "slip_form_help_observations": (
        "observations: ce que les archives ont écrit sur la ligne, mot pour mot ; un tiret si"
        " rien. Aucune donnée sur un usager."
    ),
    "filing_of_unknown_certificate": (
        "Le certificat {certificate} n’est pas celui qui est en vigueur pour {subject}. Relisez"
        " le numéro sur la lettre d’envoi, ou demandez le document qui le remplace."
    ),
    "verify_means_slip": (
        "Le retour d’un bordereau d’élimination n’est pas ce que le journal en dit\u00a0: le visa"
        " qu’il porte ne prouve rien."
    ),
    "verify_do_slip": (
        "Demander l’original sur papier au lieu dit, et le faire relire devant les archives."
    ),
    "verify_no_slip_malformed": "le retour d’un bordereau est mal formé",
    "verify_no_slip_unknown": (
        "le retour d’un bordereau nomme un bordereau qui n’était pas en vigueur"
    ),
    "verify_no_slip_lines_differ": (
        "les lignes revenues d’un bordereau ne sont pas celles qui furent émises"
    ),
    "verify_no_slip_transcribers": (
        "le retour d’un bordereau n’est pas signé de deux transcripteurs distincts"
    ),
    "verify_no_slip_transcription_differs": (
        "une transcription ne dit pas ce que dit le retour du bordereau"
    ),
    "verify_no_slip_visa_differs": "un visa n’est pas ce que dit la ligne du bordereau revenu",
    "verify_no_slip_twice": "le retour d’un même bordereau est inscrit deux fois",
    "verify_no_filing_of_unknown_certificate": (
        "un accusé des archives nomme un certificat qui n’était pas en vigueur"
    ),
    "verify_means_filing": (
        "Un accusé de réception des archives ne porte sur aucun certificat en vigueur\u00a0: il"
        " ne prouve rien."
    ),
    "verify_do_filing": "Demander aux archives quel document elles ont reçu.",
}
