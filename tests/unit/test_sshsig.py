import hashlib
import subprocess
from dataclasses import replace

import asyncssh
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from connectors.signing.ssh_key import SshKey
from releve.canonical import decode_base64, encode_base64
from releve.errors import ConnectorError, EvidenceRefused
from releve.signatures import sshsig
from releve.signatures.ssh_public_key import SK_ECDSA_P256, SK_ED25519, Reader, mpint, string

MESSAGE = b"J'approuve la demande 12.\n"
NAMESPACE = "approval@releve"


@pytest.fixture(autouse=True)
def tool(needs_tool):
    needs_tool("ssh-keygen")


def ssh_keygen(*arguments, data=b""):
    return subprocess.run(["ssh-keygen", *arguments], input=data, capture_output=True, check=False)


def accepted_by_ssh_keygen(folder, public_key, armored, message=MESSAGE, namespace=NAMESPACE):
    (folder / "allowed").write_text(f"personne {public_key}\n")
    (folder / "sig").write_bytes(armored)
    arguments = ["-Y", "verify", "-f", str(folder / "allowed"), "-I", "personne"]
    done = ssh_keygen(*arguments, "-n", namespace, "-s", str(folder / "sig"), data=message)
    return done.returncode == 0


def refusal(armored, public_key, message=MESSAGE, namespace=NAMESPACE):
    with pytest.raises(EvidenceRefused) as refused:
        sshsig.verify(message=message, armored=armored, public_key=public_key, namespace=namespace)
    return refused.value.code


@pytest.fixture(params=["ed25519", "ecdsa"])
def key_path(request, tmp_path):
    path = tmp_path / "key"
    bits = ["-b", "256"] if request.param == "ecdsa" else []
    arguments = ["-q", "-t", request.param, *bits, "-N", "", "-C", "poste 1", "-f", str(path)]
    assert ssh_keygen(*arguments).returncode == 0
    return path


@pytest.fixture(scope="module")
def pair():
    private = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    key = SshKey(private)
    return key, key.sign(MESSAGE, NAMESPACE)


@pytest.mark.parametrize("algorithm", ["sha512", "sha256"])
def test_what_ssh_keygen_signs_is_accepted(key_path, algorithm):
    options = ["-Y", "sign", "-f", str(key_path), "-n", NAMESPACE, "-O", f"hashalg={algorithm}"]
    armored = ssh_keygen(*options, data=MESSAGE).stdout
    public = key_path.with_suffix(".pub").read_text()
    sshsig.verify(message=MESSAGE, armored=armored, public_key=public, namespace=NAMESPACE)
    assert sshsig.parse(armored).hash_algorithm == algorithm
    assert sshsig.signer_key(armored) == " ".join(public.split()[:2])
    assert refusal(armored, public, message=MESSAGE + b" ") == "sshsig_bad_signature"
    printed = ssh_keygen("-l", "-f", str(key_path)).stdout.decode()
    assert printed.split()[1] == sshsig.fingerprint(public)


def test_ssh_keygen_and_asyncssh_accept_what_we_sign(key_path, tmp_path):
    key = SshKey.load(key_path)
    for _ in range(8):  # ECDSA numbers change length
        armored = key.sign(MESSAGE, NAMESPACE)
        assert accepted_by_ssh_keygen(tmp_path, key.public_key, armored)
        assert not accepted_by_ssh_keygen(tmp_path, key.public_key, armored, message=b"")
        public = asyncssh.import_public_key(key.public_key)
        signers = f'personne namespaces="{NAMESPACE}" {key.public_key}\n'.encode()
        assert asyncssh.validate_sshsig(MESSAGE, armored, "personne", signers)
        assert not asyncssh.validate_sshsig(b"autre", armored, "personne", signers)
        assert public.get_fingerprint() == sshsig.fingerprint(key.public_key)
        sshsig.verify(
            message=MESSAGE, armored=armored, public_key=key.public_key, namespace=NAMESPACE
        )


def test_ed25519_signatures_are_the_very_bytes_of_ssh_keygen(tmp_path):
    key = SshKey.generate(tmp_path / "cles" / "a", "poste 2")
    options = ["-Y", "sign", "-f", str(tmp_path / "cles" / "a"), "-n", NAMESPACE]
    assert ssh_keygen(*options, data=MESSAGE).stdout == key.sign(MESSAGE, NAMESPACE)


def test_another_key_or_namespace_is_refused(pair):
    key, armored = pair
    other = SshKey(ed25519.Ed25519PrivateKey.generate()).public_key
    assert refusal(armored, other) == "sshsig_wrong_key"
    repetition = "approval.repetition@releve"
    assert refusal(armored, key.public_key, namespace=repetition) == "sshsig_wrong_namespace"
    with pytest.raises(EvidenceRefused, match="sshsig_malformed"):
        key.sign(MESSAGE, "")


def test_every_changed_missing_or_added_byte_is_refused(pair):
    key, armored = pair
    changed = [
        armored[:at] + bytes([armored[at] ^ mask]) + armored[at + 1 :]
        for at in range(len(armored))
        for mask in (0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80)
    ]
    changed += [armored[:at] + armored[at + 1 :] for at in range(len(armored))]
    changed += [armored[:at] + b"\n" + armored[at:] for at in range(len(armored) + 1)]
    changed += [armored.replace(b"\n", b"\r\n"), armored.rstrip(b"\n"), b" " + armored]
    for each in set(changed) - {armored}:
        assert refusal(each, key.public_key).startswith("sshsig_")


def rearmored(body):
    text = encode_base64(b"SSHSIG" + body)
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    middle = "\n".join(lines)
    return f"-----BEGIN SSH SIGNATURE-----\n{middle}\n-----END SSH SIGNATURE-----\n".encode()


def body(pair, *, version=1, reserved=b"", namespace=NAMESPACE, tail=b"", inner=b""):
    signature = sshsig.parse(pair[1])
    blob = decode_base64(signature.public_key.split()[1])
    parts = (blob, namespace.encode(), reserved, b"sha512", signature.signature + inner)
    return version.to_bytes(4, "big") + b"".join(string(each) for each in parts) + tail


def test_trailing_reserved_and_other_versions_are_refused_inside_good_armour(pair):
    key, armored = pair
    assert rearmored(body(pair)) == armored
    defects = {"version": 2, "reserved": b"x", "namespace": "", "tail": b"\0", "inner": b"\0"}
    for name, value in defects.items():
        bad = rearmored(body(pair, **{name: value}))
        assert refusal(bad, key.public_key) == "sshsig_malformed", name


def test_the_numbers_of_an_ecdsa_signature_have_one_form():
    key = SshKey(ec.generate_private_key(ec.SECP256R1()))
    signature = sshsig.parse(key.sign(MESSAGE, NAMESPACE))
    reader = Reader(signature.signature)
    kind, numbers = reader.string(), Reader(reader.string())
    r, s = numbers.string(), numbers.string()
    for padded in (b"\0" + r, b""):
        value = string(kind) + string(string(padded) + string(s))
        armored = sshsig.assemble(replace(signature, signature=value))
        assert refusal(armored, key.public_key) == "sshsig_malformed"


@pytest.mark.parametrize("application", ["ssh:\x00", "ssh:école", "ssh:\x7f"])
def test_a_hardware_key_is_made_for_something_in_printable_ascii(application):
    material = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    parts = (SK_ED25519.encode(), material, application.encode())
    line = f"{SK_ED25519} {encode_base64(b''.join(string(each) for each in parts))}"
    with pytest.raises(EvidenceRefused, match="sshsig_malformed"):
        sshsig.fingerprint(line)


def test_rsa_is_not_supported(tmp_path):
    path = tmp_path / "rsa"
    ssh_keygen("-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", str(path))
    armored = ssh_keygen("-Y", "sign", "-f", str(path), "-n", NAMESPACE, data=MESSAGE).stdout
    assert refusal(armored, path.with_suffix(".pub").read_text()) == "sshsig_unsupported_key"
    with pytest.raises(ConnectorError, match="key_unsupported"):
        SshKey.load(path)


def hardware_signature(kind, flags):
    """Sign as a security key does (PROTOCOL.u2f), with a key that is in software."""
    to_sign = sshsig.signed_data(MESSAGE, NAMESPACE)
    trailer = bytes([flags]) + (7).to_bytes(4, "big")
    digest = hashlib.sha256(b"ssh:").digest() + trailer + hashlib.sha256(to_sign).digest()
    if kind == SK_ED25519:
        private = ed25519.Ed25519PrivateKey.generate()
        blob = string(kind.encode()) + string(private.public_key().public_bytes_raw())
        value = private.sign(digest)
    else:
        private = ec.generate_private_key(ec.SECP256R1())
        point = private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        blob = string(kind.encode()) + string(b"nistp256") + string(point)
        r, s = decode_dss_signature(private.sign(digest, ec.ECDSA(hashes.SHA256())))
        value = string(mpint(r)) + string(mpint(s))
    public = f"{kind} {encode_base64(blob + string(b'ssh:'))}"
    armored = sshsig.assemble(
        sshsig.SshSignature(
            public_key=public,
            namespace=NAMESPACE,
            hash_algorithm="sha512",
            signature=string(kind.encode()) + string(value) + trailer,
        )
    )
    return public, armored


@pytest.mark.parametrize("kind", [SK_ED25519, SK_ECDSA_P256])
def test_hardware_keys_need_the_person_to_be_present(kind, tmp_path):
    public, armored = hardware_signature(kind, flags=0x01)
    sshsig.verify(message=MESSAGE, armored=armored, public_key=public, namespace=NAMESPACE)
    assert accepted_by_ssh_keygen(tmp_path, public, armored)
    assert refusal(armored, public, message=b"autre") == "sshsig_bad_signature"
    public, absent = hardware_signature(kind, flags=0x04)
    assert accepted_by_ssh_keygen(tmp_path, public, absent)
    assert refusal(absent, public) == "sshsig_no_user_presence"


def test_key_files_are_private(tmp_path):
    path = tmp_path / "cles" / "a"
    key = SshKey.generate(path, "poste 3")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.with_name("a.pub").read_text() == f"{key.public_key} poste 3\n"
    assert SshKey.load(path).public_key == key.public_key
    with pytest.raises(ConnectorError, match="key_file_exists"):
        SshKey.generate(path, "")
    path.chmod(0o640)
    with pytest.raises(ConnectorError, match="key_file_not_private"):
        SshKey.load(path)
    path.chmod(0o600)
    path.parent.chmod(0o755)
    with pytest.raises(ConnectorError, match="key_folder_not_private"):
        SshKey.generate(path.with_name("b"), "")
    with pytest.raises(ConnectorError, match="key_file_missing"):
        SshKey.load(path.with_name("b"))
    path.write_text("rien")
    with pytest.raises(ConnectorError, match="key_unreadable"):
        SshKey.load(path)


def test_a_passphrase_opens_its_key(tmp_path):
    path = tmp_path / "a"
    ssh_keygen("-q", "-t", "ed25519", "-N", "phrase de test", "-f", str(path))
    assert SshKey.load(path, b"phrase de test").sign(MESSAGE, NAMESPACE)
    for wrong in (b"autre", None):
        with pytest.raises(ConnectorError, match="key_unreadable"):
            SshKey.load(path, wrong)


def test_another_curve_is_refused(tmp_path):
    path = tmp_path / "a"
    ssh_keygen("-q", "-t", "ecdsa", "-b", "384", "-N", "", "-f", str(path))
    with pytest.raises(ConnectorError, match="key_unsupported"):
        SshKey.load(path)


@pytest.mark.parametrize("line", ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 é"])
def test_malformed_public_keys(line, pair):
    with pytest.raises(EvidenceRefused, match="sshsig_malformed"):
        sshsig.fingerprint(line)
    assert refusal(pair[1], line) == "sshsig_malformed"


def test_a_key_whose_line_names_another_type_is_refused(pair):
    line = pair[0].public_key.replace("ssh-ed25519", "ecdsa-sha2-nistp256", 1)
    assert refusal(pair[1], line) == "sshsig_malformed"
