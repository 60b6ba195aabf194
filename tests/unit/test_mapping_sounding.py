"""Rows read through a mapping before anybody signs: what would be rejected, and where to look."""

from functools import partial

import pytest

from releve.errors import StepRefused
from releve.pathways.check import check
from releve.pathways.compiler import compile_mapping, converters_of
from releve.pathways.keys import INTEGER, TEXT, link_reader
from releve.pathways.mapping_file import check_mapping_file, read_mapping
from releve.pathways.sounding import sound
from releve.textes import LANGUAGES, sentences
from tests.fakes.foreign_tables import foreign
from tests.unit.test_mapping_check import FOREIGN, releve  # noqa: F401 - a fixture

QUERIED = """
    query: |
      SELECT j.id, j.client_no, j.written, j.note_text FROM journal j
    reads: {journal: [id, client_no, written, note_text]}
    hides: {journal: [staff_no, alarm, cause]}
    key: [id]
    pathway: [client_no]
    columns: {written_at: written, text: note_text}
"""


def sounded(source, path=FOREIGN, most=500):
    mapping = read_mapping(path).mapping
    law = compile_mapping(mapping, source.schema()).law
    with source.through(partial(converters_of, mapping)).snapshot() as snapshot:
        return sound(snapshot, law, most)


def changed(tmp_path, *pairs):
    text = FOREIGN.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    return path


def test_everything_passes_and_is_accounted_for():
    found = sounded(foreign())
    assert (found.pathways, found.unfit, dict(found.faults), found.whole) == (3, 0, {}, True)
    assert not found.hopeless


def test_a_form_of_date_that_is_wrong_is_told_at_its_line(tmp_path):
    path = changed(tmp_path, ("%d/%m/%Y", "%Y-%m-%d"))
    found = sounded(foreign(), path)
    assert dict(found.faults) == {("value_malformed", "person", "birth_date"): 3}
    assert found.hopeless
    (problem,) = found.problems()
    error = check_mapping_file(path)[0].located(problem)
    line = path.read_text().splitlines()[error.facts["line"] - 1]
    assert "birth_date" in line or "dob" in line


def test_one_bad_row_is_told_and_stops_nothing():
    source = foreign()
    row = (4, None, "P", "A", "B", "31/02/1931", 1, None, "2024-01-01", 1)
    source.rows["clients"].append(row)
    found = sounded(source)
    assert (found.pathways, found.unfit, found.hopeless) == (4, 1, False)


def test_values_that_are_lost_stop_the_sounding_of_a_whole_source():
    source = foreign()
    source.rows["addresses"].append((9, "9 rue Z", None))
    with pytest.raises(StepRefused, match="values_lost"):
        sounded(source)
    assert sounded(source, most=1).whole is False


def test_the_command_tells_what_it_read(releve, capsys, tmp_path):  # noqa: F811 - the fixture
    assert releve(foreign(), "check", "-m", str(FOREIGN)) == 0
    assert "(3)" in capsys.readouterr().out.splitlines()[-1]
    path = changed(tmp_path, ("%d/%m/%Y", "%Y-%m-%d"))
    assert releve(foreign(), "check", "-m", str(path)) == 11
    assert f"{path}:" in capsys.readouterr().out
    assert releve(foreign(), "check", "-m", str(path), "--pathways", "0") == 0


def test_a_query_that_cannot_be_run_is_told_at_its_line(tmp_path):
    text = FOREIGN.read_text()
    begin = text.index("  note:\n")
    end = text.index("\n  ", text.index("    columns:", begin))
    while text[end : end + 5] == "\n    ":  # to the next entity
        end = text.index("\n  ", end + 1)
    path = tmp_path / "mapping.yaml"

    def problems(said):
        path.write_text(text[:begin] + "  note:" + said.rstrip("\n") + text[end:])
        file, errors = check_mapping_file(path)
        assert errors == ()
        source = foreign()
        found = check(file.mapping, source.schema(), source.distinct, source.shape).problems
        told = [(one.code, file.located(one).facts["line"]) for one in found]
        lines = path.read_text().splitlines()
        return {(code, lines[line - 1].strip()) for code, line in told if "column_un" not in code}

    assert not {code for code, _ in problems(QUERIED)} & {
        "mapping_query_refused",
        "mapping_column_not_given",
    }
    broken = problems(QUERIED.replace("FROM journal", "FROMM journal"))
    assert "mapping_query_refused" in {code for code, _ in broken}
    other = problems(QUERIED.replace("j.note_text FROM", "j.note_text AS t FROM"))
    assert ("mapping_column_not_given", "columns: {written_at: written, text: note_text}") in other


def test_a_key_that_is_not_there_is_told_once(tmp_path):
    path = changed(tmp_path, ("key: [staff_no]", "key: [no]"))
    source = foreign()
    found = check(read_mapping(path).mapping, source.schema(), source.distinct).problems
    assert [one.code for one in found if one.code.startswith("mapping_")] == [
        "mapping_column_unknown"
    ]


def test_a_link_of_which_only_the_pathway_is_there_is_none():
    read = link_reader("care_plan", (TEXT, INTEGER), [0])
    assert read(("F1", 2)) == "care_plan/sF1/p00000000000000000002"
    assert read(("F1", None)) is None
    with pytest.raises(ValueError, match=r"^$"):
        read((None, 2))
    with pytest.raises(ValueError, match=r"^$"):
        link_reader("care_plan", (TEXT, INTEGER), [])(("F1", None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_defect_of_a_row_has_a_sentence(language):
    codes = (
        "value_missing code_unmapped value_malformed reference_dangling identifier_wrong "
        "record_twice"
    )
    assert {f"sounding_{one}" for one in codes.split()} <= sentences(language).keys()
