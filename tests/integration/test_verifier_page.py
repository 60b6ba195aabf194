"""`verifier.html` in the system's Chromium, from `file://`: what it answers, and how it is used."""

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from releve.archives.pack import folder_files, write_pack
from releve.canonical import decode, digest, encode
from releve.certificates import statement
from releve.documents import evidence as built
from releve.documents.verifier import verifier_page
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import EntryKind
from releve.model.ids import Realm
from releve.model.scope import Scope, ScopeKind
from releve.papers import twin
from releve.papers.paper import KEPT_HERE
from releve.signatures.sshsig import fingerprint
from releve.verification import folder
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.conformance import test_two_ssh_signatures as ssh
from tests.conformance.test_defects import AREA, whole
from tests.fakes.auditable_evidence import FEATURES, AuditableEvidence
from tests.fakes.defects.area import FOLDER
from tests.fakes.evidence_maker import EvidenceMaker, ssh_key
from tests.fakes.tampering import NUMBER, OTHER, TAMPERINGS, published
from tests.fakes.two_controllers import OTHER_SERVICE, OURS, TwoControllers
from tests.unit.test_verification_minutes import issue
from tests.unit.test_verification_rollover import change, key

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "releve/documents/verifier/verifier.html"
BESIDE = (".dsse.json", ".tlog-proof", ".issued.tlog-proof", ".entry.json", ".outcome.json", ".pdf")
SEED = 20261122
# What only `releve verify` judges; the page says so on itself, and calls these green.
NOT_JUDGED = {"approval-of-another-step", "certificate-missing", "signers-with-another-name"}


@pytest.fixture(scope="module")
def tab(browser):
    return browser.open(PAGE)


@pytest.fixture
def page(tab):
    """The page as it is when it was just opened; it asks nothing of anybody, and never throws."""
    tab.go(PAGE)
    yield tab
    assert tab.complaints() == []
    assert [one for one in tab.requests() if not one.startswith(PAGE.as_uri())] == []


def world(place, *features, realm=Realm.REAL):
    place.mkdir()
    folder, trust = AuditableEvidence(*features, realm=realm).tell().audit(place)
    write_pack(place / "preuves.zip", folder_files(folder))
    return SimpleNamespace(folder=folder, trust=trust, pack=place / "preuves.zip")


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    return world(tmp_path_factory.mktemp("page") / "real", *FEATURES)


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    return world(tmp_path_factory.mktemp("page") / "exercise", realm=Realm.REHEARSAL)


def answered(page):
    """What a person reads once the answer is there."""
    page.until("$('answer').dataset.done === String(state.run)")
    told = page.js(
        "({...$('verdict').dataset, word: $('verdict').querySelector('strong').innerText,"
        " told: $('verdict').innerText, progress: $('progress').innerText,"
        " exercise: $('exercise').hidden ? '' : $('exercise').innerText,"
        " rows: [...document.querySelectorAll('#checks tbody tr')].map(r => [r.dataset.check,"
        " r.dataset.state, r.cells[1].innerText]), details: $('details').innerText,"
        " faults: [...document.querySelectorAll('#checks .fault')].map(f => f.dataset.code)})"
    )
    return SimpleNamespace(**told)


def given(page, place, *files):
    """Choose files, and wait until what follows is done."""
    before = page.js("state.run")
    page.choose(place, *files)
    page.until(f"state.run > {before} && $('answer').dataset.done === String(state.run)")


def trusting(page, trust):
    given(page, "#trust-file", trust)


def asked(page, *files, to="#evidence-files"):
    given(page, to, *files)
    return answered(page)


# ------------------------------------------------------------------------------------ answers


@pytest.mark.parametrize("to", ["pack", "folder"])
def test_genuine_evidence_is_green_and_says_what_it_did_not_judge(page, real, to):
    trusting(page, real.trust)
    place = "#evidence-files" if to == "pack" else "#evidence-folder"
    told = asked(page, getattr(real, to), to=place)
    assert (told.verdict, told.code, told.word) == ("green", "verified", "✔ VÉRIFIÉ")
    states = {check: state for check, state, _ in told.rows}
    seen = ("pades", "stamps", "renewals", "history")
    assert {states.pop(one) for one in seen} == {"grey"}
    assert set(states.values()) == {"ok"}
    assert states.keys() >= {"manifest", "log", "trust", "plans", "acts", "documents"}
    assert all("non contrôlable ici" in word for check, _, word in told.rows if check in seen)
    assert NUMBER in told.details
    assert "Attestation de suppression logique" in told.details
    assert "asset:dossiers\u00a0: détruit" in told.details
    assert "Approbation\u00a0: 6 ✔ vérifié" in told.details
    assert told.exercise == ""
    assert page.js("$('same').innerText").endswith(hashlib.sha256(PAGE.read_bytes()).hexdigest())


def test_without_trust_nothing_is_green(page, real):
    told = asked(page, real.pack)
    assert (told.verdict, told.code) == ("grey", "unauthenticated")
    assert told.word == "○ COHÉRENT, NON AUTHENTIFIÉ"
    assert {state for _, state, _ in told.rows} == {"grey"}
    assert page.js("document.querySelectorAll('.ok').length") == 0
    assert "fondateur" not in told.details


def test_trust_in_the_evidence_is_not_believed(page, real):
    told = asked(page, real.pack, real.trust)
    assert (told.verdict, told.code) == ("red", "trust_in_evidence")
    told = asked(page, real.trust)
    assert (told.verdict, told.code) == ("red", "trust_in_evidence")


def test_another_trust_is_red(page, real, exercise):
    trusting(page, exercise.trust)
    told = asked(page, real.pack)
    assert (told.verdict, told.code) == ("red", "trust_realm_differs")


def test_an_exercise_is_never_simply_verified(page, exercise):
    trusting(page, exercise.trust)
    told = asked(page, exercise.pack)
    assert (told.verdict, told.code, told.word) == ("green", "exercise", "✔ VÉRIFIÉ — EXERCICE")
    assert told.exercise == "EXERCICE – SANS VALEUR"
    assert {word for _, state, word in told.rows if state == "ok"} == {"✔ vérifié — exercice"}


def test_witnesses_and_a_head_seen_before_count(page, real, tmp_path):
    trust = json.loads(real.trust.read_text())
    head = (real.folder / "ledger/checkpoint").read_text().split("\n")
    root = base64.b64decode(head[2]).hex()
    trust |= {"witness_quorum": 2, "minimum": {"size": int(head[1]), "root": root}}
    (tmp_path / "trust.json").write_text(json.dumps(trust, indent=2))
    trusting(page, tmp_path / "trust.json")
    told = asked(page, real.pack)
    assert told.verdict == "green"
    assert "contient la tête déjà vue" in told.details


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.name.replace(" ", "-"))
def test_what_is_falsified_is_red_in_the_words_of_releve_verify(page, tmp_path, tampering):
    folder, trust = published(tampering, tmp_path, SEED)
    trusting(page, trust)
    told = asked(page, folder, to="#evidence-folder")
    assert (told.verdict, told.code) == ("red", tampering.code)
    assert told.file.startswith(tampering.file)
    assert told.file in told.told
    assert told.word == "✘ REFUSÉ"
    assert "bad" in {state for _, state, _ in told.rows}
    refusal = verify_evidence(folder, load_trust(trust)).refusal
    code, file = tampering.cli or (tampering.code, told.file)
    assert refusal.code == code
    assert refusal.facts["file"].startswith(file)


def test_there_are_at_least_fifty():
    assert len({one.name for one in TAMPERINGS}) == len(TAMPERINGS) >= 50


def test_every_defect_of_a_pack_is_red_in_the_words_of_releve_verify(page):
    place, expected = FOLDER / "packs", AREA["packs"]
    trusting(page, place / "trust.json")
    assert asked(page, place / "genuine.zip").verdict == "green"
    found = {name: asked(page, place / name) for name in expected["refused"]}
    assert {name: told.code for name, told in found.items()} == expected["refused"]
    assert {told.verdict for told in found.values()} == {"red"}
    assert all(told.file for told in found.values())


def test_every_defect_of_a_folder_is_red_or_said_not_to_be_judged(page, tmp_path):
    place, expected = FOLDER / "evidence", AREA["evidence"]
    trusting(page, place / "trust.json")
    differing = {}
    for name, code in expected["refused"].items():
        (tmp_path / name).mkdir()
        told = asked(page, whole(tmp_path / name, place, name), to="#evidence-folder")
        if told.code != code:
            differing[name] = told.verdict
    assert differing == dict.fromkeys(NOT_JUDGED, "green")


JUDGES = {
    "json": "parse(data)",
    "base64": "base64(decode(data))",
    "entries": "readEntry(data, given.index, given.origin, given.realm)",
    "verifier-keys": "vkey(decode(data))",
    "notes": "openNote(data, await Promise.all(given.keys.map(vkey)))",
    "checkpoints": "openHead(data, [await vkey(given.log)], await Promise.all("
    "given.witnesses.map(vkey)))",
    "proofs": "proven(parseProof(data), Uint8Array.from(given.leaf.match(/../g),"
    " two => parseInt(two, 16)), [await vkey(given.log)])",
    "envelopes": "openEnvelope(data, new Map(Object.entries(given.keys).map(([id, key]) =>"
    " [id, base64(key)]))).catch(error => { if (error.code !== 'statement_type') throw error; })",
    "ssh-signatures": "sshSigned(data, bytes(given.message), given.namespace).then(async key => {"
    " for (const line of [given.key, given.hardware_key]) if (key === await lineKey(line)) return;"
    " refuse('sshsig_wrong_key'); })",
}


@pytest.mark.parametrize("area", JUDGES)
def test_every_form_has_one_spelling(page, area):
    expected = AREA[area]
    for name in (*expected["genuine"], *expected["refused"]):
        data = base64.b64encode((FOLDER / area / name).read_bytes()).decode()
        found = page.js(
            f"(async () => {{ const given = {json.dumps(expected['given'])};"
            f" const data = Uint8Array.from(atob('{data}'), one => one.charCodeAt(0));"
            f" try {{ await ({JUDGES[area]}); return true; }} catch {{ return false; }} }})()"
        )
        assert found is (name in expected["genuine"]), name


@pytest.mark.parametrize("kind", ssh.KEYS)
def test_each_kind_of_personal_key_is_verified(page, kind):
    def verified(signature, message=ssh.MESSAGE):
        data = [base64.b64encode(one).decode() for one in (signature, message)]
        call = ", ".join(f"base64('{one}')" for one in data)
        return page.js(f"sshSigned({call}, '{ssh.SPACE}').then(key => key, () => '')")

    genuine = ssh.signed(kind)
    assert verified(genuine) == f"SHA256:{_unpadded(hashlib.sha256(ssh.KEYS[kind][0]).digest())}"
    assert verified(genuine, b"autre") == ""
    assert verified(ssh.signed(kind, space="refusal@releve")) == ""
    assert verified(ssh.signed(kind, flags=0)) == (
        "" if kind.startswith("sk-") else verified(genuine)
    )
    assert page.js(f"sshKey(base64('{base64.b64encode(ssh.KEYS[kind][0]).decode()}')).type")


def _unpadded(data):
    return base64.b64encode(data).decode().rstrip("=")


# ------------------------------------------------------------------ parts, and another log key


def test_a_partial_folder_says_so_and_may_not_lack_what_binds_everybody(page, tmp_path):
    def revoke(maker):
        fields = {"key": fingerprint(ssh_key("exploitant").public_key), "compromised_since": "-"}
        maker.act("revoke", ActKind.REVOCATION, OTHER_SERVICE, "cheffe", reason="perdue", **fields)
        maker.act("opinion", ActKind.OPINION, "plan", "cheffe", opinion="favorable")

    maker = TwoControllers(inserts={"plan": revoke}).tell()
    part = maker.publish_part(tmp_path / "part", "controller", "dac", OURS)
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    trusting(page, tmp_path / "trust.json")
    told = asked(page, part, to="#evidence-folder")
    assert (told.verdict, told.code, told.word) == (
        "green",
        "partial",
        "✔ VÉRIFIÉ — DOSSIER PARTIEL",
    )
    states = dict(one[:2] for one in told.rows)
    assert (states["partial"], states["acts"]) == ("grey", "ok")
    assert "hors de ce dossier partiel" in told.details
    assert "Dossier partiel (controller dac)" in told.details
    for name in ("revoke", "opinion"):
        binding = part / f"acts/{maker.file_of(name).removeprefix('sha256:')}.txt"
        content = binding.read_bytes()
        binding.unlink()
        maker.reseal(part)
        told = asked(page, part, to="#evidence-folder")
        assert (told.verdict, told.code) == ("red", "folder_file_missing")
        assert told.file == f"acts/{binding.name}"
        binding.write_bytes(content)


def test_a_partial_folder_lacks_what_another_signed_by_hand(page, tmp_path):
    """The act is in every folder; the scan of another controller's paper, in none."""

    def by_hand(item, _maker):
        item.signature_kind, item.scan = SignatureKind.PAPER, b"page signee a la main"
        item.by = ["scribe-a", "scribe-b"]

    maker = TwoControllers(edits={"by-hand": by_hand}).tell()
    text = issue(maker, about="contract:marche+organisation:succ")
    fields = {"document": text, "capacity": "holder", "reserves": "-"}
    maker.act("by-hand", ActKind.SIGNING, "plan", "editrice", **fields)
    scope = Scope(kind=ScopeKind.CONTROLLER, name="dac")
    part = maker.publish_as_performer(tmp_path / "part", scope=scope)
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    trusting(page, tmp_path / "trust.json")
    told = asked(page, part, to="#evidence-folder")
    assert (told.verdict, told.code) == ("green", "partial")


def test_a_log_key_that_was_changed_is_followed_or_said_not_to_be_judged(page, tmp_path):
    maker = EvidenceMaker().tell()
    old = maker.trust()
    rekeyed = change(maker)
    folder = rekeyed.publish(tmp_path / "evidence")
    for name, trust in (("old", old), ("new", rekeyed.trust())):
        (tmp_path / f"{name}.json").write_text(json.dumps(trust))
    trusting(page, tmp_path / "old.json")
    told = asked(page, folder, to="#evidence-folder")
    assert (told.verdict, told.code) == ("grey", "key_changed")
    trusting(page, tmp_path / "new.json")
    assert answered(page).verdict == "green"
    false = change(EvidenceMaker().tell(), note_by=lambda _old, new: (new,))
    told = asked(page, false.publish(tmp_path / "false"), to="#evidence-folder")
    assert (told.verdict, told.code) == ("red", "rollover_note_refused")
    false = change(EvidenceMaker().tell())
    false.log_key = key(false, 9)
    told = asked(page, false.publish(tmp_path / "other"), to="#evidence-folder")
    assert (told.verdict, told.code) == ("red", "rollover_out_of_order")


def paper(maker, recorded=None, **bent):
    """Issue a paper about the whole plan: its twin is sealed, and ``recorded`` by digest."""
    said = {"is": "paper", "kind": "minutes", "about": "plan", "subjects": []}
    predicate = {
        "kind": "minutes",
        "about": "plan",
        "number": "ESSAI-PV-plan",
        "language": "fr",
        "supersedes": None,
        "realm": maker.realm.value,
        "origin": maker.origin,
        "checkpoint": maker.checkpoint().decode(),
        "subjects": [],
        "content": digest(encode(said)),
        "paper": said,
    }
    told = {
        "_type": "https://in-toto.io/Statement/v1",
        "predicateType": twin.PREDICATE_TYPE,
        "subject": [],
        "predicate": predicate | bent,
    }
    sealed, pdf = maker.seal.sign(encode(told), twin.PAYLOAD_TYPE), b"%PDF-1.7 papier"
    body = {name: predicate[name] for name in ("kind", "about", "number", "language")}
    body |= {"supersedes": None, "content": predicate["content"], "subjects": [], "seal": "none"}
    body |= {"statement": digest(sealed), "pdf": digest(pdf)}
    maker.record("paper", EntryKind.DOCUMENT_ISSUED, "plan", body | (recorded or {}))
    stem = f"papers/{maker.entries[-1].body['number']}"
    return {f"{stem}.dsse.json": sealed, f"{stem}.pdf": pdf}


PAPERS = {
    "genuine": ({}, None, None, ""),
    "another-number": ({"number": "ESSAI-PV-autre"}, None, "paper_differs", ".dsse.json"),
    "other-content": ({"paper": {"is": "paper"}}, None, "paper_differs", ".dsse.json"),
    "unsigned-head": ({"checkpoint": "essai"}, None, "paper_statement_refused", ".dsse.json"),
    "another-pdf": ({}, ".pdf", "paper_file_differs", ".pdf"),
    "another-twin": ({}, ".dsse.json", "paper_file_differs", ".dsse.json"),
}


@pytest.mark.parametrize("name", PAPERS)
def test_issued_papers_are_checked(page, tmp_path, name):
    bent, changed, code, suffix = PAPERS[name]
    maker = EvidenceMaker().tell()
    files = paper(maker, **bent)
    folder = maker.publish(tmp_path / "evidence")
    (folder / "papers").mkdir()
    for path, content in files.items():
        other = b" " if changed and path.endswith(changed) else b""
        (folder / path).write_bytes(content + other)
    maker.reseal(folder)
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    trusting(page, tmp_path / "trust.json")
    told = asked(page, folder, to="#evidence-folder")
    if code is None:
        assert told.verdict == "green"
        assert "Procès-verbal de restitution et destruction" in told.details
        return
    assert (told.verdict, told.code) == ("red", code)
    assert told.file == f"papers/ESSAI-PV-plan{suffix}"


@pytest.mark.parametrize("kind", sorted(KEPT_HERE))
def test_papers_that_quote_notes_are_told_and_are_not_missing(page, tmp_path, kind):
    """Their files stay in the workspace: the log alone says that they were issued."""
    maker = EvidenceMaker().tell()
    paper(maker, {"kind": kind.value, "number": "MC-ESSAI"})
    folder = maker.publish(tmp_path / "evidence")
    assert not (folder / "papers").exists()
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    trusting(page, tmp_path / "trust.json")
    told = asked(page, folder, to="#evidence-folder")
    assert (told.verdict, told.code) == ("green", "verified")
    row = page.js(
        "[...document.querySelector('#certificates [data-number=MC-ESSAI]').cells]"
        ".map(e => e.innerText)"
    )
    assert row[1] == "○ gardé par l’exploitant, jamais publié"
    (folder / "papers").mkdir()
    (folder / "papers/MC-ESSAI.pdf").write_bytes(b"%PDF-1.7 papier")
    maker.reseal(folder)
    told = asked(page, folder, to="#evidence-folder")
    assert (told.verdict, told.code) == ("red", "paper_extra_file")


# ------------------------------------------------------------------------------- certificates


def certificate(real, *suffixes, number=NUMBER):
    return [real.folder / "certificates" / f"{number}{one}" for one in suffixes]


def test_a_certificate_alone_is_green_once_its_place_in_the_log_is_shown(page, real):
    trusting(page, real.trust)
    told = asked(page, *certificate(real, *BESIDE))
    assert (told.verdict, told.code) == ("green", "certificate")
    states = {check: state for check, state, _ in told.rows}
    assert states.pop("later") == "grey"
    assert states == dict.fromkeys(("seal", "head", "outcome", "issued", "pdf"), "ok")
    told = asked(page, *certificate(real, ".dsse.json", ".tlog-proof"))
    assert (told.verdict, dict(one[:2] for one in told.rows)["issued"]) == ("green", "grey")
    told = asked(page, *certificate(real, ".dsse.json"))
    assert (told.verdict, told.code) == ("grey", "seal_only")


def test_a_certificate_alone_without_trust_is_grey(page, real):
    told = asked(page, *certificate(real, *BESIDE))
    assert (told.verdict, told.code) == ("grey", "unauthenticated")
    assert "ok" not in {state for _, state, _ in told.rows}


ALONE = {
    ".dsse.json": {"certificate_seal_refused", "certificate_statement_refused"}
    | {"evidence_unknown"},
    ".tlog-proof": {"certificate_proof_refused", "evidence_unknown"},
    ".issued.tlog-proof": {"certificate_proof_refused", "evidence_unknown"},
    ".entry.json": {"certificate_entry_differs", "certificate_proof_refused", "evidence_unknown"},
    ".outcome.json": {"certificate_entry_differs", "evidence_unknown"},
    ".pdf": {"certificate_file_differs", "evidence_unknown"},
}


@pytest.mark.parametrize("suffix", ALONE)
def test_any_bit_of_a_certificate_alone_is_red(page, real, tmp_path, suffix):
    from random import Random

    rng, trust = Random(f"{SEED}{suffix}"), json.loads(real.trust.read_text())
    (tmp_path / "trust.json").write_text(json.dumps(trust | {"witness_quorum": 2}))
    trusting(page, tmp_path / "trust.json")
    for turn in range(8):
        place = tmp_path / str(turn)
        place.mkdir()
        for one in certificate(real, *BESIDE):
            shutil.copy(one, place)
        path = place / f"{NUMBER}{suffix}"
        data = bytearray(path.read_bytes())
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        told = asked(page, *sorted(place.iterdir()))
        assert told.verdict == "red"
        assert told.code in ALONE[suffix]
        beside = {f"{NUMBER}.issued.tlog-proof"} if suffix == ".entry.json" else set()
        assert told.file in {path.name} | beside


def test_a_certificate_alone_with_what_is_anothers_is_red(page, real, exercise):
    trusting(page, real.trust)
    mine = certificate(real, ".dsse.json", ".pdf", ".entry.json", ".issued.tlog-proof")
    (other,) = certificate(real, ".tlog-proof", number=OTHER)
    assert asked(page, *mine[:1], other).code == "certificate_proof_refused"
    (other,) = certificate(real, ".pdf", number=OTHER)
    (proof,) = certificate(real, ".tlog-proof")
    told = asked(page, mine[0], proof, *mine[2:], other)
    assert (told.verdict, told.code) == ("red", "certificate_file_differs")
    told = asked(page, *(exercise.folder / "certificates").glob("*EX-dossiers-1.dsse.json"))
    assert (told.verdict, told.code) == ("red", "trust_realm_differs")
    told = asked(
        page, *certificate(real, ".dsse.json"), *certificate(real, ".dsse.json", number=OTHER)
    )
    assert (told.verdict, told.code) == ("red", "certificate_several")


@pytest.mark.parametrize("suffix", [".tlog-proof", ".issued.tlog-proof"])
def test_a_proof_at_another_index_is_not_left_aside(page, real, tmp_path, suffix):
    trusting(page, real.trust)
    for one in certificate(real, *BESIDE):
        shutil.copy(one, tmp_path)
    path = tmp_path / f"{NUMBER}{suffix}"
    path.write_text(re.sub(r"^index \d+$", "index 2", path.read_text(), flags=re.MULTILINE))
    told = asked(page, *sorted(tmp_path.iterdir()))
    assert (told.verdict, told.code, told.file) == ("red", "certificate_proof_refused", path.name)
    (tmp_path / f"{NUMBER}.entry.json").unlink()
    told = asked(page, *sorted(tmp_path.iterdir()))
    assert told.verdict == ("red" if suffix == ".tlog-proof" else "green")
    assert dict(one[:2] for one in told.rows).get("issued") != "ok"


def test_a_certificate_given_with_a_pack_is_looked_for_in_it(page, real, tmp_path):
    trusting(page, real.trust)
    received = tmp_path / "reçu.pdf"
    shutil.copy(certificate(real, ".pdf")[0], received)
    told = asked(page, real.pack, received)
    assert told.verdict == "green"
    assert f"reçu.pdf est le document n°\u00a0{NUMBER}\u00a0: valable à cette tête." in told.details
    received.write_bytes(received.read_bytes() + b" ")
    told = asked(page, real.pack, received)
    assert (told.verdict, told.code, told.file) == (
        "red",
        "certificate_not_in_evidence",
        "reçu.pdf",
    )


@pytest.mark.parametrize("last", [True, False], ids=["current", "replaced"])
def test_a_document_that_was_replaced_is_never_green(page, tmp_path, last):
    """The evidence is good, and says that what was given with it is no longer in force."""
    maker = EvidenceMaker().tell()
    files = paper(maker)
    for number in ("ESSAI-R2", "ESSAI-R3"):
        said = {"supersedes": maker.entries[-1].index, "number": number}
        files |= paper(maker, said, **said)
    folder = maker.publish(tmp_path / "evidence")
    (folder / "papers").mkdir()
    for path, content in files.items():
        (folder / path).write_bytes(content)
    maker.reseal(folder)
    write_pack(tmp_path / "preuves.zip", folder_files(folder))
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    trusting(page, tmp_path / "trust.json")
    given_apart = folder / f"papers/{'ESSAI-R3' if last else 'ESSAI-PV-plan'}.dsse.json"
    told = asked(page, tmp_path / "preuves.zip", given_apart)
    if last:
        assert (told.verdict, told.code) == ("green", "verified")
        return
    assert (told.verdict, told.code) == ("grey", "stale")
    assert "ESSAI-PV-plan.dsse.json n’a plus cours\u00a0: remplacé par ESSAI-R3." in told.told
    assert dict(one[:2] for one in told.rows)["asked"] == "grey"


def test_a_paper_alone_is_named_and_is_never_green(page, tmp_path):
    maker = EvidenceMaker().tell()
    (tmp_path / "twin.dsse.json").write_bytes(paper(maker)["papers/ESSAI-PV-plan.dsse.json"])
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    trusting(page, tmp_path / "trust.json")
    told = asked(page, tmp_path / "twin.dsse.json")
    assert (told.verdict, told.code) == ("grey", "seal_only")
    assert "Procès-verbal de restitution et destruction" in told.details
    assert "undefined" not in told.details


# ------------------------------------------------------------------------------ hostile input


def test_words_of_the_evidence_are_never_markup(page, tmp_path):
    hostile = "<img src=x onerror=document.title='volé'>\u202e"
    folder = EvidenceMaker(edits={"relay": lambda item, _m: setattr(item, "signer", hostile)})
    folder = folder.tell().publish(tmp_path / hostile[:20].replace("/", ""))
    told = asked(page, folder, to="#evidence-folder")
    assert told.code == "act_signer_unknown"
    assert page.js("document.querySelectorAll('img').length") == 0
    assert "<img src=x onerror=" in told.details + page.js("document.body.textContent")
    assert "\u202e" not in page.js("document.body.textContent")
    assert page.js("document.title") == "Vérifier des preuves de Relève"


HOSTILE = {
    "vide": (b"", "evidence_unknown"),
    "pas du JSON": (b"{", "evidence_unknown"),
    "trop profond": (b"[" * 200_000, "evidence_unknown"),
    "un tableau": (b"[1]", "evidence_unknown"),
    "octets.zip": (b"\x00" * 100, "pack_not_zip"),
    "preuve.tlog-proof": (b"c2sp.org/tlog-proof@v1\nindex 0\n\n", "evidence_unknown"),
    "grand.json": (b'{"payloadType":"' + b"a" * 5_000_000, "evidence_unknown"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_given_is_refused_in_words(page, tmp_path, name):
    content, code = HOSTILE[name]
    (tmp_path / name).write_bytes(content)
    told = asked(page, tmp_path / name)
    assert (told.verdict, told.code, told.file) == ("red", code, name)


@pytest.mark.parametrize(
    "change",
    [
        lambda trust: trust | {"more": 1},
        lambda trust: trust | {"quorum": 3},
        lambda trust: trust | {"quorum": "2"},
        lambda trust: trust | {"log_keys": []},
        lambda trust: trust | {"witnesses": trust["log_keys"]},
        lambda trust: trust | {"witness_quorum": 9},
        lambda trust: trust | {"founders": ["ssh-ed25519 AAAA"] * 2},
        lambda trust: trust | {"format": "releve/trust/1"},
        lambda trust: trust | {"seal_keys": ["AAAA"]},
        lambda trust: trust | {"origin": "autre.example/releve"},
        lambda trust: {name: one for name, one in trust.items() if name != "minimum"},
        json.dumps,
        lambda trust: json.dumps(trust)[:-1] + ', "quorum": 1}',
    ],
)
def test_a_malformed_trust_file_is_refused_and_authenticates_nothing(page, real, tmp_path, change):
    told = change(json.loads(real.trust.read_text()))
    path = tmp_path / "trust.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told))
    if change is json.dumps:
        path.write_text("[" + path.read_text() + "]")
    trusting(page, path)
    told = asked(page, real.pack)
    assert (told.verdict, told.code) == ("grey", "unauthenticated")
    assert "mal formé" in page.js("$('trust-given').innerText")


# ---------------------------------------------------------------------------- used by a person


def test_axe_finds_nothing_before_and_after_an_answer(page, real, exercise, axe):
    assert page.violations(axe) == []
    asked(page, real.pack)
    assert page.violations(axe) == []
    trusting(page, real.trust)
    asked(page, real.pack)
    page.js("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.violations(axe) == []
    asked(page, exercise.pack)  # red
    page.js("$('tongue').click()")
    assert page.violations(axe) == []


def test_axe_finds_nothing_in_dark(page, real, axe):
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    page.send("Emulation.setEmulatedMedia", features=features)
    trusting(page, real.trust)
    asked(page, real.pack)
    assert page.violations(axe) == []


def focused(page):
    return page.js(
        "(e => e.id || e.parentElement.dataset.kind || e.className || e.tagName)"
        "(document.activeElement)"
    )


def tab_to(page, name):
    for _ in range(40):
        page.press("Tab")
        if focused(page) == name:
            return
    pytest.fail(f"{name} is not reached by Tab")


def test_everything_is_done_by_keyboard(page, real):
    page.press("Tab")
    assert focused(page) == "skip"
    tab_to(page, "tongue")
    page.press("Enter")
    assert page.js("document.documentElement.lang") == "en"
    assert page.js("document.querySelector('h1').innerText") == "Verify evidence from Relève"
    page.press(" ")
    assert page.js("document.documentElement.lang") == "fr"
    tab_to(page, "evidence-files")
    page.choose_by_keyboard("Enter", real.pack)
    assert answered(page).verdict == "grey"
    tab_to(page, "trust-file")
    page.choose_by_keyboard("Enter", real.trust)
    page.until("state.trust")
    assert answered(page).verdict == "green"
    assert page.js("$('progress').getAttribute('aria-live')") == "polite"
    assert answered(page).progress == "Vérification terminée\u00a0: ✔ VÉRIFIÉ"
    kinds = page.js("[...document.querySelectorAll('#details details')].map(e => e.dataset.kind)")
    for kind in kinds:
        tab_to(page, kind)
        page.press("Enter")
    opened = "[...document.querySelectorAll('#details details')].map(e => e.open)"
    assert page.js(opened) == [True] * len(kinds)
    page.press(" ")
    assert page.js(opened)[-1] is False


def test_every_control_is_reached_by_tab_in_the_order_it_is_read(page, real):
    trusting(page, real.trust)
    asked(page, real.pack)
    page.js("document.activeElement.blur()")
    count = page.js(
        "[...document.querySelectorAll('a[href], button, input, textarea, summary,"
        ' [tabindex="0"]\')].filter(e => e.checkVisibility()'
        " && !e.matches('details:not([open]) > :not(summary) *')).length"
    )
    order = []
    for _ in range(count):
        page.press("Tab")
        order.append(page.js("document.activeElement.getBoundingClientRect().top + scrollY"))
    assert len(order) == count
    assert page.js("(e => e.matches('summary'))(document.activeElement)"), (
        "the last control is the last kind of act"
    )


def test_trust_may_be_typed(page, real):
    asked(page, real.pack)
    page.js("document.querySelector('#trust-zone summary').focus()")
    page.press("Enter")
    page.press("Tab")
    assert focused(page) == "trust-text"
    page.send("Input.insertText", text=real.trust.read_text())
    page.press("Tab")
    page.press("Enter")
    page.until("state.trust")
    assert answered(page).verdict == "green"
    shown = hashlib.sha256(real.trust.read_bytes()).hexdigest()
    assert shown in page.js("$('trust-given').innerText")


@pytest.mark.parametrize("to", ["pack", "folder"])
def test_files_and_folders_may_be_dropped(page, real, to):
    page.drop("#trust-zone", real.trust)
    page.until("state.trust")
    page.drop("#evidence-zone", getattr(real, to))
    page.until("state.answer")
    assert answered(page).verdict == "green"


def test_english_says_the_same(page, real):
    trusting(page, real.trust)
    asked(page, real.pack)
    page.js("$('tongue').click()")
    told = answered(page)
    assert (told.verdict, told.word) == ("green", "✔ VERIFIED")
    french = re.compile(r"\b(est|sont|clé|écritures?|vérifié|tronqué|fichier)\b")
    assert not french.search(page.js("document.body.innerText"))


def test_nothing_is_told_by_colour_alone_on_paper(page, real, tmp_path):
    page.send("Emulation.setEmulatedMedia", media="print")
    trusting(page, real.trust)
    (folder := tmp_path / "evidence").mkdir()
    shutil.copytree(real.folder, folder, dirs_exist_ok=True)
    (folder / "journal.txt").write_text("autre")
    asked(page, folder, to="#evidence-folder")
    cells = page.js(
        "[...document.querySelectorAll('td.state')].map(e => [e.closest('tr').dataset.state,"
        " e.textContent[0], getComputedStyle(e).color])"
    )
    assert {tuple(one[:2]) for one in cells} == {("ok", "✔"), ("bad", "✘"), ("grey", "○")}
    assert {one[2] for one in cells} == {"rgb(0, 0, 0)"}
    printed = page.js("document.body.innerText")
    assert hashlib.sha256(real.trust.read_bytes()).hexdigest() in printed
    assert "Un fichier n’est pas celui du manifeste (journal.txt)" in printed


# --------------------------------------------------------------------- what auditors compare


def test_its_digest_is_the_one_that_the_guide_publishes():
    digest = hashlib.sha256(PAGE.read_bytes()).hexdigest()
    assert verifier_page() == PAGE.read_bytes()
    assert f"{digest}  verifier.html" in (ROOT / "docs/guide/auditeur.md").read_text()


def test_every_folder_has_the_same_page(real, exercise):
    for one in (real, exercise):
        assert (one.folder / "verifier.html").read_bytes() == PAGE.read_bytes()
        assert 'href="verifier.html"' in (one.folder / "index.html").read_text()
        assert "verifier.html" in (one.folder / "LISEZMOI.txt").read_text()


def test_it_is_one_file_that_may_ask_nothing_of_anybody():
    text = PAGE.read_text()
    assert "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'" in text
    for forbidden in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(",
                      "XMLHttpRequest", "import(", "src=", "http://", "localStorage"):  # fmt: skip
        assert forbidden not in text, forbidden


def test_it_knows_the_kinds_and_forms_that_releve_knows(page):
    assert set(page.js("KINDS")) == {one.value for one in EntryKind}
    assert page.js("KNOWN.source").replace("\\/", "/") == f"^(?:{folder._KINDS.pattern})$"
    documents = {kind.value: list(names) for kind, names in built._DOCUMENTS.items()}
    assert page.js("DOCUMENTS") == documents | {"act_recorded": ["scan"]}
    assert set(page.js("KEPT")) == {one.value for one in KEPT_HERE}
    for one in (statement.PREDICATE_TYPE, twin.PREDICATE_TYPE):
        assert re.fullmatch(page.js("PREDICATES.source"), one)
    known = set(page.js("Object.keys(WORDS)"))
    assert {f"act_{one.value}" for one in ActKind} <= known
    said = set(re.findall(r'"([a-z]+_[a-z_]+)"', PAGE.read_text()))
    codes = {one.code for one in TAMPERINGS} | set(AREA["packs"]["refused"].values())
    assert {f"no_{one}" for one in codes} <= known
    assert codes <= said | {"folder_file_changed"}


def test_every_word_is_in_both_languages(page):
    pairs = page.js("WORDS")
    assert all(len(one) == 2 and all(one) for one in pairs.values())
    for name, (french, english) in pairs.items():
        assert set(re.findall(r"\{\w+\}", french)) == set(re.findall(r"\{\w+\}", english)), name
        assert not re.search(r"[^\u00a0\u202f][;?!»](?:\s|$)| :|« ", french), name


def test_statements_are_the_sealed_ones(page, real):
    """The page reads of a certificate what its envelope seals, not what its entry repeats."""
    trusting(page, real.trust)
    asked(page, *certificate(real, *BESIDE))
    envelope = decode(certificate(real, ".dsse.json")[0].read_bytes())
    said = decode(base64.b64decode(envelope["payload"]))
    cells = page.js(
        "[...document.querySelector('#certificates tbody tr').cells].map(e => e.innerText)"
    )
    assert (cells[0], cells[3]) == (
        said["predicate"]["number"],
        said["subject"][0]["name"],
    )
