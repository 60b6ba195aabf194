"""Content keys: what is published tells of nobody once they are gone, and every proof holds."""

import hashlib
import stat

from flows.content_keys import ContentKeys
from releve.content import ContentRoot, record_id, record_leaf
from releve.ledger.merkle import inclusion_proof, leaf_hash, levels, root, verify_inclusion


def nirs():
    """Every number there can be for the women born in one month in one commune, with its key."""
    for order in range(1, 1000):
        digits = f"25601590{35:02}{order:03}"
        yield f"{digits}{97 - int(digits) % 97:02}"


def row(nir: str) -> tuple[str, bytes]:
    return record_id("usager", [nir]), f'{{"ins":"{nir}"}}'.encode()


def published(package_key: bytes, nir: str) -> str:
    """The root of a body of data that holds one person: the worst case for that person."""
    made = ContentRoot(package_key)
    made.add(*row(nir))
    return made.root()


def guessed(package_key: bytes, target: str) -> list[str]:
    return [one for one in nirs() if published(package_key, one) == target]


def test_whoever_holds_the_key_finds_the_person_and_nobody_finds_her_without_it(tmp_path):
    keys = ContentKeys(tmp_path / "content")
    key, nir = keys.of("dac"), list(nirs())[611]
    target = published(key, nir)
    assert guessed(key, target) == [nir], "the attack works while the key exists"
    keys.shred("dac")
    everything_else = [bytes.fromhex(target), hashlib.sha256(b"essai.example/preuves").digest()]
    everything_else += [bytes(32), hashlib.sha256(bytes.fromhex(target)).digest()]
    for candidate in (*everything_else, keys.of("dac")):
        assert guessed(candidate, target) == []


def test_proofs_over_forgotten_records_still_verify(tmp_path):
    keys = ContentKeys(tmp_path / "content")
    key = keys.of("dac")
    rows = [row(one) for one in list(nirs())[:50]]
    leaves = [leaf_hash(record_leaf(key, *one)) for one in rows]
    whole, hash_at = root(leaves), levels(leaves)
    keys.shred("dac")
    for index, leaf in enumerate(leaves):
        path = inclusion_proof(hash_at, index, len(leaves))
        verify_inclusion(leaf=leaf, index=index, size=len(leaves), proof=path, root=whole)


def test_a_key_is_made_once_and_kept_to_ourselves(tmp_path):
    keys = ContentKeys(tmp_path / "content")
    assert keys.of("a") == keys.of("a") != keys.of("b")
    assert len(keys.of("a")) == 32
    assert stat.S_IMODE((tmp_path / "content" / "a.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "content").stat().st_mode) == 0o700


def test_shredding_says_what_it_found(tmp_path):
    keys = ContentKeys(tmp_path / "content")
    first = keys.of("a")
    assert keys.shred("a") == "overwritten_unlinked"
    assert keys.shred("a") == "found_absent"
    assert not (tmp_path / "content" / "a.key").exists()
    assert keys.of("a") != first
