"""Ce que disent toutes les pièces d'elles-mêmes, et les refus qui leur sont communs."""

SENTENCES = {
    "doc_paper_number": "N° {number}",
    "doc_paper_notes": "Ce que ce document n’établit pas",
    "doc_paper_draft": "ÉPREUVE – NON ÉMISE",
    "doc_paper_is_draft": (
        "Épreuve imprimée pour lecture\u00a0: elle n’est inscrite nulle part et ne vaut rien."
    ),
    "doc_paper_state": (
        "Établi d’après les {size} premières entrées du journal de preuve {origin}\u00a0; chaque"
        " nombre et chaque date y sont lus ou calculés."
    ),
    "doc_paper_supersedes": "Il remplace le document {number}, qui ne vaut plus.",
    "doc_paper_twin": (
        "Sa forme pour machine, signée, qui dit d’où vient chaque valeur, est jointe à ce"
        " PDF\u00a0: {name}."
    ),
    "doc_paper_standing": (
        "Pour savoir s’il a été remplacé\u00a0: releve document check sur ce fichier, ou la liste"
        " des documents d’un dossier de preuve plus récent ({number})."
    ),
    "doc_paper_sign_here": "Nom, date et signature\u00a0:",
    "doc_paper_days": "{count:jour|jours}",
    "doc_paper_minutes": "{count:minute|minutes}",
    "doc_paper_moment": "{at} (UTC{offset})",
    "doc_gantt_planned": "prévu",
    "doc_gantt_actual": "réalisé",
    "doc_gantt_today": "à ce jour ({day})",
    "doc_gantt_alt": (
        "Diagramme du prévu et du réalisé, du {first} au {last}\u00a0; le tableau dit la même"
        " chose en mots."
    ),
    "doc_paper_attached": "Ce que dit ce document, signé, avec l’origine de chaque valeur",
    "paper_issued": "Document {number} émis (entrée {entry})\u00a0: {path}",
    "paper_unchanged": "Déjà émis, inchangé\u00a0: {number} (entrée {entry})\u00a0: {path}",
    "paper_proofed": "Épreuve, inscrite nulle part\u00a0: {path}",
    "paper_about_missing": (
        "Un document «\u00a0{kind}\u00a0» porte sur un objet. Ajoutez l'un de ceux-ci à la"
        " commande, ou --all pour un document chacun\u00a0: {known}."
    ),
    "verify_ok_papers": (
        "Documents\u00a0: {papers} émis, chacun signé, à son rang\u00a0; leurs {figures} nombres,"
        " dates et citations sont recalculés d’après le journal et le plan"
    ),
    "verify_limit_paper_words": (
        "Ce que les documents disent en mots (un état, une personne, «\u00a0sans réserve\u00a0»)"
        " est scellé par l’exécutant, pas recalculé\u00a0: seuls leurs nombres, dates et"
        " citations le sont."
    ),
    "verify_certificate_paper_current": (
        "Document {number}\u00a0: émis le {issued_at} (entrée {entry}), toujours en vigueur à la"
        " tête montrée ({size} entrées)."
    ),
    "verify_certificate_paper_replaced": (
        "Document {number}\u00a0: émis le {issued_at} (entrée {entry}), REMPLACÉ par"
        " {replaced_by}. Ne vous servez pas de cet exemplaire."
    ),
    "verify_means_paper": (
        "Un document n'est pas soutenu par le journal, ou a été changé\u00a0: il ne prouve rien."
    ),
    "verify_do_paper": (
        "Ne pas s'en servir\u00a0; demander à l'organisme qui l'a signé de l'établir à nouveau."
    ),
    "verify_no_paper_differs": "un document ne dit pas ce que dit l'entrée qui l'inscrit",
    "verify_no_paper_extra_file": "un fichier de document n'est inscrit nulle part au journal",
    "verify_no_paper_figure_differs": "un document dit {shown} là où ses sources donnent {found}",
    "verify_no_paper_figure_unfounded": (
        "un nombre ou une date d'un document ne suit d'aucune source"
    ),
    "verify_no_paper_file_differs": "un fichier de document n'a pas l'empreinte du journal",
    "verify_no_paper_number_differs": "un document n'a pas le numéro que veut son objet",
    "verify_no_paper_seal_refused": "la signature d'un document est refusée",
    "verify_no_paper_source_missing": (
        "un document cite {source}, qui n'existe ni au journal ni au plan"
    ),
    "verify_no_paper_statement_refused": (
        "un document est refusé\u00a0: sa forme pour machine est altérée"
    ),
    "verify_no_paper_supersedes_another": (
        "un document n'est pas à son rang parmi ceux qu'il remplace"
    ),
    "verify_no_paper_value_malformed": "une valeur d'un document est mal formée",
    "doc_index_papers": "Pièces",
    "doc_index_caption_papers": "Procès-verbaux, bordereaux, ordres, avis et autres pièces émises",
    "doc_index_column_state": "État",
    "doc_index_paper_current": "en vigueur",
    "doc_index_paper_replaced": "remplacé par {number}",
    "recognised_current": "{path}\u00a0: document {number} (entrée {entry}), en vigueur.",
    "recognised_replaced": (
        "{path}\u00a0: document {number} (entrée {entry}), REMPLACÉ par {replaced_by}. Ne vous"
        " servez pas de cet exemplaire\u00a0; imprimez celui qui le remplace."
    ),
    "recognised_withdrawn": (
        "{path}\u00a0: certificat {number} (entrée {entry}), RETIRÉ par un acte signé. Il ne vaut"
        " plus."
    ),
    "recognised_unknown": (
        "{path}\u00a0: inconnu de ce journal. Ce fichier n'a pas été émis ici, ou il a été changé"
        " depuis. Ne vous y fiez pas\u00a0; demandez l'original."
    ),
    "recognised_of_an_exercise": (
        "EXERCICE – SANS VALEUR\u00a0: ce document a été émis par un exercice, rien de ce qu'il"
        " dit n'est arrivé."
    ),
    "document_unreadable": (
        "{path} n'est pas un fichier lisible. Donnez le PDF ou le .dsse.json à reconnaître."
    ),
    "certificate_none_in_force": (
        "Aucun certificat n'est en vigueur pour {subject}. Il y en a pour\u00a0: {known}. Pour ce"
        " qui n'a pas été détruit, demandez «\u00a0releve document non_destruction\u00a0»."
    ),
    "doc_example_certificate": "certificat (ici, une attestation de suppression logique)",
    "doc_index_paper_kept": "gardé dans l’espace de travail, hors des preuves",
    "verify_no_clearance_by_its_owner": (
        "une levée de réserve est signée par celui qui devait la traiter"
    ),
    "verify_no_clearance_without_reserve": "une levée ne nomme aucune réserve ouverte",
    "verify_no_minutes_copy_differs": "un exemplaire signé ne dit pas le texte signé",
    "verify_no_minutes_copy_unsigned": "un exemplaire dit signé ne l'est pas par le titulaire",
    "verify_no_reserve_malformed": "une réserve n'a pas de responsable connu ou d'échéance lisible",
    "verify_no_signing_capacity_differs": (
        "une signature est donnée en une qualité que son signataire n'a pas"
    ),
    "verify_no_signing_document_unknown": "une signature nomme un document qui n'a pas été émis",
    "verify_no_signing_superseded": "une signature porte sur un document qui ne valait plus",
    "verify_means_closure": (
        "La clôture a été prononcée alors qu'il restait à faire\u00a0: le programme n'est pas clos."
    ),
    "verify_do_closure": (
        "Ne pas tenir le programme pour clos\u00a0; demander au chef de projet la preuve de"
        " couverture."
    ),
    "verify_means_reserve": (
        "Une réserve ne pouvait pas être émise ainsi\u00a0: elle n'engage personne."
    ),
    "verify_do_reserve": (
        "Demander à qui l'a émise de la signer à nouveau, avec un responsable et une échéance."
    ),
    "verify_means_clearance": (
        "Une réserve est dite levée sans l'être\u00a0: la tenir pour ouverte."
    ),
    "verify_do_clearance": (
        "Demander au responsable de traitement si la réserve est vraiment levée."
    ),
    "verify_means_validation": (
        "Un effacement n'a pas été validé comme le plan le veut\u00a0: rien ne dit que"
        " l'organisme l'accepte."
    ),
    "verify_do_validation": (
        "Ne pas se servir du certificat\u00a0; demander la validation à la personne que le plan"
        " désigne."
    ),
    "verify_means_signing": (
        "Une signature de procès-verbal ne compte pas\u00a0: le tenir pour un projet."
    ),
    "verify_do_signing": (
        "Demander à la partie de signer l'exemplaire en vigueur, en la qualité que le plan lui"
        " donne."
    ),
    "verify_means_minutes": (
        "Un exemplaire signé n'est pas soutenu par ses signatures\u00a0: il ne prouve rien."
    ),
    "verify_do_minutes": "S'en tenir au texte signé\u00a0; demander un nouvel exemplaire.",
    "paper_not_readable": (
        "Un document signé ne se relit pas\u00a0: sa forme pour machine est d'une autre version,"
        " ou altérée. Reprenez-le dans le dossier de preuve."
    ),
    "paper_about_none": (
        "Aucun document «\u00a0{kind}\u00a0» n'a d'objet en ce moment\u00a0: rien, au journal ni"
        " au plan, n'en demande. Voyez «\u00a0releve agenda\u00a0» pour ce qui est attendu."
    ),
    "doc_yes": "oui",
    "doc_no": "non",
    "paper_source_missing": (
        "Un document cite {source}, qui n’existe pas dans le journal ni dans le plan. Le document"
        " ne peut pas être établi\u00a0: signalez-le, c’est un défaut de Relève ou un document"
        " altéré."
    ),
    "paper_figure_differs": (
        "Un document dit {shown} là où ses sources ({source}) donnent {found}. Ne vous y fiez"
        " pas\u00a0: demandez le document à nouveau, et gardez celui-ci comme pièce."
    ),
    "paper_figure_unfounded": (
        "Un nombre ou une date d’un document ne suit d’aucune source par la règle {rule}. Ne vous"
        " y fiez pas\u00a0: demandez le document à nouveau."
    ),
    "paper_about_malformed": (
        "«\u00a0{about}\u00a0» ne peut pas être l’objet d’un document. Donnez un sujet du plan,"
        " par exemple asset:dac-littoral."
    ),
    "paper_about_unknown": (
        "Aucun document «\u00a0{kind}\u00a0» ne peut porter sur {about}. Possible en ce"
        " moment\u00a0: {known}."
    ),
    "paper_document_missing": (
        "Le document {digest} n’est pas lisible ici. Lancez la commande dans l’espace de travail."
    ),
}
