"""Durations are read from an exercise's evidence, and from nothing else."""

import pytest

from flows.rehearsed import read_exercise
from releve.errors import EvidenceRefused, UsageError
from releve.model.ids import Realm
from tests.fakes.evidence_maker import EvidenceMaker, make_plan


def published(tmp_path, realm):
    maker = EvidenceMaker(realm=realm, plan=make_plan(realm)).tell()
    return maker, maker.publish_as_performer(tmp_path / "evidence")


def test_the_log_of_an_exercise_is_read_and_named(tmp_path):
    maker, folder = published(tmp_path, Realm.REHEARSAL)
    found = read_exercise(folder)
    assert found.origin == maker.origin
    assert [one.index for one in found.entries] == list(range(len(maker.entries)))
    assert f"\n{len(maker.entries)}\n" in maker.checkpoint().decode()
    assert len(found.root) == 64


def test_a_real_ledger_is_no_rehearsal(tmp_path):
    _, folder = published(tmp_path, Realm.REAL)
    with pytest.raises(UsageError) as refused:
        read_exercise(folder)
    assert refused.value.code == "rehearsed_not_an_exercise"


def test_a_changed_log_is_refused(tmp_path):
    _, folder = published(tmp_path, Realm.REHEARSAL)
    bundle = next(folder.glob("ledger/tile/entries/*.p/*"))
    bundle.write_bytes(bundle.read_bytes()[:-1] + b"x")
    with pytest.raises(EvidenceRefused):
        read_exercise(folder)


def test_nothing_there_is_said(tmp_path):
    with pytest.raises(UsageError) as refused:
        read_exercise(tmp_path / "rien")
    assert refused.value.code == "evidence_missing"
