"""The roll-up: one line a procès-verbal, its totals are sums, and it names what lacks."""

from releve.papers.paper import PaperKind, Table
from tests.fakes.minutes_world import Minutes
from tests.unit.test_paper_minutes import words

KIND = PaperKind.PROGRAMME_MINUTES
SPLIT = {"assets.affiches.controller": "voisine"}
"""One asset of another controller: two procès-verbaux."""


def roll_up(world):
    return world.paper(KIND, "plan")


def rows(paper):
    section = next(
        one for one in paper.sections if one.heading and one.heading.code.endswith("_records")
    )
    return next(one for one in section.blocks if isinstance(one, Table)).rows


def split():
    world = Minutes()
    plan = world.facts.plan
    other = plan.assets[1].model_copy(update={"controller": "voisine"})
    world.facts.plan = plan.model_copy(update={"assets": (plan.assets[0], other)})
    return world


def test_totals_are_the_sums_of_the_lines():
    *lines, total = rows(roll_up(split()))
    assert len(lines) == 2
    for column in (4, 5, 6):
        for name in total[column].facts:
            parts = [line[column].facts[name].raw for line in lines]
            assert total[column].facts[name].raw == sum(parts), (column, name)
    assert total[4].facts["records"].raw == 8


def test_small_counts_are_grouped_where_many_read_and_exact_between_the_parties():
    world = split()
    counts = [line[4].facts["records"].raw for line in rows(roll_up(world))]
    assert counts == [4, 4, 8]
    said = words(roll_up(world), world)
    assert "4 enregistrements" not in said
    assert "moins de 5 enregistrements" in said
    assert "8 enregistrements" in said
    assert "0 parcours" in said
    assert "2 sur 2 ensembles" in said, "what counts no person stays as it is"
    assert "4 enregistrements" in words(world.paper(), world)


def state(world):
    return rows(roll_up(world))[0][3].code.removeprefix("programme_minutes_state_")


def test_it_follows_each_one_from_none_to_signed():
    world = Minutes()
    assert state(world) == "none"
    assert "le procès-verbal est à établir" in words(roll_up(world), world)
    text = world.issue()
    assert state(world) == "draft"
    assert "signature attendue de Editeur (Titulaire)" in words(roll_up(world), world)
    world.sign(text)
    assert state(world) == "signed"
    entry = world.sign(text, "cheffe", "buyer", reserves="À revoir").index
    assert state(world) == "held"
    assert f"à l’entrée {entry}" in words(roll_up(world), world)
    world.reserve("plan", "cheffe", about=str(entry))
    assert state(world) == "reserved"
    world.sign(text, "directrice", "controller")
    paper = roll_up(world)
    assert "Tous les procès-verbaux sont signés" in words(paper, world)
    assert [one.raw for one in (paper.lead.facts["signed"], paper.lead.facts["records"])] == [1, 1]


def test_facts_that_changed_are_told():
    world = Minutes()
    world.sign(world.issue())
    number = world.facts.state.of("asset:abonnes").certificates[-1].number
    told = {"certificate": number, "replacement": "none", "reason": "erreur"}
    world.deposit("withdrawal", "asset:abonnes", "cheffe", **told)
    assert state(world) == "stale"
    assert "les faits ont changé" in words(roll_up(world), world)


def test_what_blocks_is_named():
    world = Minutes()
    known = world.facts.state.subjects
    bare = type(known["copy:abonnes/dump"])(subject="copy:abonnes/dump")
    subjects = {**known, "copy:abonnes/dump": bare}
    world.facts.state = type(world.facts.state)(
        **{
            name: subjects if name == "subjects" else getattr(world.facts.state, name)
            for name in world.facts.state.__slots__
        }
    )
    assert "Dump (copie de : Abonnes) n’est pas supprimé" in words(roll_up(world), world)


def test_reserves_of_the_programme_are_in_the_roll_up():
    world = Minutes()
    world.reserve("plan", "cheffe", text="Tout le programme")
    assert "Tout le programme" in words(roll_up(world), world)


def test_a_plan_without_data_says_so():
    world = Minutes()
    plan = world.facts.plan
    world.facts.plan = plan.model_copy(update={"assets": (), "services": ()})
    assert "ni données ni services" in words(roll_up(world), world)


def test_both_languages_have_every_word():
    world = split()
    world.sign(world.issue())
    for language in ("fr", "en"):
        said = words(roll_up(world), world, language)
        assert "aucune phrase" not in said
        assert "no sentence" not in said
