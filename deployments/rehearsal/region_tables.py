"""The tables of the exercise region, as PostgreSQL definitions.

``DAC_TABLES`` is run once in the schema of each DAC, ``REGIONAL_TABLES`` once in the database
of the regional services. Definitions are ours: no publisher schema is public.
"""

DAC_TABLES = """
CREATE TABLE professionnel (
    id bigint PRIMARY KEY, nom text NOT NULL, prenom text NOT NULL, profession text NOT NULL,
    rpps char(11) NOT NULL UNIQUE, structure text NOT NULL, finess char(9) NOT NULL,
    telephone text NOT NULL, courriel text NOT NULL, actif boolean NOT NULL);
CREATE TABLE usager (
    id bigint PRIMARY KEY, ins char(15) UNIQUE, ins_oid text,
    statut_identite text NOT NULL
        CHECK (statut_identite IN ('qualifiée', 'récupérée', 'validée', 'provisoire')),
    nom_naissance text NOT NULL, nom_utilise text, prenoms text NOT NULL,
    prenom_premier text NOT NULL, date_naissance date NOT NULL,
    sexe char(1) NOT NULL CHECK (sexe IN ('M', 'F')), lieu_naissance_insee char(5) NOT NULL,
    telephone text, adresse text NOT NULL, commune_insee char(5) NOT NULL, representant text,
    medecin_traitant_id bigint REFERENCES professionnel,
    statut text NOT NULL CHECK (statut IN ('actif', 'clos')),
    cree_le timestamptz NOT NULL, clos_le timestamptz, motif_cloture text,
    CHECK ((statut = 'clos') = (clos_le IS NOT NULL)),
    CHECK ((ins IS NOT NULL) = (statut_identite = 'qualifiée')),
    CHECK ((ins IS NULL) = (ins_oid IS NULL)));
CREATE TABLE cercle_soins (
    id bigint PRIMARY KEY, usager_id bigint NOT NULL REFERENCES usager,
    professionnel_id bigint REFERENCES professionnel, proche text, role text NOT NULL,
    debut date NOT NULL, fin date, CHECK (fin >= debut),
    CHECK ((professionnel_id IS NULL) <> (proche IS NULL)));
CREATE TABLE demande (
    id bigint PRIMARY KEY, usager_id bigint NOT NULL REFERENCES usager,
    demandeur_id bigint NOT NULL REFERENCES professionnel, recue_le timestamptz NOT NULL,
    motif text NOT NULL, canal text NOT NULL
        CHECK (canal IN ('téléphone', 'messagerie sécurisée', 'courrier', 'formulaire')),
    orientation text NOT NULL, urgente boolean NOT NULL,
    statut text NOT NULL CHECK (statut IN ('acceptée', 'en cours', 'traitée')));
CREATE TABLE evaluation (
    id bigint PRIMARY KEY, usager_id bigint NOT NULL REFERENCES usager,
    auteur_id bigint NOT NULL REFERENCES professionnel, grille text NOT NULL,
    version text NOT NULL, realisee_le date NOT NULL, reponses jsonb NOT NULL,
    score numeric(6, 2) NOT NULL, commentaire text);
CREATE TABLE ppcs (
    id bigint PRIMARY KEY, usager_id bigint NOT NULL UNIQUE REFERENCES usager,
    referent_id bigint NOT NULL REFERENCES professionnel, redige_le date NOT NULL,
    revu_le date, problemes text NOT NULL, souhaits text NOT NULL, objectifs jsonb NOT NULL,
    objectifs_non_atteints text, accord boolean NOT NULL, CHECK (revu_le >= redige_le));
CREATE TABLE action (
    id bigint PRIMARY KEY, ppcs_id bigint NOT NULL REFERENCES ppcs,
    usager_id bigint NOT NULL REFERENCES usager,
    responsable_id bigint NOT NULL REFERENCES professionnel, intitule text NOT NULL,
    statut text NOT NULL CHECK (statut IN ('à faire', 'en cours', 'faite', 'abandonnée')),
    echeance date NOT NULL, faite_le date, resultat text, cout_estime numeric(10, 2),
    CHECK ((statut = 'faite') = (faite_le IS NOT NULL)));
CREATE TABLE note (
    id bigint PRIMARY KEY, usager_id bigint NOT NULL REFERENCES usager,
    auteur_id bigint NOT NULL REFERENCES professionnel, reponse_a bigint REFERENCES note,
    ecrite_le timestamptz NOT NULL, categorie text NOT NULL, urgente boolean NOT NULL,
    texte text NOT NULL);
CREATE TABLE consentement (
    id bigint PRIMARY KEY, usager_id bigint NOT NULL REFERENCES usager,
    nature text NOT NULL CHECK (nature IN ('consentement', 'non-opposition', 'opposition')),
    portee text NOT NULL, recueilli_le date NOT NULL, retire_le date, oral boolean NOT NULL,
    trace bytea, CHECK (retire_le >= recueilli_le));
CREATE TABLE document_ref (
    id bigint PRIMARY KEY, usager_id bigint NOT NULL REFERENCES usager,
    auteur_id bigint NOT NULL REFERENCES professionnel, titre text NOT NULL,
    classe text NOT NULL, type_mime text NOT NULL, chemin text NOT NULL UNIQUE,
    taille bigint NOT NULL CHECK (taille > 0), sha256 char(64) NOT NULL,
    depose_le timestamptz NOT NULL);
"""

DAC_INDEXES = """
CREATE INDEX ON cercle_soins (usager_id); CREATE INDEX ON demande (usager_id);
CREATE INDEX ON evaluation (usager_id); CREATE INDEX ON action (usager_id);
CREATE INDEX ON action (ppcs_id); CREATE INDEX ON note (usager_id);
CREATE INDEX ON consentement (usager_id); CREATE INDEX ON document_ref (usager_id);
"""

REGIONAL_TABLES = """
CREATE SCHEMA vigilans;
CREATE TABLE vigilans.rappel (
    id bigint PRIMARY KEY, nom text NOT NULL, prenom text NOT NULL, telephone text NOT NULL,
    ouvert_le date NOT NULL, prevu_le date NOT NULL,
    statut text NOT NULL CHECK (statut IN ('ouvert', 'clos', 'relayé')), clos_le date,
    relaye_le timestamptz, relaye_vers text,
    CHECK ((statut = 'relayé') = (relaye_le IS NOT NULL AND relaye_vers IS NOT NULL)));
CREATE TABLE vigilans.suivi (
    id bigint PRIMARY KEY, rappel_id bigint NOT NULL REFERENCES vigilans.rappel,
    fait_le timestamptz NOT NULL, joint boolean NOT NULL, texte text NOT NULL);
CREATE SCHEMA nutriage;
CREATE TABLE nutriage.beneficiaire (
    id bigint PRIMARY KEY, nom text NOT NULL, prenom text NOT NULL, date_naissance date NOT NULL,
    inclus_le date NOT NULL, sorti_le date NOT NULL);
CREATE TABLE nutriage.seance (
    id bigint PRIMARY KEY, beneficiaire_id bigint NOT NULL REFERENCES nutriage.beneficiaire,
    realisee_le date NOT NULL, poids_kg numeric(5, 1) NOT NULL, conseils text NOT NULL);
CREATE SCHEMA tlc;
CREATE TABLE tlc.teleconsultation (
    id bigint PRIMARY KEY, patient text NOT NULL, rpps char(11) NOT NULL,
    debut timestamptz NOT NULL, duree_s integer NOT NULL, cadre text NOT NULL, motif text);
CREATE TABLE tlc.teleexpertise (
    id bigint PRIMARY KEY, patient text NOT NULL, rpps_requerant char(11) NOT NULL,
    rpps_expert char(11) NOT NULL, demandee_le timestamptz NOT NULL, rendue_le timestamptz,
    question text NOT NULL, reponse text);
CREATE SCHEMA visio;
CREATE TABLE visio.session (
    id bigint PRIMARY KEY, salle text NOT NULL, organisateur text NOT NULL,
    debut timestamptz NOT NULL, duree_s integer NOT NULL, participants smallint NOT NULL);
CREATE SCHEMA messagerie;
CREATE TABLE messagerie.fil (
    id bigint PRIMARY KEY, dac text NOT NULL, usager_id bigint NOT NULL, sujet text NOT NULL);
CREATE TABLE messagerie.message (
    id bigint PRIMARY KEY, fil_id bigint NOT NULL REFERENCES messagerie.fil,
    auteur text NOT NULL, envoye_le timestamptz NOT NULL, texte text NOT NULL,
    lu boolean NOT NULL);
CREATE SCHEMA traces;
CREATE TABLE traces.acces (
    id bigint PRIMARY KEY, horodatage timestamptz NOT NULL, utilisateur text NOT NULL,
    dac text NOT NULL, usager_id bigint NOT NULL, action text NOT NULL
        CHECK (action IN ('lecture', 'écriture', 'impression')), adresse inet NOT NULL);
CREATE SCHEMA indicateurs;
CREATE TABLE indicateurs.usage_mensuel (
    mois date NOT NULL, service text NOT NULL, territoire text NOT NULL,
    actes integer NOT NULL CHECK (actes >= 0), utilisateurs integer NOT NULL,
    depense_eur numeric(12, 2), PRIMARY KEY (mois, service, territoire));
"""
