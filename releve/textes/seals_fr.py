"""Timestamps and seals that are refused, in French."""

SENTENCES: dict[str, str] = {
    "verify_no_timestamp_malformed": "un horodatage n’est pas dans sa forme exacte",
    "verify_no_timestamp_of_other_data": "un horodatage porte sur d’autres octets que ceux-ci",
    "verify_no_timestamp_refused": "la signature d’un horodatage ne se vérifie pas",
    "verify_no_timestamp_untrusted": (
        "un horodatage n’est sous aucune autorité de confiance, valable à son instant"
    ),
    "verify_means_timestamp": "La date annoncée n’est pas établie : l’horodatage ne prouve rien.",
    "verify_do_timestamp": (
        "Ne rien conclure de cette date ; demander le jeton d’origine au dépositaire, et son "
        "certificat à l’autorité elle-même."
    ),
    "verify_no_seal_missing": "le PDF ne porte pas de cachet",
    "verify_no_seal_twice": "le PDF porte plus d’une signature",
    "verify_no_seal_covers_part": (
        "le cachet ne couvre pas tout le PDF : quelque chose y a été ajouté"
    ),
    "verify_no_seal_malformed": "le PDF ou son cachet n’est pas dans sa forme exacte",
    "verify_no_seal_broken": "le cachet n’est pas celui de ces octets : le PDF a été modifié",
    "verify_no_seal_untrusted": (
        "le cachet n’est sous aucune autorité de confiance, valable à son instant"
    ),
    "verify_means_seal": (
        "Ce PDF n’est pas tel que l’organisme l’a scellé, ou rien n’établit que ce soit lui."
    ),
    "verify_do_seal": (
        "Ne pas s’en servir ; demander l’original à l’organisme qui l’a scellé. La déclaration "
        "signée (.dsse.json) se vérifie à part."
    ),
}
