"""Who we are to a FHIR server and who it is to us: addresses, tokens, certificates."""

import ipaddress
import logging
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from connectors.fhir_api import (
    ClientCertificate,
    ClientCredentials,
    FhirApi,
    FhirTarget,
    Limits,
)
from releve.errors import ConnectorError, ConnectorUnavailable
from tests.fakes.delivery_folder import SYSTEMS, make_folder
from tests.fakes.fhir_servers import ErringServer

pytestmark = pytest.mark.integration
QUICK = Limits(patience=1, first_pause=0.01)
SECRET = "s/ecret"


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.touch(mode=0o600)
    path.write_text(SECRET + "\n")
    return path


def api(server, **facts):
    return FhirApi(FhirTarget(url=server.base, **facts), limits=QUICK)


def credentials(server, secret, **facts):
    url = server.base.replace("/fhir", "/token")
    said = {"token_url": url, "client_id": "outil", "secret_file": secret} | facts
    return ClientCredentials(**said)


@pytest.mark.parametrize(
    "url",
    [
        "http://fhir.exemple.test/r4",
        "ftp://127.0.0.1/fhir",
        "https://outil:secret@fhir.exemple.test/r4",
        "https://fhir.exemple.test/r4?cle=1",
        "https:///r4",
        "http://127.0.0.1.exemple.test/r4",
        "https://fhir.exemple.test:port/r4",
    ],
)
def test_an_address_that_will_not_do(url, secret):
    with pytest.raises(ConnectorError, match="fhir_address_refused"):
        FhirTarget(url=url)
    with pytest.raises(ConnectorError, match="fhir_address_refused"):
        FhirTarget(
            url="https://fhir.exemple.test/r4",
            credentials=ClientCredentials(token_url=url, client_id="a", secret_file=secret),
        )


@pytest.mark.parametrize(
    "url", ["https://fhir.exemple.test/r4/", "http://localhost:1/fhir", "http://[::1]:1/fhir"]
)
def test_an_address_that_will_do(url):
    assert FhirTarget(url=url).base == url.rstrip("/")


def test_a_token_is_got_once_kept_and_renewed_when_refused(tmp_path, secret, caplog):
    caplog.set_level(logging.DEBUG)
    make_folder(folder := tmp_path / "contenu", 30)
    with ErringServer() as server:
        server.tokens = {"aucun"}
        target = FhirTarget(url=server.base, credentials=credentials(server, secret))
        ours = FhirApi(target, limits=QUICK, connections=2)

        def revoke(handled):
            if handled == 4:
                server.tokens = {"aucun"}

        done = ours.deliver(folder, revoke, tmp_path / "journal")
        assert done.complete
        asked = [path for _, path in server.asked]
        assert asked.count("/token") == 2
    assert SECRET not in caplog.text
    assert not [token for token in server.tokens if token in caplog.text]


def test_a_token_that_is_refused_twice_is_not_asked_for_ever(secret):
    with ErringServer("token_of_nobody") as server:
        server.tokens = {"aucun"}
        with pytest.raises(ConnectorError, match="fhir_unauthorised"):
            api(server, credentials=credentials(server, secret)).count(SYSTEMS)
        assert [path for _, path in server.asked].count("/token") == 2


@pytest.mark.parametrize(
    "said",
    [
        b"<html>",
        b"[]",
        b'{"access_token":"a"}',
        b'{"access_token":"a","token_type":"mac"}',
        b'{"access_token":"a\\nb","token_type":"bearer"}',
        b'"' + b"x" * 70_000 + b'"',
    ],
)
def test_what_is_no_token(secret, said):
    with ErringServer() as server:
        server.token_said = said
        with pytest.raises(ConnectorError, match="fhir_token_malformed"):
            api(server, credentials=credentials(server, secret)).count(SYSTEMS)


def test_no_token_where_one_is_needed():
    with ErringServer() as server:
        server.tokens = {"un"}
        with pytest.raises(ConnectorError, match="fhir_unauthorised"):
            api(server).count(SYSTEMS)


def test_a_wrong_secret(secret):
    secret.write_text("autre")
    with ErringServer() as server:
        with pytest.raises(ConnectorError, match="fhir_token_refused") as caught:
            api(server, credentials=credentials(server, secret)).count(SYSTEMS)
        assert caught.value.facts == {"status": 401}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda path: path.chmod(0o640), "fhir_secret_not_private"),
        (lambda path: path.unlink(), "fhir_secret_missing"),
        (lambda path: path.write_bytes(b"\xff"), "fhir_secret_unreadable"),
    ],
)
def test_a_secret_that_is_not_one(secret, change, code):
    change(secret)
    with ErringServer() as server, pytest.raises(ConnectorError, match=code):
        api(server, credentials=credentials(server, secret)).count(SYSTEMS)


class Authority:
    """A certificate authority of the test, and what it certifies."""

    def __init__(self, folder):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Essai")])
        self.file = folder / "ca.pem"
        self.file.write_bytes(_pem(self._sign(self.key, self.name, ca=True)))

    def party(self, title):
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])
        certificate, secret = self.folder / f"{title}.pem", self.folder / f"{title}.key"
        certificate.write_bytes(_pem(self._sign(key, name, ca=False)))
        secret.touch(mode=0o600)
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return ClientCertificate(certificate_file=certificate, key_file=secret)

    def server(self, *, asks_client):
        ours = self.party("serveur")
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(self.file))
        context.load_cert_chain(ours.certificate_file, ours.key_file)
        context.verify_mode = ssl.CERT_REQUIRED if asks_client else ssl.CERT_NONE
        return ErringServer(tls=context)

    def _sign(self, key, name, *, ca):
        now = datetime.now(UTC)
        host = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(hours=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([host]), critical=False)
            .sign(self.key, hashes.SHA256())
        )


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)


def test_a_server_is_known_by_its_authority(tmp_path):
    authority = Authority(tmp_path)
    with authority.server(asks_client=False) as server:
        assert api(server, ca_file=authority.file).count(SYSTEMS)["Patient"] == 0
        with pytest.raises(ConnectorError, match="fhir_certificate_refused"):
            api(server).count(SYSTEMS)


def test_mutual_tls(tmp_path):
    authority = Authority(tmp_path)
    (other := tmp_path / "autre").mkdir()
    with authority.server(asks_client=True) as server:
        known = api(server, ca_file=authority.file, certificate=authority.party("outil"))
        assert known.count(SYSTEMS)["Patient"] == 0
        stranger = Authority(other).party("outil")
        for shown in (None, stranger):
            with pytest.raises(ConnectorError) as caught:
                api(server, ca_file=authority.file, certificate=shown).count(SYSTEMS)
            assert caught.value.code in {"fhir_certificate_refused", "fhir_unreachable"}


def test_files_that_are_no_certificates(tmp_path):
    authority = Authority(tmp_path)
    ours = authority.party("outil")
    ours.key_file.chmod(0o644)
    with pytest.raises(ConnectorError, match="fhir_secret_not_private"):
        FhirApi(FhirTarget(url="https://a.test", certificate=ours)).count(SYSTEMS)
    (empty := tmp_path / "vide").touch()
    with pytest.raises(ConnectorError, match="fhir_tls_unusable"):
        FhirApi(FhirTarget(url="https://a.test", ca_file=empty)).count(SYSTEMS)


def test_nobody_there():
    with pytest.raises(ConnectorUnavailable, match="fhir_unreachable"):
        FhirApi(FhirTarget(url="http://127.0.0.1:9/fhir"), limits=QUICK).count(SYSTEMS)
