"""Certificates withdrawn and issued again, keys stolen and replaced: commands, on real parts."""

import json

import pytest

from connectors.signing.ssh_key import SshKey
from releve.signatures.sshsig import fingerprint
from tests.fakes.small_world import CLOSING, said

pytestmark = pytest.mark.integration

ASSET = "asset:abonnes"
LEAD, CONTROLLER, ARCHIVIST = "cheffe-de-projet", "directeur", "archiviste-ville"


@pytest.fixture
def certified(grounds, tmp_path):
    """The members' data are destroyed and certified; copies are left."""
    return grounds.world("copies", tmp_path / "monde")


@pytest.fixture
def asked(grounds, tmp_path):
    """Everything is ready for the destruction of the members' data, but its approvals."""
    return grounds.world("asked", tmp_path / "monde")


def issued(world):
    return [
        one.body["number"]
        for one in world.entries()
        if one.kind.value == "certificate_issued" and one.subject == ASSET
    ]


def standing(world, wanted):
    assert world.releve("evidence").code == 0
    words = ("--rehearsal", "--json", "--trust", str(world.root / "trust"))
    answer = said("verify", *words, "--certificate", wanted, str(world.root / "evidence"))
    report = json.loads(answer.out)
    return answer.code, (report["certificate"] or report["refusal"])["code"]


def status(world):
    return json.loads(world.releve("status", "--json").out)


def test_a_certificate_is_withdrawn_and_issued_again(certified):
    (first,) = issued(certified)
    assert standing(certified, first) == (0, "valid")
    file = certified.root / "evidence" / "certificates" / f"{first}.pdf"
    kept = certified.root / "recu.pdf"
    kept.write_bytes(file.read_bytes())
    given = {"replacement": "reissue", "reason": "titre faux"}
    assert certified.act("withdrawal", ASSET, LEAD, **given).code == 0
    certified.run()
    assert issued(certified) == [first, f"{first}-R2"]
    assert standing(certified, f"{first}-R2") == (0, "valid")
    assert standing(certified, str(kept)) == (0, "superseded")
    again = certified.act("withdrawal", ASSET, LEAD, certificate=first, **given)
    assert (again.code, "[certificate_not_in_force]" in again.err) == (12, True)


def test_a_certificate_withdrawn_for_good_is_told_everywhere(certified):
    (first,) = issued(certified)
    given = {"replacement": "none", "reason": "émis par erreur"}
    assert certified.act("withdrawal", ASSET, CONTROLLER, **given).code == 0
    certified.run()
    assert issued(certified) == [first]
    assert first in status(certified)["withdrawn"]
    assert "certificat retiré" in said_of(certified, "evidence/index.html")
    assert f"retrait d’un certificat par {CONTROLLER}" in said_of(certified, "evidence/journal.txt")
    verified = certified.verify()
    assert verified.code == 0, verified.out
    assert f"non remplacé(s), à ne plus tenir pour valables : {first}" in verified.out


def said_of(world, path):
    assert world.releve("evidence").code == 0
    return (world.root / path).read_text()


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        (ARCHIVIST, {"replacement": "none"}, "role_may_not"),
        (LEAD, {"replacement": "perhaps"}, "replacement_unknown"),
        (LEAD, {"replacement": "none", "certificate": "AUTRE-1"}, "certificate_unknown"),
    ],
)
def test_a_withdrawal_that_may_not_be_is_refused_at_once(certified, who, given, code):
    answer = certified.act("withdrawal", ASSET, who, reason="x", **given)
    assert (answer.code, f"[{code}]" in answer.err) == (12, True), answer.err


def test_there_is_nothing_to_withdraw_before_a_certificate(asked):
    answer = asked.act("withdrawal", ASSET, LEAD, replacement="none", reason="x")
    assert (answer.code, "[nothing_to_sign]" in answer.err) == (2, True)


def rekey(world, who):
    """Give somebody a new key in the plan; return its file. Nothing is adopted yet."""
    old, fresh = world.public(who), world.root / "people" / who / "fresh"
    SshKey.generate(fresh, who)
    public = " ".join(fresh.with_name("fresh.pub").read_text().split()[:2])
    keys = world.root / "plan" / "keys.yaml"
    keys.write_text(keys.read_text().replace(old, public))
    return fresh


def take(world, who, fresh):
    """From now on somebody signs with their new key."""
    old = world.key(who)
    for suffix in ("", ".pub"):
        fresh.with_name(f"{fresh.name}{suffix}").replace(old.with_name(f"{old.name}{suffix}"))


def test_a_revoked_key_destroys_nothing_and_its_acts_are_marked(asked):
    before = asked.fingerprint()
    asked.approve(ASSET)
    told = {"key": fingerprint(asked.public(CONTROLLER)), "compromised_since": CLOSING}
    asked.sign("revocation", "plan", CONTROLLER, **told, reason="vol")
    asked.run()
    assert asked.fingerprint() == before, "approved with a stolen key"
    assert "approval_missing" in asked.reasons(ASSET)
    assert "entrées" in status(asked)["examine"]
    assert "à réexaminer : clé déclarée compromise" in asked.releve("journal").out
    asked.act("pause", ASSET, CONTROLLER, reason="le voleur")
    asked.run()
    assert set(asked.refused().values()) == {"signature_of_revoked_key"}


def test_a_stolen_key_of_an_adopter_is_replaced_then_revoked(asked):
    """The order of the guide: without the stolen key nobody could adopt the next one."""
    assert asked.releve("pause", "plan", "--as", LEAD, "--key", str(asked.key(LEAD)), "-r", "vol")
    stolen, fresh = asked.public(CONTROLLER), rekey(asked, CONTROLLER)
    asked.adopt()
    told = {"key": fingerprint(stolen), "compromised_since": CLOSING}
    asked.sign("revocation", "plan", LEAD, **told, reason="vol")
    take(asked, CONTROLLER, fresh)
    asked.run()
    assert asked.reasons(ASSET) == {"paused"}
    asked.releve("resume", "plan", "--as", LEAD, "--key", str(asked.key(LEAD)), "-r", "clos")
    asked.run()
    asked.approve(ASSET)
    asked.run()
    assert ("outcome_recorded", ASSET, "destroyed.absent.destroy") in asked.facts()
    verified = asked.verify()
    assert verified.code == 0, verified.out
    assert f"Clé {fingerprint(stolen)} déclarée compromise depuis le" in verified.out


def test_a_replaced_key_signs_no_more_and_what_it_signed_stands(asked):
    stopped = [one for one in asked.facts() if one[0] == "outcome_recorded"]
    fresh = rekey(asked, CONTROLLER)
    asked.adopt()
    asked.run()
    assert asked.act("approval", ASSET, CONTROLLER).code == 0
    asked.run()
    assert set(asked.refused().values()) == {"signature_of_unknown_key"}
    asked.sign("approval", ASSET, LEAD)
    take(asked, CONTROLLER, fresh)
    asked.sign("approval", ASSET, CONTROLLER)
    asked.run()
    assert ("outcome_recorded", ASSET, "destroyed.absent.destroy") in asked.facts()
    assert stopped, "a service was stopped on an approval of the old key"
    verified = asked.verify()
    assert verified.code == 0, verified.out
