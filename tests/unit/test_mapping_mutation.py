"""Each line of a mapping, taken out in turn, is missed: by the reader, the check, or the run."""

import re
from collections import Counter
from pathlib import Path

import pytest

from releve.pathways.check import check
from releve.pathways.compiler import compile_mapping
from releve.pathways.mapping_file import check_mapping_file
from tests.fakes.foreign_tables import foreign
from tests.fakes.tabular_source import exercise

ROOT = Path(__file__).parents[2]
MAPPINGS = {
    "predice": (ROOT / "runbooks/predice/mapping.yaml", lambda: exercise(pathways=150)),
    "foreign": (ROOT / "tests/golden/mappings/foreign.yaml", foreign),
}
FLOW = re.compile(r"\[(.*)\]")


def indent(line):
    return len(line) - len(line.lstrip())


def content(line):
    return bool(line.strip()) and not line.lstrip().startswith("#")


def mutants(text):
    """Yield each line and each item of its list, with the text that lacks it and what it holds."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if not content(line):
            continue
        end = at + 1
        while end < len(lines) and content(lines[end]) and indent(lines[end]) > indent(line):
            end += 1
        yield line, "\n".join([*lines[:at], *lines[end:]]) + "\n"
        flow = FLOW.search(line)
        for one in flow.group(1).split(", ") if flow and ", " in flow.group(1) else ():
            left = ", ".join(other for other in flow.group(1).split(", ") if other != one)
            shorter = line.replace(flow.group(0), f"[{left}]")
            yield f"{line} - {one}", "\n".join([*lines[:at], shorter, *lines[at + 1 :]]) + "\n"


def missed(path, source):
    """Say what misses something in a mapping: ``None`` when nothing does."""
    file, errors = check_mapping_file(path)
    if file is None:
        return f"read: {errors[0].code}"
    found = check(file.mapping, source.schema(), source.distinct)
    if found.problems:
        return f"check: {found.problems[0].code}"
    compiled = compile_mapping(file.mapping, source.schema())
    converted, account = source.converted(compiled)
    balance = compiled.law.measure(source.inflow(), account)
    if any(one.lost for one in (*balance.rows, *balance.lines)):
        return "balance"
    defects = {one.code for each in converted for one in each.defects}
    return f"defects: {min(defects)}" if defects else None


@pytest.mark.parametrize("name", MAPPINGS)
def test_the_whole_mapping_misses_nothing(name):
    path, source = MAPPINGS[name]
    assert missed(path, source()) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", MAPPINGS)
def test_each_line_taken_out_is_missed(name, tmp_path):
    path, make = MAPPINGS[name]
    source, told, silent = make(), Counter(), []
    mutant = tmp_path / "mapping.yaml"
    for line, text in mutants(path.read_text()):
        mutant.write_text(text)
        why = missed(mutant, source)
        told[str(why).partition(":")[0]] += 1
        silent += [line] if why is None else []
    assert silent == []
    assert told["read"] >= 10
    assert told["check"] >= 40
    assert told["balance"] + told["defects"] >= 2


def test_a_line_that_loses_nothing_would_be_seen(tmp_path):
    """The harness itself: a column mapped twice may lose one of its lines without any loss."""
    path, make = MAPPINGS["foreign"]
    text = path.read_text().replace(
        "      opened_at: opened", "      opened_at: opened\n      email: last_name"
    )
    mutant = tmp_path / "mapping.yaml"
    mutant.write_text(text)
    assert missed(mutant, make()) is None
    mutant.write_text(text.replace("      email: last_name\n", ""))
    assert missed(mutant, make()) is None
