"""The exercise's witnesses: three processes that outlive whoever started them, and remember."""

import pytest

from connectors.witness import HttpWitness
from deployments.rehearsal.ports import answers
from deployments.rehearsal.setting import RUNBOOK
from deployments.rehearsal.witnesses import Witnesses
from flows.keys import log_key
from releve.plan.reader import read_plan
from releve.signatures.note import VerifierKey
from releve.witness.folder import opened
from tests.fakes.small_log import SmallLog

pytestmark = pytest.mark.integration


def test_three_witnesses_start_cosign_stop_and_remember(tmp_path):
    plan = read_plan(RUNBOOK / "plan.yaml", (RUNBOOK / "rehearsal.yaml",)).plan
    log = SmallLog(key=log_key(tmp_path / "keys" / "log.key", plan.origin))
    (tmp_path / "platform").mkdir()
    made = Witnesses(root=tmp_path)
    keys = made.prepare(plan, log.key.vkey)
    assert list(keys) == [one.id for one in plan.witnesses.keys]
    assert len({VerifierKey.parse(key).public_key for key in keys.values()}) == 3
    assert plan.witnesses.threshold == 2
    try:
        made.start()
        made.start()  # the running ones are left
        for name, url in made.urls.items():
            asking = HttpWitness(name, url, VerifierKey.parse(keys[name]))
            assert asking.cosign(log.note(5), lambda old: log.proof(old, 5))
    finally:
        made.stop()
    again = Witnesses(root=tmp_path)
    assert again.prepare(plan, log.key.vkey) == keys
    assert again.urls == made.urls
    assert not any(answers(one.port) for one in again.members)
    sizes = {opened(one.folder).heads.of(plan.origin).size for one in again.members}
    assert sizes == {5}
