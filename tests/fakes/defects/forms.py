"""Texts in another form than the only one: base64, hexadecimal, JSON, keys."""

import hashlib

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.fakes.defects.area import ORIGIN, Area, private
from tests.fakes.note_signer import LOG, NoteSigner


def base64_texts():
    area = Area(genuine={"genuine.txt": b"cmVsZXZlIQ=="}, suffix=".txt")
    for name, content in {
        "trailing-bits": b"cmVsZXZlIR==",
        "padding-missing": b"cmVsZXZlIQ",
        "padding-half": b"cmVsZXZlIQ=",
        "padding-twice": b"cmVsZXZlIQ====",
        "padding-inside": b"cmVs=ZXZlIQ==",
        "space-inside": b"cmVs ZXZlIQ==",
        "line-feed-inside": b"cmVsZXZl\nIQ==",
        "line-feed-after": b"cmVsZXZlIQ==\n",
        "url-safe": b"_-_-_-_-",
        "not-ascii": "cmVsZXZlIQ＝＝".encode(),
        "mark-before": b"\xef\xbb\xbfcmVsZXZlIQ==",
    }.items():
        area.bad(name, content, "malformed_base64")
    return area


def hexadecimal_texts():
    digits = hashlib.sha256(b"releve").hexdigest().encode()
    area = Area(given={"octets": 32}, genuine={"genuine.txt": digits}, suffix=".txt")
    for name, content in {
        "upper-case": digits.upper(),
        "mixed-case": digits.replace(b"a", b"A", 1),
        "too-short": digits[:-2],
        "too-long": digits + b"00",
        "odd": digits[:-1],
        "with-a-prefix": b"0x" + digits[2:],
        "with-spaces": b" ".join(digits[at : at + 2] for at in range(0, 64, 2)),
        "line-feed-after": digits + b"\n",
        "not-hexadecimal": b"g" + digits[1:],
        "other-digits": digits.translate(bytes.maketrans(b"5", b"5")).replace(b"5", "٥".encode()),
    }.items():
        area.bad(name, content, "malformed_hex")
    return area


def json_texts():
    genuine = '{"a":[1,"é",null],"b":{"c":true}}'.encode()
    area = Area(genuine={"genuine.json": genuine}, suffix=".json")
    for name, content in {
        "member-twice": b'{"a":1,"a":1}',
        "member-twice-once-escaped": b'{"a":1,"\\u0061":1}',
        "space": b'{"a": 1}',
        "line-feed-after": b'{"a":1}\n',
        "float": b'{"a":1.0}',
        "exponent": b'{"a":1e0}',
        "minus-zero": b'{"a":-0}',
        "leading-zero": b'{"a":01}',
        "unsorted": b'{"b":1,"a":1}',
        "sorted-by-code-point": '{"\ufb33":1,"😀":1}'.encode(),
        "mark-before": b'\xef\xbb\xbf{"a":1}',
        "utf-16": '{"a":1}'.encode("utf-16-le"),
        "not-utf-8": b'{"a":"\xe9"}',
        "escaped-slash": b'{"a":"\\/"}',
        "escaped-letter": b'{"a":"\\u00e9"}',
        "escape-in-capitals": b'{"a":"\\u001F"}',
        "escape-longer-than-due": b'{"a":"\\u000a"}',
        "lone-surrogate": b'{"a":"\\ud800"}',
        "integer-too-large": b'{"a":9007199254740992}',
        "not-a-number": b'{"a":NaN}',
        "comma-after": b'{"a":1,}',
        "two-values": b"{}{}",
        "comment": b'{"a":1/**/}',
        "too-deep": b"[" * 33 + b"]" * 33,
        "far-too-deep": b"[" * 20_000,
        "empty": b"",
    }.items():
        area.bad(name, content, "non_canonical_json")
    return area


def verifier_keys():
    key = NoteSigner(ORIGIN, LOG, b"log").vkey
    name, ident, material = key.split("+", 2)
    other = NoteSigner(ORIGIN, LOG, b"other").vkey.split("+", 2)
    area = Area(genuine={"genuine.vkey": key.encode()}, suffix=".vkey")
    for defect, content, code in (
        ("id-in-capitals", f"{name}+{ident.upper()}+{material}", "malformed_hex"),
        ("id-of-another-key", f"{name}+{other[1]}+{material}", "note_key_malformed"),
        ("key-of-another-id", f"{name}+{ident}+{other[2]}", "note_key_malformed"),
        ("name-of-another", f"autre.example+{ident}+{material}", "note_key_malformed"),
        ("name-with-a-space", f"essai example+{ident}+{material}", "note_key_malformed"),
        ("name-empty", f"+{ident}+{material}", "note_key_malformed"),
        ("without-id", f"{name}+{material}", "note_key_malformed"),
        ("unknown-algorithm", f"{name}+{ident}+ZZ{material[2:]}", "note_key_malformed"),
        ("key-too-short", f"{name}+{ident}+{material[:-4]}", "note_key_malformed"),
        ("key-url-safe", f"{name}+{ident}+{'-_-_' * 11}", "malformed_base64"),
        ("line-feed-after", f"{key}\n", "malformed_base64"),
    ):
        area.bad(defect, content.encode(), code)
    return area


def pem_keys():
    signer = NoteSigner(ORIGIN, LOG, b"log")
    pem = signer.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    other = private("other").public_key()
    body = pem.splitlines(keepends=True)[1]
    area = Area(given={"key": signer.vkey}, genuine={"genuine.pem": pem}, suffix=".pem")
    for name, content in {
        "of-another-key": other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "text-before": b"Cle publique du journal\n" + pem,
        "text-after": pem + b"\n",
        "text-inside": pem.replace(body, b"Comment: x\n\n" + body),
        "windows-lines": pem.replace(b"\n", b"\r\n"),
        "without-last-line-feed": pem[:-1],
        "short-lines": pem.replace(body, body[:32] + b"\n" + body[32:]),
        "trailing-bits": pem.replace(body, body[:-3] + bytes([body[-3] + 1]) + body[-2:]),
        "another-label": pem.replace(b"PUBLIC KEY", b"ED25519 PUBLIC KEY"),
        "two-keys": pem + pem,
        "raw": signer.private.public_key().public_bytes_raw(),
        "empty": b"",
    }.items():
        area.bad(name, content, "folder_key_differs")
    return area
