"""Seals and timestamps, judged by OpenSSL and by poppler's pdfsig as well as by us.

What is genuine passes everywhere. What is false is refused everywhere, but for the defects that
the others do not see: they are listed, so that one who checks by hand knows.
"""

import os
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization

from releve.errors import EvidenceRefused
from releve.verification.seals import verify_pdf, verify_token
from tests.fakes.handmade_pdf import HOLE, hole, paper, sealed
from tests.fakes.pki import NOW, Pki, Stamper
from tests.unit.test_timestamps import DATA, DEFECTS, PURPOSES, edit

pytestmark = pytest.mark.integration

CONFIGURATION = """\
[tsa]
default_tsa = authority
[authority]
serial = serial
signer_cert = tsa.pem
certs = above.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = {chain}
ess_cert_id_alg = {algorithm}
"""
UNSEEN_BY_OPENSSL = {
    "imprint_sha1", "digest_sha1", "info_with_critical_extension", "attribute_twice",
    "no_content_type", "unsigned_attribute", "no_unsigned_attribute", "version_4",
    "empty_list_of_revocations", "signer_of_version_3", "two_digests", "the_other_name_of_rsa",
    "trailing_byte", "idle_certificate", "certificate_twice",
}  # fmt: skip


def openssl(folder, *arguments):
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=False)
    return done.returncode == 0


def accepted_by_openssl(folder, token, authority, data=DATA, at=NOW):
    (folder / "data").write_bytes(data)
    (folder / "token").write_bytes(token)
    (folder / "authority.pem").write_text(authority)
    when = ("-attime", str(int(at.timestamp())), "-CAfile", "authority.pem")
    return openssl(folder, "ts", "-verify", "-data", "data", "-in", "token", "-token_in", *when)


def accepted(token, authority, data=DATA):
    try:
        verify_token(token, data, [authority])
    except EvidenceRefused:
        return False
    return True


@pytest.fixture(scope="module")
def pki():
    return Pki()


@pytest.mark.parametrize("key", ["rsa", "ecdsa"])
@pytest.mark.parametrize(
    ("chain", "algorithm"), [("no", "sha256"), ("yes", "sha512"), ("no", "sha1")]
)
def test_the_tokens_of_openssl_are_accepted(tmp_path, needs_tool, key, chain, algorithm):
    needs_tool("openssl")
    pki = Pki(tsa_key=key, between=True)
    (tmp_path / "serial").write_text("01\n")
    (tmp_path / "c.cnf").write_text(CONFIGURATION.format(chain=chain, algorithm=algorithm))
    (tmp_path / "tsa.pem").write_text(pki.tsa.pem)
    (tmp_path / "above.pem").write_text("".join(one.pem for one in (*pki.tsa.above, pki.tsa_root)))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    (tmp_path / "tsa.key").write_bytes(
        pki.tsa.key.private_bytes(*plain, serialization.NoEncryption())
    )
    (tmp_path / "data").write_bytes(DATA)
    for arguments in (
        ("-query", "-data", "data", "-sha256", "-cert", "-out", "query"),
        ("-reply", "-config", "c.cnf", "-queryfile", "query", "-out", "reply"),
        ("-reply", "-in", "reply", "-token_out", "-out", "token"),
    ):
        assert openssl(tmp_path, "ts", *arguments), arguments
    token = (tmp_path / "token").read_bytes()
    stamp = verify_token(token, DATA, pki.timestamp_authorities)
    assert stamp.not_after == pki.until
    assert accepted_by_openssl(tmp_path, token, pki.tsa_root.pem, at=stamp.at)


@pytest.mark.parametrize(
    ("of", "options"),
    [
        ({}, {}),
        ({}, {"ess": "v1"}),
        ({}, {"algorithm": "sha512"}),
        ({"between": True}, {}),
        ({"tsa_key": "ecdsa"}, {"algorithm": "sha384"}),
    ],
)
def test_what_we_accept_openssl_accepts(tmp_path, needs_tool, of, options):
    needs_tool("openssl")
    pki = Pki(**of)
    token = pki.token(DATA, NOW, **options)
    assert accepted(token, pki.tsa_root.pem)
    assert accepted_by_openssl(tmp_path, token, pki.tsa_root.pem)


def test_what_is_false_is_refused_by_both(tmp_path, needs_tool, pki):
    needs_tool("openssl")
    good = pki.token(DATA, NOW)
    late = pki.token(DATA, pki.until.replace(year=pki.until.year + 1))
    stranger = pki.tsa_party("Sans emploi").asn1
    tokens = {name: pki.token(DATA, NOW, **DEFECTS[name][0]) for name in DEFECTS}
    tokens |= {
        name: pki.token(DATA, NOW, party=pki.tsa_party(extensions=PURPOSES[name]))
        for name in PURPOSES
    }
    tokens |= {
        "trailing_byte": good + b"\x00",
        "idle_certificate": pki.token(DATA, NOW, **edit(certificates=[pki.tsa.asn1, stranger])),
        "certificate_twice": pki.token(DATA, NOW, **edit(certificates=[pki.tsa.asn1] * 2)),
        "cut": good[:-1],
    }
    authority = pki.tsa_root.pem
    assert {name for name, token in tokens.items() if accepted(token, authority)} == set()
    seen = {name for name in tokens if not accepted_by_openssl(tmp_path, tokens[name], authority)}
    assert tokens.keys() - seen == UNSEEN_BY_OPENSSL
    for token, other, data in ((good, Pki().tsa_root.pem, DATA), (good, authority, b"autre")):
        assert not accepted(token, other, data)
        assert not accepted_by_openssl(tmp_path, token, other, data)
    assert not accepted(late, authority)
    then = pki.until.replace(year=pki.until.year + 1)
    assert not accepted_by_openssl(tmp_path, late, authority, at=then)


def pdfsig(folder, pdf):
    """Return what pdfsig says of each signature; its exit code says nothing."""
    (folder / "a.pdf").write_bytes(pdf)
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C"}
    done = subprocess.run(
        ["pdfsig", "a.pdf"], cwd=folder, env=environment, capture_output=True, check=False
    )
    return done.stdout.decode()


def good_for_pdfsig(folder, pdf):
    told = pdfsig(folder, pdf)
    return (
        told.count("Signature is Valid") == 1
        and "Total document signed" in told
        and "Not total document signed" not in told
        and "Signature #2" not in told
    )


def good_for_us(pdf, pki):
    try:
        verify_pdf(
            pdf,
            authorities=pki.seal_authorities,
            timestamp_authorities=pki.timestamp_authorities,
            at=NOW,
        )
    except EvidenceRefused:
        return False
    return True


@pytest.mark.parametrize("key", ["rsa", "ecdsa"])
def test_pdfsig_accepts_what_we_accept(tmp_path, needs_tool, key):
    needs_tool("pdfsig")
    pki = Pki(seal_key=key)
    for timestamper in (None, Stamper(pki, NOW)):
        made = sealed(paper(), pki, timestamper=timestamper)
        assert good_for_us(made, pki)
        assert good_for_pdfsig(tmp_path, made)


def test_pdfsig_refuses_what_we_refuse_but_for_what_it_does_not_look_at(tmp_path, needs_tool, pki):
    needs_tool("pdfsig")
    good = sealed(paper(), pki, timestamper=Stamper(pki, NOW))
    start, stop = hole(good)
    elsewhere = Stamper(pki, NOW, imprint=bytes(32))

    def filled(written):
        assert len(written) == HOLE
        return good[:start] + written + good[stop:]

    digits = good[start:stop]
    letter = next(at for at in range(start, stop) if good[at : at + 1].isalpha())
    false = {
        "changed": good.replace(b"MediaBox [0 0 99 99]", b"MediaBox [0 0 98 99]"),
        "appended": good + b"\n",
        "signature_changed": good[: start + 2000] + b"00000000" + good[start + 2008 :],
        "sealed_twice": pki.seal(good, NOW, field="Second", stamped=False),
        "part": sealed(paper(), pki, reach=lambda a, b, size: (0, a, b, size - b - 7)),
        "padding": filled(digits[:-2] + b"01"),
        "one_capital": good[:letter] + good[letter : letter + 1].upper() + good[letter + 1 :],
        "stamp_of_something_else": sealed(paper(), pki, timestamper=elsewhere),
        "old_kind": sealed(paper(seal=b"/Type /Sig /SubFilter /adbe.pkcs7.detached"), pki),
    }
    assert {name for name, pdf in false.items() if good_for_us(pdf, pki)} == set()
    unseen = {name for name, pdf in false.items() if good_for_pdfsig(tmp_path, pdf)}
    assert unseen == {"one_capital", "stamp_of_something_else", "old_kind"}
