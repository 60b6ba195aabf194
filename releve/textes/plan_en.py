"""Sentences about plans, in English."""

SENTENCES: dict[str, str] = {
    "plan_unreadable": "The file cannot be read: check its name and your permissions.",
    "plan_too_large": (
        "The file exceeds 8 MiB: such a file is never that long, check that it is the right file."
    ),
    "plan_syntax": "This is not readable YAML ({about}): mend the line given or the one before it.",
    "plan_key_repeated": (
        "The key “{field}” is written twice: only one of them would count. Keep one."
    ),
    "plan_key_not_text": "A key must be a plain word: rewrite it.",
    "plan_anchor": (
        "YAML anchors and aliases (“&”, “*”) are refused: this file reads from top to bottom. "
        "Write the value in full."
    ),
    "plan_merge_key": "The YAML merge key (“<<”) is refused: write the values in full.",
    "plan_tag": "YAML tags (“!”) are refused: write the value alone.",
    "plan_null": "An empty value says nothing: write “à compléter” if nobody has decided yet.",
    "plan_directive": "YAML directives (“%”) are refused: remove them.",
    "plan_several_documents": "The file holds several documents (“---”): keep only one.",
    "plan_open_misspelt": (
        "This looks like “à compléter” but is not, and would be taken for a value: write "
        "exactly “à compléter”."
    ),
    "plan_open_refused": (
        "“à compléter” may not stand here: this field must be decided before the plan is read."
    ),
    "plan_key_unknown": ("The key “{field}” does not exist here: check its spelling or remove it."),
    "plan_key_missing": (
        "The key “{field}” is missing: add it, with “à compléter” if its value is not known."
    ),
    "plan_field_needed": (
        "“{field}” is needed here ({because}): add it, with “à compléter” if its value is "
        "not known."
    ),
    "plan_not_boolean": "Write “true” or “false”, nothing else.",
    "plan_not_integer": "Write a whole number in digits, with no sign or separator.",
    "plan_not_date": "Write a date, as 2025-06-30.",
    "plan_not_instant": "Write a date, a time and an offset, as 2025-06-30T18:00Z.",
    "plan_not_text": "Write a text.",
    "plan_not_list": "Write a list.",
    "plan_not_mapping": "Write keys and values.",
    "plan_list_too_short": "The list may not be empty.",
    "plan_text_too_long": "The text is too long: 2,000 characters at most.",
    "plan_text_malformed": "The text does not have the form expected ({expected}).",
    "plan_id_malformed": (
        "An identifier is written in lower-case letters, digits and hyphens, 63 characters at most."
    ),
    "plan_public_key_refused": (
        "Write an OpenSSH public key, Ed25519 or ECDSA P-256 (or their “sk-” form), without "
        "comment at its end."
    ),
    "plan_number_out_of_range": "The number is outside the limits allowed.",
    "plan_value_not_allowed": "“{found}” is not allowed; allowed are: {allowed}.",
    "plan_value_refused": "The value is not allowed here.",
    "window_ends_before_it_starts": "The window closes before it opens: mend one of the two times.",
    "plan_id_repeated": "The identifier “{name}” is already taken in this list: give another one.",
    "plan_reference_unknown": (
        "“{name}” is declared nowhere in the plan ({kind}): declare it or mend the name."
    ),
    "plan_requires_cycle": (
        "These wait for one another and none could start: {cycle}. Remove one of the waits."
    ),
    "plan_policy_missing": (
        "The plan does not say who decides “{verb}”, which is irreversible: add a policy."
    ),
    "plan_role_never_decides": (
        "The role “{role}” never decides ({verb}): a DPO advises, an operator performs. Remove it."
    ),
    "plan_destroy_quorum": "A destruction needs the controller and the lead; missing: {absent}.",
    "plan_key_shared": (
        "“{person}” and “{other}” have the same key: a key signs for one person only. Give "
        "one to each."
    ),
    "plan_office_ends_before_it_starts": (
        "The person leaves office before taking it: mend one of the two dates."
    ),
    "plan_nobody_speaks_for": (
        "Nobody holds the role “controller” for “{organisation}”: this data could never be "
        "destroyed. Enter its representative."
    ),
    "plan_quorum_counts_twice": (
        "A person is counted twice among those who adopt the plan: keep one."
    ),
    "plan_quorum_unreachable": (
        "{threshold} people would be needed to adopt the plan and only {people} are entered."
    ),
    "plan_witness_quorum_unreachable": (
        "{threshold} witnesses would have to cosign and only {keys} are named: name others or "
        "lower the threshold."
    ),
    "plan_witness_key_refused": (
        "This is not the public key of a witness: copy the one that “releve witness init” prints "
        "(name+id+key)."
    ),
    "plan_witness_shared": (
        "“{one}” and “{other}” have the same name or the same key: they would be one witness "
        "counted twice. Give each its own."
    ),
    "plan_hand_over_by_another": (
        "A hand-over is carried out by the programme’s own team, which removes its own accesses: "
        "“performer” cannot be another there ({performer}). Write “us”."
    ),
    "plan_realm_origin": (
        "The origin of a rehearsal ends with “{suffix}”, and no other; the plan says "
        "“{realm}”. Make them agree."
    ),
    "plan_timezone_unknown": "“{name}” is not a known time zone: write for example Europe/Paris.",
    "plan_path_outside_root": (
        "The path must stay below the root of its endpoint: no leading “/”, no “..”."
    ),
    "plan_medium_shared": (
        "“{one}” and “{other}” mean the same thing: destroying one would destroy the other. "
        "Part them."
    ),
    "plan_pathways_table_unlisted": (
        "The pathways table “{name}” is not among the tables listed: add it or mend the name."
    ),
    "overlay_format": "An overlay begins with “format: {expected}”.",
    "overlay_replaces": (
        "The overlay would replace an agreed value: it only fills what is “à compléter”. "
        "Change the plan itself."
    ),
    "overlay_item_without_id": (
        "An item of this list has no “id”: without it, nobody knows which one it fills."
    ),
    "plan_incomplete": (
        "The plan is not complete: {count} fields are still “à compléter”, the first being "
        "“{field}”. It can neither be adopted nor act."
    ),
    "plan_not_canonical": (
        "These bytes are not those of an adopted plan: they were changed or come from "
        "another version."
    ),
    "plan.check.accepted": "Plan accepted: {title}",
    "plan.check.digest": "Digest of the plan: {digest}",
    "plan.check.refused": "Plan refused: {count} defect(s).",
    "plan.check.complete": "Nothing is left “à compléter”.",
    "plan.check.missing": "“À compléter”: {count} fields.",
    "plan.check.section": "{section}: {count}",
    "plan.show.exercise": "EXERCISE – WITHOUT VALUE",
    "plan.show.milestones": "Milestones",
    "plan.show.due": "due {due}",
    "plan.show.window": "window {opens} → {closes}",
    "plan.show.no_window": "window “à compléter”",
    "plan.show.services": "Services",
    "plan.show.assets": "Data",
    "plan.show.copies": "copies: {copies}",
    "plan.show.policies": "Who decides",
    "plan.show.policy": "{verb}: {decides} ({kind}, {days} days at most)",
    "plan.show.witnesses": "Witnesses: {need} needed of {count}",
    "plan.show.outside": "Out of perimeter",
    "plan.show.open": "à compléter",
    "section.programme": "programme",
    "section.processing": "processing and hosting",
    "section.custody": "custody of evidence",
    "section.adoption": "adoption of the plan",
    "section.witnesses": "witnesses",
    "section.organisations": "organisations",
    "section.people": "people",
    "section.contracts": "contracts",
    "section.hosts": "hosts",
    "section.milestones": "milestones",
    "section.policies": "policies",
    "section.services": "services",
    "section.assets": "data",
    "section.out_of_perimeter": "out of perimeter",
    "precision.day": "{on}",
    "precision.season": "season, {on} at the latest",
    "precision.year": "year, {on} at the latest",
    "outcome.stopped": "stopped",
    "outcome.handed_over": "handed over",
    "outcome.already_stopped": "already stopped",
    "fate.destroyed": "destroyed after accepted restitution",
    "fate.transferred": "transferred",
    "fate.kept": "kept",
    "copy_fate.destroyed": "destroyed",
    "copy_fate.expires": "expires",
    "copy_fate.out_of_scope": "out of scope",
    "role.lead": "lead",
    "role.controller": "controller",
    "role.clinician": "clinician",
    "role.operator": "operator",
    "role.archivist": "archivist",
    "role.transcriber": "transcriber",
    "role.dpo": "DPO",
    "role.recipient": "recipient",
    "role.publisher": "publisher",
    "role.host": "host",
    "role.auditor": "auditor",
    "role.authority": "authority",
    "verb.probe": "probe",
    "verb.measure": "measure",
    "verb.freeze": "freeze",
    "verb.export": "export",
    "verb.validate": "validate",
    "verb.deliver": "deliver",
    "verb.receive": "receive",
    "verb.request": "request",
    "verb.order": "written order",
    "verb.shut_down": "shutdown",
    "verb.hand_over": "handover",
    "verb.destroy": "destruction",
    "verb.certify": "certificate",
    "signature.personal_key": "personal key",
    "signature.signed_pdf": "signed PDF",
    "signature.paper": "countersigned paper",
}
