"""What must never be destroyed, stopped or believed: each refusal on real parts, byte for byte."""

import json
import os
import shutil
import subprocess
from datetime import timedelta

import pytest

from connectors.signing.ssh_key import SshKey
from deployments.rehearsal.successor.settings import Settings
from flows.inbox import deposit
from releve.model.acts import ActKind, namespace
from releve.model.ids import Realm
from releve.model.plan import Verb
from releve.model.time import instant_text
from tests.fakes.small_world import CLOSING, RECIPIENT, TRANSCRIBERS, World

pytestmark = pytest.mark.integration

ASSET = "asset:abonnes"
DUMP = "copy:abonnes/dump"
LEAD, CONTROLLER = "cheffe-de-projet", "directeur"
LATER = timedelta(hours=1)


@pytest.fixture
def at(grounds, tmp_path):
    """A world of its own at a stage."""
    return lambda stage: grounds.world(stage, tmp_path / "monde")


@pytest.fixture
def asked(at):
    """Everything is ready for the destruction of the members' data, but its approvals."""
    return at("asked")


def destroyed(world, subject=ASSET):
    return ("outcome_recorded", subject, "destroyed.absent.destroy") in world.facts()


def intents(world, subject=ASSET):
    return [one for one in world.facts() if one[:2] == ("intent_recorded", subject)]


# ------------------------------------------------------------------------------------ approvals


def test_one_approval_missing(asked):
    before = asked.fingerprint()
    asked.approve(ASSET, [LEAD])
    said = asked.run()
    assert (said.code, asked.reasons(ASSET)) == (0, {"approval_missing"})
    assert "Directeur" not in said.out, said.out
    assert asked.fingerprint() == before
    asked.approve(ASSET, [CONTROLLER])
    asked.run()
    assert destroyed(asked)


def test_one_person_does_not_fill_two_seats(asked):
    before = asked.fingerprint()
    asked.approve(ASSET, [LEAD])
    asked.run()
    again = asked.act("approval", ASSET, LEAD)
    assert (again.code, "[approval_twice]" in again.err) == (12, True)
    asked.deposit("encore", asked.drafted(ActKind.APPROVAL, ASSET, LEAD))
    asked.run()
    assert asked.refused() == {"encore": "approval_twice"}
    assert asked.reasons(ASSET) == {"approval_missing"}
    assert asked.fingerprint() == before


def wrong_approvals(world):
    """Approvals of the controller, each right but for what its name says, and its code."""
    with world.memory() as memory:
        now, request = memory.clock.now(), memory.state.of(ASSET).request

    def made(signer=CONTROLLER, **changed):
        return world.drafted(ActKind.APPROVAL, ASSET, signer, **changed)

    nothing = "0" * 64
    late, past = instant_text(request.expires_at + LATER), instant_text(now - LATER)
    yield "of-another-step", "approval_of_another_step", made(fields={"step": nothing}), {}
    digest = f"sha256:{nothing}"
    yield "of-another-request", "request_not_open", made(fields={"request": digest}), {}
    yield "of-another-plan", "act_of_another_plan", made(plan=digest), {}
    yield "of-the-real-plan", "act_of_another_realm", made(realm=Realm.REAL), {}
    yield "of-another-origin", "act_of_another_origin", made(origin="releve/autre"), {}
    yield "of-no-subject", "subject_unknown", made(subject="asset:inconnu"), {}
    yield "of-another-subject", "request_not_open", made(subject=DUMP), {}
    yield "expired", "approval_expired", made(fields={"expires_at": past}), {}
    yield "longer-than-its-request", "approval_expired", made(fields={"expires_at": late}), {}
    yield "by-the-requester", "approval_by_requester", made("exploitante"), {}
    yield "by-a-stranger", "signature_of_unknown_key", made("personne"), {"key": CONTROLLER}
    yield "by-another-role", "role_may_not", made("archiviste-ville"), {}
    yield "with-anothers-key", "signature_of_unknown_key", made(), {"key": LEAD}
    refusal = namespace(ActKind.REFUSAL, Realm.REHEARSAL)
    yield "signed-as-a-refusal", "signature_refused", made(), {"space": refusal}
    real = namespace(ActKind.APPROVAL, Realm.REAL)
    yield "signed-as-a-real-one", "signature_refused", made(), {"space": real}


def test_approvals_that_do_not_count(asked):
    before, expected = asked.fingerprint(), {}
    asked.approve(ASSET, [LEAD])
    for name, code, act, how in wrong_approvals(asked):
        asked.deposit(name, act, **how)
        expected[name] = code
    altered = asked.deposit("altered", asked.drafted(ActKind.APPROVAL, ASSET, CONTROLLER))
    altered.write_bytes(altered.read_bytes().replace(b"Je le veux", b"Je ne le veux pas"))
    asked.run()
    assert asked.refused() == expected | {"altered": "signature_refused"}
    assert asked.reasons(ASSET) == {"approval_missing"}
    assert asked.fingerprint() == before
    asked.approve(ASSET, [CONTROLLER])
    asked.run()
    assert destroyed(asked)
    verified = asked.verify()
    assert verified.code == 0, verified.out


def test_an_approval_that_expired_since(asked):
    before = asked.fingerprint()
    with asked.memory() as memory:
        soon = memory.clock.now() + timedelta(minutes=30)
    asked.sign("approval", ASSET, CONTROLLER, expires_at=instant_text(soon))
    asked.run()
    asked.at(instant_text(soon))
    asked.approve(ASSET, [LEAD])
    asked.run()
    assert asked.reasons(ASSET) == {"approval_missing"}
    assert asked.fingerprint() == before


def test_a_request_left_until_it_expired(asked):
    before = asked.fingerprint()
    asked.approve(ASSET)
    asked.at("2026-12-18T17:00:00Z")
    asked.run()
    assert asked.reasons(ASSET) == {"window_missed"}
    assert asked.fingerprint() == before


def test_an_act_too_long_for_what_is_left_of_its_window(asked):
    before = asked.fingerprint()
    asked.approve(ASSET)
    asked.at("2026-12-18T15:00:01Z")
    asked.run()
    assert asked.reasons(ASSET) == {"window_too_short"}
    assert asked.fingerprint() == before


def test_a_revoked_key(asked):
    before = asked.fingerprint()
    asked.approve(ASSET, [CONTROLLER])
    asked.run()
    with asked.memory() as memory:
        key = memory.state.of(ASSET).approvals[0].keys[0]
    asked.sign("revocation", "plan", LEAD, key=key, compromised_since="-", reason="Perdue.")
    asked.approve(ASSET, [LEAD])
    asked.run()
    assert asked.reasons(ASSET) == {"approval_missing"}
    assert asked.fingerprint() == before


def test_an_approval_of_the_exercise_on_the_real_plan(grounds, tmp_path):
    world = World.found(grounds, tmp_path / "réel", realm=Realm.REAL)
    world.adopt()
    world.run()
    world.receive()
    world.approve("service:portail")
    world.run()
    assert world.reasons(ASSET) == {"approval_missing"}
    before = world.fingerprint()
    world.approve(ASSET, [LEAD])
    exercised = {"realm": Realm.REHEARSAL, "origin": "releve/mediatheque/exercice"}
    act = world.drafted(ActKind.APPROVAL, ASSET, CONTROLLER, **exercised)
    world.deposit("exercice", act)
    real = world.drafted(ActKind.APPROVAL, ASSET, CONTROLLER)
    world.deposit("maquillé", real, space=namespace(ActKind.APPROVAL, Realm.REHEARSAL))
    world.run()
    assert world.refused() == {
        "exercice": "act_of_another_realm",
        "maquillé": "signature_refused",
    }
    assert world.reasons(ASSET) == {"approval_missing"}
    assert world.fingerprint() == before
    world.approve(ASSET, [CONTROLLER])
    world.run()
    assert destroyed(world)


# ----------------------------------------------------------------------------------- signatures


def scanned(world, name, act, people=TRANSCRIBERS, scan=b"%PDF-1.7 sign\xc3\xa9"):
    """Deposit a signed PDF, transcribed by people who sign the transcription."""
    inbox = world.root / "inbox"
    inbox.mkdir(exist_ok=True)
    data = act.file_bytes()
    for who in people:
        signature = SshKey.load(world.key(who)).sign(data, namespace(act.kind, act.realm))
        (inbox / f"{name}.txt.{who}.sig").write_bytes(signature)
    (inbox / f"{name}.scan").write_bytes(scan)
    (inbox / f"{name}.txt").write_bytes(data)


def test_a_signed_pdf_where_a_personal_key_is_required(asked):
    before = asked.fingerprint()
    asked.approve(ASSET, [LEAD])
    approval = asked.drafted(ActKind.APPROVAL, ASSET, CONTROLLER)
    scanned(asked, "pdf", approval)
    scanned(asked, "papier", approval, scan=b"\x89PNG")
    asked.run()
    assert asked.refused() == {"pdf": "signature_too_weak", "papier": "signature_too_weak"}
    assert asked.reasons(ASSET) == {"approval_missing"}
    assert asked.fingerprint() == before


def test_a_signed_pdf_where_the_plan_allows_it(grounds, tmp_path):
    weaker = ("least_kind: personal_key", "least_kind: signed_pdf")
    world = World.found(grounds, tmp_path / "monde", changed=(weaker,))
    world.adopt()
    world.run()
    subject = "service:reservation"
    approval = world.drafted(ActKind.APPROVAL, subject, LEAD)
    scanned(world, "un-seul", approval, TRANSCRIBERS[:1])
    scanned(world, "par-le-signataire", approval, (LEAD, TRANSCRIBERS[0]))
    scanned(world, "par-d-autres", approval, (CONTROLLER, "archiviste-ville"))
    scanned(world, "papier", approval, scan=b"\x89PNG")
    world.run()
    assert world.refused() == {
        "un-seul": "transcribers_missing",
        "par-le-signataire": "transcribers_missing",
        "par-d-autres": "transcribers_missing",
        "papier": "signature_too_weak",
    }
    scanned(world, "pdf", approval)
    world.run()
    with world.memory() as memory:
        act = memory.state.of(subject).approvals[0]
        body = memory.entry(act.index).body
        assert memory.ledger.document(body["scan"]).startswith(b"%PDF-")
    assert (act.signer, act.signature_kind.value) == (LEAD, "signed_pdf")
    assert {one["by"] for one in body["signatures"]} == set(TRANSCRIBERS)
    verified = world.verify()
    assert verified.code == 0, verified.out


def test_an_act_prepared_here_and_signed_elsewhere_with_openssh(asked, needs_tool, tmp_path):
    prepared = tmp_path / "approbation.txt"
    words = ("act", "approval", "-s", ASSET, "--as", CONTROLLER, "--prepare", str(prepared))
    said = asked.releve(*words)
    assert (said.code, "approval.repetition@releve" in said.out) == (0, True)
    key = str(asked.key(CONTROLLER))
    subprocess.run(
        [
            needs_tool("ssh-keygen"),
            "-q",
            "-Y",
            "sign",
            "-f",
            key,
            "-n",
            "approval.repetition@releve",
            str(prepared),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    inbox = asked.root / "inbox"
    for name in ("approbation.txt.sig", "approbation.txt"):
        shutil.copy(tmp_path / name, inbox / name)
    asked.approve(ASSET, [LEAD])
    asked.run()
    assert destroyed(asked)


def test_without_ssh_keygen_our_own_signature_is_one_it_accepts(
    asked, needs_tool, tmp_path, monkeypatch
):
    tool = needs_tool("ssh-keygen")
    monkeypatch.setenv("PATH", str(tmp_path / "vide"))
    asked.approve(ASSET)
    monkeypatch.undo()
    (tmp_path / "signers").write_text(f"{LEAD} {asked.public(LEAD)}\n")
    act = next(
        one
        for one in (asked.root / "inbox").glob("approval-*.txt")
        if f"signer: {LEAD}\n" in one.read_text()
    )
    done = subprocess.run(
        [
            tool,
            "-Y",
            "verify",
            "-f",
            str(tmp_path / "signers"),
            "-I",
            LEAD,
            "-n",
            "approval.repetition@releve",
            "-s",
            f"{act}.sig",
        ],
        input=act.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    asked.run()
    assert destroyed(asked)


# ------------------------------------------------------------------------------------- the plan


def edit_plan(world, name, before, after):
    file = world.root / "plan" / name
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_a_plan_edited_on_disk(asked):
    before = asked.fingerprint()
    asked.approve(ASSET)
    edit_plan(asked, "plan.yaml", "longest_minutes: 120", "longest_minutes: 5")
    said = asked.run()
    assert (said.code, "[plan_differs_from_adopted]" in said.err) == (13, True)
    assert (intents(asked), asked.fingerprint()) == ([], before)
    edit_plan(asked, "plan.yaml", "longest_minutes: 5", "longest_minutes: 120")
    asked.run()
    assert destroyed(asked)


def test_a_plan_adopted_by_its_own_new_roster(asked):
    before, plan = asked.fingerprint(), asked.state().plan
    old, new = "[cheffe-de-projet, directeur]", "[transcriptrice, transcripteur]"
    edit_plan(asked, "rehearsal.yaml", old, new)
    assert asked.releve("plan", "adopt").code == 0
    for who in TRANSCRIBERS:
        asked.sign("plan_adoption", "plan", who)
    said = asked.run()
    assert said.code == 13
    assert set(asked.refused().values()) == {"adopter_not_entitled"}
    assert (asked.state().plan, asked.fingerprint()) == (plan, before)


def test_a_new_plan_adopted_by_the_quorum_before_it_lapses_what_was_approved(asked):
    before, plan = asked.fingerprint(), asked.state().plan
    asked.approve(ASSET)
    asked.collect()
    edit_plan(asked, "plan.yaml", "longest_minutes: 120", "longest_minutes: 90")
    assert asked.releve("plan", "adopt").code == 0
    for who in (LEAD, CONTROLLER):
        asked.sign("plan_adoption", "plan", who)
    assert asked.run().code == 0
    assert asked.state().plan not in {None, plan}
    assert asked.reasons(ASSET) == {"approval_missing"}
    assert asked.fingerprint() == before


# --------------------------------------------------------------------------------- holds, pauses


def test_a_legal_hold_that_comes_after_the_approvals(asked):
    before = asked.fingerprint()
    asked.approve(ASSET)
    asked.collect()
    assert ("destroy", ASSET) in asked.ready()
    asked.sign("hold", ASSET, CONTROLLER, reference="REQ-1", reason="Contentieux.")
    asked.run()
    assert asked.reasons(ASSET) == {"legal_hold"}
    assert asked.fingerprint() == before
    asked.sign("lift", ASSET, LEAD, reason="Contentieux clos.")
    asked.run()
    assert asked.reasons(ASSET) == {"approval_missing"}
    assert asked.fingerprint() == before


@pytest.mark.parametrize("subject", ["plan", ASSET])
def test_a_pause_that_only_the_lead_lifts(asked, subject):
    before = asked.fingerprint()
    who, key = "archiviste-ville", str(asked.key("archiviste-ville"))
    said = asked.releve("pause", subject, "--as", who, "--key", key, "--reason", "Un doute.")
    assert said.code == 0
    asked.approve(ASSET)
    asked.run()
    assert asked.reasons(ASSET) == {"paused"}
    key = str(asked.key(CONTROLLER))
    said = asked.releve("resume", subject, "--as", CONTROLLER, "--key", key, "--reason", "Non.")
    assert (said.code, "[role_may_not]" in said.err) == (12, True)
    pause = str(asked.state().of(subject).paused)
    fields = {"pause": pause, "reason": "Non."}
    asked.deposit("reprise", asked.drafted(ActKind.RESUME, subject, CONTROLLER, fields=fields))
    asked.run()
    assert asked.refused() == {"reprise": "role_may_not"}
    assert asked.fingerprint() == before
    key = str(asked.key(LEAD))
    asked.releve("resume", subject, "--as", LEAD, "--key", key, "--reason", "Doute levé.")
    asked.run()
    assert destroyed(asked)


def test_an_act_deposited_again_changes_nothing(asked):
    before = asked.fingerprint()
    key = str(asked.key(LEAD))
    for verb in ("pause", "resume", "pause"):
        asked.releve(verb, ASSET, "--as", LEAD, "--key", key, "--reason", f"{verb}.")
        asked.collect()
        asked.at(instant_text(asked.state().last_at + timedelta(minutes=1)))
    old = next((asked.root / "inbox" / "recorded").glob("resume-*.txt"))
    for path in old.parent.glob(f"{old.stem}.*"):
        shutil.copy(path, asked.root / "inbox" / path.name)
    asked.approve(ASSET)
    size = asked.state().size
    asked.run()
    assert asked.reasons(ASSET) == {"paused"}
    assert asked.refused() == {old.stem: "act_already_recorded"}
    assert (asked.state().size, asked.fingerprint()) == (size + 3, before)


# ------------------------------------------------------------------------- what is on the ground

CHANGES = {
    "a row updated": "UPDATE mediatheque.abonne SET solde = solde + 0.01 WHERE id = 7",
    "a row added": "INSERT INTO mediatheque.pret VALUES (1000, 1, 'un de plus', false)",
    "a row removed": "DELETE FROM mediatheque.pret WHERE id = 120",
    "a row replaced": (
        "DELETE FROM mediatheque.pret WHERE id = 120;"
        "INSERT INTO mediatheque.pret VALUES (121, 1, 'livre 120', true)"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=[one.replace(" ", "-") for one in CHANGES])
def test_a_source_that_changed_after_its_receipt(asked, change):
    asked.approve(ASSET)
    asked.collect()
    asked.edit(change)
    before = asked.fingerprint()
    said = asked.run()
    assert (said.code, "[source_changed]" in said.out) == (14, True)
    assert asked.last() == ("step_failed", ASSET, "source_changed.destroy")
    assert intents(asked) == []
    asked.approve(ASSET) if asked.state().of(ASSET).request else None
    assert asked.run().code == 0
    assert asked.reasons(ASSET) == {"source_changed_since_receipt"}
    assert asked.fingerprint() == before


def test_a_source_that_changed_before_its_request(at):
    world = at("stopping")
    world.edit(CHANGES["a row updated"])
    before = world.fingerprint()
    assert world.run().code == 14
    assert world.reasons(ASSET) == {"source_changed_since_receipt"}
    assert world.state().of(ASSET).request is None
    assert world.fingerprint() == before


@pytest.mark.parametrize(
    ("copy", "name"),
    [("dump", "sauvegardes/mediatheque.dump/sauvegarde-1.dat"), ("paquet", "packages/abonnes")],
)
def test_a_copy_with_one_byte_changed(at, copy, name):
    world, subject = at("copies"), f"copy:abonnes/{copy}"
    world.approve(subject)
    world.collect()
    path = world.root / name
    file = next(path.glob("*.age")) if path.is_dir() else path
    with file.open("r+b") as opened:
        opened.seek(100)
        byte = opened.read(1)[0]
        opened.seek(100)
        opened.write(bytes([byte ^ 1]))
    before = world.fingerprint()
    said = world.run()
    assert (said.code, "[source_changed]" in said.out) == (14, True)
    assert (intents(world, subject), world.fingerprint()) == ([], before)
    assert world.reasons(subject) == {"source_changed_since_receipt"}


@pytest.mark.parametrize("fault", ["wrong_count", "changed_field"])
def test_a_recipient_that_did_not_load_what_was_sent(at, fault):
    world = at("delivered")
    settings = Settings.load(world.root / "successor")
    config = settings.config.model_copy(update={"faults": {"abonnes": fault}})
    Settings(root=settings.root, config=config).save()
    before = world.fingerprint()
    world.load()
    world.run()
    assert world.reasons(ASSET) == {"receipt_differs"}
    counted = world.state().of(ASSET).receipt.fields["records"]
    assert counted == {"wrong_count": "159", "changed_field": "160"}[fault]
    world.act("acceptance", ASSET, CONTROLLER)
    world.at(CLOSING)
    world.run()
    assert world.reasons(ASSET) == {"receipt_differs"}
    assert world.fingerprint() == before


def test_a_package_tampered_with_in_the_drop(at):
    world = at("delivered")
    before = world.fingerprint()
    package = next((world.root / "depots" / "depot-ville").glob("abonnes-*.age"))
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    assert [one["name"] for one in world.load().refused] == [package.name]
    world.run()
    assert world.reasons(ASSET) == {"receipt_missing"}
    assert world.act("acceptance", ASSET, CONTROLLER).code == 2
    assert world.fingerprint() == before


def test_a_package_tampered_with_before_it_leaves(at):
    world = at("adopted")
    world.perform(Verb.PROBE, Verb.MEASURE, Verb.FREEZE, Verb.EXPORT)
    rows = world.root / "packages" / "abonnes" / "sac" / "data" / "contenu" / "abonne.ndjson"
    rows.write_bytes(rows.read_bytes().replace('abonné 7"'.encode(), 'abonné 8"'.encode()))
    world.run()
    assert world.reasons(ASSET) == {"finding_blocks"}
    depot = world.root / "depots" / "depot-ville"
    assert [one.name.split("-")[0] for one in depot.glob("*.age")] == ["affiches"]


@pytest.mark.parametrize("without", ["visa", "acceptance"])
def test_an_act_that_nobody_signed(at, without):
    world = at("delivered")
    world.receive(without=without)
    world.at(CLOSING)
    world.run()
    world.approve("service:portail")
    world.run()
    before = world.fingerprint()
    assert world.reasons(ASSET) == {f"{without}_missing"}
    assert world.state().of(ASSET).request is None
    world.consent(without, ASSET)
    world.run()
    late = {"requirement_not_done"} if without == "acceptance" else {"approval_missing"}
    assert world.reasons(ASSET) == late
    assert world.fingerprint() == before


# ---------------------------------------------------------------------------- hosts and services


def change_endpoint(world, name, **changed):
    file = world.root / "endpoints.json"
    described = json.loads(file.read_text())
    described["endpoints"][name] |= changed
    file.write_text(json.dumps(described))


def test_a_host_that_shows_another_key(at, grounds):
    world = at("stopping")
    before = world.fingerprint()
    right = grounds.hosts["serveur"].host_key_line
    grounds.switch("portail", "start")
    try:
        change_endpoint(world, "hote-serveur", host_key=grounds.hosts["guichet"].host_key_line)
        said = world.run()
        assert (said.code, "[host_key_refused]" in said.out) == (15, True)
        assert grounds.services["portail"].is_up()
        assert world.fingerprint() == before
        change_endpoint(world, "hote-serveur", host_key=right)
        world.run()
        assert not grounds.services["portail"].is_up()
    finally:
        grounds.switch("portail", "stop")
    assert len(intents(world, "service:portail")) == 1


def test_an_endpoint_that_the_exercise_did_not_make(asked):
    before = asked.fingerprint()
    asked.approve(ASSET)
    (asked.root / "sauvegardes" / ".releve-exercise").unlink()
    said = asked.run()
    assert (said.code, "[endpoint_not_of_the_exercise]" in said.err) == (13, True)
    assert {*asked.fingerprint()} == {*before} - {"sauvegardes/.releve-exercise"}
    assert intents(asked) == []


def test_a_service_comes_back_before_the_point_of_no_return(asked, grounds):
    asked.approve(ASSET)
    asked.collect()
    before = asked.fingerprint()
    try:
        said = asked.releve("rollback", "portail")
        assert said.code == 0, said.err
        assert grounds.services["portail"].is_up()
    finally:
        grounds.switch("portail", "stop")
    assert asked.fingerprint() == before
    with asked.sql() as connection:  # what is in service can be written to
        connection.execute("UPDATE mediatheque.abonne SET solde = 0 WHERE id = 1")
    asked.run()
    assert intents(asked) == []
    assert not destroyed(asked)
    assert asked.verify().code == 0


def test_a_service_does_not_come_back_after_the_point_of_no_return(at, grounds):
    world = at("copies")
    before, size = world.fingerprint(), world.state().size
    said = world.releve("rollback", "portail")
    assert (said.code, "[point_of_no_return]" in said.err) == (13, True)
    assert not grounds.services["portail"].is_up()
    assert (world.fingerprint(), world.state().size) == (before, size)


# ------------------------------------------------------------------------------------ the ledger


def put_back(world, older):
    ledger = world.root / "ledger"
    shutil.rmtree(ledger)
    shutil.copytree(older, ledger)


@pytest.mark.parametrize("stage", ["adopted", "asked"])
def test_an_older_copy_of_the_ledger_put_back(at, grounds, tmp_path, stage):
    world = at("copies")
    older = grounds.world(stage, tmp_path / "avant").root / "ledger"
    before, facts = world.fingerprint(), world.facts()
    put_back(world, older)
    for command in (("run",), ("rollback", "portail")):
        said = world.releve(*command)
        assert (said.code, "[ledger_rolled_back]" in said.err) == (17, True), command
    assert world.fingerprint() == before
    said = world.releve("ledger", "recover")
    assert (said.code, str(len(facts)) in said.out) == (0, True)
    assert world.facts() == facts
    world.approve(DUMP)
    assert world.run().code == 0
    assert destroyed(world, DUMP)


def test_two_runs_at_once(asked):
    before = asked.fingerprint()
    asked.approve(ASSET)
    with asked.desk() as desk, desk.ledger.performing():
        said = asked.run()
        assert (said.code, "[already_performing]" in said.err) == (17, True)
        assert str(os.getpid()) in said.err
    assert asked.fingerprint() == before


def test_a_receipt_signed_by_another_than_the_recipient(at):
    world = at("delivered")
    with world.memory() as memory:
        exported = memory.state.of(ASSET).exported
    fields = {
        "package": exported.package,
        "root": exported.root,
        "records": str(exported.records),
        "pathways": str(exported.pathways),
    }
    for who in (LEAD, "reseau"):
        act = world.drafted(ActKind.RECEIPT, ASSET, who, fields=fields)
        world.deposit(f"recu-{who}", act)
    forged = world.drafted(ActKind.RECEIPT, ASSET, RECIPIENT, fields=fields).file_bytes()
    space = namespace(ActKind.RECEIPT, Realm.REHEARSAL)
    signature = SshKey.load(world.key(LEAD)).sign(forged, space)
    deposit(world.root / "inbox", "recu-imité", forged, signature)
    world.run()
    assert world.refused() == {
        f"recu-{LEAD}": "role_may_not",
        "recu-reseau": "role_may_not",
        "recu-imité": "signature_of_unknown_key",
    }
    assert world.reasons(ASSET) == {"receipt_missing"}


def test_nobody_signs_for_somebody_else(asked):
    """The archivist's key under the lead's act: a name in a file's name is not a signature."""
    act = asked.drafted(ActKind.APPROVAL, ASSET, LEAD)
    file = asked.root / "inbox" / "approbation.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(act.file_bytes())
    key = SshKey.load(asked.root / "people" / "archiviste-ville" / "id_ed25519")
    space = namespace(ActKind.APPROVAL, Realm.REHEARSAL)
    signature = file.with_name("approbation.txt.archiviste-ville.sig")
    signature.write_bytes(key.sign(act.file_bytes(), space))
    asked.run()
    assert not destroyed(asked)
    assert file.exists()
    file.with_name("approbation.txt.sig").write_bytes(signature.read_bytes())
    asked.run()
    assert asked.refused()["approbation"] in {"signature_of_unknown_key", "signature_of_another"}
    assert not destroyed(asked)


def test_a_stop_begun_but_not_done_is_not_done_outside_its_window(at, grounds):
    """The host could not be reached in time: the open intent is no licence to stop it later."""
    world = at("stopping")
    right = grounds.hosts["serveur"].host_key_line
    grounds.switch("portail", "start")
    try:
        change_endpoint(world, "hote-serveur", host_key=grounds.hosts["guichet"].host_key_line)
        world.run()
        change_endpoint(world, "hote-serveur", host_key=right)
        world.at("2027-06-01T08:00:00Z")
        assert "[window_closed_before_the_stop]" in world.run().out
        assert grounds.services["portail"].is_up()
        fields = {"observed": "up", "reason": "Machine injoignable pendant le créneau"}
        world.sign("reconciliation", "service:portail", LEAD, **fields)
        world.run()
        assert grounds.services["portail"].is_up()
        assert world.reasons("service:portail") == {"window_missed"}
        assert world.state().of("service:portail").occurrence == 1
        assert world.verify().code == 0
    finally:
        grounds.switch("portail", "stop")
