"""axe-core finds nothing on the pages that people open: index, quality report, witness."""

import json
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from releve.documents.index import index_html
from releve.documents.quality import Quality, quality_page
from releve.errors import EvidenceRefused
from releve.model.ids import Realm
from releve.witness.page import page as witness_page
from tests.fakes.auditable_evidence import AuditableEvidence
from tests.fakes.small_log import SmallLog, witness

pytestmark = pytest.mark.integration

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
LANGUAGES = ("fr", "en")
CHECKS = (
    ("note.present.text", "failed", 12, 3, False),
    ("note.present.date", "failed", 12, 1, True),
    ("person.same", "passed", 12, 0, False),
    ("planted_fault.lost_record", "passed", 1, 0, False),
    ("planted_fault_missed.moved_record", "undetermined", 1, 0, False),
)


def found(browser, axe, path, content):
    path.write_bytes(content)
    page = browser.open(path)
    told = page.violations(axe)
    language = page.js("document.documentElement.lang")
    order = page.js("[...document.querySelectorAll('h1, h2, h3, h4')].map(e => +e.tagName[1])")
    page.close()
    assert order[0] == 1
    assert order.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(order))
    return told, language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("realm", list(Realm))
def test_the_index_of_evidence(browser, axe, tmp_path, language, realm):
    maker = AuditableEvidence("stamped", realm=realm).tell()
    content = index_html(maker.entries, maker.plan, vkey=maker.log_key.vkey, language=language)
    assert found(browser, axe, tmp_path / "index.html", content) == ([], language)


def report(about, verdict, checks):
    names = ("code", "verdict", "seen", "failed", "warning")
    planted = {"kind": "lost_record", "made_up": True, "caught_by": ["note.present.text"]}
    document = {
        "format": "releve/quality-report/1",
        "about": about,
        "suite": "essai",
        "verdict": verdict,
        "checks": [dict(zip(names, one, strict=True)) for one in checks],
        "planted": [planted, planted | {"kind": "moved_record", "caught_by": []}],
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", ["passed", "failed", "undetermined"])
def test_the_quality_page(browser, axe, tmp_path, language, verdict):
    given = Quality(title="Parcours", at=AT, rehearsal=True, keys="k.ndjson", language=language)
    reports = [report("source", "passed", CHECKS[2:4]), report("package", verdict, CHECKS)]
    content = quality_page(given, reports)
    assert found(browser, axe, tmp_path / "qualite.html", content) == ([], language)


def test_the_page_of_a_witness(browser, axe, tmp_path):
    one = witness(tmp_path / "temoin")
    empty = witness_page(one)
    one.cosign(SmallLog("honnête").ask(0, 4))
    with pytest.raises(EvidenceRefused):
        one.cosign(SmallLog("autre").ask(4, 4))
    for content in (empty, witness_page(one)):
        assert found(browser, axe, tmp_path / "temoin.html", content) == ([], "fr")
