"""Every entity, attribute, code, absence, kind and identifier of the model has its words."""

import re

import pytest

from releve.pathways.dictionary import (
    SEPARATORS,
    absence_label,
    code_label,
    definition,
    label,
)
from releve.pathways.model import ABSENCES, ENTITIES, Kind
from releve.textes import LANGUAGES, sentences
from tests.architecture.test_textes import LOOSE

PATHS = [f"{one.name}.{two.name}" for one in ENTITIES for two in one.attributes]
DEFINED = [
    *(one.name for one in ENTITIES),
    *PATHS,
    *(f"kind_{one.value}" for one in Kind),
    *(f"identifier_{one}" for one in ("ins", "cog", "rpps", "finess", "siret")),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", DEFINED)
def test_what_is_defined_has_a_label_and_a_definition(code, language):
    assert label(code, language)
    assert definition(code, language).endswith(".")
    assert not label(code, language).endswith((".", ":", "\u00a0"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_and_absences_have_words(language):
    for entity in ENTITIES:
        for one in entity.attributes:
            labels = [code_label(f"{entity.name}.{one.name}", c, language) for c in one.codes]
            assert len(set(labels)) == len(one.codes)
    assert len({absence_label(code, language) for code in ABSENCES}) == len(ABSENCES)


def test_no_word_is_left_of_a_model_that_is_gone():
    known = {f"pathway_{code}" for code in DEFINED}
    known |= {f"pathway_absence_{code}" for code in ABSENCES}
    known |= {
        f"pathway_code_{entity.name}.{one.name}.{code}"
        for entity in ENTITIES
        for one in entity.attributes
        for code in one.codes
    }
    described = re.compile(r"pathway_(code|absence|kind|identifier)_|pathway_[a-z_]+\.")
    ours = {code for code in sentences("fr") if described.match(code)}
    assert ours - known == set()


def test_labels_of_one_entity_tell_attributes_apart():
    for language in LANGUAGES:
        for entity in ENTITIES:
            labels = [label(f"{entity.name}.{one.name}", language) for one in entity.attributes]
            assert len(set(labels)) == len(labels), entity.name


def test_french_has_its_spaces():
    ours = re.compile("pathway_|dictionary_|sheet_")
    loose = [
        code for code, text in sentences("fr").items() if ours.match(code) and LOOSE.search(text)
    ]
    assert loose == []
    assert SEPARATORS["fr"].startswith("\u00a0")
