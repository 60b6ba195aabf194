"""Exports of pathways, their volumes and known gaps, in French."""

SENTENCES: dict[str, str] = {
    "export_running": (
        "Un autre export de ce paquet est en cours dans {folder} : attendez sa fin, ou "
        "arrêtez-le, puis relancez."
    ),
    "export_worker_died": (
        "Un des {processes} processus de l'export s'est arrêté brutalement (mémoire épuisée, "
        "arrêt de la machine). Aucun paquet n'est livrable ; ce qui était écrit est gardé : "
        "relancez l'export, il reprendra où il en était."
    ),
    "reference_open": (
        "{count} référence(s) ne mènent à rien dans le paquet ; la première est l'attribut "
        "{attribute} de l'entité {entity}. Rien n'est livré. Les identifiants sont dans le "
        "fichier privé references-open.ndjson de l'espace de travail : faites corriger la "
        "source, puis relancez."
    ),
    "bins_do_not_sum": (
        "Des parcours manquent à l'appel : {bins} classés, {read} lus, {source} comptés par la "
        "source. Rien n'est livré. Faites vérifier la correspondance de l'entité person, puis "
        "relancez."
    ),
    "pathways_unknown": (
        "{count} parcours demandé(s) par leur clé ne sont pas dans la source. Vérifiez la "
        "liste, puis relancez."
    ),
    "target_empty": ("La liste des parcours à exporter est vide : donnez au moins une clé."),
    "delta_targeted": (
        "Un complément porte sur toute la source : il ne se limite ni à une liste ni à une "
        "période. Retirez la sélection, ou faites un export ciblé."
    ),
    "pathways_index_malformed": (
        "L'index gardé du paquet précédent est illisible ou incomplet : sans lui, aucun "
        "complément n'est possible. Faites un export entier."
    ),
    "bag_name_unsafe": (
        "Un fichier du paquet porte un nom qu'un manifeste ne peut pas dire ({file}) : "
        "renommez-le à la source."
    ),
    "volume_missing": (
        "Le bordereau annonce {expected} volume(s) et {found} sont là : demandez ceux qui "
        "manquent avant d'intégrer quoi que ce soit."
    ),
    "volume_differs": (
        "Le volume n° {number} n'est pas celui que le bordereau annonce, ou n'est pas à sa "
        "place : demandez-en une nouvelle copie."
    ),
    "volumes_overlap": (
        "Le volume n° {number} contient un fichier qu'un autre volume contient déjà : les "
        "volumes ne viennent pas du même paquet. Demandez-en une nouvelle copie."
    ),
    "volumes_differ": (
        "Chaque volume est intact, mais ensemble ils ne forment pas le paquet que le bordereau "
        "annonce : demandez une nouvelle copie de tous."
    ),
    "gap_attachments_not_carried": (
        "Les pièces jointes ne sont pas dans ce paquet : seules leurs références y sont."
    ),
    "gap_conservation_not_balanced": (
        "Le bilan des valeurs (lues, livrées, écartées) n'a pas pu être établi pour cet export."
    ),
    "gap_source_not_counted": (
        "Le nombre de parcours n'a pas été recompté par la source elle-même."
    ),
    "gap_some_rejected": (
        "Des parcours ont été rejetés pour un défaut : ils reviendront, corrigés, dans une "
        "livraison ultérieure."
    ),
    "gap_some_withheld": (
        "Des parcours ont été retenus : opposition, ou aucune base pour les transmettre."
    ),
    "gap_some_restituted_only": (
        "Des parcours clos, hors du périmètre signé, sont restitués au DAC et ne sont pas livrés."
    ),
    "gap_targeted": ("Cet export est ciblé : il ne contient pas tous les parcours."),
    "gap_delta": ("Ce paquet est un complément : il ne vaut qu'appliqué au paquet qu'il nomme."),
    "delta_expected": (
        "Ce contenu n'est pas un complément : son rapport ne nomme aucun paquet de départ. "
        "Intégrez-le comme un paquet entier."
    ),
    "delta_differs": (
        "Le complément, appliqué, ne donne pas ce que son rapport annonce ({expected} attendu, "
        "{found} trouvé) : le paquet de départ n'est pas le bon, ou l'un des deux a été "
        "modifié. N'intégrez rien et demandez une nouvelle copie."
    ),
}
