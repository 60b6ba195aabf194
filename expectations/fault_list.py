"""Every fault that a run plants, by kind; each kind has sentences in ``releve/textes/faults_*``."""

from expectations import faults
from expectations.faults import Fault, edited, left_out, removed, repeated
from releve.pathways.scope import ScopeDecision

WAY = (
    Fault(kind="lost_pathway", plant=faults.lost_pathway),
    Fault(kind="foreign_pathway", plant=faults.foreign_pathway),
    Fault(kind="lost_record", plant=removed("action")),
    Fault(kind="moved_record", plant=faults.moved_record, pathways=2),
    Fault(kind="duplicated_action", plant=repeated("action", as_is=False)),
    Fault(kind="dropped_consent", plant=removed("consent")),
    Fault(kind="swapped_identity", plant=faults.swapped_identity, pathways=2),
    Fault(kind="swapped_reference", plant=faults.another_author),
    Fault(kind="lost_professional", plant=faults.lost_professional, shared=True),
    Fault(kind="truncated_note", plant=edited("note", "text", faults.truncated)),
    Fault(kind="shifted_date", plant=edited("care_plan", "written_on", faults.day_later)),
    Fault(kind="shifted_zone", plant=edited("note", "written_at", faults.hour_later)),
    Fault(kind="wrong_encoding", plant=edited("request", "reason", faults.garbled)),
    Fault(kind="padded_code", plant=edited("request", "status", faults.padded)),
    Fault(kind="nulled_field", plant=left_out("person", "address")),
    Fault(kind="changed_decimal", plant=edited("assessment", "score", faults.cent_more)),
    Fault(kind="forgotten_absence", plant=left_out("person", "telephone", absent=True)),
    Fault(kind="reordered_answers", plant=edited("assessment", "answers", faults.reversed_order)),
    Fault(kind="changed_attachment", plant=edited("document", "file", faults.another_digest)),
)
"""In what is validated, not in its reference."""

SOURCE = tuple(
    Fault(kind=f"source_{kind}", plant=plant, pathways=pathways, at_source=True)
    for kind, plant, pathways in (
        ("required_missing", left_out("note", "text"), 1),
        ("dangling_reference", edited("goal", "care_plan", faults.to("care_plan/none")), 1),
        ("unknown_professional", edited("note", "author", faults.to("professional/none")), 1),
        ("wrong_check_digit", edited("person", "ins", faults.wrong_key), 1),
        ("same_ins_twice", faults.same_ins, 2),
        ("same_id_twice", repeated("action", as_is=True), 1),
        ("unknown_code", edited("consent", "nature", faults.to("accord")), 1),
        ("reversed_period", faults.reversed_period, 1),
        ("implausible_date", edited("person", "birth_date", faults.to("1089-01-15")), 1),
        ("wrong_encoding", edited("care_plan", "problems", faults.garbled), 1),
        ("padded_text", edited("note", "category", faults.padded), 1),
        ("no_consent", removed("consent", every=True), 1),
        ("qualified_without_ins", left_out("person", "ins"), 1),
    )
)
"""In both: only a suite can see them."""

FAULTS = (*WAY, *SOURCE)


def opposition(decision: ScopeDecision) -> Fault:
    """Return the fault of a pathway delivered although its person is opposed to it."""
    scopes = decision.sharing_scopes
    plant = faults.opposed(scopes[0] if scopes else None)
    return Fault(kind="source_opposition", plant=plant, at_source=True)
