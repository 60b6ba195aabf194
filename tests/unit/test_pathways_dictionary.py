"""The data dictionary: one source, three forms, and a page that anybody can read."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from releve.canonical import decode
from releve.cli.main import main
from releve.pathways.csv_table import columns
from releve.pathways.dictionary import dictionary, dictionary_csv, dictionary_json
from releve.pathways.glossary import dictionary_html
from releve.pathways.kit.folder import specification
from releve.pathways.model import ENTITIES
from releve.textes import LANGUAGES
from tests.architecture.test_layout import ROOT

VOID = {"meta", "br", "wbr"}


class Page(HTMLParser):
    """What a page holds, and whether every tag is closed in its turn."""

    def __init__(self, data):
        super().__init__()
        self.open, self.tags, self.ids, self.words = [], [], [], []
        self.feed(data.decode())
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "head"} & set(self.open):
            self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def needs_nothing(data):
    """Assert that a page is whole, accessible in its form, and fetches nothing."""
    page = Page(data)
    assert data.startswith(b"<!DOCTYPE html>\n")
    assert page.all("html")[0]["lang"] in LANGUAGES
    assert len(page.all("title")) == len(page.all("h1")) == 1
    assert not page.all("script") + page.all("img") + page.all("link") + page.all("iframe")
    assert "default-src 'none'" in data.decode()
    assert all(one.get("scope") in {"col", "row"} for one in page.all("th"))
    assert len(set(page.ids)) == len(page.ids)
    links = [one["href"] for one in page.all("a")]
    assert [link for link in links if link[0] == "#" and link[1:] not in page.ids] == []
    assert [link for link in links if re.match(r"[a-z]+:|//", link)] == []
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_is_canonical_and_says_the_whole_model(language):
    document = decode(dictionary_json(language))
    assert document["format"] == "releve/dictionary/1"
    assert document["language"] == language
    for told, entity in zip(document["entities"], ENTITIES, strict=True):
        assert (told["name"], told["shared"]) == (entity.name, entity.shared)
        assert tuple(told["fhir"]) == entity.fhir
        inside = [name for one in told["attributes"] for name in one["csv"]]
        assert ("pathway", "id", *inside, "absent") == columns(entity)
        for one, attribute in zip(told["attributes"], entity.attributes, strict=True):
            assert (one["name"], one["kind"]) == (attribute.name, attribute.kind.value)
            assert (one["required"], one["target"]) == (attribute.required, attribute.target)
            assert tuple(code["code"] for code in one["codes"]) == attribute.codes
            assert one["identifier"] == attribute.identifier


def test_the_dictionary_of_today_is_the_golden_one():
    golden = ROOT / "tests/golden/pathways/dictionary.fr.json"
    assert json.loads(golden.read_bytes()) == json.loads(dictionary_json("fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_line_for_each_attribute(language):
    rows = list(csv.reader(io.StringIO(dictionary_csv(language).decode(), newline="")))
    assert len(rows) == 1 + sum(len(one.attributes) for one in ENTITIES)
    assert {len(row) for row in rows} == {10}
    assert all(all(row[:6]) for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_read_by_anybody(language):
    page = needs_nothing(dictionary_html(language))
    assert page.all("html")[0]["lang"] == language
    assert {one.name for one in ENTITIES} <= set(page.ids)
    words = " ".join(page.words)
    for entity in dictionary(language)["entities"]:
        assert entity["label"] in words
        for one in entity["attributes"]:
            assert one["label"] in words
            assert one["definition"][1:] in words
            assert all(code["label"] in words for code in one["codes"])


def test_the_specification_can_be_read_by_anybody():
    page = needs_nothing(specification())
    assert "$" not in " ".join(page.words)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ([], b"<!DOCTYPE html>"),
        (["--format", "json"], b'{"absences":'),
        (["--format", "csv", "--language", "en"], b"Entity,Attribute,"),
    ],
)
def test_the_command_prints_it(words, start, capsysbinary):
    assert main(["dictionary", *words]) == 0
    assert capsysbinary.readouterr().out.startswith(start)
