"""Seals, timestamps and keys of the log, as they are verified, in French."""

SENTENCES: dict[str, str] = {
    "verify_ok_seals": (
        "Cachets des documents : {sealed}, chacun sur tout son PDF, sous une autorité de confiance"
    ),
    "verify_ok_stamps": (
        "Horodatages RFC 3161 : {stamps}, sous une autorité de confiance ; le premier est du "
        "{first}"
    ),
    "verify_ok_seals_untrusted": (
        "Cachets des documents : {sealed}, chacun sur tout son PDF, sous une autorité que le "
        "dossier joint, non authentifiée"
    ),
    "verify_ok_stamps_untrusted": (
        "Horodatages RFC 3161 : {stamps}, sous une autorité que le dossier joint, non "
        "authentifiée ; le premier se dit du {first}"
    ),
    "verify_ok_log_keys": (
        "Clé du journal changée {changes} fois, chaque fois par la clé d’avant et par les "
        "personnes qui adoptent les plans ; nouveau fichier de confiance : documents/{trust}"
    ),
    "verify_limit_seals_unchecked": (
        "{files} cachets ou horodatages n’ont pas été contrôlés : il manque les bibliothèques "
        "de « releve[auditor] », ou une autorité dans le fichier de confiance. Faites-le par "
        "pdfsig et openssl (LISEZMOI.txt)."
    ),
    "verify_limit_judged_at": "Jugé comme au {at}, à votre demande (--at).",
    "verify_limit_clock_stamped": (
        "Les instants des actes sont ceux de l’horloge de l’exécutant : les horodatages de "
        "tiers disent seulement quand les documents existaient déjà."
    ),
    "verify_limit_unsealed": (
        "{certificates} documents n’ont pas de cachet, alors que le fichier de confiance "
        "désigne une autorité de cachets ({numbers})."
    ),
    "verify_limit_log_key_replaced": (
        "Ce dossier est signé par une ancienne clé du journal, que le fichier de confiance dit "
        "remplacée : qui la détient encore aurait pu l’écrire depuis. Demander un dossier "
        "signé par la clé actuelle."
    ),
    "verify_limit_unstamped": (
        "{certificates} documents n’ont aucun horodatage par un tiers : leur date repose sur "
        "le journal seul ({numbers})."
    ),
    "verify_limit_clocks_differ": (
        "L’horloge du journal et celle de l’autorité d’horodatage diffèrent de plus de "
        "{minutes} minutes à l’émission de documents (entrées {entries})."
    ),
    "verify_no_trust_authority_unknown": (
        "Le dossier désigne une autorité (cachet ou horodatage) que le fichier de confiance ne "
        "connaît pas."
    ),
    "verify_no_timestamp_file_differs": (
        "Un jeton d’horodatage manque, est de trop, ou n’est pas celui que le journal a consigné."
    ),
    "verify_no_timestamp_of_no_certificate": (
        "Un horodatage est consigné pour un document qui n’a pas été émis, ou l’est deux fois."
    ),
    "verify_no_seal_of_another_level": (
        "Le cachet du PDF est de niveau {found} ; le journal dit {expected}."
    ),
    "verify_no_seal_encloses_another": (
        "Le PDF n’enferme pas la pièce qui est à côté de lui ({beside})."
    ),
    "verify_no_seal_encloses_unknown": (
        "Le PDF enferme une pièce ({attached}) qui n’est pas de ce certificat ou que le journal "
        "ne connaît pas."
    ),
    "verify_no_seal_authorities_malformed": (
        "La liste des autorités jointe au dossier est illisible."
    ),
    "verify_no_rollover_malformed": (
        "Le changement de clé du journal est consigné de façon illisible."
    ),
    "verify_no_rollover_out_of_order": (
        "La clé du journal n’est pas celle à laquelle ses changements successifs conduisent."
    ),
    "verify_no_rollover_note_refused": (
        "Le nouveau fichier de confiance n’est pas signé par l’ancienne et par la nouvelle clé "
        "du journal."
    ),
    "verify_no_rollover_trust_differs": (
        "Le nouveau fichier de confiance ne désigne pas ce journal, ou pas la nouvelle clé."
    ),
    "verify_no_rollover_unsigned": (
        "Le changement de clé du journal n’a pas été signé par les personnes qui adoptent les "
        "plans."
    ),
    "verify_means_witnesses": (
        "Rien ne dit que ces preuves sont fausses : personne d’extérieur ne les a encore "
        "confrontées à ce qu’il avait vu."
    ),
    "verify_do_witnesses": (
        "Demander un dossier écrit quand les témoins répondent. S’ils ont répondu non, leur "
        "demander ce qu’ils ont gardé."
    ),
    "verify_means_rollover": (
        "Quelqu’un a fait signer ce journal par une clé que personne d’autorisé n’a désignée."
    ),
    "verify_do_rollover": (
        "Demander aux personnes qui adoptent les plans quelle est la clé du journal, et depuis "
        "quand."
    ),
}
