"""One field changed in one pathway of many: found and named, in a known number of reads."""

import json
from dataclasses import replace

import pytest

from releve.cli.main import main
from releve.pathways.difference import Tally, tally_key
from releve.pathways.difference_report import summary
from releve.pathways.identities import Decision, Ruling, write_decisions
from releve.pathways.index import build_index
from releve.pathways.names import name_of, pathway_name, record_name
from releve.pathways.reconciliation import compare
from releve.pathways.tree import pathway_key
from releve.textes import LANGUAGES
from tests.fakes.canonical_folders import KEY, ListedGroups, group, groups, write_folder

pytestmark = pytest.mark.integration

COUNT = 5000
AT = 3141
DEPTH = 13  # 5,000 pathways and the directory, in 8,192 buckets
SECRET = "Chute dans l'escalier"


@pytest.fixture(scope="module", name="delivered")
def five_thousand_pathways():
    return groups(COUNT, notes=2)


@pytest.fixture(scope="module", name="ours")
def delivered_folder(delivered, tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("ours"), delivered)


@pytest.fixture(name="key")
def key_file(tmp_path):
    path = tmp_path / "content.key"
    path.write_bytes(KEY)
    return path


def changed(one, at, **values):
    records = list(one.records)
    records[at] = replace(records[at], values={**records[at].values, **values})
    return replace(one, records=tuple(records))


def reconciled(ours, theirs, key, report, *more):
    words = ["--ours", ours, "--theirs", theirs, "--key", key, "--out", report, *more]
    code = main(["reconcile", *map(str, words)])
    lines = [json.loads(line) for line in report.read_bytes().splitlines()]
    return code, lines[:-1], lines[-1]


def test_one_field_of_one_pathway_is_found_and_named(delivered, ours, key, tmp_path, capsys):
    one = delivered[AT]
    theirs = [*delivered[:AT], changed(one, 1, text=SECRET), *delivered[AT + 1 :]]
    folder = write_folder(tmp_path / "theirs", theirs)
    code, differences, end = reconciled(ours, folder, key, tmp_path / "report.ndjson")
    own = pathway_key(KEY, one.id)
    assert code == 1
    assert differences == [
        {
            "attribute": "text",
            "change": "changed",
            "entity": "note",
            "pathway": name_of(own).hex(),
            "record": record_name(own, one.records[1].id).hex(),
        }
    ]
    reads = {"nodes": 2 * DEPTH + 1, "buckets": 1, "pathways": 1}
    assert end["reads"] == {"ours": reads, "theirs": reads}
    assert (end["differences"], end["merges"]) == (1, 0)
    told = capsys.readouterr().out + (tmp_path / "report.ndjson").read_text()
    assert SECRET not in told
    assert "Visite" not in told
    assert one.id not in told
    assert f"{COUNT} parcours" in told


def test_no_difference_is_found_where_there_is_none(delivered, ours, key, tmp_path, capsys):
    """Another order, other parts: the same pathways."""
    folder = write_folder(tmp_path / "theirs", delivered[::-1], per_part=777)
    code, differences, end = reconciled(ours, folder, key, tmp_path / "report.ndjson")
    assert (code, differences) == (0, [])
    assert end["ours"] == end["theirs"]
    assert end["reads"]["theirs"] == {"nodes": 1, "buckets": 0, "pathways": 0}
    assert "aucune différence" in capsys.readouterr().out


def test_many_differences_are_all_kept(delivered, ours, key, tmp_path):
    """No cap: a thousand lost, a thousand changed, ten added; each named once."""
    kept = [changed(one, 0, category="x") for one in delivered[1000:2000]]
    theirs = [*kept, *delivered[2000:], *(group(COUNT + at) for at in range(10))]
    folder = write_folder(tmp_path / "theirs", theirs)
    code, differences, end = reconciled(ours, folder, key, tmp_path / "report.ndjson")
    assert code == 1
    assert end["differences"] == len(differences) == 2010
    named = {(one["change"], one["pathway"]) for one in differences}
    names = [pathway_name(KEY, one.id).hex() for one in (*delivered, *theirs[-10:])]
    assert named == {
        *(("missing", name) for name in names[:1000]),
        *(("added", name) for name in names[1000:2000] + names[-10:]),
    }


def test_a_declared_merge_passes_and_an_undeclared_one_does_not(delivered, ours, key, tmp_path):
    source, target = delivered[10], delivered[20]
    moved = [one for one in source.records if one.entity != "person"]
    records = sorted([*target.records, *moved], key=lambda one: one.id.encode())
    theirs = [one for one in delivered if one is not source]
    theirs[19] = replace(target, records=tuple(records))
    folder = write_folder(tmp_path / "theirs", theirs)
    into = pathway_name(KEY, target.id).hex()
    row = Decision(decision=Ruling.MERGED, pathway=pathway_name(KEY, source.id).hex(), into=into)
    decisions = tmp_path / "decisions.ndjson"
    decisions.write_bytes(write_decisions("sha256:" + "0" * 64, [row]))
    report = tmp_path / "report.ndjson"
    code, differences, end = reconciled(ours, folder, key, report, "--decisions", decisions)
    assert (code, differences, end["merges"]) == (0, [], 1)
    assert end["ours"] != end["theirs"]
    code, differences, _ = reconciled(ours, folder, key, tmp_path / "undeclared.ndjson")
    assert (code, len(differences)) == (1, 3)


def test_deltas_are_laid_over_what_was_delivered_first(delivered, ours, key, tmp_path):
    """One corrected, one added, one removed since: the successor holds what stands in the end."""
    corrected, gone = changed(delivered[7], 0, category="x"), delivered[9]
    delta = write_folder(tmp_path / "delta", [corrected, group(COUNT + 1)], shared=())
    row = {"name": pathway_name(KEY, gone.id).hex()}
    (delta / "removed.ndjson").write_text(json.dumps(row) + "\n")
    kept = [one for one in delivered if one not in (delivered[7], gone)]
    theirs = write_folder(tmp_path / "theirs", [*kept, corrected, group(COUNT + 1)], shared=())
    report = tmp_path / "report.ndjson"
    code, differences, end = reconciled(ours, theirs, key, report, "--ours", delta)
    assert (code, differences) == (0, [])
    assert end["ours"] == end["theirs"]
    lost = write_folder(tmp_path / "lost", [*kept, delivered[7]], shared=())
    _, differences, _ = reconciled(ours, lost, key, tmp_path / "2.ndjson", "--ours", delta)
    told = sorted((one["change"], str(one["attribute"])) for one in differences)
    assert told == [("missing", "None"), ("missing", "category")]


def test_a_report_is_never_replaced(ours, key, tmp_path):
    report = tmp_path / "report.ndjson"
    assert reconciled(ours, ours, key, report)[0] == 0
    words = ["--ours", ours, "--theirs", ours, "--key", key, "--out", report]
    assert main(["reconcile", *map(str, words)]) == 2


@pytest.mark.parametrize("damage", ["cut", "space", "order", "person", "id"])
def test_a_line_that_is_not_canonical_is_refused(ours, key, tmp_path, damage, capsys):
    folder = write_folder(tmp_path / "theirs", groups(3))
    path = folder / "canonical" / "part-00000.ndjson"
    data = path.read_bytes()
    path.write_bytes(
        {
            "cut": data[:-1],
            "space": data.replace(b'"id":', b'"id": ', 1),
            "order": data.replace(b'{"e":"note","id":', b'{"id":"x","e":"note","id":', 1),
            "id": data.replace(b'{"id":"person/p', b'{"id":"person/q', 1),
            "person": data.replace(b'"e":"person"', b'"e":"note"', 1),
        }[damage]
    )
    words = ["--ours", ours, "--theirs", folder, "--key", key, "--out", tmp_path / "r.ndjson"]
    assert main(["reconcile", *map(str, words)]) == 1
    assert "canonical_line_malformed" in capsys.readouterr().err
    assert not (tmp_path / "r.ndjson").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_by_entity_and_attribute(delivered, tmp_path, language):
    theirs = [changed(one, 0, text=SECRET) for one in delivered[:3]] + list(delivered[4:50])
    mine = build_index(tmp_path / "mine", KEY, ListedGroups(delivered[:50]))
    other = build_index(tmp_path / "other", KEY, ListedGroups(theirs), mine.depth)
    tally = Tally(tally_key(one) for one in compare(KEY, mine, other))
    lines = list(summary(tally, language))
    assert len(lines) == 2
    assert "3" in lines[0]
    assert "1" in lines[1]
    assert "‹" not in "".join(lines)
