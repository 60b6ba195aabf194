"""No figure is typed: neither in a template nor in a sentence that a paper prints."""

import re
from pathlib import Path

import pytest

from releve.textes import LANGUAGES, sentences

ROOT = Path(__file__).parents[2]
PAPERS = (*sorted((ROOT / "releve/papers").glob("*.py")),)
CODE = re.compile(r'"([a-z][a-z0-9_]{2,80})"')
REFERENCES = re.compile(
    r"""
    [LR]\.?[ \u00a0]?\d+(-\d+)*        # articles of a code: L212-2, R. 212-14
    | SP[ \u00a0]800-88([ \u00a0]r[ée]v\.?[ \u00a0]\d)?([ \u00a0]Rev\.[ \u00a0]\d)?
    | SHA-256 | A4 | R4 | B-[BT]
    | 28\(3\)\(g\) | 28[ ,\u00a0].{0,12}3.{0,6}g
    """,
    re.VERBOSE,
)


def printed(language):
    """Yield the sentences that papers name, by their codes, whole or by their beginning."""
    known = sentences(language)
    for page in PAPERS:
        for code in set(CODE.findall(page.read_text())):
            if f"doc_{code}" in known:
                yield page.name, code, known[f"doc_{code}"]
        for stem in set(re.findall(r'f"([a-z][a-z0-9_]+_)\{', page.read_text())):
            for code, text in known.items():
                if code.startswith(f"doc_{stem}"):
                    yield page.name, code, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_paper_holds_a_figure(language):
    told = list(printed(language))
    assert len(told) > 100
    found = {
        (page, code): text
        for page, code, text in told
        if re.search(r"\d", REFERENCES.sub("", re.sub(r"\{[^}]*\}", "", text)))
    }
    assert found == {}


def test_the_template_prints_no_text_of_its_own():
    text = (ROOT / "connectors/press/templates/paper.typ").read_text()
    code = re.sub(r"//.*", "", text)
    shown = {one for one in re.findall(r'"([^"\n]*)"', code) if " " in one}
    assert shown == {"Libertinus Serif", "1 / 1"}
