"""Seals on printed documents, judged by tools that are not ours: poppler with NSS, and OpenSSL."""

import json
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms

from connectors.press.typst_press import TypstPress
from connectors.signing.pades_seal import PadesSeal
from connectors.timestamping import Rfc3161Authority
from deployments.rehearsal.pki import make_pki
from deployments.rehearsal.timestamp_authority import TimestampServer
from flows.desk import Desk
from flows.ledger import found_ledger
from flows.workspace import Workspace
from releve.errors import ConnectorError, ConnectorUnavailable, StepRefused
from releve.plan.reader import read_plan
from releve.ports import PdfSealer
from releve.verification.seals import verify_pdf
from tests.fakes.pki import Pki
from tests.fakes.ssh_hosts import scattered_port

RUNBOOK = Path(__file__).parents[2] / "runbooks" / "neutre"

pytestmark = pytest.mark.integration

NOW = datetime.now(UTC).replace(microsecond=0)
REASON = "Cachet de l’organisation"
ATTACHED = {"essai.dsse.json": '{"payload": "é"}\n', "essai.dsse.tst": "MIIB\n"}
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Essai de cachet")
#set text(lang: "fr")
= Essai de cachet
Un document d’une page, avec ses pièces.
#for (name, text) in data.attached {
  pdf.attach(name, bytes(text), relationship: "data", mime-type: "text/plain", description: name)
}
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("modeles")
    (folder / "essai.typ").write_text(TEMPLATE)
    data = {"timestamp": "2026-01-02T10:21:00Z", "attached": ATTACHED}
    return TypstPress(folder).pdf("essai", data)


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    return make_pki(tmp_path_factory.mktemp("certificats") / "pki")


@pytest.fixture(scope="module")
def server(pki, tmp_path_factory):
    running = TimestampServer(tmp_path_factory.mktemp("horodateur"), pki=pki, port=scattered_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def parties():
    """Seals of the two kinds of keys, of another authority than the exercise's."""
    return {kind: Pki(NOW, seal_key=kind) for kind in ("ecdsa", "rsa")}


@pytest.fixture
def judged(tmp_path, needs_tool):
    """Tell what pdfsig and openssl say of a sealed PDF under an authority."""
    for tool in ("pdfsig", "certutil", "openssl"):
        needs_tool(tool)

    def judge(pdf, *authorities):
        (tmp_path / "roots.pem").write_text("".join(authorities))
        store = tmp_path / "nss"
        if not store.exists():
            store.mkdir()
            run("certutil", "-N", "-d", f"sql:{store}", "--empty-password")
            for number, authority in enumerate(authorities):
                (tmp_path / "root.pem").write_text(authority)
                adding = ["-A", "-a", "-t", "C,C,C", "-n", str(number), "-i", "root.pem"]
                run("certutil", "-d", f"sql:{store}", *adding)
        (tmp_path / "sealed.pdf").write_bytes(pdf)
        content, signature = parts(pdf)
        (tmp_path / "content").write_bytes(content)
        (tmp_path / "signature.der").write_bytes(signature)
        seen = run("pdfsig", "-nssdir", f"sql:{store}", "sealed.pdf")
        detached = ["-binary", "-inform", "DER", "-in", "signature.der", "-content", "content"]
        kept = ["-CAfile", "roots.pem", "-out", "/dev/null"]
        return seen.stdout, run("openssl", "cms", "-verify", *detached, *kept).returncode

    def run(*command):
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )

    return judge


def parts(pdf):
    """The bytes a seal covers and its CMS, found as a stranger would: by the byte range."""
    (found,) = re.findall(rb"/ByteRange\s*\[(\d+) (\d+) (\d+) (\d+)\]", pdf)
    first, length, second, rest = map(int, found)
    padded = bytes.fromhex(pdf[first + length + 1 : second - 1].decode("ascii"))
    size = 4 + int.from_bytes(padded[2:4], "big")
    assert padded[:2] == b"\x30\x82"
    return pdf[first : first + length] + pdf[second : second + rest], padded[:size]


def signature_of(pdf):
    (signer,) = cms.ContentInfo.load(parts(pdf)[1])["content"]["signer_infos"]
    return signer


def written_to(folder, party, form):
    folder.mkdir(mode=0o700)
    for name, data in (("seal", getattr(party, f"seal_{form}")), ("secret", party.passphrase)):
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o600)
    return folder / "seal", folder / "secret"


@pytest.fixture
def written(request, parties, tmp_path):
    """A seal in its files, by kind of key and form, and the party it is of."""
    kind, form = request.param.split()
    return parties[kind], written_to(tmp_path / "keys", parties[kind], form)


class InMemory:
    """An authority that answers at once, and counts; ``trouble`` is raised instead."""

    def __init__(self, pki, trouble=None, **options):
        self.pki, self.trouble, self.options, self.asked = pki, trouble, options, 0

    def token(self, data):
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble
        return self.pki.token(data, NOW, **self.options)


@pytest.fixture
def authority(server, pki):
    return Rfc3161Authority.load(server.url, pki.timestamp_authorities)


@pytest.mark.parametrize("stamped", [True, False], ids=["B-T", "B-B"])
@pytest.mark.parametrize("written", ["ecdsa p12", "ecdsa pem", "rsa p12", "rsa pem"], indirect=True)
def test_a_seal_is_valid_for_poppler_and_for_openssl(
    pki, authority, printed, judged, written, stamped
):
    party, files = written
    seal = PadesSeal.load(*files, authority)
    assert isinstance(seal, PdfSealer)
    sealed = seal.seal(printed, reason=REASON, stamped=stamped)
    assert sealed.level == ("B-T" if stamped else "B-B")
    assert sealed.pdf.startswith(printed)
    seen, returned = judged(sealed.pdf, *party.seal_authorities)
    for said in (
        "Signature Type: ETSI.CAdES.detached",
        "Total document signed",
        "Signature Validation: Signature is Valid.",
        "Certificate Validation: Certificate is Trusted.",
    ):
        assert said in seen
    assert seen.count("Signature #") == 1
    assert returned == 0
    found = verify_pdf(
        sealed.pdf,
        authorities=party.seal_authorities,
        timestamp_authorities=[pki.timestamp_authorities.read_text()],
        at=NOW,
    )
    assert found.level == sealed.level


def test_another_authority_accepts_nothing(parties, printed, judged, tmp_path):
    seal = PadesSeal.load(*written_to(tmp_path / "keys", parties["ecdsa"], "p12"))
    sealed = seal.seal(printed, reason=REASON, stamped=False)
    seen, returned = judged(sealed.pdf, *parties["rsa"].seal_authorities)
    assert "Certificate is Trusted" not in seen
    assert returned != 0


def test_a_changed_byte_is_refused_by_both(parties, printed, judged, tmp_path):
    seal = PadesSeal.load(*written_to(tmp_path / "keys", parties["ecdsa"], "p12"))
    pdf = seal.seal(printed, reason=REASON, stamped=False).pdf
    reason = pdf.rindex(b"/Reason (") + 12
    for place in (printed.index(b"stream\n") + 30, len(printed) + 5, reason, len(pdf) - 8):
        changed = bytearray(pdf)
        changed[place] ^= 1
        seen, returned = judged(bytes(changed), *parties["ecdsa"].seal_authorities)
        assert "Signature is Valid" not in seen
        assert returned != 0


def test_attachments_and_pdf_a_survive(pki, printed, tmp_path, needs_tool):
    sealed = PadesSeal.load(pki.seal, pki.passphrase).seal(printed, reason=REASON, stamped=False)
    (tmp_path / "sealed.pdf").write_bytes(sealed.pdf)
    subprocess.run([needs_tool("pdfdetach"), "-saveall", "sealed.pdf"], cwd=tmp_path, check=True)
    for name, text in ATTACHED.items():
        assert (tmp_path / name).read_text() == text
    assert b"<pdfaid:part>3</pdfaid:part>" in sealed.pdf
    assert rb"/Reason (Cachet de l\220organisation)" in sealed.pdf  # PDFDocEncoding


def test_the_timestamp_covers_the_signature_value(pki, authority, printed, tmp_path, needs_tool):
    seal = PadesSeal.load(pki.seal, pki.passphrase, authority)
    signer = signature_of(seal.seal(printed, reason=REASON, stamped=True).pdf)
    (attribute,) = signer["unsigned_attrs"]
    (tmp_path / "token").write_bytes(attribute["values"][0].dump())
    (tmp_path / "value").write_bytes(signer["signature"].native)
    command = [needs_tool("openssl"), "ts", "-verify", "-token_in", "-in", "token", "-data"]
    done = subprocess.run(
        [*command, "value", "-CAfile", str(pki.timestamp_authorities)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "Verification: OK\n", done.stderr


def test_the_signing_time_is_the_real_one_and_stands_outside_the_cms(pki, printed):
    pdf = PadesSeal.load(pki.seal, pki.passphrase).seal(printed, reason=REASON, stamped=False).pdf
    (written_at,) = re.findall(rb"/M \(D\\072(\d{14})Z\)", pdf)
    at = datetime.strptime(written_at.decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=5)
    names = {one["type"].native for one in signature_of(pdf)["signed_attrs"]}
    assert names == {"content_type", "message_digest", "signing_certificate_v2"}


@pytest.mark.parametrize(
    "trouble",
    [
        ConnectorUnavailable("timestamp_unreachable", url="http://x/", reason="silence"),
        ConnectorError("timestamp_untrusted", url="http://x/", cause="signature"),
    ],
)
def test_an_outage_costs_a_level_and_no_signature(pki, parties, printed, judged, trouble):
    authority = InMemory(parties["rsa"], trouble)
    seal = PadesSeal.load(pki.seal, pki.passphrase, authority)
    sealed = seal.seal(printed, reason=REASON, stamped=True)
    assert (sealed.level, authority.asked) == ("B-B", 1)
    seen, returned = judged(sealed.pdf, pki.seal_authorities.read_text())
    assert "Signature is Valid" in seen
    assert returned == 0


def test_a_defect_of_ours_is_no_outage(pki, parties, printed):
    seal = PadesSeal.load(pki.seal, pki.passphrase, InMemory(parties["rsa"], ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        seal.seal(printed, reason=REASON, stamped=True)


def test_nobody_is_asked_for_a_seal_without_timestamp(pki, parties, printed):
    authority = InMemory(parties["rsa"])
    seal = PadesSeal.load(pki.seal, pki.passphrase, authority)
    assert seal.seal(printed, reason=REASON, stamped=False).level == "B-B"
    assert authority.asked == 0
    alone = PadesSeal.load(pki.seal, pki.passphrase)
    assert alone.seal(printed, reason=REASON, stamped=True).level == "B-B"


@pytest.mark.parametrize(("more", "level", "asked"), [(9, "B-T", 2), (60, "B-B", 1)])
def test_a_long_token_finds_room_up_to_a_limit(pki, parties, printed, judged, more, level, asked):
    party = parties["rsa"]
    others = [party.tsa_party(kind="ecdsa").asn1 for _ in range(more)]

    def longer(_, signed):
        signed["certificates"] = [*signed["certificates"], *others]

    authority = InMemory(party, after=longer)
    seal = PadesSeal.load(pki.seal, pki.passphrase, authority)
    sealed = seal.seal(printed, reason=REASON, stamped=True)
    assert (sealed.level, authority.asked) == (level, asked)
    assert "Signature is Valid" in judged(sealed.pdf, pki.seal_authorities.read_text())[0]
    authority.asked = 0
    assert seal.seal(printed, reason=REASON, stamped=True).level == level
    assert authority.asked == 1


def refusal(seal, pdf):
    with pytest.raises(ConnectorError) as refused:
        seal.seal(pdf, reason=REASON, stamped=False)
    return refused.value


def test_a_document_is_sealed_once(pki, printed):
    seal = PadesSeal.load(pki.seal, pki.passphrase)
    refused = refusal(seal, seal.seal(printed, reason=REASON, stamped=False).pdf)
    assert (refused.code, refused.facts["defect"]) == ("seal_refused", "sealed_already")


@pytest.mark.parametrize("cut", [0, 9, 2000, -200])
def test_what_is_no_whole_pdf_is_not_sealed(pki, printed, cut):
    assert refusal(PadesSeal.load(pki.seal, pki.passphrase), printed[:cut]).code == "seal_refused"


@pytest.mark.parametrize("days", [-4000, 10])
def test_a_certificate_not_in_force_seals_nothing(printed, tmp_path, days):
    party = Pki(NOW + timedelta(days=days), years=1)
    refused = refusal(PadesSeal.load(*written_to(tmp_path / "keys", party, "p12")), printed)
    assert refused.code == "seal_expired"


@pytest.fixture
def desk(tmp_path, pki, server):
    """Open the desk of a workspace that names a seal and an authority, changed by ``more``."""
    opened = []

    def open_desk(**more):
        described = {
            "format": "releve/workspace/1",
            "realm": "rehearsal",
            "origin": "releve.example/essai-cachet",
            "plan": "plan.yaml",
            "requester": "exploitant-1",
            "ledger": {"kind": "sqlite", "path": "ledger.sqlite"},
            "second_copy": "copy",
            "endpoints": "endpoints.json",
            "starts_at": "2026-01-02T08:00:00Z",
            "seal": {"file": str(pki.seal), "passphrase_file": str(pki.passphrase)},
            "timestamp": {"url": server.url, "authorities": str(pki.timestamp_authorities)},
        }
        endpoints = {"format": "releve/endpoints/1", "realm": "rehearsal", "endpoints": {}}
        (tmp_path / "token").write_text("jeton")
        (tmp_path / "endpoints.json").write_text(json.dumps(endpoints | {"token_file": "token"}))
        (tmp_path / "workspace.json").write_text(json.dumps(described | more))
        workspace = Workspace.open(tmp_path)
        if not (tmp_path / "copy").exists():
            found_ledger(workspace)
        opened.append(Desk(workspace))
        return opened[-1]

    yield open_desk
    for one in opened:
        one.close()


def test_a_desk_seals_with_what_its_workspace_names(desk, printed):
    opened = desk()
    assert opened.seal.seal(printed, reason=REASON, stamped=True).level == "B-T"
    assert opened.timestamps.token(b"une enveloppe")


def test_a_desk_without_seal_nor_authority_has_none(desk):
    opened = desk(seal=None, timestamp=None)
    assert (opened.seal, opened.timestamps) == (None, None)


def test_an_exercise_asks_no_authority_of_the_outside_world(desk, pki):
    for url in ("http://tsa.example.invalid/", "http://[", "http://192.0.2.1/"):
        outside = {"url": url, "authorities": str(pki.timestamp_authorities)}
        with pytest.raises(StepRefused) as refused:
            desk(timestamp=outside)
        assert refused.value.code == "endpoint_not_of_the_exercise"
        assert refused.value.facts["endpoint"] == "timestamp"


def test_a_wrong_passphrase_is_found_out_before_the_plan_is_proposed(desk, pki, tmp_path):
    (tmp_path / "wrong").write_text("une autre")
    (tmp_path / "wrong").chmod(0o600)
    opened = desk(seal={"file": str(pki.seal), "passphrase_file": "wrong"})
    with pytest.raises(ConnectorError) as refused:
        opened.check(read_plan(RUNBOOK / "plan.yaml", (RUNBOOK / "rehearsal.yaml",)).plan)
    assert refused.value.code == "key_unreadable"
