"""Keys stolen, revoked and replaced: what is doubted, what stands, what may not be begun."""

import pytest

from releve.canonical import decode
from releve.model.acts import ActKind
from releve.model.time import instant_text
from releve.signatures.dsse import parse_envelope
from tests.fakes.evidence_maker import ASSET, MINUTE, START, EvidenceMaker, make_plan, ssh_key
from tests.fakes.lives import (
    LATER,
    after,
    limits,
    refusal,
    restated,
    revoke,
    sets,
    skip,
    verified,
)

NO_COPY = {f"copy-{name}": skip for name in ("responsable", "cheffe", "intent", "outcome")}
NO_COPY |= {"copy-request": skip, "copy-certificate": skip}
"""The copy is left alone: a revoked key approves nothing more."""


def test_acts_of_a_key_declared_compromised_are_listed(tmp_path):
    told = after(revoke("clinicienne", since=START + 2 * MINUTE))
    maker = EvidenceMaker(**told).tell()
    doubtful = limits(verified(tmp_path, maker))["to_examine_again"]
    expected = (str(maker.index["relay"]), str(maker.index["stop-clinicienne"]))
    assert doubtful["entries"] == expected
    assert doubtful["since"].startswith("2025-06-02T08:02")


@pytest.mark.parametrize("since", ["-", LATER])
def test_a_key_only_lost_casts_no_doubt(tmp_path, since):
    report = verified(tmp_path, EvidenceMaker(**after(revoke("clinicienne", since=since))).tell())
    assert report.exit_code == 0
    assert "to_examine_again" not in limits(report)


def test_a_date_written_by_the_thief_does_not_take_the_doubt_away(tmp_path):
    told = after(revoke("clinicienne", since=START + 2 * MINUTE))
    told["edits"] = {"stop-clinicienne": sets(signed_at=START)}
    maker = EvidenceMaker(**told).tell()
    doubtful = limits(verified(tmp_path, maker))["to_examine_again"]
    assert str(maker.index["stop-clinicienne"]) in doubtful["entries"]


def test_a_theft_learnt_after_the_revocation_is_told_too(tmp_path):
    told = after(
        revoke("clinicienne"),
        revoke("clinicienne", since=START, word="again"),
        revoke("clinicienne", since=LATER, word="once-more"),
    )
    doubtful = limits(verified(tmp_path, EvidenceMaker(**told).tell()))["to_examine_again"]
    assert doubtful["since"].startswith("2025-06-02T08:00")


def test_people_revoke_their_own_key_and_no_other(tmp_path):
    assert refusal(tmp_path / "own", **after(revoke("clinicienne", by="clinicienne"))) is None
    told = after(revoke("clinicienne", by="exploitant"))
    assert refusal(tmp_path / "other", **told) == "act_role_may_not"


def doubtful_before(name, change=None):
    """A key is declared compromised between the outcome and its certificate."""
    edits = NO_COPY if change is None else NO_COPY | {"destroy-certificate": restated(change)}
    return {"inserts": {"destroy-outcome": revoke(name, since=START)}, "edits": edits}


def test_a_certificate_shows_the_doubt_that_was_known(tmp_path):
    maker = EvidenceMaker(**doubtful_before("responsable")).tell()
    assert verified(tmp_path, maker).refusal is None
    issued = maker.entries[maker.index["destroy-certificate"]].body
    said = decode(parse_envelope(maker.documents[issued["statement"]]).payload)["predicate"]
    shown = {one["signer"]: one["to_examine"] for one in said["acts"]}
    assert shown == {"responsable": True, "cheffe": False}
    assert said["evidence"]["acceptance"]["compromised_since"] == instant_text(START)
    assert said["evidence"]["receipt"]["to_examine"] is False


HIDDEN = {
    "doubt-hidden": lambda said: said["acts"][0].update(to_examine=False, compromised_since=None),
    "doubt-of-another-day": lambda said: said["acts"][0].update(
        compromised_since=instant_text(LATER)
    ),
    "doubt-invented": lambda said: said["evidence"]["receipt"].update(
        to_examine=True, compromised_since=instant_text(START)
    ),
    "doubt-left-out": lambda said: said["acts"][0].pop("to_examine"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_certificate_that_hides_a_doubt_is_refused(tmp_path, name):
    told = doubtful_before("responsable", HIDDEN[name])
    assert refusal(tmp_path, **told) == "certificate_differs"


@pytest.mark.parametrize("signer", ["repreneur", "archiviste"])
def test_nothing_is_begun_on_an_act_already_in_doubt(tmp_path, signer):
    told = {"inserts": {"visa": revoke(signer, since=START)}}
    assert refusal(tmp_path, **told) == "request_rests_on_doubt"


def test_nor_on_one_that_the_thief_dated_before_the_theft(tmp_path):
    edits = {"receipt": sets(signed_at=START)}
    inserts = {"visa": revoke("repreneur", since=START + 2 * MINUTE)}
    assert refusal(tmp_path, inserts=inserts, edits=edits) == "request_rests_on_doubt"


@pytest.mark.parametrize("since", ["-", LATER])
def test_without_doubt_what_a_revoked_key_signed_stands(tmp_path, since):
    assert refusal(tmp_path, inserts={"visa": revoke("repreneur", since=since)}) is None


def test_a_service_is_not_stopped_on_a_relay_in_doubt(tmp_path):
    keys = {"stop-clinicienne": sets(keys=[ssh_key("fraiche")])}
    told = {
        "inserts": {
            "relay": lambda maker: (
                revoke("clinicienne", since=START)(maker),
                maker.adopt(rekeyed("clinicienne"), name="second"),
            )
        },
        "edits": keys,
    }
    assert refusal(tmp_path, **told) == "request_rests_on_doubt"


def test_doubt_told_after_the_intent_is_a_limit_and_no_refusal(tmp_path):
    told = {"inserts": {"destroy-intent": revoke("repreneur", since=START)}, "edits": NO_COPY}
    report = verified(tmp_path, EvidenceMaker(**told).tell())
    assert report.exit_code == 0
    assert "to_examine_again" in limits(report)


def rekeyed(name):
    plan = make_plan()
    people = tuple(
        one.model_copy(update={"keys": (ssh_key("fraiche").public_key,)}) if one.id == name else one
        for one in plan.people
    )
    return plan.model_copy(update={"people": people})


def examined(maker):
    """The recipient's key was stolen: a new one is adopted, receipt and acceptance signed anew."""
    revoke("repreneur", since=START)(maker)
    maker.adopt(rekeyed("repreneur"), name="second")
    old = maker.entries[maker.index["receipt"]].body["fields"]
    maker.edits = {**maker.edits, "receipt-2": sets(keys=[ssh_key("fraiche")])}
    maker.act("receipt-2", ActKind.RECEIPT, ASSET, "repreneur", **old)
    accepted = maker.entries[maker.index["acceptance"]].body["fields"]
    fields = accepted | {"receipt": maker.file_of("receipt-2")}
    maker.act("acceptance-2", ActKind.ACCEPTANCE, ASSET, "responsable", **fields)


def cites_again(item, maker):
    evidence = item.body["evidence"]
    for name in ("receipt", "acceptance"):
        if name in evidence:
            evidence[name] = maker.index[f"{name}-2"]


def test_signed_again_with_a_sound_key_it_goes_on(tmp_path):
    edits = {"destroy-request": cites_again, "copy-request": cites_again}
    assert refusal(tmp_path, inserts={"visa": examined}, edits=edits) is None


def rotated(maker):
    maker.adopt(rekeyed("cheffe"), name="second")


FRESH = sets(keys=[ssh_key("fraiche")])


def test_what_an_old_key_signed_before_its_rotation_stands(tmp_path):
    """The lead approved the stop with one key, the destructions with the next."""
    edits = {"destroy-cheffe": FRESH, "copy-cheffe": FRESH}
    maker = EvidenceMaker(inserts={"stop-outcome": rotated}, edits=edits).tell()
    report = verified(tmp_path, maker)
    assert report.exit_code == 0
    stop, destroy = (maker.entries[maker.index[f"{one}-cheffe"]] for one in ("stop", "destroy"))
    assert stop.body["signatures"][0]["key"] != destroy.body["signatures"][0]["key"]


def test_what_an_old_key_signs_after_its_rotation_is_refused(tmp_path):
    told = {"inserts": {"stop-outcome": rotated}, "edits": {"copy-cheffe": FRESH}}
    assert refusal(tmp_path, **told) == "act_key_not_in_roster"


def adopted_after_a_revocation(maker):
    """The lead adopts, revokes her own key, and another completes the adoption with her act."""
    plan = make_plan().model_copy(update={"title": "Plan, autrement"})
    maker.inserts = {
        **maker.inserts,
        "adopt-second-cheffe": revoke("cheffe", by="cheffe"),
    }
    maker.adopt(plan, name="second")


def test_an_adoption_does_not_count_a_key_revoked_meanwhile(tmp_path):
    told = {"inserts": {"copy-certificate": adopted_after_a_revocation}}
    assert refusal(tmp_path, **told) == "plan_quorum_missing"


def lifted(signer):
    def insert(maker):
        maker.act("hold", ActKind.HOLD, ASSET, "responsable", reference="H", reason="litige")
        maker.act("lift", ActKind.LIFT, ASSET, signer, hold=maker.file_of("hold"), reason="clos")

    return {"inserts": {"visa": insert}}


def test_a_hold_is_lifted_by_the_controller_of_these_data_only(tmp_path):
    assert refusal(tmp_path / "own", **lifted("responsable")) is None
    assert refusal(tmp_path / "other", **lifted("autre-responsable")) == "act_role_may_not"
