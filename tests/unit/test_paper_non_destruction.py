"""What was to be destroyed and is not is said so, in red words, until it is."""

import pytest

from releve.papers.paper import PaperKind, Paragraph, Tone
from releve.papers.registry import build_paper
from releve.papers.twin import content_digest
from tests.fakes.built_paper import (
    ACTED,
    COPY,
    abouts,
    built,
    case_of,
    order_issued,
    paper_issued,
    printed,
)
from tests.fakes.fact_maker import FactMaker
from tests.fakes.plan_maker import make_plan

KIND = PaperKind.NON_DESTRUCTION
ASSET = "asset:abonnes"
RED = "Ces données ne sont pas détruites."
REST = "ab" * 32


def agreed():
    facts = FactMaker(make_plan())
    facts.adopt()
    facts.give_back(ASSET)
    facts.now = ACTED
    facts.agree(ASSET)
    return facts


def begun():
    facts = agreed()
    facts.intend(ASSET)
    facts.record("phase_recorded", ASSET, {"phase": "tables_dropped", "facts": {}})
    return facts


def partial():
    facts = begun()
    facts.end(ASSET, "partial", observed="present", facts={"rest_root": REST})
    return facts


def undetermined():
    facts = begun()
    facts.end(ASSET, "undetermined", observed="undetermined")
    return facts


def sent_back():
    facts = begun()
    facts.end(ASSET, "destroyed")
    facts.act("validation", ASSET, decision="repeat")
    return facts


def changed():
    facts = agreed()
    body = {
        "verb": "destroy",
        "code": "source_changed",
        "facts": {"found": "cd" * 32, "records_found": 7},
    }
    facts.record("step_failed", ASSET, body)
    return facts


def failed():
    facts = agreed()
    facts.fail(ASSET, "connector_unavailable")
    return facts


def ordered():
    facts = FactMaker(make_plan())
    facts.adopt()
    order_issued(facts)
    return facts


def attested_but_present():
    facts = ordered()
    facts.act("attestation", COPY)
    facts.fail(COPY, "attested_but_present")
    return facts


CAUSES = {
    "partial": (partial, ASSET),
    "undetermined": (undetermined, ASSET),
    "unfinished": (begun, ASSET),
    "sent_back": (sent_back, ASSET),
    "source_changed": (changed, ASSET),
    "failed": (failed, ASSET),
    "ordered": (ordered, COPY),
    "present": (attested_but_present, COPY),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_each_way_not_to_be_destroyed_is_told_in_red(cause):
    make, about = CAUSES[cause]
    facts = make()
    assert abouts(facts, KIND) == (about,)
    paper = built(facts, KIND, about)
    loud = [
        one
        for section in paper.sections
        for one in section.blocks
        if isinstance(one, Paragraph) and one.tone is Tone.ALERT
    ]
    assert [one.cells[0].code for one in loud] == ["non_destruction_red"]
    assert f"non_destruction_why_{cause}" in repr(paper)
    assert RED in printed(facts, KIND, about)


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_is_known_in_both_languages(cause, language):
    make, about = CAUSES[cause]
    text = printed(make(), KIND, about, language=language)
    assert [one for one in ("aucune phrase", "no sentence", "‹") if one in text] == []


def test_nothing_is_found_of_what_waits_was_kept_or_is_destroyed():
    facts = agreed()
    assert abouts(facts, KIND) == ()  # asked for, and not begun
    facts.intend(ASSET)
    facts.end(ASSET, "destroyed")
    assert abouts(facts, KIND) == ()
    kept = FactMaker(make_plan())
    kept.adopt()
    kept.fail("asset:affiches", "connector_unavailable")  # its fate is to be kept
    kept.fail("service:portail", "connector_unavailable")
    assert abouts(kept, KIND) == ()


def test_the_last_thing_that_happened_is_the_cause():
    facts = changed()
    facts.act("reconciliation", ASSET)
    facts.give_back(ASSET)
    facts.agree(ASSET)
    facts.intend(ASSET)
    facts.end(ASSET, "partial", observed="present", facts={"rest_root": REST})
    assert "non_destruction_why_partial" in repr(built(facts, KIND, ASSET))
    facts.agree(ASSET)
    body = {"verb": "destroy", "code": "source_changed", "facts": {"found": REST}}
    facts.record("step_failed", ASSET, body)
    assert "non_destruction_why_source_changed" in repr(built(facts, KIND, ASSET))


def test_what_remains_is_read_in_the_outcome():
    facts = partial()
    text = printed(facts, KIND, ASSET)
    assert REST in text
    assert "phase accomplie\u00a0: tables_dropped" in text
    assert "résultat\u00a0: suppression partielle, constaté encore présent" in text
    facts.entries[facts.state.size - 1].body["facts"]["rest_root"] = "ef" * 32
    assert "ef" * 32 in printed(facts, KIND, ASSET)


def test_what_nobody_measured_is_not_recorded():
    facts = undetermined()
    assert "non relevé" in printed(facts, KIND, ASSET).splitlines()


def test_a_source_that_changed_shows_what_was_found():
    lines = printed(changed(), KIND, ASSET).splitlines()
    assert "cd" * 32 in lines
    assert lines[lines.index("Enregistrements trouvés") + 1] == "7"


def test_phases_are_told_in_words_where_they_have_some():
    facts = begun()
    facts.record("phase_recorded", ASSET, {"phase": "unlinked", "facts": {}})
    text = printed(facts, KIND, ASSET)
    assert "phase accomplie\u00a0: fichiers supprimés" in text
    assert "phase accomplie\u00a0: tables_dropped" in text


def test_those_who_decide_and_perform_are_named_by_title():
    lines = printed(partial(), KIND, ASSET).splitlines()
    assert any(one.startswith("Agent, Ville") for one in lines)
    assert lines.count("Décide") == 4
    assert lines.count("Exécute") == 1


def test_where_another_performs_it_is_theirs_to_act():
    lines = printed(ordered(), KIND, COPY).splitlines()
    assert lines[lines.index("Exécute") + 1].startswith("Agent, Editeur")


def test_a_finding_is_lifted_once_destroyed():
    facts = partial()
    paper_issued(facts, KIND, ASSET, "ND-1")
    facts.agree(ASSET)
    facts.intend(ASSET)
    facts.end(ASSET, "destroyed")
    assert abouts(facts, KIND) == (ASSET,)
    text = printed(facts, KIND, ASSET)
    assert "Levée du constat de non-destruction" in text
    assert RED not in text
    assert "ND-1" in text
    before = content_digest(built(facts, KIND, ASSET))
    paper_issued(facts, KIND, ASSET, "ND-1-R2")
    assert content_digest(built(facts, KIND, ASSET)) == before


def test_it_is_found_again_after_a_first_try_and_told_from_the_last_request():
    facts = partial()
    first = facts.state.size
    facts.agree(ASSET)
    facts.intend(ASSET)
    facts.end(ASSET, "partial", observed="present", facts={})
    paper = build_paper(KIND, case_of(facts, ASSET))
    entries = {
        int(source.partition("/")[2].partition("#")[0])
        for source in _sources(paper, "non_destruction_done")
    }
    assert min(entries) >= first
    assert "non relevé" in printed(facts, KIND, ASSET).splitlines()


def _sources(paper, heading):
    section = next(
        one for one in paper.sections if one.heading is not None and one.heading.code == heading
    )
    for row in section.blocks[0].rows:
        yield from row[2].sources
