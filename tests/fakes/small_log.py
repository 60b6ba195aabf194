"""A log of a few entries with its key, to show to witnesses; two of one key are a fork."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.note_key import NoteKey
from releve.ledger.checkpoint import Checkpoint
from releve.ledger.merkle import consistency_proof, leaf_hash, levels, root
from releve.witness.folder import found, opened
from releve.witness.request import AddCheckpoint

ORIGIN = "essai.example/journal"
KEY = NoteKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32))


class SmallLog:
    """Entries named by their log: `SmallLog("a")` and `SmallLog("b", common=3)` fork at 3."""

    def __init__(self, name="a", *, common=0, key=KEY):
        self.key = key
        self._name, self._common = name, common

    def leaves(self, size):
        told = (
            f"{'commune' if index < self._common else self._name} {index}" for index in range(size)
        )
        return [leaf_hash(one.encode()) for one in told]

    def head(self, size):
        leaves = self.leaves(size)
        return Checkpoint(origin=self.key.name, size=size, root=root(leaves))

    def note(self, size):
        return self.key.sign_note(self.head(size).body())

    def proof(self, old, size):
        return tuple(consistency_proof(levels(self.leaves(size)), old, size)) if old else ()

    def ask(self, old, size):
        return AddCheckpoint(old=old, proof=self.proof(old, size), note=self.note(size))


class Clock:
    """A clock that goes where it is told."""

    def __init__(self, now=1_750_000_000):
        self.now = now

    def __call__(self):
        return self.now


def witness(folder, *, name="temoin.example/un", logs=(KEY.vkey,), clock=None):
    """Found a witness of its own in a folder and open it."""
    found(folder, name=name, logs=list(logs))
    return opened(folder, clock or Clock())
