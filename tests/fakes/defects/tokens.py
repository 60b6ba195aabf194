"""Timestamps (RFC 3161) with one fault each: tokens, and replies to one question.

The keys are drawn anew each time, and kept by nobody.
"""

import hashlib
from datetime import timedelta

from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign import general

from connectors.timestamping.reply import Query
from tests.fakes.defects.area import Area
from tests.fakes.pki import NOW, STAMPING, Party, Pki, certify

DATA = b'{"declaration":"scellee"}\n'
DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=2000)
HTML = b"<!DOCTYPE html><html><title>Portail captif</title></html>\n"
EKU = ExtendedKeyUsageOID
EXTENSION = {"extn_id": "1.2.3.4", "critical": True, "extn_value": b"\x05\x00"}
OTHER = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.Null()]})
PURPOSES = {
    "without-the-purpose": (STAMPING[0],),
    "purpose-not-critical": (STAMPING[0], (x509.ExtendedKeyUsage([EKU.TIME_STAMPING]), False)),
    "purpose-and-another": (
        (x509.ExtendedKeyUsage([EKU.TIME_STAMPING, EKU.CODE_SIGNING]), True),
    ),
    "every-purpose": ((x509.ExtendedKeyUsage([EKU.ANY_EXTENDED_KEY_USAGE]), True),),
    "another-purpose": ((x509.ExtendedKeyUsage([EKU.EMAIL_PROTECTION]), True),),
}  # fmt: skip


def signer(**changed):
    """Return a change of the signer's members, after it signed."""
    return {"after": lambda one, signed: signed.update(signer_infos=[{**one, **changed}])}


def members(**changed):
    return {"after": lambda _one, signed: signed.update(changed)}


def info(**changed):
    return {"before": lambda found, _attributes: found.update(changed)}


def attributes(change):
    return {"before": lambda _info, found: change(found)}


def signed_twice(one, signed):
    signed["signer_infos"] = [one, {**one, "signature": bytes(64)}]


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def forms(own):
    """What the authority signs in another form: name → (options of `Pki.token`, code)."""
    bound = general.as_signing_certificate_v2(own.tsa_party("Autre", "ecdsa").asn1)
    named = general.simple_cms_attribute("signing_certificate_v2", bound)
    stranger = own.tsa_party("Sans emploi", "ecdsa").asn1
    leaf = own.tsa.asn1
    return {
        "for-another-hash": ({"imprint": bytes(32)}, "of_other_data"),
        "hash-cut-short": (
            {"imprint": hashlib.sha256(DATA).digest()[:-1]},
            "of_other_data",
        ),
        "hash-sha1": ({"algorithm": "sha1", "digest": "sha256"}, "malformed"),
        "signed-over-sha1": ({"digest": "sha1"}, "malformed"),
        "binds-no-certificate": ({"ess": None}, "malformed"),
        "binds-another-certificate": (
            attributes(lambda found: found.__setitem__(1, named)), "malformed",
        ),
        "of-version-2": (info(version=2), "malformed"),
        "unknown-critical-extension": (info(extensions=[EXTENSION]), "malformed"),
        "attribute-twice": (attributes(lambda found: found.append(found[0].copy())), "malformed"),
        "without-content-type": (attributes(lambda found: found.pop(0)), "malformed"),
        "unsigned-attribute": (signer(unsigned_attrs=[OTHER]), "malformed"),
        "unsigned-attributes-empty": (signer(unsigned_attrs=[]), "malformed"),
        "signature-of-nobody": (signer(signature=bytes(64)), "refused"),
        "signature-empty": (signer(signature=b""), "refused"),
        "without-signer": (members(signer_infos=[]), "malformed"),
        "two-signers": ({"after": signed_twice}, "malformed"),
        "without-certificate": (members(certificates=[]), "malformed"),
        "certificate-twice": (members(certificates=[leaf, leaf]), "malformed"),
        "certificate-of-a-stranger-beside": (members(certificates=[leaf, stranger]), "malformed"),
        "list-of-revocations-empty": (members(crls=[]), "malformed"),
        "digest-not-announced": (
            members(digest_algorithms=[{"algorithm": "sha512"}]), "malformed",
        ),
    }  # fmt: skip


def not_tokens(good, reply):
    """Bytes that no authority signs: name → (bytes, code)."""
    deep = b"\x05\x00"
    for _ in range(60):
        deep = core.Sequence(contents=deep).dump()
    date = good.index(NOW.strftime("%Y%m%d%H%M%SZ").encode())
    return {
        "empty": (b"", "malformed"),
        "nonsense": (bytes(range(256)), "malformed"),
        "html": (HTML, "malformed"),
        "truncated": (good[:-1], "malformed"),
        "byte-after": (good + b"\0", "malformed"),
        "too-deep": (deep, "malformed"),
        "reply-instead-of-a-token": (reply, "malformed"),
        "of-something-else": (
            cms.ContentInfo({"content_type": "data", "content": b"x"}).dump(),
            "malformed",
        ),
        "date-changed": (flipped(good, date + 3), "refused"),
    }


def weak_party(pki):
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - the defect
    return certify("Faible", key, pki.since, pki.until, issuer=pki.tsa_root, extensions=STAMPING)


def below_a_leaf(own):
    """Return a certificate that an ordinary one issued, without being an authority."""
    ordinary = own.tsa_party("Sans pouvoir", "ecdsa")
    key = own.tsa.key
    made = certify("Faux", key, own.since, own.until, issuer=ordinary, extensions=STAMPING)
    return Party(made.certificate, key, (ordinary,))


def tokens():
    own, old = Pki(tsa_key="ecdsa"), Pki(LONG_AGO, years=1, name="Z", tsa_key="ecdsa")
    classic, longer = Pki(name="R"), Pki(name="B", tsa_key="ecdsa", between=True)
    imitation = Pki(tsa_key="ecdsa")  # the same names, other keys
    question = Query.about(DATA, "").der
    good, reply = own.token(DATA, NOW), own.respond(question, NOW)
    known = "".join(one.tsa_root.pem for one in (own, classic, longer, old))
    area = Area(
        given={"authorities": "authorities.pem", "data": "data.json", "query": "query.tsq"},
        genuine={
            "authorities.pem": known.encode(),
            "data.json": DATA,
            "query.tsq": question,
            "genuine.tst": good,
            "genuine-sha512.tst": own.token(DATA, NOW, algorithm="sha512"),
            "genuine-rsa.tst": classic.token(DATA, NOW),
            "genuine-through-an-authority-between.tst": longer.token(DATA, NOW),
            "genuine-of-an-authority-expired-since.tst": old.token(DATA, LONG_AGO),
            "genuine.tsr": reply,
            "genuine-of-an-authority-expired-since.tsr": old.respond(question, LONG_AGO),
        },
    )
    for name, (options, code) in forms(own).items():
        area.bad(f"{name}.tst", own.token(DATA, NOW, **options), f"timestamp_{code}")
    for name, (content, code) in not_tokens(good, own.respond(question, NOW)).items():
        area.bad(f"{name}.tst", content, f"timestamp_{code}")
    other_name = signer(signature_algorithm={"algorithm": "sha256_rsa"})
    renamed = classic.token(DATA, NOW, **other_name)
    area.bad("rsa-under-its-other-name.tst", renamed, "timestamp_malformed")
    cut = longer.token(DATA, NOW, **members(certificates=[longer.tsa.asn1]))
    for name, token in {
        "of-an-unknown-authority": imitation.token(DATA, NOW),
        "of-an-authority-expired-then": old.token(DATA, old.until + DAY),
        "of-an-authority-not-begun": own.token(DATA, own.since - DAY),
        "chain-cut": cut,
        "through-what-is-no-authority": own.token(DATA, NOW, party=below_a_leaf(own)),
        "key-too-short": classic.token(DATA, NOW, party=weak_party(classic)),
        **{
            name: own.token(DATA, NOW, party=own.tsa_party(kind="ecdsa", extensions=extensions))
            for name, extensions in PURPOSES.items()
        },
    }.items():
        area.bad(f"{name}.tst", token, "timestamp_untrusted")
    replies(area, own, old, imitation, question)
    return area


def replies(area, own, old, imitation, question):
    """What an authority answers to a question, or what answers in its place."""
    good = own.respond(question, NOW)
    nonce = tsp.TimeStampReq.load(question)["nonce"].native
    mail = own.tsa_party(kind="ecdsa", extensions=PURPOSES["another-purpose"])
    loose = own.tsa_party(kind="ecdsa", extensions=PURPOSES["purpose-not-critical"])
    status = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {"bad_alg"}}).dump()
    granted = tsp.PKIStatusInfo({"status": "granted"}).dump()
    for name, content, code in (
        ("empty", b"", "malformed"),
        ("nonsense", bytes(range(256)), "malformed"),
        ("html", HTML, "malformed"),
        ("truncated", good[:-1], "malformed"),
        ("byte-after", good + b"\0", "malformed"),
        ("token-instead-of-a-reply", own.token(DATA, NOW, nonce=nonce), "malformed"),
        ("granted-without-token", core.Sequence(contents=granted).dump(), "malformed"),
        ("refused-by-the-authority", core.Sequence(contents=status).dump(), "refused"),
        (
            "for-another-hash",
            own.respond(question, NOW, imprint=bytes(32)),
            "of_another_digest",
        ),
        ("to-another-question", own.respond(question, NOW, nonce=nonce ^ 1), "malformed"),
        ("to-no-question", own.respond(question, NOW, nonce=None), "malformed"),
        ("of-an-unknown-authority", imitation.respond(question, NOW), "untrusted"),
        ("of-an-authority-expired-then", old.respond(question, old.until + DAY), "untrusted"),
        ("another-purpose", own.respond(question, NOW, party=mail), "untrusted"),
        ("purpose-not-critical", own.respond(question, NOW, party=loose), "untrusted"),
        ("binds-no-certificate", own.respond(question, NOW, ess=None), "untrusted"),
        (
            "signature-of-nobody",
            own.respond(question, NOW, **signer(signature=bytes(64))),
            "untrusted",
        ),
    ):
        area.bad(f"{name}.tsr", content, f"timestamp_{code}")
