"""What a file for checking by hand may say, when even the log's own key signs the manifest."""

import json
from datetime import timedelta

import pytest

from releve.documents.signers import allowed_signers
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import START, EvidenceMaker

SIGNERS = "keys/allowed_signers"


@pytest.fixture(scope="module")
def genuine():
    return EvidenceMaker().tell()


@pytest.fixture
def evidence(tmp_path, genuine):
    return genuine.publish(tmp_path / "evidence")


def said(maker, evidence, change):
    file = evidence / SIGNERS
    before = file.read_text()
    file.write_text(change(before))
    assert file.read_text() != before
    maker.reseal(evidence)
    trust = evidence.with_name("trust.json")
    trust.write_text(json.dumps(maker.trust()))
    refusal = verify_evidence(evidence, load_trust(trust)).refusal
    return refusal and (refusal.code, refusal.facts["file"])


CHANGES = {
    "another-namespace": lambda text: text.replace("approval@releve", "approbation@releve", 1),
    "any-namespace": lambda text: text.replace("plan-adoption@releve", "*", 1),
    "the-exercise's-namespace": lambda text: text.replace("@releve", ".repetition@releve", 1),
    "no-namespace": lambda text: text.replace(text.split(" ")[1] + " ", "", 1),
    "an-authority": lambda text: text.replace(" namespaces", " cert-authority,namespaces", 1),
    "a-time-that-the-plan-lacks": lambda text: text.replace(
        '" ssh', '",valid-before="20990101000000Z" ssh', 1
    ),
    "another-key": lambda text: text.replace(
        text.split(" ")[3], text.splitlines()[1].split(" ")[3] + "\n", 1
    ),
    "another-person": lambda text: text.replace("cheffe ", "intruse ", 1),
    "a-line-twice": lambda text: text + text.splitlines(keepends=True)[0],
    "a-line-less": lambda text: text.split("\n", 1)[1],
    "a-comment": lambda text: "# genuine\n" + text,
    "an-unfinished-line": lambda text: text[:-1],
    "windows-lines": lambda text: text.replace("\n", " \n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_signers_who_are_not_the_adopted_rosters_are_refused(genuine, evidence, name):
    assert said(genuine, evidence, CHANGES[name]) == ("plan_signers_differ", SIGNERS)


def test_signers_written_before_a_kind_of_act_existed_are_accepted(genuine, evidence):
    assert said(genuine, evidence, lambda text: text.replace(",rollover@releve", "")) is None


def test_a_time_in_office_is_written_as_the_plan_has_it(tmp_path):
    maker = EvidenceMaker()
    *others, last = maker.plan.people
    bounded = last.model_copy(
        update={"valid_from": START - timedelta(days=1), "valid_until": START + timedelta(days=9)}
    )
    maker.plan = maker.plan.model_copy(update={"people": (*others, bounded)})
    evidence = maker.tell().publish(tmp_path / "evidence")
    assert b'valid-before="20250611080000Z"' in allowed_signers([maker.plan])

    def later(text):
        return text.replace("20250611080000Z", "20260611080000Z")

    assert said(maker, evidence, later) == ("plan_signers_differ", SIGNERS)
    assert said(maker, evidence, lambda text: text.replace("20260611", "20250611")) is None
