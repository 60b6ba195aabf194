"""Which certificates stand and which acts are doubtful, as `releve verify` says it, in French."""

SENTENCES: dict[str, str] = {
    "verify_limit_certificates_withdrawn": (
        "Certificat(s) retiré(s) et non remplacé(s), à ne plus tenir pour valables : {numbers}."
    ),
    "verify_limit_certificates_superseded": (
        "Certificat(s) remplacé(s) par un plus récent, à ne plus tenir pour valables : {numbers}."
    ),
    "verify_no_request_rests_on_doubt": (
        "l'acte reposait sur un autre, signé d'une clé déjà déclarée compromise depuis le {since}"
    ),
    "verify_no_certificate_supersedes_another": (
        "le certificat {number} ne dit pas remplacer celui qui venait d'être retiré"
    ),
    "verify_no_certificate_number_differs": (
        "un certificat porte le numéro {number} au lieu de {expected}"
    ),
    "verify_no_certificate_withdrawal_of_none": (
        "un retrait vise le certificat {number}, qui n'est pas en vigueur pour ce sujet"
    ),
    "verify_no_certificate_withdrawal_unclear": (
        "le retrait du certificat {number} ne dit pas s'il est remplacé"
    ),
    "verify_no_certificate_not_in_evidence": (
        "le document présenté ({certificate}) n'est pas, octet pour octet, l'un de ceux de ces "
        "preuves (une main courante ou une fiche de relève n'y est jamais : « releve document "
        "check », chez qui l'a émise)"
    ),
    "verify_certificate_valid": (
        "Certificat {number} : émis à l'écriture n° {entry}, le {issued_at} ; VALABLE à la tête "
        "vérifiée ({size} écritures)."
    ),
    "verify_certificate_withdrawn": (
        "Certificat {number} : émis à l'écriture n° {entry}, le {issued_at} ; RETIRÉ le "
        "{withdrawn_at} par {by} (écriture n° {withdrawal}). Motif : {reason}"
    ),
    "verify_certificate_superseded": (
        "Certificat {number} : émis à l'écriture n° {entry}, le {issued_at} ; RETIRÉ le "
        "{withdrawn_at} par {by} (écriture n° {withdrawal}) et REMPLACÉ par {replaced_by}. "
        "Motif : {reason}"
    ),
}
