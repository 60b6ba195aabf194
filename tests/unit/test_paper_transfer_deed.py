"""The deed of transfer says what passes, and is a draft until its recipient has signed."""

import pytest

from releve.errors import UsageError
from releve.papers.paper import PaperKind, Table
from releve.papers.registry import build_paper
from releve.papers.twin import content_digest
from tests.fakes.built_paper import ACTED, abouts, built, case_of, printed
from tests.fakes.fact_maker import FactMaker
from tests.fakes.plan_maker import _asset, make_plan

DEED = PaperKind.TRANSFER_DEED
SERVICE = "service:catalogue"
SUCCESSION = {
    "configuration": ["Fichiers du serveur"],
    "data": ["Notices du catalogue"],
    "responsibilities": ["Support des lecteurs"],
    "skills": ["Redémarrer la brique", "Restaurer une sauvegarde"],
    "accesses": ["Notre clé sur le serveur"],
}
WRITTEN = {"services.catalogue.succession": SUCCESSION}
HELD = {"assets.affiches.services": ["ancien", "catalogue"]}


def asked(change=None):
    facts = FactMaker(make_plan(change={**WRITTEN, **(change or {})}))
    facts.adopt()
    facts.now = ACTED
    facts.probe(SERVICE)
    facts.ask(SERVICE)
    facts.approve(SERVICE)
    return facts


def handed_over(change=None, reserves="-"):
    facts = asked(change)
    facts.act("transfer", SERVICE, reserves=reserves)
    facts.intend(SERVICE, [one.index for one in facts.state.of(SERVICE).approvals])
    means = "authorized_keys_line_removed"
    facts.end(SERVICE, "handed_over", observed="up", facts={"recipient": "reseau"})
    facts.entries[-1].body["means"] = means
    return facts


def tables(paper, code):
    section = next(
        one for one in paper.sections if one.heading is not None and one.heading.code == code
    )
    return [one for one in section.blocks if isinstance(one, Table)]


def test_only_what_the_plan_hands_over_has_a_deed():
    facts = asked()
    assert abouts(facts, DEED) == (SERVICE,)
    with pytest.raises(UsageError) as refused:
        build_paper(DEED, case_of(facts, "service:portail"))
    assert refused.value.code == "paper_about_unknown"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_is_known_in_both_languages(language):
    text = printed(handed_over(HELD, "à voir"), DEED, SERVICE, language=language)
    assert [one for one in ("aucune phrase", "no sentence", "‹") if one in text] == []


def test_it_is_a_draft_until_the_recipient_signs():
    facts = asked()
    before = printed(facts, DEED, SERVICE)
    assert before.splitlines().count("Projet d’acte de transfert") == 1
    assert "Rien n’est transféré" in before
    assert "Pas encore retirés" in before
    act = facts.act("transfer", SERVICE)
    after = printed(facts, DEED, SERVICE)
    assert "Projet" not in after
    assert "Accepté sans réserve par Personne d'exercice, Agent, Reseau" in after
    assert f"(entrée {act.index})" in after


def test_an_act_about_another_request_leaves_it_a_draft():
    facts = asked()
    facts.act("transfer", SERVICE, request="sha256:" + "0" * 64)
    assert "Projet d’acte de transfert" in printed(facts, DEED, SERVICE)


def test_everything_that_passes_is_listed():
    text = printed(asked(HELD), DEED, SERVICE)
    lines = text.splitlines()
    for named in [one for listed in SUCCESSION.values() for one in listed]:
        assert named in lines
    assert "Affiches" in lines
    assert built(asked(HELD), DEED, SERVICE).subjects == (SERVICE, "asset:affiches")
    assert lines.count("☐") == 2 * len(SUCCESSION["skills"])
    for party in ("Ville", "Reseau", "Editeur"):
        assert party in lines


def test_the_data_goes_with_its_package():
    facts = FactMaker(make_plan(change={**WRITTEN, **HELD}))
    facts.adopt()
    assert "Aucun paquet" in printed(facts, DEED, SERVICE)
    assert "pas encore reçu" in printed(facts, DEED, SERVICE)
    facts.prepare("asset:affiches")
    facts.act("receipt", "asset:affiches")
    assert "reçu le" in printed(facts, DEED, SERVICE)
    facts.act("acceptance", "asset:affiches")
    known = facts.state.of("asset:affiches")
    text = printed(facts, DEED, SERVICE)
    assert known.exported.package.removeprefix("sha256:") in text
    assert f"accepté le 1er février 2026, 09:00 (entrée {known.acceptance.index})" in text


def test_accesses_and_probes_come_from_the_ledger():
    facts = handed_over()
    facts.probe(SERVICE, "down")
    text = printed(facts, DEED, SERVICE)
    assert "ligne de clé retirée de authorized_keys, connexion refusée ensuite" in text
    (table,) = tables(built(facts, DEED, SERVICE), "transfer_deed_probes")
    shown = [(row[0].code, row[2].raw) for row in table.rows]
    assert shown == [
        ("transfer_deed_before", "observed_up"),
        ("transfer_deed_after", "observed_up"),
        ("transfer_deed_after", "observed_down"),
    ]


def test_reserves_have_an_owner_a_day_and_a_state():
    facts = handed_over(reserves="documentation à compléter")
    told = {"owner": "editrice", "due_on": "2026-07-01", "text": "Documentation incomplète"}
    raised = facts.act("reserve", SERVICE, "reception", about=SERVICE, **told)
    text = printed(facts, DEED, SERVICE)
    assert "Accepté avec réserves" in text
    assert "documentation à compléter" in text
    assert "Documentation incomplète" in text
    assert "Agent, Editeur" in text
    assert "1er juillet 2026" in text
    assert "ouverte" in text.splitlines()
    cleared = facts.act("clearance", SERVICE, reserve=raised.body["file"])
    after = printed(facts, DEED, SERVICE)
    assert "ouverte" not in after.splitlines()
    assert f"(entrée {cleared.index})" in after


def test_a_reserve_raised_aside_is_no_acceptance_without_reserve():
    facts = handed_over()
    assert "Accepté sans réserve" in printed(facts, DEED, SERVICE)
    facts.act("reserve", SERVICE, "reception", about=SERVICE, owner="editeur")
    assert "Accepté avec réserves" in printed(facts, DEED, SERVICE)


def test_both_signatures_cite_their_acts():
    facts = handed_over()
    approval = next(one for one in facts.entries if one.body.get("signer") == "cheffe")
    transfer = facts.state.of(SERVICE).transfer
    text = printed(facts, DEED, SERVICE)
    assert "Signé\u00a0: approbation" in text
    assert f"(entrée {approval.index})" in text
    assert f"clé personnelle (entrée {transfer.index})" in text


def test_the_entry_changes_and_the_deed_changes():
    facts = handed_over()
    before = content_digest(built(facts, DEED, SERVICE))
    at = facts.state.of(SERVICE).ended.index
    facts.entries[at].body["observed"] = "down"
    assert content_digest(built(facts, DEED, SERVICE)) != before


def test_what_the_plan_does_not_say_is_to_be_completed():
    change = {
        "services.catalogue.succession": None,
        "services.catalogue.recipient": None,
        "milestones.fermeture.window": None,
    }
    facts = FactMaker(make_plan(change=change))
    facts.adopt()
    lines = printed(facts, DEED, SERVICE).splitlines()
    assert lines.count("à compléter") >= 8
    assert "Aucun sondage n’est consigné." in lines
    assert "Aucune réserve n’est consignée sur cette brique." in lines


def test_two_hundred_assets_and_long_names_are_all_there():
    name = "Notices et documents numérisés " * 6 + "de la brique"
    assets = [
        {**_asset(f"jeu-{one}", ["catalogue"]), "title": f"{one} {name}"} for one in range(200)
    ]
    facts = FactMaker(make_plan(change={**WRITTEN, "assets": assets}))
    facts.adopt()
    lines = printed(facts, DEED, SERVICE).splitlines()
    assert sum(one.endswith(name) for one in lines) == 200
