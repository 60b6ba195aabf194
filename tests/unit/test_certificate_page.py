"""What the page of a certificate says: status, three parts, validation, the third party's paper."""

import json
from dataclasses import replace

import pytest

from releve import canonical
from releve.certificates.certificate import certificate_data
from releve.certificates.statement import build_statement
from releve.errors import StepRefused
from releve.model.acts import SignatureKind
from releve.model.people import Role
from releve.model.plan import StepPolicy, Verb
from tests.fakes.paper_ledger import PaperLedger, finish, log_key, plan, request, story

COPY, ASSET = "copy:dac-littoral/paquet", "asset:dac-littoral"
SQL = {"medium": "sql", "technique": "drop_table"}
FILES = {"medium": "files", "technique": "overwrite_unlink"}
LEFT = (
    "des exemplaires restent à supprimer ; des exemplaires expirent à une date, sans que nous le "
    "voyions ; des exemplaires sont hors périmètre"
)
VALIDATION = StepPolicy(
    verb=Verb.CERTIFY,
    decides=(Role.CONTROLLER,),
    performs=(Role.OPERATOR,),
    controls=(),
    advises=(),
    informed=(),
    least_kind=SignatureKind.PERSONAL_KEY,
    longest_minutes=60,
    approval_valid_days=3,
)


def asking(**changes):
    return plan().model_copy(update={"policies": (VALIDATION,), **changes})


def copied(outcome="destroyed", observed="absent", between=None, **facts):
    """The story, and then its copy ended as ``facts`` say."""
    paper = story()
    named = request(paper, "destroy", COPY, "2025-06-30T19:10", root=None)
    yes = paper.act("approval", COPY, "2025-06-30T19:15", "cheffe-projet")
    finish(
        paper,
        "destroy",
        COPY,
        "2025-06-30T19:30",
        named=named,
        acts=[yes],
        outcome=outcome,
        observed=observed,
        between=(lambda: between(paper, named)) if between else (lambda: None),
        **{"facts": FILES} | facts,
    )
    return paper


def attested(scan=None):
    def between(paper, named):
        paper.add(
            "order_issued",
            COPY,
            "2025-06-30T19:20",
            number="OE-1",
            performer="publisher",
            request=named,
            document=paper.keep(b"order"),
        )
        told = {"order": "OE-1", "observed": "absent", "performed_at": "2025-06-30T19:22:00Z"}
        index = paper.act("attestation", COPY, "2025-06-30T19:25", "editeur-support", **told)
        if scan is not None:
            entry = paper.entries[index]
            paper.entries[index] = replace(entry, body={**entry.body, "scan": paper.keep(scan)})

    return between


def validated(paper, decision="accept", at="2025-07-01T09:00"):
    subject = paper.entries[-1].subject
    fields = {"certificate": "x", "decision": decision}
    paper.act("validation", subject, at, "responsable-littoral", **fields)
    return paper


def told(paper, outcome=None, agreed=None, language="fr"):
    agreed = agreed or plan()
    ended = [one.index for one in paper.entries if one.kind.value == "outcome_recorded"]
    ledger = PaperLedger(paper, log_key())
    statement = build_statement(
        plan=agreed,
        entries=paper.entries,
        outcome=ended[-1] if outcome is None else outcome,
        leaf_hash=ledger.leaf,
        checkpoint=ledger.checkpoint(),
        tool="releve 0.1.0",
    )
    return json.loads(statement)["predicate"], certificate_data(
        statement, plan=agreed, language=language
    )


def parts(data):
    """Each of the three parts, its rows by name."""
    heads = data["parts"]["columns"][1:]
    return {
        head: {row[0]: row[at] for row in data["parts"]["rows"]}
        for at, head in enumerate(heads, start=1)
    }


def rows(data):
    return {row["label"]: row["value"] for one in data["sections"] for row in one["rows"]}


def plain(value):
    return value.replace("\u00a0", " ")


# ------------------------------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("paper", "status", "reasons"),
    [
        (copied, "détruit", ""),
        (
            lambda: copied("found_absent"),
            "détruit avec exceptions",
            "constaté absent : l’acte lui-même n’a pas été observé",
        ),
        (
            lambda: copied("attested", "unreachable", attested(), performer="publisher"),
            "détruit avec exceptions",
            "attesté par un tiers, non constaté par nous",
        ),
        (lambda: copied("attested", "absent", attested(), performer="publisher"), "détruit", ""),
        (
            story,
            "détruit avec exceptions",
            LEFT,
        ),
    ],
    ids=["copy", "found-absent", "attested-unseen", "attested-seen", "copies-left"],
)
def test_the_status_is_said_with_its_reasons(paper, status, reasons):
    _, data = told(paper())
    assert (data["status"]["value"], plain(data["status"]["reasons"])) == (status, reasons)


# ---------------------------------------------------------------------------------- three parts


def test_three_parts_each_by_whom_and_how_signed():
    _, data = told(validated(story()), agreed=asking())
    found = parts(data)
    assert list(found) == ["Assainissement", "Vérification", "Validation"]
    act, look, yes = found.values()
    assert act["Par"] == "Alix Exemple, exploitante, GRADeS d’exemple"
    assert act["Lieu"] == "base (lu dans\u00a0: plan)"
    assert act["Signature"] == look["Signature"] == "journal signé"
    assert plain(look["Par"]) == "outil Relève (Hébergeur d’exemple) ; aucune personne"
    assert plain(look["Résultat"]).startswith("réussi : constaté absent")
    assert yes["Résultat"] == "accepter (entrée 22)"
    assert yes["Par"] == "Dominique Exemple, responsable de traitement, DAC Littoral <d’exemple>"
    assert (yes["Date"], yes["Signature"]) == ("1er juillet 2025, 11:00", "clé personnelle")
    assert {one["Contact"] for one in found.values()} == {"non relevé"}


def test_verification_never_names_a_person():
    for paper in (story(), copied("attested", "absent", attested(), performer="publisher")):
        predicate, data = told(validated(paper), agreed=asking())
        assert predicate["parts"]["verification"]["by"] == "releve"
        look = " ".join(parts(data)["Vérification"].values())
        assert not any(person.name in look for person in plan().people)


def test_a_contact_comes_from_the_plan():
    people = tuple(
        one.model_copy(update={"contact": "poste 12"}) if one.id == "responsable-littoral" else one
        for one in plan().people
    )
    _, data = told(validated(story()), agreed=asking(people=people))
    assert parts(data)["Validation"]["Contact"] == "poste 12"


def test_a_plan_without_validation_says_so():
    predicate, data = told(story())
    assert predicate["validation"] == {"planned": False, "acts": [], "sent_back": []}
    assert predicate["parts"]["validation"] is None
    assert parts(data)["Validation"]["Résultat"] == "le plan n’en prévoit pas"


def test_nothing_is_stated_before_the_validation_that_is_asked():
    for paper in (story(), validated(story(), "escalate")):
        with pytest.raises(StepRefused, match="validation_pending"):
            told(paper, agreed=asking())


# -------------------------------------------------------------------------- sent back, and again


def repeated():
    paper = validated(copied(), "repeat")
    named = request(paper, "destroy", COPY, "2025-07-02T08:00", root=None)
    entry = paper.entries[-1]
    body = {**entry.body, "occurrence": 1, "records": 0, "digest": f"{named}2"}
    paper.entries[-1] = replace(entry, body=body)
    yes = paper.act("approval", COPY, "2025-07-02T09:00", "cheffe-projet")
    finish(
        paper,
        "destroy",
        COPY,
        "2025-07-02T19:30",
        named=f"{named}2",
        acts=[yes],
        outcome="found_absent",
        facts=FILES,
    )
    return validated(paper, at="2025-07-03T09:00")


def test_what_was_sent_back_is_told():
    paper = repeated()
    first = [one.index for one in paper.entries if one.kind.value == "outcome_recorded"][-2]
    predicate, data = told(paper, agreed=asking())
    assert predicate["number"].endswith(".paquet-2")
    (back,) = predicate["validation"]["sent_back"]
    assert (back["outcome"]["index"], back["act"]["index"]) == (first, first + 1)
    assert back["act"]["decision"] == "repeat"
    assert rows(data)["Renvoyé auparavant"] == (
        f"suppression (entrée {first}), renvoyée par la validation de l’entrée {first + 1}"
    )
    assert data["title"] == "Constat d’absence"


# ------------------------------------------------------------------------------- another's act


def test_what_another_says_is_told_as_its_word():
    paper = copied("attested", "unreachable", attested(), performer="publisher")
    _, data = told(validated(paper), agreed=asking())
    act = parts(data)["Assainissement"]
    assert plain(act["Par"]) == (
        "Noor Exemple, responsable du support, Éditeur d’exemple ; dit l’avoir fait le "
        "30 juin 2025, 21:22"
    )
    assert act["Signature"] == "clé personnelle"
    assert parts(data)["Vérification"]["Résultat"].startswith("indéterminé")
    assert "aucune jointe" in rows(data)["Pièce du tiers"]


def test_the_paper_of_another_is_shown_by_its_digest():
    paper = copied("attested", "absent", attested(b"papier"), performer="publisher")
    predicate, data = told(paper)
    digest = canonical.digest(b"papier")
    assert predicate["provider"]["scan"] == digest
    assert digest.removeprefix("sha256:") in rows(data)["Pièce du tiers"]


def test_of_an_act_of_ours_there_is_no_such_paper():
    predicate, data = told(story())
    assert predicate["provider"] is None
    assert rows(data)["Pièce du tiers"] == "aucune"


# -------------------------------------------------------------------------------------- fields


def test_every_identity_field_is_named_read_or_not():
    facts = {
        "medium": "device",
        "technique": "shred",
        "medium_identity": {"category_after": {"value": "public", "source": "plan de classement"}},
    }
    _, data = told(copied(facts=facts))
    shown = plain(rows(data)["Identification"]).lower()
    for name in (
        "fabricant",
        "modèle",
        "numéro de série",
        "numéro interne",
        "type de support",
        "provenance du support",
        "catégorie avant",
        "destination après l’acte",
    ):
        assert name in shown.partition("non relevés :")[2]
    assert "catégorie après : public (lu dans : plan de classement)" in shown


@pytest.mark.parametrize(
    ("facts", "method"),
    [
        (SQL, "aucune des méthodes du guide (clear, purge, destroy) n’est revendiquée"),
        ({"medium": "device", "technique": "overwrite"}, "clear (effacement)"),
        ({"medium": "device", "technique": "degauss"}, "purge"),
        ({"medium": "device", "technique": "shred"}, "destroy (destruction)"),
        (
            {"medium": "device", "technique": "cryptographic_erase"},
            "aucune des méthodes du guide (clear, purge, destroy) n’est revendiquée",
        ),
    ],
    ids=["drop", "overwrite", "degauss", "shred", "keys-in-doubt"],
)
def test_the_method_is_the_one_the_level_allows(facts, method):
    _, data = told(copied(facts=facts))
    assert rows(data)["Méthode"] == method


def test_no_sentence_is_missing_in_either_language():
    papers = (
        validated(story()),
        repeated(),
        validated(copied("attested", "unreachable", attested(b"papier"), performer="publisher")),
    )
    for paper in papers:
        for language in ("fr", "en"):
            _, data = told(paper, agreed=asking(), language=language)
            shown = json.dumps(data, ensure_ascii=False)
            assert "‹" not in shown
            assert "aucune phrase" not in shown
            assert "no sentence" not in shown
