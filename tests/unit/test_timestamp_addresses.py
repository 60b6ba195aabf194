"""What a timestamp authority is named by, before anybody is asked anything."""

import pytest

from connectors.timestamping import Rfc3161Authority
from releve.errors import ConnectorError
from tests.fakes.pki import Pki


@pytest.fixture(scope="module")
def authorities():
    return Pki(tsa_key="ecdsa").timestamp_authorities


def test_a_plain_address_and_its_certificates_are_enough(authorities):
    for url in ("https://tsa.example.invalid/rfc3161?compte=1", "http://[::1]:8080/"):
        assert Rfc3161Authority(url, authorities)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://tsa.example.invalid/",
        "tsa.example.invalid",
        "http://",
        "http://[::1",
        "http://tsa.example.invalid:99999/",
        "https://compte:secret@tsa.example.invalid/",
        "https://secret@tsa.example.invalid/",
    ],
)
def test_an_address_that_is_none_is_refused_without_showing_a_password(authorities, url):
    with pytest.raises(ConnectorError) as refused:
        Rfc3161Authority(url, authorities)
    assert refused.value.code == "timestamp_url_refused"
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("text", [None, "", "pas un certificat", "é"])
def test_an_authority_trusted_under_nothing_is_refused(tmp_path, text):
    file = tmp_path / "authorities.pem"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ConnectorError) as refused:
        Rfc3161Authority.load("http://127.0.0.1:9/", file)
    assert refused.value.code == "timestamp_authorities_unreadable"
