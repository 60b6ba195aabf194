"""Tags of records are HMAC-SHA256 whatever the key, and entries are those of the definition."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from releve.ledger.merkle import leaf_hash, root
from releve.pathways.tree import entry_of_lines, tagging


@given(key=st.binary(max_size=200), messages=st.lists(st.binary(max_size=200), max_size=3))
def test_a_tag_is_the_hmac_of_the_library(key, messages):
    tag = tagging(key)
    for message in messages:
        assert tag(message) == hmac.digest(key, message, "sha256")


@given(
    key=st.binary(min_size=32, max_size=32),
    lines=st.dictionaries(st.text(min_size=1), st.binary(), max_size=9),
)
def test_an_entry_is_that_of_its_definition(key, lines):
    ordered = sorted(lines.items(), key=lambda one: one[0].encode())
    leaves = [
        leaf_hash(hashlib.sha256(hmac.digest(key, name.encode(), "sha256") + line).digest())
        for name, line in ordered
    ]
    assert entry_of_lines(key, ordered) == hashlib.sha256(key + root(leaves)).digest()
