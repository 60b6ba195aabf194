"""Seals in files: what opens, and what is refused by its code."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from connectors.signing.pades_seal import PadesSeal
from releve.errors import ConnectorError
from tests.fakes.pki import Pki

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def party():
    return Pki(datetime.now(UTC))


def written_to(folder, party, form):
    folder.mkdir(mode=0o700)
    for name, data in (("seal", getattr(party, f"seal_{form}")), ("secret", party.passphrase)):
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o600)
    return folder / "seal", folder / "secret"


def unreadable(folder, code):
    with pytest.raises(ConnectorError) as refused:
        PadesSeal.load(folder / "seal", folder / "secret")
    assert refused.value.code == code


@pytest.mark.parametrize("form", ["p12", "pem"])
@pytest.mark.parametrize("passphrase", [b"une autre\n", b"", b"\xff\xfe"])
def test_another_passphrase_opens_nothing(party, tmp_path, form, passphrase):
    _, secret = written_to(tmp_path / "keys", party, form)
    secret.write_bytes(passphrase)
    unreadable(secret.parent, "key_unreadable")


@pytest.mark.parametrize("form", ["p12", "pem"])
def test_a_line_end_after_the_passphrase_is_no_part_of_it(party, tmp_path, form):
    seal, secret = written_to(tmp_path / "keys", party, form)
    secret.write_bytes(party.passphrase + b"\r\n")
    assert PadesSeal.load(seal, secret)


@pytest.mark.parametrize("name", ["seal", "secret"])
def test_files_open_to_others_or_absent_are_refused(party, tmp_path, name):
    written_to(tmp_path / "keys", party, "p12")
    file = tmp_path / "keys" / name
    file.chmod(0o640)
    unreadable(file.parent, "key_file_not_private")
    file.unlink()
    unreadable(file.parent, "key_file_missing")


def with_key(new, certificate=None):
    """A PEM seal of another key, perhaps with the certificate of ``certificate``'s party."""

    def make(party):
        lock = BestAvailableEncryption(party.passphrase)
        key = party.sealer.key if new is None else new()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
        return pem + (b"" if certificate is None else getattr(party, certificate).pem.encode())

    return make


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _: b"ni PEM ni PKCS 12", "key_unreadable"),
        (lambda party: party.seal_p12[:-40], "key_unreadable"),
        (with_key(None), "key_unreadable"),
        (with_key(None, "tsa"), "seal_certificate_missing"),
        (with_key(Ed25519PrivateKey.generate, "tsa"), "seal_key_unsupported"),
        (with_key(lambda: dsa.generate_private_key(2048), "tsa"), "seal_key_unsupported"),
        (with_key(lambda: ec.generate_private_key(ec.SECP256K1()), "tsa"), "seal_key_unsupported"),
    ],
    ids=["junk", "cut", "no-certificate", "anothers", "ed25519", "dsa", "secp256k1"],
)
def test_a_file_that_is_no_seal_is_refused(party, tmp_path, make, code):
    seal, _ = written_to(tmp_path / "keys", party, "p12")
    seal.write_bytes(make(party))
    unreadable(seal.parent, code)
