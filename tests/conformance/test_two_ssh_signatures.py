"""SSH signatures: both implementations agree, and ssh-keygen never refuses what they accept."""

import base64
import hashlib
import random
import subprocess

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releve.signatures import sshsig as first
from releve.signatures.ssh_public_key import SshPublicKey
from tests.conformance.agreement import TAMPERING, accepts, byte_changes, length_changes, verdict
from tests.second import sshkey
from tests.second import sshsig as second

MESSAGE = "J'approuve l'étape décrite.\n".encode()
SPACE = "approval@releve"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
BEGIN, END = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"
SEED = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"ed").digest())
POINT = ec.derive_private_key(20250602, ec.SECP256R1())


def packed(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def integer(value):
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


def armour(key, value, space=SPACE, reserved=b"", algorithm=b"sha512", version=1, width=70):
    body = b"SSHSIG" + version.to_bytes(4, "big")
    body += packed(key, space.encode(), reserved, algorithm, value)
    text = base64.b64encode(body).decode()
    lines = "".join(text[at : at + width] + "\n" for at in range(0, len(text), width))
    return (BEGIN + lines + END).encode()


def to_sign(message=MESSAGE, space=SPACE, reserved=b"", algorithm=b"sha512"):
    hashed = hashlib.new(algorithm.decode(), message).digest()
    return b"SSHSIG" + packed(space.encode(), reserved, algorithm, hashed)


def edwards(data):
    return SEED.sign(data)


def elliptic(data, *, other=False):
    r, s = decode_dss_signature(POINT.sign(data, ec.ECDSA(hashes.SHA256())))
    return packed(integer(r), integer(ORDER - s if other else s))


RAW = SEED.public_key().public_bytes_raw()
UNCOMPRESSED = POINT.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
COMPRESSED = POINT.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
KEYS = {
    "ed25519": (packed(sshkey.ED25519, RAW), sshkey.ED25519, edwards),
    "ecdsa": (packed(sshkey.ECDSA, b"nistp256", UNCOMPRESSED), sshkey.ECDSA, elliptic),
    "sk-ed25519": (packed(sshkey.SK_ED25519, RAW, b"ssh:"), sshkey.SK_ED25519, edwards),
    "sk-ecdsa": (
        packed(sshkey.SK_ECDSA, b"nistp256", UNCOMPRESSED, b"ssh:"),
        sshkey.SK_ECDSA,
        elliptic,
    ),
}


def signed(name, flags=1, counter=7, **about):
    key, kind, sign = KEYS[name]
    data, after = to_sign(**about), b""
    if name.startswith("sk-"):
        after = bytes([flags]) + counter.to_bytes(4, "big")
        data = hashlib.sha256(b"ssh:").digest() + after + hashlib.sha256(data).digest()
    about.pop("message", None)
    return armour(key, packed(kind, sign(data)) + after, **about)


def line_of(blob):
    kind = blob[4 : 4 + int.from_bytes(blob[:4], "big")].decode()
    return f"{kind} {base64.b64encode(blob).decode()}"


def opened(armoured, key, message=MESSAGE, space=SPACE):
    """Is it a signature by this very key? Both say."""

    def by_second():
        assert second.opened(armoured, message, space) == key, "another key"

    def refused(call):
        try:
            return accepts(call)
        except AssertionError:
            return False

    one = accepts(
        lambda: first.verify(
            message=message, armored=armoured, public_key=line_of(key), namespace=space
        )
    )
    assert one == refused(by_second), armoured
    return one


@pytest.fixture(scope="module")
def genuine():
    return {name: signed(name) for name in KEYS}


@pytest.mark.parametrize("name", KEYS)
def test_genuine_signatures_of_all_kinds_are_accepted(name, genuine):
    key = KEYS[name][0]
    assert opened(genuine[name], key)
    assert opened(signed(name, algorithm=b"sha256"), key)
    assert not opened(genuine[name], key, message=MESSAGE + b"\n")
    assert not opened(genuine[name], key, space="refusal@releve")
    assert first.fingerprint(line_of(key)) == second.fingerprint(key)


@pytest.mark.slow
@pytest.mark.parametrize("name", KEYS)
def test_every_byte_changed_is_refused(name, genuine):
    key = KEYS[name][0]
    assert not any(opened(bad, key) for bad in byte_changes(genuine[name]))
    assert not any(opened(bad, key) for bad in length_changes(genuine[name]))


BENT = {
    "no-user-present": lambda: (signed("sk-ed25519", flags=0), "sk-ed25519", False),
    "user-verified-but-not-present": lambda: (signed("sk-ecdsa", flags=4), "sk-ecdsa", False),
    "user-verified": lambda: (signed("sk-ecdsa", flags=5), "sk-ecdsa", True),
    "largest-counter": lambda: (signed("sk-ed25519", counter=2**32 - 1), "sk-ed25519", True),
    "reserved-not-empty": lambda: (signed("ed25519", reserved=b"x"), "ed25519", False),
    "hash-sha384": lambda: (signed("ed25519", algorithm=b"sha384"), "ed25519", False),
    "hash-sha1": lambda: (signed("ed25519", algorithm=b"sha1"), "ed25519", False),
    "version-two": lambda: (
        armour(KEYS["ed25519"][0], packed(sshkey.ED25519, edwards(to_sign())), version=2),
        "ed25519",
        False,
    ),
    "lines-of-76": lambda: (
        armour(KEYS["ed25519"][0], packed(sshkey.ED25519, edwards(to_sign())), width=76),
        "ed25519",
        False,
    ),
    "one-line": lambda: (
        armour(KEYS["ed25519"][0], packed(sshkey.ED25519, edwards(to_sign())), width=999),
        "ed25519",
        False,
    ),
    "no-namespace": lambda: (signed("ed25519", space=""), "ed25519", False),
    "key-compressed": lambda: (
        armour(
            packed(sshkey.ECDSA, b"nistp256", COMPRESSED),
            packed(sshkey.ECDSA, elliptic(to_sign())),
        ),
        "ecdsa",
        False,
    ),
    "key-of-another-curve": lambda: (
        armour(
            packed(sshkey.ECDSA, b"nistp384", UNCOMPRESSED),
            packed(sshkey.ECDSA, elliptic(to_sign())),
        ),
        "ecdsa",
        False,
    ),
    "the-other-s": lambda: (
        armour(KEYS["ecdsa"][0], packed(sshkey.ECDSA, elliptic(to_sign(), other=True))),
        "ecdsa",
        True,
    ),
    "numbers-with-zeros-before": lambda: (
        armour(
            KEYS["ecdsa"][0],
            packed(sshkey.ECDSA, packed(*(b"\0" + one for one in _numbers(to_sign())))),
        ),
        "ecdsa",
        False,
    ),
    "numbers-zero": lambda: (
        armour(KEYS["ecdsa"][0], packed(sshkey.ECDSA, packed(b"", b""))),
        "ecdsa",
        False,
    ),
    "signature-of-another-type": lambda: (
        armour(KEYS["ed25519"][0], packed(sshkey.ECDSA, elliptic(to_sign()))),
        "ed25519",
        False,
    ),
    "signature-short": lambda: (
        armour(KEYS["ed25519"][0], packed(sshkey.ED25519, edwards(to_sign())[:-1])),
        "ed25519",
        False,
    ),
    "something-after-the-signature": lambda: (
        armour(KEYS["ed25519"][0], packed(sshkey.ED25519, edwards(to_sign())) + b"\0"),
        "ed25519",
        False,
    ),
    "hardware-signature-without-counter": lambda: (
        armour(KEYS["sk-ed25519"][0], packed(sshkey.SK_ED25519, edwards(to_sign()))),
        "sk-ed25519",
        False,
    ),
    "made-without-the-hardware-form": lambda: (
        armour(
            KEYS["sk-ed25519"][0],
            packed(sshkey.SK_ED25519, edwards(to_sign())) + b"\x01\0\0\0\x07",
        ),
        "sk-ed25519",
        False,
    ),
    "text-before": lambda: (b"Comment: x\n" + signed("ed25519"), "ed25519", False),
    "text-after": lambda: (signed("ed25519") + b"\n", "ed25519", False),
    "windows-lines": lambda: (
        signed("ed25519").replace(b"\n", b"\r\n"),
        "ed25519",
        False,
    ),
    "by-another-key": lambda: (signed("ecdsa"), "ed25519", False),
}


def _numbers(data):
    reader = sshkey.Reader(elliptic(data))
    return [reader.string(), reader.string()]


@pytest.mark.parametrize("name", BENT)
def test_both_say_the_same_of_a_signature(name):
    armoured, key, expected = BENT[name]()
    assert opened(armoured, KEYS[key][0]) is expected


KEY_LINES = (*(line_of(key) for key, _, _ in KEYS.values()), line_of(packed(b"ssh-rsa", b"x")))


def test_every_byte_of_a_public_key_changed_gets_one_verdict():
    """A changed key may be another key: what matters is that both read the same blob."""
    for line in KEY_LINES:
        for bad in byte_changes(base64.b64decode(line.split()[1])):
            verdict(lambda: SshPublicKey.read(bad).public, lambda: sshkey.read_public(bad), bad)  # noqa: B023 - called at once


@settings(TAMPERING, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KEYS)), st.integers(0, 300), st.integers(0, 9), st.binary(max_size=9))
def test_bytes_put_in_a_signature_get_one_verdict(genuine, name, at, gone, added):
    bad = genuine[name][:at] + added + genuine[name][at + gone :]
    assert opened(bad, KEYS[name][0]) == (bad == genuine[name])


class Keygen:
    """`ssh-keygen` as a third opinion."""

    def __init__(self, tool, folder):
        self.tool, self.folder = tool, folder

    def made(self, *kind):
        key, message = self.folder / "k", self.folder / "m"
        message.write_bytes(MESSAGE)
        call = [self.tool, "-q", "-t", *kind, "-N", "", "-C", "", "-f", key]
        subprocess.run(call, check=True, stdin=subprocess.DEVNULL)
        call = [self.tool, "-q", "-Y", "sign", "-f", key, "-n", SPACE, message]
        subprocess.run(call, check=True, stderr=subprocess.DEVNULL)
        blob = sshkey.read_public_line(key.with_suffix(".pub").read_text().strip())
        return blob, message.with_name("m.sig").read_bytes()

    def accepts(self, armoured, blob):
        signers, signature = self.folder / "signers", self.folder / "sig"
        signers.write_text(f"someone {line_of(blob)}\n")
        signature.write_bytes(armoured)
        call = [self.tool, "-Y", "verify", "-f", signers, "-I", "someone", "-n", SPACE]
        done = subprocess.run(
            [*call, "-s", signature], input=MESSAGE, capture_output=True, check=False
        )
        return done.returncode == 0


@pytest.fixture
def keygen(needs_tool, tmp_path):
    return Keygen(needs_tool("ssh-keygen"), tmp_path)


@pytest.mark.parametrize("kind", [("ed25519",), ("ecdsa", "-b", "256")], ids=["ed25519", "ecdsa"])
def test_what_ssh_keygen_signs_is_accepted_and_never_more(keygen, kind):
    blob, armoured = keygen.made(*kind)
    assert keygen.accepts(armoured, blob)
    assert opened(armoured, blob)
    seeded = random.Random(4)
    changes = list(byte_changes(armoured))
    for bad in seeded.sample(changes, 60):
        assert keygen.accepts(bad, blob) >= opened(bad, blob)


def test_a_key_that_ssh_keygen_makes_on_another_curve_is_taken_by_neither(keygen):
    with pytest.raises(sshkey.Refused, match="type of key"):
        keygen.made("ecdsa", "-b", "384")


def test_ssh_keygen_accepts_the_signatures_made_here(keygen, genuine):
    for name, (key, _, _) in KEYS.items():
        assert keygen.accepts(genuine[name], key), name


def test_we_are_stricter_than_ssh_keygen_about_presence(keygen):
    key = KEYS["sk-ed25519"][0]
    absent = signed("sk-ed25519", flags=0)
    assert keygen.accepts(absent, key)
    assert not opened(absent, key)
