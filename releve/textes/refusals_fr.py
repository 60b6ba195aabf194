"""Evidence, signatures and content that are refused, in French."""

SENTENCES: dict[str, str] = {
    "bag_malformed": (
        "Le paquet n'a pas la forme attendue ({file}) : il a été modifié ou n'est pas un "
        "paquet de Relève. Demandez-en une nouvelle copie."
    ),
    "bag_file_undeclared": (
        "Le paquet contient un fichier que son manifeste ne déclare pas ({file}) : il a été "
        "complété après coup. Demandez-en une nouvelle copie."
    ),
    "bag_file_changed": (
        "Un fichier du paquet n'est plus celui que son manifeste déclare ({file}) : demandez "
        "une nouvelle copie du paquet."
    ),
    "bag_file_missing": (
        "Il manque au paquet un fichier que son manifeste déclare ({file}) : demandez une "
        "nouvelle copie du paquet."
    ),
    "slip_malformed": (
        "Le bordereau de livraison du paquet a été modifié ou vient d'une autre version : "
        "demandez une nouvelle copie du paquet."
    ),
    "malformed_hex": (
        "Une empreinte n'a pas la forme attendue ({length} octets en chiffres hexadécimaux "
        "minuscules) : elle a été mal recopiée ou modifiée. Reprenez l'original."
    ),
    "malformed_base64": (
        "Une clé, une empreinte ou une signature en base64 a été mal recopiée ou modifiée : "
        "reprenez l'original."
    ),
    "non_canonical_json": (
        "Ces octets ne sont pas la forme unique attendue ({reason}) : ils ont été modifiés ou "
        "récrits par un autre outil. Reprenez l'original."
    ),
    "statement_type": (
        "Le fichier scellé n'est pas une déclaration : ce n'est pas un certificat de Relève. "
        "Demandez le bon fichier au dépositaire."
    ),
    "statement_predicate": (
        "La déclaration scellée n'est pas celle d'un certificat de Relève : demandez le bon "
        "fichier au dépositaire."
    ),
    "certificate_differs": (
        "Le certificat {path} n'est pas celui que le journal a inscrit : il a été remplacé. "
        "Retrouvez l'original parmi les documents du journal."
    ),
    "package_key_malformed": (
        "La clé du contenu du paquet n'a pas la bonne longueur ({length} octets) : elle est "
        "coupée ou n'est pas la bonne. Reprenez celle du paquet."
    ),
    "records_out_of_order": (
        "L'enregistrement n° {position} n'est pas à sa place dans l'ordre du contenu, ou y est "
        "deux fois : le contenu a été modifié. Recommencez l'export ou demandez une nouvelle "
        "copie."
    ),
    "record_id_malformed": (
        "Un enregistrement ne peut pas être désigné ({reason}) : corrigez la clé de sa table à "
        "la source, ou exportez-la autrement."
    ),
    "column_unsupported": (
        "La colonne « {column} » de la table « {table} » a un type qui n'est pas pris en "
        "charge ({type}) : rien n'est exporté. Signalez-le à l'éditeur de Relève ou changez ce "
        "type à la source."
    ),
    "columns_ambiguous": (
        "Deux colonnes de la table « {table} » portent le même nom, à l'écriture des accents "
        "près : rien n'est exporté. Renommez l'une des deux à la source."
    ),
    "file_record_malformed": (
        "Un fichier a un chemin ou une taille inattendus : il ne peut pas entrer dans "
        "l'empreinte du contenu. Vérifiez le dossier source."
    ),
    "folder_unreadable": (
        "Le dossier de preuve ne peut pas être lu ({file}) : vérifiez vos droits, ou demandez "
        "une nouvelle copie au dépositaire."
    ),
    "dsse_malformed": (
        "L'enveloppe scellée n'a pas la forme attendue (« {member} ») : elle a été modifiée. "
        "Demandez une nouvelle copie au dépositaire."
    ),
    "dsse_wrong_payload_type": (
        "L'enveloppe scellée contient autre chose que ce qui est attendu ({found}, attendu "
        "{expected}) : demandez le bon fichier au dépositaire."
    ),
    "dsse_unknown_key": (
        "Le cachet est d'une clé inconnue ({keyid}) : n'en concluez rien. Vérifiez le fichier "
        "de confiance auprès de sa source."
    ),
    "dsse_bad_signature": (
        "Le cachet ne vaut pas pour ce contenu (clé {keyid}) : le fichier a été modifié. "
        "Demandez une nouvelle copie au dépositaire."
    ),
    "note_key_malformed": (
        "Une clé de journal n'a pas la forme attendue ({reason}) : elle a été mal recopiée. "
        "Redemandez-la à sa source."
    ),
    "note_key_ambiguous": (
        "Deux clés de journal portent le nom {name} et le même numéro : on ne sait pas "
        "laquelle vérifier. Retirez celle qui n'a pas sa place."
    ),
    "note_unsigned": (
        "Aucune des clés attendues n'a signé cette tête de journal : n'en concluez rien. "
        "Vérifiez le fichier de confiance auprès de sa source."
    ),
    "note_bad_signature": (
        "La signature de {name} ({key_id}) ne vaut pas pour cette tête de journal : elle a été "
        "modifiée. Demandez une nouvelle copie au dépositaire."
    ),
    "note_malformed": (
        "La tête signée du journal n'a pas la forme attendue ({reason}) : elle a été modifiée "
        "ou coupée. Demandez une nouvelle copie au dépositaire."
    ),
    "sshsig_malformed": (
        "La signature ou la clé n'a pas la forme attendue ({reason}) : elle a été coupée ou "
        "modifiée. Signez à nouveau, avec ssh-keygen ou « releve act »."
    ),
    "sshsig_unsupported_key": (
        "Une clé de type « {type} » n'est pas admise : signez avec une clé Ed25519 ou ECDSA "
        "P-256 (ou leur forme « sk- »)."
    ),
    "sshsig_wrong_key": (
        "La signature est d'une autre clé ({found}) que celle qui est attendue ({expected}) : "
        "signez avec la clé inscrite au plan."
    ),
    "sshsig_wrong_namespace": (
        "La signature a été faite pour un autre usage ({found}, attendu {expected}) : signez à "
        "nouveau avec l'usage attendu (option -n de ssh-keygen)."
    ),
    "sshsig_bad_signature": (
        "La signature de la clé {key} ne vaut pas pour ce fichier : il a été modifié après "
        "avoir été signé. Signez-le à nouveau."
    ),
    "sshsig_no_user_presence": (
        "La clé matérielle a signé sans que personne la touche : signez à nouveau en touchant "
        "la clé."
    ),
    "signature_of_revoked_key": (
        "La clé {key} de {signer} est révoquée : ce qu'elle signe ne compte plus. Signez avec "
        "la clé inscrite au plan adopté."
    ),
    "reconciliation_of_another_occurrence": (
        "La réconciliation nomme une autre reprise de « {subject} » que celle qui attend : "
        "relisez l'agenda et signez à nouveau."
    ),
    "adoption_drops_open_act": (
        "Ce plan retire « {subject} », dont un acte est commencé : laissez l'acte finir "
        "(« releve run »), puis proposez le plan à nouveau."
    ),
    "signature_of_another": (
        "Cet acte de {signer} n'est pas signé par {signer} : personne ne signe pour un autre. "
        "Un acte sur papier est transcrit par deux personnes, avec son original numérisé."
    ),
    "plan_changes_begun_step": (
        "Ce plan change « {subject} », dont un acte est commencé ou n'est pas encore certifié : "
        "laissez-le finir (« releve run »), puis proposez le plan à nouveau."
    ),
    "key_unknown": (
        "« {key} » n'est l'empreinte d'aucune clé du plan adopté, ni qui ait signé un acte : "
        "donnez celle que montre « ssh-keygen -l » (SHA256:…)."
    ),
    "attestation_of_no_effect": (
        "L'attestation ne dit pas que l'acte est fait : « {subject} » reste à faire. Attestez à "
        "nouveau une fois l'acte accompli (absent, ou down pour un service)."
    ),
    "quarantine_missing": (
        "La mise à l'écart de « {path} », faite avant l'acte, n'est plus là : le disque est "
        "peut-être démonté. Remontez-le, puis relancez ; rien n'est tenu pour détruit."
    ),
    "service_answers_again": (
        "Le service « {service} » répond à nouveau : ses données ne sont pas détruites. "
        "Arrêtez-le, cherchez qui l'a relancé, puis relancez."
    ),
    "evidence_too_early": (
        "« {subject} » est détruit et n'a pas encore son document : lancez « releve run », puis "
        "écrivez les preuves."
    ),
    "window_closed_before_the_stop": (
        "Le créneau s'est fermé le {closes} avant que « {subject} » soit arrêté : le service "
        "n'est pas arrêté hors créneau. Signez une réconciliation (« releve act "
        "reconciliation »), faites adopter un créneau, et l'arrêt sera redemandé."
    ),
}
