"""People of an exercise sign what waits for them, once each, until nothing does."""

from pathlib import Path

from deployments.rehearsal.people.papers import RESERVES, Raised, paper_duties
from releve.model.acts import ActKind
from releve.papers.paper import PaperKind
from releve.plan.reader import read_plan
from releve.plan.signings import Capacity, minutes_abouts, signatories, waiting_signatures
from tests.fakes.minutes_world import Minutes

PREDICE = Path(__file__).parents[2] / "runbooks" / "predice"


def tour(world, reserves=RESERVES):
    """Everybody does what waits for them; return the kinds of what was signed."""
    facts, done = world.facts, []
    for person in facts.plan.people:
        for kind, subject, told in paper_duties(
            facts.plan, facts.state, facts.now, person, reserves
        ):
            fields = dict(told)
            if kind is ActKind.SIGNING:
                named = [text for text, _ in waiting_signatures(facts.plan, facts.state)]
                assert fields["document"] in {one.number for one in named}
                fields["document"] = named[0].statement
            world.deposit(kind, subject, person.id, **fields)
            done.append((kind, person.id))
    return done


def test_everybody_signs_once_and_reserves_are_raised_and_cleared():
    raised = Raised(
        signer="directrice", subject="asset:abonnes", owner="editeur", text="À voir", done="Fait"
    )
    left = Raised(signer="directrice", subject="asset:affiches", owner="reception", text="À faire")
    both, world = (raised, left), Minutes()
    assert [kind for kind, _ in tour(world, both)] == [ActKind.RESERVE, ActKind.RESERVE]
    assert [kind for kind, _ in tour(world, both)] == [ActKind.CLEARANCE]
    world.issue()
    assert {who for _, who in tour(world, both)} == {"cheffe", "directrice", "editrice"}
    assert tour(world, both) == []
    assert world.issue().signed_text is not None
    paper = world.paper()
    assert paper.lead.code == "minutes_lead_reserved"
    assert world.paper(PaperKind.PROGRAMME_MINUTES, "plan").lead.facts["signed"].raw == 1


def test_every_party_of_the_regional_exercise_has_somebody_to_sign():
    plan = read_plan(PREDICE / "plan.yaml", (PREDICE / "rehearsal.yaml",)).plan
    state = Minutes().facts.state.__class__()
    for about in minutes_abouts(plan):
        for capacity in Capacity:
            assert signatories(plan, state, about, capacity), (about, capacity)
    subjects = set(plan.subjects())
    people = {one.id for one in (*plan.people, *plan.organisations)}
    for one in RESERVES:
        assert one.subject in subjects
        assert {one.signer, one.owner} <= people
