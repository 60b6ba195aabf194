"""A small plan in which every guard has something to say, and named ways to change it.

Two milestones: *rappels* (2 to 4 March 2026) and *fermeture* (1 to 5 June 2026). A service of live
follow-ups, one stopped, one handed over, one already stopped; data destroyed with its copies, data
kept with a copy destroyed by another.
"""

import base64
import json
from copy import deepcopy
from hashlib import sha256

from releve.canonical import digest
from releve.model.plan import Plan
from releve.plan.reader import canonical_bytes

REQUESTER = "exploitante"
"""Opens requests; a lead too, so that approving one's own request is a temptation."""

_PEOPLE = (
    ("cheffe", "ville", ("lead",)),
    ("directrice", "ville", ("controller",)),
    ("adjointe", "ville", ("lead", "controller")),
    ("exploitante", "ville", ("operator", "lead")),
    ("medecin", "ville", ("clinician",)),
    ("deleguee", "ville", ("dpo",)),
    ("maire-voisin", "voisine", ("controller",)),
    ("reception", "reseau", ("recipient",)),
    ("reception-voisine", "voisine", ("recipient",)),
    ("archiviste", "archives", ("archivist",)),
    ("editrice", "editeur", ("publisher",)),
    ("tutelle", "etat", ("authority",)),
)


def key_line(name):
    """Return somebody's public key, as OpenSSH writes it; nobody holds its private half."""
    parts = (b"ssh-ed25519", sha256(name.encode()).digest())
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"ssh-ed25519 {base64.b64encode(blob).decode()}"


def _policy(verb, decides):
    return {
        "verb": verb,
        "decides": decides,
        "performs": ["operator"],
        "controls": ["lead"],
        "advises": [],
        "informed": [],
        "least_kind": "signed_pdf" if verb == "hand_over" else "personal_key",
        "longest_minutes": 120,
        "approval_valid_days": 20,
    }


def _service(name, outcome, milestone, **more):
    return {
        "id": name,
        "name": name.capitalize(),
        "family": "public",
        "scope": "establishment",
        "contract": "portail",
        "controller": "ville",
        "performer": "us",
        "outcome": outcome,
        "milestone": milestone,
        "control": {"host": "serveur", "unit": f"{name}.service", "probe": f"sonde-{name}"},
        **more,
    }


def _retention(until, *, discharged):
    return {
        "decided_by": "ville",
        "decided_on": "2025-06-01",
        "reference": "Décision n° 1",
        "legal_basis": "Base légale d'exemple",
        "duration": "Un an",
        "until": until,
        "discharged_by_acceptance": discharged,
    }


def _asset(name, services, **more):
    return {
        "id": name,
        "title": name.capitalize(),
        "scope": "establishment",
        "services": services,
        "controller": "ville",
        "contract": "portail",
        "producer": "ville",
        "performer": "us",
        "medium": {"kind": "sql", "endpoint": "base", "schema_name": name, "tables": ["a"]},
        "archives_regime": "privées",
        "retention": _retention("2026-01-01", discharged=False),
        "restitution": {
            "recipient": "reseau",
            "instruction": "Lettre n° 2",
            "kind": "folder",
            "drop": "depot",
            "milestone": "rappels",
        },
        "fate": "destroyed",
        "milestone": "fermeture",
        "copies": [],
        **more,
    }


def _copy(name, fate, performer="us", **more):
    kind = "files" if performer == "us" else "external"
    place = {"endpoint": "sauvegardes", "path": name} if performer == "us" else {}
    told = {} if performer == "us" else {"described_as": "Chez l'éditeur"}
    return {
        "id": name,
        "title": name.capitalize(),
        "nature": "sauvegarde",
        "ours": False,
        "medium": {"kind": kind, **place, **told},
        "performer": performer,
        "fate": fate,
        "milestone": "fermeture",
        **more,
    }


BASE = {
    "format": "releve/plan/1",
    "programme": "mediatheque",
    "title": "Fermeture du portail",
    "realm": "real",
    "origin": "releve/mediatheque",
    "timezone": "Europe/Paris",
    "small_count_threshold": 5,
    "processing": {"hds_host": "ville", "hds_certificate": "Aucun", "impact_assessment": "Aucune"},
    "custody": {"custodian": "ville", "retention": "Cinq ans", "final_fate": "Versement"},
    "adoption": {"people": ["cheffe", "directrice"], "threshold": 2},
    "organisations": [
        {"id": one, "name": one.capitalize(), "kind": "exemple", "public_body": True}
        for one in ("ville", "voisine", "reseau", "archives", "editeur", "etat")
    ],
    "people": [
        {
            "id": one,
            "name": "Personne d'exercice",
            "title": "Agent",
            "organisation": body,
            "roles": list(roles),
            "keys": [key_line(one)],
        }
        for one, body, roles in _PEOPLE
    ],
    "contracts": [
        {
            "id": "portail",
            "title": "Portail",
            "buyer": "ville",
            "holder": "editeur",
            "lot": "Lot unique",
            "ends_on": "2026-12-31",
            "general_clauses": "Clauses",
            "reversibility_clause": "Article 12",
            "destruction_within_days": 90,
            "end_of_support": "2026-12-31",
        }
    ],
    "hosts": [{"id": "serveur", "organisation": "ville", "endpoint": "hote-serveur"}],
    "milestones": [
        {
            "id": "rappels",
            "title": "Fin des rappels",
            "due": {"on": "2026-03-31", "precision": "day"},
            "window": {"opens": "2026-03-02T08:00:00Z", "closes": "2026-03-04T18:00:00Z"},
        },
        {
            "id": "fermeture",
            "title": "Fermeture et destruction",
            "due": {"on": "2026-06-30", "precision": "season"},
            "window": {"opens": "2026-06-01T08:00:00Z", "closes": "2026-06-05T18:00:00Z"},
        },
    ],
    "policies": [
        _policy("shut_down", ["lead", "controller"]),
        _policy("hand_over", ["lead", "recipient"]),
        _policy("destroy", ["controller", "lead"]),
    ],
    "services": [
        _service(
            "rappel",
            "stopped",
            "rappels",
            active_follow_up={
                "described_as": "Rappels",
                "phone": "3000",
                "count": {
                    "kind": "sql",
                    "endpoint": "base",
                    "schema_name": "rappels",
                    "tables": ["file_active"],
                },
            },
        ),
        _service("portail", "stopped", "fermeture", requires=["rappel"]),
        _service("catalogue", "handed_over", "fermeture", recipient="reseau"),
        _service("ancien", "already_stopped", "rappels"),
    ],
    "assets": [
        _asset(
            "abonnes",
            ["rappel", "portail"],
            archives_regime="publiques",
            retention=_retention("2026-06-02", discharged=False),
            requires=["affiches"],
            copies=[
                _copy("dump", "destroyed"),
                _copy("nuit", "expires", expires_on="2026-06-10"),
            ],
        ),
        _asset(
            "affiches",
            ["ancien"],
            fate="kept",
            fate_reason="Versées aux archives",
            copies=[
                _copy("paquet", "destroyed"),
                _copy("replique", "destroyed", performer="publisher"),
                _copy("papier", "out_of_scope", reason="Tenu par la ville"),
            ],
        ),
    ],
    "out_of_perimeter": [],
}


def make_plan(*, keep=None, change=None):
    """Return the plan with only the services and assets in ``keep``, changed where ``change`` says.

    ``change`` maps ways (``assets.abonnes.retention.until``; ids or field names) to values. A
    service or asset left out is also left out of every ``requires`` and ``services``.
    """
    plan = deepcopy(BASE)
    if keep is not None:
        for section in ("services", "assets"):
            plan[section] = [one for one in plan[section] if one["id"] in keep]
        for one in (*plan["services"], *plan["assets"]):
            for name in ("requires", "services"):
                if name in one:
                    one[name] = [other for other in one[name] if other in keep]
    for way, value in (change or {}).items():
        *path, last = way.split(".")
        inside = plan
        for part in path:
            inside = _into(inside, part)
        if isinstance(inside, list):
            inside[[one.get("id", one.get("verb")) for one in inside].index(last)] = value
        else:
            inside[last] = value
    return Plan.model_validate_json(json.dumps(plan))


def _into(inside, part):
    if isinstance(inside, dict):
        return inside[part]
    return next(one for one in inside if part in {one.get("id"), one.get("verb")})


def plan_digest(plan):
    """Return the digest under which a plan is adopted."""
    return digest(canonical_bytes(plan))


VIEW = {
    "assets.abonnes.copies": [],
    "assets.affiches.copies": [],
    "assets.abonnes.requires": ["affiches"],
    "assets.affiches.pathways_table": None,
    "assets.affiches.medium": {
        "kind": "pathways",
        "endpoint": "base",
        "schema_name": "abonnes",
        "mapping": {"file": "mapping.yaml", "digest": "sha256:" + "1" * 64},
        "scope": {"file": "scope.yaml", "digest": "sha256:" + "2" * 64},
    },
    "assets.affiches.switch_over": {
        "double_entry_from": "2026-02-01",
        "double_entry_until": "2026-02-28",
        "on": "2026-03-01",
        "trial": True,
    },
}
"""What makes *affiches* a view of the pathways that the tables of *abonnes* hold."""

EXTRACTED = VIEW | {
    "assets.affiches.medium": VIEW["assets.affiches.medium"]
    | {"endpoint": "paquets", "schema_name": "main", "extraction": "sha256:" + "3" * 64},
}
"""What makes *affiches* a view of an extraction that the publisher of *abonnes* handed over."""

VALIDATED = {"policies": [*BASE["policies"], _policy("certify", ["controller"])]}
"""What makes a plan ask for the validation of what was destroyed."""


def notice(audience, **more):
    """A closing notice of the small plan."""
    return {
        "audience": audience,
        "phone": "01 99 00 00 00",
        "place": "1 rue de l'Exemple",
        "documents_went": "Chez vous.",
        "replaced_by": "Un autre outil.",
        "dpo": "01 99 00 00 09",
        **more,
    }


NOTIFIED = {"services.rappel.notices": [notice("professionals"), notice("patients")]}
"""What makes *rappel* close only once two audiences were told."""
