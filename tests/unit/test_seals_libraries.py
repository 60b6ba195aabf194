"""The libraries that verify seals: loaded late, perhaps absent, silent. What we say instead."""

import asyncio
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from releve.textes import sentences
from releve.verification.seals import available, verify_token
from tests.fakes.pki import NOW, STAMPING, Pki, certify
from tests.unit import test_seals, test_timestamps

DATA = b"declaration"


@pytest.fixture(scope="module")
def pki():
    return Pki()


def test_a_token_can_be_verified_from_inside_an_event_loop(pki):
    token = pki.token(DATA, NOW)

    async def inside():
        return verify_token(token, DATA, pki.timestamp_authorities)

    assert asyncio.run(inside()).at == NOW


def python(*lines):
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_the_libraries_are_loaded_by_the_first_verification_and_may_lack():
    assert available()
    loaded = "print({'pyhanko.sign', 'asn1crypto'} & sys.modules.keys())"
    start = ("import sys, releve.cli.main, releve.verification.verdict",)
    seals = "from releve.verification import seals"
    assert python(*start, seals, "print(seals.available())", loaded)[0] == "True\nset()\n"
    lacking = ("import sys; sys.modules['pyhanko'] = None", seals, "print(seals.available())")
    assert python(*lacking)[0] == "False\n"
    call = "try: seals.verify_token(b'', b'', [])\nexcept ImportError: print('lacks')"
    assert python(*lacking[:2], call)[0] == "lacks\n"


def test_a_refusal_writes_nothing_to_the_terminal(pki, tmp_path):
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - the defect
    weak = certify("Faible", key, pki.since, pki.until, issuer=pki.tsa_root, extensions=STAMPING)
    (tmp_path / "t").write_bytes(pki.token(DATA, NOW, party=weak))
    (tmp_path / "a").write_text(pki.tsa_root.pem)
    told = python(
        "from releve.verification import seals",
        "from pathlib import Path",
        f"token, pem = Path({str(tmp_path / 't')!r}), Path({str(tmp_path / 'a')!r})",
        f"try: seals.verify_token(token.read_bytes(), {DATA!r}, [pem.read_text()])",
        "except Exception as error: print(error)",
    )
    assert told == ("timestamp_untrusted cause=weak_key\n", "")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_has_its_sentences(language):
    known = sentences(language).keys()
    codes = test_seals.FAMILY + test_timestamps.FAMILY
    assert {f"verify_no_{code}" for code in codes} <= known
    families = {code.partition("_")[0] for code in codes}
    assert {f"verify_{word}_{one}" for word in ("means", "do") for one in families} <= known
