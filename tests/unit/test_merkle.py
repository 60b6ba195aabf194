import hashlib
import json
from base64 import b64decode
from pathlib import Path

import pytest

from releve.errors import EvidenceRefused
from releve.ledger import merkle

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "rfc6962.json").read_bytes())


def hashes_of(texts):
    return [b64decode(each) for each in texts or []]


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda case: case["name"])
def test_published_inclusion_vectors(case):
    def verify():
        merkle.verify_inclusion(
            leaf=b64decode(case["leafHash"]),
            index=case["leafIdx"],
            size=case["treeSize"],
            proof=hashes_of(case["proof"]),
            root=b64decode(case["root"]),
        )

    if case["wantErr"]:
        with pytest.raises(EvidenceRefused, match="inclusion_refused"):
            verify()
    else:
        verify()


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda case: case["name"])
def test_published_consistency_vectors(case):
    def verify():
        merkle.verify_consistency(
            size1=case["size1"],
            root1=b64decode(case["root1"]),
            size2=case["size2"],
            root2=b64decode(case["root2"]),
            proof=hashes_of(case["proof"]),
        )

    if case["wantErr"]:
        with pytest.raises(EvidenceRefused, match="consistency_refused"):
            verify()
    else:
        verify()


def test_there_are_vectors_of_both_kinds():
    for kind in ("inclusion", "consistency"):
        assert {case["wantErr"] for case in VECTORS[kind]} == {True, False}


def test_hashes_by_hand():
    a, b, c = (merkle.leaf_hash(each) for each in (b"a", b"b", b"c"))
    assert a == hashlib.sha256(b"\x00a").digest()
    left = hashlib.sha256(b"\x01" + a + b).digest()
    assert merkle.root([a, b, c]) == hashlib.sha256(b"\x01" + left + c).digest()
    assert merkle.root([]) == hashlib.sha256().digest() == merkle.EMPTY_ROOT


def test_empty_trees_agree_with_each_other_only():
    one, empty = merkle.leaf_hash(b"a"), merkle.EMPTY_ROOT
    hash_at = merkle.levels([one])
    assert merkle.consistency_proof(hash_at, 0, 0) == []
    merkle.verify_consistency(size1=0, root1=empty, size2=0, root2=empty, proof=[])
    with pytest.raises(EvidenceRefused, match="merkle_proof_out_of_range"):
        merkle.consistency_proof(hash_at, 0, 1)
    for size2, root2, proof in [(1, one, []), (0, empty, [one]), (0, one, [])]:
        with pytest.raises(EvidenceRefused, match="consistency_refused"):
            merkle.verify_consistency(size1=0, root1=empty, size2=size2, root2=root2, proof=proof)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_proofs_out_of_range(index, size):
    hash_at = merkle.levels([merkle.leaf_hash(b"a")] * 3)
    with pytest.raises(EvidenceRefused, match="merkle_proof_out_of_range"):
        merkle.inclusion_proof(hash_at, index, size)
    with pytest.raises(EvidenceRefused, match="merkle_proof_out_of_range"):
        merkle.consistency_proof(hash_at, size + 1, size)


@pytest.mark.parametrize(
    ("size", "peaks"),
    [(-1, []), (1, []), (2, [bytes(32)] * 2), (3, [bytes(32)]), (1, [bytes(31)])],
)
def test_an_accumulator_does_not_start_from_nonsense(size, peaks):
    with pytest.raises(EvidenceRefused, match="merkle_peaks_malformed"):
        merkle.Accumulator(size, peaks)


def test_a_proof_longer_than_the_tree_is_high_is_refused_even_when_its_hashes_agree():
    one, two = merkle.leaf_hash(b"a"), merkle.leaf_hash(b"b")
    with pytest.raises(EvidenceRefused, match="inclusion_refused"):
        merkle.verify_inclusion(
            leaf=one, index=0, size=1, proof=[two], root=merkle.node_hash(two, one)
        )
