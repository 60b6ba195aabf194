"""What the names of tables and columns usually mean, in French and in English.

Guesses only ever draft a mapping: a person reads it, and :mod:`releve.pathways.check` judges it.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_TABLES = """
person: usager patient personne beneficiaire dossier person user client resident
relative: proche aidant entourage contact relative caregiver
circle_member: cercle_soins cercle equipe_soins intervenant care_team circle_member membre_cercle
request: demande sollicitation orientation request referral
assessment: evaluation bilan grille assessment survey
care_plan: ppcs plan pps plan_personnalise care_plan projet
goal: objectif goal
action: action tache task
event: evenement rendez_vous rdv visite event appointment encounter
note: note cahier_liaison transmission observation message_liaison comment
document: document document_ref piece piece_jointe fichier attachment
alert: alerte signalement alert flag
consent: consentement consent non_opposition autorisation
closure: cloture sortie fin_parcours closure discharge
professional: professionnel praticien ps agent practitioner professional
organisation: structure etablissement organisme organisation organization
"""

_ANYWHERE = """
telephone: telephone tel phone portable mobile
email: courriel email mail adresse_mail
status: statut etat status state
author: auteur_id auteur author_id redacteur_id cree_par
comment: commentaire comment remarque
organisation: structure_id etablissement_id organisation_id organisme_id
professional: professionnel_id praticien_id professional_id practitioner_id
urgent: urgent urgente urgence
reason: motif raison reason
title: titre intitule libelle title label
"""

_ATTRIBUTES = """
person.ins: ins matricule_ins ins_matricule nir
person.ins_authority: ins_oid oid oid_ins autorite_ins
person.identity_status: statut_identite etat_identite identity_status
person.birth_family_name: nom_naissance nom_famille birth_name birth_family_name maiden_name
person.used_family_name: nom_utilise nom_usage nom_marital used_name last_name nom
person.given_names: prenoms liste_prenoms given_names first_names
person.first_given_name: prenom_premier premier_prenom first_name prenom
person.used_given_name: prenom_utilise prenom_usage used_first_name
person.birth_date: date_naissance ddn birth_date dob ne_le
person.gender: sexe sex gender genre
person.birth_place: lieu_naissance_insee insee_naissance code_insee_naissance lieu_naissance
person.death_date: date_deces deces_le death_date decede_le
person.address: adresse address rue adresse_postale
person.postal_code: code_postal cp zip postal_code
person.commune: commune_insee code_insee insee commune code_commune
person.representative: representant representant_legal tuteur representative
person.treating_physician: medecin_traitant_id medecin_traitant mt_id physician_id
person.opened_at: cree_le ouvert_le date_creation date_ouverture created_at opened_at
relative.name: nom nom_complet name full_name
relative.relationship: lien lien_parente parente relationship
relative.representative: est_representant personne_confiance representative
circle_member.relative: proche_id aidant_id relative_id
circle_member.relative_name: proche nom_proche aidant relative_name
circle_member.role: role fonction
circle_member.start: debut date_debut depuis start start_date
circle_member.end: fin date_fin jusqu end end_date
request.requester: demandeur_id requester_id prescripteur_id
request.received_at: recue_le date_demande date_reception received_at
request.channel: canal moyen channel
request.orientation: orientation suite
assessment.grid: grille questionnaire grid
assessment.version: version
assessment.done_on: realisee_le date_evaluation faite_le done_on date_bilan
assessment.answers: reponses answers items contenu
assessment.score: score total
care_plan.referent: referent_id referent
care_plan.written_on: redige_le date_redaction ecrit_le written_on
care_plan.revised_on: revu_le revise_le date_revision revised_on
care_plan.problems: problemes problematique problems
care_plan.wishes: souhaits attentes wishes
care_plan.unmet_objectives: objectifs_non_atteints unmet_objectives
care_plan.agreement: accord accord_usager agreement
goal.care_plan: ppcs_id plan_id care_plan_id
goal.description: libelle description objectif intitule
goal.achieved: atteint achieved realise
action.care_plan: ppcs_id plan_id care_plan_id
action.owner: responsable_id acteur_id owner_id assigne_a
action.due_on: echeance prevue_le due_on due_date date_echeance
action.done_on: faite_le realisee_le done_on date_realisation
action.result: resultat result
action.estimated_cost: cout_estime cout estimated_cost
event.type: type type_evenement nature
event.start: debut date_debut start start_at
event.end: fin date_fin end end_at
event.organiser: organisateur_id organiser_id organizer_id
event.participants: participants
event.report: compte_rendu cr report
note.reply_to: reponse_a parent_id reply_to fil_id
note.written_at: ecrite_le date_note written_at created_at cree_le
note.category: categorie type category
note.text: texte contenu text body message
document.class: classe type categorie class
document.media_type: type_mime mime media_type content_type
document.deposited_at: depose_le date_depot deposited_at created_at
document.file/path: chemin path fichier file_path emplacement
document.file/sha256: sha256 empreinte hash
document.file/size: taille size octets
alert.severity: gravite severite niveau severity
alert.trigger: declencheur motif trigger
alert.raised_at: levee_le date_alerte raised_at cree_le
alert.acknowledged_by: acquittee_par_id acquittee_par acknowledged_by
alert.acknowledged_at: acquittee_le date_acquittement acknowledged_at
consent.nature: nature type nature_consentement
consent.scope: portee perimetre objet scope
consent.collected_on: recueilli_le date_recueil collected_on
consent.withdrawn_on: retire_le date_retrait revoque_le withdrawn_on
consent.oral: oral verbal
consent.trace: trace preuve signature
closure.closed_at: clos_le date_cloture cloture_le closed_at date_sortie sorti_le
closure.reason: motif_cloture motif_sortie closure_reason
closure.outcome: issue devenir outcome
closure.relay: relais relay
professional.family_name: nom nom_exercice family_name last_name
professional.given_name: prenom prenom_exercice given_name first_name
professional.profession: profession metier specialite
professional.rpps: rpps numero_rpps id_rpps
professional.active: actif active en_activite
organisation.name: nom raison_sociale name libelle
organisation.type: type categorie
organisation.finess: finess numero_finess
organisation.siret: siret numero_siret
"""

_FILLER = frozenset({"t", "tb", "tbl", "table", "de", "du", "des", "la", "le", "d", "l", "dac"})


def _read(text: str) -> dict[str, tuple[str, ...]]:
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {name: tuple(words.split()) for name, _, words in lines}


TABLES: Mapping[str, Sequence[str]] = _read(_TABLES)
"""By entity, the folded names of tables that usually hold it, likeliest first."""

ANYWHERE: Mapping[str, Sequence[str]] = _read(_ANYWHERE)
ATTRIBUTES: Mapping[str, Sequence[str]] = _read(_ATTRIBUTES)


def folded(name: str) -> str:
    """Return a name without accents, case, plurals and filler: ``T_Patients`` gives ``patient``."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))
    letters = "".join(one for one in plain.casefold() if not unicodedata.combining(one))
    words = [one for one in re.split(r"[^a-z0-9]+", letters) if one and one not in _FILLER]
    return "_".join(words)


def singular(name: str) -> str:
    """Return a folded name with each word in the singular, as far as its last letter tells."""
    return "_".join(word[:-1] if word[-1:] in "sx" else word for word in name.split("_"))


def words_for(entity: str, attribute: str) -> Sequence[str]:
    """Return the folded names of columns that usually hold an attribute, likeliest first."""
    own = ATTRIBUTES.get(f"{entity}.{attribute}", ())
    return [folded(word) for word in (*own, *ANYWHERE.get(attribute, ()), attribute)]


def table_for(entity: str, tables: Sequence[str]) -> str | None:
    """Return the table whose name means an entity, if any does."""
    by_name = {singular(folded(one)): one for one in reversed(tables)}
    return next((by_name[word] for word in map(singular, TABLES[entity]) if word in by_name), None)


def links_to(table: str) -> Sequence[str]:
    """Return the folded names of columns that usually hold the key of a table's rows."""
    names = dict.fromkeys([singular(folded(table)), *TABLES["person"]])
    return [way for name in names for way in (f"{name}_id", f"id_{name}", name)]
