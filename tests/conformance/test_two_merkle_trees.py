"""The iterative Merkle tree of releve and the recursive one of tests/second agree."""

import base64
import json
import random
from pathlib import Path

import pytest

from releve.ledger import merkle as first
from tests.conformance.agreement import accepts, verdict
from tests.second import merkle as second

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "rfc6962.json").read_text())
LARGEST = 200
EXHAUSTIVE = 48
CHANCES = 600


def unpacked(vector):
    return [base64.b64decode(step) for step in vector["proof"] or ()]


def inclusion(index, size, leaf, steps, root, about=None):
    return verdict(
        lambda: first.verify_inclusion(leaf=leaf, index=index, size=size, proof=steps, root=root),
        lambda: second.verify_inclusion(index, size, leaf, steps, root),
        about or (index, size, len(steps)),
    )


def consistency(old, new, old_root, new_root, steps, about=None):
    return verdict(
        lambda: first.verify_consistency(
            size1=old, root1=old_root, size2=new, root2=new_root, proof=steps
        ),
        lambda: second.verify_consistency(old, new, old_root, new_root, steps),
        about or (old, new, len(steps)),
    )


@pytest.fixture(scope="module")
def leaves():
    seeded = random.Random(6962)
    return [second.leaf(seeded.randbytes(seeded.randrange(80))) for _ in range(LARGEST)]


@pytest.fixture(scope="module")
def roots(leaves):
    return [second.mth(leaves[:size]) for size in range(LARGEST + 1)]


def bent(steps, other):
    """Every proof that differs from `steps` by one thing."""
    yield steps[:-1] if steps else [other]
    yield steps[1:] if steps else [other, other]
    yield [*steps, other]
    yield [other, *steps]
    yield steps + steps
    yield steps[::-1]
    for at, step in enumerate(steps):
        yield [*steps[:at], *steps[at + 1 :]]
        yield [*steps[:at], step, *steps[at:]]
        yield [*steps[:at], other, *steps[at + 1 :]]
        yield [*steps[:at], step[:-1], *steps[at + 1 :]]
        yield [*steps[:at], step + b"\x00", *steps[at + 1 :]]
        yield [*steps[:at], bytes([step[0] ^ 1]) + step[1:], *steps[at + 1 :]]
        for with_ in range(at):
            swapped = list(steps)
            swapped[at], swapped[with_] = swapped[with_], swapped[at]
            yield swapped


def test_all_vectors_are_there():
    assert len(VECTORS["inclusion"]) + len(VECTORS["consistency"]) == 196


@pytest.mark.parametrize("vector", VECTORS["inclusion"], ids=lambda one: one["name"])
def test_both_agree_with_the_inclusion_vectors(vector):
    root, leaf = base64.b64decode(vector["root"]), base64.b64decode(vector["leafHash"])
    said = inclusion(vector["leafIdx"], vector["treeSize"], leaf, unpacked(vector), root)
    assert said is not vector["wantErr"]


@pytest.mark.parametrize("vector", VECTORS["consistency"], ids=lambda one: one["name"])
def test_both_agree_with_the_consistency_vectors(vector):
    roots = base64.b64decode(vector["root1"]), base64.b64decode(vector["root2"])
    said = consistency(vector["size1"], vector["size2"], *roots, unpacked(vector))
    assert said is not vector["wantErr"]


def test_both_give_the_same_roots(leaves, roots):
    assert [first.root(leaves[:size]) for size in range(LARGEST + 1)] == roots


def test_both_give_the_same_proof_of_every_leaf_in_every_size(leaves, roots):
    hash_at = first.levels(leaves)
    for size in range(1, LARGEST + 1):
        for index in range(size):
            steps = first.inclusion_proof(hash_at, index, size)
            assert second.path(index, leaves[:size]) == steps
            assert inclusion(index, size, leaves[index], steps, roots[size])


def test_both_give_the_same_proof_between_every_two_sizes(leaves, roots):
    hash_at = first.levels(leaves)
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            steps = first.consistency_proof(hash_at, old, new)
            assert second.proof(old, leaves[:new]) == steps
            assert consistency(old, new, roots[old], roots[new], steps)


def test_every_inclusion_proof_bent_by_one_thing_is_refused(leaves, roots):
    hash_at = first.levels(leaves)
    for size in range(1, EXHAUSTIVE + 1):
        for index in range(size):
            steps = first.inclusion_proof(hash_at, index, size)
            leaf, root = leaves[index], roots[size]
            for other in bent(steps, roots[-1]):
                if other != steps:
                    assert not inclusion(index, size, leaf, other, root)
            for place in range(-1, EXHAUSTIVE + 2):
                assert inclusion(place, size, leaf, steps, root) == (place == index)
            assert not inclusion(index, size, leaves[index + 1], steps, root)
            assert not inclusion(index, size, leaf[:-1], steps, root)
            assert not inclusion(index, size, leaf, steps, root[:-1])


def test_a_proof_shown_for_another_size_gets_one_verdict(leaves, roots):
    """A proof of another size may verify under the same root: the sizes must agree elsewhere."""
    hash_at = first.levels(leaves)
    for size in range(1, EXHAUSTIVE + 1):
        for index in range(size):
            steps = first.inclusion_proof(hash_at, index, size)
            for other in range(-1, EXHAUSTIVE + 2):
                inclusion(index, other, leaves[index], steps, roots[size])


def test_every_consistency_proof_bent_by_one_thing_is_refused(leaves, roots):
    hash_at = first.levels(leaves)
    for new in range(1, EXHAUSTIVE + 1):
        for old in range(1, new + 1):
            steps = first.consistency_proof(hash_at, old, new)
            for other in bent(steps, roots[-1]):
                if other != steps:
                    assert not consistency(old, new, roots[old], roots[new], other)
            for size in range(-1, EXHAUSTIVE + 2):
                consistency(size, new, roots[old], roots[new], steps)
                consistency(old, size, roots[old], roots[new], steps)
            for before, after in ((-1, new), (old, -1), (new, old)):
                assert consistency(old, new, roots[before], roots[after], steps) == (
                    (before, after) == (old, new)
                )


def test_two_proofs_swapped_are_refused_at_any_size(leaves, roots):
    hash_at = first.levels(leaves)
    seeded = random.Random(9162)
    for _ in range(CHANCES):
        size = seeded.randrange(2, LARGEST + 1)
        one, other = seeded.sample(range(size), 2)
        steps = first.inclusion_proof(hash_at, other, size)
        assert not inclusion(one, size, leaves[one], steps, roots[size])
        assert not inclusion(one, size, leaves[other], steps, roots[size])
        for bad in bent(steps, seeded.randbytes(32)):
            if bad != steps:
                assert not inclusion(other, size, leaves[other], bad, roots[size])


def test_an_empty_tree_is_consistent_with_itself_alone(roots):
    empty = roots[0]
    assert consistency(0, 0, empty, empty, [])
    assert not consistency(0, 0, empty, empty, [empty])
    assert not consistency(0, 0, roots[1], roots[1], [])
    assert not any(consistency(0, 3, empty, roots[3], steps) for steps in ([], [roots[3]]))
    assert not inclusion(0, 0, empty, [], empty)


def test_a_verifier_that_says_yes_to_all_would_be_seen():
    assert accepts(lambda: None)
    with pytest.raises(AssertionError):
        verdict(lambda: None, lambda: second.verify_inclusion(0, 0, b"", [], b""))
