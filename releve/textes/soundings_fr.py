"""Phrases du sondage d'une correspondance, et du compte d'une migration à blanc, en français."""

SENTENCES: dict[str, str] = {
    "mapping_query_refused": (
        "La base ne peut pas exécuter la requête de « {entity} » (code {sqlstate}) : une table, "
        "une colonne ou un mot y est faux. Essayez-la telle quelle dans un client de la base."
    ),
    "mapping_column_not_given": (
        "La requête de « {entity} » ne donne pas de colonne « {name} » (proches : {near}) : "
        "corrigez le nom, ou donnez-le à une colonne du résultat avec AS."
    ),
    "sounding_value_missing": (
        "{count} enregistrement(s) n'ont pas cette valeur obligatoire : leur parcours serait "
        "rejeté. Si la source dit qu'elle est absente, dites-le avec « absent »."
    ),
    "sounding_value_malformed": (
        "{count} valeur(s) ne se lisent pas comme le modèle le demande : leur parcours serait "
        "rejeté. Vérifiez la colonne, « layout », « decimal » ou « split »."
    ),
    "sounding_code_unmapped": (
        "{count} valeur(s) ne sont pas dans la liste de codes : leur parcours serait rejeté. "
        "Complétez « codes » ou « absent »."
    ),
    "sounding_reference_dangling": (
        "{count} renvoi(s) ne mènent à aucun enregistrement : leur parcours serait rejeté. "
        "Vérifiez la colonne, et la clé de ce qu'elle désigne."
    ),
    "sounding_identifier_wrong": (
        "{count} identifiant(s) obligatoires ont une forme ou une clé de contrôle fausse : leur "
        "parcours serait rejeté."
    ),
    "sounding_record_twice": (
        "{count} enregistrement(s) portent la clé d'un autre : leur parcours serait rejeté. "
        "Complétez « key »."
    ),
    "sounding_read": (
        "Sondage : {read} parcours lus, les premiers par clé ; {unfit} seraient rejetés. Le reste "
        "n'est lu qu'à la migration à blanc."
    ),
    "sounding_read_whole": (
        "Sondage : tous les parcours lus ({read}) ; {unfit} seraient rejetés ; chaque valeur que "
        "la base compte est reprise, ou écartée selon une règle."
    ),
    "sounding_hopeless": (
        "Plus de la moitié des parcours lus seraient rejetés : la correspondance ne peut "
        "pas servir ainsi. Corrigez les lignes ci-dessus."
    ),
    "trial_bin": "Parcours de la source, {bin} : {count}",
    "trial_reject": "Rejet, {entity}.{attribute} ({code}) : {count}",
    "trial_of_nothing": (
        "Migration à blanc de « {asset} » : aucun parcours n'est repris, elle ne montre donc rien "
        "et rien ne peut être signé. Voyez ci-dessus où finissent les parcours de la source, "
        "puis corrigez la correspondance ou le périmètre."
    ),
    "bin_taken": "repris",
    "bin_restituted_only": "restitués seulement",
    "bin_restituted_only/closed_out_of_scope": "restitués seulement (clos hors du périmètre)",
    "bin_withheld": "retenus",
    "bin_withheld/opposition": "retenus (opposition)",
    "bin_withheld/no_legal_basis": "retenus (ni consentement ni non-opposition en vigueur)",
    "bin_rejected": "rejetés",
}
