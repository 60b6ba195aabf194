"""What both implementations say of one input, so that a test can compare verdicts.

Only a refusal is a "no": any other exception is a crash and fails the test that met it.
"""

from collections.abc import Callable, Iterator

from hypothesis import settings

from releve.errors import EvidenceRefused
from tests.second.refusal import Refused

Call = Callable[[], object]
TAMPERING = settings(deadline=None, derandomize=True, max_examples=200)


def accepts(call: Call) -> bool:
    try:
        call()
    except (EvidenceRefused, Refused):
        return False
    return True


def verdict(first: Call, second: Call, about: object = None) -> bool:
    """Their common verdict; that it is common is the whole point."""
    one, other = accepts(first), accepts(second)
    assert one == other, f"first says {one}, second says {other}: {about!r}"
    return one


def byte_changes(data: bytes) -> Iterator[bytes]:
    """Every change of one byte into another value."""
    for at in range(len(data)):
        for value in range(256):
            if value != data[at]:
                yield data[:at] + bytes([value]) + data[at + 1 :]


def bit_changes(data: bytes) -> Iterator[bytes]:
    """Every change of one bit."""
    for at in range(len(data)):
        for bit in range(8):
            yield data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def length_changes(data: bytes) -> Iterator[bytes]:
    """Every byte left out, every byte twice, every prefix and suffix, and some things added."""
    for at in range(len(data)):
        yield data[:at] + data[at + 1 :]
        yield data[: at + 1] + data[at:]
        yield data[:at]
        yield data[at + 1 :]
    for added in (b"\n", b" ", b"\x00", b"=", b"\r\n", b"\xef\xbb\xbf"):
        yield data + added
        yield added + data
