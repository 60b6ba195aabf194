"""Which certificates `releve evidence stamp` dates: each that nobody dated, once."""

import pytest

from flows.stamp import unstamped
from releve.model.evidence import Entry, EntryKind
from tests.fakes.pki import NOW


def entry(index, kind, **body):
    return Entry(
        index=index,
        kind=kind,
        subject="asset:a",
        actor="releve",
        recorded_at=NOW,
        rehearsed_at=None,
        body=body,
    )


CERTIFICATES = {
    "dated-twice": ("B-T", "sha256:0", False),
    "sealed-while-the-authority-was-down": ("B-B", "sha256:0", True),
    "stated-while-the-authority-was-down": ("B-T", None, True),
    "without-seal": ("none", "sha256:0", True),
    "without-anything": ("none", None, True),
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_is_dated_unless_statement_and_pdf_were(name):
    seal, token, waits = CERTIFICATES[name]
    issued = entry(0, EntryKind.CERTIFICATE_ISSUED, seal=seal, token=token)
    assert list(unstamped([issued])) == ([issued] if waits else [])
    stamped = entry(1, EntryKind.CERTIFICATE_STAMPED, certificate=0)
    assert list(unstamped([issued, stamped])) == []
    again = entry(2, EntryKind.CERTIFICATE_ISSUED, seal=seal, token=token)
    assert list(unstamped([issued, stamped, again])) == ([again] if waits else [])
