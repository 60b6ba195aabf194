"""Base64, hexadecimal, decimals and PEM, each in its only form.

Written as grammars of what is allowed (RFC 4648 §4, RFC 7468 §3), not as decode-and-encode-again.
"""

import re

from tests.second.refusal import Refused, demand

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
SIX_BITS = {letter: f"{value:06b}" for value, letter in enumerate(ALPHABET)}
SPKI_ED25519 = bytes.fromhex("302a300506032b6570032100")  # RFC 8410 §4, up to the 32 raw bytes


def base64(text: str) -> bytes:
    """The bytes of standard padded base64 whose unused bits are zero."""
    demand(len(text) % 4 == 0, "base64 comes in fours")
    padding = len(text) - len(text.rstrip("="))
    demand(padding <= 2, "too much padding")
    letters = text[: len(text) - padding]
    demand(not set(letters) - set(ALPHABET), "not a base64 letter")
    bits = "".join(SIX_BITS[letter] for letter in letters)
    octets = len(bits) // 8
    demand(len(bits) - 8 * octets == 2 * padding, "another padding is due")
    demand(set(bits[8 * octets :]) <= {"0"}, "unused bits are not zero")
    return int(bits[: 8 * octets] or "0", 2).to_bytes(octets, "big")


def hexadecimal(text: str, *, octets: int) -> bytes:
    """The bytes of exactly `2 * octets` lower-case hexadecimal digits."""
    demand(
        len(text) == 2 * octets and re.fullmatch("[0-9a-f]*", text), "not lower-case hexadecimal"
    )
    return bytes.fromhex(text)


def decimal(text: str) -> int:
    """A number of at most 20 ASCII digits, without leading zeros."""
    demand(re.fullmatch(r"0|[1-9][0-9]{0,19}", text), "not a decimal in its only form")
    return int(text)


def digest(text: str) -> bytes:
    """The 32 bytes named by `sha256:<64 lower-case hexadecimal digits>`."""
    demand(text.startswith("sha256:"), "not a sha256 digest")
    return hexadecimal(text.removeprefix("sha256:"), octets=32)


def ascii_lines(data: bytes) -> list[str]:
    """The lines of ASCII bytes, each ended by a line feed, the last one too."""
    demand(data.endswith(b"\n"), "the last line is not ended")
    try:
        return data.decode("ascii").split("\n")[:-1]
    except UnicodeDecodeError:
        raise Refused("not ASCII") from None


def armoured(data: bytes, label: str, *, width: int) -> bytes:
    """The bytes inside one textual encoding: full lines of `width`, then one that is not longer."""
    lines = ascii_lines(data)
    demand(lines[:1] == [f"-----BEGIN {label}-----"], "does not start with the header")
    demand(lines[-1:] == [f"-----END {label}-----"], "does not end with the footer")
    *full, last = lines[1:-1] or [""]
    demand(all(len(line) == width for line in full), "a line is not full")
    demand(0 < len(last) <= width, "the last line is empty or too long")
    return base64("".join((*full, last)))


def ed25519_pem(data: bytes) -> bytes:
    """The raw 32 bytes of an Ed25519 `PUBLIC KEY` in PEM."""
    der = armoured(data, "PUBLIC KEY", width=64)
    demand(der[:-32] == SPKI_ED25519, "not an Ed25519 public key")
    return der[-32:]
