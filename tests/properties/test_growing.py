"""A tree that grows gives the subtrees and the proofs of one made at once."""

from hypothesis import given
from hypothesis import strategies as st

from releve.ledger.growing import GrowingTree
from releve.ledger.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    levels,
    root,
    verify_consistency,
)

MOST = 150


def entries(count):
    return [b"%d" % number for number in range(count)]


@given(st.lists(st.integers(0, 40), max_size=6))
def test_it_does_not_matter_in_how_many_goes_it_grows(steps):
    grown, whole = GrowingTree(), entries(sum(steps))
    for step in steps:
        grown.follow(whole[grown.size : grown.size + step])
    at_once = levels([leaf_hash(one) for one in whole])
    size = len(whole)
    assert grown.size == size
    for index in range(size):
        expected = inclusion_proof(at_once, index, size)
        assert inclusion_proof(grown.hash_at, index, size) == expected


@given(st.integers(1, MOST), st.data())
def test_its_proofs_of_any_older_size_verify(size, data):
    old = data.draw(st.integers(1, size))
    later = data.draw(st.integers(0, 20))  # it may have grown beyond the head it is asked about
    grown, whole = GrowingTree(), entries(size + later)
    grown.follow(whole)
    hashes = [leaf_hash(one) for one in whole]
    verify_consistency(
        size1=old,
        root1=root(hashes[:old]),
        size2=size,
        root2=root(hashes[:size]),
        proof=consistency_proof(grown.hash_at, old, size),
    )
