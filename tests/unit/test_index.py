import re
from html.parser import HTMLParser

import pytest

from releve.documents.index import index_html
from releve.documents.page import element, link, table
from releve.model.ids import Realm
from tests.fakes.paper_ledger import Paper, log_key, plan, story

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Refuses what is not nested; keeps tags, attributes, and text by tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        if self.open and data.strip():
            self.texts.append((self.open[-1], data))


def read(html: bytes) -> Reader:
    reader = Reader()
    reader.feed(html.decode())
    reader.close()
    assert reader.open == []
    return reader


def certified() -> Paper:
    paper = story()
    paper.add(
        "certificate_issued",
        "asset:dac-littoral",
        "2025-06-30T19:10",
        number="PREDICE-EX-dac-littoral-1",
        title="attestation_suppression_logique",
        claim_level="logical_deletion",
        outcome=len(paper.entries) - 1,
    )
    return paper


@pytest.fixture(params=["fr", "en"])
def html(request) -> bytes:
    vkey = log_key().vkey
    return index_html(certified().entries, plan(), vkey=vkey, language=request.param)


def test_a_reader_refuses_what_is_not_nested() -> None:
    with pytest.raises(AssertionError):
        read(b"<p><b></p></b>")


def test_the_page_is_well_formed_and_loads_nothing(html) -> None:
    reader = read(html)
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert b"http:" not in html
    assert b"https:" not in html
    assert b"url(" not in html
    assert b"@import" not in html
    assert not re.search(rb"\son[a-z]+=", html)


def test_links_stay_in_the_folder_and_anchors_exist(html) -> None:
    reader = read(html)
    targets = [attrs["href"] for tag, attrs in reader.tags if tag == "a"]
    ids = {attrs["id"] for _, attrs in reader.tags if "id" in attrs}
    assert {"manifest.sha256", "ledger/checkpoint", "LISEZMOI.txt"} <= set(targets)
    assert "certificates/PREDICE-EX-dac-littoral-1.pdf" in targets
    assert [one for one in targets if one.startswith("#") and one[1:] not in ids] == []
    assert [one for one in targets if one.startswith(("/", "..")) or ":" in one] == []


def test_the_page_is_accessible(html) -> None:
    reader = read(html)
    tags = [tag for tag, _ in reader.tags]
    assert dict(reader.tags)["html"]["lang"] in {"fr", "en"}
    assert tags.count("h1") == 1
    assert tags.count("caption") == tags.count("table") == 6
    assert all("scope" in attrs for tag, attrs in reader.tags if tag == "th")
    assert {"main", "nav", "header", "title"} <= set(tags)


def test_the_page_tells_what_happened() -> None:
    reader = read(index_html(certified().entries, plan(), vkey=log_key().vkey))
    said = "\n".join(data for _, data in reader.texts)
    assert "Vigilans : arrêt, 2024-12-31 21:04 (entrée 7)" in said
    assert "restitution : reçu (entrée 15) et accepté (entrée 16)" in said
    assert "expire le 30 septembre 2025\u00a0: rotation" in said
    assert "hors périmètre\u00a0: tenues par le DAC" in said
    assert "constaté arrêté (entrée 8)" in said
    assert "printemps 2025" in said
    assert "doc_" not in said
    assert "‹" not in said


def test_what_is_late_is_shown_late_and_what_is_done_is_not() -> None:
    late = read(index_html(story().entries, plan(), vkey="k"))
    first_row = next(i for i, (_, data) in enumerate(late.texts) if data == "Arrêt de Vigilans")
    assert ("span", "échéance dépassée") in late.texts[first_row : first_row + 4]
    done = story()
    done.entries = done.entries[:9]
    early = read(index_html(done.entries, plan(), vkey="k"))
    assert ("span", "échéance dépassée") not in early.texts


def test_the_plan_cannot_write_markup() -> None:
    html = index_html(story().entries, plan(), vkey="<script>alert(1)</script>").decode()
    assert "<script" not in html
    assert "DAC Littoral &lt;d’exemple&gt;" in html
    assert "Visio Simple &amp; cie" in html


def test_pieces_escape_text_and_attributes() -> None:
    assert element("p", '<b> & "x"').html == "<p>&lt;b&gt; &amp; &quot;x&quot;</p>"
    assert link('a"b', "c").html == '<a href="a&quot;b">c</a>'
    assert "<caption>&lt;</caption>" in table("<", [], []).html


def test_only_an_exercise_is_stamped() -> None:
    assert "EXERCICE – SANS VALEUR" in index_html(story().entries, plan(), vkey="k").decode()
    real = index_html(story(Realm.REAL).entries, plan(realm=Realm.REAL), vkey="k").decode()
    assert "EXERCICE" not in real


def test_no_name_of_a_person() -> None:
    html = index_html(story().entries, plan(), vkey="k").decode()
    assert "responsable-littoral (responsable de traitement)" in html
    assert not any(name in html for name in ("Camille", "Dominique", "Sacha", "Alix", "Noor"))


def test_the_same_ledger_gives_the_same_page() -> None:
    first = index_html(story().entries, plan(), vkey="k")
    assert first == index_html(story().entries, plan(), vkey="k")


def lived(*, replacement: str) -> Paper:
    paper = certified()
    subject, at = "asset:dac-littoral", "2025-07-02T08:00"
    told = {"certificate": "PREDICE-EX-dac-littoral-1", "replacement": replacement}
    paper.act("withdrawal", subject, at, "cheffe-projet", **told, reason="titre faux")
    if replacement == "reissue":
        first = next(one for one in paper.entries if one.kind.value == "certificate_issued")
        again = {**first.body, "number": "PREDICE-EX-dac-littoral-1-R2"}
        paper.add("certificate_issued", subject, at, **again | {"supersedes": first.index})
    return paper


def test_a_withdrawn_certificate_is_shown_withdrawn_and_its_files_stay() -> None:
    reader = read(index_html(lived(replacement="none").entries, plan(), vkey="k"))
    said = [data for _, data in reader.texts]
    mark = "certificat retiré le 2025-07-02 10:00 (entrée 23)"
    assert sum(mark in one for one in said) == 3  # its milestone, its data set, its document
    assert not any("remplacé" in one for one in said)
    assert "certificates/PREDICE-EX-dac-littoral-1.pdf" in [
        attrs.get("href") for _, attrs in reader.tags
    ]


def test_a_replaced_certificate_is_shown_replaced_and_the_data_set_is_not() -> None:
    reader = read(index_html(lived(replacement="reissue").entries, plan(), vkey="k"))
    said = [data for _, data in reader.texts]
    (told,) = (one for one in said if "retiré" in one)
    assert told.startswith("attestation de suppression logique émise ; certificat retiré le ")
    assert told.endswith("2025-07-02 10:00 (entrée 23) ; remplacé (entrée 24)")
    targets = [attrs.get("href") for _, attrs in reader.tags]
    assert {f"certificates/PREDICE-EX-dac-littoral-1{end}.pdf" for end in ("", "-R2")} <= set(
        targets
    )


def test_acts_of_a_compromised_key_are_marked() -> None:
    paper = story()
    told = {"key": "SHA256:exemple", "compromised_since": "2025-05-15T00:00:00Z", "reason": "vol"}
    paper.act("revocation", "plan", "2025-07-01T08:00", "cheffe-projet", **told)
    reader = read(index_html(paper.entries, plan(), vkey="k"))
    marks = [data for tag, data in reader.texts if tag == "span" and "à réexaminer" in data]
    assert marks == ["à réexaminer : clé déclarée compromise depuis le 2025-05-15 02:00"] * 3
    assert "à réexaminer" not in index_html(story().entries, plan(), vkey="k").decode()


def test_what_will_never_end_is_not_said_to_be_awaited() -> None:
    html = index_html(story().entries, plan(), vkey="k").decode()
    assert "<td>hors périmètre\u00a0: tenues par le DAC</td><td></td><td>sans objet</td>" in html
    assert "constaté en marche" not in html or "avant l’acte" in html


def test_a_copy_whose_date_passed_was_seen_gone_by_nobody() -> None:
    paper = story()
    before = index_html(paper.entries, plan(), vkey="k").decode()
    paper.add("service_probed", "service:vigilans", "2026-01-01T10:00", observed="down")
    after = index_html(paper.entries, plan(), vkey="k").decode()
    assert "non constaté par nous" not in before
    assert "échéance passée, non constaté par nous" in after


@pytest.mark.parametrize(
    ("level", "told"),
    [("B-T", "B-T (horodaté)"), ("B-B", "B-B (sans horodatage)"), ("none", "aucun")],
)
def test_the_page_says_how_a_pdf_is_sealed(level, told) -> None:
    paper = certified()
    paper.entries[-1].body["seal"] = level
    assert f"<td>{told}</td>" in index_html(paper.entries, plan(), vkey="k").decode()
