"""Sentences of the read test: what the successor holds, read back from it."""

SENTENCES = {
    "reason_read_test_missing": (
        "What the successor loaded was not read back from it: run the read test of this package "
        "before any acceptance test and any acceptance."
    ),
    "acceptance_before_read_test": (
        "“{subject}” cannot be accepted yet: what the successor holds was not read back from it. "
        "Ask the operator for the read test (releve read-test)."
    ),
    "acceptance_against_finding": (
        "“{subject}” cannot be accepted: the finding about the successor (entry {entry} of the "
        "ledger) did not pass. Have it mended and read as a whole, or sign a waiver that names "
        "this finding."
    ),
    "verify_no_restitution_read_test_missing": (
        "“{asset}” was accepted although nothing was read back from the successor, which the plan "
        "says can be reached"
    ),
    "doc_about_successor": "the successor",
    "quality_subject_successor": "Successor",
    "quality_kind_read_back": "read test",
    "quality_rule_read_back": (
        "Each pathway drawn at random, opened in the successor, is that of the source"
    ),
    "read_test_unread": "Pathways that could not be read, counted as differing: {unread}.",
    "read_test_opening": "Pathways opened in the successor: {opened}",
    "read_test_passed": "Read test of “{asset}”: passed (entry {entry} of the ledger).",
    "read_test_failed": (
        "Read test of “{asset}”: FAILED (entry {entry} of the ledger). Nothing is accepted nor "
        "destroyed before it is mended and read as a whole (--whole), or waived by the controller."
    ),
    "read_test_undetermined": (
        "Read test of “{asset}”: UNDETERMINED (entry {entry} of the ledger). It blocks as a "
        "failure does: read the page, then make a whole reading (--whole)."
    ),
    "read_test_written": (
        "Page to read: {page}. Private list of what differs, for the DAC alone: {listed}."
    ),
    "read_test_not_delivered": (
        "“{asset}” was not delivered to the successor yet: there is nothing to read back. Use "
        "releve run first."
    ),
    "read_test_no_way_in": (
        "“{asset}” is delivered by “{kind}” and the plan names no way into the successor (load): "
        "ask it for what it read back, in canonical form, and give that folder with --folder; or "
        "make the acceptance test by hand, on its sheet (releve recette)."
    ),
    "read_test_too_late": (
        "The copy “{copy}” of “{asset}” is asked to be destroyed, or was: a read test would write "
        "there again. It is made before."
    ),
    "read_test_source_changed": (
        "The source of “{asset}” does not give any more what was exported: comparing the "
        "successor with it would tell nothing. Nothing was recorded. Find what still writes, then "
        "export again."
    ),
}
