"""Signed notes, checkpoints, cosignatures and log proofs: both implementations agree."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.signing.note_key import NoteKey
from releve.ledger import checkpoint as first_head
from releve.ledger import merkle
from releve.signatures import note as first
from tests.conformance.agreement import (
    TAMPERING,
    accepts,
    bit_changes,
    byte_changes,
    length_changes,
    verdict,
)
from tests.fakes.note_signer import LOG as LOG_KIND
from tests.fakes.note_signer import TIME, WITNESS, NoteSigner
from tests.second import checkpoint as second_head
from tests.second import encodings
from tests.second import note as second

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
PETERS = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"  # noqa: E501 - a published line
ENOCHS = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"  # noqa: E501 - a published line
WISDOM = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
)
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"  # noqa: E501 - a published line
COSIGNED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501 - a published line

ORIGIN = "essai.example/releve"


LOG = NoteSigner(ORIGIN, LOG_KIND, b"log")
WITNESSES = [NoteSigner(f"temoin.example/{n}", WITNESS, b"w%d" % n) for n in (1, 2)]
TREE = [merkle.leaf_hash(b"entry %d" % n) for n in range(11)]
BODY = f"{ORIGIN}\n11\n{first.encode_base64(merkle.root(TREE))}\n".encode()
SIGNED = BODY + b"\n" + LOG.line(BODY) + WITNESSES[0].line(BODY)
PROOF = first_head.proof_file(
    index=6, hashes=merkle.inclusion_proof(merkle.levels(TREE), 6, 11), checkpoint=SIGNED
)


def opened(note, *vkeys):
    return verdict(
        lambda: first.open_note(note, [first.VerifierKey.parse(key) for key in vkeys]),
        lambda: second.opened(note, vkeys),
        note,
    )


def headed(note):
    key, witnesses = LOG.vkey, [one.vkey for one in WITNESSES]
    return verdict(
        lambda: first_head.open_checkpoint(
            note,
            log_key=first.VerifierKey.parse(key),
            witnesses=[first.VerifierKey.parse(one) for one in witnesses],
        ),
        lambda: second_head.opened(note, key, witnesses),
        note,
    )


def proven(data, leaf=TREE[6]):
    return verdict(
        lambda: first_head.verify_proof(data, leaf=leaf, log_key=first.VerifierKey.parse(LOG.vkey)),
        lambda: second_head.proven(data, leaf, LOG.vkey),
        data,
    )


@pytest.mark.parametrize(
    ("note", "keys"),
    [
        (WISDOM + PETERS, (PETER,)),
        (WISDOM + PETERS + ENOCHS, (PETER,)),
        (WISDOM + PETERS + ENOCHS, (ENOCH,)),
        (WISDOM + ENOCHS + PETERS, (PETER, ENOCH)),
        (SPEC_NOTE, (SPEC_KEY,)),
    ],
)
def test_the_examples_of_the_specification_are_accepted_by_both(note, keys):
    assert opened(note.encode(), *keys)
    parsed = first.open_note(note.encode(), [first.VerifierKey.parse(key) for key in keys])
    text, signed = second.opened(note.encode(), keys)
    assert parsed.text == text
    assert {str(one.key) for one in parsed.signatures} == signed == set(keys)


def test_the_example_of_a_cosignature_is_read_alike_and_believed_by_neither():
    """The specification gives no key for it."""
    _, lines = second.parse(COSIGNED.encode())
    assert [line.name for line in lines] == [
        "example.com/behind-the-sofa",
        "witness.example.com/w1",
    ]
    assert second.cosigned_at(lines[1]) == 1679315147
    assert not opened(COSIGNED.encode(), PETER)
    body, _, _ = COSIGNED.partition("\n\n")
    assert first_head.parse(f"{body}\n".encode()).size == 20852163
    assert second_head.parse(f"{body}\n".encode()).root.hex().startswith("0ac5186a")
    assert first.cosigned(b"x\n", 1679315147) == b"cosignature/v1\ntime 1679315147\nx\n"


@pytest.mark.slow
def test_every_byte_of_a_note_changed_is_refused():
    note = SPEC_NOTE.encode()
    assert not any(opened(bad, SPEC_KEY) for bad in byte_changes(note))
    assert not any(opened(bad, SPEC_KEY) for bad in length_changes(note))


def test_every_bit_of_a_note_with_two_signatures_gets_one_verdict():
    """One of them may become that of somebody unknown: then it is ignored, as the format wants."""
    note = (WISDOM + PETERS + ENOCHS).encode()
    kept = [bad for bad in bit_changes(note) if opened(bad, PETER, ENOCH)]
    assert kept
    assert all(bad.startswith(WISDOM.encode()) for bad in kept)


def test_every_bit_of_a_checkpoint_changed_is_refused():
    alone = BODY + b"\n" + LOG.line(BODY)
    assert headed(alone)
    assert not any(headed(bad) for bad in bit_changes(alone))
    assert not any(headed(bad) for bad in length_changes(alone))


@pytest.mark.slow
def test_every_byte_of_a_log_proof_changed_is_refused():
    alone = PROOF.replace(WITNESSES[0].line(BODY), b"")
    own, blank, head = alone.partition(b"\n\n")
    assert proven(alone)
    assert proven(PROOF)
    assert not any(proven(bad + blank + head) for bad in byte_changes(own))
    assert not any(proven(own + bad) for bad in bit_changes(blank + head))
    assert not any(proven(bad) for bad in length_changes(alone))


@pytest.mark.parametrize("leaf", range(len(TREE)))
def test_the_right_proof_of_another_leaf_is_refused(leaf):
    assert proven(PROOF, TREE[leaf]) == (leaf == 6)
    moved = PROOF.replace(b"index 6\n", b"index %d\n" % leaf)
    assert proven(moved) == (leaf == 6)


CHECKPOINTS = {
    "cosigned": (SIGNED, True),
    "cosigned-twice": (SIGNED + WITNESSES[1].line(BODY), True),
    "cosigned-only": (BODY + b"\n" + WITNESSES[0].line(BODY), False),
    "cosigned-again-later": (SIGNED + WITNESSES[0].line(BODY, TIME + 1), False),
    "signed-again": (SIGNED + LOG.line(BODY), False),
    "cosigned-of-another-text": (SIGNED + WITNESSES[1].line(BODY + b"\n"), False),
    "cosigned-past-the-largest-time": (SIGNED + WITNESSES[1].line(BODY, 2**63), False),
    "cosigned-at-the-largest-time": (SIGNED + WITNESSES[1].line(BODY, 2**63 - 1), True),
    "cosigned-at-zero": (SIGNED + WITNESSES[1].line(BODY, 0), True),
    "cosigned-by-somebody-unknown": (SIGNED + NoteSigner("x", 4, b"x").line(BODY), True),
    "cosigned-under-another-id": (SIGNED + WITNESSES[1].line(BODY, ident=b"abcd"), True),
    "cosigned-with-the-logs-id": (SIGNED + WITNESSES[1].line(BODY, ident=LOG.ident), True),
    "signed-by-another-key-of-that-name": (
        BODY + b"\n" + NoteSigner(ORIGIN, 1, b"forged").line(BODY),
        False,
    ),
    "signed-by-another-key-under-the-same-id": (
        BODY + b"\n" + NoteSigner(ORIGIN, 1, b"forged").line(BODY, ident=LOG.ident),
        False,
    ),
    "unsigned": (BODY + b"\n", False),
    "in-windows-lines": (SIGNED.replace(b"\n", b"\r\n"), False),
    "of-sixteen-signatures": (
        SIGNED + b"".join(NoteSigner(f"t/{n}", 4, b"%d" % n).line(BODY) for n in range(14)),
        True,
    ),
}


@pytest.mark.parametrize("name", CHECKPOINTS)
def test_both_say_the_same_of_a_checkpoint(name):
    note, expected = CHECKPOINTS[name]
    assert headed(note) is expected


def signed(text):
    return text + b"\n" + LOG.line(text)


ROOT = BODY.split(b"\n")[2]
BODIES = {
    "extension-line": BODY + b"extension\n",
    "empty-extension-line": BODY + b"\n",
    "leading-zero": BODY.replace(b"\n11\n", b"\n011\n"),
    "plus-sign": BODY.replace(b"\n11\n", b"\n+11\n"),
    "negative": BODY.replace(b"\n11\n", b"\n-11\n"),
    "underscore": BODY.replace(b"\n11\n", b"\n1_1\n"),
    "arabic-digits": BODY.replace(b"\n11\n", "\n١١\n".encode()),
    "no-size": BODY.replace(b"\n11\n", b"\n\n"),
    "short-root": BODY.replace(ROOT, b"AAAA"),
    "hexadecimal-root": BODY.replace(ROOT, b"a" * 64),
    "root-without-padding": BODY.replace(ROOT, ROOT.rstrip(b"=")),
    "root-with-spare-bits": BODY.replace(ROOT, ROOT[:-2] + b"B="),
    "url-safe-root": BODY.replace(ROOT, b"-_" * 21 + b"A="),
    "two-lines": b"\n".join(BODY.split(b"\n")[:2]) + b"\n",
    "another-origin": BODY.replace(ORIGIN.encode(), b"autre.example/releve"),
    "upper-case-origin": BODY.replace(b"essai", b"Essai"),
    "origin-with-a-space": BODY.replace(b"essai", b"es ai"),
    "empty": b"\n",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_text_that_the_log_signed_is_still_refused_when_it_is_no_checkpoint(name):
    assert not headed(signed(BODIES[name]))


PROOFS = {
    "with-extra": (b"\nindex", b"\nextra AAAA\nindex", True),
    "with-empty-extra": (b"\nindex", b"\nextra \nindex", False),
    "with-extra-not-base64": (b"\nindex", b"\nextra A\nindex", False),
    "with-extra-twice": (b"\nindex", b"\nextra AAAA\nextra AAAA\nindex", False),
    "with-extra-after-the-index": (b"index 6\n", b"index 6\nextra AAAA\n", False),
    "of-another-version": (b"proof@v1", b"proof@v2", False),
    "without-index": (b"index 6\n", b"", False),
    "with-a-leading-zero": (b"index 6", b"index 06", False),
    "with-a-negative-index": (b"index 6", b"index -6", False),
    "with-a-huge-index": (b"index 6", b"index " + b"9" * 5000, False),
    "with-an-empty-line-more": (b"\n\n", b"\n\n\n", False),
    "whole": (b"", b"", True),
}


@pytest.mark.parametrize("name", PROOFS)
def test_both_say_the_same_of_a_log_proof(name):
    before, after, expected = PROOFS[name]
    assert proven(PROOF.replace(before, after, 1) if before else PROOF) is expected


def test_every_byte_of_a_verifier_key_changed_is_refused():
    def read(vkey):
        return verdict(lambda: first.VerifierKey.parse(vkey), lambda: second.read_key(vkey), vkey)

    assert all(read(one) for one in (PETER, ENOCH, SPEC_KEY, LOG.vkey, WITNESSES[0].vkey))
    for bad in (*byte_changes(PETER.encode()), *length_changes(PETER.encode())):
        assert not read(bad.decode("latin-1"))


def test_both_allow_the_same_characters_in_a_name():
    def named(name):
        return verdict(lambda: first.check_name(name), lambda: second.check_name(name), name)

    spaces = [chr(n) for n in range(sys.maxunicode) if unicodedata.category(chr(n))[0] == "Z"]
    letters = [chr(n) for n in range(0x20, 0x3100)]
    refused = {letter for letter in (*letters, *spaces) if not named(letter)}
    assert {"+", "\x85"} < refused == {*spaces, "+", "\x85"}
    assert not named("")


@TAMPERING
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused_by_both(data):
    assert not opened(data, PETER)
    assert not proven(data)


@TAMPERING
@given(st.text(max_size=60), st.integers(0, 200), st.integers(0, 60))
def test_text_put_in_a_note_gets_one_verdict(added, at, gone):
    text = (WISDOM + PETERS + ENOCHS).encode().decode("latin-1")
    bad = (text[:at] + added + text[at + gone :]).encode("latin-1", "replace")
    opened(bad, PETER, ENOCH)
    headed(SIGNED[:at] + added.encode() + SIGNED[at + gone :])


def test_our_own_keys_sign_what_the_second_one_reads():
    key = NoteKey(ORIGIN, LOG.private)
    assert key.vkey == LOG.vkey
    assert key.sign_note(BODY) == BODY + b"\n" + LOG.line(BODY)
    assert encodings.base64(ROOT.decode()) == merkle.root(TREE)
    assert accepts(lambda: second.opened(key.sign_note(BODY), [key.vkey]))
