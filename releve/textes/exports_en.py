"""Exports of pathways, their volumes and known gaps, in English."""

SENTENCES: dict[str, str] = {
    "export_running": (
        "Another export of this package is running in {folder}: wait until it ends, or stop "
        "it, then run again."
    ),
    "export_worker_died": (
        "One of the {processes} processes of the export stopped abruptly (out of memory, "
        "machine stopped). No package can be delivered; what was written is kept: run the "
        "export again, it goes on from there."
    ),
    "reference_open": (
        "{count} reference(s) lead nowhere in the package; the first is attribute {attribute} "
        "of entity {entity}. Nothing is delivered. The ids are in the private file "
        "references-open.ndjson of the workspace: have the source corrected, then run again."
    ),
    "bins_do_not_sum": (
        "Pathways are missing: {bins} placed, {read} read, {source} counted by the source. "
        "Nothing is delivered. Have the mapping of entity person checked, then run again."
    ),
    "pathways_unknown": (
        "{count} pathway(s) asked for by key are not in the source. Check the list, then run again."
    ),
    "target_empty": ("The list of pathways to export is empty: give at least one key."),
    "delta_targeted": (
        "A delta is of the whole source: neither of a list nor of a period. Drop the "
        "selection, or make a targeted export."
    ),
    "pathways_index_malformed": (
        "The index kept of the earlier package is unreadable or incomplete: no delta is "
        "possible without it. Make a whole export."
    ),
    "bag_name_unsafe": (
        "A file of the package has a name that no manifest can say ({file}): rename it at the "
        "source."
    ),
    "volume_missing": (
        "The slip announces {expected} volume(s) and {found} are there: ask for the missing "
        "ones before loading anything."
    ),
    "volume_differs": (
        "Volume {number} is not the one that the slip announces, or not in its place: ask for "
        "a new copy."
    ),
    "volumes_overlap": (
        "Volume {number} holds a file that another volume holds already: they are not of one "
        "package. Ask for a new copy."
    ),
    "volumes_differ": (
        "Each volume is intact, but together they are not the package that the slip announces: "
        "ask for a new copy of all."
    ),
    "gap_attachments_not_carried": (
        "Attachments are not in this package: only what refers to them is."
    ),
    "gap_conservation_not_balanced": (
        "The balance of values (read, delivered, left out) could not be drawn for this export."
    ),
    "gap_source_not_counted": ("The source itself did not count its pathways again."),
    "gap_some_rejected": (
        "Pathways were rejected for a defect: corrected, they come in a later delivery."
    ),
    "gap_some_withheld": (
        "Pathways were withheld: an opposition, or nothing that allows handing them over."
    ),
    "gap_some_restituted_only": (
        "Closed pathways outside the signed scope are given back to the DAC and not delivered."
    ),
    "gap_targeted": ("This export is targeted: it does not hold every pathway."),
    "gap_delta": (
        "This package is a delta: it is worth something only applied to the package that it names."
    ),
    "delta_expected": (
        "This content is no delta: its report names no package that it starts from. Load it as "
        "a whole package."
    ),
    "delta_differs": (
        "The delta, once applied, does not give what its report says ({expected} expected, "
        "{found} found): it was applied to another package, or one of the two was changed. "
        "Load nothing and ask for a new copy."
    ),
}
