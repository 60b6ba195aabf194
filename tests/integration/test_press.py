"""The press, judged by tools that are not ours: poppler's pdftotext, pdfinfo and pdfdetach."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.press.typst_press import TypstPress
from connectors.signing.dsse_key import DsseKey
from releve.certificates.annex import Annex
from releve.certificates.certificate import certificate_data
from releve.certificates.statement import PAYLOAD_TYPE, build_statement
from releve.errors import ConnectorError
from releve.model.ids import Realm
from releve.model.plan import Plan
from releve.ports import Press
from tests.fakes.paper_ledger import Paper, PaperLedger, finish, log_key, plan, request, story

pytestmark = pytest.mark.integration

FORBIDDEN = ("irrécupérable", "irréversible", "conforme", "certifié", "toutes les copies")
TEMPLATES = Path(__file__).parents[2] / "connectors" / "press" / "templates"


def certificate(paper: Paper, language: str = "fr", agreed: Plan | None = None) -> dict:
    ledger = PaperLedger(paper, log_key())
    agreed = agreed or plan(realm=paper.realm)
    statement = build_statement(
        plan=agreed,
        entries=paper.entries,
        outcome=len(paper.entries) - 1,
        leaf_hash=ledger.leaf,
        checkpoint=ledger.checkpoint(),
        tool="releve 0.1.0",
    )
    sealed = DsseKey(Ed25519PrivateKey.from_private_bytes(bytes(32))).sign(statement, PAYLOAD_TYPE)
    annex = Annex(dsse=sealed)
    return certificate_data(statement, plan=agreed, annex=annex, language=language)


@pytest.fixture
def poppler(tmp_path, needs_tool) -> Callable[..., str]:
    """Run a poppler tool over PDF bytes; give what it prints."""

    def run(tool: str, pdf: bytes, *options: str) -> str:
        file = tmp_path / "document.pdf"
        file.write_bytes(pdf)
        after = ["-"] if tool == "pdftotext" else []
        done = subprocess.run(
            [needs_tool(tool), *options, str(file), *after],
            capture_output=True,
            check=True,
            cwd=tmp_path,
        )
        return done.stdout.decode()

    return run


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_press_is_a_press() -> None:
    assert isinstance(TypstPress(), Press)


def test_a_logical_deletion_is_titled_as_one(poppler) -> None:
    pdf = TypstPress().pdf("certificate", certificate(story(Realm.REAL)))
    text = poppler("pdftotext", pdf, "-layout")
    info = poppler("pdfinfo", pdf)
    title = next(line for line in info.splitlines() if line.startswith("Title:"))
    heading = [line.strip() for line in text.splitlines() if line.strip()][:2]
    assert heading[1] == "Attestation de suppression logique"
    assert title.removeprefix("Title:").strip() == "Attestation de suppression logique"
    for word in ("certificat", "destruction"):
        assert word not in "".join([title, *heading]).lower()


def test_the_certificate_says_what_it_must_on_one_page(poppler) -> None:
    pdf = TypstPress().pdf("certificate", certificate(story()))
    text = flat(poppler("pdftotext", pdf, "-layout"))
    assert "Pages: 1" in flat(poppler("pdfinfo", pdf))
    for said in (
        "EXERCICE – SANS VALEUR",
        "N° PREDICE-EX-dac-littoral-1",
        "CCAP, article 14",
        "suppression logique (échelon 1 sur 5, NIST SP 800-88 Rev. 2)",
        "30 juin 2025, 21:00, heure de l’exercice ; consigné le 2 janvier 2026, 10:21",
        "Camille Exemple, cheffe de projet, GRADeS d’exemple",
        "Ce que ce document ne prouve pas",
        "Vérifier sans nous",
        "DAC Littoral <d’exemple>",
    ):
        assert said in text
    assert [word for word in FORBIDDEN if word in text.lower()] == []


def many_copies(number: int) -> Plan:
    """The plan, with as many monthly backups as that."""
    agreed = plan()
    asset = agreed.assets[0]
    backup = next(one for one in asset.copies if one.id == "sauvegarde")
    more = tuple(
        backup.model_copy(update={"id": f"sauvegarde-{at}", "title": f"Sauvegarde n° {at}"})
        for at in range(number)
    )
    held = asset.model_copy(update={"copies": (*asset.copies, *more)})
    return agreed.model_copy(update={"assets": (held,)})


def test_two_hundred_copies_go_on_under_the_same_heads(poppler) -> None:
    pdf = TypstPress().pdf("certificate", certificate(story(), agreed=many_copies(200)))
    text = poppler("pdftotext", pdf, "-layout")
    assert {f"Sauvegarde n° {at}" for at in range(200)} <= set(
        re.findall(r"Sauvegarde n° \d+", text)
    )
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 1
    listing = [one for one in pages if "Sauvegarde n°" in one]
    assert all("État à la date du résultat" in one for one in listing)


def test_names_of_two_hundred_letters_are_whole(poppler) -> None:
    long = " ".join(["Interdépartementale"] * 10)
    agreed = plan()
    asset = agreed.assets[0].model_copy(update={"title": long})
    people = tuple(one.model_copy(update={"name": long}) for one in agreed.people)
    changed = agreed.model_copy(update={"assets": (asset,), "people": people})
    pdf = TypstPress().pdf("certificate", certificate(story(), agreed=changed))
    assert flat(poppler("pdftotext", pdf, "-raw")).count(long) >= len(["lead", "subject", "part"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_status_and_three_parts_are_read_in_order(poppler, language) -> None:
    words = {
        "fr": ("détruit avec exceptions", "Assainissement", "aucune personne", "journal signé"),
        "en": ("destroyed with exceptions", "Sanitization", "no person", "signed log"),
    }[language]
    pdf = TypstPress().pdf("certificate", certificate(story(), language))
    text = flat(poppler("pdftotext", pdf, "-raw")).replace("\u00a0", " ")
    found = [text.find(one) for one in words]
    assert found == sorted(found)
    assert -1 not in found
    assert "Pages: 1" in flat(poppler("pdfinfo", pdf))


def test_a_real_certificate_carries_no_stamp(poppler) -> None:
    pdf = TypstPress().pdf("certificate", certificate(story(Realm.REAL)))
    assert "EXERCICE" not in poppler("pdftotext", pdf)


def test_the_stamp_stands_across_an_exercise(poppler) -> None:
    pdf = TypstPress().pdf("certificate", certificate(story()))
    assert poppler("pdftotext", pdf, "-raw").count("SANS VALEUR") >= 1
    assert pdf != TypstPress().pdf("certificate", certificate(story()) | {"stamp": None})


def test_the_same_data_gives_the_same_bytes() -> None:
    made = [TypstPress().pdf("certificate", certificate(story())) for _ in range(2)]
    assert made[0] == made[1]


def test_another_instant_gives_another_pdf(poppler) -> None:
    data = certificate(story())
    later = data | {"timestamp": "2026-01-03T00:00:00Z"}
    pdf = TypstPress().pdf("certificate", later)
    assert pdf != TypstPress().pdf("certificate", data)
    assert "2026-01-03T00:00:00Z" in poppler("pdfinfo", pdf, "-isodates")


def test_the_signed_statement_travels_inside(poppler, tmp_path) -> None:
    data = certificate(story())
    pdf = TypstPress().pdf("certificate", data)
    assert "PREDICE-EX-dac-littoral-1.dsse.json" in poppler("pdfdetach", pdf, "-list")
    poppler("pdfdetach", pdf, "-saveall")
    attached = (tmp_path / "PREDICE-EX-dac-littoral-1.dsse.json").read_bytes()
    assert list(attached) == data["attachments"][0]["octets"]


def test_the_pdf_declares_pdf_a_3a_and_embeds_its_fonts(poppler) -> None:
    pdf = TypstPress().pdf("certificate", certificate(story()))
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert "Tagged: yes" in flat(poppler("pdfinfo", pdf))
    fonts = poppler("pdffonts", pdf).splitlines()[2:]
    assert fonts
    assert [line for line in fonts if " yes yes yes " not in line] == []


def test_english_is_english(poppler) -> None:
    pdf = TypstPress().pdf("certificate", certificate(story(), "en"))
    text = flat(poppler("pdftotext", pdf, "-layout"))
    assert "Attestation of logical deletion" in text
    assert "What this document does not prove" in text


def test_data_is_never_read_as_typst(poppler) -> None:
    hostile = '#panic("x") $a$ *b* @c #sys.inputs <d> "]] \\'
    data = certificate(story()) | {"lead": hostile, "kicker": '"]; #read("/etc/passwd")'}
    pdf = TypstPress().pdf("certificate", data)
    text = flat(poppler("pdftotext", pdf, "-layout"))
    assert '#panic("x") $a$ *b* @c #sys.inputs <d>' in text
    assert '#read("/etc/passwd")' in text


def test_another_reading_of_the_outcome_is_titled_otherwise(poppler) -> None:
    paper = story()
    subject = "copy:dac-littoral/paquet"
    named = request(paper, "destroy", subject, "2025-06-30T18:30", root=None)
    yes = paper.act("approval", subject, "2025-06-30T18:40", "cheffe-projet")
    finish(
        paper,
        "destroy",
        subject,
        "2025-06-30T19:30",
        named=named,
        acts=[yes],
        outcome="attested",
        performer="host",
        observed="unreachable",
    )
    pdf = TypstPress().pdf("certificate", certificate(paper))
    text = flat(poppler("pdftotext", pdf, "-layout"))
    assert "suppression attestée par l’hébergeur, non constatée par nous" in text


@pytest.mark.parametrize(
    ("template", "change", "code"),
    [
        ("certificate", {"timestamp": "yesterday"}, "press_refused"),
        ("certificate", {"sections": 3}, "press_refused"),
        ("no_such_template", {}, "press_template_missing"),
        ("../certificate", {}, "press_template_missing"),
    ],
)
def test_data_a_template_cannot_print_is_refused(template, change, code) -> None:
    with pytest.raises(ConnectorError) as refused:
        TypstPress().pdf(template, certificate(story()) | change)
    assert refused.value.code == code


def test_templates_hold_layout_and_no_sentence() -> None:
    for template in TEMPLATES.glob("*.typ"):
        source = template.read_text().lower()
        assert "http" not in source
        assert "@preview" not in source
        assert not any(word in source for word in (*FORBIDDEN, "certificat d", "destruction"))
