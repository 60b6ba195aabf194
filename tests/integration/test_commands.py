"""The commands of a workspace: exit codes, and one line in French that says what to do."""

import json
import re
import shutil

import pytest

from connectors.signing.ssh_key import SshKey
from releve.model.acts import ActKind, namespace
from releve.model.ids import Realm
from tests.fakes.small_world import said

pytestmark = pytest.mark.integration

ASSET = "asset:abonnes"
LEAD, CONTROLLER = "cheffe-de-projet", "directeur"


@pytest.fixture
def world(grounds, tmp_path):
    """The members' data wait for the approvals of their destruction."""
    return grounds.world("asked", tmp_path / "monde")


def one_line(text):
    lines = text.splitlines()
    assert len(lines) == 1, text
    return lines[0]


PLANS = {
    "an unknown key": (
        ("plan.yaml", "    family: public\n", "    family: public\n    couleur: bleue\n"),
        ("plan_key_unknown", "services[0].couleur"),
    ),
    "a cycle": (
        (
            "plan.yaml",
            "    control: à compléter\n    recipient",
            "    requires: [portail]\n    control: à compléter\n    recipient",
        ),
        ("plan_requires_cycle", "portail, reservation, portail"),
    ),
    "a service without controller": (
        (
            "plan.yaml",
            "    controller: ville\n    performer: us\n    outcome: stopped",
            "    controller: à compléter\n    performer: us\n    outcome: stopped",
        ),
        ("plan_incomplete", "services[0].controller"),
    ),
    "a window that ends before it starts": (
        (
            "rehearsal.yaml",
            "opens: 2026-12-14T07:00Z, closes: 2026-12-18T17:00Z",
            "opens: 2026-12-18T17:00Z, closes: 2026-12-14T07:00Z",
        ),
        ("window_ends_before_it_starts", "créneau"),
    ),
}


@pytest.mark.parametrize("defect", PLANS)
def test_a_plan_that_cannot_be_adopted(world, defect):
    (name, before, after), (code, field) = PLANS[defect]
    file = world.root / "plan" / name
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))
    size = world.state().size
    answer = world.releve("plan", "adopt")
    assert answer.code == 11
    line = one_line(answer.err)
    assert re.match(rf"{re.escape(str(file))}:\d+: ", line), line
    assert line.endswith(f"[{code}]"), line
    assert field in line
    number = int(line.removeprefix(f"{file}:").partition(":")[0])
    assert file.read_text().splitlines()[number - 1].strip()
    assert world.state().size == size


def test_a_folder_that_is_not_a_workspace(tmp_path):
    for command in ("run", "status", "agenda", "journal", "evidence"):
        answer = said(command, "-w", str(tmp_path))
        assert (answer.code, answer.out) == (2, "")
        assert one_line(answer.err).endswith("[workspace_missing]")
        assert str(tmp_path) in answer.err


def test_a_workspace_with_a_defect(world):
    file = world.root / "workspace.json"
    file.write_text(file.read_text().replace('"sqlite"', '"oracle"'))
    answer = world.releve("status")
    assert answer.code == 2
    assert one_line(answer.err).endswith("[workspace_malformed]")
    assert "ledger" in answer.err


def test_before_any_plan_is_adopted(grounds, tmp_path):
    from tests.fakes.small_world import World

    world = World.found(grounds, tmp_path / "monde")
    for command in ("status", "agenda", "journal"):
        answer = world.releve(command)
        assert (answer.code, one_line(answer.err)[-18:]) == (13, "[plan_not_adopted]")
    answer = world.run()
    assert (answer.code, len(answer.out.splitlines())) == (13, 1)
    answer = world.act("approval", ASSET, LEAD)
    assert (answer.code, one_line(answer.err)[-18:]) == (12, "[plan_not_adopted]")


MALFORMED = {
    "another-format": lambda text: text.replace("releve/act/1", "releve/act/9"),
    "a-field-more": lambda text: text.replace("\n\n", "\nurgent: oui\n\n"),
    "a-field-less": lambda text: re.sub(r"step: .*\n", "", text),
    "fields-in-another-order": lambda text: re.sub(r"(realm: .*\n)(origin: .*\n)", r"\2\1", text),
    "an-instant-that-is-none": lambda text: re.sub(r"signed_at: .*", "signed_at: hier", text),
    "windows-line-ends": lambda text: text.replace("\n", "\r\n"),
    "not-an-act": lambda _text: "Bonjour,\nje suis d'accord.\n",
    "nothing": lambda _text: "",
}


def test_malformed_acts_in_the_inbox(world):
    good = world.drafted(ActKind.APPROVAL, ASSET, CONTROLLER).file_bytes().decode()
    inbox = world.root / "inbox"
    for name, spoil in MALFORMED.items():
        data = spoil(good).encode()
        key = SshKey.load(world.key(CONTROLLER))
        signature = key.sign(data, namespace(ActKind.APPROVAL, Realm.REHEARSAL))
        (inbox / f"{name}.txt.sig").write_bytes(signature)
        (inbox / f"{name}.txt").write_bytes(data)
    (inbox / "sans-signature.txt").write_text(good)
    (inbox / "signature-illisible.txt").write_text(good)
    (inbox / "signature-illisible.txt.sig").write_text("-----BEGIN SSH SIGNATURE-----\n")
    (inbox / "trop-long.txt").write_text(good + "x" * 20_000)
    (inbox / "trop-long.txt.sig").write_bytes(b"?")
    answer = world.run()
    assert answer.code == 0
    expected = dict.fromkeys(MALFORMED, "act_malformed") | {
        "signature-illisible": "signature_refused",
        "trop-long": "act_too_large",
    }
    assert world.refused() == expected
    for name, code in expected.items():
        assert (inbox / "refused" / f"{name}.txt").is_file()
        assert f"{name}.txt : " in answer.out
        reason = (inbox / "refused" / f"{name}.raison").read_text()
        assert f"[{code}]" in one_line(reason)
        assert not reason.startswith(code)
    assert [one.name for one in inbox.glob("*.txt")] == ["sans-signature.txt"]
    assert world.reasons(ASSET) == {"approval_missing"}


def test_acts_whose_files_have_names_alike(world):
    for name, who in (("accord", LEAD), ("accord.v2", CONTROLLER), ("accord[1]", "exploitante")):
        world.deposit(name, world.drafted(ActKind.APPROVAL, ASSET, who))
    world.run()
    assert world.refused() == {"accord[1]": "approval_by_requester"}
    recorded = {one.name for one in (world.root / "inbox" / "recorded").glob("accord*")}
    assert recorded == {f"accord{part}.txt{sig}" for part in ("", ".v2") for sig in ("", ".sig")}
    assert ("outcome_recorded", ASSET, "destroyed.absent.destroy") in world.facts()


def test_status_in_five_lines(world):
    answer = world.releve("status")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert len(lines) == 5
    assert "Abonnés et prêts" in lines[2]
    assert "Personne d'exercice 01" in lines[4]
    told = json.loads(world.releve("status", "--json").out)
    assert list(told) == ["done", "doing", "next", "safe", "call"]
    assert [line.endswith(text) for line, text in zip(lines, told.values(), strict=True)] == [
        True
    ] * 5


def test_agenda_for_machines_and_for_people(world):
    told = json.loads(world.releve("agenda", "--json").out)
    assert told["ready"] == []
    waiting = {one["subject"]: one for one in told["waiting"]}
    asset = waiting[ASSET]
    assert (asset["verb"], asset["milestone"]) == ("destroy", "fermeture")
    reason = asset["reasons"][0]
    assert (reason["code"], reason["facts"]["have"]) == ("approval_missing", 0)
    assert reason["facts"]["missing"] == ["controller@ville", "lead"]
    assert {one["subject"]: one["bin"] for one in told["done"]}["asset:affiches"] == "kept"
    shown = world.releve("agenda").out
    assert "releve act approval --subject asset:abonnes" in shown
    world.approve(ASSET)
    world.collect()
    told = json.loads(world.releve("agenda", "--json").out)
    assert [(one["verb"], one["subject"]) for one in told["ready"]] == [("destroy", ASSET)]
    assert len(told["ready"][0]["key"]) == 64


def test_journal_of_one_subject(world):
    answer = world.releve("journal", "--subject", "service:portail")
    mine = [one for one in world.entries() if one.subject == "service:portail"]
    assert (answer.code, answer.err) == (0, "")
    heads = [line for line in answer.out.splitlines() if re.match(r"^ *#?\d+", line)]
    assert len(heads) == len(mine)
    whole = world.releve("journal").out
    assert len(whole) > len(answer.out)
    for secret in ("abonné 7", "livre 12"):
        assert secret not in whole


def test_acts_that_cannot_be_drafted(world):
    cases = {
        ("approval", "service:portail", LEAD): (2, "nothing_to_sign"),
        ("approval", ASSET, "archiviste-ville"): (12, "role_may_not"),
        ("approval", ASSET, "inconnue"): (12, "signer_unknown"),
        ("hold", ASSET, LEAD): (2, "act_field_missing"),
        ("approval", "asset:inconnu", LEAD): (2, "nothing_to_sign"),
    }
    shutil.copytree(world.root / "people" / LEAD, world.root / "people" / "inconnue")
    for words, (code, name) in cases.items():
        answer = world.act(*words)
        assert answer.code == code, (words, answer)
        assert one_line(answer.err).endswith(f"[{name}]")
    answer = world.act("approval", ASSET, LEAD, couleur="bleue")
    assert (answer.code, answer.err.strip()[-19:]) == (2, "[act_field_unknown]")
    answer = world.releve("act", "approval", "-s", ASSET, "--as", LEAD)
    assert (answer.code, answer.err.strip()[-13:]) == (2, "[key_missing]")
    assert [*(world.root / "inbox").glob("*.txt")] == []


def test_a_refused_command_leaves_no_trace_of_python(world):
    (world.root / "endpoints.json").write_text("{")
    for command in (("run",), ("evidence",), ("rollback", "portail"), ("plan", "adopt")):
        answer = world.releve(*command)
        assert (answer.code, answer.out) == (2, "")
        assert one_line(answer.err).endswith("[endpoints_malformed]")


def test_a_workspace_is_founded_once(world, tmp_path):
    SshKey.generate(tmp_path / "founder" / "id", "founder")
    key = tmp_path / "founder" / "id.pub"
    said = world.releve("init", "--founder", str(key), "--quorum", "1")
    assert (said.code, "[workspace_founded_already]" in said.err) == (2, True)
    (world.root / "trust" / "trust.json").unlink()
    said = world.releve("init", "--founder", str(key), "--quorum", "2")
    assert (said.code, "[quorum_out_of_range]" in said.err) == (2, True)
    assert world.releve("init", "--founder", str(key), "--quorum", "1").code == 0
    assert (world.root / "trust" / "trust.json").is_file()
