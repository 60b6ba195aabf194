"""``LISEZMOI.txt``, in French: what the evidence folder is, and how to check it without us."""

SENTENCES: dict[str, str] = {
    # Head
    "doc_readme_title": "DOSSIER DE PREUVE – {title}",
    "doc_readme_real": "Plan réel.",
    "doc_readme_exercise": "EXERCICE – SANS VALEUR : données synthétiques, dates jouées.",
    "doc_readme_head": "Journal {origin} : {size:écriture|écritures}, racine {root}",
    "doc_readme_count": (
        "{count:certificat ou attestation|certificats ou attestations} dans ce dossier."
    ),
    "doc_readme_scope_service": "DOSSIER PARTIEL : il ne porte que sur le service {service}. Le "
    "journal y est entier ; les actes, documents et certificats des autres n’y sont pas.",
    "doc_readme_scope_controller": "DOSSIER PARTIEL : il ne porte que sur ce dont {controller} "
    "est responsable. Le journal y est entier ; le reste des actes, documents et certificats n’y "
    "est pas.",
    "doc_readme_whole": "Dossier complet : tout ce que le journal nomme y est.",
    # What it is
    "doc_readme_is": "CE QUE C’EST. Comment un service numérique de santé a été arrêté, ses "
    "données restituées, puis effacées : qui l’a décidé, quand, et ce qui a été constaté. "
    "Commencer par index.html, puis journal.txt : ils aident à lire et ne prouvent rien.",
    "doc_readme_proves": "CE QUE CELA PROUVE. Ces écritures existent, dans cet ordre, sous une "
    "tête signée ; ces personnes ont signé ces actes ; ces certificats disent ce que dit le "
    "journal ; rien n’a changé depuis.",
    "doc_readme_not": "CE QUE CELA NE PROUVE PAS. Que le journal a été rempli de bonne foi ; "
    "qu’aucune copie n’existe hors de celles qui étaient recensées ; qu’un effacement logique est "
    "irréversible (chaque certificat dit le niveau atteint). Ce dossier ne contient aucune donnée "
    "de patient, d’usager ni de soignant ; les noms des signataires sont dans plans/.",
    "doc_readme_holds": "CE QU’IL CONTIENT. ledger/ le journal (C2SP tlog-tiles) ; plans/ les "
    "plans adoptés ; acts/ les actes signés ; documents/ bordereaux, constats, ordres ; "
    "certificates/ ; keys/ les clés publiques ; renewals/ les renouvellements, s’il y en a.",
    "doc_readme_how": "COMMENT VÉRIFIER. Dans une copie du dossier (preuves/data/ d’un paquet "
    "extrait), dans un seul terminal (sh), taper dans l’ordre les lignes qui commencent par "
    "« $ » (« > » continue la ligne). Chacune doit réussir (« echo $? » : 0). "
    "Outils : sha256sum, openssl 3, ssh-keygen (OpenSSH 8.9), "
    "pdfsig et pdfdetach (Poppler), certutil (NSS), date GNU ; ou plus récents.",
    "doc_readme_page": "DANS UN NAVIGATEUR. verifier.html, ouvert depuis le disque, sans réseau, "
    "fait l’essentiel de 1 à 5 sur un paquet ou un dossier que l’on y dépose, et dit ce qu’il ne "
    "juge pas. Qui a pu changer ce dossier a pu changer cette page : comparer d’abord son "
    "« sha256sum » à celui que publie le guide de l’auditeur.",
    # 0
    "doc_readme_0": "0. CE QUI VIENT D’AILLEURS",
    "doc_readme_trust": "trust.json, le fichier de confiance, ne vient jamais avec ce dossier : "
    "le demander à un fondateur du plan ou au responsable de traitement, par une autre voie, et "
    "comparer son « sha256sum » de vive voix avec un second détenteur. Il porte les clés du "
    "journal, du cachet, des témoins, les autorités de cachet et d’horodatage (keys/*.pem n’en "
    "sont que des copies) et l’empreinte du premier plan. Mettre son chemin dans TRUST. Sans lui, "
    "ce qui suit ne prouve que la cohérence.",
    # 1
    "doc_readme_1": "1. AUCUN FICHIER CHANGÉ, RETIRÉ NI AJOUTÉ",
    # 2
    "doc_readme_2": "2. LE JOURNAL A SIGNÉ LA LISTE DES FICHIERS ET SA TÊTE",
    "doc_readme_note": "Une note : un texte, une ligne vide, « — nom base64 » : 4 octets qui "
    "nomment la clé (ignorés ici), puis 64 de signature Ed25519. Taille et racine sont aux lignes "
    "2 et 3 de ledger/checkpoint.",
    "doc_readme_rekeyed": "La clé du journal a changé à l’écriture {rekeyed}, signée de "
    "l’ancienne et de la nouvelle : trust.json nomme les deux.",
    "doc_readme_witnessed": "Des témoins ont cosigné la tête, chacun avec l’heure : ils attestent "
    "ne connaître qu’une histoire de ce journal. Leurs clés sont celles de trust.json.",
    "doc_readme_unwitnessed": "Aucun témoin n’a cosigné cette tête : voir 8.",
    # 3
    "doc_readme_3": "3. UN CERTIFICAT",
    "doc_readme_no_certificate": "Ce dossier n’en contient pas : passer à 5.",
    "doc_readme_sealed": "L’exemple : {number}. Les autres : « ls certificates », et changer N. "
    "La déclaration (.dsse.json) fait foi : le cachet signe « DSSEv1 », le type et le contenu, "
    "précédés de leurs longueurs. Lire ensuite $T/payload. L’écriture du journal (.entry.json) "
    "nomme la déclaration et le PDF par leur empreinte.",
    "doc_readme_stamped": "Un jeton d’horodatage (RFC 3161) dit que la déclaration existait à une "
    "date. Une autorité expirée depuis se vérifie à cette date-là (-attime) ; ce qui permet de le "
    "croire encore : 6.",
    "doc_readme_unstamped": "Aucun jeton d’horodatage n’accompagne cette déclaration : ses dates "
    "ne reposent que sur le journal.",
    "doc_readme_stamped_later": "L’autorité était en panne à l’émission : le PDF a été horodaté "
    "plus tard.",
    "doc_readme_pdf": "Le PDF montre la déclaration et la contient en pièce jointe.",
    "doc_readme_pdf_sealed": "Il porte un cachet (PAdES) sur tout le fichier, jugé à l’heure de "
    "l’écriture ; le jeton que ce cachet contient, releve verify le juge. pdfsig (lire son texte, "
    "pas son code) dit « Signature is Valid » et « Total document signed » ; sans la base NSS de "
    "certutil, il dit l’émetteur inconnu : normal, l’autorité est celle de trust.json, non d’un "
    "navigateur.",
    "doc_readme_pdf_unsealed": "Il ne porte pas de cachet : pdfsig n’y trouve aucune signature.",
    # 4
    "doc_readme_4": "4. CE CERTIFICAT EST DANS LE JOURNAL",
    "doc_readme_inclusion": "L’empreinte d’une écriture est SHA-256(octet 0, écriture), celle "
    "d’un nœud SHA-256(octet 1, gauche, droite). On remonte le chemin de la preuve (RFC 9162, "
    "2.1.3.2) jusqu’à la racine signée de 2 : pour l’émission, puis pour le résultat certifié.",
    # 5
    "doc_readme_5": "5. UN ACTE SIGNÉ PAR UNE PERSONNE",
    "doc_readme_act": "L’exemple : {kind} de {signer}, inscrit à l’écriture {index}. L’espace "
    "suit la ligne « kind » de l’acte (ailleurs dans ce dossier : {namespaces}). La date (AT) est "
    "celle de l’écriture qui l’inscrit : une clé peut avoir expiré depuis, et se juge au jour de "
    "l’acte.",
    "doc_readme_act_dated": "Cette date n’est pas à prendre au mot : l’écriture est sous la tête "
    "que cite la déclaration de 3, donc avant son jeton d’horodatage.",
    "doc_readme_act_strict": "ssh-keygen est moins strict que nous : il admet d’autres écritures "
    "de l’armure (.sig) et une clé matérielle sans présence de la personne. Il ne dit pas que la "
    "personne pouvait décider cela : les rôles sont dans plans/.",
    # 6
    "doc_readme_6": "6. LES RENOUVELLEMENTS (DANS DIX ANS)",
    "doc_readme_renewals": "Un jeton vaut tant que son autorité vaut. Avant, le dépositaire "
    "horodate de nouveau tout le dossier : renewals/0001, puis 0002… chacun couvre ce qui le "
    "précède. Le premier doit être daté d’avant l’expiration de l’autorité de 3, chacun d’avant "
    "celle de l’autorité du précédent ; trust.json les nomme toutes. S’il n’y en a pas, rien "
    "n’est à vérifier.",
    # 7
    "doc_readme_7": "7. SOUS WINDOWS (non exécuté ici)",
    "doc_readme_windows": "Une empreinte : certutil -hashfile FICHIER SHA256, ou, dans "
    "PowerShell, Get-FileHash FICHIER -Algorithm SHA256 ; comparer à manifest.sha256. Un lecteur "
    "de PDF affiche « signature valide, identité du signataire inconnue » : attendu, l’autorité "
    "n’est pas dans ses listes. « Document modifié » n’est jamais normal.",
    # 8
    "doc_readme_8": "8. CE QUE POURRAIT FAIRE QUI TIENT LA CLÉ DU JOURNAL",
    "doc_readme_power": "Signer une autre suite, ou montrer deux histoires à deux lecteurs. Il ne "
    "peut imiter ni la signature d’une personne, ni un horodatage, ni un témoin. S’en garder : "
    "conserver ledger/checkpoint et le comparer à la prochaine visite ; exiger des témoins, qui "
    "refusent de cosigner une tête qui ne prolonge pas la précédente.",
    "doc_readme_tool": "« releve verify .{flag} --trust $TRUST » fait tout cela et juge ce "
    "que ces commandes ne voient pas : rôles, quorums, créneaux, ordre des actes, toutes les "
    "écritures. Sa source est à conserver avec le plan, chez le même dépositaire, avec ses "
    "dépendances ; les formats y sont décrits (docs/format) pour qui voudrait la récrire.",
}
