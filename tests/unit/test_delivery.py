"""What a sender may say of a delivery: counts that add up, and never who."""

import pytest

from releve.pathways.delivery import (
    Delivered,
    Refusal,
    Tally,
    VolumeDelivery,
    content_digest,
)
from tests.fakes.memory_depositor import MemoryDepositor


def refusal(kind="Task"):
    return Refusal(
        kind=kind, identifier="action/p00000000000000000042", code="delivery_row_refused"
    )


def test_a_tally_adds_up():
    tally = Tally()
    tally.add({"Task": 2, "Patient": 1}, 2, 1, 100)
    tally.refuse([refusal()], 10)
    done = tally.delivered(3)
    assert (done.sent, done.total, done.complete) == ({"Patient": 1, "Task": 3}, 4, False)
    facts = {"sent": 4, "created": 2, "existing": 1, "refused": 1, "unsent": 3, "bytes": 110}
    assert done.facts() == facts


@pytest.mark.parametrize(("created", "existing"), [(1, 0), (2, 1), (0, 0)])
def test_what_does_not_add_up_is_no_account(created, existing):
    with pytest.raises(ValueError, match="delivered"):
        Delivered(sent={"Task": 2}, created=created, existing=existing, refused=(), size=0)


@pytest.mark.parametrize(("unsent", "refused"), [(1, ()), (0, (refusal(),))])
def test_an_account_that_lacks_something_is_not_complete(unsent, refused):
    sent = {"Task": 1 + len(refused)}
    done = Delivered(sent=sent, created=1, existing=0, refused=refused, size=0, unsent=unsent)
    assert not done.complete


def test_nothing_shows_whose_it_is():
    done = Delivered(sent={"Task": 1}, created=0, existing=0, refused=(refusal(),), size=0)
    assert "action" not in f"{done!r} {done.refused[0]!r} {done.facts()}"


def test_the_digest_is_of_names_and_bytes(tmp_path):
    (one := tmp_path / "a").write_bytes(b"1")
    (two := tmp_path / "b").write_bytes(b"2")
    first = content_digest([one, two])
    assert len({first, content_digest([two, one]), content_digest([one])}) == 3
    two.write_bytes(b"3")
    assert content_digest([one, two]) != first


def test_volumes_are_dropped_and_a_name_taken_is_refused(tmp_path):
    drop = MemoryDepositor()
    for name in ("a.age", "b.age", "c.age"):
        (tmp_path / name).write_bytes(name.encode())
    drop.files["b.age"] = b"autre"
    handled = []
    done = VolumeDelivery(drop).deliver(tmp_path, handled.append, tmp_path / "journal")
    assert (done.sent, done.created, done.existing) == ({"volume": 3}, 2, 0)
    assert [(one.identifier, one.code) for one in done.refused] == [
        ("b.age", "delivery_name_taken")
    ]
    assert handled == sorted(handled)
    again = VolumeDelivery(drop).deliver(tmp_path, handled.append, tmp_path / "journal")
    assert (again.created, again.existing) == (0, 2)
