"""``releve mapping check`` and ``init``: everything wrong at once; a draft holds every column."""

import re
from argparse import ArgumentParser
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from flows.commands import mapping as commands
from releve.pathways.check import check
from releve.pathways.draft import draft_mapping
from releve.pathways.fates import waiver_digest
from releve.pathways.mapping_file import check_mapping_file, read_mapping
from releve.textes import LANGUAGES, sentences
from tests.fakes.foreign_tables import foreign
from tests.fakes.tabular_source import exercise

ROOT = Path(__file__).parents[2]
FOREIGN = ROOT / "tests/golden/mappings/foreign.yaml"
PREDICE = ROOT / "runbooks/predice/mapping.yaml"


@pytest.fixture
def releve(monkeypatch):
    """Run the command on a source; give its exit code."""

    def run(source, *words):
        class Reach:
            def pathways_of(self, endpoint, schema):
                assert (endpoint, schema) == ("base", "dac")
                return source

        monkeypatch.setattr(commands, "reached", lambda _: nullcontext(Reach()))
        monkeypatch.setattr(commands, "opened", lambda _: "workspace")
        parser = ArgumentParser()
        commands.MAPPING.arguments(parser)
        return commands.MAPPING.run(parser.parse_args([*words, "-e", "base", "-s", "dac"]))

    return run


def problems(source, path=FOREIGN):
    mapping = read_mapping(path).mapping
    return [
        (one.code, one.path[-1], one.facts.get("values"))
        for one in check(mapping, source.schema(), source.distinct).problems
    ]


def test_a_value_without_code_is_named():
    source = foreign()
    source.rows["clients"].append((4, None, "Z ", "A", "B", "01/01/1931", 7, None, "2024-01-01", 1))
    assert problems(source) == [
        ("mapping_code_unmapped", "codes", ("Z",)),
        ("mapping_code_unmapped", "codes", ("7",)),
    ]


def test_a_truth_in_words_needs_codes():
    source = foreign()
    source.rows["staff"].append((12, "A", None, "oui"))
    assert problems(source) == [("mapping_code_unmapped", "active", ("oui",))]


def test_a_server_that_was_never_tried_is_told(releve, capsys):
    source = foreign()
    releve(source, "check", "-m", str(FOREIGN))
    assert "Base mysql" not in capsys.readouterr().out
    source.described = replace(source.described, server="mysql", tried=False)
    releve(source, "check", "-m", str(FOREIGN))
    assert "Base mysql" in capsys.readouterr().out


def test_values_that_look_like_no_code_are_not_shown():
    source = foreign()
    source.rows["clients"].append(
        (4, None, "a sentence that says far too much of somebody", "A", "B", "", 1, None, "", 1)
    )
    assert problems(source) == [("mapping_code_unmapped", "codes", ("…",))]


def test_a_column_of_many_values_is_no_list_of_codes():
    source = foreign()
    for number in range(300):
        row = (10 + number, None, f"Q{number}", "A", "B", "01/01/1931", 1, None, "2024-01-01", 1)
        source.rows["clients"].append(row)
    assert problems(source) == [("mapping_codes_too_many", "identity_status", None)]


def test_blank_values_need_no_code():
    source = foreign()
    source.rows["clients"].append(
        (4, None, " - ", "A", "B", "01/01/1931", 1, None, "2024-01-01", 1)
    )
    assert problems(source) == []


def test_the_command_accepts(releve, capsys):
    assert releve(foreign(), "check", "-m", str(FOREIGN)) == 0
    told = capsys.readouterr().out
    file = read_mapping(FOREIGN)
    assert file.digest in told
    assert waiver_digest(file.mapping) in told
    assert "roles.label" in told
    assert "addresses.line1" not in told


def test_the_command_tells_every_defect_with_its_line(releve, capsys, tmp_path):
    path = tmp_path / "mapping.yaml"
    text = FOREIGN.read_text().replace("rpps: rpps", "rpps: fax")
    text = text.replace('          "2": female\n', "").replace("VAD: visit", "VAD: visite")
    path.write_text(text)
    assert releve(foreign(), "check", "-m", str(path)) == 11
    *told, last = capsys.readouterr().out.splitlines()
    lines = text.splitlines()
    found = {lines[int(one.split(":")[1]) - 1].strip(): one for one in told}
    assert set(found) == {"rpps: fax", "VAD: visite", "professional:", "codes:"}
    assert "staff.rpps" in found["professional:"]
    assert "gender.codes" in found["codes:"]
    assert ": 2." in found["codes:"]
    assert last.startswith("4")


def test_the_command_reads_an_overlay(releve, capsys, tmp_path):
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        "format: releve/mapping-overlay/1\noverlay_of: foreign\n"
        "removed: [[dropped, sessions, '*']]\n"
    )
    assert releve(foreign(), "check", "-m", str(FOREIGN), "--overlay", str(overlay)) == 11
    assert "sessions" in capsys.readouterr().out


def test_the_command_refuses_a_file_that_is_not_read(releve, capsys, tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text("format: releve/mapping/1\nname: à compléter\n")
    assert releve(foreign(), "check", "-m", str(path)) == 11
    assert f"{path}:2: name: " in capsys.readouterr().out


def drafted(source):
    return draft_mapping(source.schema(), "essai", "Europe/Paris", source.distinct)


def test_a_draft_is_refused_until_it_is_decided(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(drafted(exercise(60)))
    errors = check_mapping_file(path)[1]
    assert {one.code for one in errors} == {"mapping_undecided"}
    lines = path.read_text().splitlines()
    assert all("à compléter" in lines[one.facts["line"] - 1] for one in errors)


def test_a_draft_is_the_same_twice():
    assert drafted(exercise(60)) == drafted(exercise(60))


@pytest.mark.parametrize("make", [lambda: exercise(60), foreign])
def test_a_draft_once_decided_accounts_for_every_column(make, tmp_path):
    """Whatever was guessed, no column is forgotten."""
    source, path = make(), tmp_path / "mapping.yaml"
    path.write_text(re.sub("à compléter", "x", drafted(source)))
    file = check_mapping_file(path)[0]
    found = check(file.mapping, source.schema(), source.distinct)
    codes = {one.code for one in found.problems}
    assert not codes & {
        "column_unaccounted",
        "table_unaccounted",
        "dropped_unknown",
        "dropped_twice",
    }


def test_a_draft_guesses_what_names_tell(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(drafted(exercise(60)).replace("à compléter", "x"))
    guessed, known = check_mapping_file(path)[0].mapping, read_mapping(PREDICE).mapping
    right = wrong = 0
    for name, entity in known.entities.items():
        for attribute, said in entity.columns.items():
            there = guessed.entities.get(name)
            found = there.columns.get(attribute) if there is not None else None
            if found is not None and (found.column, found.file) == (said.column, said.file):
                right += 1
            elif found is not None and found.column != "x":
                wrong += 1
    assert wrong == 0
    assert right >= 60
    assert guessed.entities["closure"].present == "clos_le"
    assert guessed.entities["note"].pathway == ("usager_id",)


def test_the_command_drafts(releve, capsys):
    assert releve(exercise(60), "init", "--name", "essai") == 0
    assert capsys.readouterr().out == drafted(exercise(60))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_sentence(language):
    """Codes given to ``Bound.refuse``, which the test of all sentences cannot see."""
    known = sentences(language)
    codes = {
        code
        for page in (ROOT / "releve/pathways").glob("*.py")
        for code in re.findall(r'refuse\(\s*"(\w+)"', page.read_text())
    }
    assert len(codes) > 20
    assert codes - known.keys() == set()
    hows = "codes glue split layout day_start time_zone flattened file base64 query lookup unnest"
    assert {f"how_{one}" for one in hows.split()} <= known.keys()
