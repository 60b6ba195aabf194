"""``keys/*.pem``: forms of the keys for other tools; here they are only compared with the keys."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from releve.canonical import decode_base64
from releve.signatures.note import VerifierKey
from releve.verification.folder import SEAL_KEY, Folder
from releve.verification.refusal import refuse, refusing

LOG_PEM, SEAL_PEM = "keys/log.pem", "keys/seal.pem"


def check_key_forms(folder: Folder, own: VerifierKey) -> None:
    """Refuse a PEM file that is of another key than the one it repeats; they may be absent.

    Raises:
        EvidenceRefused: ``folder_key_differs``.

    """
    if LOG_PEM in folder.names:
        _check(folder, LOG_PEM, own.public_key)
    if SEAL_PEM in folder.names:
        with refusing("folder_key_differs", file=SEAL_PEM):
            raw = decode_base64(folder.read(SEAL_KEY).decode("ascii").removesuffix("\n"))
        _check(folder, SEAL_PEM, raw)


def _check(folder: Folder, file: str, raw: bytes) -> None:
    with refusing("folder_key_differs", file=file):
        key = Ed25519PublicKey.from_public_bytes(raw)
        expected = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    if folder.read(file) != expected:
        refuse("folder_key_differs", file=file)
