"""People are shown by title in papers: a roster id stands only where titles do not tell."""

import pytest

from releve.certificates.labels import Labels
from tests.fakes.plan_maker import make_plan

TITLES = {
    "people.cheffe.title": "Cheffe de projet",
    "people.directrice.title": "Représentante",
    "people.editrice.title": "Représentante",
    "people.medecin.title": "Secrétaire",
    "people.exploitante.title": "Secrétaire",
}


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("cheffe", "Cheffe de projet"),
        ("directrice", "Représentante, Ville"),
        ("editrice", "Représentante, Editeur"),
        ("medecin", "Secrétaire (medecin)"),
        ("exploitante", "Secrétaire (exploitante)"),
        ("inconnue", "inconnue"),
    ],
)
def test_a_title_alone_is_shown_as_long_as_it_tells_who(person, told):
    assert Labels(plan=make_plan(change=TITLES)).titled(person) == told


def test_where_the_body_stands_beside_the_title_is_enough():
    labels = Labels(plan=make_plan(change={**TITLES, "people.tutelle.title": None}))
    assert labels.title("medecin") == "Secrétaire"
    assert labels.title("tutelle") == "tutelle"
