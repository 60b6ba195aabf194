"""Each committed bad plan is refused for its own defect, at its own line."""

from pathlib import Path

import pytest

from releve.errors import PlanError
from releve.model.plan import Plan
from releve.plan.reader import canonical_bytes, check_plan, load_plan, read_plan
from releve.textes import LANGUAGES, sentences

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "tests" / "golden" / "plans"
SMALL = PLANS / "small.yaml"
RUNBOOKS = ROOT / "runbooks"

# File of tests/golden/plans/bad → code and field; the line is the one that ends with `# here`.
BAD = {
    "alias": ("plan_anchor", "contracts[0].buyer"),
    "anchor": ("plan_anchor", "services[0].controller"),
    "bad-enum": ("plan_value_not_allowed", "assets[0].fate"),
    "boolean-no": ("plan_not_boolean", "assets[0].copies[0].ours"),
    "controller-unknown": ("plan_reference_unknown", "services[0].controller"),
    "cyclic-dependency": ("plan_requires_cycle", "assets[0].requires"),
    "date-as-timestamp": ("plan_not_date", "contracts[0].ends_on"),
    "date-of-no-calendar": ("plan_not_date", "contracts[0].ends_on"),
    "destruction-without-controller": ("plan_destroy_quorum", "policies[2].decides"),
    "dpo-decides": ("plan_role_never_decides", "policies[0].decides"),
    "duplicate-id": ("plan_id_repeated", "services[1].id"),
    "duplicate-key": ("plan_key_repeated", "title"),
    "duplicate-verb": ("plan_id_repeated", "policies[1].verb"),
    "empty-quorum": ("plan_list_too_short", "policies[0].decides"),
    "empty-value": ("plan_null", "contracts[0].lot"),
    "exercise-with-real-origin": ("plan_realm_origin", "origin"),
    "expires-without-day": ("plan_field_needed", "assets[0].copies[0].expires_on"),
    "handed-over-to-nobody": ("plan_field_needed", "services[1].recipient"),
    "id-with-capital": ("plan_id_malformed", "people[0].id"),
    "instant-without-offset": ("plan_not_instant", "milestones[0].window.opens"),
    "instant-without-time": ("plan_not_instant", "milestones[0].window.opens"),
    "integer-not-a-number": ("plan_not_integer", "contracts[0].destruction_within_days"),
    "integer-with-separator": ("plan_not_integer", "contracts[0].destruction_within_days"),
    "kept-without-reason": ("plan_field_needed", "assets[1].fate_reason"),
    "key-of-refused-kind": ("plan_public_key_refused", "people[0].keys[0]"),
    "key-shared-by-two": ("plan_key_shared", "people[1].keys[0]"),
    "list-where-text": ("plan_not_text", "people[0].title"),
    "medium-of-unknown-kind": ("plan_value_not_allowed", "assets[0].medium.kind"),
    "medium-without-kind": ("plan_key_missing", "assets[0].medium.kind"),
    "merge-key": ("plan_merge_key", "services[0].control"),
    "milestone-unknown": ("plan_reference_unknown", "assets[0].copies[0].milestone"),
    "missing-key": ("plan_key_missing", "organisations[1].public_body"),
    "nobody-speaks-for-controller": ("plan_nobody_speaks_for", "assets[0].controller"),
    "number-out-of-range": ("plan_number_out_of_range", "policies[0].longest_minutes"),
    "open-misspelt": ("plan_open_misspelt", "contracts[0].end_of_support"),
    "open-where-none-may-be": ("plan_open_refused", "services[0].outcome"),
    "out-of-scope-without-reason": ("plan_field_needed", "assets[0].copies[0].reason"),
    "overlay-item-incomplete": ("plan_key_missing", "organisations[2].name"),
    "overlay-item-without-id": ("overlay_item_without_id", "organisations"),
    "overlay-of-no-format": ("overlay_format", "format"),
    "overlay-replaces-decision": ("overlay_replaces", "policies[2].decides"),
    "overlay-replaces-list": ("overlay_replaces", "assets[0].medium.tables"),
    "overlay-replaces": ("overlay_replaces", "contracts[0].lot"),
    "overlay-wrong-value": ("plan_not_date", "contracts[0].end_of_support"),
    "path-climbs-out": ("plan_path_outside_root", "assets[0].copies[0].medium.path"),
    "pathways-table-unlisted": ("plan_pathways_table_unlisted", "assets[0].pathways_table"),
    "policy-missing": ("plan_policy_missing", "policies"),
    "quorum-counts-twice": ("plan_quorum_counts_twice", "adoption.people"),
    "quorum-unreachable": ("plan_quorum_unreachable", "adoption.threshold"),
    "requires-itself": ("plan_requires_cycle", "services[1].requires"),
    "requires-unknown": ("plan_reference_unknown", "assets[0].requires[0]"),
    "service-unknown": ("plan_reference_unknown", "assets[0].services[0]"),
    "service-without-controller": ("plan_key_missing", "services[0].controller"),
    "several-documents": ("plan_several_documents", ""),
    "successor-without-instruction": ("plan_field_needed", "assets[0].restitution.instruction"),
    "tabulation": ("plan_syntax", ""),
    "tag": ("plan_tag", "contracts[0].ends_on"),
    "text-where-list": ("plan_not_list", "people[0].roles"),
    "text-where-mapping": ("plan_not_mapping", "milestones[0].due"),
    "timezone-unknown": ("plan_timezone_unknown", "timezone"),
    "two-hold-the-same": ("plan_medium_shared", "assets[0].copies[0].medium"),
    "unclosed-list": ("plan_syntax", ""),
    "unknown-key-deep": ("plan_key_unknown", "services[0].control.port"),
    "unknown-key": ("plan_key_unknown", "subtitle"),
    "window-ends-before-it-starts": ("window_ends_before_it_starts", "milestones[0].window"),
    "witness-id-repeated": ("plan_id_repeated", "witnesses.keys[1].id"),
    "witness-key-altered": ("plan_witness_key_refused", "witnesses.keys[0].key"),
    "witness-key-of-a-log": ("plan_witness_key_refused", "witnesses.keys[0].key"),
    "witness-key-shared": ("plan_witness_shared", "witnesses.keys[1].key"),
    "witness-name-shared": ("plan_witness_shared", "witnesses.keys[1].key"),
    "witness-of-no-organisation": ("plan_reference_unknown", "witnesses.keys[0].organisation"),
    "hand-over-by-another": ("plan_hand_over_by_another", "services[1].performer"),
    "witness-quorum-unreachable": ("plan_witness_quorum_unreachable", "witnesses.threshold"),
    "yaml-null": ("plan_null", "contracts[0].lot"),
}


def arguments(name):
    """An overlay is laid over the small plan; a plan stands alone."""
    bad = PLANS / "bad" / f"{name}.yaml"
    return (SMALL, [bad]) if name.startswith("overlay-") else (bad, [])


def marked(path):
    lines = path.read_text().splitlines()
    return [number for number, line in enumerate(lines, 1) if line.endswith("# here")]


def test_every_bad_plan_is_tried():
    assert {path.stem for path in (PLANS / "bad").glob("*.yaml")} == set(BAD)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_plan_is_refused_at_its_line(name):
    with pytest.raises(PlanError) as refused:
        read_plan(*arguments(name))
    facts = refused.value.facts
    bad = PLANS / "bad" / f"{name}.yaml"
    assert (refused.value.code, facts["field"]) == BAD[name]
    assert (facts["file"], [facts["line"]]) == (str(bad), marked(bad))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_plan_has_one_defect(name):
    assert len(check_plan(*arguments(name))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence(language):
    assert {code for code, _ in BAD.values()} - set(sentences(language)) == set()


def test_values_are_read_as_the_field_says():
    plan = read_plan(SMALL).plan
    assert plan.contract("portail").ends_on.isoformat() == "2026-12-31"
    assert plan.contract("portail").end_of_support is None
    assert plan.contract("portail").destruction_within_days == 90
    assert plan.asset("abonnes").copies[0].ours is False
    assert plan.milestone("fermeture").window.closes.isoformat() == "2026-12-18T17:00:00+00:00"


def test_what_looks_like_another_type_stays_text(tmp_path):
    path = tmp_path / "plan.yaml"
    text = SMALL.read_text().replace("lot: Lot unique", "lot: 2018")
    path.write_text(text.replace("hds_certificate: Aucun", "hds_certificate: on"))
    plan = read_plan(path).plan
    assert (plan.contract("portail").lot, plan.processing.hds_certificate) == ("2018", "on")


def test_all_defects_are_returned_in_file_order(tmp_path):
    path = tmp_path / "plan.yaml"
    text = SMALL.read_text().replace("ours: false", "ours: oui").replace("[lead]\n", "[chef]\n", 1)
    path.write_text(text)
    errors = check_plan(path)
    assert [error.code for error in errors] == ["plan_value_not_allowed", "plan_not_boolean"]
    lines = [error.facts["line"] for error in errors]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "plan_not_mapping", 1),
        (b"- a\n", "plan_not_mapping", 1),
        (b"a: 1\nb: \xff\n", "plan_syntax", 2),
        (b"%YAML 1.1\n---\na: no\n", "plan_directive", 2),
        (b"? [a]\n: b\n", "plan_key_not_text", 1),
        (b"a: " + b"[" * 60 + b"]" * 60, "plan_syntax", 1),
        (b"a: \x07\n", "plan_syntax", 1),
    ],
)
def test_bytes_that_are_no_plan(tmp_path, data, code, line):
    path = tmp_path / "plan.yaml"
    path.write_bytes(data)
    first = check_plan(path)[0]
    assert (first.code, first.facts["line"]) == (code, line)


def test_a_file_that_is_not_there(tmp_path):
    assert [error.code for error in check_plan(tmp_path / "no.yaml")] == ["plan_unreadable"]


def test_a_byte_order_mark_changes_nothing(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.read_bytes())
    assert read_plan(path).digest == read_plan(SMALL).digest


@pytest.mark.parametrize("name", ["predice", "neutre"])
@pytest.mark.parametrize("overlays", [(), ("rehearsal.yaml",)], ids=["real", "rehearsal"])
def test_the_plans_of_the_repository_read_and_load_back(name, overlays):
    folder = RUNBOOKS / name
    found = read_plan(folder / "plan.yaml", [folder / one for one in overlays])
    assert set(found.sources) == {"plan.yaml", *overlays}
    assert load_plan(found.canonical) == found.plan
    assert canonical_bytes(load_plan(found.canonical)) == found.canonical


def test_a_comment_or_an_order_of_keys_changes_no_digest(tmp_path):
    path = tmp_path / "small.yaml"
    lines = SMALL.read_text().splitlines()
    path.write_text("\n".join(["# Autre commentaire", *lines[2:], lines[1]]))
    assert read_plan(path).digest == read_plan(SMALL).digest


def test_a_changed_value_changes_the_digest(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.read_text().replace("precision: day", "precision: year"))
    assert read_plan(path).digest != read_plan(SMALL).digest


@pytest.mark.parametrize(
    "change",
    {
        "a space": lambda data: data.replace(b'":', b'": ', 1),
        "an unknown key": lambda data: data.replace(b"{", b'{"a":1,', 1),
        "an integer as text": lambda data: data.replace(b'"threshold":2', b'"threshold":"2"'),
        "another form of an instant": lambda data: data.replace(b"07:00:00Z", b"07:00:00+00:00"),
        "cut short": lambda data: data[:-1],
        "a line end": lambda data: data + b"\n",
    }.items(),
    ids=lambda named: named[0],
)
def test_only_canonical_bytes_load(change):
    canonical = read_plan(SMALL).canonical
    changed = change[1](canonical)
    assert changed != canonical
    with pytest.raises(PlanError, match="plan_not_canonical"):
        load_plan(changed)


def test_missing_fields_are_given_with_file_and_line():
    found = read_plan(RUNBOOKS / "neutre" / "plan.yaml")
    lines = (RUNBOOKS / "neutre" / "plan.yaml").read_text().splitlines()
    assert len(found.missing) > 20
    for one in found.missing:
        last = one.path.rpartition(".")[2]
        said = lines[one.line - 1].strip()
        assert said.startswith(last)
        assert said.endswith(("à compléter", "à qualifier"))


def test_the_plan_read_is_immutable():
    plan: Plan = read_plan(SMALL).plan
    with pytest.raises(ValueError, match="frozen"):
        plan.title = "Autre"
