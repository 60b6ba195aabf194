import pytest
from hypothesis import given
from hypothesis import strategies as st

from releve.errors import EvidenceRefused
from releve.ledger import merkle

sizes = st.integers(1, 70)


def leaves(size):
    return [merkle.leaf_hash(str(number).encode()) for number in range(size)]


def largest_power_below(size):
    power = 1
    while power * 2 < size:
        power *= 2
    return power


# MTH, PATH, PROOF and SUBPROOF, as RFC 6962 section 2.1 writes them.


def mth(hashes):
    if not hashes:
        return merkle.EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    k = largest_power_below(len(hashes))
    return merkle.node_hash(mth(hashes[:k]), mth(hashes[k:]))


def path(m, hashes):
    if len(hashes) == 1:
        return []
    k = largest_power_below(len(hashes))
    if m < k:
        return [*path(m, hashes[:k]), mth(hashes[k:])]
    return [*path(m - k, hashes[k:]), mth(hashes[:k])]


def subproof(m, hashes, whole):
    if m == len(hashes):
        return [] if whole else [mth(hashes)]
    k = largest_power_below(len(hashes))
    if m <= k:
        return [*subproof(m, hashes[:k], whole), mth(hashes[k:])]
    return [*subproof(m - k, hashes[k:], False), mth(hashes[:k])]  # noqa: FBT003


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_accumulator_computes_the_same_root_also_when_restored(size, pause):
    hashes = leaves(size)
    first = merkle.Accumulator()
    for each in hashes[:pause]:
        first.append(each)
    second = merkle.Accumulator(first.size, first.peaks)
    for each in hashes[pause:]:
        second.append(each)
    assert (second.size, second.root()) == (size, mth(hashes))
    assert first.root() == mth(hashes[:pause])
    assert len(second.peaks) == size.bit_count()


@given(st.data(), sizes)
def test_inclusion(data, size):
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    proof = merkle.inclusion_proof(merkle.levels(leaves(size + 9)), index, size)
    assert proof == path(index, hashes)
    facts = {"leaf": hashes[index], "index": index, "size": size, "proof": proof}
    root = mth(hashes)
    merkle.verify_inclusion(**facts, root=root)

    other_index = data.draw(st.integers(0, size + 1).filter(lambda n: n != index))
    changed = [
        {"leaf": merkle.leaf_hash(b"x")},
        {"index": other_index},
        {"root": bytes(32)},
        {"proof": [*proof, bytes(32)]},
        {"leaf": hashes[index] + b"\0"},
    ]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changed.append({"proof": proof[:at] + proof[at + 1 :]})
        changed.append({"proof": [*proof[:at], bytes(32), *proof[at + 1 :]]})
    for change in changed:
        with pytest.raises(EvidenceRefused, match="inclusion_refused"):
            merkle.verify_inclusion(**{**facts, "root": root, **change})


@given(st.data(), sizes)
def test_consistency(data, size2):
    size1 = data.draw(st.integers(1, size2))
    hashes = leaves(size2)
    proof = merkle.consistency_proof(merkle.levels(hashes), size1, size2)
    assert proof == subproof(size1, hashes, True)  # noqa: FBT003
    facts = {
        "size1": size1,
        "root1": mth(hashes[:size1]),
        "size2": size2,
        "root2": mth(hashes),
        "proof": proof,
    }
    merkle.verify_consistency(**facts)

    changed = [
        {"root1": bytes(32)},
        {"root2": bytes(32)},
        {"size1": size2 + 1},
        {"proof": [*proof, bytes(32)]},
    ]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changed.append({"proof": proof[:at] + proof[at + 1 :]})
        changed.append({"proof": [*proof[:at], bytes(32), *proof[at + 1 :]]})
    for change in changed:
        with pytest.raises(EvidenceRefused, match="consistency_refused"):
            merkle.verify_consistency(**{**facts, **change})


@given(st.data(), st.integers(2, 70))
def test_a_rewritten_past_is_never_consistent(data, size2):
    size1 = data.draw(st.integers(1, size2 - 1))
    at = data.draw(st.integers(0, size1 - 1))
    honest = leaves(size2)
    rewritten = [*honest[:at], merkle.leaf_hash(b"x"), *honest[at + 1 :]]
    proof = merkle.consistency_proof(merkle.levels(rewritten), size1, size2)
    with pytest.raises(EvidenceRefused, match="consistency_refused"):
        merkle.verify_consistency(
            size1=size1, root1=mth(honest[:size1]), size2=size2, root2=mth(rewritten), proof=proof
        )
