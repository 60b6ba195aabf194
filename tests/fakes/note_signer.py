"""Keys that sign notes and cosign checkpoints by the letter of C2SP, with none of our own code."""

import hashlib
from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LOG, WITNESS = 0x01, 0x04
TIME = 1_750_000_000


class NoteSigner:
    """A key of either kind, made from a seed: the same name and seed are the same key."""

    def __init__(self, name, kind, seed):
        self.private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest())
        self.name, self.kind = name, kind
        raw = bytes([kind]) + self.private.public_key().public_bytes_raw()
        self.ident = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
        self.vkey = f"{name}+{self.ident.hex()}+{b64encode(raw).decode()}"

    def line(self, text, time=TIME, ident=None):
        message, before = text, b""
        if self.kind == WITNESS:
            message = b"cosignature/v1\ntime %d\n" % time + text
            before = time.to_bytes(8, "big")
        blob = (ident or self.ident) + before + self.private.sign(message)
        return f"— {self.name} {b64encode(blob).decode()}\n".encode()

    def note(self, text):
        return text + b"\n" + self.line(text)
