"""Envelopes, SSH signatures, acts and entries that are false, or not in their form."""

import hashlib
from base64 import b64decode, b64encode

from connectors.signing.dsse_key import DsseKey
from connectors.signing.ssh_key import SshKey
from releve.canonical import encode
from releve.signatures.dsse import assemble
from tests.fakes.defects.area import ORIGIN, Area, private

SPACE = "approval.repetition@releve"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"


def envelopes():
    seal, other = DsseKey(private("seal")), DsseKey(private("other"))
    payload = b'{"number":"ESSAI-1"}'
    genuine = seal.sign(payload, PAYLOAD_TYPE)
    keyid = seal.keyid.encode()
    encoded = b64encode(payload)
    both = [key.signature(payload, PAYLOAD_TYPE) for key in (seal, other)]
    area = Area(
        given={"payload_type": PAYLOAD_TYPE, "keys": {seal.keyid: seal.public}},
        genuine={"genuine.dsse.json": genuine},
        suffix=".dsse.json",
    )
    form, malformed, coded = "non_canonical_json", "dsse_malformed", "malformed_base64"
    for name, content, code in (
        ("payload-changed", genuine.replace(encoded, b64encode(b"{}")), "dsse_bad_signature"),
        ("sealed-by-another-key", other.sign(payload, PAYLOAD_TYPE), "dsse_unknown_key"),
        (
            "sealed-by-another-key-under-the-same-keyid",
            other.sign(payload, PAYLOAD_TYPE).replace(other.keyid.encode(), keyid),
            "dsse_bad_signature",
        ),
        (
            "sealed-by-somebody-unknown-too",
            assemble(payload, PAYLOAD_TYPE, both),
            "dsse_unknown_key",
        ),
        ("sealed-as-another-type", seal.sign(payload, "text/plain"), "dsse_wrong_payload_type"),
        (
            "relabelled",
            seal.sign(payload, "text/plain").replace(b"text/plain", PAYLOAD_TYPE.encode()),
            "dsse_bad_signature",
        ),
        ("keyid-in-capitals", genuine.replace(keyid, keyid.upper()), "dsse_unknown_key"),
        ("keyid-missing", genuine.replace(b'"keyid":"%s",' % keyid, b""), malformed),
        ("signature-twice", _twice(genuine), malformed),
        ("unsigned", genuine.partition(b"[")[0] + b"[]}", malformed),
        ("member-more", genuine[:-1] + b',"zone":1}', malformed),
        ("member-twice", b'{"payload":"",' + genuine[1:], form),
        ("space", genuine.replace(b":", b": ", 1), form),
        ("line-feed-after", genuine + b"\n", form),
        ("mark-before", b"\xef\xbb\xbf" + genuine, form),
        ("escaped-slash", genuine.replace(b"application/", b"application\\/"), form),
        ("unsorted", _unsorted(genuine), form),
        ("payload-without-padding", genuine.replace(encoded, encoded.rstrip(b"=")), coded),
        ("payload-with-a-line-feed", genuine.replace(encoded, encoded[:8] + b"\\n"), coded),
        ("payload-url-safe", genuine.replace(encoded, b"_-_-"), coded),
        ("signature-with-trailing-bits", _spare(genuine), coded),
    ):
        area.bad(name, content, code)
    return area


def _twice(envelope):
    before, _, listed = envelope.partition(b"[")
    return before + b"[" + listed[:-2] + b"," + listed


def _spare(envelope):
    """The same signature, with a bit set after its last byte."""
    at = envelope.index(b'=="}]') - 1
    assert chr(envelope[at]) in "AQgw"
    return envelope[:at] + bytes([envelope[at] + 1]) + envelope[at + 1 :]


def _unsorted(envelope):
    payload, _, rest = envelope[1:].partition(b",")
    kind, _, signatures = rest.partition(b",")
    return b"{" + kind + b"," + payload + b"," + signatures


def ssh_signatures():
    key, other = SshKey(private("person")), SshKey(private("stranger"))
    message = "J'approuve l'étape décrite par la demande.\n".encode()
    genuine = key.sign(message, SPACE)
    sk_line, present, absent = _hardware(message)
    area = Area(
        given={
            "message": message.decode(),
            "namespace": SPACE,
            "key": key.public_key,
            "hardware_key": sk_line,
        },
        genuine={"genuine.sig": genuine, "hardware-genuine.sig": present},
        suffix=".sig",
    )
    malformed, blob = "sshsig_malformed", _blob(genuine)
    inner = _blob(genuine)[10:]
    for name, content, code in (
        ("by-another-key", other.sign(message, SPACE), "sshsig_wrong_key"),
        ("of-another-message", key.sign(message + b"\n", SPACE), "sshsig_bad_signature"),
        ("for-another-kind", key.sign(message, "refusal@releve"), "sshsig_wrong_namespace"),
        ("for-the-other-realm", key.sign(message, "approval@releve"), "sshsig_wrong_namespace"),
        (
            "relabelled-for-this-realm",
            _armour(
                _blob(key.sign(message, "approval.xxxxxxxxxx@releve")).replace(
                    b"xxxxxxxxxx", b"repetition"
                )
            ),
            "sshsig_bad_signature",
        ),
        (
            "by-a-key-put-in-the-place-of-another",
            _armour(_blob(other.sign(message, SPACE)).replace(_raw(other), _raw(key))),
            "sshsig_bad_signature",
        ),
        ("hardware-without-its-user", absent, "sshsig_no_user_presence"),
        (
            "rsa",
            _armour(blob.replace(b"\0\0\0\x0bssh-ed25519", b"\0\0\0\x07ssh-rsa", 1)),
            "sshsig_unsupported_key",
        ),
        ("of-version-2", _armour(b"SSHSIG\0\0\0\x02" + inner), malformed),
        ("hash-sha1", _armour(blob.replace(b"\0\0\0\x06sha512", b"\0\0\0\x04sha1")), malformed),
        ("something-after-the-signature", _armour(blob + b"\0"), malformed),
        ("cut", _armour(blob[:-1]), malformed),
        ("lines-of-76", _armour(blob, width=76), malformed),
        ("text-before", b"Comment: x\n" + genuine, malformed),
        ("text-after", genuine + b"\n", malformed),
        ("without-last-line-feed", genuine[:-1], malformed),
        ("windows-lines", genuine.replace(b"\n", b"\r\n"), malformed),
        (
            "space-after-a-line",
            genuine.replace(b"\n", b" \n", 2).replace(b" \n", b"\n", 1),
            malformed,
        ),
        ("another-label", genuine.replace(b"SSH SIGNATURE", b"SSH SIGNATURES"), malformed),
        ("trailing-bits", _armour(blob, spare=True), malformed),
        ("empty", b"", malformed),
    ):
        area.bad(name, content, code)
    return area


def _blob(armoured):
    return b64decode(b"".join(armoured.splitlines()[1:-1]))


def _armour(blob, width=70, *, spare=False):
    text = b64encode(blob)
    if spare:
        assert text.endswith(b"=")
        at = text.index(b"=") - 1
        text = text[:at] + bytes([text[at] + 1]) + text[at + 1 :]
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    return BEGIN + b"".join(line + b"\n" for line in lines) + END


def _raw(key):
    return b64decode(key.public_key.split(" ")[1])[-32:]


def _string(value):
    return len(value).to_bytes(4, "big") + value


def _hardware(message):
    """A key line, a signature made with its user present, and one without."""
    kind, key = b"sk-ssh-ed25519@openssh.com", private("hardware")
    public = _string(kind) + _string(key.public_key().public_bytes_raw()) + _string(b"ssh:")
    parts = (SPACE.encode(), b"", b"sha512", hashlib.sha512(message).digest())
    data = hashlib.sha256(b"SSHSIG" + b"".join(map(_string, parts))).digest()
    made = []
    for flags in (b"\x01", b"\x00"):
        after = flags + (7).to_bytes(4, "big")
        value = key.sign(hashlib.sha256(b"ssh:").digest() + after + data)
        signature = _string(kind) + _string(value) + after
        body = b"".join(map(_string, (public, *parts[:3], signature)))
        made.append(_armour(b"SSHSIG\0\0\0\x01" + body))
    return f"{kind.decode()} {b64encode(public).decode()}", *made


def acts():
    genuine = f"""releve/act/1
kind: approval
realm: rehearsal
origin: {ORIGIN}
plan: sha256:{"a" * 64}
subject: asset:vigilans
signer: cheffe
signed_at: 2025-08-31T22:00:00Z
request: sha256:{"b" * 64}
step: {"c" * 64}
expires_at: 2025-09-19T18:00:00Z

J'approuve l'étape décrite par la demande.
""".encode()
    area = Area(genuine={"genuine.txt": genuine}, suffix=".txt")
    for name, old, new in (
        ("of-another-format", b"act/1", b"act/2"),
        ("of-an-unknown-kind", b"kind: approval", b"kind: approbation"),
        ("of-another-kind", b"kind: approval", b"kind: refusal"),
        ("of-an-unknown-realm", b"realm: rehearsal", b"realm: exercice"),
        ("field-missing", b"signer: cheffe\n", b""),
        ("field-twice", b"signer: cheffe\n", b"signer: cheffe\nsigner: cheffe\n"),
        ("field-more", b"signer: cheffe\n", b"signer: cheffe\nnote: urgent\n"),
        ("fields-out-of-order", b"realm: rehearsal\n", b""),
        ("value-empty", b"signer: cheffe", b"signer: "),
        ("without-space-after-the-colon", b"signer: ", b"signer:"),
        ("instant-in-another-zone", b"22:00:00Z", b"22:00:00+00:00"),
        ("instant-with-needless-decimals", b"22:00:00Z", b"22:00:00.000000Z"),
        ("no-such-day", b"2025-08-31", b"2025-02-31"),
        ("windows-lines", b"\n", b"\r\n"),
        (
            "without-sentence",
            b"\n\nJ'approuve l'\xc3\xa9tape d\xc3\xa9crite par la demande.\n",
            b"\n",
        ),
        ("without-last-line-feed", b"demande.\n", b"demande."),
        ("mark-before", b"releve/act/1", b"\xef\xbb\xbfreleve/act/1"),
        ("not-utf-8", "é".encode(), b"\xe9"),
    ):
        bad = genuine.replace(old, new)
        if name == "fields-out-of-order":
            bad = bad.replace(b"kind: approval\n", b"realm: rehearsal\nkind: approval\n")
        area.bad(name, bad, "act_malformed")
    area.bad("too-long", genuine[:-1] + b"." * 16_384 + b"\n", "act_too_large")
    return area


def entries():
    members = {
        "actor": "releve",
        "body": {"means": "http", "observed": "up"},
        "format": "releve/ledger/1",
        "index": 4,
        "kind": "service_probed",
        "origin": ORIGIN,
        "realm": "rehearsal",
        "recorded_at": "2025-03-03T08:00:00Z",
        "rehearsed_at": "2026-01-05T07:30:00Z",
        "subject": "service:vigilans",
    }
    genuine = encode(members)
    area = Area(
        given={"origin": ORIGIN, "realm": "rehearsal", "index": 4},
        genuine={"genuine.json": genuine},
        suffix=".json",
    )
    for name, changes, code in (
        ("of-another-format", {"format": "releve/ledger/2"}, "entry_malformed"),
        ("of-another-origin", {"origin": "autre.example/releve"}, "entry_of_another_origin"),
        ("of-another-realm", {"realm": "real"}, "entry_of_another_realm"),
        ("of-an-unknown-realm", {"realm": "exercise"}, "entry_malformed"),
        ("of-an-unknown-kind", {"kind": "service_forgotten"}, "entry_malformed"),
        ("at-another-place", {"index": 5}, "entry_at_wrong_index"),
        ("at-a-negative-place", {"index": -4}, "entry_malformed"),
        ("place-as-text", {"index": "4"}, "entry_malformed"),
        ("without-subject", {"subject": ""}, "entry_malformed"),
        ("actor-null", {"actor": None}, "entry_malformed"),
        ("body-a-list", {"body": []}, "entry_malformed"),
        ("member-more", {"note": "x"}, "entry_malformed"),
        (
            "instant-in-another-zone",
            {"recorded_at": "2025-03-03T08:00:00+00:00"},
            "entry_malformed",
        ),
        ("instant-with-one-decimal", {"recorded_at": "2025-03-03T08:00:00.5Z"}, "entry_malformed"),
        ("instant-with-a-leap-second", {"recorded_at": "2025-03-03T23:59:60Z"}, "entry_malformed"),
        ("no-such-day", {"recorded_at": "2025-02-29T08:00:00Z"}, "entry_malformed"),
        ("too-long", {"body": {"a": "x" * 65_536}}, "entry_malformed"),
    ):
        area.bad(name, encode({**members, **changes}), code)
    for name, content in {
        "member-missing": genuine.replace(b'"actor":"releve",', b""),
        "member-twice": genuine.replace(b'"index":4', b'"index":4,"index":4'),
        "place-a-float": genuine.replace(b'"index":4', b'"index":4.0'),
        "space": genuine.replace(b",", b", ", 1),
        "line-feed-after": genuine + b"\n",
        "unsorted": b'{"format":"releve/ledger/1",'
        + genuine[1:].replace(b'"format":"releve/ledger/1",', b""),
        "mark-before": b"\xef\xbb\xbf" + genuine,
        "escaped-letter": genuine.replace(b"vigilans", b"\\u0076igilans"),
        "empty": b"",
        "a-list": b"[" + genuine + b"]",
    }.items():
        area.bad(name, content, "entry_malformed")
    return area
