"""Timestamps: what is accepted, and that nothing else is."""

import random
import socket
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign import general

from releve.errors import EvidenceRefused
from releve.verification.seals import verify_token
from tests.fakes.pki import AUTHORITY, NOW, STAMPING, Party, Pki, certify

DATA = b'{"declaration":"scellee"}'
FAMILY = ("timestamp_malformed", "timestamp_of_other_data")
FAMILY += ("timestamp_refused", "timestamp_untrusted")


@pytest.fixture(scope="module")
def pki():
    return Pki()


@pytest.fixture(scope="module")
def long_chain():
    return Pki(name="B", between=True)


def refusal(token, authorities, data=DATA):
    with pytest.raises(EvidenceRefused) as refused:
        verify_token(token, data, authorities)
    assert refused.value.code in FAMILY
    return refused.value.code, refused.value.facts.get("cause")


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("options", [{}, {"pss": True}, {"ess": "v1"}, {"nonce": 7}])
def test_a_genuine_token_gives_its_instant(pki, algorithm, options):
    at = NOW + timedelta(days=40, microseconds=250_000)
    token = pki.token(DATA, at, algorithm=algorithm, **options)
    stamp = verify_token(token, DATA, pki.timestamp_authorities)
    assert (stamp.at, stamp.not_after) == (at, pki.until)
    assert stamp.at.tzinfo is UTC is stamp.not_after.tzinfo


def test_elliptic_keys_longer_chains_and_other_authorities_beside(pki, long_chain):
    elliptic = Pki(name="C", tsa_key="ecdsa")
    every = [one for each in (pki, long_chain, elliptic) for one in each.timestamp_authorities]
    for each in (pki, long_chain, elliptic):
        assert verify_token(each.token(DATA, NOW), DATA, every).at == NOW
        assert verify_token(each.token(DATA, NOW), DATA, ["".join(every)]).at == NOW


def test_the_digests_of_imprint_and_signature_may_differ(pki):
    token = pki.token(DATA, NOW, algorithm="sha512", digest="sha256")
    assert verify_token(token, DATA, pki.timestamp_authorities).at == NOW


def test_the_end_is_that_of_the_whole_chain_authority_included():
    short = Pki(years=10, authority_years=4, name="D")
    stamp = verify_token(short.token(DATA, NOW), DATA, short.timestamp_authorities)
    assert stamp.not_after == short.tsa_root.certificate.not_valid_after_utc < short.until
    pinned = verify_token(short.token(DATA, NOW), DATA, [short.tsa.pem])
    assert pinned.not_after == short.until


def test_a_chain_is_judged_at_the_instant_of_the_token_whatever_today_is():
    old, late = Pki(datetime(1999, 1, 1, tzinfo=UTC), 3), Pki(datetime(2046, 1, 1, tzinfo=UTC), 20)
    for each in (old, late):
        inside = each.since + timedelta(days=30)
        authorities = each.timestamp_authorities
        assert verify_token(each.token(DATA, inside), DATA, authorities).at == inside
        assert verify_token(each.token(DATA, each.since), DATA, authorities).at == each.since
        assert verify_token(each.token(DATA, each.until), DATA, authorities).at == each.until
        for outside in (each.since - timedelta(seconds=1), each.until + timedelta(seconds=1)):
            code, _ = refusal(each.token(DATA, outside), authorities)
            assert code == "timestamp_untrusted"


def test_an_authority_past_its_end_carries_nothing_even_when_its_certificates_go_on():
    short = Pki(years=10, authority_years=1, name="E")
    later = NOW + timedelta(days=400)
    token = short.token(DATA, later)
    found = refusal(token, short.timestamp_authorities)
    assert found == ("timestamp_untrusted", "PathBuildingError")
    root, name = short.tsa_root, "Racine d'horodatage E"
    for since, at in ((later, later), (short.since, NOW)):  # its key certified again
        again = certify(name, root.key, since, short.until, extensions=AUTHORITY)
        for authorities in ([root.pem, again.pem], [again.pem, root.pem]):
            stamp = verify_token(short.token(DATA, at), DATA, authorities)
            assert stamp.not_after == short.until


@pytest.mark.parametrize("chosen", ["rsa", "pss", "ecdsa", "long_chain"])
def test_every_changed_byte_is_refused(pki, long_chain, chosen):
    elliptic = Pki(name="F", tsa_key="ecdsa") if chosen == "ecdsa" else None
    of = {"long_chain": long_chain, "ecdsa": elliptic}.get(chosen, pki)
    token = of.token(DATA, NOW, pss=chosen == "pss")
    for at in range(len(token)):
        # 0x0A turns one name of RSA into the other; 0x20 a letter into its other case.
        for mask in (0x01, 0x0A) if chosen == "rsa" else (0x20,):
            changed = token[:at] + bytes([token[at] ^ mask]) + token[at + 1 :]
            assert refusal(changed, of.timestamp_authorities), (at, mask)


def test_every_byte_too_few_or_too_many_is_refused(pki):
    token = pki.token(DATA, NOW)
    for at in range(len(token)):
        assert refusal(token[:at] + token[at + 1 :], pki.timestamp_authorities)
        assert refusal(token[:at] + token[at : at + 1] + token[at:], pki.timestamp_authorities)
    assert refusal(token + b"\x00", pki.timestamp_authorities)[1] == "der_trailing"


class Backwards(cms.CertificateSet):
    """Certificates in another order than DER's."""

    def _set_contents(self, force=False):  # noqa: FBT002 - theirs
        super()._set_contents(force)
        self._contents = b"".join(sorted((one.dump() for one in self), reverse=True))


def test_what_changes_several_bytes_and_says_the_same(long_chain):
    """What `verify_token` says is let through, and nobody can hide anything in."""
    elliptic = Pki(name="G", tsa_key="ecdsa")

    def other_form(signer, _signed):
        r, s = decode_dss_signature(signer["signature"])
        order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
        signer["signature"] = encode_dss_signature(r, order - s)

    def with_root(_signer, signed):
        signed["certificates"].append(long_chain.tsa_root.asn1)

    def backwards(_signer, signed):
        signed["certificates"] = Backwards(signed["certificates"])

    for each, after in ((elliptic, other_form), (long_chain, with_root), (long_chain, backwards)):
        token = each.token(DATA, NOW, after=after)
        assert verify_token(token, DATA, each.timestamp_authorities).at == NOW


def edit(**members):
    """Return a change of members of the signer (``signer_…``) or of the SignedData."""

    def after(signer, signed):
        for name, value in members.items():
            if name.startswith("signer_") and name != "signer_infos":
                signer[name.removeprefix("signer_")] = value
            else:
                signed[name] = value
        if "signer_infos" not in members:
            signed["signer_infos"] = [signer]

    return {"after": after}


def attribute(change):
    return {"before": lambda _info, attributes: change(attributes)}


def info(**members):
    return {"before": lambda found, _attributes: found.update(members)}


def other_certificate(pki):
    return general.as_signing_certificate_v2(pki.tsa_party("Autre").asn1)


EXTENSION = {"extn_id": "1.2.3.4", "critical": True, "extn_value": b"\x05\x00"}
IMPRINT = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
TOKEN = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.Null()]})
TWICE = {"algorithm": "sha256"}
DEFECTS = {
    "imprint_sha1": ({"algorithm": "sha1", "digest": "sha256"}, "malformed", "imprint_algorithm"),
    "digest_sha1": ({"digest": "sha1"}, "malformed", "digest_algorithm"),
    "other_imprint": ({"imprint": bytes(32)}, "of_other_data", None),
    "imprint_cut": ({"imprint": bytes(31)}, "of_other_data", None),
    "no_bound_certificate": ({"ess": None}, "malformed", "signing_certificate_missing"),
    "info_of_version_2": (info(version=2), "malformed", None),
    "info_with_critical_extension": (info(extensions=[EXTENSION]), "malformed", "extension"),
    "attribute_twice": (
        attribute(lambda found: found.append(found[0].copy())), "malformed", "attribute_twice",
    ),
    "no_content_type": (attribute(lambda found: found.pop(0)), "malformed", "attribute_missing"),
    "no_signer": (edit(signer_infos=[]), "malformed", "members"),
    "unsigned_attribute": (edit(signer_unsigned_attrs=[TOKEN]), "malformed", "attributes"),
    "no_unsigned_attribute": (edit(signer_unsigned_attrs=[]), "malformed", "attributes"),
    "empty_list_of_revocations": (edit(crls=[]), "malformed", "members"),
    "no_certificate": (edit(certificates=[]), "malformed", "certificates"),
    "version_4": (edit(version="v4"), "malformed", "version"),
    "signer_of_version_3": (edit(signer_version="v3"), "malformed", "version"),
    "two_digests": (edit(digest_algorithms=[TWICE, TWICE]), "malformed", "digest_algorithm"),
    "another_digest": (
        edit(digest_algorithms=[{"algorithm": "sha512"}]), "malformed", "digest_algorithm",
    ),
    "the_other_name_of_rsa": (
        edit(signer_signature_algorithm={"algorithm": "sha256_rsa"}),
        "malformed", "signature_algorithm",
    ),
    "signature_of_another": (edit(signer_signature=bytes(256)), "refused", "signature"),
    "signature_empty": (edit(signer_signature=b""), "refused", "signature"),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_refused(pki, defect):
    options, code, cause = DEFECTS[defect]
    token = pki.token(DATA, NOW, **options)
    found = refusal(token, pki.timestamp_authorities)
    assert found[0] == f"timestamp_{code}"
    assert cause is None or found[1] == cause


def test_the_certificates_of_a_token_are_its_chain_and_nothing_else(pki, long_chain):
    stranger = pki.tsa_party("Sans emploi").asn1
    between = long_chain.tsa.above[0].asn1
    authorities = long_chain.timestamp_authorities
    own = long_chain.tsa.asn1
    namesake = certify("Horodatages B", pki.tsa.key, pki.since, pki.until, issuer=pki.tsa_root)
    cases = (
        ([own, between, stranger], "idle_certificate"),
        ([own, between, namesake.asn1], "certificate_twice"),
        ([own, between, between], "certificate_twice"),
        ([own, own, between], "certificate_twice"),
        ([between], "signer_certificate"),
        ([own, *[between] * 8], "certificates"),
    )
    for certificates, cause in cases:
        token = long_chain.token(DATA, NOW, **edit(certificates=certificates))
        assert refusal(token, authorities) == ("timestamp_malformed", cause)
    alone = long_chain.token(DATA, NOW, **edit(certificates=[own]))
    assert refusal(alone, authorities)[0] == "timestamp_untrusted"


def test_a_signature_that_binds_another_certificate_is_refused(pki):
    def swapped(attributes):
        attributes[1] = general.simple_cms_attribute(
            "signing_certificate_v2", other_certificate(pki)
        )

    def beside(attributes):
        bound = general.as_signing_certificate(pki.tsa_party("Autre").asn1)
        attributes.append(general.simple_cms_attribute("signing_certificate", bound))

    for change in (swapped, beside):
        token = pki.token(DATA, NOW, **attribute(change))
        found = refusal(token, pki.timestamp_authorities)
        assert found == ("timestamp_malformed", "signing_certificate")


def test_two_signers_are_refused(pki):
    def after(signer, signed):
        signed["signer_infos"] = [signer, {**signer, "signature": bytes(256)}]

    token = pki.token(DATA, NOW, after=after)
    assert refusal(token, pki.timestamp_authorities) == ("timestamp_malformed", "members")


EKU = ExtendedKeyUsageOID
PURPOSES = {
    "none": (STAMPING[0],),
    "not_critical": (STAMPING[0], (x509.ExtendedKeyUsage([EKU.TIME_STAMPING]), False)),
    "one_more": (
        (x509.ExtendedKeyUsage([EKU.TIME_STAMPING, EKU.CODE_SIGNING]), True),
    ),
    "any": ((x509.ExtendedKeyUsage([EKU.ANY_EXTENDED_KEY_USAGE]), True),),
    "another": ((x509.ExtendedKeyUsage([EKU.EMAIL_PROTECTION]), True),),
}  # fmt: skip


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_certificate_made_for_something_else_does_not_stamp(pki, purpose):
    party = pki.tsa_party(extensions=PURPOSES[purpose])
    token = pki.token(DATA, NOW, party=party)
    expected = ("timestamp_untrusted", "key_usage")
    assert refusal(token, pki.timestamp_authorities) == expected
    assert refusal(token, [party.pem]) == expected


def test_an_authority_that_nobody_trusts_is_refused(pki):
    token = pki.token(DATA, NOW)
    imitation = Pki()  # the same names, other keys
    for authorities in ([], imitation.timestamp_authorities, pki.seal_authorities):
        assert refusal(token, authorities)[0] == "timestamp_untrusted"
    assert refusal(token, ["not a certificate"])[0] == "timestamp_malformed"


def test_a_chain_through_what_is_no_authority_is_refused(pki):
    ordinary = pki.tsa_party("Sans pouvoir")
    key = ec.generate_private_key(ec.SECP256R1())
    made = certify("Faux", key, pki.since, pki.until, issuer=ordinary, extensions=STAMPING)
    token = pki.token(DATA, NOW, party=Party(made.certificate, key, (ordinary,)))
    assert refusal(token, pki.timestamp_authorities)[0] == "timestamp_untrusted"


def test_weak_keys_and_unknown_critical_extensions_are_refused(pki):
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    strange = pki.tsa_party(extensions=(*STAMPING, (unknown, True)))
    token = pki.token(DATA, NOW, party=strange)
    assert refusal(token, pki.timestamp_authorities)[0] == "timestamp_untrusted"
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - the defect
    weak = certify("Faible", key, pki.since, pki.until, issuer=pki.tsa_root, extensions=STAMPING)
    token = pki.token(DATA, NOW, party=weak)
    assert refusal(token, pki.timestamp_authorities) == ("timestamp_untrusted", "weak_key")


def test_nothing_is_fetched(pki):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        url = x509.UniformResourceIdentifier(f"http://127.0.0.1:{listening.getsockname()[1]}/l")
        point = x509.DistributionPoint([url], None, None, None)
        oid = x509.oid.AuthorityInformationAccessOID
        access = [x509.AccessDescription(one, url) for one in (oid.OCSP, oid.CA_ISSUERS)]
        extensions = (
            *STAMPING,
            (x509.CRLDistributionPoints([point]), False),
            (x509.AuthorityInformationAccess(access), False),
        )
        party = pki.tsa_party(extensions=extensions)
        token = pki.token(DATA, NOW, party=party)
        assert verify_token(token, DATA, pki.timestamp_authorities).at == NOW
        assert refusal(token, pki.seal_authorities)[0] == "timestamp_untrusted"
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_what_is_no_token_is_refused_and_never_more(pki):
    token = pki.token(DATA, NOW)
    response = pki.respond(tsp.TimeStampReq({"version": 1, "message_imprint": IMPRINT}).dump(), NOW)
    cases = [b"", b"\x30", b"\x30\x80\x00\x00", response, bytes(300_000), b"\x30\x00", DATA]
    cases += [b"\x30\x82\xff\xff" * 1000, b"\x30\x03\x02\x01\x01", b"\xa0\x02" * 100 + b"\x05\x00"]
    deep = b"\x05\x00"
    for _ in range(60):
        deep = core.Sequence(contents=deep).dump()
    cases.append(deep)
    cases.append(cms.ContentInfo({"content_type": "data", "content": b"x"}).dump())
    for case in cases:
        assert refusal(case, pki.timestamp_authorities)[0] == "timestamp_malformed"
    chance = random.Random(2026)
    for _ in range(300):
        bent = bytearray(token)
        for _ in range(chance.randint(2, 12)):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        assert refusal(bytes(bent), pki.timestamp_authorities)
