"""The procès-verbal: what it says follows the facts, and who signed what stays who signed what."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from connectors.press.typst_press import TypstPress
from releve.certificates.labels import Labels
from releve.errors import ActRefused, StepRefused
from releve.ledger.entry import encode_entry
from releve.model.acts import SignatureKind
from releve.model.ids import Realm
from releve.model.paperwork import HdsCertificate
from releve.papers.paper import PaperKind, Table
from releve.papers.registry import MAKINGS
from releve.papers.rendering import Edition, paper_data
from releve.papers.twin import content_digest
from releve.papers.value import Form
from tests.fakes.fact_maker import key_of
from tests.fakes.minutes_world import ABOUT, Minutes


@pytest.fixture
def done():
    return Minutes()


def words(paper, world, language="fr"):
    """Everything a reader reads, in one text."""
    edition = Edition(
        number="PV-X",
        recorded_at=world.facts.now,
        origin="x",
        size=1,
        twin=None,
        draft=False,
        sealed=False,
    )
    labels = Labels(plan=world.facts.plan, language=language)
    data = paper_data(paper, labels, edition, [])
    return " ".join(_texts(data)).replace("\u00a0", " ")


def _texts(part):
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for one in part.values():
            yield from _texts(one)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


def table(paper, heading):
    section = next(one for one in paper.sections if one.heading and one.heading.code == heading)
    return next(one for one in section.blocks if isinstance(one, Table))


def refusal(call, *args, **more):
    with pytest.raises((ActRefused, StepRefused)) as refused:
        call(*args, **more)
    return refused.value


def test_every_asset_and_copy_stands_in_exactly_one_table(done):
    paper = done.paper()
    listed = [
        row[0].raw
        for heading in ("minutes_heading_destroyed", "minutes_heading_left")
        for row in table(paper, heading).rows
    ]
    plan = done.facts.plan
    assert sorted(listed) == sorted(
        one for one in plan.subjects() if not one.startswith("service:")
    )
    told = {one for one in plan.subjects() if not one.startswith("copy:")}
    assert set(paper.subjects) == told


def test_what_was_deleted_stands_with_the_level_reached(done):
    cells = [row[2] for row in table(done.paper(), "minutes_heading_destroyed").rows]
    assert {one.code for one in cells} == {"minutes_certified"}
    assert {one.facts["level"].raw for one in cells} == {"level_logical_deletion"}
    assert "suppression logique : " in words(done.paper(), done)
    assert "logical deletion: " in words(done.paper(), done, "en")


def test_a_plan_of_two_thousand_copies_fits_in_the_entry_that_records_its_paper(done):
    """An entry has 65,535 bytes; a copy is where its asset is, and is not listed beside it."""
    one = done.facts.plan.assets[1]
    copies = tuple(
        one.copies[0].model_copy(update={"id": f"sauvegarde-mensuelle-{at}"}) for at in range(10)
    )
    assets = tuple(
        one.model_copy(update={"id": f"dossiers-de-coordination-{at}", "copies": copies})
        for at in range(200)
    )
    done.facts.plan = done.facts.plan.model_copy(update={"assets": assets})
    recorded = done.issue()
    entry = done.facts.entries[recorded.index]
    assert len(done.paper().subjects) == 200 + len(done.facts.plan.services)
    assert len(encode_entry(entry, "exemple/essai", Realm.REAL)) < 20_000


def test_it_says_who_what_and_how_much(done):
    said = words(done.paper(), done)
    assert "Projet de procès-verbal" in said
    assert "Non signé par le titulaire" in said
    for told in (
        "Article 12",
        "90 jours",
        "8 enregistrements",
        "Restitué = accepté",
        "NON constaté par nous",
        "expire le 10 juin 2026",
        "Versées aux archives",
        "(UTC+02:00)",
        "non relevé",
    ):
        assert told in said, told


def test_another_count_makes_another_document(done):
    before = done.paper()
    entries = done.facts.entries
    at = next(one.index for one in entries if one.kind.value == "package_exported")
    bent = entries[at].body | {"octets": 12345}
    entries[at] = type(entries[at])(
        **{
            name: bent if name == "body" else getattr(entries[at], name)
            for name in entries[at].__slots__
        }
    )
    after = done.paper()
    assert content_digest(before) != content_digest(after)
    assert "12 345 octets" in words(after, done).replace("\u202f", " ")


def test_before_anything_is_done_everything_that_lacks_is_said():
    world = Minutes(datetime(2026, 2, 1, 8, tzinfo=UTC))
    world.facts.state = type(world.facts.state)(plan=world.facts.state.plan, size=1)
    world.facts.entries = world.facts.entries[:1]
    said = words(world.paper(), world)
    assert "PAS ENCORE RESTITUÉ : 2 ensembles" in said
    assert said.count("PAS SUPPRIMÉ") == 4
    assert "aucun fait n’est encore inscrit" in said
    assert "Restitué = accepté" not in said


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ended": None}, "PAS SUPPRIMÉ"),
        ({"ended": None, "rest": True}, "SUPPRESSION PARTIELLE"),
        ({"ended": None, "intent": True}, "point de non-retour passé"),
        ({"repeated": 1}, "RENVOYÉ par la validation"),
        ({"certificates": ()}, "Dump (copie de : Abonnes) suppression, le 2 juin 2026"),
    ],
)
def test_what_is_not_finished_is_said(done, change, told):
    subject, state = "copy:abonnes/dump", done.facts.state
    before = done.paper()
    assert before.lead.facts["ended"].raw == 4
    changed = replace(state.of(subject), **change)
    done.facts.state = replace(state, subjects={**state.subjects, subject: changed})
    paper = done.paper()
    assert told in words(paper, done)
    assert paper.lead.facts["ended"].raw == (4 if "certificates" in change else 3)
    row = next(
        row for row in table(paper, "minutes_heading_destroyed").rows if row[0].raw == subject
    )
    assert row[2].code == "minutes_uncertified"
    assert "no sentence" not in words(paper, done, "en")


def test_what_is_not_accepted_is_loud():
    world = Minutes(datetime(2026, 3, 2, 9, tzinfo=UTC), but={"acceptance_missing"})
    said = words(world.paper(), world)
    assert "PAS ENCORE ACCEPTÉ : 2 ensembles" in said
    assert "Restitué = accepté" not in said
    lacks = words(world.paper(PaperKind.PROGRAMME_MINUTES, "plan"), world)
    assert "Abonnes n’est pas restitué et accepté" in lacks


def test_a_difference_is_loud(done):
    entries, known = done.facts.entries, done.facts.state.of("asset:affiches")
    at = known.receipt.index
    entry = entries[at]
    body = {**entry.body, "fields": {**entry.body["fields"], "records": "3"}}
    members = {name: getattr(entry, name) for name in entry.__slots__} | {"body": body}
    entries[at] = type(entry)(**members)
    said = words(done.paper(), done)
    assert "ÉCART : ce qui a été accepté n’est pas ce qui a été restitué, pour 1 ensemble" in said
    assert "ÉCART : 1 enregistrement, 0 parcours en moins, sans décision signée" in said
    assert "Restitué = accepté" not in said


def hds(since, until):
    return HdsCertificate(
        id="hds-1",
        organisation="ville",
        number="N-1",
        version="2",
        activities="1 à 6",
        valid_from=since,
        valid_until=until,
    )


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "donc à la date de la première suppression"),
        (date(2026, 1, 1), date(2026, 6, 1), "ATTENTION"),
        (date(2026, 6, 3), date(2027, 6, 1), "ATTENTION"),
        (date(2026, 1, 1), None, "Validité inconnue"),
        (None, date(2026, 12, 31), "Validité inconnue"),
    ],
)
def test_the_hosts_certificate_is_judged_on_the_days_of_the_acts(done, since, until, told):
    plan = done.facts.plan.model_copy(update={"hds_certificates": (hds(since, until),)})
    done.facts.plan = plan
    said = words(done.paper(), done)
    assert told in said
    assert "N-1" in said
    assert ("ATTENTION" in said) == (told == "ATTENTION")


def test_the_certificate_that_covers_the_acts_is_taken(done):
    old, new = hds(date(2020, 1, 1), date(2023, 1, 1)), hds(date(2026, 1, 1), date(2027, 1, 1))
    covering = new.model_copy(update={"number": "N-2", "id": "hds-2"})
    for listed in ((covering, old), (old, covering)):
        plan = done.facts.plan.model_copy(update={"hds_certificates": listed})
        done.facts.plan = plan
        assert "N-2" in words(done.paper(), done)


def test_it_is_a_draft_until_the_holder_has_signed(done):
    text = done.issue()
    done.sign(text, "cheffe", "buyer")
    done.sign(text, "directrice", "controller")
    assert done.paper().title.code == "minutes_title_draft"
    assert done.issue() == text
    done.sign(text)
    copy = done.issue()
    paper = done.paper()
    assert copy.signed_text == text.statement
    assert paper.title.code == "minutes_title"
    assert paper.lead.code == "minutes_lead_clear"
    said = words(paper, done)
    assert text.statement.removeprefix("sha256:") in said
    assert "Signature manquante" not in said
    assert len(table(paper, "minutes_heading_signed").rows) == 3


def test_a_later_signature_is_of_the_text_and_gives_another_copy(done):
    text = done.issue()
    done.sign(text)
    first = done.issue()
    assert refusal(done.sign, first, "cheffe", "buyer").code == "signing_of_signed_copy"
    done.sign(text, "cheffe", "buyer")
    second = done.issue()
    assert (second.supersedes, second.signed_text) == (first.index, text.statement)
    said = words(done.paper(), done)
    assert "Signature manquante : Responsable de traitement" in said


def test_how_it_was_signed_is_said(done):
    text = done.issue()
    done.sign(text, kind=SignatureKind.PAPER)
    assert "papier signé" in words(done.paper(), done)


def test_another_fact_asks_for_new_signatures(done):
    text = done.issue()
    done.sign(text)
    done.issue()
    number = done.facts.state.of("asset:abonnes").certificates[-1].number
    told = {"certificate": number, "replacement": "reissue", "reason": "erreur"}
    done.deposit("withdrawal", "asset:abonnes", "cheffe", **told)
    done.facts.certify("asset:abonnes")
    paper = done.paper()
    assert paper.title.code == "minutes_title_draft"
    assert f"Le texte {text.number} a reçu 1 signature" in words(paper, done)
    again = done.issue()
    assert again.signed_text is None
    refused = refusal(done.sign, text, "cheffe", "buyer")
    assert refused.code == "signing_of_superseded_document"
    assert refused.facts["expected"] == again.number
    done.sign(again)
    assert done.issue().signed_text == again.statement


def test_the_same_text_in_another_language_is_the_same_text(done):
    text = done.issue()
    english = done.issue(language="en")
    assert english.statement != text.statement
    done.sign(text)
    done.sign(english, "cheffe", "buyer")
    assert len(table(done.paper(), "minutes_heading_signed").rows) == 2


def test_a_doubtful_signature_of_the_holder_is_none(done):
    text = done.issue()
    done.sign(text)
    told = {"key": key_of("editrice"), "compromised_since": "2026-06-01T00:00:00Z", "reason": "vol"}
    done.deposit("revocation", "plan", "cheffe", **told)
    assert done.paper().title.code == "minutes_title_draft"


def test_reserves_after_the_text_are_told_and_change_no_signature(done):
    before = done.reserve(text="Index à fournir", owner="reception", subject="asset:affiches")
    text = done.issue()
    done.sign(text)
    assert done.paper().lead.code == "minutes_lead_reserved"
    done.reserve(text="Clé à rendre")
    done.deposit("clearance", "asset:affiches", "directrice", reserve=before, reason="Fourni")
    paper = done.paper()
    assert done.issue().signed_text == text.statement
    said = words(paper, done)
    assert "Clé à rendre" in said
    assert "Fourni" in said
    assert [row[0].raw for row in table(paper, "minutes_heading_reserves").rows] == [
        "Index à fournir"
    ]
    assert paper.lead.facts["open"].raw == 1


def test_an_overdue_reserve_is_said_and_not_only_coloured(done):
    done.reserve(due_on="2026-06-12")
    done.sign(done.issue())
    assert "EN RETARD" not in words(done.paper(), done)
    done.facts.now = datetime(2026, 6, 13, 9, tzinfo=UTC)
    assert "12 juin 2026 – EN RETARD" in words(done.paper(), done)


def free(done, subject="asset:abonnes"):
    """The controller accepts again, with words that bind nobody."""
    facts = done.facts
    return facts.act("acceptance", subject, reserves="Sous réserve du contrôle").index


def test_a_reserve_in_free_words_keeps_it_a_draft(done):
    entry = free(done)
    text = done.issue()
    said = words(done.paper(), done)
    assert "1 réserve sans responsable ni échéance" in said
    assert "Sous réserve du contrôle" in said
    done.sign(text)
    refused = refusal(done.issue)
    assert refused.code == "minutes_reserve_without_owner"
    assert refused.facts["entry"] == entry
    assert done.paper().title.code == "minutes_title_draft"
    done.reserve(about=str(entry))
    assert done.issue().signed_text == text.statement


def test_a_signature_with_reserves_needs_an_owner_too(done):
    text = done.issue()
    entry = done.sign(text, reserves="Le support B reste à voir").index
    assert refusal(done.issue).facts["entry"] == entry
    done.reserve("plan", "cheffe", about=str(entry), owner="editeur")
    paper = done.paper()
    done.issue()
    assert paper.lead.code == "minutes_lead_reserved"
    assert "Le support B reste à voir" in words(paper, done)


def test_a_reserve_of_the_programme_stays_out(done):
    done.reserve("plan", "cheffe", text="Tout le programme")
    assert "Tout le programme" not in words(done.paper(), done)


def test_data_without_controller_have_their_own(done):
    plan = done.facts.plan
    orphan = plan.assets[1].model_copy(update={"controller": None})
    done.facts.plan = plan.model_copy(update={"assets": (plan.assets[0], orphan)})
    paper = done.paper(about="contract:portail")
    assert "asset:affiches" in paper.subjects
    assert "à compléter" in words(paper, done)
    assert "asset:affiches" not in done.paper().subjects


@pytest.mark.parametrize(("number", "language"), [(200, "fr"), (200, "en"), (0, "fr")])
def test_many_assets_with_long_names_or_none_are_laid_out(done, number, language):
    plan = done.facts.plan
    one = plan.assets[1]
    assets = tuple(
        one.model_copy(update={"id": f"bloc-{at}", "title": f"{at} " + "nom très long " * 14})
        for at in range(number)
    )
    done.facts.plan = plan.model_copy(update={"assets": assets})
    paper = done.paper()
    assert paper.lead.facts["sets"].raw == number
    said = words(paper, done, language)
    assert said.count("nom très long nom très long") >= 3 * number
    edition = Edition(
        number="PV-X",
        recorded_at=done.facts.now,
        origin="x",
        size=1,
        twin=None,
        draft=False,
        sealed=False,
    )
    data = paper_data(paper, Labels(plan=done.facts.plan, language=language), edition, [])
    printed = PdfFileReader(BytesIO(TypstPress().pdf("paper", data)))
    assert printed.root["/Pages"]["/Count"] > number // 10


def test_no_person_is_named_but_those_who_sign(done):
    paper = done.paper()
    assert "Personne d'exercice" not in words(paper, done)
    done.sign(done.issue())
    named = [
        value
        for row in table(done.paper(), "minutes_heading_signed").rows
        for value in row
        if getattr(value, "form", None) is Form.SIGNATORY
    ]
    assert [one.raw for one in named] == ["editrice"]


def test_numbers_follow_each_other(done):
    first = done.issue()
    done.reserve()
    second = done.issue()
    assert [one.number for one in (first, second)] == [
        "PV-MEDIATHEQUE-contract_portail__organisation_ville",
        "PV-MEDIATHEQUE-contract_portail__organisation_ville-R2",
    ]
    papers = done.facts.state.papers["minutes", ABOUT]
    assert all(after.supersedes == before.index for before, after in pairwise(papers))


def without_notes(paper):
    """The same facts, as a version of the tool that printed no notes laid them out."""
    return replace(paper, notes=())


def test_a_signed_text_stands_when_only_the_tool_changed():
    world = Minutes()
    signed = world.issue(laid_out=without_notes)
    world.sign(signed)
    copy = world.paper()
    assert copy.title.code == "minutes_title"
    assert copy.signed_text == signed.statement
    assert copy.notes == ()
    assert MAKINGS[PaperKind.MINUTES].build(world.case()) == copy


def test_a_signed_text_does_not_stand_once_a_fact_changed_whatever_the_tool():
    world = Minutes()
    world.sign(world.issue(laid_out=without_notes))
    assert world.paper().title.code == "minutes_title"
    standing = world.facts.state.of("asset:abonnes").in_force
    told = {"certificate": standing.number, "replacement": "none"}
    world.deposit("withdrawal", "asset:abonnes", "directrice", **told)
    assert world.paper().title.code == "minutes_title_draft"


def test_a_signed_text_that_cannot_be_read_back_is_to_be_signed_again():
    world = Minutes()
    signed = world.issue(laid_out=without_notes)
    world.sign(signed)
    world.documents[signed.statement] = b"{}"
    assert world.paper().title.code == "minutes_title_draft"
