"""`releve note`, `releve handover` and cards with rehearsed durations, as an operator types."""

import pytest

from releve.model.evidence import EntryKind
from tests.fakes.small_world import said

pytestmark = pytest.mark.integration

OPERATOR, LEAD = "exploitante", "cheffe-de-projet"


@pytest.fixture
def world(grounds, tmp_path):
    """The portal was asked about, approved, and is not stopped yet."""
    found = grounds.world("stopping", tmp_path / "monde")
    found.collect()
    return found


def notes(world):
    with world.memory() as memory:
        return [one for one in memory.entries() if one.kind is EntryKind.NOTE_RECORDED]


def test_a_note_is_written_handed_over_and_kept_out_of_the_evidence(world):
    text = "La sonde du portail tarde à répondre."
    wrote = world.releve("note", text, "--subject", "service:portail", "--as", OPERATOR)
    assert (wrote.code, len(notes(world))) == (0, 1), wrote.err
    assert "Une erreur se corrige par une autre note" in wrote.out
    refused = world.releve("note", "rappeler le 06 39 98 12 34", "--as", OPERATOR)
    assert (refused.code, len(notes(world))) == (2, 1)
    assert "un numéro de téléphone" in refused.err
    assert "06 39" not in refused.err
    unknown = world.releve("note", "RAS", "--as", "personne")
    assert (unknown.code, len(notes(world))) == (2, 1)

    left = world.releve("handover", "--as", OPERATOR, "--to", LEAD)
    assert left.code == 0, left.err
    assert "Relève de quart" in left.out
    assert text in left.out
    assert "Portail des abonnés : arrêt du service" in left.out.replace("\u00a0", " ")
    sheet = world.root / "documents"
    assert len(list(sheet.glob("RQ-MEDIATHEQUE-EX-shift_exploitante__cheffe-de-projet.pdf"))) == 1
    nobody = world.releve("handover", "--as", "reseau")
    assert nobody.code == 2
    assert "exploitante" in nobody.err

    logbook = world.releve("document", "logbook", "milestone:fermeture")
    assert logbook.code == 0, logbook.err
    written = world.releve("evidence")
    assert written.code == 0, written.err
    folder = world.workspace.evidence
    held = [one for one in folder.rglob("*") if one.is_file() and text.encode() in one.read_bytes()]
    assert held == []
    assert not list(folder.glob("papers/*"))
    assert "note de main courante" in (folder / "journal.txt").read_text()
    verified = said("verify", "--rehearsal", "--trust", str(world.root / "trust"), str(folder))
    assert verified.code == 0, verified.out + verified.err


def test_a_card_reads_the_durations_of_an_exercise(world, tmp_path):
    world.run()
    with world.memory() as memory:
        assert memory.state.of("service:portail").ended is not None
    assert world.releve("evidence").code == 0
    evidence = world.workspace.evidence
    card = world.releve(
        "document", "intervention_card", "asset:abonnes", "--rehearsed", str(evidence), "--draft"
    )
    assert card.code == 0, card.err
    assert list((world.root / "documents").glob("epreuve-FI-*.pdf"))
    broken = world.releve(
        "document", "intervention_card", "asset:abonnes", "--rehearsed", str(tmp_path / "rien")
    )
    assert broken.code == 2
