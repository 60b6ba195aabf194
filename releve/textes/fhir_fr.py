"""FHIR resources: built, checked and read back, in French."""

SENTENCES: dict[str, str] = {
    "fhir_reference_dangling": (
        "Une fiche « {entity} » renvoie à une fiche « {target} » qui n'est nulle part dans "
        "l'export : rien n'est écrit pour ce dossier. Corrigez le renvoi à la source ou la "
        "correspondance, puis relancez."
    ),
    "ins_not_qualified": (
        "Un matricule INS accompagne une identité qui n'est pas qualifiée : il ne peut pas "
        "voyager. Corrigez le statut d'identité à la source, ou retirez le matricule par la "
        "correspondance."
    ),
    "ins_of_test_in_real": (
        "Un matricule INS de test ou de démonstration est dans un export réel : ce dossier "
        "n'est pas livrable. Cherchez d'où il vient, puis corrigez-le à la source."
    ),
    "fhir_identifier_twice": (
        "La solution cible rend {count} ressource(s) de trop qui portent un identifiant déjà "
        "vu : rien n'est relu. Faites retirer les doubles chez elle, puis relancez."
    ),
    "fhir_schema_absent": (
        "Le schéma JSON de FHIR R4 n'est pas à {path} : aucune ressource ne peut être "
        "vérifiée. Lancez « make tools », puis relancez."
    ),
    "fhir_schema_differs": (
        "Le fichier {path} n'est pas le schéma de FHIR R4 épinglé par son empreinte : rien "
        "n'est vérifié avec lui. Lancez « make tools » pour le reprendre, puis relancez."
    ),
    "fhir_id_twice": (
        "Deux ressources ont le même identifiant technique dans un même ensemble : elles "
        "s'écraseraient. Signalez-le au mainteneur de Relève."
    ),
    "fhir_null": ("Une ressource contient une valeur nulle, que FHIR interdit. Retirez le membre."),
    "fhir_blank": (
        "Un texte d'une ressource ne contient que des blancs, que FHIR interdit. Corrigez-le "
        "à la source."
    ),
    "fhir_empty": (
        "Une liste ou un objet d'une ressource est vide, ce que FHIR interdit. Retirez le membre."
    ),
    "fhir_date_impossible": ("Une date n'existe dans aucun calendrier. Corrigez-la à la source."),
    "fhir_period_reversed": (
        "Une période finit avant d'avoir commencé. Corrigez ses dates à la source."
    ),
    "fhir_reference_type": (
        "Une référence mène à une ressource d'un type que FHIR n'admet pas à cet endroit. "
        "Corrigez le renvoi."
    ),
    "fhir_code_unknown": (
        "Un code n'est pas dans la liste que FHIR impose à cet endroit. Corrigez la table de "
        "transcodage."
    ),
    "fhir_check_digit": (
        "La clé d'un identifiant national n'est pas celle que ses chiffres appellent. C'est "
        "un avertissement : comptez-le et faites vérifier l'identifiant à la source."
    ),
    "fhir_extension_wrong": (
        "Une extension n'a pas d'adresse, ou n'a pas exactement une valeur ou des extensions. "
        "Corrigez ce qui l'écrit."
    ),
    "fhir_member_missing": (
        "Un élément que FHIR exige manque à une ressource. Complétez-le, ou dites pourquoi il "
        "est absent."
    ),
    "fhir_member_unknown": (
        "Une ressource a un élément que FHIR R4 ne connaît pas. Retirez-le ou corrigez son nom."
    ),
    "fhir_type_wrong": (
        "Une valeur n'est pas du type que FHIR attend à cet endroit. Corrigez ce qui l'écrit."
    ),
    "fhir_form_wrong": (
        "Une valeur n'a pas la forme que FHIR exige à cet endroit. Corrigez-la à la source ou "
        "dans la correspondance."
    ),
    "fhir_structure_wrong": (
        "Une ressource n'a pas la structure que FHIR R4 publie. Corrigez ce qui l'écrit."
    ),
    "fhir_type_unknown": (
        "Une ressource n'a pas de type, ou un type que FHIR R4 n'a pas. Corrigez ce qui l'écrit."
    ),
    "fhir_attachment_data": (
        "Les octets d'une pièce jointe ne sont pas en base64. Corrigez ce qui l'écrit."
    ),
    "fhir_attachment_type": (
        "Une pièce jointe a des octets et ne dit pas leur type. Complétez le type."
    ),
    "fhir_attachment_size": (
        "La taille annoncée d'une pièce jointe n'est pas celle de ses octets. Reprenez la "
        "pièce à la source."
    ),
    "fhir_attachment_hash": (
        "L'empreinte d'une pièce jointe n'est pas celle de ses octets. Reprenez la pièce à la "
        "source."
    ),
}
