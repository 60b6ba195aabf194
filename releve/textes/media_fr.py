"""Databases, file trees and quality suites, in French."""

SENTENCES: dict[str, str] = {
    "endpoint_unknown": (
        "Le point d'accès « {endpoint} » n'existe pas dans cet espace de travail : ajoutez-le, "
        "ou corrigez le plan."
    ),
    "endpoint_unreachable": (
        "La base « {endpoint} » ne répond pas : rien n'a été commencé. Vérifiez le réseau et "
        "la base, puis relancez."
    ),
    "medium_unsupported": (
        "Un support de type « {kind} » n'est pas pris en charge ici : corrigez le plan."
    ),
    "dialect_unproven": (
        "La base « {endpoint} » est de type « {dialect} » : la destruction n'est prouvée que "
        "pour PostgreSQL. Confiez l'acte à son détenteur, par ordre écrit."
    ),
    "database_refused": (
        "La base « {endpoint} » a refusé l'opération ({sqlstate}) : rien n'en a été gardé. "
        "Vérifiez les droits du compte et le journal de la base, puis relancez."
    ),
    "connection_lost": (
        "La connexion à la base « {endpoint} » s'est coupée ({sqlstate}) : son état n'est pas "
        "connu. Relancez, il sera constaté d'abord."
    ),
    "value_unreadable": (
        "La base « {endpoint} » contient une valeur que l'outil ne peut pas lire "
        "({sqlstate}) : rien n'est exporté. Corrigez-la à la source, puis relancez."
    ),
    "lock_timeout": (
        "Quelqu'un se sert encore des tables dans la base « {endpoint} » ({sqlstate}) : rien "
        "n'a été détruit. Fermez les connexions qui restent, puis relancez."
    ),
    "depended_upon": (
        "Une vue ou une autre table de la base « {endpoint} » dépend de celles à détruire "
        "({sqlstate}) : rien n'a été détruit. Ajoutez-la au plan, ou faites-la retirer."
    ),
    "undeclared_table": (
        "Le schéma contient des tables que le plan ne déclare pas ({tables}) : rien n'a été "
        "fait. Ajoutez-les au plan, ou faites-les sortir du schéma."
    ),
    "not_a_plain_table": (
        "Ces objets ne sont pas des tables ordinaires ({tables}) : rien n'a été fait, leur "
        "destruction n'est pas prouvée. Retirez-les du plan ou confiez-les à leur détenteur."
    ),
    "partly_absent": (
        "Des tables du plan manquent et d'autres sont là ({tables} absentes) : rien n'a été "
        "fait. Cherchez ce qui les a retirées avant de continuer."
    ),
    "schema_moved": (
        "Les tables du schéma « {schema} » ont été remplacées pendant l'opération : rien n'a "
        "été détruit. Cherchez qui s'en sert, puis relancez."
    ),
    "table_without_key": (
        "Ces tables n'ont pas de clé primaire ({tables}) : leurs lignes ne peuvent pas être "
        "désignées. Ajoutez une clé à la source, ou exportez-les autrement."
    ),
    "table_name_unsafe": (
        "Ces noms de tables ne peuvent pas nommer un fichier ({tables}) : rien n'est exporté. "
        "Renommez-les à la source."
    ),
    "folder_not_empty": (
        "Le dossier d'export {folder} n'est pas vide : rien n'y est écrit. Videz-le, ou "
        "relancez « releve run », qui en prépare un."
    ),
    "nothing_there": (
        "Il n'y a rien à l'endroit que le plan désigne : rien n'a été fait. Vérifiez le schéma "
        "ou le chemin dans le plan."
    ),
    "expected_without_root": (
        "La demande ne porte pas l'empreinte du contenu à détruire : rien n'a été détruit. "
        "Faites refuser cette demande pour qu'une nouvelle soit ouverte."
    ),
    "absent_without_intent": (
        "Les données ont disparu sans que leur destruction ait été commencée ici : rien n'est "
        "enregistré comme détruit. Cherchez qui les a retirées et prévenez le chef de projet."
    ),
    "reappeared": (
        "Des données sont revenues à « {path} » après le début de leur destruction : elle "
        "s'arrête là. Cherchez ce qui les a remises (restauration, synchronisation) avant de "
        "relancer."
    ),
    "both_present": (
        "Les données sont à la fois à leur place et mises à l'écart pour destruction : rien "
        "n'est écrasé. Cherchez ce qui les a remises avant de relancer."
    ),
    "in_quarantine": (
        "« {path} » est mis à l'écart pour destruction : rien d'autre n'y est fait. Relancez "
        "« releve run » pour terminer."
    ),
    "manifest_missing": (
        "La liste des fichiers mis à l'écart pour destruction manque (« {path} ») : rien de "
        "plus n'est détruit. Prévenez le chef de projet ; n'effacez rien à la main."
    ),
    "manifest_altered": (
        "La liste des fichiers mis à l'écart n'est plus celle qui a été approuvée "
        "(« {path} ») : rien de plus n'est détruit. Prévenez le chef de projet ; n'effacez "
        "rien à la main."
    ),
    "root_missing": (
        "La racine du point d'accès « {endpoint} » n'est pas là : rien n'a été commencé. "
        "Vérifiez que son disque est monté, puis relancez."
    ),
    "path_outside_root": (
        "Le chemin « {path} » sort de la racine de son point d'accès : rien n'a été fait. "
        "Corrigez le plan."
    ),
    "symlink_in_tree": (
        "Un lien symbolique est sur le chemin ou parmi les fichiers : rien n'a été fait, on ne "
        "sait pas ce qu'il désigne. Remplacez-le par ce qu'il désigne, ou retirez-le."
    ),
    "special_file": (
        "Un élément n'est ni un fichier ni un dossier ordinaire (numéro {inode}) : rien n'a "
        "été fait. Retirez-le (find -inum {inode})."
    ),
    "hard_linked": (
        "Un fichier a un second nom ailleurs, qui en garderait le contenu (numéro {inode}) : "
        "rien n'a été fait. Trouvez ce nom (find -inum {inode}) et retirez-le."
    ),
    "other_filesystem": (
        "Une partie du dossier est sur un autre disque (numéro {inode}) : rien n'a été fait. "
        "Déclarez-la à part dans le plan."
    ),
    "name_not_utf8": (
        "Un nom de fichier n'est pas en UTF-8 (numéro {inode}) : rien n'a été fait. "
        "Renommez-le (find -inum {inode})."
    ),
    "file_moved": (
        "Un fichier a changé pendant sa lecture (numéro {inode}) : rien n'en est gardé. "
        "Trouvez ce qui le modifie (find -inum {inode}), puis relancez."
    ),
    "files_refused": (
        "Le système a refusé l'opération sur « {path} » ({errno}) : vérifiez les droits, la "
        "place et le disque, puis relancez."
    ),
    "suite_unknown": (
        "La suite de contrôles « {suite} » n'existe pas : corrigez son nom dans le plan, ou "
        "ajoutez-la aux suites."
    ),
    "suite_malformed": (
        "La suite de contrôles « {suite} » est mal formée (« {field} ») : corrigez ce champ de "
        "son fichier."
    ),
}
