"""Around a signature nothing can be added, taken away or written twice."""

from collections import Counter

import pytest

from releve.errors import EvidenceRefused
from releve.verification.der import members
from releve.verification.seals import verify_pdf, verify_token
from tests.fakes.handmade_pdf import HOLE, hole, paper, sealed
from tests.fakes.pki import NOW, Pki, Stamper

DATA = b"declaration"
UNSIGNED = "a182"
EXTRA = (b"\x05\x00", b"\xa0\x00", b"\xa1\x00", b"\xa1\x02\x05\x00")


def value(tag, content):
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def bent(der, where=()):
    """Yield every structure one value away from this one, with the place and the change."""
    if not der[0] & 0x20:
        return
    inside = members(der)
    for extra in EXTRA:
        yield value(der[0], b"".join([*inside, extra])), where, f"added {extra.hex()}"
    for at, one in enumerate(inside):
        before, after = b"".join(inside[:at]), b"".join(inside[at + 1 :])
        yield value(der[0], before + after), (*where, at), f"without {one[:2].hex()}"
        yield value(der[0], before + one + one + after), (*where, at), "twice"
        if at and one != inside[at - 1]:
            exchanged = [*inside[: at - 1], one, inside[at - 1]]
            yield value(der[0], b"".join(exchanged) + after), (*where, at), "exchanged"
        for changed, place, change in bent(one, (*where, at)):
            yield value(der[0], before + changed + after), place, change


def accepted(verify, structures):
    found = []
    for changed, _, change in structures:
        try:
            verify(changed)
        except EvidenceRefused:
            continue
        found.append(change)
    return found


@pytest.mark.parametrize(
    ("of", "options", "room"),
    [
        ({"between": True}, {}, {"without 0500": 3, "exchanged": 1}),
        ({}, {"pss": True}, {"without 0500": 4}),
        ({"tsa_key": "ecdsa"}, {}, {"without 0500": 2}),
    ],
)
def test_a_token_has_no_room_but_for_the_null_of_algorithms(of, options, room):
    """And the certificates may come in another order."""
    pki = Pki(**of)
    structures = list(bent(pki.token(DATA, NOW, **options)))
    assert len(structures) > 500

    def verify(token):
        return verify_token(token, DATA, pki.timestamp_authorities)

    assert Counter(accepted(verify, structures)) == room


def test_a_seal_has_no_room_either():
    pki = Pki(tsa_key="ecdsa")
    pdf = sealed(paper(), pki, timestamper=Stamper(pki, NOW))
    start, stop = hole(pdf)
    digits = pdf[start:stop].decode("ascii")
    der = bytes.fromhex(digits)
    size = len(value(der[0], b"".join(members(der))))
    structures = list(bent(der[:size]))

    def verify(changed):
        filled = changed.hex().encode().ljust(HOLE, b"0")
        return verify_pdf(
            pdf[:start] + filled + pdf[stop:],
            authorities=pki.seal_authorities,
            timestamp_authorities=pki.timestamp_authorities,
            at=NOW,
        )

    assert len(structures) > 1000
    found = Counter(accepted(verify, structures))
    # The timestamp can be taken away whole: what is left says level B-B, not B-T.
    assert found == {"without 0500": 4, f"without {UNSIGNED}": 1}
