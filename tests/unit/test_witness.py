"""A witness cosigns only what extends what it saw, remembers before it answers, keeps the rest."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from connectors.signing.note_key import NoteKey
from releve.canonical import decode_base64
from releve.errors import EvidenceRefused, LedgerError, UsageError
from releve.ledger.merkle import EMPTY_ROOT
from releve.signatures.note import COSIGNATURE, cosigned, lines_by, open_note
from releve.witness.folder import opened
from releve.witness.key import WitnessKey
from releve.witness.request import MAX_PROOF, AddCheckpoint, parse_request
from releve.witness.state import Seen, SeenHeads
from releve.witness.witness import judge
from tests.fakes.small_log import KEY, ORIGIN, Clock, SmallLog, witness

# The example of c2sp.org/tlog-witness, section "add-checkpoint".
SPEC_REQUEST = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
""".encode()  # noqa: E501 - verbatim
# The example of c2sp.org/tlog-cosignature: no key is published for it, only its framing.
SPEC_LINE = (
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dl"
    "rDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
SPEC_TIME = 1679315147
HONEST = SmallLog("honnête")
FORK = SmallLog("autre", common=3)
FORK_OF_HONEST = SmallLog("fourche")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "temoin"


@pytest.fixture
def one(folder):
    return witness(folder)


def refusal(call, *args, **words):
    with pytest.raises(EvidenceRefused) as refused:
        call(*args, **words)
    return refused.value.code


def kept(one):
    return [refused.code for refused in one.refusals.all()]


# ----------------------------------------------------------------------------- the request


def test_the_request_of_the_specification_is_read_and_written_back():
    request = parse_request(SPEC_REQUEST)
    assert (request.old, len(request.proof)) == (20852014, 4)
    assert request.note.startswith(b"example.com/behind-the-sofa\n20852163\n")
    assert request.encode() == SPEC_REQUEST


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (b"", "old"),
        (b"old 1", "old"),
        (b"old 01\n\nx\n", "old"),
        (b"old -1\n\nx\n", "old"),
        (b"old  1\n\nx\n", "old"),
        (b"old 1\r\n\nx\n", "old"),
        ("old ¹\n\nx\n".encode(), "old"),
        (b"old " + b"9" * 30 + b"\n\nx\n", "old"),
        (b"size 1\n\nx\n", "old"),
        (b"old 1\nAAAA\n\nx\n", "proof"),
        (b"old 1\n" + b"A" * 43 + b"=\r\n\nx\n", "proof"),
        (b"old 1\n" + b"A" * 42 + b"B=\n\nx\n", "proof"),
        (b"old 1\n" + (b"A" * 43 + b"=\n") * (MAX_PROOF + 1) + b"\nx\n", "proof"),
        (b"old 1\n\n" + b"x" * 70_000, "size"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_malformed_requests(data, field):
    with pytest.raises(EvidenceRefused, match="witness_request_malformed") as refused:
        parse_request(data)
    assert refused.value.facts["field"] == field


def test_as_many_lines_of_proof_as_the_specification_allows():
    data = b"old 1\n" + (b"A" * 43 + b"=\n") * MAX_PROOF + b"\nx\n"
    assert len(parse_request(data).proof) == MAX_PROOF


# ----------------------------------------------------------------------------- the signature


def test_a_cosignature_is_framed_as_the_specification_says(one):
    done = one.cosign(HONEST.ask(0, 4))
    name, _, value = done.line.decode().removeprefix("— ").rstrip("\n").partition(" ")
    raw = decode_base64(value)
    assert (name, raw[:4]) == (one.key.verifier.name, one.key.verifier.key_id)
    assert int.from_bytes(raw[4:12], "big") == done.at == 1_750_000_000
    public = Ed25519PublicKey.from_public_bytes(one.key.verifier.public_key)
    text = HONEST.head(4).body()
    public.verify(raw[12:], b"cosignature/v1\ntime 1750000000\n" + text)
    assert cosigned(text, 1_750_000_000) == b"cosignature/v1\ntime 1750000000\n" + text
    spec = decode_base64(SPEC_LINE.rstrip("\n").rpartition(" ")[2])
    assert len(spec) == len(raw) == 4 + 8 + 64
    assert int.from_bytes(spec[4:12], "big") == SPEC_TIME


def test_what_is_given_back_verifies_under_the_keys_of_log_and_witness(one):
    done = one.cosign(HONEST.ask(0, 4))
    note = open_note(HONEST.note(4) + done.line, [KEY.verifier, one.key.verifier])
    assert [each.timestamp for each in note.signatures] == [None, done.at]
    assert done.note == HONEST.note(4) + done.line


def test_a_key_is_private_and_never_written_over(tmp_path):
    path = tmp_path / "witness.key"
    key = WitnessKey.generate(path, "temoin.example/un")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert WitnessKey.load(path).verifier == key.verifier
    assert key.verifier.algorithm == COSIGNATURE
    with pytest.raises(FileExistsError):
        WitnessKey.generate(path, "temoin.example/un")
    path.chmod(0o640)
    with pytest.raises(UsageError, match="witness_key_not_private"):
        WitnessKey.load(path)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"un+", b"deux+"))
    with pytest.raises(UsageError, match="witness_key_unreadable"):
        WitnessKey.load(path)
    with pytest.raises(UsageError, match="witness_key_missing"):
        WitnessKey.load(tmp_path / "none")


# ----------------------------------------------------------------------------- the decision


def seen(log, size):
    head = log.head(size)
    return Seen(origin=ORIGIN, size=size, root=head.root, note=log.note(size), at=1)


CASES = {
    "nothing seen, anything": (None, HONEST, 0, 5, None),
    "nothing seen, an empty log": (None, HONEST, 0, 0, None),
    "grown": (4, HONEST, 4, 9, None),
    "the same again": (4, HONEST, 4, 4, None),
    "the same size, another root": (4, FORK, 4, 4, "witness_fork"),
    "another root, though from nothing": (4, FORK, 0, 4, "witness_fork"),
    "smaller": (9, HONEST, 0, 4, "witness_rollback"),
    "smaller, and another": (9, FORK, 0, 4, "witness_rollback"),
    "from a size that was not seen": (4, HONEST, 3, 9, "witness_old_differs"),
    "from nothing though something was seen": (4, HONEST, 0, 9, "witness_old_differs"),
    "from more than nothing though nothing was seen": (None, HONEST, 3, 9, "witness_old_differs"),
    "a fork that grew": (4, FORK, 4, 9, "witness_proof_refused"),
    "old larger than the head": (4, HONEST, 4, 3, "witness_old_beyond"),
}


@pytest.mark.parametrize("case", CASES)
def test_only_what_extends_is_accepted(case):
    before, log, old, size, code = CASES[case]
    known = None if before is None else seen(HONEST, before)
    head, proof = log.head(size), log.proof(min(old, size), size)
    if code is None:
        judge(known, head, old=old, proof=proof)
    else:
        assert refusal(judge, known, head, old=old, proof=proof) == code


def test_every_change_of_a_proof_is_refused():
    head, proof = HONEST.head(13), list(HONEST.proof(6, 13))
    judge(seen(HONEST, 6), head, old=6, proof=proof)
    bent = [[*proof[:at], bytes(32), *proof[at + 1 :]] for at in range(len(proof))]
    bent += [proof[:at] + proof[at + 1 :] for at in range(len(proof))]
    bent += [[*proof, bytes(32)], [], proof[::-1], list(HONEST.proof(5, 13))]
    for one in bent:
        code = refusal(judge, seen(HONEST, 6), head, old=6, proof=one)
        assert code == "witness_proof_refused"


def test_a_first_head_takes_no_proof():
    code = refusal(judge, None, HONEST.head(4), old=0, proof=[bytes(32)])
    assert code == "witness_proof_refused"


def test_an_empty_log_has_one_root():
    empty = HONEST.head(0)
    assert empty.root == EMPTY_ROOT
    other = type(empty)(origin=ORIGIN, size=0, root=bytes(32))
    assert refusal(judge, None, other, old=0, proof=()) == "witness_fork"


# ----------------------------------------------------------------------------- the witness


def test_what_was_cosigned_is_remembered_by_whoever_opens_the_folder_again(folder, one):
    one.cosign(HONEST.ask(0, 4))
    again = opened(folder, Clock())
    assert again.heads.of(ORIGIN).size == 4
    assert refusal(again.cosign, FORK_OF_HONEST.ask(4, 4)) == "witness_fork"
    assert again.cosign(HONEST.ask(4, 6)).head.size == 6


def test_a_witness_that_lost_its_memory_cosigns_nothing(folder, one):
    one.cosign(HONEST.ask(0, 4))
    (folder / "seen.sqlite").unlink()
    with pytest.raises(LedgerError, match="witness_state_unusable"):
        one.cosign(FORK_OF_HONEST.ask(0, 4))
    with pytest.raises(LedgerError, match="witness_state_unusable"):
        opened(folder)
    (folder / "seen.sqlite").touch()
    with pytest.raises(LedgerError, match="witness_state_unusable"):
        one.cosign(FORK_OF_HONEST.ask(0, 4))


def test_logs_and_keys_that_are_not_known_are_refused(one):
    stranger = NoteKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes([8]) * 32))
    elsewhere = NoteKey("autre.example/x", Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32))
    signed = SmallLog(key=stranger).ask(0, 3)
    assert refusal(one.cosign, signed) == "witness_head_unsigned"
    assert refusal(one.cosign, SmallLog(key=elsewhere).ask(0, 3)) == "witness_log_unknown"
    text = SmallLog(key=stranger).head(3).body()
    borrowed = AddCheckpoint(
        old=0, proof=(), note=text + b"\n" + HONEST.note(3).rpartition(b"\n\n")[2]
    )
    assert refusal(one.cosign, borrowed) == "witness_head_unsigned"
    assert one.heads.all() == ()


def test_signatures_by_others_are_ignored_and_not_remembered(one):
    other = NoteKey("autre.example/x", Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32))
    text = HONEST.head(3).body()
    more = other.sign_note(text).removeprefix(text + b"\n")
    done = one.cosign(AddCheckpoint(old=0, proof=(), note=HONEST.note(3) + more))
    assert done.note == HONEST.note(3) + done.line
    assert lines_by(HONEST.note(3) + more, [other.verifier]) == more


def test_each_key_of_a_log_that_changed_its_key_is_known(folder):
    new = NoteKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes([8]) * 32))
    one = witness(folder, logs=(KEY.vkey, new.vkey))
    one.cosign(HONEST.ask(0, 3))
    again = SmallLog("honnête", key=new)
    assert one.cosign(again.ask(3, 5)).head.size == 5


def test_heads_with_extension_lines_are_not_of_our_logs(one):
    note = KEY.sign_note(HONEST.head(3).body() + b"une extension\n")
    assert refusal(one.cosign, AddCheckpoint(old=0, proof=(), note=note)) == "checkpoint_malformed"


def test_logs_do_not_mix(folder):
    other = NoteKey("autre.example/x", Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32))
    one = witness(folder, logs=(KEY.vkey, other.vkey))
    one.cosign(HONEST.ask(0, 9))
    one.cosign(SmallLog("x", key=other).ask(0, 2))
    assert {each.origin: each.size for each in one.heads.all()} == {ORIGIN: 9, other.name: 2}


def test_the_time_of_a_cosignature_never_goes_back(folder):
    clock = Clock(2_000)
    one = witness(folder, clock=clock)
    assert one.cosign(HONEST.ask(0, 2)).at == 2_000
    clock.now = 1_990
    assert one.cosign(HONEST.ask(2, 3)).at == 2_000
    clock.now = 1_000
    assert refusal(one.cosign, HONEST.ask(3, 4)) == "witness_clock_went_back"
    assert one.heads.of(ORIGIN).size == 3
    clock.now = 2_001
    assert one.cosign(HONEST.ask(3, 4)).at == 2_001


def test_a_decision_that_stops_halfway_leaves_the_memory_as_it_was(folder, one):
    one.cosign(HONEST.ask(0, 2))
    holder = SeenHeads(folder / "seen.sqlite")

    def stop(_known):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        holder.replace(ORIGIN, stop)
    assert holder.of(ORIGIN).size == 2
    assert one.cosign(HONEST.ask(2, 3)).head.size == holder.of(ORIGIN).size == 3


class Meeting(Clock):
    """A clock read between the decision and its record: there, two requests wait for each other.

    They meet only if the second was decided before the first was recorded.
    """

    def __init__(self):
        super().__init__()
        self._barrier = threading.Barrier(2)

    def __call__(self):
        with suppress(threading.BrokenBarrierError):
            self._barrier.wait(0.5)
        return self.now


def test_two_requests_at_once_never_get_cosignatures_of_two_heads_that_fork(folder):
    first = witness(folder)
    first.cosign(SmallLog(common=3).ask(0, 3))
    asked = [SmallLog(f"branche {number}", common=3).ask(3, 6) for number in range(2)]
    clock = Meeting()
    several = [opened(folder, clock) for _ in asked]

    def ask(one, request):
        try:
            return one.cosign(request).head.root
        except EvidenceRefused:
            return None

    with ThreadPoolExecutor(2) as pool:
        roots = {root for root in pool.map(ask, several, asked) if root is not None}
    assert roots == {first.heads.of(ORIGIN).root}
